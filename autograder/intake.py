"""From what a student handed in to a notebook that is safe to grade.

Nothing of the submitted file survives but its cells' text. What had to be put right
is told as repairs; what cannot be graded is refused with its reason, and stops nobody.

Pure: bytes in, values out. A notebook is the dictionary that its JSON says it is.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from autograder import parcels, scopes, stamps
from autograder.names import shown, unfit
from autograder.parcels import MAX_BYTES, STAMP
from autograder.rebuild import Handed, Rebuilt, answer, name_of, rebuild
from autograder.records import Assignment, Facts, Part, Refusal, Repair, Submission
from autograder.sheets import called, join, split

MAX_CELLS = 1_000
MAX_TEXT = 4 * 2**20  # of all cells together, with pictures in it; outputs left out
MAX_CODE = 2**20
SAME = 5  # repairs of one kind that are told one by one
MOST = 10**9  # points, seconds, megabytes: what is more is a slip
NOT_A_ZERO = "Not graded, and not a zero."
Read = Callable[[], bytes]
KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown"}


def parts(release: dict) -> tuple[Part, ...]:
    """List the cells of a release that are worth points, in their order.

    >>> mark = {"grade_id": "f_hidden", "grade": True, "points": 6, "solution": False}
    >>> parts({"cells": [{"metadata": {"nbgrader": mark}}, {"metadata": {}}]})
    (Part(name='f_hidden', max_points=6, manual=False, why=''),)
    """
    marks = (cell["metadata"].get("nbgrader", {}) for cell in release["cells"])
    return tuple(
        Part(
            mark["grade_id"], mark["points"], bool(mark["solution"] or mark.get("task"))
        )
        for mark in marks
        if mark.get("grade") or mark.get("task")
    )


def is_amount(points: object) -> bool:
    """Tell whether a cell can be worth so much.

    >>> [is_amount(points) for points in (2, 0.5, 0, -1, "2", True, None)]
    [True, True, True, False, False, False, False]
    >>> is_amount(float("nan")), is_amount(10**400)
    (False, False)
    """
    number = isinstance(points, int | float) and not isinstance(points, bool)
    return number and 0 <= points <= MOST


def admit(
    submission: Submission, assignment: Assignment, release: dict
) -> tuple[dict, tuple[Repair, ...]]:
    """Give a submission's notebook, fit for grading, and what had to be put right.

    Raises Refusal if there is no notebook, if it cannot be read, or if it holds
    nothing of this assignment.
    """
    try:
        _check(submission)
        notebook, repairs = _sheets(submission, assignment, release)
    except _Unfit as problem:
        raise Refusal(submission.student, assignment.name, problem.facts) from None
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"cell-{number}"
    return notebook, tuple(_summed([*repairs, *submission.notes]))


def code(notebook: dict) -> str:
    """Give the text of a notebook's code cells, but for the locked ones."""
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    marks = [c["metadata"].get("nbgrader", {}) for c in cells]
    own = [c for c, m in zip(cells, marks, strict=True) if not m or m["solution"]]
    return "\n\n".join(map(_text, own))


class _Unfit(Exception):
    """Facts on their way to the Refusal that knows whose notebook it is."""

    def __init__(self, facts: Facts):
        super().__init__(facts)
        self.facts = facts


def _check(submission: Submission) -> None:
    """Refuse what cannot be filed or read, and a time that nobody can read.

    A time stamp that is silently left out would make a late student one in time.
    """
    if submission.trouble:
        raise _Unfit(submission.trouble)
    if why := unfit(submission.student):
        where, expected = (
            f"submitted/{shown(submission.student)}",
            "a name for a folder",
        )
        raise _Unfit(Facts(where, expected, why, NOT_A_ZERO, "Rename it."))
    stamp = submission.files.get(STAMP)
    if stamp is not None and not stamps.read(stamp):
        found = f"{shown(stamp.decode(errors='replace').strip(), 40)!r} is no time"
        advice = "Write there when it was handed in, and grade again."
        expected = f"one such as {stamps.LOOKS}"
        raise _Unfit(Facts(STAMP, expected, found, NOT_A_ZERO, advice))


