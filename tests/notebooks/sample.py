"""A small notebook that keeps every rule of the second edition, for tests to break."""

from dataclasses import replace

from coursekit.quiz import Option, Question
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from notebooks.shelf import Book

HINTS = "".join(
    f"<details><summary>{label}</summary>Look at it.</details>\n"
    for label in ("Hint 1", "Hint 2", "Hint 3", "Solution")
)
NOTHING = "[not yet] f: nothing written yet. Put your answer in its place.\n"


def md(source, *tags):
    """A Markdown cell."""
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def code(source, shown="", *tags, alt=""):
    """A code cell with what it printed, and perhaps a figure with its alternative."""
    outputs = [new_output("stream", name="stdout", text=shown)] if shown else []
    if alt:
        meta = {"image/png": {"alt": alt}}
        data = {"image/png": "", "text/plain": "<Figure>"}
        outputs.append(new_output("display_data", data=data, metadata=meta))
    return new_code_cell(source, outputs=outputs, metadata={"tags": list(tags)})


def exercise(name="f"):
    """An exercise that nobody has touched."""
    call = (
        f"def {name}(x):\n    ...\n\n\nwith check.your_turn('{name}'):\n    {name}(1)"
    )
    return [md("> **Your turn.** Write it."), code(call, NOTHING), md(HINTS)]


def chapter():
    """The cells of the notebook."""
    promise = "- add numbers;\n- draw a line;\n- explain it;"
    yield md("# 06b · Sums\n\n*about 45 min · CPU · no download*", "second-edition")
    yield md(f"## What you will be able to do\n\n{promise}")
    yield code(
        "import numpy as np\n\nfrom coursekit import check, plots\nplots.style()"
    )
    yield md("## Adding\n\nYou met the numbers in chapter 05, where a point was wrong.")
    yield md("> **Sum.** What two numbers give together.\n\nHow large is it?")
    yield code("guess = check.predict('How many?')", "Guess first: How many?\n")
    yield code("total = 2 + 2.5\nprint(total)\nguess.reveal(total)", "4.5\n")
    yield md("The sum is 4.5, because the numbers are added one after the other.")
    yield from exercise("add")
    yield code(
        "# @title A line\nax.plot([0, 4])", "", "hide-input", alt="A line to 4.5."
    )
    yield md("The line rises to the sum, and no further than that.")
    yield code("line = 3\nslope = 4\nprint(line)", "3\n")
    yield code("# @title It again\nax.plot(line)", "", "hide-input", alt="A line of 3.")
    yield md("Both say the same: a line of 3, which is a *product*, as you will see.")
    yield from exercise("draw")
    yield md("## Multiplying\n\n> **Product.** A sum of equal numbers.")
    yield code("guess = check.predict('And now?')", "Guess first: And now?\n")
    yield code("product = 3 * 4\nprint(product)\nguess.reveal(product)", "12\n")
    yield md("A product of 12: three by four, as in [06a, Counting](06a_count.ipynb).")
    for name in ("scale", "explain"):
        yield from exercise(name)
    yield md("## When it goes wrong\n\nThis adds where it should multiply.")
    broken = "def f(x):\n    return x + x\n\n\nwith check.your_turn('f'):\n    f(3)"
    yield md("> **Your turn.** Repair it.")
    yield code(broken, "[not yet] f: found 6 where 9 was expected.\n")
    yield md(HINTS)
    yield md("## How this compares\n\nThe published figure is 12 (Euclid); ours is 12.")
    yield md("## Key points\n\n- A sum is not a product.")
    yield md("## Quiz")
    yield code("# @title For the record\nrun.record('x', a=1)", "", "hide-input")
    yield md("## References\n\nEuclid. *Elements*. In print for long.")


def question(number, longest_right=False, several=False):
    """A question of four options that look alike."""
    right = (
        "a longer, more complete answer" if longest_right else "the right answer, this"
    )
    texts = (
        right,
        "a wrong answer to it",
        "another wrong answer",
        "no answer is right",
    )
    options = tuple(Option(text, text == right, "So it is.") for text in texts)
    return Question(f"q{number}", "What is it?", options, several)


def book():
    """The notebook with its quiz, on a shelf with two earlier ones and a later one."""
    shelf = {
        "05_point": (md("# 05 · A point\n\nA wrong point is where a line is not."),),
        "06a_count": (md("# 06a · Counting\n\n## Numbers by the dozen"),),
        "07a_later": (md("# 07a · Later\n\n> **Quotient.** One number by another."),),
    }
    cells, quiz = tuple(chapter()), tuple(question(n) for n in range(6))
    return Book("06b_sums", cells, quiz, {**shelf, "06b_sums": cells})


def changed(sound, old, new):
    """The notebook with a piece of text replaced everywhere; it must be there."""
    cells, found = [], False
    for cell in sound.cells:
        found |= old in cell.source
        cells.append(type(cell)({**cell, "source": cell.source.replace(old, new)}))
    assert found, f"{old!r} is nowhere in the sample"
    return replace(sound, cells=tuple(cells))


def without(sound, start):
    """The notebook without the cells that begin so."""
    kept = tuple(c for c in sound.cells if not c.source.startswith(start))
    assert len(kept) < len(sound.cells), f"no cell begins with {start!r}"
    return replace(sound, cells=kept)


def shown(sound, old, new):
    """The notebook with a printed text replaced."""
    cells = []
    for cell in sound.cells:
        printed = (
            cell.cell_type == "code" and cell.outputs and cell.outputs[0].get("text")
        )
        again = code(cell.source, printed.replace(old, new)) if printed else cell
        cells.append(again)
    return replace(sound, cells=tuple(cells))
