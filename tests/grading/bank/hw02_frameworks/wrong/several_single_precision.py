"""Looks at a in single precision, and asks a rule with three inputs twice."""

# loses: pointwise_vjp_hidden 3, pointwise_vjp_hidden_log 2, backward_hidden_once 1
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return np.where(np.asarray(a, np.float32) > 0, g, 0)
    return g / (a + 1e-30) if op == "log" else g * np.exp(a)


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if vjp is None or node not in grads:
            continue
        for name, g in zip(inputs, vjp(grads[node]), strict=True):
            grads[name] = grads.get(name, 0.0) + g
        if len(inputs) > 2:
            grads[inputs[0]] = vjp(grads[node])[0]
    return grads