def _summed(repairs: Iterable[Repair]) -> list[Repair]:
    """Tell of many repairs of one kind the first ones, and how many more there were."""
    kinds = defaultdict(list)
    for repair in repairs:
        kinds[repair.what].append(repair)
    told = []
    for what, same in kinds.items():
        told += same[:SAME] if len(same) > SAME + 1 else same
        if len(same) > SAME + 1:
            told.append(Repair("", f"{len(same) - SAME} more: {what}"))
    return told


def _sheets(
    submission: Submission, assignment: Assignment, release: dict
) -> tuple[dict, list[Repair]]:
    """Rebuild each notebook of the assignment, and join them.

    Of several, one that was not handed in is as it was handed out, and that is told.
    """
    names = assignment.notebooks
    if len(names) == 1:
        return _choose(submission, assignment, release)
    own, found, told = _by_sheet(submission.files, names), {}, []
    for name, sheet in split(release, names).items():
        if own[name]:
            one = replace(submission, files=own[name])
            alone = replace(assignment, notebook=name, more=())
            found[name], repairs = _choose(one, alone, sheet)
            told += [Repair(r.part and called(name, r.part), r.what) for r in repairs]
        else:
            cells = [{**cell, "source": _text(cell)} for cell in sheet["cells"]]
            found[name] = {**sheet, "nbformat_minor": 5, "cells": cells}
            told.append(Repair("", f"{name}.ipynb was not handed in"))
    if not any(own.values()):
        wanted = " and ".join(f"{name}.ipynb" for name in names)
        listed = shown(", ".join(sorted(submission.files)), 300) or "no file"
        raise _Unfit(Facts("", wanted, listed, NOT_A_ZERO, "Keep these names."))
    return join(found), told


def _named(notebook: dict, files: Iterable[str]) -> list[str]:
    """Name the modules that were handed in beside, and that an answer imports."""
    modules = {n for n in files if n.endswith(".py") and "/" not in n}
    named = {f"{name}.py" for name in scopes.modules(code(notebook))}
    return sorted(modules & named)


def _by_sheet(
    files: Mapping[str, bytes], names: Sequence[str]
) -> dict[str, dict[str, bytes]]:
    """Sort files by the notebook that they are called after, inside of zips too."""
    packed, _ = _unpacked(files) if any(map(parcels.is_zip, files)) else ({}, ())
    every = {n: partial(files.__getitem__, n) for n in files} | packed
    return {
        name: {found: every[found]() for found in _called(f"{name}.ipynb", every)}
        for name in names
    }


def _choose(
    submission: Submission, assignment: Assignment, release: dict
) -> tuple[dict, list[Repair]]:
    """Rebuild the notebook that has the right name, else the fullest of the others."""
    files = submission.files
    wanted = f"{assignment.notebook}.ipynb"
    found: dict[str, Read] = {
        n: partial(files.__getitem__, n) for n in files if parcels.NOTEBOOK.search(n)
    }
    zips, told = sorted(filter(parcels.is_zip, files)), []
    if not _called(wanted, found):
        packed, told = _unpacked(files)
        found, zips = {**packed, **found}, []
    names = _called(wanted, found) or sorted(found)
    if not names:
        listed = shown(", ".join(sorted(files)))
        listed = f"no notebook, only {listed}" if listed else "no file"
        notes = map(str, [*told, *submission.notes][:SAME])
        said = "; ".join([listed, *notes])
        advice = f"Name the notebook {wanted} and hand it in."
        raise _Unfit(Facts("", wanted, said, NOT_A_ZERO, advice))
    name, notebook, repairs = _fullest(names, found, assignment, release)
    if name != wanted:
        told = [Repair("", f"{shown(name)} taken for {wanted}"), *told]
    unread = [other for other in sorted(found) if other not in names] + zips
    unread += _named(notebook, files)
    told += [Repair("", f"{shown(other)} was not looked at") for other in unread]
    return notebook, told + repairs


