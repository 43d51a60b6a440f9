"""An exam being held: its processes, its clock, and who is charged when one is lost.

    us ── report ── judge ── visit ── cage (open)
                      └───── visit ── cage (sealed)

The judge tells every step before it takes it. When a process ends early or its time is
up, the cell that was running is charged, all processes are killed, and the exam goes
on with fresh ones: what was earned stays earned, what comes after is still asked.
"""

import contextlib
import hashlib
import json
import math
import shutil
import signal
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from autograder import sandbox
from autograder.judge import OPEN, SEALED, Cell, Exam
from autograder.records import Layer, Verdict
from autograder.wire import Channel, Hangup
from autograder.zygote import Zygote, ZygoteLost

LOOK = 0.5  # seconds between looks at the clock and at the scratch folders
KINDS = ("stream", "display_data", "execute_result", "error")  # a cell's outputs
CHARACTERS = 2_000_000  # of one cell's outputs; a cage that keeps its limits has fewer
SCRATCH_MEGABYTES = 256
SPARED = 2  # times that a cell is tried again after a kill from outside
NO_CELL = -1  # the number under which a loss before the first cell is counted
SLOW = "no answer in time: is there a loop without an end?"
ENDINGS = {
    signal.SIGKILL: "was killed: did it need more memory than there is?",
    signal.SIGSEGV: "crashed (a memory fault)",
    signal.SIGXCPU: "used up its processor time",
    signal.SIGXFSZ: "wrote too large a file",
}


@dataclass(frozen=True)
class Limits:
    """How long and how much: for a cell, for a whole submission, for its memory."""

    cell_seconds: float = 30
    submission_seconds: float = 600
    megabytes: int = 4096


class Sitting:
    """One submission's exam; `hold` it, then read what came of it."""

    # Judge and cage take turns: on one processor a question costs a quarter of the
    # 100 microseconds that waking another processor up takes.
    processor: int | None = None

    def __init__(self, zygote: Zygote, exam: Exam, limits: Limits):
        self.zygote, self.exam, self.limits = zygote, exam, limits
        self.verdicts: dict[str, Verdict] = {}
        self.outputs: dict[int, list] = {}
        self.layers: tuple[Layer, ...] = ()
        self.megabytes = 0.0
        self._deadly: set[tuple[str, int]] = set()
        self._spared: Counter[int] = Counter()

    def hold(self) -> None:
        """Sit the exam, again with fresh processes for as long as some are lost."""
        end = time.monotonic() + self.limits.submission_seconds
        tests = [cell for cell in self.exam.cells if cell.kind == "test"]
        while time.monotonic() < end:
            if self._once(end):
                break
        late = f"no time left: all {self.limits.submission_seconds:g} s were used"
        for cell in tests:
            missing = Verdict(cell.part, 0, cell.max_points, late)
            self.verdicts.setdefault(cell.part, missing)

    def _once(self, end: float) -> bool:
        """Hold the exam until it is done (True) or a process is lost (False)."""
        exam = replace(
            self.exam,
            finished=frozenset(self.verdicts),
            deadly=frozenset(self._deadly),
        )
        with contextlib.ExitStack() as stack:
            watch = _Watch(self, *self._start(exam, stack))
            if watch.follow(end):
                return True
            self._charge(watch)
        return False

    def _charge(self, watch: "_Watch") -> None:
        """Charge a lost process to the cell that was running, and to nothing else."""
        cell, cage = watch.cell, watch.cage
        if not cell:
            self._spared[NO_CELL] += 1
            if self._spared[NO_CELL] <= SPARED:
                return
            raise ZygoteLost("the exam ended before its first cell")
        ends = {n: self.zygote.end(pid)["signal"] for n, pid in watch.pids.items()}
        if not watch.why and signal.SIGKILL in ends.values():
            # Nobody here sent it: memory ran out, or somebody else did.
            self._spared[cell.number] += 1
            if self._spared[cell.number] <= SPARED:
                return
        why = watch.why or _ending(ends[cage])
        if cell.kind == "test":
            spent = round(time.monotonic() - watch.since, 2)
            verdict = Verdict(cell.part, 0, cell.max_points, why, spent)
            self.verdicts[cell.part] = verdict
            return
        self._deadly.add((cage, cell.number))
        if cage == OPEN:
            self.outputs[cell.number] = [stopped(why)]

    def _start(
        self, exam: Exam, stack: contextlib.ExitStack
    ) -> tuple[Channel, dict[str, int], list[str]]:
        """Fork a judge and its cages, each in a folder; all end with `stack`."""
        hidden = any(cell.hidden for cell in exam.cells)
        cages = (OPEN, SEALED) if hidden else (OPEN,)
        folders = {name: self._folder(stack) for name in (*cages, "judge")}
        channel, report = _pair(stack)
        pids, visits = {}, []
        for name in cages:
            here, there = _pair(stack)
            box, seed = self._box(folders[name]), _seed_of_cages(exam.seed)
            pids[name] = self._fork("cage", [there], stack, box=box, seed=seed)
            visits.append(here)
        box = self._box(folders["judge"])
        pids["judge"] = self._fork("judge", [report, *visits], stack, box=box)
        told = Channel(channel)
        cells = [list(vars(cell).values()) for cell in exam.cells]
        names = "asked", "finished", "classes"
        lists = {name: list(getattr(exam, name)) for name in names}
        deadly = [list(pair) for pair in exam.deadly]
        with contextlib.suppress(Hangup):  # a judge that is gone is noticed next
            told.send({"cells": cells, **lists, "deadly": deadly, "seed": exam.seed})
        return told, pids, list(folders.values())

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
        folder = tempfile.mkdtemp(dir=self.zygote.home)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def _box(self, scratch: str) -> dict[str, Any]:
        seconds = int(self.limits.submission_seconds) + 1
        megabytes = self.limits.megabytes
        box = sandbox.Box(scratch, megabytes, cpu_seconds=seconds)
        box = replace(box, libraries=sandbox.libraries(), processor=self.processor)
        return asdict(box)


