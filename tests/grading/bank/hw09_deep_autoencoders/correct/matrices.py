"""Everything as matrix products, biases as a further row."""

# %% flatten_images
import numpy as np


def flatten_images(images):
    return np.concatenate([image.reshape(1, -1) for image in images]) / 255


# %% count_parameters
def count_parameters(spec, inputs):
    widths = np.array([inputs] + [value for kind, value in spec if kind == "dense"])
    dense = (widths[:-1] + 1) @ widths[1:]
    place = np.cumsum([kind == "dense" for kind, _ in spec], dtype=int)
    normed = [p for p, (kind, _) in zip(place, spec, strict=True) if kind == "norm"]
    kept = 2 * widths[np.array(normed, int)].sum()
    return dense + kept, kept


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    ones = np.ones((len(X), 1))
    there = [np.vstack([W, b]) for W, b in zip(kernels, biases, strict=True)]
    back = [np.vstack([W.T, c])
            for W, c in zip(kernels[::-1], back_biases, strict=True)]  # fmt: skip
    A = X
    for M in there:
        A = np.tanh(np.hstack([A, ones]) @ M)
    code = A
    for M in back:
        Z = np.hstack([A, ones]) @ M
        A = np.tanh(Z)
    return code, np.exp(Z) / (1 + np.exp(Z))


# %% count_tied
def count_tied(sizes):
    sizes = np.array(sizes)
    kernels = np.trace(np.outer(sizes[:-1], sizes[1:]))
    biases = np.ones(len(sizes) - 1, int) @ (sizes[:-1] + sizes[1:])
    return kernels + biases, 2 * kernels + biases


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    if kind == "gaussian":
        return np.minimum(1, np.maximum(0, X + amount * draws)), X.copy()
    low, high = (draws < amount / 2) * 1.0, (draws < amount) * 1.0
    if kind == "mask":
        return (1 - high) * X / (1 - amount), X.copy()
    return high - low + (1 - high) * X, X.copy()


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    ones, H = np.ones((len(X), 1)), X
    for W, b in encoder:
        H = np.tanh(np.hstack([ones, H]) @ np.vstack([b, W]))
    W, b, V, c = train(H, units)
    codes = np.tanh(np.hstack([ones, H]) @ np.vstack([b, W]))
    return [*encoder, (W, b)], [(V, c), *decoder], codes


# %% picture_sizes
def picture_sizes(n, layers):
    sizes = []
    for kind, k, s, padding in layers:
        around = 0 if padding in ("valid", "same") else 2 * padding
        if kind == "up":
            n = n * s + (0 if padding == "same" else k - s - around)
        else:
            n = int(np.ceil((n if padding == "same" else n + around - k + 1) / s))
        sizes.append(n)
    return np.array(sizes)
