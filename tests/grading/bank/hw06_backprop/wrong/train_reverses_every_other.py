"""Goes through the examples once forth and once back."""

# loses: train_hidden_random 1
import numpy as np


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    o = np.arange(len(X))
    for i in range(epochs):
        o = rng.permutation(len(X)) if i % 2 == 0 else o[::-1]
        for s in range(0, len(X), batch_size):
            r = o[s : s + batch_size]
            params = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in zip(
                    params, gradient(X[r], Y[r], params), strict=False
                )
            ]
    return params
