"""What our engine gives a foreign course: released, audited, handed in and graded."""

from pathlib import Path

from nbformat import v4

from autograder import plugin
from autograder.folders import Course
from autograder.grade import Grader
from foreign import reading


def grade(name: str, root: Path) -> tuple[dict[tuple[str, str], tuple], str]:
    """Give (student, cell) to points and message; and why it is not sealed, if so."""
    course = reading.read(name)
    course.write(root)
    here = Course(root)
    assignment = plugin.release(here, name)
    released = root / "release" / name / f"{name}.ipynb"
    course.hand_in(root, v4.reads(released.read_text()))
    grader = Grader(plugin.package(here, name))
    try:
        results = [grader(s).result for s in here.submissions(assignment)]
    finally:
        grader.close()
    found = {
        (result.student, verdict.part): (verdict.points, verdict.message)
        for result in results
        for verdict in result.verdicts
    }
    return found, assignment.unsealed
