"""Our engine behind nbgrader's own commands, and behind the formgrader's buttons.

`nbgrader autograde` takes a submission apart by itself: it knows no notebook of another
name, cannot open a broken one, and enters zeros for what it did not find. So grading
comes first, by our rules; only what is graded is nbgrader's to enter.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Student
from nbgrader.plugins import ExportPlugin
from traitlets.log import get_logger

from autograder import dispatch, grade, plugin
from autograder.folders import Course
from autograder.names import harmless, shown
from autograder.records import Problem, Refusal, Result, SetupError, Submission
from autograder.sheets import split
from autograder.shelf import Shelf

COLUMNS = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
).split()
_graded: dict[tuple[str, str], tuple[Submission, grade.Graded]] = {}


def grade_first(assignment: str, student: str, notebooks: list[str]) -> None:
    """Grade a submission before nbgrader looks at it; nbgrader calls it for each.

    nbgrader then finds the notebook by its right name, or, of what is refused, none:
    that is an error to it, and no zero.
    """
    folder = Path(notebooks[0]).parent
    student = folder.parent.name  # the one asked for may be "*"
    notebooks.clear()
    try:
        names = _grade(assignment, student)
    except Problem as problem:
        get_logger().error("%s", problem)
    except Exception:
        get_logger().exception("%s was not graded", student)
    else:
        notebooks += [str(folder / f"{name}.ipynb") for name in names]


def _grade(name: str, student: str) -> tuple[str, ...]:
    """Grade, keep a refusal, and give the notebooks' names."""
    course = Course(Path.cwd())
    if not plugin.is_released(course, name):  # by nbgrader alone, perhaps
        plugin.release(course, name)
    here = grade.Here(plugin.package(course, name))
    assignment = here.package.assignment
    submission = course.submission(assignment, student)
    try:
        _graded[name, student] = submission, here(submission)
    except Refusal as refusal:
        plugin.ledger(course, assignment).save(submission, refusal)
        raise
    return assignment.notebooks


def sit_exam(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Enter what was graded, and give it executed; `nbgrader autograde` calls it.

    By now nbgrader has written zeros for a notebook of another name. It asks for each
    notebook of an assignment, and all are entered each time.
    """
    told = resources["nbgrader"]
    submission, graded = _graded[told["assignment"], told["student"]]
    course = Course(Path.cwd())
    assignment = course.assignment(told["assignment"])
    plugin.ledger(course, assignment).save(submission, graded)
    own = split(graded.notebook, assignment.notebooks)[told["notebook"]]
    return nbformat.from_dict(own), resources


class Unopened(NotebookExporter):
    """Leaves what was handed in unopened: it was read already, by our own rules."""

    def from_filename(
        self, filename: str, resources: Any = None, **unused: Any
    ) -> tuple[Any, Any]:
        """Begin with an empty notebook, which `sit_exam` replaces."""
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources)


class Marks(ExportPlugin):
    """The table of `nbgrader export`, with the marks that `autograder export` gives.

    The stock one has a 0 for what was never graded, and leaves out what nobody has
    read yet: both read like marks.
    """

    def export(self, gradebook: Any) -> None:
        """Write the table, a row for every assignment of every student."""
        outcomes = {name: _outcomes(name) for name in self._names(gradebook)}
        with open(self.to or "grades.csv", "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            for name, found in outcomes.items():
                assignment = gradebook.find_assignment(name)
                for student in _everybody(gradebook, found):
                    if not self.student or student.id in map(str, self.student):
                        outcome = found.get(student.id)
                        rows.writerow(_row(assignment, student, outcome))

    def _names(self, gradebook: Any) -> list[str]:
        named = set(map(str, self.assignment))
        known = [assignment.name for assignment in gradebook.assignments]
        return [name for name in known if not named or name in named]


def _everybody(gradebook: Any, handed_in: Iterable[str]) -> list[Student]:
    """List the students of the gradebook, and those who were only ever refused."""
    known = gradebook.students
    others = set(handed_in) - {student.id for student in known}
    return [*known, *(Student(id=each) for each in sorted(others))]


def _outcomes(name: str) -> dict[str, dispatch.Outcome]:
    """Give what became of each student's as the gradebook has it now, penalties too."""
    course = Course(Path.cwd())
    try:
        assignment = course.assignment(name)
        kept_in = Shelf(course.records(name))
        kept = dispatch.collect(course.submissions(assignment), kept_in)
        found = plugin.gradebook(course).reread(name, kept)
    except SetupError as problem:
        get_logger().warning("%s: no marks (%s)", name, problem)
        return {}
    return {each.student: each for each in found}


def _row(
    assignment: Any, student: Student, outcome: dispatch.Outcome | None
) -> list[object]:
    """Give a row; a score that counts is there only when nothing waits for a person."""
    dues: list[object] = ["", "", "", ""]
    if isinstance(outcome, Result):
        score = "" if outcome.needs_manual else outcome.score
        time = outcome.handed_in.removesuffix(" UTC")
        dues = [time, outcome.points, outcome.penalty, score]
    row = [
        assignment.name, assignment.duedate, dues[0], shown(student.id),
        student.last_name, student.first_name, student.email, *dues[1:],
        assignment.max_score,
    ]  # fmt: skip
    return ["" if field is None else harmless(field) for field in row]
