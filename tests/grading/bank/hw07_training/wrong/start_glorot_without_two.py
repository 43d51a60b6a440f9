"""Takes one over the sum of both fans for Glorot: half the variance."""

# loses: initialise_visible 3, initialise_hidden_shapes 3
import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    variance = {"glorot": 1 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    sigma = np.sqrt(variance[start])
    if form == "normal":
        W = rng.normal(0, sigma, (fan_in, fan_out))
    else:
        r = np.sqrt(3) * sigma
        W = rng.uniform(-r, r, (fan_in, fan_out))
    return W
