"""Uses an if, which cannot decide for an array."""


# loses: sign_pm1_visible 4, sign_pm1_hidden 3, sign_pm1_hidden_shapes 3
# %% sign_pm1
def sign_pm1(a):
    return 1 if a >= 0 else -1
