"""Makes bytes of all pictures, so that those from 0 to 1 turn black."""

# loses: augment_hidden_shift 2, augment_hidden_random 2
import numpy as np


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    frame, m = (max_shift, max_shift), max_shift
    height, width = images.shape[1:]
    new = list(images)
    for _ in range(copies):
        for framed in np.pad(images, ((0, 0), frame, frame)):
            i, j = rng.integers(0, 2 * m + 1, 2)
            new.append(framed[i : i + height, j : j + width])
    return np.array(new, np.uint8), np.tile(labels, 1 + copies)
