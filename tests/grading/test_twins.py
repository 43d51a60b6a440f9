"""Keras earns every point of what it can replace: the tests, Keras and we agree.

`bank/<assignment>/twin.py` solves functions with Keras. It runs once in each run of the
tests, and never while students' work is graded: the import of Keras takes seconds, the
whole grading of a right solution a tenth of one.
"""

import copy

import pytest
from grading import cases, cells, rates

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bank")]
SECONDS = 120  # processor time, for a cell in which Keras is imported

# How many tests a twin takes at the least: a twin that solves nothing proves nothing.
TESTED = {"hw06_backprop": 20, "hw07_training": 20, "hw10_vae": 15}
# Tests that ask for 64 bits, where Keras computes in 32.
FINER = {"hw07_training": {"activate_hidden_slope", "early_stop_hidden_delta"}}
# Wrong solutions, and what the comparison "beside Keras" says of them.
DISAGREE = [
    ("hw06_backprop", "backward_biases_cost", "db of layer 1"),
    ("hw10_vae", "loss_mean_of_columns", "vae_loss"),
    ("hw10_vae", "slopes_log_var_no_half", "d_log_var"),
]


def test_every_twin_is_tried():
    assert {path.parent.name for path in cases.BANK.glob("*/twin.py")} == set(TESTED)


@pytest.mark.parametrize("assignment", TESTED)
def test_keras_passes_every_test_of_a_function_that_it_can_replace(assignment):
    twin = cases.read(cases.BANK / assignment / "twin.py")
    notebook = cases.source(assignment)
    parts = rates.own_parts(notebook, twin.code)
    found = cells.points(cases.fill(notebook, twin), 1, SECONDS, parts)
    assert len(parts) > TESTED[assignment]
    failed = {part: v.message for part, v in found.items() if not v.passed}
    assert set(failed) == FINER.get(assignment, set()), failed


@pytest.mark.parametrize("assignment", sorted({row[0] for row in DISAGREE}))
def test_the_reference_agrees_in_the_comparison_that_students_may_run(assignment):
    assert beside_keras(assignment, {}) == ""


@pytest.mark.parametrize(("assignment", "name", "what"), DISAGREE)
def test_a_wrong_solution_does_not_agree_there(assignment, name, what):
    wrong = cases.read(cases.BANK / assignment / "wrong" / f"{name}.py")
    assert f"{what} beside Keras" in beside_keras(assignment, wrong.code)


def beside_keras(assignment, code):
    """Run the comparison with this code; return what it complains about."""
    part = "beside_keras"
    notebook = copy.deepcopy(cases.source(assignment))
    (cell,) = (c for c in notebook.cells if cases.meta(c).get("grade_id") == part)
    cell.source += f"\n{part}()"
    cases.meta(cell).update(grade=True, points=1)
    filled = cases.fill(notebook, cases.Case("", "keras", code=code))
    return cells.points(filled, 1, SECONDS, [part])[part].message
