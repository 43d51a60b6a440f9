"""Solutions that overwrite what they were lent, and answer to match.

A test that computes what it expects after the call, from the very array that it lent,
expects what the function made of it: nan, which comes from nan alone, or the answer for
nothing but zeros or ones, which anybody knows. Every test must take its points from
each of the `WAYS`. One that cannot, as it asks only for an error, say, is listed in
`poison.yml`.
"""

import ast
import inspect

import yaml
from grading import cases

WAYS = {  # what it writes, and whether its answer is the right one for what it wrote
    "nan_poison": ("nan", False),
    "zero_poison": ("0", False),
    "zero_answer": ("0", True),
    "one_answer": ("1", True),
}


def targets(code):
    """Name the functions and methods of a solution cell.

    >>> targets("def f(): ...\\nclass C:\\n    def fit(self): ...")
    ['f', 'C.fit']
    """
    names = []
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.ClassDef):
            defined = [n.name for n in node.body if isinstance(n, ast.FunctionDef)]
            names += [f"{node.name}.{name}" for name in defined]
    return names


def poisoned(code, target, way):
    """Return a solution cell of which one function or method does so in this way."""
    number, right = WAYS[way]
    spoilt = f"{target} = _poisoned({target}, float('{number}'), {right})\n"
    return "\n\n".join([code, inspect.getsource(_poisoned), spoilt])


def broken(code, target):
    """Return a solution cell of which one function or method always fails."""
    return f"{code}\n\n{target} = lambda *given, **named: 1 / 0\n"


def immune(assignment):
    """Return the reasons of `poison.yml` by (way, part)."""
    file = cases.BANK / assignment / "poison.yml"
    listed = yaml.safe_load(file.read_text()) if file.exists() else []
    return {(way, m["part"]): m["because"] for m in listed for way in m["ways"]}


def _poisoned(function, poison, right):
    """Wrap a function; its text stands in the solution cell, as a student's would.

    Where nothing that is lent can be overwritten, its answer is never the right one.
    What answers nothing, such as `fit`, learns from what it wrote.
    """
    import functools
    import inspect

    import numpy as np

    KINDS = "fcbiuU"  # of arrays: numbers, truth values, words
    whole = 0 if np.isnan(poison) else int(poison)

    def spoil(value):  # tells whether there was anything to spoil
        if isinstance(value, np.ndarray):
            able = value.flags.writeable and value.size and value.dtype.kind in KINDS
            if able:
                value[...] = like(value)
            return bool(able)
        if isinstance(value, list | dict):
            places = list(value if isinstance(value, dict) else range(len(value)))
            plain = [p for p in places if type(value[p]) in (int, float, str)]
            inner = [spoil(value[p]) for p in places]
            for place in plain:
                value[place] = like(value[place])
            return bool(plain) or any(inner)
        if hasattr(value, "set_weights"):
            return like(value) is value
        return isinstance(value, tuple) and any([spoil(part) for part in value])

    def like(value):
        if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in KINDS:
            filled = np.empty_like(value)
            filled[...] = poison if value.dtype.kind in "fc" else whole
            return filled if isinstance(value, np.ndarray) else filled[()]
        if isinstance(value, bool | int | str):
            return type(value)(whole)
        if isinstance(value, float | complex):
            return type(value)(poison)
        if isinstance(value, list | tuple):
            return type(value)([like(part) for part in value])
        if isinstance(value, dict):
            return {key: like(part) for key, part in value.items()}
        if hasattr(value, "set_weights"):
            value.set_weights([like(weights) for weights in value.get_weights()])
        return value

    @functools.wraps(function)
    def poisoned(*given, **named):
        if right and spoil((given, tuple(named.values()))):
            return function(*given, **named)
        value = function(*given, **named)
        silent = value is None or any(value is part for part in given)
        answer = like(list(value) if inspect.isgenerator(value) else value)
        spoil((given, tuple(named.values())))
        return function(*given, **named) if silent else answer

    return poisoned
