"""One example through a small network and back, one local rule per step.

Pure numbers and words; `wires` draws what is computed here.

>>> net = Net([[[1, -1], [1, 0]], [[2], [5]]], [[0, 0], [1]], x=[1, 2], y=[5])
>>> steps = walk(net)
>>> print(steps[1])
Multiply and add: z₁ = 1 · 1 + 2 · 1 + 0 = 3
>>> print(steps[9])
A product swaps: dL/dw = a · δ:  3 · 2 = 6,  0 · 2 = 0
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

BENDS = {  # name: (output of z, slope as a function of z, how captions write it)
    "relu": (lambda z: max(z, 0.0), lambda z: float(z > 0), "relu"),
    "sigmoid": (lambda z: _sigmoid(z), lambda z: _sigmoid(z) * _sigmoid(-z), "σ"),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2, "tanh"),
    "identity": (lambda z: z, lambda z: 1.0, "identity"),
}
VALUE, GRADIENT, WORDS = "value", "gradient", "words"


@dataclass(frozen=True)
class Step:
    """One click: which rule is applied where, what it says, what is known by it.

    `says` are pairs of a text and its kind (VALUE, GRADIENT, WORDS). `places` name what
    to look at, and `found` gives the new numbers their names: ("z", layer, neuron),
    ("w", layer, from, to), ("L",), and for gradients ("dz", layer, neuron) ...
    """

    phase: str
    rule: str
    says: tuple
    places: tuple = ()
    found: dict = field(default_factory=dict)

    @property
    def caption(self):
        """The arithmetic as plain text."""
        return "".join(text for text, _ in self.says)

    def __str__(self):
        """Say the rule and what it gives."""
        return f"{self.rule}: {self.caption}"


class Net:
    """Weights, biases, one example and its target: all that a walk needs.

    `W[l]` has shape (inputs, outputs) and `b[l]` one number per output; a None in
    front, for the layer of inputs, is skipped. `bends` are the activations of the
    hidden layers and of the last. The loss is half the squared error.
    """

    def __init__(self, W, b, x, y, bends=("relu", "identity")):
        """Read the numbers; ValueError says which shapes do not fit."""
        self.W = [np.atleast_2d(np.asarray(w, float)) for w in W if w is not None]
        self.b = [np.ravel(np.asarray(v, float)) for v in b if v is not None]
        self.x, self.y = np.ravel(np.asarray(x, float)), np.ravel(np.asarray(y, float))
        self.bends = [bends[0]] * (len(self.W) - 1) + [bends[1]]
        self.sizes = [len(self.x), *map(len, self.b)]
        for name in self.bends:
            if name not in BENDS:
                raise ValueError(f"wires: {name!r} is none of {', '.join(BENDS)}.")
        found, wanted = [w.shape for w in self.W], list(pairwise(self.sizes))
        if found != wanted or len(self.y) != self.sizes[-1]:
            raise ValueError(
                f"wires: W of shapes {found} and y of length {len(self.y)} where "
                f"{wanted} and {self.sizes[-1]} were expected for a network of sizes "
                f"{'-'.join(map(str, self.sizes))}: W[l] is (inputs, outputs)."
            )


def walk(net):
    """Return all steps, the start first: forwards, the loss, and back again.

    Backwards every number is made from its neighbours only, as in backpropagation.
    """
    steps = [Step("start", "What is given", _given(net), found=_parameters(net))]
    known = dict(steps[0].found)
    for step in _rules(net, known):
        step.found.update(_passed_on(net, step.found))
        known.update(step.found)
        steps.append(step)
    return steps


def known_after(steps, k):
    """Return every number that is known after step k, by its name."""
    known = {}
    for step in steps[: k + 1]:
        known |= step.found
    return known


def number(value):
    """Write a number as a person would: whole ones without a point, others short.

    >>> number(-3.0), number(0.0379123), number(1234.5)
    ('−3', '0.0379', '1234')
    """
    text = f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    if abs(value) < 1e-3:  # never as a power of ten
        text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def _passed_on(net, found):
    """Where nothing is bent a neuron's a is its z, and so are their gradients."""
    twins = {"z": "a", "da": "dz"}
    return {
        (twins[name[0]], *name[1:]): value
        for name, value in found.items()
        if name[0] in twins and name[1] and net.bends[name[1] - 1] == "identity"
    }


def _rules(net, known):
    """Yield the steps in their order; whoever asks keeps `known` up to date."""
    last = len(net.W)
    for layer in range(1, last + 1):
        for k in range(net.sizes[layer]):
            yield _weigh(net, known, layer, k)
            yield from _activate(net, known, layer, k)
    yield _compare(net, known)
    yield _slope_of_loss(net, known)
    for layer in range(last, 0, -1):
        for k in range(net.sizes[layer]):
            yield from _through_bend(net, known, layer, k)
            yield _copy(net, known, layer, k)
            yield _swap_to_weights(net, known, layer, k)
        if layer > 1:
            yield from _swap_to_inputs(net, known, layer)


