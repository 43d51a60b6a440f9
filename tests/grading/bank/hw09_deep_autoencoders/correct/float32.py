"""Computes in single precision where a network would."""

# %% flatten_images
import numpy as np


def flatten_images(images):
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255)


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    ratio = np.float32(code_bytes) * np.float32(np.prod(code))
    return ratio / np.float32(np.prod(inputs))


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    a = X.astype(np.float32)
    for W, b in zip(kernels, biases, strict=True):
        a = np.tanh(a @ np.float32(W) + np.float32(b))
    code = a
    for W, c in zip(reversed(kernels), back_biases, strict=True):
        z = a @ np.float32(W).T + np.float32(c)
        a = np.tanh(z)
    return code, 1 / (1 + np.exp(-z))


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    clean = X.astype(np.float32)
    if kind == "gaussian":
        return np.clip(clean + np.float32(amount) * np.float32(draws), 0, 1), clean
    if kind == "mask":
        return np.float32(draws >= amount) / np.float32(1 - amount) * clean, clean
    noisy = clean.copy()
    noisy[draws < amount] = 1
    noisy[draws < amount / 2] = 0
    return noisy, clean


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X.astype(np.float32)
    for W, b in encoder:
        H = np.tanh(H @ np.float32(W) + np.float32(b))
    W, b, V, c = (np.float32(array) for array in train(H, units))
    return [*encoder, (W, b)], [(V, c), *decoder], np.tanh(H @ W + b)
