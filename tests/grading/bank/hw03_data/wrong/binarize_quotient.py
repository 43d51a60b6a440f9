"""Counts how often the threshold fits into a value."""

# loses: binarize_hidden 3, binarize_hidden_again 2


# %% binarize
def binarize(X, threshold=128):
    return X // threshold
