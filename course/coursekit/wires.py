"""A small network drawn with its numbers: values in blue, gradients in boxes.

    plots.wires(W, b, x, y)                               # one local rule per click
    ax = plots.wires(W, b, x, y, step="backward")         # one picture, all gradients

What is computed stands in `passes`, and where it goes in `boards`.
"""

from dataclasses import dataclass

import numpy as np

from coursekit import figures, run, stories
from coursekit.boards import (
    BLUE,
    BROWN,
    DIM,
    GLOW,
    RED,
    ROUND,
    SHADE,
    TALL,
    Board,
    arrow,
    box,
    line,
    mark,
    say,
    sentence,
)
from coursekit.figures import INK, PAPER
from coursekit.passes import BENDS, Net, known_after, number, walk


@dataclass(frozen=True)
class Wish:
    """What `wires` can be asked for."""

    activation: str = "relu"
    output: str = "identity"
    step: str | int | None = None
    start: str = "forward"
    alt: str = ""


def wires(W, b, x, y, **wish):
    """Walk one example through a small network and back, one local rule per click.

    `W[l]` is (inputs, outputs), `b[l]` a number per output; the loss is half the
    squared error. `wish` may name

    - `activation` of the hidden layers ("relu") and `output` of the last ("identity");
      the others are "sigmoid" and "tanh";
    - `step`: "forward", "backward", or the number of a click. One picture is drawn, and
      its Axes returned for `plots.show`;
    - `start="backward"`: begin with the forward pass done;
    - `alt`: an alternative text other than the one that is made of the numbers.
    """
    wish = Wish(**wish)
    net = Net(W, b, x, y, (wish.activation, wish.output))
    steps = walk(net)
    turn = _turn(steps)
    if wish.step is not None:
        whole = {"forward": turn - 1, "backward": len(steps) - 1}
        k = whole.get(wish.step, wish.step) % len(steps)
        return _single(net, steps, k, wish.step in whole)
    first = turn - 1 if wish.start == "backward" else 0
    _offer(net, steps, first, wish.alt or words(net, steps))
    return None


def _turn(steps):
    """The number of the first step backwards."""
    return next(k for k, step in enumerate(steps) if step.phase == "backward")


def words(net, steps):
    """Say in words what the picture of a whole walk shows."""
    known = known_after(steps, len(steps))
    outputs = ", ".join(number(known["a", len(net.W), k]) for k in range(len(net.y)))
    return (
        f"A {'-'.join(map(str, net.sizes))} network with its numbers: values in blue "
        f"on the nodes and wires, from the input to the output {outputs} and the loss "
        f"{number(known['L',])}; gradients in boxes, from the loss back to every "
        "weight and bias."
    )


def _offer(net, steps, first, alt):
    """Show the steps as a stepper; without buttons both whole passes, one below."""
    board = Board(net)
    if run.interactive():

        def draw(k, ax):
            _fit(ax.figure, board)
            _draw(ax, board, steps, first + k)

        stories.stepper(draw, len(steps) - 1 - first, alt)
    else:
        figures.show(both(net, steps), alt)


def both(net, steps):
    """Return one figure of the whole forward pass and, below, of the whole walk."""
    from matplotlib.figure import Figure

    board = Board(net)
    wide, tall = board.size
    figure = Figure((wide, 2 * tall + 0.8), layout="constrained")
    for ax, k in zip(
        figure.subplots(2), (_turn(steps) - 1, len(steps) - 1), strict=True
    ):
        _draw(ax, board, steps, k, whole=True)
    return figure


def _single(net, steps, k, whole):
    import matplotlib.pyplot as plt

    board, ax = Board(net), plt.figure().add_subplot()
    _fit(ax.figure, board)
    _draw(ax, board, steps, k, whole)
    return ax


def _fit(figure, board):
    """Make a figure that holds one network large enough for its numbers."""
    if len(figure.axes) == 1:
        figure.set_size_inches(board.size[0], board.size[1] + 0.4)


def _draw(ax, board, steps, k, whole=False):
    """Draw the state after step k, and where that step was taken (unless `whole`)."""
    step, net = steps[k], board.net
    ax.axis("off")
    ax.set(xlim=(-0.3, board.size[0] - 0.3), ylim=(board.low, board.high))
    ax.set_aspect("equal")
    places = () if whole else step.places
    for place in places:
        _glow(ax, board, place, light_wires=step.rule != "A sum copies")
    for layer in range(1, len(net.sizes)):
        for j, i in np.ndindex(*net.sizes[layer - 1 : layer + 1]):
            _wire(ax, board, (layer, j, i), step, ("w", layer, j, i) in places)
    _nodes(ax, board)
    if not whole and {"z", "a"} == {place[0] for place in places}:
        _slope(ax, board, step)
    _biases(ax, board, step, places)
    _loss(ax, board, step, ("L",) in places)
    for name, value in known_after(steps, k).items():
        new = name in step.found and not whole and k > 0
        if not _twice(net, name):
            _number(ax, board, name, value, new)
    _caption(ax, step, whole)


