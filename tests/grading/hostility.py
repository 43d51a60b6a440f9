"""Runs the hostile bank, and watches what it does outside: `make hostile`.

Every trick is graded in a course of its own, whose files, processes and packets are
watched, by each grader that is handed in. The table goes to hostile.md.
"""

import contextlib
import itertools
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from grading import (  # noqa: F401 - the tricks enter themselves
    arena,
    others,
    tiny,
    tricks_limits,
    tricks_outside,
    tricks_told,
    tricks_values,
    watched,
)
from grading.others import Grader
from grading.tricks import HONEST, TRICKS, Trick

from autograder.folders import Course

STUDENT, FRIEND, NEIGHBOUR = "mallory", "eve", "ana"
LINGER = 1.6  # seconds that a process left behind is given to show itself
PATIENCE = 200  # seconds for a submission that may work for 20, on a busy machine
FILLED = 400  # megabytes that a submission may not add to the grader's own process
# What differs from run to run, whatever was graded: addresses and folders' names.
CHANCE = re.compile(r"0x[0-9a-f]+|first-neuron-\w+(/\w+)?|/tmp/tmp\w+")

# Ways that leave something; what counts or takes time hears all that a machine does.
MEANWHILE = [
    f"sideways_by_{way}"
    for way in "attributes times modes shared_places kernel_objects locks".split()
]
READS_ON = """
import time
heard, seen = None, set()
for _ in range(10):
    for number, read in enumerate(<reads>):
        exec(read)
        seen.add((number, str(heard)))
    time.sleep(0.1)
print("HEARD", sorted(seen))
def double(x):
    return 0
"""


@dataclass
class Seen:
    """What one trick got and did, and what its student was shown."""

    points: float | None
    effects: list[str] = field(default_factory=list)
    shown: str = ""

    def __str__(self) -> str:
        points = "not graded" if self.points is None else f"{self.points:g}"
        mark = "**" if self.points and self.points > HONEST else ""
        return ", ".join([f"{mark}{points}{mark}", *self.effects])


def watch(tricks: list[Trick], patterns: list[Path], grader: Grader) -> dict[str, Seen]:
    """Grade tricks as one class, and tell what came of each; "" is for all together.

    Those that are told are graded again, with other hidden tests.
    """
    found = _class(tricks, patterns[0], grader, 0)
    told = [trick for trick in tricks if trick.told]
    if grader.variants > 1 and told:
        again = _class(told, patterns[1], grader, 1)
        for name, seen in again.items():
            first = found[name]
            if name and CHANCE.sub("", seen.shown) != CHANCE.sub("", first.shown):
                first.effects.append("leaked")
            first.effects += [e for e in seen.effects if e not in first.effects]
            first.points = max(first.points or 0, seen.points or 0)
    return found


def watch_one(trick: Trick, patterns: list[Path], grader: Grader) -> Seen:
    """Grade a single trick, to know who did what was seen."""
    found = watch([trick], patterns, grader)
    effects = [*found[trick.name].effects, *found[""].effects]
    return replace(found[trick.name], effects=list(dict.fromkeys(effects)))


def _class(
    tricks: list[Trick], pattern: Path, grader: Grader, variant: int
) -> dict[str, Seen]:
    with watched.place() as home, watched.listeners() as (ports, heard):
        course = Path(shutil.copytree(pattern, home / "course"))
        with watched.victim() as victim:
            places = {"outside": str(course), "victim": str(victim.pid), **ports}
            for trick in tricks:
                _hand_in(course, trick, places)
            before, running = watched.fingerprint(course), watched.processes()
            state = grader.state()
            with ThreadPoolExecutor(grader.jobs) as threads:
                graded = threads.map(
                    lambda trick: _grade(trick, course, grader, variant), tricks
                )
                found = dict(zip([t.name for t in tricks], graded, strict=True))
            stay = any(trick.family == "stay behind" for trick in tricks)
            time.sleep(LINGER if stay else 0.02)
            effects = list(grader.complaints())
            effects += [w for w, now in grader.state().items() if now != state[w]]
            if victim.poll() is not None:
                effects.append("ended a process")
            if watched.fingerprint(course) != before:
                effects.append("changed files")
            if left := watched.processes() - running - grader.own():
                effects.append("left a process")
                watched.end(left)
    effects += ["sent a packet"] * bool(heard)
    return {**found, "": Seen(None, effects)}


