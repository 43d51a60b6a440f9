"""Forgets epsilon."""

# loses: batch_norm_forward_visible 4, batch_norm_forward_hidden_training 3,
#   batch_norm_forward_hidden_use 3
import numpy as np


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    mean, var = moving
    if training:
        mu, v = Z.mean(axis=0), Z.var(axis=0)
        mean = momentum * mean + (1 - momentum) * mu
        var = momentum * var + (1 - momentum) * v
    else:
        mu, v = mean, var
    hat = (Z - mu) / np.sqrt(v)
    return gamma * hat + beta, (mean, var)
