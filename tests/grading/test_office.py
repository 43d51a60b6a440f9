"""The marks that reach the office are the marks: lateness, extra credit, by hand."""

import csv
import json
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from grading import tiny

from autograder import cli, plugin
from autograder.apart import apart
from autograder.folders import Course

STAMPS = {
    "ana": "2030-11-29 09:30:00 UTC",  # 34 hours late
    "bo ström": "2030-11-27 20:00:00 UTC",
    "cy": "2030-11-28 10:00:00 UTC",  # late, but for an extension
}
ROSTER = """Student,ID,SIS User ID,SIS Login ID,Section,hw_tiny (1234)
    Points Possible,,,,,14
"Okafor, Ana",11,s11,ana,A,
Bo Ström,12,s12,bo ström,A,
"Yee, Cy",13,s13,cy,A,
"""


def run(root, *arguments):
    return cli.main(["--course", str(root), *arguments])


@contextmanager
def gradebook(root):
    """nbgrader's own gradebook, to do what its formgrader does."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        yield book
        book.db.commit()


def give(root, student, points, extra=None, part="essay"):
    """Do what the formgrader does when a person has read an answer."""
    with gradebook(root) as book:
        grade = book.find_grade(part, "tiny", "hw_tiny", student)
        grade.manual_score, grade.extra_credit = points, extra
        grade.needs_manual_grade = False


def configure(root, line):
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"{line}  # noqa: F821\n")


def table(root):
    """Read grades.csv, a dict of its rows by student."""
    with (root / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def exported(root):
    """Let nbgrader export, and read what it wrote."""
    from nbgrader.plugins import CsvExportPlugin

    with gradebook(root) as book:
        CsvExportPlugin(to=str(root / "export.csv")).export(book)
    with (root / "export.csv").open(encoding="utf-8") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def press_autograde(root):
    """Do what the button does, in a process of its own."""
    from nbgrader.apps import NbGraderAPI

    config = plugin.settings(Course(root))
    return NbGraderAPI(config=config).autograde("hw_tiny", "ana")


def hand_in_again(root, student, **answers):
    file = root / "submitted" / student / "hw_tiny" / "tiny.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(tiny.solve(notebook, **answers)), "utf-8")


@pytest.fixture(scope="module")
def late_class(graded_class, tmp_path_factory):
    """The class with a deadline, times, an extension, and marks given by hand."""
    root = tmp_path_factory.mktemp("late") / "Kurs Übung ñ 深"
    shutil.copytree(graded_class, root)
    for student in ("eve", "gil", "hui"):
        shutil.rmtree(root / "submitted" / student)
    for student, stamp in STAMPS.items():
        file = root / "submitted" / student / "hw_tiny" / "timestamp.txt"
        file.write_text(stamp, encoding="utf-8")
    with gradebook(root) as book:
        book.update_or_create_assignment("hw_tiny", duedate="2030-11-27 23:30:00 UTC")
        book.grant_extension("hw_tiny", "cy", days=1)
    configure(root, "get_config().LateSubmissionPlugin.penalty_method = 'zero'")
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    assert run(root, "grade", "hw_tiny") == 1  # dee is refused, as ever
    give(root, "ana", 3, extra=2)
    give(root, "bo ström", 4, extra=1.5)
    give(root, "cy", 2.5)
    return root


@pytest.fixture
def course(late_class, tmp_path):
    return Path(shutil.copytree(late_class, tmp_path / "course"))


def test_the_table_is_what_nbgrader_exports_student_by_student(course):
    assert run(course, "report", "hw_tiny") == 1
    ours, theirs = table(course), exported(course)
    for student in ("ana", "bo ström", "cy", "fay"):
        mine, stock = ours[student], theirs[student]
        assert float(mine["total"]) == float(stock["score"])
        assert float(mine["raw"]) == float(stock["raw_score"])
        assert float(mine["penalty"]) == float(stock["late_submission_penalty"])
    assert [ours[s]["total"] for s in STAMPS] == ["0.0", "15.5", "7.5"]


def test_nbgraders_command_gives_what_ours_gives_whoever_waits_is_late_or_refused(
    course, monkeypatch
):
    from autograder import stock

    with gradebook(course) as book:
        book.update_or_create_assignment("hw_tiny", duedate="2030-11-27 19:00:00 UTC")
        book.find_grade("essay", "tiny", "hw_tiny", "cy").needs_manual_grade = True
    (course / "submitted" / "fay" / "hw_tiny" / "tiny.ipynb").write_text("{")
    monkeypatch.chdir(course)
    with gradebook(course) as book:
        stock.Marks(to="theirs.csv").export(book)
    with (course / "theirs.csv").open(encoding="utf-8", newline="") as file:
        theirs = {row["student_id"]: row for row in csv.DictReader(file)}
    run(course, "report", "hw_tiny")
    for student, mine in table(course).items():
        if student in theirs:
            ours = [mine["raw"], mine["penalty"], mine["total"]]
            columns = ("raw_score", "late_submission_penalty", "score")
            assert [theirs[student][column] for column in columns] == ours
    assert (theirs["bo ström"]["score"], theirs["cy"]["score"]) == ("0.0", "")
    assert theirs["fay"]["raw_score"] == ""


def test_the_table_says_who_was_late_and_what_it_cost(course):
    run(course, "report", "hw_tiny")
    ana = table(course)["ana"]
    assert (ana["raw"], ana["extra credit"]) == ("15.0", "2.0")
    assert (ana["late by"], ana["penalty"]) == ("1 d 10 h", "15.0")
    assert ana["handed in"] == "2030-11-29 09:30:00 UTC"
    assert "1 d 10 h" in (course / "report.html").read_text("utf-8")


def test_grade_says_what_the_gradebook_says(course, capsys):
    run(course, "grade", "hw_tiny")
    told = {
        line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line
    }
    assert (
        "0   14  graded; 2 points of extra credit in it; 1 d 10 h late" in told["ana"]
    )
    assert "15 points taken off" in told["ana"]
    assert "15.5   14  graded; 1.5 points of extra credit in it" in told["bo"]


@pytest.mark.parametrize("kind", ["canvas", "moodle", "csv"])
def test_a_late_student_is_exported_with_the_penalty(course, kind, tmp_path):
    (course / "roster.csv").write_text(
        "student,id,id_number\nana,1,01\nbo ström,2,02\n", "utf-8"
    )
    asked = ["export", "hw_tiny", f"--{kind}", "--out", str(tmp_path / "out.csv")]
    assert run(course, *asked) == 1
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = [row[-1] for row in csv.reader(file)]
    assert rows[-2:] == ["0", "15.5"]


def test_canvas_gets_its_own_column_back(course, tmp_path):
    run(course, "export", "hw_tiny", "--canvas", "--out", str(tmp_path / "out.csv"))
    head = (tmp_path / "out.csv").read_text("utf-8").splitlines()[0]
    assert head.endswith(",hw_tiny (1234)")


def test_a_roster_in_the_course_names_students_in_the_gradebook(course):
    run(course, "report", "hw_tiny")
    assert [table(course)["ana"][c] for c in ("first name", "last name")] == [
        "Ana", "Okafor",
    ]  # fmt: skip
    with gradebook(course) as book:
        student = book.find_student("cy")
        assert (student.first_name, student.last_name) == ("Cy", "Yee")


def test_a_deadline_that_was_moved_counts_at_once_and_in_nbgrader_too(course):
    with gradebook(course) as book:
        book.update_or_create_assignment("hw_tiny", duedate="2030-12-01 12:00:00 UTC")
    run(course, "report", "hw_tiny")
    assert table(course)["ana"]["total"] == "15.0"
    assert exported(course)["ana"]["score"] == "15.0"


def test_a_rule_of_the_courses_own_is_followed(course):
    (course / "kinder.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\n"
        "class Kinder(BasePlugin):\n"
        "    def late_submission_penalty(self, student, score, seconds):\n"
        "        return seconds // 3600 / 10\n"
    )
    configure(course, "get_config().AssignLatePenalties.plugin_class = 'kinder.Kinder'")
    run(course, "report", "hw_tiny")
    assert (table(course)["ana"]["penalty"], table(course)["ana"]["total"]) == (
        "3.4", "11.6",
    )  # fmt: skip


def test_lateness_costs_no_more_than_was_earned_while_an_answer_waits(course, capsys):
    hand_in_again(course, "ana", essay="I have thought again.")
    run(course, "grade", "hw_tiny")
    told = capsys.readouterr().out
    assert "late, 10 of the 10 points earned so far taken off" in told
    run(course, "report", "hw_tiny")
    ana = table(course)["ana"]
    assert (ana["raw"], ana["penalty"], ana["total"]) == ("10.0", "10.0", "")


def test_a_rule_of_the_courses_own_sees_what_was_earned_and_no_older_mark(course):
    (course / "half.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\n"
        "class Half(BasePlugin):\n"
        "    def late_submission_penalty(self, student, score, seconds):\n"
        "        return score / 2\n"
    )
    configure(course, "get_config().AssignLatePenalties.plugin_class = 'half.Half'")
    with gradebook(course) as book:  # the mark and the extra credit still stand there
        book.find_grade("essay", "tiny", "hw_tiny", "ana").needs_manual_grade = True
    run(course, "report", "hw_tiny")
    assert (table(course)["ana"]["raw"], table(course)["ana"]["penalty"]) == (
        "10.0", "5.0",
    )  # fmt: skip
    why = "the mark 3.0, with 2.0 of extra credit, was given for another answer"
    assert why in table(course)["ana"]["reason"]


def test_two_notebooks_lose_no_more_than_both_of_them_earned(tmp_path):
    root = tiny.course(tmp_path)
    source = root / "source" / "hw_tiny"
    shutil.copy(source / "tiny.ipynb", source / "more.ipynb")
    configure(root, "get_config().LateSubmissionPlugin.penalty_method = 'zero'")
    assert run(root, "release", "hw_tiny") == 0
    folder = tiny.hand_in(root, "ana", "")
    solved = json.dumps(tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="Because."))
    for name in ("tiny.ipynb", "more.ipynb"):
        (folder / name).write_text(solved, "utf-8")
    (folder / "timestamp.txt").write_text(STAMPS["ana"], "utf-8")
    assert run(root, "grade", "hw_tiny") == 0
    with gradebook(root) as book:
        book.update_or_create_assignment("hw_tiny", duedate="2030-11-27 23:30:00 UTC")
        for name, points, extra in ("tiny", 4, 1.5), ("more", 2, -12.5):
            grade = book.find_grade("essay", name, "hw_tiny", "ana")
            grade.manual_score, grade.extra_credit = points, extra
            grade.needs_manual_grade = False
    run(root, "report", "hw_tiny")
    assert (table(root)["ana"]["raw"], table(root)["ana"]["penalty"]) == ("15.0",) * 2
    with gradebook(root) as book:
        grade = book.find_grade("essay", "tiny", "hw_tiny", "ana")
        grade.needs_manual_grade = True
    run(root, "report", "hw_tiny")
    assert (table(root)["ana"]["raw"], table(root)["ana"]["penalty"]) == ("9.5",) * 2


def test_a_rule_that_gives_no_number_is_told_in_a_line(course, capsys):
    (course / "broken.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\n"
        "class Broken(BasePlugin):\n"
        "    def late_submission_penalty(self, student, score, seconds):\n"
        "        return float('nan')\n"
    )
    configure(course, "get_config().AssignLatePenalties.plugin_class = 'broken.Broken'")
    assert run(course, "report", "hw_tiny") == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "the rule for late submissions failed (ValueError: it says nan)" in told[0]


@pytest.mark.parametrize("points", ["nan", float("inf"), -1, 99, "many"])
def test_a_mark_that_no_part_can_give_waits_for_a_person(course, points):
    import sqlite3

    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute(
            "update grade set manual_score = ? where manual_score = 4", [points]
        )
    run(course, "report", "hw_tiny")
    bo = table(course)["bo ström"]
    assert (bo["status"], bo["essay"]) == ("needs manual grading", "")
    assert (bo["raw"], bo["total"]) == ("10.0", "")
    assert "is none that 4 points allow" in bo["reason"]


def test_an_untouched_essay_keeps_its_mark_when_a_test_was_mended(course, capsys):
    source = course / "source" / "hw_tiny" / "tiny.ipynb"
    source.write_text(source.read_text("utf-8").replace("-3.0,", "-3,"), "utf-8")
    hand_in_again(course, "cy", essay="I have thought again.")
    run(course, "grade", "hw_tiny")
    assert "4 points wait for a person" in capsys.readouterr().out
    run(course, "report", "hw_tiny")
    rows = table(course)
    assert (rows["bo ström"]["status"], rows["bo ström"]["total"]) == ("graded", "15.5")
    assert rows["ana"]["status"] == "graded"
    assert rows["cy"]["status"] == "needs manual grading"


def test_a_mark_by_hand_for_a_test_waits_again_when_its_function_changed(course):
    give(course, "cy", 5, part="sign_hidden_zero")
    run(course, "grade", "hw_tiny", "--student", "cy", "--force")
    with gradebook(course) as book:
        grade = book.find_grade("sign_hidden_zero", "tiny", "hw_tiny", "cy")
        assert (grade.score, grade.needs_manual_grade) == (5, False)
    hand_in_again(course, "cy", sign="def sign(x):\n    return 1 + 0 * x")
    run(course, "grade", "hw_tiny", "--student", "cy")
    with gradebook(course) as book:
        grade = book.find_grade("sign_hidden_zero", "tiny", "hw_tiny", "cy")
        assert (grade.score, grade.needs_manual_grade) == (5, True)


def test_the_button_of_formgrader_keeps_an_untouched_essay_too(course):
    assert apart(120, press_autograde, course)["success"]
    with gradebook(course) as book:
        grade = book.find_grade("essay", "tiny", "hw_tiny", "ana")
        assert (grade.score, grade.needs_manual_grade) == (5, False)


def test_a_submission_without_a_time_does_not_keep_that_of_the_one_before(course):
    (course / "submitted" / "ana" / "hw_tiny" / "timestamp.txt").unlink()
    run(course, "grade", "hw_tiny", "--student", "ana")
    run(course, "report", "hw_tiny")
    assert (table(course)["ana"]["late by"], table(course)["ana"]["total"]) == (
        "",
        "15.0",
    )


def test_a_submission_that_the_gradebook_lost_is_told_and_no_zero(course):
    with gradebook(course) as book:
        book.remove_submission("hw_tiny", "ana")
    run(course, "report", "hw_tiny")
    ana = table(course)["ana"]
    assert (ana["status"], ana["total"]) == ("not graded", "")
    assert "marks of it are gone from the gradebook" in ana["reason"]


def test_settings_that_cannot_be_read_are_told_in_a_line(course, capsys):
    configure(course, "nonsense(")
    assert run(course, "report", "hw_tiny") == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert "nbgrader_config.py: it cannot be read (SyntaxError" in told
