"""One submission, start to end: rebuilt, sat as an exam in boxes, recorded.

The same package, submission and seed give the same points, on any machine. Nothing
here writes a file that stays.
"""

import ast
import atexit
import contextlib
import hashlib
import os
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from autograder import airlock, sandbox, scopes, scratch, wash
from autograder.executed import executed
from autograder.folders import Course
from autograder.judge import Cell, Exam
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Repair,
    Result,
    SetupError,
    Submission,
    Verdict,
)
from autograder.sheets import SHEET
from autograder.sitting import Limits, Sitting, TooBusy
from autograder.words import NO_ANSWER, UNWRITTEN
from autograder.zygote import Zygote, ZygoteLost

TRIES = 3  # a zygote that was killed from outside is started again
ENGINE = (
    *("autograder.cage", "autograder.judge", "autograder.opened"),
    "coursekit.check",
)
AUTOTEST = "AUTOTEST"  # nbgrader writes a test in place of such a comment
HIDDEN = "BEGIN HIDDEN TESTS"  # nbgrader's own rule: anywhere in a line


@dataclass(frozen=True)
class Names:
    """What a test's names stand for, read from the instructor's notebook.

    `asked` are the names that students write, `classes` those that are classes,
    `offered` other names of cells that a student may change, `imports` what these
    cells import: it is the judge's, whatever a student's cell says.
    """

    asked: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """All that is needed to grade an assignment, on this machine or another.

    `skeleton` is the released notebook, `tests` the whole text of its locked cells by
    name, `names` whose the names in them are, `modules` what a zygote loads, `hidden`
    the mark in a test that students do not see, `secret` what the seeds of the tests
    are drawn from: who knows it knows the tests' data. `files` lie beside the notebook,
    in every process.
    """

    assignment: Assignment
    skeleton: dict
    tests: dict[str, str]
    names: Names = field(default_factory=Names)
    modules: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    hidden: str = HIDDEN
    secret: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Graded:
    """A result, and the notebook as it was executed, for people to look at."""

    result: Result
    notebook: dict


class Grader:
    """Grades submissions of one assignment; several threads may share it."""

    def __init__(self, package: Package):
        self.package = package
        self._lock = threading.Lock()
        self._zygote: Zygote | None = None
        has_choice = hasattr(os, "sched_getaffinity")
        processors = os.sched_getaffinity(0) if has_choice else {None}
        self._busy = dict.fromkeys(sorted(processors), 0)

    def __call__(self, submission: Submission) -> Graded:
        """Grade one; raises Refusal, or EngineFault when the failure is our own."""
        start = time.monotonic()
        package = self.package
        notebook, repairs = airlock.admit(
            submission, package.assignment, package.skeleton
        )
        cells = exam_cells(notebook, package)
        seed = seed_of(submission, package.secret)
        exam = Exam(
            cells,
            seed=seed,
            open=bool(package.assignment.unsealed),
            **vars(package.names),
        )
        sitting = self._sit(exam, submission)
        seconds = round(time.monotonic() - start, 2)
        _see_unanswered(package, notebook, sitting)
        _see_unwritten(package, cells, sitting)
        handed_out = {"".join(cell["source"]) for cell in package.skeleton["cells"]}
        ran, washed = wash.notebook(executed(notebook, sitting), handed_out)
        repairs = (*repairs, *washed)
        result = _result(submission, package.assignment, sitting, repairs, seconds)
        return Graded(result, ran)

    def warm(self) -> None:
        """Start the zygote, and do not wait until it is ready."""
        self._running()

    def close(self) -> None:
        """End the zygote and remove what it and its boxes wrote."""
        if self._zygote:
            self._forget(self._zygote)

    def _sit(self, exam: Exam, submission: Submission) -> Sitting:
        for _ in range(TRIES):
            zygote = self._running()
            sitting = Sitting(zygote, exam, self.package.limits)
            try:
                with self._processor() as sitting.processor:
                    sitting.hold()
                return sitting
            except TooBusy as busy:
                raise EngineFault(
                    submission.student, submission.assignment, _too_busy(busy)
                ) from None
            except ZygoteLost as lost:
                words = str(lost)
                self._forget(zygote)
        facts = Facts(
            where="zygote",
            found=f"the process that all others come from ended {TRIES} times",
            done="Nothing was scored.",
            next=f"Run the same command again. Its last words: {words or 'none'}",
        )
        raise EngineFault(submission.student, submission.assignment, facts)

    @contextlib.contextmanager
    def _processor(self) -> Iterator[int | None]:
        """Give the processor that fewest of our sittings use now."""
        with self._lock:
            least = min(self._busy, key=self._busy.get, default=None)
            self._busy[least] += 1
        try:
            yield least
        finally:
            with self._lock:
                self._busy[least] -= 1

    def _running(self) -> Zygote:
        with self._lock:
            if self._zygote is None:
                # Each has a folder of its own, for it takes that along when it ends.
                home = tempfile.mkdtemp(prefix="first-neuron-")
                environment = sandbox.environment(home)
                modules = (*ENGINE, *self.package.modules)
                self._zygote = Zygote(modules, environment)
                self._zygote.lay_beside(self.package.files)
            return self._zygote

    def _forget(self, zygote: Zygote) -> None:
        with self._lock:
            if self._zygote is zygote:
                self._zygote = None
                zygote.close()
                scratch.remove(zygote.home)


