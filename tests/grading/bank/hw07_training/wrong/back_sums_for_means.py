"""Sums over the batch where a mean belongs."""

# loses: batch_norm_backward_visible 4, batch_norm_backward_hidden_batch 4
import numpy as np


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    root = np.sqrt(Z.var(axis=0) + eps)
    hat = (Z - Z.mean(axis=0)) / root
    d = gamma * delta
    dZ = (d - d.sum(axis=0) - hat * (d * hat).sum(axis=0)) / root
    dgamma = (delta * hat).sum(axis=0)
    dbeta = delta.sum(axis=0)
    return dZ, dgamma, dbeta
