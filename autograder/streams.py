"""The three files that every process is given: all there, and able to take any name."""

import contextlib
import os
import sys


def prepare() -> None:
    """Open what was closed, and have what a terminal cannot show written out.

    The next file that is opened would take the number of a closed one, and what any
    library prints would go into a gradebook.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w", closefd=False))  # noqa: SIM115
        if hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def end() -> None:
    """Say the last words; where nobody takes them, Python must not try it again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
