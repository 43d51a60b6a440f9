"""What chapter 06 relies on: right numbers, true captions, and pictures to be read."""

import re
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from coursekit import legible, passes, plots, wires
from coursekit.passes import Net, known_after, number, walk

pytestmark = pytest.mark.usefixtures("course_style")

WHOLE = ([[[1, -1], [1, 0]], [[2], [5]]], [[0, 0], [1]], [1, 2], [5])
BENDS = ["relu", "sigmoid", "tanh", "identity"]
SIZES = [(2, 2, 1), (2, 3, 2), (3, 3, 2), (1, 3, 1), (3, 2, 3), (2, 2, 2, 1), (2, 1)]


def drawn(sizes, seed, digits=1):
    """Weights, biases, an example and its target, drawn at random."""
    rng = np.random.default_rng(seed)
    shapes = pairwise(sizes)
    W = [rng.normal(size=shape).round(digits) for shape in shapes]
    b = [rng.normal(size=count).round(digits) for count in sizes[1:]]
    x, y = (rng.normal(size=count).round(digits) for count in (sizes[0], sizes[-1]))
    return W, b, x, y


def loss(net):
    return known_after(walk(net), 10**6)["L",]


# The numbers


@pytest.mark.parametrize("hidden", BENDS)
@pytest.mark.parametrize("output", BENDS)
def test_gradients_are_those_of_finite_differences(hidden, output):
    net = Net(*drawn((3, 3, 2), 5), (hidden, output))
    known = known_after(walk(net), 10**6)
    for layer, arrays in enumerate(zip(net.W, net.b, strict=True), 1):
        for letter, array in zip("wb", arrays, strict=True):
            for place in np.ndindex(array.shape):
                kept, sides = array[place], []
                for h in (1e-6, -1e-6):
                    array[place] = kept + h
                    sides.append(loss(net))
                array[place] = kept
                slope = (sides[0] - sides[1]) / 2e-6
                found = known["d" + letter, layer, *place]
                assert found == pytest.approx(slope, abs=1e-7)


def test_the_network_of_whole_numbers_gives_whole_numbers():
    known = known_after(walk(Net(*WHOLE)), 10**6)
    assert (known["a", 2, 0], known["L",]) == (7, 2)
    assert [known["dw", 2, j, 0] for j in range(2)] == [6, 0]
    assert [known["dw", 1, j, k] for j in range(2) for k in range(2)] == [4, 0, 8, 0]


def test_each_click_is_one_rule():
    rules = [step.rule for step in walk(Net(*WHOLE))]
    assert rules[:7] == [
        "What is given",
        *["Multiply and add", "Apply the activation"] * 2,
        "Multiply and add",
        "Compare with the target",
    ]
    assert rules[7:11] == [
        "The loss has a slope",
        "A sum copies",
        *["A product swaps"] * 2,
    ]
    one = ["An activation multiplies by its slope", "A sum copies", "A product swaps"]
    assert rules[11:] == one * 2


@pytest.mark.parametrize("sizes", SIZES)
def test_every_number_is_found_once_and_none_is_missing(sizes):
    net = Net(*drawn(sizes, 1), ("tanh", "sigmoid"))
    found = [name for step in walk(net) for name in step.found]
    assert len(found) == len(set(found))
    weights = sum(a * b + b for a, b in pairwise(sizes))
    assert sum(name[0] in ("dw", "db") for name in found) == weights


