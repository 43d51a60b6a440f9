"""The bank through the engine itself: rebuilt, in cages, before a judge, as a class is.

Most runs of the bank execute cells directly (`cells.py`); this one is what students
meet, with the sandbox and the limits of time that they have. It takes ten times as
long, so of the wrong solutions it grades every tenth, and one of each function at
the least; all others it grades.
"""

import json
from concurrent.futures import ThreadPoolExecutor

from grading import cases, rates

from autograder.folders import Course
from autograder.grade import Grader, package
from autograder.records import Submission
from autograder.sitting import Limits

# The slowest test of a right solution that takes five times longer needs 1.5 s.
PATIENCE = Limits(cell_seconds=6, submission_seconds=120)
MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


def rate(assignment, kind):
    """Grade each case of this kind as a submission."""
    grader = Grader(package(Course(cases.ROOT), assignment, PATIENCE))
    chosen = [case for case in cases.cases(assignment) if case.kind == kind]
    if kind == "wrong":
        chosen = sample(chosen)
    try:
        with ThreadPoolExecutor(2) as threads:
            found = list(
                threads.map(lambda case: list(_mistakes(grader, case)), chosen)
            )
    finally:
        grader.close()
    mistakes = tuple(mistake for case in found for mistake in case)
    return rates.Rate(kind, len(chosen), len(chosen), mistakes)


def sample(chosen):
    """Every tenth case, and the first of each set of functions that it is wrong in."""
    first = {tuple(case.code): case for case in reversed(chosen)}
    kept = {case.name for case in [*first.values(), *chosen[::10]]}
    return [case for case in chosen if case.name in kept]


def submission(grader, case):
    """Hand in a case: the released notebook with its code written into it."""
    notebook = cases.source(grader.package.assignment.name)
    plain = {name: _plain(code) for name, code in cases.solutions(notebook).items()}
    solved = json.loads(json.dumps(grader.package.skeleton))
    for cell in solved["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = (plain | case.code).get(name, cell["source"])
    name = f"{grader.package.assignment.notebook}.ipynb"
    files = {name: json.dumps(solved).encode()}
    return Submission(case.name, grader.package.assignment.name, files, case.name)


def _mistakes(grader, case):
    """Name the parts that give this case other points than they should."""
    result = grader(submission(grader, case)).result
    automatic = {
        part.name for part in grader.package.assignment.parts if not part.manual
    }
    own = rates.own_parts(cases.source(result.assignment), case.code)
    for verdict in result.verdicts:
        lost = verdict.max_points - verdict.points
        judged = case.kind != "wrong" or verdict.part in own
        right = lost == case.loses.get(verdict.part, 0)
        if verdict.part in automatic and judged and not right:
            yield f"{case.name}: {verdict.part} takes {lost:g}. {verdict.message}"


def _plain(code):
    lines = [line for line in code.splitlines() if line.strip() not in MARKERS]
    return "\n".join(lines)
