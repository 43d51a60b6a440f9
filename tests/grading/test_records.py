import math
import pickle

import pytest

from autograder.records import (
    EngineFault,
    Facts,
    Refusal,
    Result,
    SetupError,
    Verdict,
)

FACTS = Facts("cell 31", "at most 20 MB", "48 MB", "Not graded.", "Clear the outputs.")
PROBLEMS = [
    Refusal("ana", "hw05", FACTS),
    EngineFault("ana", "hw05", FACTS),
    SetupError(FACTS),
]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: type(p).__name__)
def test_a_problem_survives_pickling_with_its_facts(problem):
    copy = pickle.loads(pickle.dumps(problem))
    assert (type(copy), str(copy), vars(copy)) == (
        type(problem),
        str(problem),
        vars(problem),
    )


def test_a_refusal_says_who_where_found_expected_done_and_next():
    assert str(PROBLEMS[0]) == (
        "ana, hw05: cell 31: 48 MB, expected at most 20 MB. "
        "Not graded. Clear the outputs."
    )


@pytest.mark.parametrize("points", [math.nan, math.inf, -math.inf, -1, 4.5])
def test_points_that_a_part_cannot_give_are_no_verdict(points):
    with pytest.raises(ValueError, match="of 4 points"):
        Verdict("f_visible", points, 4)


def test_extra_credit_and_a_penalty_make_the_score():
    marks = (Verdict("f_visible", 4, 4), Verdict("essay", 9, 10, extra=2.5))
    late = Result("ana", "hw", marks, penalty=6)
    assert (late.points, late.extra, late.score) == (15.5, 2.5, 9.5)
    assert Result("ana", "hw", marks, penalty=99).score == 0
