"""Gives rows of 0 and 1 where one code was asked for."""

# loses: LabelCoder_visible 4, LabelCoder_hidden 3, LabelCoder_hidden_unseen 2
import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes = np.unique(labels)

    def transform(self, labels):
        if not np.isin(labels, self.classes).all():
            raise ValueError("a label that was not in the training data")
        return (labels[:, None] == self.classes).astype(int)

    def inverse(self, codes):
        return self.classes[codes]
