"""Compares the first two as they stand."""

# loses: decide_hidden 2, decide_hidden_ratio 2, decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    return int(np.argmax(p)) if max(p[0], p[1]) >= ratio * min(p[0], p[1]) else -1
