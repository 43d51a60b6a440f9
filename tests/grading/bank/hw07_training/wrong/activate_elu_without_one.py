"""Forgets to subtract 1 in the ELU: it jumps at zero."""

# loses: activate_visible 4, activate_hidden 3, activate_hidden_slope 3
import numpy as np


# %% activate
def activate(z, kind, alpha=0.2):
    lam = 1.0
    if kind == "selu":
        lam, alpha = 1.05070099, 1.67326324
    if kind == "relu":
        low, slope = 0 * z, 0 * z
    elif kind == "leaky":
        low, slope = alpha * z, alpha + 0 * z
    else:
        power = np.exp(np.minimum(z, 0))
        low, slope = alpha * power, alpha * power
    a = lam * np.where(z > 0, z, low)
    return a, lam * np.where(z > 0, 1, slope)
