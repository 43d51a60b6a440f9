"""Counts the classes from 1."""

# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    second, largest = np.sort(p)[-2:]
    return int(np.argmax(p)) + 1 if largest >= ratio * second else -1
