"""nbgrader's own examples: what its quickstart hands out and what its tests release."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbgrader
import pytest
from nbformat import v4

from autograder import cli, plugin
from autograder.folders import Course

THEIRS = Path(nbgrader.__file__).parent
GUIDE, FILES = THEIRS / "docs/source/user_guide/source", THEIRS / "tests/apps/files"
SETTINGS = """
from autograder.plugin import configure
c = get_config()
configure(c)
"""
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nbgraders own")]


def course(root, *files):
    """A course with one assignment, ps1, of files that nbgrader brings along."""
    (root / "nbgrader_config.py").write_text(SETTINGS)
    (root / "source/ps1").mkdir(parents=True)
    for file in files:
        shutil.copy(file, root / "source/ps1")
    return Course(root)


def hand_in(here, student, solved, left_out=()):
    """Hand in the release, solved as the source is or blank, but for some notebooks."""
    folder = here.root / "submitted" / student / "ps1"
    folder.mkdir(parents=True)
    for path in here.root.glob("release/ps1/*.ipynb"):
        notebook = v4.reads(path.read_text())
        own = v4.reads((here.root / "source/ps1" / path.name).read_text())
        answers = {_name(cell): cell.source for cell in own.cells if _is_solution(cell)}
        for cell in notebook.cells if solved else ():
            cell.source = answers.get(_name(cell), cell.source)
        if path.stem not in left_out:
            (folder / path.name).write_text(v4.writes(notebook))


def _name(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "no name")


def _is_solution(cell):
    return cell.metadata.get("nbgrader", {}).get("solution")


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory):
    """The two notebooks of nbgrader's quickstart, graded for three students."""
    root = tmp_path_factory.mktemp("quickstart")
    here = course(root, *GUIDE.glob("ps1/*.ipynb"), *GUIDE.glob("ps1/*.png"))
    assert cli.main(["--course", str(root), "release", "ps1"]) == 0
    hand_in(here, "ana", solved=True)
    hand_in(here, "bo", solved=False)
    hand_in(here, "cy", solved=True, left_out=["problem2"])
    assert cli.main(["--course", str(root), "grade", "ps1"]) == 0
    assert cli.main(["--course", str(root), "report", "ps1", "--feedback"]) == 0
    return here


def results(here):
    assignment = here.assignment("ps1")
    ledger = plugin.ledger(here, assignment)
    found = [ledger.done(submission) for submission in here.submissions(assignment)]
    return {one.student: one for one in ledger.book.reread("ps1", found)}


def test_an_assignment_of_two_notebooks_is_graded(quickstart):
    found = results(quickstart)
    tests = {v.part: v.points for v in found["ana"].verdicts if v.points}
    assert tests == {
        "problem1/correct_squares": 1,
        "problem1/squares_invalid_input": 1,
        "problem1/correct_sum_of_squares": 0.5,
        "problem1/sum_of_squares_uses_squares": 0.5,
    }
    assert {part.name.partition("/")[0] for part in found["ana"].waiting} == {
        "problem1",
        "problem2",
    }
    assert found["bo"].points == 0
    assert not found["bo"].repairs


def test_a_notebook_that_was_not_handed_in_is_told_and_costs_its_own_points(quickstart):
    found = results(quickstart)
    assert found["cy"].points == found["ana"].points
    assert list(map(str, found["cy"].repairs)) == ["problem2.ipynb was not handed in"]


def test_each_notebook_is_where_the_formgrader_looks(quickstart):
    for student in ("ana", "bo", "cy"):
        folder = quickstart.root / "autograded" / student / "ps1"
        for name in ("problem1", "problem2"):
            ran = json.loads((folder / f"{name}.ipynb").read_text())
            marks = [c["metadata"].get("nbgrader", {}) for c in ran["cells"]]
            assert any(mark.get("grade_id") for mark in marks)
            assert not any("/" in mark.get("grade_id", "") for mark in marks)
    page = (quickstart.root / "feedback/ana/ps1/problem1.html").read_text()
    assert "problem2" in page


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        *((name, "source/ps1") for name in ("simple", "hidden", "hashed", "multi")),
        ("simple", "."),  # those of the whole course
    ],
)
def test_what_autotest_writes_is_what_is_graded(name, rules, tmp_path):
    here = course(tmp_path, FILES / f"autotest-{name}.ipynb")
    shutil.copy(FILES / "autotests.yml", tmp_path / rules)
    plugin.release(here, "ps1")  # stops unless a blank notebook has nothing
    package = plugin.package(here, "ps1")
    tests = [part for part in package.assignment.parts if not part.manual]
    assert tests
    assert all("assert" in package.tests[part.name] for part in tests)


def test_nbgraders_own_command_gives_the_same(quickstart):
    before = results(quickstart)["ana"]
    command = [sys.executable, "-m", "nbgrader", "autograde", "ps1", "--force"]
    ran = subprocess.run(
        [*command, "--student", "ana"],
        cwd=quickstart.root,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    after = results(quickstart)["ana"]
    assert after.verdicts == before.verdicts
    assert after.waiting == before.waiting
