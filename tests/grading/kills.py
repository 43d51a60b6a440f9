"""SIGKILL at random moments, again and again: `make kills`.

A class is graded once undisturbed. Then it is graded again and again, and each time one
of the processes that do it is killed at a random moment: the command, the zygote, a
judge, a cage. The command is started again until it ends by itself, and then all that
is kept must be as in the undisturbed run. Every choice comes from a seed that is told.
"""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from grading import tiny

from autograder import plugin
from autograder.folders import Course

RUNS = 200
AT_ONCE = 3  # of the runs
TARGETS = ("command", "zygote", "judge", "cage")
TRIES = 10  # to find a moment at which there is such a process
PATIENCE = 240  # seconds; on a busy machine an endless loop takes its time
SHOUTS = "def double(x):\n    print('doubling')\n    return x + x"
DIES = "import os\nos._exit(1)"
HANGS = "def sign(x):\n    while True:\n        pass"
EVERYTHING = """
select s.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade
from grade g join base_cell c on g.cell_id = c.id
join submitted_notebook n on g.notebook_id = n.id
join submitted_assignment s on n.assignment_id = s.id order by 1, 2"""
COMMENTS = """
select s.student_id, c.name, m.auto_comment, m.manual_comment
from comment m join base_cell c on m.cell_id = c.id
join submitted_notebook n on m.notebook_id = n.id
join submitted_assignment s on n.assignment_id = s.id order by 1, 2"""


@dataclass(frozen=True)
class Kill:
    """What was killed, and how often the command had to be started in all."""

    target: str
    hit: bool
    starts: int
    same: bool


def make_class(home: Path) -> Path:
    """Make a course with ten submissions: right, wrong, refused, hanging, dying."""
    course = tiny.course(home)
    plugin.release(Course(course), "hw_tiny")
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="Because.")
    for n in range(5):
        tiny.hand_in(course, f"right-{n}", tiny.solve(right, essay=f"Because {n}."))
    tiny.hand_in(course, "loud", tiny.solve(right, double=SHOUTS))
    tiny.hand_in(course, "blank", tiny.handed_out())
    tiny.hand_in(course, "refused", "{nope")
    tiny.hand_in(course, "dies", tiny.solve(right, double=DIES))
    tiny.hand_in(course, "hangs", tiny.solve(right, sign=HANGS))
    config = course / "nbgrader_config.py"
    # Patient with honest cells on a busy machine.
    quick = config.read_text().replace("timeout = 2", "timeout = 5")
    config.write_text(quick)
    return course


def run(course: Path, *flags: str) -> subprocess.Popen:
    """Start grading."""
    command = [sys.executable, "-m", "autograder.cli", "--course", str(course), "grade"]
    return subprocess.Popen(
        [*command, "hw_tiny", "--jobs", "2", *flags],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(course.parent)},
    )


def undisturbed(pattern: Path, home: Path) -> list:
    """Grade a copy in peace, and give all that is kept."""
    course = Path(shutil.copytree(pattern, home))
    run(course).wait(PATIENCE)
    found = kept(course)
    assert len(found[2]) == 9  # one of ten is refused
    return found


def disturbed(pattern: Path, expected: list, choose: random.Random) -> Kill:
    """Grade a fresh copy, kill once, finish, and compare.

    A moment at which there was nothing to kill does not count: another one is drawn.
    """
    target = choose.choice(TARGETS)
    for _ in range(TRIES):
        found = _once(pattern, expected, target, choose)
        if found.hit or not found.same:
            break
    return found


def _once(pattern: Path, expected: list, target: str, choose: random.Random) -> Kill:
    with tempfile.TemporaryDirectory() as home:
        course = Path(shutil.copytree(pattern, Path(home, "course")))
        command, starts = run(course), 1
        hit = kill(command, target, choose)
        while command.wait(PATIENCE) not in (0, 1):
            command, starts = run(course), starts + 1
        return Kill(target, hit, starts, kept(course) == expected)


