"""Our speed beside nbgrader's and otter's, measured in one run: `make bench`.

Each round runs every grader once, so that what changes on the machine meets all. What
stands in results.md and growth.png comes from this run alone.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import classes
from grading import others

from autograder import sandbox

CLASS = int(os.environ.get("FIRST_NEURON_BENCH_CLASS", 100))
PEERS = max(CLASS // 25, 2)  # submissions of a slow grader in each round
ROUNDS = 3
GROWTH = (max(CLASS // 10, 1), CLASS, 10 * CLASS)
HERE = Path(__file__).parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Run:
    """What a grader took for a number of submissions, start-up included."""

    submissions: int
    wall: float
    cpu: float
    megabytes: float

    @property
    def each(self) -> float:
        """Seconds per submission."""
        return self.wall / self.submissions


@dataclass(frozen=True)
class Kind:
    """All runs on one kind of class, and the seconds of its floor and of ours."""

    runs: dict[str, list[Run]]
    floor: float
    warm: float

    def ratio(self, grader: str) -> float:
        """How many times as long as ours a grader takes, in the median round."""
        pairs = zip(self.runs[grader], self.runs["2 jobs"], strict=True)
        return median(peer.each / own.each for peer, own in pairs)

    def more(self) -> float:
        """The memory that a second job takes."""
        pairs = zip(self.runs["1 job"], self.runs["2 jobs"], strict=True)
        return median(two.megabytes - one.megabytes for one, two in pairs)


def measure(submissions: int, *commands: tuple[list[str], Path]) -> Run:
    """Run commands at the same time; take their time, their CPU and their memory."""
    before, start = _cpu(), time.monotonic()
    path = os.pathsep.join([str(Path(PYTHON).parent), os.environ["PATH"]])
    running = [
        subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **sandbox.ONE_THREAD, "PATH": path},
        )
        for command, folder in commands
    ]  # fmt: skip
    peak = _Peak([process.pid for process in running])
    codes = [process.wait() for process in running]
    wall = time.monotonic() - start
    if not set(codes) <= {0, 1}:
        raise SystemExit(f"a grader failed: {commands} ended with {codes}")
    return Run(submissions, wall, _cpu() - before, peak.stop())


def ours(course: Path, name: str, jobs: int, students: int) -> Run:
    """Grade the class with our command."""
    command = [PYTHON, "-m", "autograder.cli", "--course", str(course), "grade", name]
    return measure(students, ([*command, "--force", "--jobs", str(jobs)], course))


def stock(make, home: Path, name: str, processes: int) -> Run:
    """Grade a few with stock nbgrader, in as many processes at a time."""
    commands = []
    for number in range(processes):
        course = home / f"stock-{processes}-{number}-{time.monotonic_ns()}"
        course = make(course, PEERS // processes)
        config = others.STOCK_CONFIG.format(seconds=30)
        (course / "nbgrader_config.py").write_text(config, encoding="utf-8")
        commands.append((["nbgrader", "autograde", name], course))
    return measure(PEERS // processes * processes, *commands)


def otter(course: Path, package: Path, name: str) -> Run:
    """Grade a few with `otter run`, one after the other."""
    found = []
    for path in sorted(course.glob(f"submitted/*/{name}/*.ipynb"))[:PEERS]:
        out = Path(tempfile.mkdtemp(dir=package.parent))
        (out / "autograder.zip").write_bytes(package.read_bytes())
        asked = ["run", "--no-logo", "-a", "autograder.zip", "-o", ".", str(path)]
        found.append(measure(1, ([*others._otter(), *asked], out)))
    total = [sum(getattr(run, field) for run in found) for field in ("wall", "cpu")]
    return Run(len(found), *total, max(run.megabytes for run in found))


def floor(course: Path, name: str) -> float:
    """Give the median of the seconds that a submission's cells take by themselves."""
    command = [PYTHON, str(HERE / "floor.py"), str(course), name]
    told = subprocess.run(command, capture_output=True, text=True, check=True,
                          env={**os.environ, **sandbox.ONE_THREAD})  # fmt: skip
    seconds = [float(line) for line in told.stdout.split()]
    return median(seconds[1:])  # the first one warms the interpreter


