"""Time is charged where it was used, and an endless loop costs its limit once."""

import ctypes
import multiprocessing
import os
import threading
import time
from contextlib import contextmanager

import pytest
from grading.exams import Room

from autograder.clock import Meter
from autograder.judge import Cell, Exam
from autograder.sitting import PATIENCE, Limits, Sitting, TooBusy
from autograder.words import SLOW, SLOW_BEFORE

LINUX = pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="Linux")
WORKS = """
import time
def work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return 1
"""
HANGS = "def f():\n    while True:\n        pass"
SLEEPS = "import time\ndef f():\n    time.sleep(1000)"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy")
    room.zygote.versions  # noqa: B018 - wait until it is there
    yield room
    room.zygote.close()


def spin(processor):
    os.setsid()  # kernels share a processor by sessions: one's own counts in full
    os.sched_setaffinity(0, {processor})
    end = time.monotonic() + 120
    while time.monotonic() < end:
        pass


@contextmanager
def busy(count):
    """Keep a processor busy with so many others; give its number."""
    processor = min(os.sched_getaffinity(0))
    fork = multiprocessing.get_context("fork")
    others = [fork.Process(target=spin, args=(processor,)) for _ in range(count)]
    for other in others:
        other.start()
    try:
        yield processor
    finally:
        for other in others:
            other.kill()
            other.join()


def held(room, processor, student, test, limits):
    cells = Cell(0, "student", student), Cell(1, "test", test, "t", 4.0)
    sitting = Sitting(room.zygote, Exam(cells, frozenset(["work", "f"])), limits)
    sitting.processor = processor
    sitting.hold()
    return sitting


@LINUX
def test_who_waits_for_a_busy_processor_is_not_charged_for_it():
    with busy(2) as processor:
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {processor})
        meter, end = Meter([os.getpid()]), time.process_time() + 0.4
        while time.process_time() < end:
            pass
        charged, wall, threads = meter.read()
        os.sched_setaffinity(0, before)
    assert wall > 0.8
    assert charged < 0.8 * wall
    assert charged >= 0.35
    assert threads >= 1


def test_who_sleeps_is_charged_for_it():
    meter = Meter([os.getpid()])
    time.sleep(0.5)
    assert meter.read()[0] >= 0.4


@LINUX
def test_a_right_solution_keeps_its_points_on_a_busy_machine(room):
    limits = Limits(cell_seconds=2.5, submission_seconds=60)
    with busy(4) as processor:
        start = time.monotonic()
        sitting = held(room, processor, WORKS, "assert work(0.9) == 1", limits)
    assert time.monotonic() - start > limits.cell_seconds
    assert sitting.verdicts["t"].points == 4


@LINUX
def test_who_sleeps_on_a_busy_machine_is_charged_all_the_same(room):
    limits = Limits(cell_seconds=1, submission_seconds=60)
    with busy(2) as processor:
        sitting = held(room, processor, SLEEPS, "f()", limits)
    assert sitting.verdicts["t"].message == SLOW
    assert sitting.again == []


@LINUX
def test_a_machine_that_is_too_busy_is_nobodys_fault(room, monkeypatch):
    monkeypatch.setattr("autograder.sitting.PATIENCE", 1)
    limits = Limits(cell_seconds=1.2, submission_seconds=60)
    with busy(8) as processor, pytest.raises(TooBusy, match="the machine was busy"):
        held(room, processor, WORKS, "work(9)", limits)


def test_threads_of_its_own_do_not_make_a_machine_busy(room):
    student = """
import threading, time
def spin():
    while True:
        pass
def f():
    for _ in range(5):
        threading.Thread(target=spin, daemon=True).start()
    while True:
        pass
"""
    limits = Limits(cell_seconds=1.5, submission_seconds=30)
    sitting = held(room, min(os.sched_getaffinity(0)), student, "f()", limits)
    assert sitting.verdicts["t"].message == SLOW
    assert sitting.again == []


def test_who_grades_may_be_held_up_and_nobody_pays_for_it(room):
    """As by a long call that lets no other thread of this process run."""
    limits = Limits(cell_seconds=1, submission_seconds=30)
    hold_up = ctypes.PyDLL(None).usleep
    timer = threading.Timer(0.3, hold_up, (3_000_000,))
    timer.start()
    student = "import time\ndef f():\n    time.sleep(0.6)\n    return 1"
    sitting = held(room, None, student, "assert f() == 1", limits)
    timer.join()
    assert sitting.verdicts["t"].points == 4


def test_an_endless_loop_costs_its_limit_once(room):
    limits = Limits(cell_seconds=4, submission_seconds=60)
    names = "f_visible", "f_visible_2", "f_hidden", "f_hidden_2", "f_hidden_3"
    tests = dict.fromkeys(names, "f()") | {"g_hidden": "assert g() == 1"}
    sitting = room.sit([HANGS, "def g():\n    return 1"], tests, limits=limits)
    assert sitting.spent < 2.5 * limits.cell_seconds
    messages = [sitting.verdicts[name].message for name in names]
    assert messages == [SLOW, *[SLOW_BEFORE] * 4]
    assert sitting.verdicts["g_hidden"].points == 4


def test_a_function_that_hangs_for_one_input_keeps_the_points_of_the_others(room):
    student = "def f(x):\n    while x == 3:\n        pass\n    return x"
    tests = {f"f_hidden_{x}": f"assert f({x}) == {x}" for x in (1, 3, 5)}
    limits = Limits(cell_seconds=2, submission_seconds=30)
    found = room.sit(student, tests, limits=limits).verdicts
    assert [found[name].points for name in tests] == [4, 0, 4]


def test_tests_without_a_functions_name_are_told_by_what_they_call(room):
    tests = {"cell-1": "f()", "cell-2": "g(); f()", "cell-3": "assert g() == 1"}
    student = f"{HANGS}\ndef g():\n    return 1"
    limits = Limits(cell_seconds=2, submission_seconds=30)
    found = room.sit(student, tests, limits=limits).verdicts
    assert found["cell-2"].message == SLOW_BEFORE
    assert found["cell-3"].points == 4


def test_a_cell_that_hangs_is_waited_for_in_one_cage_alone(room):
    limits = Limits(cell_seconds=2, submission_seconds=60)
    tests = {"visible": "assert g() == 1", "hidden": "assert g() == 1"}
    cells = ["while True: pass", "def g():\n    return 1"]
    sitting = room.sit(cells, tests, limits=limits)
    assert sitting.spent < 3.7
    assert [v.points for v in sitting.verdicts.values()] == [4, 4]


def test_a_cell_that_sleeps_does_so_in_one_cage_alone(room):
    tests = {"visible": "assert g() == 1", "hidden": "assert g() == 1"}
    student = "import time\ntime.sleep(2.5)\ndef g():\n    return 1"
    sitting = room.sit(student, tests, limits=Limits(4, 60))
    assert 2.5 < sitting.spent < 4.8
    assert [v.points for v in sitting.verdicts.values()] == [4, 4]


def test_the_wall_clock_behind_it_is_generous():
    assert PATIENCE >= 3
