"""Takes the first column for ones without looking, and adds the bias."""

# loses: classification_error_visible 5, classification_error_hidden 4,
#   classification_error_hidden_boundary 3


# %% classification_error
def classification_error(w, X, y):
    return int(((w[0] + X[:, 1:] @ w[1:] >= 0) != (y > 0)).sum())
