"""Gives the decoder layers of its own, random ones."""

# loses: build_autoencoder_visible 5, build_autoencoder_hidden_halves 2,
#   build_autoencoder_hidden_shared 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    layers = [keras.layers.Dense(*pair) for pair in zip(sizes[1:], bends, strict=True)]
    half = len(layers) // 2
    encoder = keras.Sequential([keras.Input((sizes[0],)), *layers[:half]])
    own = zip(sizes[1:][half:], bends[half:], strict=True)
    own = [keras.layers.Dense(*pair) for pair in own]
    decoder = keras.Sequential([keras.Input((sizes[half],)), *own])
    autoencoder = keras.Sequential([keras.Input((sizes[0],)), *layers])
    autoencoder.set_weights(weights)
    return autoencoder, encoder, decoder
