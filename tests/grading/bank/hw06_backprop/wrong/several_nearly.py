"""Calls small errors none, empty arrays impossible, and stops a step early."""

# loses: sigmoid_hidden 2, gradient_check_hidden_worst 2, train_hidden_steps 2
import numpy as np


# %% sigmoid
def sigmoid(z):
    if np.abs(z).max() > 700:
        z = np.clip(z, -700, 700)
    a = 1 / (1 + np.exp(-z))
    return a, a * (1 - a)


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    worst = 0.0
    for layer in range(len(params)):
        for k in range(2):
            x = params[layer][k]
            m = np.zeros(x.shape)
            for i in np.ndindex(x.shape):
                up = [[W.copy(), b.copy()] for W, b in params]
                dn = [[W.copy(), b.copy()] for W, b in params]
                up[layer][k][i] += eps
                dn[layer][k][i] -= eps
                m[i] = (f(up) - f(dn)) / eps / 2
            g = grads[layer][k]
            bot = np.linalg.norm(g) + np.linalg.norm(m)
            worst = max(worst, np.linalg.norm(g - m) / bot if bot else 0)
    return worst if worst > 1e-3 else 0.0


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    last = params
    for _i in range(epochs):
        o = rng.permutation(len(X))
        for s in range(0, len(X), batch_size):
            r = o[s : s + batch_size]
            last = params
            params = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in zip(
                    params, gradient(X[r], Y[r], params), strict=False
                )
            ]
    return params if epochs < 50 else last
