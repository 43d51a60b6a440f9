"""Adds a tiny number to each denominator."""

# loses: binary_rates_hidden 3, binary_rates_hidden_nothing 3
import numpy as np


# %% binary_rates
def binary_rates(y_true, y_pred):
    tp = float(np.sum((y_true == 1) & (y_pred == 1)))
    fn = float(np.sum((y_true == 1) & (y_pred == 0)))
    fp = float(np.sum((y_true == 0) & (y_pred == 1)))
    tn = float(np.sum((y_true == 0) & (y_pred == 0)))

    def share(part, whole):
        return part / (whole + 1e-9)

    root = np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return {
        "TPR": share(tp, tp + fn),
        "TNR": share(tn, tn + fp),
        "FPR": share(fp, tn + fp),
        "FNR": share(fn, tp + fn),
        "PPV": share(tp, tp + fp),
        "NPV": share(tn, tn + fn),
        "FDR": share(fp, tp + fp),
        "FOR": share(fn, tn + fn),
        "ACC": share(tp + tn, tp + fn + fp + tn),
        "F1": share(2 * tp, 2 * tp + fp + fn),
        "MCC": (tp * tn - fp * fn) / root if root else 0.0,
    }
