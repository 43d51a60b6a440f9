"""The exam: locked tests, run in a process that no student's code ever enters.

Forked from the zygote with two sockets: by one it hears the exam and tells how it goes,
by the others it visits the student's cages. A submission has two cages: one where the
visible tests ask, whose outputs are shown, and one where the hidden tests ask, of which
nothing is shown. The first has ended before the second is told anything. So what a
hidden test hands to a student's function can never be printed, raised or stored where
anybody reads it, nor be told from one cage to the other.
"""

import builtins
import contextlib
import hashlib
import io
import math
import os
import random
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder import sandbox
from autograder.proxies import CageLost, Visit
from autograder.scopes import compiled, needed, plain_python
from autograder.wire import Channel, Hangup, WireError
from autograder.words import LENGTH as MESSAGE_LENGTH
from autograder.words import cause, explain

OPEN, SEALED = "open", "sealed"


@dataclass(frozen=True)
class Cell:
    """A code cell of an exam; `part` names the test that a locked one is.

    `kind` is "student", "locked" (the instructor's, without points) or "test"; `sheet`
    the notebook that it stands in, where there are several.
    """

    number: int
    kind: str
    source: str
    part: str = ""
    max_points: float = 0.0
    hidden: bool = False
    sheet: str = ""


@dataclass(frozen=True)
class Exam:
    """What a judge is told: the cells in order, what is asked for, what to leave out.

    `asked` are the names that the student has to write, `classes` those of them whose
    objects may do arithmetic, `offered` other names of cells that a student may change,
    `imports` what such cells import, `finished` the parts that have a verdict, `deadly`
    the (cage, cell number) pairs that ended a cage before. An `open` one is held in one
    process, without a judge.
    """

    cells: tuple[Cell, ...]
    asked: frozenset[str] = frozenset()
    seed: int = 0
    finished: frozenset[str] = frozenset()
    deadly: frozenset[tuple[str, int]] = frozenset()
    classes: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    imports: tuple[str, ...] = ()
    open: bool = False


def main(report: int, *cages: int, box: dict[str, Any], names: list[str]) -> None:
    """Hear the exam, hold it, and tell every step and verdict as it comes."""
    channel = Channel(socket.socket(fileno=report))
    exam = heard(channel.receive())
    visits = {
        name: Visit(Channel(socket.socket(fileno=cage)))
        for name, cage in zip(names, cages, strict=True)
    }
    layers = sandbox.enter(sandbox.Box(**box), keep=(report, *cages))
    os.environ["FIRST_NEURON_SEED"] = str(exam.seed)
    _seed(exam.seed, names)
    with contextlib.suppress(Hangup):
        try:
            for visit in visits.values():
                channel.send(["layers", visit.layers()])
            channel.send(["layers", sandbox.told(layers)])
            Judge(exam, visits, channel).hold()
            channel.send(["done"])
        except CageLost as lost:
            channel.send(["lost", str(lost)])


