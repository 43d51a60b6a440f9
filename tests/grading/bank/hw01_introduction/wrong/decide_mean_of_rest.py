"""Compares with the mean of the others."""

# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    rest = (np.sum(p) - np.max(p)) / (len(p) - 1)
    return int(np.argmax(p)) if np.max(p) >= ratio * rest else -1
