"""Intake in a child with limits: a bomb among the submissions ends there, unheard.

A submission is unpacked and read (intake, a pure function) in a process of its own,
forked for it from what is loaded. It may take so much memory and processor time, opens
no other file of ours and writes none. Neither the reading nor what it costs touches
the grader, where other students' tests are being timed.

Nothing of a student's runs here: what comes back is our own, as JSON, and not long.
"""

import contextlib
import gc
import json
import os
import resource
import select
import signal
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import astuple
from typing import Any, NamedTuple

from autograder import intake
from autograder.names import shown
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Refusal,
    Repair,
    Submission,
)

CPU_SECONDS = 20
WALL_SECONDS = 180  # on a busy machine the processor time comes slowly
MEGABYTES = 1024  # beyond what the grader has
MAX_ANSWER = 64 * 2**20
AT_ONCE = 2  # so much memory, at most, however many are graded at a time
AGAIN = "Run the same command again; it tries only what is left."
TOO_LARGE = 1  # the exit code of a child that ran out of memory
STUDENTS_OWN = (signal.SIGXCPU, signal.SIGSEGV, signal.SIGABRT)  # a bomb may do it
NEXT = "Hand in the notebook alone, with its outputs cleared."

_turns = threading.BoundedSemaphore(AT_ONCE)


class Written(NamedTuple):
    """Code cell by cell: the answers, and what else a student may write in."""

    answers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def admit(
    submission: Submission, assignment: Assignment, release: dict
) -> tuple[dict, tuple[Repair, ...]]:
    """Do what `intake.admit` does, within limits; what passes them is refused.

    An EngineFault for what is no fault of the student's: a disk that fails, a machine
    that is short of memory or of open files.
    """
    if submission.fault:
        raise EngineFault(submission.student, submission.assignment, submission.fault)

    def act() -> list:
        notebook, repairs = intake.admit(submission, assignment, release)
        return [notebook, [astuple(repair) for repair in repairs]]

    notebook, repairs = _apart(act, submission)
    return notebook, tuple(Repair(*each) for each in repairs)


def answers(submission: Submission, assignment: Assignment, release: dict) -> Written:
    """Give the code that a student wrote, nothing for a submission that is refused."""
    try:
        notebook, _ = admit(submission, assignment, release)
    except (Refusal, EngineFault):
        return Written()
    return written(notebook)


def written(notebook: dict) -> Written:
    """Give a notebook's code, but for the locked cells."""
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    marks = [c["metadata"].get("nbgrader") for c in cells]
    texts = ["".join(c["source"]) for c in cells]
    return Written(
        tuple(t for t, m in zip(texts, marks, strict=True) if m and m["solution"]),
        tuple(t for t, m in zip(texts, marks, strict=True) if not m),
    )


def _apart(act: Callable[[], list], submission: Submission) -> Any:
    """Give act()'s value, from a forked child."""
    with _turns:
        here, there = os.pipe()
        child = os.fork()  # it uses nothing that threads share
        if child == 0:
            _be_child(there, act)
        os.close(there)
        try:
            said = _hear(here)
        finally:
            os.close(here)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            _, ended, used = os.wait4(child, 0)
    who = submission.student, submission.assignment
    if said is None:
        raise _without_answer(who, ended, used.ru_utime + used.ru_stime)
    kind, value = json.loads(said)
    if kind == "refusal":
        raise Refusal(*who, Facts(*value))
    if kind == "fault":
        raise EngineFault(*who, Facts("", "", value, "Nothing was scored.", AGAIN))
    return value


def _hear(here: int) -> bytes | None:
    """Read all that the child says; None if it ended in the middle, or is too slow."""
    end, parts, size = time.monotonic() + WALL_SECONDS, [], 0
    ear = select.poll()
    ear.register(here, select.POLLIN)
    while size <= MAX_ANSWER:
        left = end - time.monotonic()
        if left <= 0 or not ear.poll(left * 1000):
            return None
        part = os.read(here, 2**20)
        if not part:
            whole = b"".join(parts)
            return whole[:-1] if whole.endswith(b"\n") else None
        parts.append(part)
        size += len(part)
    return None


def _without_answer(who: tuple, ended: int, seconds: float) -> Refusal | EngineFault:
    """Tell a limit that was reached from what is no fault of the student's."""
    number = os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else 0
    if number in STUDENTS_OWN:
        found = f"reading it ended by {signal.Signals(number).name}"
        if number == signal.SIGXCPU:
            found = f"it takes more than {CPU_SECONDS} s to read"
    elif number == signal.SIGKILL and seconds >= CPU_SECONDS:
        found = f"it takes more than {CPU_SECONDS} s to read"
    elif os.WIFEXITED(ended) and os.WEXITSTATUS(ended) == TOO_LARGE:
        found = f"it takes more than {MEGABYTES >> 10} GB of memory to read"
    else:
        # Ours, after the wall clock's limit, or somebody's who ends processes.
        found = f"reading it was cut off after {seconds:.0f} s of processor time"
        again = "Is the machine busy, or short of memory? Run the same command again."
        return EngineFault(*who, Facts("", "", found, "Nothing was scored.", again))
    return Refusal(*who, Facts("", "", found, intake.NOT_A_ZERO, NEXT))


def _be_child(there: int, act: Callable[[], list]) -> None:
    """Do it, say what came of it, and end; never returns."""
    try:
        gc.disable()
        _shut_in(there)
        said = ["value", act()]
    except Refusal as refusal:
        said = ["refusal", astuple(refusal.facts)]
    except OSError as error:  # it could be read a moment ago
        said = [
            "fault",
            f"it could not be read ({error.strerror or shown(str(error))})",
        ]
    except MemoryError:
        os._exit(TOO_LARGE)
    except BaseException as error:
        said = ["fault", f"{type(error).__name__}: {shown(str(error), 300)}"]
    try:
        left = json.dumps(said).encode() + b"\n"
        while left:
            left = left[os.write(there, left) :]
    except MemoryError:
        os._exit(TOO_LARGE)
    finally:
        os._exit(0)


def _shut_in(there: int) -> None:
    """Take on the limits, and let go of all that the grader has open."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    warnings.simplefilter("ignore")  # of strange escapes in students' texts
    os.closerange(3, there)
    os.closerange(there + 1, max(there + 2, 4096))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # if memory gets short, this one goes first
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(OSError, ValueError), open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
        most = now + MEGABYTES * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
