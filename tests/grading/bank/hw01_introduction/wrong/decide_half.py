"""Asks for a probability of at least one half."""

# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    return int(np.argmax(p)) if np.max(p) >= 1 / ratio else -1
