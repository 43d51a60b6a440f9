"""The same random numbers in every run; `run.seed` is this function."""

import random
import sys
from numbers import Integral

import numpy as np


def seed(n=0):
    """Make the next random numbers the same in every run, and return a generator.

    Seeds Python's `random`, NumPy's old global state and, if it is loaded already,
    Keras with its backend. Keras is never imported for this: call `seed` after
    `import keras`. On a GPU a few operations may still differ in the last digits, and
    with Keras 3.10 a bare `keras.random` call goes on where it was: give it a seed.

    >>> seed(3).integers(10, size=4)
    array([8, 0, 1, 2])
    """
    if not (isinstance(n, Integral) and 0 <= n < 2**32):
        raise ValueError(f"seed: {n!r} where a whole number from 0 to 2**32-1 is due.")
    random.seed(int(n))
    np.random.seed(int(n))
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(int(n))
    return np.random.default_rng(int(n))
