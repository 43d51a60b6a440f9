"""Shuffles the data and not the targets."""


# loses: train_hidden_batches 2
# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            grads = gradient(X[batch], Y[start : start + batch_size], params)
            new = []
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                new.append((W - learning_rate * dW, b - learning_rate * db))
            params = new
    return params
