"""Counts with labels as indices."""

# loses: class_weights_hidden_labels 2
import numpy as np


# %% class_weights
def class_weights(y):
    counts = np.bincount(y)
    return {c: len(y) / (len(counts) * count) for c, count in enumerate(counts)}
