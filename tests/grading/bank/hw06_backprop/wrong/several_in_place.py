"""Changes what it was lent, and some of it only for a while."""

# loses: softmax_hidden 2, loss_hidden_entropy 2,
#   gradient_check_hidden_worst 2
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


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    worst = 0.0
    for layer in range(len(params)):
        for k in range(2):
            x = params[layer][k]
            m = np.zeros(x.shape)
            for i in np.ndindex(x.shape):
                o = x[i]
                x[i] = o + eps
                a = f(params)
                x[i] = o - eps
                b = f(params)
                x[i] = o
                m[i] = (a - b) / eps / 2
            g = grads[layer][k]
            bot = np.linalg.norm(g) + np.linalg.norm(m)
            worst = max(worst, np.linalg.norm(g - m) / bot if bot else 0)
    return worst
