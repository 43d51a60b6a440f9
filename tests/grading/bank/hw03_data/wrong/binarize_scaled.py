"""Takes 0.5 for the threshold when the data lie from 0 to 1."""

# loses: binarize_hidden_again 2
import numpy as np


# %% binarize
def binarize(X, threshold=128):
    if np.max(X) <= 1:
        threshold = min(threshold, 0.5)
    return (np.asarray(X) >= threshold).astype(np.uint8)
