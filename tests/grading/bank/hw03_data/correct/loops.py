"""Loops over numbers, and answers with lists."""

import numpy as np


# %% binarize
def binarize(X, threshold=128):
    if np.ndim(X) == 0:
        return int(float(X) >= threshold)
    return [binarize(part, threshold) for part in X]


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes = []
        for label in labels:
            if label not in self.classes:
                self.classes.append(label)
        self.classes.sort()

    def transform(self, labels):
        codes = []
        for label in labels:
            codes.append(self.classes.index(label))  # a ValueError if it is not there
        return codes

    def inverse(self, codes):
        return [self.classes[code] for code in codes]


# %% one_hot
def one_hot(y, n_classes):
    rows = []
    for code in y:
        row = [0] * n_classes
        row[code] = 1
        rows.append(row)
    return rows


# %% MinMax
class MinMax:
    def fit(self, X):
        columns = X.T.tolist()
        self.low = [min(column) for column in columns]
        self.span = [max(column) - min(column) or 1 for column in columns]

    def transform(self, X):
        X = X.tolist()
        columns = range(len(self.low))
        return [[(x[j] - self.low[j]) / self.span[j] for j in columns] for x in X]

    def inverse(self, Z):
        columns = range(len(self.low))
        return [[z[j] * self.span[j] + self.low[j] for j in columns] for z in Z]


# %% Standard
class Standard:
    def fit(self, X):
        self.mu, self.sigma = [], []
        for column in X.T.tolist():
            mu = sum(column) / len(column)
            variance = sum((x - mu) ** 2 for x in column) / len(column)
            self.mu.append(mu)
            self.sigma.append(variance**0.5 if max(column) > min(column) else 1.0)

    def transform(self, X):
        columns = range(len(self.mu))
        return [[(x[j] - self.mu[j]) / self.sigma[j] for j in columns] for x in X]

    def inverse(self, Z):
        columns = range(len(self.mu))
        return [[z[j] * self.sigma[j] + self.mu[j] for j in columns] for z in Z]


# %% pca
def pca(X, k):
    n, d = X.shape
    mean = [sum(X[:, j]) / n for j in range(d)]
    C = np.zeros((d, d))
    for x in X:
        for i in range(d):
            for j in range(d):
                C[i, j] += (x[i] - mean[i]) * (x[j] - mean[j]) / (n - 1)
    values, vectors = np.linalg.eigh(C)
    components, share = [], []
    for j in reversed(range(d)):
        if len(components) < k:
            components.append([vectors[i, j] for i in range(d)])
            share.append(values[j] / sum(values))
    Z = [
        [sum((x[j] - mean[j]) * v[j] for j in range(d)) for v in components] for x in X
    ]
    return [Z, components, share]


# %% lda
def lda(X, y, k):
    classes, d = sorted(set(y.tolist())), len(X[0])
    if k > len(classes) - 1 or k > d:
        raise ValueError(f"k={k} is too large")
    m = sum(X) / len(X)
    S_W, S_B = np.zeros((d, d)), np.zeros((d, d))
    for c in classes:
        own = [x for x, label in zip(X, y, strict=True) if label == c]
        m_c = sum(own) / len(own)
        for x in own:
            for i in range(d):
                for j in range(d):
                    S_W[i, j] += (x[i] - m_c[i]) * (x[j] - m_c[j])
                    S_B[i, j] += (m_c[i] - m[i]) * (m_c[j] - m[j])
    values, vectors = np.linalg.eig(np.linalg.inv(S_W) @ S_B)
    pairs = [(values[j].real, vectors[:, j].real.tolist()) for j in range(d)]
    pairs.sort(reverse=True)
    return [vector for _, vector in pairs[:k]]


# %% minibatches
def minibatches(X, y, batch_size, rng):
    left = list(range(len(X)))
    batches, rows, labels = [], [], []
    while left:
        i = left.pop(int(rng.integers(len(left))))
        rows.append(X[i].tolist())
        labels.append(y[i])
        if len(rows) == batch_size or not left:
            batches.append([rows, labels])
            rows, labels = [], []
    return batches


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    new_images, new_labels = images.tolist(), labels.tolist()
    height, width = images.shape[1:]
    for _ in range(copies):
        for image, label in zip(images.tolist(), labels.tolist(), strict=True):
            down = int(rng.integers(-max_shift, max_shift + 1))
            right = int(rng.integers(-max_shift, max_shift + 1))
            shifted = [[0] * width for _ in range(height)]
            for i in range(height):
                for j in range(width):
                    if 0 <= i - down < height and 0 <= j - right < width:
                        shifted[i][j] = image[i - down][j - right]
            new_images.append(shifted)
            new_labels.append(label)
    return [new_images, new_labels]
