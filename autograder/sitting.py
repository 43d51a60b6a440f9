"""An exam being held: its processes, its clock, and who is charged when one is lost.

    us ── report ── judge ── visit ── cage

The exam is held twice, one after the other: in an open cage for the visible tests, in a
sealed one for the hidden tests. The judge tells every step before it takes it. When a
process ends early or its time is up, the cell that was running is charged, all
processes are killed, and the exam goes on with fresh ones: what was earned stays
earned, what comes after is still asked. What is our machine's fault is tried again.
"""

import contextlib
import hashlib
import math
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from autograder import sandbox, scratch
from autograder.clock import Meter
from autograder.judge import MESSAGE_LENGTH, OPEN, SEALED, Cell, Exam
from autograder.outputs import Purse, stopped
from autograder.records import Layer, Part, Verdict
from autograder.scopes import needed
from autograder.testimony import Statement
from autograder.wire import Channel, Hangup, WireError
from autograder.words import NO_ANSWER, SLOW, SLOW_BEFORE, ending
from autograder.zygote import Zygote, ZygoteLost

LOOK = 0.5  # seconds between looks at the clock and at the scratch folders
MEGABYTES = 256  # of all that is written into a scratch folder
THREADS = 300  # of all processes of a sitting
PATIENCE = 20  # times a limit that may pass where others have the processor
SHORT = 0.05  # of a cell's limit, for a test of a function that used it up before
REPORTED = 16 * 2**20  # bytes of one message of a judge's
SPARED = 2  # times that a cell is tried again after a kill from outside
BUSY_SPARED = 1  # and where the machine was too busy
LAYERS = 30  # more than the sandbox has
NO_CELL = -1  # the number under which a loss before the first cell is counted


class TooBusy(Exception):
    """The machine gave an exam too little of its processors, again and again."""


@dataclass(frozen=True)
class Limits:
    """How long and how much: for a cell, for a whole submission, for its memory."""

    cell_seconds: float = 30
    submission_seconds: float = 600
    megabytes: int = 4096


