"""Leaves out nodes that wait for each other and says nothing."""


# loses: topological_order_visible 4, topological_order_hidden_cycle 2
# %% topological_order
def topological_order(graph):
    order = []
    while True:
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            return order
        order.append(min(ready))
