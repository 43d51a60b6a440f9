"""Clips by global norm only when one of the arrays is too long."""

# loses: clip_hidden_global 2
import numpy as np


# %% clip
def clip(grads, limit, by):
    if by == "value":
        return [np.clip(g, -limit, limit) for g in grads]
    lengths = [np.linalg.norm(g) for g in grads]
    if by == "global_norm":
        whole = np.linalg.norm(lengths) if max(lengths) > limit else 0.0
        lengths = [whole] * len(grads)
    return [g * limit / max(n, limit) for g, n in zip(grads, lengths, strict=True)]
