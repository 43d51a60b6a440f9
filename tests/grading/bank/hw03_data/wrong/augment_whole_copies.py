"""Collects the copies in an array of whole numbers."""

# loses: augment_hidden_shift 2, augment_hidden_random 2
import numpy as np


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    m = max_shift
    (n, h, w), framed = images.shape, np.pad(images, ((0, 0), (m, m), (m, m)))
    new = np.zeros((n * copies, h, w), int)
    for k in range(n * copies):
        i, j = rng.integers(0, 2 * m + 1, 2)
        new[k] = framed[k % n, i : i + h, j : j + w]
    return np.concatenate([images, new]), np.tile(labels, 1 + copies)
