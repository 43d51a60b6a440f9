"""A fair comparison of recipes, which `run` passes on as `run.compare`.

Fair means: the same number of settings for everybody, the choice among them on
validation data, the same seeds for all, simple rivals in the same race, and one look
at the test set. What was run is kept (`store`), so that the next time costs seconds
and an interrupted comparison goes on where it stopped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from numbers import Integral, Real

import numpy as np

from coursekit import scores
from coursekit.fingerprints import fingerprint
from coursekit.fits import Fits, tidy
from coursekit.progress import progress
from coursekit.rivals import Entrant, rival
from coursekit.verdicts import Comparison, told


@dataclass(frozen=True)
class Split:
    """Where the data stand: three pairs (X, y) that share no example, and the score.

    `score` is the name of one (accuracy, squared error, absolute error,
    cross-entropy), a `run.Score`, or None for accuracy where the targets are classes
    and the squared error elsewhere. For an autoencoder the targets are X itself.

    >>> X, y = np.arange(6.0), np.arange(6) % 2
    >>> Split((X[:2], y[:2]), (X[2:4], y[2:4]), (X[4:], y[4:]))
    Split: 2 training, 2 validation, 2 test examples; score: accuracy
    """

    train: tuple
    validation: tuple
    test: tuple
    score: object = None

    def __post_init__(self):
        for part in ("train", "validation", "test"):
            X, y = (np.asarray(values) for values in getattr(self, part))
            if len(X) != len(y) or not len(X):
                raise ValueError(
                    f"Split: {part} has {len(X)} inputs, {len(y)} targets."
                )
            object.__setattr__(self, part, (X, y))
        if same := _same(self.train, self.validation, self.test):
            raise ValueError(f"Split: {same} are the same examples. Keep them apart.")
        score = scores.named(self.score, self.train[1])
        object.__setattr__(self, "score", score)

    def __repr__(self):
        counts = [len(part[0]) for part in (self.train, self.validation, self.test)]
        parts = "{:,} training, {:,} validation, {:,} test examples".format(*counts)
        return f"Split: {parts}; score: {self.score.name}"


def compare(recipes, settings, data, seeds=5, rivals=()):
    """Let recipes race on equal terms; return a result that prints and plots itself.

    A recipe is a function of (setting, seed, data). It builds its model anew (one from
    outside would go on learning from seed to seed), trains it on `data.train`, a pair
    (X, y), may look at `data.validation`, and returns `predict`, a function of X; or
    a dict {"predict": predict, "updates": 300}, whose other numbers are kept; or, if
    it scores itself, a dict {"validation": 0.91, "test": 0.90}.

        data = run.Split(train=(X, y), validation=(Xv, yv), test=(Xt, yt))
        result = run.compare({"tanh": with_tanh, "relu": with_relu},
                             settings=[0.01, 0.1, 1.0], data=data,
                             rivals=["majority", "linear"])
        print(result)
        plots.show(result.plot(), alt="...")

    `settings`: a list for all recipes, or a dict with a list for each, equally long.
    `seeds`: how many, or a list; every recipe and setting runs with each of them, and
    `run.seed(seed)` is called before. `rivals`: "constant" or "majority" (one answer
    for everything), "linear", "pca 64" (for targets that are X), "floor" (the best
    score that any answer can reach).

    For each recipe the setting with the best mean on validation is chosen; only its
    test scores are opened. (They are measured when a recipe is fitted, and sealed.)
    When a difference counts as noise is told in `coursekit.verdicts`.

    Every run is kept under FIRST_NEURON_RUNS (default: the course's cache), keyed by
    recipe, setting, seed, data and code, with all functions and values that the code
    uses. So a recipe must return what you need of it: what it prints, or leaves
    elsewhere, is not there the next time. Afterwards the seeds stand as after
    `run.seed(0)`.
    """
    seeds = _seeds(seeds)
    entrants = _entrants(recipes, settings, data, rivals)
    fits = Fits(entrants, data)
    missing = fits.missing([job for e in entrants for job in _jobs(e, seeds)])
    for job in progress(missing, "comparing") if missing else ():
        fits.make(job)
    tidy()
    outcomes = tuple(fits.outcome(entrant, seeds) for entrant in entrants)
    tries = len(entrants[0].settings)
    notes = [_rule(tries, len(seeds)), *_cautions(outcomes), *fits.notes]
    floor = _floor(data) if "floor" in rivals else None
    return Comparison(data.score, outcomes, floor, tuple(notes))


def _entrants(recipes, settings, data, rivals):
    """Check that the race is fair, before anything runs; list who takes part."""
    if isinstance(rivals, str):
        rivals = [rivals]
    if not isinstance(recipes, dict) or not all(
        isinstance(name, str) and callable(recipes[name]) for name in recipes
    ):
        raise TypeError(
            'compare: recipes are expected as {"name": function}. Nothing was run.'
        )
    if isinstance(settings, str) or not isinstance(settings, Iterable):
        raise TypeError(
            f"compare: settings {settings!r}, where a list is expected, such as "
            "[0.01, 0.1]. Nothing was run."
        )
    if not isinstance(settings, dict):
        settings = dict.fromkeys(recipes, tuple(settings))
    if settings.keys() != recipes.keys():
        raise ValueError(
            f"compare: settings for {', '.join(settings)}, but the recipes are "
            f"{', '.join(recipes)}. Give a list for each, or one list for all."
        )
    own = [
        Entrant(name, recipe, tuple(settings[name])) for name, recipe in recipes.items()
    ]
    _check_tries(own)
    words = [word for word in rivals if word != "floor"]
    all_of_them = [*own, *(rival(word, data, len(own[0].settings)) for word in words)]
    names = [entrant.name for entrant in all_of_them]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(
            f"compare: {twice[0]!r} is there twice. A rival of that name is in the "
            "race; name your recipe otherwise. Nothing was run."
        )
    return all_of_them


def _check_tries(entrants):
    """Refuse a race in which one may try more often than another."""
    tries = {
        e.name: len({fingerprint(setting) for setting in e.settings}) for e in entrants
    }
    if set(tries.values()) == {0} or not tries:
        raise ValueError("compare: there is nothing to run. Give recipes and settings.")
    if len(set(tries.values())) > 1:
        counts = ", ".join(f"{name} may try {n}" for name, n in tries.items())
        raise ValueError(
            f"compare: {counts}. Whoever tries more settings finds a better one by "
            "luck alone. Give each recipe the same number of different settings. "
            "Nothing was run."
        )
    for entrant in entrants:
        if tries[entrant.name] < len(entrant.settings):
            raise ValueError(
                f"compare: {entrant.name} has a setting twice in its list. Give each "
                "one once. Nothing was run."
            )


def _seeds(seeds):
    seeds = list(range(seeds)) if isinstance(seeds, Integral) else list(seeds)
    if not seeds or len(set(seeds)) < len(seeds):
        raise ValueError(
            f"compare: seeds {seeds}, where a number of them is expected, or a list "
            "of different ones. Nothing was run."
        )
    return seeds


def _jobs(entrant, seeds):
    """What is to be fitted for an entrant, all settings of a seed together."""
    for seed in seeds if entrant.drawn else seeds[:1]:
        for number in range(len(entrant.settings)):
            yield entrant.name, number, seed


def _same(*parts):
    """Name two parts of the data that are the same array of inputs, or None."""
    names = "training and validation", "training and test", "validation and test"
    for name, (one, other) in zip(names, combinations(parts, 2), strict=True):
        if one[0].shape == other[0].shape and np.array_equal(one[0], other[0]):
            return name
    return None


def _floor(data):
    """The best score that any answer can reach: that of the targets themselves."""
    y = data.test[1]
    sure = data.score.name == "cross-entropy" and scores.is_labels(y)
    return 0.0 if sure else data.score.of(y, y)


def _rule(tries, seeds):
    """Say how the figures came about."""
    chosen = f"Chosen on validation among {tries} settings each; " if tries > 1 else ""
    runs = f"{seeds} paired seeds" if seeds > 1 else "one seed"
    return f"{chosen}{runs}; the test set was opened once.".capitalize()


def _cautions(outcomes):
    """What a careful reader would object to."""
    for outcome in outcomes:
        if end := _at_the_end(outcome.setting, outcome.settings):
            yield (
                f"Careful: the best setting of {outcome.name}, {end}, lies at the end "
                "of its range. A better one may lie beyond it."
            )
    counts = {o.name: o.others["updates"] for o in outcomes if "updates" in o.others}
    means = {name: round(float(np.mean(count))) for name, count in counts.items()}
    if len(set(means.values())) > 1:
        numbers = ", ".join(f"{name} {count:,}" for name, count in means.items())
        yield f"Careful: the numbers of updates differ: {numbers}."


def _at_the_end(chosen, settings):
    """Name the part of a setting that lies at an end of its range, or return None.

    Zero is the natural end of many ranges (no dropout, no penalty) and no reason to
    look further; of a dict, parts with at least three values count.

    >>> _at_the_end(1.0, [0.1, 0.3, 1.0]), _at_the_end(0.3, [0.1, 0.3, 1.0])
    ('1', None)
    """
    if isinstance(chosen, dict):
        for part, value in chosen.items():
            values = {s[part] for s in settings if isinstance(s, dict) and part in s}
            if len(values) > 2 and (end := _at_the_end(value, values)):
                return f"{part}={end}"
        return None
    if not all(_is_number(setting) for setting in settings) or len(settings) < 2:
        return None
    ends = min(settings), max(settings)
    return told(float(chosen)) if chosen in ends and chosen != 0 else None


def _is_number(setting):
    return isinstance(setting, Real) and not isinstance(setting, bool)
