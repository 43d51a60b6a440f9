"""The page that a student gets back: the result first, then the notebook as it ran.

One HTML text that asks for nothing from elsewhere, runs nothing, and reads in light and
dark, on a phone and on paper. It has room for an honest notebook; of anything larger it
shows the beginning, and says so. Pure: values in, text out.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from autograder import feedback, prose, wash
from autograder.records import Result, Verdict

OWN_CELLS = 300  # cells without a mark that are shown
OUTPUTS = 30  # of one cell
OUTPUT = 6_000  # characters of one output's text
TEXT = 300_000  # characters of a page
PICTURES = 12 * 2**20  # characters of all pictures of a page
FULL = "(The page is full: not shown.)"
_HIDDEN = re.compile(r"^[ \t]*#+ ?BEGIN HIDDEN TESTS.*?(?:^[ \t]*#+ ?END HIDDEN TESTS"
                     r"[^\n]*|\Z)", re.S | re.M)  # fmt: skip
# What is shown of an output that comes in several forms: the first that it has.
FORMS = ("text/html", "text/markdown", "image/svg+xml", *wash.PICTURES, "text/latex")


@dataclass
class Shown:
    """A cell of the page: its HTML, and if it is worth points what became of them."""

    kind: str  # text, code, or test
    html: str
    outputs: list[str] = field(default_factory=list)
    name: str = ""
    verdict: Verdict | None = None
    why: str = ""
    unread: float = 0
    comment: str = ""


class _Room:
    """How much the page may still hold."""

    def __init__(self) -> None:
        self.text, self.pictures, self.cells = TEXT, PICTURES, OWN_CELLS

    def takes_cell(self, cell: dict) -> bool:
        self.cells -= not cell["metadata"].get("nbgrader")
        return self.cells >= 0 or bool(cell["metadata"].get("nbgrader"))

    def takes(self, text: str) -> bool:
        self.text -= min(len(text), prose.LONGEST)
        return self.text > 0

    def takes_picture(self, text: str) -> bool:
        self.pictures -= len(text)
        return self.pictures > 0


def page(
    result: Result, notebook: dict, skeleton: dict, comments: Mapping[str, str]
) -> str:
    """Give the page of a result, with its executed notebook and people's comments.

    What the result says is worded by the skeleton, the notebook as it was handed out:
    a heading of the student's stands below, with the rest of the notebook.
    """
    notebook, skeleton, room = plain(notebook), plain(skeleton), _Room()
    fitting = [cell for cell in notebook["cells"] if room.takes_cell(cell)]
    cells = [_shown(cell, result, notebook, room) for cell in fitting]
    for shown in cells:
        shown.comment = prose.html(comments.get(shown.name) or "")
    return _template().render(
        result=result,
        title=feedback.title(skeleton) or result.assignment,
        rows=feedback.rows(result, notebook, skeleton),
        notes=feedback.notes(result, notebook),
        cells=cells,
        left_out=len(notebook["cells"]) - len(fitting),
        waiting=sum(part.max_points for part in result.waiting),
    )


def plain(notebook: dict) -> dict:
    """Give a notebook with its texts in one piece; in a file they stand line by line.

    >>> plain({"cells": [{"source": ["a\\n", "b"], "metadata": {}}]})["cells"]
    [{'source': 'a\\nb', 'metadata': {}}]
    """
    cells = [{**c, "source": wash.joined(c["source"])} for c in notebook["cells"]]
    return {**notebook, "cells": cells}


def shorter(notebook: dict) -> dict:
    """Give a notebook of which only so much is left as a page of ours would show."""
    room, cells = _Room(), []
    for cell in filter(room.takes_cell, plain(notebook)["cells"]):
        source, rest = cell["source"], len(cell["source"]) - prose.LONGEST
        if rest > 0:
            source = f"{source[: prose.LONGEST]}\n{prose.TRIMMED.format(f'{rest:,}')}"
        cells.append({**cell, "source": source if room.takes(source) else FULL})
    return {**notebook, "cells": cells}


def _shown(cell: dict, result: Result, notebook: dict, room: _Room) -> Shown:
    mark = cell["metadata"].get("nbgrader") or {}
    name = mark.get("grade_id", "")
    shown = Shown("text", "", name=name)
    shown.verdict = next((v for v in result.verdicts if v.part == name), None)
    shown.unread = sum(part.max_points for part in result.waiting if part.name == name)
    if shown.verdict:
        shown.why = feedback.why(shown.verdict, notebook)
    source = _HIDDEN.sub("", cell["source"]).strip() if mark.get("locked") else (
        cell["source"])  # fmt: skip
    if not room.takes(source):
        shown.html = f"<p>{FULL}</p>"
    elif cell["cell_type"] == "markdown":
        shown.html = prose.html(source)
    else:
        test = mark.get("grade") and not mark.get("solution")
        shown.kind = "test" if test else "locked" if mark.get("locked") else "code"
        shown.html = prose.code(source) if source else ""
        if shown.kind != "test":
            outputs = wash.outputs(cell.get("outputs", []))
            shown.outputs = [_output(o, room) for o in outputs[:OUTPUTS]]
    return shown


def _output(output: dict, room: _Room) -> str:
    """Give an output as HTML."""
    kind, data = output["output_type"], output.get("data", {})
    if kind == "stream":
        return _pre(output["text"], room)
    if kind == "error":
        lines = output["traceback"] or [f"{output['ename']}: {output['evalue']}"]
        return _pre("\n".join(lines), room, "error")
    form = next((form for form in FORMS if form in data), "text/plain")
    text = data.get(form, "")
    if form.startswith("image/"):
        if form == "image/svg+xml":
            text = base64.b64encode(text.encode()).decode()
        if not room.takes_picture(text):
            return f"<p>{FULL}</p>"
        return (
            f'<img alt="A picture that this cell made" src="data:{form};base64,{text}">'
        )
    if form == "text/plain":
        return _pre(text, room)
    if not room.takes(text):
        return f"<p>{FULL}</p>"
    return wash.html(text) if form == "text/html" else prose.html(text)


def _pre(text: str, room: _Room, role: str = "out") -> str:
    from html import escape

    text = feedback.ANSI.sub("", text)
    rest = len(text) - OUTPUT
    more = f"\n{prose.TRIMMED.format(f'{rest:,}')}" if rest > 0 else ""
    if not room.takes(text[:OUTPUT]):
        return f"<p>{FULL}</p>"
    return f'<pre class="{role}">{escape(text[:OUTPUT])}{more}</pre>'


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    settings = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = (files("autograder") / "feedback.html.j2").read_text(encoding="utf-8")
    return settings.from_string(template)
