import pytest

from autograder.dispatch import Shelf, collect, dispatch
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

CLASS = [
    Submission(name, "hw", {}, f"digest of {name}") for name in ("ana", "bo", "cy")
]
FULL = Verdict("f_visible", 4, 4)


def grade(submission):
    if submission.student == "bo":
        raise Refusal("bo", "hw", Facts(found="it is not JSON"))
    return Result(submission.student, "hw", (FULL,), digest=submission.digest)


def never(submission):
    raise AssertionError(f"{submission} was graded again")


def silent(line):
    pass


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "records")


def test_one_refusal_does_not_stop_the_class(shelf):
    outcomes = dispatch(CLASS, grade, shelf, say=silent)
    assert [type(o) for o in outcomes] == [Result, Refusal, Result]


def test_an_unexpected_error_becomes_a_fault_that_is_tried_again(shelf):
    def fail(submission):
        raise OSError("disk full")

    first = dispatch(CLASS, fail, shelf, say=silent)
    again = dispatch(CLASS, grade, shelf, say=silent)
    assert [type(o) for o in first] == [EngineFault] * 3
    assert "OSError: disk full" in str(first[0])
    assert [type(o) for o in again] == [Result, Refusal, Result]


def test_what_is_unchanged_is_not_graded_again(shelf):
    first = dispatch(CLASS, grade, shelf, say=silent)
    again = dispatch(CLASS, never, shelf, say=silent)
    assert [str(o) for o in again] == [str(o) for o in first]


def test_a_changed_submission_is_graded_again(shelf):
    dispatch(CLASS, grade, shelf, say=silent)
    told = []
    changed = [Submission("ana", "hw", {}, "another digest"), *CLASS[1:]]
    dispatch(changed, grade, shelf, say=told.append)
    assert told[0] == "2 of 3 unchanged, kept"
    assert [line[:5] for line in told[1:]] == ["[1/1]"]


def test_force_grades_everything_again(shelf):
    dispatch(CLASS, grade, shelf, say=silent)
    with pytest.raises(KeyboardInterrupt):
        dispatch(CLASS, interrupt, shelf, force=True, say=silent)


def interrupt(submission):
    raise KeyboardInterrupt


def test_a_run_that_is_cut_off_goes_on_where_it_stopped(shelf):
    def cut_off(submission):
        return (
            interrupt(submission) if submission.student == "cy" else grade(submission)
        )

    with pytest.raises(KeyboardInterrupt):
        dispatch(CLASS, cut_off, shelf, say=silent)
    told = []
    dispatch(CLASS, grade, shelf, say=told.append)
    assert told[0] == "2 of 3 unchanged, kept"


def test_progress_counts_and_estimates(shelf):
    told = []
    dispatch(CLASS, grade, shelf, say=told.append)
    assert told[1] == "[2/3] bo: refused, it is not JSON  (0 s, about 0 s left)"


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
    shelf.save(CLASS[0], result)
    assert shelf.done(CLASS[0]) == result


def test_a_half_written_record_is_not_taken_for_a_record(shelf):
    shelf.save(CLASS[0], grade(CLASS[0]))
    (shelf.folder / "bo.123.part").write_text('{"digest": "dig')
    assert [type(o) for o in collect(CLASS[:2], shelf)] == [Result, EngineFault]
