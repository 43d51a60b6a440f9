"""Uses the mean square less the squared mean, which cancels far from zero."""

# loses: Standard_hidden 2
import numpy as np


# %% Standard
class Standard:
    def fit(self, X):
        self.mu = X.mean(axis=0)
        sigma = np.sqrt(np.abs((X**2).mean(axis=0) - self.mu**2))
        self.sigma = np.where(X.max(axis=0) == X.min(axis=0), 1, sigma)

    def transform(self, X):
        return (X - self.mu) / self.sigma

    def inverse(self, Z):
        return Z * self.sigma + self.mu
