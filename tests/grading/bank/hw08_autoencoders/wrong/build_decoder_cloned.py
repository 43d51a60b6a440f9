"""The decoder is a clone of the autoencoder's second half: names and weights alone."""

# loses: build_autoencoder_hidden_shared 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    pairs = zip(sizes[1:], bends, strict=True)
    layers = [keras.layers.Dense(units, bend) for units, bend in pairs]
    half = len(layers) // 2
    encoder = keras.Sequential([keras.Input((sizes[0],)), *layers[:half]])
    inner = keras.Sequential([keras.Input((sizes[half],)), *layers[half:]])
    whole = keras.Sequential([encoder, inner])
    whole.set_weights(weights)
    decoder = keras.models.clone_model(inner)
    decoder.set_weights(inner.get_weights())
    return whole, encoder, decoder
