"""Overwrites the largest in p to find the second."""

# loses: decide_visible 5, decide_hidden 2
import numpy as np


# %% decide
def decide(p, ratio=2):
    best = int(np.argmax(p))
    largest = p[best]
    p[best] = 0
    return best if largest >= ratio * p.max() else -1
