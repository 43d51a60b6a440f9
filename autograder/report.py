"""Outcomes in, files out: grades.csv for the office, report.html for the teacher.

Both list every submission. One that was not graded has a reason and an empty score,
never a zero. The page asks for nothing from elsewhere and reads in light and dark.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import mean, median

from autograder import tallies
from autograder.records import Assignment, EngineFault, Refusal, Result
from autograder.similar import Pair

Outcome = Result | Refusal | EngineFault


def write(
    assignment: Assignment,
    outcomes: Sequence[Outcome],
    folder: Path,
    alike: Sequence[Pair] = (),
) -> None:
    """Write grades.csv and report.html into a folder; `alike` are similar pairs."""
    folder.mkdir(parents=True, exist_ok=True)
    table = grades(assignment, outcomes)
    # Spreadsheets take a file for UTF-8 only if it begins with a byte order mark.
    (folder / "grades.csv").write_text(table, encoding="utf-8-sig", newline="")
    told = page(assignment, outcomes, alike)
    (folder / "report.html").write_text(told, encoding="utf-8")


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
    # A spreadsheet passes over white space in front, and takes a tab for a new cell.
    risky = isinstance(field, str) and field.lstrip().startswith(("=", "+", "-", "@"))
    return f"'{field}" if risky else field


def page(
    assignment: Assignment, outcomes: Sequence[Outcome], alike: Sequence[Pair] = ()
) -> str:
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
        distribution=tallies.distribution(graded),
        difficulties=tallies.functions(assignment, graded),
        parts=tallies.parts(assignment, graded),
        complaints=tallies.complaints(assignment, graded),
        repairs=tallies.repairs(graded),
        layers=tallies.layers(graded),
        times=tallies.spread(graded, lambda result: result.seconds),
        memory=tallies.spread(graded, lambda result: result.megabytes),
        alike=alike,
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
