"""What lies in submitted/: each student's folder, read so that none hurts another.

A folder that cannot be filed or read, or that leads to somebody else's work, is that
student's trouble alone. Contents are read when they are asked for, and not before: a
class need not fit into memory.
"""

import contextlib
import hashlib
import os
import stat
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from autograder.intake import NOT_A_ZERO
from autograder.names import is_disguised, shown, twins, unfit
from autograder.parcels import MAX_BYTES, NOTEBOOK, STAMP, is_zip
from autograder.records import Assignment, Facts, Repair, Submission
from autograder.troubles import is_ours, of_files

MAX_FILES = 2_000
MAX_DEPTH = 20  # folders within folders
MAX_STAMP = 1_000
NEARLY_STAMP = {STAMP, f"{STAMP}.txt", "timestamp"}  # as some desktops save it
MAX_READ = 2 * MAX_BYTES  # of all that is read of one student
SKIPPED = (".ipynb_checkpoints", "__MACOSX", ".git", "__pycache__")
ASIDE = ".replaced"  # earlier submissions, see collect


class Files(Mapping[str, bytes]):
    """A folder's files by name; each is read from the disk whenever it is asked for.

    Of what is no notebook, no zip and no time stamp, the name alone. Sent elsewhere,
    it is a plain dictionary.
    """

    def __init__(self, folder: Path, sizes: dict[str, int]):
        self.folder, self._sizes = folder, sizes

    def __getitem__(self, name: str) -> bytes:
        """Read a file, as far as one may be long."""
        limit = self._sizes[name] and _limit(name)
        return read(self.folder / name, limit + 1) if limit else b""

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._sizes)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._sizes)

    def __reduce__(self) -> tuple:
        """Travel as contents: another machine has other disks."""
        return dict, (dict(self),)


@dataclass
class _Folder:
    """A student's folder as it was found."""

    path: Path
    sizes: dict[str, int] = field(default_factory=dict)
    shared: dict[tuple[int, int], tuple[str, bool]] = field(default_factory=dict)
    trouble: Facts | None = None
    fault: Facts | None = None
    notes: list[str] = field(default_factory=list)


def submissions(
    root: Path, assignment: Assignment, only: str | None = None
) -> list[Submission]:
    """Give all that was handed in, or one student's, by student's name."""
    found = {name: _look(root, name, assignment.name) for name in _students(root)}
    found = {name: folder for name, folder in found.items() if folder}
    _tell_twins(found)
    _refuse_linked(found, _look_into(root / "source" / assignment.name))
    return [
        _submission(student, folder, assignment)
        for student, folder in sorted(found.items())
        if only in (None, student)
    ]


def read(path: Path, size: int) -> bytes:
    """Read the first bytes of a plain file; a link or a pipe is an OSError."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{path.name} is no plain file")
        return file.read(size)


def _limit(name: str) -> int:
    if name == STAMP:
        return MAX_STAMP
    return MAX_BYTES if NOTEBOOK.search(name) or is_zip(name) else 0


def _students(root: Path) -> list[str]:
    try:
        return [name for name in os.listdir(root / "submitted") if name != ASIDE]
    except FileNotFoundError:
        return []


def _look(root: Path, student: str, assignment: str) -> _Folder | None:
    """Look into a student's folder; None if nothing was handed in."""
    home = root / "submitted" / student
    path = home / assignment
    try:
        kinds = [os.lstat(home).st_mode, os.lstat(path).st_mode]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return _unread(_Folder(path), error)
    if any(map(stat.S_ISLNK, kinds)):
        return _Folder(path, trouble=_trouble(path, "it is a link", "a folder"))
    if not stat.S_ISDIR(kinds[0]):
        return None
    if not stat.S_ISDIR(kinds[1]):  # as `cp` makes where there is no folder yet
        return _Folder(path, trouble=_trouble(path, "it is no folder", "a folder"))
    if why := unfit(student):
        expected = "a name that can be filed, in letters and digits"
        return _Folder(path, trouble=_trouble(home, why, expected, "Rename it."))
    return _look_into(path)


def _look_into(path: Path) -> _Folder:
    """List a folder's plain files, the shallow ones first."""
    folder = _Folder(path)
    queue = deque([("", 0)])
    while queue:
        inner, depth = queue.popleft()
        try:
            if not inner:
                _look_for_stamp(folder)
            _look_at(folder, inner, queue, depth)
        except OSError as error:
            if not inner or is_ours(error):
                _unread(folder, error)
            folder.notes.append(f"{shown(inner)} could not be looked into")
        if len(folder.sizes) + len(queue) > MAX_FILES:
            folder.notes.append(f"after {MAX_FILES} files the rest was not looked at")
            break
    total = sum(min(size, MAX_BYTES) for n, size in folder.sizes.items() if _limit(n))
    if total > MAX_READ:
        found = f"{total >> 20} MB of notebooks and zips"
        expected = f"at most {MAX_READ >> 20} MB"
        folder.trouble = _trouble(path, found, expected, "Hand in the notebook alone.")
    return folder


def _look_for_stamp(folder: _Folder) -> None:
    """Find the time first: passed over, it would make a late student one in time."""
    with contextlib.suppress(FileNotFoundError):
        known = os.lstat(folder.path / STAMP)
        if stat.S_ISREG(known.st_mode):
            folder.sizes[STAMP] = known.st_size
        else:
            folder.trouble = _trouble(folder.path / STAMP, "it is no file", "a time")


