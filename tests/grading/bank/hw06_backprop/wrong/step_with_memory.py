"""Keeps a momentum from one call to the next."""

# loses: sgd_step_hidden 2

# %% sgd_step
import numpy as np

velocity = {}


def sgd_step(params, grads, learning_rate):
    new = []
    for k, (pair, slopes) in enumerate(zip(params, grads, strict=True)):
        moved = []
        for name, x, g in zip("Wb", pair, slopes, strict=True):
            key = name, k, len(params), x.shape
            velocity[key] = 0.9 * velocity.get(key, np.zeros(x.shape)) + g
            moved.append(x - learning_rate * velocity[key])
        new.append(tuple(moved))
    return new
