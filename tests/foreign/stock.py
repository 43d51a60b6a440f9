"""What stock nbgrader gives: `python -m foreign.stock` measures it, into stock.csv."""

import contextlib
import csv
import json
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from grading import others
from nbformat import v4

from foreign import reading

TABLE = Path(__file__).parent / "stock.csv"
HEAD = ("course", "student", "cell", "points", "of")
POINTS = """
    select submitted_assignment.student_id, base_cell.name,
           coalesce(grade.manual_score, grade.auto_score), grade_cells.max_score
    from grade
    join base_cell on grade.cell_id = base_cell.id
    join grade_cells on grade_cells.id = base_cell.id
    join submitted_notebook on grade.notebook_id = submitted_notebook.id
    join submitted_assignment
      on submitted_notebook.assignment_id = submitted_assignment.id"""


def measure(name: str, root: Path) -> list[tuple]:
    """Release and grade a course by stock nbgrader; give the points of each cell."""
    course = reading.read(name)
    course.write(root)
    config = others.STOCK_CONFIG.format(seconds=20)
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    others.call(["nbgrader", "generate_assignment", name], root, seconds=300)
    released = root / "release" / name / f"{name}.ipynb"
    course.hand_in(root, v4.reads(released.read_text()))
    others.call(["nbgrader", "autograde", name], root, seconds=300)
    with contextlib.closing(sqlite3.connect(root / "gradebook.db")) as book:
        rows = book.execute(POINTS).fetchall()
    return sorted((name, *row) for row in rows)


def table() -> dict[tuple[str, str, str], tuple[float, float]]:
    """Read what was measured: (course, student, cell) to points and their maximum."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if line[0] != "#"))
    return {
        (row["course"], row["student"], row["cell"]): (
            float(row["points"]),
            float(row["of"]),
        )
        for row in rows
    }


def main() -> None:
    """Measure the courses that are named, or all, and write the table."""
    kept = [(*k, *v) for k, v in table().items()] if TABLE.exists() else []
    for name in sys.argv[1:] or reading.NAMES:
        with tempfile.TemporaryDirectory() as folder:
            rows = measure(name, Path(folder))
        kept = [row for row in kept if row[0] != name] + rows
        print(name, len(rows), "points", json.dumps(_totals(rows)), flush=True)
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        file.write(f"# nbgrader {version('nbgrader')}, as it comes\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([HEAD, *sorted(kept)])


def _totals(rows: list[tuple]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for _, student, _, points, _ in rows:
        totals[student] = totals.get(student, 0) + points
    return totals


if __name__ == "__main__":
    main()
