"""Bad days at the desk: one clear line, an exit code, and nothing lost."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from grading import tiny

from autograder import cli, files
from autograder.folders import Course
from autograder.records import SetupError

NAMES = "hw01_introduction hw02_frameworks hw05_perceptron hw10_vae".split()
EVERY = ["grade", "report", "export --csv"]


@pytest.fixture
def course(graded_class, tmp_path):
    return Path(shutil.copytree(graded_class, tmp_path / "course"))


@pytest.fixture
def named(tmp_path):
    """A course with four sources, which nobody opens."""
    for name in NAMES:
        (tmp_path / "source" / name).mkdir(parents=True)
        (tmp_path / "source" / name / "n.ipynb").touch()
    return Course(tmp_path)


def run(root, words):
    command, *more = words.split()
    return cli.main(["--course", str(root), command, "hw_tiny", *more])


def only_line(capsys):
    """Give the one line that was said; a traceback has more."""
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("autograder: ")
    return line


@pytest.mark.parametrize(
    "words",
    ["hw05", "HW05", "hw05_perceptron/", "source/hw05_perceptron", "hw05_perceptron"],
)
def test_an_assignment_is_known_by_how_it_begins(named, words):
    assert named.called(words) == "hw05_perceptron"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("hw5", "hw05_perceptron"),
        ("Homework 5", "hw05_perceptron"),
        ("assignment-10", "hw10_vae"),
        ("perceptron", "hw05_perceptron"),
        ("hw05_perzeptron", "hw05_perceptron"),
    ],
)
def test_the_nearest_name_is_one_that_helps(named, words, meant):
    with pytest.raises(SetupError, match=f"Did you mean {meant}"):
        named.called(words)


def test_a_name_that_may_be_several_is_not_guessed(named):
    with pytest.raises(SetupError, match="no assignment hw0, expected one of"):
        named.called("hw0")


def test_a_course_is_found_from_a_folder_inside_it(named):
    inside = named.root / "source" / "hw05_perceptron"
    assert Course.around(inside).root == named.root


def test_a_place_outside_a_course_says_how_to_name_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["grade", "hw05"]) == 2
    told = only_line(capsys)
    assert "no course here, and none above" in told
    assert "--course FOLDER" in told


def test_the_course_may_be_named_behind_the_command(tmp_path, capsys):
    assert cli.main(["grade", "hw_tiny", "--course", str(tmp_path)]) == 2
    assert str(tmp_path) in only_line(capsys)


@pytest.mark.parametrize("words", EVERY)
def test_no_submission_is_told_with_the_place_where_one_is_expected(
    course, words, capsys
):
    shutil.rmtree(course / "submitted")
    (course / "submitted" / "ana" / "hw5").mkdir(parents=True)
    assert run(course, words) == 2
    told = only_line(capsys)
    assert "expected submitted/<student>/hw_tiny/tiny.ipynb" in told
    assert "There are folders hw5" in told


@pytest.mark.parametrize("number", ["0", "-3", "two"])
def test_a_number_of_jobs_that_makes_no_sense_is_refused(number, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["grade", "hw05", f"--jobs={number}"])
    assert end.value.code == 2
    assert "1 or more was expected" in capsys.readouterr().err


@pytest.mark.parametrize("words", [*EVERY, "release"])
def test_a_locked_gradebook_is_another_program_at_work(course, words, capsys):
    with sqlite3.connect(course / "gradebook.db") as other:
        other.execute("begin exclusive")
        assert run(course, words) == 2
    told = only_line(capsys)
    assert "another program is writing to the gradebook" in told
    assert "driver" not in told


@pytest.mark.parametrize("words", EVERY)
def test_a_gradebook_that_is_none_is_told(course, words, capsys):
    (course / "gradebook.db").write_text("never a database " * 100)
    assert run(course, words) == 2
    assert "this is no gradebook" in only_line(capsys)


@pytest.mark.parametrize("words", ["report", "export --csv"])
def test_a_full_disk_leaves_the_old_table_whole(course, words, capsys):
    """A limit of the size of a file stands for a disk that is full."""
    kept = course / "hw_tiny-csv.csv"
    kept.write_text("old")
    before = (course / "grades.csv").read_bytes()
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, usual[1]))
    try:
        assert run(course, words) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, handler)
    assert "File too large" in only_line(capsys)
    assert (course / "grades.csv").read_bytes() == before
    assert kept.read_text() == "old"
    assert not list(course.glob(".*.part"))


def test_a_place_where_nothing_can_be_written_is_told(course, capsys):
    (course / "a_file").touch()
    assert run(course, f"report --out {course / 'a_file' / 'x'}") == 2
    assert "Not a directory" in only_line(capsys)


EACH = """
import sys
from autograder import cli
root, *commands = sys.argv[1:]
for words in commands:
    print(cli.main(["--course", root, *words.split()]), file=sys.stderr)
