"""Forgets to divide by the share that survives."""

# loses: dropout_visible 3, dropout_hidden_training 3
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    if training:
        mask = (rng.random(A.shape) >= rate) / 1
    return A * mask, mask
