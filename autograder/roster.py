"""Who is who: the names and ids by which a course's students are known elsewhere.

A roster is a CSV with a column `student` (the name of the folder in submitted/) beside
ids, or the gradebook that Canvas or Moodle itself exports. A file `roster.csv` in the
course's folder is read wherever none is named.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.records import Facts, SetupError

NAME = "roster.csv"
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


@dataclass(frozen=True)
class Person:
    """A student as the gradebook names them; what is not known is empty."""

    student: str
    first: str = ""
    last: str = ""
    email: str = ""


@dataclass(frozen=True)
class Roster:
    """People, each a dict of what is known, and the columns of their table."""

    people: tuple[dict[str, str], ...] = ()
    columns: tuple[str, ...] = ()

    def find(self, student: str) -> list[int]:
        """Give the places of those whom a folder's name may mean, by the surest key.

        >>> Roster(({"login": "ana"}, {"email": "bo@localhost"})).find("bo")
        [1]
        """
        wanted = student.casefold()
        for key in KEYS:
            if found := self._where(lambda p, key=key: p.get(key, ""), wanted):
                return found
        return self._where(lambda p: p.get("email", "").partition("@")[0], wanted)

    def _where(self, read, wanted: str) -> list[int]:
        return [n for n, p in enumerate(self.people) if read(p).casefold() == wanted]

    def persons(self, students: Iterable[str]) -> list[Person]:
        """Name the students who are one person of the roster, and no other's double."""
        places = {student: self.find(student) for student in students}
        alone = {s: at[0] for s, at in places.items() if len(at) == 1}
        return [
            Person(student, *_names(self.people[at]), self.people[at].get("email", ""))
            for student, at in alone.items()
        ]

    def column(self, assignment: str) -> str:
        """Give an assignment's own column, with the number that Canvas put behind it.

        >>> Roster(columns=("Student", "hw05 (1234)")).column("hw05")
        'hw05 (1234)'
        """
        for column in self.columns:
            name, _, number = column.rpartition(" (")
            if name.strip() == assignment and number[:-1].isdigit():
                return column
        return assignment


def read(path: Path) -> Roster:
    """Read a roster of any of the known forms; SetupError if it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = csv.DictReader(io.StringIO(text, newline=""))
        people = [_person(line) for line in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SetupError(_unreadable(path, f"it cannot be read ({error})")) from None
    known = {*KEYS, "name"}
    people = [
        p for p in people if known & set(p) and p.get("name") != "Points Possible"
    ]
    if not any(set(person) & set(KEYS) for person in people):
        raise SetupError(_unreadable(path, "no column of it names a student"))
    return Roster(tuple(people), tuple(filter(None, lines.fieldnames or ())))


def of(root: Path, named: Path | None) -> Roster:
    """Read the roster that was named, else the course's own; none is an empty one."""
    if named is None and not (root / NAME).exists():
        return Roster()
    return read(named or root / NAME)


def _person(line: dict) -> dict[str, str]:
    found = {}
    for field, names in COLUMNS.items():
        for name in names:
            if (value := (line.get(name) or "").strip()) and field not in found:
                found[field] = value
    if "name" not in found and ("first" in found or "last" in found):
        found["name"] = f"{found.get('first', '')} {found.get('last', '')}".strip()
    return found


def _names(person: dict[str, str]) -> tuple[str, str]:
    """Give first and last name, which Canvas writes as "Okafor, Ana".

    >>> _names({"name": "Okafor, Ana"}), _names({"name": "Ana Maria Okafor"})
    (('Ana', 'Okafor'), ('Ana Maria', 'Okafor'))
    """
    if "first" in person or "last" in person:
        return person.get("first", ""), person.get("last", "")
    last, comma, first = person.get("name", "").partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = person.get("name", "").rpartition(" ")
    return first, last


def _unreadable(path: Path, found: str) -> Facts:
    return Facts(
        where=str(path),
        found=found,
        expected="a CSV with a column `student` and ids, or an export of the LMS",
        done="Nothing was done.",
    )
