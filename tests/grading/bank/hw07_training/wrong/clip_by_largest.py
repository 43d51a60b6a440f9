"""Clips by norm only when a single number is above the limit."""

# loses: clip_hidden_each 3
import numpy as np


# %% clip
def clip(grads, limit, by):
    if by == "value":
        return [np.clip(g, -limit, limit) for g in grads]
    lengths = [np.linalg.norm(g) for g in grads]
    if by == "global_norm":
        factor = limit / max(np.linalg.norm(lengths), limit)
        return [factor * g for g in grads]
    pairs = zip(grads, lengths, strict=True)
    return [g * limit / n if np.max(np.abs(g)) > limit else g for g, n in pairs]
