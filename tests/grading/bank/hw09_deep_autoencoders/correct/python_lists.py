"""Returns lists where arrays are meant, and lists where pairs are meant."""

# %% flatten_images
import numpy as np


def flatten_images(images):
    return [(image.flatten() / 255).tolist() for image in images]


# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    norm = [["norm", None]] * bool(normalise)
    drop = [["dropout", rate]] * (rate != 0)
    there = [["dense", code], *norm, ["tanh", None]]
    back = [["dense", inputs], ["sigmoid", None]]
    for width in widths[::-1]:
        there = [["dense", width], *norm, ["relu", None], *drop, *there]
    for width in widths:
        back = [["dense", width], *norm, ["relu", None], *drop, *back]
    return [there, back]


# %% count_parameters
def count_parameters(spec, inputs):
    counts = [0, 0]
    for part in spec:
        if part[0] == "dense":
            counts[0] += part[1] * inputs + part[1]
            inputs = part[1]
        if part[0] == "norm":
            counts = [count + 2 * inputs for count in counts]
    return counts


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    a = X
    for i in range(len(kernels)):
        a = np.tanh(np.matmul(a, kernels[i]) + biases[i])
    code = a.tolist()
    for i in range(len(kernels)):
        z = np.matmul(a, kernels[-1 - i].transpose()) + back_biases[i]
        a = np.tanh(z)
    return [code, (1.0 / (1.0 + np.exp(-z))).tolist()]


# %% count_tied
def count_tied(sizes):
    tied = sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))
    biases = 2 * sum(sizes) - sizes[0] - sizes[-1]
    return [tied + biases, tied + tied + biases]


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    shape = X.shape
    pixels, draws = X.ravel().tolist(), draws.ravel().tolist()
    both = list(zip(pixels, draws, strict=True))
    if kind == "gaussian":
        noisy = [sorted([0, x + amount * u, 1])[1] for x, u in both]
    elif kind == "mask":
        noisy = [x / (1 - amount) if u >= amount else 0 for x, u in both]
    else:
        noisy = [(u >= amount / 2) * 1 if u < amount else x for x, u in both]
    return [np.reshape(noisy, shape).tolist(), X.tolist()]


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X
    for layer in encoder:
        H = np.tanh(H @ layer[0] + layer[1])
    new = list(train(H, units))
    codes = np.tanh(H @ new[0] + new[1]).tolist()
    return [[*encoder, new[:2]], [new[2:], *decoder], codes]


# %% picture_sizes
def picture_sizes(n, layers):
    sizes = [n]
    for kind, k, s, padding in layers:
        n, p = sizes[-1], {"valid": 0, "same": None}.get(padding, padding)
        if p is None:
            sizes.append(n * s if kind == "up" else 1 + (n - 1) // s)
        else:
            sizes.append(
                s * n - s + k - p - p if kind == "up" else (n + p + p - k + s) // s
            )
    return tuple(sizes[1:])
