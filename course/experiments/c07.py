"""Chapter 07 at full size: Fashion-MNIST, and two claims put to the test."""

import numpy as np
from coursekit import data, run

from experiments import experiment, mean_of, remembered
from experiments.training import clothes, fit

EPOCHS = 10


def network(kind, seed):
    """784-300-100-10: "plain" with relus, or with "dropout" and ELU."""
    import keras

    run.seed(seed)
    layers = [keras.Input((28, 28)), keras.layers.Flatten()]
    for n in (300, 100):
        if kind == "dropout":
            layers += [keras.layers.Dropout(0.2)]
            layers += [keras.layers.Dense(n, "elu", kernel_initializer="he_normal")]
        else:
            layers += [keras.layers.Dense(n, "relu")]
    layers += [keras.layers.Dropout(0.2)] if kind == "dropout" else []
    return keras.Sequential([*layers, keras.layers.Dense(10, "softmax")])


def ready(net, optimizer):
    """Compile a network for ten classes."""
    loss = "sparse_categorical_crossentropy"
    net.compile(optimizer, loss, ["accuracy"], steps_per_execution=50)
    return net


def classify(kind, train, valid, test, seed):
    """Ten epochs of plain descent in batches of 32; scores on all three sets."""
    import keras

    net = ready(network(kind, seed), keras.optimizers.SGD(0.01))
    log = fit(net, *train, EPOCHS, 32, seed, validation_data=valid)
    loss, accuracy = net.evaluate(*test, 500, verbose=0)
    return {
        "accuracy": log["accuracy"][-1],
        "val_accuracy": log["val_accuracy"][-1],
        "test_loss": loss,
        "test_accuracy": accuracy,
    }


@experiment("LD.P02")
def clothes_by_plain_descent():
    """How well does 784-300-100-10 know clothes after ten epochs of plain descent?"""
    run.full(pictures=55_000, epochs=EPOCHS, batch=32, seeds=3)
    sets = clothes(data.load("fashion_mnist"))
    seeds = run.progress(range(3), "seeds")
    found = [remembered(classify, "plain", *sets, seed) for seed in seeds]
    run.record("LD.P02", val_accuracy=(mean_of(found, "val_accuracy"), 0.8772))
    run.record("LD.P02", test_accuracy=(mean_of(found, "test_accuracy"), 0.8692))
    run.record("LD.P02", test_loss=(mean_of(found, "test_loss"), 0.3723))


@experiment("LD.P13")
def clothes_with_dropout():
    """Is dropout worth its while in ten epochs? The published run was behind."""
    run.full(pictures=55_000, epochs=EPOCHS, batch=32, seeds=2)
    sets = clothes(data.load("fashion_mnist"))
    seeds = run.progress(range(2), "seeds")
    found = [remembered(classify, "dropout", *sets, seed) for seed in seeds]
    run.record("LD.P13", accuracy=(mean_of(found, "accuracy"), 0.8313))
    run.record("LD.P13", val_accuracy=(mean_of(found, "val_accuracy"), 0.8686))


def stopped_early(train, valid, test, seed):
    """The trained dropout network goes on with Adam at 0.01 until patience ends."""
    import keras

    net = ready(network("dropout", seed), keras.optimizers.SGD(0.01))
    fit(net, *train, EPOCHS, 32, seed)
    ready(net, keras.optimizers.Adam(0.01))
    stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    log = fit(net, *train, 10, 32, seed, validation_data=valid, callbacks=[stop])
    best = int(np.argmin(log["val_loss"]))
    return {
        "best_epoch": best + 1,
        "val_loss": log["val_loss"][best],
        "val_accuracy": log["val_accuracy"][best],
    }


@experiment("LD.P14")
def adam_at_a_hundredth_stopped_early():
    """When does early stopping end a run of Adam whose rate is too high?"""
    run.full(pictures=55_000, epochs="10 + 10", patience=3)
    found = remembered(stopped_early, *clothes(data.load("fashion_mnist")), 0)
    run.record("LD.P14", best_epoch=(int(found["best_epoch"]), 3))
    run.record("LD.P14", val_loss=(found["val_loss"], 0.5277))
    run.record("LD.P14", val_accuracy=(found["val_accuracy"], 0.8328))
