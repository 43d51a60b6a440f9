"""Makes zeros first; with a threshold of 0 or less they count as bright."""

# loses: binarize_hidden 3


# %% binarize
def binarize(X, threshold=128):
    bits = X.copy()
    bits[bits < threshold] = 0
    bits[bits >= threshold] = 1
    return bits
