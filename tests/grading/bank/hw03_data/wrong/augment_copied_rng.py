"""Works on a copy of rng, so that each call draws the same."""

# loses: augment_hidden_random 2

# %% augment
import copy

import numpy as np


def augment(images, labels, copies, rng, max_shift=2):
    rng = copy.deepcopy(rng)
    frame, m = (max_shift, max_shift), max_shift
    height, width = images.shape[1:]
    new = list(images)
    for _ in range(copies):
        for framed in np.pad(images, ((0, 0), frame, frame)):
            i, j = rng.integers(0, 2 * m + 1, 2)
            new.append(framed[i : i + height, j : j + width])
    return np.array(new), np.tile(labels, 1 + copies)
