"""The page of a student: the result first, told by functions; the rest has limits."""

import time

import pytest
from grading import tiny

from autograder import feedback, pages, press
from autograder.records import Part, Repair, Result, Verdict
from autograder.words import NO_ANSWER

LARGE = "R0lGODlhAQABAA" + "A" * 4 * 2**20  # a GIF of one dot
SKELETON = tiny.handed_out()
RIGHT = tiny.solve(SKELETON, **tiny.RIGHT, essay="Because.")
ESSAY = Part("essay", 4, manual=True)
SIGN = "sign: what is the sign of 0?"
MARKS = (
    Verdict("double_visible", 2, 2),
    Verdict("double_hidden", 3, 3),
    Verdict("sign_hidden_zero", 0, 5, SIGN),
)


def result(**fields):
    return Result(
        "cy", "hw_tiny", **({"verdicts": MARKS, "waiting": (ESSAY,)} | fields)
    )


def page(ran=RIGHT, comments=(), **fields):
    return pages.page(result(**fields), ran, SKELETON, dict(comments))


def top(text):
    return text.partition("<main")[0]


def with_cells(*cells):
    return {**RIGHT, "cells": [*cells, *RIGHT["cells"]]}


def markdown(text):
    return tiny._cell("markdown", text)


def test_the_first_thing_is_the_score_so_far_and_what_waits():
    told = top(page())
    assert "<h1>Tiny</h1>" in told
    assert "<b>5 of 10</b> points so far" in told
    assert "4 more are not read yet" in told
    assert "not read yet, 4 points" in told


def test_each_function_stands_by_its_name_with_the_reason():
    double, sign, essay = feedback.rows(result(), RIGHT, SKELETON)
    assert (double.name, double.points, double.max_points) == ("double", 5, 5)
    assert (sign.name, sign.points, sign.reasons) == ("sign", 0, (SIGN,))
    assert (essay.name, essay.unread) == ("essay", 4)


def test_lateness_extra_credit_and_comments_are_told():
    late = {
        "seconds_late": 7200,
        "penalty": 2.5,
        "handed_in": "2026-11-29 10:00:00 UTC",
    }
    read = (*MARKS, Verdict("essay", 3, 4, extra=1))
    told = page(comments={"essay": "*Well* put"}, verdicts=read, waiting=(), **late)
    assert "2 h late: 2.5 of the 9 points that you earned are taken off" in told
    assert "<b>6.5 of 14</b>" in told
    assert "1 point of it is extra credit" in told
    assert "<em>Well</em> put" in told


def test_one_point_is_one():
    late = {"seconds_late": 7200, "penalty": 1}
    told = top(page(waiting=(Part("essay", 1, manual=True),), **late))
    assert "1 more is not read yet" in told
    assert "1 of the 5 points that you earned is taken off" in told


def test_the_title_of_an_assignment_is_no_name_of_an_answer():
    essay = feedback.rows(result(), RIGHT, SKELETON)[-1]
    assert (essay.name, essay.label) == ("essay", "essay")
    cells = SKELETON["cells"]
    under = [*cells[:-1], tiny._cell("markdown", "## 2. Why?"), cells[-1]]
    essay = feedback.rows(result(), RIGHT, {**SKELETON, "cells": under})[-1]
    assert essay.label == "2. Why?"


def test_points_taken_off_by_hand_are_no_extra_credit():
    read = (*MARKS, Verdict("essay", 3, 4, extra=-0.5))
    told = page(verdicts=read, waiting=())
    assert "0.5 points were taken off by hand" in told
    assert "extra credit" not in told


def test_what_was_put_right_is_told_to_the_student_too():
    repairs = (Repair("", "a (1).ipynb taken for tiny.ipynb"), Repair("sign", "edited"))
    twice = with_cells(tiny._cell("code", "def double(x):\n    return x"))
    told = top(page(twice, repairs=repairs))
    for words in ("a (1).ipynb taken for tiny.ipynb", "sign: edited",
                  "double is defined in 2 cells"):  # fmt: skip
        assert words in told


