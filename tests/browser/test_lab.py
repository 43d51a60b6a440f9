"""What a student sees in JupyterLab. Pictures of it are kept in build/browser."""

import json
import time
import urllib.request

import nbformat
import pytest
from browser.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SHOTS = ROOT / "build" / "browser"


def shoot(page, name):
    """Keep a picture for whoever wants to look."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def kernel_state(lab, notebook):
    """What the server says of a notebook's kernel."""
    with urllib.request.urlopen(f"{lab}/api/sessions") as answer:
        kernels = {s["path"]: s["kernel"] for s in json.load(answer)}
    return kernels.get(notebook, {}).get("execution_state")


def run_all(page, lab, notebook):
    """Run all cells of a fresh kernel: it gets busy, then rests for 3 seconds."""
    end = time.monotonic() + 60
    while kernel_state(lab, notebook) != "idle":
        assert time.monotonic() < end, f"{notebook}: no idle kernel after 60 s"
        page.wait_for_timeout(500)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    worked, rested, end = False, 0, time.monotonic() + 150
    while not worked or rested < 6:
        state = kernel_state(lab, notebook)
        assert time.monotonic() < end, f"{notebook}: still {state} after 150 s"
        worked = worked or state == "busy"
        rested = rested + 1 if state == "idle" else 0
        page.wait_for_timeout(500)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(2000)


@pytest.fixture(scope="module")
def chapter_page(lab, browser):
    """Chapter 05, opened and run from top to bottom."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/lab/tree/05_perceptron.ipynb?reset")
    page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    run_all(page, lab, "05_perceptron.ipynb")
    yield page
    page.close()


def test_all_cells_of_the_chapter_run(chapter_page, course):
    saved = nbformat.read(course / "05_perceptron.ipynb", as_version=4)
    code = [cell for cell in saved.cells if cell.cell_type == "code"]
    assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert "error" not in kinds


def test_a_click_moves_the_stepper_by_one_update(chapter_page):
    page = chapter_page
    step = page.get_by_role("button", name="Next step")
    start = page.locator(".jp-OutputArea img[alt^='step 0 of 14']").get_attribute("src")
    step.click()
    page.get_by_text("step 1 of 14").wait_for()
    for _ in range(4):
        step.click()
    page.get_by_text("step 5 of 14").wait_for()
    step.evaluate("button => button.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    shoot(page, "stepper")
    page.get_by_role("button", name="Start again").click()
    page.get_by_text("step 0 of 14").wait_for()
    # The first picture was drawn before later cells took the names X and y.
    again = page.locator(".jp-OutputArea img[alt^='step 0 of 14']").get_attribute("src")
    assert again == start


def test_the_quiz_answers_a_click_with_a_reason(chapter_page):
    page = chapter_page
    options = page.locator(".jp-OutputArea").get_by_role("button", name="A", exact=True)
    options.first.click()
    verdict = page.locator(".jp-OutputArea [role=status]").filter(has_text="ight")
    verdict.first.wait_for()
    shoot(page, "quiz")


@pytest.fixture(scope="module")
def toys(lab, browser):
    """A notebook with the playground and the explorer, run."""
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/lab/tree/toys.ipynb?reset")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    run_all(page, lab, "toys.ipynb")
    yield page
    page.close()


def test_the_playground_trains_at_a_click(toys):
    toys.get_by_role("button", name="Train 50 epochs").click()
    toys.get_by_text("50 epochs", exact=True).wait_for()
    toys.get_by_label("layers").fill("2")
    toys.get_by_label("layers").press("Enter")
    toys.locator("img[alt^='What a 2-2-1 network']").wait_for()
    shoot(toys, "playground")


def test_the_explorer_decodes_the_point_that_is_dragged(toys):
    image, dot = toys.locator("[id^=explorer] .image"), toys.locator(".dot")
    start = image.get_attribute("aria-label")
    ground = toys.locator("[id^=explorer] .map")
    ground.scroll_into_view_if_needed()
    box = ground.bounding_box()
    toys.mouse.move(box["x"] + 200, box["y"] + 200)
    toys.mouse.down()
    toys.mouse.move(box["x"] + 100, box["y"] + 50, steps=4)
    toys.mouse.up()
    assert image.get_attribute("aria-label") != start
    # The dot stands at the stop nearest to the pointer.
    middle = dot.bounding_box()
    assert abs(middle["x"] + middle["width"] / 2 - box["x"] - 100) < 12
    assert abs(middle["y"] + middle["height"] / 2 - box["y"] - 50) < 12
    shoot(toys, "explorer")


def test_the_explorer_obeys_the_keyboard(toys):
    slider = toys.get_by_label("z1")
    before = toys.locator("[id^=explorer] .z1").inner_text()
    slider.press("ArrowRight")
    assert toys.locator("[id^=explorer] .z1").inner_text() != before


def validate(page):
    """Press nbgrader's Validate button and give what its dialog says."""
    page.get_by_role("button", name="Validate").first.click()
    dialog = page.locator(".jp-Dialog")
    dialog.wait_for(timeout=120_000)
    return dialog.inner_text()


def test_validate_passes_on_the_reference(open_notebook):
    page = open_notebook("reference.ipynb")
    said = validate(page)
    shoot(page, "validate-reference")
    assert "passes all the tests" in said


def test_validate_explains_what_is_wrong(open_notebook):
    page = open_notebook("sign_numpy.ipynb")
    said = validate(page)
    shoot(page, "validate-wrong")
    assert "sign_pm1" in said
