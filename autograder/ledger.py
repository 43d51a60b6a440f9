"""A store of outcomes: the gradebook, the executed notebooks and the records."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.files import write_whole
from autograder.folders import Course
from autograder.grade import Graded
from autograder.gradebook import Gradebook
from autograder.records import Assignment, Refusal, Result, Submission
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
        # A slip in the rule for late work is told now, not after an hour of grading.
        assert callable(self.book.rule)

    def done(self, submission: Submission) -> Result | Refusal | None:
        """Give what this very content earned before, unless the gradebook lost it."""
        outcome = self._shelf.done(submission)
        lost = isinstance(outcome, Result) and (
            submission.student not in self._entered
            or not self._executed(submission.student).exists()  # the formgrader's doing
        )
        return None if lost else outcome

    def save(self, submission: Submission, outcome: Graded | Refusal) -> None:
        """Keep an outcome, everywhere or nowhere."""
        if isinstance(outcome, Refusal):
            self._shelf.save(submission, outcome)
            return
        answers = fingerprints(outcome.notebook)
        before = getattr(self._shelf.last(submission.student), "answers", {})
        same = {name for name, print_ in answers.items() if before.get(name) == print_}
        stamp = submission.files.get("timestamp.txt", b"").decode(errors="replace")
        stamp = stamp.strip() if self.book.is_time(stamp) else ""
        self._write(outcome, stamp)
        self.book.enter(outcome, stamp, same)
        self._shelf.save(submission, replace(outcome.result, answers=answers))

    def _executed(self, student: str) -> Path:
        folder = self._course.root / "autograded" / student / self._assignment.name
        return folder / f"{self._assignment.notebook}.ipynb"

    def _write(self, graded: Graded, stamp: str) -> None:
        """Put the executed notebook where the formgrader and the feedback find it."""
        result = graded.result
        path = self._executed(result.student)
        folder = path.parent
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(graded.notebook, indent=1, ensure_ascii=False)
        write_whole(path, f"{text}\n")
        if stamp:
            write_whole(folder / "timestamp.txt", stamp)
        else:
            (folder / "timestamp.txt").unlink(missing_ok=True)


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
