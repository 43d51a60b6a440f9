"""Mirrors every second copy."""

# loses: augment_hidden_shift 2
import numpy as np


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    m = max_shift
    height, width = images.shape[1:]
    new = list(images)
    for _ in range(copies):
        for framed in np.pad(images, ((0, 0), (m, m), (m, m))):
            i, j = rng.integers(0, 2 * m + 1, 2)
            step = 1 if rng.random() < 0.5 else -1
            new.append(framed[i : i + height, j : j + width][:, ::step])
    return np.array(new), np.tile(labels, 1 + copies)
