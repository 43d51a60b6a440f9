"""Runs the hostile bank, and watches what it does outside: `make hostile`.

Every trick is graded in a course of its own, whose folder, processes and packets are
watched, by each grader that is handed in. The table goes to hostile.md.
"""

import contextlib
import hashlib
import json
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grading import tiny
from grading.tricks import HONEST, TRICKS, Trick

from autograder.folders import Course

STUDENT = "mallory"
SECRETS = ("-1.5", "-3.0")  # what the hidden test of `double` gives and expects
# What a grader may write in a course; the rest of it belongs to others.
GRADERS_OWN = (
    "autograded feedback results nbgrader_config.py .nbgrader.log "
    f"submitted/{STUDENT} __pycache__"
).split()
MARK = f"FIRST_NEURON_WATCHED_BY={os.getpid()}"  # in the environment of all we start
LINGER = 1.6  # seconds that a process left behind is given to show itself


@dataclass
class Seen:
    """What one trick got and did."""

    points: float | None
    effects: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        points = "not graded" if self.points is None else f"{self.points:g}"
        mark = "**" if self.points and self.points > HONEST else ""
        return ", ".join([f"{mark}{points}{mark}", *self.effects])


Grade = Callable[[Path], tuple[float | None, str]]  # a course -> points, what is shown


def watch(trick: Trick, pattern: Path, grade: Grade, known: set[int]) -> Seen:
    """Grade a trick in a copy of the course, and tell what happened around it."""
    os.environ.update([MARK.split("=")])
    with tempfile.TemporaryDirectory() as home, listeners() as (ports, heard):
        course = Path(shutil.copytree(pattern, Path(home, "course")))
        places = {"outside": course, **ports}
        hand_in(course, trick.code.format(**places))
        before, running = fingerprint(course), processes()
        points, shown = grade(course)
        time.sleep(LINGER if trick.family == "stay behind" else 0.05)
        effects = []
        if any(secret in shown for secret in SECRETS):
            effects.append("leaked")
        if fingerprint(course) != before:
            effects.append("changed files")
        if left := processes() - running - known:
            effects.append("left a process")
            end(left)
        if heard:
            effects.append("sent a packet")
        return Seen(points, effects)


def hand_in(course: Path, code: str) -> None:
    """Write the submission: the trick in place of `double`, an honest `sign`."""
    solved = tiny.solve(tiny.handed_out(), double=code, sign=tiny.RIGHT["sign"])
    tiny.hand_in(course, STUDENT, solved)


@contextlib.contextmanager
def listeners() -> Iterator[tuple[dict[str, int], list[str]]]:
    """Listen for TCP and UDP on this machine, and note whoever calls."""
    heard: list[str] = []
    tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    for line in (tcp, udp):
        line.bind(("127.0.0.1", 0))
        line.settimeout(0.05)
    tcp.listen()
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            with contextlib.suppress(TimeoutError):
                tcp.accept()[0].close()
                heard.append("tcp")
            with contextlib.suppress(TimeoutError):
                udp.recvfrom(1000)
                heard.append("udp")

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield {"tcp": tcp.getsockname()[1], "udp": udp.getsockname()[1]}, heard
        time.sleep(0.15)
    finally:
        done.set()
        thread.join()
        tcp.close()
        udp.close()


def fingerprint(course: Path) -> str:
    """Hash a course's files that no grader writes, and the scores given by hand."""
    whole = hashlib.sha256()
    for path in sorted(course.rglob("*")):
        name = path.relative_to(course).as_posix()
        if (
            name.startswith(tuple(GRADERS_OWN))
            or not path.is_file()
            or path.is_symlink()
        ):
            continue
        if name.startswith("gradebook.db"):
            content = repr(by_hand(course)).encode()
        else:
            content = path.read_bytes()
        whole.update(name.encode() + content)
    return whole.hexdigest()


