"""Draws one mask for all examples of the batch."""

# loses: dropout_hidden_training 3
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    if training:
        mask = ((rng.random(A.shape[-1:]) + np.zeros(A.shape)) >= rate) / (1 - rate)
    return A * mask, mask
