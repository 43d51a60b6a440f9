"""Why points are missing, where a test itself says little."""

from dataclasses import replace

import pytest
from grading import tiny
from grading.exams import Room

from autograder import audit
from autograder.words import NO_ANSWER, NO_REASON

DOUBLE = "def double(x):\n    return x + 1"


@pytest.fixture(scope="module", params=[False, True], ids=["sealed", "open"])
def room(request, tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy", open=request.param)
    yield room
    room.zygote.close()


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("x = 1\nassert double(2) == 4", ": assert double(2) == 4"),
        ("assert (double(2)\n  == 4)", ": assert (double(2) == 4)"),
        ("def same(a):\n    assert a == 4\nsame(double(2))", ": assert a == 4"),
        (f"assert double({'1' * 900}) == 4", ": assert double(" + "1" * 146 + "…"),
        ("raise AssertionError", ""),
    ],
)
def test_a_visible_assert_without_a_word_is_quoted(room, test, told):
    assert room.message(DOUBLE, test) == f"{NO_REASON}{told}"


def test_a_hidden_assert_is_never_quoted(room):
    assert room.message(DOUBLE, "assert double(2) == 4", hidden=True) == NO_REASON


def test_an_assert_of_the_students_own_is_told_and_not_quoted_as_the_tests(room):
    student = "def double(x):\n    assert x == 7"
    said = room.message(student, "y = double(2)")
    assert "x == 7" not in said


def test_what_an_earlier_open_test_was_to_make_is_told(tmp_path):
    room = Room(tmp_path, "numpy", open=True)
    tests = {
        "first": "assert double(2) == 4\ntotal = 4",
        "second": "total",
        "hidden": "total",
    }
    found = room.sit(DOUBLE, tests).verdicts
    room.zygote.close()
    assert found["second"].message == (
        "an earlier test has to pass first: total is made by first"
    )
    assert found["hidden"].message == NO_ANSWER


def test_a_test_that_ended_its_process_is_such_an_earlier_one_too(tmp_path):
    room = Room(tmp_path, "numpy", open=True)
    student = "import os\ndef double(x):\n    os._exit(1)"
    tests = {"later": "late", "first": "total = double(2)", "second": "total\nlate = 1"}
    found = room.sit(student, tests).verdicts
    room.zygote.close()
    assert "total is made by first" in found["second"].message
    assert found["later"].message.startswith("late is not defined")


def unsealed(locked, **tests):
    """Tell why tests of the tiny course cannot be sealed, with a cell before them."""
    source = tiny.source()
    source["cells"].insert(2, locked)
    for cell in source["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = tests.get(name, cell["source"])
    package = replace(
        tiny.package(), skeleton=with_cell(locked), tests={**tiny.TESTS, **tests}
    )
    return audit.audit(source, lambda: package).unsealed


def with_cell(locked):
    """Give what is handed out, with a cell of the instructor's."""
    notebook = tiny.handed_out()
    notebook["cells"].insert(2, locked)
    return notebook


def test_what_a_sealed_test_does_not_have_is_told_with_its_cell():
    mark = {"grade": False, "solution": False, "locked": True, "grade_id": "data"}
    why = unsealed(
        tiny._cell("code", "two = double(1)\n", **mark),
        double_visible="four = 2 * two\nassert four == 4",
        double_hidden="### BEGIN HIDDEN TESTS\nassert four == 4\n### END HIDDEN TESTS",
    )
    assert why == (
        "double_visible: its own solution gets 0 of 2 (two is defined in the cell data:"
        " a sealed test does not have it); double_hidden: its own solution gets 0 of 3"
        " (four is defined in the test double_visible: a sealed test does not have it)"
    )
