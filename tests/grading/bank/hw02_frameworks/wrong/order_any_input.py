"""Takes a node for ready when one of its inputs has been taken."""


# loses: topological_order_visible 4, topological_order_hidden 3,
#   topological_order_hidden_twice 1, topological_order_hidden_cycle 2
# %% topological_order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        left = [node for node in graph if node not in order]
        ready = [n for n in left if not graph[n] or any(i in order for i in graph[n])]
        if not ready:
            raise ValueError("a cycle")
        order.append(min(ready))
    return order
