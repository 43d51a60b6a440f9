"""Adds 1 to every value."""


# loses: add_bias_visible 3, add_bias_hidden 5
# %% add_bias
def add_bias(X):
    return X + 1
