"""What people rely on when a student's code meets the tests."""

import json
from pathlib import Path

import pytest
from grading import tiny
from grading.exams import QUICK, Room, asked

from autograder.grade import Grader
from autograder.records import Submission
from autograder.sitting import Limits
from autograder.words import NO_ANSWER


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy")
    yield room
    room.zygote.close()


DOUBLE = "def double(x):\n    return 2 * x"


def test_a_right_function_earns_its_points_and_a_wrong_one_does_not(room):
    tests = "assert double(2) == 4", "assert double(2) == 5"
    assert room.points(DOUBLE, *tests) == [4, 0]


def test_a_function_that_changes_its_input_is_noticed(room):
    student = "def first(X):\n    X[0] = 9\n    return X"
    test = "X = np.zeros(3)\nwith check.unchanged(X=X):\n    first(X)"
    assert "X was changed by the call" in room.message(student, test)


def test_lists_and_what_is_in_them_change_here_too(room):
    student = "def grow(xs, d):\n    xs.append(1)\n    xs[0][0] = 5\n    d['k'] = 2"
    test = """
a = np.zeros(2); xs, d = [a], {}
grow(xs, d)
assert len(xs) == 2 and a[0] == 0 or a[0] == 5
assert d == {'k': 2}
"""
    assert room.points(student, test) == [4]


def test_a_generator_goes_on_where_the_student_left_it(room):
    student = "def draw(rng):\n    return rng.normal(), rng.spawn(1)[0].normal()"
    test = """
mine, yours = np.random.default_rng(7), np.random.default_rng(7)
assert draw(yours) == (mine.normal(), mine.spawn(1)[0].normal())
assert yours.normal() == mine.normal()
"""
    assert room.points(student, test) == [4]


def test_what_a_lazy_function_draws_moves_the_tests_generator_too(room):
    student = """
def batches(rng):
    order = rng.permutation(50)
    for start in (0, 25):
        yield order[start:start + 25]
"""
    test = """
rng = np.random.default_rng(7)
first, again = (np.concatenate(list(batches(rng))) for _ in "ab")
assert first.tolist() != again.tolist()
"""
    assert room.points(student, test) == [4]


@pytest.mark.parametrize(
    "value",
    [
        "None", "True", "-3", "2.5", "1 + 2j", "'word'", "b'bytes'", "[1, [2.0, None]]",
        "(1, (2,))", "{'a': 1, 2: 'b', (3, 4): None}", "{1, 2}", "10 ** 40",
        "float('inf')", "np.float32(2.5)", "np.int8(3)", "np.bool_(True)",
        "np.array(3.5)", "np.zeros((0, 3))", "np.arange(6).reshape(2, 3)",
        "np.array(['a', 'bc'])", "slice(1, None)",
    ],
)  # fmt: skip
def test_a_value_arrives_as_it_is(room, value):
    student = f"import numpy as np\ndef give():\n    return {value}"
    test = f"""
got, expected = give(), {value}
assert type(got) is type(expected) and repr(got) == repr(expected), repr(got)
"""
    assert room.points(student, test) == [4]


def test_a_tests_own_function_can_be_handed_to_a_student(room):
    student = "def slope(f, x, h=1e-6):\n    return (f(x + h) - f(x - h)) / (2 * h)"
    test = "check.close(slope(lambda x: x**2, 3.0), 6, 'slope', kind='gradient')"
    assert room.points(student, test) == [4]


NODE = """
class Node:
    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = data, parents, 0.0
    def __add__(self, other):
        return Node(self.data + other.data, (self, other))
    __radd__ = __add__
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return self.parents[i]
    def backward(self):
        for p in self.parents:
            p.grad += 1.0
"""


def test_a_students_class_can_be_examined(room):
    test = """
a, b = Node(2.0), Node(3.0)
c = a + b
assert isinstance(c, Node) and not isinstance(3, Node)
assert c.data == 5.0 and len(c) == 2 and c[0] is a
c.backward()
assert (a.grad, b.grad) == (1.0, 1.0)
a.grad = 7
assert a.grad == 7
try:
    c.nothing
except AttributeError:
    pass
else:
    raise AssertionError('no such attribute')
"""
    assert room.points(NODE, test) == [4]


