"""Turns every label into a word."""

# loses: LabelCoder_hidden 3, LabelCoder_hidden_inverse 2, LabelCoder_hidden_unseen 2
import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes = np.unique(labels.astype(str))

    def transform(self, labels):
        if not np.isin(labels.astype(str), self.classes).all():
            raise ValueError("a label that was not in the training data")
        return np.searchsorted(self.classes, labels.astype(str))

    def inverse(self, codes):
        return self.classes[codes]
