"""Ignores a second fit."""

# loses: MinMax_hidden 2
import numpy as np


# %% MinMax
class MinMax:
    def fit(self, X):
        if hasattr(self, "low"):
            return
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = np.where(span == 0, 1, span)

    def transform(self, X):
        return (X - self.low) / self.span

    def inverse(self, Z):
        return Z * self.span + self.low
