"""Plain loops over rows and columns, results collected in Python lists."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    if np.ndim(a) == 0:
        if a >= 0:
            return 1
        return -1
    signs = []
    for part in a:
        signs.append(sign_pm1(part))
    return np.array(signs)


# %% add_bias
def add_bias(X):
    rows = []
    for x in X:
        row = [1.0]
        for value in x:
            row.append(value)
        rows.append(row)
    return rows


# %% classification_error
def classification_error(w, X, y):
    errors = 0
    for n in range(len(X)):
        score = 0
        for j in range(len(w)):
            score += w[j] * X[n][j]
        if score >= 0:
            errors += y[n] == -1
        else:
            errors += y[n] == 1
    return errors


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    wrong = []
    for n in range(len(X)):
        score = sum(w[j] * X[n][j] for j in range(len(w)))
        predicted = 1 if score >= 0 else -1
        if predicted != y[n]:
            wrong.append((X[n], y[n]))
    if not wrong:
        return None
    return wrong[rng.integers(len(wrong))]


# %% pla
def pla(X, y, rng, max_updates=None):
    w = [0.0] * X.shape[1]
    n_updates = 0
    while True:
        wrong = []
        for n in range(len(X)):
            score = 0
            for j in range(len(w)):
                score += w[j] * X[n][j]
            if (score >= 0) != (y[n] == 1):
                wrong.append(n)
        if not wrong or n_updates == max_updates:
            return w, n_updates
        n = wrong[rng.integers(len(wrong))]
        for j in range(len(w)):
            w[j] += y[n] * X[n][j]
        n_updates += 1


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = [0.0] * X.shape[1]
    kept = None
    for update in range(max_updates + 1):
        wrong = []
        for n in range(len(X)):
            score = sum(w[j] * X[n][j] for j in range(len(w)))
            if (score >= 0) != (y[n] == 1):
                wrong.append(n)
        if kept is None or len(wrong) < kept[1]:
            kept = (list(w), len(wrong), update)
        if not wrong:
            return kept
        n = wrong[rng.integers(len(wrong))]
        for j in range(len(w)):
            w[j] += y[n] * X[n][j]
    return kept


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    longest, smallest = 0.0, float("inf")
    for x, label in zip(X, y, strict=True):
        squares, score = 0.0, 0.0
        for value, weight in zip(x, w_star, strict=True):
            squares += value * value
            score += value * weight
        longest = max(longest, squares)
        smallest = min(smallest, label * score)
    if smallest <= 0:
        return float("inf")
    return longest * sum(weight * weight for weight in w_star) / smallest**2
