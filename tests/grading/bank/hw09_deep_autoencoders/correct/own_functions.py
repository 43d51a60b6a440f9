"""Has helpers of its own, and one function calls another."""

# %% compression_ratio
import numpy as np


def how_many(shape):
    return int(np.prod(shape))


def compression_ratio(code, inputs, code_bytes=1):
    return how_many(code) * code_bytes / how_many(inputs)


# %% autoencoder_spec
def block(width, bend, norm, rate):
    parts = [("dense", width), ("norm", None), (bend, None), ("dropout", rate)]
    return [parts[0], *parts[1 : 1 + norm], parts[2], *parts[3 : 3 + (rate > 0)]]


def blocks(widths, norm, rate):
    return [part for width in widths for part in block(width, "relu", norm, rate)]


def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    norm = int(normalise)
    there, back = blocks(widths, norm, rate), blocks(list(widths)[::-1], norm, rate)
    return there + block(code, "tanh", norm, 0), back + block(inputs, "sigmoid", 0, 0)


# %% tied_forward
def dense(A, W, b, bend=np.tanh):
    return bend(A @ W + b)


def sigmoid(Z):
    return np.where(Z > 0, 1, np.exp(-np.abs(Z))) / (1 + np.exp(-np.abs(Z)))


def tied_forward(X, kernels, biases, back_biases):
    code = X
    for W, b in zip(kernels, biases, strict=True):
        code = dense(code, W, b)
    A = code
    for W, c in zip(kernels[:0:-1], back_biases[:-1], strict=True):
        A = dense(A, W.T, c)
    return code, dense(A, kernels[0].T, back_biases[-1], sigmoid)


# %% count_tied
def count_dense(sizes):
    return sum((sizes[k] + 1) * sizes[k + 1] for k in range(len(sizes) - 1))


def count_tied(sizes):
    untied = count_dense(sizes) + count_dense(sizes[::-1])
    biases = sum(sizes) + sum(sizes[1:-1])
    return (untied - biases) // 2 + biases, untied


# %% greedy_step
def encode(H, encoder):
    for W, b in encoder:
        H = np.tanh(H @ W + b)
    return H


def greedy_step(X, encoder, decoder, units, train):
    W, b, V, c = train(encode(X, encoder), units)
    encoder = [*encoder, (W, b)]
    return encoder, [(V, c), *decoder], encode(X, encoder)


# %% picture_sizes
def laid(n, k, s, padding):
    if padding == "same":
        return -(-n // s)
    p = 0 if padding == "valid" else padding
    return (n + 2 * p - k) // s + 1


def stamped(n, k, s, padding):
    if padding == "same":
        return n * s
    p = 0 if padding == "valid" else padding
    return (n - 1) * s - 2 * p + k


def picture_sizes(n, layers):
    sizes = []
    for kind, *rest in layers:
        n = (stamped if kind == "up" else laid)(n, *rest)
        sizes.append(n)
    return sizes
