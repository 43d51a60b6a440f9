"""Hands 1 to every rule, not the gradient of the node."""

# loses: backward_hidden 2, backward_hidden_left_out 1, backward_hidden_arrays 2
import numpy as np


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and vjp is not None:
            for name, g in zip(inputs, vjp(np.ones_like(grads[node])), strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
