"""An assignment's own solution and its blank, graded in three ways, cell by cell.

Under stock nbgrader, with tests that are sealed, and with tests that run beside the
student's code. Whoever brings a course of their own sees here where the three differ,
and why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder import audit
from autograder.grade import Package

WAYS = ("stock", "sealed", "open")
WHO = ("solution", "blank")


@dataclass(frozen=True)
class Row:
    """One test: its points for the solution and for the blank, in the three ways.

    `why` says where the solution lost points, and what was said.
    """

    part: str
    of: float
    points: dict[tuple[str, str], float]
    why: dict[str, str]

    def __str__(self) -> str:
        found = (f"{self.points[who, way]:7g}" for who in WHO for way in WAYS)
        return f"{self.part:32.32} {self.of:4g} {''.join(found)}"


def heading() -> str:
    """Name the columns of rows that are printed."""
    ways = "".join(f"{way:>7}" for way in WAYS)
    above = f"{'':37}{'its own solution':>21}{'blank':>21}"
    return f"{above}\n{'test':32}   of {ways}{ways}"


def rows(package: Package, source: dict, stock: Callable) -> Iterator[Row]:
    """Grade both in all three ways; `stock` runs a notebook as nbgrader does."""
    solution, blank = audit.solved(package.skeleton, source), package.skeleton
    ways = {"sealed": package, "open": audit.opened(package, "a trial")}
    found = {way: audit.verdicts(ours, solution, blank) for way, ours in ways.items()}
    short = {way for way, (own, _) in found.items() if not all(v.passed for v in own)}
    said = {way: audit.reasons(ways[way], solution) for way in short}
    own = [stock(audit.with_tests(book, package)) for book in (solution, blank)]
    for number, verdict in enumerate(found["sealed"][0]):
        points, part = {}, verdict.part
        for who, at in (("solution", 0), ("blank", 1)):
            points[who, "stock"] = own[at].get(part, 0.0)
            points |= {(who, w): two[at][number].points for w, two in found.items()}
        lost = {way for way in short if not found[way][0][number].passed}
        why = {way: said[way][part] or found[way][0][number].message for way in lost}
        yield Row(part, verdict.max_points, points, why)


def is_right(found: list[Row]) -> bool:
    """Tell whether one of our ways gives the solution all and the blank nothing."""
    return any(_holds(found, way) for way in ("sealed", "open"))


def advice(found: list[Row]) -> str:
    """Say how it will be graded, or what has to be mended first."""
    if _holds(found, "sealed"):
        return "It will be graded with sealed tests: nobody can read or forge them."
    if _holds(found, "open"):
        return (
            "It will be graded with open tests, as under nbgrader: they run beside the"
            " student's code, which could read them. They can be sealed once each of"
            " them asks a function of the student's and looks at what comes back."
        )
    free = [row.part for row in found if row.points["blank", "open"]]
    short = [row.part for row in found if "open" in row.why]
    return "There will be no release of it. " + " ".join(
        f"{what}: {', '.join(parts)}."
        for what, parts in (
            ("Its own solution does not pass", short),
            ("Points for nothing written", free),
        )
        if parts
    )


def _holds(found: list[Row], way: str) -> bool:
    short = any(row.points["solution", way] < row.of for row in found)
    return not short and not any(row.points["blank", way] for row in found)
