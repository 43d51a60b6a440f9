"""The floor: all cells of submissions in one warm interpreter, and nothing around them.

Prints the seconds of each submission: `python floor.py COURSE ASSIGNMENT`.
"""

import contextlib
import importlib
import json
import sys
import time
from pathlib import Path

from autograder import plugin
from autograder.folders import Course


def main() -> None:
    """Run every submission and tell its seconds."""
    course, name = Course(Path(sys.argv[1])), sys.argv[2]
    package = plugin.package(course, name)
    for module in package.modules:
        importlib.import_module(module)
    for submission in course.submissions(package.assignment):
        (content,) = submission.files.values()
        names = {"__name__": "__main__"}
        start = time.perf_counter()
        for cell in json.loads(content)["cells"]:
            if cell["cell_type"] == "code":
                key = cell["metadata"].get("nbgrader", {}).get("grade_id")
                # A wrong answer is an answer, and what it prints is none.
                sink = (
                    contextlib.redirect_stdout(None),
                    contextlib.redirect_stderr(None),
                )
                with contextlib.suppress(Exception), sink[0], sink[1]:
                    exec(package.tests.get(key, "".join(cell["source"])), names)
        print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
