"""From what a student handed in to a notebook that is safe to hand to nbgrader.

Nothing of the submitted file survives but the cells' text and the names of the
assignment's own cells. Marks, outputs, kernel names and cell numbers come from the
release, so that no notebook can stop the class. What had to be put right is told as
repairs; what cannot be graded is refused with its reason.

Pure: bytes in, values out. A notebook is the dictionary that its JSON says it is.
"""

import json
from collections import Counter

from autograder.records import Assignment, Facts, Part, Refusal, Repair, Submission

MAX_BYTES = 20 * 2**20
NOT_A_ZERO = "Not graded, and not a zero."


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
        if _has_points(mark)
    )


def admit(
    submission: Submission, assignment: Assignment, release: dict
) -> tuple[dict, tuple[Repair, ...]]:
    """Give a submission's notebook, fit for grading, and what had to be put right.

    Raises Refusal if there is no notebook, if it cannot be read, or if it holds no
    cell of this assignment.
    """
    try:
        _check_name(submission.student)
        name, repairs = _choose(submission.files, assignment.notebook)
        cells = _read(name, submission.files[name])
        cells, marks = _mark(cells, release)
        if not any("nbgrader" in cell["metadata"] for cell in cells):
            raise _Unfit(_foreign(name, assignment))
    except _Unfit as unfit:
        raise Refusal(submission.student, assignment.name, unfit.facts) from None
    cells, restored = _restore(cells, release)
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    notebook = {**release, "nbformat_minor": 5, "cells": cells}
    return notebook, (*repairs, *marks, *restored)


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


def _foreign(name: str, assignment: Assignment) -> Facts:
    return Facts(
        where=name,
        found="none of this assignment's cells is in it",
        expected=f"the cells of {assignment.notebook}.ipynb as it was handed out",
        done=NOT_A_ZERO,
        next="Copy the answers into a fresh copy of the assignment and hand that in.",
    )


def _choose(files: dict[str, bytes], notebook: str) -> tuple[str, list[Repair]]:
    wanted = f"{notebook}.ipynb"
    notebooks = sorted(name for name in files if name.endswith(".ipynb"))
    if wanted in notebooks:
        return wanted, []
    if len(notebooks) == 1:
        return notebooks[0], [Repair("", f"{notebooks[0]} taken for {wanted}")]
    found = ", ".join(notebooks or sorted(files)) or "no file"
    advice = f"Name the notebook {wanted} and hand it in."
    raise _Unfit(Facts("", wanted, found, NOT_A_ZERO, advice))


def _read(name: str, content: bytes) -> list[dict]:
    if len(content) > MAX_BYTES:
        limit = f"at most {MAX_BYTES >> 20} MB"
        advice = "Clear the outputs and hand in again."
        raise _Unfit(Facts(name, limit, "it is larger", NOT_A_ZERO, advice))
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _Unfit(_unreadable(name, f"it is not JSON ({error})")) from None
    cells = raw.get("cells") if isinstance(raw, dict) else None
    if not isinstance(cells, list):
        raise _Unfit(_unreadable(name, "it has no list of cells"))
    return [_cell(name, number, cell) for number, cell in enumerate(cells, 1)]


def _unreadable(name: str, found: str) -> Facts:
    advice = "Open it in JupyterLab; if that fails, hand in an earlier copy."
    return Facts(name, "a notebook of format 4", found, NOT_A_ZERO, advice)


def _cell(name: str, number: int, raw: object) -> dict:
    """Keep what a cell says, and which cell of the assignment it claims to be."""
    raw = raw if isinstance(raw, dict) else {}
    source = raw.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    kind = raw.get("cell_type")
    if kind not in ("code", "markdown", "raw") or not isinstance(source, str):
        raise _Unfit(_unreadable(name, f"cell {number} has no type or no text"))
    metadata = raw.get("metadata")
    claim = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    # A lone surrogate is legal in JSON and cannot be written to a file.
    source = source.encode("utf-8", "replace").decode()
    return _typed(kind, source, {} if claim is None else {"nbgrader": claim})


def _typed(kind: str, source: str, metadata: dict) -> dict:
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _mark(cells: list[dict], release: dict) -> tuple[list[dict], list[Repair]]:
    """Put the release's marks on its cells, and take all other marks away."""
    known = _by_name(release)
    seen: Counter[str] = Counter()
    marked, repairs = [], []
    for number, cell in enumerate(cells, 1):
        claim = cell["metadata"].get("nbgrader")
        name = claim.get("grade_id") if isinstance(claim, dict) else None
        name = name if isinstance(name, str) else ""
        seen[name] += 1
        if name in known and seen[name] == 1:
            cell, what = _as_released(cell, known[name])
        else:
            cell = {**cell, "metadata": {}}
            what = _why_unmarked(claim, name in known)
        marked.append(cell)
        repairs += [Repair(name or f"cell {number}", what)] if what else []
    return marked, repairs


def _why_unmarked(claim: object, copied: bool) -> str:
    if copied:
        return "copy of a marked cell: the first one counts"
    return "" if claim is None else "foreign nbgrader mark removed"


def _as_released(cell: dict, model: dict) -> tuple[dict, str]:
    """Give a cell its released type and mark; a locked one its released text too."""
    ours = model["metadata"]["nbgrader"]
    theirs = cell["metadata"]["nbgrader"]
    source = cell["source"] if ours["solution"] else model["source"]
    fixed = _typed(model["cell_type"], source, {"nbgrader": ours})
    if source.rstrip() != cell["source"].rstrip():
        return fixed, "edited cell put back as it was handed out"
    damaged = cell["cell_type"] != model["cell_type"] or any(
        theirs.get(key) != ours[key] for key in ("grade", "solution", "schema_version")
    )
    return fixed, "damaged nbgrader mark replaced" if damaged else ""


def _restore(cells: list[dict], release: dict) -> tuple[list[dict], list[Repair]]:
    """Put deleted cells with points back, each where it was handed out."""
    cells, repairs, before = list(cells), [], -1
    place = {name: n for n, name in enumerate(map(_name, cells)) if name}
    for name, model in _by_name(release).items():
        if name in place:
            before = place[name]
        elif _has_points(model["metadata"]["nbgrader"]):
            before += 1
            cells.insert(before, dict(model))
            place = {n: i + (i >= before) for n, i in place.items()}
            repairs.append(Repair(name, "deleted cell restored"))
    return cells, repairs


def _is_manual(mark: dict) -> bool:
    return bool(mark["solution"] or mark.get("task"))


def _has_points(mark: dict) -> bool:
    return bool(mark.get("grade") or mark.get("task"))


def _name(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _by_name(release: dict) -> dict[str, dict]:
    """Give a release's marked cells by name; JSON has their text line by line."""
    marked = (cell for cell in release["cells"] if _name(cell))
    return {_name(cell): {**cell, "source": "".join(cell["source"])} for cell in marked}
