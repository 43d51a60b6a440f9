"""The exam: locked tests, run in a process that no student's code ever enters.

Forked from the zygote with two sockets: by one it hears the exam and tells how it goes,
by the others it visits the student's cages. A submission has two cages: one where the
visible tests ask, whose outputs are shown, and one where the hidden tests ask, of which
nothing is shown. So what a hidden test hands to a student's function can never be
printed, raised or stored where anybody reads it.
"""

import builtins
import contextlib
import dis
import io
import math
import os
import socket
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograder import sandbox
from autograder.proxies import CageLost, Visit
from autograder.wire import Channel, Hangup

MESSAGE_LENGTH = 600
OPEN, SEALED = "open", "sealed"


@dataclass(frozen=True)
class Cell:
    """A code cell of an exam; `part` names the test that a locked one is.

    `kind` is "student", "locked" (the instructor's, without points) or "test".
    """

    number: int
    kind: str
    source: str
    part: str = ""
    max_points: float = 0.0
    hidden: bool = False


@dataclass(frozen=True)
class Exam:
    """What a judge is told: the cells in order, what is asked for, what to leave out.

    `asked` are the names that the student has to write, `classes` those of them whose
    objects may do arithmetic, `finished` the parts that have a verdict, `deadly` the
    (cage, cell number) pairs that ended a cage before.
    """

    cells: tuple[Cell, ...]
    asked: frozenset[str]
    seed: int
    finished: frozenset[str] = frozenset()
    deadly: frozenset[tuple[str, int]] = frozenset()
    classes: frozenset[str] = frozenset()


def main(report: int, *cages: int, box: dict[str, Any]) -> None:
    """Hear the exam, hold it, and tell every step and verdict as it comes."""
    channel = Channel(socket.socket(fileno=report))
    exam = _exam(channel.receive())
    visits = {
        name: Visit(Channel(socket.socket(fileno=cage)), exam.classes)
        for name, cage in zip((OPEN, SEALED), cages, strict=False)
    }
    layers = sandbox.enter(sandbox.Box(**box), keep=(report, *cages))
    channel.send(["layers", [list(vars(layer).values()) for layer in layers]])
    os.environ["FIRST_NEURON_SEED"] = str(exam.seed)
    with contextlib.suppress(Hangup):
        try:
            Judge(exam, visits, channel).hold()
            channel.send(["done"])
        except CageLost:
            channel.send(["lost"])


class Judge:
    """Walks through an exam, cell by cell."""

    def __init__(self, exam: Exam, visits: dict[str, Visit], channel: Channel):
        self.exam, self.visits, self.channel = exam, visits, channel
        self.names: dict[str, Any] = {
            "__name__": "__main__",
            "get_ipython": _NoShell,  # a student's would be handed a test's text
        }

    def hold(self) -> None:
        """Run every cell in order: the student's in the cages, the tests here."""
        left = {c.part for c in self.exam.cells if c.kind == "test"}
        left -= self.exam.finished
        for cell in self.exam.cells:
            if cell.kind != "test":
                for cage in self.visits:
                    self._in_cage(cell, cage)
            if cell.kind == "locked":
                self._locked(cell)
            elif cell.kind == "test" and cell.part in left:
                self._test(cell)

    def _in_cage(self, cell: Cell, cage: str) -> None:
        if (cage, cell.number) in self.exam.deadly:
            return
        self.channel.send(["cell", cell.number, cage])
        outputs, _ = self.visits[cage].run(cell.number, cell.source)
        if cage == OPEN:
            self.channel.send(["outputs", cell.number, outputs])

    def _locked(self, cell: Cell) -> None:
        """Have what the instructor's own cell defines; its failure shows in a test."""
        with contextlib.suppress(Exception), _printed():
            source = _plain_python(cell.source)
            self._bring(source, self.visits[OPEN])
            exec(compile(source, "<locked cell>", "exec"), self.names)

    def _test(self, cell: Cell) -> None:
        visit = self.visits[SEALED if cell.hidden else OPEN]
        self.channel.send(["cell", cell.number, SEALED if cell.hidden else OPEN])
        start = time.perf_counter()
        points, message = cell.max_points, ""
        with _printed() as printed:
            try:
                value = self._ask(cell, visit)
                points = _partial(value, cell.max_points)
            except Exception as error:
                points, message = 0.0, explain(error, cell.hidden)
        if 0 < points < cell.max_points:
            said = "" if cell.hidden else printed.getvalue().strip()
            message = said or f"{points:g} of {cell.max_points:g} points"
        seconds = round(time.perf_counter() - start, 4)
        message = message[:MESSAGE_LENGTH]
        self.channel.send(["verdict", cell.part, points, message, seconds])

    def _ask(self, cell: Cell, visit: Visit) -> Any:
        """Run a test on what the student's process lends; give its last value.

        What one test defines is unknown to the next: each has names of its own.
        """
        body, last = _compiled(_plain_python(cell.source))
        names = self._bring(cell.source, visit)
        exec(body, names)
        return eval(last, names) if last else None

    def _bring(self, source: str, visit: Visit) -> dict[str, Any]:
        """Give the names that a cell may use: the instructor's, then the student's."""
        wanted = [
            name
            for name in needed(_plain_python(source))
            if name in self.exam.asked
            or (name not in self.names and not hasattr(builtins, name))
        ]
        return {**self.names, **visit.names(wanted)}


