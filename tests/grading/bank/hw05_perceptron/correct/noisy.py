"""Prints its progress, warns and computes with nan on the way."""

import sys
import warnings

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    a = np.asarray(a)
    print("signs of", a.shape)
    quotient = a / np.abs(a)  # nan, with a warning, at zero and at infinity
    return np.where(np.isnan(quotient), np.where(a < 0, -1, 1), quotient)


# %% add_bias
import sys  # noqa: E402, F811
import warnings  # noqa: E402, F811


def add_bias(X):
    warnings.warn("a column of ones comes first", stacklevel=2)
    print("X was", X, file=sys.stderr)
    return np.c_[np.ones(X.shape[0]), X]


# %% classification_error
def classification_error(w, X, y):
    np.log(np.zeros(1))
    errors = (np.where(X @ w >= 0, 1, -1) != y).sum()
    print(f"{errors} errors, {errors / len(y):.0%}")
    return errors


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    candidates = np.argwhere(np.where(X @ w >= 0, 1, -1) != y).ravel()
    print("candidates:", candidates)
    try:
        chosen = rng.choice(candidates)
    except ValueError as nothing:
        print("nothing to choose from:", nothing)
        return
    return X[chosen], y[chosen]


# %% pla
def pla(X, y, rng, max_updates=None):
    w, t = np.zeros(X.shape[1]), 0
    warnings.warn(f"starting with {np.sum(y < 0)} errors", UserWarning, stacklevel=1)
    while True:
        candidates = np.argwhere(np.where(X @ w >= 0, 1, -1) != y).ravel()
        if t == max_updates or len(candidates) == 0:
            print("done after", t, "updates, w =", w)
            return w, t
        chosen = rng.choice(candidates)
        w = w + y[chosen] * X[chosen]
        t += 1
        if t % 100 == 0:
            print(".", end="", flush=True)


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w, best = np.zeros(X.shape[1]), None
    for t in range(max_updates + 1):
        candidates = np.argwhere(np.where(X @ w >= 0, 1, -1) != y).ravel()
        if best is None or len(candidates) < best[1]:
            best = w, len(candidates), t
            print("new best:", best)
        if len(candidates) == 0:
            break
        chosen = rng.choice(candidates)
        w = w + y[chosen] * X[chosen]
    sys.stderr.write("pocket is done\n")
    return best


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    unit = w_star / np.linalg.norm(w_star)  # nan, with a warning, for weights of zero
    margins = y * (X @ unit)
    print("margins", margins)
    if np.any(y * (X @ w_star) <= 0):
        return np.inf
    return float(np.max(np.linalg.norm(X, axis=1)) ** 2 / np.min(margins) ** 2)
