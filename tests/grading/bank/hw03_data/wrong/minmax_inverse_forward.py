"""Scales once more instead of going back."""

# loses: MinMax_visible 4, MinMax_hidden_inverse 2, MinMax_hidden_constant 2
import numpy as np


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = np.where(span == 0, 1, span)

    def transform(self, X):
        return (X - self.low) / self.span

    def inverse(self, Z):
        return self.transform(Z)
