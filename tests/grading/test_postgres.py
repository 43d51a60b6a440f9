"""The gradebook on a PostgreSQL server: the same commands, the same grades."""

import warnings

import pytest
from grading import postgres, tiny
from grading.conftest import autograder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        postgres.programs() is None, reason="there is no PostgreSQL server here"
    ),
]


@pytest.fixture(scope="module")
def url():
    with postgres.server() as found:
        yield found


@pytest.fixture(scope="module")
def course(url, tmp_path_factory):
    root = tiny.course(tmp_path_factory.mktemp("course"))
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(f"get_config().CourseDirectory.db_url = {url!r}  # noqa: F821\n")
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="Because.")
    for n in range(4):
        tiny.hand_in(root, f"s{n}", tiny.solve(right, essay=f"Because {n}."))
    tiny.hand_in(root, "wrong", tiny.solve(right, sign="def sign(x):\n    return 0"))
    return root


def scores(url):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook
    with Gradebook(url) as book:
        found = book.find_assignment("hw_tiny").submissions
        return {s.student_id: (s.score, s.needs_manual_grade) for s in found}


def test_a_class_is_released_graded_read_and_reported(course, url):
    graded = autograder(course, "grade", "hw_tiny", "--jobs", "2")
    assert graded.returncode == 0, graded.stderr
    assert not (course / "gradebook.db").exists()
    assert scores(url) == {f"s{n}": (10, True) for n in range(4)} | {"wrong": (5, True)}
    read_by_hand(url, "s0", 4)
    again = autograder(course, "grade", "hw_tiny", "--force", "--student", "s0")
    assert again.returncode == 0, again.stderr
    assert scores(url)["s0"] == (14, False)  # the answer is the one that was read
    assert "5 unchanged" not in autograder(course, "grade", "hw_tiny").stderr
    reported = autograder(course, "report", "hw_tiny")
    assert reported.returncode == 0, reported.stderr


def read_by_hand(url, student, points):
    """Do what the formgrader does."""
    from nbgrader.api import Gradebook

    with Gradebook(url) as book:
        grade = book.find_grade("essay", "tiny", "hw_tiny", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path):
    root = tiny.course(tmp_path)
    with (root / "nbgrader_config.py").open("a") as config:
        url = "postgresql+psycopg://teacher:secret@127.0.0.1:1/gradebook"
        config.write(f"get_config().CourseDirectory.db_url = {url!r}  # noqa: F821\n")
    graded = autograder(root, "grade", "hw_tiny")
    assert graded.returncode == 2
    assert "Traceback" not in graded.stderr
    assert "127.0.0.1:1/gradebook" in graded.stderr
    assert "secret" not in graded.stderr
