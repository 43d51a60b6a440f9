"""Whether a figure can be read: texts apart, legends off the data, nothing cut off.

`complaints` lays a figure out once more, by a renderer that draws nothing and only
notes where each line of text would stand. A stored notebook keeps what is found beside
the picture. `mend` does what it can: it moves names apart, and legends off the data.

>>> from matplotlib.figure import Figure
>>> figure = Figure()
>>> _ = figure.text(0.5, 0.5, "cat"), figure.text(0.51, 0.5, "dog")
>>> complaints(figure)
["the texts 'cat' and 'dog' lie on each other"]
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

SLACK = 1.5  # pixels that two boxes may share: the air around letters


@dataclass(frozen=True)
class Words:
    """A line of text, and the corners (4, 2) of the box it fills on the page."""

    text: str
    corners: np.ndarray


MOVABLE = "may be moved"
"""The gid of a text that `mend` may push aside, such as the name of a class."""


def complaints(figure):
    """Say what cannot be read in a figure; an empty list is good news."""
    ear = _listener(figure)
    words = [*ear.heard, *_haloed(figure, ear)]
    return [*_overlaps(words), *_cut(words, figure), *_covered(figure, ear)]


def mend(figure):
    """Move names off each other, and legends off the data; touches nothing else.

    A legend is moved, to the right of its axes, only if it was left to Matplotlib to
    find the best place for it, and even the best covers something.
    """
    named = [ax for ax in figure.axes if _movable(ax)]
    loose = [ax for ax in figure.axes if _is_loose(ax.get_legend())]
    if named or loose:
        ear = _listener(figure)
    for ax in loose:
        legend = ax.get_legend()
        if any(_hidden(ax, legend.get_window_extent(ear))):
            legend.set_loc("upper left")
            legend.set_bbox_to_anchor((1.0, 1.0), ax.transAxes)
    for ax in named:
        _part(ax, _movable(ax), ear)


def _is_loose(legend):
    return legend is not None and legend._loc_real == 0  # 0 is "best"


def _movable(ax):
    return [text for text in ax.texts if text.get_gid() == MOVABLE]


def _part(ax, texts, renderer):
    """Push names apart, the short way, until none lies on another; all stay inside."""
    boxes = np.array([text.get_window_extent(renderer).extents for text in texts])
    middles = (boxes[:, 2:] + boxes[:, :2]) / 2
    halves = (boxes[:, 2:] - boxes[:, :2]) / 2 + 2
    start = middles.copy()
    for _round in range(300):
        for i, j in combinations(range(len(texts)), 2):
            away = middles[j] - middles[i]
            deep = halves[i] + halves[j] - np.abs(away)
            if np.all(deep > 0):
                axis = int(np.argmin(deep))
                push = (deep[axis] / 2 + 0.1) * (1 if away[axis] >= 0 else -1)
                middles[i, axis] -= push
                middles[j, axis] += push
        middles = np.clip(middles, ax.bbox.min + halves, ax.bbox.max - halves)
    for text, old, new in zip(texts, start, middles, strict=True):
        if np.abs(new - old).max() > 0.5:
            text.set_position(ax.transData.inverted().transform(new))


def _listener(figure):
    """Lay a figure out, and return the renderer that heard its texts."""
    from matplotlib.backends.backend_agg import RendererAgg

    class Ear(RendererAgg):
        """Draws nothing, and notes every line of text."""

        def __init__(self, figure):
            super().__init__(*figure.bbox.size, figure.dpi)
            self.heard = []
            for name in ("image", "markers", "path", "path_collection", "quad_mesh"):
                setattr(self, f"draw_{name}", lambda *args, **more: None)
            self.draw_gouraud_triangles = lambda *args, **more: None

        def draw_text(self, gc, x, y, s, *look, ismath=False, **more):
            font, angle = look
            if gc.get_alpha() and s.strip():
                box = _framed(more.get("mtext"), self)
                if box is None:
                    size = self.get_text_width_height_descent(s, font, ismath)
                    box = _placed((x, self.height - y), size, angle)
                self.heard.append(Words(s, box))

    ear = Ear(figure)
    figure.draw(ear)
    return ear


def _placed(spot, size, angle):
    """The corners of a line of text that was turned about its beginning."""
    (wide, tall, below), turn = size, np.deg2rad(angle)
    corners = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]]) - [0, below]
    across, up = [np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]
    return spot + corners @ np.array([across, up])


def _framed(text, renderer):
    """The corners of a text's frame, where it has one that can be seen."""
    frame = text.get_bbox_patch() if text is not None else None
    if frame is None or not frame.get_edgecolor()[3]:
        return None
    return _around(frame.get_window_extent(renderer))


