"""Gives an unseen label the code -1."""

# loses: LabelCoder_hidden_unseen 2
import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes = np.unique(labels)

    def transform(self, labels):
        known = np.isin(labels, self.classes)
        return np.where(known, np.searchsorted(self.classes, labels), -1)

    def inverse(self, codes):
        return self.classes[codes]
