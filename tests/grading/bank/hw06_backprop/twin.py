"""Leaves every network and every slope to Keras, in 64 bits: no formula of ours."""

import numpy as np


# %% sigmoid
def sigmoid(z):
    import keras
    import tensorflow as tf

    z = tf.constant(z, "float64")
    with tf.GradientTape() as tape:
        tape.watch(z)
        a = keras.activations.sigmoid(z)
    return a.numpy(), tape.gradient(a, z).numpy()


# %% softmax
def softmax(Z):
    import keras
    import tensorflow as tf

    Z = tf.constant(Z)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(Z)
        P = keras.activations.softmax(Z)
        columns = tf.unstack(P, axis=1)
    return P.numpy(), np.stack([tape.gradient(p, Z).numpy() for p in columns], axis=1)


# %% forward
def forward(X, params, output):
    import keras

    keras.config.set_floatx("float64")
    activations = [X]
    for k, (W, b) in enumerate(params, 1):
        bend = output if k == len(params) else "sigmoid"
        layer = keras.layers.Dense(len(b), bend)
        layer.build(W.shape[:1])
        layer.set_weights([W, b])
        activations.append(np.asarray(layer(activations[-1])))
    return activations


# %% loss
def loss(A, Y, params, output, lam):
    import keras

    keras.config.set_floatx("float64")
    keras.config.set_epsilon(1e-12)
    if output == "softmax":
        errors = keras.losses.categorical_crossentropy(Y, A)
    else:  # Keras takes the mean over the outputs, and no half
        errors = keras.losses.mean_squared_error(Y, A) * Y.shape[1] / 2
    cost = keras.regularizers.L2(lam / 2)
    return float(np.mean(errors) + sum(float(cost(W)) for W, _ in params))


# %% deltas
def deltas(activations, Y, params, output):
    import keras
    import tensorflow as tf

    keras.config.set_floatx("float64")
    A, scores = activations[0], []
    with tf.GradientTape() as tape:
        for k, (W, b) in enumerate(params, 1):
            layer = keras.layers.Dense(len(b))
            layer.build(W.shape[:1])
            layer.set_weights([W, b])
            scores.append(layer(A))
            tape.watch(scores[-1])
            last = output if k == len(params) else "sigmoid"
            A = keras.activations.get(last)(scores[-1])
        if output == "softmax":
            errors = keras.losses.categorical_crossentropy(Y, A)
        else:
            errors = keras.losses.mean_squared_error(Y, A) * Y.shape[1] / 2
        total = tf.reduce_mean(errors)
    return [slopes.numpy() for slopes in tape.gradient(total, scores)]


# %% backward
def backward(activations, Y, params, output, lam):
    import keras
    import tensorflow as tf

    keras.config.set_floatx("float64")
    bends = ["sigmoid"] * (len(params) - 1) + [output]
    cost = keras.regularizers.L2(lam / 2)
    layers = [
        keras.layers.Dense(len(b), bend, kernel_regularizer=cost)
        for (_, b), bend in zip(params, bends, strict=True)
    ]
    model = keras.Sequential([keras.Input(activations[0].shape[1:]), *layers])
    model.set_weights([array for pair in params for array in pair])
    with tf.GradientTape() as tape:
        A = model(activations[0])
        if output == "softmax":
            errors = keras.losses.categorical_crossentropy(Y, A)
        else:
            errors = keras.losses.mean_squared_error(Y, A) * Y.shape[1] / 2
        total = tf.reduce_mean(errors) + sum(model.losses)
    slopes = [g.numpy() for g in tape.gradient(total, model.trainable_variables)]
    return list(zip(slopes[::2], slopes[1::2], strict=True))


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    import keras

    keras.config.set_floatx("float64")
    variables = [keras.Variable(array) for pair in params for array in pair]
    slopes = [keras.ops.convert_to_tensor(array) for pair in grads for array in pair]
    keras.optimizers.SGD(learning_rate).apply(slopes, variables)
    new = [np.asarray(variable) for variable in variables]
    return list(zip(new[::2], new[1::2], strict=True))
