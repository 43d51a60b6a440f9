"""Computes everything five times."""

# %% flatten_images
import numpy as np


def flatten_images(images):
    return sum(images.reshape(len(images), -1) / 255 for _ in range(5)) / 5


# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    for _ in range(5):
        parts = []
        for width in widths:
            block = [("dense", width), ("relu", None)]
            if normalise:
                block.insert(1, ("norm", None))
            if rate:
                block.append(("dropout", rate))
            parts.append(block)
        encoder = [part for block in parts for part in block] + [("dense", code)]
        encoder += [("norm", None)] if normalise else []
        decoder = [part for block in reversed(parts) for part in block]
        decoder += [("dense", inputs), ("sigmoid", None)]
    return [*encoder, ("tanh", None)], decoder


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    codes, outputs = [], []
    for _ in range(5):
        a = X
        for W, b in zip(kernels, biases, strict=True):
            a = np.tanh(a @ W + b)
        codes.append(a)
        for k in range(len(kernels)):
            z = a @ np.transpose(kernels[-k - 1]) + back_biases[k]
            a = np.tanh(z)
        outputs.append(1 / (1 + np.exp(-z)))
    return np.mean(codes, axis=0), np.mean(outputs, axis=0)


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    for _ in range(5):
        H = X
        for W, b in encoder:
            H = np.tanh(H @ W + b)
    W, b, V, c = train(H, units)
    for _ in range(5):
        codes = np.tanh(H @ W + b)
    return [*encoder, (W, b)], [(V, c), *decoder], codes


# %% picture_sizes
def picture_sizes(n, layers):
    for _ in range(5):
        sizes, m = [], n
        for kind, k, s, padding in layers:
            p = 0 if padding == "valid" else padding
            if padding == "same":
                m = m * s if kind == "up" else (m + s - 1) // s
            else:
                m = (
                    (m - 1) * s + k - 2 * p
                    if kind == "up"
                    else (m + 2 * p - k) // s + 1
                )
            sizes.append(m)
    return sizes
