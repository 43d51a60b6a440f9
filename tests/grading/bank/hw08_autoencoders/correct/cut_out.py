"""Builds the whole network in Keras first, then cuts the halves out of it."""

import numpy as np


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    """The entropy of the pixels by its own formula: 0 ln 0 is 0."""
    if kind == "mse":
        return float(np.linalg.norm(X - X_hat) ** 2 / X.size), 0.0
    P = np.minimum(np.maximum(X_hat, 1e-7), 1 - 1e-7)
    loss = np.mean(X * np.log(1 / P) + (1 - X) * np.log(1 / (1 - P)))
    floor = 0.0
    for part in (X, 1 - X):
        part = part[part > 0]
        floor -= np.sum(part * np.log(part)) / X.size
    return float(loss), float(floor)


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    whole = keras.Sequential([keras.Input((sizes[0],))])
    for units, bend in zip(sizes[1:], bends, strict=True):
        whole.add(keras.layers.Dense(units, bend))
    whole.set_weights(weights)
    half = len(bends) // 2
    encoder = keras.Model(whole.inputs, whole.layers[half - 1].output)
    code = keras.Input((sizes[half],))
    out = code
    for layer in whole.layers[half:]:
        out = layer(out)
    return whole, encoder, keras.Model(code, out)