# Forwards


def _weigh(net, known, layer, k):
    """z = what comes in times the weights, and the bias."""
    sources, b = range(net.sizes[layer - 1]), known["b", layer, k]
    pairs = [(known["a", layer - 1, j], known["w", layer, j, k]) for j in sources]
    z = sum(a * w for a, w in pairs) + b
    shown = sum(_shown(a) * _shown(w) for a, w in pairs) + _shown(b)
    terms = [_times(a, w, n) for n, (a, w) in enumerate(pairs)] + [_factor(b)]
    found, name = {("z", layer, k): z}, _name(net, "z", layer, k)
    if net.bends[layer - 1] == "identity":  # one cell, called by what leaves it
        name = _name(net, "a", layer, k)
    says = (_words(f"{name} = "), (" + ".join(terms), VALUE), *_gives(z, shown, VALUE))
    wires = [("w", layer, j, k) for j in sources]
    places = (*wires, ("b", layer, k), ("z", layer, k))
    return Step("forward", "Multiply and add", says, places, found)


def _activate(net, known, layer, k):
    """a = bend(z); where nothing is bent there is no step."""
    if net.bends[layer - 1] == "identity":
        return
    bend, _, short = BENDS[net.bends[layer - 1]]
    z = known["z", layer, k]
    head = f"{_name(net, 'a', layer, k)} = {short}({_name(net, 'z', layer, k)}) = "
    middle = (f"{short}({number(z)})", VALUE)
    says = (_words(head), middle, *_gives(bend(z), bend(_shown(z)), VALUE))
    places = (("z", layer, k), ("a", layer, k))
    found = {("a", layer, k): bend(z)}
    yield Step("forward", "Apply the activation", says, places, found)


def _compare(net, known):
    """L = half the sum of the squared errors."""
    pairs = [(known["a", len(net.W), k], y) for k, y in enumerate(net.y)]
    loss = sum((a - y) ** 2 for a, y in pairs) / 2
    shown = sum((_shown(a) - _shown(y)) ** 2 for a, y in pairs) / 2
    squares = " + ".join(f"({number(a)} − {_factor(y)})²" for a, y in pairs)
    head, half = ("½ (ŷ − y)²", squares)
    if len(pairs) > 1:
        head, half = ("½ Σ (ŷ − y)²", f"[{squares}]")
    middle = (f"½ {half}", VALUE)
    says = (_words(f"L = {head} = "), middle, *_gives(loss, shown, VALUE))
    outputs = [("a", len(net.W), k) for k in range(len(pairs))]
    return Step(
        "forward", "Compare with the target", says, (*outputs, ("L",)), {("L",): loss}
    )


# Backwards


def _slope_of_loss(net, known):
    """dL/da of every output is a - y."""
    last, found, parts = len(net.W), {}, []
    for k, y in enumerate(net.y):
        a = known["a", last, k]
        found["da", last, k] = a - y
        middle = (f"{number(a)} − {_factor(y)}", VALUE)
        parts.append((middle, *_gives(a - y, _shown(a) - _shown(y), GRADIENT)))
    delta = "δ = " if net.bends[-1] == "identity" else ""
    says = (_words(f"{delta}dL/dŷ = ŷ − y = "), *_listed(parts))
    places = (("L",), *(("a", last, k) for k in range(len(net.y))))
    return Step("backward", "The loss has a slope", says, places, found)


def _through_bend(net, known, layer, k):
    """dz = da times the slope of the bend; where nothing is bent there is no step."""
    if net.bends[layer - 1] == "identity":
        return
    _, slope_of, short = BENDS[net.bends[layer - 1]]
    z, da = known["z", layer, k], known["da", layer, k]
    slope = slope_of(z)
    delta, a, z_name = (_name(net, letter, layer, k) for letter in "δaz")
    says = (
        _words(f"{delta} = dL/d{a} · {short}′({z_name}) = "),
        *_swapped(da, slope, (GRADIENT, VALUE)),
        *_gives(da * slope, _shown(da) * _shown(slope), GRADIENT),
    )
    places, found = (("a", layer, k), ("z", layer, k)), {("dz", layer, k): da * slope}
    yield Step("backward", "An activation multiplies by its slope", says, places, found)


