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
_GIVE_AND_CHANGE = 1 << 0 | 1 << 6 | 1 << 7  # CAP_CHOWN, CAP_SETGID, CAP_SETUID
_libc = ctypes.CDLL(None, use_errno=True)


def private() -> int | None:
    """Give the number of a user that only this process is; None if it cannot be.

    It can if we are root, with the rights that root has, also in most containers.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    if _held() & _GIVE_AND_CHANGE != _GIVE_AND_CHANGE:
        return None
    lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    known = [tuple(map(int, line.split())) for line in lines]
    for number in (FIRST + os.getpid(), FEWER + os.getpid() % 1_000):
        if any(start <= number < start + count for start, _, count in known):
            return number
    return None


def become(user: int, needed: Iterable[str]) -> str:
    """Be that user for good; say so, and what it may read beyond that.

    OSError, and root as before, where it could not read what it needs to.
    """
    parent = os.getppid()
    try:
        closed = _closed_to(user, needed)
        kept = _READ_ALL if closed else 0
        if kept & ~_held():
            raise OSError(f"root itself: {closed} is closed to all others")
        _libc.prctl(8, 1, 0, 0, 0)  # keep what root may, for the moment
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        _rights(kept)
    finally:
        # Another user no longer ends with its parent, unless it asks for it again.
        _libc.prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)
    if closed:
        return f"a user of its own; it reads as root, for {closed} is closed"
    return "a user of its own, without rights"


def _closed_to(user: int, paths: Iterable[str]) -> str:
    """Give the first path that a user without rights could not read, or nothing."""
    os.setgroups([])
    os.setegid(user)
    os.seteuid(user)
    try:
        return next((path for path in paths if not _readable(path)), "")
    finally:
        os.seteuid(0)
        os.setegid(0)


def _held() -> int:
    """Give the rights that this process has, a bit each."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("CapEff:")[2].split()[0], 16)


def _rights(held: int) -> None:
    head = struct.pack("Ii", 0x20080522, 0)
    if _libc.capset(head, struct.pack("6I", held, held, 0, 0, 0, 0)):
        raise OSError(ctypes.get_errno(), "capset")


def _readable(path: str) -> bool:
    """Whether a file can be read, or a folder and each that stands in it."""
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
        with os.scandir(path) as entries:
            check = {"effective_ids": True}
            return all(os.access(entry, os.R_OK, **check) for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