def _too_busy(busy: TooBusy) -> Facts:
    return Facts(
        where="this machine",
        found=str(busy),
        done="It was tried again and again; nothing was scored.",
        next="Run the same command again when less is running, or with fewer --jobs.",
    )


@dataclass(frozen=True)
class Here:
    """Grades wherever it is called, with one Grader for each process; can be sent."""

    package: Package

    def __call__(self, submission: Submission) -> Graded:
        """Grade one, as `Grader` does."""
        return self.grader()(submission)

    def grader(self) -> Grader:
        """Give this process's grader for the package; it is made at the first call."""
        assignment, limits = self.package.assignment, self.package.limits
        key = assignment.digest, assignment.unsealed, self.package.secret, limits
        with _lock:
            if key not in _graders:
                _graders[key] = Grader(self.package)
                atexit.register(_graders[key].close)
            return _graders[key]


_graders: dict[tuple, Grader] = {}
_lock = threading.Lock()


def package(
    course: Course,
    name: str,
    limits: Limits,
    hidden: str = HIDDEN,
    written: Mapping[str, str] = MappingProxyType({}),
) -> Package:
    """Read from a course's folder all that grading an assignment needs.

    `written` are the tests that nbgrader wrote when the release was made.
    """
    source = course.instructors(name)
    code = [c for c in source["cells"] if c["cell_type"] == "code"]
    texts = {_name(cell): "".join(cell["source"]) for cell in code}
    locked = {
        _name(cell)
        for cell in code
        if not cell["metadata"].get("nbgrader", {}).get("solution", True)
    }
    tests = {name: text for name, text in texts.items() if name in locked}
    tests |= written
    for name_of_test, text in tests.items():
        if AUTOTEST in text and not scopes.has_statements(text):
            found = (
                f"nbgrader wrote no test in {name_of_test}, in the place of AUTOTEST"
            )
            advice = f"Run `autograder release {name}`."
            raise SetupError(Facts(name, "", found, "Nothing was graded.", advice))
    modules = (n for c in code for n in scopes.modules("".join(c["source"])))
    files = course.beside(name)
    return Package(
        assignment=course.assignment(name),
        skeleton=course.skeleton(name),
        tests=tests,
        names=names_of(code),
        modules=scopes.elsewhere(modules, files),
        limits=limits,
        hidden=hidden,
        secret=course.secret(),
        files=files,
    )


def names_of(cells: Iterable[dict]) -> Names:
    """Read whose the names are, cell by cell: the last who writes a value has it.

    A function or a class that a student is asked for is the student's in any case.

    >>> solution = {"source": "def f(): pass\\nw = 1", "metadata": {"nbgrader": {
    ...     "solution": True}}}
    >>> locked = {"source": "w = 2", "metadata": {"nbgrader": {"locked": True}}}
    >>> free = {"source": "import numpy as np\\nn = 3", "metadata": {}}
    >>> found = names_of([solution, locked, free])
    >>> sorted(found.asked), sorted(found.offered), found.imports
    (['f'], ['n'], ('import numpy as np',))
    """
    defined, values, offered, classes, imports = set(), set(), set(), set(), {}
    for cell in cells:
        mark, text = cell["metadata"].get("nbgrader", {}), "".join(cell["source"])
        if mark.get("solution"):
            defined.update(scopes.defined(text))
            classes.update(scopes.defined(text, (ast.ClassDef,)))
            values |= scopes.written(text)
        elif mark.get("grade"):
            imports.update(dict.fromkeys(scopes.imports(text)))  # the next needs it
            continue
        elif mark.get("locked"):
            values -= scopes.written(text)
            continue
        else:
            offered |= scopes.written(text)
        imports.update(dict.fromkeys(scopes.imports(text)))
    asked = frozenset(defined | values)
    return Names(asked, frozenset(classes), frozenset(offered), tuple(imports))


