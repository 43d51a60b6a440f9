"""Adds a tiny number to every range."""

# loses: MinMax_hidden 2, MinMax_hidden_constant 2


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = span + 1e-8

    def transform(self, X):
        return (X - self.low) / self.span

    def inverse(self, Z):
        return Z * self.span + self.low
