"""Takes the largest label plus one for the number of classes."""

# loses: class_weights_hidden_labels 2
import numpy as np


# %% class_weights
def class_weights(y):
    k = y.max() + 1
    return {c: len(y) / (k * np.sum(y == c)) for c in np.unique(y).tolist()}
