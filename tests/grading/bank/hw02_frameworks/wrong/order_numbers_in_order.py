"""Sorts numbers within names as people do, 2 before 10."""

# loses: topological_order_hidden 3

# %% topological_order
import re


def topological_order(graph):
    order = []
    for _ in graph:
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            raise ValueError("the graph has a cycle")
        order.append(
            min(
                ready,
                key=lambda node: [
                    (c.isdigit(), int(c or 0) if c.isdigit() else 0, c)
                    for c in re.split(r"(\d+)", node)
                ],
            )
        )
    return order
