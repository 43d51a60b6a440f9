"""Simple rivals for a comparison: what any new recipe has to beat.

A rival is a recipe like any other, and gets as many settings as the others where it
has something to set. Scikit-learn is imported where a rival is fitted.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from coursekit.scores import is_labels


@dataclass(frozen=True)
class Entrant:
    """A name with its recipe and the settings it may try.

    A rival is the same with every seed, so it runs with one.
    """

    name: str
    recipe: Callable
    settings: tuple
    rival: bool = False

    @property
    def drawn(self):
        """Whether its result depends on the seed."""
        return not self.rival


def rival(wish, data, tries):
    """Return the Entrant that a word stands for: constant, majority, linear, pca 64.

    `tries` is how many settings the others have.

    >>> rival("pca 2", None, 5).name
    'PCA, 2 numbers'
    """
    word, _, size = str(wish).partition(" ")
    if word in ("constant", "majority") and not size:
        return Entrant(f"{word} answer", constant, (None,), rival=True)
    if word == "linear" and not size:
        penalties = np.logspace(-1, 3, tries).round(1)
        settings = tuple({"penalty": float(penalty)} for penalty in penalties)
        return Entrant("linear model", linear, settings, rival=True)
    if word == "pca" and size.isdigit():
        recipe = partial(pca, int(size))
        return Entrant(f"PCA, {size} numbers", recipe, (None,), rival=True)
    raise ValueError(
        f"compare: {wish!r} is no rival. There are 'constant' (or 'majority'), "
        "'linear', 'pca 64' (with the size of your code) and 'floor'."
    )


def constant(setting, seed, data):
    """Give the same answer to everything: the commonest label, or the mean target.

    For cross-entropy it is the shares of the classes, for absolute errors the median.
    """
    y = data.train[1]
    if data.score.name == "cross-entropy":
        best = _shares(y) if is_labels(y) else y.mean(axis=0)
    elif is_labels(y) or (data.score.name == "accuracy" and y.size == len(y)):
        labels, counts = np.unique(y, return_counts=True)
        best = labels[counts.argmax()]
    elif data.score.name == "absolute error":
        best = np.median(y, axis=0)
    elif data.score.name == "accuracy":
        best = np.eye(y.shape[1])[y.sum(axis=0).argmax()]
    else:
        best = y.mean(axis=0)
    return lambda X: np.repeat(np.asarray(best)[None], len(X), axis=0)


def linear(setting, seed, data):
    """Fit a linear model on standardised inputs; what may be set is its penalty.

    Logistic regression for classes, ridge regression for quantities.
    """
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    (X, y), penalty = data.train, setting["penalty"]
    of_classes = data.score.name in ("accuracy", "cross-entropy")
    if of_classes and y.ndim == 2:
        y = y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0]
    classes = is_labels(y) or data.score.name == "accuracy"
    last = (
        LogisticRegression(C=1 / penalty, max_iter=300) if classes else Ridge(penalty)
    )
    model = make_pipeline(StandardScaler(), last)
    with warnings.catch_warnings():  # stopped at 300 steps: near enough for a rival
        warnings.simplefilter("ignore")
        model.fit(_rows(X), y if classes else _rows(y))
    if classes and data.score.name == "cross-entropy":
        return lambda X: model.predict_proba(_rows(X))
    if classes:
        return lambda X: model.predict(_rows(X))
    return lambda X: model.predict(_rows(X)).reshape(len(X), *y.shape[1:])


def pca(size, setting, seed, data):
    """Rebuild each example from its `size` principal components, fitted on training."""
    from sklearn.decomposition import PCA

    X = _rows(data.train[0])
    if size > min(X.shape):
        raise ValueError(
            f"compare: pca {size} where at most {min(X.shape)} is possible"
        )
    model = PCA(size, svd_solver="covariance_eigh" if X.shape[1] < 4000 else "full")
    model.fit(X)

    def predict(X):
        return model.inverse_transform(model.transform(_rows(X))).reshape(X.shape)

    return predict


def _shares(y):
    return np.bincount(y.ravel()) / len(y)


def _rows(X):
    return np.asarray(X, dtype=float).reshape(len(X), -1)
