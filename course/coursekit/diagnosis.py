"""Why does my network not learn? A walk through the usual suspects, in a fixed order.

`check.diagnose` passes this on. The model itself is never changed: what is trained is a
copy with fresh weights, on at most a few hundred of the examples.
"""

from dataclasses import dataclass

import numpy as np

FEW = 10  # examples that any network should be able to learn by heart
STEPS = 200
SAMPLE = 256
SLOW, FAST = 1e-5, 0.1  # sound updates per weight lie between these, mostly near 1e-3
DEAD = 0.5  # more units than that without a life are too many


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to try if it is not well."""

    ok: bool
    what: str
    advice: str = ""

    def __str__(self):
        if self.ok:
            return f"[OK]   {self.what}"
        return f"[LOOK] {self.what}\n       Try: {self.advice}"


def diagnose(model, X, y):
    """Print what is well and what is not about a compiled Keras model and its data.

    Gives the findings as a list. Later steps are left out when the data already stop
    everything. Takes some seconds; the model keeps its weights.
    """
    if not getattr(model, "optimizer", None):
        raise ValueError("diagnose: compile the model first, then ask again.")
    X, y = np.asarray(X)[:SAMPLE], np.asarray(y)[:SAMPLE]
    findings = [numbers(X, "X"), numbers(y, "y"), scale(X), shapes(model, X, y)]
    if all(finding.ok for finding in findings if finding is not findings[2]):
        findings += [start(model, X, y), by_heart(model, X, y), pace(model, X, y)]
        findings += [alive(model, X)]
    print(*findings, sep="\n")
    return findings


def numbers(values, name):
    """Look for what is no number.

    >>> print(numbers(np.array([1.0, np.nan]), "X"))
    [LOOK] X: 1 of 2 values are nan or infinite
           Try: find where they come from; a single one spoils every weight
    """
    bad = np.count_nonzero(~np.isfinite(values.astype(float)))
    told = f"{name}: {bad} of {values.size} values are nan or infinite"
    advice = "find where they come from; a single one spoils every weight"
    return Finding(bad == 0, told if bad else f"{name}: all values are numbers", advice)


def scale(X):
    """Look whether the inputs are of a size that initial weights are made for.

    >>> scale(np.array([0.0, 255.0])).ok
    False
    """
    largest = float(np.abs(X).max())
    told = f"X: values up to {largest:.3g}"
    advice = "standardise, or divide pictures by 255: weights start for inputs near 1"
    return Finding(largest <= 20, told, advice)


def shapes(model, X, y):
    """Look whether what the model says can be compared with y at all."""
    out = tuple(np.shape(model(X[:2])))[1:]
    classes = out[-1] if out else 1
    if "sparse" in _loss_name(model):
        fits = y.ndim == 1 or y.shape[1:] == (1,)
        fits = fits and y.min() >= 0 and y.max() < classes
        told = f"y: labels {y.min():g} to {y.max():g} for {classes} outputs"
        return Finding(fits, told, "labels count from 0; one output for each class")
    told = f"outputs {out} per example, targets {y.shape[1:]}"
    advice = "y[:, None] or one-hot: shapes that differ are stretched, silently"
    return Finding(out == y.shape[1:], told, advice)


def start(model, X, y):
    """Look whether a fresh model is as wrong as one that knows nothing."""
    found, expected = _loss(_fresh(model), X, y), _ignorance(model, y)
    if expected is None:
        return Finding(np.isfinite(found), f"loss at the start: {found:.3g}", "")
    told = f"loss at the start: {found:.3g}; who knows nothing has {expected:.3g}"
    advice = "softmax or sigmoid twice (from_logits)? Too large weights or inputs?"
    return Finding(0.3 * expected < found < 3 * expected + 0.1, told, advice)


def by_heart(model, X, y):
    """Look whether a fresh model can learn ten examples by heart."""
    copy, few = _fresh(model), slice(0, FEW)
    before = _loss(copy, X[few], y[few])
    for _ in range(STEPS):
        copy.train_on_batch(X[few], y[few])
    after = _loss(copy, X[few], y[few])
    told = f"{FEW} examples, {STEPS} steps: loss from {before:.3g} to {after:.3g}"
    advice = "another learning rate (10 times less, 10 times more); then the loss"
    return Finding(np.isfinite(after) and after < 0.2 * before, told, advice)


def pace(model, X, y):
    """Look how far one step moves the weights, for the layer that is furthest off."""
    copy = _fresh(model)
    copy.train_on_batch(X[:32], y[:32])  # Adam's first step says little
    before = copy.get_weights()
    copy.train_on_batch(X[:32], y[:32])
    ratios = [
        np.linalg.norm(new - old) / np.linalg.norm(old)
        for new, old in zip(copy.get_weights(), before, strict=True)
        if old.ndim > 1 and np.linalg.norm(old) > 0
    ]
    worst = max(ratios, key=lambda r: abs(np.log10(max(r, 1e-12)) + 3), default=1e-3)
    told = f"a step moves weights by {worst:.1e} of their size (near 1e-3 is usual)"
    advice = "a smaller learning rate" if worst > FAST else "a larger learning rate"
    return Finding(SLOW < worst < FAST, told, advice)


def alive(model, X):
    """Look for hidden units that answer the same to every example."""
    if not any(layer.weights for layer in model.layers[:-1]):
        return Finding(True, "no hidden layer to look into")
    shares = {
        name: float((values.std(axis=0) < 1e-6).mean())
        for name, values in _hidden(model, X)
    }
    worst = max(shares, key=shares.get)
    told = f"{worst}: {shares[worst]:.0%} of the units never change their answer"
    advice = "a smaller learning rate, he_normal weights, or leaky_relu"
    return Finding(shares[worst] <= DEAD, told, advice)


def _hidden(model, X):
    """Give the name of each hidden layer with weights, and a row for each example."""
    import keras

    wanted = {layer.name: layer.output for layer in model.layers[:-1] if layer.weights}
    inputs = model.inputs[0] if len(model.inputs) == 1 else model.inputs
    for name, values in keras.Model(inputs, wanted)(X).items():
        yield name, np.asarray(values).reshape(len(X), -1)


def _fresh(model):
    import keras

    copy = keras.models.clone_model(model)
    rule = model.optimizer
    copy.compile(type(rule).from_config(rule.get_config()), model.loss)
    return copy


def _loss(model, X, y):
    return float(np.mean(model.evaluate(X, y, verbose=0)))


def _loss_name(model):
    loss = model.loss
    name = loss if isinstance(loss, str) else getattr(loss, "name", type(loss).__name__)
    return str(name).lower()


def _ignorance(model, y):
    """The loss of a model that knows how often each answer comes, and no more."""
    name = _loss_name(model)
    if "crossentropy" in name:
        one_hot = y.ndim == 2 and y.shape[1] > 1
        classes = y.shape[1] if one_hot else len(np.unique(y))
        return float(np.log(max(classes, 2)))
    if name in ("mse", "mean_squared_error"):
        return float(np.mean((y - y.mean(axis=0)) ** 2 + y.mean(axis=0) ** 2))
    return None
