"""Cuts the network where it is narrowest, and not in its middle."""

# loses: build_autoencoder_hidden_shared 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    pairs = zip(sizes[1:], bends, strict=True)
    layers = [keras.layers.Dense(units, bend) for units, bend in pairs]
    half = 1 + sizes[1:].index(min(sizes[1:]))
    encoder = keras.Sequential([keras.Input((sizes[0],)), *layers[:half]])
    decoder = keras.Sequential([keras.Input((sizes[half],)), *layers[half:]])
    whole = keras.Sequential([encoder, decoder])
    whole.set_weights(weights)
    return whole, encoder, decoder
