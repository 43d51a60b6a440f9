"""What a fingerprint notices, and what it does not."""

import importlib
import math
import sys
from functools import partial

import numpy as np
import pytest
from coursekit.fingerprints import Unseen, fingerprint

RECIPE = """
import math
import numpy as np
from coursekit import run

RATE = 0.1
sizes = {"hidden": 8}


class Net:
    depth = 2

    def forward(self, x):
        return helper(x) * self.depth


def helper(x):
    '''Add one.'''
    return x + 1  # one


def recipe(setting, seed, data):
    '''Train a net.'''
    rng = run.seed(seed)
    return Net().forward(setting) * RATE * sizes["hidden"] + np.ones(2) @ rng.random(2)


def apart(x):
    return x - 1
"""


def of(source, name="recipe"):
    """The fingerprint of a function in a notebook whose cells hold this source."""
    cells = {"__name__": "__main__"}
    exec(source, cells)
    return fingerprint(cells[name])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* RATE *", "/ RATE /"),
        ("x + 1 ", "x + 2 "),
        ("depth = 2", "depth = 3"),
        ("RATE = 0.1", "RATE = 0.2"),
        ('"hidden": 8', '"hidden": 9'),
        ("(x) * self", "(x) + self"),
        ("seed, data", "seed, data, more=1"),
        ("np.ones", "np.zeros"),
    ],
    ids="recipe helper class constant dict method default library".split(),
)
def test_a_change_in_anything_a_recipe_uses_is_noticed(old, new):
    changed = RECIPE.replace(old, new)
    assert changed != RECIPE and of(changed) != of(RECIPE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# one", "# a comment"),
        ("\n\n\n", "\n\n\n\n"),
        ("Train a net.", "Train a small net."),
        ("Add one.", "Add 1."),
        ("x - 1", "x - 2"),
    ],
    ids="comment lines docstring docstring_of_a_helper other_function".split(),
)
def test_what_a_recipe_does_not_use_changes_nothing(old, new):
    changed = RECIPE.replace(old, new)
    assert changed != RECIPE and of(changed) == of(RECIPE)


def test_a_fingerprint_is_the_same_in_every_process(tmp_path):
    import subprocess
    import sys

    code = f"from coursekit.fingerprints import fingerprint\nexec({RECIPE!r})\n"
    code += "print(fingerprint(recipe, {'b', 'a'}, {'x': 1, 'y': [2]}))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in "12"
    ]
    assert runs[0] == runs[1] != ""


def test_what_a_function_closes_over_counts():
    def make(units):
        return lambda x: x * units

    assert fingerprint(make(3)) == fingerprint(make(3)) != fingerprint(make(4))


def test_lambdas_on_one_line_are_told_apart():
    one, two = lambda x: x + 1, lambda x: x + 2
    assert fingerprint(one) != fingerprint(two)


def test_functions_that_call_each_other_have_an_end():
    source = "def even(n):\n    return n == 0 or odd(n - 1)\n"
    source += "def odd(n):\n    return n != 0 and even(n - 1)\n"
    assert of(source, "even") != of(source.replace("!=", ">"), "even")


def test_what_is_imported_inside_a_function_counts_though_it_is_not_loaded():
    one = of("def recipe():\n    import sklearn.svm\n")
    assert one != of("def recipe():\n    import tensorflow\n")


def test_a_function_of_the_course_counts_with_all_it_calls(monkeypatch):
    from coursekit import scores

    before = of(
        "from coursekit import scores\ndef f(y):\n    scores.squared(y, y)", "f"
    )
    monkeypatch.setattr(scores, "_per_example", lambda values: values.sum())
    after = of("from coursekit import scores\ndef f(y):\n    scores.squared(y, y)", "f")
    assert before != after


