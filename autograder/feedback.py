"""What a student is told: each function, its points, what was lost and why.

Pure: a result and the notebook as it was executed in, words out.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.records import Part, Result, Verdict
from autograder.words import NO_ANSWER, SLOW, UNWRITTEN

MESSAGE_LENGTH = 600
LONGEST = 50_000  # characters of a cell that is looked into
_POINTS = re.compile(r"\s*\(\d+ points?\)\s*$")
_MISSING = re.compile(r"(\w+) is not defined")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def complaint(cell: dict) -> str:
    """Say why an executed test cell failed, or give "" if it did not.

    >>> error = {"output_type": "error", "ename": "KeyError", "evalue": "'w'"}
    >>> complaint({"outputs": [error]})
    "KeyError: 'w'"
    """
    errors = [o for o in cell.get("outputs", ()) if o["output_type"] == "error"]
    names = [error["ename"] for error in errors]
    if "CellTimeoutError" in names:
        return SLOW
    if "NotImplementedError" in names:
        return UNWRITTEN
    if not errors:
        return ""
    name, value = names[0], ANSI.sub("", errors[0]["evalue"]).strip()
    reasoned = name in ("AssertionError", "CheckFailed") and value
    return (value if reasoned else f"{name}: {value}".rstrip(": "))[:MESSAGE_LENGTH]


def complaints(executed: dict) -> dict[str, str]:
    """Say of every part with points why some may be missing.

    An answer for a person has a score already only if it was left as handed out.
    """
    marks = ((c["metadata"].get("nbgrader", {}), c) for c in executed["cells"])
    return {
        mark["grade_id"]: "left unanswered" if mark["solution"] else complaint(cell)
        for mark, cell in marks
        if mark.get("grade")
    }


@dataclass(frozen=True)
class Row:
    """A function, or an answer that a person reads: what it earned, and why not more.

    `unread` are the points that nobody has given yet.
    """

    name: str
    label: str
    points: float
    max_points: float
    reasons: tuple[str, ...] = ()
    unread: float = 0

    @property
    def full(self) -> bool:
        """Whether nothing is missing."""
        return not self.unread and self.points >= self.max_points


def rows(result: Result, notebook: dict, skeleton: dict) -> list[Row]:
    """Tell how each function and each answer went, as the assignment orders them."""
    verdicts = {verdict.part: verdict for verdict in result.verdicts}
    waiting = {part.name: part for part in result.waiting}
    labels, parts = _labels(skeleton), {}
    for name in labels:
        if name in verdicts or name in waiting:
            parts.setdefault(Part(name, 0).function, []).append(name)
    found = []
    for function, names in parts.items():
        known = [verdicts[name] for name in names if name in verdicts]
        unread = sum(waiting[name].max_points for name in names if name in waiting)
        found.append(
            Row(
                function,
                labels[names[0]] or function,
                sum(verdict.points + verdict.extra for verdict in known),
                sum(verdict.max_points for verdict in known) + unread,
                tuple(dict.fromkeys(filter(None, (why(v, notebook) for v in known)))),
                unread,
            )
        )
    return found


def title(skeleton: dict) -> str:
    """Give the first heading of an assignment."""
    texts = (cell for cell in skeleton["cells"] if cell["cell_type"] == "markdown")
    return next((heading for cell in texts for heading in headings(cell)), "")


def _labels(skeleton: dict) -> dict[str, str]:
    """Name the parts with points; a written answer by the heading that it is under.

    The first heading is the assignment's own, and names no answer.
    """
    found, heading, whole = {}, "", title(skeleton)
    for cell in skeleton["cells"]:
        mark = cell["metadata"].get("nbgrader") or {}
        written = cell["cell_type"] == "markdown"
        if mark.get("grade") or mark.get("task"):
            found[mark["grade_id"]] = heading if written else ""
        elif written:
            heading = next((h for h in headings(cell) if h != whole), heading)
    return found


def headings(cell: dict) -> Iterator[str]:
    """Give the headings of a text, without the points that stand in them.

    >>> list(headings({"source": "# One\\n\\n## 2. Two (8 points)"}))
    ['One', '2. Two']
    """
    for line in cell["source"].splitlines():
        if line.startswith("#"):
            yield _POINTS.sub("", line.lstrip("#").strip())


def why(verdict: Verdict, notebook: dict) -> str:
    """Say why points are missing, "" if none are.

    A name that is not defined is a riddle to who wrote it: its cell's own error tells
    more, and that one is given.
    """
    if verdict.passed:
        return ""
    missing = _missing(verdict)
    for cell in notebook["cells"] if missing else ():
        error = complaint(cell) if cell["cell_type"] == "code" else ""
        if error and not _is_test(cell) and _writes(cell, missing):
            return f"the cell of {missing} stopped with an error. {error}"
    return verdict.message[:MESSAGE_LENGTH]


def _missing(verdict: Verdict) -> str:
    """Name what a test may have looked for in vain; a hidden one does not tell it."""
    if verdict.message == NO_ANSWER:
        return Part(verdict.part, 0).function
    told = _MISSING.match(verdict.message)
    return told[1] if told else ""


def _is_test(cell: dict) -> bool:
    mark = cell["metadata"].get("nbgrader") or {}
    return bool(mark.get("grade") and not mark.get("solution"))


def _writes(cell: dict, name: str) -> bool:
    wanted = rf"^(?:async\s+)?(?:(?:def|class)\s+{name}\b|{name}\s*=)"
    return bool(re.search(wanted, cell["source"], re.M))


def notes(result: Result, notebook: dict) -> list[str]:
    """Tell what was put right in a submission, and what is there twice."""
    told = [str(repair) for repair in result.repairs]
    own = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    own = [c for c in own if not (c["metadata"].get("nbgrader") or {}).get("locked")]
    count = Counter(name for cell in own for name in _defined(cell))
    return told + [
        f"{name} is defined in {times} cells: the last one that ran counts"
        for name, times in count.items()
        if times > 1
    ]


def _defined(cell: dict) -> set[str]:
    try:
        body = ast.parse(cell["source"][:LONGEST]).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in body if isinstance(node, kinds)}