class _Watch:
    """Follows the judge's report, and ends what takes too long or too much."""

    def __init__(
        self, sitting: Sitting, channel: Channel, pids: dict, folders: list[str]
    ):
        self.sitting, self.channel = sitting, channel
        self.pids, self.folders = pids, folders
        self.cells = {cell.number: cell for cell in sitting.exam.cells}
        self.cell: Cell | None = None
        self.cage, self.why, self.since = OPEN, "", time.monotonic()
        self.looked = self.since

    def follow(self, end: float) -> bool:
        """Listen until the exam is done; False if a process was lost or ended."""
        while True:
            try:
                kind, *rest = self.channel.receive(LOOK)
            except TimeoutError:
                kind, rest = "", []
            except Hangup:
                return False
            if kind in ("done", "lost"):
                return kind == "done"
            # Looked at often, and not only in silence: many quick cells add up.
            if time.monotonic() > self.looked + LOOK and self._too_much(end):
                return False
            if kind:
                getattr(self, f"_{kind}")(*rest)

    def _too_much(self, end: float) -> bool:
        now = self.looked = time.monotonic()
        if now > min(end, self.since + self.sitting.limits.cell_seconds):
            self.why = SLOW
        elif sum(map(_size, self.folders)) > SCRATCH_MEGABYTES * 2**20:
            self.why = f"more than {SCRATCH_MEGABYTES} MB of files were written"
        return bool(self.why)

    def _layers(self, layers: list) -> None:
        self.sitting.layers = tuple(Layer(*layer) for layer in layers)

    def _cell(self, number: int, cage: str) -> None:
        self.cell, self.cage, self.since = self.cells[number], cage, time.monotonic()

    def _outputs(self, number: int, outputs: list) -> None:
        self.sitting.outputs.setdefault(number, _plain_outputs(outputs))

    def _verdict(self, part: str, points: float, message: str, seconds: float) -> None:
        most = next(c.max_points for c in self.cells.values() if c.part == part)
        points = min(max(points, 0.0), most) if math.isfinite(points) else 0.0
        self.sitting.verdicts[part] = Verdict(part, points, most, message, seconds)


def stopped(why: str) -> dict[str, Any]:
    """Give the output of a cell that was ended from outside."""
    return {
        "output_type": "error",
        "ename": "Stopped",
        "evalue": why,
        "traceback": [why],
    }


def _seed_of_cages(seed: int) -> int:
    """Give the seed of a submission's own draws: from it nobody finds the tests'."""
    return int.from_bytes(hashlib.sha256(f"cage/{seed}".encode()).digest()[:4])


def _plain_outputs(outputs: Any) -> list[dict[str, Any]]:
    """Give a cell's outputs if they are some; a cage may have said anything."""
    try:
        found = [dict(o) for o in outputs if o["output_type"] in KINDS]
        if len(json.dumps(found, allow_nan=False)) <= CHARACTERS:
            return found
        why = "more output than a page can show"
    except (TypeError, KeyError, ValueError, RecursionError):
        why = "its output was no output of a notebook"
    return [stopped(why)]


def _ending(number: int | None) -> str:
    told = ENDINGS.get(number, "ended its own process: look for exit() or a crash")
    return f"the notebook {told}"


def _pair(stack: contextlib.ExitStack) -> Iterator[socket.socket]:
    pair = socket.socketpair()
    for end in pair:
        stack.callback(end.close)
    return pair


def _size(folder: str) -> int:
    files = Path(folder).rglob("*")
    return sum(file.lstat().st_blocks * 512 for file in files if not file.is_symlink())
