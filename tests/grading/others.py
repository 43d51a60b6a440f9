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
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from grading import tiny

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "peers" / "otter"
SECONDS = 60  # for one submission; more is a run that does not end
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "first_neuron"
c.Execute.timeout = {seconds}
c.ClearSolutions.code_stub = {{"python": "raise NotImplementedError()"}}
"""
Grade = Callable[[Path], tuple[float | None, str]]


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


@contextlib.contextmanager
def stock(pattern: Path, seconds: float = 2) -> Iterator[tuple[Grade, set[int]]]:
    """Stock nbgrader, as it comes; a course is released by it before."""
    notebook = "tiny"

    def grade(course: Path) -> tuple[float | None, str]:
        config = STOCK_CONFIG.format(seconds=seconds)
        (course / "nbgrader_config.py").write_text(config, encoding="utf-8")
        asked = ["nbgrader", "autograde", "hw_tiny", "--student", "mallory"]
        call(asked, course)
        done = course / "autograded" / "mallory" / "hw_tiny" / f"{notebook}.ipynb"
        if not done.exists():
            return None, ""
        cells = json.loads(done.read_text(encoding="utf-8"))["cells"]
        shown = json.dumps([cell.get("outputs") for cell in cells])
        return stock_points(course, "mallory"), shown

    yield grade, set()


def stock_points(course: Path, student: str) -> float | None:
    """Read what the gradebook says a student has; None if it has nothing."""
    asked = """
        select sum(coalesce(grade.manual_score, grade.auto_score)) from grade
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id =
            submitted_assignment.id where submitted_assignment.student_id = ?"""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        return book.execute(asked, [student]).fetchone()[0]


@contextlib.contextmanager
def otter(pattern: Path) -> Iterator[tuple[Grade, set[int]]]:
    """otter-grader's `otter run`, with the same tests in its own format."""
    with tempfile.TemporaryDirectory() as home:
        package = otter_package(Path(home), tiny.TESTS, tiny.POINTS)

        def grade(course: Path) -> tuple[float | None, str]:
            submission = course / "submitted" / "mallory" / "hw_tiny" / "tiny.ipynb"
            return otter_run(package, submission, course / "results")

        yield grade, set()


def otter_package(home: Path, tests: dict[str, str], points: dict[str, float]) -> Path:
    """Write the tests as otter wants them, and pack them by its own command."""
    folder = home / "tests"
    folder.mkdir()
    for name, source in tests.items():
        head = f"OK_FORMAT = False\nname = {name!r}\npoints = {points[name]}\n"
        body = "\n".join(f"    {line}" for line in source.splitlines())
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


def otter_run(package: Path, submission: Path, out: Path) -> tuple[float | None, str]:
    """Grade one notebook; give its points and the words that go to the student."""
    out.mkdir(exist_ok=True)
    shutil.copy(package, out / "autograder.zip")
    command = [*_otter(), "run", "--no-logo", "-a", "autograder.zip", "-o", "."]
    call([*command, str(submission)], out)
    results = out / "results.json"
    if not results.exists():
        return None, ""
    told = json.loads(results.read_text(encoding="utf-8"))["tests"]
    visible = [t for t in told if t.get("visibility") != "hidden"]
    return sum(test.get("score") or 0 for test in told), json.dumps(visible)


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