def _seed(seed: int, names: list[str]) -> None:
    """Seed what tests draw from without a generator: the same whenever it is held.

    Not the same beside another cage, for what visible tests draw may be seen.
    """
    own = hashlib.sha256(f"judge/{seed}/{names}".encode()).digest()
    random.seed(own)
    np.random.seed(int.from_bytes(own[:4]))


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
        self._imports()
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
            try:
                self.channel.send(["outputs", cell.number, outputs])
            except WireError:  # objects in them: a cage may have said anything
                self.channel.send(["outputs", cell.number, None])

    def _locked(self, cell: Cell) -> None:
        """Have what the instructor's own cell defines; its failure shows in a test."""
        with contextlib.suppress(Exception), _printed():
            source = plain_python(cell.source)
            exec(compile(source, "<locked cell>", "exec"), self.names)

    def _imports(self) -> None:
        """Have the libraries that only cells import which a student may change."""
        for statement in self.exam.imports:
            with contextlib.suppress(Exception), _printed():
                exec(compile(statement, "<import>", "exec"), self.names)

    def _test(self, cell: Cell) -> None:
        visit = self.visits[SEALED if cell.hidden else OPEN]
        self.channel.send(["cell", cell.number, SEALED if cell.hidden else OPEN])
        start = time.perf_counter()
        points, message, ended = cell.max_points, "", ""
        with _printed() as printed:
            try:
                value = self._ask(cell, visit)
                points = partial(value, cell)
            except Exception as error:
                text = {"hidden" if cell.hidden else "visible": cell.source}
                points, message = 0.0, explain(error, **text)
                ended = cause(error) if cell.hidden else ""
        visit.settle()
        if 0 < points < cell.max_points:
            said = "" if cell.hidden else printed.getvalue().strip()
            message = said or f"{points:g} of {cell.max_points:g} points"
        seconds = round(time.perf_counter() - start, 4)
        said = points, message[:MESSAGE_LENGTH], seconds, ended
        self.channel.send(["verdict", cell.part, *said])

    def _ask(self, cell: Cell, visit: Visit) -> Any:
        """Run a test on what the student's process lends; give its last value.

        What one test defines is unknown to the next, but for what it imports: a test
        that ended before its end, or whose process was lost, costs no other. A name
        that a student was asked to write is the student's, and unknown if it is not.
        """
        source = plain_python(cell.source)
        body, last = compiled(source)
        ours = {n: v for n, v in self.names.items() if n not in self.exam.asked}
        names = {**ours, **self._lent(needed(source), visit)}
        exec(body, names)
        return eval(last, names) if last else None

    def _lent(self, names: Iterable[str], visit: Visit) -> dict[str, Any]:
        """Give those of a test's names that the student was asked to write.

        What an open cell of the instructor's gives a value too is the student's to
        change, as long as nothing of that name is here.
        """
        wanted = [
            name
            for name in names
            if name in self.exam.asked
            or (name in self.exam.offered and not self._has(name))
        ]
        visit.classes = self.exam.classes.intersection(wanted)
        return visit.names(wanted)

    def _has(self, name: str) -> bool:
        return name in self.names or hasattr(builtins, name)


class _NoShell:
    """What IPython's lines find in the judge: a shell that does nothing."""

    def __getattr__(self, name: str) -> Callable:
        return lambda *_, **__: None


def partial(value: Any, cell: Cell) -> float:
    """Read a test's last value as nbgrader does: a number is points, all else is all.

    All else is a truth value, a text, an array, and whatever lives in a cage: nobody
    asks there what number it would be. A number of NumPy's is one, and what is not
    finite is no points. Of a hidden test it counts in hundredths: a number of sixteen
    digits could tell what was handed in.

    >>> test = Cell(0, "test", "", "f", 4)
    >>> [partial(value, test) for value in (2.5, np.float32(1), -1, 10**400)]
    [2.5, 1.0, 0.0, 4.0]
    >>> [partial(value, test) for value in (None, False, "0", np.zeros(()))]
    [4, 4, 4, 4]
    >>> [partial(float(value), test) for value in ("nan", "inf", "-inf")]
    [0.0, 0.0, 0.0]
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return cell.max_points
    if not -math.inf < value < math.inf:  # nan is caught too
        return 0.0
    points = float(min(max(value, 0), cell.max_points))
    return min(round(points, 2), cell.max_points) if cell.hidden else points


@contextlib.contextmanager
def _printed() -> Iterator[io.StringIO]:
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        yield text


def heard(told: dict) -> Exam:
    """Read an exam as a sitting tells it."""
    return Exam(
        cells=tuple(Cell(*cell) for cell in told["cells"]),
        asked=frozenset(told["asked"]),
        seed=told["seed"],
        finished=frozenset(told["finished"]),
        deadly=frozenset(tuple(pair) for pair in told["deadly"]),
        classes=frozenset(told["classes"]),
        offered=frozenset(told["offered"]),
        open=told["open"],
        imports=tuple(told["imports"]),
    )
