"""The wires, the playground and the map of codes as a student meets them."""

import nbformat
import pytest
from browser.test_lab import run_all, shoot
from nbformat import v4

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CELLS = [
    "from coursekit import explorer, playground, plots\nplots.style()",
    "plots.wires([[[1, -1], [1, 0]], [[2], [5]]], [[0, 0], [1]], [1, 2], [5])",
    "playground.show(playground.Settings(hidden=(4, 2)))",
    """\
import numpy as np

codes, labels = np.random.default_rng(0).normal(size=(300, 2)), np.arange(300) % 3
decode = lambda z: np.clip(z[:, :, None] * np.ones(2) / 4 + 0.5, 0, 1)
explorer.show(decode, codes, labels, alt="Codes of nothing.")""",
]


@pytest.fixture(scope="module")
def page(course, lab, browser):
    """A notebook with the three toys, run from top to bottom."""
    toys = v4.new_notebook(cells=[v4.new_code_cell(code) for code in CELLS])
    toys.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(toys, course / "three_toys.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/lab/tree/three_toys.ipynb?reset")
    page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    run_all(page, lab, "three_toys.ipynb")
    yield page
    page.close()


def test_a_click_on_the_wires_applies_one_rule_and_says_its_arithmetic(page):
    ahead = page.get_by_role("button", name="Next step").first
    for _ in range(9):
        ahead.click()
    page.get_by_text("step 9 of 16 (Backward. A product swaps").wait_for()
    assert "3 · 2 = 6" in page.get_by_role("status").first.inner_text()
    page.locator("[id^=story]").first.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    shoot(page, "wires")


def test_training_stops_at_a_click(page):
    page.get_by_role("button", name="Train 50 epochs").click()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Train 50 epochs").wait_for()
    page.wait_for_timeout(1500)
    assert page.get_by_text("50 epochs", exact=True).count() == 0


def test_what_cannot_be_read_is_refused_and_cannot_be_trained(page):
    field = page.get_by_label("layers")
    field.fill("200")
    field.press("Enter")
    refusal = page.locator("[role=alert]").filter(has_text="layers: 200")
    refusal.wait_for()
    assert page.get_by_role("button", name="Train 50 epochs").is_disabled()
    shoot(page, "playground-refuses")
    field.fill("8, 8, 8")
    field.press("Enter")
    refusal.wait_for(state="hidden")
    page.locator("img[alt^='What a 2-8-8-8-1 network']").wait_for()
    shoot(page, "playground-three-layers")


def test_the_playground_fits_on_one_screen(page):
    boxes = [
        page.get_by_label("layers").bounding_box(),
        page.locator("img[alt^='What a 2-']").bounding_box(),
    ]
    assert boxes[1]["y"] + boxes[1]["height"] - boxes[0]["y"] < 700


def test_the_map_has_no_scroll_bar_of_its_own(page):
    sizes = page.locator("[id^=explorer]").evaluate(
        """it => { const out = it.closest(".jp-OutputArea-output");
                   return [out.scrollHeight, out.clientHeight]; }"""
    )
    assert sizes[0] == sizes[1]
