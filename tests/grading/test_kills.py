"""A few runs of the kill test; `make kills` does two hundred."""

import random

import pytest
from grading import kills

from autograder import grade, plugin
from autograder.folders import Course

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


def test_a_kill_at_any_moment_loses_nothing(tmp_path):
    pattern = kills.make_class(tmp_path / "pattern")
    Course(pattern).secret()
    kept = kills.undisturbed(pattern, tmp_path / "quiet")
    for seed in range(8):
        one = kills.disturbed(pattern, kept, random.Random(seed))
        assert one.same, f"seed {seed}: {one}"
    assert kills.leftovers(tmp_path) == []
