"""Files of the data sets -> arrays: one reader per set, no pickle that could run code.

A reader takes the paths of a set's files and returns one of the `kinds` without a
source. It accepts the file that the owner of the set publishes as well as the layout
of FIRST_NEURON_DATA. What is damaged raises an exception, of whatever class the lower
library chose: `data` translates it.
"""

import gzip
import io
import json
import pickle
import tarfile
import zipfile

import numpy as np

from coursekit.kinds import Images, Reviews, Table, Text

DIGITS = tuple("0123456789")
"""The ten classes of MNIST."""

GARMENTS = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
"""The ten classes of Fashion-MNIST."""

OBJECTS = (
    *("airplane", "automobile", "bird", "cat", "deer"),
    *("dog", "frog", "horse", "ship", "truck"),
)
"""The ten classes of CIFAR-10."""

PATIENT = (
    *("age", "sex", "cp", "trestbps", "chol", "fbs", "restecg"),
    *("thalach", "exang", "oldpeak", "slope", "ca", "thal"),
)
"""The 13 columns of the Cleveland table; the target is `num`."""

HOUSING = (
    *("longitude", "latitude", "housing_median_age", "total_rooms"),
    *("total_bedrooms", "population", "households", "median_income"),
)
"""The 8 columns of California housing; the target is `median_house_value`."""


def mnist(path):
    """Read MNIST from an .npz."""
    return _images(_npz(path), DIGITS, (28, 28))


def fashion_mnist(*paths):
    """Read Fashion-MNIST from an .npz, or from its four gzipped idx files."""
    if len(paths) == 1:
        return _images(_npz(paths[0]), GARMENTS, (28, 28))
    parts = ("x_train", "y_train", "x_test", "y_test")
    arrays = {part: _idx(path) for part, path in zip(parts, paths, strict=True)}
    return _images(arrays, GARMENTS, (28, 28))


def cifar10(path):
    """Read CIFAR-10 from an .npz, or from the archive of pickled batches."""
    arrays = _npz(path) if path.suffix == ".npz" else _cifar_batches(path)
    return _images(arrays, OBJECTS, (32, 32, 3))


def imdb(reviews, words):
    """Read the IMDb reviews in the order in which keras.datasets.imdb returns them."""
    arrays = _npz(reviews)
    if "tokens_train" not in arrays:
        arrays = _flattened(arrays)
    word_index = json.loads(words.read_text(encoding="utf-8"))
    shuffle = np.random.RandomState(113)  # one stream for both parts, as in Keras
    train = _shuffled(arrays, "train", shuffle)
    return Reviews(*train, *_shuffled(arrays, "test", shuffle), word_index)


def cleveland(path):
    """Read the Cleveland heart table, with or without a line of names on top."""
    X, y = _table(path.read_text(encoding="utf-8"), (*PATIENT, "num"))
    return Table(X, y.astype(np.int64), PATIENT)


def california_housing(path):
    """Read the California block groups: totals as counted, prices in US dollars."""
    text = path.read_text(encoding="utf-8") if path.suffix == ".csv" else _housing(path)
    return Table(*_table(text, (*HOUSING, "median_house_value")), HOUSING)


def tinyshakespeare(path):
    """Read the text as it is."""
    return Text(path.read_bytes().decode("utf-8"))


def _images(arrays, names, shape):
    """Check what was read, so that a wrong file is found here and not in training."""
    parts = [arrays[part] for part in ("x_train", "y_train", "x_test", "y_test")]
    for x, y in (parts[:2], parts[2:]):
        found = (x.shape, x.dtype, y.shape, y.dtype)
        expected = ((len(y), *shape), np.uint8, (len(y),), np.uint8)
        if found != expected or len(y) == 0 or y.max() >= len(names):
            raise ValueError(f"images {found[:2]} with labels {found[2:]}, no {shape}")
    return Images(*parts, names)


def _table(text, names):
    """Parse comma-separated numbers, ? for a missing one; the last column is y."""
    lines = text.split("\n")
    if lines[0].startswith(names[0]):
        header = tuple(lines.pop(0).strip().split(","))
        if header != names:
            raise ValueError(f"columns {header} where {names} were expected")
    body = "\n".join(lines).replace("?", "nan")
    if not body.strip():
        raise ValueError("no rows")
    rows = np.loadtxt(io.StringIO(body), delimiter=",", ndmin=2)
    if rows.shape[1] != len(names) or np.isnan(rows[:, -1]).any():
        raise ValueError(f"no {len(names)} columns, or a row without {names[-1]}")
    return rows[:, :-1].copy(), rows[:, -1].copy()


