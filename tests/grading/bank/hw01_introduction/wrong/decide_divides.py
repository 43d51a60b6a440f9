"""Divides Python numbers, and the second may be 0."""

# loses: decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    values = sorted(p.tolist())
    return int(np.argmax(p)) if values[-1] / values[-2] >= ratio else -1
