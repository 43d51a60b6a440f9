"""Runs the cells of an assignment in a forked process: milliseconds for a case.

The rule is nbgrader's: a test cell that raises nothing gives all its points. Unlike in
a kernel, what one test cell defines is unknown to the next, and a cell that hangs or
ends the process costs its own points only: the next cells run in another fork.
"""

import faulthandler
import functools
import json
import os
import re
import select
import signal
import sys
import tempfile
import warnings
from pathlib import Path

import nbformat
import numpy as np
from coursekit import check  # noqa: F401 - what every fork needs is loaded once
from grading import cases

from autograder.records import Verdict
from autograder.zygote import Zygote

ENDLESS = "no end in sight"
PATIENCE = 20  # wall-clock seconds for each second of processor time of a cell


class OutOfTime(BaseException):
    """A cell used up its processor time; no `except Exception` in it catches this."""


def points(notebook, seed=0, timeout=2.0, only=None):
    """Return the verdict on each automatically graded part.

    `timeout` is processor time for one cell, so a busy machine costs nobody a point.
    `only` names the parts to run; all of them run if it is left out.
    """
    worth = cases.tests(notebook)
    waiting = [part for part in worth if only is None or part in only]
    found = {}
    while waiting:
        found |= _fork(notebook, waiting, seed, timeout)
        waiting = [part for part in waiting if part not in found]
    return {
        part: Verdict(part, 0 if message else worth[part], worth[part], message)
        for part, message in found.items()
    }


def complaint(notebook, parts, seed=0, timeout=2.0):
    """Return what the first of the parts that fails complains about; "" if none does.

    The parts after it do not run.
    """
    messages = _fork(notebook, parts, seed, timeout, to_the_end=False)
    return next((message for message in messages.values() if message), "")


def earned(verdicts):
    """Return the sum of the points."""
    return sum(verdict.points for verdict in verdicts.values())


def _fork(notebook, parts, seed, timeout, to_the_end=True):
    """Run the parts in a child; return the message of each that came to an end.

    A child that dies, or hangs too hard for its alarm, is charged to the part it ran.
    """
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as report:
        end = _start(notebook, parts, seed, timeout, to_the_end, report)
    lines = _read(reading, PATIENCE * timeout).splitlines()
    os.close(reading)
    end()
    messages = dict(json.loads(line) for line in lines)
    if len(messages) < len(parts) and (to_the_end or not any(messages.values())):
        messages[parts[len(messages)]] = "the run was stopped: it did not go on"
    return messages


def _start(notebook, parts, seed, timeout, to_the_end, report):
    """Fork a child that runs the parts and reports; return how to end it.

    Where Keras is imported, the engine's zygote forks it: there Keras is loaded, and
    has computed nothing, while a fork of this process could hang if it has.
    """
    if _imports_keras(notebook, parts):
        with tempfile.TemporaryFile("w+") as sheet:
            json.dump([notebook, parts, seed, timeout, to_the_end], sheet)
            sheet.seek(0)
            child = _zygote().fork("grading.cells:_beside_keras", [sheet, report])
        return functools.partial(_zygote().end, child)
    with warnings.catch_warnings():  # forking beside NumPy's idle threads is fine here
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            _child(notebook, parts, seed, timeout, to_the_end, report)
        finally:
            os._exit(0)
    return functools.partial(_end, child)


def _imports_keras(notebook, parts):
    tested = [
        c.source for c in notebook.cells if cases.meta(c).get("grade_id") in parts
    ]
    code = "\n".join([*cases.solutions(notebook).values(), *tested])
    return re.search(r"\b(?:import|from) keras\b", code)


def _end(child):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@functools.cache
def _zygote():
    """The process from which cells with Keras are forked; it ends with this one."""
    here = str(Path(__file__).parents[1])
    path = os.pathsep.join([here, *filter(None, sys.path)])
    names = ["numpy", "keras", "grading.cells"]
    return Zygote(names, os.environ | {"PYTHONPATH": path})


def _beside_keras(sheet, report):
    with os.fdopen(sheet) as file:
        notebook, *how = json.load(file)
    _child(nbformat.from_dict(notebook), *how, os.fdopen(report, "w"))


def _read(descriptor, patience):
    """Read until the other end closes, or says nothing for too long."""
    chunks = []
    while select.select([descriptor], [], [], patience)[0]:
        chunk = os.read(descriptor, 65536)
        if not chunk:
            break
        chunks.append(chunk)
    return b"".join(chunks).decode()


def _child(notebook, parts, seed, timeout, to_the_end, report):
    sink = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(sink, descriptor)
    sys.stdin = sys.stdout = sys.stderr = open(sink, "r+", closefd=False)  # noqa: SIM115
    warnings.resetwarnings()
    faulthandler.disable()  # a crash in the child is an answer, not an accident
    os.environ["FIRST_NEURON_SEED"] = str(seed)
    np.random.seed()  # what ignores `rng` must not be lucky
    signal.signal(signal.SIGPROF, _out_of_time)
    names = {"__name__": "__main__"}
    tests = {}
    for cell in notebook.cells:
        part = cases.meta(cell).get("grade_id")
        if part in parts:
            tests[part] = cell.source
        elif cell.cell_type == "code" and not cases.meta(cell).get("grade"):
            _run(cell.source, names, timeout)
    for part in parts:
        message = _run(tests[part], dict(names), timeout)
        report.write(json.dumps([part, message]) + "\n")
        report.flush()
        if message and not to_the_end:
            break


def _run(code, names, seconds):
    """Run a cell; return an empty message if it raised nothing."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        exec(compile(code, "<cell>", "exec"), names)
    except (Exception, OutOfTime, SystemExit) as error:
        kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
        return f"{kind}{error}" or "an assert does not hold"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def _out_of_time(*_):
    raise OutOfTime(ENDLESS)
