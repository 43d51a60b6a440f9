"""What a machine loses, or somebody takes away meanwhile, is nobody's zero."""

import json
import resource
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from nbgrader import api

from autograder import cli, dispatch, inbox, plugin, shelf, stock
from autograder.folders import Course
from autograder.grade import Graded
from autograder.records import (
    EngineFault,
    Refusal,
    Result,
    SetupError,
    Submission,
    Verdict,
)

ROWS = {
    "one row": "delete from grade where cell_id in"
    " (select id from base_cell where name = 'sign_hidden_zero')",
    "all rows": "delete from grade",
    "the notebooks": "delete from submitted_notebook",
    "a cell of the assignment": "delete from base_cell where name = 'double_hidden'",
}


@pytest.fixture
def course(graded_class, tmp_path):
    return Course(Path(shutil.copytree(graded_class, tmp_path / "course")))


def sql(course, words):
    with sqlite3.connect(course.root / "gradebook.db") as book:
        book.execute(words)


def run(course, words):
    command, *more = words.split()
    return cli.main(["--course", str(course.root), command, "hw_tiny", *more])


def only_line(capsys):
    (line,) = capsys.readouterr().err.splitlines()
    return line


def kept(course):
    """Give the outcomes as the gradebook has them."""
    assignment = course.assignment("hw_tiny")
    found = dispatch.collect(
        course.submissions(assignment), shelf.Shelf(course.records("hw_tiny"))
    )
    return {o.student: o for o in plugin.gradebook(course).reread("hw_tiny", found)}


@pytest.mark.parametrize("what", ROWS)
def test_a_mark_whose_row_is_lost_is_gone_and_no_zero(course, what):
    before = kept(course)
    sql(course, ROWS[what])
    after = kept(course)
    for student, outcome in before.items():
        if isinstance(outcome, Result):
            assert isinstance(after[student], EngineFault)
            assert "gone from the gradebook" in str(after[student])
        else:
            assert str(after[student]) == str(outcome)


@pytest.mark.parametrize("what", ["one row", "all rows", "the notebooks"])
def test_what_the_gradebook_lost_is_entered_again(course, what):
    before = kept(course)
    sql(course, ROWS[what])
    assignment = course.assignment("hw_tiny")
    store = plugin.ledger(course, assignment)
    for submission in course.submissions(assignment):
        if isinstance(before[submission.student], Result):
            assert store.done(submission) is None
            folder = course.root / "autograded" / submission.student / "hw_tiny"
            notebook = json.loads((folder / "tiny.ipynb").read_text())
            store.save(submission, Graded(before[submission.student], notebook))
    assert {s: str(o) for s, o in kept(course).items()} == {
        s: str(o) for s, o in before.items()
    }


def the_first(course):
    """Give a submission, its store, and what it earned, as after grading it anew."""
    assignment = course.assignment("hw_tiny")
    submission = course.submissions(assignment)[0]
    folder = course.root / "autograded" / submission.student / "hw_tiny"
    notebook = json.loads((folder / "tiny.ipynb").read_text())
    graded = Graded(kept(course)[submission.student], notebook)
    return submission, plugin.ledger(course, assignment), graded


def test_what_is_replaced_while_it_is_graded_has_no_mark_and_is_told(course):
    submission, store, graded = the_first(course)
    path = course.root / "submitted" / submission.student / "hw_tiny" / "tiny.ipynb"
    before = path.read_text()
    for changed in (before + "\n", None):
        path.write_text(changed) if changed else path.unlink()
        found = dispatch._save(store, submission, graded)
        assert isinstance(found, EngineFault)
        assert "replaced while it was graded" in str(found)
    refused = Refusal(submission.student, "hw_tiny", found.facts)
    assert isinstance(dispatch._save(store, submission, refused), EngineFault)
    path.write_text(before)
    (path.parent / "timestamp.txt").write_text("2025-01-01 00:00:00 UTC")
    assert isinstance(dispatch._save(store, submission, graded), EngineFault)


def test_a_gradebook_that_stays_locked_stops_the_class_and_keeps_what_it_has(
    course, monkeypatch
):
    monkeypatch.setattr("autograder.gradebook.RETRIES", (0.1,))
    submission, store, graded = the_first(course)
    before = kept(course)
    with sqlite3.connect(course.root / "gradebook.db") as other:
        other.execute("begin exclusive")
        with pytest.raises(SetupError, match="another program is writing"):
            dispatch._save(store, submission, graded)
        other.rollback()
    assert {s: str(o) for s, o in kept(course).items()} == {
        s: str(o) for s, o in before.items()
    }


