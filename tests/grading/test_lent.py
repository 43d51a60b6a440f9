"""Every list and dictionary that a test lends is looked at again afterwards.

For each function a solution that is right, and then takes something out of what it was
lent: the reference, with a last line that nobody asked for. Some test must see it.
"""

import ast

import pytest
from grading import cases, cells, rates

ASSIGNMENTS = sorted(folder.parent.name for folder in cases.BANK.glob("*/correct"))
SPOILED = """

def _spoiled(function):
    import copy, functools, inspect

    def lists(value):
        return isinstance(value, (list, dict)) and len(value) > 0

    def spoil(value):
        {spoil}

    @functools.wraps(function)
    def spoiled(*given, **named):
        bound = inspect.signature(function).bind(*given, **named).arguments
        if {parameter!r} is None:
            raise ValueError([f"<{{name}}>" for name, v in bound.items() if lists(v)])
        value = function(*given, **named)
        if lists(bound.get({parameter!r})):
            value = copy.copy(value) if isinstance(value, (list, dict)) else value
            spoil(bound[{parameter!r}])
        return value

    return spoiled


{function} = _spoiled({function})
"""
WAYS = {
    "takes the last of": "value.popitem() if isinstance(value, dict) else value.pop()",
    "reverses": "items = list(value.items() if isinstance(value, dict) else value)\n"
    "        value.clear()\n"
    "        (value.update if isinstance(value, dict) else value.extend)(items[::-1])",
}


def spoiled(notebook, function, parameter, way):
    """A solution that is right, and spoils one parameter in this way."""
    code = cases.solutions(notebook)[function] + SPOILED.format(
        function=function, parameter=parameter, spoil=WAYS.get(way, "pass")
    )
    return cases.fill(notebook, cases.Case("", "wrong", code={function: code}))


def complaints(notebook, function, parameter, way):
    """Say test by test what is found wrong with such a solution."""
    parts = rates.own_parts(notebook, [function])
    filled = spoiled(notebook, function, parameter, way)
    found = cells.points(filled, 1, rates.PLENTY, parts)
    return [verdict.message for verdict in found.values()]


def lent(notebook):
    """Name the functions and their parameters that are lent a list or a dictionary."""
    for name, code in cases.solutions(notebook).items():
        for node in ast.parse(code).body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                told = " ".join(complaints(notebook, name, None, "none"))
                for argument in node.args.args:
                    if f"<{argument.arg}>" in told:
                        yield name, argument.arg


@pytest.mark.slow
@pytest.mark.xdist_group("bank")
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_who_takes_something_out_of_a_lent_list_loses_points(assignment):
    notebook = cases.source(assignment)
    unseen = [
        f"{function} {way} {parameter}"
        for function, parameter in lent(notebook)
        for way in WAYS
        if not any(complaints(notebook, function, parameter, way))
    ]
    assert unseen == []
