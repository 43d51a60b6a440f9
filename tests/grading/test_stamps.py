"""One reading of a time stamp: what we say, what nbgrader has, and what it costs."""

import codecs
import os
import shutil

import pytest
from grading import tiny

from autograder import cli, inbox, intake, plugin, stamps
from autograder.apart import apart
from autograder.folders import Course
from autograder.records import Refusal, Submission

READ = {
    "2026-01-01 10:00:00 UTC": "2026-01-01 10:00:00 UTC",
    "2026-01-01 10:00": "2026-01-01 10:00:00 UTC",
    "2026-01-01T10:00:00Z": "2026-01-01 10:00:00 UTC",
    "2026-01-01T10:00:00.123Z": "2026-01-01 10:00:00.123000 UTC",
    "2026-01-01 10:00:00.123456 UTC\n": "2026-01-01 10:00:00.123456 UTC",
    "2026-01-01 10:00 +0100": "2026-01-01 09:00:00 UTC",
    "2026-01-01 10:00+01:00": "2026-01-01 09:00:00 UTC",
    "2026-01-01 10:00 -0330": "2026-01-01 13:30:00 UTC",
    "2026-01-01 10:00 +01": "2026-01-01 09:00:00 UTC",
    "2026-07-01 10:00 Europe/Warsaw": "2026-07-01 08:00:00 UTC",
}
UNREAD = [
    "", "yesterday", "2026-01-01", "10:00", "1767261600", "01/02/2026 10:00 UTC",
    "2026-01-01 10:00:60 UTC", "2026-01-01 24:00 UTC", "2026-02-30 10:00 UTC",
    "2026-01-01 10:00 PDT", "2026-01-01 10:00 IST", "2026-01-01 10:00 Foo/Bar",
    "2026-01-01 10:00 Europe", "2026-01-01 10:00 America/Argentina",
    "2026-01-01 10:00 +1", "2026-01-01 10:00 +99:99", "2026-01-01 10:00 +0160",
    "2026-01-01 10:00 UTC+1", "2026-01-01 10:00 UTC and more",
    "2026-01-01 10:00 ../UTC", "9999-12-31 23:59:59 -12:00", "0001-01-01 00:00 +14",
    "1970-01-01 00:00 UTC", "٢٠٢٦-01-01 10:00 UTC", "2026-01-01 10:00 UTC\0",
]  # fmt: skip


@pytest.mark.parametrize("stamp", READ)
def test_a_stamp_says_one_time_and_nbgrader_reads_what_we_write(stamp):
    from nbgrader.utils import parse_utc

    when = stamps.read(stamp.encode())
    assert stamps.written(when) == READ[stamp]
    assert parse_utc(stamps.written(when)) == when.replace(tzinfo=None)


@pytest.mark.parametrize("stamp", UNREAD)
def test_what_can_be_read_in_no_way_or_in_two_is_no_time(stamp):
    assert stamps.read(stamp.encode()) is None
    files = {"tiny.ipynb": b"{}", "timestamp.txt": stamp.encode()}
    with pytest.raises(Refusal, match="is no time, expected one such as 2025"):
        intake.admit(
            Submission("ana", "hw_tiny", files), tiny.assignment(), tiny.handed_out()
        )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_mark_that_windows_puts_before_a_text_is_no_part_of_the_time(encoding):
    stamp = "2026-01-01 10:00 UTC\r\n".encode(encoding)
    assert stamp.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16))
    assert stamps.written(stamps.read(stamp)) == "2026-01-01 10:00:00 UTC"


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_a_stamp_that_is_no_file_makes_nobody_on_time(tmp_path, kind):
    stamp = tiny.hand_in(tiny.course(tmp_path), "ana", "{}") / "timestamp.txt"
    if kind == "link":
        stamp.symlink_to("tiny.ipynb")
    elif kind == "folder":
        stamp.mkdir()
    else:
        os.mkfifo(stamp)
    (ana,) = inbox.submissions(tmp_path, tiny.assignment())
    assert "timestamp.txt: it is no file, expected a time" in str(ana.trouble)


def test_a_stamp_is_read_however_many_files_lie_beside_it(tmp_path):
    folder = tiny.hand_in(tiny.course(tmp_path), "ana", "{}")
    for number in range(2_100):
        (folder / f"a{number}").touch()
    (folder / "timestamp.txt").write_text("2026-01-01 10:00 UTC")
    (ana,) = inbox.submissions(tmp_path, tiny.assignment())
    assert ana.files["timestamp.txt"] == b"2026-01-01 10:00 UTC"


@pytest.mark.parametrize("name", ["Timestamp.txt", "timestamp.txt.txt", "timestamp"])
def test_a_stamp_under_nearly_its_name_is_told(tmp_path, name):
    (tiny.hand_in(tiny.course(tmp_path), "ana", "{}") / name).touch()
    (ana,) = inbox.submissions(tmp_path, tiny.assignment())
    assert str(ana.notes[0]) == f"{name} was not read: is it timestamp.txt?"


@pytest.fixture(scope="module")
def late_class(graded_class, tmp_path_factory):
    """A deadline at 09:30 in UTC, and zero for whoever is late."""
    from nbgrader.api import Gradebook

    root = tmp_path_factory.mktemp("stamps") / "course"
    shutil.copytree(graded_class, root)
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        book.update_or_create_assignment("hw_tiny", duedate="2026-01-01 09:30:00 UTC")
    with (root / "nbgrader_config.py").open("a") as file:
        file.write("get_config().LateSubmissionPlugin.penalty_method = 'zero'\n")
    return root


@pytest.mark.parametrize(
    ("stamp", "score", "kept"),
    [
        ("2026-01-01 10:00 +0100", 10, "2026-01-01 09:00:00 UTC"),
        ("\ufeff2026-01-01 10:00 Z", 0, "2026-01-01 10:00:00 UTC"),
    ],
)
@pytest.mark.parametrize("way", ["command", "button"])
def test_a_stamp_costs_what_it_says_by_either_way(late_class, stamp, score, kept, way):
    from nbgrader.api import Gradebook

    submitted = late_class / "submitted" / "ana" / "hw_tiny" / "timestamp.txt"
    submitted.write_text(stamp, "utf-8")
    if way == "command":
        asked = ["--course", str(late_class), "grade", "hw_tiny", "--student", "ana"]
        assert cli.main(asked) == 0
    else:
        pressed = apart(120, _press_autograde, late_class)
        assert pressed["success"], pressed
    with Gradebook(f"sqlite:///{late_class}/gradebook.db") as book:
        found = book.find_submission("hw_tiny", "ana")
        assert found.score - (found.late_submission_penalty or 0) == score
    written = late_class / "autograded" / "ana" / "hw_tiny" / "timestamp.txt"
    assert written.read_text() == kept


def _press_autograde(root):
    from nbgrader.apps import NbGraderAPI

    config = plugin.settings(Course(root))
    return NbGraderAPI(config=config).autograde("hw_tiny", "ana")


def test_formgraders_list_of_a_class_bears_a_time_that_is_none(late_class):
    stamp = late_class / "submitted" / "cy" / "hw_tiny" / "timestamp.txt"
    stamp.write_text("yesterday evening", "utf-8")
    rows = apart(120, _list_submissions, late_class)
    stamp.unlink()
    times = {row["student"]: row["timestamp"] for row in rows}
    assert len(times) == 8
    assert times["cy"] is None


def _list_submissions(root):
    from nbgrader.apps import NbGraderAPI

    api = NbGraderAPI(config=plugin.settings(Course(root)))
    return api.get_submissions("hw_tiny")
