"""Adds up over entries, but an input that is used twice by one counts once."""


# loses: backward_visible 4, backward_hidden 2
# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and vjp is not None:
            new = dict(zip(inputs, vjp(grads[node]), strict=True))
            for name, g in new.items():
                grads[name] = grads.get(name, 0.0) + g
    return grads
