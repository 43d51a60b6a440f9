"""What enters nbgrader's gradebook: one result, one transaction.

Works on any database that nbgrader does. A run killed at any moment leaves each
submission as it was before or as it is after, and entering it again changes nothing.
"""

import json
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.folders import Course
from autograder.grade import Graded
from autograder.records import (
    Assignment,
    Facts,
    Refusal,
    Result,
    SetupError,
    Submission,
)
from autograder.shelf import Shelf

RETRIES = (0.2, 1, 5)  # seconds to wait for somebody else's transaction


class Ledger:
    """A store of outcomes: the gradebook, the executed notebooks and the records.

    The record is written last, so what has a record is everywhere.
    """

    def __init__(self, course: Course, assignment: Assignment, config: Any):
        self._course, self._assignment = course, assignment
        self._shelf = Shelf(course.records(assignment.name))
        self._book = Gradebook(config)
        self._entered = self._book.students(assignment.name)

    def done(self, submission: Submission) -> Result | Refusal | None:
        """Give what this very content earned before, unless the gradebook lost it."""
        outcome = self._shelf.done(submission)
        lost = isinstance(outcome, Result) and submission.student not in self._entered
        return None if lost else outcome

    def save(self, submission: Submission, outcome: Graded | Refusal) -> None:
        """Keep an outcome, everywhere or nowhere."""
        if isinstance(outcome, Refusal):
            self._shelf.save(submission, outcome)
            return
        stamp = submission.files.get("timestamp.txt", b"").decode(errors="replace")
        stamp = stamp.strip() if self._book.is_time(stamp) else ""
        self._write(outcome, stamp)
        self._book.enter(outcome, stamp)
        self._shelf.save(submission, outcome.result)

    def _write(self, graded: Graded, stamp: str) -> None:
        """Put the executed notebook where the formgrader and the feedback find it."""
        result = graded.result
        folder = self._course.root / "autograded" / result.student / result.assignment
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(graded.notebook, indent=1, ensure_ascii=False)
        _replace(folder / f"{self._assignment.notebook}.ipynb", f"{text}\n")
        if stamp:
            _replace(folder / "timestamp.txt", stamp)


class Gradebook:
    """nbgrader's gradebook, opened once; `config` is nbgrader's configuration."""

    def __init__(self, config: Any):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from nbgrader import api, utils
        self._api, self._utils, self._config = api, utils, config
        try:
            self._book = api.Gradebook(
                config.CourseDirectory.db_url, config.CourseDirectory.course_id
            )
        except Exception as error:
            raise SetupError(_unreachable(config, error)) from None
        self._cells: dict[str, str] = {}

    def close(self) -> None:
        """Let go of the database."""
        self._book.close()

    def students(self, assignment: str) -> set[str]:
        """Name the students who have a submission of this assignment here."""
        try:
            found = self._book.find_assignment(assignment).submissions
        except self._api.MissingEntry:
            return set()
        return {submission.student_id for submission in found}

    def knows(self, assignment: str) -> bool:
        """Tell whether the assignment was ever released into this gradebook."""
        try:
            return bool(self._book.find_assignment(assignment).notebooks)
        except self._api.MissingEntry:
            return False

    def is_time(self, stamp: str) -> datetime | None:
        """Read a time stamp as nbgrader does; None if it is none."""
        try:
            return self._utils.parse_utc(stamp) if stamp else None
        except (ValueError, OverflowError):
            return None

    def enter(self, graded: Graded, stamp: str) -> None:
        """Enter a result; what people gave by hand stays, and waits for their eyes."""
        from sqlalchemy.exc import OperationalError

        for seconds in (*RETRIES, None):
            try:
                with self._transaction():
                    self._enter(graded, stamp)
                return
            except OperationalError:
                if seconds is None:
                    raise
                time.sleep(seconds)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Have all that nbgrader's functions commit in here committed at once."""
        from sqlalchemy.exc import SAWarning
        from sqlalchemy.orm import Session

        book, usual = self._book, self._book.db
        with book.engine.begin() as connection, warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader's own objects
            book.db = Session(connection, join_transaction_mode="rollback_only")
            try:
                yield
                book.db.flush()
            finally:
                book.db.close()
                book.db = usual

    def _enter(self, graded: Graded, stamp: str) -> None:
        result, book = graded.result, self._book
        book.update_or_create_student(result.student)
        when = {"timestamp": stamp} if stamp else {}
        submission = book.update_or_create_submission(
            result.assignment, result.student, **when
        )
        (notebook,) = submission.notebooks
        cells = {}
        for cell in self._utils_cells(graded.notebook):
            cells[cell.metadata.nbgrader["grade_id"]] = cell
        points = {verdict.part: verdict.points for verdict in result.verdicts}
        for grade in notebook.grades:
            self._grade(grade, cells, points)
        for comment in notebook.comments:
            self._comment(comment, cells)
        self._late(submission, notebook)

    def _utils_cells(self, notebook: dict) -> list:
        import nbformat

        cells = nbformat.from_dict(notebook).cells
        return [cell for cell in cells if cell.metadata.get("nbgrader")]

    def _name(self, entry: Any) -> str:
        if entry.cell_id not in self._cells:
            self._cells[entry.cell_id] = entry.cell.name
        return self._cells[entry.cell_id]

    def _grade(self, grade: Any, cells: dict, points: dict[str, float]) -> None:
        """Score a part: the judge's points, or 0 for an answer left as handed out."""
        name = self._name(grade)
        if name in points:
            score = points[name]
        elif name in cells and self._utils.is_grade(cells[name]):
            score, _ = self._utils.determine_grade(cells[name])
        else:
            score = None
        grade.auto_score = score
        grade.needs_manual_grade = grade.manual_score is not None or score is None

    def _comment(self, comment: Any, cells: dict) -> None:
        cell = cells.get(self._name(comment))
        if cell is None:
            return
        same = cell.metadata.nbgrader.get("checksum") == (
            self._utils.compute_checksum(cell)
        )
        left = same and not self._utils.is_task(cell)
        comment.auto_comment = "No response." if left else None

    def _late(self, submission: Any, notebook: Any) -> None:
        """Take off what the course's rule for late submissions says."""
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late <= 0:
            return
        from nbgrader.preprocessors import AssignLatePenalties

        self._book.db.flush()
        rule = AssignLatePenalties(config=self._config)
        rule.init_plugin()
        penalty = rule.plugin_inst.late_submission_penalty(
            submission.student_id, notebook.score, late
        )
        if penalty is not None:
            most = max(notebook.score, 0)
            notebook.late_submission_penalty = min(max(penalty, 0), most)


def _replace(path: Path, text: str) -> None:
    """Write beside and move: who reads gets the old file or the new one."""
    beside = path.with_suffix(".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _unreachable(config: Any, error: Exception) -> Facts:
    # A url may hold a password: only what stands behind it is shown.
    where = str(config.CourseDirectory.db_url).rpartition("@")[2]
    return Facts(
        where=where,
        found=f"the gradebook cannot be opened ({type(error).__name__}: {error})",
        done="Nothing was graded.",
        next="Is the server running, is c.CourseDirectory.db_url right, is the driver"
        " installed?",
    )
