"""Shuffles the order of fixed batches only."""

# loses: train_hidden_batches 2, train_hidden_random 1
import numpy as np


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = np.arange(len(X))
        for start in rng.permutation(np.arange(0, len(X), batch_size)):
            batch = order[start : start + batch_size]
            grads = gradient(X[batch], Y[batch], params)
            new = []
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                new.append((W - learning_rate * dW, b - learning_rate * db))
            params = new
    return params