class Sitting:
    """One submission's exam; `hold` it, then read what came of it.

    `again` tells what was tried again because the failure was ours.
    """

    # Judge and cage take turns: on one processor a question costs a quarter of the
    # 100 microseconds that waking another processor up takes.
    processor: int | None = None

    def __init__(self, zygote: Zygote, exam: Exam, limits: Limits):
        self.zygote, self.exam, self.limits = zygote, exam, limits
        self.verdicts: dict[str, Verdict] = {}
        self.outputs: dict[int, list] = {}
        self.layers: tuple[Layer, ...] = ()
        self.megabytes = 0.0
        self.again: list[str] = []
        self.purse = Purse()
        self.spent = 0.0  # seconds charged so far
        self._deadly: set[int] = set()
        self._over = False  # whoever tells us of the exam tells us stories
        self._slow: list[Cell] = []
        self._spared: Counter[int] = Counter()

    def hold(self) -> None:
        """Sit the exam, again with fresh processes for as long as some are lost.

        Where it has several notebooks, one after the other, as if alone; and all open
        cages have ended before a sealed one hears a hidden test, of any notebook.
        """
        sheets = dict.fromkeys(cell.sheet for cell in self.exam.cells)
        for cage in (OPEN, SEALED):
            for sheet in sheets:
                self._hold(sheet, cage)

    def _hold(self, sheet: str, cage: str) -> None:
        """Sit a notebook's exam in one cage; what is not heard there has no points."""
        cells = tuple(cell for cell in self.exam.cells if cell.sheet == sheet)
        tests = [cell for cell in cells if cell.kind == "test"]
        hidden = {cell.part for cell in tests if cell.hidden}
        sealed = set() if self.exam.open else hidden
        others = {c.part for c in tests} - sealed if cage == SEALED else sealed
        if cage == SEALED and not sealed:
            return
        while self.left > 0 and not (self._over or self._once(cage, others, cells)):
            continue
        late = f"no time left: all {self.limits.submission_seconds:g} s were used"
        why = late if self.left <= 0 else "the notebook ended before this test"
        for cell in tests:
            if cell.part not in others:
                missing = Verdict(cell.part, 0, cell.max_points, why)
                self.verdicts.setdefault(cell.part, missing)

    @property
    def left(self) -> float:
        """The seconds that the submission may still use."""
        return self.limits.submission_seconds - self.spent

    def seconds(self, cell: Cell | None) -> float:
        """How long a cell may take: not much if its function used up a test's time."""
        most = self.limits.cell_seconds
        return max(most * SHORT, LOOK) if cell and self._was_slow(cell) else most

    def _once(self, cage: str, others: set[str], cells: tuple[Cell, ...]) -> bool:
        """Hold the exam until it is done (True) or a process is lost (False)."""
        finished = frozenset(self.verdicts) | others
        exam = replace(
            self.exam,
            # Who is told of a student's code does not know what it is not to ask; an
            # open exam's tests build on each other.
            cells=tuple(
                replace(cell, source="")
                if cell.part in finished and not self.exam.open
                else cell
                for cell in cells
            ),
            finished=finished,
            deadly=frozenset((cage, number) for number in self._deadly),
        )
        with contextlib.ExitStack() as stack:
            watch = _Watch(self, cage, *self._start(exam, cage, stack))
            done = watch.follow()
            self.spent += 0 if watch.busy else watch.whole.read()[0]
            if not done:
                self._charge(watch)
        return done

    def _charge(self, watch: "_Watch") -> None:
        """Charge a lost process to the cell that was running, and to nothing else."""
        cell = watch.cell
        if watch.busy:
            if not self._spare(watch, watch.why, BUSY_SPARED):
                raise TooBusy(watch.why)
            return
        if not cell:
            if self._spare(watch, "the exam ended before its first cell"):
                return
            raise ZygoteLost("the exam ended before its first cell")
        ends = {n: self.zygote.end(pid)["signal"] for n, pid in watch.pids.items()}
        # Nobody here sent it, nor can a cage itself: memory ran out, or somebody did.
        killed = not watch.why and signal.SIGKILL in ends.values()
        if killed and self._spare(watch, "it was killed from outside"):
            return
        if cell.number in self._deadly:  # it was left out, and is said to run
            self._over = True
            return
        why = watch.why or ending(ends[watch.cage])
        if cell.kind == "test":
            if self._was_slow(cell) and why == SLOW:
                why = SLOW_BEFORE
            self._slow += [cell] if why == SLOW else []
            spent = round(watch.on_cell, 2)
            told = why if why in (SLOW, SLOW_BEFORE) or not cell.hidden else NO_ANSWER
            ended = why if cell.hidden else ""
            verdict = Verdict(cell.part, 0, cell.max_points, told, spent, ended=ended)
            self.verdicts.setdefault(cell.part, verdict)
            self._deadly.add(cell.number)  # an open exam comes by it once more
            return
        self._deadly.add(cell.number)  # in the other cage it would end the same way
        if watch.cage == OPEN:
            self.outputs[cell.number] = [stopped(why)]

    def _spare(self, watch: "_Watch", why: str, most: int = SPARED) -> bool:
        """Try a cell again, if it was not too often; and tell it."""
        number = watch.cell.number if watch.cell else NO_CELL
        self._spared[number] += 1
        where = f"cell {number + 1}" if watch.cell else "at the start"
        self.again.append(f"{why} ({where}, {watch.cage} cage)")
        return self._spared[number] <= most

    def _was_slow(self, cell: Cell) -> bool:
        """Whether a test used up its time that asks for the same, or for less."""
        return cell.kind == "test" and any(
            Part(slow.part, 0).function == Part(cell.part, 0).function
            or self.asked(slow) & self.asked(cell) == self.asked(slow) != set()
            for slow in self._slow
        )

    def asked(self, cell: Cell) -> set[str]:
        """Name what the student writes of what a test uses."""
        with contextlib.suppress(SyntaxError, ValueError):
            return self.exam.asked.intersection(needed(cell.source))
        return set()

    def _start(
        self, exam: Exam, name: str, stack: contextlib.ExitStack
    ) -> tuple[Channel, tuple[dict[str, int], list[str]]]:
        """Fork a judge and its cage, each in a folder; all end with `stack`."""
        roles = (name,) if exam.open else (name, "judge")
        folders = {role: self._folder(stack) for role in roles}
        channel, report = _pair(stack)
        box, seed = self._box(folders[name]), _seed_of_cages(exam.seed)
        if exam.open:
            pids = {name: self._fork("opened", [report], stack, box=box, seed=seed)}
        else:
            here, there = _pair(stack)
            cage = {"box": box, "seed": seed, "naps": name == SEALED}
            pids = {name: self._fork("cage", [there], stack, **cage)}
            judge = {"box": self._box(folders["judge"]), "names": [name]}
            pids["judge"] = self._fork("judge", [report, here], stack, **judge)
        told = Channel(channel, Statement())
        told.largest = REPORTED
        cells = [list(vars(cell).values()) for cell in exam.cells]
        names = "asked", "finished", "classes", "offered", "imports"
        lists = {name: list(getattr(exam, name)) for name in names}
        deadly = [list(pair) for pair in exam.deadly]
        with contextlib.suppress(Hangup):  # a judge that is gone is noticed next
            told.send({
                "cells": cells, **lists,
                "deadly": deadly, "seed": exam.seed, "open": exam.open,
            })  # fmt: skip
        return told, (pids, list(folders.values()))

    def _fork(
        self, role: str, files: list[socket.socket], stack: Any, **options: Any
    ) -> int:
        pid = self.zygote.fork(f"autograder.{role}:main", files, **options)
        stack.callback(self._bury, pid)
        for file in files:  # theirs now; ours would keep a dead process's line open
            file.close()
        return pid

    def _bury(self, pid: int) -> None:
        with contextlib.suppress(ZygoteLost):
            used = self.zygote.end(pid)["megabytes"]
            self.megabytes = max(self.megabytes, used)

    def _folder(self, stack: contextlib.ExitStack) -> str:
        try:
            folder = scratch.make(self.zygote.home)
        except FileNotFoundError:  # whoever else used this zygote has given it up
            raise ZygoteLost("its folder is gone") from None
        stack.callback(scratch.remove, folder)
        return folder

    def _box(self, folder: str) -> dict[str, Any]:
        seconds = int(self.limits.submission_seconds) + 1
        megabytes = self.limits.megabytes
        box = sandbox.Box(folder, megabytes, cpu_seconds=seconds)
        box = replace(box, libraries=sandbox.libraries(), processor=self.processor)
        box = replace(box, beside=self.zygote.beside)
        return asdict(replace(box, disk_megabytes=MEGABYTES))


