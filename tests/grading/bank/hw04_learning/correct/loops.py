"""Plain loops and counters, NumPy hardly used."""

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((n_classes, n_classes))
    for i in range(len(y_true)):
        if rows == "truth":
            matrix[y_true[i], y_pred[i]] += 1
        else:
            matrix[y_pred[i], y_true[i]] += 1
    return matrix


# %% binary_rates
def binary_rates(y_true, y_pred):
    tp = fn = fp = tn = 0
    for truth, predicted in zip(y_true, y_pred, strict=True):
        if truth == 1 and predicted == 1:
            tp += 1
        elif truth == 1:
            fn += 1
        elif predicted == 1:
            fp += 1
        else:
            tn += 1
    rates = {}
    for name, part, whole in (
        ("TPR", tp, tp + fn),
        ("TNR", tn, tn + fp),
        ("FPR", fp, tn + fp),
        ("FNR", fn, tp + fn),
        ("PPV", tp, tp + fp),
        ("NPV", tn, tn + fn),
        ("FDR", fp, tp + fp),
        ("FOR", fn, tn + fn),
        ("ACC", tp + tn, tp + tn + fp + fn),
        ("F1", 2 * tp, 2 * tp + fp + fn),
    ):
        if whole == 0:
            rates[name] = float("nan")
        else:
            rates[name] = part / whole
    product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    rates["MCC"] = 0
    if product > 0:
        rates["MCC"] = (tp * tn - fp * fn) / product**0.5
    return rates


# %% ber
def ber(y_true, y_pred):
    count, wrong = {}, {}
    for truth, predicted in zip(y_true, y_pred, strict=True):
        count[truth] = count.get(truth, 0) + 1
        if truth != predicted:
            wrong[truth] = wrong.get(truth, 0) + 1
    total = 0
    for c in count:
        total += wrong.get(c, 0) / count[c]
    return total / len(count)


# %% class_weights
def class_weights(y):
    counts = {}
    for label in y:
        counts[label] = counts.get(label, 0) + 1
    return {label: len(y) / len(counts) / counts[label] for label in counts}


# %% r2
def r2(y, y_hat):
    mean = sum(y) / len(y)
    errors = spread = 0.0
    for truth, predicted in zip(y, y_hat, strict=True):
        errors += (truth - predicted) ** 2
        spread += (truth - mean) ** 2
    if all(truth == y[0] for truth in y):
        return float(errors == 0.0)
    return 1 - errors / spread


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = list(range(n))
    rng.shuffle(order)
    groups = [[] for _ in range(k)]
    for place, index in enumerate(order):
        groups[place % k].append(index)
    folds = []
    for test in groups:
        train = [i for i in order if i not in test]
        folds.append((np.array(train), np.array(test)))
    return folds


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for fold in folds:
        X_train = np.array([X[i] for i in fold[0]])
        y_train = np.array([y[i] for i in fold[0]])
        X_test = np.array([X[i] for i in fold[1]])
        y_test = np.array([y[i] for i in fold[1]])
        scores.append(score(fit(X_train, y_train), X_test, y_test))
    mean = sum(scores) / len(scores)
    variance = sum((s - mean) ** 2 for s in scores) / (len(scores) - 1)
    return mean, variance**0.5


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    n, d = X.shape
    w = [0.0] * d
    for _ in range(steps):
        gradient = [0.0] * d
        for x, target in zip(X, y, strict=True):
            error = sum(a * b for a, b in zip(w, x, strict=True)) - target
            for j in range(d):
                gradient[j] += 2 / n * error * x[j]
        w = [a - learning_rate * g for a, g in zip(w, gradient, strict=True)]
    return np.array(w)


def normal_equations(X, y):
    d = X.shape[1]
    A = [[sum(X[:, i] * X[:, j]) for j in range(d)] for i in range(d)]
    b = [sum(X[:, i] * y) for i in range(d)]
    for i in range(d):  # Gauss's elimination; the matrix is positive definite
        for r in range(i + 1, d):
            factor = A[r][i] / A[i][i]
            A[r] = [a - factor * p for a, p in zip(A[r], A[i], strict=True)]
            b[r] -= factor * b[i]
    w = [0.0] * d
    for i in reversed(range(d)):
        w[i] = (b[i] - sum(A[i][j] * w[j] for j in range(i + 1, d))) / A[i][i]
    return np.array(w)


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = sorted(set(y.tolist()))
    experts = {}
    for label in labels:
        experts[label] = fit(X, np.array([1.0 if t == label else -1.0 for t in y]))
    predicted = []
    for x in X_new:
        best, best_score = None, -float("inf")
        for label in labels:
            total = float(np.dot(x, experts[label]))
            if total > best_score:
                best, best_score = label, total
        predicted.append(best)
    return np.array(predicted)
