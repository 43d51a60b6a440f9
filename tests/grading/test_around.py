"""What goes wrong around grading, all of it in one class: who gets what."""

import csv
import io
import os

import pytest
from grading import around, tiny

from autograder import report, scratch
from autograder.dispatch import Place, dispatch
from autograder.folders import Course
from autograder.grade import Here, package
from autograder.records import Refusal, Result
from autograder.shelf import Shelf
from autograder.sitting import Limits


class Records(Shelf):
    """A shelf that takes what was graded."""

    def save(self, submission, outcome):
        super().save(submission, getattr(outcome, "result", outcome))


def course_in(root):
    """Make a course whose assignment is released, and another one beside it."""
    tiny.course(root)
    for name, text in (("release/hw_tiny", tiny.handed_out()),
                       ("source/hw_other", around.other())):  # fmt: skip
        (root / name).mkdir(parents=True)
        (root / name / "tiny.ipynb").write_bytes(around.dumped(text))
    around.neighbours(root / "submitted")
    return Course(root)


def graded(course):
    """Grade all that was handed in, and give the outcomes by student."""
    here = Here(package(course, "hw_tiny", Limits(cell_seconds=5)))
    assignment = here.package.assignment
    store = Records(course.records("hw_tiny"))
    submissions = course.submissions(assignment)
    outcomes = dispatch(submissions, here, store, Place(jobs=2))
    return {outcome.student: outcome for outcome in outcomes}


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """Grade one class in which every case of the bank happened."""
    course = course_in(tmp_path_factory.mktemp("around"))
    for case in around.CASES:
        case.make(course.root / "submitted")
    yield course, graded(course)
    for student in ("deep_one", "deep_two"):  # pytest itself cannot remove them
        scratch.remove(str(course.root / "submitted" / student))


def points(outcome):
    return outcome.points if isinstance(outcome, Result) else None


def told(outcome):
    if isinstance(outcome, Result):
        return "; ".join(map(str, outcome.repairs))
    return str(outcome)


def test_the_bank_is_large_enough():
    assert len(around.CASES) >= 60


@pytest.mark.parametrize("case", around.CASES, ids=lambda case: case.name)
def test_everybody_gets_what_they_deserve(everything, case):
    outcomes = everything[1]
    for student, deserved in case.gets.items():
        assert points(outcomes[student]) == deserved, told(outcomes[student])
        if deserved is None:
            assert isinstance(outcomes[student], Refusal)
            assert "not a zero" in str(outcomes[student])
    assert case.words in "; ".join(told(outcomes[student]) for student in case.gets)


def test_the_neighbours_keep_their_marks(everything):
    outcomes = everything[1]
    assert {s: points(outcomes[s]) for s in around.NEIGHBOURS} == around.NEIGHBOURS


def test_nobody_is_there_who_handed_nothing_in(everything):
    expected = {student for case in around.CASES for student in case.gets}
    assert set(everything[1]) == expected | set(around.NEIGHBOURS)


def test_what_was_handed_in_stays_as_it_was(everything):
    mine = everything[0].root / "submitted" / "ana" / "hw_tiny" / "tiny.ipynb"
    assert mine.read_bytes() == around.RIGHT


def test_nothing_that_is_shown_holds_what_cannot_be_seen(everything):
    course, outcomes = everything
    assignment = course.assignment("hw_tiny")
    shown = report.summary(assignment, outcomes.values())
    shown += "".join(map(told, outcomes.values()))
    assert not set(shown) & set("\x1b\r\u202e\u200b\udcfc")
    assert len(shown.splitlines()) < 3 * len(outcomes)


def test_the_report_is_written_for_such_a_class(everything, tmp_path):
    course, outcomes = everything
    report.write(course.assignment("hw_tiny"), list(outcomes.values()), tmp_path)
    text = (tmp_path / "grades.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(outcomes)
    cells = [cell for line in text.splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell.lstrip(' "\t').startswith("=")]
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "mallory: 100 of 100" in page
    assert "\x1b" not in page


# What goes wrong with our own files, each in a class of two


@pytest.fixture
def course(tmp_path):
    return course_in(tmp_path)


def marks(outcomes):
    return {student: points(outcome) for student, outcome in outcomes.items()}


def test_what_is_unchanged_is_kept(course, capsys):
    assert marks(graded(course)) == marks(graded(course)) == around.NEIGHBOURS
    assert "2 of 2 unchanged, kept" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"digest": 7}', '{"kind": "result", "result": {}}'],
    ids="empty cut list null number half".split(),
)
def test_a_record_broken_by_hand_is_graded_again(course, text):
    graded(course)
    (course.records("hw_tiny") / "ana.json").write_text(text)
    assert marks(graded(course)) == around.NEIGHBOURS


def test_a_record_with_points_that_no_part_can_give_is_graded_again(course):
    graded(course)
    path = course.records("hw_tiny") / "ana.json"
    path.write_text(path.read_text().replace('"points": 2', '"points": 200'))
    assert marks(graded(course)) == around.NEIGHBOURS


def test_a_record_of_another_student_is_nobodys(course):
    graded(course)
    records = course.records("hw_tiny")
    (records / "cy.json").write_text((records / "ana.json").read_text())
    assert marks(graded(course)) == around.NEIGHBOURS


def test_a_run_that_was_stopped_leaves_half_files_that_are_nobodys(course):
    graded(course)
    (course.records("hw_tiny") / "ana.4711.part").write_text('{"digest"')
    (course.root / "submitted" / "ana" / ".hw_tiny.part").mkdir()
    assert marks(graded(course)) == around.NEIGHBOURS


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user, to be kept out")
def test_a_folder_that_may_not_be_read_is_its_owners_trouble(course):
    home = course.root / "submitted" / "shut"
    around.put(course.root / "submitted", "shut")
    around.put(course.root / "submitted", "shut_file").chmod(0)
    home.chmod(0)
    outcomes = _as_somebody_else(course)
    assert outcomes["shut"] == outcomes["shut_file"] == "Permission denied"
    assert set(outcomes) == {"shut", "shut_file", *around.NEIGHBOURS}


def _as_somebody_else(course):
    """List the submissions as a user who may not do all, in a child."""
    for folder in (course.root, *course.root.parents):
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(folder.stat().st_mode | 0o055)
    assignment = course.assignment("hw_tiny")
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.setresuid(65534, 65534, 65534)
        found = course.submissions(assignment)
        lines = [f"{s.student}\t{s.trouble.found if s.trouble else ''}" for s in found]
        os.write(there, "\n".join(lines).encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here) as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    os.waitpid(child, 0)
    return {name: why[why.find("(") + 1 : -1] for name, why in lines}


def test_a_class_without_anybody_is_an_empty_list(tmp_path):
    course = course_in(tmp_path)
    (course.root / "submitted").rename(course.root / "elsewhere")
    assert course.submissions(course.assignment("hw_tiny")) == []