def test_an_object_that_nobody_asked_for_does_no_arithmetic_with_expected_values(room):
    student = """
class Zero:
    def __sub__(self, other): print(other); return 0.0
    __rsub__ = __sub__
    def __contains__(self, x): return True
    def __iter__(self): return iter(())
def f(x): return Zero()
"""
    tests = "assert abs(f(1) - 5) < 1e-9", "assert 5 in f(1)"
    assert room.points(student, *tests, names=asked("def f(x): pass")) == [0, 0]


def test_a_students_iterator_gives_its_values_one_by_one(room):
    student = (
        "def count():\n    n = 0\n    while True:\n        yield n\n        n += 1"
    )
    test = "import itertools\nassert list(itertools.islice(count(), 3)) == [0, 1, 2]"
    assert room.points(student, test) == [4]


def test_an_expected_exception_is_one(room):
    student = "def f(x):\n    raise ValueError('x must be positive')"
    test = """
try:
    f(-1)
except ValueError as error:
    assert 'positive' in str(error)
else:
    raise AssertionError('f: an error was expected')
"""
    assert room.points(student, test) == [4]


def test_the_last_number_of_a_test_is_its_points(room):
    assert room.points(DOUBLE, "1.5", "0", "99", "'all'", "True") == [1.5, 0, 4, 4, 4]


def test_partial_points_come_with_what_the_test_prints(room):
    assert room.message(DOUBLE, "print('half of it is right')\n2") == (
        "half of it is right"
    )


def test_a_function_that_is_missing_is_named(room):
    assert "double is not defined" in room.message("x = 1", "double(2)")


def test_what_was_not_written_says_so(room):
    student = "def f():\n    raise NotImplementedError()"
    assert room.message(student, "f()") == "not written yet"


def test_an_error_names_the_line_of_the_students_cell(room):
    student = "def f(x):\n    y = x\n    return y / 0"
    message = room.message(student, "f(1)")
    assert message == "your code raised ZeroDivisionError (line 3 of its cell): " + (
        "division by zero"
    )


def test_a_cell_with_an_error_spoils_nothing_but_itself(room):
    student = ["1 / 0", DOUBLE, "def (", "!ls", "%matplotlib inline"]
    sitting = room.sit(student, {"t": "assert double(1) == 2"})
    assert sitting.verdicts["t"].points == 4
    assert sitting.outputs[1][0]["ename"] == "ZeroDivisionError"
    assert "There is no shell here" in sitting.outputs[4][0]["text"]


def test_the_last_definition_before_a_test_counts(room):
    student = [DOUBLE, "def double(x):\n    return 0"]
    assert room.points(student, "assert double(2) == 0") == [4]


def test_a_warning_a_bar_and_a_lot_of_noise_cost_nothing(room):
    student = """
import sys, warnings
from tqdm import tqdm
def double(x):
    warnings.warn('slow'); print('noise' * 100000); sys.stderr.write('more')
    return sum(x for _ in tqdm(range(2)))
"""
    tests = {"visible": "assert double(2) == 4", "hidden": "assert double(3) == 6"}
    verdicts = room.sit(student, tests).verdicts
    assert [v.points for v in verdicts.values()] == [4, 4]


def test_outputs_are_kept_as_a_notebook_keeps_them_and_no_more_than_that(room):
    student = [
        "print('a'); print('b')\n3 + 4",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "print('x' * 10**7)",
    ]
    outputs = room.sit(student, {"t": "pass"}, limits=Limits()).outputs
    assert outputs[1][0] == {
        "output_type": "stream",
        "name": "stdout",
        "text": "a\nb\n",
    }
    assert outputs[1][1]["data"] == {"text/plain": "7"}
    assert any("image/png" in o.get("data", {}) for o in outputs[2])
    assert len(str(outputs[3])) < 300_000
    assert "left out" in outputs[3][0]["text"]


