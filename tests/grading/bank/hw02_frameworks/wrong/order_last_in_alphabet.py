"""Takes the last ready node of the alphabet."""


# loses: topological_order_visible 4, topological_order_hidden 3
# %% topological_order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            raise ValueError("a cycle")
        order.append(max(ready))
    return order
