"""Makes ones first, which the second step then takes for dark pixels."""

# loses: binarize_visible 3, binarize_hidden 3, binarize_hidden_again 2


# %% binarize
def binarize(X, threshold=128):
    bits = X.copy()
    bits[bits >= threshold] = 1
    bits[bits < threshold] = 0
    return bits
