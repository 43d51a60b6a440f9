"""A whole class's zip, as Moodle or Canvas gives it, sorted into submitted/.

Every file of the archive is told: where it was put, or why it was not. What could be
two people's is nobody's, and one bad entry stops none behind it. Nothing that is there
already is lost: an earlier submission moves to submitted/.replaced/ as a whole, with
its time.

When a file was handed in is in neither zip. Canvas tells of late ones that they were:
they get the date in the zip for a time, which is no earlier, and at least one past the
due date. Whoever Canvas does not call late was in time, and Moodle says nothing: these
get no time, and an earlier one does not stay with other work.

The date in the zip is when it was downloaded. So the same work in a later zip keeps the
earlier time of the two: somebody may have written an exact one.
"""

import contextlib
import filecmp
import os
import shutil
import stat
import struct
import zipfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder import inbox, labels, stamps
from autograder.labels import Label, Owner
from autograder.names import shown
from autograder.parcels import MAX_BYTES, STAMP
from autograder.records import Assignment, Facts, SetupError

LONGEST = 200  # bytes of a file's name
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UNKNOWN = "when it was handed in is not in the zip"


@dataclass(frozen=True)
class Entry:
    """A file of the archive, and where it was put; `placed` is None if nowhere.

    `asks` is whether a person has to see to it.
    """

    name: str
    placed: str | None
    why: str = ""
    asks: bool = True

    def __str__(self) -> str:
        name, why = shown(self.name, 300), shown(self.why, 300)
        if self.placed:
            return f"{name} -> {shown(self.placed, 300)}" + (f" ({why})" if why else "")
        return f"NOT USED {name}: {why}"


@dataclass(frozen=True)
class _Item:
    """An entry of the archive with its label."""

    entry: zipfile.ZipInfo
    label: Label

    @property
    def name(self) -> str:
        """The name that the file gets, short enough for any disk."""
        name = self.label.name
        if len(name.encode(errors="replace")) <= LONGEST:
            return name
        stem, dot, end = name.rpartition(".")
        return f"{(stem or end)[:40]}{dot}{end[:10]}"


@dataclass(frozen=True)
class _Class:
    """Where things go: submitted/, the assignment, when it was due."""

    submitted: Path
    assignment: str
    due: datetime | None
    made: datetime  # the archive itself


def collect(
    archive: Path,
    assignment: Assignment,
    submitted: Path,
    roster: Sequence[dict],
    due: Callable[[], datetime | None] = lambda: None,
) -> list[Entry]:
    """Unpack an archive; SetupError if it is none.

    `due` is asked only if somebody is late.
    """
    with _opened(archive) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        if not entries:
            raise SetupError(_no_zip(archive, "there is no file in it"))
        read = labels.read([entry.filename for entry in entries])
        late = any(isinstance(each, Label) and each.late for each in read)
        made = datetime.fromtimestamp(archive.stat().st_mtime, UTC)
        room = _Class(submitted, assignment.name, due() if late else None, made)
        told = _sort(packed, list(zip(entries, read, strict=True)), room, roster)
        return [told[id(entry)] for entry in entries]


def _opened(archive: Path) -> zipfile.ZipFile:
    """Open an archive; a pipe or a device would never end."""
    try:
        if archive.exists() and not archive.is_file():
            raise zipfile.BadZipFile("it is no file")
        return zipfile.ZipFile(archive)
    except MemoryError:
        raise
    except Exception as error:  # a damaged one raises a dozen kinds of them
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise SetupError(_no_zip(archive, said)) from None


def _sort(
    packed: zipfile.ZipFile, read: list, room: _Class, roster: Sequence[dict]
) -> dict[int, Entry]:
    """Place what is whose, owner by owner; tell of every entry, by its identity."""
    owners = labels.People(roster).owners(r for _, r in read if isinstance(r, Label))
    told, items = {}, defaultdict(list)
    for entry, label in read:
        why = label if isinstance(label, str) else _unusable(entry)
        if not why:
            key = label.kind, label.who, label.number
            items[key].append(_Item(entry, label))
        else:
            told[id(entry)] = Entry(entry.filename, None, why)
    for key, own in items.items():
        owner = owners[key]
        if isinstance(owner, str):
            told |= _all_unused(own, owner)
            continue
        chosen, unused = _newest(own)
        told |= unused
        try:
            told |= _place(packed, chosen, owner, room)
        except (MemoryError, KeyboardInterrupt):
            raise
        # A damaged archive raises a dozen kinds of errors; a disk has its own.
        except Exception as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            told |= _all_unused(chosen, f"it cannot be unpacked ({why})")
    return told


def _all_unused(items: list[_Item], why: str) -> dict[int, Entry]:
    return {id(i.entry): Entry(i.entry.filename, None, why) for i in items}


