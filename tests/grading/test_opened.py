"""What holds where tests are not sealed: they can be forged, and nothing else can.

What a student may tell us in the name of the exam is in `test_forged`.
"""

import copy
import math

import pytest
from grading.exams import QUICK, Room

from autograder.judge import Cell, Exam
from autograder.outputs import OUTPUTS, TEXT
from autograder.sitting import Limits, Sitting
from autograder.words import NO_ANSWER

DOUBLE = "def double(x):\n    return 2 * x"
RIGHT, WRONG = "assert double(2) == 4", "assert double(2) == 5"
# What a student can do who looks for it: speak to us in the name of the exam.
SPEAK = """
import gc
from autograder.wire import Channel
(line,) = [o for o in gc.get_objects() if type(o) is Channel]
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy", open=True)
    yield room
    room.zygote.close()


def speak(*messages):
    """A cell that says such things to us."""
    return SPEAK + "".join(f"line.send({message})\n" for message in messages)


def test_a_right_function_earns_its_points_and_a_wrong_one_does_not(room):
    assert room.points(DOUBLE, RIGHT, WRONG, "1.5", "99", "-3") == [4, 0, 1.5, 4, 0]


def test_tests_may_look_at_what_no_wire_carries(room):
    student = f"{DOUBLE}\ndef greet():\n    print('hello')"
    tests = (
        "import inspect\nassert '2 * x' in inspect.getsource(double)",
        "%%capture said\ngreet()",
        "assert said.stdout == 'hello\\n'",
        "assert double.__code__.co_argcount == 1",
    )
    assert room.points(student, *tests) == [4, 4, 4, 4]


def test_partial_points_come_with_what_the_test_prints(room):
    assert room.message(DOUBLE, "print('half of it is right')\n2") == (
        "half of it is right"
    )


def test_of_a_hidden_test_only_its_own_words_are_told(room):
    student = "def f(x):\n    raise ValueError(str(x))\ndef g(x):\n    return x"
    assert room.message(student, "f(123456)", hidden=True) == NO_ANSWER
    test = "assert g(123456) == 1, f'{g(123456)} is not 1'"
    assert room.message(student, test, hidden=True) == "… is not 1"


@pytest.mark.parametrize("points", ["1e9", "-1e9", "float('inf')", "float('nan')"])
def test_forged_points_are_points_of_that_test(room, points):
    forged = f"['verdict', 't', {points}, 'x' * 9999, {points}, '']"
    student = speak("['cell', 2, 'open']", forged) + "\nimport os\nos._exit(0)"
    (verdict,) = room.sit(student, {"t": "pass"}).verdicts.values()
    assert 0 <= verdict.points <= verdict.max_points
    assert math.isfinite(verdict.seconds)
    assert len(verdict.message) < 1000


@pytest.mark.parametrize(
    "message",
    [
        ["verdict", "another", 4, "", 0, ""],
        ["cell", 999, "open"],
        ["done", 7],
        ["anything"],
        7,
        "'x' * 10**7",
    ],
)
def test_what_no_exam_says_costs_the_cell_that_says_it(room, message):
    sitting = room.sit([speak(message), DOUBLE], {"t": RIGHT})
    assert sitting.verdicts["t"].points == 4


def test_outputs_are_bounded_whoever_tells_them(room):
    much = "[{'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 10**6}] * 10"
    many = "[{'output_type': 'stream', 'name': 'stdout', 'text': 'x'}] * 9999"
    cells = [
        speak(f"['outputs', 1, {much}]"),
        speak(f"['outputs', 2, {many}]"),
        "print('x' * 10**7)",
    ]
    outputs = room.sit(cells, {"t": "pass"}).outputs
    assert len(str(outputs)) < 2 * TEXT
    assert all(len(shown) <= OUTPUTS for shown in outputs.values())


@pytest.mark.parametrize("end", ["os._exit(0)", "ctypes.string_at(0)"])
def test_a_process_that_ends_costs_its_test_and_later_ones_are_asked(room, end):
    student = f"import ctypes, os\ndef f():\n    {end}\n{DOUBLE}"
    tests = "mine = double(4)", "f()", "assert mine == 8", WRONG
    assert room.points(student, *tests) == [4, 0, 4, 0]


def test_a_loop_without_an_end_costs_its_limit_once(room):
    student = ["while True: pass", f"def f():\n    while True: pass\n{DOUBLE}"]
    tests = {"f_visible": "f()", "f_hidden": "f()", "double": RIGHT}
    limits = Limits(cell_seconds=1, submission_seconds=30)
    sitting = room.sit(student, tests, limits=limits)
    assert [v.points for v in sitting.verdicts.values()] == [0, 0, 4]
    assert "loop without an end" in sitting.outputs[1][0]["evalue"]
    assert sitting.spent < 5


HALF = "chr(0xd800)"  # of a character: no file can hold it
MUTE = "class E(Exception):\n    def __str__(self): 1 / 0\n"


@pytest.mark.parametrize(
    ("student", "test", "points"),
    [
        (f"print({HALF})", "assert True", 4),
        (f"def f(): return {HALF}", "print(f())\n2", 2),
        (f"def f(): raise ValueError({HALF})", "f()", 0),
        (f"{MUTE}def f(): raise E", "f()", 0),
        (f"{MUTE}raise E", "assert True", 4),
    ],
)
def test_words_that_nobody_can_read_lose_no_process(room, student, test, points):
    sitting = room.sit(student, {"visible": test, "hidden": test})
    for verdict in sitting.verdicts.values():
        assert verdict.points == points
        assert "its own process" not in f"{verdict.message} {verdict.ended}"
        f"{verdict} {sitting.outputs}".encode()


def test_what_is_drawn_is_the_same_whenever_it_is_graded_again(room):
    student = "import random\nx = [np.random.rand(), random.random()]"
    test = "raise AssertionError(str(x))"
    assert room.message(student, test) == room.message(student, test)


def test_tests_and_students_are_told_that_they_are_graded(room):
    student = "import os\nway = os.environ.get('NBGRADER_EXECUTION')"
    assert room.points(student, "assert way == 'autograde'") == [4]


def test_what_a_test_imports_and_defines_later_ones_know(room):
    tests = "import json\ndata = [2]", "assert json.loads('4') == double(data[0])"
    assert room.points(DOUBLE, *tests) == [4, 4]


ASKED = """
import datetime, fractions
class Odd(Exception): pass
def same(x): return x
def half(): return fractions.Fraction(1, 2)
def day(): return datetime.date(2020, 1, 1)
def odd(): raise Odd
def say(): print("hi")
def read(): return open("new.txt").read()
def write(): open("out.txt", "w").write("x")
def double(x):
    "Doc."
    return 2 * x
