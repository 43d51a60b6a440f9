"""What counts in a comparison: a score, taken example by example where that can be."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

TINY = 1e-12


@dataclass(frozen=True)
class Score:
    """A named measure of answers, and whether more of it is better.

    `function(y, y_hat)` returns one number per example, of which the mean counts, or
    a single number for all. With one per example, a comparison also knows how much
    of a difference is due to the few examples of the test set.

    >>> error = Score("absolute error", lambda y, y_hat: abs(y - y_hat), higher=False)
    >>> error.of(np.array([1.0, 2.0]), np.array([1.0, 2.5]))
    0.25
    """

    name: str
    function: Callable
    higher: bool = True

    def each(self, y, y_hat):
        """Return one number per example, or an array of shape () for all of them."""
        values = np.asarray(self.function(y, y_hat))
        if values.shape not in ((), (len(y),)):
            raise ValueError(
                f"score {self.name}: shape {values.shape} where one number was "
                f"expected, or one for each of {len(y)} examples."
            )
        return values

    def of(self, y, y_hat):
        """Return the score of these answers, one number."""
        return float(np.mean(self.each(y, y_hat), dtype=float))


def named(score, y):
    """Return a Score: the one given, the one of that name, or what suits the targets.

    Whole numbers, words and truth values want accuracy, all else the squared error.

    >>> named(None, np.array([0, 1])).name, named(None, np.array([0.5])).name
    ('accuracy', 'squared error')
    """
    if isinstance(score, Score):
        return score
    if score is None:
        score = "accuracy" if is_labels(y) else "squared error"
    if score in NAMED:
        return NAMED[score]
    raise ValueError(
        f"Split: the score {score!r} is unknown. There are {', '.join(NAMED)}; or "
        "give run.Score(name, function, higher=True or False)."
    )


def is_labels(y):
    """Tell whether the targets are names of classes, not quantities."""
    return _flat(y).ndim == 1 and y.dtype.kind in "iubUSO"


def right(y, y_hat):
    """Tell for each example whether the answer is the true class.

    Answers may be labels, one column of probabilities (of label 1) or of signed
    values (labels -1 and +1), or one column per class, where the largest counts.

    >>> right(np.array([0, 1]), np.array([[0.9, 0.1], [0.8, 0.2]]))
    array([ True, False])
    """
    y, y_hat = _flat(np.asarray(y)), _flat(_one_for_each(y_hat, y))
    if y.ndim > 1:
        y = y.argmax(axis=1)
    if y.dtype.kind == "f" and np.array_equal(y, np.rint(y)):  # labels for Keras
        y = y.astype(int)
    if y_hat.dtype.kind == "f" and np.isnan(y_hat).any():  # no answer is never right
        lost = np.isnan(y_hat).reshape(len(y), -1).any(axis=1)
        return right(y, np.nan_to_num(y_hat)) & ~lost
    if y_hat.ndim > 1:
        _check_columns(y, y_hat)
        y_hat = y_hat.argmax(axis=1)
    elif y_hat.dtype.kind == "f" and y.dtype.kind in "iub":
        if set(np.unique(y)) <= {-1, 1} and y.dtype.kind == "i" and -1 in y:
            y_hat = np.where(y_hat >= 0, 1, -1)
        elif set(np.unique(y)) <= {0, 1}:
            y_hat = (y_hat >= 0.5).astype(int)
        elif not np.array_equal(y_hat, np.rint(y_hat)):
            _check_columns(y, y_hat)
    elif y.dtype.kind in "US" and y_hat.dtype.kind in "iubf":
        _check_columns(y, y_hat)
    return y == y_hat


def squared(y, y_hat):
    """Return the squared error of each example, averaged over its features."""
    return _per_example((np.asarray(y, float) - _like(y_hat, y)) ** 2)


def absolute(y, y_hat):
    """Return the absolute error of each example, averaged over its features."""
    return _per_example(np.abs(np.asarray(y, float) - _like(y_hat, y)))


def cross_entropy(y, y_hat):
    """Return minus the log of the probability that was given to the truth, in nats.

    `y` holds class indices or one column per class; with one column of answers, or
    targets that are pixels from 0 to 1, the binary form is taken.
    """
    y_hat = np.asarray(_one_for_each(y_hat, y), dtype=float)
    y, y_hat = _flat(np.asarray(y)), _flat(y_hat)
    if is_labels(y):
        _check_columns(y, y_hat)
    y_hat = np.clip(y_hat, TINY, 1 - TINY)
    if y.ndim == 1 and y_hat.ndim == 2:
        return -np.log(y_hat[np.arange(len(y)), y.astype(int)])
    y = y.astype(float)
    if y.ndim == 2 and np.allclose(y.sum(axis=1), 1) and y.shape[1] > 1:
        return -(y * np.log(y_hat)).sum(axis=1)
    return _per_example(-y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat))


def _one_for_each(y_hat, y):
    """Return the answers as an array; as many as there are examples, or an error."""
    y_hat = np.asarray(y_hat)
    if y_hat.shape[:1] != (len(y),):
        raise ValueError(
            f"predict gave shape {y_hat.shape}, where one answer is expected for each "
            f"of {len(y)} examples, in rows."
        )
    return y_hat


def _check_columns(y, y_hat):
    """Refuse answers by number of class where the targets are other labels."""
    classes = y_hat.shape[1] if y_hat.ndim > 1 else 2
    if y.dtype.kind not in "iub" or y.min() < 0 or y.max() >= classes:
        raise ValueError(
            f"predict gave shape {y_hat.shape}, which stands for the labels 0 to "
            f"{classes - 1}, but the targets are "
            f"{', '.join(map(str, np.unique(y)[:5]))}. Number the classes from 0, or "
            "let predict give labels."
        )


def _flat(values):
    return values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values


def _like(y_hat, y):
    """Bring answers into the shape of the targets, (n, 1) and (n,) being alike."""
    y_hat = np.asarray(_one_for_each(y_hat, y), dtype=float)
    if y_hat.size != np.size(y):
        raise ValueError(
            f"predict gave shape {y_hat.shape} where {np.shape(y)} was expected."
        )
    return y_hat.reshape(np.shape(y))


def _per_example(values):
    return values.reshape(len(values), -1).mean(axis=1)


NAMED = {
    "accuracy": Score("accuracy", right),
    "squared error": Score("squared error", squared, higher=False),
    "absolute error": Score("absolute error", absolute, higher=False),
    "cross-entropy": Score("cross-entropy", cross_entropy, higher=False),
}
"""The scores that go by a name."""
