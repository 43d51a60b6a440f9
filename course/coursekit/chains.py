"""A network of one neuron per layer, with the product that leads back through it.

ax = plots.chain(w, b, a0, y)
"""

from coursekit.boards import BLUE, BROWN, RED, arrow, box, mark, say
from coursekit.figures import INK
from coursekit.passes import BENDS, Net, known_after, number, walk

PITCH = 1.62  # from one neuron to the next, in inches


def chain(w, b, a0, y, activation="sigmoid"):
    """Draw one neuron per layer: values above, the product of the way back below.

    Under every neuron stands the slope of its activation, under every arrow its
    weight: these are multiplied on the way back from the loss, from right to left. The
    boxes below hold what is reached so far, dL/dz of each neuron, which is dL/db too.
    """
    import matplotlib.pyplot as plt

    bends = (activation, activation)
    net = Net([[[v]] for v in w], [[v] for v in b], [a0], [y], bends)
    known = known_after(walk(net), 10**6)
    count = len(net.W)
    ax = plt.figure(figsize=(PITCH * (count + 1) + 1.6, 3.3)).add_subplot()
    ax.axis("off")
    ax.set(xlim=(-1.15, PITCH * (count + 1) + 0.5), ylim=(-1.95, 0.95), aspect="equal")
    ax.set_title("Values forward, a product of factors back", loc="left", weight="bold")
    rows = {0.52: "values", -0.87: "factors", -1.6: "dL/dz"}
    for height, words in rows.items():
        say(ax, (-0.45, height), words, ha="right", va="center")
    for n in range(count + 2):
        _link(ax, net, known, n)
    return ax


def _link(ax, net, known, n):
    """Draw node n of a chain and the arrow to it, with what stands above and below."""
    count, x = len(net.W), PITCH * n
    end = n > count
    box(ax, (x - 0.25, -0.25), 0.5, 0.5)
    say(ax, (x, 0), "L" if end else f"$a_{n}$", fontsize=12, color=INK, va="center")
    mark(ax, (x, 0.52), known["L",] if end else known["a", n, 0], BLUE, "none")
    if n == 0:
        return
    arrow(ax, (x - 1.37, 0), (x - 0.25, 0), BLUE)
    _, slope, short = BENDS[net.bends[0]]
    if end:
        _factor(ax, x - 0.81, "ŷ − y", known["da", count, 0])
        arrow(ax, (x - 0.81, -1.2), (x - 1.25, -1.47), RED)
        return
    w, z, back = known["w", n, 0, 0], known["z", n, 0], known["dz", n, 0]
    bias = known["b", n, 0]
    signed = f"{'−' if bias < 0 else '+'} {number(abs(bias))}"
    say(ax, (x - 0.81, 0.09), f"· {number(w)} {signed}", fontsize=10.5, color=BLUE)
    _factor(ax, x, f"{short}′(z{_index(n)})", slope(z))
    if n > 1:
        _factor(ax, x - 0.81, f"w{_index(n)}", w)
        arrow(ax, (x - 0.42, -1.6), (x - 1.2, -1.6), RED)
    mark(ax, (x, -1.6), back, BROWN, RED)


def _index(n):
    return "₀₁₂₃₄₅₆₇₈₉"[n]


def _factor(ax, x, name, value):
    say(ax, (x, -0.58), name, va="center")
    mark(ax, (x, -0.87), value, INK, "none")
    if name[0] != "ŷ":
        say(ax, (x + 0.405, -0.87), "·", fontsize=12, color=INK, va="center")
