"""Learning in steps: what stands in the page, and that it stands there for good."""

import base64
import io
import json
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from coursekit import plots, stories
from IPython.utils.capture import capture_output
from PIL import Image

pytestmark = pytest.mark.usefixtures("course_style")


def draw_step(k, ax):
    plots.scatter([[0, 0], [1, 2]], [0, 1], ax)
    plots.line([k, 1, -1], ax)


def draw_named(k, ax):
    draw_step(k, ax)
    ax.set(title=f"{5 * k} updates")


def displayed(act):
    with capture_output() as caught:
        act()
    return caught.outputs


# Without a live notebook


def test_without_a_live_notebook_the_steps_are_one_strip(terminal):
    (output,) = displayed(lambda: plots.stepper(draw_step, 14, alt="A line turns."))
    assert output.metadata["image/png"]["alt"] == "A line turns."


def test_a_film_is_one_strip_without_a_live_notebook(terminal):
    (output,) = displayed(lambda: plots.film(draw_step, 14, alt="A line turns."))
    assert output.metadata["image/png"]["alt"] == "A line turns."


@pytest.mark.parametrize(
    ("count", "chosen"), [(14, [0, 5, 9, 14]), (3, [0, 1, 2, 3]), (1, [0, 1]), (0, [0])]
)
def test_the_strip_has_the_first_the_last_and_two_between(count, chosen):
    strip = stories.Steps(draw_step, count, "A line turns.").strip()
    titles = [ax.get_title(loc="left") for ax in strip.axes if ax.axison]
    assert titles == [f"step {k} of {count}" for k in chosen]


# In a live notebook


@pytest.fixture(scope="module")
def drawn():
    """A story of three steps, drawn."""
    with plt.rc_context():
        plots.style()
        story = stories.Steps(draw_named, 3, 'A "line" turns </script>')
        return story, [stories.frame(story, k) for k in range(4)]


def told(page):
    """What the script of a page knows of its story."""
    found = re.search(r"const story = (\{.*\}), count", page)
    return json.loads(found[1].replace("<\\/", "</"))


def picture(source):
    return Image.open(io.BytesIO(base64.b64decode(source.split(",")[1])))


def test_a_page_names_each_step_as_its_picture_does(drawn):
    words = told(stories.page(*drawn))["words"]
    assert words == [f"step {k} of 3 ({5 * k} updates)" for k in range(4)]


def test_a_frame_of_a_film_is_called_a_frame():
    story = stories.Steps(draw_step, 3, "A line turns.", unit="frame")
    assert stories.frame(story, 2).words == "frame 2 of 3"
    assert story.figure(2).axes[0].get_title(loc="left") == "frame 2 of 3"


def test_a_patch_laid_upon_the_first_picture_gives_the_later_one(drawn):
    first, later = drawn[1][0], drawn[1][2]
    laid = Image.fromarray(first.pixels).convert("RGBA")
    patch = Image.open(io.BytesIO(stories.patch(first, later))).convert("RGBA")
    laid.alpha_composite(patch)
    off = np.abs(np.asarray(laid)[..., :3].astype(int) - later.pixels)
    assert off.max() <= 16  # by the 255 colours
    assert off.mean() < 0.05


def test_steps_without_a_difference_have_an_empty_patch(drawn):
    first = drawn[1][0]
    assert len(stories.patch(first, first)) < 3_000


def test_a_page_of_fifteen_pictures_is_small(drawn):
    story = stories.Steps(draw_step, 14, "A line turns.")
    frames = [stories.frame(story, k) for k in range(15)]
    data, _ = stories.bundle(story, frames)
    assert len(data["text/html"]) + len(data["image/png"]) < 150_000


def test_a_page_stands_without_scripts_with_its_first_and_last_picture(drawn):
    page = re.sub(r"<script>.*</script>", "", stories.page(*drawn), flags=re.S)
    pictures = re.findall(r'<img class="(\w+)" src="(\S+)" alt="([^"]*)"', page)
    assert [name for name, _, _ in pictures] == ["first", "last"]
    assert pictures[1][2].startswith("step 3 of 3 (15 updates): A &quot;line&quot;")
    assert picture(pictures[0][1]).size == picture(pictures[1][1]).size == (832, 572)
    assert "<button" not in page


def test_a_text_cannot_end_the_script(drawn):
    assert stories.page(*drawn).count("</script>") == 1


def test_pictures_of_other_sizes_are_kept_whole():
    def grow(k, ax):
        draw_step(k, ax)
        ax.figure.set_size_inches(4 + k, 3)

    story = stories.Steps(grow, 2, "It grows.")
    small, large = stories.frame(story, 0), stories.frame(story, 1)
    assert Image.open(io.BytesIO(stories.patch(small, large))).size == (650, 390)


def test_drawing_leaves_no_open_figures(drawn):
    assert plt.get_fignums() == []


def test_a_live_notebook_gets_a_page_and_a_picture_but_no_widget(notebook, monkeypatch):
    seen = []
    monkeypatch.setattr(notebook.display_pub, "publish", lambda **k: seen.append(k))
    plots.stepper(draw_named, 2, alt="A line turns.")
    kinds = [set(message["data"]) for message in seen]
    assert kinds[-1] == {"text/html", "image/png", "text/plain"}
    assert "Drawing step 0 of 2" in seen[1]["data"]["text/html"]
    # One place for all: what is drawn replaces the words that it is being drawn.
    assert len({message["transient"]["display_id"] for message in seen}) == 1
    assert not seen[0].get("update")
    assert all(message["update"] for message in seen[1:])
    assert seen[-1]["metadata"]["image/png"]["alt"] == "step 0 of 2 to 2: A line turns."


def test_a_film_has_a_slider_and_a_stepper_has_none(drawn):
    assert told(stories.page(*drawn, is_film=True))["film"] is True
    assert told(stories.page(*drawn))["film"] is False
