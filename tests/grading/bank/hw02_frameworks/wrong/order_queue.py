"""Puts nodes that become ready at the end of a queue."""


# loses: topological_order_visible 4, topological_order_hidden 3
# %% topological_order
def topological_order(graph):
    missing = {node: set(inputs) for node, inputs in graph.items()}
    queue = sorted(node for node in graph if not missing[node])
    order = []
    while queue:
        node = queue.pop(0)
        order.append(node)
        new = [n for n in graph if node in missing[n] and missing[n] == {node}]
        for inputs in missing.values():
            inputs.discard(node)
        queue += sorted(new)
    if len(order) < len(graph):
        raise ValueError("a cycle")
    return order
