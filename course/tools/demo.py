"""The whole course in minutes, offline: `make demo`.

Runs a chapter, releases its assignment, grades an invented class, writes the pages
that students and teachers get, and checks every score against the bank. All of it
lands in build/demo, or the folder named, which is made afresh at each run.
"""

import csv
import json
import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import sync
from grading import cases
from grading.cases import Case

from autograder import cli

ROOT = Path(__file__).resolve().parents[2]
CHAPTER, ASSIGNMENT, NOTEBOOK = "05_perceptron", "hw05_perceptron", "perceptron"
# A short patience for endless loops: this class has one.
CONFIG = """
from autograder.plugin import configure

configure(get_config())
get_config().Execute.timeout = 5
"""
ENDLESS = "def {name}(*arguments, **options):\n    while True:\n        pass"
ANSWER = {
    "question_answer": "The two mistakes do not weigh the same. I would ask who bears "
    "each of them, and choose the threshold with them."
}
START = time.monotonic()


@dataclass(frozen=True)
class Student:
    """One of the class: what is handed in, and the points that it must earn."""

    name: str
    case: Case
    damage: str = ""
    answers: dict[str, str] = field(default_factory=dict)


def main(build: Path) -> int:
    """Tell the story, a line with the seconds at each step."""
    shutil.rmtree(build, ignore_errors=True)
    course = build / "course"
    course.mkdir(parents=True)
    run_chapter(build)
    release(course)
    students = invent_class()
    hand_in(students, course)
    say("grading: each submission in a box, its tests in a process of their own")
    cli.main(["--course", str(course), "grade", ASSIGNMENT])
    say("feedback, grades.csv and report.html")
    cli.main(["--course", str(course), "report", ASSIGNMENT, "--feedback"])
    surprises = check(students, course)
    say("every score is as the bank says" if not surprises else "NOT as expected:")
    print("\n".join(surprises or places(build)))
    return 1 if surprises else 0


def say(line: str) -> None:
    """Print a step with the seconds since the start."""
    print(f"\n[{time.monotonic() - START:4.0f} s] {line}", flush=True)


def run_chapter(build: Path) -> None:
    """Execute the chapter as `make sync` does, and keep it with its outputs."""
    say(f"running chapter {CHAPTER}")
    chapter = sync.execute(ROOT / "course" / "text" / f"{CHAPTER}.py")
    nbformat.write(chapter, build / f"{CHAPTER}.ipynb")


def release(course: Path) -> None:
    """Make the student's version in a fresh course: no solution, no hidden test."""
    say(f"releasing {ASSIGNMENT}")
    source = course / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    text = ROOT / "source" / ASSIGNMENT / "text" / f"{NOTEBOOK}.py"
    nbformat.write(sync.read_text(text), source / f"{NOTEBOOK}.ipynb")
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    if cli.main(["--course", str(course), "release", ASSIGNMENT]):
        raise SystemExit("There is no release: see the message above.")


def invent_class() -> list[Student]:
    """Compose a class from the bank: right, partly right, wrong, blank and broken."""
    bank = {case.name: case for case in cases.cases(ASSIGNMENT)}
    two_mistakes = both(bank["pocket_keeps_last"], bank["novikoff_no_norm"])
    no_end = both(endless("novikoff_bound"), bank["error_strict"])
    return [
        Student("amara.okafor", bank["noisy"], answers=ANSWER),
        Student("bjorn.lindqvist", bank["loops"], answers=ANSWER),
        Student("chen.wei", bank["einsum"], answers=ANSWER),
        Student("daria.petrova", bank["sign_numpy"], answers=ANSWER),
        Student("emeka.nwosu", bank["bias_last"]),
        Student("fatima.al-sayed", bank["choose_first"], answers=ANSWER),
        Student("gabriela.souza", bank["pla_without_label"]),
        Student("hana.novakova", two_mistakes, answers=ANSWER),
        Student("ibrahim.diallo", no_end),
        Student("jun.tanaka", bank["blank"]),
        Student("kiri.ngata", bank["reference"], "not JSON"),
        Student("lucia.romero", bank["reference"], "marks", ANSWER),
    ]


