"""Draws tenths, so that a quarter becomes three tenths."""

# loses: dropout_hidden_training 3
import numpy as np


# %% dropout
def dropout(A, rate, rng, training):
    if not training:
        return A * 1.0, np.ones(A.shape)
    mask = (rng.integers(0, 10, A.shape) >= 10 * rate) / (1 - rate)
    return A * mask, mask
