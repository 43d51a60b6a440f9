"""Ignores the weights that it is given."""

# loses: build_autoencoder_visible 5, build_autoencoder_hidden 3,
#   build_autoencoder_hidden_halves 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    layers = [keras.layers.Dense(*pair) for pair in zip(sizes[1:], bends, strict=True)]
    half = len(layers) // 2
    encoder = keras.Sequential([keras.Input((sizes[0],)), *layers[:half]])
    decoder = keras.Sequential([keras.Input((sizes[half],)), *layers[half:]])
    autoencoder = keras.Sequential([encoder, decoder])
    return autoencoder, encoder, decoder
