"""Changes what it was lent, in some cases only."""

# loses: softmax_hidden 2, loss_hidden_entropy 2
import numpy as np


# %% softmax
def softmax(Z):
    if Z.max() > 5:
        Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    return P, np.eye(P.shape[1]) * P[:, None] - P[:, :, None] * P[:, None]


# %% loss
def loss(A, Y, params, output, lam):
    c = lam * sum((W * W).sum() for W, b in params) / 2
    if output == "softmax":
        np.maximum(A, 1e-12, out=A)
    return c + (
        -(Y * np.log(A)).sum() if output == "softmax" else ((A - Y) ** 2).sum() / 2
    ) / len(A)