def _around(box):
    """The corners of an upright box, one after another."""
    return np.array([box.p0, (box.x1, box.y0), box.p1, (box.x0, box.y1)])


def _haloed(figure, renderer):
    """Texts with a halo, which Matplotlib draws as outlines."""
    from matplotlib.text import Text

    found = figure.findobj(
        lambda artist: isinstance(artist, Text) and bool(artist.get_path_effects())
    )
    return [
        Words(text.get_text(), _around(text.get_window_extent(renderer)))
        for text in found
        if text.get_visible() and text.get_text().strip()
    ]


def _overlaps(words):
    return [
        f"the texts {a.text!r} and {b.text!r} lie on each other"
        for a, b in combinations(words, 2)
        if _meet(a.corners, b.corners)
    ]


def _meet(a, b):
    """Whether two boxes, turned or not, share more than the air around letters.

    They do not if along some side of either they stand apart.
    """
    for box in (a, b):
        for side in (box[1] - box[0], box[3] - box[0]):
            along = side / max(np.hypot(*side), 1e-9)
            p, q = a @ along, b @ along
            if min(p.max(), q.max()) - max(p.min(), q.min()) <= SLACK:
                return False
    return True


def _cut(words, figure):
    for one in words:
        beyond = np.max([-one.corners, one.corners - figure.bbox.size])
        if beyond > SLACK:
            yield f"{one.text!r} is cut off by the edge of the figure"


def _covered(figure, renderer):
    """What legends hide: points, curves and bars, of any axes below them."""
    from matplotlib.transforms import Bbox

    for ax in figure.axes:
        legends = [ax.get_legend(), *figure.legends]
        for legend in [one for one in legends if one is not None]:
            box = Bbox.intersection(legend.get_window_extent(renderer), ax.bbox)
            if box is not None and box.width > SLACK and box.height > SLACK:
                yield from _hidden(ax, box)


def _hidden(ax, box):
    count = sum(_points_within(points, box) for points in ax.collections)
    if count:
        yield f"a legend covers {count} of the points"
    for what, artists in (("curve", ax.lines), ("bar", ax.patches)):
        covered = sum(_within(one, box, ax) for one in artists)
        if covered:
            yield f"a legend covers a part of {covered} {what}{'s' * (covered > 1)}"


def _points_within(collection, box):
    """How many points of a scatter a box hides, at least in part."""
    from matplotlib.collections import PathCollection

    if not isinstance(collection, PathCollection) or not collection.get_visible():
        return 0
    spots = collection.get_offset_transform().transform(collection.get_offsets())
    sizes = np.atleast_1d(collection.get_sizes())
    radius = np.sqrt(sizes.max()) / 2 * collection.figure.dpi / 72
    low, high = box.min - 0.6 * radius, box.max + 0.6 * radius
    return int(np.all((low < spots) & (spots < high), axis=1).sum())


def _within(artist, box, ax):
    """Whether a box lies on a curve or a bar that is drawn in units of the data."""
    if not artist.get_visible() or not artist.get_transform().contains_branch(
        ax.transData
    ):
        return False
    path = artist.get_transform().transform_path(artist.get_path())
    is_bar = artist in ax.patches
    return bool(path.intersects_bbox(box.padded(-SLACK), filled=is_bar))