class _Watch:
    """Follows the judge's report, and ends what takes too long or too much."""

    def __init__(self, sitting: Sitting, cage: str, channel: Channel, places: tuple):
        self.sitting, self.cage, self.channel = sitting, cage, channel
        self.pids, self.folders = places
        self.cells = {cell.number: cell for cell in sitting.exam.cells}
        self.cell: Cell | None = None
        self.why, self.busy, self.on_cell = "", False, 0.0
        self.whole, self._one = Meter(self.pids.values()), Meter(self.pids.values())
        self._heard = self._looked = time.monotonic()

    def follow(self) -> bool:
        """Listen until the exam is done; False if a process was lost or ended.

        Any other error here is our own, and must not look like a lost process.
        """
        try:
            while (step := self._step()) is None:
                continue
            return step
        except (Hangup, WireError):
            return False  # the judge is gone, or no longer says what a judge says

    def _step(self) -> bool | None:
        """Hear one message or none; True or False if it was the last."""
        message = self._hear(LOOK)
        # Looked at often, and not only in silence: many quick cells add up.
        if not message or time.monotonic() > self._looked + LOOK:
            self.why = self._too_much(silent=not message)
            if self.why and not message and (message := self._hear(0.001)):
                self.why, self.busy = "", False  # said while we could not listen
            if self.why:
                return False
        if not message:
            return None
        self._heard = time.monotonic()
        kind, *rest = message
        if kind in ("done", "lost"):
            self.why = rest[0][:MESSAGE_LENGTH] if rest else ""  # of one still alive
            return kind == "done"
        getattr(self, f"_told_{kind}")(*rest)
        return None

    def _hear(self, seconds: float) -> list | None:
        with contextlib.suppress(TimeoutError):
            return self.channel.receive(seconds)
        return None

    def _too_much(self, silent: bool) -> str:
        """Look at clocks, threads and folders, and say what is beyond its limit."""
        self._looked, limits = time.monotonic(), self.sitting.limits
        charged, wall, threads = self.whole.read()
        if charged > self.sitting.left:
            return SLOW
        if silent and (why := self._late()):
            return why
        if wall > PATIENCE * limits.submission_seconds:
            return self._too_busy(charged, wall)
        if threads > THREADS:
            return f"more than {THREADS} threads were started"
        return scratch.trouble(self.folders, self.pids.values(), MEGABYTES)

    def _late(self) -> str:
        if self._one.since != self._heard:
            self._one.start(self._heard)
        self.on_cell, wall, _ = self._one.read()
        if self.on_cell > self.sitting.seconds(self.cell):
            return SLOW
        if wall > PATIENCE * self.sitting.limits.cell_seconds:
            return self._too_busy(self.on_cell, wall)
        return ""

    def _too_busy(self, charged: float, wall: float) -> str:
        self.busy = True
        return f"the machine was busy: it gave {charged:.1f} of {wall:.1f} s"

    def _told_layers(self, layers: list) -> None:
        if self.cell or len(layers) > LAYERS:
            raise WireError("layers are told before the first cell")
        found = {layer.name: layer for layer in self.sitting.layers}
        for layer in map(_layer, layers):
            if layer.name not in found or not layer.active:  # in any box it is told
                found[layer.name] = layer
        self.sitting.layers = tuple(found.values())

    def _told_cell(self, number: int, _: str) -> None:
        if number not in self.cells:
            raise WireError(f"there is no cell {number}")
        self.cell = self.cells[number]

    def _told_outputs(self, number: int, outputs: Any) -> None:
        own = self.cell is not None and self.cell.number == number
        if own and number not in self.sitting.outputs:
            self.sitting.outputs[number] = self.sitting.purse.take(outputs)

    def _told_verdict(
        self, part: str, points: float, message: str, seconds: float, ended: str
    ) -> None:
        if not self.cell or self.cell.kind != "test" or part != self.cell.part:
            raise WireError(f"{part} is not the test that is running")
        most, points = self.cell.max_points, float(points)
        points = min(max(points, 0.0), most) if math.isfinite(points) else 0.0
        said = message[:MESSAGE_LENGTH], float(seconds)
        ended = ended[:MESSAGE_LENGTH]
        self.sitting.verdicts[part] = Verdict(part, points, most, *said, ended=ended)


def _layer(told: Any) -> Layer:
    """Read a layer of the sandbox: its name, whether it stands, and a word on it."""
    types = [type(field) for field in told] if isinstance(told, list) else []
    if types != [str, bool, str]:
        raise WireError("a layer is a name, whether it stands, and a word")
    name, active, detail = told
    return Layer(name[:MESSAGE_LENGTH], active, detail[:MESSAGE_LENGTH])


def _seed_of_cages(seed: int) -> int:
    """Give the seed of a submission's own draws: from it nobody finds the tests'."""
    return int.from_bytes(hashlib.sha256(f"cage/{seed}".encode()).digest()[:4])


def _pair(stack: contextlib.ExitStack) -> Iterator[socket.socket]:
    pair = socket.socketpair()
    for end in pair:
        stack.callback(end.close)
    return pair
