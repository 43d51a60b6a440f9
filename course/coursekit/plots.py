"""The figures of the course: one style, one palette, every picture with words.

Drawing functions draw on `ax`, or on a new figure where there is none, and return the
Axes; they name the axes and the figure where nobody has yet. Then comes `show`:

    plots.style()
    ax = plots.scatter(X, y)
    plots.line(w, ax)
    plots.show(ax, alt="Two groups of points, apart; the line passes between them.")

Matplotlib is imported inside the functions: importing this module costs nothing.
"""

import numpy as np

from coursekit import legible
from coursekit.chains import chain
from coursekit.diagrams import hourglass, network, neuron
from coursekit.figures import INK, MARKERS, PALETTE, PAPER, show, style
from coursekit.stories import film, stepper
from coursekit.wires import wires

__all__ = [
    "MARKERS",
    "PALETTE",
    "chain",
    "confusion_matrix",
    "decision_regions",
    "film",
    "hourglass",
    "image_grid",
    "latent_scatter",
    "learning_curves",
    "line",
    "network",
    "neuron",
    "scatter",
    "show",
    "stepper",
    "style",
    "traversal_grid",
    "wires",
]


def scatter(X, y, ax=None, names=None):
    """Draw points of two features, one colour and one marker per class of `y`.

    `names` are the names of the classes, in the order of the sorted labels.
    """
    X, y = _points("scatter", X, y)
    ax = _axes(ax)
    classes = np.unique(y)
    names = [f"y = {label}" for label in classes] if names is None else names
    for n, (label, name) in enumerate(zip(classes, names, strict=True)):
        ax.scatter(*X[y == label].T, label=name, zorder=3, **_look(n))
    ax.legend()
    _name(ax, f"{len(X)} examples of {len(classes)} classes", "$x_1$", "$x_2$")
    return ax


def line(w, ax, **look):
    """Draw where w[0] + w[1] x1 + w[2] x2 = 0, within the present view of the axes.

    The view stays as it is. If w[1] and w[2] are both 0 there is no boundary, and
    nothing is drawn. `look` goes to Matplotlib: label, color, alpha ...
    """
    w = np.asarray(w, dtype=float)
    if w.shape != (3,):
        raise ValueError(
            f"line: w of shape {w.shape} where (3,) was expected: the bias, then one "
            "weight for each of the two features."
        )
    view, slope = ax.axis(), w[1:]
    if slope.any():
        w = w / np.abs(slope).max()
        middle = np.array([view[0] + view[1], view[2] + view[3]]) / 2
        foot = middle - (w[0] + w[1:] @ middle) / (w[1:] @ w[1:]) * w[1:]
        look = {"color": INK, "zorder": 2} | look
        ax.axline(foot, foot + np.array([-w[2], w[1]]), **look)
        ax.axis(view)
    return ax


def decision_regions(predict, X, y, ax=None, names=None):
    """Tint the plane by what `predict` answers, and draw the points over it.

    `predict` takes an array of shape (n, 2), the two features without a column of
    ones, and returns n labels. It is asked about 40,000 points at once.
    """
    X, y = _points("decision_regions", X, y)
    ax = _axes(ax)
    low, high = X.min(axis=0), X.max(axis=0)
    low, high = low - 0.08 * (high - low), high + 0.08 * (high - low)
    x1, x2 = (np.linspace(low[j], high[j], 200) for j in (0, 1))
    plane = np.stack(np.meshgrid(x1, x2), axis=-1)
    answers = np.asarray(predict(plane.reshape(-1, 2)))
    if answers.shape != (40_000,):
        raise ValueError(
            f"decision_regions: predict gave shape {answers.shape} where (40000,) was "
            "expected, one label per point. Does it return scores instead of labels?"
        )
    classes = np.unique(y)
    region = np.argmax(answers[:, None] == classes, axis=1).reshape(200, 200)
    _tint(ax, x1, x2, region)
    _name(ax, f"What the model answers, and {len(X)} examples", "$x_1$", "$x_2$")
    scatter(X, y, ax, names)
    ax.set(xlim=x1[[0, -1]], ylim=x2[[0, -1]])
    return ax


