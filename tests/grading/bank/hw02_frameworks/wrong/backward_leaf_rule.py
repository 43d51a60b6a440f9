"""Calls the rule of a node that has none."""


# loses: backward_visible 4, backward_hidden 2, backward_hidden_once 1,
#   backward_hidden_left_out 1, backward_hidden_arrays 2
# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
