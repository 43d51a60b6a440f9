"""A visible test says that it passed, and the last cell counts what passes."""

import pytest
from coursekit import check, handin


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    """A kernel in which nothing has passed yet and nothing is graded."""
    monkeypatch.setattr(handin, "_passed", {})
    for name in ("FIRST_NEURON_SCRATCH", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)


def told(capsys, *cells, names="f, g, h"):
    """What a notebook says that runs these cells and then the last one."""
    space = {"check": check}
    for cell in cells:
        exec(cell, space)
    capsys.readouterr()
    exec(f"check.summary({names.split(', ')!r})", space)
    return capsys.readouterr().out


F, G = "def f(): return 1", "def g(): return 2"


def test_a_test_that_passes_says_so_in_a_word(capsys):
    exec(f"{F}\ncheck.passed('f')", {"check": check})
    assert capsys.readouterr().out == "[OK] f: the visible tests pass.\n"


def test_what_it_gives_back_is_no_points():
    assert check.passed("f") is None
    assert check.summary(["f"]) is None


def test_an_untouched_notebook_has_none_and_begins_with_the_first(capsys):
    said = told(capsys)
    assert "0 of 3 pass their visible tests. Next: f." in said
    assert "Not yet: f, g, h." in said


def test_the_next_is_the_first_that_does_not_pass(capsys):
    said = told(capsys, F, "check.passed('f')", G, "check.passed('h')")
    assert said == "2 of 3 pass their visible tests. Next: g.\n"


def test_when_all_pass_the_words_are_left(capsys):
    said = told(capsys, F, "check.passed('f')", names="f")
    assert said == (
        "1 of 1 pass their visible tests. What is left is the question in words.\n"
    )


def test_a_function_changed_since_has_not_passed(capsys):
    said = told(capsys, F, "check.passed('f')", "def f(): return 0", names="f, g")
    assert "0 of 2 pass" in said
    assert "Changed since its tests ran, run them again: f." in said


def test_a_function_run_again_and_tested_again_has_passed(capsys):
    said = told(capsys, F, "check.passed('f')", F, "check.passed('f')", names="f, g")
    assert said.startswith("1 of 2 pass their visible tests. Next: g.")


def test_a_class_is_watched_like_a_function(capsys):
    said = told(
        capsys, "class C: pass", "check.passed('C')", "class C: pass", names="C"
    )
    assert said.startswith("0 of 1")


@pytest.mark.parametrize("name", ["FIRST_NEURON_SCRATCH", "NBGRADER_EXECUTION"])
def test_nothing_is_counted_while_a_notebook_is_graded(capsys, monkeypatch, name):
    monkeypatch.setenv(name, "x")
    assert told(capsys, F, "check.passed('f')") == ""
    assert check.graded()


def test_a_stand_in_for_something_elsewhere_is_not_touched():
    class Proxy:
        def __getattribute__(self, name):
            raise RuntimeError("asked")

    exec("check.passed('f')", {"check": check, "f": Proxy()})
    assert handin._passed == {"f": None}
