"""What `run.compare` promises: equal terms, an honest choice, runs that are kept."""

import json
import logging
import subprocess
import sys
import warnings

import numpy as np
import pytest
from coursekit import run

RATES = [0.1, 0.2, 0.3]


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """A folder for kept runs of each test's own."""
    folder = tmp_path / "runs"
    monkeypatch.setenv("FIRST_NEURON_RUNS", str(folder))
    return folder


@pytest.fixture
def data():
    """Two classes of points, split in three."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 2))
    y = (X[:, 0] + 0.3 * rng.normal(size=300) > 0.5).astype(int)
    parts = [slice(0, 100), slice(100, 200), slice(200, 300)]
    return run.Split(*((X[part], y[part]) for part in parts))


class Recipe:
    """A recipe that scores itself by a table, and remembers what it was asked."""

    def __init__(self, value=lambda setting, seed: setting):
        self.value, self.asked = value, []

    def __call__(self, setting, seed, data):
        self.asked.append((setting, seed))
        value = self.value(setting, seed)
        return {"validation": value, "test": value}


def threshold(setting, seed, data):
    """Answer 1 where the first input is large: a recipe that needs no training."""
    return lambda X: (X[:, 0] > setting).astype(int)


# Equal terms


def test_every_recipe_runs_each_setting_with_the_same_seeds(data):
    one, two = Recipe(), Recipe()
    run.compare({"one": one, "two": two}, RATES, data, seeds=[4, 7])
    assert one.asked == two.asked == [(r, s) for s in (4, 7) for r in RATES]


def test_unequal_numbers_of_settings_are_refused_before_anything_runs(data):
    one, two = Recipe(), Recipe()
    with pytest.raises(ValueError, match=r"one may try 3, two may try 1\..*by\s+luck"):
        run.compare({"one": one, "two": two}, {"one": RATES, "two": [0.1]}, data)
    assert one.asked == two.asked == []


def test_a_setting_given_twice_does_not_count_as_two(data):
    settings = {"one": RATES, "two": [0.1, 0.1, 0.1]}
    with pytest.raises(ValueError, match="one may try 3, two may try 1"):
        run.compare({"one": Recipe(), "two": Recipe()}, settings, data)
    with pytest.raises(ValueError, match="a setting twice"):
        run.compare({"one": Recipe()}, [0.1, 0.1], data)


@pytest.mark.parametrize(
    ("settings", "seeds", "rivals", "message"),
    [
        ({"two": RATES}, 2, (), "settings for two, but the recipes are one"),
        ([], 2, (), "nothing to run"),
        (RATES, 0, (), "Nothing was run"),
        (RATES, [1, 1], (), "a list of different ones"),
        (RATES, 2, ["best"], r"'best' is no rival.*'pca 64'"),
        (RATES, 2, ["pca"], "'pca' is no rival"),
    ],
)
def test_what_makes_no_race_is_refused_with_the_reason(
    data, settings, seeds, rivals, message
):
    recipe = Recipe()
    with pytest.raises(ValueError, match=message):
        run.compare({"one": recipe}, settings, data, seeds, rivals)
    assert recipe.asked == []


def test_the_seeds_are_set_before_each_fit_and_alike_for_all(data):
    def drawn(setting, seed, data):
        value = np.random.rand()
        return {"validation": value, "test": value}

    def also(setting, seed, data):
        return drawn(setting, seed, data)

    result = run.compare({"one": drawn, "two": also}, [1], data, seeds=3)
    assert result["one"].test.tolist() == result["two"].test.tolist()
    assert len(set(result["one"].test)) == 3


# The choice


def test_the_choice_is_made_on_validation_by_the_mean_over_seeds(data):
    def recipe(setting, seed, data):
        validation = {"steady": 0.6, "lucky": [0.9, 0.1, 0.1][seed]}[setting]
        return {"validation": validation, "test": {"steady": 0.3, "lucky": 1}[setting]}

    result = run.compare({"one": recipe}, ["lucky", "steady"], data, seeds=3)
    assert (result["one"].setting, result["one"].mean) == ("steady", pytest.approx(0.3))


def test_an_error_is_chosen_small_and_a_score_large(data):
    errors = run.Split(data.train, data.validation, data.test, "squared error")
    assert run.compare({"a": Recipe()}, RATES, errors)["a"].setting == 0.1
    assert run.compare({"a": Recipe()}, RATES, data)["a"].setting == 0.3


def test_a_setting_that_diverged_is_never_chosen(data):
    broken = Recipe(lambda rate, seed: np.nan if rate == 0.2 else rate)
    assert run.compare({"one": broken}, [0.1, 0.2], data)["one"].setting == 0.1


def test_of_the_kept_seals_only_the_chosen_ones_are_opened(data, kept, monkeypatch):
    run.compare({"one": threshold}, [0.0, 0.5, 9.0], data, seeds=2)
    opened, load = [], np.load
    monkeypatch.setattr(np, "load", lambda path: opened.append(path) or load(path))
    assert run.compare({"one": threshold}, [0.0, 0.5, 9.0], data, seeds=2)
    assert len(opened) == 2 and len(list(kept.rglob("*.npz"))) == 6


def test_a_recipe_that_is_scored_by_compare_may_not_open_the_test_set(data):
    def peeks(setting, seed, data):
        _, y = data.test
        return lambda X: y

    with pytest.raises(ValueError, match=r"'peeks' opened data\.test"):
        run.compare({"peeks": peeks}, [1], data)


def test_a_setting_at_the_end_of_its_range_is_told(data):
    text = str(run.compare({"one": Recipe()}, RATES, data))
    assert "the best setting of one, 0.3, lies at the end of its range" in text


@pytest.mark.parametrize("settings", [[0.1, 0.2, 0.0], [1], ["relu", "tanh"]])
def test_zero_one_setting_and_words_have_no_end_to_look_beyond(data, settings):
    best = Recipe(lambda setting, seed: float(setting == settings[-1]))
    assert "Careful" not in str(run.compare({"one": best}, settings, data))


def test_in_a_dict_of_settings_each_part_is_looked_at(data):
    settings = [{"rate": r, "bias": b} for r in RATES for b in (True, False)]
    best = Recipe(lambda setting, seed: setting["rate"] + setting["bias"])
    text = str(run.compare({"one": best}, settings, data))
    assert "rate=0.3, lies at the end" in text and "bias=True, lies" not in text


# What a recipe returns


def test_a_function_scores_as_its_answers_do(data):
    result = run.compare({"one": threshold}, [0.5], data, seeds=1)
    (X, y), (Xt, yt) = data.validation, data.test
    assert result["one"].validation == [[np.mean((X[:, 0] > 0.5) == y)]]
    assert result["one"].test == [np.mean((Xt[:, 0] > 0.5) == yt)]


def test_further_numbers_of_the_chosen_setting_are_kept(data):
    def recipe(setting, seed, data):
        updates = 100 * setting + seed
        return {"predict": threshold(setting, seed, data), "updates": updates}

    for _ in "cold", "warm":
        result = run.compare({"one": recipe}, [5, 0], data, seeds=2)
        assert result["one"].others["updates"].tolist() == [0, 1]


def test_a_recipe_that_changes_the_data_is_stopped_and_nothing_of_it_kept(data, kept):
    def centred(setting, seed, data):
        X, _ = data.train
        X -= X.mean(axis=0)
        return threshold(setting, seed, data)

    with pytest.raises(ValueError, match=r"'one' changed the data in place.*X -= mean"):
        run.compare({"one": centred}, RATES, data)
    assert not list(kept.rglob("*.json"))


@pytest.mark.parametrize("answer", [None, 0.9, {}, {"accuracy": 0.9}])
def test_a_recipe_that_returns_nothing_useful_is_told_so(data, answer):
    with pytest.raises(TypeError, match=r"'one' returned .*Is a return missing"):
        run.compare({"one": lambda setting, seed, data: answer}, [1], data)


def test_an_error_inside_a_recipe_says_which_fit_it_was(data):
    with pytest.raises(ZeroDivisionError) as caught:
        run.compare({"one": lambda setting, seed, data: 1 / 0}, [0.25], data)
    assert caught.value.__notes__ == ["compare: recipe 'one', setting 0.25, seed 0"]


def test_unequal_numbers_of_updates_are_told_and_equal_ones_are_not(data):
    def recipe(steps):
        return lambda setting, seed, data: {
            "validation": 1,
            "test": 1,
            "updates": steps,
        }

    unequal = run.compare({"a": recipe(300), "b": recipe(1200)}, [1], data)
    equal = run.compare({"a": recipe(300), "c": recipe(300)}, [1], data)
    assert "numbers of updates differ: a 300, b 1,200." in str(unequal)
    assert "updates" not in str(equal)


# Runs that are kept


def test_a_second_run_fits_nothing_and_prints_the_same(data):
    calls = []

    def watched(setting, seed, data):
        note(setting)
        return threshold(setting, seed, data)

    def note(setting):
        calls.append(setting)

    def race():
        calls.clear()
        return run.compare({"one": watched}, RATES, data, 2, ["majority", "linear"])

    cold, fits = race(), len(calls)
    warm = race()
    assert (str(cold), fits, calls) == (str(warm), 6, [])
    assert warm["one"].each.tolist() == cold["one"].each.tolist()


def test_an_interrupted_comparison_goes_on_where_it_stopped(data, tmp_path):
    # How often it ran stands in a file: what the code uses must not change.
    diary = str(tmp_path / "diary")

    def tired(setting, seed, data):
        with open(diary, "a+") as file:
            file.write("x")
            file.flush()
            file.seek(0)
            if len(file.read()) == 4:
                raise KeyboardInterrupt
        return threshold(setting, seed, data)

    with pytest.raises(KeyboardInterrupt):
        run.compare({"one": tired}, RATES, data, seeds=2)
    run.compare({"one": tired}, RATES, data, seeds=2)
    with open(diary) as file:
        assert len(file.read()) == 6 + 1


def test_a_run_half_written_is_made_again(data, kept):
    run.compare({"one": threshold}, [0.5], data, seeds=1)
    (seal,), (numbers,) = kept.rglob("*.npz"), kept.rglob("*.json")
    whole = seal.read_bytes()
    seal.write_bytes(whole[:40])
    run.compare({"one": threshold}, [0.5], data, seeds=1)
    assert seal.stat().st_size == len(whole)
    numbers.write_text("{")
    run.compare({"one": threshold}, [0.5], data, seeds=1)
    assert json.loads(numbers.read_text()).keys() == {"validation"}


def test_other_data_another_seed_and_another_setting_are_other_runs(data, kept):
    def count(*arguments):
        run.compare({"one": threshold}, *arguments)
        return len(list(kept.rglob("*.json")))

    X, y = data.train
    flipped = run.Split((X, 1 - y), data.validation, data.test)
    asked = (
        ([0.5], data, [0]),
        ([0.5], flipped, [0]),
        ([0.5], data, [1]),
        ([1], data, [0]),
    )
    assert [count(*arguments) for arguments in asked] == [1, 2, 3, 4]


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    data, tmp_path, monkeypatch
):
    (tmp_path / "file").touch()
    monkeypatch.setenv("FIRST_NEURON_RUNS", str(tmp_path / "file"))
    assert run.compare({"one": threshold}, [0.5], data, seeds=2)["one"].mean > 0.5


def test_random_numbers_after_a_comparison_are_the_same_cold_and_warm(data):
    def drawn():
        run.compare({"one": threshold}, [0.5], data, seeds=2)
        return np.random.rand()

    assert drawn() == drawn()


def test_what_cannot_be_looked_into_is_run_each_time_and_said(data, kept):
    locks = [sys.stdout]

    def recipe(setting, seed, data):
        return threshold(setting, seed, data) if locks else None

    text = str(run.compare({"one": recipe}, [0.5], data, seeds=1))
    assert "The runs of one are not kept: a " in text and not list(kept.rglob("*.json"))


# Rivals


def test_rivals_run_with_one_seed_and_as_many_settings(data):
    result = run.compare({"one": threshold}, RATES, data, 2, ["majority", "linear"])
    assert [len(o.test) for o in result.outcomes] == [2, 1, 1]
    assert [len(o.settings) for o in result.outcomes] == [3, 1, 3]


def test_the_majority_is_the_commonest_label_of_the_training_data(data):
    result = run.compare({"one": threshold}, [0.5], data, 1, ["majority"])
    assert result["majority answer"].mean == np.mean(data.test[1] == 0)


def test_a_rival_that_wins_is_named(data):
    text = str(run.compare({"poor": threshold}, [3.0], data, 2, ["linear"]))
    assert "linear model is better than poor by" in text
    assert "The best is a simple rival: linear model." in text


def test_with_one_setting_linear_has_one_too(data):
    result = run.compare({"one": threshold}, [0.5], data, 1, "linear")
    assert len(result["linear model"].settings) == 1


@pytest.fixture
def pictures():
    """Points of six numbers that are made of two, to be rebuilt."""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(90, 2)) @ rng.normal(size=(2, 6))
    X += 0.01 * rng.normal(size=X.shape)
    return run.Split(*((X[a : a + 30], X[a : a + 30]) for a in (0, 30, 60)))


def mean_of_all(setting, seed, data):
    mean = data.train[0].mean(axis=0)
    return lambda X: np.repeat(mean[None], len(X), axis=0)


def test_pca_of_the_same_size_rebuilds_and_the_floor_is_nought(pictures):
    rivals = ["pca 2", "constant", "linear", "floor"]
    result = run.compare({"mean": mean_of_all}, [None], pictures, 1, rivals)
    assert result["PCA, 2 numbers"].mean < 0.001 < 0.1 < result["mean"].mean
    assert result["constant answer"].mean == pytest.approx(result["mean"].mean)
    assert result.floor == 0 and "floor" in str(result)


def test_the_floor_of_cross_entropy_with_grey_targets_is_their_entropy():
    X = np.full((6, 2), 0.5) + np.arange(6)[:, None] / 100
    parts = ((X[a : a + 2], np.full((2, 2), 0.5)) for a in (0, 2, 4))
    data = run.Split(*parts, score="cross-entropy")
    mean = run.compare({"mean": mean_of_all}, [None], data, 1, ["floor", "constant"])
    assert mean.floor == pytest.approx(np.log(2))
    assert mean["constant answer"].mean == pytest.approx(np.log(2))


def test_linear_gives_probabilities_where_cross_entropy_counts(data):
    wanted = run.Split(data.train, data.validation, data.test, "cross-entropy")

    def half(setting, seed, data):
        return lambda X: np.full((len(X), 2), 0.5)

    result = run.compare({"half": half}, [1], wanted, 1, ["linear", "constant"])
    assert result["linear model"].mean < 0.5 < result["constant answer"].mean < 0.7


# Data


def test_parts_that_are_the_same_examples_are_refused(data):
    with pytest.raises(ValueError, match="training and test are the same examples"):
        run.Split(data.train, data.validation, data.train)


def test_inputs_and_targets_of_different_number_are_refused(data):
    X, y = data.train
    with pytest.raises(ValueError, match="train has 100 inputs, 99 targets"):
        run.Split((X, y[:-1]), data.validation, data.test)


def test_an_unknown_score_names_those_there_are(data):
    with pytest.raises(ValueError, match=r"'f1' is unknown.*accuracy.*run\.Score"):
        run.Split(data.train, data.validation, data.test, "f1")


@pytest.mark.parametrize(
    ("y", "y_hat"),
    [
        ([0, 1, 1], [0.2, 0.9, 0.4]),
        ([0, 1, 1], [[0.2], [0.9], [0.4]]),
        ([[0], [1], [1]], [[0.2], [0.9], [0.4]]),
        ([-1, 1, 1], [-0.2, 0.9, -0.4]),
        ([2, 1, 1], [[0, 0, 1], [0, 1, 0], [1, 0, 0]]),
        ([[0, 1], [1, 0], [1, 0]], [[0.4, 0.6], [0.9, 0.1], [0.1, 0.9]]),
        (["cat", "dog", "dog"], ["cat", "dog", "cat"]),
    ],
)
def test_accuracy_reads_labels_probabilities_signs_and_columns(y, y_hat):
    from coursekit.scores import right

    assert right(np.array(y), np.array(y_hat)).tolist() == [True, True, False]


# Everywhere


def test_scikit_learn_recipes_run_as_they_are(data):
    from sklearn.tree import DecisionTreeClassifier

    def tree(setting, seed, data):
        model = DecisionTreeClassifier(max_depth=setting, random_state=seed)
        return model.fit(*data.train).predict

    assert run.compare({"tree": tree}, [1, 2, 3], data, 2)["tree"].mean > 0.85


@pytest.mark.slow
# A Keras variable meets NumPy 2's new protocol with a warning of its own.
@pytest.mark.filterwarnings("ignore:__array__ implementation")
def test_keras_recipes_run_and_leave_no_trace_in_the_names_of_layers(data):
    with warnings.catch_warnings(), run.quiet():
        warnings.simplefilter("ignore")
        keras = pytest.importorskip("keras")

    def network(setting, seed, data):
        layers = keras.layers.Dense(4, "tanh"), keras.layers.Dense(1, "sigmoid")
        net = keras.Sequential([keras.Input([2]), *layers])
        net.compile(keras.optimizers.Adam(setting), "binary_crossentropy")
        net.fit(*data.train, epochs=8, verbose=0)
        return lambda X: net.predict(X, verbose=0)

    def race():
        result = run.compare({"net": network}, [0.1], data, 2, ["majority"])
        return str(result), keras.layers.Dense(1).name, np.random.rand()

    cold = race()
    assert race() == cold
    assert "net is better than majority answer by" in cold[0]


def test_the_remark_of_tensorflow_about_new_graphs_is_held_back(data, monkeypatch):
    tensorflow, heard = logging.getLogger("tensorflow"), []
    monkeypatch.setattr(tensorflow, "handle", lambda r: heard.append(r.getMessage()))

    def recipe(setting, seed, data):
        for word in ("retracing", "memory"):
            record = tensorflow.makeRecord("", 30, "", 0, f"{word}: look out", (), None)
            if tensorflow.filter(record):
                tensorflow.handle(record)
        return threshold(setting, seed, data)

    run.compare({"one": recipe}, [0.5], data, seeds=1)
    assert heard == ["memory: look out"] and not tensorflow.filters


def test_comparing_never_imports_keras_by_itself():
    code = (
        "import sys, numpy as np; from coursekit import run\n"
        "X, y = np.arange(30.0)[:, None], np.arange(30) % 2\n"
        "data = run.Split(*((X[i::3], y[i::3]) for i in range(3)))\n"
        "recipe = lambda setting, seed, data: lambda X: X[:, 0] * 0\n"
        "print(run.compare({'one': recipe}, [1], data, 2, ['majority', 'linear']))\n"
        "print('keras' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "False", done.stderr


# What would have been a wrong number


def race(data, seeds=2, settings=(1,), rivals=(), **recipes):
    return run.compare(recipes, list(settings), data, seeds, rivals)


def split(X, y, score=None):
    return run.Split(*((X[part::3], y[part::3]) for part in range(3)), score)


@pytest.fixture
def points():
    """Inputs, and whether the first of them is above nought."""
    X = np.random.default_rng(0).normal(size=(300, 2))
    return X, (X[:, 0] > 0).astype(int)


def test_a_recipe_with_the_name_of_a_rival_is_refused(data):
    with pytest.raises(ValueError, match="'linear model' is there twice"):
        run.compare({"linear model": Recipe()}, [1], data, rivals=["linear"])


def test_a_recipe_that_changes_its_setting_is_stopped(data):
    def recipe(setting, seed, data):
        rate = setting.pop("rate", 9.9)
        return {"validation": rate, "test": rate}

    with pytest.raises(ValueError, match="changed its setting"):
        race(data, settings=[{"rate": 0.1}], taker=recipe)


def test_data_changed_at_a_later_setting_only_are_noticed_in_time(data):
    def recipe(setting, seed, data):
        X, _ = data.train
        if setting == "centred":
            X -= X.mean()
        return {"validation": 0.5, "test": 0.5}

    with pytest.raises(ValueError, match="'late' changed the data in place"):
        race(data, settings=["as it is", "centred"], late=recipe, other=Recipe())


def test_a_test_set_opened_while_predicting_is_noticed(data):
    def recipe(setting, seed, data):
        return lambda X: data.test[1]

    with pytest.raises(ValueError, match=r"opened data\.test"):
        race(data, late=recipe)


@pytest.mark.parametrize("kind", [int, float, bool])
@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_classes_of_any_shape_and_type_are_scored_alike(points, kind, shape):
    X, y = points
    data = split(X, y.astype(kind).reshape(shape), "accuracy")

    def sure(setting, seed, data):
        return lambda X: 0.1 + 0.8 * (X[:, :1] > 0)

    found = race(data, sure=sure, rivals=["majority", "linear"])
    assert found["sure"].mean == 1
    assert found["linear model"].mean > 0.9
    assert 0.4 < found["majority answer"].mean < 0.7


@pytest.mark.parametrize(
    ("labels", "answers"),
    [
        ([1, 2], lambda X: np.c_[-X[:, 0], X[:, 0]]),
        ([1, 2], lambda X: 0.1 + 0.8 * (X[:, 0] > 0)),
        (["no", "yes"], lambda X: (X[:, 0] > 0).astype(int)),
        ([0, 1], lambda X: X[:, :1].T > 0),
        ([0, 1], lambda X: np.array([1])),
    ],
)
def test_answers_that_cannot_mean_the_labels_are_refused(points, labels, answers):
    X, y = points
    with pytest.raises(ValueError, match="predict gave shape"):
        race(split(X, np.array(labels)[y]), odd=lambda setting, seed, data: answers)


@pytest.mark.parametrize(
    ("recipes", "settings"),
    [
        ([Recipe()], [1]),
        ({1: Recipe()}, [1]),
        ({"a": 5}, [1]),
        ({"a": Recipe()}, 0.1),
        ({"a": Recipe()}, "relu"),
    ],
)
def test_arguments_of_another_kind_are_refused_in_words(data, recipes, settings):
    with pytest.raises(TypeError, match=r"expected.*Nothing was run"):
        run.compare(recipes, settings, data)


def test_settings_may_come_one_by_one(data):
    found = run.compare(
        {"a": Recipe(), "b": Recipe()}, (rate / 10 for rate in [1, 2]), data, seeds=1
    )
    assert found["b"].settings == (0.1, 0.2)


def test_functions_among_the_settings_are_told_by_their_names(data):
    found = race(data, settings=[np.tanh], one=Recipe(lambda setting, seed: 1.0))
    assert "2  tanh" in str(found)


def test_signs_have_no_cross_entropy(points):
    X, y = points
    with pytest.raises(ValueError, match="the targets are -1, 1"):
        race(
            split(X, 2 * y - 1, "cross-entropy"),
            odd=lambda setting, seed, data: lambda X: np.full(len(X), 0.5),
        )


def test_no_answer_is_never_a_right_answer(points):
    X, y = points
    lost = race(split(X, y), lost=lambda *_: lambda X: np.full((len(X), 2), np.nan))
    assert lost["lost"].mean == 0


def test_the_floor_of_three_classes_is_nought(points):
    X, _ = points
    y = np.digitize(X[:, 0], [-0.5, 0.5])
    data = split(X, y, "cross-entropy")
    even = race(
        data, even=lambda *_: lambda X: np.full((len(X), 3), 1 / 3), rivals=["floor"]
    )
    assert even.floor == 0


def test_an_error_without_bound_is_not_within_the_noise(points):
    X, _ = points
    data = split(X, X[:, 0])
    found = race(
        data,
        wild=lambda *_: lambda X: np.full(len(X), np.inf),
        tame=lambda *_: lambda X: np.zeros(len(X)),
    )
    assert "wild gave no number (it diverged)." in str(found)


# What would have cost the work done


@pytest.mark.parametrize("broken", ["null", "[]", "{}", '{"validation": null}'])
def test_a_kept_run_of_another_form_is_made_again(data, kept, broken):
    race(data, seeds=1, one=Recipe())
    for file in kept.glob("one/*.json"):
        file.write_text(broken)
    assert race(data, seeds=1, one=Recipe())["one"].mean == 1


def test_a_seal_with_a_broken_inside_is_made_again(data, kept):
    def recipe(setting, seed, data):
        return {"validation": 1, "test": 1, "trace": np.arange(1000.0)}

    race(data, one=recipe)
    for file in kept.glob("one/*.npz"):
        content = bytearray(file.read_bytes())
        middle = len(content) // 3
        content[middle : middle + 40] = bytes(40)
        file.write_bytes(content)
    assert race(data, one=recipe)["one"].mean == 1


@pytest.mark.parametrize(
    "odd", [{"trace": np.array([None])}, {1: 2}, {"file": 1}, {"test": np.ones(2)}]
)
def test_what_could_not_be_found_again_is_refused_at_once(data, odd):
    with pytest.raises(TypeError, match="no number or array"):
        race(data, one=lambda *_: {"validation": 1.0, "test": 1.0} | odd)


def test_further_numbers_may_differ_in_length_or_be_missing(data):
    def recipe(setting, seed, data):
        stopped = {"stopped": 3} if seed == 0 else {}
        return {"validation": 1.0, "test": 1.0, "loss": np.zeros(seed + 1)} | stopped

    others = race(data, one=recipe)["one"].others
    assert [len(loss) for loss in others["loss"]] == [1, 2]
    assert "stopped" not in others
