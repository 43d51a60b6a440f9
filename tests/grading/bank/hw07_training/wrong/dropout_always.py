"""Silences neurons in use, too."""

# loses: dropout_visible 3, dropout_hidden_use 2
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    mask = (rng.random(A.shape) >= rate) / (1 - rate)
    return A * mask, mask
