"""Takes 2 whatever the ratio is."""

# loses: decide_visible 5, decide_hidden_ratio 2
import numpy as np


# %% decide
def decide(p, ratio=2):
    second, largest = np.sort(p)[-2:]
    return int(np.argmax(p)) if largest >= 2 * second else -1
