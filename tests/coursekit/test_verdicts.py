"""When a difference counts: told apart by chance in at most about 5 % of the cases."""

import numpy as np
import pytest
from coursekit.scores import NAMED
from coursekit.verdicts import Comparison, Outcome, gap

ACCURACY = NAMED["accuracy"]


def outcome(name, test, each=None, rival=False):
    return Outcome(name, (1,), np.zeros((1, 1)), 0, np.asarray(test), each, {}, rival)


def a_race(rng, skills, seeds=5, examples=300):
    """Outcomes of recipes of these skills, on the same questions."""
    made, state = [], rng.integers(2**32)
    for n, skill in enumerate(skills):
        questions = np.random.default_rng(state)  # the same questions for all
        hard = questions.normal(size=examples)
        luck = 0.15 * rng.normal(size=(seeds, 1))
        chance = 1 / (1 + np.exp(-2 * (skill + luck - hard)))
        each = rng.random((seeds, examples)) < chance
        made.append(outcome(f"r{n}", each.mean(axis=1), each))
    return Comparison(ACCURACY, tuple(made))


@pytest.mark.parametrize("seeds", [2, 3, 5, 10])
def test_two_equal_recipes_are_told_apart_in_at_most_5_percent(seeds):
    rng = np.random.default_rng(seeds)
    races = [a_race(rng, [1, 1], seeds) for _ in range(600)]
    found = [not race.gap("r0", "r1").within_noise for race in races]
    assert np.mean(found) <= 0.05


@pytest.mark.parametrize("recipes", [3, 6])
def test_the_more_are_compared_the_more_is_asked_of_a_difference(recipes):
    rng = np.random.default_rng(recipes)
    races = [a_race(rng, [1] * recipes) for _ in range(300)]
    found = ["is better than" in " ".join(race.words) for race in races]
    assert np.mean(found) <= 0.05


def test_a_clear_difference_is_found():
    rng = np.random.default_rng(0)
    races = [a_race(rng, [0.5, 1.5]) for _ in range(200)]
    assert np.mean(["r1 is better than r0" in str(race) for race in races]) > 0.9


def test_seeds_alone_decide_where_the_score_is_no_mean_over_examples():
    rng = np.random.default_rng(1)
    pairs = [
        (outcome("a", a), outcome("b", b)) for a, b in rng.normal(size=(2000, 2, 5))
    ]
    found = [not gap(*pair).within_noise for pair in pairs]
    assert 0.03 < np.mean(found) < 0.07


def test_paired_seeds_cancel_what_both_share():
    shared = np.array([0.5, 0.9, 0.7, 0.6, 0.8])
    one, other = outcome("a", shared + 0.01), outcome("b", shared)
    assert not gap(one, other).within_noise
    assert gap(one, outcome("b", shared[::-1])).within_noise


def test_one_seed_is_no_verdict():
    race = Comparison(ACCURACY, (outcome("a", [0.9]), outcome("b", [0.1])))
    assert "a and b: one seed cannot tell a difference from noise." in race.words


def test_rivals_need_no_seeds_and_are_told_apart_by_examples():
    each = np.arange(100)[None] < [[90], [20]]
    good, poor = (
        outcome("gp"[n], [e.mean()], e[None], True) for n, e in enumerate(each)
    )
    assert (
        "g is better than p by 0.700 ± 0.090."
        in Comparison(ACCURACY, (poor, good)).words
    )


def test_small_test_sets_leave_more_to_chance():
    def margin(examples):
        each = np.arange(examples) % 10 < [[8], [7]]
        one, other = (outcome("x", [e.mean()], e[None], True) for e in each)
        return gap(one, other).margin

    assert margin(100) == pytest.approx(10 * margin(10_000), rel=0.01)


def test_of_an_error_the_smallest_is_best():
    race = (outcome("a", [0.1, 0.11, 0.1]), outcome("b", [0.5, 0.51, 0.5]))
    result = Comparison(NAMED["squared error"], race, floor=0.0)
    assert result.best == "a" and "a is better than b by 0.400" in str(result)
    assert "(lower is better)" in str(result) and "\nfloor" in str(result)


def test_a_recipe_that_diverged_is_last_and_said():
    race = Comparison(ACCURACY, (outcome("a", [np.nan] * 2), outcome("b", [0.1, 0.2])))
    assert race.best == "b" and "a gave no number (it diverged)." in race.words


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(KeyError, match="there are: a"):
        Comparison(ACCURACY, (outcome("a", [1]),))["b"]


@pytest.mark.usefixtures("course_style")
def test_the_plot_has_a_point_per_seed_and_names_in_order():
    race = (outcome("a", [0.1, 0.2]), outcome("b", [0.3], rival=True))
    ax = Comparison(ACCURACY, race, floor=1.0).plot()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert [len(line.get_xdata()) for line in ax.lines[::2][:2]] == [2, 1]
    assert ax.yaxis_inverted() and ax.get_xlabel() == "accuracy on the test set"
    assert "ceiling" in [text.get_text() for text in ax.texts]


@pytest.mark.usefixtures("course_style")
def test_a_plot_shows_the_rows_one_asks_for():
    race = (outcome("a", [0.1, 0.2]), outcome("b", [0.3, 0.3]))
    ax = Comparison(ACCURACY, race, floor=1.0).plot(["b"])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b"]
