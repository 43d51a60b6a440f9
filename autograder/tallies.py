"""What a class's results say when they are counted: hard, telling, slow, repaired.

Pure, and in terms of students: a message counts once for each of them, and what waits
for a person or was not graded is in no figure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, mean, median, quantiles

from autograder.records import Assignment, Layer, Result

BINS = 10
COMMONEST = 12
ENOUGH = 10  # students, below whom a correlation says nothing


@dataclass(frozen=True)
class Difficulty:
    """How a function or a part went: the mean share of its points, and what it tells.

    `telling` is the correlation with the rest of the points, from -1 to 1: near 0 it
    says nothing about a student, below 0 something is wrong with the tests. It is None
    for few students, or where all have the same.
    """

    name: str
    share: float
    students: int
    telling: float | None = None


@dataclass(frozen=True)
class Complaint:
    """A message, the function it is about, and how many students met it."""

    function: str
    message: str
    students: int


@dataclass(frozen=True)
class Spread:
    """How a figure is spread over the class, and who has the most of it."""

    median: float
    nine_tenths: float
    most: float
    student: str


def distribution(results: Iterable[Result]) -> list[int]:
    """Count the results in ten equal steps of their share of points.

    >>> from autograder.records import Verdict
    >>> distribution([Result("ana", "hw", (Verdict("f_visible", 4, 4),))])
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    """
    counts = [0] * BINS
    for result in results:
        share = result.score / result.max_points if result.max_points else 0
        counts[min(int(share * BINS), BINS - 1)] += 1
    return counts


def functions(assignment: Assignment, results: Sequence[Result]) -> list[Difficulty]:
    """Tell how each function went, in the assignment's order."""
    return _difficulties(results, _names(assignment, results, by_part=False))


def parts(assignment: Assignment, results: Sequence[Result]) -> list[Difficulty]:
    """Tell how each part went, in the assignment's order."""
    return _difficulties(results, _names(assignment, results, by_part=True))


def _names(
    assignment: Assignment, results: Sequence[Result], by_part: bool
) -> dict[str, str]:
    """Name what each part counts for; one that waits for a person counts nowhere."""
    unread = {part.name for result in results for part in result.waiting}
    return {
        part.name: part.name if by_part else part.function
        for part in assignment.parts
        if part.name not in unread
    }


def _difficulties(results: Sequence[Result], names: dict[str, str]) -> list[Difficulty]:
    shares, rests = defaultdict(list), defaultdict(list)
    for result in results:
        earned, possible = Counter(), Counter()
        for verdict in result.verdicts:
            if name := names.get(verdict.part):
                earned[name] += verdict.points
                possible[name] += verdict.max_points
        for name, most in possible.items():
            if most:
                shares[name].append(earned[name] / most)
                rests[name].append(earned.total() - earned[name])
    return [
        Difficulty(
            name, mean(shares[name]), len(shares[name]),
            _telling(shares[name], rests[name]),
        )
        for name in dict.fromkeys(names.values())
        if shares[name]
    ]  # fmt: skip


def _telling(shares: list[float], rests: list[float]) -> float | None:
    if len(shares) < ENOUGH:
        return None
    try:
        return round(correlation(shares, rests), 2)
    except StatisticsError:  # all have the same
        return None


def complaints(assignment: Assignment, results: Iterable[Result]) -> list[Complaint]:
    """List the commonest messages, the most frequent first.

    Messages that differ in their numbers alone are one message, told as one student
    met it.
    """
    function = {part.name: part.function for part in assignment.parts}
    met: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for result in results:
        lost = (v for v in result.verdicts if v.message and not v.passed)
        keys = {(function.get(v.part, v.part), _kind(v.message)): v for v in lost}
        met.update(keys.keys())
        for key, verdict in keys.items():
            example.setdefault(key, verdict.message)
    ranked = sorted(met.items(), key=lambda item: (-item[1], item[0]))
    return [Complaint(key[0], example[key], n) for key, n in ranked[:COMMONEST]]


def _kind(message: str) -> str:
    """Give a message without its numbers.

    >>> _kind("w: 3 of 7 values differ, the first at [2]")
    'w: # of # values differ, the first at [#]'
    """
    return re.sub(r"-?\d+(\.\d+)?(e[+-]?\d+)?", "#", message)


def repairs(results: Iterable[Result]) -> list[tuple[str, list[str]]]:
    """List what had to be put right, and in whose submissions, the commonest first."""
    whose = defaultdict(set)
    for result in results:
        for repair in result.repairs:
            whose[_kind(repair.what)].add(result.student)
    ranked = sorted(whose.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(what, sorted(students)) for what, students in ranked]


def layers(results: Iterable[Result]) -> list[tuple[Layer, int]]:
    """List the sandbox's layers as they were met, each with its number of students."""
    met = Counter(layer for result in results for layer in result.layers)
    return list(met.items())


def spread(
    results: Sequence[Result], figure: Callable[[Result], float]
) -> Spread | None:
    """Tell how a figure is spread over the results; None if there are none."""
    if not results:
        return None
    values = [figure(result) for result in results]
    tenths = quantiles(values, n=10, method="inclusive") if len(values) > 1 else values
    slowest = max(results, key=figure)
    return Spread(median(values), tenths[-1], figure(slowest), slowest.student)
