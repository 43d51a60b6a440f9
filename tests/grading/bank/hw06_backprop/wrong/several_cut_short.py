"""Measures some slopes only, and lowers the rate after some epochs."""

# loses: gradient_check_hidden_worst 2, train_hidden_steps 2
import numpy as np


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    worst = 0.0
    for layer in range(len(params)):
        for k in range(2):
            x = params[layer][k]
            g = grads[layer][k]
            m = np.array(g, dtype=float)
            for i in list(np.ndindex(x.shape))[:10]:
                up = [[W.copy(), b.copy()] for W, b in params]
                dn = [[W.copy(), b.copy()] for W, b in params]
                up[layer][k][i] += eps
                dn[layer][k][i] -= eps
                m[i] = (f(up) - f(dn)) / eps / 2
            bot = np.linalg.norm(g) + np.linalg.norm(m)
            worst = max(worst, np.linalg.norm(g - m) / bot if bot else 0)
    return worst


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for i in range(epochs):
        o = rng.permutation(len(X))
        lr = learning_rate if i < 4 else learning_rate * 0.99
        for s in range(0, len(X), batch_size):
            r = o[s : s + batch_size]
            params = [
                (W - lr * dW, b - lr * db)
                for (W, b), (dW, db) in zip(
                    params, gradient(X[r], Y[r], params), strict=False
                )
            ]
    return params