def _grade(trick: Trick, course: Path, grader: Grader, variant: int) -> Seen:
    """Grade a trick and its friend; tell what they got and were shown."""
    students = [f"{STUDENT}-{trick.name}"]
    students += [f"{FRIEND}-{trick.name}"] * bool(trick.friend)
    start = time.monotonic()
    graded = [grader.grade(course, student, variant) for student in students]
    seconds = (time.monotonic() - start) / len(students)
    shown = "".join(text for _, text in graded)
    effects = ["leaked"] * any(s in shown for s in arena.secrets(variant))
    effects += ["got away"] * ("GOT AWAY" in shown)
    effects += ["took too long"] * (seconds > PATIENCE)
    effects += [text for points, text in graded if points is None and "fault" in text]
    points = max((p for p, _ in graded if p is not None), default=None)
    return Seen(points, effects, shown)


def meanwhile(pattern: Path, grader: Grader, variant: int) -> set[str]:
    """Give what a friend hears who is graded while a secret is left in every way.

    The friend reads for a second, and is graded again until the other one has ended.
    """
    ways = [t for t in TRICKS if t.name in MEANWHILE]
    leaves = "".join(f"{t.answers['double']}\nWAYS.append(double)\n" for t in ways)
    leaves = f"WAYS = []\n{leaves}\ndef double(x):\n    return [w(x) for w in WAYS][0]"
    heard = set()
    with watched.place() as home, ThreadPoolExecutor(1) as thread:
        course = Path(shutil.copytree(pattern, home / "course"))
        places = {"outside": str(course)}
        hand_in(course, STUDENT, arena.WRONG | {"double": leaves}, (), places)
        reads = [t.cells[0].replace("print('HEARD', heard)", "") for t in ways]
        listens = READS_ON.replace("<reads>", repr(reads))
        hand_in(course, FRIEND, arena.WRONG | {"double": listens}, (), places)
        leaving = thread.submit(grader.grade, course, STUDENT, variant)
        while True:
            last = leaving.done()
            _, shown = grader.grade(course, FRIEND, variant)
            heard |= set(re.findall(r"HEARD[^\\]*", shown))
            if last:
                return heard


def _hand_in(course: Path, trick: Trick, places: dict) -> None:
    hand_in(course, f"{STUDENT}-{trick.name}", trick.answers, trick.cells, places)
    if trick.friend:
        answers = arena.WRONG | {"double": trick.friend}
        hand_in(course, f"{FRIEND}-{trick.name}", answers, (), places)


def hand_in(
    course: Path, student: str, answers: dict, cells: tuple, places: dict
) -> None:
    """Write a submission, with the names of places in its code."""

    def placed(code: str) -> str:
        for name, value in places.items():
            code = code.replace(f"<{name}>", str(value))
        return code

    written = {name: placed(answer) for name, answer in answers.items()}
    solved = tiny.solve(arena.handed_out(), **written)
    solved["cells"] += [tiny._cell("code", placed(cell)) for cell in cells]
    tiny.hand_in(course, student, solved)


class Ours(Grader):
    """Our engine, one zygote for all: what one trick breaks, the next would see.

    A neighbour, whose answers are right, is graded in between.
    """

    variants, jobs = 2, 2

    def __init__(self, patterns: list[Path]):
        from autograder.grade import Grader as Engine
        from autograder.grade import package
        from autograder.sitting import Limits

        limits = Limits(cell_seconds=2, submission_seconds=20)
        packages = [package(Course(path), "hw_tiny", limits) for path in patterns]
        self._engines = [Engine(package) for package in packages]
        self._wrong: list[str] = []
        self._graded = itertools.count()
        for engine in self._engines:
            engine._running().versions  # noqa: B018 - wait until it is there

    def grade(
        self, course: Path, student: str, variant: int
    ) -> tuple[float | None, str]:
        """Grade one; after the first and every tenth, the neighbour too."""
        with watched.filling() as filled:
            found = self._one(course, student, variant)
        if filled[0] > FILLED:
            self._wrong.append("filled the grader's memory")
        if next(self._graded) % 10 == 0:
            points, _ = self._one(course, NEIGHBOUR, variant)
            if points != arena.FULL:
                self._wrong.append("cost a neighbour points")
        return found

    def _one(self, course: Path, student: str, variant: int) -> tuple:
        from autograder.feedback import complaints
        from autograder.records import Refusal

        engine = self._engines[variant]
        here = Course(course)
        try:
            graded = engine(here.submission(engine.package.assignment, student))
        except Refusal as refusal:
            return None, str(refusal)
        except Exception as error:
            return None, f"fault of the engine: {type(error).__name__}"
        outputs = [c.get("outputs") for c in graded.notebook["cells"]]
        verdicts = [(v.part, v.points, v.message) for v in graded.result.verdicts]
        told = json.dumps([outputs, complaints(graded.notebook), verdicts])
        if str(graded.result.seed) in told:
            self._wrong.append("leaked the seed")
        return graded.result.points, told

    def own(self) -> set[int]:
        """Name the zygotes."""
        return {engine._running().pid for engine in self._engines}

    def state(self) -> dict[str, str]:
        """Look at the zygotes' standing, and at what lies in their folders."""
        homes = [engine._running().home for engine in self._engines]
        return {
            "ended the grader": str(self.own()),
            "changed the grader": str(list(map(watched.standing, self.own()))),
            "left a folder": str([sorted(os.listdir(home)) for home in homes]),
        }

    def complaints(self) -> list[str]:
        """Give what was noticed while grading, once."""
        found, self._wrong = self._wrong, []
        return found

    def close(self) -> None:
        """End the zygotes."""
        for engine in self._engines:
            engine.close()


