"""Seeds, the compute budget, fair comparisons, and the record of what was measured.

Everything here is light: importing this module loads neither Keras nor
scikit-learn nor matplotlib, and touches no file. `seed`, `progress` and `compare`
have files of their own, named like them, and are passed on here.

Settings come from the environment, read when a function is called:
FIRST_NEURON_BUDGET (cpu or gpu), FIRST_NEURON_STATIC (1: no widgets, no bars),
FIRST_NEURON_RUNS (the folder of runs that `compare` keeps) and FIRST_NEURON_RESULTS
(a CSV that `record` fills).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from numbers import Integral, Real
from pathlib import Path
from types import SimpleNamespace

from coursekit import backends, results
from coursekit.compare import Split, compare
from coursekit.progress import interactive, progress
from coursekit.scores import Score
from coursekit.seeds import seed

__all__ = [
    "Score",
    "Split",
    "begin_record",
    "budget",
    "compare",
    "interactive",
    "noted",
    "progress",
    "quiet",
    "record",
    "seed",
    "used",
]

# What this process has used so far, for the rows that `record` writes.
_data_lines: list[str] = []
_budget_line: list[str] = []


def budget(cpu, gpu):
    """Choose the small experiment or the full one, and say which in one line.

    The full one is taken where an NVIDIA device is present. FIRST_NEURON_BUDGET
    overrides this. Two dicts with the same keys come back as a namespace, anything
    else comes back as it is. On a laptop, `budget(cpu=3, gpu=20)` returns 3 and prints

        Budget cpu: 3. FIRST_NEURON_BUDGET=gpu runs the full experiment: 20.
    """
    _check_alike(cpu, gpu)
    kind = _kind(os.environ)
    chosen, other = (gpu, cpu) if kind == "gpu" else (cpu, gpu)
    _budget_line[:] = [f"{kind}: {_shown(chosen)}"]
    change = {
        "cpu": "FIRST_NEURON_BUDGET=gpu runs the full experiment",
        "gpu": "FIRST_NEURON_BUDGET=cpu runs the small experiment",
    }[kind]
    print(f"Budget {kind}: {_shown(chosen)}. {change}: {_shown(other)}.")
    return SimpleNamespace(**chosen) if isinstance(chosen, dict) else chosen


def begin_record(kind, **sizes):
    """Begin the record of an experiment outside a chapter: "full", or another kind.

    What `record` writes from now on says that kind, these sizes and the device; the
    data noted so far are forgotten. Full means the size that a source used, and such
    rows stand beside a chapter's own instead of replacing them (`make full`).
    """
    _data_lines.clear()
    _budget_line[:] = [f"{kind}: {_shown(sizes)}, on {_device()}"]
    print(f"Budget {_budget_line[0]}.")


@contextmanager
def quiet():
    """Hold back what libraries write to stderr, below Python's own streams too.

    TensorFlow greets with lines that no setting silences. If the block fails, all
    that was held back is shown after all. A Keras that was loaded inside is made ready
    for the chapters on any backend (`backends.smooth`).

    >>> with quiet():
    ...     noise = os.system("echo noise >&2")
    """
    sys.stderr.flush()
    real = os.dup(2)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        except BaseException:
            held.seek(0)
            os.write(real, held.read())
            raise
        finally:
            os.dup2(real, 2)
            os.close(real)
    backends.smooth()


def used(line):
    """Note what data is in use. `data.load` calls this; `record` writes it down.

    >>> used("iris: 150 rows, real data bundled with scikit-learn")
    """
    if line not in _data_lines:
        _data_lines.append(line)


def noted():
    """Return the data and the budget noted so far, for a later `record`.

    A notebook records at its end. A figure that was measured before other data were
    loaded takes along what had been noted then.

    >>> data, budget = noted()
    """
    return "; ".join(_data_lines), _budget_line[0] if _budget_line else ""


def record(id, what=None, /, **figures):
    """Write measured figures into the CSV that FIRST_NEURON_RESULTS names.

    A figure is a number, or a pair (ours, published) when a source published one.
    Rows of the same id and figure are replaced, all others are kept. Every row also
    says with which data and budget it was measured: all that was noted so far, or
    `what` another call of `noted` returned. Without the variable nothing happens.

    >>> record("LD.P02", test_accuracy=(0.871, 0.8692), parameters=266_610)
    """
    what = noted() if what is None else what
    rows = [_row(id, name, value, what) for name, value in figures.items()]
    if path := os.environ.get("FIRST_NEURON_RESULTS"):
        results.save(path, rows)


def _kind(environ, devices=Path("/dev")):
    """Say cpu or gpu: what was wished for, else what this machine has."""
    wish = environ.get("FIRST_NEURON_BUDGET")
    if wish in ("cpu", "gpu"):
        return wish
    if wish:
        raise ValueError(
            f"FIRST_NEURON_BUDGET is {wish!r}, where cpu or gpu is expected. Set one "
            "of these, or unset it and the machine decides."
        )
    if environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1"):
        return "cpu"
    if sys.platform == "win32":
        return "gpu" if shutil.which("nvidia-smi") else "cpu"
    return "gpu" if any(devices.glob("nvidia[0-9]*")) else "cpu"


def _device():
    """Name what the experiment runs on."""
    if _kind(os.environ) == "gpu" and shutil.which("nvidia-smi"):
        ask = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
        told = subprocess.run(ask, capture_output=True, text=True).stdout.split("\n")
        return told[0].strip() or "a GPU"
    return f"{os.cpu_count()} CPU cores"


def _check_alike(cpu, gpu):
    """Refuse two budgets of which one would fail only on the other machine."""
    keys = [set(side) if isinstance(side, dict) else None for side in (cpu, gpu)]
    if keys[0] != keys[1]:
        raise ValueError(
            f"budget: cpu={cpu!r} and gpu={gpu!r} differ in kind. Give two dicts with "
            "the same keys, or two plain values."
        )


def _shown(value):
    if isinstance(value, dict):
        return ", ".join(f"{key}={item}" for key, item in value.items())
    return str(value)


def _row(id, name, value, what):
    """Check one figure and return its row."""
    pair = value if isinstance(value, tuple) else (value, None)
    numbers = [number for number in pair if number is not None]
    sound = len(pair) == 2 and pair[0] is not None
    if not (sound and all(isinstance(number, Real) for number in numbers)):
        raise TypeError(
            f"record: {name}={value!r} where a number or a pair of numbers "
            "(ours, published) is expected. Nothing was written."
        )
    cells = (id, name, *map(_number, pair), *what)
    return dict(zip(results.COLUMNS, cells, strict=True))


def _number(value):
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, Integral) else f"{float(value):.6g}"
