"""The losses and gradients of Keras earn every point: the tests, Keras and we agree.

Once in each run of the tests, and never while students' work is graded: the import of
Keras takes seconds, the whole grading of a right solution a tenth of one.
"""

import copy
from pathlib import Path

import pytest
from grading import cases, cells, rates

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bank")]
ASSIGNMENT = Path(__file__).parent.name
TWIN = cases.read(Path(__file__).parent / "keras" / "twin.py")
SECONDS = 120  # processor time, for a cell in which Keras is imported


def test_keras_passes_every_test_of_a_function_that_it_can_replace():
    notebook = cases.source(ASSIGNMENT)
    parts = rates.own_parts(notebook, TWIN.code)
    found = cells.points(cases.fill(notebook, TWIN), 1, SECONDS, parts)
    assert len(parts) > 15
    assert {part: v.message for part, v in found.items() if not v.passed} == {}


def test_the_reference_agrees_with_keras_in_the_cell_that_students_may_switch_on():
    assert beside_keras({}) == ""


@pytest.mark.parametrize(
    ("name", "what"),
    [("loss_mean_of_columns", "vae_loss"), ("slopes_log_var_no_half", "d_log_var")],
)
def test_a_solution_that_is_wrong_does_not_agree_there(name, what):
    wrong = cases.read(Path(__file__).parent / "wrong" / f"{name}.py")
    assert f"{what} beside Keras" in beside_keras(wrong.code)


def beside_keras(code):
    """Run the cell, switched on, with this code; return what it complains about."""
    notebook = copy.deepcopy(cases.source(ASSIGNMENT))
    (cell,) = (
        c for c in notebook.cells if cases.meta(c).get("grade_id") == "beside_keras"
    )
    cell.source = cell.source.replace("beside_keras = False", "beside_keras = True")
    cases.meta(cell).update(grade=True, points=1)
    filled = cases.fill(notebook, cases.Case("", "keras", code=code))
    return cells.points(filled, 1, SECONDS, ["beside_keras"])["beside_keras"].message
