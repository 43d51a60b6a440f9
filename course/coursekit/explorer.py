"""A map of the latent plane: drag a point, and see what the decoder makes of it.

    explorer.show(decode, codes, labels, alt="Codes of digits; the image changes.")

All images of a fine grid are decoded beforehand and travel with the map. So the page
answers at once, and goes on answering when the kernel is gone.
"""

import base64
import html
import io
from string import Template
from uuid import uuid4

import numpy as np

from coursekit import figures, plots, run

STEPS = 25  # the map has so many stops along each axis
STOPS = "ABCDEFGHI"  # along the path of a stored picture

# Where the point stands is kept in one place, the two sliders: dragging moves them,
# and so do the arrow keys, which JupyterLab would otherwise keep for itself.
_PAGE = Template(
    """
<div id="$name" style="display: flex; flex-wrap: wrap; gap: 18px; color: $ink">
  <div style="position: relative; width: 400px; height: 400px; cursor: crosshair;
              touch-action: none" class="map">
    <img src="data:image/png;base64,$map" alt="$alt" draggable="false"
         style="display: block; box-sizing: border-box; width: 400px; height: 400px;
                max-width: none; margin: 0; border: 1px solid $ink">
    <div class="dot" style="position: absolute; width: 16px; height: 16px;
         margin: -9px; border: 2px solid white; border-radius: 50%;
         background: $ink; outline: 2px solid $ink; pointer-events: none"></div>
  </div>
  <div style="background: $paper; padding: 8px; width: 240px">
    <div class="image" role="img" style="width: ${wide}px; height: ${tall}px;
         image-rendering: pixelated; background-size: ${sheet_wide}px auto;
         background-image: url(data:image/png;base64,$sheet)"></div>
    <label style="display: block"><span class="z1"></span>
      <input type="range" min="0" max="$last" value="$middle" style="width: 220px">
    </label>
    <label style="display: block"><span class="z2"></span>
      <input type="range" min="0" max="$last" value="$middle" style="width: 220px">
    </label>
    <small>Drag the point on the map, or move the sliders.</small>
  </div>
</div>
<script>
(() => {
  const part = (what) => document.querySelector("#$name " + what);
  const [across, up] = document.querySelectorAll("#$name input");
  const map = part(".map"), dot = part(".dot"), image = part(".image");
  const value = (slider, low, high) => low + (high - low) * slider.value / $last;
  const show = () => {
    dot.style.left = 400 * across.value / $last + "px";
    dot.style.top = 400 - 400 * up.value / $last + "px";
    image.style.backgroundPosition =
      -$wide * across.value + "px " + -$tall * ($last - up.value) + "px";
    const z1 = value(across, $left, $right).toFixed(2);
    const z2 = value(up, $bottom, $top).toFixed(2);
    part(".z1").textContent = "z1 = " + z1;
    part(".z2").textContent = "z2 = " + z2;
    image.setAttribute("aria-label", "decoded from (" + z1 + ", " + z2 + ")");
  };
  const follow = (event) => {
    if (event.type === "pointermove" && !event.buttons) return;
    const box = map.getBoundingClientRect();
    across.value = Math.round($last * (event.clientX - box.left) / box.width);
    up.value = Math.round($last * (box.bottom - event.clientY) / box.height);
    show();
  };
  map.addEventListener("pointerdown", follow);
  map.addEventListener("pointermove", follow);
  for (const slider of [across, up]) {
    slider.addEventListener("input", show);
    slider.addEventListener("keydown", (event) => event.stopPropagation());
  }
  show();
})();
</script>
"""
)


def show(decode, codes, labels, names=None, *, alt):
    """Let the reader walk through the latent plane; stored, show one path through it.

    `decode` maps points of shape (n, 2) to n images with values from 0 to 1, of shape
    (n, height, width), in colour (n, height, width, 3). `codes` of shape (n, 2) are
    drawn as a map, the classes `labels` in colours. `alt` says what is to be seen.
    """
    codes = np.asarray(codes, float)
    if run.interactive():
        from IPython.display import HTML, display

        display(HTML(page(decode, codes, labels, names, alt)))
    else:
        figures.show(strip(decode, codes, labels, names), alt)


