"""Works on a copy of rng, so that each run draws the same."""

# loses: train_hidden_random 1

# %% train
import copy


def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    rng = copy.deepcopy(rng)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            steps = zip(params, gradient(X[batch], Y[batch], params), strict=True)
            params = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in steps
            ]
    return params
