"""Converts everything to Python lists and answers with lists."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    def signs(values):
        if isinstance(values, list):
            return [signs(value) for value in values]
        return 1 if values >= 0 else -1

    return signs(np.asarray(a).tolist())


# %% add_bias
def add_bias(X):
    return [[1, *row] for row in X.tolist()]


# %% classification_error
def classification_error(w, X, y):
    w, X, y = w.tolist(), X.tolist(), y.tolist()
    scores = [sum(a * b for a, b in zip(w, x, strict=True)) for x in X]
    return [(1 if s >= 0 else -1) != t for s, t in zip(scores, y, strict=True)].count(
        True
    )


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    pairs = zip(X.tolist(), y.tolist(), strict=True)
    wrong = [p for p in pairs if (1 if np.dot(w, p[0]) >= 0 else -1) != p[1]]
    return list(wrong[int(rng.random() * len(wrong))]) if wrong else None


# %% pla
def pla(X, y, rng, max_updates=None):
    X, y = X.tolist(), y.tolist()
    w, count = [0.0 for _ in X[0]], 0
    limit = float("inf") if max_updates is None else max_updates
    while count < limit:
        wrong = []
        for x, t in zip(X, y, strict=True):
            s = sum(a * b for a, b in zip(w, x, strict=True))
            if (1 if s >= 0 else -1) != t:
                wrong.append([t * v for v in x])
        if wrong == []:
            break
        step = wrong[int(rng.random() * len(wrong))]
        w = [a + b for a, b in zip(w, step, strict=True)]
        count = count + 1
    return [w, count]


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    X, y = X.tolist(), y.tolist()
    w, history = [0.0 for _ in X[0]], []
    while True:
        wrong = []
        for x, t in zip(X, y, strict=True):
            s = sum(a * b for a, b in zip(w, x, strict=True))
            if (1 if s >= 0 else -1) != t:
                wrong.append([t * v for v in x])
        history.append((len(wrong), len(history), w))
        if wrong == [] or len(history) > max_updates:
            break
        step = wrong[int(rng.random() * len(wrong))]
        w = [a + b for a, b in zip(w, step, strict=True)]
    errors, found_at, w = min(history)
    return [w, errors, found_at]


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    lengths = [sum(v * v for v in x) ** 0.5 for x in X.tolist()]
    scores = [sum(a * b for a, b in zip(x, w_star, strict=True)) for x in X]
    margins = [t * s for t, s in zip(y, scores, strict=True)]
    if not all(m > 0 for m in margins):
        return np.inf
    gamma = min(margins) / sum(v * v for v in w_star) ** 0.5
    return (max(lengths) / gamma) ** 2
