"""The autoencoder is the decoder after the encoder, bent by layers of their own."""

import numpy as np


# %% linear_gradients
def linear_gradients(X, W, b, D, c):
    (n, d), ones = X.shape, np.ones((len(X), 1))
    first = np.vstack([W, b])
    second = np.vstack([D, c])
    X1 = np.hstack([X, ones])
    Z1 = np.hstack([X1 @ first, ones])
    E = Z1 @ second - X
    dsecond = Z1.T @ E * 2 / n / d
    dfirst = X1.T @ (E @ D.T) * 2 / n / d
    return (E**2).mean(), dfirst[:-1], dfirst[-1], dsecond[:-1], dsecond[-1]


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    def part(sizes, bends, name):
        start = keras.Input((sizes[0],))
        end = start
        for units, bend in zip(sizes[1:], bends, strict=True):
            end = keras.layers.Dense(units)(end)
            end = keras.layers.Activation(bend)(end)
        return keras.Model(start, end, name=name)

    half = len(bends) // 2
    encoder = part(sizes[: half + 1], bends[:half], "encoder")
    decoder = part(sizes[half:], bends[half:], "decoder")
    x = keras.Input((sizes[0],))
    autoencoder = keras.Model(x, decoder(encoder(x)), name="autoencoder")
    encoder.set_weights(weights[: 2 * half])
    decoder.set_weights(weights[2 * half :])
    return autoencoder, encoder, decoder
