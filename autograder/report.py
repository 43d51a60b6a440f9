"""Outcomes in, files out: grades.csv for the office, report.html for the teacher.

Both list every submission. One that was not graded has a reason and an empty score,
never a zero. The page asks for nothing from elsewhere and reads in light and dark.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import mean, median

from autograder.records import Assignment, EngineFault, Refusal, Result

Outcome = Result | Refusal | EngineFault
BINS = 10
COMMONEST = 12


@dataclass(frozen=True)
class Difficulty:
    """How a function, or a part read by a person, went in the class."""

    name: str
    share: float
    students: int


@dataclass(frozen=True)
class Complaint:
    """A message, the function it is about, and how many students met it."""

    function: str
    message: str
    students: int


def write(assignment: Assignment, outcomes: Sequence[Outcome], folder: Path) -> None:
    """Write grades.csv and report.html into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    table = grades(assignment, outcomes)
    # Spreadsheets take a file for UTF-8 only if it begins with a byte order mark.
    (folder / "grades.csv").write_text(table, encoding="utf-8-sig", newline="")
    (folder / "report.html").write_text(page(assignment, outcomes), encoding="utf-8")


def status(outcome: Outcome) -> str:
    """Name what became of a submission.

    >>> status(Result("ana", "hw", ()))
    'graded'
    """
    if isinstance(outcome, Result):
        return "needs manual grading" if outcome.needs_manual else "graded"
    return "refused" if isinstance(outcome, Refusal) else "not graded"


def grades(assignment: Assignment, outcomes: Iterable[Outcome]) -> str:
    """Give the table as CSV: a row per student, a column per part."""
    parts = [part.name for part in assignment.parts]
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["student", "status", "total", "max", *parts, "repairs", "reason"])
    for outcome in outcomes:
        rows.writerow([harmless(field) for field in _row(outcome, parts, assignment)])
    return out.getvalue()


def harmless(field: object) -> object:
    """Give a text that a spreadsheet will not take for a formula.

    >>> harmless('=HYPERLINK("http://example.com")'), harmless(-1.5)
    ('\\'=HYPERLINK("http://example.com")', -1.5)
    """
    risky = isinstance(field, str) and field.lstrip().startswith(("=", "+", "-", "@"))
    return f"'{field}" if risky else field


def difficulties(
    assignment: Assignment, outcomes: Iterable[Outcome]
) -> list[Difficulty]:
    """Give the mean share of points per function, in the assignment's order.

    A part that still waits for a person in one result is left out in all of them.
    """
    graded = _graded(outcomes)
    unread = {part.name for result in graded for part in result.waiting}
    function = {p.name: p.function for p in assignment.parts if p.name not in unread}
    shares = defaultdict(list)
    for result in graded:
        for name, share in _shares(result, function).items():
            shares[name].append(share)
    names = dict.fromkeys(function.values())
    return [Difficulty(n, mean(shares[n]), len(shares[n])) for n in names if shares[n]]


def _shares(result: Result, function: dict[str, str]) -> dict[str, float]:
    earned, possible = Counter(), Counter()
    for verdict in result.verdicts:
        if name := function.get(verdict.part):
            earned[name] += verdict.points
            possible[name] += verdict.max_points
    return {name: earned[name] / most for name, most in possible.items() if most}


def complaints(assignment: Assignment, outcomes: Iterable[Outcome]) -> list[Complaint]:
    """List the commonest messages, the most frequent first; a student counts once."""
    function = {part.name: part.function for part in assignment.parts}
    met: Counter[tuple[str, str]] = Counter()
    for result in _graded(outcomes):
        lost = (v for v in result.verdicts if v.message and not v.passed)
        met.update({(function[verdict.part], verdict.message) for verdict in lost})
    ranked = sorted(met.items(), key=lambda item: (-item[1], item[0]))
    return [Complaint(*key, count) for key, count in ranked[:COMMONEST]]


def distribution(outcomes: Iterable[Outcome]) -> list[int]:
    """Count the results in ten equal steps of their share of points.

    >>> from autograder.records import Verdict
    >>> distribution([Result("ana", "hw", (Verdict("f_visible", 4, 4),))])
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    """
    counts = [0] * BINS
    for result in _graded(outcomes):
        share = result.points / result.max_points if result.max_points else 0
        counts[min(int(share * BINS), BINS - 1)] += 1
    return counts


def page(assignment: Assignment, outcomes: Sequence[Outcome]) -> str:
    """Give the class page as one HTML text."""
    from jinja2 import Environment, StrictUndefined

    html = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = (files("autograder") / "report.html.j2").read_text(encoding="utf-8")
    graded = _graded(outcomes)
    points = [result.points for result in graded]
    return html.from_string(template).render(
        assignment=assignment,
        outcomes=outcomes,
        status=status,
        graded=graded,
        ungraded=[o for o in outcomes if not isinstance(o, Result)],
        waiting=[result for result in graded if result.needs_manual],
        mean=mean(points) if points else None,
        median=median(points) if points else None,
        seconds=sum(result.seconds for result in graded),
        distribution=distribution(outcomes),
        difficulties=difficulties(assignment, outcomes),
        complaints=complaints(assignment, outcomes),
    )


def summary(assignment: Assignment, outcomes: Iterable[Outcome]) -> str:
    """Give the table for a terminal: who, how much, and why not.

    >>> print(summary(Assignment("hw", "hw"), [Result("ana", "hw", ())]))
    student  points  max  status
    ana           0    0  graded
    """
    outcomes = list(outcomes)
    width = max([len("student"), *(len(outcome.student) for outcome in outcomes)])
    lines = [f"{'student':{width}}  points  max  status"]
    for outcome in outcomes:
        score, most = f"{'':6}", f"{assignment.max_points:3g}"
        if isinstance(outcome, Result):
            score = f"{outcome.points:6g}"
        lines.append(f"{outcome.student:{width}}  {score}  {most}  {_remark(outcome)}")
    return "\n".join(lines)


def _remark(outcome: Outcome) -> str:
    if not isinstance(outcome, Result):
        return f"{status(outcome)}: {outcome.facts.found}"
    left = sum(part.max_points for part in outcome.waiting)
    notes = [f"{left:g} points wait for a person"] if left else ["graded"]
    notes += [str(repair) for repair in outcome.repairs]
    return "; ".join(notes)


def _row(outcome: Outcome, parts: list[str], assignment: Assignment) -> list[object]:
    start = [outcome.student, status(outcome)]
    if not isinstance(outcome, Result):
        return [
            *start,
            "",
            assignment.max_points,
            *[""] * (len(parts) + 1),
            str(outcome),
        ]
    points = {verdict.part: verdict.points for verdict in outcome.verdicts}
    repairs = "; ".join(map(str, outcome.repairs))
    waiting = ", ".join(part.name for part in outcome.waiting)
    reason = f"a person has to read {waiting}" if waiting else ""
    scores = [points.get(part, "") for part in parts]
    return [*start, outcome.points, assignment.max_points, *scores, repairs, reason]


def _graded(outcomes: Iterable[Outcome]) -> list[Result]:
    return [outcome for outcome in outcomes if isinstance(outcome, Result)]
