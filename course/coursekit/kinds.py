"""The four kinds of data sets that `data.load` returns, as named tuples.

Each unpacks like a tuple, prints as one line, and has a `source` that says where the
data came from. The source of a stand-in starts with the word "stand-in".
"""

from typing import NamedTuple

import numpy as np


class Images(NamedTuple):
    """Pictures with labels, already split into training and test examples.

    `x_train` and `x_test` are uint8 from 0 to 255, of shape (examples, height, width)
    or, in colour, (examples, height, width, 3). `y_train` and `y_test` are uint8 of
    shape (examples,) and count into `names`, the names of the classes.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    names: tuple[str, ...]
    source: str = ""

    @property
    def size(self) -> str:
        """How many examples there are, in words."""
        return f"{len(self.x_train):,} training + {len(self.x_test):,} test images"

    def __repr__(self):
        return _line(self, f"{self.x_train.shape[1:]} {self.x_train.dtype}")


class Table(NamedTuple):
    """Rows of numbers with one target each, not split.

    `X` is float64 of shape (rows, columns) with `names` for the columns; a missing
    value is nan. `y` has shape (rows,): whole numbers for classes, else float64.
    """

    X: np.ndarray
    y: np.ndarray
    names: tuple[str, ...]
    source: str = ""

    @property
    def size(self) -> str:
        """How many examples there are, in words."""
        return f"{len(self.X):,} rows of {len(self.names)} columns"

    def __repr__(self):
        return _line(self, f"target {self.y.dtype}")


class Reviews(NamedTuple):
    """Reviews as sequences of word numbers, 1 for a positive review and 0 otherwise.

    `x_train` and `x_test` are object arrays whose items are int32 arrays of different
    lengths. A review starts with 1; 2 stands for a word left out; the word of rank r
    in `word_index` (1 is the most frequent) is the number r + 3. 0 is free for
    padding. `y_train` and `y_test` are int64.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    word_index: dict[str, int]
    source: str = ""

    @property
    def size(self) -> str:
        """How many examples there are, in words."""
        return f"{len(self.x_train):,} training + {len(self.x_test):,} test reviews"

    def __repr__(self):
        return _line(self, f"{len(self.word_index):,} words")


class Text(NamedTuple):
    """One long text, for models that predict the next character."""

    text: str
    source: str = ""

    @property
    def size(self) -> str:
        """How long the text is, in words."""
        return f"{len(self.text):,} characters"

    def __repr__(self):
        return _line(self, f"{len(set(self.text))} different ones")


def _line(kind, more):
    return f"{type(kind).__name__}({kind.size}, {more}, source={kind.source!r})"
