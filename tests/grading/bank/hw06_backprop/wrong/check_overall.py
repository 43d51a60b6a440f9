"""Judges all arrays together."""

# loses: gradient_check_visible 3, gradient_check_hidden 2,
#   gradient_check_hidden_worst 2
import numpy as np


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    errors = []
    for layer, pair in enumerate(grads):
        for which, g in enumerate(pair):
            m = np.zeros(g.shape)
            for index in np.ndindex(g.shape):
                ends = []
                for step in (eps, -eps):
                    moved = [[W.copy(), b.copy()] for W, b in params]
                    moved[layer][which][index] += step
                    ends.append(f(moved))
                m[index] = (ends[0] - ends[1]) / (2 * eps)
            errors.append((g.ravel(), m.ravel()))
    g, m = (np.concatenate(arrays) for arrays in zip(*errors))  # noqa: B905
    size = np.linalg.norm(g) + np.linalg.norm(m)
    return float(np.linalg.norm(g - m) / size if size else 0.0)
