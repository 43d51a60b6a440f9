"""A store of outcomes: the gradebook, the executed notebooks and the records."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder import entries, inbox, stamps
from autograder.files import write_whole
from autograder.folders import Course
from autograder.grade import Graded
from autograder.gradebook import Gradebook
from autograder.parcels import STAMP
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Refusal,
    Result,
    Submission,
)
from autograder.sheets import split
from autograder.shelf import Shelf


class Ledger:
    """Where outcomes are kept. The record is written last, so what has one is complete.

    What a person gave by hand stands as long as the answer is the one that was read.
    """

    def __init__(self, course: Course, assignment: Assignment, config: Any):
        self._course, self._assignment = course, assignment
        self._shelf = Shelf(course.records(assignment.name))
        self.book = Gradebook(config)
        self._entered = self.book.students(assignment.name)
        self._scores = self.book.scores(assignment.name)
        # A slip in the rule for late work is told now, not after an hour of grading.
        assert callable(self.book.rule)

    def done(self, submission: Submission) -> Result | Refusal | None:
        """Give what this very content earned before, unless the gradebook lost it."""
        outcome = self._shelf.done(submission)
        lost = isinstance(outcome, Result) and (
            submission.student not in self._entered
            or not entries.is_of(outcome, self._scores.get(submission.student, {}))
            # The formgrader may have removed it.
            or not all(p.exists() for p in self._executed(submission.student).values())
        )
        return None if lost else outcome

    def save(self, submission: Submission, outcome: Graded | Refusal) -> None:
        """Keep an outcome, everywhere or nowhere; none of what was replaced since."""
        when = _when(submission)
        if not inbox.is_same(submission, self._assignment.digest):
            raise _replaced(submission)
        if isinstance(outcome, Refusal):
            self._shelf.save(submission, outcome)
            return
        self._write(outcome, when)
        self.book.enter(outcome, when)
        self._shelf.save(submission, outcome.result)

    def _executed(self, student: str) -> dict[str, Path]:
        """Name the files of a student's executed notebooks, by notebook."""
        folder = self._course.root / "autograded" / student / self._assignment.name
        return {name: folder / f"{name}.ipynb" for name in self._assignment.notebooks}

    def _write(self, graded: Graded, when: datetime | None) -> None:
        """Put the executed notebook where the formgrader and the feedback find it."""
        paths = self._executed(graded.result.student)
        folder = next(iter(paths.values())).parent
        folder.mkdir(parents=True, exist_ok=True)
        for name, sheet in split(graded.notebook, list(paths)).items():
            text = json.dumps(sheet, indent=1, ensure_ascii=False)
            write_whole(paths[name], f"{text}\n")
        if when:
            write_whole(folder / STAMP, stamps.written(when))
        else:
            (folder / STAMP).unlink(missing_ok=True)


def _when(submission: Submission) -> datetime | None:
    """Give the time at which it was handed in; None if nothing says when."""
    try:
        stamp = submission.files.get(STAMP)
    except FileNotFoundError:  # it is gone, and that will be seen
        return None
    return None if stamp is None else stamps.read(stamp)


def _replaced(submission: Submission) -> EngineFault:
    facts = Facts(
        found="it was replaced while it was graded",
        done="Nothing was scored, neither of the old one nor of the new one.",
        next="Run the same command again; it tries only what is left.",
    )
    return EngineFault(submission.student, submission.assignment, facts)
