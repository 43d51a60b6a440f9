"""A submitted notebook, rebuilt on its release: only the answers are the student's.

The release gives the cells, their order and their marks; the submission gives the text
of the answers, and the student's own extra cells. An answer is found by its mark, else
by what it defines, else by where it stands. Pure: cells in, cells out. Every cell is
read once, so that thousands of cells take no longer than their text.
"""

import ast
import difflib
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from autograder.records import Repair

FITTING = 0.5  # of the cells without a mark; a notebook that lost all marks has them
COMPARED = 500  # characters, of texts that are compared for likeness
COPY = "copy of a marked cell left out"
EDITED = "edited cell put back as it was handed out"
OLDER = "cell of an older version of the assignment, replaced by the newer one"


@dataclass
class Handed:
    """A cell as it was handed in; `place` is the released cell it was taken for."""

    number: int
    kind: str
    text: str
    claim: object = None  # what its nbgrader mark says, of whatever type
    place: int | None = None
    dropped: bool = False

    @property
    def name(self) -> str:
        """The assignment's cell that this one claims to be."""
        name = self.claim.get("grade_id") if isinstance(self.claim, dict) else None
        return name if isinstance(name, str) else ""

    @cached_property
    def is_as_fetched(self) -> bool:
        """Whether it is as it was handed out, in this release or an older one.

        nbgrader marks each cell that it locks with a checksum. A forged one changes
        what is told of a cell, and nothing else.
        """
        claim = self.claim if isinstance(self.claim, dict) else {}
        return "checksum" in claim and claim["checksum"] == checksum(self)

    @cached_property
    def defined(self) -> frozenset[str]:
        """The functions and classes that it defines."""
        return _defined(self.text)

    @cached_property
    def trimmed(self) -> str:
        """Its text, but for white space at the ends of lines and of the cell."""
        return _trimmed(self.text)


@dataclass
class _Desk:
    """The work: the released cells, the handed-in ones, and what was put right."""

    release: list[dict]
    handed: list[Handed]
    repairs: list[Repair] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = {name_of(c): n for n, c in enumerate(self.release) if name_of(c)}
        self.asked = [_defined(c["source"]) for c in self.release]
        self.trimmed = [_trimmed(c["source"]) for c in self.release]
        self.definers = Counter(n for cell in self.handed for n in cell.defined)
        models = zip(self.release, self.asked, strict=True)
        self.askers = Counter(n for m, names in models if answer(m) for n in names)

    def tell(self, place: int, what: str) -> None:
        self.repairs.append(Repair(name_of(self.release[place]), what))

    def taken(self) -> dict[int, Handed]:
        return {h.place: h for h in self.handed if h.place is not None}

    def free(self) -> list[Handed]:
        return [h for h in self.handed if h.place is None and not h.dropped]

    def missing(self) -> list[int]:
        taken = self.taken()
        return [n for n, c in enumerate(self.release) if n not in taken and answer(c)]

    def is_filled(self, place: int, cell: Handed) -> bool:
        return cell.trimmed != self.trimmed[place]


@dataclass(frozen=True)
class Rebuilt:
    """The released cells with the student's answers in them, and what was put right.

    `found` are the parts and answers that were recognised, by name; it is empty for a
    notebook that lost every mark, and `cells` for one of something else.
    """

    cells: list[dict]
    repairs: list[Repair]
    found: frozenset[str]


def rebuild(release: list[dict], handed: list[Handed]) -> Rebuilt:
    """Rebuild what was handed in on the release.

    Gives no cell at all if nothing of the assignment was found in what was handed in.
    """
    desk = _Desk(release, handed)
    for step in (_by_mark, _by_text, _by_definition):
        step(desk)
    found = {name_of(release[n]) for n in desk.taken() if _is_telling(release[n])}
    if not found and not _fits(desk):
        return Rebuilt([], [], frozenset())
    for step in (_by_position, _drop_copies, _tell_marks):
        step(desk)
    last = len(release)
    repairs = sorted(desk.repairs, key=lambda r: desk.place.get(r.part, last))
    return Rebuilt(_lay_out(desk), repairs, frozenset(found))


def _is_telling(cell: dict) -> bool:
    """Tell whether no other assignment has such a cell: an answer, or a test."""
    return answer(cell) or bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def _fits(desk: _Desk) -> bool:
    """Tell whether most of what stands between the answers is as it was handed out."""
    plain = {n for n, c in enumerate(desk.release) if not _is_telling(c)}
    return bool(plain) and len(plain & desk.taken().keys()) >= FITTING * len(plain)


