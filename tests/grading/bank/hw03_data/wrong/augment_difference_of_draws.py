"""Takes the difference of two draws, which is seldom large."""

# loses: augment_hidden_random 2
import numpy as np


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    frame, m = (max_shift, max_shift), max_shift
    height, width = images.shape[1:]
    new = list(images)
    for _ in range(copies):
        for framed in np.pad(images, ((0, 0), frame, frame)):
            i, j = m + rng.integers(m + 1, size=2) - rng.integers(m + 1, size=2)
            new.append(framed[i : i + height, j : j + width])
    return np.array(new), np.tile(labels, 1 + copies)
