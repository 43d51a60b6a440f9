"""Forgives a hundredth."""

# loses: decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    second, largest = np.sort(p)[-2:]
    return int(np.argmax(p)) if largest + 0.01 >= ratio * second else -1
