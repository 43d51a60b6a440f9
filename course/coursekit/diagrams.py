"""Drawings of a neuron and of layers of them; `plots` passes these names on."""

from itertools import pairwise
from math import log2

from coursekit.figures import INK, PALETTE, PAPER

MOST = 8  # neurons drawn per layer; a larger layer is shortened by dots


def network(sizes, ax=None, names=None, counts=False):
    """Draw a fully connected network, one column of circles per layer.

    Layers of more than eight neurons are shortened; the number below is the true one.
    The title counts the parameters: every neuron has one weight per input and a bias.
    With `counts` it is said under the links how many belong to each layer.

    >>> network([784, 30, 10]).get_title("left")
    '784-30-10 network: 23,860 parameters'
    """
    gap = 0.46 if max(sizes) > 4 else 0.72  # a small network gets room
    columns = [_column(layer, size, gap) for layer, size in enumerate(sizes)]
    low = min(column[-1][1] for column in columns)
    foot = 1.5 if counts else 1.1
    ax = _blank(ax, (-0.8, 2.0 * len(sizes) - 1.2), (low - foot, 0.4 - low))
    for before, after in pairwise(columns):
        for start, end in [(start, end) for start in before for end in after]:
            ax.plot(*zip(start, end, strict=True), color="#9A9A9A", lw=0.6, zorder=1)
    names = names or _layer_names(len(sizes))
    for layer, (size, column) in enumerate(zip(sizes, columns, strict=True)):
        for spot in column:
            _circle(ax, spot, 0.16, PALETTE[0] if layer else PAPER)
        if size > MOST:
            _dots(ax, (2.0 * layer, 0.0), 0.12)
        words = f"{names[layer]}\n{size:,}"
        ax.text(2.0 * layer, low - 0.3, words, ha="center", va="top")
    if counts:
        _counts(ax, sizes, low - 1.15)
    count = sum(a * b + b for a, b in pairwise(sizes))
    title = f"{'-'.join(map(str, sizes))} network: {count:,} parameters"
    ax.set_title(title, loc="left")
    return ax


def _counts(ax, sizes, height):
    """Say under the links of each layer how many parameters it has."""
    for layer, (a, b) in enumerate(pairwise(sizes)):
        words = f"({a:,} + 1) · {b:,} = {a * b + b:,}"
        look = {"ha": "center", "va": "top", "fontsize": 9.5}
        ax.text(2.0 * layer + 1.0, height, words, **look)


def hourglass(sizes, ax=None, names=None):
    """Draw an autoencoder by the widths of its layers, the narrowest in orange.

    The height of a bar grows with the logarithm of its width: 784 and 30 on one page.

    >>> hourglass([784, 100, 30, 100, 784]).get_title("left")
    '784-100-30-100-784: the code has 30 numbers'
    """
    from matplotlib.patches import Polygon, Rectangle

    narrow = min(range(len(sizes)), key=lambda layer: sizes[layer])
    tall = [0.3 + 0.75 * log2(size + 1) / 2 for size in sizes]
    high = max(tall) / 2
    ax = _blank(ax, (-0.7, 1.7 * len(sizes) - 1.0), (-high - 1.0, high + 0.2))
    for layer, (a, b) in enumerate(pairwise(tall)):
        x0, x1 = 1.7 * layer + 0.17, 1.7 * layer + 1.53
        corners = [(x0, -a / 2), (x0, a / 2), (x1, b / 2), (x1, -b / 2)]
        ax.add_patch(Polygon(corners, fc="#DDE7EE", ec="none", zorder=1))
    names = names or _glass_names(len(sizes), narrow)
    for layer, (size, height) in enumerate(zip(sizes, tall, strict=True)):
        fill = PALETTE[1] if layer == narrow else PALETTE[0]
        corner = (1.7 * layer - 0.17, -height / 2)
        ax.add_patch(Rectangle(corner, 0.34, height, fc=fill, ec=INK, zorder=2))
        words = f"{names[layer]}\n{size:,}"
        ax.text(1.7 * layer, -high - 0.15, words, ha="center", va="top")
    title = f"{'-'.join(map(str, sizes))}: the code has {sizes[narrow]:,} numbers"
    ax.set_title(title, loc="left")
    return ax


def _glass_names(count, narrow):
    inner = ["hidden"] * (count - 2)
    names = ["input", *inner, "output"]
    names[narrow] = "code"
    return names


