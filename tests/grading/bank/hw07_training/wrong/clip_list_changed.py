"""Puts the clipped arrays into the list that was handed in."""

# loses: clip_visible 4, clip_hidden_each 3, clip_hidden_global 2
import numpy as np


# %% clip
def clip(grads, limit, by):
    if by == "value":
        grads[:] = [np.clip(g, -limit, limit) for g in grads]
        return grads
    lengths = [np.sqrt(np.sum(g**2)) for g in grads]
    if by == "global_norm":
        lengths = [np.sqrt(sum(n**2 for n in lengths))] * len(grads)
    grads[:] = [g * limit / max(n, limit) for g, n in zip(grads, lengths, strict=True)]
    return grads
