"""Type hints, dataclasses and named tuples."""

# %% autoencoder_spec
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Part(NamedTuple):
    kind: str
    value: float | None = None


@dataclass
class Style:
    rate: float
    normalise: bool

    def layer(self, width: int, bend: str, hidden: bool = True) -> list[Part]:
        norm = [Part("norm")] if self.normalise and bend != "sigmoid" else []
        drop = [Part("dropout", self.rate)] if self.rate > 0 and hidden else []
        return [Part("dense", width), *norm, Part(bend), *drop]


def autoencoder_spec(
    inputs: int, widths: list, code: int, rate: float = 0.0, normalise: bool = True
) -> tuple[list[Part], list[Part]]:
    style, encoder, decoder = Style(rate, normalise), [], []
    for width in widths:
        encoder += style.layer(width, "relu")
        decoder = style.layer(width, "relu") + decoder
    return encoder + style.layer(code, "tanh", False), decoder + style.layer(
        inputs, "sigmoid", False
    )


# %% count_parameters
class Counts(NamedTuple):
    learned: int
    kept: int


def count_parameters(spec: list, inputs: int) -> Counts:
    width, learned, kept = inputs, 0, 0
    for kind, value in spec:
        match kind:
            case "dense":
                learned, width = learned + value * (1 + width), value
            case "norm":
                learned, kept = learned + 2 * width, kept + 2 * width
    return Counts(learned, kept)


# %% tied_forward
class Tied:
    def __init__(self, kernels, biases, back_biases):
        self.there = list(zip(kernels, biases, strict=True))
        turned = [W.T for W in kernels][::-1]
        self.back = list(zip(turned, back_biases, strict=True))

    def encode(self, X):
        for W, b in self.there:
            X = np.tanh(X @ W + b)
        return X

    def decode(self, H):
        *inner, (W, c) = self.back
        for V, b in inner:
            H = np.tanh(H @ V + b)
        return 1 / (1 + np.exp(-(H @ W + c)))


def tied_forward(X, kernels, biases, back_biases):
    net = Tied(kernels, biases, back_biases)
    code = net.encode(X)
    return code, net.decode(code)


# %% greedy_step
class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray

    def __call__(self, H: np.ndarray) -> np.ndarray:
        return np.tanh(H @ self.W + self.b)


class Step(NamedTuple):
    encoder: list
    decoder: list
    codes: np.ndarray


def greedy_step(X, encoder, decoder, units, train) -> Step:
    H = X
    for pair in encoder:
        H = Layer(*pair)(H)
    W, b, V, c = train(H, units)
    new = Layer(W, b)
    return Step([*encoder, new], [Layer(V, c), *decoder], new(H))
