"""Scales the given table itself."""

# loses: MinMax_visible 4, MinMax_hidden 2, MinMax_hidden_inverse 2,
#   MinMax_hidden_constant 2
import numpy as np


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = np.where(span == 0, 1, span)

    def transform(self, X):
        X -= self.low
        X /= self.span
        return X

    def inverse(self, Z):
        Z *= self.span
        Z += self.low
        return Z