def compare(make, name: str, tests: dict, home: Path) -> Kind:
    """Run every grader once in every round on one kind of class."""
    course = make(home / f"{name}-ours", CLASS)
    (home / name).mkdir()
    package = others.otter_package(home / name, tests, dict.fromkeys(tests, 2))
    runs = {key: [] for key in ("1 job", "2 jobs", "stock", "stock, 2", "otter")}
    floors = []
    for number in range(ROUNDS):
        print(f"{name}, round {number + 1}", flush=True)
        runs["stock"].append(stock(make, home, name, 1))
        runs["2 jobs"].append(ours(course, name, 2, CLASS))
        runs["stock, 2"].append(stock(make, home, name, 2))
        runs["1 job"].append(ours(course, name, 1, CLASS))
        runs["otter"].append(otter(course, package, name))
        floors.append(floor(course, name))
        told = {key: f"{found[-1].each:.2f} s" for key, found in runs.items()}
        print(f"{name}, round {number + 1}: {told}, floor {floors[-1]:.3f}", flush=True)
    warm = _warm(home / f"{name}-ours", name)
    return Kind(runs, median(floors), warm)


def _warm(course: Path, name: str) -> float:
    """Give the median seconds of a submission by the records: the zygote was there."""
    import json

    records = (course / "autograded" / ".records" / name).glob("*.json")
    found = [json.loads(path.read_text("utf-8"))["result"] for path in records]
    return median(result["seconds"] for result in found)


def grow(home: Path) -> dict[int, Run]:
    """Grade larger and larger classes with two jobs."""
    found = {}
    for students in GROWTH:
        course = classes.tiny_class(home / f"growth-{students}", students)
        found[students] = ours(course, "hw_tiny", 2, students)
        print(f"{students} students: {found[students].wall:.1f} s", flush=True)
    return found


def report(kinds: dict[str, Kind], growth: dict[int, Run]) -> str:
    """Write results.md."""
    import keras
    import numpy

    cores = len(os.sched_getaffinity(0))
    lines = [
        "# How fast grading is",
        "",
        f"Made by `make bench`, not by hand, on {cores} cores ({platform.machine()}, "
        f"Linux {platform.release().split('-')[0]}, Python "
        f"{platform.python_version()}, NumPy {numpy.__version__}, Keras "
        f"{keras.__version__}; {others.versions().rstrip('.')}). {ROUNDS} rounds, in "
        "each of which every grader ran once; medians. Ours graded "
        f"{CLASS} submissions in each run, the others {PEERS}; start-up "
        "is included. One thread for numerical libraries everywhere. Memory is the sum "
        "of PSS of all processes.",
        "",
        *_targets(kinds, growth),
    ]
    for title, kind in kinds.items():
        lines += _table(title, kind)
    lines += ["## A larger class", "", "| submissions | seconds | per submission |",
              "|---|---|---|"]  # fmt: skip
    for students, run in growth.items():
        lines.append(f"| {students} | {run.wall:.1f} | {run.each:.3f} |")
    lines += ["", "![seconds against submissions](growth.png)", ""]
    return "\n".join(lines)


