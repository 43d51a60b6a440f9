"""Draws each batch anew from all examples."""


# loses: train_visible 4, train_hidden_batches 2, train_hidden_random 1
# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = rng.integers(len(X), size=min(batch_size, len(X) - start))
            grads = gradient(X[batch], Y[batch], params)
            new = []
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                new.append((W - learning_rate * dW, b - learning_rate * db))
            params = new
    return params
