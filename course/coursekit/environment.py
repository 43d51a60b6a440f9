"""Is everything here that the course needs? Chapter 00 asks, and prints the answer."""

import importlib
import importlib.metadata
import os
import shutil
import sys
from dataclasses import dataclass

PROJECT = "first-neuron"
OLDEST, NEWEST = (3, 11), (3, 13)
MEGABYTES = 500  # free disk space; the largest data set needs a third of it


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do if it is not well."""

    ok: bool
    what: str
    remedy: str = ""

    def __str__(self):
        if self.ok:
            return f"[OK]   {self.what}"
        return f"[FAIL] {self.what}\n       What to do: {self.remedy}"


def report():
    """Print a line for each thing that the course needs; True if all are there."""
    findings = examine()
    print(*findings, sep="\n")
    bad = sum(not finding.ok for finding in findings)
    needy = f"{bad} of {len(findings)} need your attention."
    print(f"\n{needy if bad else 'All is well.'}")
    return not bad


def examine():
    """Look at Python, the libraries, the disk, and whether Keras can multiply."""
    try:
        needs = importlib.metadata.requires(PROJECT) or []
    except importlib.metadata.PackageNotFoundError:
        needs = []
    libraries = [library(need) for need in needs if "extra ==" not in need]
    return [python(), *libraries, disk(), widgets(), multiplication()]


def python(version=None):
    """Look at the version of Python.

    >>> python((3, 9, 1)).ok
    False
    """
    version = version or tuple(sys.version_info[:3])
    told = f"Python {'.'.join(map(str, version))}"
    wanted = f"{OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}"
    return Finding(
        OLDEST <= version[:2] <= NEWEST,
        told,
        f"use Python {wanted}; https://docs.python.org has installers",
    )


def library(need):
    """Look for a library in a version that the course was tested with.

    >>> print(library("no-such-library>=2"))
    [FAIL] no-such-library: not installed
           What to do: run  pip install "no-such-library>=2"  and restart the kernel
    """
    from packaging.requirements import Requirement

    wanted = Requirement(need)
    remedy = f'run  pip install "{wanted}"  and restart the kernel'
    if wanted.marker and not wanted.marker.evaluate():
        return Finding(True, f"{wanted.name}: not needed here")
    try:
        version = importlib.metadata.version(wanted.name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(False, f"{wanted.name}: not installed", remedy)
    told = f"{wanted.name} {version}"
    if wanted.specifier.contains(version, prereleases=True):
        return Finding(True, told)
    return Finding(False, f"{told}: {wanted.specifier} is needed", remedy)


def disk(folder="."):
    """Look whether there is room for data sets."""
    free = shutil.disk_usage(folder).free // 2**20
    return Finding(
        free >= MEGABYTES,
        f"{free:,} MB of disk space free",
        f"free {MEGABYTES} MB, or set FIRST_NEURON_CACHE to a folder with more room",
    )


def widgets():
    """Look whether sliders and quiz buttons can be shown; without them pictures are."""
    try:
        importlib.import_module("ipywidgets")
    except ImportError:
        return Finding(
            False, "no sliders and buttons", "run  pip install ipywidgets  and restart"
        )
    return Finding(True, "sliders and buttons")


def multiplication():
    """Have Keras multiply two matrices, and look whether NumPy agrees."""
    import numpy as np

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        import keras

        a = np.arange(6.0).reshape(2, 3)
        product = keras.ops.convert_to_numpy(keras.ops.matmul(a, a.T))
    except Exception as error:  # whatever is wrong with a backend, say it in a line
        what = f"Keras cannot compute ({type(error).__name__}: {error})"
        return Finding(False, what, "run  pip install -U keras tensorflow")
    told = f"Keras computes, with {keras.backend.backend()}"
    return Finding(np.allclose(product, a @ a.T), told, "restart the kernel")
