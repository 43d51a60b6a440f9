"""Calls itself instead of looping."""

# %% compression_ratio
import numpy as np


def compression_ratio(code, inputs, code_bytes=1):
    if isinstance(code, tuple):
        head, *tail = code
        tail = tuple(tail) if tail else 1
        return head * compression_ratio(tail, inputs, code_bytes)
    if isinstance(inputs, tuple):
        head, *tail = inputs
        return compression_ratio(code, tuple(tail) if tail else 1, code_bytes) / head
    return code * code_bytes / inputs


# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    norm = (("norm", None),) if normalise else ()
    if not widths:
        middle = (("dense", code), *norm, ("tanh", None))
        return list(middle), [("dense", inputs), ("sigmoid", None)]
    drop = (("dropout", rate),) if rate > 0 else ()
    block = [("dense", widths[0]), *norm, ("relu", None), *drop]
    there, back = autoencoder_spec(inputs, widths[1:], code, rate, normalise)
    return block + there, [*back[:-2], *block, *back[-2:]]


# %% count_parameters
def count_parameters(spec, inputs):
    if not spec:
        return 0, 0
    (kind, value), *rest = spec
    width = value if kind == "dense" else inputs
    learned, kept = count_parameters(rest, width)
    norm = 2 * inputs if kind == "norm" else 0
    weights = (inputs + 1) * value if kind == "dense" else 0
    return learned + weights + norm, kept + norm


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    def through(A, depth):
        if depth == len(kernels):
            return A, A
        W = kernels[depth]
        code, inner = through(np.tanh(A @ W + biases[depth]), depth + 1)
        Z = inner @ W.T + back_biases[len(kernels) - 1 - depth]
        return code, np.tanh(Z) if depth else 1 / (1 + np.exp(-Z))

    return through(X, 0)


# %% count_tied
def count_tied(sizes):
    if len(sizes) < 2:
        return 0, 0
    n, m = sizes[:2]
    tied, untied = count_tied(sizes[1:])
    return tied + n * m + n + m, untied + 2 * n * m + n + m


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    if not encoder:
        W, b, V, c = train(X, units)
        return [(W, b)], [(V, c), *decoder], np.tanh(X @ W + b)
    W, b = encoder[0]
    H = np.tanh(X @ W + b)
    inner, decoder, codes = greedy_step(H, encoder[1:], decoder, units, train)
    return [(W, b), *inner], decoder, codes


# %% picture_sizes
def picture_sizes(n, layers):
    if not layers:
        return []
    kind, k, s, padding = layers[0]
    if isinstance(padding, int) and padding > 0:  # one pixel on each side at a time
        less = (kind, k, s, padding - 1)
        if kind == "up":
            side = picture_sizes(n, [less])[0] - 2
        else:
            side = picture_sizes(n + 2, [less])[0]
    elif kind == "up":
        side = n * s if padding == "same" else (n - 1) * s + k
    else:
        side = (n + s - 1) // s if padding == "same" else (n - k) // s + 1
    return [side, *picture_sizes(side, layers[1:])]
