"""Takes nearly twice for twice."""

# loses: decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    second, largest = np.sort(p)[-2:]
    if largest > ratio * second or np.isclose(largest, ratio * second):
        return int(np.argmax(p))
    return -1