ENDINGS = {
    "dies": "import os\n    os._exit(1)",
    "crashes": "import ctypes\n    ctypes.string_at(0)",
    "loops": "while True: pass",
    "holds on": "import time\n    while True:\n        try: time.sleep(9)\n"
    "        except BaseException: pass",
    "takes all memory": "a = []\n    while True: a.append(bytearray(2**28))",
    "recurses": "return f()",
}


@pytest.mark.parametrize("end", ENDINGS)
def test_a_function_that_ends_badly_costs_its_own_test_and_no_other(room, end):
    student = f"def f():\n    {ENDINGS[end]}\n{DOUBLE}"
    right = "assert double(1) == 2"
    assert room.points(student, right, "f()", right) == [4, 0, 4]


def test_who_kills_himself_cannot_pretend_that_somebody_else_did(room):
    student = f"import os\ndef f():\n    os.kill(os.getpid(), 9)\n{DOUBLE}"
    verdicts = room.sit(student, {"a": "f()", "b": "assert double(1) == 2"}).verdicts
    assert [verdict.points for verdict in verdicts.values()] == [0, 4]
    assert "PermissionError" in verdicts["a"].message


def test_a_cell_that_hangs_or_kills_is_left_out_and_the_rest_is_graded(room):
    student = ["while True: pass", "import os; os._exit(0)", DOUBLE]
    limits = Limits(cell_seconds=1, submission_seconds=30)
    tests = {"visible": "assert double(1) == 2", "hidden": "assert double(1) == 2"}
    sitting = room.sit(student, tests, limits=limits)
    assert [v.points for v in sitting.verdicts.values()] == [4, 4]
    assert "loop without an end" in sitting.outputs[1][0]["evalue"]


def test_a_submission_has_a_budget_for_all_of_it_and_keeps_what_it_earned(room):
    student = f"{DOUBLE}\ndef f():\n    while True: pass"
    limits = Limits(cell_seconds=1, submission_seconds=2)
    tests = ["assert double(1) == 2", "f()", "f()", "f()", "f()"]
    assert room.points(student, *tests, limits=limits) == [4, 0, 0, 0, 0]


def test_nothing_that_a_hidden_test_hands_over_is_ever_shown(room):
    student = [
        "seen = []\ndef f(x):\n    seen.append(x)\n    raise ValueError(str(x))",
        "def g():\n    print(seen)\n    return seen",
    ]
    tests = {
        "hidden_1": "f(123456)",
        "visible": "assert g() == [], g()",
        "hidden_2": "check.hidden.same(g(), 0, 'g')",
    }
    sitting = room.sit(student, tests)
    messages = [verdict.message for verdict in sitting.verdicts.values()]
    assert "123456" not in f"{messages} {sitting.outputs}"
    assert sitting.verdicts["visible"].points == 4
    said = sitting.verdicts["hidden_1"].message
    assert said == NO_ANSWER


def test_a_value_that_lies_about_itself_is_only_a_value(room):
    student = """
class Liar(float):
    def __eq__(self, other): return True
    __hash__ = float.__hash__
class Magic:
    def __eq__(self, other): return True
    def __array__(self, *_, **__): import numpy; return numpy.array(4.0)
    def __bool__(self): return True
def liar(): return Liar(3)
def magic(): return Magic()
"""
    tests = "assert liar() == 4", "check.same(magic(), 5, 'magic')"
    assert room.points(student, *tests) == [0, 0]


def test_too_much_or_too_deep_a_value_is_a_reason_and_no_accident(room):
    student = """
def large(): return bytes(10**8)
def deep():
    x = []
    for _ in range(10**5): x = [x]
    return x
def endless():
    x = []; x.append(x)
    return x
"""
    for name in ("large", "deep", "endless"):
        assert room.message(student, f"{name}()").startswith("your code raised")


def test_global_randomness_is_the_same_whenever_it_is_graded_again(room):
    student = (
        "import numpy as np\nimport random\nx = [np.random.rand(), random.random()]"
    )
    test = "raise AssertionError(str(x))"
    assert room.message(student, test) == room.message(student, test)


