"""What a student reads, and what a grader relies on, when two values are compared."""

import numpy as np
import pytest
from coursekit import check


def message(act, *arguments, **named):
    """The message of the failure that the check must raise."""
    with pytest.raises(check.CheckFailed) as caught:
        act(*arguments, **named)
    return str(caught.value)


NUMBERS = [2, 2.0, np.float32(2), np.int64(2), np.array(2.0), True + 1]


@pytest.mark.parametrize("two", NUMBERS, ids=repr)
def test_a_number_may_come_as_any_kind_of_number(two):
    check.shape(two, (), "two")
    check.close(two, 2, "two")
    check.same(two, 2.0, "two")


@pytest.mark.parametrize("pair", [[1, 2], (1, 2), np.array([1, 2]), range(1, 3)])
def test_an_array_may_come_as_a_list_a_tuple_or_an_array(pair):
    check.shape(pair, 2, "pair")
    check.close(pair, [1, 2], "pair")
    check.same(pair, [1, 2], "pair")


NO_NUMBERS = {
    "None": (None, "w: None came back. Is a `return` missing?"),
    "dots": (..., "w: nothing written yet. Put your answer in its place."),
    "stub": (NotImplemented, "w: nothing written yet. Put your answer in its place."),
    "word": ("3", "w: a str where numbers were expected."),
    "words": (["a", "b"], "w: a list where numbers were expected."),
    "ragged": ([[1, 2], [3]], "w: rows of different lengths where numbers were expe"),
    "dict": ({"w": 1}, "w: a dict where numbers were expected."),
    "set": ({1}, "w: a set where numbers were expected."),
    "function": (len, "w: a builtin_function_or_method where numbers were expected."),
    "objects": (np.array([None, 1]), "w: an array of dtype object where numbers were"),
}


@pytest.mark.parametrize("name", NO_NUMBERS)
@pytest.mark.parametrize("rule", ["shape", "close", "same"])
def test_what_is_no_number_is_refused_with_a_reason(name, rule):
    got, reason = NO_NUMBERS[name]
    expected = (2,) if rule == "shape" else [1, 2]
    assert message(getattr(check, rule), got, expected, "w").startswith(reason)


def test_a_foreign_object_that_refuses_to_become_an_array_is_refused_with_a_reason():
    class Stubborn:
        def __array__(self, *_, **__):
            raise RuntimeError("not today")

    told = message(check.close, Stubborn(), 1, "w")
    assert told == "w: a Stubborn where numbers were expected."


def test_a_wrong_shape_names_both_shapes_and_the_hint():
    told = message(check.shape, [1, 2, 3], (4,), "predict", "Is the bias missing?")
    assert told == "predict: shape (3,) where (4,) was expected. Is the bias missing?"


def test_a_transposed_matrix_is_recognised():
    assert message(check.shape, np.ones((2, 3)), (3, 2), "X").endswith("transposed?")


def test_a_column_in_place_of_a_vector_is_recognised():
    told = message(check.close, np.ones((3, 1)), np.ones(3), "w")
    assert "axes of length 1 differ" in told


def test_close_allows_another_order_of_a_sum_and_no_more():
    check.close(0.1 + 0.2, 0.3, "total")
    assert message(check.close, 0.3001, 0.3, "total") == (
        "total: found 0.3001 where 0.3 was expected."
    )


@pytest.mark.parametrize("kind", check.TOLERANCES)
def test_a_kind_of_tolerance_lets_pass_what_is_inside_and_nothing_outside(kind):
    relative, absolute = check.TOLERANCES[kind]
    allowed = absolute + relative * 100
    check.close(100 + 0.9 * allowed, 100, "x", kind=kind)
    message(check.close, 100 + 1.1 * allowed, 100, "x", kind=kind)


def test_same_allows_no_difference_at_all():
    told = message(check.hidden.same, [1 + 1e-12], [1], "count")
    assert told == "count: the value is not the expected one."


def test_nan_is_told_apart_from_a_wrong_value():
    told = message(check.close, [1, np.nan], [1, 2], "p")
    assert told == "p: nan at [1]. A division by zero, or a log of 0?"


def test_infinity_is_told_apart_from_a_wrong_value():
    assert message(check.same, -np.inf, 2, "p").startswith("p: inf came back.")


def test_a_nan_that_a_test_expects_is_a_fault_of_the_test_and_no_pass():
    for rule in (check.close, check.same, check.hidden.close, check.hidden.same):
        told = message(rule, [np.nan, 1], [np.nan, 1], "w")
        assert told.startswith("w: the test itself expects nan: either the call chang")


def test_infinity_passes_where_it_is_expected():
    check.close([np.inf, -np.inf], [np.inf, -np.inf], "edge cases")
    check.same(np.inf, np.inf, "bound")
    message(check.close, [np.inf], [-np.inf], "sign of infinity")


def test_truth_values_can_be_compared():
    check.close([True, False], [True, False], "mask")
    assert "found [True, False]" in message(check.same, [True, False], [1, 1], "mask")
    assert message(check.same, False, -1, "z") == (
        "z: found False where -1 was expected."
    )


def test_complex_numbers_can_be_compared():
    check.close(1j * 1j, -1, "i squared")
    assert "0+1j" in message(check.same, 1j, 2j, "i")


