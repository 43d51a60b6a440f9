"""Takes the ready nodes in the order of the dict."""


# loses: topological_order_visible 4, topological_order_hidden 3
# %% topological_order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            raise ValueError("a cycle")
        order.append(ready[0])
    return order
