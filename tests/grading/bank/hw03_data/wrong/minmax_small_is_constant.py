"""Takes a small range for none."""

# loses: MinMax_hidden 2
import numpy as np


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = np.where(span < 1e-8, 1, span)

    def transform(self, X):
        return (X - self.low) / self.span

    def inverse(self, Z):
        return Z * self.span + self.low