def answer(cell: dict) -> bool:
    """Tell whether a released cell is there for a student's text."""
    mark = cell["metadata"].get("nbgrader", {})
    return bool(mark.get("solution") or (mark.get("task") and not mark.get("locked")))


def name_of(cell: dict) -> str:
    """Give the name of a released cell, "" for one without a mark."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _by_mark(desk: _Desk) -> None:
    """Take cells for what they claim to be; of copies, the first that is filled in."""
    claims: dict[int, list[Handed]] = {}
    for cell in desk.handed:
        if cell.name in desk.place:
            claims.setdefault(desk.place[cell.name], []).append(cell)
    for place, cells in claims.items():
        plausible = [c for c in cells if not _is_another(desk, place, c)]
        filled = [c for c in plausible if desk.is_filled(place, c)]
        for cell in (filled or plausible)[:1]:
            cell.place = place


def _is_another(desk: _Desk, place: int, cell: Handed) -> bool:
    """Tell whether a cell wears the wrong mark: what it asks for stands elsewhere."""
    asked, defined = desk.asked[place], cell.defined
    if defined & asked:
        return False
    return any(desk.askers[n] for n in defined) or any(desk.definers[n] for n in asked)


def _by_text(desk: _Desk) -> None:
    """Recognise what is as it was handed out: it says where the rest belongs."""
    taken, free = desk.taken(), defaultdict(list)
    for cell in reversed(desk.free()):
        free[cell.trimmed].append(cell)
    for place, model in enumerate(desk.release):
        same = free[desk.trimmed[place]]
        if same and place not in taken and not answer(model):
            same.pop().place = place


def _by_definition(desk: _Desk) -> None:
    for place in desk.missing():
        found = [c for c in desk.free() if desk.asked[place] & c.defined]
        filled = [c for c in found if desk.is_filled(place, c)]
        for cell in (filled or found)[:1]:
            cell.place = place
            desk.tell(place, "its mark was lost; found by what it defines")


def _by_position(desk: _Desk) -> None:
    """Take for an answer what stands between the answer's neighbours."""
    for place in desk.missing():
        model = desk.release[place]
        if desk.asked[place]:
            continue  # a function is never guessed from where it stands
        between = [c for c in _between(desk, place) if not _is_copy(desk, c)]
        same = [c for c in between if c.kind == model["cell_type"]]
        filled = [c for c in same if desk.is_filled(place, c)] or same
        if filled:
            best = max(filled, key=lambda c: _similarity(c.text, model["source"]))
            best.place = place
            desk.tell(place, "its mark was lost; found by where it stands")


def _is_copy(desk: _Desk, cell: Handed) -> bool:
    """Tell whether a cell claims to be another of its kind, which was found already."""
    claimed = desk.place.get(cell.name)
    return claimed is not None and desk.release[claimed]["cell_type"] == cell.kind


def _between(desk: _Desk, place: int) -> list[Handed]:
    """List the free cells between the neighbours of a place."""
    taken = desk.taken()
    before = [c.number for n, c in taken.items() if n < place]
    after = [c.number for n, c in taken.items() if n > place]
    first, last = max(before, default=0), min(after, default=len(desk.handed) + 1)
    return [c for c in desk.free() if first < c.number < last]


def _drop_copies(desk: _Desk) -> None:
    """Leave out what would undo the rebuilding: copies of the release's own cells."""
    handed_out = set(desk.trimmed)
    for cell in desk.free():
        own = cell.name in desk.place
        model = desk.release[desk.place[cell.name]] if own else None
        as_released = cell.trimmed in handed_out
        cell.dropped = as_released or (own and not answer(model))
        if cell.dropped or own:
            part = cell.name if own else f"cell {cell.number}"
            what = (
                COPY if cell.dropped else "copy of a marked cell kept as an extra one"
            )
            desk.repairs.append(Repair(part, what))


def _tell_marks(desk: _Desk) -> None:
    """Tell what was wrong with marks, deleted cells and the order."""
    taken = desk.taken()
    for place, model in enumerate(desk.release):
        cell, mark = taken.get(place), model["metadata"].get("nbgrader")
        if cell is None:
            if mark and (answer(model) or mark.get("grade")):
                desk.tell(place, "missing cell put in")
        elif mark:
            _tell_cell(desk, place, cell, model)
    for cell in desk.handed:
        if cell.claim is not None and cell.name not in desk.place:
            part = f"cell {cell.number}"
            older = "is not in the assignment any more; kept as an extra one"
            what = older if cell.is_as_fetched else "foreign nbgrader mark removed"
            desk.repairs.append(Repair(part, what))
    order = [c.place for c in desk.handed if c.place is not None]
    marked = [n for n in order if name_of(desk.release[n])]
    if any(a > b for a, b in pairwise(marked)):
        desk.repairs.append(Repair("", "cells put back in their order"))


