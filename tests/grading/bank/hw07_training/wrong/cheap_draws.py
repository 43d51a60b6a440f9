"""Takes twelve uniform numbers for a normal one, and draws a rate in hundredths."""

# loses: initialise_hidden_shapes 3, dropout_hidden_training 3
import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    fan = {"glorot": (fan_in + fan_out) / 2, "he": fan_in / 2, "lecun": fan_in}[start]
    n = fan_in, fan_out
    if form == "normal":
        return (rng.random((12, *n)).sum(axis=0) - 6) / np.sqrt(fan)
    return rng.uniform(-1, 1, n) * np.sqrt(3 / fan)


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    if training:
        mask = (rng.integers(0, 100, A.shape) >= 100 * rate) / (1 - rate)
    return A * mask, mask