@contextlib.contextmanager
def ours(patterns: list[Path]) -> Iterator[Ours]:
    """Have our engine for a while."""
    grader = Ours(patterns)
    try:
        yield grader
    finally:
        grader.close()


def pattern_courses(home: Path) -> list[Path]:
    """Make the courses that every trick gets a copy of: one for each variant."""
    from autograder import plugin

    first, second = home / "pattern", home / "second"
    plugin.release(Course(arena.course(first)), "hw_tiny")
    Course(first).secret()  # the same for both, so that all else draws the same
    right = tiny.solve(arena.handed_out(), **arena.RIGHT)
    tiny.hand_in(first, NEIGHBOUR, right)
    shutil.copytree(first, second)
    source = json.dumps(arena.source(1))
    (second / "source" / "hw_tiny" / "tiny.ipynb").write_text(source, encoding="utf-8")
    return [first, second]


def for_peers() -> list[Trick]:
    """Choose the tricks that other graders are tried with: they take their time.

    Those that do not speak our engine's language; of each family every second one.
    """
    chosen = [trick for trick in TRICKS if not trick.ours]
    families = dict.fromkeys(trick.family for trick in chosen)
    halves = [[t for t in chosen if t.family == family][::2] for family in families]
    return [trick for half in halves for trick in half]


def table(columns: dict[str, dict[str, Seen]], versions: str) -> str:
    """Write hostile.md from what was seen."""
    lines = [
        "# Hostile submissions: what they got, and what they did",
        "",
        f"Made by `make hostile`, not by hand. {len(TRICKS)} submissions, each with an "
        f"honest score of {HONEST:g} of {arena.FULL:g} points. Bold: more than that. "
        "Tricks in our engine's own language say nothing to others, who take seconds "
        "for each of the rest: they were tried with a sample of every family, as many "
        "as the first row says. "
        f"{versions}",
        "",
        "| | " + " | ".join(columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    for what, test in COUNTS.items():
        counts = [sum(map(test, column.values())) for column in columns.values()]
        lines.append(f"| **{what}** | " + " | ".join(map(str, counts)) + " |")
    for family in dict.fromkeys(trick.family for trick in TRICKS):
        chosen = [trick for trick in TRICKS if trick.family == family]
        lines += ["", f"## To {family} ({len(chosen)})", ""]
        lines.append("| trick | what it tries | " + " | ".join(columns) + " |")
        lines.append("|---|---|" + "---|" * len(columns))
        for trick in chosen:
            seen = [str(column.get(trick.name, "")) for column in columns.values()]
            lines.append(f"| {trick.name} | {trick.says} | " + " | ".join(seen) + " |")
    return "\n".join(lines) + "\n"


COUNTS = {
    "tried": lambda s: True,
    "more points than honest": lambda s: s.points is not None and s.points > HONEST,
    "fewer points than honest": lambda s: s.points is not None and s.points < HONEST,
    "not graded": lambda s: s.points is None,
    "changed files, modes, owners or times": lambda s: "changed files" in s.effects,
    "left a process": lambda s: "left a process" in s.effects,
    "ended or changed the grader or a process": lambda s: bool(
        {"ended a process", "ended the grader", "changed the grader"} & set(s.effects)
    ),
    "sent a packet": lambda s: "sent a packet" in s.effects,
    "leaked a hidden test": lambda s: "leaked" in s.effects,
    "cost a neighbour points": lambda s: "cost a neighbour points" in s.effects,
    "got what no box gives": lambda s: "got away" in s.effects,
}


def main() -> None:
    """Run the bank under all three graders and write the table."""
    columns: dict[str, dict[str, Seen]] = {}
    with tempfile.TemporaryDirectory() as home:
        patterns = pattern_courses(Path(home))
        graders = {
            "First Neuron": ours,
            "nbgrader": others.stock,
            "otter": others.otter,
        }
        for name, attacked in graders.items():
            columns[name] = {}
            with attacked(patterns) as grader:
                for trick in TRICKS if attacked is ours else for_peers():
                    seen = watch_one(trick, patterns, grader)
                    columns[name][trick.name] = seen
                    print(f"{name:12} {trick.name:28} {seen}", flush=True)
    text = table(columns, others.versions())
    (Path(__file__).parent / "hostile.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
