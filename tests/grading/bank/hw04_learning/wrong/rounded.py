"""Rounds what it returns, and scores, for better reading."""

# loses: binary_rates_hidden 3, binary_rates_hidden_mcc 3, class_weights_hidden 2,
#   r2_hidden 2, r2_hidden_constant 2, one_vs_all_hidden_labels 2
import numpy as np


# %% binary_rates
def binary_rates(y_true, y_pred):
    tn, fp, fn, tp = np.bincount(2 * y_true + y_pred, minlength=4).tolist()

    def share(part, rest):
        return round(part / (part + rest), 6) if part + rest else np.nan

    root = np.prod(np.sqrt([tp + fp, tp + fn, tn + fp, tn + fn]))
    rates = {"TPR": share(tp, fn), "FNR": share(fn, tp), "TNR": share(tn, fp)}
    rates |= {"FPR": share(fp, tn), "PPV": share(tp, fp), "FDR": share(fp, tp)}
    rates |= {
        "NPV": share(tn, fn),
        "FOR": share(fn, tn),
        "ACC": share(tp + tn, fp + fn),
    }
    mcc = round((tp * tn - fp * fn) / root, 6) if root else 0.0
    return {**rates, "F1": share(2 * tp, fp + fn), "MCC": mcc}


# %% class_weights
def class_weights(y):
    labels, counts = np.unique(y, return_counts=True)
    weights = np.round(len(y) / (len(labels) * counts), 6)
    return dict(zip(labels, weights, strict=True))


# %% r2
def r2(y, y_hat):
    if (y == y[0]).all():
        return 1.0 if np.allclose(y, y_hat, rtol=0, atol=1e-13) else 0.0
    return round(1 - np.sum((y - y_hat) ** 2) / np.sum((y - y.mean()) ** 2), 6)


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = np.unique(y)
    scores = X_new @ np.transpose([fit(X, np.where(y == c, 1, -1)) for c in labels])
    return labels[np.round(scores, 12).argmax(axis=1)]
