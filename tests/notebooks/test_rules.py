"""The second edition keeps its rules, and every rule notices when it is broken."""

from dataclasses import replace

import pytest
from notebooks import form, wording
from notebooks.rules import NEED_OUTPUTS, RULES, complaints
from notebooks.sample import book, changed, code, exercise, md, question, shown, without
from notebooks.shelf import open_book, second_edition

SECOND = second_edition()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", SECOND)
def test_a_chapter_of_the_second_edition_keeps_the_rule(name, rule):
    if rule in NEED_OUTPUTS and not open_book(name).ran:
        pytest.skip("its outputs are old, as another test says: `make sync`")
    assert rule(open_book(name)) == []


def test_over_all_chapters_the_right_option_is_not_the_longest():
    questions = [q for name in SECOND for q in open_book(name).quiz]
    hits, chance = form.longest(questions)
    assert form.tail(chance, len(hits)) >= 0.05, hits


def test_the_sample_keeps_every_rule():
    assert complaints(book()) == []


def more(sound, *cells):
    """The notebook with more cells before its key points."""
    at = next(i for i, c in enumerate(sound.cells) if c.source.startswith("## Key"))
    return replace(sound, cells=(*sound.cells[:at], *cells, *sound.cells[at:]))


def defined(count):
    """A cell with so many definitions."""
    return md("\n\n".join(f"> **Term {n}.** A thing." for n in range(count)))


def asked(*questions):
    """The notebook with another quiz."""
    return replace(book(), quiz=questions)


def lengths(n):
    """A question with an option far longer than the others."""
    first, *others = question(n).options
    long = replace(others[0], text="a wrong answer that goes on for very much longer")
    return replace(question(n), options=(first, long, *others[1:]))


SEEN = (code('ax.plot()\nplots.show(alt="From 77")', alt="From 77"), md("It is so."))
LONG = "\n".join(f"x{n} = {n}" for n in range(20))
BROKEN = [
    (form.new_terms, "9 new terms", lambda: more(book(), defined(7))),
    (
        form.honest_time,
        "90 min is promised",
        lambda: changed(book(), "45 min", "90 min"),
    ),
    (form.honest_time, "split it", lambda: more(book(), md("word " * 9000))),
    (form.size, "29 cells", lambda: replace(book(), cells=book().cells[:29])),
    (form.size, "cells, 30", lambda: more(book(), *[md("A word.")] * 60)),
    (form.code_lengths, "in the median", lambda: more(book(), *[code("x = 1")] * 40)),
    (form.code_lengths, "15 lines or more", lambda: more(book(), *[code(LONG)] * 3)),
    (form.code_lengths, "39 lines, at most 30", lambda: more(book(), code(LONG * 2))),
    (form.exercises, "6 wanted", lambda: changed(book(), "45 min", "70 min")),
    (form.exercises, "4 exercises", lambda: without(book(), "> **Your turn.** Rep")),
    (
        form.exercises,
        "1 exercises check themselves",
        lambda: changed(book(), "...\n\n\nwith check.your_turn('", "f('"),
    ),
    (form.hints, "6 times Hint 2", lambda: more(book(), exercise()[2])),
    (
        form.untouched,
        "TypeError",
        lambda: shown(book(), "nothing written", "TypeError:"),
    ),
    (
        form.predictions,
        "1 guesses",
        lambda: without(book(), "guess = check.predict('A"),
    ),
    (
        form.predictions,
        "1 times reveal",
        lambda: changed(book(), "guess.reveal(prod", "("),
    ),
    (form.broken_model, "0 exercises", lambda: changed(book(), "## When", "## If")),
    (
        form.broken_model,
        "2 exercises",
        lambda: changed(book(), "return x + x", "check.your_turn('g')"),
    ),
    (form.parts, "expected", lambda: without(book(), "## Key points")),
    (form.parts, "2 promises", lambda: changed(book(), "- explain it;", "")),
    (
        form.parts,
        "expected",
        lambda: changed(changed(book(), "## Quiz", "## Key"), "## Key p", "## Quiz p"),
    ),
    (form.records, "2 cells", lambda: more(book(), code("run.record('y', a=2)"))),
    (
        form.records,
        "a visible cell",
        lambda: more(book(), code("run.record('y', a=2)")),
    ),
    (
        form.layout,
        "fmt: skip",
        lambda: changed(book(), "slope = 4", "x = 4  # fmt: skip"),
    ),
    (form.layout, "115 signs", lambda: more(book(), md("word " * 23))),
    (form.layout, "92 signs", lambda: more(book(), code("x = " + "1" * 88))),
    (form.quiz_questions, "4 quiz", lambda: asked(*map(question, range(4)))),
    (form.quiz_lengths, "in the mean", lambda: asked(*map(lengths, range(6)))),
    (
        form.quiz_longest,
        "in 4 of 6",
        lambda: asked(*(question(n, longest_right=n < 4) for n in range(6))),
    ),
    (form.readings, "before 'line = 3", lambda: without(book(), "The line rises")),
    (form.readings, "before 'a heading'", lambda: more(book(), code("print(1)", "1"))),
    (
        form.readings,
        "before 'the end'",
        lambda: replace(book(), cells=book().cells[:7]),
    ),
    (
        wording.ghosts,
        "in print",
        lambda: changed(book(), "as in", "as in print, in"),
    ),
    (
        wording.ghosts,
        "some books",
        lambda: changed(book(), "slope = 4", "# some books"),
    ),
    (wording.alternative_numbers, "77", lambda: more(book(), *SEEN)),
    (
        wording.alternative_numbers,
        "4.5",
        lambda: shown(changed(book(), "4.5", "x"), "4.5", "x"),
    ),
    (
        wording.terms_in_order,
        "'Product' is used before it is defined below",
        lambda: changed(book(), "*product*, as you will see", "product"),
    ),
    (
        wording.terms_in_order,
        "'Quotient' is used before it is defined in a later",
        lambda: changed(book(), "The sum is", "The quotient is"),
    ),
    (
        wording.references,
        "no notebook 12",
        lambda: changed(book(), "chapter 05", "chapter 12"),
    ),
    (
        wording.references,
        "no notebook 06h",
        lambda: changed(book(), "chapter 05", "06h"),
    ),
    (
        wording.references,
        "05 says nothing",
        lambda: changed(book(), "a point was wrong", "clouds drift slowly"),
    ),
    (
        wording.references,
        "not there",
        lambda: changed(book(), "(06a_count", "(06a_other"),
    ),
    (
        wording.references,
        "does not name",
        lambda: changed(book(), "06a, Counting", "Dogs"),
    ),
    (wording.references, "does not name", lambda: changed(book(), "[06a,", "[05,")),
    (
        wording.references,
        "#Dozens",
        lambda: changed(book(), "count.ipynb", "count.ipynb#Dozens"),
    ),
    (
        wording.references,
        "no heading 'By the score'",
        lambda: changed(book(), "chapter 05,", "notebook 06a, *By the score*,"),
    ),
]


