"""An assignment of several notebooks as one: joined when read, split when written.

The cells of all notebooks stand one after the other, each knows its notebook, its
*sheet*, and a marked one is called by both names. An assignment of one notebook is left
as it is. Pure: notebooks in, notebooks out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.rebuild import name_of

SHEET = "first_neuron_sheet"  # a cell's metadata says where it stands


def join(notebooks: Mapping[str, dict]) -> dict:
    """Give one notebook of all, by their names; of one, that one.

    >>> mark = {"nbgrader": {"grade_id": "f"}}
    >>> one, two = ({"cells": [{"source": s, "metadata": mark}]} for s in "ab")
    >>> both = join({"one": one, "two": two})
    >>> [cell["metadata"]["nbgrader"]["grade_id"] for cell in both["cells"]]
    ['one/f', 'two/f']
    >>> split(both, ["one", "two"]) == {"one": one, "two": two}
    True
    """
    first, *more = notebooks.values()
    if not more:
        return first
    cells = [
        _called(cell, called(sheet, name_of(cell)), {SHEET: sheet})
        for sheet, notebook in notebooks.items()
        for cell in notebook["cells"]
    ]
    return {**first, "cells": cells}


def split(notebook: dict, names: Sequence[str]) -> dict[str, dict]:
    """Give the notebooks that were joined, by their names; all but cells are alike."""
    if len(names) == 1:
        return {names[0]: notebook}
    cells: dict[str, list] = {name: [] for name in names}
    for cell in notebook["cells"]:
        sheet = cell["metadata"][SHEET]
        own = name_of(cell).removeprefix(called(sheet, ""))
        cells[sheet].append(_called(cell, own, {}))
    return {name: {**notebook, "cells": own} for name, own in cells.items()}


def together(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Give what is known of marked cells, notebook by notebook, by their joint names.

    >>> together({"one": {"f": 1}, "two": {"f": 2}})
    {'one/f': 1, 'two/f': 2}
    """
    if len(values) == 1:
        return dict(*values.values())
    return {called(s, n): v for s, own in values.items() for n, v in own.items()}


def called(sheet: str, name: str) -> str:
    """Name a marked cell among those of several notebooks."""
    return f"{sheet}/{name}"


def _called(cell: dict, name: str, where: dict) -> dict:
    metadata = {k: v for k, v in cell["metadata"].items() if k != SHEET} | where
    if name_of(cell):
        metadata["nbgrader"] = {**metadata["nbgrader"], "grade_id": name}
    return {**cell, "metadata": metadata}
