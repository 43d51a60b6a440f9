"""Has another ratio by default."""

# loses: decide_hidden 2, decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=3):
    second, largest = np.sort(p)[-2:]
    return int(np.argmax(p)) if largest >= ratio * second else -1
