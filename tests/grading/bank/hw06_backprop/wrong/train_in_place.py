"""Changes the arrays that it was given."""


# loses: train_visible 4, train_hidden_spirals 1
# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            grads = gradient(X[batch], Y[batch], params)
            new = []
            for (W, b), (dW, db) in zip(params, grads, strict=True):
                W -= learning_rate * dW
                b -= learning_rate * db
                new.append((W, b))
            params = new
    return params
