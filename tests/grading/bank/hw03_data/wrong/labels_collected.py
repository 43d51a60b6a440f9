"""A second fit adds to the labels of the first."""

# loses: LabelCoder_hidden 3
import numpy as np


# %% LabelCoder
class LabelCoder:
    def __init__(self):
        self.seen = []

    def fit(self, labels):
        self.seen += labels.tolist()
        self.classes = np.unique(self.seen)

    def transform(self, labels):
        if not np.isin(labels, self.classes).all():
            raise ValueError("a label that was not in the training data")
        return np.searchsorted(self.classes, labels)

    def inverse(self, codes):
        return self.classes[codes]
