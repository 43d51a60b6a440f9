"""An assignment as it was handed out, in JupyterLab."""

import shutil

import nbformat
import pytest
from browser.conftest import ROOT
from browser.test_lab import run_all, shoot

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture
def handed_out(course, open_notebook):
    """Open an assignment, untouched."""

    def opened(name):
        (path,) = (ROOT / "release").glob(f"{name}*/*.ipynb")
        shutil.copy(path, course / path.name)
        return open_notebook(path.name)

    return opened


def test_a_run_of_all_cells_reaches_the_count(handed_out, course, lab):
    page = handed_out("hw05")
    run_all(page, lab, "perceptron.ipynb")
    shoot(page, "assignment_untouched")
    saved = nbformat.read(course / "perceptron.ipynb", as_version=4)
    code = [cell for cell in saved.cells if cell.cell_type == "code"]
    assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
    errors = [o.ename for c in code for o in c.outputs if o.output_type == "error"]
    assert errors == ["NotImplementedError"] * 7
    said = code[-1].outputs[0].text
    assert said.startswith("0 of 7 pass their visible tests. Next: sign_pm1.")


def test_the_comparison_with_keras_can_be_switched_on(handed_out):
    page = handed_out("hw06")
    cell = page.locator(".jp-CodeCell", has_text="compare = False")
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# typed\n")
    assert "# typed" in cell.locator(".cm-content").inner_text()
    shoot(page, "assignment_compare")


def test_a_student_can_validate_and_sees_no_teachers_tools(handed_out):
    page = handed_out("hw05")
    page.locator(".jp-NotebookPanel-toolbar:visible", has_text="Validate").wait_for()
    for words in ("Nbgrader", "Formgrader", "Create Assignment", "Assignment List"):
        assert page.get_by_text(words).count() == 0
    shoot(page, "assignment_tools")
