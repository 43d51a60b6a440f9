"""Cuts the constants of the SELU and every rate to seven digits."""

# loses: activate_hidden_slope 3, learning_rate_hidden_smooth 3
import numpy as np


# %% activate
def activate(z, kind, alpha=0.2):
    stretch, alpha = {"selu": (1.050701, 1.673263)}.get(kind, (1.0, alpha))
    power = np.exp(-np.abs(z))
    straight = {"relu": (0.0, 0.0), "leaky": (alpha * z, alpha)}
    below, slope = straight.get(kind, (alpha * (power - 1), alpha * power))
    a = np.where(z > 0, z, below)
    return stretch * a, stretch * np.where(z > 0, 1.0, slope)


# %% learning_rate
def learning_rate(t, schedule):
    kind, n = schedule["kind"], schedule
    if kind == "power":
        return round(n["rate"] / (1 + t / n["s"]) ** n["c"], 7)
    if kind == "exponential":
        return round(n["rate"] * n["r"] ** (t / n["s"]), 7)
    if kind == "polynomial":
        left = 1 - min(t, n["T"]) / n["T"]
        return (n["rate"] - n["end"]) * left ** n["p"] + n["end"]
    return n["rates"][sum(border < t for border in n["borders"])]
