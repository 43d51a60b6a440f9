"""Divides without a fraction: the rate falls in stairs."""


# loses: learning_rate_visible 3, learning_rate_hidden_smooth 3
# %% learning_rate
def learning_rate(t, schedule):
    n = schedule
    if n["kind"] == "power":
        return n["rate"] / (1 + t / n["s"]) ** n["c"]
    if n["kind"] == "exponential":
        return n["rate"] * n["r"] ** (t // n["s"])
    if n["kind"] == "polynomial":
        left = 1 - min(t, n["T"]) / n["T"]
        return (n["rate"] - n["end"]) * left ** n["p"] + n["end"]
    return n["rates"][sum(border < t for border in n["borders"])]
