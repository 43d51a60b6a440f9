"""Takes the mean distance from the mean for the deviation."""

# loses: Standard_visible 4, Standard_hidden 2, Standard_hidden_inverse 2,
#   Standard_hidden_constant 2
import numpy as np


# %% Standard
class Standard:
    def fit(self, X):
        self.mu = X.mean(axis=0)
        sigma = np.abs(X - self.mu).mean(axis=0)
        self.sigma = np.where(sigma == 0, 1, sigma)

    def transform(self, X):
        return (X - self.mu) / self.sigma

    def inverse(self, Z):
        return Z * self.sigma + self.mu
