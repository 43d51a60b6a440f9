"""The functional way in Keras; a class for the layers elsewhere."""

import numpy as np


# %% encode_decode
class Layer:
    def __init__(self, W, b, bend):
        self.W, self.b, self.bend = W, b, bend

    def __call__(self, X):
        z = X @ self.W + self.b
        return getattr(self, self.bend)(z)

    def sigmoid(self, z):
        return np.where(z >= 0, 1, np.exp(-abs(z))) / (1 + np.exp(-abs(z)))

    def tanh(self, z):
        return 2 * self.sigmoid(2 * z) - 1

    def relu(self, z):
        return z.clip(0)

    def linear(self, z):
        return z


def encode_decode(X, params, bends):
    layers = [Layer(W, b, bend) for (W, b), bend in zip(params, bends, strict=True)]
    half = len(layers) // 2
    for layer in layers[:half]:
        X = layer(X)
    Z = X
    for layer in layers[half:]:
        X = layer(X)
    return [Z, X]


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    from keras import Input, Model, layers

    half = (len(sizes) - 1) // 2
    stack = [
        layers.Dense(n, activation=bend)
        for n, bend in zip(sizes[1:], bends, strict=True)
    ]
    start, middle = Input(shape=(sizes[0],)), Input(shape=(sizes[half],))
    code = start
    for layer in stack[:half]:
        code = layer(code)
    end, alone = code, middle
    for layer in stack[half:]:
        end, alone = layer(end), layer(alone)
    autoencoder = Model(start, end)
    autoencoder.set_weights(weights)
    return autoencoder, Model(start, code), Model(middle, alone)