"""
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


def test_a_course_on_a_read_only_disk_is_told_by_every_command(course):
    names = ("grade", "release", "report", "export --csv", "collect")
    commands = [f"{name} hw_tiny" for name in names]
    commands[-1] += f" {course}/class.zip"
    view = ["unshare", "--mount", *["--map-root-user"] * bool(os.geteuid())]
    inside = [*view, "sh", "-c", READ_ONLY, course]
    if subprocess.run([*inside, "true"], capture_output=True).returncode:
        pytest.skip("no mount namespace is to be had here")
    done = subprocess.run(
        [*inside, sys.executable, "-c", EACH, course, *commands],
        capture_output=True,
        text=True,
    )
    told = done.stderr.splitlines()
    assert told[1::2] == ["2"] * len(commands), done.stderr
    for line in told[::2]:
        assert line.startswith("autograder: ")
        assert "Read-only file system" in line or "may not be written" in line


def test_two_commands_on_one_assignment_do_not_run_at_once(course, capsys):
    hold = (
        "import sys, pathlib; from autograder.files import alone\n"
        "with alone(pathlib.Path(sys.argv[1]), 'hw_tiny'):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    lock = course / "autograded" / ".records" / "hw_tiny" / "lock"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", hold, str(lock)], **pipes) as other:
        assert other.stdout.readline() == b"held\n"
        for words in ("grade", "release", "audit"):
            assert run(course, words) == 2
            told = only_line(capsys)
            assert f"another command is at work on it (process {other.pid}" in told
        other.kill()  # a lock is let go of however its holder ends
    assert run(course, "grade") == 1


def test_a_file_is_written_whole_behind_a_link_too(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    files.write_whole(tmp_path / "link", "new")
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "link").is_symlink()


def test_a_pipe_is_written_as_it_is():
    script = (
        "from pathlib import Path; from autograder.files import write_whole\n"
        "write_whole(Path('/dev/stdout'), 'a line')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True)
    assert done.stdout == b"a line"


def test_a_source_that_cannot_be_released_is_told_in_a_line(tmp_path, capsys):
    root = tiny.course(tmp_path)
    source = tiny.source()
    source["cells"][2]["metadata"]["nbgrader"]["grade_id"] = "double"
    (root / "source" / "hw_tiny" / "tiny.ipynb").write_text(json.dumps(source))
    assert run(root, "release") == 2
    assert "no release was made of it: double: 2 cells" in only_line(capsys)


TALKS = """
import sys
from autograder import cli

def doctor(asked):
    "Say more than anybody reads."
    print("a line\\n" * 100_000)
    return 0

cli.doctor = doctor
sys.exit(cli.main(["doctor"]))
"""


def test_a_reader_who_has_seen_enough_gets_no_traceback():
    gone, ours = os.pipe()
    os.close(gone)
    done = subprocess.run(
        [sys.executable, "-c", TALKS], stdout=ours, stderr=subprocess.PIPE, text=True
    )
    os.close(ours)
    assert (done.returncode, done.stderr) == (141, "")


def test_ctrl_c_is_told_in_a_line(course, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Course, "submissions", interrupted)
    assert run(course, "report") == 130
    assert "stopped. What was done is kept" in only_line(capsys)


@pytest.mark.parametrize("words", ["report", "export --csv"])
def test_where_nothing_is_graded_any_more_older_tables_stay(course, words, capsys):
    (course / "hw_tiny-csv.csv").write_text("marks")
    before = {p: p.read_bytes() for p in course.glob("*.*") if p.suffix != ".db"}
    for notebook in (course / "submitted").rglob("*.ipynb"):
        notebook.write_text(notebook.read_text("utf-8") + " ")
    assert run(course, words) == 2
    line = only_line(capsys)
    assert "hw_tiny: nothing is graded (not graded yet, or changed since)" in line
    assert "what was there is as it was. Run `autograder grade hw_tiny`" in line
    assert {p: p.read_bytes() for p in before} == before


def test_a_mistake_of_our_own_is_one_line_with_its_place(course, capsys, monkeypatch):
    monkeypatch.setattr("autograder.cli._results", lambda asked: 1 / 0)
    assert run(course, "report") == 2
    assert "a mistake of our own: ZeroDivisionError" in only_line(capsys)
