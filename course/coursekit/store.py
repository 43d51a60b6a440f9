"""A folder of results that were paid for once: kept, found again, never half written.

The folder is FIRST_NEURON_RUNS, or `runs` in the course's own cache. Where it cannot
be written nothing is kept, and nothing else changes. Delete it whenever you like.
"""

import json
import os
import re
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np


def folder():
    """Return the folder of kept runs; it need not exist yet.

    >>> os.environ["FIRST_NEURON_RUNS"] = "kept"
    >>> folder().name
    'kept'
    >>> del os.environ["FIRST_NEURON_RUNS"]
    """
    if named := os.environ.get("FIRST_NEURON_RUNS"):
        return Path(named)
    cache = os.environ.get("FIRST_NEURON_CACHE")
    if not cache:
        import pooch

        cache = pooch.os_cache("first-neuron")
    return Path(cache) / "runs"


@dataclass(frozen=True)
class Run:
    """What one fit gave: numbers to choose by, and what is sealed until the choice.

    `seal` maps names to numbers or arrays; `unseal` opens it, from the file if the
    run was found there.
    """

    open: dict
    seal: dict | Path

    def unseal(self):
        """Return the sealed numbers and arrays, a new dict."""
        if isinstance(self.seal, dict):
            return {name: np.asarray(value) for name, value in self.seal.items()}
        with np.load(self.seal) as arrays:
            return dict(arrays)


def keep(name, key, run):
    """Write a run down under a recipe's name and a key; quietly not, if it cannot be.

    The seal is a file of its own. The other one is moved into place last, so that a
    run which is there is whole.
    """
    with suppress(OSError):
        place = _place(name, key)
        place.parent.mkdir(parents=True, exist_ok=True)
        with _beside(place.with_suffix(".npz")) as file:
            np.savez_compressed(file, **run.unseal())
        with _beside(place.with_suffix(".json")) as file:
            file.write(json.dumps(run.open).encode())


def find(name, key):
    """Return a kept run without breaking its seal, or None where none is whole."""
    place = _place(name, key)
    try:
        numbers = json.loads(place.with_suffix(".json").read_bytes())
    except (OSError, ValueError):
        return None
    seal = place.with_suffix(".npz")
    return Run(numbers, seal) if _is_whole(numbers, seal) else None


def _is_whole(numbers, seal):
    """Tell whether a kept run can be read; the seal is checked, but not looked at."""
    if not isinstance(numbers, dict):
        return False
    if not all(isinstance(number, float) for number in numbers.values()):
        return False
    try:
        with zipfile.ZipFile(seal) as arrays:
            return bool(numbers) and arrays.testzip() is None
    except Exception:  # a broken file fails in many ways
        return False


def _place(name, key):
    readable = re.sub(r"\W+", "_", name).strip("_") or "recipe"
    return folder() / readable / key


class _beside:
    """A file written beside its place and moved there when the block has succeeded."""

    def __init__(self, place):
        self.place = place

    def __enter__(self):
        handle, self.path = tempfile.mkstemp(dir=self.place.parent, suffix=".new")
        self.file = os.fdopen(handle, "wb")
        return self.file

    def __exit__(self, kind, error, trace):
        self.file.close()
        if kind is None:
            os.replace(self.path, self.place)
        else:
            os.unlink(self.path)
