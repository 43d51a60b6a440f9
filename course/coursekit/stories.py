"""Learning in steps: a picture per click, or a film with a slider; `plots` passes on.

All pictures are drawn beforehand and stand in the page, with the little that moves
them. So the page answers at once, and goes on answering when the kernel is gone. Only
what differs from the first picture is kept of each, and so a page stays small.
"""

import base64
import html
import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from string import Template
from uuid import uuid4

import numpy as np

from coursekit import figures, run

DPI = 130  # as `figures.style` says for all other pictures

# Without scripts two pictures stand there, the first and the last. The script hides
# the last and shows buttons. Keys are kept from JupyterLab, which would use them too.
_PAGE = Template(
    """\
<div id="$name" role="group" aria-label="$label"
     style="max-width: ${wide}px; margin-bottom: 8px">
<div class="row" hidden></div>
<div class="stage" role="img" aria-label="$first_alt"
     style="position: relative; max-width: ${wide}px">
<img class="first" src="$first" alt="$first_alt" width="$wide"
     style="display: block; width: 100%; height: auto; margin: 0">
</div>
<img class="last" src="$last" alt="$last_alt" width="$wide"
     style="display: block; width: 100%; height: auto; margin: 4px 0 0">
</div>
<script>
(() => {
  const me = [...document.querySelectorAll("#$name")].find((e) => !e.dataset.live);
  if (!me) return;
  me.dataset.live = "yes";
  const story = $story, count = story.words.length - 1;
  const row = me.querySelector(".row"), stage = me.querySelector(".stage");
  const last = me.querySelector(".last"), over = document.createElement("img");
  const patch = (k) => (k === count ? last.src : story.patches[k]);
  over.alt = "";
  over.style.cssText =
    "position: absolute; left: 0; top: 0; width: 100%; height: 100%; margin: 0";
  last.style.display = "none";
  me.querySelector(".first").alt = "";
  stage.append(over);
  row.style.cssText =
    "display: flex; flex-wrap: wrap; gap: 6px; align-items: center; margin: 0 0 6px";
  row.hidden = false;
  let at = 0, timer = 0, slider = null, play = null;
  const go = (k) => {
    at = Math.min(Math.max(k, 0), count);
    over.style.visibility = at ? "visible" : "hidden";
    if (at) over.src = patch(at);
    stage.setAttribute("aria-label", story.words[at] + ": " + story.alt);
    status.textContent = story.words[at];
    dim(back, at === 0);
    dim(ahead, at === count);
    if (slider) {
      slider.value = at;
      slider.setAttribute("aria-valuetext", story.words[at]);
    }
  };
  const dim = (button, off) => {
    button.setAttribute("aria-disabled", off);
    button.style.opacity = off ? 0.45 : 1;
  };
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.style.cssText = "font: inherit; color: inherit; background: transparent; " +
      "border: 1px solid currentColor; border-radius: 4px; padding: 3px 10px; " +
      "cursor: pointer";
    made.addEventListener("click", act);
    row.append(made);
    return made;
  };
  const rest = () => {
    clearInterval(timer);
    timer = 0;
    if (play) play.textContent = "Play";
  };
  const tick = () => {
    if (!me.isConnected) return rest();
    go(at + 1);
    if (at === count) rest();
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (story.film && !still)
    play = button("Play", () => {
      if (timer) return rest();
      if (at === count) go(0);
      play.textContent = "Pause";
      timer = setInterval(tick, 500);
    });
  const moved = (k) => () => { rest(); go(k()); };
  const back = button("Back", moved(() => at - 1));
  const ahead = button("Next " + story.unit, moved(() => at + 1));
  button("Start again", moved(() => 0));
  if (story.film) {
    slider = document.createElement("input");
    Object.assign(slider, {type: "range", min: 0, max: count, value: 0});
    slider.setAttribute("aria-label", story.unit);
    slider.style.cssText = "flex: 1 1 140px; min-width: 100px";
    slider.addEventListener("input", moved(() => Number(slider.value)));
    row.append(slider);
  }
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  row.append(status);
  me.addEventListener("keydown", (event) => {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.stopPropagation();
    const turn = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!turn || event.target === slider) return;
    event.preventDefault();
    moved(() => at + turn)();
  });
  go(0);
})();
</script>
"""
)


