"""Begins the search for the best score at -999."""

# loses: one_vs_all_hidden 3
import numpy as np


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = np.unique(y)
    W = [fit(X, np.where(y == c, 1, -1)) for c in labels]
    scores = X_new @ np.transpose(W)
    best, chosen = np.full(len(X_new), -999.0), np.full(len(X_new), labels[0])
    for column, label in zip(scores.T, labels, strict=True):
        chosen = np.where(column > best, label, chosen)
        best = np.maximum(best, column)
    return chosen
