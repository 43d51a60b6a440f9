"""The notebook as it was executed, for people and for nbgrader to read."""

from autograder.rebuild import name_of
from autograder.records import Verdict
from autograder.sitting import Sitting


def executed(notebook: dict, sitting: Sitting) -> dict:
    """Give the notebook with its outputs; of a failed test, the reason alone.

    What stands there gives the same scores to nbgrader's own reading of the outputs.
    """
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            outputs = sitting.outputs.get(number, [])
            if verdict := sitting.verdicts.get(name_of(cell)):
                outputs = _shown(verdict)
            cell = {**cell, "outputs": _numbered(outputs, number + 1)}
            cell["execution_count"] = number + 1
        cells.append(cell)
    return {**notebook, "cells": cells}


def _numbered(outputs: list[dict], count: int) -> list[dict]:
    return [
        {**output, "execution_count": count}
        if output["output_type"] == "execute_result"
        else output
        for output in outputs
    ]


def _shown(verdict: Verdict) -> list[dict]:
    if verdict.passed:
        return []
    if verdict.points:
        data = {"text/plain": f"{verdict.points:g}"}
        said = {"output_type": "stream", "name": "stdout", "text": verdict.message}
        return [said, {"output_type": "execute_result", "data": data, "metadata": {}}]
    said = verdict.message
    return [{"output_type": "error", "ename": "CheckFailed", "evalue": said,
             "traceback": [said]}]  # fmt: skip