def _twice(net, name):
    """Whether a number has its twin in the same cell: where nothing bends, a is z."""
    kind, layer = name[0], name[1] if name[1:] else 0
    return kind in ("da", "a") and layer and net.bends[layer - 1] == "identity"


def _number(ax, board, name, value, new):
    """Write a value in blue or a gradient in a box; a new one on a dark ground."""
    gradient = name[0].startswith("d")
    (x, y), side = board.spot(name), "center"
    if name[0] in ("dw", "db"):  # behind the value, on its line
        behind = board.values[name[0][1], *name[1:]]
        x, side = x + 0.05 * len(number(behind)) + 0.12, "left"
    elif name[0] in "dz da z a".split() and name[1]:  # in a cell, above or below
        y += -0.2 if gradient else 0.19
    ground, ink, edge = (PAPER, BLUE, "none")
    if gradient:
        ground, ink, edge = (SHADE, BROWN, RED)
    if new:
        ground, ink = (RED if gradient else BLUE), "white"
    elif not gradient and name[0] not in "wb":
        ground = "none"
    frame = {"boxstyle": ROUND, "fc": ground, "ec": edge}
    look = {"style": "italic"} if gradient else {}
    look |= {"weight": "bold", "fontsize": 11.5, "zorder": 6, "color": ink}
    ax.text(x, y, number(value), bbox=frame, ha=side, va="center", **look)


def _wire(ax, board, wire, step, here):
    """Draw a wire; where a rule is applied, what flows on it and which way.

    A sum sends what comes back as far as the weight. There it meets what came in: the
    product of both is the gradient.
    """
    start, end = board.wire(*wire)
    line(ax, start, end)
    if here and step.phase == "forward":
        arrow(ax, start, end, BLUE)
    elif here and step.rule == "A sum copies":
        arrow(ax, end, board.beside(*wire)[1], RED)
    elif here and ("dw", *wire) in step.found:
        left, right = board.beside(*wire)
        arrow(ax, start, left, BLUE)
        arrow(ax, end, right, RED)
    elif here:
        arrow(ax, end, start, RED)


def _nodes(ax, board):
    """Draw the cells of inputs and neurons, with their names."""
    net = board.net
    for layer, size in enumerate(net.sizes):
        bend = net.bends[layer - 1] if layer else "identity"
        wide = board.right[layer] - board.left[layer]
        for k in range(size):
            y, tall = board.height(layer, k), (TALL if layer else 0.5)
            box(ax, (board.left[layer], y - tall / 2), wide, tall)
            if bend != "identity":
                _bend(ax, board, layer, y, bend)
            _names(ax, board, layer, k, bend)
        x = board.left[layer] + wide / 2
        say(ax, (x, board.low + 0.08), _titles(len(net.sizes))[layer])


def _bend(ax, board, layer, y, bend):
    """Draw the curve of an activation between the two cells of a neuron."""
    left = board.left[layer] + board.cell
    z = np.linspace(-1, 1, 61) * _reach(bend)
    ax.plot(*_curve(z, (left, y), bend), color=INK, lw=1.6, zorder=4)
    for x in (left, left + 0.5):
        ax.plot([x, x], [y - TALL / 2, y + TALL / 2], color=DIM, lw=0.8, zorder=4)


def _reach(bend):
    """How far the little picture of an activation goes to both sides."""
    return 4.4 if bend == "sigmoid" else 2.2


def _curve(z, corner, bend):
    """Where the points of an activation stand in its little picture."""
    act, reach, (left, y) = BENDS[bend][0], _reach(bend), corner
    low, high = act(-reach), act(reach)
    a = np.array([(act(one) - low) / (high - low) for one in z])
    return left + 0.25 + 0.176 * np.array(z) / reach, y - 0.18 + 0.36 * a


def _slope(ax, board, step):
    """Mark the place on the curve where a neuron stands; backwards, the slope there."""
    _, layer, k = step.places[0]
    bend = board.net.bends[layer - 1]
    z = np.clip(board.values["z", layer, k], *(np.array([-0.85, 0.85]) * _reach(bend)))
    corner = board.left[layer] + board.cell, board.height(layer, k)
    colour = BLUE if step.phase == "forward" else RED
    xs, ys = _curve([z - 1e-3, z + 1e-3], corner, bend)
    ax.plot(xs.mean(), ys.mean(), "o", ms=5.5, color=colour, zorder=5)
    if step.phase == "backward":
        along = np.array([-0.14, 0.14]) / np.hypot(*np.ptp([xs, ys], axis=1))
        tangent = [p.mean() + along * np.ptp(p) for p in (xs, ys)]
        ax.plot(*tangent, color=RED, lw=2.6, zorder=5)


