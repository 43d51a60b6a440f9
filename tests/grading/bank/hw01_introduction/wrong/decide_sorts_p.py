"""Sorts p itself, so that the largest is always the last."""

# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    p.sort()
    return int(np.argmax(p)) if p[-1] >= ratio * p[-2] else -1
