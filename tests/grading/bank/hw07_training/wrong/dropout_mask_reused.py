"""Draws the mask once and keeps it."""

# loses: dropout_hidden_training 3
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    if training:
        same = np.random.default_rng(0)
        mask = (same.random(A.shape) >= rate) / (1 - rate)
    return A * mask, mask
