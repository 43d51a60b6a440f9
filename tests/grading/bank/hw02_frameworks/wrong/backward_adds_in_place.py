"""Adds into an array that another gradient shares."""

# loses: backward_hidden_arrays 2


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and inputs:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                if name in grads:
                    grads[name] += g
                else:
                    grads[name] = g
    return grads