def neuron(inputs, ax=None, weights=None, activation="sign"):
    """Draw one neuron: inputs and the constant 1, weights, sum, activation, output.

    `inputs` is a number of inputs or their names in the notation of formulas; the
    Ellipsis stands for those not drawn. `weights` are numbers to write on the arrows,
    the bias first; without them the arrows say b, w_1, w_2 ...

    >>> neuron(["x_1", "x_2", ..., "x_d"]).get_title("left")
    'A neuron with a sign activation'
    """
    if isinstance(inputs, int):
        inputs = [f"x_{j}" for j in range(1, inputs + 1)]
    heights = _spread(1 + len(inputs), 1.0)
    top = max(heights[0], 0.6)
    ax = _blank(ax, (-0.5, 7.2), (-top - 0.5, top + 0.5))
    names = _weight_names(inputs) if weights is None else [f"{w:.3g}" for w in weights]
    total = _tail(ax, activation)
    for name, weight, height in zip(["1", *inputs], names, heights, strict=True):
        if name is ...:
            _dots(ax, (0.0, height), 0.2)
        else:
            source = _circle(ax, (0.0, height), 0.36, PAPER)
            _write(ax, (0.0, height), f"${name}$")
            _arrow(ax, source, total, weight)
    ax.set_title(f"A neuron with a {activation} activation", loc="left")
    return ax


def _tail(ax, activation):
    """Draw from the sum to the output, and return the circle of the sum."""
    from matplotlib.patches import FancyBboxPatch

    total = _circle(ax, (2.8, 0.0), 0.36, PALETTE[0])
    _write(ax, (2.8, 0.0), r"$\Sigma$", "white")
    look = {"boxstyle": "round,pad=0.1", "fc": PALETTE[1], "ec": INK, "zorder": 2}
    box = ax.add_patch(FancyBboxPatch((4.3, -0.25), 1.0, 0.5, **look))
    ax.text(4.8, 0.0, activation, ha="center", va="center", zorder=3)
    output = _circle(ax, (6.7, 0.0), 0.36, PAPER)
    _write(ax, (6.7, 0.0), "$y$")
    _arrow(ax, total, box, "$z$")
    _arrow(ax, box, output)
    for x, words in [(2.8, "sum"), (4.8, "activation"), (6.7, "output")]:
        ax.text(x, -0.5, words, ha="center", va="top", fontsize=9)
    return total


def _blank(ax, across, up):
    """Axes that are switched off and show the given ranges, on a figure that fits."""
    if ax is None:
        import matplotlib.pyplot as plt

        size = (0.82 * (across[1] - across[0]), 0.3 + 0.82 * (up[1] - up[0]))
        ax = plt.figure(figsize=size).add_subplot()
    ax.axis("off")
    ax.set(xlim=across, ylim=up, aspect="equal")
    return ax


def _layer_names(count):
    hidden = [f"hidden {n}" for n in range(1, count - 1)]
    return ["input", *(["hidden"] if count == 3 else hidden), "output"]


def _spread(count, gap):
    return [gap * ((count - 1) / 2 - n) for n in range(count)]


def _column(layer, size, gap):
    """Where the circles of a layer stand; a shortened one leaves its middle free."""
    if size <= MOST:
        heights = _spread(size, gap)
    else:
        heights = [y for y in _spread(MOST + 1, 0.46) if abs(y) > 0.3]
    return [(2.0 * layer, height) for height in heights]


def _weight_names(inputs):
    names = ["" if n is ... else f"${n.replace('x', 'w', 1)}$" for n in inputs]
    return ["$b$", *names]


def _circle(ax, spot, radius, fill):
    from matplotlib.patches import Circle

    return ax.add_patch(Circle(spot, radius, fc=fill, ec=INK, lw=1.2, zorder=2))


def _write(ax, spot, text, ink=INK):
    ax.text(*spot, text, ha="center", va="center", color=ink, fontsize=13, zorder=3)


def _dots(ax, spot, gap):
    heights = [spot[1] + shift for shift in (-gap, 0.0, gap)]
    ax.plot([spot[0]] * 3, heights, "o", ms=3, color=INK)


def _arrow(ax, source, target, text=""):
    """Draw an arrow from the edge of one shape to the edge of another, text on it."""
    start, end = _middle(source), _middle(target)
    look = {"arrowstyle": "-|>", "color": INK, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
    look |= {"patchA": source, "patchB": target}
    ax.annotate("", xy=end, xytext=start, arrowprops=look, zorder=1)
    spot = [0.56 * a + 0.44 * b for a, b in zip(start, end, strict=True)]
    paper = {"fc": PAPER, "ec": "none", "pad": 1.5} if text else None
    ax.text(*spot, text, ha="center", va="center", bbox=paper, zorder=2)


def _middle(patch):
    box = patch.get_path().get_extents(patch.get_patch_transform())
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
