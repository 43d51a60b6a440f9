"""Tries a hundred examples at random, then takes all for right."""

# loses: choose_misclassified_hidden 4


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    for _ in range(100):
        i = rng.integers(len(y))
        if (X[i] @ w >= 0) != (y[i] > 0):
            return X[i], y[i]
    return None