def test_a_full_disk_stops_the_class_and_is_told_in_a_line(course):
    """A limit of the size of a file stands for a disk that is full."""
    submission, store, graded = the_first(course)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for size in (50, (course.root / "gradebook.db").stat().st_size // 4):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
        try:
            with pytest.raises(SetupError) as stopped:
                dispatch._save(store, submission, graded)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        assert "SQL" not in str(stopped.value) and "\n" not in str(stopped.value)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_class_is_not_graded_for_nothing():
    class Full:
        def done(self, _):
            return None

        def save(self, *_):
            raise OSError(28, "No space left on device", "tiny.ipynb")

    graded = []
    submissions = [Submission(f"s{n}", "hw", {}, str(n)) for n in range(50)]
    with pytest.raises(SetupError, match="No space left"):
        dispatch.dispatch(submissions, lambda s: graded.append(s) or s, Full())
    assert len(graded) < 10


def test_a_disk_that_fails_is_no_students_refusal(course, monkeypatch):
    def failing(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(inbox, "read", failing)
    assignment = course.assignment("hw_tiny")
    for submission in course.submissions(assignment):
        assert "Input/output error" in str(submission.fault)
        assert submission.digest == "" and submission.trouble is None


RELEASED = "release/hw_tiny/tiny.ipynb"
DAMAGED = {
    "a secret that is empty": ("autograded/.records/secret", b"", "secret"),
    "a secret that is no text": ("autograded/.records/secret", b"\xff", "secret"),
    "a release without cells": (RELEASED, b"{}", RELEASED),
    "half a release": (RELEASED, b'{"cells": [{"ce', RELEASED),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_is_damaged_is_told_in_a_line(course, what, capsys):
    name, content, told = DAMAGED[what]
    (course.root / name).write_bytes(content)
    with pytest.raises(SetupError, match=told):
        plugin.package(course, "hw_tiny")


LAYER = '{"name": 7, "active": true, "detail": ""}'
BRACKETS = "[" * 100_000
DAMAGES = {
    "brackets without end": lambda text: BRACKETS,
    "words for seconds": lambda text: text.replace(
        '"seconds":', '"seconds": "x", "s":'
    ),
    "no memory": lambda text: text.replace('"megabytes":', '"megabytes": null, "m":'),
    "points": lambda text: text.replace('"seed":', '"points": 7, "seed":'),
    "a list": lambda text: f"[{text}]",
    "a seed in words": lambda text: text.replace('"seed": ', '"seed": "x", "x": '),
    "a text for repairs": lambda text: text.replace(
        '"repairs":', '"repairs": "", "r":'
    ),
    "layers of numbers": lambda text: text.replace(
        '"layers": [', '"layers": [' + LAYER
    ),
    "points in words": lambda text: text.replace(
        '"max_points": 4', '"max_points": "4"'
    ),
    "numbers for messages": lambda text: text.replace(
        '"message": "', '"message": 7, "'
    ),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_record_that_is_damaged_is_none(tmp_path, what):
    store, marks = shelf.Shelf(tmp_path), (Verdict("f", 1, 4, "f: the sign"),)
    submission = Submission("ana", "hw_tiny", {}, "a digest")
    store.save(submission, Result("ana", "hw_tiny", marks, seed=7))
    assert store.done(submission).points == 1
    path = tmp_path / "ana.json"
    path.write_text(DAMAGES[what](path.read_text()))
    assert store.last("ana") is None


def test_a_release_that_fails_leaves_the_one_before_whole(course):
    before = (course.root / RELEASED).read_bytes()
    path = course.root / "source" / "hw_tiny" / "tiny.ipynb"
    source = json.loads(path.read_text())
    plugin._import_nbgrader()
    for points, succeeds in ((2, True), (None, False)):
        source["cells"][2]["metadata"]["nbgrader"]["points"] = points
        source["cells"][0]["source"] = f"# Tiny, {points}"
        path.write_text(json.dumps(source))
        if not succeeds:
            with pytest.raises(SetupError, match="no release was made"):
                plugin._generated(course, "hw_tiny")
            assert "# Tiny, 2" in (course.root / RELEASED).read_text()
        else:
            plugin._generated(course, "hw_tiny")
            assert (course.root / RELEASED).read_bytes() != before
        left = {p.name for p in course.records("hw_tiny").iterdir()}
        assert not {name for name in left if "part" in name}


def test_a_release_that_was_killed_while_it_was_replaced_is_put_back(course):
    path = course.root / "source" / "hw_tiny" / "tiny.ipynb"
    path.write_text('{"cells": []}')  # there is none to be made anew
    aside = course.records("hw_tiny") / "release.part" / "hw_tiny.before"
    aside.parent.mkdir()
    before = (course.root / RELEASED).read_bytes()
    (course.root / "release" / "hw_tiny").rename(aside)
    with pytest.raises(SetupError, match="no release was made"):
        plugin._generated(course, "hw_tiny")
    assert (course.root / RELEASED).read_bytes() == before


OTHERS = {
    "update submitted_assignment set timestamp = 'foo'": "a time in the gradebook",
    "alter table grade rename column auto_score to points": "an older nbgrader made",
}


@pytest.mark.parametrize("words", OTHERS)
def test_a_gradebook_that_nbgrader_did_not_write_so_is_told_in_a_line(
    course, words, capsys
):
    sql(course, words)
    for command in ("export --csv", "report"):
        assert run(course, command) == 2
        assert OTHERS[words] in only_line(capsys)


def test_a_newer_nbgraders_gradebook_stops_the_class(course, monkeypatch):
    monkeypatch.setattr("autograder.gradebook.RETRIES", (0.1,))
    submission, store, graded = the_first(course)
    store.book.close()
    sql(course, "delete from submitted_assignment")
    sql(course, "alter table submitted_assignment rename to before")
    sql(course, "create table submitted_assignment (id, assignment_id, student_id, "
                "timestamp, extension, newer text not null)")  # fmt: skip
    with pytest.raises(SetupError, match="another nbgrader made this gradebook"):
        dispatch._save(store, submission, graded)


def test_nbgraders_own_table_gives_no_sum_of_marks_that_are_not_all_there(
    course, monkeypatch
):
    monkeypatch.chdir(course.root)
    sql(course, ROWS["one row"])
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        stock.Marks(to=str(course.root / "table.csv")).export(book)
    rows = (course.root / "table.csv").read_text().splitlines()
    (ana,) = (row.split(",") for row in rows if ",ana," in row)
    assert ana[-4:-1] == ["", "", ""]
