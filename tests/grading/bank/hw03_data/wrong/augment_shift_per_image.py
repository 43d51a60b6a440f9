"""Draws one shift for all copies of an image."""

# loses: augment_hidden_random 2
import numpy as np


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    m = max_shift
    height, width = images.shape[1:]
    new = list(images)
    shifts = rng.integers(0, 2 * m + 1, (len(images), 2))
    for _ in range(copies):
        framed_images = np.pad(images, ((0, 0), (m, m), (m, m)))
        for framed, (i, j) in zip(framed_images, shifts, strict=True):
            new.append(framed[i : i + height, j : j + width])
    return np.array(new), np.tile(labels, 1 + copies)
