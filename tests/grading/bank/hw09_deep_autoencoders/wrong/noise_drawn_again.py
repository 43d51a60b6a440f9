"""Writes draws over those that it was given: ones for which nothing is changed."""

# loses: denoising_pair_visible 5, denoising_pair_hidden_gaussian 2,
#   denoising_pair_hidden_mask 3, denoising_pair_hidden_salt_pepper 2


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    draws[...] = 1
    if kind == "gaussian":
        draws[...] = 0
    return (X / (1 - amount) if kind == "mask" else X), X
