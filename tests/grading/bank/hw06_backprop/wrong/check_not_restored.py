"""Moves one number after the other and puts none back."""

# loses: gradient_check_hidden 2
import numpy as np


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    errors = []
    moved = [[W.copy(), b.copy()] for W, b in params]
    for layer, pair in enumerate(grads):
        for which, g in enumerate(pair):
            m = np.zeros(g.shape)
            for index in np.ndindex(g.shape):
                ends = []
                for step in (eps, -2 * eps):
                    moved[layer][which][index] += step
                    ends.append(f(moved))
                m[index] = (ends[0] - ends[1]) / (2 * eps)
            size = np.linalg.norm(g) + np.linalg.norm(m)
            errors.append(np.linalg.norm(g - m) / size if size else 0.0)
    return float(max(errors))
