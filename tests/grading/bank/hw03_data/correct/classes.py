"""Type hints, base classes, properties; fit returns the scaler itself."""

from dataclasses import dataclass, field

import numpy as np

# %% binarize
binarize = np.vectorize(lambda x, threshold=128: int(x >= threshold), otypes=[int])


# %% LabelCoder
from dataclasses import dataclass, field  # noqa: E402, F811


class UnseenLabel(ValueError):
    """Says which label it was."""


@dataclass
class LabelCoder:
    """Keeps the labels as a list."""

    classes: list = field(default_factory=list)

    def fit(self, labels: np.ndarray) -> "LabelCoder":
        self.classes = sorted(set(labels.tolist()))
        return self

    def transform(self, labels: np.ndarray) -> np.ndarray:
        if unseen := set(labels.tolist()) - set(self.classes):
            raise UnseenLabel(f"{sorted(unseen)}")
        return np.array([self.classes.index(label) for label in labels.tolist()])

    def inverse(self, codes: np.ndarray) -> np.ndarray:
        return np.array(self.classes)[codes]


# %% one_hot
def one_hot(y: np.ndarray, n_classes: int) -> np.ndarray:
    return np.identity(n_classes, dtype=int)[y]


# %% MinMax
class Scaler:
    """Shifts and stretches each column."""

    def fit(self, X: np.ndarray) -> "Scaler":
        self.zero, one = self.marks(np.asarray(X, dtype=float))
        self.unit = one - self.zero
        self.unit[self.unit == 0] = 1
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        return (np.asarray(X, dtype=float) - self.zero) / self.unit

    def inverse(self, Z: np.ndarray) -> np.ndarray:
        return self.zero + self.unit * Z


class MinMax(Scaler):
    """The smallest value becomes 0, the largest 1."""

    @staticmethod
    def marks(X):
        return X.min(axis=0), X.max(axis=0)


# %% Standard
class Standard:
    """Knows the sums, from which mean and deviation follow."""

    def __init__(self) -> None:
        self.X = None

    def fit(self, X: np.ndarray) -> "Standard":
        self.X = X.copy()
        return self

    @property
    def mu(self) -> np.ndarray:
        return self.X.mean(axis=0)

    @property
    def sigma(self) -> np.ndarray:
        sigma = np.linalg.norm(self.X - self.mu, axis=0) / len(self.X) ** 0.5
        return sigma + (np.ptp(self.X, axis=0) == 0)

    def transform(self, X: np.ndarray) -> np.ndarray:
        return (X - self.mu) / self.sigma

    def inverse(self, Z: np.ndarray) -> np.ndarray:
        return Z * self.sigma + self.mu


# %% pca
@dataclass
class Axes:
    """A mean, and directions sorted by their variance."""

    mean: np.ndarray
    variances: np.ndarray
    rows: np.ndarray

    @classmethod
    def of(cls, X: np.ndarray) -> "Axes":
        mean = X.mean(0)
        values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(X - mean, rowvar=False)))
        return cls(mean, values[::-1], vectors.T[::-1])


def pca(X: np.ndarray, k: int) -> tuple[np.ndarray, ...]:
    axes = Axes.of(X)
    Z = (X - axes.mean) @ axes.rows[:k].T
    return Z, axes.rows[:k], axes.variances[:k] / axes.variances.sum()


# %% minibatches
class Batches:
    """One epoch, to be walked through once."""

    def __init__(self, X, y, batch_size, rng):
        self.X, self.y, self.size = X, y, batch_size
        self.order = list(rng.permutation(len(X)))

    def __iter__(self):
        return self

    def __next__(self):
        if not self.order:
            raise StopIteration
        piece, self.order = self.order[: self.size], self.order[self.size :]
        return self.X[piece], self.y[piece]


def minibatches(X, y, batch_size: int, rng: np.random.Generator) -> Batches:
    return Batches(X, y, batch_size, rng)


# %% augment
@dataclass(frozen=True)
class Shift:
    """A move by whole pixels."""

    down: int
    right: int

    def __call__(self, image: np.ndarray) -> np.ndarray:
        moved = np.zeros_like(image)
        h, w = image.shape
        i, j = np.mgrid[:h, :w]
        from_i, from_j = i - self.down, j - self.right
        known = (from_i >= 0) & (from_i < h) & (from_j >= 0) & (from_j < w)
        moved[known] = image[from_i[known], from_j[known]]
        return moved


def augment(images, labels, copies: int, rng, max_shift: int = 2):
    steps = np.arange(-max_shift, max_shift + 1)
    new = list(images)
    for image in list(images) * copies:
        new.append(Shift(int(rng.choice(steps)), int(rng.choice(steps)))(image))
    return np.stack(new), np.array(list(labels) * (1 + copies))
