"""An open exam's reports are a student's to forge: they cost that student alone."""

import time

import pytest
from grading.exams import Room

from autograder.judge import Cell, Exam
from autograder.sitting import Limits, Sitting

# The student's code finds the line on which verdicts are told, and says so itself.
LINE = """
import glob, json, os, socket, stat, time
import msgpack

def _line():
    for path in glob.glob("/proc/self/fd/*"):
        number = int(path.rpartition("/")[2])
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                return socket.socket(fileno=os.dup(number))
        except OSError:
            pass

def tell(message):
    content = msgpack.packb(message)
    _line().sendall(len(content).to_bytes(4, "big") + content)
"""
LIMITS = Limits(cell_seconds=2, submission_seconds=8)


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy", "msgpack")
    room.zygote.versions  # noqa: B018 - wait until it is there
    yield room
    room.zygote.close()


def held(room, student):
    cells = (
        Cell(0, "student", LINE + student),
        Cell(1, "test", "assert 1 == 1", "first", 2.0),
        Cell(2, "test", "assert 2 == 2", "second", 3.0),
    )
    sitting = Sitting(room.zygote, Exam(cells, open=True), LIMITS)
    start = time.monotonic()
    sitting.hold()
    assert time.monotonic() - start < 60
    return sitting


def stand(sitting):
    """What is known of the box's layers, but for names of folders."""
    return [(layer.name, layer.active) for layer in sitting.layers]


def test_an_honest_one_has_its_points(room):
    assert [v.points for v in held(room, "").verdicts.values()] == [2, 3]


def test_layers_that_are_told_later_are_not_believed(room):
    true = stand(held(room, ""))
    for lie in ('[True, "x", 7]', '["\\x1b[2J", False, "owned"]'):
        sitting = held(room, f'tell(["layers", [{lie}]])')
        assert stand(sitting) == true
    assert stand(held(room, 'tell(["layers", []])')) == true


def test_a_message_that_comes_drop_by_drop_ends_in_time(room):
    drip = """
line = _line()
line.sendall((1_000_000).to_bytes(4, "big"))
while True:
    line.sendall(b"x")
    time.sleep(0.3)
"""
    sitting = held(room, drip)
    assert sitting.spent < 2 * LIMITS.submission_seconds


def test_who_says_again_and_again_that_a_dead_cell_runs_is_not_followed(room):
    sitting = held(room, 'tell(["cell", 2, "open"])\nos._exit(0)')
    assert [v.points for v in sitting.verdicts.values()] == [0, 0]
    assert "ended" in sitting.verdicts["first"].message


def test_who_says_at_once_that_all_is_done_hears_that_it_was_not(room):
    verdicts = held(room, 'tell(["done"])\ntime.sleep(1)').verdicts
    assert {v.message for v in verdicts.values()} == {
        "the notebook ended before this test"
    }


def test_points_stay_within_the_tests_own(room):
    lie = 'tell(["cell", 1, "open"]); tell(["verdict", "first", 1e9, "", 0.0, ""])'
    assert held(room, lie).verdicts["first"].points <= 2
