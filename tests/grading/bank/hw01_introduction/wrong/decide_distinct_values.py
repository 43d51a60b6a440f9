"""Lets equal values count once only."""

# loses: decide_visible 5, decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    values = sorted(set(p.tolist()))
    second = values[-2] if len(values) > 1 else 0
    return int(np.argmax(p)) if values[-1] >= ratio * second else -1
