"""Exchanges each example with any other: some orders come more often."""

# loses: train_hidden_random 1
import numpy as np


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = np.arange(len(X))
        for i, j in enumerate(rng.integers(len(X), size=len(X))):
            order[[i, j]] = order[[j, i]]
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            steps = zip(params, gradient(X[batch], Y[batch], params), strict=True)
            params = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in steps
            ]
    return params
