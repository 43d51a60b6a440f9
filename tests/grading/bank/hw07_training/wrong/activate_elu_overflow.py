"""Multiplies infinity by zero for huge scores."""

# loses: activate_hidden 3, activate_hidden_slope 3
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
        power = np.exp(z)
        low, slope = alpha * (power - 1), alpha * power
    a = lam * ((z > 0) * z + (z <= 0) * low)
    return a, lam * ((z > 0) + (z <= 0) * slope)
