"""How the chapters are re-executed: by nbval, marked cells compared."""

import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from notebooks.books import CHAPTERS, ROOT, code_cells, is_second, name

MARK = "nbval-check-output"


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_enough_cells_of_a_chapter_are_compared(path):
    marked = [c for c in code_cells(path) if MARK in c.metadata.get("tags", [])]
    assert len(marked) >= (6 if is_second(path) else 8)  # the second edition is shorter
    assert all(c.outputs for c in marked), (
        "a marked cell without output compares nothing"
    )


@pytest.fixture(params=[[], ["hide-input"]], ids=["plain", "folded"])
def course(tmp_path, request):
    """A course whose one chapter stores an output that is no longer true."""
    output = new_output("stream", name="stdout", text="stale\n")
    cell = new_code_cell("print('new')", outputs=[output], execution_count=1)
    cell.metadata["tags"] = [MARK, "real-data", *request.param]
    (tmp_path / "conftest.py").write_bytes(
        (ROOT / "course" / "conftest.py").read_bytes()
    )
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "01_chapter.ipynb")
    return tmp_path


def nbval(course, **environment):
    """Run nbval as `make chapters` does, on that course."""
    command = "-m pytest -q -p no:cacheprovider --nbval-lax --nbval-current-env".split()
    command = [sys.executable, *command, "--rootdir", str(course), str(course)]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True
    ).returncode


@pytest.mark.slow
def test_with_the_real_data_a_stale_output_fails(course, monkeypatch):
    assert nbval(course, FIRST_NEURON_DATA=str(course), PATH="/usr/bin:/bin") == 1


@pytest.mark.slow
def test_without_them_a_cell_that_needs_them_is_run_but_not_compared(course):
    assert nbval(course, PATH="/usr/bin:/bin") == 0