def _copy(net, known, layer, k):
    """db = dz: a sum gives what comes back, unchanged, to all that it adds."""
    dz = known["dz", layer, k]
    head = (
        f"unchanged to every wire and to the bias:  dL/db = {_name(net, 'δ', layer, k)}"
    )
    says = (_words(f"{head} = "), (number(dz), GRADIENT))
    wires = [("w", layer, j, k) for j in range(net.sizes[layer - 1])]
    places = (("z", layer, k), ("b", layer, k), *wires)
    return Step("backward", "A sum copies", says, places, {("db", layer, k): dz})


def _swap_to_weights(net, known, layer, k):
    """dw = a times dz, on every wire into one neuron."""
    dz, found, parts = known["dz", layer, k], {}, []
    sources = range(net.sizes[layer - 1])
    for j in sources:
        a = known["a", layer - 1, j]
        found["dw", layer, j, k] = a * dz
        parts.append(_product(a, dz))
    letter = "a" if layer > 1 else "x"
    head = _words(f"dL/dw = {letter} · {_name(net, 'δ', layer, k)}:  ")
    says, places = (head, *_listed(parts)), _ways(layer, sources, [k])
    return Step("backward", "A product swaps", says, places, found)


def _swap_to_inputs(net, known, layer):
    """da = w times dz; what comes back on several wires is added."""
    before, after = range(net.sizes[layer - 1]), range(net.sizes[layer])
    if len(after) == 1:
        dz = known["dz", layer, 0]
        weights = [known["w", layer, j, 0] for j in before]
        found = {("da", layer - 1, j): w * dz for j, w in enumerate(weights)}
        head = _words("dL/da = w · δ:  ")
        says = (head, *_listed([_product(w, dz) for w in weights]))
        places = _ways(layer, before, after)
        yield Step("backward", "A product swaps", says, places, found)
        return
    for j in before:
        pairs = [(known["w", layer, j, k], known["dz", layer, k]) for k in after]
        total = sum(w * dz for w, dz in pairs)
        shown = sum(_shown(w) * _shown(dz) for w, dz in pairs)
        says = [_words(f"dL/d{_name(net, 'a', layer - 1, j)} = ")]
        for n, (w, dz) in enumerate(pairs):
            says += [_words(" + ")] * (n > 0) + [*_swapped(w, dz, first=n == 0)]
        says += _gives(total, shown, GRADIENT)
        rule, places = "Products swap, ways back add up", _ways(layer, [j], after)
        found = {("da", layer - 1, j): total}
        yield Step("backward", rule, tuple(says), places, found)


def _ways(layer, before, after):
    """Some wires, and the places at both of their ends."""
    ends = [("a", layer - 1, j) for j in before] + [("z", layer, k) for k in after]
    return (*(("w", layer, j, k) for j in before for k in after), *ends)


# What is given, and the words of a caption


def _parameters(net):
    known = {("a", 0, j): float(x) for j, x in enumerate(net.x)}
    for layer, (W, b) in enumerate(zip(net.W, net.b, strict=True), 1):
        known |= {("w", layer, j, k): float(w) for (j, k), w in np.ndenumerate(W)}
        known |= {("b", layer, k): float(value) for k, value in enumerate(b)}
    return known


def _given(net):
    x, y = (", ".join(map(number, values)) for values in (net.x, net.y))
    return (
        _words("the input "),
        (x, VALUE),
        _words(", the target "),
        (y, VALUE),
        _words(", all weights and biases"),
    )


def _name(net, letter, layer, k):
    """What a number of a layer is called; the output of the last layer is y_hat.

    A layer of one neuron needs no index; which layer is meant the picture shows.
    """
    if letter == "a" and layer == len(net.W):
        letter = "ŷ"
    return letter + ("" if net.sizes[layer] == 1 else "₁₂₃₄₅₆₇₈₉"[k])


def _words(text):
    return (text, WORDS)


def _product(a, dz):
    return (*_swapped(a, dz), *_gives(a * dz, _shown(a) * _shown(dz), GRADIENT))


def _swapped(a, b, kinds=(VALUE, GRADIENT), first=True):
    """Two factors as pieces of a caption."""
    head = number(a) if first else _factor(a)
    return ((head, kinds[0]), _words(" · "), (_factor(b), kinds[1]))


def _gives(result, shown, kind):
    """The equals sign and the result; a wavy one where rounding is seen."""
    sign = " = " if number(shown) == number(result) else " ≈ "
    return (_words(sign), (number(result), kind))


def _listed(parts):
    """Several sums, with a comma between them."""
    pieces = []
    for n, part in enumerate(parts):
        pieces += [_words(",  ")] * (n > 0) + [*part]
    return tuple(pieces)


def _times(a, w, place):
    return f"{_factor(a) if place else number(a)} · {_factor(w)}"


def _factor(value):
    """A number within a sum or a product: a negative one in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def _shown(value):
    return float(number(value).replace("−", "-"))


def _sigmoid(z):
    return 0.5 + 0.5 * np.tanh(z / 2)
