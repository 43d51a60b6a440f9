"""The assignment on which tricks are tried: one part for each way to get at a test.

The tiny assignment and more: arrays and drawn inputs, a generator that is lent, a class
that may do arithmetic, a function of the test's, a list that must stay as it was, a
cell magic, a library that no locked cell imports, delimiters written in another way.
`source` has two variants: what hidden tests give and expect differs, and nothing else.
"""

import json
from pathlib import Path
from string import Template

from grading import tiny

RIGHT = {
    **tiny.RIGHT,
    "scale": "def scale(X, w):\n    return X * w",
    "noise": "def noise(mu, rng):\n    return mu + rng.normal(size=mu.shape)",
    "tidy": "def tidy(rows):\n    return [sorted(row) for row in rows]",
    "Tally": "class Tally:\n    def __init__(self, total):\n"
    "        self.total = total\n\n    def __add__(self, other):\n"
    "        return Tally(self.total + other.total)",
    "apply": "def apply(f, x):\n    return f(f(x))",
    "area": "def area(side):\n    return side * side",
}
# Everything wrong but `sign`: the honest score is what `sign` is worth.
WRONG = {
    "double": "def double(x):\n    return 0",
    "sign": RIGHT["sign"],
    "scale": "def scale(X, w):\n    return X * 0",
    "noise": "def noise(mu, rng):\n    return mu",
    "tidy": "def tidy(rows):\n    return []",
    "Tally": "class Tally:\n    total = 0\n\n    def __init__(self, total):\n"
    "        pass\n\n    def __add__(self, other):\n        return self",
    "apply": "def apply(f, x):\n    return None",
    "area": "def area(side):\n    return 0.0",
}
HONEST = 5.0
# What differs between the two variants: all of it only hidden tests know.
VARIANTS = (
    dict(low="-1.5", twice="-3.0", step="7", side="1.5", label="magpie-7391"),
    dict(low="-2.25", twice="-4.5", step="9", side="2.5", label="heron-2846"),
)
_HIDDEN = "### BEGIN HIDDEN TESTS\n# only the grader knows: $label\n{}\n"
_HIDDEN += "### END HIDDEN TESTS"
_TESTS = {
    "double_visible": (2, tiny.TESTS["double_visible"]),
    "double_hidden": (3, _HIDDEN.format(
        "assert double($low) == $twice, 'double: try a negative number'")),
    "sign_hidden_zero": (5, _HIDDEN.format(
        "assert sign(0) == 1, 'sign: what is the sign of 0?'")),
    "scale_visible": (2, """
for n, X in enumerate((np.ones((2, 2)), np.arange(6.0).reshape(3, 2)), 1):
    expected = X * 2.0
    check.close(scale(X, 2.0), expected, f"scale, input {n}")"""),
    "scale_hidden": (3, _HIDDEN.format("""rng = check.fresh_rng("scale $label")
for rows in range(1, 4):
    X = rng.normal(size=(rows, 2))
    expected = X * 3.0
    check.hidden.close(scale(X, 3.0), expected, "scale")""")),
    "noise_visible": (1, """
mu, twin = np.ones(3), check.fresh_rng("noise")
z = noise(mu.copy(), check.fresh_rng("noise"))
check.shape(z, (3,), "noise")
gap = z - (mu + twin.normal(size=3))
assert float(abs(gap).max()) < 1e-9, "noise: is each value drawn by `rng`?\""""),
    "noise_hidden": (3, _HIDDEN.format("""twin = check.fresh_rng("noise $label")
mu = twin.normal(size=3)
rng = np.random.default_rng(7)
z = noise(mu.copy(), rng)
check.hidden.shape(z, (3,), "noise")
gap = z - (mu + np.random.default_rng(7).normal(size=3))
assert float(abs(gap).max()) < 1e-9, "noise: is each value drawn by `rng`?\"""")),
    "tidy_hidden": (2, _HIDDEN.format("""rows = [[3, 1], [2, 0]]
expected = [[1, 3], [0, 2]]
with check.unchanged(rows=rows):
    got = tidy(rows)
assert got == expected, "tidy: each row in order\"""")),
    "tally_visible": (2, "\ntotal = (Tally(1) + Tally(2)).total\n"
                         'check.same(total, 3, "Tally: 1 + 2")'),
    "apply_visible": (2, 'check.same(apply(lambda v: v + 1, 2), 4, "apply")'),
    "apply_hidden": (2, _HIDDEN.format("""expected = 2 * $step * $step
check.hidden.same(apply(lambda v: v * $step, 2), expected, "apply")""")),
    "area_timed": (2, "%%time\nassert area(2.0) == 4.0, 'area: 4 for a side of 2'"),
    "area_library": (2, "assert isclose(area(3.0), 9.0), 'area: 9 for a side of 3'"),
    "area_hidden": (2, """###BEGIN HIDDEN TESTS
sides = [$side, 4.0]
for got, side in zip(map(area, sides), sides):
    assert got == side * side, f"area: {got} came back. Try another side"
###END HIDDEN TESTS"""),
}  # fmt: skip
POINTS = {name: points for name, (points, _) in _TESTS.items()}
FULL = float(sum(POINTS.values()))
_SETUP = "import numpy as np\nfrom coursekit import check"
_LIBRARY = "from math import isclose"  # a cell that nobody locked


def tests(variant: int = 0) -> dict[str, str]:
    """Give the tests by name, as the instructor wrote them."""
    known = VARIANTS[variant]
    texts = {name: text.strip() for name, (_, text) in _TESTS.items()}
    return {name: Template(t).substitute(known) for name, t in texts.items()}


def secrets(variant: int = 0) -> list[str]:
    """List what only hidden tests know, as it would stand in a text."""
    known = VARIANTS[variant]
    return [known["low"], known["twice"], known["label"]]


def source(variant: int = 0) -> dict:
    """Give the instructor's notebook."""
    notebook, written = tiny.source(), tests(variant)
    locked = {"grade": False, "solution": False, "locked": True, "grade_id": "setup"}
    cells = [tiny._cell("code", _SETUP, **locked), tiny._cell("code", _LIBRARY)]
    for answer in RIGHT:
        cells.append(_solution(answer))
        for name in written:
            if name.startswith(answer.lower()):
                mark = {"grade": True, "solution": False, "locked": True}
                mark |= {"grade_id": name, "points": POINTS[name]}
                cells.append(tiny._cell("code", written[name], **mark))
    for number, cell in enumerate(cells):
        cell["id"] = f"arena-{number}"
    return {**notebook, "cells": cells}


def handed_out() -> dict:
    """Give the student's notebook, with nothing of the hidden tests in it."""
    notebook = source()
    for cell in notebook["cells"]:
        head, begun, _ = cell["source"].partition("\n    ### BEGIN SOLUTION")
        head = "" if "BEGIN HIDDEN" in head else head
        cell["source"] = f"{head}\n    raise NotImplementedError()" if begun else head
    return notebook


def course(root: Path, variant: int = 0) -> Path:
    """Write the course, with another student's right answers in it."""
    tiny.course(root)
    text = json.dumps(source(variant))
    (root / "source" / "hw_tiny" / "tiny.ipynb").write_text(text, encoding="utf-8")
    return root


def _solution(name: str) -> dict:
    text = RIGHT[name].replace("\n", "\n    ### BEGIN SOLUTION\n", 1)
    mark = {"grade": False, "solution": True, "locked": False, "grade_id": name}
    return tiny._cell("code", f"{text}\n    ### END SOLUTION", **mark)
