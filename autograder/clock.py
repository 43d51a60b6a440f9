"""Time, charged where it was used.

A clock on the wall goes on while a busy machine gives its processors to others. So the
time in which a process stood ready and got none is not charged: neither as work, nor as
sleep, which is what a process does that waits for something else.
"""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass

_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Used:
    """What some processes have used together; 0 where the system does not tell.

    `waited` is how long their first threads stood ready, `others` the work of all
    other threads: what those take from the first is no fault of the machine.
    """

    worked: float = 0.0
    waited: float = 0.0
    others: float = 0.0
    threads: int = 0


class Meter:
    """Charges some processes for the time since it was made, or started again."""

    def __init__(self, processes: Iterable[int]):
        self._processes = tuple(processes)
        self.start()

    def start(self, since: float | None = None) -> None:
        """Start again; `since` is when the time to be charged began, if before now."""
        self.since = time.monotonic() if since is None else since
        self._base = used(self._processes)

    def read(self) -> tuple[float, float, int]:
        """Give the seconds charged, those on the wall, and the number of threads."""
        now = used(self._processes)
        wall = time.monotonic() - self.since
        worked = now.worked - self._base.worked
        waited = now.waited - self._base.waited
        waited -= now.others - self._base.others
        return max(worked, wall - max(waited, 0.0)), wall, now.threads


def used(processes: Iterable[int]) -> Used:
    """Add up what processes have used.

    >>> used([os.getpid()]).worked >= 0
    True
    """
    found = [_used(process) for process in processes]
    return Used(
        worked=sum(one.worked for one in found),
        waited=sum(one.waited for one in found),
        others=sum(one.others for one in found),
        threads=sum(one.threads for one in found),
    )


def _used(process: int) -> Used:
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
        worked = (int(fields[11]) + int(fields[12])) / _TICK
        with open(f"/proc/{process}/schedstat", encoding="ascii") as file:
            first, waited, _ = (int(field) / 1e9 for field in file.read().split())
    except (OSError, ValueError, IndexError):
        return Used()
    return Used(worked, waited, max(worked - first, 0.0), int(fields[17]))
