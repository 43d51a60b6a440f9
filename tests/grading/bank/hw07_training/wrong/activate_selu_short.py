"""Cuts the constants of the SELU to five digits."""

# loses: activate_hidden_slope 3
import numpy as np


# %% activate
def activate(z, kind, alpha=0.2):
    stretch, alpha = {"selu": (1.0507, 1.6733)}.get(kind, (1.0, alpha))
    power = np.exp(-np.abs(z))
    straight = {"relu": (0.0, 0.0), "leaky": (alpha * z, alpha)}
    below, slope = straight.get(kind, (alpha * (power - 1), alpha * power))
    a = np.where(z > 0, z, below)
    return stretch * a, stretch * np.where(z > 0, 1.0, slope)
