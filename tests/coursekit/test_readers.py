"""Published files and files of a data folder -> the same arrays; and no code runs."""

import gzip
import io
import json
import os
import pickle
import tarfile

import numpy as np
import pytest
from coursekit import readers


def small_images(shape=(28, 28), n=20):
    rng = np.random.default_rng(0)
    draw = rng.integers(256, size=(2, n, *shape), dtype=np.uint8)
    labels = (np.arange(n) % 10).astype(np.uint8)
    return {"x_train": draw[0], "y_train": labels, "x_test": draw[1], "y_test": labels}


def as_idx(array):
    sizes = np.array(array.shape, ">i4").tobytes()
    return gzip.compress(bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes())


def python2_array(array):
    """Pickle bytes as Python 2 and NumPy 1 did: the way CIFAR-10 was published."""
    rows, columns = (size.to_bytes(4, "little") for size in array.shape)
    data = array.tobytes()
    return b"".join(
        [
            b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R",
            b"(K\x01J"
            + rows
            + b"J"
            + columns
            + b"\x86cnumpy\ndtype\nU\x02u1K\x00K\x01",
            b"\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89",
            b"T" + len(data).to_bytes(4, "little") + data + b"tb",
        ]
    )


def cifar_batch(planes, labels):
    numbers = b"".join(b"K" + bytes([label]) for label in labels)
    return (
        b"\x80\x02}(U\x04data" + python2_array(planes)
        + b"U\x06labels](" + numbers + b"eu."
    )  # fmt: skip


def tar(path, members):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def cifar_archive(folder, arrays, evil=None):
    """Lay out images as the six pickled batches of the published archive."""
    batches = {}
    for i in range(5):
        part = slice(4 * i, 4 * i + 4)
        batches[f"data_batch_{i + 1}"] = (
            arrays["x_train"][part],
            arrays["y_train"][part],
        )
    batches["test_batch"] = (arrays["x_test"], arrays["y_test"])
    members = {
        f"cifar-10-batches-py/{name}": evil
        or cifar_batch(x.transpose(0, 3, 1, 2).reshape(len(x), -1), y)
        for name, (x, y) in batches.items()
    }
    return tar(folder / "cifar-10-python.tar.gz", members)


