"""What comes from the LMS and what goes back: told, and to the same people."""

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from grading import tiny

from autograder import cli, strays

RIGHT = json.dumps(tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="Because."))


@pytest.fixture
def course(graded_class, tmp_path):
    return Path(shutil.copytree(graded_class, tmp_path / "course"))


def run(root, *arguments):
    return cli.main(["--course", str(root), *map(str, arguments)])


def put(root, path):
    file = root / "submitted" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(RIGHT)


@pytest.mark.parametrize(
    "path",
    [
        "tiny.ipynb",
        "class.zip",
        "zoe/tiny.ipynb",
        "zoe/HW_tiny/tiny.ipynb",
        "zoe/homework/tiny (1).ipynb",
        "hw_tiny/zoe/tiny.ipynb",
        "class/zoe/hw_tiny/tiny.ipynb",
        "ana/tiny-2.ipynb",
    ],
)
def test_work_that_lies_elsewhere_is_told_with_its_place(tmp_path, path):
    put(tiny.course(tmp_path), "ana/hw_tiny/tiny.ipynb")
    put(tmp_path, path)
    (told,) = strays.found(tmp_path, tiny.assignment(), ["hw_tiny", "hw_other"])
    assert told.startswith(f"submitted/{path}: not looked at, it is not in submitted/<")


@pytest.mark.parametrize(
    "path",
    [
        "ana/hw_other/tiny.ipynb",
        "ana/notes/scratch.ipynb",
        "ana/hw_tiny/deep/tiny.ipynb",
        "ana/.ipynb_checkpoints/tiny.ipynb",
        ".replaced/ana/hw_tiny-1/tiny.ipynb",
        "README.md",
    ],
)
def test_what_lies_where_it_may_is_not_told(tmp_path, path):
    put(tiny.course(tmp_path), "ana/hw_tiny/tiny.ipynb")
    put(tmp_path, path)
    assert not strays.found(tmp_path, tiny.assignment(), ["hw_tiny", "hw_other"])


def test_ten_stand_for_a_hundred(tmp_path):
    for number in range(100):
        put(tmp_path, f"s{number}/tiny.ipynb")
    told = strays.found(tmp_path, tiny.assignment(), ["hw_tiny"])
    assert (len(told), told[-1]) == (11, "and 90 more")


def test_grading_and_export_tell_of_work_that_lies_elsewhere(course, capsys):
    shutil.rmtree(course / "submitted" / "dee")
    put(course, "zoe/tiny.ipynb")
    for words in (["grade", "hw_tiny"], ["export", "hw_tiny", "--csv"]):
        assert run(course, *words) == 1
        assert "submitted/zoe/tiny.ipynb: not looked at" in capsys.readouterr().out


def test_a_class_that_lies_elsewhere_as_a_whole_is_told(course, capsys):
    shutil.rmtree(course / "submitted")
    put(course, "hw_tiny/ana/tiny.ipynb")
    assert run(course, "grade", "hw_tiny") == 2
    assert "submitted/hw_tiny/ana/tiny.ipynb: not looked" in capsys.readouterr().err


def test_a_folder_that_was_renamed_is_told_with_the_marks_it_left(course, capsys):
    (course / "submitted" / "ana").rename(course / "submitted" / "anna")
    assert run(course, "export", "hw_tiny", "--csv") == 1
    told = capsys.readouterr().out
    assert "ana: marks in the gradebook, and no folder in submitted/" in told


