"""Computes in single precision."""

# loses: binary_rates_hidden 3, binary_rates_hidden_mcc 3, ber_hidden 3,
#   class_weights_hidden 2, r2_hidden 2, cross_validate_hidden 3,
#   cross_validate_hidden_std 2
import numpy as np


# %% binary_rates
def binary_rates(y_true, y_pred):
    t, p = y_true.astype(np.float32), y_pred.astype(np.float32)
    one = np.float32(1)
    tp, fn = np.sum(t * p), np.sum(t * (one - p))
    fp, tn = np.sum((one - t) * p), np.sum((one - t) * (one - p))

    def share(a, b):
        return a / (a + b) if a + b > 0 else np.float32(np.nan)

    root = np.sqrt(tp + fp) * np.sqrt(tp + fn) * np.sqrt(tn + fp) * np.sqrt(tn + fn)
    return {
        "TPR": share(tp, fn),
        "FNR": share(fn, tp),
        "TNR": share(tn, fp),
        "FPR": share(fp, tn),
        "PPV": share(tp, fp),
        "FDR": share(fp, tp),
        "NPV": share(tn, fn),
        "FOR": share(fn, tn),
        "ACC": share(tp + tn, fp + fn),
        "F1": share(2 * tp, fp + fn),
        "MCC": (tp * tn - fp * fn) / root if root > 0 else np.float32(0),
    }


# %% ber
def ber(y_true, y_pred):
    wrong = (y_true != y_pred).astype(np.float32)
    return np.mean(
        [np.mean(wrong[y_true == c]) for c in np.unique(y_true)], dtype=np.float32
    )


# %% class_weights
def class_weights(y):
    labels, counts = np.unique(y, return_counts=True)
    weights = np.float32(len(y)) / (np.float32(len(labels)) * counts.astype(np.float32))
    return dict(zip(labels.tolist(), weights, strict=True))


# %% r2
def r2(y, y_hat):
    errors, spread = np.sum((y - y_hat) ** 2), np.sum((y - y.mean()) ** 2)
    errors, spread = np.float32(errors), np.float32(spread)
    if y.max() == y.min():
        return np.float32((y == y_hat).all())
    return np.float32(1) - errors / spread


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    X, y = X.astype(np.float32), y.astype(np.float32)
    scores = np.zeros(len(folds), np.float32)
    for i, (train, test) in enumerate(folds):
        scores[i] = score(fit(X[train], y[train]), X[test], y[test])
    return scores.mean(), scores.std(ddof=1)
