"""Which answer a mark was given for: written in the gradebook, beside the mark.

There, because a mark and what it was given for must not part: a lost record, a refusal
in between or an older copy of the gradebook would else have a mark wait that was given,
or count one for an answer that nobody read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

_NAME = String(128)  # as long as nbgrader's own


def _table(name: str, *columns: Column) -> Table:
    key = (
        Column(n, _NAME, primary_key=True) for n in ("assignment", "student", "part")
    )
    return Table(name, MetaData(), *key, *columns)


_TABLE = _table(
    "first_neuron_answers",
    Column("last", String(16), nullable=False),
    Column("read", String(16), nullable=False),
)
_ASIDE = _table(
    "first_neuron_aside", Column("extra", Float()), Column("comment", Text())
)


@dataclass(frozen=True)
class Given:
    """What a person gave beside a mark."""

    extra: float | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Known:
    """The fingerprints of the answer that came last, and of the one that was read.

    `aside` is what was given beside the mark, while it does not count.
    """

    last: str = ""
    read: str = ""
    aside: Given = field(default=Given(), repr=False)

    def after(self, is_read: bool, now: str, same_score: bool) -> "Known":
        """Say what is known when an answer is entered, `is_read` the mark before it.

        The mark counts for it if it is the one that was read.

        >>> Known("a").after(True, "b", True).after(False, "a", True)
        Known(last='a', read='a')
        """
        read = self.last if is_read else self.read
        stale = read == now and not same_score
        return replace(self, last=now, read="" if stale else read)

    def beside(
        self, given: Given, is_read: bool, is_other: bool
    ) -> tuple["Known", Given]:
        """Put aside what was given for an answer that another replaced, or put it back.

        >>> praise, one, two = Given(1, "Well!"), Known("a", "a"), Known("b", "a")
        >>> two, left = two.beside(praise, is_read=True, is_other=True)
        >>> left, one.beside(left, True, True)[1]
        (Given(extra=None, comment=None), Given(extra=None, comment=None))
        """
        if is_read and is_other and not self.counts:
            return replace(self, aside=given), Given()
        if not self.counts:
            return self, given
        if not is_read:
            given = Given(
                given.extra or self.aside.extra, given.comment or self.aside.comment
            )
        return replace(self, aside=Given()), given

    @property
    def counts(self) -> bool:
        """Whether a mark that was given is one for the last answer."""
        return bool(self.last) and self.last == self.read


def load(connection: Any, assignment: str, student: str) -> dict[str, Known]:
    """Give what is known of a student's answers, by part."""
    known, aside = (_rows(connection, t, assignment, student) for t in (_TABLE, _ASIDE))
    given = {row.part: Given(row.extra, row.comment) for row in aside}
    return {
        row.part: Known(row.last, row.read, given.get(row.part, Given()))
        for row in known
    }


def _rows(connection: Any, table: Table, assignment: str, student: str) -> Any:
    table.create(connection, checkfirst=True)
    theirs = _theirs(table, assignment, student)
    return connection.execute(select(table).where(*theirs))


def save(
    connection: Any, assignment: str, student: str, known: Mapping[str, Known]
) -> None:
    """Write down what is known of a student's answers, by part."""
    prints = {part: {"last": k.last, "read": k.read} for part, k in known.items()}
    aside = {part: vars(k.aside) for part, k in known.items() if k.aside != Given()}
    for table, found in (_TABLE, prints), (_ASIDE, aside):
        connection.execute(delete(table).where(*_theirs(table, assignment, student)))
        whose = {"assignment": assignment, "student": student}
        rows = [{**whose, "part": part, **fields} for part, fields in found.items()]
        if rows:
            connection.execute(insert(table), rows)


def _theirs(table: Table, assignment: str, student: str) -> tuple:
    return table.c.assignment == assignment, table.c.student == student


def fingerprints(notebook: dict) -> dict[str, str]:
    """Name what each part's points rest on, so that an untouched answer is known again.

    An answer that a person reads is its own cell; a test rests on all code that is the
    student's, and a task on all that is the student's.

    >>> mark = {"grade_id": "essay", "grade": True, "solution": True, "points": 4}
    >>> cell = {"cell_type": "markdown", "metadata": {"nbgrader": mark}}
    >>> one, two = ({"cells": [{**cell, "source": word}]} for word in ("yes", "no"))
    >>> fingerprints(one) == fingerprints(two)
    False
    """
    marked = [(c["metadata"].get("nbgrader") or {}, c) for c in notebook["cells"]]
    theirs = [cell for mark, cell in marked if not mark.get("locked")]
    code = [cell for cell in theirs if cell["cell_type"] == "code"]
    rests = {}
    for mark, cell in marked:
        if mark.get("task"):
            rests[mark["grade_id"]] = _fingerprint(mark, theirs)
        elif mark.get("grade"):
            own = [cell] if mark["solution"] else code
            rests[mark["grade_id"]] = _fingerprint(mark, own)
    return rests


def _fingerprint(mark: dict, cells: list[dict]) -> str:
    """Points are in it: a mark of 8 out of 10 is none out of 5."""
    texts = [[c["source"].strip(), c.get("attachments", {})] for c in cells]
    plain = json.dumps([mark.get("points"), texts], sort_keys=True)
    return sha256(plain.encode()).hexdigest()[:16]
