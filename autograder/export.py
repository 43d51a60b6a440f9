"""Grades as learning management systems import them: Canvas, Moodle, or a plain table.

Who is who is matched by a roster. Only a complete grade is exported, with extra credit
and less what lateness costs; everybody without one has an empty cell, never a 0, and is
told, with the reason.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.names import harmless, shown
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Refusal,
    Result,
    SetupError,
)
from autograder.report import status
from autograder.roster import (
    COLUMNS,
    KEYS,
    Roster,
    filed_as,
    full_name,
    is_invented,
)

LONGEST = 1000  # of a field
Outcome = Result | Refusal | EngineFault
FORMS = {
    "canvas": {
        "Student": "name", "ID": "id", "SIS User ID": "sis", "SIS Login ID": "login",
        "Section": "section",
    },
    "moodle": {
        "Email address": "email", "First name": "first", "Last name": "last",
        "ID number": "number", "Username": "username",
    },
    "csv": {"student": "folder", "name": "name", "email": "email"},
}  # fmt: skip
IDENTIFYING = {
    "canvas": ("id", "sis", "login"),
    "moodle": ("number", "username", "email"),
}


@dataclass(frozen=True)
class Export:
    """A table to be imported, what a person has to see to, and who was found how."""

    rows: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]
    found: str = ""
    people: int = 0

    def text(self) -> str:
        """Give the table as CSV."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(self.rows)
        return out.getvalue()


def table(
    kind: str, assignment: Assignment, outcomes: Sequence[Outcome], roster: Roster
) -> Export:
    """Give the table for "canvas", "moodle" or "csv", a row for each on the roster.

    Without a roster, a plain table lists the students by their folders' names.
    """
    found = ""
    if roster.people:
        _check(kind, roster)
        matched, told, found = _match(outcomes, roster)
    elif kind == "csv":
        matched, told = dict(enumerate(outcomes)), []
        roster = Roster(tuple({"student": outcome.student} for outcome in outcomes))
    else:
        raise SetupError(_no_roster(kind))
    form = FORMS[kind]
    rows = [(*form, _title(kind, assignment, roster))]
    if kind == "canvas":
        blank = [""] * (len(form) - 1)
        rows.append(("    Points Possible", *blank, plain(assignment.max_points)))
    for number, person in enumerate(roster.people):
        outcome = matched.get(number)
        if outcome is None and is_invented(person):
            continue
        grade, why = _grade(outcome)
        who = _called(person)
        if why:
            told.append(f"{who}: empty, {why}")
        if problem := _unsafe(kind, person):
            told.append(f"{who}: left out, {problem}; enter {grade or 'it'} by hand")
            continue
        # Of what the roster says nothing is changed, or the LMS would not know it.
        folder = getattr(outcome, "student", "") or filed_as(person)
        first, last = full_name(person)
        known = {"first": first, "last": last, "folder": shown(folder, LONGEST)}
        person = {**known, **person}
        fields = (harmless(person.get(field, "")) for field in form.values())
        rows.append((*map(str, fields), grade))
    people = len(rows) - (2 if kind == "canvas" else 1)
    return Export(tuple(rows), tuple(told), found, people)


def plain(points: float) -> str:
    """Write a number as every spreadsheet reads it.

    >>> plain(90.0), plain(7.25), plain(0.00001)
    ('90', '7.25', '0')
    """
    return f"{points:.4f}".rstrip("0").rstrip(".")


def _title(kind: str, assignment: Assignment, roster: Roster) -> str:
    """Name the column; Canvas fills one that it has only under its own name for it."""
    if kind == "csv":
        return "total"
    name = roster.column(assignment.name) if kind == "canvas" else assignment.name
    return str(harmless(name))


def _match(
    outcomes: Iterable[Outcome], roster: Roster
) -> tuple[dict[int, Outcome | list[Outcome]], list[str], str]:
    """Find each outcome's person by the surest key; tell who is nobody, or two.

    Whoever has two folders has no grade: nobody here knows which one counts.
    """
    claims: dict[int, list[Outcome]] = defaultdict(list)
    told, columns = [], Counter()
    for outcome in outcomes:
        found, column = roster.match(outcome.student)
        if len(found) == 1:
            claims[found[0]].append(outcome)
            columns[column] += 1
            continue
        if found:
            told.append(
                _left_out(outcome, f"{len(found)} people of the roster may be meant")
            )
        else:
            gone = " unless they left the course"
            told.append(_left_out(outcome, "not on the roster", gone))
    for at, several in claims.items():
        if len(several) > 1:
            why = f"{len(several)} folders belong to {_called(roster.people[at])}"
            told += [_left_out(outcome, why) for outcome in several]
    ways = ", ".join(f"{count} by {column}" for column, count in columns.most_common())
    matched = {at: own[0] if len(own) == 1 else own for at, own in claims.items()}
    return matched, told, f"found on the roster: {ways or 'nobody'}"


def _left_out(outcome: Outcome, why: str, unless: str = "") -> str:
    grade = _grade(outcome)[0]
    by_hand = f"; the grade is {grade}, enter it by hand{unless}" if grade else ""
    return f"{shown(outcome.student)}: left out, {why}{by_hand}"


def _grade(outcome: Outcome | list[Outcome] | None) -> tuple[str, str]:
    """Give what stands in the cell, and why it is empty if it is."""
    if outcome is None:
        return "", "nothing was handed in"
    if isinstance(outcome, list):
        return "", f"there are {len(outcome)} folders, and one grade to give"
    if not isinstance(outcome, Result):
        return "", f"{status(outcome)} ({outcome.facts.found})"
    if outcome.needs_manual:
        return "", f"a person has to read {outcome.unread}"
    return plain(outcome.score), ""


def _unsafe(kind: str, person: dict) -> str:
    """Say why a person cannot stand in the table: an id must not be changed."""
    fields = IDENTIFYING.get(kind, ())
    if fields and not any(person.get(field) for field in fields):
        return f"the roster has no id that {kind.title()} knows"
    for field in fields:
        value = person.get(field, "")
        if harmless(value) != value:
            return f"the id {value!r} would be read as a formula"
    return ""


def _called(person: dict) -> str:
    """Name a person as the folder is named, or as a teacher knows them."""
    keys = (person[key] for key in (*KEYS, "participant") if person.get(key))
    name, key = " ".join(filter(None, full_name(person))), next(keys, "")
    if person.get("student") or not (name and key):
        return shown(key or name)
    return shown(f"{name} ({key})")


def _check(kind: str, roster: Roster) -> None:
    """Refuse a roster of another LMS: none of its ids would be known."""
    fields = IDENTIFYING.get(kind, ())
    if fields and not any(set(fields) & set(person) for person in roster.people):
        wanted = " or ".join(COLUMNS[field][0] for field in fields)
        facts = Facts(
            where="the roster",
            expected=f"{wanted}, by which {kind.title()} knows people",
            found=f"its columns are {shown(', '.join(roster.columns), 300)}",
            done="Nothing was exported.",
            next=f"Give --roster the gradebook that {kind.title()} exports.",
        )
        raise SetupError(facts)


def _no_roster(kind: str) -> Facts:
    return Facts(
        where=f"--{kind}",
        found=f"no roster says which ids {kind.title()} has for whom",
        done="Nothing was exported.",
        next=f"Give --roster the gradebook that {kind.title()} exports.",
    )
