"""What a learner's guess is worth: it is kept, and laid beside the result."""

import pytest
from coursekit import check, guesses
from IPython.utils.capture import capture_output


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch):
    monkeypatch.setattr(guesses, "_kept", {})


def told(guess, guessed, result, capsys):
    guess.keep(guessed)
    capsys.readouterr()
    guess.reveal(result)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("guessed", "result", "words"),
    [
        (6, 6, "Your guess: 6. The result: 6.\nExactly right.\n"),
        (0.62, 0.6216, "As good as exact."),
        (5, 6, "Close: 1 too low (17% of the result)."),
        (1, 2, "Not far: too low by a factor of 2."),
        (600, 2, "Off: too high by a factor of 300."),
        (1234567, 2, "Your guess: 1,234,567."),
        (-3, 2, "Off: 5 too low."),
        (0, 5, "Off: 5 too low."),
        (3, 0, "Off: 3 too high."),
        (0, 0, "Exactly right."),
    ],
)
def test_a_number_is_told_how_far_it_is_off(guessed, result, words, capsys):
    assert words in told(check.predict("How many?"), guessed, result, capsys)


def test_a_choice_is_laid_beside_what_holds(capsys):
    guess = check.predict("Which?", options=["tanh", "relu"])
    assert "Exactly right" in told(guess, "relu", "relu", capsys)
    assert told(guess, "tanh", "relu", capsys).startswith(
        "Your guess: tanh. The result: relu.\nIt came out otherwise."
    )


def test_an_order_is_told_how_many_pairs_are_right(capsys):
    guess = check.predict("Smallest first?", order=["a", "b", "c"])
    assert "Exactly right" in told(guess, ["c", "a", "b"], ["c", "a", "b"], capsys)
    assert "two neighbours" in told(guess, ["a", "b", "c"], ["b", "a", "c"], capsys)
    assert "1 of 3 pairs" in told(guess, ["a", "b", "c"], ["c", "a", "b"], capsys)


def test_without_a_guess_the_result_stands_alone(capsys):
    guess = check.predict("How many?")
    capsys.readouterr()
    guess.reveal(0.25)
    assert capsys.readouterr().out == "The result: 0.25.\n"


@pytest.mark.parametrize("result", [float("nan"), float("inf")])
def test_a_result_without_bound_is_stated_and_not_judged(result, capsys):
    guess = check.predict("How large does it grow?")
    guess.keep(5.0)
    guess.reveal(result)
    assert capsys.readouterr().out.endswith(f"The result: {result}.\n")


def test_a_result_that_was_never_offered_is_the_authors_mistake():
    guess = check.predict("Which?", options=["tanh", "relu"])
    with pytest.raises(ValueError, match="'elu', but predict offered tanh, relu"):
        guess.reveal("elu")
    with pytest.raises(ValueError, match="predict offered a, b"):
        check.predict("Order?", order=["a", "b"]).reveal(["a", "a"])


@pytest.mark.parametrize(
    "wrong", [{"options": ["one"]}, {"options": ["a", "a", "b"]}, {"order": ["a", "a"]}]
)
def test_a_question_offers_two_answers_or_more(wrong):
    with pytest.raises(ValueError, match="two or more"):
        check.predict("?", **wrong)
    with pytest.raises(ValueError, match="not both"):
        check.predict("?", options=["a", "b"], order=["a", "b"])


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("1,000", 1000), ("1 000 000", 1e6), ("0,5", 0.5), ("-2e3", -2000)]
    + [("3/4", 0.75), ("\N{MINUS SIGN}1", -1), ("0,125", 0.125), ("1,234.5", 1234.5)]
    + [(text, None) for text in ("", "many", "60 %", "1/0", "nan", "inf", "1,2,3")],
)
def test_numbers_are_read_as_people_write_them(text, value):
    assert guesses.number(text) == value


def test_without_widgets_the_question_is_a_page_and_the_same_each_time(terminal):
    def page():
        with capture_output() as caught:
            check.predict("Is `a<b` or $a<b$?", options=["yes", "no"])
        return caught.outputs[0].data

    assert page() == page()
    assert "<code>a&lt;b</code>" in page()["text/html"]
    assert page()["text/plain"].splitlines() == [
        "Guess first: Is `a<b` or $a<b$?",
        "  A. yes",
        "  B. no",
        "Note your guess on paper before you read on.",
    ]


# The form


def form(**answers):
    """The form of a live notebook: its guess, its parts, what was told to the page."""
    with capture_output():
        guess = check.predict("How many?", **answers)
    notes = []
    box = guesses._form(guess, lambda: notes.append(guess.value))
    return guess, box.children, notes


def test_a_number_is_kept_when_the_field_is_left(notebook):
    guess, (row, status), notes = form()
    field, _ = row.children
    field.value = "12"
    assert guess.value == 12
    assert notes == [12]
    assert "Your guess: 12. Now run the next cell." in status.value


def test_a_text_that_is_no_number_is_explained_and_not_kept(notebook):
    guess, (row, status), _ = form()
    row.children[0].value = "a dozen"
    assert guess.value is None
    assert "That is no number" in status.value
    assert 'role="status"' in status.value


def test_a_click_keeps_a_choice(notebook):
    guess, (choices, _), _ = form(options=["tanh", "relu"])
    assert choices.value is None
    choices.value = "relu"
    assert guess.value == "relu"


def test_things_move_up_until_the_order_is_right(notebook):
    guess, (*rows, _, _), _ = form(order=["a", "b", "c"])
    assert rows[0].children[0].disabled
    rows[2].children[0].click()
    assert guess.value == ["a", "c", "b"]
    rows[1].children[0].click()
    assert guess.value == ["c", "a", "b"]
    assert rows[0].children[1].value == "1. c"


def test_the_order_that_stands_there_can_be_kept_as_it_is(notebook):
    guess, (*_, keep, _), _ = form(order=["a", "b"])
    keep.click()
    assert guess.value == ["a", "b"]


def test_a_cell_that_is_run_again_keeps_the_guess(notebook):
    guess, *_ = form()
    guess.keep(7.0)
    again, (row, status), _ = form()
    assert again.value == 7
    assert row.children[0].value == "7"
    assert "Your guess: 7" in status.value
    assert form(options=["a", "b"])[0].value is None


def test_what_is_saved_says_the_guess_in_words(notebook):
    with capture_output() as caught:
        guess = check.predict("How many?")
    asked, view = caught.outputs
    assert "No guess was written down" in asked.data["text/html"]
    assert guesses.VIEW in view.data
    guess.keep(3)
    with capture_output() as caught:
        check.predict("How many?")
    assert "Your guess: 3." in caught.outputs[0].data["text/html"]
