"""Asks the rules as soon as a first gradient arrives, and again with the new sum."""


# loses: backward_hidden 2, backward_hidden_once 1
# %% backward
def backward(tape, output):
    entries = {node: (inputs, vjp) for node, inputs, vjp in tape}
    grads, waiting = {output: 1.0}, [output]
    while waiting:
        node = waiting.pop(0)
        inputs, vjp = entries[node]
        if inputs:
            for name, part in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + part
                if name not in waiting:
                    waiting.append(name)
    return grads
