"""Outcomes in, files out: grades.csv for the office, report.html for the teacher.

Both list every submission. One that was not graded has a reason and an empty score,
never a zero. The page asks for nothing from elsewhere and reads in light and dark.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import mean, median
from types import MappingProxyType

from autograder import tallies
from autograder.files import write_whole
from autograder.names import harmless, shown
from autograder.records import Assignment, EngineFault, Refusal, Result, points
from autograder.roster import Person
from autograder.similar import NOBODY, Compared

Outcome = Result | Refusal | EngineFault
DUES = "raw,extra credit,late by,penalty,handed in,first name,last name".split(",")


def write(
    assignment: Assignment,
    outcomes: Sequence[Outcome],
    folder: Path,
    alike: Compared = NOBODY,
    people: Mapping[str, Person] = MappingProxyType({}),
) -> None:
    """Write grades.csv and report.html into a folder; `alike` is who wrote alike."""
    folder.mkdir(parents=True, exist_ok=True)
    table = grades(assignment, outcomes, people)
    # Spreadsheets take a file for UTF-8 only if it begins with a byte order mark.
    write_whole(folder / "grades.csv", table, encoding="utf-8-sig")
    write_whole(folder / "report.html", page(assignment, outcomes, alike))


def status(outcome: Outcome) -> str:
    """Name what became of a submission.

    >>> status(Result("ana", "hw", ()))
    'graded'
    """
    if isinstance(outcome, Result):
        return "needs manual grading" if outcome.needs_manual else "graded"
    return "refused" if isinstance(outcome, Refusal) else "not graded"


def grades(
    assignment: Assignment,
    outcomes: Iterable[Outcome],
    people: Mapping[str, Person] = MappingProxyType({}),
) -> str:
    """Give the table as CSV: a row per student, a column per part, what lateness cost.

    `total` counts: it is `raw`, extra credit included, less the penalty. It is
    empty while an answer waits for a person; `raw` is what was earned so far.
    """
    parts = [part.name for part in assignment.parts]
    head = ["student", "status", "total", "max", *parts, "repairs", "reason", *DUES]
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(map(harmless, head))
    for outcome in outcomes:
        person = people.get(outcome.student, Person(outcome.student))
        row = [*_row(outcome, parts, assignment), person.first, person.last]
        rows.writerow([harmless(field) for field in row])
    return out.getvalue()


def page(
    assignment: Assignment, outcomes: Sequence[Outcome], alike: Compared = NOBODY
) -> str:
    """Give the class page as one HTML text."""
    from jinja2 import Environment, StrictUndefined

    html = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = (files("autograder") / "report.html.j2").read_text(encoding="utf-8")
    results = graded(outcomes)
    scores = [result.score for result in results]
    return html.from_string(template).render(
        assignment=assignment,
        outcomes=outcomes,
        status=status,
        shown=shown,
        graded=results,
        ungraded=[o for o in outcomes if not isinstance(o, Result)],
        waiting=[result for result in results if result.needs_manual],
        late=[result for result in results if result.seconds_late > 0],
        mean=mean(scores) if scores else None,
        median=median(scores) if scores else None,
        seconds=sum(result.seconds for result in results),
        distribution=tallies.distribution(results),
        difficulties=tallies.functions(assignment, results),
        parts=tallies.parts(assignment, results),
        complaints=tallies.complaints(assignment, results),
        repairs=tallies.repairs(results),
        layers=tallies.layers(results),
        times=tallies.spread(results, lambda result: result.seconds),
        memory=tallies.spread(results, lambda result: result.megabytes),
        alike=alike,
    )


def summary(assignment: Assignment, outcomes: Iterable[Outcome]) -> str:
    """Give the table for a terminal: who, how much, and why not.

    >>> print(summary(Assignment("hw", "hw"), [Result("ana", "hw", ())]))
    student  points  max  status
    ana           0    0  graded
    """
    outcomes = list(outcomes)
    names = [shown(outcome.student) for outcome in outcomes]
    width = max(map(len, ["student", *names]))
    lines = [f"{'student':{width}}  points  max  status"]
    for name, outcome in zip(names, outcomes, strict=True):
        score, most = f"{'':6}", f"{assignment.max_points:3g}"
        if isinstance(outcome, Result):
            score = f"{outcome.score:6g}"
        lines.append(f"{name:{width}}  {score}  {most}  {shown(_remark(outcome), 300)}")
    return "\n".join(lines)


def _remark(outcome: Outcome) -> str:
    if not isinstance(outcome, Result):
        return f"{status(outcome)}: {outcome.facts.found}"
    left = sum(part.max_points for part in outcome.waiting)
    waits = outcome.needs_manual
    wait = "waits" if left == 1 else "wait"
    notes = [f"{points(left)} {wait} for a person"] if waits else ["graded"]
    notes += [f"{part.name}: {part.why}" for part in outcome.waiting if part.why]
    if outcome.extra > 0:
        notes.append(f"{points(outcome.extra)} of extra credit in it")
    elif outcome.extra:
        notes.append(f"{points(-outcome.extra)} taken off by hand in it")
    if outcome.late_by:
        notes.append(f"{outcome.late_by} late, {_cost(outcome)}")
    notes += [str(repair) for repair in outcome.repairs]
    return "; ".join(notes)


def _cost(late: Result) -> str:
    if not late.penalty:
        return "nothing taken off"
    if late.needs_manual:
        earned = f"{points(late.points)} earned so far"
        return f"{late.penalty:g} of the {earned} taken off"
    return f"{points(late.penalty)} taken off"


def _row(outcome: Outcome, parts: list[str], assignment: Assignment) -> list[object]:
    """Give a student's fields, but for the name."""
    start, most = [shown(outcome.student, 1000), status(outcome)], assignment.max_points
    if not isinstance(outcome, Result):
        blank = [""] * (len(DUES) - 2)
        return [*start, "", most, *[""] * len(parts), "", str(outcome), *blank]
    earned = {verdict.part: verdict.points for verdict in outcome.verdicts}
    repairs = "; ".join(map(str, outcome.repairs))
    reason = f"a person has to read {outcome.unread}" if outcome.waiting else ""
    scores = [earned.get(part, "") for part in parts]
    dues = [outcome.points, outcome.extra, outcome.late_by, outcome.penalty]
    total = "" if outcome.needs_manual else outcome.score
    return [*start, total, most, *scores, repairs, reason, *dues,
            outcome.handed_in]  # fmt: skip


def graded(outcomes: Iterable[Outcome]) -> list[Result]:
    """Give the results alone."""
    return [outcome for outcome in outcomes if isinstance(outcome, Result)]
