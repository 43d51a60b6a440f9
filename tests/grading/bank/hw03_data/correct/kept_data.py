"""fit keeps a copy of the data; the work is done when it is asked for."""

import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.labels = labels.copy()

    def transform(self, labels):
        classes = np.unique(self.labels)
        codes = np.full(len(labels), -1)
        for code, label in enumerate(classes):
            codes[labels == label] = code
        if (codes < 0).any():
            raise ValueError("a label without a code")
        return codes

    def inverse(self, codes):
        return np.unique(self.labels)[codes]


# %% MinMax
class MinMax:
    def fit(self, X):
        self.X = np.array(X, dtype=float)

    def transform(self, X):
        both = np.sort(self.X, axis=0)[[0, -1]]
        both[1, both[0] == both[1]] += 1
        return (X - both[0]) / (both[1] - both[0])

    def inverse(self, Z):
        both = np.sort(self.X, axis=0)[[0, -1]]
        both[1, both[0] == both[1]] += 1
        return Z * (both[1] - both[0]) + both[0]


# %% Standard
class Standard:
    def fit(self, X):
        self.X = X + 0.0

    def transform(self, X):
        sigma = np.std(self.X, axis=0) * (np.ptp(self.X, axis=0) > 0)
        return (X - np.mean(self.X, axis=0)) / np.where(sigma == 0, 1, sigma)

    def inverse(self, Z):
        sigma = np.std(self.X, axis=0) * (np.ptp(self.X, axis=0) > 0)
        return np.where(sigma == 0, 1, sigma) * Z + np.mean(self.X, axis=0)
