"""Sorts capital letters among the small ones."""

# loses: topological_order_hidden 3


# %% topological_order
def topological_order(graph):
    order = []
    for _ in graph:
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            raise ValueError("the graph has a cycle")
        order.append(min(ready, key=str.lower))
    return order
