"""A small network to play with: change it, and watch what it learns while it learns.

The famous playground in the browser, in NumPy: four riddles in the plane, a network of
your choice, its boundary and the view of every hidden neuron. Without widgets, four
states of the training are shown in one picture.

    playground.show(playground.Settings(dataset="circle", hidden=(4, 2)))
"""

import asyncio
from functools import partial

import numpy as np

from coursekit import figures, plots, run
from coursekit.riddles import ACTIVATIONS, DATASETS, Network, Settings, points

__all__ = ["Network", "Settings", "panel", "points", "show", "strip"]

REACH = 6.0  # the plane that is drawn: -6 to 6 in both directions


def strip(settings, epochs=(0, 10, 40, 150)):
    """Return one figure of several states of the same training, side by side.

    Above the answer of the network with the points, below it one small map of the plane
    for every hidden neuron, a row per layer.
    """
    X, y = points(settings)
    net, columns = Network(settings), len(epochs)
    figure, axes = _beside(columns, settings.hidden)
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
    """Return the widget: menus, a button that trains and stops, and the picture."""
    import ipywidgets as widgets

    menus, picture, status = _menus(settings), widgets.HTML(), widgets.HTML()
    train = widgets.Button()
    again = widgets.Button(description="Start again", icon="refresh")
    game = _Game(menus, picture, status, train)
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

    def __init__(self, menus, picture, status, train):
        self.menus, self.picture, self.status = menus, picture, status
        self.train, self.film = train, None

    def start(self, _=None):
        """Begin anew with what the menus say; what they cannot mean is refused."""
        self.stop()
        try:
            settings = _chosen(self.menus)
        except ValueError as error:
            self.refuse(error)
        else:
            self.train.disabled = False
            self.net, (self.X, self.y) = Network(settings), points(settings)
            self.draw()

    def refuse(self, error):
        """Say what is wrong, and leave nothing that looks as if it could be trained."""
        self.train.disabled = True
        self.status.value = (
            f'<strong role="alert" style="color: #B00020; background: {figures.PAPER}; '
            f'font-size: 110%; padding: 4px 10px">{error}</strong>'
        )
        faded = '<div style="opacity: 0.25; filter: grayscale(1)">'
        if not self.picture.value.startswith(faded):
            self.picture.value = f"{faded}{self.picture.value}</div>"

    def learn(self, _=None):
        """Train for 50 epochs, with a picture after every 5; or stop doing so.

        Between two pictures a notebook hears what was clicked meanwhile.
        """
        if self.film is not None:
            self.stop()
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # nobody can click: all at once
            for _frame in range(10):
                self.move()
        else:
            self.train.description, self.train.icon = "Stop", "stop"
            self.film = loop.create_task(self.play())

    async def play(self):
        """Move ten times, unless somebody stops the film."""
        for _frame in range(10):
            self.move()
            await asyncio.sleep(0.03)
        self.film = None
        self.stop()

    def stop(self):
        """End the film, if one is running, and offer to train again."""
        if self.film is not None:
            self.film.cancel()
        self.film = None
        self.train.description, self.train.icon = "Train 50 epochs", "play"

    def move(self):
        """Train for five epochs, and show what has become of them."""
        self.net.train(self.X, self.y, 5)
        self.draw()

    def draw(self):
        """Show the present state, with its words."""
        figure, axes = _at_hand(self.net.settings.hidden)
        _draw(self.net, self.X, self.y, axes)
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
    # All of one width, so that they stand in columns; no label is cut short.
    said = {"style": {"description_width": "92px"}, "layout": {"width": "230px"}}
    hint = {"description": "layers", "placeholder": "4, 2"}
    menus = {"hidden": widgets.Text(layers, continuous_update=False, **hint, **said)}
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


def _beside(columns, hidden):
    """Axes for states side by side: the answers above, the hidden neurons below."""
    from matplotlib.figure import Figure

    wide = 2.5
    below = wide * 1.3 * len(hidden) / max([4, *hidden])
    rows = [wide, below] if hidden else [wide]
    size = (wide * columns + 0.4, sum(rows) + 0.8)
    figure = Figure(size, layout="constrained")
    look = {"height_ratios": rows}
    return figure, figure.subplots(len(rows), columns, squeeze=False, gridspec_kw=look)


def _at_hand(hidden):
    """Axes for one state that fits on a screen: hidden neurons beside the answer.

    They stand where they are put: to lay them out takes time at every picture.
    """
    from matplotlib.figure import Figure

    wide, tall, side = (8.8 if hidden else 4.6), 4.7, 3.7
    figure = Figure((wide, tall), layout="none")
    axes = [figure.add_axes((0.6 / wide, 0.5 / tall, side / wide, side / tall))]
    if hidden:
        box = (4.6 / wide, 0.5 / tall, 4.1 / wide, (side + 0.1) / tall)
        axes.append(figure.add_axes(box))
    return figure, axes


def _draw(net, X, y, axes):
    """Draw one state: the answer over the plane, and a map for each hidden neuron."""
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
    if hidden:
        _tiles(axes[1], hidden)


def _tiles(ax, layers):
    """Draw the maps of all hidden neurons, a row per layer, its name above it."""
    most = max([4, *(maps.shape[2] for maps in layers)])
    for row, maps in enumerate(layers):
        top, reach = 1.3 * row, max(1e-9, np.abs(maps).max())
        look = {"vmin": -1.2 * reach, "vmax": 1.2 * reach, **_shades()}
        words = {"va": "bottom", "fontsize": 8.5}
        ax.text(0.02, top + 0.24, f"hidden layer {row + 1}", **words)
        for n in range(maps.shape[2]):
            box = [n + 0.02, n + 0.96, top + 1.22, top + 0.28]
            ax.imshow(maps[:, :, n], extent=box, **look)
    ax.set(xlim=(0, most), ylim=(1.3 * len(layers), 0), aspect="equal", anchor="NW")
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
