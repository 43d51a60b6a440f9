"""Who is who: the names and ids by which a course's students are known elsewhere.

A roster is a CSV with a column `student` (the name of the folder in submitted/) beside
ids, or what Canvas or Moodle itself exports: a gradebook, or the grading worksheet of
an assignment. A file `roster.csv` in the course's folder is read wherever none is
named.
"""

import csv
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.files import decoded
from autograder.names import safe, shown
from autograder.records import Facts, SetupError

NAME = "roster.csv"
COLUMNS = {  # what a column may be called, in rosters of our own and in LMS exports
    "student": ("student", "student id", "folder"),
    "name": ("Full name", "name"),
    "first": ("First name",),
    "last": ("Last name", "Surname"),
    "login": ("SIS Login ID", "login"),
    "username": ("Username",),
    "sis": ("SIS User ID",),
    "number": ("ID number",),
    "id": ("ID", "canvas id"),
    "email": ("Email address", "email"),
    "section": ("Section",),
    "participant": ("Identifier",),
}
KEYS = "student login username sis number id email".split()  # the surest first
MAX_BYTES = 20 * 2**20
_FIELDS = {name.casefold(): field for field, names in COLUMNS.items() for name in names}
_INVENTED = re.compile("[0-9a-f]{40}")  # a login; the name is in Canvas's language
_NUMBERED = re.compile(r"(?P<who>.+)_(?P<number>[0-9]+)")  # as `collect` names it


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
        return self.match(student)[0]

    def match(self, student: str) -> tuple[list[int], str]:
        """Give the places, and the name of the column that they were found by.

        What is one person's login and another's id may mean either.

        >>> Roster(({"name": "Okafor, Ana"}, {"name": "Bo Lin"})).match("Ana Okafor_51")
        ([0], 'Full name')
        """
        for name, form in (student, "as it is"), (safe(student), "filed"):
            for keys in KEYS[:1], KEYS[1:]:
                found = {key: self._at(form, key, name.casefold()) for key in keys}
                if sure := [key for key, places in found.items() if places]:
                    places = {place for key in sure for place in found[key]}
                    return sorted(places), COLUMNS[sure[0]][0]
        if places := self._at("as it is", "local part", student.casefold()):
            return places, "Email address"
        return self._numbered(student) or (self._named(student), "Full name")

    @cached_property
    def _places(self) -> dict[tuple[str, str, str], list[int]]:
        index = defaultdict(list)
        for place, person in enumerate(self.people):
            mail = person.get("email", "").partition("@")[0].casefold()
            index["as it is", "local part", mail].append(place)
            for key, value in person.items():
                index["as it is", key, value.casefold()].append(place)
                index["filed", key, safe(value).casefold()].append(place)
            for name in names_of(person):
                index["plain", "name", name].append(place)
        return index

    def _at(self, form: str, key: str, wanted: str) -> list[int]:
        return self._places.get((form, key, wanted), []) if wanted else []

    def _named(self, name: str) -> list[int]:
        return self._at("plain", "name", plain(name))

    def _numbered(self, student: str) -> tuple[list[int], str] | None:
        """Find who is called NAME_NUMBER: that number has to be theirs, if any is."""
        match = _NUMBERED.fullmatch(student)
        if not match:
            return None
        who, number = match["who"], match["number"]
        named = self._named(who)
        for key in ("participant", "id"):
            if whose := self._at("as it is", key, number):
                agreed = [place for place in whose if place in named]
                return agreed, f"{COLUMNS[key][0]} and Full name"
        if who.isalnum() and who == who.lower():  # as Canvas writes it, with its own id
            named = [n for n in named if not self.people[n].get("id")]
        return named, "Full name"

    def persons(self, students: Iterable[str]) -> list[Person]:
        """Name the students who are one person of the roster, and no other's double."""
        places = {student: self.find(student) for student in students}
        claims = Counter(at[0] for at in places.values() if len(at) == 1)
        alone = {
            student: self.people[at[0]]
            for student, at in places.items()
            if len(at) == 1 and claims[at[0]] == 1
        }
        return [
            Person(student, *full_name(person), person.get("email", ""))
            for student, person in alone.items()
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


def is_invented(person: dict) -> bool:
    """Tell whether it is the test student, whom Canvas lists in every class.

    >>> is_invented({"name": "Student, Test", "id": "199", "login": "0b3fd1a2c"})
    True
    """
    login, has_sis = person.get("login", ""), "sis" in person
    called_so = person.get("name") == "Student, Test" or _INVENTED.fullmatch(login)
    return "id" in person and not has_sis and bool(called_so)


def filed_as(person: dict, who: str = "") -> str:
    """Name the folder of a person's submissions, by what is surely theirs alone.

    >>> filed_as({"login": "ana+dl@localhost", "name": "Okafor, Ana"})
    'ana_dl@localhost'
    """
    keys = ("student", "login", "username", "email")
    known = next((person[key] for key in keys if person.get(key)), "")
    return safe(known or " ".join(filter(None, full_name(person))) or who)


def plain(name: str) -> str:
    """Leave out all but plain letters and digits, as Canvas does."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if c.isalnum())


def names_of(person: dict) -> set[str]:
    """Give what a person may be called; the folder's name only if there is no other."""
    first, last = person.get("first", ""), person.get("last", "")
    found = {person.get("name", ""), f"{first}{last}", f"{last}{first}"}
    last, comma, first = person.get("name", "").partition(",")
    if comma:
        found.add(f"{first}{last}")
    names = set(map(plain, found)) - {""}
    return names or {plain(person.get("student", ""))} - {""}


def full_name(person: dict[str, str]) -> tuple[str, str]:
    """Give first and last name, which Canvas writes as "Okafor, Ana".

    >>> full_name({"name": "Okafor, Ana"}), full_name({"name": "Ana Maria Okafor"})
    (('Ana', 'Okafor'), ('Ana Maria', 'Okafor'))
    """
    if "first" in person or "last" in person:
        return person.get("first", ""), person.get("last", "")
    last, comma, first = person.get("name", "").partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = person.get("name", "").rpartition(" ")
    return first, last


def read(path: Path) -> Roster:
    """Read a roster of any of the known forms; SetupError if it is none."""
    try:
        with path.open("rb") as file:
            head, *lines = _rows(_text(file.read(MAX_BYTES)))
    except (OSError, csv.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise SetupError(_unreadable(path, f"it cannot be read ({why})")) from None
    except ValueError as error:
        raise SetupError(_unreadable(path, str(error))) from None
    columns = tuple(" ".join(column.split()) for column in head)
    fields = _fields(columns)
    people = [_person(fields, line) for line in lines]
    keys = set(fields) & {*KEYS, "participant"} or {"name"}
    people = [p for p in people if keys & set(p)]  # not the line of possible points
    if not people:
        found = "it names nobody"
        if not keys & set(fields) and not {"first", "last"} & set(fields):
            listed = shown(", ".join(filter(None, columns)) or "none")
            found = f"no column of it names a student; its columns are {listed}"
        raise SetupError(_unreadable(path, found))
    once = {tuple(sorted(p.items() - {("section", p.get("section"))})): p
            for p in people}  # fmt: skip
    return Roster(tuple(once.values()), tuple(filter(None, columns)))


def of(root: Path, named: Path | None) -> Roster:
    """Read the roster that was named, else the course's own; none is an empty one."""
    if named is None and not (root / NAME).exists():
        return Roster()
    return read(named or root / NAME)


def _text(content: bytes) -> str:
    """Give the text of a table, whatever a spreadsheet has made of its letters."""
    if content.startswith(b"PK\3\4"):
        raise ValueError("it is a workbook or a zip, and no CSV")
    if b"\0" in content[:100] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("it is no text")
    try:
        return decoded(content)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str) -> list[list[str]]:
    """Split a table at that sign which gives the most columns that are known."""
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep="):  # a note for Excel
        text = rest
    tables, errors = [], []
    for sign in ",;\t":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
        try:
            tables.append([row for row in reader if any(row)] or [[]])
        except csv.Error as error:
            errors.append(csv.Error(f"line {reader.line_num}: {error}"))
    best = max(tables or [[[]]], key=lambda rows: len(_fields(rows[0])))
    if errors and not _fields(best[0]):
        raise errors[0]
    return best


def _fields(head: Sequence[str]) -> dict[str, int]:
    """Find the place of each field; what Canvas calls "Student" is a name."""
    found: dict[str, int] = {}
    for place, column in enumerate(head):
        column = " ".join(column.replace("_", " ").split())
        is_canvas = column == "Student"
        field = "Student" if is_canvas else _FIELDS.get(column.casefold())
        if field:
            found.setdefault(field, place)
    if "Student" in found:
        named = {"name", "first", "last"} & set(found)
        found.setdefault("student" if named else "name", found.pop("Student"))
    return found


def _person(fields: dict[str, int], line: list[str]) -> dict[str, str]:
    cells = {field: line[at] for field, at in fields.items() if at < len(line)}
    person = {field: re.sub(r"\s*[\r\n]\s*", " ", cell.strip())
              for field, cell in cells.items() if cell.strip()}  # fmt: skip
    if "name" not in person and ("first" in person or "last" in person):
        first, last = person.get("first", ""), person.get("last", "")
        person["name"] = f"{first} {last}".strip()
    if "participant" in person:  # Moodle writes "Participant 1234567", in any language
        person["participant"] = re.search(r"[0-9]*$", person["participant"])[0]
    return person


def _unreadable(path: Path, found: str) -> Facts:
    names = ", ".join(COLUMNS[key][0] for key in KEYS)
    return Facts(
        where=str(path),
        found=found,
        expected=f"a CSV with one of the columns {names}, or with First and Last name",
        done="Nothing was done.",
        next="Export the gradebook of Canvas or Moodle, in English.",
    )
