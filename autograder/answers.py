"""Which answer a mark was given for: written in the gradebook, beside the mark.

There, because a mark and what it was given for must not part: a lost record, a refusal
in between or an older copy of the gradebook would else have a mark wait that was given,
or count one for an answer that nobody read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, delete, insert, select

_NAME = String(128)  # as long as nbgrader's own
_TABLE = Table(
    "first_neuron_answers",
    MetaData(),
    Column("assignment", _NAME, primary_key=True),
    Column("student", _NAME, primary_key=True),
    Column("part", _NAME, primary_key=True),
    Column("last", String(16), nullable=False),
    Column("read", String(16), nullable=False),
)


@dataclass(frozen=True)
class Known:
    """The fingerprints of the answer that came last, and of the one that was read."""

    last: str = ""
    read: str = ""

    def after(self, is_read: bool, now: str, same_score: bool) -> "Known":
        """Say what is known when an answer is entered, `is_read` the mark before it.

        The mark counts for it if it is the one that was read.

        >>> Known("a").after(True, "b", True).after(False, "a", True)
        Known(last='a', read='a')
        """
        read = self.last if is_read else self.read
        return Known(now, "" if read == now and not same_score else read)

    @property
    def counts(self) -> bool:
        """Whether a mark that was given is one for the last answer."""
        return bool(self.last) and self.last == self.read


def load(connection: Any, assignment: str, student: str) -> dict[str, Known]:
    """Give what is known of a student's answers, by part."""
    _TABLE.create(connection, checkfirst=True)
    rows = connection.execute(select(_TABLE).where(*_theirs(assignment, student)))
    return {row.part: Known(row.last, row.read) for row in rows}


def save(
    connection: Any, assignment: str, student: str, known: Mapping[str, Known]
) -> None:
    """Write down what is known of a student's answers, by part."""
    connection.execute(delete(_TABLE).where(*_theirs(assignment, student)))
    whose = {"assignment": assignment, "student": student}
    rows = [{**whose, "part": part, **vars(each)} for part, each in known.items()]
    if rows:
        connection.execute(insert(_TABLE), rows)


def _theirs(assignment: str, student: str) -> tuple:
    return _TABLE.c.assignment == assignment, _TABLE.c.student == student


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
