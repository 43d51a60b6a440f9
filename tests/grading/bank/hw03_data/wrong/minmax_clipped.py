"""Cuts off what leaves the range from 0 to 1."""

# loses: MinMax_visible 4, MinMax_hidden 2, MinMax_hidden_constant 2
import numpy as np


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = np.where(span == 0, 1, span)

    def transform(self, X):
        return np.clip((X - self.low) / self.span, 0, 1)

    def inverse(self, Z):
        return Z * self.span + self.low
