"""Users: where the grader is root, a box becomes somebody who has no rights at all.

Each box is another user, so none can signal, look at or write to anything of another's
or of the grader's. What it needs to read may lie where only root may look, as Python
does below /root: then it keeps the one right to read, within what Landlock leaves open.
"""

import ctypes
import os
import signal
import struct
from collections.abc import Iterable
from pathlib import Path

FIRST = 0x70000000  # beyond the numbers that systems and containers give out
FEWER = 64_000  # where a container knows only the first 65,536
_READ_ALL = 1 << 2  # CAP_DAC_READ_SEARCH
_libc = ctypes.CDLL(None, use_errno=True)


def private() -> int | None:
    """Give the number of a user that only this process is; None if we are not root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    known = [tuple(map(int, line.split())) for line in lines]
    for number in (FIRST + os.getpid(), FEWER + os.getpid() % 1_000):
        if any(start <= number < start + count for start, _, count in known):
            return number
    return None


def become(user: int, needed: Iterable[str]) -> str:
    """Be that user for good; say so, and what it may read beyond that."""
    parent = os.getppid()
    _libc.prctl(8, 1, 0, 0, 0)  # keep what root may, for the moment
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _rights(0, _READ_ALL)
    closed = [path for path in needed if not _readable(path)]
    _rights(*([_READ_ALL] * 2 if closed else [0, 0]))
    # Another user no longer ends with its parent, unless it asks for it again.
    _libc.prctl(1, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    if closed:
        return f"a user of its own; it reads as root, for {closed[0]} is closed"
    return "a user of its own, without rights"


def _rights(effective: int, permitted: int) -> None:
    head = struct.pack("Ii", 0x20080522, 0)
    if _libc.capset(head, struct.pack("6I", effective, permitted, 0, 0, 0, 0)):
        raise OSError(ctypes.get_errno(), "capset")


def _readable(path: str) -> bool:
    """Whether a file can be read, or a folder and each that stands in it."""
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
        with os.scandir(path) as entries:
            return all(os.access(entry, os.R_OK) for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
