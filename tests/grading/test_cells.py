"""The quick runner of cells keeps nbgrader's rule, and survives what students write."""

import nbformat
import pytest
from grading import cells


def cell(grade_id, source, **mark):
    made = nbformat.v4.new_code_cell(source)
    made.metadata["nbgrader"] = {"grade_id": grade_id, "grade": False, **mark}
    return made


def run(solution, *tests, timeout=0.3):
    """The points of the tests, one each, after a solution cell."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells.append(cell("f", solution, solution=True))
    for n, source in enumerate(tests):
        notebook.cells.append(cell(f"f_hidden_{n}", source, grade=True, points=1))
    found = cells.points(notebook, timeout=timeout)
    return [found[f"f_hidden_{n}"].points for n in range(len(tests))]


def test_a_test_gives_its_points_unless_it_raises():
    assert run("f = 3", "assert f == 3", "assert f == 4", "f / 0") == [1, 0, 0]


def test_the_other_tests_run_when_a_solution_cell_fails():
    assert run("f = 3\n1 / 0", "assert f == 3", "assert g") == [1, 0]


def test_a_warning_or_a_print_costs_nothing():
    assert run("import warnings\nwarnings.warn('slow')\nprint(1)", "print(2)") == [1]


def test_what_one_test_defines_is_unknown_to_the_next():
    assert run("f = 3", "g = 4", "assert g == 4") == [1, 0]


@pytest.mark.parametrize(
    "trap",
    [
        "while True: pass",
        "while True:\n  try:\n    1 / 0\n  except Exception: pass",
        "import os; os._exit(0)",
        "import sys; sys.exit()",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    ],
)
def test_a_cell_that_never_comes_back_costs_its_own_points_only(trap):
    assert run("f = 3", "assert f == 3", trap, "assert f == 3") == [1, 0, 1]


def test_a_cell_that_cannot_be_interrupted_is_stopped():
    stubborn = "while True:\n  try: print(len('a'))\n  except BaseException: pass"
    assert run("f = 3", stubborn, "assert f == 3", timeout=0.1) == [0, 1]


def test_a_verdict_carries_the_reason():
    notebook = nbformat.v4.new_notebook()
    source = "assert 3 > 4, 'f: 3 is too small'"
    notebook.cells.append(cell("f_visible", source, grade=True, points=2))
    verdict = cells.points(notebook)["f_visible"]
    assert (verdict.points, verdict.message) == (0, "f: 3 is too small")
