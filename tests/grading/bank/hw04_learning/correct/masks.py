"""Boolean masks instead of indices."""

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    k = np.arange(n_classes)
    T, P = y_true[None, :] == k[:, None], y_pred[None, :] == k[:, None]
    both = T[:, None, :] & P[None, :, :]
    if rows != "truth":
        both = P[:, None, :] & T[None, :, :]
    return np.count_nonzero(both, axis=2)


# %% binary_rates
def binary_rates(y_true, y_pred):
    t, p = y_true == 1, y_pred == 1
    right = t == p

    def mean(mask, of):
        return mask[of].mean() if of.any() else np.nan

    tp, fn = np.sqrt([(t & p).sum(), (t & ~p).sum()]) ** 2
    fp, tn = np.sqrt([(~t & p).sum(), (~t & ~p).sum()]) ** 2
    below = (
        np.sqrt(t.sum()) * np.sqrt((~t).sum()) * np.sqrt(p.sum()) * np.sqrt((~p).sum())
    )
    return {
        "TPR": mean(p, t),
        "FNR": mean(~p, t),
        "TNR": mean(~p, ~t),
        "FPR": mean(p, ~t),
        "PPV": mean(t, p),
        "FDR": mean(~t, p),
        "NPV": mean(~t, ~p),
        "FOR": mean(t, ~p),
        "ACC": right.mean(),
        "F1": 2 * tp / (t.sum() + p.sum()) if (t | p).any() else np.nan,
        "MCC": (tp * tn - fp * fn) / below if below else 0.0,
    }


# %% ber
def ber(y_true, y_pred):
    right = y_true == y_pred
    return 1 - np.mean([right[y_true == c].mean() for c in set(y_true.tolist())])


# %% class_weights
def class_weights(y):
    labels = set(y.tolist())
    return {label: 1 / (len(labels) * np.mean(y == label)) for label in labels}


# %% r2
def r2(y, y_hat):
    if (y == y[0]).all():
        return 1.0 if (y == y_hat).all() else 0.0
    return 1 - ((y - y_hat) ** 2).mean() / y.var()


# %% kfold_indices
def kfold_indices(n, k, rng):
    fold = np.arange(n) * k // n
    rng.shuffle(fold)
    return [(np.where(fold != i)[0], np.where(fold == i)[0]) for i in range(k)]


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = np.empty(len(folds))
    for i, (train, test) in enumerate(folds):
        model = fit(np.take(X, train, axis=0), np.take(y, train))
        scores[i] = score(model, np.take(X, test, axis=0), np.take(y, test))
    return scores.mean(), np.sqrt(scores.var(ddof=1))


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    A, b = 2 * X.T @ X / len(X), 2 * X.T @ y / len(X)
    w = 0 * b
    for _ in range(steps):
        w = w - learning_rate * (A @ w - b)
    return w


def normal_equations(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    targets = []
    labels = np.unique(y)
    for c in labels:
        t = -np.ones(len(y))
        t[y == c] = 1
        targets.append(t)
    scores = np.array([X_new @ fit(X, t) for t in targets])
    winner = scores == scores.max(axis=0)
    return labels[winner.argmax(axis=0)]
