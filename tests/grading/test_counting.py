"""What an assignment says of itself while students work is left unsaid in grading."""

import pytest
from grading.exams import Room

WORK = "from coursekit import check\ndef f():\n    return 1"
COUNT = "check.summary(['f'])"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A place to sit exams in."""
    room = Room(tmp_path_factory.mktemp("room"), "numpy")
    yield room
    room.zygote.close()


def test_the_count_of_what_passes_is_not_printed_where_nothing_was_counted(room):
    sitting = room.sit([WORK, COUNT], {"visible": "check.passed('f')"})
    assert sitting.verdicts["visible"].passed
    assert sitting.outputs[2] == []


def test_a_test_that_says_that_it_passed_gives_all_its_points(room):
    right, wrong = (f"check.same(f(), {n}, 'f')\ncheck.passed('f')" for n in (1, 2))
    assert room.points([WORK, COUNT], right, wrong) == [4, 0]


def test_what_takes_long_and_gives_no_points_can_be_left_out(room):
    skipped = "if not check.graded():\n    raise RuntimeError\nprint('skipped')"
    sitting = room.sit([WORK, skipped], {"visible": "check.passed('f')"})
    assert [out["text"] for out in sitting.outputs[2]] == ["skipped\n"]
