"""Takes the nodes out of the graph of the caller."""


# loses: topological_order_hidden 3
# %% topological_order
def topological_order(graph):
    order = []
    while graph:
        ready = [n for n, inputs in graph.items() if set(inputs) <= set(order)]
        if not ready:
            raise ValueError("a cycle")
        order.append(min(ready))
        del graph[order[-1]]
    return order
