"""Takes the number of inputs out of the list that it was lent."""

# loses: build_autoencoder_visible 5, build_autoencoder_hidden 3,
#   build_autoencoder_hidden_halves 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    inputs = sizes.pop(0)
    pairs = zip(sizes, bends, strict=True)
    layers = [keras.layers.Dense(units, bend) for units, bend in pairs]
    half = len(layers) // 2
    encoder = keras.Sequential([keras.Input((inputs,)), *layers[:half]])
    decoder = keras.Sequential([keras.Input((sizes[half - 1],)), *layers[half:]])
    whole = keras.Sequential([encoder, decoder])
    whole.set_weights(weights)
    return whole, encoder, decoder
