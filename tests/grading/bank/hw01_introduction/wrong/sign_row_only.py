"""Walks through one row of numbers only."""


# loses: sign_pm_hidden_shapes 2
# %% sign_pm
def sign_pm(u):
    return [1 if number >= 0 else -1 for number in u]
