"""Overwrites the first column of X in place."""


# loses: add_bias_visible 3, add_bias_hidden 5
# %% add_bias
def add_bias(X):
    X[:, 0] = 1
    return X
