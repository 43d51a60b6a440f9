"""nbgrader's own commands, on what a button of the formgrader meets."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from grading import tiny
from grading.test_plugin import nbgrader

from autograder import cli


@pytest.fixture(scope="module")
def graded_by_stock(graded_class, tmp_path_factory):
    """The graded class and three more students, for whom nbgrader itself is called."""
    root = Path(shutil.copytree(graded_class, tmp_path_factory.mktemp("stock") / "c"))
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT)
    folder = tiny.hand_in(root, "hao", right)
    (folder / "tiny.ipynb").rename(folder / "tiny (1).ipynb")
    tiny.hand_in(root, "joe", "{nope")
    file = tiny.hand_in(root, "kim", "") / "tiny.ipynb"
    file.write_bytes(json.dumps(right).encode("utf-16"))
    told = nbgrader(root, "autograde", "hw_tiny")
    exported = nbgrader(root, "export")
    assert exported.returncode == 0, exported.stderr
    with (root / "autograded" / "export.csv").open(encoding="utf-8", newline="") as f:
        scores = {row["student_id"]: row["score"] for row in csv.DictReader(f)}
    return root, told, scores


def test_a_notebook_of_another_name_is_graded(graded_by_stock):
    root, _, scores = graded_by_stock
    assert scores["hao"] == "10.0"
    assert (root / "autograded" / "hao" / "hw_tiny" / "tiny.ipynb").exists()


def test_a_notebook_that_nbgrader_cannot_open_is_graded(graded_by_stock):
    assert graded_by_stock[2]["kim"] == "10.0"


def test_what_cannot_be_read_is_told_and_is_no_zero(graded_by_stock):
    _, told, scores = graded_by_stock
    assert told.returncode == 1
    assert "joe, hw_tiny: tiny.ipynb: it is not JSON" in told.stderr
    assert (scores["joe"], scores["dee"]) == ("", "")


def test_those_who_were_graded_before_keep_their_marks(graded_by_stock):
    scores = graded_by_stock[2]
    assert (scores["cy"], scores["fay"]) == ("5.0", "0.0")


def test_while_an_answer_waits_there_is_a_sum_and_no_score(graded_by_stock):
    root, _, scores = graded_by_stock
    table = (root / "autograded" / "export.csv").read_text("utf-8").splitlines()
    (ana,) = (row.split(",") for row in table if ",ana," in row)
    assert (ana[-4], scores["ana"]) == ("10.0", "")


def test_what_was_graded_by_the_button_stands_and_what_it_lost_is_graded_again(
    graded_by_stock, capsys
):
    root, *_ = graded_by_stock
    grade = ["--course", str(root), "grade", "hw_tiny"]
    assert cli.main(grade) == 1
    told = capsys.readouterr().out
    assert "11 of 11 unchanged, kept" in told
    shutil.rmtree(root / "autograded" / "hao")
    assert cli.main(grade) == 1
    told = capsys.readouterr().out
    assert "10 of 11 unchanged, kept" in told
    assert "hao: 10 of 14" in told
    assert (root / "autograded" / "hao" / "hw_tiny" / "tiny.ipynb").exists()
