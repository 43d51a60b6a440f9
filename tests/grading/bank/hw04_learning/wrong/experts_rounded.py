"""Rounds the scores to two digits, which makes ties."""

# loses: one_vs_all_hidden 3, one_vs_all_hidden_labels 2
import numpy as np


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = np.unique(y)
    W = [fit(X, np.where(y == c, 1, -1)) for c in labels]
    scores = X_new @ np.transpose(W)
    return labels[np.argmax(np.round(scores, 2), axis=1)]
