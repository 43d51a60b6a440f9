"""Forgets epsilon: zero divided by zero."""

# loses: optimiser_step_hidden_scaled 3, optimiser_step_hidden_adam 3
import numpy as np


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    if kind == "momentum":
        m = 0.9 * m - learning_rate * gradient(w)
        w = w + m
    elif kind == "nesterov":
        m = 0.9 * m - learning_rate * gradient(w + 0.9 * m)
        w = w + m
    elif kind == "adagrad":
        g = gradient(w)
        s = s + g**2
        w = w - learning_rate * g / np.sqrt(s)
    elif kind == "rmsprop":
        g = gradient(w)
        s = 0.9 * s + 0.1 * g**2
        w = w - learning_rate * g / np.sqrt(s)
    else:
        g = gradient(w)
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
        w = w - learning_rate * m_hat / np.sqrt(s_hat)
    return w, m, s
