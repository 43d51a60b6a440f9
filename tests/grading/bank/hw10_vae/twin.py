"""Leaves both reconstruction losses and every slope to Keras, in 64 bits."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    import keras

    keras.config.set_floatx("float64")
    return np.asarray(keras.ops.sqrt(keras.ops.exp(log_var)) * eps + mu)


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    import keras

    keras.config.set_floatx("float64")
    if kind == "mse":
        return np.asarray(keras.losses.mean_squared_error(x, x_hat)) * x.shape[1]
    return np.asarray(keras.losses.binary_crossentropy(x, x_hat)) * x.shape[1]


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    import keras

    keras.config.set_floatx("float64")
    law = {"mse": keras.losses.MeanSquaredError, "bce": keras.losses.BinaryCrossentropy}
    lost = x.shape[1] * law[kind]()(x, x_hat)
    kl = keras.ops.mean(mu**2 + keras.ops.expm1(log_var) - log_var) * mu.shape[1] / 2
    return float(lost + beta * kl)


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    import keras
    import tensorflow as tf

    keras.config.set_floatx("float64")
    if kind == "bce":  # the clip is no part of what Keras is to find the slope of
        x_hat = np.clip(x_hat, 1e-7, 1 - 1e-7)
    given = [tf.constant(array) for array in (mu, log_var, x_hat)]
    with tf.GradientTape() as tape:
        tape.watch(given)
        m, v, out = given
        if kind == "mse":
            lost = keras.losses.mean_squared_error(x, out)
        else:
            lost = keras.losses.binary_crossentropy(x, out)
        kl = keras.ops.sum(m * m + keras.ops.exp(v) - 1 - v, axis=1) / 2
        total = keras.ops.mean(x.shape[1] * lost + beta * kl)
    return [slopes.numpy() for slopes in tape.gradient(total, given)]


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    import keras

    keras.config.set_floatx("float64")
    law = {"mse": keras.losses.MeanSquaredError, "bce": keras.losses.BinaryCrossentropy}
    lost = x.shape[1] * law[kind]()(np.broadcast_to(x, x_hats.shape), x_hats)
    kl = keras.ops.mean(mu**2 + keras.ops.expm1(log_var) - log_var) * mu.shape[1] / 2
    return float(-lost - kl)
