"""Yields its batches and its pictures one by one."""

import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        piece = order[start : start + batch_size]
        yield X[piece], y[piece]


# %% augment
def shifted(images, rng, max_shift):
    h, w = images.shape[1:]
    for image in images:
        frame = np.zeros((h + 2 * max_shift, w + 2 * max_shift), image.dtype)
        down, right = rng.integers(-max_shift, max_shift + 1, size=2) + max_shift
        frame[down : down + h, right : right + w] = image
        yield frame[max_shift : max_shift + h, max_shift : max_shift + w]


def augment(images, labels, copies, rng, max_shift=2):
    blocks = [np.array(list(shifted(images, rng, max_shift))) for _ in range(copies)]
    return np.concatenate([images, *blocks]), np.concatenate([labels] * (1 + copies))
