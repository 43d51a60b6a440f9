"""Scratch folders: made, measured while a student's code fills them, and removed.

What lies in one was made by somebody who may wish us ill: folders nested deeper than a
path can be, or closed to everybody, and files without a name that are still open.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator

ENTRIES = 5_000  # files and folders of a sitting
_BLOCK = 512  # bytes, in what the kernel calls a file's blocks


def make(home: str | None) -> str:
    """Make an empty folder, below `home` or where temporary files are."""
    if home and os.geteuid() == 0:
        os.chmod(home, 0o711)  # a box of root's is another user, and must get there
    return tempfile.mkdtemp(dir=home)


def trouble(folders: Iterable[str], processes: Iterable[int], megabytes: int) -> str:
    """Say what is wrong with what was written, "" if nothing is."""
    size = sum(map(_unlinked, processes))
    for folder in folders:
        for count, entry in enumerate(_walk(folder)):
            if isinstance(entry, OSError):
                return "a folder that cannot be looked into was made"
            if count > ENTRIES:
                return f"more than {ENTRIES} files were written"
            with contextlib.suppress(OSError):
                size += entry.stat(follow_symlinks=False).st_blocks * _BLOCK
    if size > megabytes * 2**20:
        return f"more than {megabytes} MB of files were written"
    return ""


def remove(folder: str) -> None:
    """Remove a folder and all in it; no process may be left that writes there.

    Folders in folders are moved up, so that no path gets long and nothing recurses.
    """
    token = secrets.token_hex(8)
    with contextlib.suppress(OSError):  # gone already, or removed by two at once
        count = 0
        while entries := _listed(folder):
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)
                    continue
                for inner in _listed(entry.path):
                    if inner.is_dir(follow_symlinks=False):
                        os.chmod(inner.path, 0o700)
                        os.rename(inner.path, os.path.join(folder, f"{token}{count}"))
                        count += 1
                    else:
                        os.unlink(inner.path)
                os.rmdir(entry.path)
        os.rmdir(folder)


def _listed(folder: str) -> list[os.DirEntry]:
    os.chmod(folder, 0o700)
    with os.scandir(folder) as entries:
        return list(entries)


def _walk(folder: str) -> Iterator[os.DirEntry | OSError]:
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    yield entry
        except FileNotFoundError:
            continue  # removed while we looked
        except OSError as error:
            yield error


def _unlinked(process: int) -> int:
    """Give the bytes of a process's open files without a name; root alone sees them."""
    size = 0
    with contextlib.suppress(OSError), os.scandir(f"/proc/{process}/fd") as files:
        for file in files:
            with contextlib.suppress(OSError):
                found = os.stat(file.path)
                size += found.st_blocks * _BLOCK if not found.st_nlink else 0
    return size
