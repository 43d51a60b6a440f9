"""A few runs of the kill test; `make kills` does two hundred."""

import random

import pytest
from grading import kills

from autograder.folders import Course

pytestmark = pytest.mark.slow


def test_a_kill_at_any_moment_loses_nothing(tmp_path):
    pattern = kills.make_class(tmp_path / "pattern")
    Course(pattern).secret()
    kept = kills.undisturbed(pattern, tmp_path / "quiet")
    for seed in range(8):
        one = kills.disturbed(pattern, kept, random.Random(seed))
        assert one.same, f"seed {seed}: {one}"
    assert kills.leftovers(tmp_path) == []
