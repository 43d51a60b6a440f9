"""Products written as einsum, everything else by broadcasting."""

import numpy as np


# %% binarize
def binarize(X, threshold=128):
    return np.where(np.less(X, threshold), 0, 1)


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes = np.unique(labels)

    def transform(self, labels):
        hits = labels[:, None] == self.classes[None, :]
        if not hits.any(axis=1).all():
            raise ValueError("unseen label")
        return np.einsum("nk,k->n", hits.astype(int), np.arange(len(self.classes)))

    def inverse(self, codes):
        return np.take(self.classes, codes)


# %% one_hot
def one_hot(y, n_classes):
    return np.einsum("nkj->nk", np.equal.outer(y, np.arange(n_classes))[:, :, None] * 1)


# %% MinMax
class MinMax:
    def fit(self, X):
        X = X.astype(float)
        self.ends = np.stack([X.min(axis=0), X.max(axis=0)])
        self.ends[1] += self.ends[0] == self.ends[1]

    def transform(self, X):
        return np.einsum(
            "nd,d->nd", X - self.ends[0], 1 / np.diff(self.ends, axis=0)[0]
        )

    def inverse(self, Z):
        return np.einsum("knd,kd->nd", np.stack([1 - Z, Z]), self.ends)


# %% Standard
class Standard:
    def fit(self, X):
        self.mu = np.einsum("nd->d", X) / len(X)
        own = X - self.mu
        self.sigma = np.sqrt(np.einsum("nd,nd->d", own, own) / len(X))
        self.sigma[(X[0] == X).all(axis=0)] = 1

    def transform(self, X):
        return np.einsum("nd,d->nd", X - self.mu, 1 / self.sigma)

    def inverse(self, Z):
        return np.einsum("nd,d->nd", Z, self.sigma) + self.mu


# %% pca
def pca(X, k):
    own = X - np.einsum("nd->d", X) / len(X)
    C = np.einsum("ni,nj->ij", own, own) / len(X)
    values, V = np.linalg.eigh(C)
    V = V[:, ::-1][:, :k]
    return (
        np.einsum("nd,dk->nk", own, V),
        np.einsum("dk->kd", V),
        values[::-1][:k] / np.einsum("ii->", C),
    )


# %% lda
def lda(X, y, k):
    classes, codes = np.unique(y, return_inverse=True)
    if k >= len(classes) or k > X.shape[1]:
        raise ValueError(k)
    H = np.eye(len(classes))[codes]
    means = np.einsum("nc,nd,c->cd", H, X, 1 / np.einsum("nc->c", H))
    own, apart = X - means[codes], means[codes] - X.mean(axis=0)
    S_W = np.einsum("ni,nj->ij", own, own)
    S_B = np.einsum("ni,nj->ij", apart, apart)
    values, V = np.linalg.eig(np.einsum("ij,jk->ik", np.linalg.inv(S_W), S_B))
    return np.einsum("dk->kd", np.real(V[:, np.argsort(np.real(values))[::-1]]))[:k]


# %% minibatches
def minibatches(X, y, batch_size, rng):
    n = len(X)
    order = rng.permutation(n)
    batches = []
    start = 0
    while start < n:
        chosen = order[start : min(start + batch_size, n)]
        batches.append((X[chosen], y[chosen]))
        start += batch_size
    return batches


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    n, height, width = images.shape
    shifts = rng.integers(-max_shift, max_shift, (copies * n, 2), endpoint=True)
    rows = np.arange(height)
    columns = np.arange(width)
    down = rows[:, None] == rows + shifts[:, 0, None, None]
    right = columns[:, None] == columns + shifts[:, 1, None, None]
    again = np.concatenate([images] * (copies + 1))[n:]
    moved = np.einsum("nij,njk,nlk->nil", down * 1.0, again * 1.0, right * 1.0)
    return np.concatenate([images, moved]), np.concatenate([labels] * (copies + 1))
