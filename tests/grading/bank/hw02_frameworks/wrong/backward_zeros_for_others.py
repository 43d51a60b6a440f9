"""Gives 0 to the nodes that the output does not depend on."""


# loses: backward_hidden_left_out 1
# %% backward
def backward(tape, output):
    grads = {node: 0.0 for node, _, _ in tape}
    grads[output] = 1.0
    for node, inputs, vjp in reversed(tape):
        if vjp is not None:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads[name] + g
    return grads
