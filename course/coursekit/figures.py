"""How a figure looks and how it reaches the page; `plots` passes these names on.

Matplotlib is imported inside the functions: importing this module costs nothing.
"""

import base64
import html
import io
import sys

from coursekit import legible, run

PALETTE = (
    "#0072B2",  # blue
    "#E69F00",  # orange
    "#004D40",  # deep green
    "#E78AC3",  # pink
    "#111111",  # near black
    "#56B4E9",  # sky
    "#7A2A00",  # brown
    "#8A8A8A",  # grey
    "#5B2A86",  # violet
    "#D55E00",  # vermilion
)
"""Ten colours that colour-blind readers tell apart; neighbours also differ in grey."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")
"""One shape per class, so that no figure depends on colour alone."""

PAPER = "#FCFCFC"
INK = "#222222"


def style():
    """Give every later figure the course's look: call it once, in the set-up cell.

    The paper is opaque and near white, so that figures can be read on dark pages too.
    """
    import matplotlib as mpl

    mpl.rcParams.update(
        {
            "figure.figsize": (6.4, 4.0),
            "figure.dpi": 100,
            "savefig.dpi": 130,
            "figure.constrained_layout.use": True,
            "figure.facecolor": PAPER,
            "savefig.facecolor": PAPER,
            "axes.facecolor": PAPER,
            "axes.prop_cycle": mpl.cycler(color=PALETTE),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": INK,
            "axes.labelcolor": INK,
            "axes.titlesize": 12,
            "axes.titlelocation": "left",
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "font.size": 10.5,
            "lines.linewidth": 1.8,
            "legend.frameon": True,
            "legend.framealpha": 0.85,
            "legend.facecolor": PAPER,
            "image.cmap": "gray",
        }
    )


def show(fig, alt):
    """Display a figure, or an Axes' figure, with its alternative text, and close it.

    The text goes into the notebook beside the picture. Outside IPython nothing is
    displayed or saved. A figure without a title or a label on an axis is refused.

    >>> import matplotlib.pyplot as plt
    >>> show(plt.figure(), alt=" ")
    Traceback (most recent call last):
    ValueError: show: alt is empty. Say in a sentence what is to be seen, for \
readers who cannot see it.
    """
    import matplotlib.pyplot as plt

    figure = fig.figure
    _require_words(figure, alt)
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
        from IPython.display import display

        data, metadata = bundle(figure, alt)
        display(data, metadata=metadata, raw=True)
    plt.close(figure)


def bundle(figure, alt):
    """Return a figure as a notebook's output: data and metadata by MIME type.

    JupyterLab 4 ignores the alternative text of a PNG, so a live notebook also gets
    an HTML copy that has it. A stored notebook has the PNG alone: it stays small, and
    sites that remove pictures from HTML can show it.
    """
    picture, width = png(figure), round(figure.get_figwidth() * 100)
    encoded = base64.b64encode(picture).decode()
    data = {"image/png": encoded, "text/plain": f"Figure: {alt}"}
    if run.interactive():
        data["text/html"] = _img(encoded, width, alt)
    facts = {"alt": alt, "width": width}
    if not run.interactive() and (found := legible.complaints(figure)):
        facts["hard_to_read"] = found
    return data, {"image/png": facts}


def png(figure):
    """Return the figure as the bytes of a PNG file, the same bytes each time.

    256 colours are kept: the file is a third of the size, and nobody sees it. Names
    that lie on each other are moved first, and legends that cover data.
    """
    from PIL import Image

    legible.mend(figure)
    drawn, target = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png")
    with Image.open(drawn) as picture:
        picture.convert("RGB").quantize(256).save(target, format="png", optimize=True)
    return target.getvalue()


def _img(encoded, width, alt):
    return (
        f'<img src="data:image/png;base64,{encoded}" width="{width}" '
        f'style="max-width: 100%; height: auto" alt="{html.escape(alt)}">'
    )


def _require_words(figure, alt):
    if not alt.strip():
        raise ValueError(
            "show: alt is empty. Say in a sentence what is to be seen, for readers "
            "who cannot see it."
        )
    for number, ax in enumerate(figure.axes, 1):
        missing = _missing_words(ax) if ax.axison else []
        if missing:
            raise ValueError(
                f"show: axes {number} of {len(figure.axes)} has no "
                f"{' and no '.join(missing)}. Add it with ax.set(title=..., "
                "xlabel=..., ylabel=...), or switch the axes off with ax.axis('off')."
            )


def _missing_words(ax):
    """What an Axes lacks; axes that share a scale may share its label."""
    figure = ax.figure
    columns = ax.get_shared_x_axes().get_siblings(ax)
    rows = ax.get_shared_y_axes().get_siblings(ax)
    x = figure.get_supxlabel() or any(sibling.get_xlabel() for sibling in columns)
    y = figure.get_supylabel() or any(sibling.get_ylabel() for sibling in rows)
    if ax.get_label() == "<colorbar>":
        return [] if x or y else ["label on its colour bar"]
    title = figure.get_suptitle() or any(map(ax.get_title, ("left", "center", "right")))
    words = {"title": title, "label on the x axis": x, "label on the y axis": y}
    return [what for what, there in words.items() if not there]
