"""The table of data sets: which files, published where, read and replaced by what.

Addresses and checksums are those that the owner of a set, or the library that serves
it, publishes: Keras for MNIST, CIFAR-10 and IMDb; Zalando's checksums at Keras'
address for Fashion-MNIST; scikit-learn for California housing. For Cleveland and tiny
Shakespeare nobody publishes one: theirs was computed from a checked copy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coursekit import drawings, readers, standins
from coursekit.downloads import Origin
from coursekit.kinds import Table


@dataclass(frozen=True)
class Entry:
    """One set: its files in a data folder, its origins, its reader and its stand-in.

    `read` takes the paths of `files` or of `origins`. `standin` makes a replacement
    that `instead` describes. A set without `files` is bundled with scikit-learn and
    needs neither: `read` takes no path.
    """

    about: str
    read: Callable
    files: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    standin: Callable | None = None
    instead: str = ""


def bundled(name):
    """Return the reader of a set that comes with scikit-learn.

    >>> bundled("iris")().names[0]
    'sepal length (cm)'
    """

    def read():
        from sklearn import datasets

        loaded = getattr(datasets, f"load_{name}")()
        kind = np.int64 if loaded.target.dtype.kind in "iu" else np.float64
        names = tuple(map(str, loaded.feature_names))
        return Table(loaded.data.astype(float), loaded.target.astype(kind), names)

    return read


_KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"

SETS = {
    "mnist": Entry(
        about="handwritten digits, 28 x 28",
        read=readers.mnist,
        files=("mnist.npz",),
        origins=(
            Origin(
                _KERAS + "mnist.npz",
                "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
            ),
        ),
        standin=standins.digits_as_mnist,
        instead="scikit-learn's 8 x 8 digits scaled to 28 x 28",
    ),
    "fashion_mnist": Entry(
        about="photographs of clothes, 28 x 28",
        read=readers.fashion_mnist,
        files=("fashion_mnist.npz",),
        origins=(
            Origin(
                _KERAS + "train-images-idx3-ubyte.gz",
                "md5:8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            ),
            Origin(
                _KERAS + "train-labels-idx1-ubyte.gz",
                "md5:25c81989df183df01b3e8a0aad5dffbe",
            ),
            Origin(
                _KERAS + "t10k-images-idx3-ubyte.gz",
                "md5:bef4ecab320f06d8554ea6380940ec79",
            ),
            Origin(
                _KERAS + "t10k-labels-idx1-ubyte.gz",
                "md5:bb300cfdad3c16e7a12a480ee83cd310",
            ),
        ),
        standin=drawings.garments,
        instead="clothes drawn by formula",
    ),
    "cifar10": Entry(
        about="colour photographs of ten kinds of things, 32 x 32",
        read=readers.cifar10,
        files=("cifar10.npz",),
        origins=(
            Origin(
                "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
                "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
            ),
        ),
        standin=drawings.shapes,
        instead="coloured shapes drawn by formula, with classes of their own",
    ),
    "imdb": Entry(
        about="film reviews as word numbers, with their sentiment",
        read=readers.imdb,
        files=("imdb.npz", "imdb_word_index.json"),
        origins=(
            Origin(
                _KERAS + "imdb.npz",
                "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
            ),
            Origin(
                _KERAS + "imdb_word_index.json", "md5:bfafd718b763782e994055a2d397834f"
            ),
        ),
        standin=standins.reviews,
        instead="reviews put together by chance from a list of words",
    ),
    "cleveland": Entry(
        about="heart patients of the Cleveland clinic",
        read=readers.cleveland,
        files=("cleveland.csv",),
        origins=(
            Origin(
                "https://archive.ics.uci.edu/ml/machine-learning-databases/"
                "heart-disease/processed.cleveland.data",
                "a74b7efa387bc9d108d7d0115d831fe9b414b29ae7124f331b622b4efa0427c8",
            ),
        ),
        standin=standins.patients,
        instead="invented patients with the same columns",
    ),
    "california_housing": Entry(
        about="house prices in California, 1990",
        read=readers.california_housing,
        files=("california_housing.csv",),
        origins=(
            Origin(
                "https://ndownloader.figshare.com/files/5976036",
                "aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681",
                name="cal_housing.tgz",
            ),
        ),
        standin=standins.houses,
        instead="invented districts with the same columns",
    ),
    "tinyshakespeare": Entry(
        about="a megabyte of Shakespeare's plays",
        read=readers.tinyshakespeare,
        files=("tinyshakespeare.txt",),
        origins=(
            Origin(
                "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/"
                "tinyshakespeare/input.txt",
                "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
                name="tinyshakespeare.txt",
            ),
        ),
        standin=standins.play,
        instead="a play put together by chance from a list of words",
    ),
    "iris": Entry("three kinds of iris flowers", bundled("iris")),
    "wine": Entry("three kinds of wine", bundled("wine")),
    "digits": Entry("handwritten digits, 8 x 8, as rows", bundled("digits")),
    "breast_cancer": Entry("benign and malignant tumours", bundled("breast_cancer")),
    "diabetes": Entry("how diabetes got worse in a year", bundled("diabetes")),
}
"""Every set that `data.load` knows, by name."""
