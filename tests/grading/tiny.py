"""A course with one tiny assignment, made in seconds: two functions and an essay.

`solve` fills in a student's answers; what is left out stays as it was handed out.
"""

import json
from pathlib import Path

from autograder.grade import Package, names_of
from autograder.intake import parts
from autograder.records import Assignment
from autograder.sitting import Limits

RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "sign": "def sign(x):\n    return 1 if x >= 0 else -1",
}
TESTS = {
    "double_visible": "assert double(2) == 4, 'double: 4 was expected for x = 2'",
    "double_hidden": "### BEGIN HIDDEN TESTS\nassert double(-1.5) == -3.0, "
    "'double: try a negative number'\n### END HIDDEN TESTS",
    "sign_hidden_zero": "### BEGIN HIDDEN TESTS\nassert sign(0) == 1, "
    "'sign: what is the sign of 0?'\n### END HIDDEN TESTS",
}
POINTS = {"double_visible": 2, "double_hidden": 3, "sign_hidden_zero": 5}


def _cell(kind: str, source: str, **mark) -> dict:
    metadata = (
        {"nbgrader": {"schema_version": 3, "task": False, **mark}} if mark else {}
    )
    cell = {"cell_type": kind, "id": "", "metadata": metadata, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell


def _solution(name: str) -> dict:
    source = RIGHT[name].replace("\n", "\n    ### BEGIN SOLUTION\n")
    mark = {"grade": False, "solution": True, "locked": False, "grade_id": name}
    return _cell("code", f"{source}\n    ### END SOLUTION", **mark)


def _test(name: str) -> dict:
    mark = {"grade": True, "solution": False, "locked": True, "grade_id": name}
    return _cell("code", TESTS[name], points=POINTS[name], **mark)


def source() -> dict:
    """Give the instructor's notebook."""
    essay = {"grade": True, "solution": True, "locked": False, "grade_id": "essay"}
    cells = [
        _cell("markdown", "# Tiny"),
        _solution("double"),
        _test("double_visible"),
        _test("double_hidden"),
        _solution("sign"),
        _test("sign_hidden_zero"),
        _cell("markdown", "Why does it matter?", points=4, **essay),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"tiny-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def handed_out() -> dict:
    """Give the student's notebook, as nbgrader would make it."""
    notebook = source()
    for cell in notebook["cells"]:
        head, *_ = cell["source"].partition("\n    ### BEGIN SOLUTION")
        cell["source"] = head.partition("### BEGIN HIDDEN")[0]
        if head.startswith("def"):
            cell["source"] = f"{head}\n    raise NotImplementedError()"
    notebook["cells"][-1]["source"] = "YOUR ANSWER HERE"
    return notebook


def assignment() -> Assignment:
    """Give the assignment as a value."""
    return Assignment("hw_tiny", "tiny", parts(handed_out()))


def package(**limits: float) -> Package:
    """Give all that grading it needs, without a course's folder."""
    return Package(
        assignment(),
        handed_out(),
        TESTS,
        names_of(source()["cells"][:-1]),
        modules=("numpy",),
        limits=Limits(**({"cell_seconds": 3, "submission_seconds": 60} | limits)),
    )


def course(root: Path) -> Path:
    """Write the course, with a text twin that must stay at home."""
    folder = root / "source" / "hw_tiny"
    (folder / "text").mkdir(parents=True)
    (folder / "tiny.ipynb").write_text(json.dumps(source()), encoding="utf-8")
    (folder / "text" / "tiny.py").write_text(RIGHT["double"], encoding="utf-8")
    config = (Path(__file__).parents[2] / "nbgrader_config.py").read_text("utf-8")
    patience = "get_config().Execute.timeout = 2  # noqa: F821\n"
    (root / "nbgrader_config.py").write_text(config + patience, encoding="utf-8")
    return root


def solve(notebook: dict, **answers: str) -> dict:
    """Fill a notebook's solution cells by name."""
    filled = json.loads(json.dumps(notebook))
    for cell in filled["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    return filled


def hand_in(root: Path, student: str, content: dict | str) -> Path:
    """Put a notebook, or any text in its place, where a submission lies."""
    folder = root / "submitted" / student / "hw_tiny"
    folder.mkdir(parents=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "tiny.ipynb").write_text(text, encoding="utf-8")
    return folder


def damaged(right):
    """Break a notebook in the ways that stop stock nbgrader for the whole class."""
    cells = json.loads(json.dumps(right["cells"]))
    cells = [cell for cell in cells if "hidden_zero" not in str(cell)]
    cells[0]["metadata"]["nbgrader"] = {}
    cells[1]["metadata"]["nbgrader"]["schema_version"] = 99
    return {**right, "cells": [*cells, cells[2]]}
