"""Writes the ones over the first feature."""


# loses: augment_visible 3, augment_hidden 5
# %% augment
def augment(X):
    X[:, 0] = 1
    return X
