"""Follows only what the first node of the dict needs."""


# loses: topological_order_visible 4, topological_order_hidden 3,
#   topological_order_hidden_cycle 2
# %% topological_order
def in_order(graph):
    order = []
    while len(order) < len(graph):
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            raise ValueError("a cycle")
        order.append(min(ready))
    return order


def topological_order(graph):
    whole = in_order(graph)
    wanted, waiting = set(), list(graph)[:1]
    while waiting:
        node = waiting.pop()
        wanted.add(node)
        waiting += graph[node]
    return [node for node in whole if node in wanted]