def by_hand(course: Path) -> list:
    """Read the scores that only a person may enter."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        asked = "select manual_score from grade where manual_score is not null"
        return book.execute(asked).fetchall()


def processes() -> set[int]:
    """List the processes that come from this one, also those that changed parents."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(status[1])
    found = {pid for pid in parents if _has_mark(pid)}
    for pid in parents:
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid():
            found.add(pid)
    return found - {os.getpid()}


def _has_mark(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return MARK.encode() in Path(f"/proc/{pid}/environ").read_bytes()
    return False


def end(left: set[int]) -> None:
    """End what a trick left behind: each was started by this run."""
    for pid in left:
        with contextlib.suppress(OSError):
            os.kill(pid, 9)


@contextlib.contextmanager
def ours(pattern: Path) -> Iterator[tuple[Grade, set[int]]]:
    """Our engine, one zygote for all: what one trick breaks, the next would see."""
    from autograder.feedback import complaints
    from autograder.grade import Grader, package
    from autograder.sitting import Limits

    limits = Limits(cell_seconds=2, submission_seconds=20)
    grader = Grader(package(Course(pattern), "hw_tiny", limits))
    grader._running().versions  # noqa: B018 - wait until it is there

    def grade(course: Path) -> tuple[float, str]:
        here = Course(course)
        graded = grader(here.submission(grader.package.assignment, STUDENT))
        outputs = [c.get("outputs") for c in graded.notebook["cells"]]
        told = json.dumps([outputs, complaints(graded.notebook)])
        return graded.result.points, told + str(graded.result.verdicts)

    try:
        yield grade, {grader._running().pid}
    finally:
        grader.close()


def pattern_course(home: Path) -> Path:
    """Make the course that every trick gets a copy of, with another student."""
    from autograder import plugin

    course = tiny.course(home / "pattern")
    plugin.release(Course(course), "hw_tiny")
    tiny.hand_in(course, "ana", tiny.solve(tiny.handed_out(), **tiny.RIGHT))
    return course


def table(columns: dict[str, dict[str, Seen]], versions: str) -> str:
    """Write hostile.md from what was seen."""
    lines = [
        "# Hostile submissions: what they got, and what they did",
        "",
        f"Made by `make hostile`, not by hand. {len(TRICKS)} submissions, each with an "
        f"honest score of {HONEST:g} of 10 points. Bold: more than that. {versions}",
        "",
        "| | " + " | ".join(columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    for what, test in COUNTS.items():
        counts = [sum(map(test, column.values())) for column in columns.values()]
        lines.append(f"| **{what}** | " + " | ".join(map(str, counts)) + " |")
    lines += ["", "| trick | what it tries | " + " | ".join(columns) + " |"]
    lines.append("|---|---|" + "---|" * len(columns))
    for trick in TRICKS:
        seen = [str(column[trick.name]) for column in columns.values()]
        lines.append(f"| {trick.name} | {trick.says} | " + " | ".join(seen) + " |")
    return "\n".join(lines) + "\n"


COUNTS = {
    "more points than honest": lambda s: s.points is not None and s.points > HONEST,
    "fewer points than honest": lambda s: s.points is not None and s.points < HONEST,
    "not graded": lambda s: s.points is None,
    "changed files": lambda s: "changed files" in s.effects,
    "left a process": lambda s: "left a process" in s.effects,
    "sent a packet": lambda s: "sent a packet" in s.effects,
    "leaked a hidden test": lambda s: "leaked" in s.effects,
}


def main() -> None:
    """Run the bank under all three graders and write the table."""
    from grading import others

    columns = {}
    with tempfile.TemporaryDirectory() as home:
        pattern = pattern_course(Path(home))
        graders = {
            "First Neuron": ours,
            "nbgrader": others.stock,
            "otter": others.otter,
        }
        for name, grader in graders.items():
            columns[name] = {}
            with grader(pattern) as (grade, known):
                for trick in TRICKS:
                    seen = columns[name][trick.name] = watch(
                        trick, pattern, grade, known
                    )
                    print(f"{name:12} {trick.name:28} {seen}", flush=True)
    text = table(columns, others.versions())
    (Path(__file__).parent / "hostile.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
