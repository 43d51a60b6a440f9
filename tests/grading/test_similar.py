import re

from grading import cases

from autograder import similar


def bank():
    """The independent right solutions of hw05, and what was handed out."""
    right = [c for c in cases.cases("hw05_perceptron") if c.kind == "correct"]
    answers = {case.name: "\n\n".join(case.code.values()) for case in right}
    stubs = map(cases.blank, cases.solutions(cases.source("hw05_perceptron")).values())
    return answers, "\n\n".join(stubs)


def test_independent_solutions_are_no_pair():
    assert similar.pairs(*bank()) == ()


def test_a_renamed_and_reformatted_copy_is_on_top():
    answers, handed_out = bank()
    copy = answers["loops"].replace("\n", "\n\n")
    for old, new in (("w", "weights"), ("X", "data"), ("i", "row")):
        copy = re.sub(rf"\b{old}\b", new, copy)
    answers["copy"] = copy + "\n# all my own work"
    (pair,) = similar.pairs(answers, handed_out)
    assert (pair.first, pair.second) == ("loops", "copy")
    assert pair.likeness > 0.9
    assert pair.lines


def test_what_over_a_third_of_a_class_writes_makes_nobody_alike():
    usual = "def double(x):\n    return 2 * x\n\ndef sign(x):\n    return 1 if x else 0"
    odd = "def double(x):\n    return sum([x for _ in range(2)])"
    assert similar.pairs({f"s{n}": usual for n in range(4)}) == ()
    answers = {f"s{n}": usual for n in range(8)} | {"ana": odd, "bo": odd}
    (pair,) = similar.pairs(answers)
    assert (pair.first, pair.second) == ("ana", "bo")
    assert len(similar.pairs({f"s{n}": usual for n in range(3)})) == 3


def test_what_was_handed_out_makes_nobody_alike():
    _, handed_out = bank()
    assert similar.pairs({"ana": handed_out, "bo": handed_out}, handed_out) == ()


def test_code_that_is_no_python_is_compared_as_far_as_it_can_be_read():
    answers = {"ana": "x = (", "bo": '"""', "cy": "", "dee": "def f(:\n  \t@"}
    assert isinstance(similar.pairs(answers), tuple)


def test_a_thousand_students_are_compared_in_seconds():
    answers, handed_out = bank()
    styles = list(answers.values())
    large = {f"s{n}": f"{styles[n % len(styles)]}\nx = {n}" for n in range(1000)}
    assert len(similar.pairs(large, handed_out)) == similar.MOST
