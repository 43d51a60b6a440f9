"""Keeps the labels in the class, where all coders share them."""

# loses: LabelCoder_hidden 3
import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        LabelCoder.classes = np.unique(labels)

    def transform(self, labels):
        if not np.isin(labels, LabelCoder.classes).all():
            raise ValueError("a label that was not in the training data")
        return np.searchsorted(LabelCoder.classes, labels)

    def inverse(self, codes):
        return LabelCoder.classes[codes]
