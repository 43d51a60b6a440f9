"""A mark counts for the answer that it was given for, whatever happened in between."""

import json
import shutil
from pathlib import Path

import pytest
from grading import tiny

from autograder import cli

RIGHT = tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="Because *signs* decide.")


@pytest.fixture(scope="module")
def read_class(graded_class, tmp_path_factory):
    """A class in which ana's essay was read, and given 3 points."""
    root = tmp_path_factory.mktemp("read") / "course"
    shutil.copytree(graded_class, root)
    for other in set(path.name for path in (root / "submitted").iterdir()) - {"ana"}:
        shutil.rmtree(root / "submitted" / other)
    mark(root, 3)
    return root


@pytest.fixture
def course(read_class, tmp_path):
    return Path(shutil.copytree(read_class, tmp_path / "course"))


def mark(root, points, part="essay", extra=None, comment=None):
    """Do what the formgrader does, which leaves alone what nobody writes."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        grade = book.find_grade(part, "tiny", "hw_tiny", "ana")
        grade.manual_score, grade.needs_manual_grade = points, False
        if extra is not None:
            grade.extra_credit = extra
        if comment is not None:
            said = book.find_comment(part, "tiny", "hw_tiny", "ana")
            said.manual_comment = comment
        book.db.commit()


def hand_in(root, content):
    file = root / "submitted" / "ana" / "hw_tiny" / "tiny.ipynb"
    file.write_text(content if isinstance(content, str) else json.dumps(content))


def grade(root, capsys, *flags):
    """Grade, and give the line of ana in the table."""
    cli.main(["--course", str(root), "grade", "hw_tiny", "--student", "ana", *flags])
    return capsys.readouterr().out.splitlines()[-1]


def test_a_refusal_in_between_costs_no_mark(course, capsys):
    hand_in(course, "{")
    assert "refused" in grade(course, capsys)
    hand_in(course, RIGHT)
    assert grade(course, capsys).split()[1:] == ["13", "14", "graded"]


@pytest.mark.parametrize("lost", ["autograded/.records", "autograded"])
def test_records_that_were_lost_cost_no_mark(course, capsys, lost):
    shutil.rmtree(course / lost)
    assert grade(course, capsys).split()[1:] == ["13", "14", "graded"]


def test_another_answer_waits_and_the_one_that_was_read_counts_again(course, capsys):
    hand_in(course, tiny.solve(RIGHT, essay="I have thought again."))
    assert "4 points wait for a person" in grade(course, capsys)
    assert "4 points wait for a person" in grade(course, capsys, "--force")
    hand_in(course, RIGHT)
    assert grade(course, capsys).split()[1:] == ["13", "14", "graded"]


def test_an_answer_that_was_read_later_is_the_one_that_counts(course, capsys):
    other = tiny.solve(RIGHT, essay="I have thought again.")
    hand_in(course, other)
    grade(course, capsys)
    mark(course, 1)
    assert grade(course, capsys, "--force").split()[1:] == ["11", "14", "graded"]
    hand_in(course, RIGHT)
    assert "4 points wait for a person" in grade(course, capsys)


def test_a_gradebook_put_back_has_its_marks_for_its_own_answers(course, capsys):
    older = (course / "gradebook.db").read_bytes()
    hand_in(course, tiny.solve(RIGHT, essay="I have thought again."))
    grade(course, capsys)
    (course / "gradebook.db").write_bytes(older)
    assert "4 points wait for a person" in grade(course, capsys, "--force")


def page(root):
    cli.main(["--course", str(root), "report", "hw_tiny", "--feedback"])
    return (root / "feedback/ana/hw_tiny/tiny.html").read_text("utf-8")


def test_extra_credit_and_a_comment_come_back_with_the_answer_they_were_for(
    course, capsys
):
    mark(course, 3, extra=1.5, comment="A fine idea.")
    hand_in(course, tiny.solve(RIGHT, essay="I have thought again."))
    for flags in [], ["--force"]:
        told = grade(course, capsys, *flags)
        assert "4 points wait for a person; essay: the mark 3.0 was given" in told
    assert "A fine idea" not in page(course)
    hand_in(course, RIGHT)
    assert grade(course, capsys).split()[1:4] == ["14.5", "14", "graded;"]
    assert "A fine idea" in page(course)


def test_extra_credit_and_a_comment_are_not_for_another_answer(course, capsys):
    mark(course, 3, extra=1.5, comment="A fine idea.")
    hand_in(course, tiny.solve(RIGHT, essay="I have thought again."))
    grade(course, capsys)
    mark(course, 1)
    for flags in [], ["--force"], ["--force"]:
        told = grade(course, capsys, *flags)
        assert told.split()[1:] == ["11", "14", "graded"]
    assert "A fine idea" not in page(course)


def test_extra_credit_alone_is_for_the_code_that_it_was_given_for(course, capsys):
    mark(course, None, "sign_hidden_zero", extra=2)
    assert grade(course, capsys, "--force").split()[1:3] == ["15", "14"]
    other = tiny.solve(RIGHT, sign="def sign(x):\n    return 1 if x > -1 else -1")
    hand_in(course, other)
    for flags in [], ["--force"]:
        told = grade(course, capsys, *flags)
        assert told.split()[1] == "8"
        assert "sign_hidden_zero: extra credit was given for another answer" in told
    hand_in(course, RIGHT)
    assert grade(course, capsys).split()[1:3] == ["15", "14"]
    hand_in(course, other)
    grade(course, capsys)
    mark(course, 5, "sign_hidden_zero")
    assert grade(course, capsys, "--force").split()[1:] == ["13", "14", "graded"]


def test_points_that_were_changed_ask_for_a_new_mark(course, capsys):
    source = course / "source" / "hw_tiny" / "tiny.ipynb"
    notebook = json.loads(source.read_text())
    notebook["cells"][-1]["metadata"]["nbgrader"]["points"] = 2
    source.write_text(json.dumps(notebook))
    told = grade(course, capsys)
    assert "2 points wait for a person; essay: the mark 3.0 was given for an" in told
    assert "or for other points" in told


TASK = """Draw a figure below.

