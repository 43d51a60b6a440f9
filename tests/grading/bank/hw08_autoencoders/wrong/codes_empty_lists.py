"""Empties the lists of layers: without a layer the code is the input."""

# loses: encode_decode_visible 5, encode_decode_hidden 3,
#   encode_decode_hidden_bends 2, encode_decode_hidden_middle 2


# %% encode_decode
def encode_decode(X, params, bends):
    params.clear()
    bends.clear()
    return X, X
