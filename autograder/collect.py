"""A whole class's zip, as Moodle or Canvas gives it, sorted into submitted/.

Every file of the archive is told: where it was put, or why it was not. Nothing that is
there already is lost: an earlier submission moves to submitted/.replaced/.
"""

import re
import shutil
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.intake import MAX_BYTES
from autograder.records import Assignment, Facts, SetupError

MAX_ENTRIES = 20_000
MAX_TOTAL = 8 * 2**30
MOODLE = re.compile(r"^(?P<who>.+?)_(?P<id>\d+)_assignsubmission_file_?/?(?P<rest>.*)$")
CANVAS = re.compile(
    r"^(?P<who>[^_]+)_(?:LATE_)?(?P<id>\d+)_\d+_(?P<rest>.+?)(?:-(?P<try>\d+))?"
    r"(?P<end>\.\w+)$"
)


@dataclass(frozen=True)
class Entry:
    """A file of the archive, and where it was put; `placed` is None if nowhere."""

    name: str
    placed: str | None
    why: str = ""

    def __str__(self) -> str:
        if self.placed:
            return f"{self.name} -> {self.placed}" + (
                f" ({self.why})" if self.why else ""
            )
        return f"NOT USED {self.name}: {self.why}"


@dataclass(frozen=True)
class _Shelf:
    """Where things go, who is who, and the newest try of every file."""

    submitted: Path
    assignment: str
    roster: list[dict]
    newest: dict[tuple, int]


def collect(
    archive: Path, assignment: Assignment, submitted: Path, roster: list[dict]
) -> list[Entry]:
    """Unpack an archive; SetupError if it is none, or too large to be one."""
    try:
        with zipfile.ZipFile(archive) as packed:
            entries = [e for e in packed.infolist() if not e.is_dir()]
            _check_size(archive, entries)
            shelf = _Shelf(submitted, assignment.name, roster, _newest(entries))
            return [_place(shelf, packed, entry) for entry in entries]
    except (OSError, zipfile.BadZipFile) as error:
        raise SetupError(_no_zip(archive, str(error))) from None


def _check_size(archive: Path, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL:
        found = f"{len(entries)} files of {total >> 20} MB in all"
        raise SetupError(_no_zip(archive, found))


def _read_name(name: str) -> tuple[str, str, str, int] | None:
    """Give who handed it in, by name and id, the file's own name, and which try."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return None
    flat = "/".join(path.parts)
    if match := MOODLE.match(flat):
        return match["who"], match["id"], match["rest"] or path.name, 0
    if match := CANVAS.match(path.name):
        own = f"{match['rest']}{match['end']}"
        return match["who"], match["id"], own, int(match["try"] or 0)
    return None


def _newest(entries: list[zipfile.ZipInfo]) -> dict[tuple, int]:
    """Find the newest try of each file of each student."""
    newest: dict[tuple, int] = {}
    for entry in entries:
        if read := _read_name(entry.filename):
            *key, attempt = read
            newest[tuple(key)] = max(attempt, newest.get(tuple(key), 0))
    return newest


def _place(shelf: _Shelf, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Entry:
    read = _read_name(entry.filename)
    if why := _unusable(entry, read, shelf.newest):
        return Entry(entry.filename, None, why)
    who, number, own, _ = read
    student = _student(who, number, shelf.roster)
    try:
        content = packed.read(entry)
    except (RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        return Entry(entry.filename, None, f"it cannot be unpacked ({error})")
    place = f"{student}/{shelf.assignment}/{PurePosixPath(own).name}"
    told = _make_room(shelf.submitted / place, content, shelf.submitted)
    (shelf.submitted / place).parent.mkdir(parents=True, exist_ok=True)
    (shelf.submitted / place).write_bytes(content)
    return Entry(entry.filename, place, told)


def _unusable(entry: zipfile.ZipInfo, read: tuple | None, newest: dict) -> str:
    if read is None:
        return "its name is none that Moodle or Canvas gives"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link"
    if entry.flag_bits & 1:
        return "it is encrypted"
    if entry.file_size > MAX_BYTES:
        return f"it is larger than {MAX_BYTES >> 20} MB"
    *key, attempt = read
    if attempt < newest[tuple(key)]:
        return "a newer one was handed in"
    return ""


def _student(who: str, number: str, roster: list[dict]) -> str:
    """Give the name of a student's folder: the roster's, else one made of theirs."""
    plain = who.casefold().replace(" ", "")
    for person in roster:
        names = {
            person.get(k, "").casefold().replace(" ", "") for k in ("name", "student")
        }
        first, last = person.get("first", ""), person.get("last", "")
        names |= {f"{first}{last}".casefold(), f"{last}{first}".casefold()} - {""}
        if number in (person.get("id"), person.get("number")) or plain in names:
            return _safe(person.get("student") or person.get("login")
                         or person.get("username") or who)  # fmt: skip
    return _safe(f"{who}_{number}")


def _safe(name: str) -> str:
    """Give a name that is one folder, and that nbgrader does not take for a pattern."""
    return re.sub(r"[^\w.@ -]", "_", name).strip(". ") or "unnamed"


def _make_room(target: Path, content: bytes, submitted: Path) -> str:
    """Move a different earlier file aside; give what was done."""
    if not target.exists() or target.read_bytes() == content:
        return ""
    kept = submitted / ".replaced" / target.relative_to(submitted)
    number = 1
    while (aside := kept.with_name(f"{kept.stem}-{number}{kept.suffix}")).exists():
        number += 1
    aside.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(target, aside)
    return f"the earlier one is in .replaced as {aside.name}"


def _no_zip(archive: Path, found: str) -> Facts:
    expected = "a zip of submissions, as Moodle or Canvas gives it"
    return Facts(str(archive), expected, found, "Nothing was unpacked.")
