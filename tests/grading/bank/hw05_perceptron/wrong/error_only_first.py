"""Stops at the first error."""


# loses: classification_error_visible 5, classification_error_hidden 4,
#   classification_error_hidden_boundary 3
# %% classification_error
def classification_error(w, X, y):
    for x, label in zip(X, y, strict=True):
        if (1 if x @ w >= 0 else -1) != label:
            return 1
    return 0
