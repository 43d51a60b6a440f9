"""Returns the share of those who are right."""

# loses: overlap_visible 3, overlap_hidden 3, overlap_hidden_labels 2
import numpy as np


# %% overlap
def overlap(codes, y):
    classes = np.unique(y)
    means = np.array([codes[y == label].mean(axis=0) for label in classes])
    far = np.sum((codes[:, None] - means) ** 2, axis=2)
    return np.mean(classes[far.argmin(axis=1)] == y)
