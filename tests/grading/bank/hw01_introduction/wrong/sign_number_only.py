"""Works for a single number only."""


# loses: sign_pm_visible 3, sign_pm_hidden 3, sign_pm_hidden_shapes 2
# %% sign_pm
def sign_pm(u):
    if u >= 0:
        return 1
    return -1
