"""Takes labels for 0 and 1."""

# loses: ber_visible 5, ber_hidden 3, ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    missed = np.mean(y_pred[y_true == 1] == 0)
    alarms = np.mean(y_pred[y_true == 0] == 1)
    return (missed + alarms) / 2
