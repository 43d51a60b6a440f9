"""Courses that others wrote: no correct solution scores lower here than under nbgrader.

`stock.csv` holds what stock nbgrader gives, measured; here our engine gives the same,
cell by cell. Whether the tests can be sealed the engine found out by itself.
"""

import pytest

from autograder.records import SetupError
from foreign import ours, reading, stock

# nbgrader takes a test's points for a line on stderr; here such a line is free.
FREE = {("printed", "test-a_warning_costs_nothing"), ("frames", "test-is_sparse")}
REFUSED = {"shell": "test-the_shell: its own solution gets 0 of 1"}
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", [n for n in reading.NAMES if n not in REFUSED])
def test_every_solution_gets_what_it_gets_under_nbgrader(name, tmp_path):
    found, unsealed = ours.grade(name, tmp_path)
    table = stock.table().items()
    expected = {(who, cell): p for (c, who, cell), (p, _) in table if c == name}
    expected |= {at: found[at][0] for at in expected if (name, at[1]) in FREE}
    differ = {
        key: (points, found.get(key))
        for key, points in expected.items()
        if found.get(key, (None,))[0] != points
    }
    assert differ == {}
    assert found.keys() == expected.keys()
    assert unsealed


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_box_can_bear_is_refused_with_the_reason(name, tmp_path):
    with pytest.raises(SetupError, match=REFUSED[name]):
        ours.grade(name, tmp_path)
