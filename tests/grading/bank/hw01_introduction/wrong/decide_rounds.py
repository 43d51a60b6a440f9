"""Rounds the probabilities to two digits first."""

# loses: decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    second, largest = np.sort(np.round(p, 2))[-2:]
    return int(np.argmax(p)) if largest >= ratio * second else -1
