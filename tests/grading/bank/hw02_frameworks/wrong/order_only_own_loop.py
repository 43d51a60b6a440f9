"""Finds only cycles through a node and its own inputs."""


# loses: topological_order_hidden_cycle 2
# %% topological_order
def topological_order(graph):
    for node, inputs in graph.items():
        if node in inputs or any(node in graph[i] for i in inputs):
            raise ValueError("a cycle")
    order = []
    while len(order) < len(graph):
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        order.append(min(ready or left))
    return order
