"""Forgets the bends: all layers are linear."""

# loses: build_autoencoder_visible 5, build_autoencoder_hidden 3,
#   build_autoencoder_hidden_halves 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    layers = [keras.layers.Dense(units) for units in sizes[1:]]
    half = len(layers) // 2
    encoder = keras.Sequential([keras.Input((sizes[0],)), *layers[:half]])
    decoder = keras.Sequential([keras.Input((sizes[half],)), *layers[half:]])
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.set_weights(weights)
    return autoencoder, encoder, decoder
