"""Does not sum back over the matrices that an input has served."""

# loses: matmul_vjp_visible 4, matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def matmul_vjp(a, b, g):
    return g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g
