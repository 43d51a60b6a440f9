"""Keeps a share of rate and divides by 1 - rate."""

# loses: dropout_visible 3, dropout_hidden_training 3
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    if training:
        mask = (rng.random(A.shape) < rate) / (1 - rate)
    return A * mask, mask