def uses(): return double(2)
"""
# As bring-your-own.md lists them: what a test does that no wire carries.
NO_WIRE_CARRIES = (
    "open('new.txt', 'w').write('x')\nassert read() == 'x'",
    "write()\nassert open('out.txt').read() == 'x'",
    "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as said:\n"
    "    say()\nassert said.getvalue() == 'hi\\n'",
    "kept = double\ndel double\ntry:\n    uses()\nexcept NameError:\n    double = kept"
    "\nelse:\n    raise AssertionError('not used')",
    "from unittest import mock\nwith mock.patch('__main__.double', return_value=9):\n"
    "    assert uses() == 9",
    "import inspect\nassert '2 * x' in inspect.getsource(double)",
    "import inspect\nassert len(inspect.signature(double).parameters) == 1",
    "assert double.__doc__ == 'Doc.'",
    "import fractions\nassert half() == fractions.Fraction(1, 2)",
    "import datetime\nassert same(datetime.date(2020, 1, 1)) == day()",
    "assert list(same(x for x in 'ab')) == ['a', 'b']",
    "try:\n    odd()\nexcept Odd:\n    pass",
)
BOTH_MAY_ASK = (
    "def numbers(): yield from (1, 2)",
    "def value(): raise ValueError",
    "assert list(numbers()) == [1, 2]",
    "try:\n    value()\nexcept ValueError:\n    pass",
)


def test_what_no_wire_carries_open_tests_can_ask_and_sealed_ones_cannot(room):
    sealed = copy.copy(room)
    sealed.open = False
    assert room.points(ASKED, *NO_WIRE_CARRIES) == [4] * len(NO_WIRE_CARRIES)
    assert sealed.points(ASKED, *NO_WIRE_CARRIES) == [0] * len(NO_WIRE_CARRIES)


def test_a_generator_that_comes_back_and_pythons_own_exceptions_cross_a_wire(room):
    sealed = copy.copy(room)
    sealed.open = False
    student, tests = "\n".join(BOTH_MAY_ASK[:2]), BOTH_MAY_ASK[2:]
    assert room.points(student, *tests) == sealed.points(student, *tests) == [4, 4]


@pytest.mark.parametrize("is_open", [True, False])
def test_notebooks_of_one_assignment_run_as_if_alone(room, is_open):
    ends = "import os\nos._exit(0)"
    cells = (
        Cell(0, "student", DOUBLE, sheet="one"),
        Cell(1, "test", RIGHT, "one/t", 4.0, sheet="one"),
        Cell(2, "student", ends, sheet="one"),
        Cell(3, "test", "data = 2", "two/first", 4.0, sheet="two"),
        Cell(4, "test", RIGHT, "two/t", 4.0, sheet="two"),
        Cell(5, "student", DOUBLE, sheet="three"),
        Cell(6, "test", RIGHT, "three/t", 4.0, sheet="three"),
        Cell(7, "test", "data", "three/data", 4.0, sheet="three"),
    )
    exam = Exam(cells, asked=frozenset({"double"}), open=is_open)
    sitting = Sitting(room.zygote, exam, QUICK)
    sitting.hold()
    assert {name: v.points for name, v in sitting.verdicts.items()} == {
        "one/t": 4, "two/first": 4, "two/t": 0, "three/t": 4, "three/data": 0,
    }  # fmt: skip


def test_no_sealed_cage_of_any_notebook_is_asked_before_all_open_ones_have_ended():
    asked = []

    class Held(Sitting):
        def _once(self, cage, others, cells):
            asked.append((cage, cells[0].sheet, sorted(others)))
            return True

    tests = [("one", "v", False), ("one", "h", True), ("two", "h", True)]
    cells = [
        Cell(number, "test", RIGHT, f"{sheet}/{name}", 4.0, hidden, sheet)
        for number, (sheet, name, hidden) in enumerate(tests)
    ]
    sitting = Held(None, Exam(tuple(cells)), QUICK)
    sitting.hold()
    assert asked == [
        ("open", "one", ["one/h"]),
        ("open", "two", ["two/h"]),
        ("sealed", "one", ["one/v"]),
        ("sealed", "two", []),
    ]
    assert set(sitting.verdicts) == {"one/v", "one/h", "two/h"}
