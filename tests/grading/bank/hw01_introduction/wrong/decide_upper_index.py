"""Takes the last of two equal values."""

# loses: decide_hidden_ratio 2
import numpy as np


# %% decide
def decide(p, ratio=2):
    order = np.argsort(p, kind="stable")
    return int(order[-1]) if p[order[-1]] >= ratio * p[order[-2]] else -1
