"""Counts an input used twice as two, and takes it off as one."""


# loses: topological_order_hidden_twice 1
# %% topological_order
def topological_order(graph):
    count = {node: len(inputs) for node, inputs in graph.items()}
    order = []
    while len(order) < len(graph):
        ready = [n for n in graph if count[n] == 0 and n not in order]
        if not ready:
            raise ValueError("a cycle")
        order.append(min(ready))
        for node, inputs in graph.items():
            if order[-1] in inputs:
                count[node] -= 1
    return order