def test_words_and_none_are_compared_as_they_are():
    check.same("AND", "AND", "gate")
    check.same(None, None, "nothing left")
    assert message(check.same, "OR", "AND", "gate") == (
        "gate: 'OR' came back where 'AND' was expected."
    )
    assert message(check.same, (1, 2), None, "gate").startswith("gate: a tuple came")
    message(check.same, np.zeros(2), "AND", "gate")


def test_large_arrays_are_never_printed_in_full():
    told = message(check.close, np.zeros((50, 2)), np.eye(50, 2), "X")
    assert told == (
        "X: 2 of 100 values differ, the first at [0, 0]: found 0, expected 1."
    )


def test_a_hidden_rule_tells_the_kind_of_failure_and_the_hint():
    told = message(check.hidden.close, [1, 2, 3], [1, 7, 3], "w", "Look at the bias.")
    assert told == "w: some values are not the expected ones. Look at the bias."
    assert message(check.hidden.same, 3, 7, "errors") == (
        "errors: the value is not the expected one."
    )


# What comes back could hold what the function was given: its shape, its kind, its
# words, the place of what is wrong.
@pytest.mark.parametrize(
    ("got", "told"),
    [
        (np.zeros((0, 38974)), "not of the expected shape"),
        (np.zeros(12345), "not of the expected shape"),
        (np.array(["x" * 999]), "no numbers came back"),
        ([[1], [1, 2]], "no numbers came back"),
        (object(), "no numbers came back"),
        ([np.nan, 2], "nan or inf came back"),
        ([1, 9], "some values are not the expected ones"),
    ],
)
def test_a_hidden_rule_has_one_wording_for_each_kind_of_failure(got, told):
    assert message(check.hidden.close, got, [1, 2], "w").startswith(f"w: {told}.")


@pytest.mark.parametrize("got", ["TOLD w=[8.0]", 12586353, object(), 2.5])
def test_a_hidden_rule_quotes_nothing_that_came_back(got):
    assert message(check.hidden.same, got, None, "w") == "w: not what was expected."


def test_a_matrix_of_values_is_told_in_one_line():
    assert "\n" not in message(check.same, np.zeros((2, 2)), np.eye(2), "X")


def test_that_says_the_reason():
    check.that(np.bool_(True), "n", "never told")
    assert message(check.that, 0, "n", "too many") == "n: too many."


def test_unpack_returns_the_values_of_a_tuple_or_list():
    assert check.unpack([1, 2], "w, n", "pla") == (1, 2)


@pytest.mark.parametrize("got", [None, 3, np.zeros(2), (1, 2, 3), "ab"])
def test_unpack_refuses_another_number_of_values(got):
    assert message(check.unpack, got, "w, n", "pla").startswith("pla: ")


def test_unchanged_sees_a_new_value_a_new_shape_and_a_new_type():
    for change in (lambda a: a.fill(1), lambda a: a.resize(1, 2, refcheck=False)):
        X = np.zeros(2)
        changed = pytest.raises(check.CheckFailed, match="X was changed")
        with changed, check.unchanged(X=X):
            change(X)


def test_unchanged_is_content_when_nan_stays_nan():
    with check.unchanged(X=np.array([np.nan, -0.0])):
        pass


def test_unchanged_leaves_a_students_own_error_alone():
    with pytest.raises(ZeroDivisionError), check.unchanged(X=np.zeros(2)):
        1 / 0  # noqa: B018


def test_the_same_seed_and_name_give_the_same_inputs(monkeypatch):
    monkeypatch.setenv("FIRST_NEURON_SEED", "spring class")
    first, again, other = (check.fresh_rng(name).random() for name in "aab")
    assert first == again != other


def test_inputs_are_new_in_each_run_when_no_seed_is_set(monkeypatch):
    monkeypatch.delenv("FIRST_NEURON_SEED", raising=False)
    assert check.fresh_rng("a").random() != check.fresh_rng("a").random()


def turn(what, act):
    with check.your_turn(what):
        act()


def test_your_turn_points_to_one_hint_after_another_and_forgets_at_success(capsys):
    for _ in range(5):
        turn("margin", lambda: check.same(1, 2, "margin"))
    turn("margin", lambda: check.same(2, 2, "margin"))
    turn("margin", lambda: check.same(1, 2, "margin"))
    endings = [line[-32:] for line in capsys.readouterr().out.splitlines()]
    hints = [end.split("Hint ")[1][0] if "Hint" in end else "" for end in endings]
    assert hints == ["", "1", "2", "3", "3", "", ""]


def test_your_turn_never_raises_and_names_the_error(capsys):
    turn("division", lambda: 1 / 0)
    assert capsys.readouterr().out == (
        "[not yet] division: ZeroDivisionError: division by zero.\n"
    )


def test_your_turn_does_not_count_an_exercise_that_was_not_begun(capsys):
    def stub():
        raise NotImplementedError

    for _ in range(3):
        turn("stub", stub)
    assert capsys.readouterr().out.count("nothing written yet") == 3
    turn("stub", lambda: check.that(False, "f", "no"))
    assert "Hint" not in capsys.readouterr().out


def test_your_turn_lets_the_stop_button_through():
    with pytest.raises(KeyboardInterrupt), check.your_turn("endless"):
        raise KeyboardInterrupt
