"""Asks the nearest example instead of the nearest mean."""

# loses: overlap_visible 3, overlap_hidden 3, overlap_hidden_labels 2
import numpy as np


# %% overlap
def overlap(codes, y):
    far = np.sum((codes[:, None] - codes) ** 2, axis=2)
    np.fill_diagonal(far, np.inf)
    return np.mean(y[far.argmin(axis=1)] != y)
