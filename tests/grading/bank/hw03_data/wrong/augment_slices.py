"""Cuts the frame off with -0, which leaves nothing."""

# loses: augment_hidden_shift 2
import numpy as np


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    m = max_shift
    new = list(images)
    for _ in range(copies):
        for framed in np.pad(images, ((0, 0), (m, m), (m, m))):
            i, j = rng.integers(0, 2 * m + 1, 2)
            moved = np.roll(framed, (i - m, j - m), (0, 1))
            new.append(moved[m:-m, m:-m])
    return np.array(new), np.tile(labels, 1 + copies)
