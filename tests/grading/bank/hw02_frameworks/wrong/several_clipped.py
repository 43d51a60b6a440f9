"""Clips the exponential, rounds slopes, asks rules whose node has no gradient."""

# loses: numerical_gradient_hidden_step 2, pointwise_vjp_hidden_exp 1,
#   backward_hidden_left_out 1
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = eps
        grad[index] = round((f(x + step) - f(x - step)) / (2 * eps), 4)
    return grad


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return np.where(a > 0, g, 0)
    return g / a if op == "log" else g * np.exp(np.clip(a, -10, 10))


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        answers = vjp(grads.get(node, 0.0)) if vjp else []
        if node in grads:
            for name, g in zip(inputs, answers, strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
