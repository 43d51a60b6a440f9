"""Starts each step at the first parameters."""


# loses: train_visible 4, train_hidden_steps 2, train_hidden_spirals 1
# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            grads = gradient(X[batch], Y[batch], params)
            new = []
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                new.append((W - learning_rate * dW, b - learning_rate * db))
    return new if epochs else params
