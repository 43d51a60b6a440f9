"""What a student's process claims is a claim: names, libraries, answers, exceptions."""

import json
from dataclasses import replace

import pytest
from grading import tiny
from grading.exams import Room, asked

from autograder import draws, plugin
from autograder.folders import Course, Released
from autograder.grade import exam_cells
from autograder.sitting import Limits

DOUBLE = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return 0"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy")
    yield room
    room.zygote.close()


FREE = """
from numpy import allclose as near
import numpy.testing as npt, os.path
from math import *
try:
    import nowhere.to.be.found as lost
except ImportError:
    pass
"""
PATCHED = """
import numpy as np
np.allclose = near = lambda *a, **k: True
class npt:
    assert_allclose = staticmethod(near)
class os:
    path = npt
def isqrt(n): return 7
lost = npt
"""
BY_LIBRARIES = (
    "assert near(double(2), 4)",
    "npt.assert_allclose(double(2), 4)",
    "assert double(isqrt(50)) == 14",
    "assert os.path.basename('a/b') == 'b' and double(1) == 2",
)


def test_libraries_are_the_judges_own_where_only_a_free_cell_imports_them(room):
    names = asked(DOUBLE, free=FREE)
    assert room.points([PATCHED, WRONG], *BY_LIBRARIES, names=names) == [0] * 4
    assert room.points([PATCHED, DOUBLE], *BY_LIBRARIES, names=names) == [4] * 4


def test_a_library_that_is_not_here_is_not_the_students_instead(room):
    names = asked(DOUBLE, free=FREE)
    test = "lost.assert_allclose(double(2), 4)"
    assert room.points([PATCHED, WRONG], test, names=names) == [0]


def test_a_name_that_no_cell_of_the_instructors_writes_is_nobodys(room):
    student = [DOUBLE, "def helper(*_): return True\nexpected = 0"]
    tests = "assert helper(1)", "assert expected == 0"
    assert room.points(student, *tests, names=asked(DOUBLE)) == [0, 0]


def test_a_value_is_whose_cell_wrote_it_last(room):
    student = ["answer = 42\nn = 7\nlen = lambda _: 3"]
    names = asked("answer = None", free="n = 3\nlen = len\nlimit = 5")
    tests = "assert answer == 42", "assert n == 7", "assert len('ab') == 2"
    assert room.points(student, *tests, locked="answer = 1", names=names) == [4] * 3
    assert room.points(student, "assert n == 3", locked="n = 3", names=names) == [4]


MONEY = """
class Money:
    def __init__(self, n): self.n = n
    def __add__(self, other): return Money(self.n + getattr(other, "n", other))
    __radd__ = __add__
    def __sub__(self, other): return 0
    __rsub__ = __sub__
def price(n): return Money(n)
"""


def test_arithmetic_with_a_tests_own_values_needs_the_class_in_the_test(room):
    tests = "assert (Money(2) + 3).n == 5", "assert abs(price(2) - 7) == 0"
    assert room.points(MONEY, *tests) == [4, 0]


OWN_END = """
import gc
from autograder.cage import Cage
def cage():
    return next(o for o in gc.get_objects() if isinstance(o, Cage))
"""
UNASKED = {
    "an answer too early": "cage()._channel.send(['ok', 2, {}])",
    "answers too early": "[cage()._channel.send(['ok', 2, {}]) for _ in range(50)]",
    "an answer of another kind": "cage()._channel.send(['hello', 2])",
    "an answer of no kind": "cage()._channel.send([])",
    "no list": "cage()._channel.send(7)",
    "more than one answer": "cage()._channel.send(['ok', 2, {}, 3])",
    "changes of nothing": "cage()._channel.send(['ok', 2, 7])",
    "no message": "cage()._channel.connection.send(bytes(99))",
    "a message without end": "cage()._channel.connection.send(b'\\xff' * 99)",
    "an exception of no kind": "cage()._channel.send(['error', 1, 2])",
    "a loan of nothing": "cage()._channel.send(['loan', 99, [], {}])",
}


@pytest.mark.parametrize("way", UNASKED)
def test_an_answer_that_nobody_asked_for_costs_the_test_that_was_running(room, way):
    student = [OWN_END, f"def f(x):\n    {UNASKED[way]}\n    return 2", DOUBLE]
    right = "assert double(1) == 2"
    tests = {"test_a": right, "hidden_b": "f(1)", "test_c": "f(1)", "test_d": right}
    found = room.sit(student, tests).verdicts
    assert [found[name].points for name in tests] == [4, 0, 0, 4]


