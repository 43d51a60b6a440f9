"""Type hints, dataclasses, Counter and lambdas."""

# %% confusion_matrix
from collections import Counter

import numpy as np


def confusion_matrix(
    y_true: np.ndarray, y_pred: np.ndarray, n_classes: int, rows: str = "truth"
) -> np.ndarray:
    counted = Counter(zip(y_true.tolist(), y_pred.tolist(), strict=True))
    at = (lambda i, j: (i, j)) if rows == "truth" else (lambda i, j: (j, i))
    matrix = [[counted[at(i, j)] for j in range(n_classes)] for i in range(n_classes)]
    return np.array(matrix)


# %% binary_rates
from collections import Counter  # noqa: E402, F811
from dataclasses import dataclass  # noqa: E402


@dataclass
class Table:
    """The four counts and all that is read off them."""

    tp: int
    fn: int
    fp: int
    tn: int

    @staticmethod
    def share(part: float, whole: float) -> float:
        return part / whole if whole != 0 else float("nan")

    @property
    def sums(self):
        return (
            self.tp + self.fn,
            self.fp + self.tn,
            self.tp + self.fp,
            self.fn + self.tn,
        )

    def mcc(self) -> float:
        lengths = [float(s) ** 0.5 for s in self.sums]
        down = lengths[0] * lengths[1] * lengths[2] * lengths[3]
        return (self.tp * self.tn - self.fp * self.fn) / down if down else 0.0


def binary_rates(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    c = Counter(zip(y_true.tolist(), y_pred.tolist(), strict=True))
    t = Table(c[1, 1], c[1, 0], c[0, 1], c[0, 0])
    positive, negative, yes, no = t.sums
    parts = [t.tp, t.tn, t.fp, t.fn, t.tp, t.tn, t.fp, t.fn]
    wholes = [positive, negative, negative, positive, yes, no, yes, no]
    names = "TPR TNR FPR FNR PPV NPV FDR FOR".split()
    rates = dict(zip(names, map(t.share, parts, wholes), strict=True))
    rates |= {"ACC": t.share(t.tp + t.tn, c.total()), "MCC": t.mcc(), "n": c.total()}
    return rates | {"F1": t.share(2 * t.tp, positive + yes)}


# %% ber
from collections import defaultdict  # noqa: E402


def ber(y_true: np.ndarray, y_pred: np.ndarray) -> float:
    of_class = defaultdict(list)
    for truth, predicted in zip(y_true, y_pred, strict=True):
        of_class[truth].append(truth != predicted)
    return float(np.mean([np.mean(wrong) for wrong in of_class.values()]))


# %% class_weights
from collections import Counter, OrderedDict  # noqa: E402, F811


def class_weights(y: np.ndarray) -> dict:
    counts = Counter(y.tolist())
    heavy = {label: len(y) / (len(counts) * count) for label, count in counts.items()}
    return OrderedDict(sorted(heavy.items()))


# %% r2
r2 = lambda y, y_hat: (  # noqa: E731
    float(np.array_equal(y, y_hat))
    if np.ptp(y) == 0
    else 1 - np.linalg.norm(y - y_hat) ** 2 / np.linalg.norm(y - y.mean()) ** 2
)


# %% kfold_indices
class Dealer:
    """Deals cards one by one."""

    def __init__(self, k: int) -> None:
        self.hands = [[] for _ in range(k)]

    def deal(self, cards) -> None:
        for turn, card in enumerate(cards):
            self.hands[turn % len(self.hands)].append(int(card))


def kfold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple]:
    dealer = Dealer(k)
    dealer.deal(rng.permutation(n))
    everyone = set(range(n))
    return [
        (np.array(list(everyone.difference(hand))), np.array(hand))
        for hand in dealer.hands
    ]


# %% cross_validate
from dataclasses import dataclass, field  # noqa: E402
from statistics import mean, stdev  # noqa: E402


@dataclass
class Record:
    scores: list = field(default_factory=list)


def cross_validate(fit, score, X, y, folds) -> tuple[float, float]:
    record = Record()
    for train, test in folds:
        record.scores += [float(score(fit(X[train], y[train]), X[test], y[test]))]
    return mean(record.scores), stdev(record.scores)


# %% gd_linear
class Line:
    """Weights that can be stepped."""

    def __init__(self, d: int) -> None:
        self.w = np.zeros(d)

    def step(self, X, y, learning_rate: float) -> "Line":
        self.w -= learning_rate * np.mean(2 * (X @ self.w - y)[:, None] * X, axis=0)
        return self


def gd_linear(X, y, learning_rate: float, steps: int) -> np.ndarray:
    line = Line(X.shape[1])
    for _ in range(steps):
        line = line.step(X, y, learning_rate)
    return line.w


def normal_equations(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    L = np.linalg.cholesky(X.T @ X)
    return np.linalg.solve(L.T, np.linalg.solve(L, X.T @ y))


# %% one_vs_all
class Expert:
    def __init__(self, label, w) -> None:
        self.label, self.w = label, np.asarray(w)

    def __call__(self, x) -> float:
        return float(x @ self.w)


def one_vs_all(fit, X, y, X_new) -> np.ndarray:
    experts = [Expert(c, fit(X, np.where(y == c, 1.0, -1.0))) for c in sorted(set(y))]
    return np.array([max(experts, key=lambda expert: expert(x)).label for x in X_new])
