"""Runs the cells of an assignment in a forked process: milliseconds for a case.

The rule is nbgrader's: a test cell that raises nothing gives all its points. Unlike in
a kernel, what one test cell defines is unknown to the next, and a cell that hangs or
ends the process costs its own points only: the next cells run in another fork.
"""

import faulthandler
import json
import os
import select
import signal
import sys
import warnings

import numpy as np
from grading import cases

from autograder.records import Verdict

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


def earned(verdicts):
    """Return the sum of the points."""
    return sum(verdict.points for verdict in verdicts.values())


def _fork(notebook, parts, seed, timeout):
    """Run the parts in a child; return the message of each that came to an end.

    A child that dies, or hangs too hard for its alarm, is charged to the part it ran.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():  # forking beside NumPy's idle threads is fine here
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _child(notebook, parts, seed, timeout, os.fdopen(writing, "w"))
        finally:
            os._exit(0)
    os.close(writing)
    lines = _read(reading, PATIENCE * timeout).splitlines()
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    messages = dict(json.loads(line) for line in lines)
    if len(messages) < len(parts):
        messages[parts[len(messages)]] = "the run was stopped: it did not go on"
    return messages


def _read(descriptor, patience):
    """Read until the other end closes, or says nothing for too long."""
    chunks = []
    while select.select([descriptor], [], [], patience)[0]:
        chunk = os.read(descriptor, 65536)
        if not chunk:
            break
        chunks.append(chunk)
    return b"".join(chunks).decode()


def _child(notebook, parts, seed, timeout, report):
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
    raise OutOfTime("no end in sight")
