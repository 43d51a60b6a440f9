"""Run a chapter's cells in plain Python and compare its marked outputs with the stored.

For machines that have no Jupyter: `make gpu` calls this once per chapter. On another
device, and with another backend of Keras, sums come in another order and other random
numbers are drawn. So the words must be the same, and each number counts as

    equal     the same text
    near      within the tolerance of its kind, see `TOLERANCE`
    apart     further away: printed with both texts, for a person to look at
"""

import contextlib
import io
import json
import re
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

MARK = "nbval-check-output"
TOLERANCE = (0.05, 0.03)  # relative and absolute: a training from another draw
NUMBER = re.compile(r"[-+]?\d(?:[\d,]*\d)?(?:\.\d*)?(?:e[-+]?\d+)?")


@dataclass(frozen=True)
class Outcome:
    """What became of a marked cell: equal, near, apart or failed."""

    cell: int
    verdict: str
    stored: str = ""
    found: str = ""


def verdict(stored: str, found: str) -> str:
    """Compare two printed outputs; blanks do not count.

    >>> verdict("loss 0.512 after 3 epochs", "loss  0.515 after 3 epochs")
    'near'
    >>> verdict("97 of 100 right", "41 of 100 right"), verdict("a", "b")
    ('apart', 'apart')
    """
    if stored.split() == found.split():
        return "equal"
    words = ["".join(NUMBER.sub("", text).split()) for text in (stored, found)]
    numbers = [[_number(n) for n in NUMBER.findall(text)] for text in (stored, found)]
    alike = words[0] == words[1] and len(numbers[0]) == len(numbers[1])
    if alike and all(map(_near, *numbers)):
        return "near"
    return "apart"


def run(notebook: dict, until: float) -> list[Outcome]:
    """Run all code cells in one namespace, until the clock; compare the marked ones.

    A cell that fails is told and passed over, as in `nbval`.
    """
    names, outcomes = {"__name__": "__main__"}, []
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code" or time.monotonic() > until:
            continue
        tags = cell["metadata"].get("tags", [])
        printed, error = _execute("".join(cell["source"]), names)
        if error and "raises-exception" not in tags:
            outcomes.append(Outcome(number, "failed", found=error))
        elif MARK in tags and not error:
            stored = _stored(cell)
            found = verdict(stored, printed)
            shown = (stored, printed) if found == "apart" else ("", "")
            outcomes.append(Outcome(number, found, *shown))
    return outcomes


def _execute(source: str, names: dict) -> tuple[str, str]:
    """Run a cell; give what it printed, and the end of its traceback if it failed."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(source, "<cell>", "exec"), names)
    except Exception:
        return printed.getvalue(), traceback.format_exc(limit=-2)
    return printed.getvalue(), ""


def _stored(cell: dict) -> str:
    """What the stored cell printed; a value that Jupyter shows is not printed here."""
    texts = ["".join(o["text"]) for o in cell["outputs"] if o.get("name") == "stdout"]
    return "".join(texts)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _near(a: float, b: float) -> bool:
    relative, absolute = TOLERANCE
    return abs(a - b) <= absolute + relative * max(abs(a), abs(b))


def main() -> int:
    """Run the notebook named first for at most the seconds named second; print JSON."""
    notebook, seconds = Path(sys.argv[1]), float(sys.argv[2])
    content = json.loads(notebook.read_text(encoding="utf-8"))
    outcomes = run(content, time.monotonic() + seconds)
    print(json.dumps([asdict(outcome) for outcome in outcomes]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
