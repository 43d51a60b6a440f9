"""Uses np.dot, which does something else with stacks."""

# loses: matmul_vjp_visible 4, matmul_vjp_hidden_stacks 2, matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def matmul_vjp(a, b, g):
    grad_a = np.dot(g, np.swapaxes(b, -1, -2))
    return grad_a, np.dot(np.swapaxes(a, -1, -2), g)
