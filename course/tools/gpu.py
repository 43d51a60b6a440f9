"""One go at a GPU that is lent for minutes: `make gpu`, or `make gpu CHAPTERS="06 07"`.

Needs Python, NumPy and Matplotlib, and JAX or PyTorch with a GPU; TensorFlow, Jupyter
and a network it does not need. What else is missing (Keras, above all) is installed
from a folder of wheels that travels with the course:

    pip download --no-deps -d build/wheels --python-version 3.12 --only-binary=:all: \\
      keras namex optree pooch ...          # here, once
    python3 course/tools/gpu.py --wheels build/wheels --data data 06 07      # there

First every chapter runs, and its marked cells are compared with the stored outputs;
then the experiments run at their full size until the time is over. A small folder
comes home: cells.json, results.csv (merge it with `--merge`), and log.txt.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("keras", "sklearn", "pandas", "yaml", "pooch", "tqdm")
START = time.monotonic()


def main() -> int:
    """Prepare, compare, experiment, report; 1 if a cell or an experiment failed."""
    arguments = parsed()
    if arguments.merge:
        return merge(arguments.merge)
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    python = prepared(arguments.wheels)
    environment = settings(arguments, out)
    say(f"Keras on {environment['KERAS_BACKEND']}, {device(environment)}")
    end = START + arguments.seconds
    cells = compare(arguments.chapters, python, environment, end, out)
    done = experiments(arguments, python, environment, end)
    say(f"all of it is in {out}")
    failed = any(o["verdict"] == "failed" for found in cells.values() for o in found)
    return int(failed or not done)


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chapters", nargs="*", default=["06", "07"], help="06 07")
    parser.add_argument("--out", default=str(ROOT / "build" / "gpu"))
    parser.add_argument("--seconds", type=float, default=540, help="for all of it")
    parser.add_argument("--wheels", help="a folder of wheels for what is missing")
    parser.add_argument("--data", help="a folder with the data sets")
    parser.add_argument("--ids", nargs="+", default=[], help="these experiments only")
    parser.add_argument(
        "--merge", metavar="FOLDER", help="put its results.csv into ours"
    )
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.chapters if not notebooks([name])]:
        parser.error(f"no chapter of the course begins with {', '.join(unknown)}")
    return arguments


def notebooks(chapters: list[str]) -> list[Path]:
    """List the notebooks whose names begin so."""
    found = sorted((ROOT / "course").glob("*.ipynb"))
    return [path for path in found if path.name.startswith(tuple(chapters))]


def say(line: str) -> None:
    """Print a line with the seconds since the start."""
    print(f"[{time.monotonic() - START:4.0f} s] {line}", flush=True)


def prepared(wheels: str | None) -> str:
    """Give a Python that has what is needed; what it lacks comes from the wheels."""
    missing = [name for name in NEEDED if not find_spec(name)]
    if not missing:
        return sys.executable
    if not wheels:
        raise SystemExit(
            f"gpu: {', '.join(missing)} missing here. Give --wheels a folder with the "
            f"wheels, as told at the top of {Path(__file__).name}."
        )
    place = Path(tempfile.mkdtemp(prefix="first-neuron-"))
    say(f"installing from {wheels}, for lack of {', '.join(missing)}")
    options = "--quiet --no-index --no-deps --no-compile --target".split()
    found = [str(wheel) for wheel in sorted(Path(wheels).glob("*.whl"))]
    install = [sys.executable, "-m", "pip", "install", *options, str(place), *found]
    subprocess.run(install, check=True)
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(place), os.environ.get("PYTHONPATH", "")]
    )
    return sys.executable


def settings(arguments: argparse.Namespace, out: Path) -> dict[str, str]:
    """Give the environment of all that runs: backend, data, where results go."""
    paths = [str(ROOT / "course"), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "KERAS_BACKEND": os.environ.get("KERAS_BACKEND") or backend(),
        "FIRST_NEURON_STATIC": "1",
        "FIRST_NEURON_RESULTS": str(out / "results.csv"),
        "FIRST_NEURON_RUNS": str(out / "runs"),
        "MPLBACKEND": "Agg",
    }
    if arguments.data:
        environment["FIRST_NEURON_DATA"] = str(Path(arguments.data).resolve())
    return environment


def backend() -> str:
    """Choose the first backend that is here: JAX, PyTorch, TensorFlow."""
    here = [name for name in ("jax", "torch", "tensorflow") if find_spec(name)]
    if not here:
        raise SystemExit("gpu: neither JAX nor PyTorch nor TensorFlow is here.")
    return here[0]


def device(environment: dict[str, str]) -> str:
    """Name the device that the backend computes on."""
    questions = {
        "jax": "import jax; print(jax.devices()[0].device_kind)",
        "torch": "import torch; has = torch.cuda.is_available(); "
        "print(torch.cuda.get_device_name() if has else 'cpu')",
        "tensorflow": "import tensorflow as tf; "
        "print((tf.config.list_physical_devices('GPU') or ['cpu'])[0])",
    }
    command = [sys.executable, "-c", questions[environment["KERAS_BACKEND"]]]
    asked = subprocess.run(command, env=environment, capture_output=True, text=True)
    return asked.stdout.strip() or f"unknown ({asked.stderr.strip()[-200:]})"


def compare(
    chapters: list[str],
    python: str,
    environment: dict[str, str],
    end: float,
    out: Path,
) -> dict[str, list[dict]]:
    """Run the chapters' cells at the small budget, each chapter in a fresh process."""
    found = {}
    for notebook in notebooks(chapters):
        left = end - time.monotonic()
        if left < 20:
            say(f"{notebook.stem}: no time is left")
            continue
        script = str(ROOT / "course" / "tools" / "marked.py")
        small = {**environment, "FIRST_NEURON_BUDGET": "cpu"}
        small.pop("FIRST_NEURON_RESULTS")  # these figures are the stored ones again
        command = [python, script, str(notebook), str(left - 10)]
        found[notebook.stem] = outcomes = outcomes_of(command, small, left)
        counts = Counter(outcome["verdict"] for outcome in outcomes)
        told = ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common())
        say(f"{notebook.stem}: {told or 'no cell'}")
        (out / "cells.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    return found


def outcomes_of(
    command: list[str], environment: dict[str, str], seconds: float
) -> list[dict]:
    """What marked.py says of a chapter; one failure if it ends or hangs before."""
    try:
        done = subprocess.run(
            command,
            env=environment,
            cwd=ROOT / "course",
            capture_output=True,
            text=True,
            timeout=seconds,
        )
        return json.loads(done.stdout.strip().splitlines()[-1])
    except subprocess.TimeoutExpired:
        reason = "the time was over in the middle of a cell"
    except (IndexError, ValueError):
        reason = f"it ended before its last cell: {done.stderr.strip()[-300:]}"
    say(reason)
    return [{"cell": -1, "verdict": "failed", "found": reason}]


def experiments(
    arguments: argparse.Namespace, python: str, environment: dict[str, str], end: float
) -> bool:
    """Run the experiments at full size until the time is over; what is done is kept."""
    left = end - time.monotonic()
    if left < 10:
        say("no time is left for the experiments")
        return False
    numbers = sorted({chapter[:2] for chapter in arguments.chapters})
    folder = ROOT / "course" / "experiments"
    numbers = [number for number in numbers if (folder / f"c{number}.py").exists()]
    if not numbers:
        say("these chapters have no experiments")
        return True
    command = [python, str(ROOT / "course" / "tools" / "full.py"), *numbers]
    if arguments.ids:
        command += ["--ids", *arguments.ids]
    full = {**environment, "FIRST_NEURON_BUDGET": "gpu"}
    try:
        done = subprocess.run(command, env=full, cwd=ROOT, timeout=left)
    except subprocess.TimeoutExpired:
        say(
            "the time is over; what was trained is kept in runs, and goes on from there"
        )
        return True
    return done.returncode == 0


def merge(folder: str) -> int:
    """Put the rows that came home into the course's results.csv."""
    sys.path.insert(0, str(ROOT / "course"))
    from coursekit import results

    home = Path(folder) / "results.csv"
    if not home.is_file():
        print(f"{home}: not found, expected what `make gpu` brought home. Nothing was "
              "changed.", file=sys.stderr)  # fmt: skip
        return 2
    with home.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    results.save(ROOT / "course" / "results.csv", rows)
    print(f"{len(rows)} rows from {folder} are in course/results.csv")
    return 0


if __name__ == "__main__":
    sys.exit(main())
