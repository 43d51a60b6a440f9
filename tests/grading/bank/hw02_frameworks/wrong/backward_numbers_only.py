"""Adds up plain numbers and loses the arrays."""

# loses: backward_hidden_arrays 2
import numpy as np


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and vjp is not None:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + float(np.sum(g))
    return grads
