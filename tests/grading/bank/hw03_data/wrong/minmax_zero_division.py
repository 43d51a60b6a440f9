"""Divides by 0 where a column is constant."""

# loses: MinMax_hidden_constant 2


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = span

    def transform(self, X):
        return (X - self.low) / self.span

    def inverse(self, Z):
        return Z * self.span + self.low
