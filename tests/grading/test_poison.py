"""A solution that overwrites what it is lent is one that a careless test lets pass."""

import nbformat
import pytest
from grading import cells, poison
from grading.exams import Room

EVERY_WAY = pytest.mark.parametrize("way", poison.WAYS)
DOUBLE = "import numpy as np\ndef f(x):\n    return 2 * x"
CAREFUL = "x = np.array([3.0, 4, 5])\nexpected = 2 * x\n"


def passes(way, code, test, target="f"):
    """Tell whether a test cell gives its point to a poisoned solution."""
    notebook = nbformat.v4.new_notebook()
    marks = {"solution": True}, {"grade": True, "points": 1}
    sources = poison.poisoned(code, target, way), f"import numpy as np\n{test}"
    for name, source, mark in zip(("f", "f_hidden"), sources, marks, strict=True):
        made = nbformat.v4.new_code_cell(source)
        made.metadata["nbgrader"] = {"grade_id": name, "grade": False, **mark}
        notebook.cells.append(made)
    return cells.points(notebook)["f_hidden"].passed


@EVERY_WAY
@pytest.mark.parametrize("lent", ["x", "[x]", "{'w': (x,)}"])
def test_it_passes_where_the_answer_is_computed_from_what_was_lent(way, lent):
    code = DOUBLE.replace("2 * x", f"2 * {{'x': x, '[x]': x[0]}}.get({lent!r}, x)")
    if lent.startswith("{"):
        code = DOUBLE.replace("2 * x", "2 * x['w'][0]")
    test = f"x = np.ones(3)\ngot = f({lent})\n"
    assert passes(way, code, test + "assert np.allclose(got, 2 * x, equal_nan=True)")


@EVERY_WAY
def test_it_fails_where_the_answer_was_computed_before(way):
    assert not passes(way, DOUBLE, CAREFUL + "assert np.allclose(f(x), expected)")


@EVERY_WAY
def test_a_method_is_poisoned_alone(way):
    code = "class f:\n    def fit(self, x):\n        return 2 * x"
    test = "x = np.ones(3)\ngot = f().fit(x)\n"
    test += "assert np.allclose(got, 2 * x, equal_nan=True)"
    assert passes(way, code, test, "f.fit")
    test = CAREFUL + "assert np.allclose(f().fit(x), expected)"
    assert not passes(way, code, test, "f.fit")


@EVERY_WAY
def test_the_answer_keeps_its_kind(way):
    code = "def f(x):\n    yield {'w': (1.5 * x, 2, 'a')}"
    kinds = "(w, n, s), = [batch['w'] for batch in f(np.ones(3))]\n"
    assert passes(way, code, f"{kinds}assert (w.shape, type(n)) == ((3,), int)")


def test_where_nothing_can_be_overwritten_the_answer_is_zero():
    code = "def f(n):\n    return list(range(1, n))"
    assert passes("zero_answer", code, "assert f(4) == [0, 0, 0]")


# What the engine keeps apart: whoever keeps what a call lent or gave, the constants and
# the functions of a test, spoils his own copies.
KEEPS = "kept = []\ndef f(x):\n    [old.fill(0) for old in kept]\n    kept.append(x)\n"
SPOILS_LATER = {
    "what an earlier call lent": (
        KEEPS + "    return 7",
        "x, y = np.ones(3), np.ones(3)\nf(x), f(y)\nassert x.sum() + y.sum() == 6",
    ),
    "what `fit` lent": (
        "class f:\n    def fit(self, x):\n        self.x = x\n"
        "    def inverse(self, z):\n        self.x[...] = 0\n        return 0 * z",
        "x, model = np.ones(3), f()\nmodel.fit(x)\nmodel.inverse(np.ones(2))\n"
        "assert x.sum() == 3",
    ),
    "what an earlier call gave": (
        KEEPS + "    return x",
        "x, y = np.ones(3), np.ones(3)\ngot = f(x)\nf(y)\n"
        "assert got is not x and got.sum() == 3",
    ),
    "what a lazy call lent": (
        "def f(x):\n    yield 1\n    x[...] = 0\n    yield 2",
        "x = np.ones(3)\nassert list(f(x)) == [1, 2] and x.sum() == 3",
    ),
    "a constant": (
        "def f(x):\n    TABLE[...] = 0\n    globals()['TABLE'] = 0",
        "f(1)\nassert TABLE.sum() == 3",
    ),
    "a default argument": (
        "def f(g):\n    g.__defaults__[0][...] = 0",
        "def g(x, w=np.ones(3)):\n    return x * w\n"
        "try:\n    f(g)\nexcept Exception:\n    pass\nassert g(1).sum() == 3",
    ),
    "what the test's own function gave": (
        "def f(g):\n    g().fill(0)",
        "w = np.ones(3)\nf(lambda: w)\nassert w.sum() == 3",
    ),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy")
    yield room
    room.zygote.close()


@pytest.mark.parametrize("what", SPOILS_LATER)
def test_in_an_exam_nobody_spoils_later(room, what):
    student, test = SPOILS_LATER[what]
    assert room.points(student, test, locked="TABLE = np.ones(3)") == [4]
