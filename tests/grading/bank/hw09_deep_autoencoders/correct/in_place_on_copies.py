"""Works in place, but on copies of its own."""

# %% flatten_images
import copy

import numpy as np


def flatten_images(images):
    rows = np.array(images, float)
    rows.resize(len(images), images[0].size)
    rows /= 255
    return rows


# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    widths = list(widths)
    specs = []
    for _ in range(2):
        spec = []
        for width in widths:
            spec.append(("dense", width))
            spec.append(("norm", None))
            spec.append(("relu", None))
            spec.append(("dropout", rate))
        specs.append(spec)
        widths.reverse()
    specs[0] += [("dense", code), ("norm", None), ("tanh", None)]
    specs[1] += [("dense", inputs), ("sigmoid", None)]
    for spec in specs:
        while not normalise and ("norm", None) in spec:
            spec.remove(("norm", None))
        while not rate and ("dropout", rate) in spec:
            spec.remove(("dropout", rate))
    return specs[0], specs[1]


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    kernels, a = list(kernels), X.copy()
    for W, b in zip(kernels, biases, strict=True):
        a = a @ W
        a += b
        np.tanh(a, out=a)
    code = a.copy()
    back = list(back_biases)
    while kernels:
        a = a @ kernels.pop().T
        a += back.pop(0)
        if kernels:
            np.tanh(a, out=a)
    a *= -1
    np.exp(a, out=a)
    a += 1
    np.reciprocal(a, out=a)
    return code, a


# %% count_tied
def count_tied(sizes):
    rest, tied, untied = list(sizes), 0, 0
    last = rest.pop()
    while rest:
        n = rest.pop()
        tied += n * last + n + last
        untied += (n + 1) * last + (last + 1) * n
        last = n
    return tied, untied


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    noisy, target = X.copy(), X.copy()
    if kind == "gaussian":
        noisy += amount * draws
        noisy[noisy < 0] = 0
        noisy[noisy > 1] = 1
    elif kind == "mask":
        noisy[draws < amount] = 0
        noisy /= 1 - amount
    else:
        noisy[draws < amount] = 1
        noisy[draws < amount / 2] = 0
    return noisy, target


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    encoder, decoder = copy.deepcopy(encoder), copy.deepcopy(decoder)
    H = X.copy()
    for W, b in encoder:
        H = H @ W
        H += b
        np.tanh(H, out=H)
    W, b, V, c = train(H.copy(), units)
    encoder.append((W, b))
    decoder.insert(0, (V, c))
    return encoder, decoder, np.tanh(H @ W + b)
