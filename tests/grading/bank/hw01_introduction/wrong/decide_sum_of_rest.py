"""Compares with the sum of the others."""

# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    return int(np.argmax(p)) if np.max(p) >= ratio * (1 - np.max(p)) else -1
