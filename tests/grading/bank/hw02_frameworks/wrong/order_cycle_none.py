"""Returns None for a cycle."""


# loses: topological_order_visible 4, topological_order_hidden_cycle 2
# %% topological_order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            return None
        order.append(min(ready))
    return order
