"""Raises r to the power t first, which is 0 for a late step."""

# loses: learning_rate_hidden_smooth 3


# %% learning_rate
def learning_rate(t, schedule):
    kind, n = schedule["kind"], schedule
    if kind == "power":
        return n["rate"] / (1 + t / n["s"]) ** n["c"]
    if kind == "exponential":
        return n["rate"] * (n["r"] ** t) ** (1 / n["s"])
    if kind == "polynomial":
        left = 1 - min(t, n["T"]) / n["T"]
        return (n["rate"] - n["end"]) * left ** n["p"] + n["end"]
    return n["rates"][sum(border < t for border in n["borders"])]
