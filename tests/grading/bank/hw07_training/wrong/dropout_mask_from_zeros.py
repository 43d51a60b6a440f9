"""Reads the mask off the result, where zeros of A look silenced."""

# loses: dropout_hidden_training 3
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    if not training:
        return A * 1.0, np.ones(A.shape)
    A_new = np.where(rng.random(A.shape) < rate, 0, A / (1 - rate))
    return A_new, (A_new != 0) / (1 - rate)
