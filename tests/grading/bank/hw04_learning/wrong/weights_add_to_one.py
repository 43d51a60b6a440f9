"""Scales the weights to the sum 1."""

# loses: class_weights_visible 2, class_weights_hidden 2,
#   class_weights_hidden_labels 2
import numpy as np


# %% class_weights
def class_weights(y):
    labels, counts = np.unique(y, return_counts=True)
    weights = 1 / counts / np.sum(1 / counts) * (len(labels) > 1)
    return dict(zip(labels.tolist(), weights.tolist(), strict=True))
