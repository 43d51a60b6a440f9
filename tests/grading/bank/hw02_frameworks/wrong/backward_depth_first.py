"""Visits each node once, but before all of its users."""


# loses: backward_hidden 2, backward_hidden_once 1
# %% backward
def backward(tape, output):
    entries = {node: (inputs, vjp) for node, inputs, vjp in tape}
    grads, done = {output: 1.0}, set()

    def visit(node):
        inputs, vjp = entries[node]
        if inputs and node not in done:
            done.add(node)
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
            for name in inputs:
                visit(name)

    visit(output)
    return grads
