"""What chapters rely on in the drawings themselves."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from coursekit import diagrams, figures, legible, plots
from matplotlib.colors import to_rgb

pytestmark = pytest.mark.usefixtures("course_style")

X = np.array([[0.0, 0.0], [0.0, 2.0], [2.0, 0.0], [2.0, 2.0], [1.0, 1.5]])
y = np.array([-1, -1, 1, 1, 1])


# Points and boundaries


def test_classes_differ_by_marker_too():
    drawn = plots.scatter(X, y).collections
    a, b = (points.get_paths()[0].vertices for points in drawn)
    assert a.shape != b.shape or not np.allclose(a, b)


def test_class_names_follow_the_sorted_labels():
    legend = plots.scatter(X, y, names=["ill", "healthy"]).get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["ill", "healthy"]


def test_scatter_refuses_a_column_of_ones():
    with pytest.raises(ValueError, match=r"shape \(5, 3\) where \(n, 2\)"):
        plots.scatter(np.c_[np.ones(5), X], y)


def test_scatter_keeps_names_that_are_there():
    _, ax = plt.subplots()
    ax.set(title="t", xlabel="x")
    plots.scatter(X, y, ax)
    assert (ax.get_title(loc="left"), ax.get_xlabel()) == ("t", "x")


@pytest.mark.parametrize(
    "w", [(1, 2, -3), (-1, 1, 0), (-1, 0, 2), (2e-9, -1e-9, 1e-9), (5e8, -4e8, 1e6)]
)
def test_line_lies_where_the_sum_is_zero(w):
    ax = plots.line(w, plots.scatter(X, y))
    x1, x2 = np.array([ax.lines[0].get_xy1(), ax.lines[0].get_xy2()]).T
    assert np.allclose((w[0] + w[1] * x1 + w[2] * x2) / max(np.abs(w)), 0)


def test_line_leaves_the_view_as_it_is():
    ax = plots.scatter(X, y)
    view = ax.axis()
    plots.line([-100, 1, 1], ax)
    ax.figure.canvas.draw()
    assert ax.axis() == view


@pytest.mark.parametrize("bias", [0, 3])
def test_no_weights_no_line(bias):
    assert len(plots.line([bias, 0, 0], plots.scatter(X, y)).lines) == 0


def test_line_refuses_a_missing_bias():
    with pytest.raises(ValueError, match=r"shape \(2,\) where \(3,\)"):
        plots.line([1, 2], plots.scatter(X, y))


def test_each_region_has_the_tint_of_its_class():
    ax = plots.decision_regions(lambda P: np.where(P[:, 0] > 1, 1, -1), X, y)
    tint = ax.images[0].get_array()
    own, other = (np.array(to_rgb(colour)) for colour in plots.PALETTE[:2])
    for side, colour in [(0, own), (-1, other)]:
        ratio = (1 - tint[100, side]) / (1 - colour)
        assert np.allclose(ratio, ratio[0])


def test_a_model_that_never_changes_its_mind_can_be_drawn():
    plots.show(plots.decision_regions(lambda P: np.ones(len(P)), X, y), alt="One tint.")


def test_decision_regions_refuses_scores():
    with pytest.raises(ValueError, match="scores instead of labels"):
        plots.decision_regions(lambda P: np.zeros((len(P), 2)), X, y)


# Other figures


def test_validation_has_the_colour_of_its_metric_and_is_dashed():
    loss, held_out = plots.learning_curves({"loss": [3, 2], "val_loss": [3, 3]}).lines
    assert loss.get_color() == held_out.get_color()
    assert held_out.get_linestyle() == "--"


def test_learning_curves_count_epochs_from_one():
    assert list(plots.learning_curves({"loss": [3, 2]}).lines[0].get_xdata()) == [1, 2]


def test_rows_of_a_confusion_matrix_are_the_truth():
    ax = plots.confusion_matrix([[990, 0], [10, 1]], ["healthy", "ill"])
    texts = {text.get_position(): text.get_text() for text in ax.texts}
    assert (ax.get_ylabel(), texts[0, 1]) == ("truth", "10")


def test_numbers_are_white_on_dark_cells_and_dark_on_light_ones():
    ax = plots.confusion_matrix([[99, 1], [1, 99]], ["a", "b"])
    colours = [text.get_color() for text in ax.texts]
    assert colours == ["white", figures.INK, figures.INK, "white"]


def test_a_class_without_examples_has_an_empty_row():
    plots.show(plots.confusion_matrix([[0, 0], [1, 2]], ["a", "b"]), alt="Empty row.")


def test_confusion_matrix_wants_a_name_per_class():
    with pytest.raises(ValueError, match=r"shape \(2, 2\) where \(3, 3\)"):
        plots.confusion_matrix(np.eye(2), ["a", "b", "c"])


@pytest.mark.parametrize("shape", [(5, 4, 6), (5, 4, 6, 1), (5, 4, 6, 3)])
def test_image_grid_draws_every_image_with_its_label(shape):
    ax = plots.image_grid(np.random.default_rng(0).random(shape), range(5), columns=3)
    assert len(ax.images) == 5
    assert [text.get_text() for text in ax.texts] == list("01234")


def test_images_keep_their_proportions():
    left, right, bottom, top = (
        plots.image_grid(np.zeros((1, 20, 10))).images[0].get_extent()
    )
    assert (bottom - top) / (right - left) == pytest.approx(2, rel=0.05)


def test_image_grid_refuses_flat_vectors():
    with pytest.raises(ValueError, match=r"shape \(5, 784\)"):
        plots.image_grid(np.zeros((5, 784)))


def test_every_class_is_named_where_its_codes_are():
    ax = plots.latent_scatter(X, y, names=["low", "high"])
    assert (ax.texts[0].get_text(), *ax.texts[0].get_position()) == ("low", 0, 1)


def test_traversal_grid_says_which_codes_were_decoded():
    ax = plots.traversal_grid(np.zeros((2, 3, 4, 4)), values=([-1, 0, 1], [0, 0.5]))
    assert [text.get_text() for text in ax.get_xticklabels()] == ["-1", "0", "1"]
    assert len(ax.images) == 6


@pytest.mark.parametrize("sizes", [[2, 3, 1], [784, 30, 10], [2, 1], [9, 8, 9, 8, 9]])
def test_network_shortens_large_layers_and_says_the_true_size(sizes):
    ax = plots.network(sizes)
    assert len(ax.patches) == sum(min(size, diagrams.MOST) for size in sizes)
    below = [text.get_text().split("\n")[1] for text in ax.texts if text.get_text()]
    assert below == [f"{size:,}" for size in sizes]


def test_network_says_under_its_links_how_many_parameters_they_have():
    words = [t.get_text() for t in plots.network([2, 3, 2], counts=True).texts]
    assert {"(2 + 1) · 3 = 9", "(3 + 1) · 2 = 8"} <= set(words)


def test_an_hourglass_is_narrow_where_the_code_is():
    bars = plots.hourglass([784, 100, 30, 100, 784]).patches[4:]
    heights = [bar.get_height() for bar in bars]
    assert heights == sorted(heights[:3], reverse=True) + sorted(heights[3:])
    fills = [bar.get_facecolor()[:3] for bar in bars]
    assert fills.index(to_rgb(plots.PALETTE[1])) == 2
    assert len(set(fills)) == 2


def test_neuron_shows_a_weight_for_the_bias_and_for_each_input():
    words = [text.get_text() for text in plots.neuron(2).texts]
    assert {"$1$", "$x_1$", "$x_2$", "$b$", "$w_1$", "$w_2$"} <= set(words)


def test_neuron_writes_given_weights_on_its_arrows():
    ax = plots.neuron(2, weights=[0, 6.6535, -2.1878])
    assert {"0", "6.65", "-2.19"} <= {text.get_text() for text in ax.texts}


CLOTHES = "T-shirt trouser pullover dress coat sandal shirt sneaker bag boot".split()


def crowd(seed):
    """Draw codes of ten classes, some of them on top of each other."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 10, 400)
    middles = rng.normal(size=(10, 2)) * rng.uniform(0.1, 2)
    return rng, middles[y] + 0.4 * rng.normal(size=(400, 2)), y


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "draw",
    [
        lambda rng, Z, y: plots.latent_scatter(Z, y, names=CLOTHES),
        lambda rng, Z, y: plots.scatter(rng.uniform(size=(200, 2)), y[:200] % 3),
        lambda rng, Z, y: plots.decision_regions(
            lambda P: P[:, 0] > 0, rng.uniform(-1, 1, (99, 2)), y[:99] % 2
        ),
        lambda rng, Z, y: plots.learning_curves(
            {key: rng.uniform(size=40) for key in ("loss", "val_loss", "accuracy")}
        ),
        lambda rng, Z, y: plots.confusion_matrix(
            rng.integers(0, 9999, (10, 10)), CLOTHES
        ),
        lambda rng, Z, y: plots.network(rng.integers(1, 900, 4), counts=False),
        lambda rng, Z, y: plots.hourglass([784, *rng.integers(2, 500, 3), 784]),
    ],
    ids="latent scatter regions curves confusion network hourglass".split(),
)
def test_whatever_the_data_a_figure_can_be_read(draw, seed):
    """No text lies on another, no legend on a point, and nothing is cut off."""
    figure = draw(*crowd(seed)).figure
    figures.png(figure)
    assert legible.complaints(figure) == []


RANDOM = np.random.default_rng(0)
MANY, LABELS = RANDOM.normal(size=(1000, 2)), RANDOM.integers(0, 10, 1000)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.scatter(MANY, LABELS),
        lambda: plots.latent_scatter(MANY, LABELS),
        lambda: plots.decision_regions(lambda P: P[:, 0] > P[:, 1], MANY, LABELS > 4),
        lambda: plots.image_grid(RANDOM.random((40, 28, 28)), range(40)),
        lambda: plots.network([784, 128, 10]),
    ],
    ids=["scatter", "latent", "regions", "images", "network"],
)
def test_a_normal_figure_stays_well_under_100_kb(draw):
    assert len(figures.png(draw().figure)) < 80_000
