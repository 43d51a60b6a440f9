"""Chapter 08 at full size: autoencoders of one byte, of digits and of clothes."""

import numpy as np
from coursekit import data, mlp, run

from experiments import experiment, mean_of, remembered
from experiments.training import (
    autoencoder,
    clothes,
    digits,
    fit,
    overlap,
    rebuild_error,
)


def one_byte(seed):
    """Train 8-6-4-2-4-6-8 on the bits of 39 alone; errors on 39 and on 216."""
    bits = np.array([[0.0, 0, 1, 0, 0, 1, 1, 1]])
    net = mlp.MLP([8, 6, 4, 2, 4, 6, 8], ["sigmoid"] * 6, seed)
    for _ in range(10_000):
        # The mean over 8 outputs, where the class takes half the sum: a quarter.
        net.step(*net.backward(bits, bits), learning_rate=0.01 / 4)
    known, unknown = (
        np.mean((net.forward(x)[1][-1] - x) ** 2) for x in (bits, 1 - bits)
    )
    return {"known": known, "unknown": unknown}


@experiment("B07.P1", "B07.P3")
def one_byte_learnt_by_heart():
    """What error has an autoencoder of one byte, on that byte and on its complement?"""
    run.begin_record("full", epochs=10_000, seeds=10)
    found = [remembered(one_byte, seed) for seed in run.progress(range(10), "seeds")]
    run.record("B07.P1", mse=(mean_of(found, "known"), 0.0066))
    run.record("B07.P3", mse=(mean_of(found, "unknown"), 0.8445))


def small_code(X, shown, epochs, batch):
    """784-128-32-8-2 with relus everywhere, Adam, MSE; errors on what it is shown."""
    run.seed(1)
    net = autoencoder([784, 128, 32, 8], 2)
    net.compile("adam", "mse", steps_per_execution=10)
    log = fit(net, X, X, epochs, batch)
    return {"loss": log["loss"][-1], "shown": rebuild_error(net, shown)}


@experiment("LA.P2")
def digits_through_two_numbers():
    """What does 784-128-32-8-2 reach, fitted on the test digits and on training digits?

    The published run was fitted on the 10,000 test digits and shown on them.
    """
    run.begin_record("full", epochs=100, batch=1024)
    X, _, X_test, _ = digits(data.load("mnist"))
    as_published = remembered(small_code, X_test, X_test, 100, 1024)
    run.record("LA.P2", loss=(as_published["loss"], 0.0411))
    fair = remembered(small_code, X, X_test, 100, 1024)
    run.record("LA.P2", test_mse=fair["shown"])


def flat_code(X, X_valid, seed):
    """784-2-784, all linear, plain descent at 0.1 in batches of 32."""
    import keras

    run.seed(seed)
    net = autoencoder([784], 2, last=None, at_code=None)
    net.compile(keras.optimizers.SGD(0.1), "mse", steps_per_execution=50)
    log = fit(net, X, X, 20, 32, seed, validation_data=(X_valid, X_valid))
    return {"val_loss": log["val_loss"][-1]}


def flat_rival(X, X_valid):
    """PCA with two components: the best that any linear autoencoder can do."""
    from sklearn.decomposition import PCA

    pca = PCA(2, svd_solver="covariance_eigh").fit(X)
    back = pca.inverse_transform(pca.transform(X_valid))
    return {"val_loss": np.mean((back - X_valid) ** 2)}


@experiment("LD.P21", "LD.P23")
def clothes_through_a_plane():
    """How near does a linear autoencoder come to PCA in 20 epochs?"""
    run.begin_record("full", pictures=55_000, epochs=20, batch=32)
    (X, _), (X_valid, _), _ = clothes(data.load("fashion_mnist"))
    X, X_valid = X.reshape(-1, 784), X_valid.reshape(-1, 784)
    found = remembered(flat_code, X, X_valid, 1)
    run.record("LD.P21", val_loss=(found["val_loss"], 0.0469))
    run.record("LD.P23", val_loss_pca=remembered(flat_rival, X, X_valid)["val_loss"])


DEPTHS = {"d": [784], "c": [784, 10], "b": [784, 28, 10], "a": [784, 392, 28, 10]}
"""Widths from the digits down to a code of two numbers, the shallowest first."""


def one_depth(widths, X, X_test, y_test):
    """Sigmoids, a tanh code, BCE, Adam, 100 epochs in batches of 256."""
    import keras

    run.seed(1)
    net = autoencoder(widths, 2, "sigmoid", "sigmoid", "tanh")
    net.compile("adam", "binary_crossentropy", steps_per_execution=20)
    fit(net, X, X, 100, 256)
    encoder = keras.Model(net.inputs, net.layers[len(widths) - 1].output)
    mixed = overlap(encoder.predict(X_test, 1000, verbose=0), y_test)
    return {"mse": rebuild_error(net, X_test), "overlap": mixed}


@experiment("B07.P6", "B07.P5")
def digits_through_four_depths():
    """Does depth help an autoencoder of sigmoids with a code of two numbers?"""
    run.begin_record("full", digits=60_000, epochs=100, batch=256)
    X, _, X_test, y_test = digits(data.load("mnist"))
    for name in run.progress(DEPTHS, "depths"):
        found = remembered(one_depth, DEPTHS[name], X, X_test, y_test)
        run.record("B07.P6", **{f"{name}_test_mse": found["mse"]})
        run.record("B07.P6", **{f"{name}_overlap": found["overlap"]})


@experiment("LA.P5")
def digits_through_32_numbers():
    """What does 784-128-64-32 reach in 100 epochs, on digits it has not seen?"""
    run.begin_record("full", digits=60_000, epochs=100, batch=256)
    X, _, X_test, _ = digits(data.load("mnist"))
    found = remembered(medium_code, X, X_test)
    run.record("LA.P5", test_mse=found["shown"])


def medium_code(X, shown):
    """784-128-64-32 with relus everywhere, Adam, MSE, batches of 256."""
    run.seed(1)
    net = autoencoder([784, 128, 64], 32)
    net.compile("adam", "mse", steps_per_execution=20)
    fit(net, X, X, 100, 256)
    return {"shown": rebuild_error(net, shown)}