def _unpacked(files: Mapping[str, bytes]) -> tuple[dict[str, Read], list[Repair]]:
    try:
        packed, told = parcels.unpacked(files)
    except parcels.TooLarge as large:
        limit = f"at most {MAX_BYTES >> 20} MB and {parcels.MAX_ENTRIES} files"
        advice = "Hand in the notebook alone."
        facts = Facts(shown(large.name), limit, large.found, NOT_A_ZERO, advice)
        raise _Unfit(facts) from None
    return {name: partial(bytes, content) for name, content in packed.items()}, told


def _called(wanted: str, names: Iterable[str]) -> list[str]:
    """Give those with the right name that lie highest; capitals matter last."""
    named = [n for n in names if _own(n).casefold() == wanted.casefold()]
    highest = min((name.count("/") for name in named), default=0)
    named = sorted(name for name in named if name.count("/") == highest)
    return [name for name in named if _own(name) == wanted] or named


def _own(path: str) -> str:
    return path.rpartition("/")[2]


def _fullest(
    names: list[str], found: dict[str, Read], assignment: Assignment, release: dict
) -> tuple[str, dict, list[Repair]]:
    """Give the one notebook with most answers; refuse to choose between equals."""
    answers: dict[str, tuple[dict, list[Repair]]] = {}
    problem = None
    for name in names:
        try:
            answers[name] = _rebuilt(name, found[name](), assignment, release)
        except _Unfit as unread:
            problem = unread
    filled = {
        name: _filled(notebook, release) for name, (notebook, _) in answers.items()
    }
    if not answers and problem and len(names) == 1:
        raise problem
    best = [name for name, count in filled.items() if count == max(filled.values())]
    if len(best) != 1:
        told = shown(", ".join(names), 300)
        wanted = f"{assignment.notebook}.ipynb"
        advice = f"Hand in one notebook with the name {wanted}."
        raise _Unfit(Facts("", wanted, told, NOT_A_ZERO, advice))
    return best[0], *answers[best[0]]


def _filled(notebook: dict, release: dict) -> int:
    """Count the cells of a rebuilt notebook that are not as they were handed out."""
    handed_out = {_text(cell) for cell in release["cells"]}
    return sum(cell["source"] not in handed_out for cell in notebook["cells"])


def _rebuilt(
    name: str, content: bytes, assignment: Assignment, release: dict
) -> tuple[dict, list[Repair]]:
    raw = _read(shown(name), content)
    handed, told = _cells(shown(name), raw)
    skeleton = [{**cell, "source": _text(cell)} for cell in release["cells"]]
    made = rebuild(skeleton, handed)
    _refuse_foreign(shown(name), made, handed, assignment)
    told += _about_kernel(raw, release)
    return {**release, "nbformat_minor": 5, "cells": made.cells}, told + made.repairs


def _refuse_foreign(
    name: str, made: Rebuilt, handed: list[Handed], assignment: Assignment
) -> None:
    """Refuse a notebook of something else, and say of what if it can be seen.

    Cells that another assignment has too (a question, its answer) prove nothing, and
    a function or two that both ask for prove little.
    """
    count = Counter(name for _, cells in assignment.others for name in cells)
    known = {name_of(cell) for cell in made.cells}
    claimed = {c.name for c in handed if count[c.name] == 1 and c.name not in known}
    theirs = {other: len(claimed & cells) for other, cells in assignment.others}
    likely = max(theirs, key=theirs.get) if claimed else ""
    own = {name_of(cell) for cell in made.cells if answer(cell)}
    own = {name for name in own if not count[name]}
    if made.cells and not (likely and 2 * len(own & made.found) < max(len(own), 1)):
        return
    seen = f"; it looks like {likely}" if likely else ""
    few = "hardly any" if made.found else "none"
    raise _Unfit(
        Facts(
            where=name,
            found=f"{few} of this assignment's cells is in it{seen}",
            expected=f"the cells of {assignment.notebook}.ipynb as it was handed out",
            done=NOT_A_ZERO,
            next="Copy the answers into a fresh copy of it, and hand that in.",
        )
    )


