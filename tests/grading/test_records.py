import pickle

import pytest

from autograder.records import EngineFault, Facts, Refusal, SetupError

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
