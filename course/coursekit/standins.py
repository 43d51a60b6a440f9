"""Data made here, for a place without network and without the real sets.

Each function returns what the reader of the real set returns: the same shape of one
example, the same dtypes and columns, fewer examples, and something to learn in it.
Always the same numbers. None of this is measured: no patient, no house and no critic
stands behind a row.
"""

from collections import Counter
from random import Random

import numpy as np

from coursekit import readers
from coursekit.kinds import Images, Reviews, Table, Text


def digits_as_mnist():
    """Scale scikit-learn's 8 x 8 digits to MNIST's size; training digits in four poses.

    >>> digits_as_mnist()
    Images(5,748 training + 360 test images, (28, 28) uint8, source='')
    """
    from sklearn.datasets import load_digits

    small = load_digits()
    rng = np.random.default_rng(8)
    order = rng.permutation(len(small.target))
    images = small.images[order].astype(np.float32) / 16
    labels = small.target[order].astype(np.uint8)
    poses = [_enlarged(images[360:], rng, wobble) for wobble in (0, 1, 1, 1)]
    mixed = rng.permutation(4 * len(images[360:]))
    x_train, y_train = np.concatenate(poses)[mixed], np.tile(labels[360:], 4)[mixed]
    test = _enlarged(images[:360], rng, 0)
    return Images(x_train, y_train, test, labels[:360], readers.DIGITS)


def _enlarged(images, rng, wobble):
    """Scale 8 x 8 to 20 x 20 inside 28 x 28, turned and moved a little by `wobble`."""
    count = (len(images), 1, 1)
    angle = wobble * rng.uniform(-0.2, 0.2, count)
    zoom = 0.4 * (1 + wobble * rng.uniform(-0.1, 0.15, count))
    axis = np.arange(28) - 13.5
    x = axis[None, None, :] + wobble * rng.uniform(-1.5, 1.5, count)
    y = axis[None, :, None] + wobble * rng.uniform(-1.5, 1.5, count)
    # 4.5 is the middle once a black frame of one pixel is around the small image.
    column = np.clip((x * np.cos(angle) - y * np.sin(angle)) * zoom + 4.5, 0, 8.99)
    row = np.clip((x * np.sin(angle) + y * np.cos(angle)) * zoom + 4.5, 0, 8.99)
    bright = _between(np.pad(images, ((0, 0), (1, 1), (1, 1))), row, column)
    return (np.clip(1.5 * bright - 0.15, 0, 1) * 255).astype(np.uint8)


def _between(images, row, column):
    """Read images at fractional places: the mean of four neighbours, by nearness."""
    i, j = row.astype(np.intp), column.astype(np.intp)
    down, right = (row - i).astype(np.float32), (column - j).astype(np.float32)
    n = np.arange(len(images))[:, None, None]
    upper = images[n, i, j] * (1 - right) + images[n, i, j + 1] * right
    lower = images[n, i + 1, j] * (1 - right) + images[n, i + 1, j + 1] * right
    return upper * (1 - down) + lower * down


