"""A whole class's zip, as Moodle or Canvas gives it, sorted into submitted/.

Every file of the archive is told: where it was put, or why it was not. What could be
two people's is nobody's, and one bad entry stops none behind it. Nothing that is there
already is lost: an earlier submission moves to submitted/.replaced/ as a whole, with
its time.

When a file was handed in is in neither zip. Canvas tells of late ones that they were:
they get the date in the zip for a time, which is no earlier, and at least one past the
due date. Whoever Canvas does not call late was in time, and Moodle says nothing: these
get no time, and an earlier one does not stay.
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
    """A file of the archive, and where it was put; `placed` is None if nowhere."""

    name: str
    placed: str | None
    why: str = ""

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
        notes = [owner.why, _stamp(items, beside, room), _swap(beside, folder, room)]
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        with contextlib.suppress(OSError):
            home.rmdir()  # if nothing came to lie there
    why = "; ".join(filter(None, notes))
    return {
        id(item.entry): Entry(
            item.entry.filename, f"{owner.folder}/{room.assignment}/{item.name}", why
        )
        for item in items
    }


def _stamp(items: list[_Item], beside: Path, room: _Class) -> str:
    """Write the time of a late one; say what is known of it."""
    if items[0].label.kind == "moodle":
        return UNKNOWN
    if not any(item.label.late for item in items):
        return ""
    when = max(_date(item.entry) or room.made for item in items)
    if room.due:
        when = max(when, room.due.replace(tzinfo=UTC) + timedelta(seconds=1))
    stamp = stamps.written(when.replace(microsecond=0))
    (beside / STAMP).write_text(f"{stamp}\n", encoding="ascii")
    return f"late; {UNKNOWN}, {stamp} is taken"


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


def _swap(beside: Path, folder: Path, room: _Class) -> str:
    """Let the new files take the folder; the earlier ones move aside as a whole."""
    if not os.path.lexists(folder):
        beside.rename(folder)
        return ""
    if _is_same(beside, folder):
        if (stamp := beside / STAMP).exists():
            stamp.replace(folder / STAMP)
        return "it was there already"
    kept = room.submitted / inbox.ASIDE / folder.relative_to(room.submitted)
    number = 1
    while os.path.lexists(aside := kept.with_name(f"{kept.name}-{number}")):
        number += 1
    aside.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(aside)
    beside.rename(folder)
    return f"the earlier one is in {inbox.ASIDE} as {aside.name}"


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
