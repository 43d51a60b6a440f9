"""What a student sees in JupyterLab. Pictures of it are kept in build/browser."""

import json
import re
import time
import urllib.request

import nbformat
import pytest
from browser.conftest import ROOT
from nbformat import v4

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SHOTS = ROOT / "build" / "browser"


def shoot(page, name):
    """Keep a picture for whoever wants to look."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def kernel_state(lab, notebook):
    """What the server says of a notebook's kernel, and when it last heard of it."""
    with urllib.request.urlopen(f"{lab}/api/sessions") as answer:
        kernels = {s["path"]: s["kernel"] for s in json.load(answer)}
    kernel = kernels.get(notebook, {})
    return kernel.get("execution_state"), kernel.get("last_activity")


def wait_for(page, lab, notebook, wanted, seconds):
    """The first state of the kernel that is wanted; None if none comes in time."""
    end = time.monotonic() + seconds
    while not wanted(state := kernel_state(lab, notebook)):
        if time.monotonic() > end:
            return None
        page.wait_for_timeout(500)
    return state


def run_all(page, lab, notebook):
    """Run all cells of a fresh kernel: it works, then rests for 3 seconds."""
    idle = wait_for(page, lab, notebook, lambda state: state[0] == "idle", 60)
    assert idle, f"{notebook}: no idle kernel after 60 s"
    for _ in range(3):  # a click on a page that is still busy may be lost
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        if wait_for(page, lab, notebook, lambda state: state != idle, 20):
            break
    else:
        raise AssertionError(f"{notebook}: nothing runs")
    rested, end = 0, time.monotonic() + 150
    while rested < 6:
        state = kernel_state(lab, notebook)
        assert time.monotonic() < end, f"{notebook}: still {state} after 150 s"
        rested = rested + 1 if state[0] == "idle" else 0
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
    stepper = chapter_page.locator(".jp-OutputArea").get_by_role(
        "group", name="Stepper", exact=True
    )
    step, status = (
        stepper.get_by_role("button", name="Next step"),
        stepper.locator("[role=status]"),
    )
    picture = stepper.locator(".stage")
    start = picture.screenshot()
    step.click()
    assert status.inner_text().startswith("step 1 of 14 (1 updates")
    assert picture.screenshot() != start
    for _ in range(4):
        step.click()
    assert "step 5 of 14" in picture.get_attribute("aria-label")
    stepper.evaluate("it => it.scrollIntoView({block: 'start'})")
    chapter_page.wait_for_timeout(500)
    shoot(chapter_page, "stepper")
    stepper.get_by_role("button", name="Start again").click()
    assert picture.get_attribute("aria-label").startswith("step 0 of 14 (0 updates")
    assert picture.locator("img").last.is_hidden()  # what was laid upon the first


def test_the_quiz_answers_a_click_on_the_text_with_a_reason(chapter_page):
    quiz = chapter_page.locator(".jp-OutputArea").get_by_role("region", name="Quiz")
    quiz.get_by_text("That is one weight per feature").wait_for(state="hidden")
    quiz.get_by_text("(2,)").click()
    quiz.get_by_text("That is one weight per feature").wait_for()
    quiz.get_by_text("1 of 8 answered, 0 right at the first try").wait_for()
    shoot(chapter_page, "quiz")


# What a chapter is made of, but quick: a guess, a stepper, a film and a quiz.
STORY = [
    """\
import numpy as np
from coursekit import check, plots, quiz

plots.style()
X = np.random.default_rng(0).normal(size=(40, 2))


def draw(k, ax):
    plots.scatter(X, X[:, 0] > 0, ax)
    plots.line([0, 1, 0.3 * (4 - k)], ax)
    ax.set(title=f"{5 * k} updates")""",
    'guess = check.predict("How many updates does it take?")',
    "guess.reveal(20)",
    'which = check.predict("Which is $x_1$?", options=["across", "upwards"])\n'
    'order = check.predict("Smallest first?", order=["ten", "one", "two"])',
    'which.reveal("across")\norder.reveal(["one", "two", "ten"])',
    'plots.stepper(draw, 4, alt="A line turns upright.")',
    'plots.film(draw, 4, alt="A line turns upright.")',
    'quiz.show("small.yml")',
]
SMALL = """\
title: Small
questions:
  - id: sum
    text: What is $1 + 1$?
    options:
      - {text: "two of them", right: true, reason: "Count $1$, and one more."}
      - {text: "eleven", right: false, reason: "That puts figures side by side."}
  - id: even
    text: Which are even?
    several: true
    options:
      - {text: "number two", right: true, reason: "Twice one."}
      - {text: "number four", right: true, reason: "Twice two."}
      - {text: "number five", right: false, reason: "One is left over."}
      - {text: "number seven", right: false, reason: "One is left over, too."}
"""


