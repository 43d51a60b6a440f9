"""Many pages at once: each is made in a child of its own, with a clock and a limit.

What fails or takes too long costs that page, and is told at the end.
"""

import multiprocessing
import os
import resource
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

PROCESSOR_SECONDS = 20  # for one page; an honest one takes a hundredth of it
SECONDS = 120  # on the wall, for a machine that is busy with something else
MEGABYTES = 1024  # beyond what the parent has
_ENDINGS = {24: f"it took more than {PROCESSOR_SECONDS} s", 9: "it was killed"}


@dataclass
class _Child:
    name: str
    process: Any
    line: Any
    end: float


def each(jobs: Mapping[str, Callable[[], object]], at_once: int = 1) -> dict[str, str]:
    """Do each job in a child, so many at once; give the names that failed, and why.

    >>> each({"well": lambda: None, "badly": lambda: 1 / 0}, 2)
    {'badly': 'ZeroDivisionError: division by zero'}
    """
    waiting, running = list(jobs.items()), []
    failed: dict[str, str] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            running.append(_start(*waiting.pop(0)))
        first = min(child.end for child in running)
        wait([child.line for child in running], max(first - time.monotonic(), 0))
        for child in list(running):
            late = time.monotonic() > child.end
            if child.line.poll() or late:
                running.remove(child)
                if why := _finish(child):
                    failed[child.name] = why
    return {name: failed[name] for name in jobs if name in failed}


def _start(name: str, job: Callable[[], object]) -> _Child:
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_do, args=(job, there))
    with warnings.catch_warnings():  # idle threads of NumPy's are no danger to a fork
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    there.close()
    return _Child(name, process, here, time.monotonic() + SECONDS)


def _finish(child: _Child) -> str:
    """End a child, and give what it failed of, "" if it did not."""
    told = None
    if child.line.poll():
        try:
            told = child.line.recv()
        except EOFError:
            child.process.join()
            ending = -(child.process.exitcode or 0)
            told = _ENDINGS.get(ending, "its process ended without a word")
    child.process.kill()
    child.process.join()
    child.line.close()
    return f"it took more than {SECONDS} s" if told is None else told


def _do(job: Callable[[], object], there: Any) -> None:
    """Do a job in the child, within its limits."""
    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[0])
    most = pages * os.sysconf("SC_PAGE_SIZE") + MEGABYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    try:
        job()
        there.send("")
    except BaseException as error:
        there.send(f"{type(error).__name__}: {error}"[:300])
