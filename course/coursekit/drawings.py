"""Small pictures drawn by formula: the stand-ins for Fashion-MNIST and CIFAR-10.

Every shape is a signed distance: a function of the pixel's place that is negative
inside. Two shapes are joined by the smaller distance, and one is cut out of the other
by `cut`. All pictures of a class are drawn at once, in arrays of shape
(pictures, side, side).
"""

import numpy as np

from coursekit.kinds import Images
from coursekit.readers import GARMENTS

SHAPES = (
    *("disc", "ring", "square", "frame", "triangle"),
    *("cross", "star", "bars", "checks", "moon"),
)
"""The ten classes of the coloured shapes."""

TRAIN, TEST = 4_000, 800
"""How many pictures are drawn."""


def garments():
    """Draw ten kinds of clothes, shoes and bags, white on black, 28 x 28.

    >>> garments()
    Images(4,000 training + 800 test images, (28, 28) uint8, source='')
    """
    return _set(np.random.default_rng(28), 28, _garment, GARMENTS)


def shapes():
    """Draw ten coloured shapes on coloured grounds, 32 x 32.

    A shape has its favourite colour, but often takes another, and is now and then
    darker than its ground: pixels alone say little, edges say nearly everything.

    >>> shapes().names[4]
    'triangle'
    """
    return _set(np.random.default_rng(32), 32, _shape, SHAPES)


def _set(rng, side, draw, names):
    """Draw every class with `draw`, mix, and split into training and test."""
    each = (TRAIN + TEST) // len(names)
    drawn = np.concatenate([draw(rng, side, each, i) for i in range(len(names))])
    drawn += 0.04 * rng.standard_normal(drawn.shape, np.float32)
    pictures = (drawn.clip(0, 1) * 255).astype(np.uint8)
    order = rng.permutation(len(pictures))
    x, y = pictures[order], (order // each).astype(np.uint8)
    return Images(x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:], names)


def _places(rng, side, count, turn):
    """Return x and y of every pixel, about -1 to 1, in slightly moved pictures."""
    axis = np.linspace(-1.1, 1.1, side, dtype=np.float32)
    angle, zoom = _spread(rng, count, -turn, turn), _spread(rng, count, 0.85, 1.1)
    x = axis[None, None, :] * zoom + _spread(rng, count, -0.1, 0.1)
    y = axis[None, :, None] * zoom + _spread(rng, count, -0.1, 0.1)
    return x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)


def _spread(rng, count, low, high):
    return rng.uniform(low, high, (count, 1, 1)).astype(np.float32)


def _ink(distance, side):
    """Turn a distance into brightness, with an edge about one pixel wide."""
    return np.clip(0.5 - distance * side / 2.2, 0, 1)


def _garment(rng, side, count, label):
    x, y = _places(rng, side, count, turn=0.12)
    width = _spread(rng, count, 0.85, 1.15)
    ink = _ink(_WARDROBE[label](x / width, y), side)
    weave = (
        1 - _spread(rng, count, 0, 0.3) * np.sin(y * _spread(rng, count, 5, 30)) ** 2
    )
    return ink * weave * _spread(rng, count, 0.5, 1.0)


def _shape(rng, side, count, label):
    x, y = _places(rng, side, count, turn=0.5)
    ink = _ink(_FORMS[label](x * 1.25, y * 1.25), side)[..., None]
    hue = label / len(_FORMS) + rng.normal(0, 0.12, count)
    figure = _colour(hue) * _spread(rng, count, 0.6, 1.0)[..., None]
    ground = (
        _colour(rng.uniform(0, 1, count)) * _spread(rng, count, 0.1, 0.4)[..., None]
    )
    swap = rng.uniform(size=count) < 0.25
    figure[swap], ground[swap] = ground[swap], figure[swap]
    shade = 1 + 0.3 * (y * _spread(rng, count, -1, 1))[..., None]
    return ink * figure + (1 - ink) * ground * shade


def _colour(hue):
    """Turn hues, 0 to 1 around the wheel, into RGB of shape (len(hue), 1, 1, 3)."""
    around = hue[:, None, None, None] + np.array([0, 1 / 3, 2 / 3])
    return (0.5 + 0.5 * np.cos(2 * np.pi * around)).astype(np.float32)


def _disc(x, y, centre, radius):
    return np.hypot(x - centre[0], y - centre[1]) - radius


def _box(x, y, centre, half):
    return np.maximum(abs(x - centre[0]) - half[0], abs(y - centre[1]) - half[1])


def _bar(x, y, start, end, thick):
    """Measure the distance from a straight line with round ends."""
    along = np.subtract(end, start)
    place = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / (along @ along)
    place = np.clip(place, 0, 1)
    aside = x - start[0] - place * along[0], y - start[1] - place * along[1]
    return np.hypot(*aside) - thick