def _unusable(entry: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link"
    if entry.flag_bits & 1:
        return "it is encrypted"
    if entry.file_size > MAX_BYTES:
        return f"it is larger than {MAX_BYTES >> 20} MB"
    if entry.compress_type not in PLAIN:
        return "it is packed in an unusual way"
    return ""


def _newest(items: list[_Item]) -> tuple[list[_Item], dict[int, Entry]]:
    """Keep the newest try of every file; of two that are equally new, neither."""
    chosen, unused = [], {}
    files = defaultdict(list)
    for item in items:
        files[item.name.casefold()].append(item)
    for name, same in files.items():
        newest = max(item.label.attempt for item in same)
        last = [item for item in same if item.label.attempt == newest]
        older = [item for item in same if item.label.attempt < newest]
        unused |= _all_unused(older, "a newer one was handed in")
        if name == STAMP:
            unused |= _all_unused(last, "a student's own time is not believed")
        elif len(last) > 1:
            unused |= _all_unused(last, "two files have this name")
        else:
            chosen += last
    return chosen, unused


def _place(
    packed: zipfile.ZipFile, items: list[_Item], owner: Owner, room: _Class
) -> dict[int, Entry]:
    """Put an owner's files where they belong, all of them or none."""
    home = room.submitted / owner.folder
    folder = home / room.assignment
    if not items:
        return {}
    if home.is_symlink() or folder.is_symlink():
        return _all_unused(items, f"submitted/{owner.folder} is a link")
    if sum(item.entry.file_size for item in items) > inbox.MAX_READ:
        return _all_unused(items, f"all of it is over {inbox.MAX_READ >> 20} MB")
    beside = home / f".{room.assignment}.part"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        for item in items:
            with packed.open(item.entry) as file, (beside / item.name).open("wb") as to:
                shutil.copyfileobj(file, to, 2**20)
        when = _when(items, room)
        notes = [owner.why, *_swap(beside, folder, when, items[0].label.kind, room)]
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        with contextlib.suppress(OSError):
            home.rmdir()  # if nothing came to lie there
    why = "; ".join(filter(None, notes))
    return {
        id(item.entry): Entry(
            item.entry.filename,
            f"{owner.folder}/{room.assignment}/{item.name}",
            why,
            asks=owner.is_stranger,
        )
        for item in items
    }


def _when(items: list[_Item], room: _Class) -> datetime | None:
    """Give a late one's time: no earlier than it was handed in, and past the due."""
    if not any(item.label.late for item in items):
        return None
    when = max(_date(item.entry) or room.made for item in items)
    if room.due:
        when = max(when, room.due.replace(tzinfo=UTC) + timedelta(seconds=1))
    return when.replace(microsecond=0)


def _date(entry: zipfile.ZipInfo) -> datetime | None:
    """Give an entry's date, taken as UTC; None for the year in which zips begin."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == 0x5455 and size >= 5 and extra[4] & 1:
            return datetime.fromtimestamp(*struct.unpack("<i", extra[5:9]), UTC)
        extra = extra[4 + size :]
    with contextlib.suppress(ValueError):
        date = datetime(*entry.date_time, tzinfo=UTC)
        return date if date.year > 1980 else None
    return None


def _swap(
    beside: Path, folder: Path, when: datetime | None, kind: str, room: _Class
) -> list[str]:
    """Let the new files take the folder; the earlier ones move aside as a whole."""
    if os.path.lexists(folder) and _is_same(beside, folder):
        return [*_kept(folder, when, kind, room), "it was there already"]
    notes = [_stamped(beside, when)] if when else [UNKNOWN] * (kind == "moodle")
    if os.path.lexists(folder):
        aside = _aside(folder, room)
        folder.rename(aside)
        notes.append(f"the earlier one is in {inbox.ASIDE} as {aside.name}")
    beside.rename(folder)
    return notes


def _kept(folder: Path, when: datetime | None, kind: str, room: _Class) -> list[str]:
    """Settle the time of work that did not change; what is no time moves aside."""
    stamp = folder / STAMP
    there = os.path.lexists(stamp)
    known = stamps.read(stamp.read_bytes()) if stamp.is_file() else None
    if kind == "moodle":
        return [f"{UNKNOWN}; its {STAMP} is kept" if there else UNKNOWN]
    if known and when and known <= when:
        return [f"late; its time is kept, {stamps.written(known)}"]
    notes = []
    if there:
        aside = _aside(folder, room)
        aside.mkdir()
        stamp.rename(aside / STAMP)
        why = "it is another time" if when else "Canvas does not call it late"
        notes = [f"{why}: its {STAMP} is in {inbox.ASIDE} as {aside.name}"]
    return [*notes, _stamped(folder, when)] if when else notes


def _stamped(folder: Path, when: datetime) -> str:
    """Write the time of a late one, and say that it is not the exact one."""
    (folder / STAMP).write_text(f"{stamps.written(when)}\n", encoding="ascii")
    return f"late; {UNKNOWN}, {stamps.written(when)} is taken"


def _aside(folder: Path, room: _Class) -> Path:
    """Find a place for what was there before."""
    kept = room.submitted / inbox.ASIDE / folder.relative_to(room.submitted)
    number = 1
    while os.path.lexists(aside := kept.with_name(f"{kept.name}-{number}")):
        number += 1
    aside.parent.mkdir(parents=True, exist_ok=True)
    return aside


def _is_same(new: Path, old: Path) -> bool:
    """Compare what two folders hold, but for the time and JupyterLab's own copies."""
    mine, theirs = (
        {path.name for path in folder.iterdir()} - {STAMP, *labels.SKIPPED}
        for folder in (new, old)
    )
    return mine == theirs and all(
        not (old / name).is_symlink()
        and filecmp.cmp(new / name, old / name, shallow=False)
        for name in mine
    )


def _no_zip(archive: Path, found: str) -> Facts:
    expected = "a zip of submissions, as Moodle or Canvas gives it"
    return Facts(str(archive), expected, found, "Nothing was unpacked.")
