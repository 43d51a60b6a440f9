"""What chapters and readers rely on in the course's figures."""

import subprocess
import sys
from itertools import combinations, pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from coursekit import diagrams, figures, plots
from IPython.utils.capture import capture_output
from matplotlib.colors import to_rgb
from nbconvert import HTMLExporter
from nbformat import v4 as nbformat

# How people with a missing cone type see linear RGB: Machado et al. 2009, severity 1.
SIGHT = {
    "normal": np.eye(3),
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
X = np.array([[0.0, 0.0], [0.0, 2.0], [2.0, 0.0], [2.0, 2.0], [1.0, 1.5]])
y = np.array([-1, -1, 1, 1, 1])


@pytest.fixture(autouse=True)
def _clean():
    with plt.rc_context():
        plt.switch_backend("agg")
        plots.style()
        yield
        plt.close("all")


def labelled():
    fig, ax = plt.subplots()
    ax.set(title="t", xlabel="x", ylabel="y")
    return fig


def displayed(act):
    with capture_output() as caught:
        act()
    return caught.outputs


# The look


def lab(rgb):
    """CIE L*a*b* of linear RGB."""
    matrix = [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.95],
    ]
    xyz = matrix @ np.clip(rgb, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def linear(colour):
    c = np.array(to_rgb(colour))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_colours_differ_for_every_kind_of_sight(sight):
    seen = [lab(SIGHT[sight] @ linear(colour)) for colour in plots.PALETTE]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 12


def test_neighbours_of_the_palette_differ_in_greyscale():
    lightness = [lab(linear(colour))[0] for colour in plots.PALETTE]
    assert min(abs(a - b) for a, b in pairwise(lightness)) > 20


def test_the_paper_is_opaque_and_near_white():
    assert min(to_rgb(plt.rcParams["figure.facecolor"])) > 0.97


def test_importing_plots_loads_no_matplotlib():
    code = "import sys, coursekit.plots; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == "False\n"


# Showing


def test_show_puts_the_alternative_text_into_the_metadata(terminal):
    (output,) = displayed(lambda: plots.show(labelled(), alt="A line rises."))
    assert output.metadata["image/png"]["alt"] == "A line rises."
    assert sorted(output.data) == ["image/png", "text/plain"]
    assert output.data["text/plain"] == "Figure: A line rises."


def test_a_live_notebook_also_gets_html_with_the_text_escaped(notebook):
    (output,) = displayed(lambda: plots.show(labelled(), alt='x < 3, "small"'))
    assert 'alt="x &lt; 3, &quot;small&quot;"' in output.data["text/html"]


def converted(template):
    """A notebook with one figure as a web page."""
    data, metadata = figures.bundle(labelled(), "A line rises.")
    output = nbformat.new_output("display_data", data=data, metadata=metadata)
    cell = nbformat.new_code_cell("show()", outputs=[output])
    exporter = HTMLExporter(template_name=template)
    return exporter.from_notebook_node(nbformat.new_notebook(cells=[cell]))[0]


def test_nbconvert_takes_the_alternative_text_of_a_stored_picture():
    assert 'alt="A line rises."' in converted("classic")


def test_nbconvert_takes_the_alternative_text_of_a_live_picture(notebook):
    assert 'alt="A line rises."' in converted("lab")


def test_show_closes_the_figure():
    plots.show(labelled(), alt="Nothing.")
    assert plt.get_fignums() == []


def test_show_takes_an_axes_for_its_figure():
    plots.show(labelled().axes[0], alt="Nothing.")
    assert plt.get_fignums() == []


def test_show_refuses_an_empty_alternative_text():
    with pytest.raises(ValueError, match="alt is empty"):
        plots.show(labelled(), alt=" ")


@pytest.mark.parametrize(
    ("lacking", "named"),
    [("title", "no title"), ("xlabel", "on the x axis"), ("ylabel", "on the y axis")],
)
def test_show_names_what_the_axes_lack(lacking, named):
    fig = labelled()
    fig.axes[0].set(**{lacking: ""})
    with pytest.raises(ValueError, match=f"axes 1 of 1 has .*{named}"):
        plots.show(fig, alt="Something.")


def test_axes_that_are_switched_off_need_no_words():
    fig, ax = plt.subplots()
    ax.axis("off")
    plots.show(fig, alt="Something.")


def test_axes_that_share_a_scale_may_share_its_label():
    fig, (left, right) = plt.subplots(1, 2, sharey=True)
    left.set(title="a", xlabel="x", ylabel="y")
    right.set(title="b", xlabel="x")
    plots.show(fig, alt="Something.")


def test_a_colour_bar_needs_a_label_and_no_title():
    fig = labelled()
    bar = fig.colorbar(fig.axes[0].imshow(np.eye(2)))
    with pytest.raises(ValueError, match="no label on its colour bar"):
        plots.show(fig, alt="Something.")
    bar.set_label("share")
    plots.show(fig, alt="Something.")


def test_the_same_figure_gives_the_same_bytes():
    assert figures.png(plots.scatter(X, y).figure) == figures.png(
        plots.scatter(X, y).figure
    )


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
    ax = labelled().axes[0]
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


def test_neuron_shows_a_weight_for_the_bias_and_for_each_input():
    words = [text.get_text() for text in plots.neuron(2).texts]
    assert {"$1$", "$x_1$", "$x_2$", "$b$", "$w_1$", "$w_2$"} <= set(words)


def test_neuron_writes_given_weights_on_its_arrows():
    ax = plots.neuron(2, weights=[0, 6.6535, -2.1878])
    assert {"0", "6.65", "-2.19"} <= {text.get_text() for text in ax.texts}


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


# Steps


def draw_step(k, ax):
    plots.scatter(X, y, ax)
    plots.line([k, 1, -1], ax)


def test_without_a_live_notebook_the_steps_are_one_strip(terminal):
    (output,) = displayed(lambda: plots.stepper(draw_step, 14, alt="A line turns."))
    assert output.metadata["image/png"]["alt"] == "A line turns."


@pytest.mark.parametrize(
    ("count", "chosen"), [(14, [0, 5, 9, 14]), (3, [0, 1, 2, 3]), (1, [0, 1]), (0, [0])]
)
def test_the_strip_has_the_first_the_last_and_two_between(count, chosen):
    strip = figures.Steps(draw_step, count, "A line turns.").strip()
    titles = [ax.get_title(loc="left") for ax in strip.axes if ax.axison]
    assert titles == [f"step {k} of {count}" for k in chosen]


def panel(count=3):
    """A stepper's panel as its parts."""
    box = figures.panel(figures.Steps(draw_step, count, "A line turns."))
    (back, ahead, again, status), picture = box.children[0].children, box.children[1]
    return back, ahead, again, status, picture


def test_next_step_draws_and_names_the_next_step():
    _, ahead, _, status, picture = panel()
    before = picture.value
    ahead.click()
    assert picture.value != before
    assert "step 1 of 3" in status.value
    assert 'alt="step 1 of 3: A line turns."' in picture.value


def test_back_and_start_again_lead_to_earlier_steps():
    back, ahead, again, status, _ = panel()
    for button in (ahead, ahead, back):
        button.click()
    assert "step 1 of 3" in status.value
    again.click()
    assert "step 0 of 3" in status.value


def test_there_is_no_step_before_the_first_or_after_the_last():
    back, ahead, _, status, _ = panel(count=1)
    assert back.disabled
    ahead.click()
    assert ahead.disabled
    ahead.click()
    assert "step 1 of 1" in status.value


def test_stepping_leaves_no_open_figures():
    _, ahead, *_ = panel()
    ahead.click()
    assert plt.get_fignums() == []


def test_a_live_notebook_gets_buttons(notebook):
    (output,) = displayed(lambda: plots.stepper(draw_step, 3, alt="A line turns."))
    assert "application/vnd.jupyter.widget-view+json" in output.data
