"""Silences always the same number of neurons."""

# loses: dropout_hidden_training 3
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    if training:
        mask = ((rng.permutation(A.size).reshape(A.shape) / A.size) >= rate) / (
            1 - rate
        )
    return A * mask, mask
