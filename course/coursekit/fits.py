"""The fits of a comparison: made or found again, scored, sealed, opened when chosen."""

import logging
import sys
from numbers import Real

import numpy as np

from coursekit import store
from coursekit.fingerprints import Unseen, fingerprint
from coursekit.seeds import seed as sow
from coursekit.verdicts import Outcome, told


class Bench:
    """The data as a recipe sees them; remembers whether the test set was opened."""

    def __init__(self, data):
        self.train, self.validation, self.score = (
            data.train,
            data.validation,
            data.score,
        )
        self._data, self.opened = data, False

    @property
    def test(self):
        """The test set, for recipes that score themselves."""
        self.opened = True
        return self._data.test


class Fits:
    """The fits of all entrants. A job is (name, number of the setting, seed)."""

    def __init__(self, entrants, data):
        self.entrants = {entrant.name: entrant for entrant in entrants}
        self.data, self.notes, self._done, self._codes = data, [], {}, {}
        self._print, self._tried = _print(data), set()
        for entrant in entrants:
            try:
                self._codes[entrant.name] = fingerprint(entrant.recipe, self._print)
            except Unseen as cause:
                self._codes[entrant.name] = None
                self.notes.append(f"The runs of {entrant.name} are not kept: {cause}.")

    def missing(self, jobs):
        """Return the jobs that have to be run, now that the kept ones are fetched."""
        for job in jobs:
            key = self._key(job)
            kept = key and store.find(job[0], key)
            if kept:
                self._done[job] = kept
        return [job for job in jobs if job not in self._done]

    def make(self, job):
        """Fit, score and keep one."""
        name, number, seed = job
        entrant = self.entrants[name]
        sow(seed)
        bench = Bench(self.data)
        tensorflow = logging.getLogger("tensorflow")
        tensorflow.addFilter(_no_retracing)
        try:
            before = fingerprint(entrant.settings[number])
            answer = entrant.recipe(entrant.settings[number], seed, bench)
            self._check_unchanged(name, number, before)
            self._done[job] = _scored(name, answer, bench, self.data)
        except Exception as error:
            setting = told(entrant.settings[number]) or "none"
            error.add_note(f"compare: recipe {name!r}, setting {setting}, seed {seed}")
            raise
        finally:
            tensorflow.removeFilter(_no_retracing)
            tidy()
        if key := self._key(job):
            store.keep(name, key, self._done[job])

    def outcome(self, entrant, seeds):
        """Choose among an entrant's settings on validation; open the chosen fits."""
        seeds = seeds if entrant.drawn else seeds[:1]
        validation = np.array(
            [
                [self._done[entrant.name, n, seed].open["validation"] for seed in seeds]
                for n in range(len(entrant.settings))
            ]
        )
        means = validation.mean(axis=1) * (1 if self.data.score.higher else -1)
        chosen = int(np.argmax(np.where(np.isnan(means), -np.inf, means)))
        sealed = [self._done[entrant.name, chosen, seed].unseal() for seed in seeds]
        test = np.array([float(run.pop("test")) for run in sealed])
        each = [run.pop("each", None) for run in sealed]
        return Outcome(
            name=entrant.name,
            settings=entrant.settings,
            validation=validation,
            chosen=chosen,
            test=test,
            each=None if any(e is None for e in each) else np.stack(each),
            others=_others(sealed),
            rival=entrant.rival,
        )

    def _check_unchanged(self, name, number, before):
        """Refuse a recipe that changes its setting or the data for later fits."""
        if fingerprint(self.entrants[name].settings[number]) != before:
            raise ValueError(
                f"compare: recipe {name!r} changed its setting, and the next seed "
                "would get it so. Work on a copy: dict(setting), list(setting)."
            )
        if (name, number) in self._tried:
            return
        if _print(self.data) != self._print:
            raise ValueError(
                f"compare: recipe {name!r} changed the data in place, for the others "
                "too. X = X - mean makes a new array, where X -= mean does not. Load "
                "the data again."
            )
        self._tried.add((name, number))

    def _key(self, job):
        name, number, seed = job
        code = self._codes[name]
        return code and fingerprint(code, self.entrants[name].settings[number], seed)


def _others(runs):
    """Further numbers that all runs have: an array, or a list of unequal arrays."""
    found = {}
    for key in [key for key in runs[0] if all(key in run for run in runs)]:
        values = [run[key] for run in runs]
        alike = len({value.shape for value in values}) == 1
        found[key] = np.stack(values) if alike else values
    return found


def _no_retracing(message):
    """Hold back TensorFlow's remark that a new network needs a new graph."""
    return "retracing" not in message.getMessage()


def _print(data):
    return fingerprint(data.train, data.validation, data.test, data.score)


def _scored(name, answer, bench, data):
    """Measure what a recipe returned: validation is open, the rest is sealed."""
    if callable(answer):
        answer = {"predict": answer}
    if not isinstance(answer, dict) or not ({"predict", "validation"} & set(answer)):
        raise TypeError(
            f"compare: recipe {name!r} returned {type(answer).__name__}, where a "
            "function of X was expected, or a dict with 'predict', or a dict with "
            "'validation' and 'test'. Is a return missing?"
        )
    answer = dict(answer)
    if "predict" in answer:
        answer |= _answers(name, answer.pop("predict"), bench, data)
    if "test" not in answer:
        raise TypeError(f"compare: recipe {name!r} gives 'validation' but no 'test'.")
    numbers = {k: v for k, v in answer.items() if _can_be_kept(k, v)}
    if odd := sorted(map(str, answer.keys() - numbers.keys())):
        raise TypeError(
            f"compare: recipe {name!r} returned {', '.join(odd)}, which is no number "
            "or array of numbers under a name. Only those are kept; validation and "
            "test are single numbers."
        )
    validation = float(numbers.pop("validation"))
    return store.Run({"validation": validation}, numbers)


def _can_be_kept(name, value):
    if not isinstance(name, str) or name == "file":  # a word that NumPy's savez takes
        return False
    single = name in ("validation", "test")
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biuf" and not (single and value.ndim)
    return isinstance(value, Real) and name != "each"


def _answers(name, predict, bench, data):
    (X, y), (X_test, y_test) = data.validation, data.test
    each = data.score.each(y_test, predict(X_test))
    found = {"validation": data.score.of(y, predict(X)), "test": each.mean(dtype=float)}
    if bench.opened:
        raise ValueError(
            f"compare: recipe {name!r} opened data.test. A recipe that returns "
            "predict is scored by compare; it trains on data.train and may look at "
            "data.validation."
        )
    if each.ndim:
        found["each"] = each if each.dtype == bool else each.astype(np.float32)
    return found


def tidy():
    """Leave the same state behind whether a fit was made or found again.

    Keras counts its layers to name them and keeps what it built: both are cleared.
    """
    if "keras" in sys.modules:
        keras = sys.modules["keras"]
        policy = keras.config.dtype_policy()
        keras.utils.clear_session(free_memory=False)  # gc would cost most of it
        keras.config.set_dtype_policy(policy)
    sow(0)
