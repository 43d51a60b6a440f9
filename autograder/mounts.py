"""Mounts: a process's own view of the files, in which only its own can be changed.

A mount namespace, which Linux gives to root, and to others where user namespaces are
open; containers and some distributions close them. In it everything is read-only,
modes, owners and times included. The scratch folder is memory of a bounded size: files
that are deleted and still open count, and nothing is left of it when the process ends.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

FILES = 20_000  # in a scratch folder; each costs the kernel some memory too
_libc = ctypes.CDLL(None, use_errno=True)
_NEW_MOUNTS, _NEW_USER = 0x20000, 0x10000000  # clone(2)
_NOSUID, _NODEV, _ALL_BELOW, _PRIVATE = 2, 4, 0x4000, 0x40000  # mount(2)
_MOUNT_SETATTR, _HERE, _RECURSIVE, _READ_ONLY = 442, -100, 0x8000, 1


def enter(scratch: str, megabytes: int, owner: int | None = None) -> None:
    """See all files read-only from here on, but for an empty scratch folder.

    The folder belongs to `owner` (default: who calls). OSError where it cannot be had;
    the view is then as it was.
    """
    if sys.platform != "linux":
        raise OSError("only Linux has mount namespaces")
    user, group = os.geteuid(), os.getegid()
    _must(_libc.unshare(_NEW_MOUNTS | (_NEW_USER if user else 0)))
    if user:  # a user of a user namespace has to be told who it is
        _libc.prctl(4, 1, 0, 0, 0)
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    else:
        user = group = user if owner is None else owner
    _mount("none", "/", None, _ALL_BELOW | _PRIVATE, None)
    attributes = struct.pack("QQQQ", _READ_ONLY, 0, 0, 0)
    _must(_libc.syscall(_MOUNT_SETATTR, _HERE, b"/", _RECURSIVE, attributes, 32))
    size = f"size={megabytes}m,nr_inodes={FILES},mode=700,uid={user},gid={group}"
    _mount("tmpfs", scratch, "tmpfs", _NOSUID | _NODEV, size)


def _mount(what: str, where: str, kind: str | None, flags: int, data: str | None):
    texts = (text and text.encode() for text in (what, where, kind, data))
    what, where, kind, data = texts
    _must(_libc.mount(what, where, kind, ctypes.c_ulong(flags), data))


def _must(found: int) -> None:
    if found < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