def _look_at(folder: _Folder, inner: str, queue: deque, depth: int) -> None:
    here = os.path.join(folder.path, inner)
    with os.scandir(here) as entries:
        found = sorted(islice(entries, MAX_FILES + 1), key=lambda e: e.name)
    changed = os.stat(here).st_ctime_ns
    for entry in found:
        name = f"{inner}/{entry.name}" if inner else entry.name
        known = entry.stat(follow_symlinks=False)
        if name != STAMP and name.casefold() in NEARLY_STAMP:
            folder.notes.append(f"{shown(name)} was not read: is it {STAMP}?")
        if entry.is_dir(follow_symlinks=False):
            if entry.name in SKIPPED:
                continue
            if depth < MAX_DEPTH:
                queue.append((name, depth + 1))
            else:
                folder.notes.append(f"folders deeper than {MAX_DEPTH} were passed over")
        elif not stat.S_ISREG(known.st_mode):
            what = "a link" if entry.is_symlink() else "no plain file"
            folder.notes.append(f"{shown(name)} is {what} and was not opened")
        elif not entry.name.startswith("._"):  # what macOS puts beside each file
            folder.sizes[name] = known.st_size
            if known.st_nlink > 1 and _limit(name):
                had_it_before = changed < known.st_ctime_ns
                key = known.st_dev, known.st_ino
                folder.shared[key] = name, had_it_before


def _tell_twins(found: dict[str, _Folder]) -> None:
    """Tell names apart that look alike; one that is disguised is refused."""
    for student, others in twins(found).items():
        folder = found[student]
        alike = ", ".join(shown(repr(other)) for other in others)
        if is_disguised(student) and not folder.trouble:
            why = f"its name, {shown(ascii(student))}, looks like that of {alike}"
            advice = "Give it the name of the student it belongs to."
            expected = "a name that looks like no other"
            folder.trouble = _trouble(folder.path.parent, why, expected, advice)
        folder.notes.append(f"the folder {alike} has nearly the same name: who is it?")


def _refuse_linked(found: dict[str, _Folder], source: _Folder) -> None:
    """Refuse what is the same file as another student's, but for whose it was first.

    A hard link has no original. But making one changes the file's own entry and the
    folder that it is put into: the only folder that did not change since had it first.
    """
    holders = defaultdict(dict)
    for student, folder in found.items():
        for key, (name, had_it_before) in folder.shared.items():
            holders[key][student] = name, had_it_before
    for key, each in holders.items():
        first = [s for s, (_, had_it_before) in each.items() if had_it_before]
        if len(each) == 1 and key not in source.shared:
            continue
        for student, (name, _) in each.items():
            if first != [student] or key in source.shared:
                path = found[student].path / name
                what = "it is the very file that lies in another folder (a hard link)"
                advice = (
                    "`find . -samefile` shows where else. Hand in a file of one's own."
                )
                found[student].trouble = _trouble(path, what, "a file", advice)


def _submission(student: str, folder: _Folder, assignment: Assignment) -> Submission:
    files = Files(folder.path, folder.sizes)
    digest = _digest_of(folder, files, assignment.digest)
    notes = tuple(Repair("", what) for what in dict.fromkeys(folder.notes))
    why = folder.trouble, folder.fault
    given = {} if any(why) else files  # what cannot be read cannot be sent either
    return Submission(student, assignment.name, given, digest, *why, notes)


def is_same(submission: Submission, version: str) -> bool:
    """Tell whether what was handed in is still what was read.

    What comes while it is graded is another submission. `version` is the assignment's.
    """
    files = submission.files
    if submission.trouble or not isinstance(files, Files):
        return True
    now = _look_into(files.folder)
    digest = _digest_of(now, Files(now.path, now.sizes), version)
    return digest == submission.digest


def _digest_of(folder: _Folder, files: Files, version: str) -> str:
    """Name a folder's content; "" for what is not known, which is never the same."""
    try:
        digest = _digest({} if folder.trouble else files, version, folder.trouble)
    except OSError as error:
        _unread(folder, error)
        digest = _digest({}, version, folder.trouble)
    return "" if folder.fault else digest


def _digest(files: Mapping[str, bytes], version: str, trouble: Facts | None) -> str:
    whole = hashlib.sha256(f"{version}\0{trouble or ''}\0".encode())
    for name in sorted(files):
        content = files[name]
        whole.update(name.encode(errors="surrogateescape"))
        whole.update(f"\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _unread(folder: _Folder, error: OSError) -> _Folder:
    """Note why a folder cannot be read: for its owner, or for whose machine it is."""
    found = f"it cannot be read ({error.strerror or error})"
    if is_ours(error):
        advice = of_files(error).next or "Run the same command again."
        folder.fault = Facts(
            _place(folder.path), "", found, "Nothing was scored.", advice
        )
    else:
        advice = "May the one who grades read it?"
        folder.trouble = _trouble(folder.path, found, "", advice)
    return folder


def _trouble(path: Path, found: str, expected: str = "", advice: str = "") -> Facts:
    where = _place(path)
    advice = advice or "Hand in the files themselves."
    return Facts(where, expected, found, NOT_A_ZERO, advice)


def _place(path: Path) -> str:
    parts = path.parts
    first = parts.index("submitted") if "submitted" in parts else -2
    return shown("/".join(parts[first:]))
