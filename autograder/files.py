"""Files that are whole or not there, and work that only one may do at a time."""

import codecs
import contextlib
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from autograder.records import Facts, SetupError


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write beside and move into place: who reads gets the old file or the new one.

    What cannot be written whole (a full disk) leaves the old file as it was.
    """
    if path.exists() and not path.is_file():  # a pipe or a terminal
        path.write_text(text, encoding=encoding, newline="")
        return
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding=encoding, newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # who asked knows no file beside it
        raise


def lay(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder, by their relative paths."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def replace_folder(new: Path, old: Path) -> None:
    """Put a folder that is complete in the place of another, or where there is none."""
    aside = _aside(new)
    old.parent.mkdir(exist_ok=True)
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        restore_folder(new, old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def restore_folder(new: Path, old: Path) -> None:
    """Put back what was to be replaced, where that ended in the middle."""
    if _aside(new).exists() and not old.exists():
        _aside(new).rename(old)


def _aside(new: Path) -> Path:
    return new.with_name(f"{new.name}.before")


def decoded(content: bytes) -> str:
    """Give the text of a file, by the mark that it begins with, or else as UTF-8.

    A UnicodeDecodeError, which is a ValueError, if it is neither.

    >>> decoded("\ufeffÄ".encode()), decoded("Ä".encode("utf-16"))
    ('Ä', 'Ä')
    """
    wide = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return content.decode("utf-16" if wide else "utf-8-sig")


@contextmanager
def alone(path: Path, doing: str) -> Iterator[None]:
    """Hold a lock file while something is done; SetupError if somebody else holds it.

    The system lets go of it when the process ends, however it ends.
    """
    import fcntl  # not on Windows, where nothing is graded

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            # Of the process, not of the open file: children do not inherit it, so one
            # that outlives a killed grader keeps nobody out.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            file.seek(0)
            raise SetupError(_busy(doing, file.read(200).strip())) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
        file.flush()
        yield


def _busy(doing: str, who: str) -> Facts:
    return Facts(
        where=doing,
        found=f"another command is at work on it ({who or 'it does not say which'})",
        done="Nothing was done.",
        next="Wait until that one has ended, and run this one again.",
    )