def test_a_bad_roster_stops_grading_before_it_begins(course, capsys):
    (course / "roster.csv").write_text("a,b\n1,2\n")
    before = (course / "gradebook.db").read_bytes()
    put(course, "zoe/hw_tiny/tiny.ipynb")
    assert run(course, "grade", "hw_tiny") == 2
    said = capsys.readouterr()
    assert (said.out, "no column of it names a student" in said.err) == ("", True)
    assert (course / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1250", "utf-8"])
def test_a_name_that_cannot_be_written_stops_no_command(course, encoding):
    """A folder in Latin-1 on a disk of UTF-8, and a terminal that has few letters."""
    os.makedirs(os.fsencode(course) + b"/submitted/caf\xe9/hw_tiny")
    put(course, "caf\udce9/hw_tiny/tiny.ipynb")
    put(course, "Łukasz/hw_other/x.ipynb")
    put(course, "Łukasz/tiny\udce9.ipynb")
    script = (
        "import sys; from autograder import cli\n"
        "for words in ('grade hw_tiny', 'report hw_tiny --feedback',\n"
        "              'export hw_tiny --csv'):\n"
        "    print(cli.main(['--course', sys.argv[1], *words.split()]))\n"
    )
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [sys.executable, "-c", script, str(course)],
        capture_output=True,
        env=environment,
    )
    assert "Traceback" not in done.stderr.decode(errors="replace")
    lines = done.stdout.decode(encoding).splitlines()
    assert [line for line in lines if line.isdigit()] == ["1", "1", "1"]
    assert any(line.startswith("caf\\udce9") for line in lines)
    for name in ("hw_tiny-csv.csv", "grades.csv"):
        assert "caf\\udce9" in (course / name).read_text("utf-8-sig")
    assert "caf\\udce9" in (course / "report.html").read_text("utf-8")


CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,hw_tiny (77)
    Points Possible,,,,,14
"García, Ana",1001,s1001,ana.garcia+dl@uni.example,DL,
"O'Neill, Ben",1002,s1002,UNI\\ben o'n,DL,
"Kim, Hana",1003,s1003,HANA,DL,
"""


@pytest.mark.parametrize("early", [True, False], ids=["roster first", "roster last"])
def test_from_the_zip_of_canvas_to_the_table_it_imports(course, early, capsys):
    shutil.rmtree(course / "submitted")
    (course / "gradebook.csv").write_text(CANVAS)
    with zipfile.ZipFile(course / "class.zip", "w") as packed:
        for number, who in enumerate(("garcíaana", "oneillben", "kimhana"), 1001):
            packed.writestr(f"{who}_{number}_{number + 900}_tiny.ipynb", RIGHT)
    named = ["--roster", course / "gradebook.csv"]
    assert run(course, "collect", "hw_tiny", course / "class.zip", *named * early) == 0
    assert run(course, "grade", "hw_tiny", *named * early) == 0
    students = {path.name for path in (course / "submitted").iterdir()}
    _read_essays(course, students)
    run(course, "export", "hw_tiny", "--canvas", *named)
    told = capsys.readouterr().out
    assert "found on the roster: 3 by" in told
    with (course / "hw_tiny-canvas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][-1] == "hw_tiny (77)"
    assert [row[-1] for row in rows[2:]] == ["13", "13", "13"]
    assert [row[1:4] for row in rows[2:]] == [
        ["1001", "s1001", "ana.garcia+dl@uni.example"],
        ["1002", "s1002", "UNI\\ben o'n"],
        ["1003", "s1003", "HANA"],
    ]


def test_a_submission_of_nobody_on_the_roster_is_something_to_look_at(course, capsys):
    (course / "gradebook.csv").write_text(CANVAS)
    with zipfile.ZipFile(course / "class.zip", "w") as packed:
        packed.writestr("garcíaana_1001_1901_tiny.ipynb", RIGHT)
        packed.writestr("liwei_1009_1909_tiny.ipynb", RIGHT)
    named = ["--roster", course / "gradebook.csv"]
    for _ in range(2):
        assert run(course, "collect", "hw_tiny", course / "class.zip", *named) == 1
        told = capsys.readouterr().out.splitlines()
        assert [line for line in told if "not on the roster" in line] == [told[1]]
        assert "liwei_1009/hw_tiny/tiny.ipynb" in told[1]


def test_a_report_says_where_it_put_each_thing(course, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert run(course, "report", "hw_tiny", "--feedback") == 1
    told = capsys.readouterr().out
    for place in ("grades.csv", "report.html", "feedback"):
        assert str(course / place) in told


def _read_essays(root, students):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        for student in students:
            grade = book.find_grade("essay", "tiny", "hw_tiny", student)
            grade.manual_score, grade.needs_manual_grade = 3, False
        book.db.commit()
