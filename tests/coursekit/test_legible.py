"""The rules of a legible figure, each on a figure that breaks it."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from coursekit import figures, legible, plots

pytestmark = pytest.mark.usefixtures("course_style")


@pytest.fixture
def ax():
    _, ax = plt.subplots()
    ax.set(title="t", xlabel="x", ylabel="y", xlim=(0, 10), ylim=(0, 10))
    return ax


def told(ax):
    return " ".join(legible.complaints(ax.figure))


def test_a_clean_figure_is_not_blamed(ax):
    ax.plot([0, 10], [0, 10], label="a line")
    ax.legend(loc="upper left")
    assert legible.complaints(ax.figure) == []


@pytest.mark.parametrize("angle", [0, 90])
def test_texts_on_each_other_are_found(ax, angle):
    ax.text(5, 5, "sandal", rotation=angle)
    ax.text(5.1, 5.1, "sneaker", rotation=angle)
    assert "'sandal' and 'sneaker' lie on each other" in told(ax)


def test_slanted_texts_side_by_side_do_not_disturb_each_other(ax):
    """Their upright boxes meet, the letters do not."""
    ax.text(4, 4, "a slanted word", rotation=45)
    ax.text(5, 4, "another beside", rotation=45)
    ax.text(3.6, 5.5, "level")
    assert legible.complaints(ax.figure) == []


def test_texts_with_a_halo_are_found_too(ax):
    from matplotlib.patheffects import withStroke

    for text in ("cat", "dog"):
        ax.text(5, 5, text, path_effects=[withStroke(linewidth=3)])
    assert "'cat' and 'dog'" in told(ax)


def test_one_line_of_two_is_enough_to_be_found(ax):
    ax.text(5, 5, "first\nsecond")
    ax.text(5, 5, "other", va="bottom")
    assert "'second' and 'other'" in told(ax)


def test_what_is_not_drawn_disturbs_nobody(ax):
    ax.text(5, 5, "seen")
    ax.text(5, 5, "unseen", visible=False)
    ax.text(5, 5, "unheard", alpha=0)
    ax.text(5, 5, " ")
    assert legible.complaints(ax.figure) == []


def test_a_text_beyond_the_edge_is_found(ax):
    ax.figure.text(0.98, 0.5, "a long story")
    assert "'a long story' is cut off" in told(ax)


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda ax: ax.scatter([1, 5], [9, 5], label="s"), "covers 1 of the points"),
        (lambda ax: ax.plot([0, 3], [9.3, 9.3], label="l"), "a part of 1 curve"),
        (lambda ax: ax.bar([1], [9.9], label="b"), "a part of 1 bar"),
    ],
    ids=["points", "curve", "bar"],
)
def test_a_legend_on_data_is_found(ax, draw, words):
    draw(ax)
    ax.legend(loc="upper left")
    assert words in told(ax)


def test_points_out_of_view_are_covered_by_nothing(ax):
    ax.scatter([12, 5], [12, 5], label="s")
    ax.legend(loc="upper right")
    assert legible.complaints(ax.figure) == []


def test_a_legend_that_finds_no_place_is_moved_beside_the_axes(ax):
    points = np.random.default_rng(0).uniform(0, 10, (2, 600))
    ax.scatter(*points, label="everywhere")
    ax.legend()
    assert "covers" in told(ax)
    legible.mend(ax.figure)
    assert legible.complaints(ax.figure) == []


def test_a_legend_that_finds_a_place_stays(ax):
    ax.scatter([1], [1], label="alone")
    ax.legend()
    legible.mend(ax.figure)
    assert ax.get_legend().get_bbox_to_anchor().extents == pytest.approx(
        ax.bbox.extents
    )


def test_names_on_one_spot_are_moved_apart_and_stay_near(ax):
    for name in ("sandal", "sneaker", "boot"):
        ax.text(5, 5, name, gid=legible.MOVABLE, ha="center", va="center")
    legible.mend(ax.figure)
    assert legible.complaints(ax.figure) == []
    assert all(np.allclose(t.get_position(), 5, atol=1.5) for t in ax.texts)


def test_a_name_that_is_in_nobodys_way_is_not_moved(ax):
    ax.text(2, 2, "here", gid=legible.MOVABLE)
    ax.text(8, 8, "there", gid=legible.MOVABLE)
    legible.mend(ax.figure)
    assert [t.get_position() for t in ax.texts] == [(2, 2), (8, 8)]


def test_a_stored_picture_keeps_what_is_wrong_with_it(ax):
    assert "hard_to_read" not in figures.bundle(ax.figure, "Fine.")[1]["image/png"]
    ax.text(5, 5, "cat")
    ax.text(5, 5, "dog")
    kept = figures.bundle(ax.figure, "Two words.")[1]["image/png"]["hard_to_read"]
    assert kept == ["the texts 'cat' and 'dog' lie on each other"]


def test_a_live_notebook_is_not_measured(ax, notebook):
    ax.text(5, 5, "cat")
    ax.text(5, 5, "dog")
    assert "hard_to_read" not in figures.bundle(ax.figure, "Two.")[1]["image/png"]


def test_nothing_of_a_figure_is_changed_by_measuring_it():
    ax = plots.scatter(np.eye(2), [0, 1])
    before = figures.png(ax.figure)
    legible.complaints(ax.figure)
    assert figures.png(ax.figure) == before
