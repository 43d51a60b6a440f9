"""No trick pays: not a point, not a file, not a process, not a packet, not a leak."""

import pytest
from grading import hostility
from grading.tricks import HONEST, TRICKS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    return hostility.pattern_course(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def grader(pattern):
    with hostility.ours(pattern) as found:
        yield found


def test_the_bank_is_large_enough():
    assert len(TRICKS) >= 40


@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.name)
def test_a_trick_gains_nothing_and_does_nothing(trick, pattern, grader):
    seen = hostility.watch(trick, pattern, *grader)
    assert seen.points <= HONEST
    assert seen.effects == []
