"""Computes everything five times."""

import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        for _ in range(5):
            self.classes = sorted(set(labels.tolist()))

    def transform(self, labels):
        for _ in range(5):
            codes = [self.classes.index(label) for label in labels.tolist()]
        return np.array(codes)

    def inverse(self, codes):
        for _ in range(5):
            labels = [self.classes[int(code)] for code in codes]
        return np.array(labels)


# %% pca
def pca(X, k):
    for _ in range(5):
        centred = X - X.mean(axis=0)
        values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(centred, rowvar=False)))
        V = vectors[:, np.argsort(values)[::-1][:k]]
    return centred @ V, V.T, np.sort(values)[::-1][:k] / np.sum(values)


# %% lda
def lda(X, y, k):
    for _ in range(5):
        classes = np.unique(y)
        if k > min(len(classes) - 1, X.shape[1]):
            raise ValueError("too many directions")
        S_W = np.zeros((X.shape[1], X.shape[1]))
        S_B = np.zeros((X.shape[1], X.shape[1]))
        for c in classes:
            own = X[y == c]
            for x in own:
                S_W += np.outer(x - own.mean(axis=0), x - own.mean(axis=0))
            apart = own.mean(axis=0) - X.mean(axis=0)
            S_B += len(own) * np.outer(apart, apart)
        values, vectors = np.linalg.eig(np.linalg.inv(S_W) @ S_B)
    return vectors.real[:, np.argsort(-values.real)][:, :k].T


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for _ in range(5):
        batches = []
        for start in range(0, len(X), batch_size):
            rows = [X[i] for i in order[start : start + batch_size]]
            labels = [y[i] for i in order[start : start + batch_size]]
            batches.append((np.array(rows), np.array(labels)))
    return batches


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    height, width = images[0].shape
    new_images, new_labels = [*images], [*labels]
    for _ in range(copies):
        for image, label in zip(images, labels, strict=True):
            down, right = rng.integers(-max_shift, max_shift + 1, 2)
            for _ in range(5):
                framed = np.pad(image, max_shift)
                framed = framed[max_shift - down :, max_shift - right :]
            new_images.append(framed[:height, :width])
            new_labels.append(label)
    return np.array(new_images), np.array(new_labels)