def patients():
    """Make 303 patients with Cleveland's columns, its share of ill ones and its gaps.

    >>> patients()
    Table(303 rows of 13 columns, target int64, source='')
    """
    rng = np.random.default_rng(13)
    num = rng.permutation(np.repeat(np.arange(5), [164, 55, 36, 35, 13]))
    ill, count = num > 0, len(num)

    def measured(mean, spread, low, high, digits=0):
        return rng.normal(mean, spread).round(digits).clip(low, high)

    def one_of(values, healthy, sick):
        chances = np.where(ill[:, None], sick, healthy).cumsum(axis=1)
        place = (rng.uniform(size=(count, 1)) > chances).sum(axis=1)
        return np.array(values)[place.clip(max=len(values) - 1)]

    columns = {
        "age": measured(52.5 + 1.5 * num, 8.5, 29, 77),
        "sex": one_of([0, 1], [0.44, 0.56], [0.18, 0.82]),
        "cp": one_of([1, 2, 3, 4], [0.1, 0.25, 0.41, 0.24], [0.05, 0.07, 0.13, 0.75]),
        "trestbps": measured(129 + 2 * num, 17, 94, 200),
        "chol": measured(243 + 3 * num, 50, 126, 564),
        "fbs": one_of([0, 1], [0.86, 0.14], [0.84, 0.16]),
        "restecg": one_of([0, 1, 2], [0.58, 0.01, 0.41], [0.4, 0.02, 0.58]),
        "thalach": measured(158 - 8 * num, 20, 71, 202),
        "exang": one_of([0, 1], [0.86, 0.14], [0.45, 0.55]),
        "oldpeak": measured(0.3 + 0.6 * num, 0.8, 0, 6.2, digits=1),
        "slope": one_of([1, 2, 3], [0.65, 0.3, 0.05], [0.27, 0.64, 0.09]),
        "ca": rng.poisson(0.25 + 0.45 * num).clip(max=3),
        "thal": one_of([3, 6, 7], [0.79, 0.04, 0.17], [0.27, 0.09, 0.64]),
    }
    X = np.column_stack([columns[name] for name in readers.PATIENT]).astype(float)
    gaps = rng.choice(count, 6, replace=False)
    X[gaps[:4], readers.PATIENT.index("ca")] = np.nan
    X[gaps[4:], readers.PATIENT.index("thal")] = np.nan
    return Table(X, num.astype(np.int64), readers.PATIENT)


def houses():
    """Make 5,000 block groups with California's columns, price cap included.

    >>> houses()
    Table(5,000 rows of 8 columns, target float64, source='')
    """
    rng = np.random.default_rng(58)
    count = 5_000
    latitude = rng.choice([34.0, 37.6], count) + rng.normal(0, 0.9, count)
    inland = rng.gamma(1.5, 0.5, count)  # degrees from the coast
    coast = -117.6 - 1.15 * (latitude - 33.2)
    households = rng.lognormal(6, 0.65, count).round().clip(min=2)
    income = rng.lognormal(1.25, 0.45, count).clip(0.5, 15)
    rooms = households * (3 + 0.6 * income + rng.normal(0, 0.8, count)).clip(min=1)
    age = rng.normal(29, 12, count).round().clip(1, 52)
    value = 30_000 + 45_000 * income + 900 * age - 45_000 * inland
    value = (value + rng.normal(0, 45_000, count) + 60_000).round(-2)
    columns = {
        "longitude": (coast + inland).round(2),
        "latitude": latitude.round(2),
        "housing_median_age": age,
        "total_rooms": rooms.round(),
        "total_bedrooms": (rooms * rng.normal(0.21, 0.02, count)).round().clip(min=1),
        "population": (households * rng.lognormal(1.05, 0.25, count)).round(),
        "households": households,
        "median_income": income.round(4),
    }
    X = np.column_stack([columns[name] for name in readers.HOUSING])
    return Table(
        X, np.where(value > 500_000, 500_001, value.clip(14_999)), readers.HOUSING
    )


_GOOD = (
    "good great lovely funny moving clever gripping warm superb sincere bright fresh"
)
_BAD = "bad dull dreadful boring clumsy weak tedious cold terrible fake stale silly"
_THINGS = (
    "film story plot cast music ending script camera hero villain dialogue pace scene "
    "director actress actor humour costume beginning sequel picture song"
)
_HOW = "very really rather quite truly simply deeply so"
_PLACES = (
    "paris india space london the_desert the_mountains school prison a_farm the_sea"
)
_PEOPLE = (
    "my_sister my_friend the_critic a_neighbour everybody nobody my_father the_crowd"
)
_TIMES = "yesterday last_week on_sunday at_night in_may years_ago on_tape on_television"
_OPINIONS = (
    "the {thing} was {how} {feel}",
    "i found the {thing} {feel}",
    "how {feel} the {thing} is",
    "the {thing} is {feel} and the {thing} is {feel}",
    "the {thing} was not {unfeel}",
    "what a {feel} {thing}",
    "a {feel} {thing} and a {feel} {thing}",
    "never a {unfeel} moment",
    "{people} called the {thing} {unfeel} but it is {how} {feel}",
)
_FACTS = (
    "i saw it {time} with {people}",
    "it is set in {place}",
    "the {thing} takes us from {place} to {place}",
    "the {thing} reminded me of {place}",
    "{people} told me about the {thing} {time}",
    "they made the {thing} in {place} {time}",
)


