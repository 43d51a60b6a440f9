"""Returns the place in the sorted list."""

# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
import numpy as np


# %% decide
def decide(p, ratio=2):
    values = np.sort(p)
    return int(np.argmax(values)) if values[-1] >= ratio * values[-2] else -1