SLOW = {
    "endless": "class L(list):\n    def __iter__(self):\n        while True: yield 1",
    "slow": "class L(list):\n    def __iter__(self):\n        while True: pass",
    "a dictionary without end": "class L(dict):\n    def __iter__(self):\n"
    "        while True: pass\n    keys = __iter__",
    "in itself": "def L(_):\n    a = []; d = {1: a}; a.append(d)\n    return d",
    "deep": "def L(_):\n    a = ()\n    for _ in range(10**5): a = (a,)\n    return a",
    "an array of itself": "def L(_):\n    a = np.empty(1, object); a[0] = a\n"
    "    return a",
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_value_that_cannot_arrive_costs_the_test_that_was_running(room, kind):
    student = f"import numpy as np\n{SLOW[kind]}\nvalue = L([(1, 2)])\n{DOUBLE}\n"
    student += "def f():\n    return L([(1, 2)])"
    right = "assert double(1) == 2"
    limits = Limits(cell_seconds=1, submission_seconds=20)
    tests = right, "assert f() == 1", "assert value == 1", right
    names = asked("value = 1", DOUBLE, "def f(): pass")
    found = room.points(student, *tests, limits=limits, names=names)
    assert found == [4, 0, 0, 4]


TOLD = {  # how a function could tell what it was given
    "class": "raise type(f'E{x}', (Exception,), {})('')",
    "message": "raise ValueError(f'{x}')",
    "kind": "raise (KeyError, IndexError, TypeError, OSError)[x % 4]('')",
    "line": "exec(compile('\\n' * x + 'raise KeyError', '<ipython-input-0>', 'exec'))",
    "text": "return f'TOLD {x}'",
    "shape": "return np.zeros((x, 2))",
    "dtype": "return np.array('', dtype=f'U{x}')",
    "length": "return [0] * x",
    "value": "return float(x)",
    "number of rows": "return [[1]] * x + [[1, 2]]",
    "name of an object": "return type(f'O{x}', (), {})()",
    "name of a function": "g = lambda: 1\n    g.__name__ = f'f{x}'\n    return g",
    "key": "return {x: 1}",
    "attribute": "return type('O', (), {'__getattr__': lambda s, n: [x][x]})()",
}
LOOKS = {
    "same": "check.hidden.same(f(x), 'nothing', 'f', 'Read again.')",
    "close": "check.hidden.close(f(x), np.zeros((3, 5)), 'f')",
    "open": "check.close(f(x), np.zeros(3), 'f')",
    "unpack": "check.unpack(f(x), 'a, b', 'f')",
    "that": "check.that(False, 'f', f'{f(x)} came back')",
    "assert": "assert f(x) is None, f'{f(x)!r} came back from {f}'",
    "attribute": "f(x)[0].nothing",
    "raises": "raise ValueError(f'{f(x)}')",
    "points": "f(x) / 1000",
}


def told(room, way, seed):
    drawn = f"x = int(np.random.default_rng({seed}).integers(300, 900))\n"
    student = f"import numpy as np\ndef f(x):\n    {TOLD[way]}"
    tests = {f"hidden_{name}": drawn + look for name, look in LOOKS.items()}
    return [v.message for v in room.sit(student, tests).verdicts.values()]


@pytest.mark.parametrize("way", TOLD)
def test_what_is_said_of_a_hidden_test_depends_on_nothing_that_was_handed_in(room, way):
    first, second = told(room, way, 11), told(room, way, 12)
    if way == "value":  # hundredths of points are a number, and all that is one
        first[-1] = second[-1] = ""
    assert first == second


def test_points_of_a_hidden_test_are_hundredths(room):
    student = "def f():\n    return 1.23456789"
    found = room.sit(student, {"hidden": "f()", "visible": "f()"}).verdicts
    assert [v.points for v in found.values()] == [1.23456789, 1.23]


def test_a_message_of_a_hidden_test_still_helps(room):
    test = """
for name, n in (("two", 2), ("three", 3)):
    check.hidden.same(double(n), 2 * n, f"double of {name}", "Twice as much.")
"""
    said = room.message(WRONG, test, hidden=True)
    assert said == ("double of two: the value is not the expected one. Twice as much.")
    test = "with check.unchanged(rows=(rows := [[1], [2]])):\n    f(rows)"
    said = room.message("def f(a):\n    a[0].pop()", test, hidden=True)
    assert said == "rows: was changed by the call. Work on a copy."


RANDOM = """
rng = check.fresh_rng("noisy")
for lent in rng.spawn(20):
    x = rng.normal(size=5)
    check.hidden.close(noisy(x, lent).mean(), x.mean(), "noisy", kind="statistic")
"""
NOISY = """
import numpy as np
def noisy(x, rng):
    return x + rng.normal(size=(40_000, 1)) * 0.1 + np.random.rand() * 1e-6
"""


def test_a_right_solution_has_the_same_points_with_every_seed(room):
    for seed in (1, 2, 3):
        tests = {
            "hidden": RANDOM,
            "visible": "assert len(noisy(1, check.fresh_rng('a')))",
        }
        found = room.sit(NOISY, tests, seed=seed).verdicts
        assert [v.points for v in found.values()] == [4, 4]


def test_nothing_in_a_cage_leads_to_the_numbers_of_a_test(room):
    student = """
import os, numpy as np
def f(rng):
    seed = rng.bit_generator.seed_seq
    found = [np.random.get_state(), dict(os.environ), vars(seed), dir(seed.words)]
    return str([*found, rng.spawn(1)[0].bit_generator.state])
"""
    test = """
import hashlib, os
rng = check.fresh_rng("x")
told = f(rng.spawn(1)[0])
seed = os.environ["FIRST_NEURON_SEED"]
entropy = rng.bit_generator.seed_seq.entropy
assert entropy == int.from_bytes(hashlib.sha256(f"{seed}/x".encode()).digest()[:16])
assert "_Loan" in told and "FIRST_NEURON" in told
for secret in (str(entropy), hex(entropy), f"'{seed}'", "entropy", "FIRST_NEURON_SEED"):
    assert secret not in told, secret
"""
    assert room.points(student, test) == [4]


@pytest.mark.parametrize("path", ["()", "(np.zeros(0, 'u4'),)", "(-1,)", "(0.0,)"])
def test_whoever_lent_a_generator_does_not_tell_its_own_words(room, path):
    student = f"""
import gc, numpy as np
def f(rng):
    try:
        return rng.bit_generator.seed_seq.words({path}, 4, "uint64")
    except Exception:
        return None
"""
    assert room.points(student, "assert f(np.random.default_rng(7)) is None") == [4]


@pytest.mark.parametrize("told", ["np.zeros(1, 'u1')", "[0] * 4", "np.zeros(4, 'f8')"])
def test_a_generator_of_a_students_begins_with_numbers_and_not_with_our_memory(
    room, told
):
    student = f"""
import numpy as np
from autograder import draws
def f():
    state = np.random.default_rng(3).bit_generator.state
    return draws.make(["PCG64", state, lambda *_: {told}, [], 0])
"""
    tests = {"hidden": "f().spawn(1)[0].random()", "visible": "assert f().random() < 1"}
    found = room.sit(student, tests).verdicts
    assert [found[name].points for name in tests] == [0, 4]


def test_a_seed_is_mixed_in_no_more_words_than_anybody_needs():
    with pytest.raises(draws.NoGenerator):
        draws.make(["PCG64", {}, [1, (), 10**6], [], 0])


def test_who_sits_in_on_the_visible_tests_has_not_heard_of_the_hidden_ones(room):
    test = """
import gc
found = [v for o in gc.get_objects() if type(o).__name__ == "Exam" for v in o.cells]
assert found and not [c for c in found if c.hidden and c.source], found
"""
    tests = {"visible": test, "hidden": "assert 'told to nobody'"}
    found = room.sit(DOUBLE, tests).verdicts
    assert [verdict.points for verdict in found.values()] == [4, 4]


def hidden_parts(notebook, package):
    return {cell.part for cell in exam_cells(notebook, package) if cell.hidden}


def test_the_marks_of_hidden_tests_come_from_nbgraders_configuration(tmp_path):
    root = tiny.course(tmp_path)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(
            "get_config().ClearHiddenTests.begin_test_delimeter = 'VERDECKT'\n"
        )
    notebook = tiny.handed_out()
    for folder in (root / "source" / "hw_tiny", root / "release" / "hw_tiny"):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "tiny.ipynb"
        content = json.dumps(tiny.source() if "source" in str(folder) else notebook)
        path.write_text(content.replace("### BEGIN HIDDEN TESTS", "#VERDECKT"))
    course = Course(root)
    course.remember_release("hw_tiny", Released(course.digest("hw_tiny"), "no rules"))
    package = plugin.package(course, "hw_tiny")
    assert package.hidden == "VERDECKT"
    assert hidden_parts(notebook, package) == {"double_hidden", "sign_hidden_zero"}


def test_what_a_student_was_not_handed_is_hidden_whatever_its_mark():
    package = replace(tiny.package(), hidden="no such mark")
    notebook = tiny.handed_out()
    assert hidden_parts(notebook, package) == {"double_hidden", "sign_hidden_zero"}