class Evil:
    """Ask to be rebuilt by a call to `os.mkdir`."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_mnist_comes_back_as_it_was_saved(tmp_path):
    arrays = small_images()
    np.savez(tmp_path / "mnist.npz", **arrays)
    images = readers.mnist(tmp_path / "mnist.npz")
    np.testing.assert_equal(images._asdict() | arrays, images._asdict())


def test_fashion_mnist_is_the_same_from_npz_and_from_four_idx_files(tmp_path):
    arrays, paths = small_images(), []
    np.savez(tmp_path / "fashion_mnist.npz", **arrays)
    for name, array in arrays.items():
        paths.append(tmp_path / f"{name}.gz")
        paths[-1].write_bytes(as_idx(array))
    one = readers.fashion_mnist(tmp_path / "fashion_mnist.npz")
    np.testing.assert_equal(readers.fashion_mnist(*paths), one)


def test_cifar10_is_the_same_from_npz_and_from_old_pickled_batches(tmp_path):
    arrays = small_images((32, 32, 3))
    np.savez(tmp_path / "cifar10.npz", **arrays)
    one = readers.cifar10(tmp_path / "cifar10.npz")
    np.testing.assert_equal(readers.cifar10(cifar_archive(tmp_path, arrays)), one)


def test_a_pickled_batch_that_calls_a_function_is_refused_before_it_does(tmp_path):
    evil = pickle.dumps(Evil(tmp_path / "was here"), protocol=2)
    archive = cifar_archive(tmp_path, small_images((32, 32, 3)), evil)
    with pytest.raises(pickle.UnpicklingError, match="mkdir"):
        readers.cifar10(archive)
    assert not (tmp_path / "was here").exists()


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("x_train", np.zeros((20, 27, 28), np.uint8)),
        ("x_test", np.zeros((20, 28, 28), np.float32)),
        ("y_train", np.zeros(19, np.uint8)),
        ("y_test", np.full(20, 10, np.uint8)),
    ],
)
def test_images_of_a_wrong_shape_dtype_or_label_are_refused(tmp_path, part, wrong):
    np.savez(tmp_path / "mnist.npz", **small_images() | {part: wrong})
    with pytest.raises(ValueError, match="images"):
        readers.mnist(tmp_path / "mnist.npz")


REVIEWS = [[5, 9], [7], [1, 2, 3], [4]]


@pytest.fixture
def words(tmp_path):
    path = tmp_path / "imdb_word_index.json"
    path.write_text(json.dumps({"the": 1, "film": 2}))
    return path


def as_published(path, reviews=REVIEWS):
    """Save reviews as Keras publishes them: pickled arrays of lists."""
    lists = np.empty(len(reviews), object)
    lists[:] = reviews
    labels = np.arange(len(reviews)) % 2
    np.savez(path, x_train=lists, y_train=labels, x_test=lists, y_test=labels)
    return path


def as_flat(path):
    tokens, lengths = np.concatenate(REVIEWS), np.array([len(r) for r in REVIEWS])
    parts = {"tokens": tokens, "lengths": lengths, "y": np.arange(4) % 2}
    both = {f"{k}_{part}": v for k, v in parts.items() for part in ("train", "test")}
    np.savez(path, **both)
    return path


def test_imdb_is_the_same_from_the_flat_and_from_the_published_layout(tmp_path, words):
    flat = readers.imdb(as_flat(tmp_path / "flat.npz"), words)
    published = readers.imdb(as_published(tmp_path / "imdb.npz"), words)
    assert pickle.dumps(published) == pickle.dumps(flat)


def test_imdb_shuffles_both_parts_as_keras_does(tmp_path, words):
    reviews = readers.imdb(as_flat(tmp_path / "flat.npz"), words)
    shuffle = np.random.RandomState(113)
    for x, y in ((reviews.x_train, reviews.y_train), (reviews.x_test, reviews.y_test)):
        order = np.arange(4)
        shuffle.shuffle(order)
        expected = [[1] + [rank + 3 for rank in REVIEWS[i]] for i in order]
        assert [review.tolist() for review in x] == expected
        assert y.tolist() == (order % 2).tolist()


def test_a_review_file_that_calls_a_function_is_refused(tmp_path, words):
    path = as_published(tmp_path / "imdb.npz", [Evil(tmp_path / "was here")] * 2)
    with pytest.raises(pickle.UnpicklingError, match="mkdir"):
        readers.imdb(path, words)
    assert not (tmp_path / "was here").exists()


PATIENTS = (
    "63.0,1,1,145,233,1,2,150,0,2.3,3,0,6,0\n67,1,4,160,286,0,2,108,1,1.5,2,?,3,2\n"
)
HEADER = ",".join([*readers.PATIENT, "num"]) + "\n"


@pytest.mark.parametrize("text", [PATIENTS, HEADER + PATIENTS])
def test_cleveland_reads_with_and_without_names_and_keeps_gaps(tmp_path, text):
    (tmp_path / "c.csv").write_text(text)
    table = readers.cleveland(tmp_path / "c.csv")
    assert table.y.tolist() == [0, 2] and table.y.dtype == np.int64
    assert np.argwhere(np.isnan(table.X)).tolist() == [[1, 11]]
    assert table.X[0, 9] == 2.3


@pytest.mark.parametrize(
    "text",
    ["", HEADER, PATIENTS[:-5], PATIENTS.replace("145", "tall"), PATIENTS[:-2] + "?\n"],
)
def test_a_table_cut_short_or_with_words_in_it_is_refused(tmp_path, text):
    (tmp_path / "c.csv").write_text(text)
    with pytest.raises(ValueError):
        readers.cleveland(tmp_path / "c.csv")


def test_a_table_with_other_columns_is_refused(tmp_path):
    (tmp_path / "c.csv").write_text(HEADER.replace("chol", "wine") + PATIENTS)
    with pytest.raises(ValueError, match="wine"):
        readers.cleveland(tmp_path / "c.csv")


def test_california_is_the_same_from_csv_and_from_the_published_archive(tmp_path):
    numbers = "-122.23,37.88,41,880,129,322,126,8.3252,452600\n"
    header = ",".join([*readers.HOUSING, "median_house_value"]) + "\n"
    (tmp_path / "c.csv").write_text(header + numbers)
    inside = {"CaliforniaHousing/cal_housing.data": numbers.encode()}
    one = readers.california_housing(tmp_path / "c.csv")
    other = readers.california_housing(tar(tmp_path / "c.tgz", inside))
    np.testing.assert_equal(other, one)
    assert (one.y.tolist(), one.X[0, 7]) == ([452600.0], 8.3252)


def test_a_text_is_kept_to_the_letter(tmp_path):
    (tmp_path / "t.txt").write_bytes(b"All:\r\nSpeak.\n")
    assert readers.tinyshakespeare(tmp_path / "t.txt").text == "All:\r\nSpeak.\n"
