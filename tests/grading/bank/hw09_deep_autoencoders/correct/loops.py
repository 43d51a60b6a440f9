"""Plain loops over numbers and pixels."""

# %% flatten_images
import math

import numpy as np


def flatten_images(images):
    rows = []
    for image in images:
        row = []
        for line in image:
            for pixel in line:
                for value in np.atleast_1d(pixel):
                    row.append(int(value) / 255)
        rows.append(row)
    return np.array(rows)


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    sizes = []
    for shape in (code, inputs):
        numbers = 1
        for side in shape if isinstance(shape, tuple) else (shape,):
            numbers *= side
        sizes.append(numbers)
    return sizes[0] * code_bytes / sizes[1]


# %% count_parameters
def count_parameters(spec, inputs):
    learned = kept = 0
    for k in range(len(spec)):
        width = inputs
        for kind, value in spec[:k]:
            if kind == "dense":
                width = value
        if spec[k][0] == "dense":
            for _ in range(spec[k][1]):
                learned += width + 1
        if spec[k][0] == "norm":
            for _ in range(width):
                learned, kept = learned + 2, kept + 2
    return learned, kept


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    codes, outputs = [], []
    for x in X:
        a = [float(value) for value in x]
        for W, b in zip(kernels, biases, strict=True):
            a = [math.tanh(sum(a[i] * W[i, j] for i in range(len(W))) + b[j])
                 for j in range(len(b))]  # fmt: skip
        codes.append(a)
        for step, c in enumerate(back_biases):
            W = kernels[len(kernels) - 1 - step]
            a = [sum(a[j] * W[i, j] for j in range(W.shape[1])) + c[i]
                 for i in range(len(c))]  # fmt: skip
            last = step == len(kernels) - 1
            a = [1 / (1 + math.exp(-z)) if last else math.tanh(z) for z in a]
        outputs.append(a)
    return np.array(codes), np.array(outputs)


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    noisy = np.zeros(X.shape)
    for at in np.ndindex(X.shape):
        x, draw = X[at], draws[at]
        if kind == "gaussian":
            noisy[at] = min(max(x + amount * draw, 0), 1)
        elif kind == "mask":
            noisy[at] = 0 if draw < amount else x / (1 - amount)
        elif draw < amount / 2:
            noisy[at] = 0
        elif draw < amount:
            noisy[at] = 1
        else:
            noisy[at] = x
    return noisy, X


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X
    for k in range(len(encoder)):
        H = np.tanh(np.dot(H, encoder[k][0]) + encoder[k][1])
    new = train(H, units)
    deeper, back = [], [(new[2], new[3])]
    for layer in encoder:
        deeper.append(layer)
    for layer in decoder:
        back.append(layer)
    deeper.append((new[0], new[1]))
    return deeper, back, np.tanh(np.dot(H, new[0]) + new[1])


# %% picture_sizes
def picture_sizes(n, layers):
    sizes = []
    for kind, k, s, padding in layers:
        p = padding if isinstance(padding, int) else 0
        places = 0
        if kind == "up":
            at = -s
            for _ in range(n):
                at += s
            places = n * s if padding == "same" else at + k - 2 * p
        else:
            at = 0
            while at + (1 if padding == "same" else k) <= n + 2 * p:
                places += 1
                at += s
        n = places
        sizes.append(n)
    return sizes
