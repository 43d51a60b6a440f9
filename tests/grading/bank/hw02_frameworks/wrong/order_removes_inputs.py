"""Takes the inputs out of the lists of the caller."""


# loses: topological_order_hidden 3
# %% topological_order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        ready = [n for n, inputs in graph.items() if not inputs and n not in order]
        if not ready:
            raise ValueError("a cycle")
        order.append(min(ready))
        for inputs in graph.values():
            inputs[:] = [i for i in inputs if i != order[-1]]
    return order