def test_a_leading_none_for_the_layer_of_inputs_is_skipped():
    W, b, x, y = WHOLE
    assert loss(Net([None, *W], [None, *b], x, y)) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"W": [[[1, -1]], [[2], [5]]]}, r"W of shapes \[\(1, 2\), \(2, 1\)\]"),
        ({"y": [5, 5]}, "y of length 2"),
        ({"bends": ("softmax", "identity")}, "'softmax' is none of relu"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(change, words):
    given = dict(zip("Wbxy", WHOLE, strict=True)) | change
    with pytest.raises(ValueError, match=words):
        Net(**given)


def test_a_misspelt_wish_is_refused():
    with pytest.raises(TypeError, match="activaton"):
        plots.wires(*WHOLE, activaton="tanh")


# The captions


def worth(text):
    """Compute what a part of a caption says; both signs of minus are understood."""
    text = text.replace("−", "-").replace("·", "*").replace("½", "0.5 *")
    text = text.replace("²", "**2").replace("[", "(").replace("]", ")")
    names = {"relu": lambda z: max(z, 0), "tanh": np.tanh}
    names["σ"] = lambda z: 1 / (1 + np.exp(-z))
    return eval(text, {"__builtins__": {}}, names)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_arithmetic_of_every_caption_is_true(sizes):
    """What stands before an equals sign gives what stands behind it, to the digit."""
    count = 0
    for seed in range(3):
        net = Net(*drawn(sizes, seed), ("tanh", "sigmoid"))
        for step in walk(net)[1:]:
            for part in step.caption.split(":  ")[-1].split(",  "):
                *_, left, sign, right = re.split(" ([=≈]) ", part)
                if re.fullmatch(r"[^a-zA-ZŷδΣ]*|.*(tanh|σ)\(.*\)", left):
                    exact = number(worth(left)) == right
                    assert exact == (sign == "="), str(step)
                    assert worth(left) == pytest.approx(worth(right), abs=2e-2, rel=0.1)
                    count += 1
    assert count > 20


def test_a_number_is_never_a_power_of_ten_nor_minus_zero():
    told = [number(v) for v in (1e-4, -3e-7, -0.0, 12345.6, 1 / 3, -2)]
    assert told == ["0.0001", "0", "0", "12346", "0.333", "−2"]


# The pictures


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("digits", [0, 3])
def test_no_number_lies_on_another(sizes, digits):
    numbers, wish = drawn(sizes, 4, digits), {"step": "backward"}
    if digits == 3:
        wish |= {"activation": "sigmoid", "output": "tanh"}
    ax = plots.wires(*numbers, **wish)
    assert legible.complaints(ax.figure) == []


def test_every_click_can_be_read():
    for k in range(len(walk(Net(*WHOLE)))):
        ax = plots.wires(*WHOLE, step=k)
        assert legible.complaints(ax.figure) == [], f"click {k}"
        plt.close(ax.figure)


def colours(ax):
    """The ink of every number, by its text and kind of letter, without the key."""
    drawn = [t for t in ax.texts if t.get_position()[1] < ax.get_ylim()[1]]
    return {(t.get_text(), t.get_style()): t.get_color() for t in drawn}


def test_values_and_gradients_differ_in_colour_and_in_letter():
    """Italics and a box tell gradients apart where there is no colour."""
    ax = plots.wires(*WHOLE, step="backward")
    ink = colours(ax)
    assert ink["7", "normal"] == wires.BLUE
    assert ink["10", "italic"] == wires.BROWN
    boxed = {t.get_text() for t in ax.texts if t.get_style() == "italic"}
    edges = [
        t.get_bbox_patch().get_edgecolor()[3] for t in ax.texts if t.get_text() in boxed
    ]
    assert boxed == {"0", "2", "4", "6", "8", "10"}
    assert max(edges) == 1


def test_the_new_number_of_a_click_is_on_a_dark_ground():
    ink = colours(plots.wires(*WHOLE, step=9))
    assert ink["6", "italic"] == "white"


def test_a_forward_picture_has_no_gradients():
    ax = plots.wires(*WHOLE, step="forward")
    gradients = [t.get_text() for t in ax.texts if t.get_style() == "italic"]
    assert gradients == ["6"]  # the one of the key


def test_where_nothing_is_bent_a_neuron_has_one_cell():
    texts = [t.get_text() for t in plots.wires(*WHOLE, step="forward").texts]
    assert texts.count("7") == 1


def test_an_alternative_text_is_made_of_the_numbers():
    net = Net(*WHOLE)
    words = wires.words(net, walk(net))
    assert "2-2-1 network" in words
    assert "the output 7 and the loss 2" in words


def test_elsewhere_both_passes_are_shown_in_one_picture(terminal):
    from IPython.utils.capture import capture_output

    with capture_output() as caught:
        plots.wires(*WHOLE)
    assert "2-2-1 network" in caught.outputs[0].metadata["image/png"]["alt"]


def test_a_live_notebook_gets_a_click_per_rule(notebook, monkeypatch):
    from coursekit import stories

    seen = []
    monkeypatch.setattr(stories, "stepper", lambda *story: seen.append(story))
    plots.wires(*WHOLE)
    plots.wires(*WHOLE, start="backward", alt="Only the way back.")
    assert [steps for _, steps, _ in seen] == [16, 10]
    assert seen[1][2] == "Only the way back."


def test_a_screen_reader_is_told_the_arithmetic_of_a_click():
    ax = plots.wires(*WHOLE, step=9)
    assert "3 · 2 = 6" in ax.get_title("center")


# One neuron per layer


def test_a_chain_shows_the_factors_and_what_they_give():
    """The product of all factors is the last box: the gradient of the first bias."""
    w, b = [1.5, -2.0, 1.0, 3.0], [0.0, 1.0, -0.5, 0.2]
    ax = plots.chain(w, b, 0.8, 1.0)
    rows = {}
    for text in ax.texts:
        rows.setdefault(round(text.get_position()[1], 2), []).append(text)
    row = sorted(rows[-0.87], key=lambda t: t.get_position()[0])
    factors = [worth(t.get_text()) for t in row if t.get_text() not in ("factors", "·")]
    assert len(factors) == 8
    first = min(rows[-1.6][1:], key=lambda t: t.get_position()[0])
    assert np.prod(factors) == pytest.approx(float(first.get_text()), rel=0.02)


@pytest.mark.parametrize("count", [1, 2, 4, 6])
def test_a_chain_can_be_read(count):
    rng = np.random.default_rng(count)
    w, b = rng.normal(size=(2, count))
    ax = plots.chain(w, b, 0.5, 1.0, activation="tanh")
    assert legible.complaints(ax.figure) == []


def test_rules_are_data_that_can_be_printed():
    step = walk(Net(*WHOLE))[9]
    assert str(step) == "A product swaps: dL/dw = a · δ:  3 · 2 = 6,  0 · 2 = 0"
    assert passes.known_after([step], 0)["dw", 2, 0, 0] == 6
