"""Is written for three classes."""

# loses: decide_hidden 2, decide_hidden_ratio 2, decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    _, second, largest = sorted(p.tolist())
    return int(np.argmax(p)) if largest >= ratio * second else -1
