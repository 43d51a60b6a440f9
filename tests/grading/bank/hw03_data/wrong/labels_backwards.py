"""Sorts the labels downwards."""

# loses: LabelCoder_visible 4, LabelCoder_hidden 3, LabelCoder_hidden_inverse 2,
#   LabelCoder_hidden_unseen 2
import numpy as np


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes = np.unique(labels)[::-1]

    def transform(self, labels):
        if not np.isin(labels, self.classes).all():
            raise ValueError("a label that was not in the training data")
        return np.array([np.argmax(self.classes == c) for c in labels])

    def inverse(self, codes):
        return self.classes[codes]