def _names(ax, board, layer, k, bend):
    net, look = board.net, {"fontsize": 11, "color": INK}
    index = "" if net.sizes[layer] == 1 else "₁₂₃₄₅₆₇₈₉"[k]
    letter = "x" if layer == 0 else "ŷ" if layer == len(net.W) else "a"
    y = board.height(layer, k) + (TALL if layer else 0.5) / 2 + 0.05
    say(ax, (board.spot(("a", layer, k))[0], y), letter + index, **look)
    if bend != "identity":
        say(ax, (board.spot(("z", layer, k))[0], y), "z" + index, **look)
        say(ax, (board.left[layer] + board.cell + 0.25, y), bend)


def _biases(ax, board, step, places):
    """Draw the wires of the biases, and what flows on them."""
    for name in board.values:
        if name[0] != "b":
            continue
        (x, y), (layer, k) = board.spot(name), name[1:]
        end = board.height(layer, k) - TALL / 2
        line(ax, (x, y), (x, end))
        if name in places and step.phase == "forward":
            arrow(ax, (x, y + 0.08), (x, end), BLUE)
        elif name in places:
            arrow(ax, (x, end), (x, y + 0.12), RED)
        left = x - 0.05 * len(number(board.values[name])) - 0.1
        say(ax, (left, y - 0.01), "bias", va="center", ha="right")


def _loss(ax, board, step, here):
    """Draw the loss, the wires into it, and the target below it."""
    net, x, half = board.net, board.loss, board.cell / 2
    for k in range(len(net.y)):
        ends = [(board.right[-1], board.height(len(net.W), k)), (x - half, 0)]
        line(ax, *ends)
        if here and step.phase == "forward":
            arrow(ax, *ends, BLUE)
        elif here:
            arrow(ax, *ends[::-1], RED)
    box(ax, (x - half, -TALL / 2), 2 * half, TALL)
    formula = "L = ½ (ŷ − y)²" if len(net.y) == 1 else "L = ½ Σ (ŷ − y)²"
    say(ax, (x, TALL / 2 + 0.05), formula, fontsize=10, color=INK)
    y = -TALL / 2 - 0.26
    line(ax, (x, -TALL / 2), (x, y))
    look = {"color": BLUE, "weight": "bold", "fontsize": 11.5, "linespacing": 1.3}
    say(ax, (x, y - 0.02), "\n".join(map(number, net.y)), va="top", **look)
    say(ax, (x, y - 0.03 - 0.21 * len(net.y)), "target y", va="top")
    say(ax, (x, board.low + 0.08), "loss")


def _glow(ax, board, place, light_wires):
    """Light up the place where the rule is applied."""
    from matplotlib.patches import FancyBboxPatch

    kind, *where = place
    if kind == "w" and light_wires:
        ax.plot(*zip(*board.wire(*where), strict=True), color=GLOW, lw=11, zorder=0)
    if kind in "wb":
        return
    (x, y), wide = board.spot(place), board.cell - 0.07
    tall = 0.43 if where and where[0] == 0 else TALL - 0.07
    look = {"boxstyle": "round,pad=0,rounding_size=0.1", "fc": GLOW, "ec": "none"}
    corner = (x - wide / 2, y - tall / 2)
    ax.add_patch(FancyBboxPatch(corner, wide, tall, zorder=3.5, **look))


def _titles(count):
    hidden = ["hidden layer"] if count == 3 else [f"layer {n}" for n in range(1, count)]
    return ["inputs", *hidden[: count - 2], "output"]


def _caption(ax, step, whole):
    """Write the rule as the title, and the arithmetic below it in two colours."""
    phase = {"forward": "Forward. ", "backward": "Backward. "}.get(step.phase, "")
    title, says = phase + step.rule, step.says
    if whole:
        forward = step.phase == "forward"
        title = "Forward: the values" if forward else "Backward: the gradients"
        says = [("every number is made from those to its left", "")]
        if not forward:
            says = [("in a box: how fast L changes with the number beside it", "")]
    ax.set_title(title, loc="left", weight="bold")
    if not whole:  # unseen: what a screen reader is told of this step
        ax.set_title(f"· {step.caption}", loc="center", alpha=0, fontsize=1)
    sentence(ax, says)
    _key(ax)


def _key(ax):
    """Say at the upper right how values look, and how gradients do."""
    right, top = ax.get_xlim()[1], ax.get_ylim()[1] + 0.12
    for x, text in ((1.72, "value"), (0.42, "gradient")):
        say(ax, (right - x, top), text, va="center")
    mark(ax, (right - 2.1, top), 3, BLUE, "none")
    mark(ax, (right - 0.95, top), 6, BROWN, RED)
