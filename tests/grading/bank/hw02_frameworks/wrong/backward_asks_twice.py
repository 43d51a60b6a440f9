"""Asks every rule once for each of its inputs."""


# loses: backward_hidden_once 1
# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and vjp is not None:
            for i, name in enumerate(inputs):
                grads[name] = grads.get(name, 0.0) + vjp(grads[node])[i]
    return grads
