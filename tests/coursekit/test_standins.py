"""What a place without network gets: stand-ins that look, load and learn like sets."""

import pickle
import time

import numpy as np
import pytest
from coursekit import drawings, readers, standins
from sklearn.datasets import load_digits
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PICTURES = {
    standins.digits_as_mnist: ((28, 28), readers.DIGITS),
    drawings.garments: ((28, 28), readers.GARMENTS),
    drawings.shapes: ((32, 32, 3), drawings.SHAPES),
}
ALL = [*PICTURES, standins.patients, standins.houses, standins.reviews, standins.play]


def named(functions):
    return pytest.mark.parametrize("make", functions, ids=lambda make: make.__name__)


@named(ALL)
def test_a_stand_in_is_quick(make):
    load_digits()  # the import of scikit-learn is not what is measured
    start = time.process_time()
    make()
    assert time.process_time() - start < 3  # half a second where nobody else works


@named(ALL)
def test_a_stand_in_is_the_same_every_time(make):
    assert pickle.dumps(make()) == pickle.dumps(make())


@named(PICTURES)
def test_pictures_have_the_shape_and_dtype_of_the_real_ones(make):
    images, (shape, names) = make(), PICTURES[make]
    for x, y in ((images.x_train, images.y_train), (images.x_test, images.y_test)):
        assert (x.shape[1:], x.dtype, y.dtype) == (shape, np.uint8, np.uint8)
        assert set(y) == set(range(10)) and len(x) == len(y)
    assert (images.names, images.x_train.max() > 200) == (names, True)


@named(PICTURES)
def test_all_classes_of_pictures_are_about_as_frequent(make):
    shares = np.bincount(make().y_train) / len(make().y_train)
    assert shares.min() > 0.08 and shares.max() < 0.12


@named(PICTURES)
def test_a_linear_model_reads_pictures_far_better_than_chance(make):
    images = make()
    x, y = images.x_train[:1_000].reshape(1_000, -1) / 255, images.y_train[:1_000]
    model = RidgeClassifier(alpha=100).fit(x, y)
    x_test = images.x_test.reshape(len(images.x_test), -1) / 255
    assert model.score(x_test, images.y_test) > 0.4  # chance is 0.1


def test_no_test_digit_is_a_training_digit_in_another_pose():
    images = standins.digits_as_mnist()
    assert len(images.x_train) / 4 + len(images.x_test) == len(load_digits().target)


def test_coloured_shapes_do_not_borrow_the_names_of_the_real_classes():
    assert not set(drawings.shapes().names) & set(readers.OBJECTS)


def test_patients_have_clevelands_columns_counts_and_gaps():
    table = standins.patients()
    missing = dict(zip(table.names, np.isnan(table.X).sum(axis=0), strict=True))
    assert np.bincount(table.y).tolist() == [164, 55, 36, 35, 13]
    assert (missing.pop("ca"), missing.pop("thal"), sum(missing.values())) == (4, 2, 0)
    assert np.isnan(table.X).any(axis=1).sum() == 6


def test_patients_can_be_told_apart_but_not_perfectly():
    table = standins.patients()
    whole = ~np.isnan(table.X).any(axis=1)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    accuracy = cross_val_score(model, table.X[whole], table.y[whole] > 0, cv=5).mean()
    assert 0.75 < accuracy < 0.98  # always "healthy" is right for 0.54


def test_house_prices_follow_their_columns_and_are_capped():
    table = standins.houses()
    fit = cross_val_score(LinearRegression(), table.X, table.y, cv=5).mean()
    assert 0.4 < fit < 0.95
    assert (table.y.max(), np.isfinite(table.X).all()) == (500_001, True)


def test_reviews_start_with_one_and_use_only_numbers_of_the_index():
    reviews = standins.reviews()
    highest = max(reviews.word_index.values()) + 3
    for review in (*reviews.x_train, *reviews.x_test):
        assert review.dtype == np.int32 and review[0] == 1
        assert review[1:].min() > 3 and review.max() <= highest


def test_the_word_of_rank_one_is_the_most_frequent():
    reviews = standins.reviews()
    counts = np.bincount(np.concatenate(reviews.x_train))[4:]
    assert (np.diff(counts) <= 0).all()


def test_a_bag_of_words_finds_the_sentiment_of_most_reviews():
    reviews = standins.reviews()
    size = len(reviews.word_index) + 4

    def bags(sequences):
        return np.array([np.bincount(review, minlength=size) for review in sequences])

    model = LogisticRegression(max_iter=500).fit(bags(reviews.x_train), reviews.y_train)
    assert 0.7 < model.score(bags(reviews.x_test), reviews.y_test) < 0.98


def test_the_play_is_less_random_than_its_letters():
    text = np.frombuffer(standins.play().text.encode(), np.uint8)
    pairs = np.histogram2d(text[:-1], text[1:], bins=128, range=[[0, 128]] * 2)[0]

    def entropy(counts):
        share = counts[counts > 0] / counts.sum()
        return -(share * np.log2(share)).sum()

    alone = entropy(np.bincount(text))
    assert len(text) > 100_000 and entropy(pairs) - alone < 0.75 * alone
