"""How figures look and reach the page."""

import subprocess
import sys
from itertools import combinations, pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from coursekit import figures, plots
from IPython.utils.capture import capture_output
from matplotlib.colors import to_rgb
from nbconvert import HTMLExporter
from nbformat import v4 as nbformat

pytestmark = pytest.mark.usefixtures("course_style")

# How people with a missing cone type see linear RGB: Machado et al. 2009, severity 1.
SIGHT = {
    "normal": np.eye(3),
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


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
    assert figures.png(plots.neuron(2).figure) == figures.png(plots.neuron(2).figure)
