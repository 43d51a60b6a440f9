"""Writes zeros over each gradient that it is told, and stays where it is."""

# loses: train_visible 4, train_hidden_steps 2, train_hidden_spirals 1


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            for pair in gradient(X[rows], Y[rows], params):
                for slopes in pair:
                    slopes[...] = 0
    return params
