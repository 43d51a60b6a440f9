"""What is noted of a release is whole, or else it is made anew: no marks without."""

import json
import shutil
from pathlib import Path

import nbgrader
import pytest
from grading import tiny
from nbformat import v4

from autograder import cli, plugin
from autograder.folders import Course
from autograder.grade import package
from autograder.records import Refusal, SetupError
from autograder.sitting import Limits

THEIRS = Path(nbgrader.__file__).parent / "tests/apps/files"


def run(course, words):
    command, *more = words.split()
    return cli.main(["--course", str(course.root), command, "hw_tiny", *more])


def marks(course):
    """Read grades.csv: the total by student."""
    rows = (course.root / "grades.csv").read_text("utf-8-sig").splitlines()
    return {row.split(",")[0]: row.split(",")[4:8] for row in rows[1:]}


@pytest.fixture
def course(graded_class, tmp_path):
    return Course(Path(shutil.copytree(graded_class, tmp_path / "course")))


@pytest.fixture
def autotest(tmp_path):
    """A course whose test is what nbgrader makes of an AUTOTEST line."""
    source = tmp_path / "source/hw_tiny"
    source.mkdir(parents=True)
    shutil.copy(THEIRS / "autotest-simple.ipynb", source / "tiny.ipynb")
    shutil.copy(THEIRS / "autotests.yml", source)
    plugin.release(Course(tmp_path), "hw_tiny")
    return Course(tmp_path)


def hand_in_blank(course, student):
    folder = course.root / "submitted" / student / "hw_tiny"
    folder.mkdir(parents=True)
    shutil.copy(course.root / "release/hw_tiny/tiny.ipynb", folder)


def test_a_student_may_be_called_like_anything_of_ours(autotest):
    for student in ("tests", "released", "release", "unsealed"):
        hand_in_blank(autotest, student)
    assert run(autotest, "grade") == 0
    hand_in_blank(autotest, "zoe")
    assert run(autotest, "grade") == 0
    assert run(autotest, "report") == 0
    rows = (autotest.root / "grades.csv").read_text("utf-8-sig").splitlines()
    assert {row.split(",")[2] for row in rows[1:]} == {"0.0"}


def test_a_damaged_note_makes_the_release_anew(autotest):
    marker = autotest.records("hw_tiny") / ".release"
    for damage in (b"", b'{"of"', b"[]", b'{"of": 1}', b"\xff"):
        marker.write_bytes(damage)
        with pytest.raises(SetupError, match="not released"):
            plugin.package(autotest, "hw_tiny")
    hand_in_blank(autotest, "dee")
    assert run(autotest, "grade") == 0
    assert run(autotest, "report") == 0
    assert ",0.0," in (autotest.root / "grades.csv").read_text("utf-8-sig")


def test_a_test_that_nbgrader_did_not_write_is_no_test(autotest):
    with pytest.raises(SetupError, match="AUTOTEST"):
        package(autotest, "hw_tiny", Limits())


