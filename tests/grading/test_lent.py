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
        value = function(*given, **named)
        if lists(bound.get({parameter!r})):
            value = copy.copy(value) if isinstance(value, (list, dict)) else value
            spoil(bound[{parameter!r}])
        return value

    return spoiled


{function} = _spoiled({function})
"""
WAYS = {
    "never gets one": "raise RuntimeError",
    "empties": "value.clear()",
    "takes the last": "value.popitem() if isinstance(value, dict) else value.pop()",
    "reverses": "items = list(value.items() if isinstance(value, dict) else value)\n"
    "        value.clear()\n"
    "        (value.update if isinstance(value, dict) else value.extend)(items[::-1])",
}


def spoiled(notebook, function, parameter, way):
    """A solution that is right, and spoils one parameter in this way."""
    code = cases.solutions(notebook)[function] + SPOILED.format(
        function=function, parameter=parameter, spoil=WAYS[way]
    )
    return cases.fill(notebook, cases.Case("", "wrong", code={function: code}))


def earns_all(notebook, function, parameter, way):
    """Whether such a solution passes every test of its function."""
    parts = rates.own_parts(notebook, [function])
    filled = spoiled(notebook, function, parameter, way)
    found = cells.points(filled, 1, rates.PLENTY, parts)
    return all(verdict.passed for verdict in found.values())


def parameters(notebook):
    """The functions of an assignment with each of their parameters."""
    for name, code in cases.solutions(notebook).items():
        for node in ast.parse(code).body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                yield from ((name, argument.arg) for argument in node.args.args)


@pytest.mark.slow
@pytest.mark.xdist_group("bank")
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_who_takes_something_out_of_a_lent_list_loses_points(assignment):
    notebook = cases.source(assignment)
    lent = [
        pair
        for pair in parameters(notebook)
        if not earns_all(notebook, *pair, "never gets one")
    ]
    unseen = [
        f"{function} {way} {parameter}"
        for function, parameter in lent
        for way in list(WAYS)[1:]
        if earns_all(notebook, function, parameter, way)
    ]
    assert unseen == []
