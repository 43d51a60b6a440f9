import re

import pytest
from grading import cases

from autograder import similar
from autograder.airlock import Written

NOTHING = Written()


def bank():
    """The independent right solutions of hw05, and what was handed out."""
    right = [c for c in cases.cases("hw05_perceptron") if c.kind == "correct"]
    answers = {case.name: Written(tuple(case.code.values())) for case in right}
    stubs = map(cases.blank, cases.solutions(cases.source("hw05_perceptron")).values())
    return answers, Written(tuple(stubs))


@pytest.fixture(scope="module")
def copied():
    """An answer that two have, and the class around them."""
    answers, handed_out = bank()
    return answers.pop("loops").answers, answers, handed_out


def found(answers, handed_out=NOTHING):
    compared = similar.compare(answers, handed_out)
    return [(pair.first, pair.second) for pair in compared.pairs]


def test_independent_solutions_are_no_pair():
    assert similar.compare(*bank()) == similar.NOBODY


def test_a_renamed_and_reformatted_copy_is_on_top():
    answers, handed_out = bank()
    copy = "\n\n".join(answers["loops"].answers).replace("\n", "\n\n")
    for old, new in (("w", "weights"), ("X", "data"), ("i", "row")):
        copy = re.sub(rf"\b{old}\b", new, copy)
    answers["copy"] = Written((copy + "\n# all my own work",))
    (pair,) = similar.compare(answers, handed_out).pairs
    assert (pair.first, pair.second) == ("loops", "copy")
    assert pair.likeness > 0.9
    assert pair.lines


@pytest.mark.parametrize("before", [
    "'''", 'x = """', "a = $ ?", "f(", "if x:\n\ty\n  z", "#" + "x" * 100_000,
    "%%html\n<b>it's (", "\n" * 100_000, "# no\n" * 20_000, "x = 1\n" * 4_000,
    "".join(f"def f{n}(a): return a[{n}] ** {n} % (a + {n})\n" for n in range(900)),
], ids=range(11))  # fmt: skip
def test_no_cell_beside_the_answers_hides_a_copy(copied, before):
    answer, others, handed_out = copied
    answers = {"ana": Written(answer), "bo": Written(answer, (before,)), **others}
    compared = similar.compare(answers, handed_out)
    assert [(pair.first, pair.second) for pair in compared.pairs] == [("ana", "bo")]
    assert compared.pairs[0].likeness > 0.9


@pytest.mark.parametrize("before", [
    "#" + "x" * 100_000, "\n" * 100_000, "x = (1\n\n\n+ 2)", "%%time", "%%time '''",
    "!pip install 'x", "y = '''" + "x\n" * 50_000 + "'''",
], ids=range(7))  # fmt: skip
def test_nothing_at_the_top_of_an_answer_hides_a_copy(copied, before):
    answer, others, handed_out = copied
    copy = tuple(f"{before}\n{cell}" for cell in answer)
    answers = {"ana": Written(answer), "bo": Written(copy), **others}
    assert found(answers, handed_out) == [("ana", "bo")]


def test_an_answer_that_only_calls_a_copy_is_found(copied):
    answer, others, handed_out = copied
    answers = {"ana": Written(answer), "bo": Written(("g = f",), answer), **others}
    assert found(answers, handed_out) == [("ana", "bo")]


def test_whoever_could_not_be_compared_is_told(copied):
    answer, others, handed_out = copied
    answers = {
        "ana": Written(answer),
        "bo": Written((f"exec({answer[0]!r})",)),
        "cy": Written(("x = y\n" * 30_000, *answer)),
        "dee": handed_out,
        "eve": Written(handed_out.answers, ("# done",)),
        **others,
    }
    told = dict(similar.compare(answers, handed_out).unseen)
    assert told == {"bo": similar.NOTHING, "cy": similar.CUT, "eve": similar.NOTHING}


def test_what_over_a_third_of_a_class_writes_makes_nobody_alike():
    usual = "def double(x):\n    return 2 * x\n\ndef sign(x):\n    return 1 if x else 0"
    usual, odd = (
        Written((usual,)),
        "def double(x):\n    return sum([x for _ in range(2)])",
    )
    assert found({f"s{n}": usual for n in range(4)}) == []
    answers = {f"s{n}": usual for n in range(8)}
    answers |= {"ana": Written((odd,)), "bo": Written((odd,))}
    assert found(answers) == [("ana", "bo")]
    assert len(found({f"s{n}": usual for n in range(3)})) == 3


def test_what_was_handed_out_makes_nobody_alike():
    _, handed_out = bank()
    answers = {"ana": handed_out, "bo": handed_out}
    assert similar.compare(answers, handed_out) == similar.NOBODY


def test_code_that_is_no_python_is_compared_as_far_as_it_can_be_read():
    texts = {"ana": "x = (", "bo": '"""', "cy": "", "dee": "def f(:\n  \t@"}
    assert found({name: Written((text,)) for name, text in texts.items()}) == []


def test_a_thousand_students_are_compared_in_seconds():
    answers, handed_out = bank()
    styles = [code.answers for code in answers.values()]
    large = {
        f"s{n}": Written((*styles[n % len(styles)], f"x = {n}")) for n in range(1000)
    }
    assert len(found(large, handed_out)) == similar.MOST