@pytest.fixture(scope="module")
def story(lab, course, browser):
    """That notebook, run; what the page complains about is in `story.errors`."""
    cells = [v4.new_code_cell(source) for source in STORY]
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, course / "story.ipynb")
    (course / "small.yml").write_text(SMALL, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(60_000)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{lab}/lab/tree/story.ipynb?reset")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    run_all(page, lab, "story.ipynb")
    output(page, 7).get_by_text("0 of 2 answered").wait_for()
    yield page
    page.close()


def output(page, number):
    """What lies under a cell of the notebook."""
    return page.locator(".jp-CodeCell").nth(number).locator(".jp-Cell-outputArea")


def run_cell(page, number):
    """Run one cell, as somebody does who clicks into it."""
    page.locator(".jp-CodeCell").nth(number).locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(1500)


def test_a_guess_is_laid_beside_the_result(story):
    output(story, 2).get_by_text("The result: 20.").wait_for()
    field = output(story, 1).get_by_label("My guess:")
    field.fill("many")
    field.press("Enter")
    output(story, 1).get_by_text("That is no number.").wait_for()
    field.fill("16")
    run_cell(story, 2)  # leaving the field is enough
    output(story, 2).get_by_text("Your guess: 16. The result: 20.").wait_for()
    output(story, 2).get_by_text("Close: 4 too low (20% of the result).").wait_for()
    run_cell(story, 1)
    assert output(story, 1).get_by_label("My guess:").input_value() == "16"


def test_a_choice_and_an_order_can_be_guessed(story):
    under = output(story, 3)
    under.get_by_label("upwards").check()
    under.get_by_text("Your guess: upwards. Now run").wait_for()
    up = under.get_by_role("button", name="Up")
    up.nth(1).click()
    up.nth(2).click()
    under.get_by_text("Your guess: one, two, ten. Now run").wait_for()
    under.scroll_into_view_if_needed()
    shoot(story, "guess")
    run_cell(story, 4)
    output(story, 4).get_by_text("It came out otherwise.").wait_for()
    output(story, 4).get_by_text("Exactly right.").wait_for()


def stepper_steps(page):
    """Walk through the stepper by mouse and by keyboard."""
    stepper = output(page, 5).get_by_role("group", name="Stepper", exact=True)
    status = stepper.locator("[role=status]")
    stepper.get_by_role("button", name="Start again").click()
    start = stepper.locator(".stage").screenshot()
    ahead = stepper.get_by_role("button", name="Next step")
    ahead.click()
    assert status.inner_text() == "step 1 of 4 (5 updates)"
    ahead.press("Enter")
    ahead.press("Space")
    assert status.inner_text() == "step 3 of 4 (15 updates)"
    ahead.press("ArrowRight")
    ahead.press("ArrowRight")
    assert status.inner_text() == "step 4 of 4 (20 updates)"
    assert ahead.get_attribute("aria-disabled") == "true"
    assert stepper.locator(".stage").screenshot() != start
    ahead.press("ArrowLeft")
    label = stepper.locator(".stage").get_attribute("aria-label")
    assert label == "step 3 of 4 (15 updates): A line turns upright."


def film_plays(page):
    """Play the film to its end, and drag its slider by keyboard."""
    film = output(page, 6).get_by_role("group", name="Film", exact=True)
    status, slider = film.locator("[role=status]"), film.get_by_role("slider")
    film.get_by_role("button", name="Start again").click()
    slider.press("ArrowRight")
    assert status.inner_text() == "frame 1 of 4 (5 updates)"
    assert slider.get_attribute("aria-valuetext") == "frame 1 of 4 (5 updates)"
    film.get_by_role("button", name="Play").click()
    film.get_by_role("button", name="Pause").wait_for()
    film.get_by_text("frame 4 of 4 (20 updates)").wait_for()
    film.get_by_role("button", name="Play").wait_for()
    assert slider.input_value() == "4"


def quiz_answers(page):
    """Answer both questions: one by keyboard, one with a box left empty wrongly."""
    quiz = output(page, 7)
    eleven = quiz.locator("summary").filter(has_text="eleven")
    eleven.press("Enter")
    quiz.get_by_text("That puts figures side by side.").first.wait_for()
    quiz.get_by_text("1 of 2 answered, 0 right at the first try").wait_for()
    quiz.get_by_text("two of them").click()
    for words in ("number two", "number five"):
        quiz.get_by_text(words).click()
    quiz.get_by_role("button", name="Check my answer").press("Enter")
    quiz.get_by_text("✗ Not all are right.").wait_for()
    told = quiz.locator("[role=group]").nth(1).locator("p b").all_inner_texts()
    assert told[1:] == [
        "✓ A right answer.",
        "✗ Missed:",
        "✗ Not a right answer.",
        "✓ Rightly left empty:",
    ]
    quiz.get_by_text("2 of 2 answered, 0 right at the first try").wait_for()


def test_a_stepper_steps_by_mouse_and_keyboard(story):
    stepper_steps(story)


def test_a_film_plays_and_its_title_agrees_with_its_slider(story):
    film_plays(story)


def test_a_quiz_gives_reasons_for_boxes_left_empty_too(story):
    quiz_answers(story)
    assert output(story, 7).locator("mjx-container").count() >= 2  # formulas are set
    cells = story.locator(".jp-CodeCell").count()
    story.keyboard.press("a")  # JupyterLab would insert a cell
    assert story.locator(".jp-CodeCell").count() == cells


def kernel_gone(page, lab, notebook):
    """Shut the kernel of a notebook down, as a night does."""
    with urllib.request.urlopen(f"{lab}/api/sessions") as answer:
        (session,) = [s for s in json.load(answer) if s["path"] == notebook]
    status = page.evaluate(
        """async (url) => {
            const token = document.cookie.match(/_xsrf=([^;]+)/)[1];
            const headers = {"X-XSRFToken": token};
            return (await fetch(url, {method: "DELETE", headers})).status;
        }""",
        f"{lab}/api/sessions/{session['id']}",
    )
    assert status == 204


@pytest.fixture(scope="module")
def next_day(story, lab, browser):
    """The same notebook, saved with its guesses and opened again in the morning."""
    field = output(story, 1).get_by_label("My guess:")
    field.fill("16")
    field.press("Enter")
    output(story, 3).get_by_label("upwards").check()
    story.wait_for_timeout(1500)
    output(story, 7).locator("summary").first.focus()
    story.keyboard.press("Control+s")  # a quiz lets such keys pass
    story.wait_for_timeout(3000)
    kernel_gone(story, lab, "story.ipynb")
    story.close()
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/lab/tree/story.ipynb?reset")
    output(page, 7).get_by_text("right at the first try").wait_for()
    page.wait_for_timeout(3000)
    yield page
    page.close()


def test_the_next_day_everything_answers_without_its_kernel(next_day):
    assert next_day.get_by_text("model not found").locator("visible=true").count() == 0
    output(next_day, 1).get_by_text("Your guess: 16.").wait_for()
    output(next_day, 3).get_by_text("Your guess: upwards.").wait_for()
    stepper_steps(next_day)
    film_plays(next_day)
    quiz_answers(next_day)


def test_light_and_dark_pages_both_show_it(next_day):
    for theme in ("Light", "Dark"):
        next_day.get_by_role("menuitem", name="Settings", exact=True).click()
        entry = next_day.locator(".lm-Menu-item")
        entry.filter(has_text="Theme").first.hover()
        entry.filter(has_text=re.compile(rf"^JupyterLab {theme}\s*$")).click()
        next_day.wait_for_timeout(1500)
        for number, name in ((1, "guess"), (5, "stepper"), (6, "film"), (7, "quiz")):
            output(next_day, number).scroll_into_view_if_needed()
            next_day.wait_for_timeout(300)
            shoot(next_day, f"next-day-{name}-{theme.lower()}")
    words = output(next_day, 5).locator("[role=status]")
    assert words.evaluate("it => getComputedStyle(it).color") != "rgb(0, 0, 0)"


@pytest.fixture(scope="module")
def from_a_friend(next_day, lab, course, browser):
    """The saved notebook as somebody else opens it: JupyterLab trusts no script."""
    saved = nbformat.read(course / "story.ipynb", as_version=4)
    saved.cells[1].outputs[0].data["text/html"] += " "
    saved.cells.append(v4.new_markdown_cell("From a friend."))
    nbformat.write(saved, course / "friend.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/lab/tree/friend.ipynb?reset")
    output(page, 7).get_by_text("Choose an answer").wait_for()
    yield page
    page.close()


def test_without_scripts_there_are_pictures_reasons_and_the_guess(from_a_friend):
    page = from_a_friend
    assert page.get_by_text("model not found").locator("visible=true").count() == 0
    output(page, 1).get_by_text("Your guess: 16.").wait_for()
    pictures = output(page, 5).locator("img")
    shown = "all => all.map((it) => it.naturalWidth > 0)"
    assert pictures.evaluate_all(shown) == [True, True]
    assert output(page, 5).get_by_role("button").count() == 0
    output(page, 7).locator("summary").filter(has_text="eleven").click()
    output(page, 7).get_by_text("That puts figures side by side.").wait_for()
    output(page, 5).scroll_into_view_if_needed()
    shoot(page, "from-a-friend")


def test_a_reader_who_wants_little_motion_gets_no_play_button(
    browser, course, next_day
):
    saved = nbformat.read(course / "story.ipynb", as_version=4)
    film = saved.cells[6].outputs[0].data["text/html"]
    for motion, buttons in (("no-preference", 1), ("reduce", 0)):
        page = browser.new_page(reduced_motion=motion)
        page.set_content(film)
        page.get_by_role("button", name="Next frame").click()
        assert page.get_by_role("button", name="Play").count() == buttons
        page.close()


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
