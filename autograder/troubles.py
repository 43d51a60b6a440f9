"""What goes wrong around grading, told in a line: what was found, and what helps."""

import errno
import os
import tempfile
import traceback

from autograder.names import shown
from autograder.records import Facts

_TROUBLES = (
    (
        "database is locked",
        "another program is writing to the gradebook",
        "Is the formgrader, nbgrader or another autograder at work? Wait until it has"
        " ended, and run this again.",
    ),
    (
        "readonly database",
        "the gradebook may not be written",
        "Is the folder or the file read-only, or somebody else's?",
    ),
    (
        "unable to open database file",
        "the gradebook cannot be opened",
        "Does the folder exist, may you write there, and is there room on the disk?",
    ),
    (
        "disk is full",
        "the disk is full",
        "Make room, and run this again: what is entered is kept.",
    ),
    (
        "disk I/O error",
        "the disk failed",
        "Is it full, or gone? Run this again when it is not.",
    ),
    (
        "not a database",
        "this is no gradebook",
        "Put a copy back, or move it away: a new one is made, without what was given"
        " by hand.",
    ),
    (
        "malformed",
        "the gradebook is damaged",
        "Put a copy back, or move it away: a new one is made, without what was given"
        " by hand.",
    ),
    (
        "no such column",
        "an older nbgrader made this gradebook",
        "Run `nbgrader db upgrade`.",
    ),
    *(
        (words, "another nbgrader made this gradebook", "Use that one, or upgrade it.")
        for words in ("NOT NULL constraint", "null value in", "no such table")
    ),
    *(
        (words, "a time in the gradebook is none", "Correct it there, and go on.")
        for words in ("datetime string", "isoformat string")
    ),
)
_SERVER = (
    "Is the server running, is c.CourseDirectory.db_url right, is the driver installed?"
)
# No file's fault, but this machine's: its disk, its memory, its open files.
_OURS = (
    "EIO ENOSPC EDQUOT EFBIG EROFS EMFILE ENFILE ENOMEM ENODEV ENXIO EAGAIN EINTR "
    "ESTALE ETIMEDOUT ENOTCONN EHOSTDOWN EREMOTEIO"
).split()
_DISKS = {
    errno.EMFILE: "Close what else is running, or run it with fewer --jobs.",
    errno.EIO: "Is the disk failing, or gone? Run this again when it is not.",
    errno.ENOSPC: "Make room on the disk, and run this again: what is done is kept.",
    errno.EDQUOT: "Make room on the disk, and run this again: what is done is kept.",
    errno.EROFS: "Work in a folder where you may write.",
    errno.EACCES: "Is the folder read-only, or somebody else's?",
    errno.EPERM: "Is the folder read-only, or somebody else's?",
}


def of_gradebook(where: str, error: Exception) -> Facts:
    """Say why a gradebook cannot be used, and what helps."""
    said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    for words, found, advice in _TROUBLES:
        if words in said:
            return Facts(where, "", f"{found} ({said})", "Nothing was entered.", advice)
    found = f"the gradebook cannot be used ({type(error).__name__}: {said})"
    return Facts(where, "", found, "Nothing was entered.", _SERVER)


def is_known(error: Exception) -> bool:
    """Tell whether these are words about a gradebook that is damaged.

    >>> is_known(ValueError("Invalid isoformat string: 'yesterday'"))
    True
    """
    return any(words in str(error) for words, _, _ in _TROUBLES)


def passes(error: Exception) -> bool:
    """Tell whether waiting may help."""
    return not any(words in str(error) for words, _, _ in _TROUBLES[1:])


def of_ours(error: Exception) -> Facts:
    """Say where an error arose that nobody thought of.

    >>> print(of_ours(ValueError("no")))
    a mistake of our own: ValueError: no. What was done is kept. Please report it.
    """
    said = shown(f"{type(error).__name__}: {error}", 300)
    for step in traceback.extract_tb(error.__traceback__)[-1:]:
        said += f" ({os.path.basename(step.filename)}, line {step.lineno})"
    found = f"a mistake of our own: {said}"
    return Facts("", "", found, "What was done is kept.", "Please report it.")


def is_ours(error: OSError) -> bool:
    """Tell what this machine lacks from what is wrong with one file.

    >>> is_ours(OSError(errno.EMFILE, "")), is_ours(OSError(errno.EACCES, ""))
    (True, False)
    """
    return errno.errorcode.get(error.errno or 0) in _OURS


def of_files(error: OSError) -> Facts:
    """Say why a file cannot be used.

    >>> print(of_files(OSError(errno.ENOSPC, "No space left on device", "grades.csv")))
    grades.csv: No space left on device. Nothing was left half-written. Make room on \
the disk, and run this again: what is done is kept.
    """
    advice = _DISKS.get(error.errno or 0, "")
    found = error.strerror or str(error) or type(error).__name__
    if error.errno == errno.ENOSPC and not error.filename:
        found += f" (temporary files go to {tempfile.gettempdir()})"
    return Facts(
        str(error.filename or ""), "", found, "Nothing was left half-written.", advice
    )