def _join(*distances):
    return np.minimum.reduce(distances)


def _cut(distance, hole):
    return np.maximum(distance, -hole)


def _top(x, y, half, hem, wrist):
    """Draw a body with two sleeves that end at `wrist`, and a neck."""
    body = _box(x, y, (0, (hem - 0.6) / 2), (half, (hem + 0.6) / 2))
    sleeves = _bar(abs(x), y, (half - 0.1, -0.46), wrist, 0.14)
    return _cut(_join(body, sleeves), _disc(x, y, (0, -0.68), 0.2))


def _tshirt(x, y):
    return _top(x, y, 0.44, 0.8, (0.72, -0.2))


def _trouser(x, y):
    legs = _bar(abs(x), y, (0.2, -0.5), (0.26, 0.8), 0.15)
    return _join(_box(x, y, (0, -0.7), (0.36, 0.2)), legs)


def _pullover(x, y):
    return _top(x, y, 0.46, 0.65, (0.74, 0.5))


def _dress(x, y):
    skirt = np.maximum(abs(x) - 0.2 - 0.17 * (y + 0.9), abs(y) - 0.92)
    return _cut(skirt, _disc(x, y, (0, -0.95), 0.16))


def _coat(x, y):
    return _cut(_top(x, y, 0.46, 0.95, (0.7, 0.7)), _box(x, y, (0, 0.3), (0.035, 1)))


def _sandal(x, y):
    sole = _bar(x, y, (-0.85, 0.3), (0.85, 0.45), 0.07)
    straps = _bar(x, y, (-0.6, 0.3), (-0.1, -0.25), 0.06)
    return _join(sole, straps, _bar(x, y, (-0.1, -0.25), (0.6, 0.4), 0.06))


def _shirt(x, y):
    buttons = _disc(x, (y + 0.15) % 0.3, (0, 0.15), 0.05)
    collar = _bar(abs(x), y, (0, -0.3), (0.2, -0.7), 0.03)
    return _cut(_cut(_top(x, y, 0.4, 0.85, (0.62, 0.45)), buttons), collar)


def _sneaker(x, y):
    upper = _bar(x, y, (-0.6, 0.1), (0.5, 0.3), 0.2)
    laces = _box((x * 6) % 1, y, (0.5, -0.02), (0.25, 0.08)) + 0.1 * (abs(x) > 0.3)
    return _join(_cut(upper, laces), _box(x, y, (0, 0.5), (0.88, 0.09)))


def _bag(x, y):
    handle = np.maximum(abs(_disc(x, y, (0, -0.15), 0.42)) - 0.06, y + 0.1)
    return _join(_box(x, y, (0, 0.32), (0.75, 0.45)), handle)


def _boot(x, y):
    shaft = _box(x, y, (-0.35, -0.2), (0.3, 0.65))
    foot = _bar(x, y, (-0.4, 0.4), (0.5, 0.45), 0.2)
    return _join(shaft, foot, _box(x, y, (0.02, 0.7), (0.75, 0.08)))


_WARDROBE = (
    *(_tshirt, _trouser, _pullover, _dress, _coat),
    *(_sandal, _shirt, _sneaker, _bag, _boot),
)


def _triangle(x, y):
    return np.maximum(0.87 * abs(x) - 0.5 * y - 0.4, y - 0.5)


def _star(x, y):
    rays = 0.55 + 0.25 * np.cos(5 * np.arctan2(y, x))
    return np.hypot(x, y) - rays


def _cross(x, y):
    return _join(_box(x, y, _MIDDLE, (0.8, 0.2)), _box(x, y, _MIDDLE, (0.2, 0.8)))


def _checks(x, y):
    squares = np.sin(6 * x) * np.sin(6 * y) * 0.2
    return np.maximum(squares, _box(x, y, _MIDDLE, (0.8, 0.8)))


_MIDDLE = (0, 0)
_FORMS = (
    lambda x, y: _disc(x, y, _MIDDLE, 0.7),
    lambda x, y: abs(_disc(x, y, _MIDDLE, 0.6)) - 0.16,
    lambda x, y: _box(x, y, _MIDDLE, (0.62, 0.62)),
    lambda x, y: abs(_box(x, y, _MIDDLE, (0.6, 0.6))) - 0.13,
    _triangle,
    _cross,
    _star,
    lambda x, y: np.maximum(abs((x * 2.2) % 1 - 0.5) - 0.25, abs(y) - 0.75),
    _checks,
    lambda x, y: _cut(_disc(x, y, _MIDDLE, 0.75), _disc(x, y, (0.35, 0), 0.6)),
)
