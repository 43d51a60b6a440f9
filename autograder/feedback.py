"""What a student is told: of an executed notebook, what was lost and why.

Pure: cells in, words out. The text of a hidden test, its values and its traceback
stay behind.
"""

import html
import re
from collections.abc import Collection
from typing import Any

MESSAGE_LENGTH = 600
_HIDDEN = re.compile(
    r"^[ \t]*#+ BEGIN HIDDEN TESTS.*?^[ \t]*#+ END HIDDEN TESTS[^\n]*", re.S | re.M
)
_CELL = "padding: .2em 2em .2em 0; vertical-align: top; min-width: 8em"
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
        return "no answer in time: is there a loop without an end?"
    if "NotImplementedError" in names:
        return "not written yet"
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


def page(notebook: Any, unread: Collection[str]) -> Any:
    """Put what was lost and why on top of a notebook, and take hidden tests out.

    The marks hold the scores; a part in `unread` has none yet, though it reads 0.
    """
    marks = [(_mark(cell), cell) for cell in notebook.cells]
    worth = [(mark, cell) for mark, cell in marks if mark.get("grade")]
    rows = [
        _row(mark.grade_id, f"not read yet, {mark.points:g} points", "")
        if mark.grade_id in unread
        else _row(mark.grade_id, f"{mark.score:g} of {mark.points:g}", _why(mark, cell))
        for mark, cell in worth
        if mark.score < mark.points
    ]
    for cell in notebook.cells:
        if _HIDDEN.search(cell.source):
            _conceal(cell)
    full = f"{len(worth) - len(rows)} of {len(worth)} parts earned all their points."
    table = f'<table class="tex2jax_ignore">{"".join(rows)}</table>'
    node, source = type(notebook), f"## Your result\n\n{full}\n\n{table}"
    top = node(cell_type="markdown", metadata=node(), source=source)
    notebook.cells.insert(0, top)
    return notebook


def _why(mark: Any, cell: Any) -> str:
    return complaint(cell) or mark.get("comment") or ""


def _row(*columns: str) -> str:
    """Give a table's row; a student's own exception may say anything, even HTML."""
    row = [f'<td style="{_CELL}">{html.escape(column)}</td>' for column in columns]
    return f"<tr>{''.join(row)}</tr>".replace("\n", " ")


def _mark(cell: Any) -> Any:
    return cell.metadata.get("nbgrader", {})


def _conceal(cell: Any) -> None:
    said = complaint(cell)
    cell.source = _HIDDEN.sub("", cell.source).strip() or "# Hidden test"
    errors = [output for output in cell.outputs if output.output_type == "error"]
    cell.outputs = errors[:1]
    for error in cell.outputs:
        error.evalue, error.traceback = said, [said]
