"""Compares the difference instead of the ratio."""

# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    second, largest = np.sort(p)[-2:]
    return int(np.argmax(p)) if largest - second >= 0.1 * ratio else -1