@pytest.mark.parametrize(
    "values",
    [
        (1, 1.0, True, "1", None, b"1"),
        (np.zeros(3), np.zeros((1, 3)), np.zeros(3, int), [0.0] * 3),
        ([1, [2, 3]], [[1, 2], 3], (1, 2, 3)),
        (partial(math.pow, 2), partial(math.pow, 3), partial(math.fmod, 2)),
        (np.random.default_rng(1), np.random.default_rng(2)),
        (np.array(["a", None], dtype=object), np.array(["b", None], dtype=object)),
    ],
)
def test_different_values_have_different_fingerprints(values):
    assert len({fingerprint(value) for value in values}) == len(values)


def test_a_setting_tuple_shared_or_copied_is_the_same():
    part = (1, 2)
    assert fingerprint([part, part]) == fingerprint([(1, 2), tuple([1, 2])])


def test_a_fitted_model_counts_by_what_it_has_learnt():
    from sklearn.linear_model import LinearRegression

    X = np.arange(6.0)[:, None]
    one, same, other = (LinearRegression().fit(X, a * X[:, 0]) for a in (1, 1, 2))
    assert fingerprint(one) == fingerprint(same) != fingerprint(other)


def test_a_keras_model_counts_by_its_weights():
    import warnings

    from coursekit import run

    with warnings.catch_warnings(), run.quiet():
        warnings.simplefilter("ignore")
        keras = pytest.importorskip("keras")
        net = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])

        def recipe():
            return net

        before = fingerprint(recipe)
        assert before == fingerprint(recipe)
        net.set_weights([w + 1 for w in net.get_weights()])
        assert before != fingerprint(recipe)


def test_an_open_file_is_no_part_of_a_key(tmp_path):
    with (
        open(tmp_path / "x", "w") as file,
        pytest.raises(Unseen, match="TextIOWrapper"),
    ):
        fingerprint(file)


HELPER = """
RATE = 0.1
def scale(x):
    return x * 2
"""


@pytest.mark.parametrize(
    ("recipe", "module"),
    [
        ("import aid\ndef recipe(x): return aid.RATE * x", "aid"),
        ("def recipe(x):\n  from aid import scale\n  return scale(x)", "aid"),
        ("def recipe(x):\n  import aid\n  return aid.RATE * x", "aid"),
        ("import kit.aid\ndef recipe(x): return kit.aid.scale(x)", "kit.aid"),
        ("def recipe(x):\n  from kit import aid\n  return aid.RATE * x", "kit.aid"),
    ],
)
@pytest.mark.parametrize("change", [("0.1", "0.25"), ("* 2", "* 3 + 0")])
def test_a_module_of_ones_own_counts_by_what_is_used_of_it(
    recipe, module, change, tmp_path, monkeypatch
):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    file = tmp_path / f"{module.replace('.', '/')}.py"
    file.parent.mkdir(exist_ok=True)
    found = []
    for source in (HELPER, HELPER.replace(*change)):
        file.write_text(source)
        importlib.invalidate_caches()
        for name in ("aid", "kit", "kit.aid"):
            sys.modules.pop(name, None)
        found.append(of(recipe))
    used = ("RATE" in recipe) == (change[0] == "0.1")
    assert (found[0] != found[1]) == used


def test_the_size_that_run_budget_picks_counts(monkeypatch):
    recipe = "from coursekit import run\ndef recipe(x): return run.budget(cpu=1, gpu=2)"
    found = set()
    for size in ("cpu", "gpu"):
        monkeypatch.setenv("FIRST_NEURON_BUDGET", size)
        found.add(of(recipe))
    assert len(found) == 2


def test_what_a_bound_method_belongs_to_counts():
    found = [of(f"look = dict(a={a}).get\ndef recipe(x): return look(x)") for a in "12"]
    assert found[0] != found[1]


@pytest.mark.parametrize("module", ["random", "numpy.random"])
def test_where_the_global_random_numbers_stand_does_not_count(module):
    draw = {"random": "random", "numpy.random": "normal"}[module]
    recipe = f"from {module} import {draw}\ndef recipe(x): return {draw}()"
    before = of(recipe)
    getattr(importlib.import_module(module), draw)()
    assert of(recipe) == before


def test_a_global_named_like_an_attribute_is_not_used():
    recipe = "def recipe(net): return net.fit().history"
    assert of(recipe) == of(f"history = 1\n{recipe}")
