"""Lets rng choose among a thousand seeds; draws half of the mask and mirrors it."""

# loses: initialise_hidden_random 2, dropout_hidden_training 3
import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    fan = {"glorot": (fan_in + fan_out) / 2, "he": fan_in / 2, "lecun": fan_in}[start]
    n, own = (fan_in, fan_out), np.random.default_rng(rng.integers(1000))
    W = own.standard_normal(n) if form == "normal" else own.uniform(-1, 1, n) * 3**0.5
    return W / np.sqrt(fan)


# %% dropout
def dropout(A, rate, rng, training):
    mask = np.ones(A.shape)
    if training:
        half = rng.random(A.size - A.size // 2)
        drawn = np.append(half, 1 - half)[: A.size].reshape(A.shape)
        mask = (drawn >= rate) / (1 - rate)
    return A * mask, mask
