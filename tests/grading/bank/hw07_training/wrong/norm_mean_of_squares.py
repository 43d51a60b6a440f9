"""Uses the mean square less the squared mean, which cancels far from zero."""

# loses: batch_norm_forward_hidden_training 3
import numpy as np


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    mean, var = moving
    if training:
        mean = Z.mean(axis=0)
        var = np.maximum((Z**2).mean(axis=0) - mean**2, 0)
        moving = (
            momentum * moving[0] + (1 - momentum) * mean,
            momentum * moving[1] + (1 - momentum) * var,
        )
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, moving
