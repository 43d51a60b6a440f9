"""Adds up within an entry, but a node that several use keeps the last sum."""


# loses: backward_visible 4, backward_hidden 2, backward_hidden_once 1,
#   backward_hidden_arrays 2
# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and vjp is not None:
            new = {}
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                new[name] = new.get(name, 0.0) + g
            grads.update(new)
    return grads
