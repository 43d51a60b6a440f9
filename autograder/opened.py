"""The open exam: cells and tests in one process, in the notebook's order.

So run the tests of other people's courses, which look at printed text, at figures, at
names and sources, and build on each other: what they ask cannot be asked through a
wire. The price is that a student's code meets the tests: who wants to can forge their
answers and read them, as under stock nbgrader. The process is boxed as a cage is, its
report is bounded as a judge's, and the report of the class says that it was open.
"""

import contextlib
import json
import os
import random
import socket
import time
from typing import Any

import numpy as np

from autograder import cage, judge, sandbox, scopes, words
from autograder.judge import OPEN, Cell, Exam
from autograder.wire import Channel, Hangup, WireError


def main(report: int, box: dict[str, Any], seed: int) -> None:
    """Hear the exam, hold it, and tell every step and verdict as it comes."""
    channel = Channel(socket.socket(fileno=report))
    exam = judge.heard(channel.receive())
    layers = sandbox.enter(sandbox.Box(**box), keep=(report,))
    channel.send(["layers", sandbox.told(layers)])
    os.environ["FIRST_NEURON_SEED"] = str(exam.seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)
    with contextlib.suppress(Hangup):
        hold(exam, channel)
        channel.send(["done"])


def hold(exam: Exam, channel: Channel) -> None:
    """Run every cell; one that has a verdict runs for what it leaves behind."""
    outputs = cage.Outputs()
    for cell in exam.cells:
        if (OPEN, cell.number) in exam.deadly:
            continue
        channel.send(["cell", cell.number, OPEN])
        start = time.perf_counter()
        shown, result = cage.run(cell.source, outputs)
        if cell.kind != "test":
            _tell(channel, "outputs", cell.number, shown)
        elif cell.part not in exam.finished:
            points, message, ended = _marked(exam, cell, result, shown)
            seconds = round(time.perf_counter() - start, 4)
            _tell(channel, "verdict", cell.part, points, message, seconds, ended)


def _tell(channel: Channel, *message: Any) -> None:
    """Tell something; half a character, which no file can hold, as a question mark."""
    try:
        channel.send(list(message))
    except WireError:
        text = json.dumps(message, ensure_ascii=False)
        channel.send(json.loads(text.encode("utf-8", "replace")))


def _marked(
    exam: Exam, cell: Cell, result: Any, shown: list[dict]
) -> tuple[float, str, str]:
    """Give a test's points as nbgrader reads them, a message, and how it ended.

    An error that %%capture keeps to itself is one of the cell's all the same.
    """
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        if cell.hidden:
            return 0.0, words.explain(error, hidden=cell.source), words.cause(error)
        said = _unmade(exam, cell, error) or words.explain(error, visible=cell.source)
        return 0.0, said, ""
    if failed := [output for output in shown if output["output_type"] == "error"]:
        told = f"{failed[0]['ename']}: {failed[0]['evalue']}"[: words.LENGTH]
        return (0.0, words.NO_ANSWER, told) if cell.hidden else (0.0, told, "")
    points = judge.partial(result.result, cell)
    if not 0 < points < cell.max_points:
        return points, "", ""
    printed = "".join(o["text"] for o in shown if o["output_type"] == "stream").strip()
    said = "" if cell.hidden else printed
    return points, said or f"{points:g} of {cell.max_points:g} points", ""


def _unmade(exam: Exam, cell: Cell, error: BaseException) -> str:
    """Say which earlier test was to make a name that is missing; "" if none was."""
    missing = error.name if isinstance(error, NameError) else None
    tests = (c for c in exam.cells if c.kind == "test" and c.number < cell.number)
    makers = (test.part for test in tests if missing in scopes.written(test.source))
    maker = next(makers, "")
    first = f"an earlier test has to pass first: {missing} is made by {maker}"
    return first if maker else ""
