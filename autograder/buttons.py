"""What nbgrader's formgrader shows of a submission, and what its buttons write.

A submission is shown washed, in a length that a browser can bear, with formulas that
need no network, and with the model answer and rubric under each answer that a person
reads. Those are added when the page is made: no file that a student gets holds them.
"""

import html
import re
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import Exporter

from autograder import pages, wash
from autograder.folders import Course
from autograder.plugin import gradebook
from autograder.records import Result
from autograder.sheets import join, split
from autograder.shelf import Shelf

_DELIMITER = re.compile(r"(?:BEGIN|END) (?:SOLUTION|MARK SCHEME)")


def show_grader(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Prepare a submission for who grades; formgrader's exporter calls it."""
    if "submission_id" not in resources:
        return notebook, resources
    washed, _ = wash.notebook(pages.shorter(notebook), ())
    cells, rubrics = [], _rubrics(resources)
    for cell in washed["cells"]:
        cells.append(cell)
        name = (cell["metadata"].get("nbgrader") or {}).get("grade_id")
        if name in rubrics:
            cells.append(nbformat.v4.new_markdown_cell(rubrics[name]))
    for name in ("student", "first_name", "last_name", "notebook_path"):
        resources[name] = html.escape(resources.get(name) or "")
    return nbformat.from_dict({**washed, "cells": cells}), resources


def _rubrics(resources: Any) -> dict[str, str]:
    """Give what the source says about each answer that a person reads."""
    course = Course(Path(resources["metadata"]["path"]).parents[2])
    try:
        name = resources["assignment_id"]
        names = course.assignment(name).notebooks
        source = split(course.instructors(name), names)[resources["notebook_id"]]
    except Exception:  # without it the page is what it always was
        return {}
    found = {}
    for cell in pages.plain(source)["cells"]:
        mark = cell["metadata"].get("nbgrader") or {}
        if mark.get("task") or (mark.get("grade") and mark.get("solution")):
            found[mark["grade_id"]] = _rubric(cell)
    return found


def _rubric(cell: dict) -> str:
    lines = cell["source"].splitlines()
    told = [line for line in lines if not _DELIMITER.search(line)]
    if cell["cell_type"] == "code":
        told = ["```python", *told, "```"]
    head = "**What the source says here; students do not see it**"
    return "\n".join(f"> {line}" for line in (head, "", *told))


class FeedbackExporter(Exporter):
    """Writes our page of a submission, where nbgrader asks for feedback."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_filename(
        self, filename: str, resources: Any = None, **_: Any
    ) -> tuple[str, Any]:
        """Make the page of an executed notebook; nbgrader calls it in the course."""
        told = resources["nbgrader"]
        course, name, student = Course(Path()), told["assignment"], told["student"]
        kept = Shelf(course.records(name)).last(student)
        if not isinstance(kept, Result):  # it was graded before there were records
            kept = Result(student, name, ())
        book = gradebook(course)
        (result,) = book.reread(name, [kept])
        comments = book.comments(name).get(student, {})
        book.close()
        if not isinstance(result, Result):
            raise result
        names, folder = course.assignment(name).notebooks, Path(filename).parent
        ran = join({n: nbformat.read(folder / f"{n}.ipynb", 4) for n in names})
        page = pages.page(result, ran, course.skeleton(name), comments)
        return page, {**resources, "output_extension": self.file_extension}
