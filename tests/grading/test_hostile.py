"""No trick pays: not a point, not a file, not a process, not a packet, not a leak.

Most tricks are one class here; `make hostile` tries each alone, and those that take
long. Tricks with files and names that are handed in have their own tests with intake,
those with pages that are opened theirs in a browser.
"""

import pytest
from grading import arena, hostility
from grading.tricks import HONEST, TRICKS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]
SAMPLE = "deep_folders endless_call fast_disk memory million_lists".split()
TRIED = [trick for trick in TRICKS if not trick.long or trick.name in SAMPLE]


@pytest.fixture(scope="module")
def patterns(tmp_path_factory):
    return hostility.pattern_courses(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def grader(patterns):
    with hostility.ours(patterns) as found:
        yield found


@pytest.fixture(scope="module")
def found(patterns, grader):
    return hostility.watch(TRIED, patterns, grader)


def test_the_bank_is_large_enough():
    assert len(TRICKS) >= 200


def test_a_neighbour_who_is_right_has_all_points(patterns, grader):
    for variant, course in enumerate(patterns):
        assert grader.grade(course, "ana", variant)[0] == arena.FULL


@pytest.mark.parametrize("trick", TRIED, ids=lambda trick: trick.name)
def test_a_trick_gains_nothing_and_does_nothing(trick, found):
    seen = found[trick.name]
    assert seen.effects == []
    assert seen.points <= HONEST


def test_a_class_of_tricks_changes_nothing_outside(found):
    assert found[""].effects == []


def test_a_friend_who_is_graded_meanwhile_hears_nothing(patterns, grader):
    first, second = (
        hostility.meanwhile(course, grader, variant)
        for variant, course in enumerate(patterns)
    )
    assert first == second
    assert len(first) == 1
