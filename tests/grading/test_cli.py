import csv
import shutil
import subprocess
import sys

import pytest
from grading import tiny

from autograder import cli, files, sandbox

PROBE = """
import sys
from autograder import cli
try:
    cli.main(["--help"])
except SystemExit as end:
    assert end.code == 0
heavy = {"nbgrader", "matplotlib", "tensorflow", "jinja2", "nbformat", "numpy"}
print("loaded:", sorted(heavy & set(sys.modules)))
"""


def test_help_loads_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "loaded: []", done.stderr


def test_a_misspelt_assignment_gets_the_nearest_name(tmp_path, capsys):
    tiny.course(tmp_path)
    assert cli.main(["--course", str(tmp_path), "grade", "hw_tny"]) == 2
    assert "Did you mean hw_tiny?" in capsys.readouterr().err


def test_a_misspelt_student_gets_the_nearest_name(graded_class, capsys):
    asked = ["--course", str(graded_class), "grade", "hw_tiny", "--student", "anna"]
    assert cli.main(asked) == 2
    assert "Did you mean ana?" in capsys.readouterr().err


def test_a_report_before_any_release_says_what_to_do(tmp_path, capsys):
    tiny.course(tmp_path)
    assert cli.main(["--course", str(tmp_path), "report", "hw_tiny"]) == 2
    assert "autograder release hw_tiny" in capsys.readouterr().err


def test_grading_again_executes_nothing_and_ends_with_the_same_table(
    graded_class, capsys
):
    assert cli.main(["--course", str(graded_class), "grade", "hw_tiny"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "8 of 8 unchanged, kept"
    assert told[2].split() == ["student", "points", "max", "status"]
    assert len(told) == 11


def test_one_student_can_be_graded_anew(graded_class, tmp_path, capsys):
    root = shutil.copytree(graded_class, tmp_path / "course")
    right = tiny.solve(tiny.handed_out(), **tiny.RIGHT)
    shutil.rmtree(root / "submitted" / "dee")
    tiny.hand_in(root, "dee", right)
    asked = ["--course", str(root), "grade", "hw_tiny", "--student", "dee"]
    assert cli.main(asked) == 0
    assert "[1/1] dee: 10 of 14" in capsys.readouterr().out


def test_a_gradebook_that_was_lost_is_filled_again(graded_class, tmp_path, capsys):
    root = shutil.copytree(graded_class, tmp_path / "course")
    (root / "gradebook.db").unlink()
    assert cli.main(["--course", str(root), "grade", "hw_tiny"]) == 1
    told = capsys.readouterr().out
    assert "1 of 8 unchanged" in told  # the refused one was never in it
    assert "[7/7]" in told


def test_the_doctor_tries_every_layer(capsys):
    assert cli.main(["doctor"]) == 0
    told = capsys.readouterr().out
    for layer in "environment limits files network processes".split():
        assert f"[OK]   {layer}" in told


@pytest.mark.parametrize("command", [["release", "hw_tiny"], ["doctor"]])
def test_a_course_that_students_code_could_read_is_told(
    tmp_path, capsys, monkeypatch, command
):
    tiny.course(tmp_path)
    monkeypatch.setattr("autograder.sandbox.libraries", lambda: (str(tmp_path),))
    assert cli.main(["--course", str(tmp_path), *command]) == 2
    told = capsys.readouterr()
    assert f"students' code may read {tmp_path}" in told.out + told.err


@pytest.mark.parametrize("within", ["", "source", ".venv", "data"])
def test_an_environment_beside_the_course_is_no_harm_and_one_around_it_is(
    tmp_path, monkeypatch, within
):
    folder = tmp_path / within
    (tmp_path / "env").symlink_to(folder)
    monkeypatch.setattr(
        "autograder.sandbox.libraries", lambda: (str(tmp_path / "env"),)
    )
    bad = within in ("", "source")
    assert bool(sandbox.holder(tmp_path)) is bad


def test_the_report_lists_all_and_no_total_where_something_is_missing(graded_class):
    with (graded_class / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        totals = {row["student"]: row["total"] for row in csv.DictReader(file)}
    assert totals == {
        "ana": "",  # her essay waits
        "bo ström": "10.0",
        "cy": "5.0",
        "dee": "",
        "eve": "5.0",
        "fay": "0.0",
        "gil": "10.0",
        "hui": "5.0",
    }


@pytest.mark.parametrize("command", ["release", "grade", "report"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    assert "its folder in source/" in capsys.readouterr().out


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", "\u00b2", ""])
def test_a_number_of_jobs_is_1_or_more(jobs, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["grade", "hw_tiny", f"--jobs={jobs}"])
    assert end.value.code == 2
    assert f"--jobs: {jobs}: 1 or more was expected" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told_by_its_own_name(tmp_path):
    with pytest.raises(OSError) as told:
        files.write_whole(tmp_path / "nowhere" / "x.csv", "marks")
    assert told.value.filename == str(tmp_path / "nowhere" / "x.csv")
