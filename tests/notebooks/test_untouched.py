"""What a learner sees who runs a chapter before writing anything.

An error that is told there is not the learner's: an exercise that nobody has begun
says just that. A broken model to be repaired tells what is wrong with it.
"""

import re

import pytest
from notebooks.books import CHAPTERS, code_cells

ERROR = re.compile(r"\b\w*(Error|Exception)\b:")
GAP = re.compile(r"^\s*(\w+ = )?\.\.\.(\s*#.*)?$", re.M)


def exercises():
    """Every exercise of the chapters: its cell, and what was stored under it."""
    for path in CHAPTERS:
        for n, cell in enumerate(code_cells(path)):
            if "check.your_turn" in cell.source:
                told = "".join(output.get("text", "") for output in cell.outputs)
                yield pytest.param(cell, told, id=f"{path.stem}-{n}")


EXERCISES = list(exercises())


@pytest.mark.parametrize(("cell", "told"), EXERCISES)
def test_an_untouched_exercise_tells_of_no_error(cell, told):
    assert not ERROR.search(told)
    assert "None came back" not in told


@pytest.mark.parametrize(("cell", "told"), EXERCISES)
def test_an_exercise_with_a_gap_says_that_nothing_is_written(cell, told):
    if GAP.search(cell.source):
        assert re.search(r"^\[not yet\] .+: nothing written yet", told, re.M)
