"""How far an assignment is: a word for each function that passes, and a last count.

A cell of visible tests ends with `passed`, which prints a line when all went well, and
the notebook ends with `summary`. Both only print: what a test cell is worth is decided
by whether it raises, here as under nbgrader.

>>> passed("sign_pm1")
[OK] sign_pm1: the visible tests pass.
>>> summary(["sign_pm1", "pla"])
1 of 2 pass their visible tests. Next: pla.
"""

import os
import sys
import types

__all__ = ["graded", "passed", "summary"]

# What each function was when its tests passed: a newer one has not passed them yet.
_passed: dict[str, object] = {}


def passed(name):
    """Say that the visible tests of a function pass; the last line of their cell."""
    _passed[name] = _present(name, sys._getframe(1).f_globals)
    print(f"[OK] {name}: the visible tests pass.")


def summary(names):
    """Say how many of the functions pass their visible tests, and which comes next.

    A function that was changed after its tests passed counts again once they were run
    again. Prints nothing while a notebook is graded: the result says it better.
    """
    if graded():
        return
    spaces = sys._getframe(1).f_globals
    done, stale = [], []
    for name in names:
        if name in _passed:
            same = _passed[name] is _present(name, spaces)
            (done if same else stale).append(name)
    line = f"{len(done)} of {len(names)} pass their visible tests."
    left = [name for name in names if name not in done]
    if left:
        print(line, f"Next: {left[0]}.")
    else:
        print(line, "What is left is the question in words.")
    if len(left) > 1:
        print("Not yet:", ", ".join(left) + ".")
    if stale:
        print("Changed since its tests ran, run them again:", ", ".join(stale) + ".")


def graded():
    """Tell whether this notebook is being validated or graded, not worked at.

    What costs much time and gives no points can be left out then.
    """
    return "FIRST_NEURON_SCRATCH" in os.environ or "NBGRADER_EXECUTION" in os.environ


def _present(name, spaces):
    """Give the function or class of this name, if it is a plain one.

    While hidden tests are near, a name may stand for something in another process,
    which must not be touched.
    """
    found = spaces.get(name)
    plain = issubclass(type(found), types.FunctionType | type)
    return found if plain else None
