"""A guess before the result: asked in one cell, laid beside the result in the next.

    guess = check.predict("How many paths lead from x to the loss?")
    guess.reveal(paths)  # in the next cell

No points, and no guess is needed: without one, `reveal` states the result alone. What
was guessed stays in the kernel, so that a cell can be run again without harm.
"""

import html
import math
import re
import sys
from dataclasses import dataclass
from string import Template
from uuid import uuid4

from coursekit import cards, run

_kept = {}  # by question and answers offered: what was guessed in this kernel
_FRAME = "border-left: 3px solid #E69F00; padding: 0.1em 0 0.1em 0.8em; margin: 0.5em 0"
VIEW = "application/vnd.jupyter.widget-view+json"

# Without a kernel JupyterLab shows an error in the form's place: hide it, and show in
# the question's frame what was guessed.
_ASKED = Template("""\
<div id="$name" style="$frame">
<p><b>Guess first:</b> $question</p>
<p class="note">$note</p>
</div>
<script>
(() => {
  const me = [...document.querySelectorAll("#$name")].find((e) => !e.dataset.live);
  if (!me) return;
  me.dataset.live = "yes";
  const note = me.querySelector(".note"), mine = me.closest(".jp-OutputArea-child");
  if (!mine) {
    note.hidden = note.textContent.startsWith("No guess");
    return;
  }
  const look = () => {
    const form = mine.nextElementSibling;
    if (!form) return;
    const said = form.textContent.trim();
    const gone = /^(Loading widget|Error displaying widget)/.test(said);
    form.style.display = gone ? "none" : "";
    note.hidden = form.querySelector("input, button") !== null;
  };
  const watch = new MutationObserver(look);
  watch.observe(mine.parentElement, {childList: true, subtree: true});
  look();
})();
</script>
$formulas""")


def predict(question, options=None, order=None):
    """Ask for a guess: a number, one of the `options`, or the `order` of some things.

    A form in JupyterLab and Colab. Elsewhere the question is shown for paper. Options
    are plain words. What comes back has `value`, the guess or None, and `reveal`.

    >>> guess = predict("How many weights have 3 inputs and 2 neurons?")
    Guess first: How many weights have 3 inputs and 2 neurons?
    Note your guess on paper before you read on.
    >>> guess.reveal(6)
    The result: 6.
    """
    if options is not None and order is not None:
        raise ValueError("predict: give options or order, not both.")
    things = options if options is not None else order
    things = things if things is None else list(things)
    if things is not None and not 2 <= len(things) == len(set(map(str, things))):
        raise ValueError(
            f"predict: {things!r} where two or more different answers are due."
        )
    kind = "order" if order is not None else "number" if things is None else "choice"
    guess = Guess(question, kind, tuple(map(str, things or ())))
    _ask(guess)
    return guess


@dataclass(frozen=True)
class Guess:
    """A question that waits for its result; `kind` is number, choice or order."""

    question: str
    kind: str
    things: tuple = ()

    @property
    def value(self):
        """What was guessed: a number, an option, a list in order; None without one."""
        return _kept.get(self)

    def keep(self, value):
        """Take a guess; a later one takes its place."""
        _kept[self] = value

    def reveal(self, value):
        """Print the result beside the guess, with a friendly word.

        `value` is a number, the option that holds, or the things in their right order.
        """
        result = self._checked(value)
        said = _said(result)
        no_number = self.kind == "number" and not math.isfinite(result)
        if self.value is None or no_number:
            print(f"The result: {said}.")
            return
        print(f"Your guess: {_said(self.value)}. The result: {said}.")
        print({"number": _number, "choice": _choice, "order": _order}[self.kind](
            self.value, result
        ))  # fmt: skip

    def _checked(self, value):
        if self.kind == "number":
            return value if isinstance(value, int) else float(value)
        if self.kind == "choice" and str(value) in self.things:
            return str(value)
        if self.kind == "order":
            result = list(map(str, value))
            if sorted(result) == sorted(self.things):
                return result
        raise ValueError(
            f"reveal: {value!r}, but predict offered {', '.join(self.things)}."
        )


