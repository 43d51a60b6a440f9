"""Follows every way to the inputs by itself: right, and endless on larger graphs."""


# loses: backward_hidden_once 1
# %% backward
def backward(tape, output):
    entries = {node: (inputs, vjp) for node, inputs, vjp in tape}
    grads = {}

    def follow(node, g):
        grads[node] = grads.get(node, 0.0) + g
        inputs, vjp = entries[node]
        if inputs:
            for name, part in zip(inputs, vjp(g), strict=True):
                follow(name, part)

    follow(output, 1.0)
    return grads
