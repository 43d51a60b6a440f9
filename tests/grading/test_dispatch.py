import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

import pytest

from autograder.dispatch import Place, collect, dispatch
from autograder.records import (
    EngineFault,
    Facts,
    Part,
    Refusal,
    Repair,
    Result,
    Submission,
    Verdict,
)
from autograder.shelf import Shelf

CLASS = [
    Submission(name, "hw", {}, f"digest of {name}") for name in ("ana", "bo", "cy")
]
FULL = Verdict("f_visible", 4, 4)


@dataclass(frozen=True)
class Graded:
    """What `dispatch` asks of a graded submission: that it has a result."""

    result: Result


def grade(submission):
    if submission.student == "bo":
        raise Refusal("bo", "hw", Facts(found="it is not JSON"))
    return Graded(Result(submission.student, "hw", (FULL,), digest=submission.digest))


def never(submission):
    raise AssertionError(f"{submission} was graded again")


class Results(Shelf):
    """A shelf that takes what was graded."""

    def save(self, submission, outcome):
        super().save(submission, getattr(outcome, "result", outcome))


@pytest.fixture
def shelf(tmp_path):
    return Results(tmp_path / "records")


def test_one_refusal_does_not_stop_the_class(shelf):
    outcomes = dispatch(CLASS, grade, shelf)
    assert [type(o) for o in outcomes] == [Result, Refusal, Result]


def test_an_unexpected_error_becomes_a_fault_that_is_tried_again(shelf):
    def fail(submission):
        raise OSError("disk full")

    first = dispatch(CLASS, fail, shelf)
    again = dispatch(CLASS, grade, shelf)
    assert [type(o) for o in first] == [EngineFault] * 3
    assert "OSError: disk full" in str(first[0])
    assert [type(o) for o in again] == [Result, Refusal, Result]


def test_what_is_unchanged_is_not_graded_again(shelf):
    first = dispatch(CLASS, grade, shelf)
    again = dispatch(CLASS, never, shelf)
    assert [str(o) for o in again] == [str(o) for o in first]


def test_a_changed_submission_is_graded_again(shelf, capsys):
    dispatch(CLASS, grade, shelf)
    capsys.readouterr()
    changed = [Submission("ana", "hw", {}, "another digest"), *CLASS[1:]]
    dispatch(changed, grade, shelf)
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2 of 3 unchanged, kept"
    assert [line[:5] for line in told[1:]] == ["[1/1]"]


def test_force_grades_everything_again(shelf):
    dispatch(CLASS, grade, shelf)
    with pytest.raises(KeyboardInterrupt):
        dispatch(CLASS, interrupt, shelf, force=True)


def interrupt(submission):
    raise KeyboardInterrupt


def test_a_run_that_is_cut_off_goes_on_where_it_stopped(shelf, capsys):
    def cut_off(submission):
        return (
            interrupt(submission) if submission.student == "cy" else grade(submission)
        )

    with pytest.raises(KeyboardInterrupt):
        dispatch(CLASS, cut_off, shelf)
    capsys.readouterr()
    dispatch(CLASS, grade, shelf)
    assert capsys.readouterr().out.startswith("2 of 3 unchanged, kept")


def test_progress_counts_and_estimates(shelf, capsys):
    dispatch(CLASS, grade, shelf)
    told = capsys.readouterr().out.splitlines()
    assert told[1] == "[2/3] bo: refused, it is not JSON  (0 s, about 1 s left)"


def test_the_time_of_what_runs_already_is_not_guessed(shelf, capsys, monkeypatch):
    def slow(submission):
        time.sleep(1.2 if submission.student == "ana" else 0)
        return grade(submission)

    monkeypatch.setattr("autograder.dispatch.TOLD_AGAIN", 0.3)
    dispatch(CLASS, slow, shelf, Place(jobs=2))
    told = capsys.readouterr().out.splitlines()
    assert told[1].endswith("(0 s, 1 still running)")
    assert told[2].startswith("still running: ana (")
    assert told[-1].endswith(" s)")


def test_ctrl_c_lets_what_runs_end_and_keeps_it(shelf, capfd):
    def slow(submission):
        time.sleep(0.6)
        return grade(submission)

    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        dispatch(CLASS, slow, shelf)
    assert "stopping after the running ones; once more" in capfd.readouterr().err
    assert [type(o) for o in collect(CLASS, shelf)] == [Result, *[EngineFault] * 2]


TWICE = """
import os, signal, threading, time
from autograder.dispatch import dispatch
from autograder.records import Submission
for after in (0.3, 0.6):
    threading.Timer(after, os.kill, (os.getpid(), signal.SIGINT)).start()
class Store:
    def done(self, submission): return None
dispatch([Submission("ana", "hw", {})], lambda _: time.sleep(60), Store())
"""


def test_a_second_ctrl_c_ends_at_once():
    start = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", TWICE], stderr=subprocess.PIPE)
    assert ended.returncode == 130
    assert time.monotonic() - start < 30
    assert b"Traceback" not in ended.stderr


def test_several_at_once_give_the_same_and_in_the_same_order(shelf, tmp_path):
    many = [Submission(f"s{n:03}", "hw", {}, f"{n}") for n in range(60)]
    alone = dispatch(many, grade, shelf)
    together = dispatch(many, grade, Results(tmp_path / "2"), Place(jobs=4))
    assert together == alone


def test_a_store_that_fails_is_a_fault_and_not_the_end(shelf):
    class Full(Results):
        def save(self, submission, outcome):
            if submission.student == "ana":
                raise OSError("disk full")

    outcomes = dispatch(CLASS, grade, Full(shelf.folder))
    assert [type(o) for o in outcomes] == [EngineFault, Refusal, Result]


def test_the_shelf_gives_back_what_it_was_given(shelf):
    result = Result(
        "ana",
        "hw",
        (FULL,),
        (Repair("f", "restored"),),
        (Part("essay", 9, True),),
        1.5,
        7,
    )
    shelf.save(CLASS[0], Graded(result))
    assert shelf.done(CLASS[0]) == result


def test_a_half_written_record_is_not_taken_for_a_record(shelf):
    shelf.save(CLASS[0], grade(CLASS[0]))
    (shelf.folder / "bo.123.part").write_text('{"digest": "dig')
    assert [type(o) for o in collect(CLASS[:2], shelf)] == [Result, EngineFault]
