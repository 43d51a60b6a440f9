"""Makes as many ones as there are columns."""

# loses: augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.column_stack([np.ones(X.shape[1]), X])