def kill(command: subprocess.Popen, target: str, choose: random.Random) -> bool:
    """Kill one process at a random moment; False if there was none to kill."""
    delay = choose.uniform(0, 3.5)
    while not family(command.pid)[target] and command.poll() is None:
        time.sleep(0.01)  # starting takes as long as it takes
    time.sleep(delay)
    end = time.monotonic() + 2
    while time.monotonic() < end and command.poll() is None:
        found = family(command.pid)[target]
        if found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(choose.choice(found), signal.SIGKILL)
                return True
        time.sleep(0.01)
    return False


def family(command: int) -> dict[str, list[int]]:
    """Find the processes of a command by their place in its tree.

    A zygote's children are told apart by their open sockets: a judge has several.
    """
    zygotes = [p for p in _children(command) if b"autograder.zygote" in _words(p)]
    boxes = [p for zygote in zygotes for p in _children(zygote)]
    judges = [p for p in boxes if _sockets(p) > 1]
    cages = [p for p in boxes if p not in judges]
    return {"command": [command], "zygote": zygotes, "judge": judges, "cage": cages}


def kept(course: Path) -> list:
    """Read all that is kept: the gradebook, the records, the executed notebooks."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        assert book.execute("pragma integrity_check").fetchone() == ("ok",)
        rows = [book.execute(asked).fetchall() for asked in (EVERYTHING, COMMENTS)]
    notebooks = sorted(course.glob("autograded/*/*/*.ipynb"))
    texts = [(path.parent.parent.name, path.read_text("utf-8")) for path in notebooks]
    records = sorted(course.glob("autograded/.records/hw_tiny/*.json"))
    return [*rows, texts, [path.name for path in records]]


def leftovers(home: Path) -> list[str]:
    """Name processes that work in a folder that is gone, or for a course in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and str(home).encode() in _words(int(entry.name)):
            found.append(entry.name)
    return found


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        found = []
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
        return found
    return []


def _words(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _sockets(pid: int) -> int:
    with contextlib.suppress(OSError):
        links = [os.readlink(f) for f in Path(f"/proc/{pid}/fd").iterdir()]
        return sum(link.startswith("socket:") for link in links)
    return 0


def main(runs: int = RUNS, seed: int = 1) -> int:
    """Kill `runs` times; write kills.md; 0 if nothing was ever lost."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        pattern = make_class(Path(home, "pattern"))
        Course(pattern).secret()
        expected = undisturbed(pattern, Path(home, "quiet"))

        def one(number: int) -> Kill:
            found = disturbed(pattern, expected, random.Random(f"{seed}/{number}"))
            print(f"run {number} of {runs}, seed {seed}/{number}: {found}", flush=True)
            return found

        with ThreadPoolExecutor(AT_ONCE) as threads:
            kills = list(threads.map(one, range(runs)))
        left = leftovers(Path(home))
    text = table(kills, time.monotonic() - started, left)
    print(text)
    if runs == RUNS:
        (Path(__file__).parent / "kills.md").write_text(text, encoding="utf-8")
    return 0 if all(one.same for one in kills) and not left else 1


def table(kills: list[Kill], seconds: float, left: list[str]) -> str:
    """Write what came of it."""
    lines = [
        "# SIGKILL at random moments",
        "",
        f"Made by `make kills`, not by hand: {len(kills)} runs in {seconds:.0f} s, a "
        "class of ten with two jobs. After each kill the command was started until it "
        "ended; then gradebook, comments, records and executed notebooks were compared "
        "with an undisturbed run.",
        "",
        "| killed | runs | hit while grading | started again | as undisturbed |",
        "|---|---|---|---|---|",
    ]
    for target in TARGETS:
        own = [one for one in kills if one.target == target]
        hit, again = sum(o.hit for o in own), sum(o.starts > 1 for o in own)
        same = sum(one.same for one in own)
        lines.append(f"| {target} | {len(own)} | {hit} | {again} | {same} |")
    starts = Counter(one.starts for one in kills)
    lines += ["", f"Starts needed: {dict(sorted(starts.items()))}. Processes left "
              f"behind: {len(left)}."]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