def number(text):
    """Read a number as people write it; None where it is not one.

    >>> number("1,000"), number("0,5"), number("2e3"), number("3/4"), number("many")
    (1000.0, 0.5, 2000.0, 0.75, None)
    """
    text = text.replace(" ", "").replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", text):
        text = text.replace(",", "")
    above, _, below = text.replace(",", ".").partition("/")
    try:
        value = float(above) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def _said(value):
    """A number, an option or an order in words."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, str):
        return value.rstrip(".")
    if abs(value) < 1e12 and value == round(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if 1e4 <= abs(value) < 1e12 else f"{value:.4g}"


def _number(guess, result):
    gap = guess - result
    if abs(gap) <= 0.005 * abs(result):
        return "Exactly right." if gap == 0 else "As good as exact."
    far = f"{_said(float(f'{abs(gap):.2g}'))} too {'high' if gap > 0 else 'low'}"
    if abs(gap) <= 0.25 * abs(result):
        return f"Close: {far} ({abs(gap / result):.0%} of the result)."
    if guess * result <= 0:
        return f"Off: {far}. What makes the difference?"
    factor = max(guess / result, result / guess)
    times = f"{'too high' if abs(guess) > abs(result) else 'too low'} by a factor of "
    times += _said(float(f"{factor:.2g}"))
    if abs(gap) == 1 or factor <= 2:
        return f"Not far: {times}."
    return f"Off: {times}. What makes the difference?"


def _choice(guess, result):
    if guess == result:
        return "Exactly right."
    return "It came out otherwise. Surprises are worth a minute: why is it so?"


def _order(guess, result):
    if guess == result:
        return "Exactly right."
    ranks = [result.index(thing) for thing in guess]
    swaps = sum(a > b for n, a in enumerate(ranks) for b in ranks[n + 1 :])
    if swaps == 1:
        return "Close: only two neighbours have changed places."
    pairs = len(ranks) * (len(ranks) - 1) // 2
    return f"{pairs - swaps} of {pairs} pairs stand in the right order."


def _ask(guess):
    """Show the form, or without a live notebook the question."""
    if run.interactive():
        from IPython.display import display

        name = f"guess-{uuid4().hex}"
        note = display({"text/html": _asked(guess, name)}, raw=True, display_id=name)
        form = _form(guess, lambda: note.update(
            {"text/html": _asked(guess, name)}, raw=True
        ))  # fmt: skip
        view = {"version_major": 2, "version_minor": 0, "model_id": form.model_id}
        display({VIEW: view, "text/plain": "", "text/html": ""}, raw=True)
    elif "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
        from IPython.display import display

        display({"text/html": _page(guess), "text/plain": _text(guess)}, raw=True)
    else:
        print(_text(guess))


_PAPER = "Note your guess on paper before you read on."


def _text(guess):
    things = [f"  {cards.letter(n)}. {thing}" for n, thing in enumerate(guess.things)]
    how = ["Put these in order:"] if guess.kind == "order" else []
    return "\n".join([f"Guess first: {guess.question}", *how, *things, _PAPER])


def _page(guess):
    things = "".join(f"<li>{cards.marked(thing)}</li>\n" for thing in guess.things)
    how = "Put these in order:\n" if guess.kind == "order" else ""
    listed = f'{how}<ul style="list-style: none">\n{things}</ul>\n' if things else ""
    return (
        f'<div style="{_FRAME}">\n<p><b>Guess first:</b> '
        f"{cards.marked(guess.question)}</p>\n{listed}<p>{_PAPER}</p>\n</div>"
    )


def _asked(guess, name):
    note = "No guess was written down. To write one, run this cell again."
    if guess.value is not None:
        note = f"Your guess: {html.escape(_said(guess.value))}."
    return _ASKED.substitute(
        name=name,
        frame=_FRAME,
        question=cards.marked(guess.question),
        note=note,
        formulas=cards.FORMULAS,
    )


def _form(guess, kept):
    """The widget that asks; `kept` is called after each guess."""
    import ipywidgets as widgets

    status = widgets.HTML()

    def say(words):
        status.value = f'<span role="status">{html.escape(words)}</span>'

    def keep(value):
        guess.keep(value)
        say(f"Your guess: {_said(value)}. Now run the next cell.")
        kept()

    if guess.value is not None:
        say(f"Your guess: {_said(guess.value)}. You may change it.")
    make = {"number": _field, "choice": _choices, "order": _rows}[guess.kind]
    return widgets.VBox([*make(guess, keep, say), status])


def _field(guess, keep, say):
    """A field that takes a number when Enter is pressed, or when it is left."""
    import ipywidgets as widgets

    field = widgets.Text(
        value="" if guess.value is None else _said(guess.value),
        description="My guess:",
        placeholder="a number",
        continuous_update=False,
    )
    button = widgets.Button(description="Keep it", icon="check")

    def take(_):
        value = number(field.value)
        if value is not None:
            keep(value)
        elif field.value.strip():
            say("That is no number. Write it as 12, 0.5, 3/4 or 2e6, without a unit.")

    field.observe(take, "value")
    button.on_click(take)
    return [widgets.HBox([field, button])]


def _choices(guess, keep, say):
    import ipywidgets as widgets

    wide = widgets.Layout(width="max-content", max_width="100%")
    choices = widgets.RadioButtons(options=guess.things, value=guess.value, layout=wide)
    choices.observe(lambda change: keep(change["new"]), "value")
    return [choices]


def _rows(guess, keep, say):
    """A row for each place; its button moves a thing one place up."""
    import ipywidgets as widgets

    things = list(guess.value or guess.things)
    words = [widgets.HTMLMath() for _ in things]

    def write():
        for n, (label, thing) in enumerate(zip(words, things, strict=True), 1):
            label.value = f"{n}. {cards.marked(thing)}"

    def up(n):
        things[n - 1 : n + 1] = things[n], things[n - 1]
        write()
        keep(list(things))

    write()
    rows = []
    for n, label in enumerate(words):
        button = widgets.Button(
            description="Up",
            icon="arrow-up",
            tooltip=f"Move number {n + 1} up",
            disabled=n == 0,
            layout=widgets.Layout(width="5em"),
        )
        button.on_click(lambda _, n=n: up(n))
        rows.append(widgets.HBox([button, label]))
    done = widgets.Button(description="Keep this order", icon="check")
    done.on_click(lambda _: keep(list(things)))
    return [*rows, done]
