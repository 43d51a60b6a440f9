"""Takes a small deviation for none."""

# loses: Standard_hidden 2
import numpy as np


# %% Standard
class Standard:
    def fit(self, X):
        self.mu = X.mean(axis=0)
        sigma = X.std(axis=0)
        self.sigma = np.where(sigma < 1e-8, 1, sigma)

    def transform(self, X):
        return (X - self.mu) / self.sigma

    def inverse(self, Z):
        return Z * self.sigma + self.mu
