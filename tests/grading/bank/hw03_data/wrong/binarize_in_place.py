"""Thresholds X itself, in two steps."""

# loses: binarize_visible 3, binarize_hidden 3, binarize_hidden_again 2


# %% binarize
def binarize(X, threshold=128):
    pixels = X
    pixels[pixels < threshold] = 0
    pixels[pixels >= threshold] = 1
    return pixels