def test_a_sitting_leaves_no_process_and_no_file(room):
    room.sit(DOUBLE, {"t": "double(1)"}, limits=QUICK)
    children = f"/proc/{room.zygote.pid}/task/{room.zygote.pid}/children"
    with open(children) as file:
        assert file.read().split() == []
    assert list(Path(room.zygote.home).glob("tmp*")) == []


def handed_over(**names):
    """Cells of a student whose process hands over more names than it was asked for."""
    given = "".join(f"        found[0][{n!r}] = {code}\n" for n, code in names.items())
    return f"""
import gc
from autograder.cage import Cage
class Yes:
    def __call__(self, *arguments, **named): return None
    def __getattr__(self, name): return Yes()
for cage in [o for o in gc.get_objects() if isinstance(o, Cage)]:
    asked = Cage._names
    def more(self, wanted, asked=asked):
        found = asked(self, wanted)
{given}        return found
    Cage._names = more
def double(x):
    return 0
"""


@pytest.mark.parametrize("name", ["check", "range", "zip", "np", "__builtins__"])
def test_the_judge_takes_no_name_that_it_did_not_ask_for(room, name):
    student = handed_over(**{name: "Yes() if name != 'range' else (lambda n: [])"})
    student = student.replace("name != 'range'", repr(name != "range"))
    test = """
for n in range(1, 4):
    check.close(double(np.array(n)), 2 * n, "double")
"""
    assert room.points(student, test) == [0]


def test_an_object_that_calls_itself_like_a_function_does_no_arithmetic(room):
    student = """
class sample:
    def __sub__(self, other): return 0
    def __rsub__(self, other): return 0
z = sample()
z.__name__ = "sample"
def draw():
    return z
"""
    names = asked("def draw(): pass\nclass sample: pass")
    assert room.points(student, "assert abs(draw() - 5) == 0", names=names) == [0]


def test_a_cell_magic_does_not_hand_a_test_to_the_student(room):
    student = """
def double(x): return 0
class Shell:
    def run_cell_magic(self, *told): print("HEARD", told)
get_ipython = Shell
"""
    sitting = room.sit(
        student, {"hidden": "x", "visible": "%%time\nassert double(1) == 2"}
    )
    assert sitting.verdicts["visible"].points == 0
    assert "HEARD" not in str(sitting.outputs)


def test_a_right_solution_passes_a_test_with_magics_in_it(room):
    tests = "%%time\nassert double(1) == 2", "%matplotlib inline\nassert double(1) == 2"
    assert room.points(DOUBLE, *tests) == [4, 4]


def test_points_that_are_no_number_are_no_points(room):
    assert room.points("def f(): return float('nan')", "f()") == [0]


def test_an_object_of_a_students_is_no_number_whatever_it_would_say_of_itself(room):
    """nbgrader gives full points for what is no number, and nobody asks it."""
    student = """
asked = []
class Odd:
    def __float__(self): asked.append(1); return 2.0
    __int__ = __index__ = __bool__ = __repr__ = __float__
def odd(): return Odd()
def heard(): return asked
"""
    tests = "odd()", "odd", "assert heard() == []", "odd() * 1"
    assert room.points(student, *tests) == [4, 4, 4, 0]


NO_ANSWERS = {
    "an exception": "raise KeyError(7)",
    "one from a line of its choice":
        'exec(compile("\\n" * 432 + "raise KeyError(7)", "<ipython-input-0>", "exec"))',
    "what is not written": "raise NotImplementedError",
    "no number": "return 'x'",
    "an end": "import os; os._exit(0)",
    "a crash": "import os; os.kill(os.getpid(), 11)",
    "an answer to no question": "import gc; [o for o in gc.get_objects() if"
        " type(o).__name__ == 'Cage'][0]._channel.send(['ok'])",
    "too many files": "[open(str(i), 'w').close() for i in range(6000)]; time.sleep(2)",
    "a name that is gone": "del globals()['tell']",
}  # fmt: skip


