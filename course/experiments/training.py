"""What several experiments need: data in shape, networks, and how they are fitted."""

import numpy as np
from coursekit import run


def digits(mnist):
    """Rows of 784 numbers from 0 to 1 and labels: training and test."""
    X, X_test = (
        x.reshape(-1, 784).astype("float32") / 255
        for x in (mnist.x_train, mnist.x_test)
    )
    return X, mnist.y_train.astype(int), X_test, mnist.y_test.astype(int)


def clothes(fashion):
    """Training, validation (the first 5,000) and test pictures with their labels."""
    X, X_test = (x.astype("float32") / 255 for x in (fashion.x_train, fashion.x_test))
    y, y_test = fashion.y_train.astype(int), fashion.y_test.astype(int)
    cut = min(5000, len(X) // 4)
    return (X[cut:], y[cut:]), (X[:cut], y[:cut]), (X_test, y_test)


def autoencoder(widths, code, hidden="relu", last="sigmoid", at_code="relu"):
    """A dense autoencoder for flat rows: widths down to the code, and back up."""
    import keras

    down = [keras.layers.Dense(n, hidden) for n in widths[1:]]
    middle = keras.layers.Dense(code, at_code)
    up = [keras.layers.Dense(n, hidden) for n in widths[:0:-1]]
    end = keras.layers.Dense(widths[0], last)
    return keras.Sequential([keras.Input((widths[0],)), *down, middle, *up, end])


def rebuild_error(net, X):
    """The mean squared error of a network that should return its input."""
    parts = np.array_split(X, max(1, len(X) // 1000))
    return float(np.mean([np.mean((np.asarray(net(x)) - x) ** 2) for x in parts]))


def overlap(codes, y):
    """Share of codes whose nearest class mean is not that of their own class."""
    classes = np.unique(y)
    means = np.array([codes[y == c].mean(axis=0) for c in classes])
    far = ((codes[:, None] - means) ** 2).sum(axis=2)
    return float((classes[far.argmin(axis=1)] != y).mean())


def fit(net, X, Y, epochs, batch, seed=1, **more):
    """Fit with the order of examples fixed by the seed; return the losses per epoch."""
    run.seed(seed)
    return net.fit(X, Y, batch_size=batch, epochs=epochs, verbose=0, **more).history
