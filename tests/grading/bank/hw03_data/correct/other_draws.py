"""Draws in other ways that are just as fair."""

import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(X)))
    count = -(-len(X) // batch_size)
    return tuple(
        (
            X[order[b * batch_size :][:batch_size]],
            y[order[b * batch_size :][:batch_size]],
        )
        for b in range(count)
    )


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    n, h, w = images.shape
    size = 2 * max_shift + 1
    place = (rng.random((copies, n)) * size**2).astype(int)  # one draw for both shifts
    framed = np.pad(images, ((0, 0), (max_shift, max_shift), (max_shift, max_shift)))
    new = np.zeros((1 + copies, n, h, w))
    new[0] = images
    for c in range(copies):
        for i in range(n):
            top, left = divmod(place[c, i], size)
            new[1 + c, i] = framed[i, top : top + h, left : left + w]
    return new.reshape(-1, h, w), np.broadcast_to(labels, (1 + copies, n)).ravel()
