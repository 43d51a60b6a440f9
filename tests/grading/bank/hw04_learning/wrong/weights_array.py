"""An array instead of a dictionary."""

# loses: class_weights_visible 2, class_weights_hidden 2,
#   class_weights_hidden_labels 2
import numpy as np


# %% class_weights
def class_weights(y):
    labels, counts = np.unique(y, return_counts=True)
    return len(y) / (len(labels) * counts)