def both(first: Case, second: Case) -> Case:
    """Put two mistakes about different functions into one solution."""
    code, loses = first.code | second.code, first.loses | second.loses
    return Case(f"{first.name} and {second.name}", "wrong", "", code, loses)


def endless(name: str) -> Case:
    """Write a solution in which one function never comes back."""
    points = cases.tests(cases.source(ASSIGNMENT))
    loses = {part: worth for part, worth in points.items() if part.startswith(name)}
    return Case("endless", "wrong", "", {name: ENDLESS.format(name=name)}, loses)


def hand_in(students: list[Student], course: Path) -> None:
    """Write each student's notebook where nbgrader collects it."""
    say(f"a class of {len(students)} hands in")
    handed_out = course / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    for student in students:
        notebook = nbformat.read(handed_out, as_version=4)
        filled = cases.fill(notebook, with_reference(student.case))
        for cell in filled.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = student.answers.get(name, cell.source)
        folder = course / "submitted" / student.name / ASSIGNMENT
        folder.mkdir(parents=True)
        text = broken(nbformat.writes(filled), student.damage)
        (folder / f"{NOTEBOOK}.ipynb").write_text(text, encoding="utf-8")


def with_reference(case: Case) -> Case:
    """Fill the functions that a case leaves out with the reference's."""
    reference = cases.solutions(cases.source(ASSIGNMENT))
    plain = {name: without_markers(code) for name, code in reference.items()}
    return Case(case.name, case.kind, case.says, plain | case.code, case.loses)


def without_markers(code: str) -> str:
    """Take nbgrader's solution markers out of a cell."""
    lines = [line for line in code.splitlines() if " SOLUTION" not in line]
    return "\n".join(lines)


def broken(text: str, damage: str) -> str:
    """Break a notebook as mail programs and careless editing do."""
    if damage == "not JSON":
        return text[: len(text) // 2]
    if damage == "marks":
        notebook = json.loads(text)
        notebook["cells"].append(next(c for c in notebook["cells"] if is_test(c)))
        notebook["cells"][0]["metadata"]["nbgrader"] = {}
        notebook["cells"][1]["metadata"]["nbgrader"] = {"schema_version": 99}
        return json.dumps(notebook)
    return text


def is_test(cell: dict) -> bool:
    """Tell whether a cell is a locked test."""
    mark = cell["metadata"].get("nbgrader", {})
    return bool(mark.get("grade") and mark["locked"])


def check(students: list[Student], course: Path) -> list[str]:
    """Compare grades.csv with the bank, part by part; say every difference."""
    with (course / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    worth = cases.tests(cases.source(ASSIGNMENT))
    surprises = []
    for student in students:
        row = rows.get(student.name, {})
        if student.damage == "not JSON":
            if row.get("status") != "refused" or row["total"]:
                surprises.append(f"{student.name}: a broken notebook must be refused")
            continue
        for part, points in worth.items():
            expected = points - student.case.loses.get(part, 0)
            found = row.get(part, "no row")
            if found in ("", "no row") or float(found) != expected:
                surprises.append(
                    f"{student.name} ({student.case.name}), {part}: "
                    f"{expected:g} points expected, found {found or 'none'}"
                )
    return surprises


def places(build: Path) -> list[str]:
    """Say where to look."""
    course = build / "course"
    pages = {
        "the chapter, executed": build / f"{CHAPTER}.ipynb",
        "what students get": course / "release" / ASSIGNMENT,
        "what the teacher gets": course / "report.html",
        "for the office": course / "grades.csv",
        "what a student gets back": course / "feedback" / "daria.petrova" / ASSIGNMENT,
    }
    return [f"  {what:25} {os.path.relpath(path)}" for what, path in pages.items()]


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:2] or [ROOT / "build" / "demo"])))
