"""Where the parts of a drawn network stand, and the marks they are drawn with.

One unit is one inch, so that numbers of a fixed size fit wherever they stand.
"""

from coursekit.figures import INK, PALETTE, PAPER
from coursekit.passes import GRADIENT, VALUE, known_after, number, walk

BLUE, RED, BROWN, DIM = PALETTE[0], "#B84A00", "#7A2A00", "#6A6A6A"
SHADE, GLOW, WIRE = "#FBE3D2", "#FFE7A3", "#B9B9B9"
TALL, PITCH = 0.84, 1.75  # the height of a neuron, and from one to the next
ROUND = "round,pad=0.2,rounding_size=0.25"


class Board:
    """Where everything stands: the geometry of one network, in inches."""

    def __init__(self, net):
        """Make room for the longest number of the walk."""
        self.net = net
        self.values = known_after(walk(net), 10**6)
        longest = max(len(number(value)) for value in self.values.values())
        self.cell = max(0.62, 0.1 * longest + 0.24)
        self.left, self.right = [0.0], [self.cell]  # edges of every layer
        for layer, bend in enumerate(net.bends, 1):
            behind = 0.7 + 0.15 * longest  # room for both numbers, and the word "bias"
            gap = max(2.0, behind / (1 - self.share(layer)))
            self.left.append(self.right[-1] + gap)
            wide = self.cell if bend == "identity" else 2 * self.cell + 0.5
            self.right.append(self.left[-1] + wide)
        self.loss = self.right[-1] + 0.85 + self.cell / 2
        reach = PITCH * (max(net.sizes) - 1) / 2 + TALL / 2
        self.low, self.high = -reach - 0.88, reach + 0.8
        self.size = (self.loss + self.cell / 2 + 0.6, self.high - self.low)

    def height(self, layer, k):
        """Give the height of a neuron; the first of a layer is on top."""
        return PITCH * ((self.net.sizes[layer] - 1) / 2 - k)

    def spot(self, name):
        """Return where a number stands: a gradient has the place of its value."""
        kind, *where = name
        if kind == "L":
            return (self.loss, 0.0)
        if kind[-1] == "w":
            return self.pill(*where)
        layer, k = where
        x = self.left[layer] if kind[-1] in "zb" else self.right[layer] - self.cell
        x, y = x + self.cell / 2, self.height(layer, k)
        return (x, y - TALL / 2 - 0.36) if kind[-1] == "b" else (x, y)

    def wire(self, layer, j, k):
        """Both ends of a wire."""
        return (
            (self.right[layer - 1], self.height(layer - 1, j)),
            (self.left[layer], self.height(layer, k)),
        )

    def share(self, layer):
        """How far along their wires the weights stand: where they lie far apart."""
        before, after = self.net.sizes[layer - 1 : layer + 1]
        if min(before, after) == 1:
            return 0.4 if after == 1 else 0.5
        return 0.3 if before == after == 2 else 0.26

    def pill(self, layer, j, k):
        """The place of a weight on its wire."""
        (x0, y0), (x1, y1) = self.wire(layer, j, k)
        at = self.share(layer)
        return (x0 + at * (x1 - x0), y0 + at * (y1 - y0))

    def beside(self, layer, j, k):
        """Points of a wire just before its weight, and just behind its gradient."""
        (x0, y0), (x1, y1) = self.wire(layer, j, k)
        value, gradient = (
            len(number(self.values[name, layer, j, k])) for name in ("w", "dw")
        )
        middle, rise = self.pill(layer, j, k)[0], (y1 - y0) / (x1 - x0)
        left = middle - 0.05 * value - 0.12
        right = middle + 0.05 * value + 0.1 * gradient + 0.27
        return [(x, y0 + rise * (x - x0)) for x in (left, right)]


def line(ax, start, end):
    """Draw a wire on which nothing happens."""
    ax.plot(*zip(start, end, strict=True), color=WIRE, lw=1.2, zorder=1)


def arrow(ax, start, end, colour):
    """Draw what flows, and which way."""
    look = {"arrowstyle": "-|>", "mutation_scale": 14, "shrinkA": 0, "shrinkB": 0}
    look |= {"color": colour, "lw": 2.4}
    ax.annotate("", end, start, arrowprops=look, zorder=2)


def box(ax, corner, wide, tall):
    """Draw the frame of a neuron, an input or the loss."""
    from matplotlib.patches import FancyBboxPatch

    look = {"boxstyle": "round,pad=0,rounding_size=0.14", "fc": PAPER, "ec": INK}
    ax.add_patch(FancyBboxPatch(corner, wide, tall, lw=1.2, zorder=3, **look))


def say(ax, spot, text, **look):
    """Write a small grey word, unless `look` says otherwise."""
    look = {"fontsize": 9.5, "color": DIM, "ha": "center", "va": "bottom"} | look
    ax.text(*spot, text, zorder=5, **look)


def mark(ax, spot, value, ink, edge):
    """Write a number; with an edge as a gradient, in a box."""
    frame = {"boxstyle": ROUND, "ec": edge}
    frame["fc"] = "none" if edge == "none" else SHADE
    look = {"ha": "center", "va": "center", "weight": "bold", "zorder": 6}
    style = "normal" if edge == "none" else "italic"
    ax.text(*spot, number(value), color=ink, bbox=frame, style=style, **look)


def sentence(ax, says):
    """Write pieces of text side by side, each in the colour of its kind."""
    from matplotlib.offsetbox import AnchoredOffsetbox, DrawingArea, HPacker, TextArea

    looks = {
        VALUE: {"color": BLUE, "weight": "bold"},
        GRADIENT: {"color": RED, "weight": "bold", "style": "italic"},
    }
    parts = []
    for text, kind in says:
        look = {"fontsize": 12} | looks.get(kind, {"color": INK})
        for n, word in enumerate(text.split(" ")):
            parts += [DrawingArea(4, 1)] * (n > 0)
            parts += [TextArea(word, textprops=look)] * (word != "")
    row = HPacker(children=parts, pad=0, sep=0, align="baseline")
    anchor = {"bbox_to_anchor": (0, 1), "bbox_transform": ax.transAxes}
    anchor |= {"frameon": False, "pad": 0, "borderpad": 0}
    line = ax.add_artist(AnchoredOffsetbox("upper left", child=row, **anchor))
    line.set_in_layout(False)  # a long line shall not make the drawing small
