"""Learns the labels anew in transform."""

# loses: LabelCoder_visible 4, LabelCoder_hidden 3, LabelCoder_hidden_unseen 2
import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes = np.unique(labels)

    def transform(self, labels):
        self.classes = np.unique(labels)
        return np.searchsorted(self.classes, labels)

    def inverse(self, codes):
        return self.classes[codes]
