"""Puts the weights under 0, 1, 2 ... instead of the labels."""

# loses: class_weights_hidden_labels 2
import numpy as np


# %% class_weights
def class_weights(y):
    _, counts = np.unique(y, return_counts=True)
    return dict(enumerate(len(y) / (len(counts) * counts)))
