"""Whose is it: what Moodle and Canvas write on the files of a class's zip.

Both put a student's file behind the student's name and a number. Names are chosen by
students, so a label that can be read in two ways, or that fits two people, is nobody's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.names import looks, safe, unfit
from autograder.roster import filed_as, names_of, plain

SKIPPED = (".ipynb_checkpoints", "__MACOSX")
# Moodle: Ana Okafor_1234567_assignsubmission_file_/tiny.ipynb, or without the slash.
MOODLE = re.compile(r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_file_?(?P<rest>.*)")
MARK = re.compile(r"_\d+_assignsubmission_")
# Canvas: okaforana_LATE_111_901_tiny-2.ipynb; 901 is the upload, 2 the second try.
# Older ones write `late`.
CANVAS = re.compile(
    r"(?P<who>.+?)_(?P<late>(?i:LATE)_)?(?P<id>\d+)_(?P<upload>\d+)_"
    r"(?P<stem>.+?)(?:-(?P<try>\d+))?(?P<end>\.[^.]*)?"
)

# What else they put into a zip: the names that they give, and what it is.
ODD = {
    re.compile(r"anon_.+"): "Canvas made its zip anonymous, and so does not say whose"
    " it is: show the students' names in Canvas, and download it again",
    re.compile(r".+_\d+_text\.html"): "it was typed into Canvas, and is no file that"
    " was handed in",
    re.compile(r".+_\d+_link\.html"): "it is a web address, handed in to Canvas in a"
    " file's place",
    re.compile(r".+_\d+_assignsubmission_onlinetext.*"): "it was typed into Moodle, and"
    " is no file that was handed in",
    re.compile(
        r".+_\d+_assignsubmission_(?!file).*"
    ): "Moodle has it from elsewhere: it is no file submission",
    re.compile(r".+_\d+_assignfeedback_.*"): "it is feedback that Moodle keeps, and no"
    " file that was handed in",
}


@dataclass(frozen=True)
class Label:
    """Who handed a file in, what it is called, which try it is and whether late."""

    kind: str
    who: str
    number: str
    name: str
    attempt: tuple[int, int] = (0, 0)
    late: bool = False


@dataclass(frozen=True)
class Owner:
    """The folder for somebody's files; `why` tells what is to be known of them."""

    folder: str
    why: str = ""
    is_stranger: bool = False


def read(names: Sequence[str]) -> list[Label | str]:
    """Give the label of each name of a zip, or why it has none.

    A name that reads as Moodle's and as Canvas's is what the others are.

    >>> read(["ana_111_900_x_222_assignsubmission_file_tiny.ipynb"])
    ["its name reads as Moodle's and as Canvas's"]
    """
    read_as = [_readings(name) for name in names]
    sure = {found[0].kind for found in read_as if len(found) == 1}
    labels = []
    for name, found in zip(names, read_as, strict=True):
        fitting = [label for label in found if len(found) == 1 or {label.kind} == sure]
        if len(fitting) == 1:
            labels.append(_checked(name, fitting[0]))
        elif found:
            labels.append("its name reads as Moodle's and as Canvas's")
        else:
            labels.append(_odd(name))
    return labels


def _odd(name: str) -> str:
    """Say what an entry is that belongs to nobody."""
    parts = _path(name).parts
    said = (what for odd, what in ODD.items() if any(map(odd.fullmatch, parts)))
    return next(said, "its name is none that Moodle or Canvas gives")


def _readings(name: str) -> list[Label]:
    path = _path(name)
    if path.is_absolute() or ".." in path.parts or set(path.parts) & {*SKIPPED}:
        return []
    for folder in path.parts[:-1]:
        if match := MOODLE.fullmatch(folder):
            return [Label("moodle", match["who"], match["id"], path.name)]
    found = []
    if (match := MOODLE.fullmatch(path.name)) and match["rest"]:
        found.append(Label("moodle", match["who"], match["id"], match["rest"]))
    if (match := CANVAS.fullmatch(path.name)) and match["who"] != "anon":
        own, late = f"{match['stem']}{match['end'] or ''}", bool(match["late"])
        attempt = int(match["try"] or 0), int(match["upload"])
        found.append(Label("canvas", match["who"], match["id"], own, attempt, late))
    return found


def _path(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))


def _checked(name: str, label: Label) -> Label | str:
    """Refuse what a student could have named so that it reads as another's."""
    marks = max(len(MARK.findall(part)) for part in _path(name).parts)
    if label.kind == "moodle" and marks > 1:
        return "its name can be read in two ways"
    return label


class People:
    """The people of a roster, found by what an LMS calls them."""

    def __init__(self, people: Sequence[dict]):
        self._people = people
        self._ids = {"canvas": defaultdict(list), "moodle": defaultdict(list)}
        self._names = defaultdict(set)
        self._taken = {looks(filed_as(person)) for person in people}
        for n, person in enumerate(people):
            self._ids["canvas"][person.get("id", "")].append(n)
            self._ids["moodle"][person.get("participant", "")].append(n)
            for name in names_of(person):
                self._names[name].add(n)

    def owners(self, labels: Iterable[Label]) -> dict[tuple, Owner | str]:
        """Give the owner for each name and number, or why it is nobody's."""
        keys = dict.fromkeys((label.kind, label.who, label.number) for label in labels)
        owners = {key: self._owner(*key) for key in keys}
        claims = defaultdict(list)
        for key, owner in owners.items():
            if isinstance(owner, Owner):
                claims[looks(owner.folder)].append(key)
        for claimed in claims.values():
            if len(claimed) > 1:
                two = ", ".join(f"{who} {number}" for _, who, number in claimed)
                for key in claimed:
                    owners[key] = f"two people would have one folder: {two}"
        return owners

    def _owner(self, kind: str, who: str, number: str) -> Owner | str:
        place = self._find(kind, plain(who), number)
        if isinstance(place, str):
            return place
        if place is None:
            owner = Owner(
                safe(f"{who}_{number}"), "not on the roster", is_stranger=True
            )
            if looks(owner.folder) in self._taken:
                return "not on the roster, and called as one who is"
        else:
            person = self._people[place]
            why = _doubt(who, person) if kind == "canvas" else ""  # or it is a group's
            owner = Owner(filed_as(person, who), why)
        if why := unfit(owner.folder):
            return f"its folder's name: {why}"
        return owner if self._people else Owner(owner.folder)

    def _find(self, kind: str, who: str, number: str) -> int | str | None:
        """Find the one person; what Moodle writes is in its grading worksheet alone."""
        named = self._names.get(who, set())
        known = self._ids[kind].get(number, [])
        if len(known) > 1:
            return f"{len(known)} people of the roster have the id {number}"
        if known and named and known[0] not in named:
            return "its id is one student's, its name another's"
        if known:
            return known[0]
        if kind == "canvas":
            named = {n for n in named if not self._people[n].get("id")}
        if len(named) > 1:
            why = f"{len(named)} people of the roster are called so"
            tells = ": its number tells, give the grading worksheet as --roster"
            return why + tells if kind == "moodle" else why
        return next(iter(named), None)


def _doubt(who: str, person: dict) -> str:
    """Say that only an id tells whose it is; names may stand in any order."""
    names = names_of({**person, "student": ""})
    if not names or sorted(plain(who)) in map(sorted, names):
        return ""
    return f"by its id: nobody on the roster is called {who}"