def seed_of(submission: Submission, secret: str) -> int:
    """Give the seed of a submission's tests: the same whenever it is graded again.

    It has 63 bits: whoever sees what a visible test draws cannot try them all.

    >>> seed_of(Submission("ana", "hw05_perceptron", {}), "a secret")
    7659365952775692813
    """
    name = f"{secret}/{submission.assignment}/{submission.student}".encode()
    return int.from_bytes(hashlib.sha256(name).digest()[:8]) >> 1


def exam_cells(notebook: dict, package: Package) -> tuple[Cell, ...]:
    """List a rebuilt notebook's code cells as the judge wants them."""
    return tuple(
        _exam_cell(number, cell, package)
        for number, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code"
    )


def _exam_cell(number: int, cell: dict, package: Package) -> Cell:
    mark, name = cell["metadata"].get("nbgrader", {}), _name(cell)
    shown, sheet = "".join(cell["source"]), cell["metadata"].get(SHEET, "")
    source = package.tests.get(name, shown)
    if mark.get("grade") and not mark.get("solution"):
        # Hidden is what is marked so, and whatever else a student was not handed.
        hidden = package.hidden in source or source.strip() != shown.strip()
        return Cell(number, "test", source, name, mark["points"], hidden, sheet)
    kind = "locked" if mark.get("locked") else "student"
    return Cell(number, kind, source, sheet=sheet)


def _see_unanswered(package: Package, notebook: dict, sitting: Sitting) -> None:
    """Score what nobody needs to read: answers that were left as handed out."""
    handed_out = {_name(cell): cell for cell in package.skeleton["cells"]}
    for cell in notebook["cells"]:
        for part in package.assignment.parts:
            if part.manual and part.name == _name(cell) and not _is_task(cell):
                before = "".join(handed_out[part.name]["source"])
                if "".join(cell["source"]).strip() == before.strip():
                    verdict = Verdict(part.name, 0, part.max_points, "left unanswered")
                    sitting.verdicts[part.name] = verdict


def _see_unwritten(package: Package, cells: Iterable[Cell], sitting: Sitting) -> None:
    """Say of a hidden test that came to no answer that its function is not written.

    Seen in what was handed in, for what a function raises there is its own to choose.
    """
    handed_out = {_bare("".join(cell["source"])) for cell in package.skeleton["cells"]}
    left = {
        name
        for cell in cells
        if cell.kind == "student" and _bare(cell.source) in handed_out
        for name in scopes.defined(cell.source)
    }
    for cell in cells:
        verdict = sitting.verdicts.get(cell.part)
        if verdict and verdict.message == NO_ANSWER and left & sitting.asked(cell):
            sitting.verdicts[cell.part] = replace(verdict, message=UNWRITTEN)


def _bare(source: str) -> str:
    """Give a cell's text without comments and empty lines."""
    lines = (line.rstrip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and line.lstrip()[0] != "#")


def _name(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _is_task(cell: dict) -> bool:
    return bool(cell["metadata"]["nbgrader"].get("task"))


def _result(
    submission: Submission,
    assignment: Assignment,
    sitting: Sitting,
    repairs: tuple[Repair, ...],
    seconds: float,
) -> Result:
    parts, found = assignment.parts, sitting.verdicts
    return Result(
        student=submission.student,
        assignment=assignment.name,
        verdicts=tuple(found[p.name] for p in parts if p.name in found),
        repairs=repairs,
        waiting=tuple(part for part in parts if part.name not in found),
        seconds=seconds,
        seed=sitting.exam.seed,
        digest=submission.digest,
        megabytes=sitting.megabytes,
        layers=sitting.layers,
        again=tuple(sitting.again),
        versions=sitting.zygote.versions,
    )