def explain(error: Exception, hidden: bool) -> str:
    """Say why a test failed; of a hidden one, nothing that its inputs could be in.

    >>> explain(ValueError("operands (3,) (4,)"), hidden=False)
    'ValueError: operands (3,) (4,)'
    >>> explain(ValueError("secret 42"), hidden=True)
    'ValueError in the test: what came back could not be worked with'
    """
    kind = type(error).__name__
    if hasattr(error, "of_student"):
        return _of_student(*error.of_student, hidden)
    if isinstance(error, AssertionError):
        return str(error) or "an assert of the test does not hold"
    if isinstance(error, NameError):
        missing = getattr(error, "name", None) or "a name"
        return f"{missing} is not defined: did its cell run without an error?"
    if hidden:
        return f"{kind} in the test: what came back could not be worked with"
    return f"{kind}: {error}"


def _of_student(name: str, message: str, line: int, hidden: bool) -> str:
    """Word an exception of the student's; of one in a hidden test, that there was one.

    Name, words and line are the student's to choose: each could tell a hidden input.
    """
    if name == "NotImplementedError":
        return "not written yet"
    if hidden:
        return "your code raised an exception"
    where = f" (line {line} of its cell)" if line else ""
    return f"your code raised {name}{where}{': ' if message else ''}{message}"


def needed(source: str) -> tuple[str, ...]:
    """List the names that a cell reads before it gives them a value itself.

    >>> needed("a = f(b)\\nb = a\\n[c for c in b]\\ndef g():\\n    return h(a)")
    ('f', 'b', 'h')
    """
    body, last = _compiled(source)
    found: dict[str, None] = {}
    written: set[str] = set()
    for code in (body, last) if last else (body,):
        _read_names(code, found, written, top=True)
    return tuple(found)


def _read_names(code: types.CodeType, found: dict, written: set, top: bool) -> None:
    inner = []
    for step in dis.get_instructions(code):
        if isinstance(step.argval, types.CodeType):
            inner.append(step.argval)
        elif step.opname in ("STORE_NAME", "STORE_GLOBAL", "IMPORT_NAME") and top:
            written.add(step.argval)
        elif step.opname.startswith("LOAD_") and step.opname[5:] in ("NAME", "GLOBAL"):
            found.update({} if step.argval in written else {step.argval: None})
    for code in inner:
        _read_names(code, found, written, top=False)


@lru_cache(maxsize=256)
def _compiled(source: str) -> tuple[types.CodeType, types.CodeType | None]:
    """Compile a cell; its last expression apart, for its value may be points."""
    import ast

    tree = ast.parse(source)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    body = compile(tree, "<test>", "exec")
    return body, compile(last, "<test>", "eval") if last else None


class _NoShell:
    """What IPython's lines find in the judge: a shell that does nothing."""

    def __getattr__(self, name: str) -> Callable:
        return lambda *_, **__: None


def _plain_python(source: str) -> str:
    """Turn IPython's own lines into Python; of a cell magic, leave the cell alone.

    >>> _plain_python("%%time\\nassert f(1) == 2")
    '\\nassert f(1) == 2'
    """
    first, _, rest = source.lstrip().partition("\n")
    if first.startswith("%%"):
        source = f"\n{rest}"
    if not any(line.lstrip().startswith(("%", "!")) for line in source.splitlines()):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def _partial(value: Any, max_points: float) -> float:
    """Read a test's last value as nbgrader does: a number is points, all else is all.

    What is no finite number is no points.

    >>> [_partial(value, 4) for value in (2.5, None, True, float("nan"))]
    [2.5, 4, 4, 0.0]
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return max_points
    if not math.isfinite(value):
        return 0.0
    return float(min(max(value, 0), max_points))


@contextlib.contextmanager
def _printed() -> Iterator[io.StringIO]:
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        yield text


def _exam(told: dict) -> Exam:
    return Exam(
        cells=tuple(Cell(*cell) for cell in told["cells"]),
        asked=frozenset(told["asked"]),
        seed=told["seed"],
        finished=frozenset(told["finished"]),
        deadly=frozenset(tuple(pair) for pair in told["deadly"]),
        classes=frozenset(told["classes"]),
    )
