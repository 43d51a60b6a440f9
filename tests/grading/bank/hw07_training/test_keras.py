"""Keras earns every point of what it has, so the tests, Keras and we agree.

Once in each run of the tests, and never while students' work is graded: the import of
Keras takes seconds, the whole grading of a right solution a tenth of one.
"""

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
    assert len(parts) > 20
    assert {part: v.message for part, v in found.items() if not v.passed} == {}
