"""Grades as learning management systems import them: Canvas, Moodle, or a plain table.

Who is who is matched by a roster: a CSV with a column `student` (the name of the folder
in submitted/) beside ids, or the gradebook that Canvas or Moodle itself exports. Only a
complete grade is exported; everybody without one has an empty cell, never a 0, and is
told, with the reason.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Refusal,
    Result,
    SetupError,
)
from autograder.report import harmless, status

Outcome = Result | Refusal | EngineFault
COLUMNS = {  # what a column may be called, in rosters of our own and in LMS exports
    "student": ("student", "student_id", "folder"),
    "name": ("name", "Student", "Full name"),
    "first": ("First name", "first_name"),
    "last": ("Last name", "Surname", "last_name"),
    "id": ("ID", "id", "canvas_id"),
    "sis": ("SIS User ID", "sis_user_id"),
    "login": ("SIS Login ID", "sis_login_id", "login"),
    "section": ("Section", "section"),
    "username": ("Username", "username"),
    "number": ("ID number", "id_number"),
    "email": ("Email address", "email", "Email"),
}
KEYS = "student login username sis number id email".split()  # the surest first
FORMS = {
    "canvas": {
        "Student": "name", "ID": "id", "SIS User ID": "sis", "SIS Login ID": "login",
        "Section": "section",
    },
    "moodle": {
        "First name": "first", "Last name": "last", "ID number": "number",
        "Username": "username", "Email address": "email",
    },
    "csv": {"student": "student", "name": "name", "email": "email"},
}  # fmt: skip
IDENTIFYING = {
    "canvas": ("id", "sis", "login"),
    "moodle": ("number", "username", "email"),
}


@dataclass(frozen=True)
class Export:
    """A table to be imported, and what a person has to know about it."""

    rows: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]

    def text(self) -> str:
        """Give the table as CSV."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(self.rows)
        return out.getvalue()


def table(
    kind: str, assignment: Assignment, outcomes: Sequence[Outcome], roster: list[dict]
) -> Export:
    """Give the table for "canvas", "moodle" or "csv", a row for each on the roster.

    Without a roster, a plain table lists the students by their folders' names.
    """
    if kind != "csv" and not roster:
        raise SetupError(_no_roster(kind))
    people = roster or [{"student": outcome.student} for outcome in outcomes]
    matched, told = _match(outcomes, people)
    form = FORMS[kind]
    rows = [(*form, _title(kind, assignment))]
    if kind == "canvas":
        blank = [""] * (len(form) - 1)
        rows.append(("    Points Possible", *blank, plain(assignment.max_points)))
    for number, person in enumerate(people):
        outcome = matched.get(number)
        grade, why = _grade(outcome)
        who = _called(person)
        if why:
            told.append(f"{who}: empty, {why}")
        if problem := _unsafe(kind, person):
            told.append(f"{who}: left out, {problem}; enter {grade or 'it'} by hand")
            continue
        fields = [harmless(person.get(field, "")) for field in form.values()]
        rows.append((*map(str, fields), grade))
    return Export(tuple(rows), tuple(told))


def read_roster(path: Path) -> list[dict]:
    """Read a roster of any of the known forms; SetupError if it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SetupError(_unreadable(path, f"it cannot be read ({error})")) from None
    people = [_person(line) for line in lines]
    people = [p for p in people if p.get("name", "").strip() != "Points Possible" and p]
    if not people or not set(people[0]) & set(KEYS):
        raise SetupError(_unreadable(path, "no column of it names a student"))
    return people


def plain(points: float) -> str:
    """Write a number as every spreadsheet reads it.

    >>> plain(90.0), plain(7.25), plain(0.00001)
    ('90', '7.25', '0')
    """
    return f"{points:.4f}".rstrip("0").rstrip(".")


def _title(kind: str, assignment: Assignment) -> str:
    return "total" if kind == "csv" else str(harmless(assignment.name))


def _person(line: dict) -> dict:
    found = {}
    for field, names in COLUMNS.items():
        for name in names:
            if (value := (line.get(name) or "").strip()) and field not in found:
                found[field] = value
    if "name" not in found and ("first" in found or "last" in found):
        found["name"] = f"{found.get('first', '')} {found.get('last', '')}".strip()
    return found


def _match(
    outcomes: Iterable[Outcome], people: list[dict]
) -> tuple[dict[int, Outcome], list[str]]:
    """Find each outcome's person by the surest key; tell who is nobody, or two."""
    matched: dict[int, Outcome] = {}
    told = []
    for outcome in outcomes:
        found = _find(outcome.student, people)
        if len(found) != 1:
            many = f"{len(found)} people of the roster" if found else "nobody"
            grade = _grade(outcome)[0]
            told.append(f"{outcome.student}: left out, it is {many}"
                        f"{f'; the grade is {grade}' if grade else ''}")  # fmt: skip
        elif found[0] in matched:
            other = matched[found[0]].student
            told.append(f"{outcome.student}: left out, the same person as {other}")
        else:
            matched[found[0]] = outcome
    return matched, told


def _find(student: str, people: list[dict]) -> list[int]:
    for key in KEYS:
        wanted = student.casefold()
        found = [
            n for n, person in enumerate(people)
            if person.get(key, "").casefold() == wanted
        ]  # fmt: skip
        if found:
            return found
    locals_ = [
        n for n, person in enumerate(people)
        if person.get("email", "").casefold().partition("@")[0] == student.casefold()
    ]  # fmt: skip
    return locals_


def _grade(outcome: Outcome | None) -> tuple[str, str]:
    """Give what stands in the cell, and why it is empty if it is."""
    if outcome is None:
        return "", "nothing was handed in"
    if not isinstance(outcome, Result):
        return "", f"{status(outcome)} ({outcome.facts.found})"
    if outcome.needs_manual:
        parts = ", ".join(part.name for part in outcome.waiting)
        return "", f"a person has to read {parts}"
    return plain(outcome.points), ""


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
    return next(person[key] for key in (*KEYS, "name") if person.get(key))


def _no_roster(kind: str) -> Facts:
    return Facts(
        where=f"--{kind}",
        found=f"no roster says which ids {kind.title()} has for whom",
        done="Nothing was exported.",
        next=f"Give --roster the gradebook that {kind.title()} exports.",
    )


def _unreadable(path: Path, found: str) -> Facts:
    return Facts(
        where=str(path),
        found=found,
        expected="a CSV with a column `student` and ids, or an export of the LMS",
        done="Nothing was exported.",
    )