def learning_curves(history, ax=None):
    """Draw one curve per entry of `history`, a dict of lists with a value per epoch.

    `val_loss` gets the colour of `loss`, dashed. Keras: pass `model.fit(...).history`,
    or a part of it: a loss and an accuracy do not belong on one axis.
    """
    from matplotlib.ticker import MaxNLocator

    ax = _axes(ax)
    metrics = list(dict.fromkeys(key.removeprefix("val_") for key in history))
    for key, values in history.items():
        n = metrics.index(key.removeprefix("val_"))
        held_out = key.startswith("val_")
        look = {"linestyle": "--" if held_out else "-", "color": PALETTE[n]}
        marker = {"marker": MARKERS[n], "markevery": max(1, len(values) // 10)}
        face = {"markerfacecolor": PAPER if held_out else PALETTE[n]}
        epochs = np.arange(1, len(values) + 1)
        ax.plot(epochs, values, label=_curve(key), **look, **marker, **face)
    whole = MaxNLocator(integer=True, steps=[1, 2, 5, 10], min_n_ticks=1)
    ax.xaxis.set_major_locator(whole)
    ax.legend()
    _name(ax, "Learning curves", "epoch", metrics[0] if len(metrics) == 1 else "value")
    return ax


def confusion_matrix(matrix, names, ax=None):
    """Draw counts with the truth in rows; a cell is dark by its share of the row."""
    matrix = np.asarray(matrix)
    if matrix.shape != (len(names), len(names)):
        raise ValueError(
            f"confusion_matrix: shape {matrix.shape} where {(len(names),) * 2} was "
            f"expected, one row and one column for each of {len(names)} names."
        )
    ax = _axes(ax, (1.9 + 0.52 * len(names), 1.4 + 0.44 * len(names)))
    share = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    ax.imshow(share, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (row, column), count in np.ndenumerate(matrix):
        ink = "white" if share[row, column] > 0.55 else INK
        ax.text(column, row, f"{count:,}", ha="center", va="center", color=ink)
    ticks = range(len(names))
    crowded = len(names) > 4 and max(len(str(name)) for name in names) > 6
    turned = {"rotation": 35, "ha": "right", "rotation_mode": "anchor"}
    ax.set_xticks(ticks, names, **turned if crowded else {})
    ax.set_yticks(ticks, names)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    title = f"{np.trace(matrix):,} of {matrix.sum():,} right"
    _name(ax, title, "predicted", "truth")
    return ax


def image_grid(images, labels=None, columns=8, ax=None):
    """Draw images side by side, row after row, each with its label above.

    `images` has shape (n, height, width), (n, height, width, 1) or, in colour,
    (n, height, width, 3). All share one grey scale, from their least to their greatest.
    """
    images = _pixels("image_grid", images, 1)
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    above = 0.0 if labels is None else 0.34
    pitch = images.shape[1] / images.shape[2] + above
    ax = _axes(ax, (0.8 * columns + 0.1, 0.8 * pitch * rows + 0.1))
    for n, image in enumerate(images):
        column, top = n % columns, pitch * (n // columns)
        _tile(ax, image, (column, top + above), images)
        if labels is not None:
            look = {"ha": "center", "va": "bottom", "fontsize": 9.5}
            ax.text(column + 0.5, top + above - 0.02, str(labels[n]), **look)
    ax.set(xlim=(0, columns), ylim=(pitch * rows, 0), aspect="equal")
    ax.axis("off")
    return ax


def latent_scatter(codes, y, ax=None, names=None):
    """Draw codes of two latent variables, each class named where it is densest.

    Names that would lie on each other are moved apart when the figure is shown.
    """
    from matplotlib.patheffects import withStroke

    codes, y = _points("latent_scatter", codes, y)
    ax = _axes(ax, (6.4, 5.2))
    classes = np.unique(y)
    for n, label in enumerate(classes):
        mine = codes[y == label]
        ax.scatter(*mine.T, alpha=0.55, **_look(n) | {"s": 14, "linewidth": 0})
        name = str(label if names is None else names[n])
        halo = [withStroke(linewidth=3, foreground=PAPER)]
        style = {"weight": "bold", "ha": "center", "va": "center", "zorder": 4}
        style["gid"] = legible.MOVABLE
        ax.text(*np.median(mine, axis=0), name, path_effects=halo, **style)
    title = f"{len(codes):,} codes of {len(classes)} classes"
    _name(ax, title, "$z_1$", "$z_2$")
    return ax


def traversal_grid(images, ax=None, values=None):
    """Draw what a decoder makes of a grid of codes: `images[row, column]`.

    `values` are the two lists of latent values: across the columns, down the rows.
    """
    images = _pixels("traversal_grid", images, 2)
    rows, columns, height, width = images.shape[:4]
    pitch = height / width
    ax = _axes(ax, (0.62 * columns + 0.9, 0.62 * pitch * rows + 0.9))
    for row, column in np.ndindex(rows, columns):
        _tile(ax, images[row, column], (column, pitch * row), images)
    across, down = values or (range(1, columns + 1), range(1, rows + 1))
    ax.set_xticks(np.arange(columns) + 0.5, [f"{v:.3g}" for v in across])
    ax.set_yticks((np.arange(rows) + 0.5) * pitch, [f"{v:.3g}" for v in down])
    ax.set(xlim=(0, columns), ylim=(pitch * rows, 0), aspect="equal")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    _name(ax, "Decoded from a grid of codes", "$z_1$", "$z_2$")
    return ax


def _axes(ax, size=None):
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=size).add_subplot()
    return ax


def _name(ax, title, x, y):
    """Name what nobody has named yet."""
    if not any(map(ax.get_title, ("left", "center", "right"))):
        ax.set_title(title)
    ax.set(xlabel=ax.get_xlabel() or x, ylabel=ax.get_ylabel() or y)


def _look(n):
    """The colour and marker of class number n; after ten both start again, shifted."""
    marker = MARKERS[(n + n // len(PALETTE)) % len(MARKERS)]
    edge = {"edgecolor": PAPER, "linewidth": 0.6}
    return {"color": PALETTE[n % len(PALETTE)], "marker": marker, "s": 42} | edge


def _curve(key):
    return f"{key.removeprefix('val_')}, validation" if key[:4] == "val_" else key


def _points(where, X, y):
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(
            f"{where}: points of shape {X.shape} where (n, 2) was expected. A page has "
            "two dimensions: choose two columns, and leave out the column of ones."
        )
    if y.shape != (len(X),):
        raise ValueError(
            f"{where}: y of shape {y.shape} where ({len(X)},) was expected, one label "
            "per point."
        )
    return X, y


def _pixels(where, images, axes):
    """Images as floats, without a last axis of one channel."""
    images = np.asarray(images)
    if images.ndim == axes + 3 and images.shape[-1] == 1:
        images = images[..., 0]
    if not axes + 2 <= images.ndim <= axes + 3:
        raise ValueError(
            f"{where}: shape {images.shape}; expected {axes} axes that number the "
            "images, then height and width, then 3 channels if in colour."
        )
    return images


def _tile(ax, image, corner, images):
    """Put an image of width 1 at its upper left corner, with a thin margin."""
    (left, top), height = corner, image.shape[0] / image.shape[1]
    box = (left + 0.03, left + 0.97, top + height - 0.03, top + 0.03)
    ax.imshow(image, extent=box, vmin=images.min(), vmax=images.max(), cmap="gray")


def _tint(ax, x1, x2, region):
    """Colour each region with a light shade of its class, a line where two meet."""
    from matplotlib.colors import to_rgb

    count = region.max() + 1
    colours = np.array([to_rgb(PALETTE[n % len(PALETTE)]) for n in range(count)])
    shades = 1 - 0.28 * (1 - colours)
    box = (x1[0], x1[-1], x2[0], x2[-1])
    ax.imshow(shades[region], extent=box, origin="lower", aspect="auto", zorder=0)
    for n in range(1, count):
        edge = _soft(region >= n)
        ax.contour(x1, x2, edge, levels=[0.5], colors=INK, linewidths=1.2, zorder=1)


def _soft(mask):
    """Means of 7 by 7 points: the edge of a mask loses its stairs."""
    padded = np.pad(mask.astype(float), 3, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, (7, 7)).mean(axis=(2, 3))
