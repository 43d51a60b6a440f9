"""Counts the gradient of the output twice."""


# loses: backward_visible 4, backward_hidden 2, backward_hidden_once 1,
#   backward_hidden_left_out 1, backward_hidden_arrays 2
# %% backward
def backward(tape, output):
    grads = {output: 2.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and vjp is not None:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