def reviews():
    """Write 3,000 short film reviews; "not", "never" and "but" turn a word around.

    >>> reviews()
    Reviews(2,000 training + 1,000 test reviews, 115 words, source='')
    """
    chance = Random(1)
    labels = np.array([chance.randrange(2) for _ in range(3_000)], np.int64)
    texts = [_review(chance, label).split() for label in labels]
    train, test = texts[:2_000], texts[2_000:]
    counts = Counter(word for text in train for word in text)
    ranking = sorted(counts, key=lambda word: (-counts[word], word))
    word_index = {word: rank for rank, word in enumerate(ranking, start=1)}
    x_train, x_test = _numbered(train, word_index), _numbered(test, word_index)
    return Reviews(x_train, labels[:2_000], x_test, labels[2_000:], word_index)


def _review(chance, label):
    """Mix facts with opinions, most of which agree with the label."""
    sentences = []
    for _ in range(chance.randint(4, 16)):
        agrees = chance.random() < 0.8
        feel, unfeel = (_GOOD, _BAD) if bool(label) == agrees else (_BAD, _GOOD)
        pattern = chance.choice(_OPINIONS if chance.random() < 0.6 else _FACTS)
        words = {"feel": feel, "unfeel": unfeel, "thing": _THINGS, "how": _HOW}
        words |= {"place": _PLACES, "people": _PEOPLE, "time": _TIMES}
        sentences.append(_filled(pattern, words, chance))
    return " ".join(sentences)


def _filled(pattern, words, chance):
    """Put a word of the right kind into each brace, a new one every time."""
    while "{" in pattern:
        kind = pattern[pattern.index("{") + 1 : pattern.index("}")]
        word = chance.choice(words[kind].split()).replace("_", " ")
        pattern = pattern.replace("{" + kind + "}", word, 1)
    return pattern


def _numbered(texts, word_index):
    ranks = [[word_index[w] for w in text if w in word_index] for text in texts]
    return readers.encoded(np.concatenate(ranks), np.array([len(r) for r in ranks]))


_SPEAKERS = "The Miller,Old Tam,Lady Wren,The Ferryman,First Guard,Second Guard,Rosalba"
_VERSES = (
    "The {thing} is {kind}, and the {thing} is {kind};",
    "Come, {doing} with me, for the {thing} is {kind}.",
    "Who would {doing} when every {thing} is {kind}?",
    "I had a {kind} {thing} once, and now a {thing}.",
    "Say no more of it: the {thing} will {doing}.",
    "Good {person}, the {thing} that you {doing} is {kind},",
    "And yet no {person} shall {doing} my {thing}.",
    "O {kind} {thing}! O {thing} more {kind} still!",
    "My {person} bids you {doing} till the {thing} be {kind}.",
)
_DRAMA = {
    "thing": "river moon bread candle winter bridge garden crown letter shadow road",
    "kind": "cold golden broken gentle bitter silent wild honest weary green slow",
    "doing": "wait sing travel dream whisper bargain weep listen quarrel wander",
    "person": "master neighbour mother stranger captain cousin friend fool",
}


def play():
    """Write a long play in which nothing happens, laid out like the real one.

    >>> print(play().text[:36])
    Lady Wren:
    O honest winter! O garden
    """
    chance = Random(16)
    speeches = [_speech(chance) for _ in range(1_500)]
    return Text("\n\n".join(speeches) + "\n")


def _speech(chance):
    verses = [
        _filled(chance.choice(_VERSES), _DRAMA, chance)
        for _ in range(chance.randint(1, 4))
    ]
    return "\n".join([chance.choice(_SPEAKERS.split(",")) + ":", *verses])
