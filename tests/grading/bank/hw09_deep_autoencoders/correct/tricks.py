"""Einsum, accumulate, reduce and one-liners."""

# %% flatten_images
from functools import reduce
from itertools import accumulate, chain, pairwise

import numpy as np


def flatten_images(images):
    table = np.linspace(0, 1, 256)
    return np.stack([table[image].ravel(order="C") for image in images])


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    logs = [np.log(np.atleast_1d(sides)).sum() for sides in (code, inputs)]
    return np.exp(np.log(code_bytes) + logs[0] - logs[1])


# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    text = "dense norm relu dropout".split()
    keep = [True, normalise, True, rate]
    row = lambda w: zip(text, [w, None, None, rate], keep, strict=True)  # noqa: E731
    block = lambda w: [(kind, v) for kind, v, on in row(w) if on]  # noqa: E731
    encoder = [*chain.from_iterable(map(block, widths))]
    decoder = [*chain.from_iterable(map(block, reversed(widths)))]
    middle = [("dense", code)] + normalise * [("norm", None)] + [("tanh", None)]
    return encoder + middle, [*decoder, ("dense", inputs), ("sigmoid", None)]


# %% count_parameters
def count_parameters(spec, inputs):
    after = lambda width, part: part[1] if part[0] == "dense" else width  # noqa: E731
    widths = list(accumulate(spec, after, initial=inputs))
    kinds = np.array([kind for kind, _ in spec], dtype=str)
    norm = 2 * sum(np.array(widths[:-1], int)[kinds == "norm"])
    flow = sum((n + 1) * m for (n, m), k in zip(pairwise(widths), kinds, strict=True)
               if k == "dense")  # fmt: skip
    return int(flow + norm), int(norm)


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    layer = lambda A, p: np.tanh(np.einsum("ni,ij->nj", A, p[0]) + p[1])  # noqa: E731
    code = reduce(layer, zip(kernels, biases, strict=True), X)
    turned = [*zip([W.T for W in kernels[::-1]], back_biases, strict=True)]
    A = reduce(layer, turned[:-1], code)
    W, c = turned[-1]
    return code, 0.5 + 0.5 * np.tanh((A @ W + c) / 2)


# %% count_tied
def count_tied(sizes):
    tied = sum((n + 1) * (m + 1) - 1 for n, m in pairwise(sizes))
    return tied, tied + sum(n * m for n, m in pairwise(sizes))


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    grains = np.select([draws < amount / 2, draws < amount], [0.0, 1.0], X)
    match kind:
        case "gaussian":
            return np.median([X + amount * draws, 0 * X, 0 * X + 1], axis=0), X
        case "mask":
            return np.heaviside(draws - amount, 1.0) * X / (1 - amount), X
    return grains, X


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    *_, H = accumulate(encoder, lambda A, p: np.tanh(A @ p[0] + p[1]), initial=X)
    new = train(H, units)
    W, b = new[:2]
    ones = np.ones((len(H), 1))
    codes = np.tanh(np.hstack([H, ones]) @ np.vstack([W, b]))
    return (*encoder, (W, b)), (new[2:], *decoder), codes


# %% picture_sizes
def picture_sizes(n, layers):
    def after(n, layer):
        kind, k, s, padding = layer
        p = 0 if isinstance(padding, str) else padding
        return {
            ("up", True): n * s,
            ("up", False): (n - 1) * s + k - 2 * p,
        }.get(
            (kind, padding == "same"),
            len(range(0, n, s)) if padding == "same" else (n + 2 * p - k) // s + 1,
        )

    return list(accumulate(layers, after, initial=n))[1:]