def test_however_a_hidden_test_comes_to_no_answer_a_student_is_told_the_same(room):
    """How it ends is the student's to choose, by what was handed in."""
    student = ["import time\ntell = lambda x: 1", *(
        f"def tell_{n}(x):\n    {code}" for n, code in enumerate(NO_ANSWERS.values())
    )]  # fmt: skip
    tests = {f"hidden_{n}": f"tell_{n}(3) + 1" for n in range(len(NO_ANSWERS))}
    tests["hidden_gone"] = "tell(3)"
    found = room.sit(student, tests).verdicts
    assert {verdict.message for verdict in found.values()} == {NO_ANSWER}
    assert "raised KeyError" in found["hidden_0"].ended
    assert "exit()" in found["hidden_4"].ended


def test_outputs_that_are_none_cost_nobody_anything(room):
    student = """
from autograder.cage import Cage
Cage._run = lambda self, number, source, token: (7, True, token)
"""
    sitting = room.sit([student, DOUBLE], {"visible": "assert 1 == 1"})
    assert sitting.verdicts["visible"].points == 4


def test_an_error_of_our_own_is_told_and_charged_to_nobody(room):
    limits = Limits(cell_seconds="3", submission_seconds=20)
    with pytest.raises(TypeError):
        room.sit("import time\ntime.sleep(1.5)", {"t": "assert 1 == 1"}, limits=limits)


def test_many_quick_cells_do_not_pass_the_limit_of_a_submission(room):
    cells = ["import time\ntime.sleep(0.3)"] * 30
    limits = Limits(cell_seconds=3, submission_seconds=4)
    sitting = room.sit(cells, {"visible": "assert 1 == 1"}, limits=limits)
    assert "no time left" in sitting.verdicts["visible"].message


OUTSIDE = """
import fcntl, os, signal
refused = []
def tried(name, call, *arguments):
    try:
        call(*arguments)
    except OSError:
        refused.append(name)
place = "{place}"
tried("mode", os.chmod, place, 0o777)
tried("owner", os.chown, place, 12345, 12345)
tried("times", os.utime, place, (1, 1))
tried("attribute", os.setxattr, place, "user.told", b"secret")
tried("priority", os.sched_setscheduler, os.getppid(), os.SCHED_IDLE, os.sched_param(0))
tried("processor", os.sched_setaffinity, os.getppid(), [0])
tried("memory", os.memfd_create, "kept")
reading, writing = os.pipe()
tried("signal", fcntl.fcntl, reading, fcntl.F_SETOWN, os.getppid())
tried("ask", fcntl.fcntl, reading, fcntl.F_GETLK, bytes(32))
print(*refused)
"""


def test_nothing_outside_changes_its_mode_owner_times_or_attributes(room, tmp_path):
    place = tmp_path / "gradebook.db"
    place.write_text("marks")
    place.chmod(0o600)
    before = place.stat()
    sitting = room.sit(OUTSIDE.format(place=place), {"visible": "assert 1 == 1"})
    after = place.stat()
    for what in ("st_mode", "st_uid", "st_gid", "st_mtime_ns"):
        assert getattr(after, what) == getattr(before, what)
    refused = sitting.outputs[1][0]["text"].split()
    wanted = "owner attribute priority processor memory signal ask".split()
    assert [name for name in refused if name in wanted] == wanted


def test_copying_and_saving_in_the_scratch_folder_work_as_ever(room):
    student = """
import shutil
with open("a.txt", "w") as file:
    file.write("x")
shutil.copy2("a.txt", "b.txt")
def read():
    return open("b.txt").read()
"""
    assert room.points(student, "assert read() == 'x'") == [4]