def _tell_cell(desk: _Desk, place: int, cell: Handed, model: dict) -> None:
    mark = model["metadata"]["nbgrader"]
    if not answer(model) and desk.is_filled(place, cell):
        desk.tell(place, OLDER if cell.is_as_fetched else EDITED)
    elif cell.kind != model["cell_type"]:
        desk.tell(place, f"a {cell.kind} cell turned back into {model['cell_type']}")
    elif cell.name == mark["grade_id"]:
        keys = ("grade", "solution", "locked", "points", "schema_version")
        wrong = [k for k in keys if k in mark and cell.claim.get(k) != mark[k]]
        if wrong and cell.is_as_fetched and not answer(model):
            desk.tell(place, OLDER)
        elif wrong == ["points"]:
            desk.tell(place, f"worth {mark['points']:g} points, whatever its mark says")
        elif wrong:
            desk.tell(place, "damaged nbgrader mark replaced")
    elif not answer(model):
        desk.tell(place, "its mark was lost; found by its text")


def _lay_out(desk: _Desk) -> list[dict]:
    """Put the answers into the released cells, and extra cells behind neighbours."""
    extras: dict[int, list[dict]] = {}
    behind = -1
    for cell in desk.handed:
        if cell.place is not None:
            behind = cell.place
            model = desk.release[behind]
            if _runs_edited(desk, cell):
                extras.setdefault(behind, []).append(_extra(cell))
        elif not cell.dropped and cell.text.strip():
            extras.setdefault(behind, []).append(_extra(cell))
    taken, cells = desk.taken(), list(extras.get(-1, []))
    for place, model in enumerate(desk.release):
        cell = taken.get(place)
        text = cell.text if cell and answer(model) else model["source"]
        cells += [{**model, "source": text}, *extras.get(place, [])]
    return cells


def _runs_edited(desk: _Desk, cell: Handed) -> bool:
    """Tell whether an edited locked cell runs too, behind its original.

    A student may have added an import to it that an answer needs. One of an older
    version would undo what the newer one does.
    """
    model = desk.release[cell.place]
    mark = model["metadata"].get("nbgrader", {})
    locked = model["cell_type"] == "code" and not answer(model)
    edited = desk.is_filled(cell.place, cell) and not cell.is_as_fetched
    return locked and edited and not mark.get("grade") and cell.kind == "code"


def checksum(cell: Handed) -> str | None:
    """Give what nbgrader would mark this cell with; None if its mark is a mess."""
    mark = cell.claim if isinstance(cell.claim, dict) else {}
    grade, solution = mark.get("grade", False), mark.get("solution", False)
    locked = not solution and (bool(grade) or mark.get("locked", False))
    try:
        points = [str(float(mark["points"]))] if grade else []
        told = [cell.text, cell.kind, str(grade), str(solution), str(locked)]
        whole = "".join([*told, mark["grade_id"], *points])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return hashlib.md5(whole.encode(), usedforsecurity=False).hexdigest()


def _extra(cell: Handed) -> dict:
    plain = {"cell_type": cell.kind, "metadata": {}, "source": cell.text}
    code = cell.kind == "code"
    return plain | ({"outputs": [], "execution_count": None} if code else {})


def _defined(text: str) -> frozenset[str]:
    """Name the functions and classes that a cell defines, also one with an error."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        heads = (line.split("(")[0].split(":")[0].split() for line in text.splitlines()
                 if line.startswith(("def ", "class ")))  # fmt: skip
        return frozenset(head[1] for head in heads if len(head) == 2)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(node.name for node in body if isinstance(node, kinds))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _similarity(one: str, other: str) -> float:
    one, length = one[: 10 * COMPARED], len(one)
    words = Counter(one.split()), Counter(other.split())
    shared = sum((words[0] & words[1]).values())
    # The quick ratio counts letters, wherever they stand: the exact one is quadratic.
    ratio = difflib.SequenceMatcher(
        None, one[:COMPARED], other[:COMPARED]
    ).quick_ratio()
    return ratio + shared + min(length, 2000) / 2000
