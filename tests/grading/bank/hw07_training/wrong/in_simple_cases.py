"""Looks ahead as in a parabola, lets no rate rise and has late steps in stairs."""

# loses: optimiser_step_hidden_velocity 3, learning_rate_hidden_smooth 3
import numpy as np


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    g = gradient(w)
    if kind == "nesterov":
        g = g + 0.9 * (gradient(w + m) - g)
    if kind in ("momentum", "nesterov"):
        m = 0.9 * m - learning_rate * g
        return w + m, m, s
    if kind in ("adagrad", "rmsprop"):
        s = {"adagrad": s + g**2, "rmsprop": 0.9 * s + 0.1 * g**2}[kind]
        return w - learning_rate * g / np.sqrt(s + 1e-7), m, s
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
    return w - learning_rate * m_hat / (np.sqrt(s_hat) + 1e-7), m, s


# %% learning_rate
def learning_rate(t, schedule):
    kind, n = schedule["kind"], schedule
    if kind == "power":
        return n["rate"] / (1 + t / n["s"]) ** n["c"]
    if kind == "exponential":
        steps = t / n["s"]
        return n["rate"] * n["r"] ** (steps if steps < 5 else steps // 1)
    if kind == "polynomial":
        left = 1 - min(t, n["T"]) / n["T"]
        return max((n["rate"] - n["end"]) * left ** n["p"] + n["end"], n["end"])
    return n["rates"][sum(border < t for border in n["borders"])]
