"""Leaves every slope, step and schedule to Keras: no formula of ours."""

import numpy as np


# %% activate
def activate(z, kind, alpha=0.2):
    import keras
    import tensorflow as tf

    keras.config.set_floatx("float64")
    rules = {
        "relu": keras.activations.relu,
        "leaky": lambda z: keras.activations.leaky_relu(z, alpha),
        "elu": lambda z: keras.activations.elu(z, alpha),
        "selu": keras.activations.selu,
    }
    # At 0, Keras takes the lower slope, but for the SELU: a hair below they agree.
    z = tf.constant(np.where(z == 0, -1e-12, z), "float64")
    with tf.GradientTape() as tape:
        tape.watch(z)
        a = rules[kind](z)
    return a.numpy(), tape.gradient(a, z).numpy()


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    import keras

    keras.config.set_floatx("float64")
    layer = keras.layers.BatchNormalization(momentum=momentum, epsilon=eps)
    layer.build(Z.shape)
    layer.set_weights([gamma, beta, *moving])
    new = np.asarray(layer(Z, training=training))
    return new, tuple(layer.get_weights()[2:])


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    import keras
    import tensorflow as tf

    keras.config.set_floatx("float64")
    layer = keras.layers.BatchNormalization(epsilon=eps)
    layer.build(Z.shape)
    layer.gamma.assign(gamma)
    Z = tf.constant(Z)
    with tf.GradientTape() as tape:
        tape.watch(Z)
        loss = tf.reduce_sum(delta * layer(Z, training=True))
    variables = [Z, layer.gamma.value, layer.beta.value]
    return tuple(slope.numpy() for slope in tape.gradient(loss, variables))


# %% clip
def clip(grads, limit, by):
    import keras

    keras.config.set_floatx("float64")
    names = {"value": "clipvalue", "norm": "clipnorm", "global_norm": "global_clipnorm"}
    zeros = [keras.Variable(np.zeros(g.shape)) for g in grads]
    tensors = [keras.ops.convert_to_tensor(g) for g in grads]
    keras.optimizers.SGD(1.0, **{names[by]: limit}).apply(tensors, zeros)
    return [-np.asarray(variable) for variable in zeros]


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    import keras

    keras.config.set_floatx("float64")
    root = (1 - 0.999**t) ** 0.5  # Keras adds epsilon before the root is corrected
    optimisers, rate = keras.optimizers, learning_rate
    optimiser = {
        "momentum": lambda: optimisers.SGD(rate, momentum=0.9),
        "nesterov": lambda: optimisers.SGD(rate, momentum=0.9, nesterov=True),
        "adagrad": lambda: optimisers.Adagrad(rate, epsilon=1e-7),
        "rmsprop": lambda: optimisers.RMSprop(rate, rho=0.9, epsilon=1e-7),
        "adam": lambda: optimisers.Adam(rate, epsilon=1e-7 * root),
    }[kind]()
    ahead = 0.9 if kind == "nesterov" else 0.0  # where Keras keeps the parameters
    variable = keras.Variable(w + ahead * m)
    optimiser.build([variable])
    optimiser.iterations.assign(t - 1)
    kept = {v.path.rsplit("_", 1)[-1]: v for v in optimiser.variables[2:]}
    first, second = kept.get("momentum"), kept.get("velocity", kept.get("accumulator"))
    for memory, start in ((first, m), (second, s)):
        if memory is not None:
            memory.assign(start)
    g = gradient(np.asarray(variable))
    optimiser.apply([keras.ops.convert_to_tensor(g)], [variable])
    m = m if first is None else np.asarray(first)
    s = s if second is None else np.asarray(second)
    return np.asarray(variable) - ahead * m, m, s


# %% learning_rate
def learning_rate(t, schedule):
    import keras

    schedules, n = keras.optimizers.schedules, schedule
    if n["kind"] == "power":  # Keras has c = 1 only
        rule = schedules.InverseTimeDecay(1.0, n["s"], 1.0)
        return n["rate"] * float(rule(t)) ** n["c"]
    if n["kind"] == "exponential":
        rule = schedules.ExponentialDecay(n["rate"], n["s"], n["r"])
    elif n["kind"] == "polynomial":
        rule = schedules.PolynomialDecay(n["rate"], n["T"], n["end"], n["p"])
    elif n["borders"]:
        rule = schedules.PiecewiseConstantDecay(n["borders"], n["rates"])
    else:
        return n["rates"][0]
    return float(rule(t))


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    import keras

    stopping = keras.callbacks.EarlyStopping(
        patience=patience, min_delta=min_delta, mode="min"
    )
    stopping.set_model(model := keras.Sequential())
    model.stop_training = False
    stopping.on_train_begin()
    for epoch, loss in enumerate(losses):
        stopping.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            break
    return epoch + 1, stopping.best_epoch + 1


# %% elastic_net
def elastic_net(params, lam, beta):
    import keras
    import tensorflow as tf

    keras.config.set_floatx("float64")
    rule = keras.regularizers.L1L2(l1=lam * beta, l2=lam * (1 - beta) / 2)
    weights = [tf.constant(W) for W, _ in params]
    with tf.GradientTape() as tape:
        tape.watch(weights)
        cost = sum(rule(W) for W in weights)
    slopes = tape.gradient(cost, weights, unconnected_gradients="zero")
    biases = [np.zeros(b.shape) for _, b in params]
    return float(cost), [(g.numpy(), b) for g, b in zip(slopes, biases, strict=True)]
