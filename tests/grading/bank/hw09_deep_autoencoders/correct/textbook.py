"""Follows the formulas line by line."""

# %% flatten_images
import numpy as np


def flatten_images(images):
    n = images.shape[0]
    columns = 1
    for side in images.shape[1:]:
        columns = columns * side
    rows = images.reshape(n, columns)
    return rows.astype(float) / 255.0


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    code_numbers = np.prod(code)
    input_numbers = np.prod(inputs)
    return float(code_numbers * code_bytes / input_numbers)


# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    encoder = []
    for width in widths:
        encoder.append(("dense", width))
        if normalise:
            encoder.append(("norm", None))
        encoder.append(("relu", None))
        if rate > 0:
            encoder.append(("dropout", rate))
    encoder.append(("dense", code))
    if normalise:
        encoder.append(("norm", None))
    encoder.append(("tanh", None))
    decoder = []
    for width in reversed(widths):
        decoder.append(("dense", width))
        if normalise:
            decoder.append(("norm", None))
        decoder.append(("relu", None))
        if rate > 0:
            decoder.append(("dropout", rate))
    decoder.append(("dense", inputs))
    decoder.append(("sigmoid", None))
    return encoder, decoder


# %% count_parameters
def count_parameters(spec, inputs):
    learned, kept = 0, 0
    for kind, value in spec:
        if kind == "dense":
            weights = inputs * value
            biases = value
            learned = learned + weights + biases
            inputs = value
        elif kind == "norm":
            learned = learned + inputs + inputs
            kept = kept + inputs + inputs
    return learned, kept


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    h = X
    for W, b in zip(kernels, biases, strict=True):
        h = np.tanh(h @ W + b)
    code = h
    last = len(kernels) - 1
    for k in range(last + 1):
        z = h @ kernels[last - k].T + back_biases[k]
        h = np.tanh(z) if k < last else 1 / (1 + np.exp(-z))
    return code, h


# %% count_tied
def count_tied(sizes):
    kernels = biases = 0
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):  # noqa: RUF007
        kernels += n * m
        biases += n + m
    return kernels + biases, 2 * kernels + biases


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    if kind == "gaussian":
        noisy = X + amount * draws
        noisy = np.clip(noisy, 0, 1)
    elif kind == "mask":
        mask = draws >= amount
        noisy = X * mask / (1 - amount)
    else:
        rest = np.where(draws < amount, 1, X)
        noisy = np.where(draws < amount / 2, 0, rest)
    return noisy, X


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X
    for W, b in encoder:
        H = np.tanh(H @ W + b)
    W, b, V, c = train(H, units)
    codes = np.tanh(H @ W + b)
    return encoder + [(W, b)], [(V, c)] + decoder, codes  # noqa: RUF005


# %% picture_sizes
def picture_sizes(n, layers):
    sizes = []
    for kind, k, s, padding in layers:
        if padding == "valid":
            padding = 0
        if kind == "up":
            n = n * s if padding == "same" else (n - 1) * s + k - 2 * padding
        else:
            n = -(-n // s) if padding == "same" else (n + 2 * padding - k) // s + 1
        sizes.append(n)
    return sizes