def _housing(path):
    with tarfile.open(path, "r:gz") as archive:
        return archive.extractfile("CaliforniaHousing/cal_housing.data").read().decode()


def _idx(path):
    """Read one gzipped idx file: magic number, sizes (big-endian), then bytes."""
    raw = gzip.decompress(path.read_bytes())
    if raw[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path.name} does not start like an idx file of bytes")
    sizes = np.frombuffer(raw, ">i4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(sizes).copy()


def _cifar_batches(path):
    parts = {"train": [f"data_batch_{i}" for i in range(1, 6)], "test": ["test_batch"]}
    arrays = {}
    with tarfile.open(path, "r:gz") as archive:
        for part, batches in parts.items():
            read = [_cifar_batch(archive, name) for name in batches]
            planes = np.concatenate([batch[b"data"] for batch in read])
            pixels = planes.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
            labels = np.concatenate([batch[b"labels"] for batch in read])
            arrays[f"x_{part}"] = np.ascontiguousarray(pixels)
            arrays[f"y_{part}"] = labels.astype(np.uint8)
    return arrays


def _cifar_batch(archive, name):
    file = archive.extractfile(f"cifar-10-batches-py/{name}")
    return _ArraysOnly(file, encoding="bytes").load()


def _npz(path):
    """Read every array of an .npz; object arrays pass the restricted unpickler."""
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".npy"): _npy(io.BytesIO(archive.read(name)))
            for name in archive.namelist()
        }


def _npy(file):
    if b"'|O'" not in file.getvalue()[:128]:
        return np.lib.format.read_array(file, allow_pickle=False)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("an object array of an unknown .npy version")
    np.lib.format.read_array_header_1_0(file)
    return _ArraysOnly(file).load()


_REBUILD = np.empty(0).__reduce__()[0]
_KNOWN = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("numpy.core.multiarray", "_reconstruct"): _REBUILD,
    ("numpy._core.multiarray", "_reconstruct"): _REBUILD,
}


class _ArraysOnly(pickle.Unpickler):
    """Unpickle arrays, lists and numbers. Whatever else a file asks for is refused.

    A pickle can call any function it names. Old files name NumPy's own three as
    below; they are handed over directly, so nothing is imported by name.
    """

    def find_class(self, module, name):
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, not an array")
        return _KNOWN[module, name]


def _flattened(arrays):
    """Turn Keras' arrays of lists into all tokens end to end, with lengths."""
    flat = {}
    for part in ("train", "test"):
        reviews = arrays[f"x_{part}"]
        flat[f"tokens_{part}"] = np.concatenate([np.array(r, int) for r in reviews])
        flat[f"lengths_{part}"] = np.array([len(review) for review in reviews])
        flat[f"y_{part}"] = arrays[f"y_{part}"]
    return flat


def _shuffled(arrays, part, shuffle):
    """Return reviews (1 in front, ranks moved up by 3) and labels, shuffled."""
    lengths, labels = arrays[f"lengths_{part}"], arrays[f"y_{part}"]
    tokens = arrays[f"tokens_{part}"]
    if lengths.sum() != len(tokens) or len(lengths) != len(labels):
        raise ValueError(f"{len(tokens)} words do not make {len(labels)} reviews")
    order = np.arange(len(lengths))
    shuffle.shuffle(order)
    return encoded(tokens, lengths)[order], labels[order].astype(np.int64)


def encoded(ranks, lengths):
    """Cut word ranks, all reviews end to end, into one int32 array per review.

    >>> encoded(np.array([7, 5, 9]), np.array([2, 1])).tolist()
    [array([ 1, 10,  8], dtype=int32), array([ 1, 12], dtype=int32)]
    """
    ends = np.cumsum(lengths + 1)
    flat = np.full(ends[-1], 1, np.int32)
    is_word = np.ones(len(flat), bool)
    is_word[ends - lengths - 1] = False
    flat[is_word] = ranks + 3
    reviews = np.empty(len(lengths), object)
    for i, (end, length) in enumerate(zip(ends, lengths, strict=True)):
        reviews[i] = flat[end - length - 1 : end]
    return reviews
