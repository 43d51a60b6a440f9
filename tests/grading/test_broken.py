"""Broken notebooks, graded: each gets what its intact part deserves."""

import pytest
from grading import broken, tiny

from autograder.grade import Grader
from autograder.records import Refusal, Submission


@pytest.fixture(scope="module")
def grader():
    grader = Grader(tiny.package())
    yield grader
    grader.close()


def test_the_bank_is_large_enough():
    assert len(broken.CASES) >= 50


@pytest.mark.parametrize("case", broken.CASES, ids=lambda case: case.name)
def test_what_is_intact_earns_its_points(grader, case):
    submission = Submission("ana", "hw_tiny", case.make(broken.right()))
    if case.loses is None:
        with pytest.raises(Refusal):
            grader(submission)
        return
    result = grader(submission).result
    lost = tuple(v.part for v in result.verdicts if not v.passed)
    assert lost == case.loses
    assert [part.name for part in result.waiting] == ["essay"]
