"""Fills with 255."""

# loses: augment_visible 4, augment_hidden 2, augment_hidden_shift 2
import numpy as np


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    m = max_shift
    height, width = images.shape[1:]
    new = list(images)
    for _ in range(copies):
        for framed in np.pad(images, ((0, 0), (m, m), (m, m)), constant_values=255):
            i, j = rng.integers(0, 2 * m + 1, 2)
            new.append(framed[i : i + height, j : j + width])
    return np.array(new), np.tile(labels, 1 + copies)