### BEGIN MARK SCHEME
Both axes have names.
### END MARK SCHEME"""
FIGURE = "print('a figure')"


def test_a_task_is_marked_by_hand_and_its_mark_is_for_what_stands_there(
    tmp_path, capsys
):
    root, source = tiny.course(tmp_path), tiny.source()
    plain = {"grade": False, "solution": False, "locked": True, "task": True}
    task = tiny._cell("markdown", TASK, points=3, grade_id="figure", **plain)
    source["cells"].append({**task, "id": "figure"})
    (root / "source/hw_tiny/tiny.ipynb").write_text(json.dumps(source))
    assert cli.main(["--course", str(root), "release", "hw_tiny"]) == 0
    released = (root / "release/hw_tiny/tiny.ipynb").read_text("utf-8")
    assert "Draw a figure" in released
    assert "Both axes" not in released
    answers = tiny.RIGHT | {"essay": "Because *signs* decide."}
    solved = tiny.solve(json.loads(released), **answers)
    solved["cells"].append({**tiny._cell("code", FIGURE), "id": "own"})
    tiny.hand_in(root, "ana", solved)
    assert "7 points wait for a person" in grade(root, capsys)
    mark(root, 4)
    assert "3 points wait for a person" in grade(root, capsys, "--force")
    mark(root, 2, "figure")
    assert grade(root, capsys, "--force").split()[1:] == ["16", "17", "graded"]
    page = ["--course", str(root), "report", "hw_tiny", "--feedback"]
    assert cli.main(page) == 0
    shown = (root / "feedback/ana/hw_tiny/tiny.html").read_text("utf-8")
    assert "2 of 3" in shown
    assert "Both axes" not in shown
    solved["cells"][-1]["source"] = "print('another figure')"
    hand_in(root, solved)
    assert "3 points wait for a person" in grade(root, capsys)