def page(decode, codes, labels, names, alt):
    """Return the map, the images of all its stops and what moves them, as HTML."""
    low, high = _reach(codes)
    across, up = np.linspace(low, high, STEPS).T
    rows = np.stack(np.meshgrid(across, up[::-1]), axis=-1)
    images = _decoded(decode, rows.reshape(-1, 2))
    wide, tall = 224, round(224 * images.shape[1] / images.shape[2])
    return _PAGE.substitute(
        name=f"explorer-{uuid4().hex}",
        map=_base64(_map(codes, labels, names, low, high)),
        sheet=_base64(_sheet(images)),
        alt=html.escape(alt, quote=True),
        left=low[0],
        right=high[0],
        bottom=low[1],
        top=high[1],
        last=STEPS - 1,
        middle=STEPS // 2,
        wide=wide,
        tall=tall,
        sheet_wide=wide * STEPS,
        ink=figures.INK,
        paper=figures.PAPER,
    )


def strip(decode, codes, labels, names=None):
    """Return a figure of the map with a path along which the codes vary most.

    Below it what the decoder makes of the stops of the path.
    """
    from matplotlib.figure import Figure

    path = _path(codes)
    figure = Figure((6.4, 6.0), layout="constrained")
    above, below = figure.subplots(2, 1, gridspec_kw={"height_ratios": [6, 1]})
    plots.latent_scatter(codes, labels, above, names)
    above.plot(*path.T, color=figures.INK, zorder=5)
    disc = {"boxstyle": "circle,pad=0.2", "facecolor": figures.PAPER}
    for (x, y), stop in zip(path, STOPS, strict=True):
        above.text(x, y, stop, bbox=disc, ha="center", va="center", size=9, zorder=6)
    plots.image_grid(_decoded(decode, path), STOPS, len(STOPS), below)
    return figure


def _path(codes):
    """Stops on a straight line through the middle, to the side that varies most."""
    spread, directions = np.linalg.eigh(np.cov(codes.T))
    ahead = directions[:, -1]
    ahead = ahead * np.sign(ahead[np.abs(ahead).argmax()])
    away = np.linspace(-1.5, 1.5, len(STOPS)) * np.sqrt(spread[-1])
    return codes.mean(axis=0) + away[:, None] * ahead


def _reach(codes):
    """The corners of the map: all but the outermost codes, with a margin."""
    low, high = np.quantile(codes, [0.005, 0.995], axis=0)
    margin = 0.05 * (high - low)
    return low - margin, high + margin


def _decoded(decode, points):
    images = np.asarray(decode(points.astype("float32")), float)
    if images.shape[0] != len(points) or not 3 <= images.ndim <= 4:
        raise ValueError(
            f"explorer: decode made shape {images.shape} of {len(points)} points; "
            f"expected ({len(points)}, height, width), in colour with a last axis of 3."
        )
    return images[..., 0] if images.ndim == 4 and images.shape[3] == 1 else images


def _map(codes, labels, names, low, high):
    """The scatter of the codes, filling its picture to the rim."""
    from matplotlib.figure import Figure

    figure = Figure((4, 4), layout="none")
    ax = plots.latent_scatter(codes, labels, figure.add_axes((0, 0, 1, 1)), names)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), title="")
    ax.axis("off")
    return figures.png(figure)


def _sheet(images):
    """All images in one, row after row, as the bytes of a PNG."""
    from PIL import Image

    tall, wide = images.shape[1:3]
    pixels = np.round(255 * np.clip(images, 0, 1)).astype("uint8")
    grid = pixels.reshape(STEPS, STEPS, tall, wide, -1).swapaxes(1, 2)
    sheet = grid.reshape(STEPS * tall, STEPS * wide, -1)
    target = io.BytesIO()
    whole = Image.fromarray(sheet.squeeze())
    whole.save(target, format="png", optimize=True)
    return target.getvalue()


def _base64(data):
    return base64.b64encode(data).decode()
