"""Makes a generator of its own with a fixed seed."""

# loses: initialise_hidden_random 2
import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    rng = np.random.default_rng(0)
    variance = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    sigma = np.sqrt(variance[start])
    if form == "normal":
        W = rng.normal(0, sigma, (fan_in, fan_out))
    else:
        r = np.sqrt(3) * sigma
        W = rng.uniform(-r, r, (fan_in, fan_out))
    return W
