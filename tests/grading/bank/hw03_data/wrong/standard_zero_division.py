"""Divides by 0 where a column is constant."""

# loses: Standard_visible 4, Standard_hidden_constant 2


# %% Standard
class Standard:
    def fit(self, X):
        self.mu = X.mean(axis=0)
        sigma = X.std(axis=0)
        self.sigma = sigma

    def transform(self, X):
        return (X - self.mu) / self.sigma

    def inverse(self, Z):
        return Z * self.sigma + self.mu