def _targets(kinds: dict[str, Kind], growth: dict[int, Run]) -> list[str]:
    """Set what we want to reach beside what was reached."""
    numpy, keras = kinds.values()
    least, middle, most = GROWTH
    late = (growth[most].wall - growth[middle].wall) / (most - middle)
    early = (growth[middle].wall - growth[least].wall) / (middle - least)
    rows = [
        ("NumPy: times as fast as nbgrader, 2 jobs", numpy.ratio("stock"), ">=", 10),
        ("Keras: times as fast as nbgrader, 2 jobs", keras.ratio("stock"), ">=", 40),
        ("NumPy: once warm, times the floor", numpy.warm / numpy.floor, "<=", 2.5),
        ("Keras: once warm, times the floor", keras.warm / keras.floor, "<=", 2.5),
        ("NumPy: MB more for a second job", numpy.more(), "<=", 300),
        ("Keras: MB more for a second job", keras.more(), "<=", 300),
        (f"growth: one more beyond {middle}, against below", late / early, "<=", 1.5),
    ]
    lines = ["| what | wanted | measured | reached |", "|---|---|---|---|"]
    for what, found, sign, wanted in rows:
        reached = found >= wanted if sign == ">=" else found <= wanted
        told = "yes" if reached else "no"
        lines.append(f"| {what} | {sign} {wanted} | {found:.3g} | {told} |")
    return [*lines, ""]


def _table(title: str, kind: Kind) -> list[str]:
    lines = [f"## {title}", "", "| grader | s per submission | CPU s | peak MB | "
             "times ours |", "|---|---|---|---|---|"]  # fmt: skip
    names = {
        "2 jobs": "First Neuron, 2 jobs", "1 job": "First Neuron, 1 job",
        "stock": "nbgrader autograde", "stock, 2": "nbgrader, 2 processes",
        "otter": "otter run",
    }  # fmt: skip
    for key, name in names.items():
        runs = kind.runs[key]
        each = median(run.each for run in runs)
        cpu = median(run.cpu / run.submissions for run in runs)
        memory = median(run.megabytes for run in runs)
        ratio = kind.ratio(key)
        lines.append(
            f"| {name} | {each:.3f} | {cpu:.2f} | {memory:.0f} | {ratio:.1f} |"
        )
    spread = [f"{run.each:.3f}" for run in kind.runs["2 jobs"]]
    lines += [
        "",
        f"The floor, the same cells in one warm interpreter: {kind.floor:.3f} s. "
        f"Ours with one job, once warm: {kind.warm:.3f} s. Rounds with 2 jobs: "
        f"{', '.join(spread)} s.",
        "",
    ]
    return lines


def picture(growth: dict[int, Run]) -> None:
    """Draw seconds against submissions."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 3.4), layout="constrained")
    axes.loglog(list(growth), [run.wall for run in growth.values()], "o-")
    axes.set(
        title="Two jobs, start-up included", xlabel="submissions", ylabel="seconds"
    )
    axes.grid(alpha=0.3, which="both")
    figure.savefig(HERE / "growth.png", dpi=90)


class _Peak:
    """Samples the memory of processes and all their descendants."""

    def __init__(self, roots: list[int]):
        self._roots, self._peak, self._done = roots, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()

    def stop(self) -> float:
        self._done.set()
        self._thread.join()
        return self._peak

    def _sample(self) -> None:
        while not self._done.wait(1.0):
            self._peak = max(self._peak, sum(map(_pss, _tree(self._roots))))


def _tree(roots: list[int]) -> list[int]:
    found, left = [], list(roots)
    while left:
        pid = left.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _pss(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure everything and write the results."""
    from grading import cases

    numpy_tests = {
        cases.meta(c)["grade_id"]: c.source
        for c in cases.source("hw05_perceptron").cells
        if cases._is_test(cases.meta(c))
    }
    setup = "import numpy as np\nfrom coursekit import check\n"
    numpy_tests = {name: setup + source for name, source in numpy_tests.items()}
    keras_tests = {n: f"{classes.IMPORTS}\n{s}" for n, s in classes.TESTS.items()}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        growth = grow(home)
        kinds = {
            "NumPy only (hw05)": compare(
                classes.numpy_class, "hw05_perceptron", numpy_tests, home
            ),
            "Keras": compare(classes.keras_class, "hw_keras", keras_tests, home),
        }
    picture(growth)
    text = report(kinds, growth)
    (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
