"""Takes a code for a row of the training data."""

# loses: LabelCoder_visible 4, LabelCoder_hidden_inverse 2
import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.labels = labels
        self.classes = np.unique(labels)

    def transform(self, labels):
        if not np.isin(labels, self.classes).all():
            raise ValueError("a label that was not in the training data")
        return np.searchsorted(self.classes, labels)

    def inverse(self, codes):
        return self.labels[codes]
