"""Moves the weights so that their mean is exactly 0."""

# loses: initialise_hidden_shapes 3, initialise_hidden_random 2
import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    fan = {"glorot": (fan_in + fan_out) / 2, "he": fan_in / 2, "lecun": fan_in}[start]
    n = fan_in, fan_out
    W = rng.standard_normal(n) if form == "normal" else rng.uniform(-1, 1, n) * 3**0.5
    W = W - W.mean()
    return W / np.sqrt(fan)
