"""nbgrader's gradebook: what enters it, a transaction a result, and what it holds.

Works on any database that nbgrader does. A run killed at any moment leaves each
submission as it was before or as it is after, and entering it again changes nothing.
"""

import math
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from autograder import answers, entries, stamps
from autograder.grade import Graded
from autograder.records import (
    Assignment,
    EngineFault,
    Facts,
    Part,
    Refusal,
    Result,
    SetupError,
)
from autograder.roster import Person
from autograder.sheets import split
from autograder.troubles import is_known, of_gradebook, passes

Outcome = Result | Refusal | EngineFault
RETRIES = (0.2, 1, 5)  # seconds to wait for somebody else's transaction


class Gradebook:
    """nbgrader's gradebook, opened once; `config` is nbgrader's configuration."""

    def __init__(self, config: Any):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from nbgrader import api, utils
        self._api, self._utils, self._config = api, utils, config
        # A url may hold a password: only what stands behind it is shown.
        self._where = str(config.CourseDirectory.db_url).rpartition("@")[2]
        try:
            self._book = api.Gradebook(
                config.CourseDirectory.db_url, config.CourseDirectory.course_id
            )
        except Exception as error:
            raise SetupError(of_gradebook(self._where, error)) from None
        self._cells: dict[str, Any] = {}

    @cached_property
    def rule(self) -> Callable[..., float | None]:
        """Load the course's rule for late submissions, as nbgrader would."""
        from nbgrader.preprocessors import AssignLatePenalties

        root = str(self._config.CourseDirectory.get("root", ""))
        sys.path.append(root)  # a rule of the course's own stands beside its settings
        try:
            step = AssignLatePenalties(config=self._config)
            step.init_plugin()
        except Exception as error:
            raise SetupError(_no_rule(error)) from None
        finally:
            sys.path.remove(root)
        return step.plugin_inst.late_submission_penalty

    def close(self) -> None:
        """Let go of the database."""
        self._book.close()

    def scores(self, assignment: str) -> dict[str, dict[str, float]]:
        """Give what the tests gave, by student and part."""
        try:
            with self._told():
                return entries.scores(self._api, self._book, assignment)
        except self._api.MissingEntry:
            return {}

    def students(self, assignment: str) -> set[str]:
        """Name the students who have a whole submission of this assignment here."""
        try:
            with self._told():
                return entries.whole(self._api, self._book, assignment)
        except self._api.MissingEntry:
            return set()

    def due(self, assignment: str) -> datetime | None:
        """Give the date at which an assignment is due, in UTC; None if it has none."""
        try:
            with self._told():
                return self._book.find_assignment(assignment).duedate
        except self._api.MissingEntry:
            return None

    def knows(self, assignment: Assignment) -> bool:
        """Tell whether the assignment was released into this gradebook, every part."""
        parts = {part.name for part in assignment.parts}
        try:
            with self._told():
                return parts <= entries.names(self._book, assignment.name)
        except self._api.MissingEntry:
            return False

    def enter(self, graded: Graded, when: datetime | None = None) -> None:
        """Enter a result, with the time at which it was handed in, if it is known.

        What people gave by hand stays. It counts at once for an answer that is the one
        that was read; another waits for their eyes again.
        """
        self._write(lambda: self._enter(graded, when))

    def name(self, people: Sequence[Person]) -> None:
        """Enter the names of those who are here already."""
        known = {person.student: person for person in people}
        self._write(lambda: [_call(student, known[student.id])
                             for student in self._book.students
                             if student.id in known])  # fmt: skip

    def people(self) -> dict[str, Person]:
        """Give what is known of everybody's name."""
        with self._told():
            return {
                s.id: Person(s.id, s.first_name or "", s.last_name or "", s.email or "")
                for s in self._book.students
            }

    def comments(self, assignment: str) -> dict[str, dict[str, str]]:
        """Give what people wrote to each student, by the name of the answer."""
        with self._told():
            found = self._book.find_assignment(assignment).submissions
            return {
                entry.student_id: {
                    self._cell(comment)[0]: comment.comment
                    for notebook in entry.notebooks
                    for comment in filter(entries.has_cell, notebook.comments)
                    if comment.comment
                }
                for entry in found
            }

    def reread(self, assignment: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Bring results up to date: marks by hand, extra credit, lateness.

        Penalties are counted anew, because nbgrader counts them only when a submission
        is graded, before anybody has read an essay or moved a date.
        """
        return self._write(lambda: list(self._reread(assignment, outcomes)))

    def _write(self, act: Callable[[], Any]) -> Any:
        """Do something in one transaction; wait for who is writing now."""
        for seconds in (*RETRIES, None):
            try:
                with self._transaction():
                    return act()
            except Exception as error:
                cause = self._cause(error)
                if cause is None:
                    raise
                if seconds is None or not passes(cause):
                    raise SetupError(of_gradebook(self._where, cause)) from None
                time.sleep(seconds)

    def _cause(self, error: BaseException | None) -> Exception | None:
        """Find what the database said, which nbgrader may have said again; or None.

        What is too long for a column is one student's, and no database's trouble.
        """
        from sqlalchemy.exc import DataError, SQLAlchemyError

        while isinstance(error, self._api.InvalidEntry):
            error = error.__context__
        if isinstance(error, SQLAlchemyError):
            return None if isinstance(error, DataError) else error
        return error if isinstance(error, ValueError) and is_known(error) else None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a line what a database says in twenty."""
        try:
            yield
        except Exception as error:
            cause = self._cause(error)
            if cause is None:
                raise
            raise SetupError(of_gradebook(self._where, cause)) from None

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

    def _enter(self, graded: Graded, when: datetime | None) -> None:
        result, book = graded.result, self._book
        book.update_or_create_student(result.student)
        submission = book.update_or_create_submission(result.assignment, result.student)
        # Without a time of its own it must not keep that of an earlier one.
        submission.timestamp = when and when.astimezone(UTC).replace(tzinfo=None)
        entries.complete(self._api, book, submission)
        names = [notebook.name for notebook in submission.notebooks]
        sheets = split(graded.notebook, names)
        points = {verdict.part: verdict.points for verdict in result.verdicts}
        whose = book.db.connection(), result.assignment, result.student
        known = answers.load(*whose)
        for notebook in submission.notebooks:
            sheet = sheets[notebook.name]
            cells, prints = self._utils_cells(sheet), answers.fingerprints(sheet)
            comments = {
                comment.cell.name: comment
                for comment in filter(entries.has_cell, notebook.comments)
            }
            for grade in filter(entries.has_cell, notebook.grades):
                (name, _), own = self._cell(grade), grade.cell.name
                score = self._score(grade, cells, points)
                answer = known.get(name, answers.Known()), prints.get(own, "")
                known[name] = entries.score(grade, comments.get(own), score, answer)
            for comment in comments.values():
                self._comment(comment, cells)
        answers.save(*whose, known)
        book.db.flush()
        self._settle(submission)

    def _utils_cells(self, notebook: dict) -> dict[str, Any]:
        """Give the marked cells by their own names, as nbgrader's functions want."""
        import nbformat

        cells = nbformat.from_dict(notebook).cells
        marked = [cell for cell in cells if cell.metadata.get("nbgrader")]
        return {cell.metadata.nbgrader.get("grade_id", ""): cell for cell in marked}

    def _cell(self, entry: Any) -> Any:
        if entry.cell_id not in self._cells:
            self._cells[entry.cell_id] = (
                entries.name_of(entry.cell),
                getattr(entry.cell, "max_score", 0),
            )
        return self._cells[entry.cell_id]

    def _score(self, grade: Any, cells: dict, points: dict[str, float]) -> float | None:
        """Score a part: the judge's points, or 0 for an answer left as handed out."""
        (name, most), own = self._cell(grade), grade.cell.name
        if name in points:
            score = points[name]
        elif own in cells and self._utils.is_grade(cells[own]):
            score, _ = self._utils.determine_grade(cells[own])
        else:
            score = None
        if score is not None and not 0 <= score <= most:  # nan is caught too
            raise ValueError(f"{name}: {score} of {most} points")
        return score

    def _comment(self, comment: Any, cells: dict) -> None:
        cell = cells.get(comment.cell.name)
        if cell is None:
            return
        same = cell.metadata.nbgrader.get("checksum") == (
            self._utils.compute_checksum(cell)
        )
        left = same and not self._utils.is_task(cell)
        comment.auto_comment = "No response." if left else None

    def _reread(
        self, assignment: str, outcomes: Sequence[Outcome]
    ) -> Iterator[Outcome]:
        try:
            found = self._book.find_assignment(assignment).submissions
            whole = entries.whole(self._api, self._book, assignment)
            parts = entries.names(self._book, assignment)
            scores = entries.scores(self._api, self._book, assignment)
        except self._api.MissingEntry:
            found, whole, parts, scores = [], set(), set(), {}
        here = {entry.student_id: entry for entry in found if entry.student_id in whole}
        for outcome in outcomes:
            if not isinstance(outcome, Result):
                yield outcome
            elif not entries.is_of(outcome, scores.get(outcome.student, {})):
                yield EngineFault(
                    outcome.student, assignment, entries.another(assignment)
                )
            elif outcome.student in here and entries.parts(outcome) <= parts:
                self._settle(here[outcome.student])
                yield self._read(here[outcome.student], outcome)
            else:
                yield EngineFault(outcome.student, assignment, entries.gone(assignment))

    def _read(self, submission: Any, result: Result) -> Result:
        """Give a result as the gradebook has it; a part without a mark waits."""
        messages = {verdict.part: verdict.message for verdict in result.verdicts}
        verdicts, waiting = [], []
        rows = (g for notebook in submission.notebooks for g in notebook.grades)
        for grade in filter(entries.has_cell, rows):
            name, most = self._cell(grade)
            verdict = entries.verdict(grade, name, most, messages.get(name, ""))
            if verdict:
                verdicts.append(verdict)
            else:
                why = entries.why(grade, most)
                waiting.append(Part(name, most, manual=True, why=why))
        stamp = submission.timestamp
        return replace(
            result,
            verdicts=tuple(verdicts),
            waiting=tuple(waiting),
            handed_in=stamps.written(stamp.replace(microsecond=0)) if stamp else "",
            seconds_late=submission.total_seconds_late,
            penalty=sum(n.late_submission_penalty or 0.0 for n in submission.notebooks),
        )

    def _settle(self, submission: Any) -> None:
        """Take off what the rule says, no more than was earned.

        nbgrader's own sum has marks in it that were given for another answer.
        """
        late, student = submission.total_seconds_late, submission.student_id
        earned = [self._earned(notebook) for notebook in submission.notebooks]
        left = max(sum(earned), 0.0)
        for notebook, score in zip(submission.notebooks, earned, strict=True):
            penalty = _asked(self.rule, student, score, late) if late > 0 else None
            if penalty is not None:
                penalty = min(penalty, left)
                left -= penalty
            if penalty != notebook.late_submission_penalty:
                notebook.late_submission_penalty = penalty

    def _earned(self, notebook: Any) -> float:
        grades = filter(entries.has_cell, notebook.grades)
        found = (entries.verdict(grade, *self._cell(grade)) for grade in grades)
        return sum(verdict.points + verdict.extra for verdict in found if verdict)


def _asked(rule: Callable, student: str, score: float, late: float) -> float | None:
    try:
        penalty = rule(student, score, late)
        if penalty is None:
            return None
        if not math.isfinite(penalty):
            raise ValueError(f"it says {penalty}")
    except Exception as error:
        raise SetupError(_no_rule(error)) from None
    return float(min(max(penalty, 0), max(score, 0)))


def _call(student: Any, person: Person) -> None:
    """Set what is known of a name, and leave the rest as it is."""
    for field, known in (
        ("first_name", person.first),
        ("last_name", person.last),
        ("email", person.email),
    ):
        if known and getattr(student, field) != known:
            setattr(student, field, known)


def _no_rule(error: Exception) -> Facts:
    return Facts(
        where="nbgrader_config.py",
        found=f"the rule for late submissions failed ({type(error).__name__}: {error})",
        done="No penalty was changed.",
        next="Look at c.LateSubmissionPlugin and c.AssignLatePenalties.",
    )
