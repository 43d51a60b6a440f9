"""Sorts by the alphabet and does not look at the inputs."""


# loses: topological_order_visible 4, topological_order_hidden 3,
#   topological_order_hidden_twice 1, topological_order_hidden_cycle 2
# %% topological_order
def topological_order(graph):
    return sorted(graph)
