"""Takes the entries off the tape of the caller."""

# loses: backward_visible 4, backward_hidden 2, backward_hidden_once 1,
#   backward_hidden_left_out 1, backward_hidden_arrays 2


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    while tape:
        node, inputs, vjp = tape.pop()
        if node in grads and inputs:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
