"""Small automatic changes to the reference: each one must cost points.

The changes are those of cosmic-ray: every operator that needs no arguments. A change
that makes no difference to any student can be listed in `equivalent.yml`, with the
reason, so that a weakness of the tests is never taken for harmless.
"""

import difflib
from dataclasses import dataclass

import yaml
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from grading import cases


@dataclass(frozen=True)
class Mutant:
    """A changed solution cell; `was` and `now` are its changed lines."""

    function: str
    was: str
    now: str
    code: str

    def __str__(self):
        return f"{self.function}: `{self.was}` became `{self.now}`"


def mutants(notebook):
    """Return the different mutants of each solution cell that Python can compile.

    >>> code = "def f(a):\\n    return a + 1"
    >>> len(set(_changed(code))) > 10
    True
    """
    return [
        _mutant(function, code, changed)
        for function, code in cases.solutions(notebook).items()
        for changed in dict.fromkeys(_changed(code))
        if changed != code and _compiles(changed)
    ]


def equivalent(assignment):
    """Return the reasons of `equivalent.yml` by (function, was, now)."""
    file = cases.BANK / assignment / "equivalent.yml"
    listed = yaml.safe_load(file.read_text())
    return {(m["function"], m["was"], m["now"]): m["because"] for m in listed}


def _changed(code):
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments():
            continue
        occurrence = 0
        while (changed := mutate_code(code, kind(), occurrence)) is not None:
            yield changed
            occurrence += 1


def _mutant(function, code, changed):
    lines = list(difflib.ndiff(code.splitlines(), changed.splitlines()))
    was, now = (
        " ".join(" ".join(line[2:].split()) for line in lines if line.startswith(mark))
        for mark in "-+"
    )
    return Mutant(function, was, now, changed)


def _compiles(code):
    try:
        compile(code, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
