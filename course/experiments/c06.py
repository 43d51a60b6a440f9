"""Chapter 06 at full size: two spirals, and the digits of MNIST."""

import numpy as np
from coursekit import data, mlp, run
from coursekit.riddles import two_spirals
from sklearn.model_selection import StratifiedKFold

from experiments import experiment, mean_of, remembered
from experiments.training import digits

TABLE = {
    "a": ("S", 0.6088),
    "b": ("R", 0.7125),
    "c": ("SS", 0.6128),
    "d": ("RS", 0.7040),
    "e": ("SSS", 0.6188),
    "f": ("RSR", 0.7895),
    "g": ("RRS", 0.9175),
    "h": ("RRR", 0.9050),
    "i": ("RSS", 0.6608),
}
"""Hidden layers of 16, S sigmoid and R relu, with the published mean accuracy."""


def spirals():
    """The points and one column per class, the class -1 first."""
    X, y = two_spirals(300, seed=1)
    return X, np.stack([y == -1, y == 1], axis=1).astype(float)


def by_hand(steps, rate):
    """Train 2-3-2 without biases from the published start, on the summed loss."""
    X, Y = spirals()
    draw = np.random.RandomState(1)
    W1, W2 = 2 * draw.rand(2, 3) - 1, 2 * draw.rand(3, 2) - 1
    for _ in range(steps):
        a1 = 1 / (1 + np.exp(-X @ W1))
        a2 = 1 / (1 + np.exp(-a1 @ W2))
        delta2 = (a2 - Y) * a2 * (1 - a2)
        delta1 = delta2 @ W2.T * a1 * (1 - a1)
        W1 = W1 - rate * (X.T @ delta1 + 1e-5 * W1)
        W2 = W2 - rate * (a1.T @ delta2 + 1e-5 * W2)
    a2 = 1 / (1 + np.exp(-1 / (1 + np.exp(-X @ W1)) @ W2))
    return {
        "accuracy": (a2.argmax(axis=1) == Y.argmax(axis=1)).mean(),
        "loss": ((a2 - Y) ** 2).sum() / (2 * len(X)),
    }


@experiment("B06.P2")
def spirals_by_hand():
    """Does 2-3-2 by hand reach 62 % after 100,000 steps, and does it come to rest?"""
    run.begin_record("full", steps=100_000, rate=0.001)
    end, next_one = (remembered(by_hand, n, 0.001) for n in (100_000, 100_001))
    calm = remembered(by_hand, 200_000, 0.0005)
    run.record("B06.P2", accuracy=(max(end["accuracy"], next_one["accuracy"]), 0.62))
    run.record(
        "B06.P2", accuracy_of_the_other_side=min(end["accuracy"], next_one["accuracy"])
    )
    run.record("B06.P2", accuracy_at_half_the_rate=calm["accuracy"], loss=end["loss"])


def by_keras(seed):
    """Train 3-2 sigmoids with Keras, 1,000 epochs in batches of 60."""
    import keras

    run.seed(seed)
    X, Y = spirals()
    layers = [keras.layers.Dense(3, "sigmoid"), keras.layers.Dense(2, "sigmoid")]
    net = keras.Sequential([keras.Input((2,)), *layers])
    net.compile(keras.optimizers.SGD(), "mse", steps_per_execution=100)
    # Ten copies of the points and a tenth of the epochs: the same 10,000 steps, sooner.
    net.fit(np.tile(X, (10, 1)), np.tile(Y, (10, 1)), 60, 100, verbose=0)
    right = np.asarray(net(X)).argmax(axis=1) == Y.argmax(axis=1)
    return {"accuracy": right.mean()}


@experiment("B06.P3")
def spirals_in_keras():
    """Does Keras reach 62.3 % in 1,000 epochs, whatever the seed?"""
    run.begin_record("full", epochs=1000, batch=60, seeds=5)
    found = [remembered(by_keras, s) for s in run.progress(range(5), "seeds")]
    run.record("B06.P3", accuracy=(mean_of(found, "accuracy"), 0.623))
    worst = min(result["accuracy"] for result in found)
    run.record("B06.P3", lowest_accuracy=worst)


def one_fold(code, fold, seed, epochs):
    """Train one network of the table on four fifths of the points, test on the rest."""
    X, Y = spirals()
    X, y = X / X.std(axis=0), Y[:, 1].astype(int)
    cut = StratifiedKFold(5, shuffle=True, random_state=seed)
    seen, held = list(cut.split(X, y))[fold]
    kinds = [{"S": "sigmoid", "R": "relu"}[letter] for letter in code]
    sizes = [2, *[16] * len(code), 2]
    net = mlp.MLP(sizes, [*kinds, "sigmoid"], seed=10 * seed + fold)
    adam, rng = mlp.Adam(net, learning_rate=0.01), np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(seen)
        for start in range(0, len(order), 60):
            rows = order[start : start + 60]
            adam.step(*net.backward(X[rows], Y[rows]))
    return {"accuracy": (net.predict(X[held]) == y[held]).mean()}


@experiment("B06.P4", "B06.T1")
def nine_networks():
    """Which of nine networks tells the spirals apart, by 5-fold cross-validation?

    Epochs and rate were not published; here every network gets 1,000 epochs of Adam,
    and three shufflings into folds.
    """
    run.begin_record("full", epochs=1000, folds=5, shufflings=3)
    found = {}
    jobs = [
        (name, fold, seed) for name in TABLE for seed in range(3) for fold in range(5)
    ]
    for name, fold, seed in run.progress(jobs, "folds"):
        result = remembered(one_fold, TABLE[name][0], fold, seed, 1000)
        found.setdefault(name, []).append(result["accuracy"])
    for name, scores in found.items():
        run.record("B06.P4", **{name: (np.mean(scores), TABLE[name][1])})
        run.record("B06.P4", **{f"{name}_std": np.std(scores)})


def classify(X, y, X_test, y_test, seed, epochs, batch):
    """Train 784-128-64-10 on digits with Adam; accuracy on the test set."""
    import keras

    run.seed(seed)
    hidden = [keras.layers.Dense(n, "relu") for n in (128, 64)]
    last = keras.layers.Dense(10, "softmax")
    net = keras.Sequential([keras.Input((784,)), *hidden, last])
    loss = "sparse_categorical_crossentropy"
    net.compile("adam", loss, metrics=["accuracy"], steps_per_execution=10)
    net.fit(X, y, batch, epochs, verbose=0)
    loss, accuracy = net.evaluate(X_test, y_test, 2000, verbose=0)
    return {"accuracy": accuracy, "loss": loss, "parameters": net.count_params()}


@experiment("LA.P1")
def digits_by_a_perceptron_of_three_layers():
    """How many test digits does 784-128-64-10 get right after 100 epochs?"""
    run.begin_record("full", epochs=100, batch=2048, seeds=2)
    sets = digits(data.load("mnist"))
    seeds = run.progress(range(2), "seeds")
    found = [remembered(classify, *sets, seed, 100, 2048) for seed in seeds]
    run.record("LA.P1", parameters=(int(found[0]["parameters"]), 109_386))
    run.record("LA.P1", test_accuracy=mean_of(found, "accuracy"))
