"""Work that lies where nobody looks for it, which silence would make a missing mark.

A submission is looked for in submitted/<student>/<assignment>/. A notebook beside that
folder, in one of another name, with student and assignment swapped or a level too deep
is told, and so is whoever has marks and no folder any more.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.inbox import ASIDE, SKIPPED
from autograder.names import shown
from autograder.parcels import NOTEBOOK, is_zip
from autograder.records import Assignment

DEEPEST = 4
MOST = 20_000  # files and folders that are looked at
TOLD = 10


def found(root: Path, assignment: Assignment, known: Collection[str]) -> list[str]:
    """Tell of notebooks and zips in submitted/ that may be this assignment's.

    `known` are the course's assignments: what lies in a folder of theirs is theirs.
    """
    left, paths = iter(range(MOST)), []
    for home in _entries(root / "submitted", left):
        if home.name in known or not home.is_dir(follow_symlinks=False):
            paths += _work(home, left)
        elif home.name != ASIDE:
            inside = list(_entries(home.path, left))
            others = [entry for entry in inside if entry.name not in known]
            work = [path for entry in others for path in _work(entry, left)]
            if len(others) < len(inside):  # beside their folders people keep all sorts
                work = [path for path in work if _is_called(path.name, assignment)]
            paths += work
    why = f"not looked at, it is not in submitted/<student>/{assignment.name}/"
    lines = [f"{shown(os.path.relpath(path, root), 300)}: {why}" for path in paths]
    return [*lines[:TOLD], *([f"and {len(lines) - TOLD} more"] * (len(lines) > TOLD))]


def gone(students: Collection[str], in_gradebook: Collection[str]) -> list[str]:
    """Tell of those who have marks, and no folder any more.

    >>> gone(["anna"], ["ana"])
    ['ana: marks in the gradebook, and no folder in submitted/; was it renamed?']
    """
    why = "marks in the gradebook, and no folder in submitted/; was it renamed?"
    lost = sorted(set(in_gradebook) - set(students))
    return [f"{shown(student)}: {why}" for student in lost]


def _work(entry: os.DirEntry, left: Iterator, depth: int = 0) -> Iterator[os.DirEntry]:
    """Give an entry if it is work, else what work is in it."""
    if entry.is_file(follow_symlinks=False) and _is_work(entry.name):
        yield entry
    elif entry.is_dir(follow_symlinks=False) and depth < DEEPEST:
        for inner in _entries(entry.path, left):
            yield from _work(inner, left, depth + 1)


def _entries(folder: str | Path, left: Iterator) -> list[os.DirEntry]:
    """List a folder, as long as any are `left` to be looked at."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry, _ in zip(entries, left, strict=False)]
    except OSError:  # what cannot be read is told where it is looked for
        return []
    kept = (e for e in found if e.name not in SKIPPED and not e.name.startswith("._"))
    return sorted(kept, key=lambda entry: entry.name)


def _is_work(name: str) -> bool:
    return bool(NOTEBOOK.search(name)) or is_zip(name)


def _is_called(name: str, assignment: Assignment) -> bool:
    return name.casefold().startswith(tuple(map(str.casefold, assignment.notebooks)))