def test_what_is_left_as_it_was_handed_out_is_told_as_that_in_a_hidden_test_too():
    """Seen in the text: what is raised there could be chosen by what was handed in."""
    left = "def double(x):\n    # Hm.\n\n    raise NotImplementedError()"
    chosen = "def sign(x):\n    if x == 0: raise NotImplementedError\n    return 1"
    notebook = tiny.solve(tiny.handed_out(), double=left, sign=chosen)
    files = {"tiny.ipynb": json.dumps(notebook).encode()}
    grader = Grader(tiny.package())
    found = grader(Submission("ana", "hw_tiny", files, "")).result.verdicts
    grader.close()
    messages = {verdict.part: verdict.message for verdict in found}
    assert messages["double_hidden"] == "not written yet"
    assert messages["sign_hidden_zero"] == NO_ANSWER


def test_what_a_test_draws_without_a_generator_is_the_same_when_graded_again(room):
    tests = {name: "assert False, str(np.random.rand())" for name in ("a", "b")}
    tests["c_hidden"] = "import random\nreturn_ = np.random.rand()\nreturn_"
    first, again = (room.sit(DOUBLE, tests, seed=11).verdicts for _ in "ab")
    assert [v.message for v in first.values()] == [v.message for v in again.values()]
    assert first["a"].message != first["b"].message
    assert first["c_hidden"].points == again["c_hidden"].points


def test_what_a_test_imports_later_ones_have_and_what_it_defines_they_do_not(room):
    tests = "from json import loads\nn = 1", "assert loads('2') == double(1)", "n"
    names = asked(DOUBLE, tests=tests)
    assert room.points(DOUBLE, *tests, names=names) == [4, 4, 0]


@pytest.mark.parametrize("kinds", [("hidden", "visible"), ("visible", "hidden")])
def test_hidden_and_visible_tests_know_of_each_other_the_imports_alone(room, kinds):
    one, other = kinds
    tests = {
        one: "from json import loads\nsecret = 1",
        other: "assert secret == 1",
        f"{other}_too": "assert loads('2') == double(1)",
    }
    names = asked(DOUBLE, tests=tests.values())
    verdicts = room.sit(DOUBLE, tests, names=names).verdicts
    assert [verdicts[name].points for name in tests] == [4, 0, 4]


@pytest.mark.parametrize("student", ["def double(x):\n    return 0", "x = 1"])
@pytest.mark.parametrize(
    "own", ["from operator import neg as double", "def double(x):\n    return -x"]
)
def test_what_a_student_was_asked_for_is_the_students_whatever_a_test_calls_so(
    room, student, own
):
    tests = f"{own}\nassert double(-4) == 4", "assert double(-4) == 4"
    names = asked(DOUBLE, tests=tests)
    assert room.points(student, *tests, names=names) == [4, 0]


def test_judge_and_cage_know_that_they_grade(room):
    student = "import os\ndef way():\n    return os.environ['NBGRADER_EXECUTION']"
    test = "import os\nassert way() == os.environ['NBGRADER_EXECUTION'] == 'autograde'"
    verdicts = room.sit(student, {"visible": test, "hidden": test}).verdicts
    assert [verdict.points for verdict in verdicts.values()] == [4, 4]


@pytest.fixture
def room_with_files(room):
    room.zygote.lay_beside({"data/rain.csv": b"61", "helper.py": b"UNIT = 'mm'"})
    yield room
    room.zygote.beside = ""


def test_files_beside_the_notebook_are_found_by_students_and_tests(room_with_files):
    student = """
from helper import UNIT
def read():
    return open("data/rain.csv").read() + UNIT
"""
    test = "import helper\nassert read() == '61mm' and helper.UNIT == 'mm'"
    tests = {"visible": f"{test}\nopen('data/rain.csv')", "hidden": test}
    verdicts = room_with_files.sit(student, tests).verdicts
    assert [verdict.points for verdict in verdicts.values()] == [4, 4]


def test_a_test_reads_the_instructors_file_whatever_a_student_wrote_over(
    room_with_files,
):
    student = "open('data/rain.csv', 'w').write('0'); open('helper.py', 'w').write('')"
    test = "import helper\nassert open('data/rain.csv').read() == '61' and helper.UNIT"
    verdicts = room_with_files.sit(student, {"visible": test, "hidden": test}).verdicts
    assert [verdict.points for verdict in verdicts.values()] == [4, 4]
