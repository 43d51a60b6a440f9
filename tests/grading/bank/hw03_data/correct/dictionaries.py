"""Keeps what it knows in dictionaries."""

import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.codes = {c: i for i, c in enumerate(sorted(set(labels.tolist())))}
        self.labels = {i: c for c, i in self.codes.items()}

    def transform(self, labels):
        try:
            return np.array([self.codes[label] for label in labels.tolist()])
        except KeyError as error:
            raise ValueError(f"{error} was not in the training data") from error

    def inverse(self, codes):
        return [self.labels[int(code)] for code in codes]


# %% one_hot
def one_hot(y, n_classes):
    column = {c: np.zeros(len(y), int) for c in range(n_classes)}
    for i, code in enumerate(y):
        column[int(code)][i] = 1
    return np.stack(list(column.values()), axis=1)


# %% MinMax
class MinMax:
    def fit(self, X):
        X = X.astype(float)
        self.known = {j: (min(X[:, j]), max(X[:, j])) for j in range(X.shape[1])}

    def transform(self, X):
        Z = np.zeros(X.shape)
        for j, (low, high) in self.known.items():
            Z[:, j] = (X[:, j] - low) / (high - low if high > low else 1)
        return Z

    def inverse(self, Z):
        X = np.zeros(Z.shape)
        for j, (low, high) in self.known.items():
            X[:, j] = low + Z[:, j] * (high - low if high > low else 1)
        return X


# %% Standard
class Standard:
    def fit(self, X):
        mu, sigma = np.average(X, axis=0), np.sqrt(np.var(X, axis=0))
        self.known = {"mu": mu, "sigma": np.where(np.ptp(X, axis=0) > 0, sigma, 1.0)}

    def transform(self, X):
        return np.divide(np.subtract(X, self.known["mu"]), self.known["sigma"])

    def inverse(self, Z):
        return np.add(np.multiply(Z, self.known["sigma"]), self.known["mu"])


# %% lda
def lda(X, y, k):
    groups = {}
    for x, label in zip(X, y, strict=True):
        groups.setdefault(int(label), []).append(x)
    if k > min(len(groups) - 1, len(X[0])):
        raise ValueError
    groups = {label: np.array(rows) for label, rows in groups.items()}
    means = {label: rows.mean(axis=0) for label, rows in groups.items()}
    own = np.concatenate([rows - means[label] for label, rows in groups.items()])
    apart = np.stack([m - X.mean(axis=0) for m in means.values()], axis=1)
    n = np.array([len(rows) for rows in groups.values()])
    values, vectors = np.linalg.eig(np.linalg.pinv(own.T @ own) @ (n * apart) @ apart.T)
    best = sorted(range(len(values)), key=lambda j: values[j].real, reverse=True)
    return vectors[:, best[:k]].T