def unrun(sound):
    """The notebook as it is before anybody ran it."""
    return replace(sound, ran=False)


@pytest.mark.parametrize(
    ("rule", "words", "broken"),
    BROKEN,
    ids=[f"{r.__name__}: {w}" for r, w, _ in BROKEN],
)
def test_a_broken_rule_is_noticed(rule, words, broken):
    said = rule(broken())
    assert any(words in complaint for complaint in said), said


def test_every_rule_is_broken_by_a_notebook():
    assert {rule for rule, _, _ in BROKEN} == set(RULES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a point was wrong", "the kernel slides over a point"),
        ("a point was wrong", "a number is printed"),
        ("The sum is", "The ratio is called a *quotient*, and is"),
        ("The sum is", "A quotient, for which 07a is the later place, is"),
        ("chapter 05,", "notebook 06a, *Numbers by the dozen*,"),
        ("count.ipynb", "count.ipynb#Numbers-by-the-dozen"),
    ],
)
def test_what_is_allowed_is_not_noticed(old, new):
    said = complaints(changed(book(), old, new))
    assert [c for c in said if c.startswith(("ghosts", "terms", "references"))] == []


def test_a_notebook_that_never_ran_is_judged_by_its_code():
    assert complaints(unrun(book())) == []
    unread = unrun(without(book(), "The sum is 4.5"))
    assert "what 'total = 2 + 2.5' shows" in "".join(form.readings(unread))


def test_chance_alone_may_make_some_right_options_the_longest():
    few = asked(*(question(n, longest_right=n < 3) for n in range(6)))
    assert form.quiz_longest(few) == []
    several = [question(n, longest_right=True, several=True) for n in range(6)]
    assert form.quiz_longest(asked(*several)) == []
