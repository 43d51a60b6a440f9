"""Starts at a random example and goes round from there."""

# loses: train_hidden_random 1
import numpy as np


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = (np.arange(len(X)) + rng.integers(len(X))) % len(X)
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            steps = zip(params, gradient(X[batch], Y[batch], params), strict=True)
            params = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in steps
            ]
    return params
