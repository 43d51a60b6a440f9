"""What of an assignment would cost a class points, found before anybody is handed it.

`audit` looks at the instructor's notebook in two ways. Its text is read: names, points,
tests that cannot run. Then its own solution and the blank notebook are graded, by the
engine, as a student's are: the solution has to earn every point of the tests, and the
blank none. Where it does not while the tests are sealed, but does in the student's own
process, as in a notebook, they are not sealed, and the report says so. A look is a
function that gives findings; LOOKS lists those at the text.
"""

import ast
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from autograder.grade import AUTOTEST, Grader, Package
from autograder.intake import is_amount
from autograder.rebuild import name_of
from autograder.records import EngineFault, Refusal, SetupError, Submission, Verdict
from autograder.scopes import plain_python, written
from autograder.sheets import split

DELIMITERS = (
    *("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),
    *("BEGIN MARK SCHEME", "END MARK SCHEME"),
)
TOLD = 3  # of the reasons why tests are not sealed
TELLING = 10  # letters of a solution's own; fewer stand in many a file
COLUMNS = {*"student status total max repairs reason raw penalty".split()}
LIKE = 0.8  # how much of a delimiter a misspelt one still has
_MISSING = re.compile(r"(\w+) is not defined")
_MARKER = re.compile(r"#+ *((?:begin|end)\b.{0,30})", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """Something that is wrong in a cell; `stops` says whether nobody may be handed it.

    >>> print(Finding("f_hidden", "it is worth -3 points"))
    f_hidden: it is worth -3 points
    """

    where: str
    what: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Marked:
    """A marked cell of the instructor's: what it is called, for people, and its text.

    `delimiters` are nbgrader's, as the course has set them: of a solution, of hidden
    tests, of a mark scheme, each its begin and its end.
    """

    where: str
    cell: dict
    delimiters: tuple[str, ...] = DELIMITERS

    @property
    def mark(self) -> dict:
        """What nbgrader is told of it."""
        return self.cell["metadata"]["nbgrader"]

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(self.cell["source"])

    @property
    def is_test(self) -> bool:
        """Whether it examines what a student wrote."""
        code = self.cell["cell_type"] == "code"
        return bool(code and self.mark.get("grade") and not self.mark.get("solution"))


Look = Callable[[list[Marked]], Iterator[Finding]]


@dataclass(frozen=True)
class Audit:
    """What is wrong with an assignment, and why its tests cannot be sealed, if so."""

    findings: tuple[Finding, ...]
    unsealed: str = ""

    @property
    def stops(self) -> bool:
        """Whether nobody may be handed it."""
        return any(finding.stops for finding in self.findings)


def audit(
    source: dict,
    rehearse: Callable[[], Package],
    delimiters: tuple[str, ...] = DELIMITERS,
) -> Audit:
    """Give all that is wrong with an assignment; nothing is wrong with most.

    `rehearse` gives the package that a release would make. It is asked only if the text
    is in order, for grading takes seconds, and some more where Keras has to load.
    """
    found = read(source, delimiters)
    if found.stops:
        return found
    package = rehearse()
    graded, unsealed = tuple(_graded(package, source)), ""
    if bad := [str(finding) for finding in graded if finding.stops]:
        # As stock nbgrader runs them: in one process with what they examine.
        unsealed = "; ".join(bad[:TOLD])
        graded = tuple(_graded(opened(package, unsealed), source))
    return Audit((*found.findings, *graded), unsealed)


def read(source: dict, delimiters: tuple[str, ...] = DELIMITERS) -> Audit:
    """Give all that can be seen to be wrong in the text of an assignment."""
    cells = [
        Marked(_called(cell) or f"cell {number}", cell, delimiters)
        for number, cell in enumerate(source["cells"], 1)
        if cell["metadata"].get("nbgrader")
    ]
    looks = (finding for look in LOOKS for finding in look(cells))
    return Audit((*_kernel(source), *looks))


def opened(package: Package, why: str) -> Package:
    """Give the package of the same assignment with tests that are not sealed."""
    return replace(package, assignment=replace(package.assignment, unsealed=why))


def _called(cell: dict) -> str:
    name = name_of(cell)
    return name if isinstance(name, str) else ""


def _kernel(source: dict) -> Iterator[Finding]:
    """It is a Python notebook."""
    told, python = source.get("metadata", {}), "python"
    spec, info = told.get("kernelspec") or {}, told.get("language_info") or {}
    language = spec.get("language") or info.get("name") or python
    if language.casefold() not in (python, "ipython"):
        yield Finding("its kernel", f"{language} is run by none of ours, only Python")


def _names(cells: list[Marked]) -> Iterator[Finding]:
    """Each marked cell has a name, and no other has it."""
    count = Counter(_called(cell.cell) for cell in cells)
    for cell in cells:
        if not _called(cell.cell) and any(map(cell.mark.get, ("grade", "solution"))):
            yield Finding(cell.where, "it has no name (grade_id)")
    for name in COLUMNS.intersection(count):
        yield Finding(name, "a column of grades.csv is called so: name it otherwise")
    for name, times in count.items():
        if name and times > 1:
            yield Finding(name, f"{times} cells have this name (grade_id)")


def _points(cells: list[Marked]) -> Iterator[Finding]:
    """What is marked is worth a number of points."""
    for cell in cells:
        if cell.mark.get("grade") or cell.mark.get("task"):
            points = cell.mark.get("points")
            if points is None:
                yield Finding(cell.where, "it does not say how many points it is worth")
            elif not is_amount(points):
                yield Finding(cell.where, f"it is worth {points!r} points")


def _tests(cells: list[Marked]) -> Iterator[Finding]:
    """A test can be read as Python, and has something in it."""
    for cell in filter(lambda cell: cell.is_test, cells):
        try:
            tree = ast.parse(plain_python(cell.text))
            compile(tree, "<test>", "exec")
        except SyntaxError as error:
            yield Finding(cell.where, f"{error.msg} (line {error.lineno} of the test)")
        except (ValueError, RecursionError, MemoryError) as error:
            yield Finding(cell.where, f"it is no Python ({error})")
        else:
            if not tree.body and AUTOTEST not in cell.text:
                yield Finding(cell.where, "the test is empty: everybody would pass it")


def _delimiters(cells: list[Marked]) -> Iterator[Finding]:
    """What students must not see stands between delimiters that nbgrader knows."""
    for cell in cells:
        begin, _, hidden, *_ = cell.delimiters
        for words in _MARKER.findall(cell.text):
            if near := _misspelt(words.strip(), cell.delimiters):
                yield Finding(cell.where, f"it says {words!r}, not {near!r}")
        if cell.is_test and "_hidden" in cell.where and hidden not in cell.text:
            what = f"students would see this test: nothing in it says {hidden!r}"
            yield Finding(cell.where, what)
        code = cell.cell["cell_type"] == "code"
        if code and cell.mark.get("solution") and begin not in cell.text:
            what = f"nothing in it says {begin!r}: students get an empty cell for it"
            yield Finding(cell.where, what, stops=False)


LOOKS: tuple[Look, ...] = (_names, _points, _tests, _delimiters)


def _misspelt(words: str, delimiters: tuple[str, ...]) -> str:
    """Give the delimiter that is meant by words that are none; "" for other words.

    >>> _misspelt("BEGIN HIDEN TEST", DELIMITERS), _misspelt("begin here", DELIMITERS)
    ('BEGIN HIDDEN TESTS', '')
    """
    if any(delimiter in words for delimiter in delimiters):
        return ""

    def likeness(delimiter: str) -> float:
        return SequenceMatcher(None, words.upper(), delimiter.upper()).ratio()

    nearest = max(delimiters, key=likeness)
    return nearest if likeness(nearest) >= LIKE else ""


def _graded(package: Package, source: dict) -> Iterator[Finding]:
    """Grade the source's own solution and the blank notebook."""
    solution, blank = solved(package.skeleton, source), package.skeleton
    try:
        reference, nothing = verdicts(package, solution, blank)
    except Refusal as refusal:
        yield Finding("its own solution", f"it is refused: {refusal.facts.found}")
        return
    short = [v for v in reference if not v.passed]
    said = reasons(package, solution) if short else {}
    for verdict in short:
        why = said.get(verdict.part) or verdict.message
        got = f"{verdict.points:g} of {verdict.max_points:g}"
        yield Finding(verdict.part, f"its own solution gets {got} ({why})")
    most = package.limits.cell_seconds
    for verdict in reference:
        if verdict.passed and verdict.seconds > most / 2:
            slow = f"its own solution takes {verdict.seconds:.0f} of {most:g} s"
            yield Finding(verdict.part, slow, stops=False)
    for verdict in nothing:
        if verdict.points:
            got = f"{verdict.points:g} of {verdict.max_points:g}"
            yield Finding(verdict.part, f"gives {got} where nothing was written")


def leaks(source: dict, folder: Path) -> list[Finding]:
    """Name the files of a release that hold a solution: a text twin, a spare copy."""
    notebooks = set(folder.glob("*.ipynb"))
    handed_out = "".join(path.read_text(encoding="utf-8") for path in notebooks)
    owns = [
        _own_lines(cell, handed_out)
        for cell in source["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    ]
    owns = [lines for lines in owns if len("".join(lines)) >= TELLING]
    found = []
    for path in sorted(set(folder.rglob("*")) - notebooks):
        text = path.read_bytes().decode(errors="ignore") if path.is_file() else ""
        if any(all(_stands(line, text) for line in lines) for lines in owns):
            what = "students would get this file, and a solution stands in it"
            found.append(Finding(path.relative_to(folder).as_posix(), what))
    return found


def _own_lines(cell: dict, handed_out: str) -> list[str]:
    """Give the lines of a solution that are not handed out."""
    lines = map(str.strip, "".join(cell["source"]).splitlines())
    return [line for line in lines
            if not _MARKER.match(line) and not _stands(line, handed_out)]  # fmt: skip


def _stands(line: str, text: str) -> bool:
    """Tell whether a line stands in a text, or in the JSON of a notebook."""
    return line in text or json.dumps(line, ensure_ascii=False)[1:-1] in text


def solved(skeleton: dict, source: dict) -> dict:
    """Fill the released notebook with the instructor's own answers."""
    answers = {
        name_of(cell): cell["source"]
        for cell in source["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    cells = [
        {**cell, "source": answers.get(name_of(cell), cell["source"])}
        for cell in skeleton["cells"]
    ]
    return {**skeleton, "cells": cells}


def verdicts(package: Package, *notebooks: dict) -> list[list[Verdict]]:
    """Grade notebooks as a student's, and give what the tests said of each."""
    tests = {part.name for part in package.assignment.parts if not part.manual}
    name = package.assignment.name
    submissions = [
        Submission(f"attempt {n}", name, _files(package, notebook))
        for n, notebook in enumerate(notebooks)
    ]
    grader = Grader(package)
    try:
        with ThreadPoolExecutor(len(notebooks)) as threads:
            graded = list(threads.map(grader, submissions))
    except EngineFault as fault:
        raise SetupError(fault.facts) from None
    finally:
        grader.close()
    return [[v for v in one.result.verdicts if v.part in tests] for one in graded]


def _files(package: Package, notebook: dict) -> dict[str, bytes]:
    sheets = split(notebook, package.assignment.notebooks)
    return {f"{name}.ipynb": json.dumps(own).encode() for name, own in sheets.items()}


def reasons(package: Package, solution: dict) -> dict[str, str]:
    """Say of every test why the solution fails it, as if none of them were hidden."""
    shown = with_tests(package.skeleton, package)
    (said,) = verdicts(replace(package, skeleton=shown, hidden="\n\0"), solution)
    told = {verdict.part: verdict.message for verdict in said}
    if package.assignment.unsealed:
        return told
    return {part: _defined_in(shown, part, message) for part, message in told.items()}


def _defined_in(notebook: dict, part: str, said: str) -> str:
    """Say which cell defines the name that a sealed test misses, if one does.

    What locked cells make of a student's functions, and what tests make, no test has.
    """
    missing = _MISSING.match(said)
    for cell in notebook["cells"] if missing else ():
        mark, name = cell["metadata"].get("nbgrader") or {}, name_of(cell)
        if cell["cell_type"] != "code" or mark.get("solution") or name in ("", part):
            continue  # of what has no name, a test has what it asks for
        if missing[1] in written("".join(cell["source"])):
            where = f"the {'test' if mark.get('grade') else 'cell'} {name}"
            return f"{missing[1]} is defined in {where}: a sealed test does not have it"
    return said


def with_tests(notebook: dict, package: Package) -> dict:
    """Give a notebook with the whole text of its locked cells."""
    cells = [
        {**cell, "source": package.tests.get(name_of(cell), cell["source"])}
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}
