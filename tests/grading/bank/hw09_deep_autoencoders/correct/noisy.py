"""Prints its progress, warns and computes what it does not need."""

# %% flatten_images
import sys
import warnings

import numpy as np


def flatten_images(images):
    print("pictures", images.shape, images.dtype)
    rows = np.array([image.ravel() for image in images]) / 255
    print("rows", rows.shape, file=sys.stderr)
    return rows


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    warnings.warn(f"{code} of {inputs}", UserWarning, stacklevel=2)
    return np.prod(np.atleast_1d(code)) / np.prod(np.atleast_1d(inputs)) * code_bytes


# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    def block(width):
        parts = [("dense", width), ("norm", None), ("relu", None), ("dropout", rate)]
        print("block", parts)
        return parts

    encoder = [part for width in widths for part in block(width)]
    encoder += [("dense", code), ("norm", None), ("tanh", None)]
    decoder = [part for width in reversed(widths) for part in block(width)]
    decoder += [("dense", inputs), ("sigmoid", None)]
    wanted = {"norm": normalise, "dropout": rate > 0}
    return tuple([part for part in spec if wanted.get(part[0], True)]
                 for spec in (encoder, decoder))  # fmt: skip


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    a = X
    for W, b in zip(kernels, biases, strict=True):
        a = np.tanh(a @ W + b)
        print("->", a.shape, end=" ")
    code = a.copy()
    for W, c in zip(kernels[::-1], back_biases, strict=True):
        z = a @ W.T + c
        a = np.tanh(z)
        print("->", z.shape, end=" ")
    print(np.log(np.zeros(1)))  # a warning of NumPy's own
    return code, 1 / (1 + np.exp(-z))


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    warnings.warn("noise ahead", RuntimeWarning, stacklevel=2)
    gaussian = np.clip(X + amount * draws, 0, 1)
    with np.errstate(all="ignore"):
        mask = np.where(draws < amount, 0, X / (1 - np.float64(amount)))
    grains = np.where(draws < amount / 2, 0, np.where(draws < amount, 1, X))
    print(kind, amount)
    return {"gaussian": gaussian, "mask": mask, "salt_pepper": grains}[kind], X


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X
    for k, (W, b) in enumerate(encoder):
        H = np.tanh(H @ W + b)
        print(f"layer {k}: mean {H.mean():.2f}", end="\r")
    print("training", units, "units on", H.shape)
    W, b, V, c = train(H, units)
    return [*encoder, (W, b)], [(V, c), *decoder], np.tanh(H @ W + b)
