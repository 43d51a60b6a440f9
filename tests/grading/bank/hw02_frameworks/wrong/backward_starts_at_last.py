"""Starts at the last entry of the tape, whatever the output is."""


# loses: backward_hidden_left_out 1
# %% backward
def backward(tape, output):
    grads = {tape[-1][0]: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and vjp is not None:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
