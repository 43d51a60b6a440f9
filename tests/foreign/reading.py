"""Courses in the styles of others: a text each, read as an instructor's notebook.

    # %% setup imports          a locked cell without points
    # %% solution mean          a cell to be answered; the answer between the marks
    # %% test mean_of_none 2    a test and its points
    # %% free                   a cell without any mark
    # %% [markdown]             prose
    # === file data/rain.csv    a file beside the notebook, each line behind "# "
    # === wrong: off by one     a submission: its cells replace the reference's

Whoever hands in the reference, nothing at all, or one of the submissions must get here
what stock nbgrader gives.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import v4

HOME = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in HOME.glob("*.txt")))


@dataclass(frozen=True)
class Foreign:
    """A course of one assignment: the source, the files beside it, the answers."""

    name: str
    source: dict
    files: dict[str, str]
    students: dict[str, dict[str, str]]

    def write(self, root: Path) -> Path:
        """Write the source as an instructor has it; give its folder."""
        folder = root / "source" / self.name
        folder.mkdir(parents=True)
        (folder / f"{self.name}.ipynb").write_text(v4.writes(self.source))
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        return folder

    def hand_in(self, root: Path, released: dict) -> list[str]:
        """Hand in the reference, the blank and all others; give the students' names."""
        answers = {"reference": _answers(self.source), "blank": {}}
        for student, own in self.students.items():
            answers[student] = answers["reference"] | own
        for student, texts in answers.items():
            folder = root / "submitted" / student / self.name
            folder.mkdir(parents=True)
            notebook = _filled(released, texts)
            (folder / f"{self.name}.ipynb").write_text(v4.writes(notebook))
        return list(answers)


def read(name: str) -> Foreign:
    """Read one course by its name."""
    cells, files, students = [], {}, {}
    pieces = re.split(r"^# (%% |=== )", (HOME / f"{name}.txt").read_text(), flags=re.M)
    target = None  # where cells go: the source, or a student's answers
    for kind, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        head, _, body = piece.partition("\n")
        if kind == "%% " and target is None:
            cells.append(_cell(len(cells), *head.split(), body=body.strip("\n")))
        elif kind == "%% ":
            target[head.split()[1]] = body.strip("\n")
        elif head.startswith("file "):
            files[head.split()[1]] = re.sub(r"^# ?", "", body, flags=re.M)
        else:
            target = students.setdefault(_plain(head), {})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    source = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return Foreign(name, source, files, students)


def _cell(number: int, kind: str, name: str = "", points: str = "0", body: str = ""):
    if kind == "[markdown]":
        return v4.new_markdown_cell(re.sub(r"^# ?", "", body, flags=re.M))
    cell = v4.new_code_cell(body, id=f"cell-{number}")
    if kind == "free":
        return cell
    graded, solved = kind == "test", kind == "solution"
    mark = {"grade": graded, "solution": solved, "locked": not solved, "task": False}
    mark |= {"grade_id": f"{kind}-{name}", "schema_version": 3}
    if graded:
        mark["points"] = float(points)
    cell.metadata["nbgrader"] = mark
    return cell


def _answers(source: dict) -> dict[str, str]:
    """Give the reference's own answers, by the name of their cells."""
    return {
        cell.metadata.nbgrader.grade_id.removeprefix("solution-"): re.sub(
            r"^ *### (BEGIN|END) SOLUTION\n?", "", cell.source, flags=re.M
        )
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def _filled(released: dict, texts: dict[str, str]) -> dict:
    notebook = v4.reads(v4.writes(released))
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = texts.get(name.removeprefix("solution-"), cell.source)
    return notebook


def _plain(words: str) -> str:
    return re.sub(r"\W+", "_", words).strip("_")
