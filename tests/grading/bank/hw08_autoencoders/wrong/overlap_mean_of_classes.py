"""Takes the mean over the classes, so that small ones count more."""

# loses: overlap_visible 3, overlap_hidden_labels 2
import numpy as np


# %% overlap
def overlap(codes, y):
    classes = np.unique(y)
    means = np.array([codes[y == label].mean(axis=0) for label in classes])
    far = np.sum((codes[:, None] - means) ** 2, axis=2)
    wrong = classes[far.argmin(axis=1)] != y
    return np.mean([wrong[y == label].mean() for label in classes])