def test_why_tests_are_not_sealed_is_not_lost_with_a_failed_release(course):
    source = tiny.source()
    for cell in source["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double_visible":
            cell["source"] = "f = globals()['double']\nassert f(2) == 4"
    path = course.root / "source/hw_tiny/tiny.ipynb"
    path.write_text(json.dumps(source))
    said = []
    assert plugin.release(course, "hw_tiny", said.append).unsealed
    assert "not sealed" in said[-1]
    good = path.read_text()
    path.write_text(good.replace("== 4", "== 5"))
    with pytest.raises(SetupError):
        plugin.release(course, "hw_tiny")
    path.write_text(good)
    assert course.assignment("hw_tiny").unsealed
    assert plugin.is_released(course, "hw_tiny")


def test_what_was_graded_sealed_is_graded_again_where_it_no_longer_can_be(course):
    before = course.assignment("hw_tiny")
    noted = course.released("hw_tiny")
    course.remember_release("hw_tiny", noted.__class__(noted.of, noted.rules, "why"))
    assert course.assignment("hw_tiny").digest != before.digest


def test_a_source_that_is_saved_while_it_is_released_is_not_released(course):
    path = course.root / "source/hw_tiny/tiny.ipynb"
    path.write_text(path.read_text() + " ")

    def say(_):
        path.write_text(path.read_text() + " ")

    with pytest.raises(SetupError, match="changed in the meantime"):
        plugin.release(course, "hw_tiny", say)
    assert not plugin.is_released(course, "hw_tiny")


def test_a_copy_of_the_gradebook_that_is_put_back_gives_nobody_old_marks(course):
    book, copy = course.root / "gradebook.db", course.root / "copy.db"
    shutil.copy(book, copy)
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT)
    (course.root / "submitted/fay/hw_tiny/tiny.ipynb").write_text(json.dumps(right))
    assert run(course, "grade") == 1
    assert run(course, "report") == 1
    good = marks(course)
    shutil.copy(copy, book)
    assert run(course, "report") == 1
    assert "fay" in marks(course)
    assert marks(course)["fay"] != good["fay"]  # told as gone, with an empty cell
    assert not any(marks(course)["fay"])
    assert run(course, "grade") == 1
    assert run(course, "report") == 1
    assert marks(course) == good


def test_a_notebook_in_the_place_of_a_folder_is_refused_and_not_passed_over(course):
    home = course.root / "submitted/max"
    home.mkdir()
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT)
    (home / "hw_tiny").write_text(json.dumps(right))
    (found,) = [s for s in course.submissions(course.assignment("hw_tiny"))
                if s.student == "max"]  # fmt: skip
    grader = plugin.grade.Grader(plugin.package(course, "hw_tiny"))
    with pytest.raises(Refusal, match="no folder"):
        grader(found)
    grader.close()


def test_what_the_instructor_keeps_at_home_lies_in_no_box(course):
    source = course.root / "source/hw_tiny"
    for name in (
        "keys/solution.py",
        "__pycache__/a.pyc",
        "more/text/twin.py",
        "rain.csv",
    ):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("SECRET")
    config = course.root / "nbgrader_config.py"
    config.write_text(
        config.read_text() + "\nc.CourseDirectory.ignore.append('keys')\n"
    )
    plugin.release(course, "hw_tiny")
    files = plugin.package(course, "hw_tiny").files
    assert "rain.csv" in files
    assert not [name for name in files if "keys" in name or "pyc" in name]
    assert not [name for name in files if "text" in name]


def test_a_module_of_a_students_own_that_an_answer_imports_is_told(course):
    answer = "from helper import double"
    blank = tiny.solve(tiny.handed_out(), **{**tiny.RIGHT, "double": answer})
    tiny.hand_in(course.root, "ida", blank)
    (course.root / "submitted/ida/hw_tiny/helper.py").write_text("double = abs")
    (found,) = [s for s in course.submissions(course.assignment("hw_tiny"))
                if s.student == "ida"]  # fmt: skip
    package = plugin.package(course, "hw_tiny")
    _, repairs = plugin.grade.airlock.admit(found, package.assignment, package.skeleton)
    assert "helper.py was not looked at" in map(str, repairs)


def test_hw1_is_not_hw10(tmp_path):
    (tmp_path / "source/hw10_vae").mkdir(parents=True)
    (tmp_path / "source/hw10_vae/vae.ipynb").write_text(v4.writes(v4.new_notebook()))
    assert Course(tmp_path).called("hw10") == "hw10_vae"
    with pytest.raises(SetupError, match="Did you mean"):
        Course(tmp_path).called("hw1")


def test_a_cell_may_not_be_called_like_a_column_of_the_table():
    from autograder import audit

    source = tiny.source()
    for cell in source["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double_visible":
            cell["metadata"]["nbgrader"]["grade_id"] = "total"
    found = audit.audit(source, tiny.package)
    assert found.stops
    assert "total" in str(found.findings[0])
