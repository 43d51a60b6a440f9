"""Functions that make their layers at each call: every model gets new ones."""

# loses: build_autoencoder_hidden_shared 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    half = len(bends) // 2

    def encode(x):
        for k in range(half):
            x = keras.layers.Dense(sizes[k + 1], bends[k], name=f"encode_{k}")(x)
        return x

    def decode(z):
        for k in range(half, 2 * half):
            z = keras.layers.Dense(sizes[k + 1], bends[k], name=f"decode_{k}")(z)
        return z

    x, z = keras.Input((sizes[0],)), keras.Input((sizes[half],))
    whole = keras.Model(x, decode(encode(x)))
    encoder, decoder = keras.Model(x, encode(x)), keras.Model(z, decode(z))
    whole.set_weights(weights)
    encoder.set_weights(weights[: 2 * half])
    decoder.set_weights(weights[2 * half :])
    return whole, encoder, decoder