@dataclass(frozen=True)
class Steps:
    """A drawing in steps: `draw(k, ax)` for k = 0 (the start) ... count."""

    draw: Callable
    count: int
    alt: str
    size: tuple = field(default=(6.4, 4.4))
    unit: str = "step"

    def figure(self, k):
        """Return step k as a figure of its own, unknown to pyplot: nothing is left."""
        return self._figure([k], 1, self.size)

    def name(self, k):
        """Return what step k is called.

        >>> Steps(print, 14, "A line turns.").name(3)
        'step 3 of 14'
        """
        return f"{self.unit} {k} of {self.count}"

    def strip(self):
        """Return one figure of at most four steps: the first, the last, two between."""
        chosen = sorted({round(self.count * part / 3) for part in range(4)})
        columns = min(2, len(chosen))
        rows = -(-len(chosen) // columns)
        return self._figure(chosen, columns, (4.0 * columns, 3.2 * rows))

    def _figure(self, chosen, columns, size):
        from matplotlib.figure import Figure

        figure = Figure(figsize=size, layout="constrained")
        rows = -(-len(chosen) // columns)
        axes = figure.subplots(rows, columns, squeeze=False).ravel()
        for k, ax in zip(chosen, axes, strict=False):
            ax.set_title(self.name(k))
            self.draw(k, ax)
        for ax in axes[len(chosen) :]:
            ax.axis("off")
        return figure


@dataclass(frozen=True)
class Frame:
    """A drawn step: its pixels, its width on the page, and what it is called."""

    pixels: np.ndarray
    width: int
    words: str


def stepper(draw, steps, alt):
    """Show learning one step per click; without buttons, at most four of the steps.

    `draw(k, ax)` draws the state after k steps, k = 0 being the start, on empty axes
    with labels; a step without a title is called "step k of n". `alt` says what is to
    be seen over all the steps.
    """
    _offer(Steps(draw, steps, alt), is_film=False)


def film(draw, steps, alt):
    """Show learning as a film with a slider; without one, at most four of its frames.

    Takes what `stepper` takes.
    """
    _offer(Steps(draw, steps, alt, unit="frame"), is_film=True)


def _offer(story, is_film):
    if not run.interactive():
        figures.show(story.strip(), story.alt)
        return
    from IPython.display import display

    place = display({"text/html": ""}, raw=True, display_id=uuid4().hex)
    frames, told = [], 0.0
    for k in range(story.count + 1):
        if time.monotonic() > told + 0.3:
            told = time.monotonic()
            place.update({"text/html": f"<p>Drawing {story.name(k)} ...</p>"}, raw=True)
        frames.append(frame(story, k))
    data, metadata = bundle(story, frames, is_film)
    place.update(data, metadata=metadata, raw=True)


def frame(story, k):
    """Draw step k; a title of its own becomes a part of what it is called."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = story.figure(k)
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    title = " ".join(figure.axes[0].get_title(place) for place in ("left", "center"))
    words, title = story.name(k), " ".join(title.split())
    if title and title != words and "$" not in title:
        words += f" ({title})"
    pixels = np.asarray(canvas.buffer_rgba())[..., :3].copy()
    return Frame(pixels, round(figure.get_figwidth() * 100), words)


def bundle(story, frames, is_film=False):
    """Return the page of a story as a notebook's output: data, metadata by MIME type.

    The PNG, with the first picture and the last, is for sites that show no HTML.
    """
    text = f"{story.name(0)} to {story.count}: {story.alt}"
    both = _small([frames[0].pixels, frames[-1].pixels])
    data = {
        "text/html": page(story, frames, is_film),
        "image/png": base64.b64encode(both).decode(),
        "text/plain": f"Figure: {text}",
    }
    return data, {"image/png": {"alt": text}}


def page(story, frames, is_film=False):
    """Return all pictures, and what moves from one to the next, as HTML."""
    first, last = frames[0], frames[-1]
    told = {
        "unit": story.unit,
        "film": is_film,
        "alt": story.alt,
        "words": [frame.words for frame in frames],
        "patches": ["", *(_source(patch(first, one)) for one in frames[1:-1]), ""],
    }
    alts = [html.escape(f"{one.words}: {story.alt}", quote=True) for one in frames]
    return _PAGE.substitute(
        name=f"story-{uuid4().hex}",
        label="Film" if is_film else "Stepper",
        wide=first.width,
        first=_source(_png(first.pixels)),
        last=_source(_png(last.pixels)),
        first_alt=alts[0],
        last_alt=alts[-1],
        # No text of a chapter may end the script.
        story=json.dumps(told).replace("</", "<\\/"),
    )


def patch(first, later):
    """Return a PNG that turns the first picture into a later one, laid upon it.

    It is transparent where both agree; 255 colours are kept of the rest.
    """
    from PIL import Image

    if first.pixels.shape != later.pixels.shape:
        return _png(later.pixels)
    changed = (first.pixels != later.pixels).any(axis=-1)
    changed[0, 0] = True  # never nothing at all
    changed = _wider(changed)
    colours = Image.fromarray(later.pixels[changed][None]).quantize(255)
    index = np.zeros(changed.shape, "uint8")
    index[changed] = np.asarray(colours)[0] + 1
    picture = Image.fromarray(index, mode="P")
    picture.putpalette([0, 0, 0, *colours.getpalette()])
    return _saved(picture, transparency=0)


def _wider(mask, by=2):
    """Take in the neighbours: a browser mixes pixels when it shrinks a picture."""
    for axis in (0, 1):
        near = [np.roll(mask, k, axis) for k in range(-by, by + 1)]
        mask = np.any(near, axis=0)
    return mask


def _png(pixels):
    from PIL import Image

    return _saved(Image.fromarray(pixels).quantize(256))


def _small(pictures):
    """Pictures beside each other at half their size, as the bytes of a PNG."""
    from PIL import Image

    halves = [Image.fromarray(pixels).reduce(2) for pixels in pictures]
    size = sum(half.width for half in halves), max(half.height for half in halves)
    whole, left = Image.new("RGB", size, figures.PAPER), 0
    for half in halves:
        whole.paste(half, (left, 0))
        left += half.width
    return _saved(whole.quantize(128))


def _saved(picture, **options):
    target = io.BytesIO()
    picture.save(target, format="png", optimize=True, **options)
    return target.getvalue()


def _source(picture):
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"
