"""Two other graders on the same submissions: stock nbgrader, and otter-grader.

otter-grader lives in an environment of its own (build/peers), made at its first use;
it sees the project's libraries behind its own.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from grading import arena
from grading.warm import Warm

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "peers" / "otter"
SECONDS = 60  # for one submission; more is a run that does not end
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "first_neuron"
c.Execute.timeout = {seconds}
c.ClearSolutions.code_stub = {{"python": "raise NotImplementedError()"}}
"""


class Grader:
    """A grader under attack: what is asked of each of them."""

    variants = 1  # of the hidden tests that it can grade with
    jobs = 1  # submissions at a time

    def grade(
        self, course: Path, student: str, variant: int
    ) -> tuple[float | None, str]:
        """Grade a student's work; give points, and what is shown."""
        raise NotImplementedError

    def own(self) -> set[int]:
        """Name the grader's own processes, which stay."""
        return set()

    def state(self) -> dict[str, str]:
        """Give what a submission must leave as it is: by the words for a change."""
        return {}

    def complaints(self) -> Iterable[str]:
        """Tell what else went wrong since it was asked last."""
        return ()


def call(command: list[str], folder: Path, seconds: float = SECONDS) -> int:
    """Run a command in a folder, quietly; give its code, or -1 if it does not end."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env={**os.environ, "PATH": path}, start_new_session=True,
        )  # fmt: skip
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            return process.wait()


class Stock(Grader):
    """Stock nbgrader, as it comes; the course was released before."""

    def __init__(self, seconds: float = 2):
        self._config = STOCK_CONFIG.format(seconds=seconds)
        imports = "from nbgrader.apps.nbgraderapp import NbGraderApp"
        call = "NbGraderApp.launch_instance(arguments)"
        self._warm = Warm(sys.executable, imports, call)

    def grade(
        self, course: Path, student: str, variant: int
    ) -> tuple[float | None, str]:
        """Grade one; of a failed test, what it says, and not its traceback."""
        config = course / "nbgrader_config.py"
        config.write_text(self._config, encoding="utf-8")
        asked = ["autograde", "hw_tiny", "--student", student]
        self._warm.run(asked, course, SECONDS)
        done = course / "autograded" / student / "hw_tiny" / "tiny.ipynb"
        if not done.exists():
            return None, ""
        cells = json.loads(done.read_text(encoding="utf-8"))["cells"]
        outputs = [dict(o) for cell in cells for o in cell.get("outputs", ())]
        for output in outputs:
            output.pop("traceback", None)
        return stock_points(course, student), json.dumps(outputs)

    def own(self) -> set[int]:
        """Name the process that commands are forked from."""
        return {self._warm.pid}


@contextlib.contextmanager
def stock(patterns: list[Path]) -> Iterator[Stock]:
    """Have stock nbgrader for a while."""
    grader = Stock()
    try:
        yield grader
    finally:
        grader._warm.close()


def stock_points(course: Path, student: str) -> float | None:
    """Read what the gradebook says a student has; None if it has nothing."""
    asked = """
        select sum(coalesce(grade.manual_score, grade.auto_score)) from grade
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id =
            submitted_assignment.id where submitted_assignment.student_id = ?"""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        try:
            return book.execute(asked, [student]).fetchone()[0]
        except sqlite3.Error:  # a submission may have ended it
            return None


class Otter(Grader):
    """otter-grader's `otter run`, with the same tests in its own format."""

    def __init__(self, package: Path):
        self._package = package
        imports = "from otter.cli import cli; import otter.run"
        self._warm = Warm(_otter()[0], imports, "cli(arguments)")

    def grade(
        self, course: Path, student: str, variant: int
    ) -> tuple[float | None, str]:
        """Grade one; give its points and the words that go to the student."""
        submission = course / "submitted" / student / "hw_tiny" / "tiny.ipynb"
        out = course / "results"
        out.mkdir(exist_ok=True)
        (out / "results.json").unlink(missing_ok=True)
        shutil.copy(self._package, out / "autograder.zip")
        asked = ["run", "--no-logo", "-a", "autograder.zip", "-o", ".", str(submission)]
        self._warm.run(asked, out, SECONDS)
        results = out / "results.json"
        if not results.exists():
            return None, ""
        told = json.loads(results.read_text(encoding="utf-8"))["tests"]
        visible = [t for t in told if t.get("visibility") != "hidden"]
        return sum(test.get("score") or 0 for test in told), json.dumps(visible)

    def own(self) -> set[int]:
        """Name the process that commands are forked from."""
        return {self._warm.pid}


@contextlib.contextmanager
def otter(patterns: list[Path]) -> Iterator[Otter]:
    """Have otter-grader for a while."""
    with tempfile.TemporaryDirectory() as home:
        package = otter_package(Path(home), arena.tests(), arena.POINTS)
        grader = Otter(package)
        try:
            yield grader
        finally:
            grader._warm.close()


def otter_package(home: Path, tests: dict[str, str], points: dict[str, float]) -> Path:
    """Write the tests as otter wants them, and pack them by its own command."""
    folder = home / "tests"
    folder.mkdir()
    for name, source in tests.items():
        head = f"OK_FORMAT = False\nname = {name!r}\npoints = {points[name]}\n"
        lines = [line for line in source.splitlines() if not line.startswith("%%")]
        body = "\n".join(f"    {line}" for line in lines)
        hidden = "hidden" in name
        test = (
            "from otter.test_files import test_case\n"
            f"{head}\n@test_case(points={points[name]}, hidden={hidden})\n"
            f"def test_{name}(env):\n    globals().update(env)\n{body}\n"
        )
        (folder / f"{name}.py").write_text(test, encoding="utf-8")
    package = home / "autograder.zip"
    made = call([*_otter(), "generate", "-t", "tests", "-o", str(package),
                 "--no-environment", "--no-requirements"], home, 120)  # fmt: skip
    if made or not package.exists():
        raise RuntimeError("otter generate made no package")
    return package


@cache
def _otter() -> list[str]:
    """Give otter's command, from its own environment, which is made if missing."""
    python = HOME / "bin" / "python"
    if not (HOME / "ready").exists():
        shutil.rmtree(HOME, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "otter-grader"]
        subprocess.run(pip, check=True)
        places = [p for p in sys.path if p.endswith("site-packages")]
        (own,) = HOME.glob("lib/python*/site-packages")
        (own / "behind.pth").write_text("\n".join([*places, str(ROOT / "course")]))
        (HOME / "ready").touch()
    return [str(python), "-m", "otter"]


def versions() -> str:
    """Name the versions that were compared."""
    asked = "import importlib.metadata as m; print(m.version('otter-grader'))"
    found = subprocess.run(
        [*_otter()[:1], "-c", asked], capture_output=True, text=True, check=True
    )
    return f"nbgrader {version('nbgrader')}, otter-grader {found.stdout.strip()}."