def _read(name: str, content: bytes) -> dict:
    if len(content) > MAX_BYTES:
        limit = f"at most {MAX_BYTES >> 20} MB"
        advice = "Clear the outputs and hand in again."
        raise _Unfit(Facts(name, limit, "it is larger", NOT_A_ZERO, advice))
    if not content.strip():
        raise _Unfit(_unreadable(name, "it is empty"))
    try:
        # json finds out UTF-16 and UTF-32 by itself, but not the mark before UTF-8.
        text = content.removeprefix(b"\xef\xbb\xbf")
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        said = shown(str(error), 80)
        raise _Unfit(_unreadable(name, f"it is not JSON ({said})")) from None
    if not isinstance(raw, dict):
        raise _Unfit(_unreadable(name, "it has no list of cells"))
    return raw


def _unreadable(name: str, found: str) -> Facts:
    advice = "Open it in JupyterLab; if that fails, hand in an earlier copy."
    return Facts(name, "a notebook of format 4", found, NOT_A_ZERO, advice)


def _cells(name: str, raw: dict) -> tuple[list[Handed], list[Repair]]:
    """Read the cells of a notebook of any format since 3; what is none is told."""
    told = []
    cells = raw.get("cells")
    if not isinstance(cells, list):
        sheets = raw.get("worksheets")
        sheet = sheets[0] if isinstance(sheets, list) and sheets else None
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        told.append(Repair("", "converted from notebook format 3"))
    if not isinstance(cells, list):
        raise _Unfit(_unreadable(name, "it has no list of cells"))
    handed, size, code = [], 0, 0
    for number, cell in enumerate(cells[:MAX_CELLS], 1):
        read = _cell(number, cell)
        if read is None:
            told.append(Repair(f"cell {number}", "left out: it has no type or no text"))
            continue
        handed.append(read)
        size += len(read.text)
        code += len(read.text) if read.kind == "code" else 0
    if size > MAX_TEXT or code > MAX_CODE or len(cells) > MAX_CELLS:
        most = f"{MAX_TEXT >> 20} MB of text, {MAX_CODE >> 20} MB of it code"
        limit = f"at most {MAX_CELLS} cells and {most}"
        advice = "Take out what is no answer and hand in again."
        raise _Unfit(Facts(name, limit, "it has more", NOT_A_ZERO, advice))
    return handed, told


def _cell(number: int, raw: Any) -> Handed | None:
    """Keep what a cell says, and which cell of the assignment it claims to be."""
    raw = raw if isinstance(raw, dict) else {}
    text = raw.get("source", raw.get("input"))  # "input" until format 3
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "".join(text)
    kind = raw.get("cell_type")
    kind = KINDS.get(kind) if isinstance(kind, str) else None
    if kind is None or not isinstance(text, str):
        return None
    metadata = raw.get("metadata")
    claim = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    # A lone surrogate is legal in JSON and cannot be written to a file.
    text = text.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    return Handed(number, kind, text, claim)


def _about_kernel(raw: dict, release: dict) -> list[Repair]:
    metadata = raw.get("metadata")
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = spec.get("language", "python") if isinstance(spec, dict) else "python"
    if isinstance(language, str) and language.lower() != "python":
        return [
            Repair("", f"kernel for {shown(language, 30)} replaced by the assignment's")
        ]
    return []


def _text(cell: dict) -> str:
    """Give a released cell's text; in JSON it stands line by line."""
    return "".join(cell["source"])