@pytest.mark.parametrize("missing", [
    "sign is not defined: did its cell run without an error?", NO_ANSWER,
])  # fmt: skip
def test_an_error_of_the_cell_is_told_in_place_of_a_missing_name(missing):
    broken = tiny.solve(RIGHT, sign="def sign(x:\n    return 1")
    for cell in broken["cells"]:
        if cell["source"].startswith("def sign"):
            cell["outputs"] = [{
                "output_type": "error", "ename": "SyntaxError",
                "evalue": "'(' was never closed (line 1)", "traceback": [],
            }]  # fmt: skip
    verdicts = (*MARKS[:2], Verdict("sign_hidden_zero", 0, 5, missing))
    told = top(page(broken, verdicts=verdicts))
    assert "SyntaxError: &#39;(&#39; was never closed (line 1)" in told
    assert "did its cell run" not in told


def test_a_result_of_the_students_own_stands_below_the_real_one():
    fake = with_cells(markdown("# Your result\n\n14 of 14 points"))
    told = page(fake)
    assert "14 of 14" not in top(told)
    assert "only what stands above is your result" in told
    assert told.index("5 of 10") < told.index("14 of 14")


def test_a_message_cannot_write_into_the_page():
    nasty = Verdict("sign_hidden_zero", 0, 5, "a\r\r[x](javascript:y) <b>z</b>")
    told = top(page(verdicts=(*MARKS[:2], nasty)))
    assert "&lt;b&gt;z&lt;/b&gt;" in told
    assert 'href="javascript' not in told


def test_hidden_tests_are_not_on_the_page_even_if_they_were_in_the_notebook():
    told = page(tiny.solve(tiny.source(), **tiny.RIGHT))
    assert "sign(0) == 1" not in told
    assert "HIDDEN" not in told


def test_the_page_asks_for_nothing_and_draws_formulas_itself():
    told = page(with_cells(markdown("so $x^2$ is $$\\sum_i x_i$$")))
    assert "<math>" in told and '<math display="block">' in told
    assert "//" not in told.replace("https://", "").replace("http://", "")
    assert "<script" not in told


@pytest.mark.parametrize("ran", [
    with_cells(markdown("word " * 600_000)),
    with_cells(*[tiny._cell("code", f"x = {n}\n" * 100) for n in range(2000)]),
    with_cells(tiny._cell("code", "z = 12345\n" * 200_000)),
    with_cells({**tiny._cell("code", "x"), "outputs": [
        {"output_type": "stream", "name": "stdout", "text": "1 " * 10**6}] * 500}),
    with_cells({**tiny._cell("code", "x"), "outputs": [
        {"output_type": "display_data", "data": {"image/gif": LARGE}}] * 20}),
], ids=["3 MB of text", "2,000 cells", "2 MB of code", "prints", "plots"])  # fmt: skip
def test_a_notebook_without_end_has_a_page_that_says_so(ran):
    start = time.process_time()
    told = page(ran)
    assert time.process_time() - start < 10
    assert len(told) < 20 * 2**20
    assert "not shown" in told
    assert "5 of 10" in told


def test_outputs_that_are_none_cost_no_page():
    forged = [{"output_type": "x"}, {"output_type": "error"}, {}, {"data": [1]}]
    assert "5 of 10" in page(with_cells({**tiny._cell("code", "x"), "outputs": forged}))


def test_a_page_of_a_real_notebook_is_made_in_a_tenth_of_a_second():
    page()
    start = time.process_time()
    for n in range(20):
        page(
            with_cells(tiny._cell("code", f"x = {n}\n" * 50), markdown(f"*{n}*\n" * 50))
        )
    assert time.process_time() - start < 2


def test_a_job_that_fails_hangs_or_eats_costs_itself_alone(monkeypatch):
    monkeypatch.setattr(press, "SECONDS", 2)
    jobs = {
        "well": lambda: None,
        "fails": lambda: 1 / 0,
        "hangs": lambda: time.sleep(60),
        "eats": lambda: bytearray(8 * 2**30),
        "too": lambda: None,
    }
    failed = press.each(jobs, 2)
    assert list(failed) == ["fails", "hangs", "eats"]
    assert failed["hangs"] == "it took more than 2 s"
    assert "MemoryError" in failed["eats"]
