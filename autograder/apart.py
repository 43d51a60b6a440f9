"""One step in a forked child of its own, with a deadline: only values come back.

nbgrader changes the working folder and the environment of the whole process.
"""

import multiprocessing
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any


def apart(seconds: float, act: Callable, root: Path, *args: object) -> Any:
    """Call act(root, *args) in a forked child; TimeoutError ends it and its kernel.

    The kernel watches its parent and ends itself within a second of its death.
    """
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    child = fork.Process(target=_tell, args=(there, act, root.resolve(), args))
    with warnings.catch_warnings():  # idle threads of NumPy's are no danger to a fork
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise TimeoutError(f"{act.__name__} took longer than {seconds:g} s")
        value, error = here.recv()
    except EOFError:
        raise RuntimeError(f"{act.__name__} ended without an answer") from None
    finally:
        child.kill()
        child.join()
    if error:
        raise error
    return value


def _tell(there: Any, act: Callable, root: Path, args: tuple) -> None:
    """Do one step in the child, silently, and send back its value or its error."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    warnings.simplefilter("ignore")
    os.chdir(root)
    try:
        there.send((act(root, *args), None))
    except Exception as error:
        there.send((None, RuntimeError(f"{type(error).__name__}: {error}")))
