"""A small network to play with: change it, and watch what it learns while it learns.

The famous playground in the browser, in NumPy: four riddles in the plane, a network of
your choice, its boundary and the view of every hidden neuron. Without widgets, four
states of the training are shown in one picture.

    playground.show(playground.Settings(dataset="circle", hidden=(4, 2)))
"""

from functools import partial

import numpy as np

from coursekit import figures, plots, run
from coursekit.riddles import ACTIVATIONS, DATASETS, Network, Settings, points

__all__ = ["Network", "Settings", "panel", "points", "show", "strip"]

REACH = 6.0  # the plane that is drawn: -6 to 6 in both directions


def strip(settings, epochs=(0, 10, 40, 150)):
    """Return one figure of several states of the same training, side by side.

    Above the answer of the network with the points, below it one small map of the plane
    for every hidden neuron, layer after layer.
    """
    X, y = points(settings)
    net, columns = Network(settings), len(epochs)
    figure, axes = _panels(columns, len(settings.hidden))
    for column, until in zip(axes.T, epochs, strict=True):
        net.train(X, y, until - net.epochs)
        _draw(net, X, y, column)
    return figure


def show(settings=None, epochs=(0, 10, 40, 150)):
    """Let the reader play; without widgets, show the states after these `epochs`."""
    settings = settings or Settings()
    if run.interactive():
        from IPython.display import display

        display(panel(settings))
    else:
        figures.show(strip(settings, epochs), _words(settings, epochs))


def panel(settings):
    """Return the widget: menus, a button that trains, and the picture."""
    import ipywidgets as widgets

    menus, picture, status = _menus(settings), widgets.HTML(), widgets.HTML()
    train = widgets.Button(description="Train 50 epochs", icon="play")
    again = widgets.Button(description="Start again", icon="refresh")
    game = _Game(menus, picture, status)
    train.on_click(game.learn)
    again.on_click(game.start)
    for menu in menus.values():
        menu.observe(game.start, "value")
    game.start()
    row = partial(widgets.HBox, layout=widgets.Layout(flex_flow="row wrap"))
    rows = [row([*menus.values()]), row([train, again, status]), row([picture])]
    return widgets.VBox(rows)


class _Game:
    """A network in training, and the widgets that show it."""

    def __init__(self, menus, picture, status):
        self.menus, self.picture, self.status = menus, picture, status

    def start(self, _=None):
        """Begin anew with what the menus say."""
        try:
            settings = _chosen(self.menus)
        except ValueError as error:
            self.status.value = f'<span role="alert">{error}</span>'
        else:
            self.net, (self.X, self.y) = Network(settings), points(settings)
            self.draw()

    def learn(self, _=None):
        """Train for 50 epochs, with a picture after every 5."""
        for _frame in range(10):
            self.net.train(self.X, self.y, 5)
            self.draw()

    def draw(self):
        """Show the present state, with its words."""
        figure, axes = _panels(1, len(self.net.W) - 1)
        _draw(self.net, self.X, self.y, axes[:, 0])
        words = _words(self.net.settings, [self.net.epochs])
        self.picture.value = figures.bundle(figure, words)[0].get("text/html", words)
        self.status.value = f'<span role="status">{self.net.epochs} epochs</span>'


def _menus(settings):
    import ipywidgets as widgets

    lists = {
        "dataset": list(DATASETS),
        "activation": list(ACTIVATIONS),
        "learning_rate": [0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0],
        "penalty": [None, "L1", "L2"],
        "strength": [0.0, 0.001, 0.003, 0.01, 0.03, 0.1],
    }
    layers = ", ".join(map(str, settings.hidden))
    said = {"style": {"description_width": "initial"}}  # no label is cut short
    menus = {
        "hidden": widgets.Text(
            layers, description="layers", placeholder="4, 2", continuous_update=False
        )
    }
    for name, options in lists.items():
        value, words = getattr(settings, name), name.replace("_", " ")
        options = options if value in options else [*options, value]
        pairs = [("none" if o is None else str(o), o) for o in options]
        menus[name] = widgets.Dropdown(
            options=pairs, index=options.index(value), description=words, **said
        )
    return menus


def _chosen(menus):
    """Read the settings off the menus; ValueError says what cannot be read."""
    values = {name: menu.value for name, menu in menus.items()}
    text = values.pop("hidden")
    try:
        layers = tuple(int(n) for n in text.split(",") if n.strip())
    except ValueError:
        raise ValueError(
            f"layers: {text!r} where numbers of neurons such as '4, 2' were expected."
        ) from None
    return Settings(hidden=layers, **values)


def _panels(columns, layers):
    from matplotlib.figure import Figure

    wide = 2.5 if columns > 1 else 4.4
    tall = [wide, *[0.33 * wide] * layers]
    figure = Figure((wide * columns + 0.4, sum(tall) + 0.5), layout="constrained")
    look = {"height_ratios": tall}
    return figure, figure.subplots(1 + layers, columns, squeeze=False, gridspec_kw=look)


def _draw(net, X, y, axes):
    """Draw one state: the answer over the plane, then a map for each hidden neuron."""
    side = np.linspace(-REACH, REACH, 60)
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    *hidden, answer = [a.reshape(60, 60, -1) for a in net.outputs(plane)[1:]]
    box = [-REACH, REACH, -REACH, REACH]
    axes[0].imshow(answer[:, :, 0], vmin=-1.6, vmax=1.6, extent=box, **_shades())
    done = f"loss {net.loss(X, y):.3f}, {net.wrong(X, y):.0%} wrong"
    axes[0].set_title(f"epoch {net.epochs}\n{done}", loc="left", fontsize=9.5)
    plots.scatter(X, y, axes[0])
    for dots in axes[0].collections:
        dots.set_sizes([9])
    axes[0].get_legend().remove()
    for number, (ax, maps) in enumerate(zip(axes[1:], hidden, strict=True), 1):
        _tiles(ax, maps)
        ax.set_title(f"hidden layer {number}", loc="left", fontsize=9)


def _tiles(ax, maps):
    """Draw the maps of one layer side by side, with a gap between them."""
    gap, most = np.full((60, 6), np.nan), max(1e-9, np.abs(maps).max())
    row = [tile for one in np.moveaxis(maps, 2, 0) for tile in (one, gap)][:-1]
    ax.imshow(np.hstack(row), vmin=-1.2 * most, vmax=1.2 * most, **_shades())
    ax.axis("off")


def _shades():
    from matplotlib.colors import LinearSegmentedColormap

    ends = [plots.PALETTE[0], "white", plots.PALETTE[1]]
    return {"cmap": LinearSegmentedColormap.from_list("", ends), "origin": "lower"}


def _words(settings, epochs):
    """The alternative text of a picture."""
    layers = "-".join(map(str, (2, *settings.hidden, 1)))
    when = ", ".join(map(str, epochs))
    return (
        f"What a {layers} network with {settings.activation} answers to the "
        f"{settings.dataset} data after {when} epochs, with the points; below, one "
        "small map of the plane per hidden neuron."
    )
