"""What nbgrader itself does, step by step; each is called in a forked child.

The working folder is the course's, or the one where a notebook runs.
"""

import json
import re
from pathlib import Path
from typing import Any

from autograder import feedback
from autograder.rebuild import name_of

_kept: dict[str, dict[str, str]] = {}  # the text of cells, by notebook and name


def generate(
    root: Path, config: Any, name: str, home: Path | None, place: Path | None
) -> dict:
    """Have nbgrader make a release; one in another home is not told the gradebook."""
    from nbgrader.apps import NbGraderAPI

    if home:
        config.CourseDirectory.root = str(home)
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    if place:
        config.CourseDirectory.release_directory = str(place)
    _kept.clear()
    return NbGraderAPI(config=config).generate_assignment(name) | {"kept": _kept}


def keep_tests(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Keep the cells as nbgrader wrote them: of AUTOTEST lines it has made asserts."""
    texts = {name_of(cell): cell["source"] for cell in notebook["cells"]}
    _kept[resources["nbgrader"]["notebook"]] = {n: t for n, t in texts.items() if n}
    return notebook, resources


def run(folder: Path, notebook: dict, seconds: int) -> dict[str, float]:
    """Run a notebook in a kernel, as nbgrader does; give the points of its tests."""
    import nbformat
    from nbgrader import utils
    from nbgrader.preprocessors import Execute

    executed: Any = nbformat.reads(json.dumps(notebook), as_version=4)
    step = Execute(timeout=seconds)
    with utils.setenv(NBGRADER_EXECUTION="autograde"):
        step.preprocess(executed, {"metadata": {"path": str(folder)}})
    return {
        cell.metadata.nbgrader["grade_id"]: float(utils.determine_grade(cell)[0] or 0)
        for cell in executed.cells
        if utils.is_grade(cell) and not utils.is_solution(cell)
    }


def last_word(answer: dict) -> str:
    """Give the error that nbgrader ended with, out of all that it logged."""
    told = answer.get("log") or answer["error"]
    lines = [line.strip() for line in feedback.ANSI.sub("", told).splitlines()]
    errors = [line for line in lines if re.match(r"[\w.]*(Error|Exception)\b.*:", line)]
    return (errors or list(filter(None, lines)) or ["it does not say why"])[-1]
