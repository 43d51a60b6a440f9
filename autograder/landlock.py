"""Landlock: this process gives up the files, ports and signals it does not need.

A Linux system call that needs no rights at all; what is given up is given up for good,
by threads and children too. How much there is to give up depends on the kernel.
"""

import ctypes
import os
import platform
from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on all architectures
_libc = ctypes.CDLL(None, use_errno=True)

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15
# The number of file rights that each version of Landlock knows; then ports and scopes.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_ALL_TCP, _ALL_SCOPES = 3, 3
_PORTS_SINCE, _SCOPES_SINCE = 4, 6


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "ports", "scopes")]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """Give the kernel's version of Landlock, 0 if there is none."""
    if platform.system() != "Linux":
        return 0
    return max(_libc.syscall(_CREATE, None, 0, 1), 0)


def restrict(read: Iterable[str], write: Iterable[str], newest: int) -> int:
    """Keep reading below `read`, reading and writing below `write`, and no more.

    Gives the version that was applied; OSError if the kernel refuses. A path that is
    not there is passed over. A kernel that knows a later version than `newest` gives
    what an older one would; of 0 nothing.
    """
    known = min(version(), newest)
    if not known:
        raise OSError("this kernel has no Landlock")
    files = (1 << _RIGHTS.get(known, 16)) - 1
    rules = _Ruleset(
        files,
        _ALL_TCP if known >= _PORTS_SINCE else 0,
        _ALL_SCOPES if known >= _SCOPES_SINCE else 0,
    )
    size = 8 * (1 + (known >= _PORTS_SINCE) + (known >= _SCOPES_SINCE))
    ruleset = _call(_CREATE, ctypes.byref(rules), size, 0)
    try:
        for path in read:
            _allow(ruleset, path, _READ & files)
        for path in write:
            _allow(ruleset, path, files)
        if _libc.prctl(38, 1, 0, 0, 0):  # no new privileges, or the next call fails
            raise OSError(ctypes.get_errno(), "no_new_privs")
        _call(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)
    return known


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            rights &= _FILE_RIGHTS
        rule = _Beneath(rights, place)
        _call(_ADD, ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    found = _libc.syscall(number, *arguments)
    if found < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock: {os.strerror(error)}")
    return found
