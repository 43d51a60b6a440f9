"""Never ends when there is a cycle."""


# loses: topological_order_visible 4, topological_order_hidden_cycle 2
# %% topological_order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        for node in sorted(graph):
            if node not in order and all(i in order for i in graph[node]):
                order.append(node)
                break
    return order
