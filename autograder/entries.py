"""The rows that a gradebook has of a submission, what they say, and which are lost.

A mark whose row is gone would read as no points, and no part: 5 of 9 for 10 of 14. Rows
go when somebody mends a gradebook by hand, or when it was copied while it was written.
"""

from collections.abc import Mapping
from math import isclose
from typing import Any

from autograder.answers import Given, Known
from autograder.names import shown
from autograder.records import Facts, Result, Verdict
from autograder.sheets import called


def whole(api: Any, book: Any, assignment: str) -> set[str]:
    """Name the students of whose submission no mark's row is missing.

    `api` is nbgrader's, which knows the tables.
    """
    wanted = {cell.id for cell in _graded(book.find_assignment(assignment))}
    found: dict[str, set[str]] = {}
    for student, cell, _ in _marks(api, book, assignment):
        found.setdefault(student, set()).add(cell)
    return {student for student, cells in found.items() if wanted and wanted <= cells}


def scores(api: Any, book: Any, assignment: str) -> dict[str, dict[str, float]]:
    """Give what the tests gave, by student and part."""
    graded = _graded(book.find_assignment(assignment))
    names = {cell.id: name_of(cell) for cell in graded}
    found: dict[str, dict[str, float]] = {}
    for student, cell, score in _marks(api, book, assignment):
        if cell in names and score is not None:
            found.setdefault(student, {})[names[cell]] = score
    return found


def is_of(result: Result, scores: Mapping[str, float]) -> bool:
    """Tell whether the gradebook's marks of the tests are those of this result.

    Those of a copy that was put back may be of earlier work.

    >>> from autograder.records import Verdict
    >>> result = Result("ana", "hw", (Verdict("f_visible", 4, 4),))
    >>> is_of(result, {"f_visible": 4.0}), is_of(result, {"f_visible": 0.0})
    (True, False)
    """
    return all(
        isclose(verdict.points, scores.get(verdict.part, verdict.points))
        for verdict in result.verdicts
    )


def parts(result: Result) -> set[str]:
    """Name all parts that a result tells of."""
    graded = {verdict.part for verdict in result.verdicts}
    return graded | {part.name for part in result.waiting}


def _marks(api: Any, book: Any, assignment: str) -> Any:
    """Give all rows of marks: the student, the cell, and the score of its test."""
    owner, grade, notebook = api.SubmittedAssignment, api.Grade, api.SubmittedNotebook
    return (
        book.db.query(owner.student_id, grade.cell_id, grade.auto_score)
        .join(api.Assignment, owner.assignment_id == api.Assignment.id)
        .join(notebook, notebook.assignment_id == owner.id)
        .join(grade, grade.notebook_id == notebook.id)
        .filter(api.Assignment.name == assignment)
    )


def names(book: Any, assignment: str) -> set[str]:
    """Name the parts with points that a gradebook knows of an assignment."""
    return {name_of(cell) for cell in _graded(book.find_assignment(assignment))}


def name_of(cell: Any) -> str:
    """Name a cell as the engine does: by its notebook too, if there are several."""
    several = len(cell.notebook.assignment.notebooks) > 1
    return called(cell.notebook.name, cell.name) if several else cell.name


def has_cell(row: Any) -> bool:
    """Tell whether the cell that a mark or a comment is about is still known."""
    return row.cell is not None


def verdict(grade: Any, name: str, most: float, message: str = "") -> Verdict | None:
    """Give a part's marks; None if there are none, or none that the part can give."""
    score = grade.auto_score if grade.manual_score is None else grade.manual_score
    if grade.needs_manual_grade or score is None:
        return None
    try:
        return Verdict(name, score, most, message, extra=grade.extra_credit or 0.0)
    except (TypeError, ValueError):
        return None


def why(grade: Any, most: float) -> str:
    """Say why what was given by hand does not count."""
    waits, extra = grade.needs_manual_grade, grade.extra_credit
    if grade.manual_score is None:
        is_put_aside = waits and grade.auto_score is not None
        return "extra credit was given for another answer" if is_put_aside else ""
    mark = shown(f"{grade.manual_score}", 20)
    if waits:
        mark += f", with {shown(f'{extra}', 20)} of extra credit," if extra else ""
        return f"the mark {mark} was given for another answer, or for other points"
    return f"the mark {mark} is none that {most:g} points allow"


def score(grade: Any, comment: Any, points: float | None, answer: Any) -> Known:
    """Enter a test's points; let what people gave count for the answer that they read.

    `points` is None for what a person marks. `answer` is what was known of the answers,
    and the fingerprint of the one that is here now.
    """
    known, now = answer
    is_marked = grade.manual_score is not None
    given = Given(grade.extra_credit, comment.manual_comment if comment else None)
    is_given = is_marked or bool(given.extra or given.comment)
    is_read = is_given and not grade.needs_manual_grade
    same_score = points == grade.auto_score or not is_marked
    is_other = bool(known.last) and known.last != now
    after, left = known.after(is_read, now, same_score).beside(given, is_read, is_other)
    grade.auto_score, grade.extra_credit = points, left.extra
    if comment:
        comment.manual_comment = left.comment
    is_theirs = is_marked or left.extra or after.aside.extra
    grade.needs_manual_grade = not after.counts if is_theirs else points is None
    return after


def complete(api: Any, book: Any, submission: Any) -> None:
    """Make the rows anew that are lost, without a mark; what is there stays."""
    lost = []
    for notebook in submission.assignment.notebooks:
        same = (n for n in submission.notebooks if n.notebook_id == notebook.id)
        mine = next(same, None)
        if mine is None:
            mine = api.SubmittedNotebook(notebook=notebook, assignment=submission)
            lost.append(mine)
        graded = [*notebook.grade_cells, *notebook.task_cells]
        told = [*notebook.solution_cells, *notebook.task_cells]
        for rows, kind, cells in (
            (mine.grades, api.Grade, graded),
            (mine.comments, api.Comment, told),
        ):
            missing = {cell.id for cell in cells} - {row.cell_id for row in rows}
            lost += [kind(cell_id=cell_id, notebook=mine) for cell_id in missing]
    if lost:
        book.db.add_all(lost)
        book.db.flush()
        book.db.expire_all()


def _graded(assignment: Any) -> list[Any]:
    return [
        cell
        for notebook in assignment.notebooks
        for cell in (*notebook.grade_cells, *notebook.task_cells)
    ]


def another(assignment: str) -> Facts:
    """Say that the gradebook's marks are not those that were given last."""
    return Facts(
        found="the gradebook holds marks of another submission or test: was a copy put"
        " back?",
        done="Nothing was scored.",
        next=f"Run `autograder grade {assignment}`.",
    )


def gone(assignment: str) -> Facts:
    """Say that the gradebook lost marks."""
    return Facts(
        found="marks of it are gone from the gradebook",
        done="Nothing was scored.",
        next=f"Run `autograder grade {assignment}`.",
    )
