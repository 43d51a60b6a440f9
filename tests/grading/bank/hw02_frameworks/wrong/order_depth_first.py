"""Goes down from every node in turn, inputs first: not the order asked for."""


# loses: topological_order_visible 4, topological_order_hidden 3
# %% topological_order
def topological_order(graph):
    order, under_way = [], set()

    def visit(node):
        if node in order:
            return
        if node in under_way:
            raise ValueError("a cycle")
        under_way.add(node)
        for i in sorted(graph[node]):
            visit(i)
        order.append(node)

    for node in sorted(graph):
        visit(node)
    return order
