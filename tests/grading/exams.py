"""Small exams, written where they are read: a student's cells, then the tests."""

from pathlib import Path

from autograder import sandbox
from autograder.grade import ENGINE, HIDDEN, names_of
from autograder.judge import Cell, Exam
from autograder.sitting import Limits, Sitting
from autograder.zygote import Zygote

USUAL = "import numpy as np\nfrom coursekit import check"
QUICK = Limits(cell_seconds=3, submission_seconds=20)


def asked(*solutions, free="", tests=()):
    """Tell whose the names are, where these solutions were asked for.

    `free` is a cell of the instructor's that a student may change.
    """
    mark, graded = {"nbgrader": {"solution": True}}, {"nbgrader": {"grade": True}}
    cells = [{"source": text, "metadata": mark} for text in solutions]
    cells += [{"source": text, "metadata": graded} for text in tests]
    return names_of([*cells, {"source": free, "metadata": {}}])


class Room:
    """A place to sit exams in: a zygote, and a folder for its boxes.

    In an `open` one the tests are not sealed.
    """

    def __init__(self, home: Path, *modules: str, open: bool = False):
        self.zygote = Zygote((*ENGINE, *modules), sandbox.environment(str(home)))
        self.open = open

    def sit(self, student, tests, locked="", limits=QUICK, names=None, seed=7):
        """Hold an exam: a student's cells (text or list), tests by name (4 points).

        A test whose name has "hidden" in it is a hidden one. What the student's cells
        write is what was asked for, if `names` do not say otherwise.
        """
        cells = [Cell(0, "locked", f"{USUAL}\n{locked}")]
        for source in [student] if isinstance(student, str) else student:
            cells.append(Cell(len(cells), "student", source))
        for name, source in tests.items():
            hidden = "hidden" in name
            source = f"### {HIDDEN}\n{source}" if hidden else source
            cells.append(Cell(len(cells), "test", source, name, 4.0, hidden))
        names = names or asked(*(c.source for c in cells if c.kind == "student"))
        exam = Exam(tuple(cells), seed=seed, open=self.open, **vars(names))
        sitting = Sitting(self.zygote, exam, limits)
        sitting.hold()
        return sitting

    def points(self, student, *tests, **options):
        """Give the points of each test, in order."""
        named = {f"test_{n}": source for n, source in enumerate(tests)}
        verdicts = self.sit(student, named, **options).verdicts
        return [verdicts[name].points for name in named]

    def message(self, student, test, hidden=False, **options):
        """Give what the student is told about one test; it must have failed."""
        name = "hidden" if hidden else "visible"
        verdict = self.sit(student, {name: test}, **options).verdicts[name]
        assert verdict.points < verdict.max_points
        return verdict.message
