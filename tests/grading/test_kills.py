"""A few runs of the kill test; `make kills` does two hundred."""

import random
import shutil

import pytest
from grading import kills, tiny

from autograder import grade, plugin
from autograder.folders import Course
from autograder.judge import Cell, Exam
from autograder.sitting import Limits, Sitting
from autograder.zygote import ZygoteLost

pytestmark = pytest.mark.slow


def test_a_grader_goes_on_after_it_gave_up_a_zygote(tmp_path):
    course = Course(kills.make_class(tmp_path))
    grader = grade.Grader(plugin.package(course, "hw_tiny"))
    (submission,) = [s for s in course.submissions(grader.package.assignment)
                     if s.student == "right-0"]  # fmt: skip
    assert grader(submission).result.points == 10
    grader._forget(grader._zygote)
    assert grader(submission).result.points == 10
    grader.close()


def test_a_sitting_whose_zygote_another_gave_up_is_held_with_a_fresh_one(tmp_path):
    grader = grade.Grader(tiny.package())
    zygote = grader._running()
    zygote.close()
    shutil.rmtree(zygote.home)
    cells = (Cell(0, "test", "assert 1 == 1", "t", 4.0),)
    with pytest.raises(ZygoteLost):
        Sitting(zygote, Exam(cells), Limits()).hold()
    grader.close()


def test_a_kill_at_any_moment_loses_nothing(tmp_path):
    pattern = kills.make_class(tmp_path / "pattern")
    Course(pattern).secret()
    kept = kills.undisturbed(pattern, tmp_path / "quiet")
    for seed in range(5):
        one = kills.disturbed(pattern, kept, random.Random(seed))
        assert one.same, f"seed {seed}: {one}"
    assert kills.leftovers(tmp_path) == []
