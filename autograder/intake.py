"""From what a student handed in to a notebook that is safe to grade.

Nothing of the submitted file survives but its cells' text. What had to be put right
is told as repairs; what cannot be graded is refused with its reason, and stops nobody.

Pure: bytes in, values out. A notebook is the dictionary that its JSON says it is.
"""

import io
import json
import zipfile
from typing import Any

from autograder.rebuild import Handed, rebuild
from autograder.records import Assignment, Facts, Part, Refusal, Repair, Submission

MAX_BYTES = 256 * 2**20  # outputs count; more than any honest notebook has
MAX_CELLS = 5_000
MAX_TEXT = 4 * 2**20  # of all cells together, outputs left out
NOT_A_ZERO = "Not graded, and not a zero."
KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown"}


def parts(release: dict) -> tuple[Part, ...]:
    """List the cells of a release that are worth points, in their order.

    >>> mark = {"grade_id": "f_hidden", "grade": True, "points": 6, "solution": False}
    >>> parts({"cells": [{"metadata": {"nbgrader": mark}}, {"metadata": {}}]})
    (Part(name='f_hidden', max_points=6, manual=False),)
    """
    marks = (cell["metadata"].get("nbgrader", {}) for cell in release["cells"])
    return tuple(
        Part(
            mark["grade_id"], mark["points"], bool(mark["solution"] or mark.get("task"))
        )
        for mark in marks
        if mark.get("grade") or mark.get("task")
    )


def admit(
    submission: Submission, assignment: Assignment, release: dict
) -> tuple[dict, tuple[Repair, ...]]:
    """Give a submission's notebook, fit for grading, and what had to be put right.

    Raises Refusal if there is no notebook, if it cannot be read, or if it holds
    nothing of this assignment.
    """
    try:
        _check_name(submission.student)
        notebook, repairs = _choose(submission.files, assignment, release)
    except _Unfit as unfit:
        raise Refusal(submission.student, assignment.name, unfit.facts) from None
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"cell-{number}"
    return notebook, tuple(repairs)


def answers(submission: Submission, assignment: Assignment, release: dict) -> str:
    """Give the code that a student wrote, "" for a submission that is refused."""
    try:
        notebook, _ = admit(submission, assignment, release)
    except Refusal:
        return ""
    return code(notebook)


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


def _check_name(student: str) -> None:
    """Refuse a folder that nbgrader would take for a pattern, and never find."""
    if set(student) & set("*?[]{}"):
        where, expected = f"submitted/{student}", "a name without *?[]{}"
        raise _Unfit(
            Facts(where, expected, "it reads as a pattern", NOT_A_ZERO, "Rename it.")
        )


def _choose(
    files: dict[str, bytes], assignment: Assignment, release: dict
) -> tuple[dict, list[Repair]]:
    """Rebuild the notebook that has the right name, else the fullest of the others."""
    wanted = f"{assignment.notebook}.ipynb"
    packed = _unpacked(files)
    found = {n: c for n, c in {**packed, **files}.items() if n.endswith(".ipynb")}
    named = [n for n in found if n.rpartition("/")[2] == wanted]
    if not found:
        names = ", ".join(sorted(files)) or "no file"
        advice = f"Name the notebook {wanted} and hand it in."
        raise _Unfit(Facts("", wanted, names, NOT_A_ZERO, advice))
    if named:
        name = min(named, key=lambda n: (n.count("/"), n))
        notebook, repairs = _rebuilt(name, found[name], assignment, release)
    else:
        name, notebook, repairs = _fullest(found, assignment, release)
    told = [] if name == wanted else [Repair("", f"{name} taken for {wanted}")]
    return notebook, told + repairs


def _fullest(
    found: dict[str, bytes], assignment: Assignment, release: dict
) -> tuple[str, dict, list[Repair]]:
    """Give the one notebook with most answers; refuse to choose between equals."""
    answers: dict[str, tuple[dict, list[Repair]]] = {}
    problem = None
    for name in sorted(found):
        try:
            answers[name] = _rebuilt(name, found[name], assignment, release)
        except _Unfit as unfit:
            problem = unfit
    filled = {
        name: _filled(notebook, release) for name, (notebook, _) in answers.items()
    }
    if not answers and problem and len(found) == 1:
        raise problem
    best = [name for name, count in filled.items() if count == max(filled.values())]
    if len(best) != 1:
        names = ", ".join(sorted(found))
        wanted = f"{assignment.notebook}.ipynb"
        advice = f"Hand in one notebook with the name {wanted}."
        raise _Unfit(Facts("", wanted, names, NOT_A_ZERO, advice))
    return best[0], *answers[best[0]]


def _filled(notebook: dict, release: dict) -> int:
    """Count the cells of a rebuilt notebook that are not as they were handed out."""
    handed_out = {_text(cell) for cell in release["cells"]}
    return sum(cell["source"] not in handed_out for cell in notebook["cells"])


def _unpacked(files: dict[str, bytes]) -> dict[str, bytes]:
    """Give the notebooks in zips that were handed in; read whole, and no further."""
    found: dict[str, bytes] = {}
    for name, content in files.items():
        if not name.lower().endswith(".zip"):
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for entry in archive.infolist()[:1000]:
                    if entry.filename.endswith(".ipynb") and "__MACOSX" not in (
                        entry.filename
                    ):
                        with archive.open(entry) as file:
                            found[entry.filename] = file.read(MAX_BYTES + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
            continue  # its name is told if nothing else can be graded
    return found


def _rebuilt(
    name: str, content: bytes, assignment: Assignment, release: dict
) -> tuple[dict, list[Repair]]:
    raw = _read(name, content)
    handed, told = _cells(name, raw)
    skeleton = [{**cell, "source": _text(cell)} for cell in release["cells"]]
    cells, repairs = rebuild(skeleton, handed)
    if not cells:
        raise _Unfit(_foreign(name, assignment))
    told += _about_kernel(raw, release)
    return {**release, "nbformat_minor": 5, "cells": cells}, told + repairs


def _foreign(name: str, assignment: Assignment) -> Facts:
    return Facts(
        where=name,
        found="none of this assignment's cells is in it",
        expected=f"the cells of {assignment.notebook}.ipynb as it was handed out",
        done=NOT_A_ZERO,
        next="Copy the answers into a fresh copy of the assignment and hand that in.",
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
        raise _Unfit(_unreadable(name, f"it is not JSON ({error})")) from None
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
    handed, size = [], 0
    for number, cell in enumerate(cells[:MAX_CELLS], 1):
        read = _cell(number, cell)
        if read is None:
            told.append(Repair(f"cell {number}", "left out: it has no type or no text"))
            continue
        handed.append(read)
        size += len(read.text)
    if size > MAX_TEXT or len(cells) > MAX_CELLS:
        limit = f"at most {MAX_CELLS} cells and {MAX_TEXT >> 20} MB of text"
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
        return [Repair("", f"kernel for {language[:30]} replaced by the assignment's")]
    return []


def _text(cell: dict) -> str:
    """Give a released cell's text; in JSON it stands line by line."""
    return "".join(cell["source"])
