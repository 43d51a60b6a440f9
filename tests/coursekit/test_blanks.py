"""An exercise that nobody has begun says so, and an error says on which line it is."""

import itertools
import linecache

import pytest
from coursekit import check

NUMBERS = itertools.count()


def run(*cells):
    """Run cells as a notebook does, each under a file name of its own; say nothing."""
    scope = {"__name__": "__main__", "check": check}
    exec("import numpy as np", scope)
    for text in cells:
        name = f"<cell {next(NUMBERS)}>"
        lines = text.splitlines(keepends=True)
        linecache.cache[name] = len(text), None, lines, name
        exec(compile(text, name, "exec"), scope)


def told(capsys, *cells):
    check._attempts.clear()
    run(*cells)
    return capsys.readouterr().out


BLANK = '''\
def f(x):
    """Something of x."""
    ...  # your line here
'''
USES = {
    "compared": 'check.close(f(1), 2, "f")',
    "joined": 'check.same(" ".join(f("ab")), "a b", "f")',
    "unpacked": "a, b = f(1)",
    "asked for its shape": "f(1).shape",
    "made an array": "np.unique(np.asarray(f(1))) < 3",
    "called": "f(1)(2)",
    "added up": "f(1) + 1",
    "a list": 'check.that(isinstance(f(1), list), "f", "a list was expected")',
    "taken for true": 'check.that(f(1), "f", "that is by heart")',
    "in an inner function": "max(len(f(n)) for n in range(3))",
    "in a lambda": "(lambda x: f(x) + 1)(2)",
    "of several values": 'check.unpack(f(1), "a, b", "f")',
}
NOTHING = "[not yet] f: nothing written yet. Your answer goes where ... stands.\n"


def turn(use, what="f"):
    return f'with check.your_turn("{what}"):\n    {use}\n'


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_blank_is_told_as_a_blank_whatever_its_none_led_to(use, capsys):
    assert told(capsys, BLANK + turn(use)) == NOTHING


@pytest.mark.parametrize("use", ["f(1).shape", 'check.close(f(1), 2, "f")'])
@pytest.mark.parametrize(
    "body",
    [
        "...",
        "pass",
        "return None",
        "return ...",
        "answer = ...\n    return answer",
        "total = 0\n    for n in range(x):\n        ...\n    return [total] * 9",
        "return np.maximum(..., 0)",
        "if x:\n        ...\n    return -1.5",
        "return ... * 2",
        "a, b = ..., ...\n    return [a, b] * 9",
        "total = 'x'\n    for n in range(x):\n        total += ...\n    return total",
        "return {'a': [..., ...]}",
    ],
)
def test_every_way_to_leave_a_gap_is_known(body, use, capsys):
    assert told(capsys, f"def f(x):\n    {body}\n{turn(use)}") == NOTHING


def test_an_answer_in_words_is_not_a_blank(capsys):
    cell = "def f(): return 'relu'\n" + turn("check.same(f(), 'tanh', 'f')")
    assert "'relu' came back" in told(capsys, cell)


def test_dots_in_a_list_are_a_blank(capsys):
    cell = "a = [..., ...]\n" + turn("check.close(a, [1, 2], 'a')", "a")
    assert "nothing written yet" in told(capsys, cell)


def test_a_blank_of_an_earlier_cell_is_named(capsys):
    later = "def g(x):\n    return f(x) + 1\n" + turn("g(1)", "g")
    assert "nothing written yet in f." in told(capsys, BLANK, later)


def test_a_blank_method_is_seen(capsys):
    cell = "class Net:\n    def forward(self, x):\n        ...\n"
    use = 'check.shape(Net().forward(1), 3, "a")'
    assert "yet in forward." in told(capsys, cell + turn(use, "Net"))


def test_a_blank_method_is_seen_through_an_object(capsys):
    cell = "class Net:\n    def forward(self, x):\n        ...\nnet = Net()\n"
    assert "yet in forward." in told(capsys, cell, turn("net.forward(1).shape", "Net"))


def test_a_name_that_stands_for_dots_is_a_blank(capsys):
    cell = "listed = ...\n" + turn('check.close(listed, -4.5, "the number")')
    assert "nothing written yet in listed." in told(capsys, cell)


def test_a_blank_that_was_called_before_the_checks_is_seen(capsys):
    cell = BLANK + "out = f(1)\n" + turn("out.shape")
    assert told(capsys, cell) == NOTHING


def test_a_blank_counts_for_no_hint(capsys):
    cell = BLANK + turn("f(1).shape") * 3 + turn("1 / 0")
    assert "Hint" not in told(capsys, cell)


# What is no blank


def test_print_instead_of_return_is_not_a_blank(capsys):
    cell = "def f(x):\n    print(x)\n" + turn('check.close(f(1), 2, "f")')
    assert "None came back. Is a `return` missing?" in told(capsys, cell)


def test_lines_above_dots_that_were_left_are_not_a_blank(capsys):
    cell = BLANK + "    return [3]\n" + turn("f(1).shape")
    assert "AttributeError: 'list' object" in told(capsys, cell)


def test_dots_that_mean_all_axes_are_not_a_blank(capsys):
    cell = "def f(x):\n    return x[..., 0]\n" + turn("f(np.eye(2)).what")
    assert "AttributeError: 'numpy.ndarray'" in told(capsys, cell)


def test_a_helper_that_means_to_do_nothing_is_not_a_blank(capsys):
    helper = "def quiet(*_):\n    pass\n"
    later = "def f(x):\n    quiet()\n    return 3\n"
    later += turn('check.same(f(1), 2, "f")')
    assert "found 3 where 2 was expected" in told(capsys, helper, later)


def test_a_mistake_made_before_the_blank_is_called_is_told(capsys):
    cell = "def g(x):\n    return 7\n" + BLANK
    cell += turn('check.same(g(1), 2, "g"); f(1).shape')
    assert "g: found 7 where 2" in told(capsys, cell)


def test_a_solution_passes_though_a_blank_of_another_cell_remains(capsys):
    later = "def g(x):\n    return f(x) or 2\n" + turn('check.same(g(1), 2, "g")', "g")
    assert told(capsys, BLANK, later) == "[OK] g: all checks passed.\n"


# Lines


def test_an_error_names_the_line_of_ones_own_function(capsys):
    cell = (
        'def f(x):\n    """Sign."""\n    if x > 0:\n        return 1\n    return -1\n'
    )
    assert told(capsys, cell + turn("f(np.ones(2))")).startswith(
        "[not yet] f: line 3 of f, `if x > 0:`: ValueError: The truth value"
    )


def test_an_error_inside_a_library_names_the_line_that_called_it(capsys):
    cell = "def f(x):\n    return np.linalg.inv(x)\n" + turn("f(np.zeros((2, 2)))")
    assert "line 2 of f, `return np.linalg.inv(x)`: LinAlgError" in told(capsys, cell)


def test_an_error_of_the_call_itself_names_no_line(capsys):
    cell = "def f(x):\n    return x\n" + turn("f(1, 2)")
    assert told(capsys, cell).startswith("[not yet] f: TypeError: f() takes 1")


def test_a_blank_without_its_source_is_known_by_what_it_does(capsys):
    scope = {"check": check}
    exec(BLANK + turn("f(1).shape"), scope)
    assert capsys.readouterr().out == NOTHING
