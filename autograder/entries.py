"""The rows that a gradebook should have of a submission, and those that are lost.

A mark whose row is gone would read as no points, and no part: 5 of 9 for 10 of 14. Rows
go when somebody mends a gradebook by hand, or when it was copied while it was written.
"""

from typing import Any

from autograder.sheets import called


def whole(api: Any, book: Any, assignment: str) -> set[str]:
    """Name the students of whose submission no mark's row is missing.

    `api` is nbgrader's, which knows the tables.
    """
    wanted = {cell.id for cell in _graded(book.find_assignment(assignment))}
    rows = (
        book.db.query(api.SubmittedAssignment.student_id, api.Grade.cell_id)
        .join(
            api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id
        )
        .join(
            api.SubmittedNotebook,
            api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id,
        )
        .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .filter(api.Assignment.name == assignment)
    )
    found: dict[str, set[str]] = {}
    for student, cell in rows:
        found.setdefault(student, set()).add(cell)
    return {student for student, cells in found.items() if wanted and wanted <= cells}


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
