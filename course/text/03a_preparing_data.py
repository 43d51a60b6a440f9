# %% [markdown]
# # 03a · Preparing data
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/03a_preparing_data.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2003a)
#
# *about 100 min · CPU · two small data sets, or stand-ins without a network · after chapter 02*

# %% [markdown]
# ## What you will be able to do
#
# - read a table of real patients with pandas, and find what is missing in it;
# - turn two values, names and pictures into the numbers that a network wants;
# - scale, standardise and transform columns by hand, with scikit-learn and with Keras;
# - make more data from the data you have, without making labels wrong;
# - recognise leaks and silent losses, among them a cell that must never run twice;
# - say, with numbers, whom a preparation step hurts.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, run

# %%
import io
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import ndimage, stats
from sklearn import preprocessing as sk

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras
    import tensorflow as tf

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
rng = run.seed(3)

# %% [markdown]
# ## Why prepare at all?
#
# A network multiplies and adds. It cannot multiply "female", and it takes a cholesterol
# of 564 for something two hundred times as important as a 2. Whoever spends a day on the
# data saves a week on the model. Our way through this chapter: binary values, names,
# real numbers and their distributions, more data from few, and the people behind the
# rows. How to make do with fewer columns is the subject of chapter 03b.
#
# ## Two values are enough: binary data
#
# > **Binary data.** Values of which there are only two, so that 0 and 1 can stand for
# > them: 5 and 7, "a" and "b", yes and no.
#
# Here is a tiny table with two features and a target. None of its columns needs more
# than a 0 and a 1.

# %% tags=["nbval-check-output"]
toy = pd.DataFrame({"x1": [0, 1, 1, 0], "x2": [5, 7, 5, 7], "y": list("aabb")})
binary = toy.assign(x2=(toy["x2"] == 7).astype(int), y=(toy["y"] == "a").astype(int))
print(toy.to_string(index=False), binary.to_string(index=False), sep="\n\n")

# %% [markdown]
# Did "a" have to become 1? No. The other way round, every 1 is a 0, and a model learns
# the same with its answers turned round. Only write down which is which.
#
# What *does* matter is what the loss expects. The cross-entropy of later chapters wants
# 0 and 1; the hinge loss of a support vector machine, $\max(0, 1 - y z)$, wants -1 and
# +1, and some implementations do not convert for you. See what they make of the wrong ones:


# %% tags=["nbval-check-output"]
def hinge(y, z):
    """Loss of a support vector machine for the label y and the score z."""
    return max(0.0, 1 - y * z)


def cross_entropy(y, p):
    """Loss of a logistic neuron for the label y and the probability p."""
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


print("hinge, label -1:", [hinge(-1, z) for z in (-2, 0, 2)])
print("hinge, label  0:", [hinge(0, z) for z in (-2, 0, 2)], "nothing to learn from")
print(f"cross-entropy, label 1: {cross_entropy(1, 0.9):.2f}")
print(f"cross-entropy, label 2: {cross_entropy(2, 0.9):.2f}, better than perfect?")

# %% [markdown]
# With the label 0 the hinge loss is 1 whatever the model says. With the label 2 the
# cross-entropy turns negative. Neither of them raises an error. So **0 and 1 are
# the safe choice for losses in Keras**, and `2 * y - 1` makes -1 and +1 of them.
#
# ## A table of real patients
#
# Between 1981 and 1984, 303 people came to the Cleveland Clinic to have their coronary
# arteries examined. Thirteen things were noted about each, and what the examination
# found (Detrano et al., 1989; the UCI repository keeps the file). We will meet them often.
#
# | name | column | meaning |
# |---|---|---|
# | x1 age | 0 | years |
# | x2 sex | 1 | 1 male, 0 female: the only two values that were recorded |
# | x3 cp | 2 | chest pain: 1 typical angina, 2 atypical, 3 not anginal, 4 none |
# | x4 trestbps | 3 | blood pressure at rest, mmHg |
# | x5 chol | 4 | cholesterol, mg/dl |
# | x6 fbs | 5 | fasting blood sugar above 120 mg/dl: 1 yes, 0 no |
# | x7 restecg | 6 | ECG at rest: 0 normal, 1 ST-T abnormal, 2 left ventricle enlarged |
# | x8 thalach | 7 | highest heart rate reached |
# | x9 exang | 8 | chest pain under exercise: 1 yes, 0 no |
# | x10 oldpeak | 9 | ST depression under exercise, against rest |
# | x11 slope | 10 | slope of the ST segment at its peak: 1 up, 2 flat, 3 down |
# | x12 ca | 11 | large vessels coloured by fluoroscopy, 0 to 3 |
# | x13 thal | 12 | thallium scan: 3 normal, 6 fixed defect, 7 reversible defect |
# | y num | 13 | diagnosis: 0 no vessel narrowed by half, 1 to 4 disease |
#
# > **Careful.** Some texts speak of "13 columns" and give `y` as 0 or 1. The file
# > has **14** columns (13 features and the target), and its target runs from **0 to 4**.
# > And names count from one, positions from zero: x5 is column 4, x10 is column 9.
#
# On Colab one would fetch the file with `wget` and find it under the **Files** tab on the
# left, until the machine is recycled:
#
# ```
# !wget https://archive.ics.uci.edu/ml/machine-learning-databases/heart-disease/processed.cleveland.data
# ```
#
# `data.load` does that for you, checks that the file arrived whole, and keeps it. It
# returns arrays, though, and we want to learn to read the file. So we write it back as it
# is published: no line of names on top, and a question mark where a value is missing.

# %% tags=["nbval-check-output", "real-data"]
patients = data.load("cleveland")
table = np.column_stack([patients.X, patients.y])  # (303, 14)
file = "\n".join(
    ",".join("?" if np.isnan(v) else f"{v:g}" for v in row) for row in table
)
heart = pd.read_csv(io.StringIO(file), header=None)
print(heart.head().to_string())  # head(n) shows the first n rows, here 5
print(heart.shape, heart.index, "columns", heart.columns.tolist()[:3], "...")
print("chest pain takes the values", sorted(set(heart[2])))
run.record("B03.P1", rows=(len(heart), 303), columns=(heart.shape[1], 14))

# %% [markdown]
# `read_csv` gives a **DataFrame**, a table whose rows have an **index** and whose columns
# have names. `header=None` says that the first line is a patient already; forget it,
# and he becomes the names of the columns. A column is taken by its name, and here the
# names are numbers: `heart[2]` is the chest pain, and a `set` of it shows which
# values occur.
#
# ### Question marks
#
# "pandas ignores missing values", one reads. It does not: a single `?` turns its whole
# column into *text*, and then `describe()`, which sums columns up, silently leaves the
# column out. Told what a `?` is, pandas reads a **NaN**, "not a number", instead.


# %% tags=["nbval-check-output"]
def words(frame):
    """Names of the columns that hold text."""
    return [c for c in frame if not pd.api.types.is_numeric_dtype(frame[c])]


print("text:", words(heart), "- described:", heart.describe().shape[1], "of 14")
heart = pd.read_csv(io.StringIO(file), header=None, na_values="?")
print("text:", words(heart), "- described:", heart.describe().shape[1], "of 14")
clean = heart.apply(pd.to_numeric, errors="coerce").dropna()
print("gaps:", heart.isna().sum().sum(), "- rows:", len(heart), "->", len(clean))

# %% [markdown]
# Means skip a NaN, models refuse it. If a frame with question marks is loaded already,
# `pd.to_numeric` with `errors="coerce"` makes NaN of all that is no number. The simplest
# remedy is to drop the rows, the best one depends on *why* the values are missing.
#
# ### Who is ill? A binary target
#
# The doctors graded the disease from 1 to 4; we only ask whether there is any. Many
# listings do it so: `heart[13].replace([2, 3, 4], 1, inplace=True)`. Run it.

# %%
trial = heart.copy()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pandas 3 warns here, and changes nothing
    trial[13].replace([2, 3, 4], 1, inplace=True)
    part = trial[4]
    part.iloc[0] = 999
print("pandas", pd.__version__, "- targets afterwards:", sorted(set(trial[13])))
print("part starts with", part[0], "and the table with", trial.loc[0, 4])

# %% [markdown]
# > **Careful.** Since pandas 3, a column taken out of a frame always behaves like a
# > **copy**. What is done to it in place never reaches the frame: not the `replace`,
# > not the 999. (In pandas 2 both did, or did not, depending on the history.) Say what
# > you want in one assignment, and it works everywhere:

# %% tags=["nbval-check-output", "real-data"]
before = heart[13].tolist()
heart[13] = (heart[13] > 0).astype(int)
print(sorted(set(before)), "->", sorted(set(heart[13])))
print("row 1:", before[1], "->", heart.loc[1, 13], "- ill:", heart[13].sum(), "of 303")
run.record("B03.P2", row_1=(heart.loc[1, 13], 1), ill=heart[13].sum())

# %% [markdown]
# Run that cell twice and nothing is lost: what is 1 stays above 0. Keep an eye on this
# property; the next section has a cell without it.
#
# ## Pictures are tables too
#
# MNIST: 70,000 handwritten digits, collected in the nineties, 28 by 28 pixels each, with
# 256 greys from 0 (paper, shown black) to 255 (ink, shown white).
#
# > **Careful.** Its home page asks for a password nowadays, and `fetch_openml` returns
# > a DataFrame, in which `X[0]` looks for a *column* 0: add `version=1, as_frame=False`.
# > `data.load("mnist")` takes the file that Keras serves.

# %% tags=["nbval-check-output", "real-data"]
mnist = data.load("mnist")
X = np.concatenate([mnist.x_train, mnist.x_test]).reshape(-1, 784)
y = np.concatenate([mnist.y_train, mnist.y_test]).astype(str)  # text, as published
print(X.shape, y.shape, X.dtype, y[:8])
run.record("B03.P11", images=(len(X), 70_000), pixels=(X.shape[1], 784))

# %%
ax = plots.image_grid(X[:8].reshape(-1, 28, 28), [f"a {label}" for label in y[:8]])
plots.show(
    ax.figure,
    alt="Eight handwritten digits in white on black, each with its class above it: "
    "the first is a 5 whose upper bar stands apart, the second a round 0.",
)

# %% [markdown]
# A picture is stored as a row of 784 numbers; `reshape(28, 28)` folds the row into a
# matrix, and slices cut a window out of it. Some pairs are easily confused, even by us: a
# 1 with a 7, a 0 with a 6.
#
# Networks like small numbers. Grey values are therefore divided by 255, usually as the
# very first step, and usually as `float32`: half the memory of NumPy's `float64`.
#
# ### Black or white: thresholds
#
# Some models want yes or no for each pixel; the restricted Boltzmann machines of chapter
# 11 traditionally do. A **threshold** decides: below 128 is 0, and 128 or more is 1.

# %% tags=["nbval-check-output", "real-data"]
five = X[0].reshape(28, 28)
grey = five.astype("float32") / 255
X_binary = (X >= 128).astype(np.uint8)
patch = X_binary[0].reshape(28, 28)[10:18, 10:18]
print(five[10:18, 10:18], "brightest", five.max(), "and divided", grey.max())
print(patch)
run.record("B03.P12", ones=(patch.sum(), 18), last=(patch[7, 7], 1))

# %% [markdown]
# `X >= 128` is a **mask**, an array of True and False as large as `X`. A mask can also
# stand in square brackets, `X[mask] = 1`, and it is tempting to write the threshold with
# two of them, in place:


# %% tags=["nbval-check-output"]
def threshold_in_place(X):
    """Do what many listings do."""
    X[X < 128] = 0
    X[X >= 128] = 1


trap = X[:1000].copy()
print("ones at first:      ", X_binary[:1000].sum() > 0)
threshold_in_place(trap)
print("same as the mask:   ", (trap == X_binary[:1000]).all())
threshold_in_place(trap)  # somebody runs the cell a second time
print("after a second run: ", trap.max(), "is the largest value left")

# %% [markdown]
# The second run finds only zeros and ones, all of them below 128, and **erases the
# whole data set** without a word. Swap the two lines, and the first run does it. One
# expression that makes a *new* array cannot hurt you: `(X >= 128).astype(np.uint8)`.
#
# > **Your turn.** Write `binarize(X, threshold)` so that it can run as often as one
# > likes on the same `X`.


# %%
def binarize(X, threshold=128):
    """Give 1 where X reaches the threshold and 0 elsewhere; X itself stays."""
    ...  # your line here


given = np.array([[0, 127, 128], [255, 1, 200]])
with check.your_turn("binarize"), check.unchanged(X=given):
    check.same(binarize(given), [[0, 0, 1], [1, 0, 1]], "threshold 128")
    check.same(binarize(given, 1), [[0, 1, 1], [1, 1, 1]], "threshold 1")

# %% [markdown]
# <details><summary>Hint 1</summary>A comparison gives a new array; it changes nothing.</details>
# <details><summary>Hint 2</summary>128 itself counts as 1: which comparison does that?</details>
# <details><summary>Hint 3</summary><code>.astype(int)</code> makes 0 and 1 of False and
# True.</details>
# <details><summary>Solution</summary><code>return (X >= threshold).astype(int)</code></details>
#
# Why 128? Because it is half of 256, no better reason. There is a science of choosing;
# Sezgin and Sankur (2004) compare forty ways, which look at the histogram, at the
# neighbours, or at what lies on either side.
#
# ### Only sevens and eights
#
# Two masks, joined by `|`, "or", keep two of the ten classes; a list comprehension
# makes targets of them. (Python's own `or` cannot join arrays: it wants one truth value.)

# %% tags=["nbval-check-output", "real-data"]
pair = (y == "7") | (y == "8")
X_78, y_78 = X[pair], y[pair]
targets = [0 if label == "7" else 1 for label in y_78]
print(X_78.shape, y_78.shape)
print(y_78[:10], "->", targets[:10])
run.record("B03.P13", rows=(len(X_78), 14_118), first_ten_ones=(sum(targets[:10]), 5))

# %% [markdown]
# ## Names instead of numbers: categorical data
#
# > **Categorical data.** Values that name one of several kinds, such as countries,
# > colours or studies. Arithmetic with them means nothing, even if they are numbers.
#
# Take American zip codes: 12601 (Poughkeepsie), 73315 (Austin), 85621 (Nogales). Is Austin
# five times as far from Poughkeepsie as from Nogales? Latitude and longitude know better.


# %% tags=["nbval-check-output"]
places = {12601: (41.7, -73.9), 73315: (30.3, -97.7), 85621: (31.3, -110.9)}


def km(a, b):
    """Great-circle distance between two (latitude, longitude) in degrees."""
    (lat1, lon1), (lat2, lon2) = np.radians(a), np.radians(b)
    half = np.sin((lat2 - lat1) / 2) ** 2
    half += np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return float(2 * 6371 * np.arcsin(np.sqrt(half)))


for other in (12601, 85621):
    far = km(places[73315], places[other])
    print(f"73315 to {other}: codes differ by {abs(73315 - other):5d}, {far:4.0f} km")

# %% [markdown]
# By code nearly five times as far, on the globe twice. If a zip code is to say *where*, replace
# it by latitude and longitude; if it is to say *which*, it is a category.
#
# ### From names to integers
#
# MNIST's labels came as text. `map(int, ...)` helps with digits but not with "red". In
# general: list the different names, and give each its place in the list.
#
# > **Ordinal encoding.** Each category is replaced by its place in a list: 0, 1, 2 ...
#
# NumPy does it in one call, scikit-learn has a class for it, and Keras a layer.
#
# What about a name that was not there when the list was made? The encoder must not guess:
# it raises an error, or it has one place more, "unknown", for all newcomers.

# %% tags=["nbval-check-output", "real-data"]
classes, codes = np.unique(y, return_inverse=True)
encoder = sk.LabelEncoder().fit(y)
lookup = keras.layers.StringLookup(vocabulary=classes, num_oov_indices=0)
assert (encoder.transform(y) == codes).all() and (np.array(lookup(y)) == codes).all()
print(y[:3], "->", codes[:3], "- classes", encoder.classes_)
nine = encoder.transform(["9", "3", "7"])
print("['9' '3' '7'] ->", nine, "- [2 2 1] ->", encoder.inverse_transform([2, 2, 1]))
run.record("B03.P14", first=(codes[0], 5), second=(codes[1], 0), nine=(nine[0], 9))
try:
    encoder.transform(["ten"])
except ValueError as error:
    print(type(error).__name__, "-", error)
open_lookup = keras.layers.StringLookup(vocabulary=["blue", "red"])  # 0 is "unknown"
print(np.array(open_lookup(["red", "green", "blue"])))

# %% [markdown]
# ### What the order means
#
# > **Careful.** `LabelEncoder` does not keep the order of your list: it sorts
# > **alphabetically**, whatever you do before. So sorting before `fit` is needless, and
# > levels that have an order lose it. It is made for targets, one column of them. For
# > *features* there is `OrdinalEncoder`, to which you can state the order, and what to do
# > with unknowns.

# %% tags=["nbval-check-output"]
levels = ["primary", "secondary", "high school", "university"]
column = np.array(levels).reshape(-1, 1)
ordered = sk.OrdinalEncoder(
    categories=[levels], handle_unknown="use_encoded_value", unknown_value=-1
).fit(column)
for name, code in zip(levels, sk.LabelEncoder().fit_transform(levels), strict=True):
    print(f"{name:12s} LabelEncoder {code}, ordinal {ordered.transform([[name]])}")
print("kindergarten  unknown to both, ordinal", ordered.transform([["kindergarten"]]))

# %% [markdown]
# ### One column for each name: one-hot
#
# For colours even the best order is a lie: if red is 0, green 1 and blue 2, then blue minus
# green is green minus red. The way out is a column for each.
#
# > **One-hot encoding.** A category becomes a row of zeros with a single 1, in the column
# > of that category.

# %% tags=["nbval-check-output"]
frame = pd.DataFrame({"Gender": ["female", "male", "male", "female", "female"]})
dummies = pd.get_dummies(frame, dtype=int)
print(pd.concat([frame, dummies], axis=1).to_string())
female, male = dummies["Gender_female"], dummies["Gender_male"]
run.record("B03.P15", female=(female.sum(), 3), male=(male.sum(), 2))

# %% [markdown]
# By hand it is one comparison: the codes as a column against all codes as a row.
#
# > **Your turn.** Write `one_hot(codes, n)`: an array of shape (examples, n) of 0 and 1.


# %%
def one_hot(codes, n):
    """Row i has its 1 in column codes[i]."""
    ...  # your line here


with check.your_turn("one_hot"):
    check.same(one_hot(np.array([2, 0]), 3), [[0, 0, 1], [1, 0, 0]], "codes 2 and 0")
    check.shape(one_hot(np.array([1, 1, 1]), 4), (3, 4), "three codes of four")

# %% [markdown]
# <details><summary>Hint 1</summary><code>codes[:, None]</code> is a column, and
# <code>np.arange(n)</code> a row.</details>
# <details><summary>Hint 2</summary>Compare the two with <code>==</code>: what shape comes
# out?</details>
# <details><summary>Hint 3</summary>True and False become 1 and 0 by
# <code>.astype(int)</code>.</details>
# <details><summary>Solution</summary><code>return (codes[:, None] == np.arange(n)).astype(int)</code></details>
#
# The same for the digits, three ways: NumPy, scikit-learn, Keras. In a network this is the
# usual form of a target, **one neuron per class**.

# %% tags=["nbval-check-output", "real-data"]
by_hand = (codes[:, None] == np.arange(10)).astype(np.uint8)  # (examples, 10)
hot = sk.OneHotEncoder(sparse_output=False, dtype=np.uint8).fit(y.reshape(-1, 1))
by_sklearn = hot.transform(y.reshape(-1, 1))
layer = keras.layers.CategoryEncoding(num_tokens=10, output_mode="one_hot")
by_keras = np.array(layer(codes))
assert (by_hand == by_sklearn).all() and (by_hand == by_keras).all()
print(y[0], "->", by_hand[0], by_hand.shape)
print(hot.get_feature_names_out()[[0, 1, 9]])
run.record("B03.P16", columns=(by_hand.shape[1], 10), place=(by_hand[0].argmax(), 5))

# %% [markdown]
# A row of one-hot has exactly one 1. So its values joined by OR give 1, by XOR ("an odd
# number of ones") give 1, and by AND give 0.

# %% tags=["nbval-check-output"]
for gate in (np.logical_or, np.logical_xor, np.logical_and):
    print(gate.__name__, set(gate.reduce(by_hand, axis=1).tolist()))
print("AND of one category alone:", np.logical_and.reduce([[1], [1]], axis=1))
print("XOR of three ones:", np.logical_xor.reduce([1, 1, 1]))
print([list(v) for v in ("5", "0")], "but", [list(v) for v in ("9", "10")])
print(np.array(["9", "10"]).reshape(-1, 1).tolist())

# %% [markdown]
# > **Careful.** "AND is 0" needs two categories at least. Do not take XOR for a
# > check of one-hotness: three ones pass it. The sum of a row must be 1.
#
# The last two lines are another trap. Encoders want a *column*, and some listings build it
# with `list(v)` for every label, which takes a text apart into letters: right for
# "5", wrong for "10". `reshape(-1, 1)` is right for all.
#
# One-hot is said to beat ordinal codes often (Potdar et al., 2017, compare seven
# encodings for a network). Try it on our patients: predict disease from two categories,
# chest pain and thallium scan, ten times five folds.

# %% tags=["nbval-check-output", "real-data"]
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline

folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=10, random_state=0)
for name, coding in (("ordinal", sk.OrdinalEncoder()), ("one-hot", sk.OneHotEncoder())):
    model = make_pipeline(coding, LogisticRegression())
    scores = cross_val_score(model, clean[[2, 12]], clean[13] > 0, cv=folds)
    print(f"{name}: {scores.mean():.3f} right, give or take {scores.std():.3f}")

# %% [markdown]
# Not so here: the codes of both happen to rise with the risk, and the ordinal ones ask for two
# weights instead of seven. With a network, more patients, or codes in another order, one-hot
# may win. A rule of thumb is where an experiment starts.
#
# ## Numbers on a scale: real-valued data
#
# > **Regression.** Predicting a number, such as a price, a temperature or a weight. If it
# > is one column from the others, texts call it **univariate regression**.
#
# Which heart columns could be such a target? Every numeric one *can*; but a model that
# answers 0.37 for "sex" has answered a question nobody asked. The ideal target has many
# different values on a real scale. Count them.
# x5, the cholesterol, and x10, the ST depression, will be our examples.

# %% tags=["nbval-check-output", "real-data"]
names = [f"x{i + 1}" for i in range(13)]
distinct = dict(zip(names, heart[range(13)].nunique(), strict=True))
print("different values:", distinct)
two = heart[[4, 9]]
print(two.describe().to_string())
names = ("mean_x5", "mean_x10", "std_x5", "std_x10", "max_x5", "max_x10")
ours = [*two.mean(), *two.std(), *two.max()]
published = [246.693069, 1.039604, 51.776918, 1.161075, 564, 6.2]
pairs = zip(ours, published, strict=True)
run.record("B03.P3", **dict(zip(names, pairs, strict=True)))


# %%
def with_marginals(points, title):
    """Scatter two columns, with the histogram of each beside its axis."""
    sizes = {"width_ratios": (4, 1), "height_ratios": (1, 4)}
    fig, axes = plt.subplots(2, 2, figsize=(6, 4.4), **sizes)
    (top, corner), (main, side) = axes
    main.scatter(*np.asarray(points).T, s=16, alpha=0.6)
    top.hist(np.asarray(points)[:, 0], 40)
    side.hist(np.asarray(points)[:, 1], 40, orientation="horizontal")
    top.sharex(main)
    side.sharey(main)
    for ax in (top, corner, side):
        ax.axis("off")
    fig.suptitle(title, x=0.02, ha="left", fontsize=12)
    main.set(xlabel="x5, cholesterol", ylabel="x10, ST depression")
    return fig


plots.show(
    with_marginals(two, "Two columns as they were measured"),
    alt="A scatter of cholesterol, 126 to 564, against ST depression, 0 to 6.2. The "
    "histogram of the first is a hill with one patient far to the right; that of the "
    "second has a tall spike at zero and a falling tail.",
)

# %% [markdown]
# ### Why ranges matter
#
# Two things go wrong with large numbers. First, **overflow**: the softmax of later chapters
# takes $e^z$, and `float32` ends at $3.4 \cdot 10^{38}$. Second, depth. A network multiplies
# its way through the layers, and backwards again for its gradients: a factor a little too
# large or too small in each layer **explodes or vanishes** (Hanin, 2018).

# %% tags=["nbval-check-output"]
with np.errstate(over="ignore"):
    print("e^2 =", np.exp(np.float32(2)), " e^246 =", np.exp(np.float32(246)))
for scale in (0.5, 1.0, 2.0):
    signal = rng.normal(size=(50, 1))
    for _ in range(50):  # 50 layers of 50 neurons, random weights
        signal = scale * rng.normal(size=(50, 50)) / np.sqrt(50) @ signal
    power = np.log10(signal.std())
    print(f"weights times {scale}: what arrives has the size 1e{power:+.0f}")

# %% [markdown]
# ### Between 0 and 1: min-max scaling
#
# > **Min-max scaling.** $x' = (x - \min) / (\max - \min)$, for each column by itself.
#
# By hand for cholesterol: least 126, greatest 564, so the range is 438, and the first
# patient's 233 becomes $107 / 438 = 0.244$.
#
# > **Careful.** "Subtract the minimum, divide by the maximum", say some recipes. Divide by
# > the **range**: it is the maximum of what is left after the subtraction, not of the column.

# %% tags=["nbval-check-output", "real-data"]
low, high = two.min(), two.max()
by_range = (two - low) / (high - low)
by_maximum = (two - low) / high  # the recipe taken at its word
print("by range:  ", by_range[4].min(), "to", by_range[4].max())
print("by maximum:", by_maximum[4].min(), "to", by_maximum[4].max().round(4))
print(by_range.describe().round(6).to_string())
ours = [*by_range.mean(), *by_range.std()]
pairs = zip(ours, [0.275555, 0.167678, 0.118212, 0.18727], strict=True)
run.record("B03.P4", **dict(zip(names, pairs, strict=False)))

# %% [markdown]
# scikit-learn has `MinMaxScaler`: **fit** finds least and greatest, **transform** applies
# them. In Keras, a `Rescaling` layer computes `x * scale + offset`, which is all we need.

# %%
span = (high - low).to_numpy()
layer = keras.layers.Rescaling(scale=1 / span, offset=-low.to_numpy() / span)
assert np.allclose(sk.MinMaxScaler().fit(two).transform(two), by_range)
assert np.allclose(layer(two.to_numpy("float32")), by_range, atol=1e-6)
counts, counts_scaled = (np.histogram(t[4], 40)[0] for t in (two, by_range))
print("same histogram:", (counts == counts_scaled).all())
plots.show(
    with_marginals(by_range, "After min-max scaling: same shape, other axes"),
    alt="The same cloud and the same two histograms as before, to the point; only "
    "the numbers along the axes now run from 0 to 1.",
)

# %% [markdown]
# Does scaling change the distribution? **No.** Mean and spread move; the shape stays, the
# spike at zero and the lonely point on the right included.
#
# ### Mean 0 and deviation 1: standardising
#
# > **Standardising.** $z = (x - \mu) / \sigma$, for each column by itself; also called
# > z-scoring, and by some "normalizing" or, for its first half, centring.

# %% tags=["nbval-check-output", "real-data"]
by_pandas = (two - two.mean()) / two.std()
shown = by_pandas.describe().loc[["mean", "std", "min", "max"]].round(4) + 0.0
print(shown.to_string())
least, most = by_pandas.min(), by_pandas.max()
run.record("B03.P5", min_x5=(least[4], -2.331021), max_x5=(most[4], 6.128347))
run.record("B03.P5", min_x10=(least[9], -0.8953805), max_x10=(most[9], 4.444498))

# %% [markdown]
# Now with scikit-learn's `StandardScaler`, the tool for production, since the fitted object
# can be kept and applied to new patients. "The same result", it is said.

# %% tags=["nbval-check-output", "real-data"]
standard = sk.StandardScaler().fit(two)
by_sklearn = standard.transform(two)
factor = by_sklearn[0, 0] / by_pandas.loc[0, 4]
print(f"least: pandas {by_pandas[4].min():.6f}, scikit-learn {by_sklearn.min():.6f}")
print(f"factor {factor:.6f}, square root of 303 / 302: {np.sqrt(303 / 302):.6f}")
run.record("B03.P6", min_x5=(by_sklearn.min(), -2.334877), factor=(factor, 1.001654))

# %% [markdown]
# Not quite. Which deviation? Squares summed and divided by $n$ (the deviation *of these*
# patients), or by $n - 1$ (an estimate for *all* patients). NumPy and others call the number
# subtracted **ddof**. pandas takes `ddof=1`; NumPy, scikit-learn, Keras, and this
# course take `ddof=0`.

# %%
values = two.to_numpy()
by_hand = (values - values.mean(axis=0)) / values.std(axis=0)
layer = keras.layers.Normalization()
layer.adapt(values.astype("float32"))  # Keras' word for fit
assert np.allclose(by_hand, by_sklearn)
assert np.allclose(by_hand, layer(values.astype("float32")), atol=1e-4)
assert np.allclose(by_hand, (two - two.mean()) / two.std(ddof=0))
plots.show(
    with_marginals(by_hand, "After standardising: same shape again"),
    alt="The same cloud and histograms once more, with cholesterol from about -2.3 "
    "to 6.1 and ST depression from about -0.9 to 4.4 on the axes.",
)

# %% [markdown]
# > **Careful.** Never fit a scaler on columns that are scaled already. Its output *looks*
# > right, for standardising twice is standardising once; but what it has learned is
# > mean 0 and deviation 1, and it will do nothing for a new patient.

# %% tags=["nbval-check-output", "real-data"]
fitted_late = sk.StandardScaler().fit(by_pandas)
assert np.allclose(fitted_late.transform(by_pandas), by_sklearn)
newcomer = pd.DataFrame({4: [300.0], 9: [2.0]})
print("fitted on the raw columns:   ", standard.transform(newcomer).round(2))
print("fitted on the standardised:  ", fitted_late.transform(newcomer).round(2))

# %% [markdown]
# ### Other shapes: quantile transforms
#
# To change the *shape* of a distribution, forget the values and keep their ranks.
#
# > **Quantile transform.** A value that $r - 1$ of $n$ values lie below becomes
# > $u = (r - 1) / (n - 1)$, which is uniform on $[0, 1]$; equal values share the mean of
# > their ranks. A Gaussian bell comes out if $u$ is sent through the inverse of the
# > bell's cumulative distribution.
#
# By hand: 5, 9, 7 have the ranks 1, 3, 2 and become 0, 1, 0.5. scikit-learn's convention
# at the ends: values tied at the minimum become 0 and those at the maximum 1; and for the
# bell, which would send 0 to minus infinity, $u$ is kept $10^{-7}$ away from 0 and 1.


# %% tags=["nbval-check-output", "real-data"]
def quantile_uniform(x):
    """Ranks from 0 to 1; ties share their mean rank, ties at the ends go to 0 and 1."""
    ordered = np.sort(x)
    below = np.searchsorted(ordered, x, side="left")
    up_to = np.searchsorted(ordered, x, side="right") - 1
    u = (below + up_to) / 2 / (len(x) - 1)
    return np.where(x == ordered[0], 0.0, np.where(x == ordered[-1], 1.0, u))


def quantile_normal(x):
    """Ranks, sent through the inverse of the normal distribution."""
    return stats.norm.ppf(quantile_uniform(x).clip(1e-7, 1 - 1e-7))


uniform = np.apply_along_axis(quantile_uniform, 0, values)
normal = np.apply_along_axis(quantile_normal, 0, values)
for shape, ours in (("uniform", uniform), ("normal", normal)):
    library = sk.QuantileTransformer(n_quantiles=303, output_distribution=shape)
    library.fit(values).quantiles_ = np.sort(values, axis=0)  # see below
    assert np.allclose(library.transform(values), ours)
    print(f"{shape:7s} x10: least {ours[:, 1].min():.6f}, next", end=" ")
    print(f"{ours[ours[:, 1] > ours[:, 1].min(), 1].min():.3f}")
print("patients with exactly 0:", (values[:, 1] == 0).sum(), "of 303")
run.record("B03.P7", least_x10=(normal[:, 1].min(), -5.199338))
run.record("B03.P8", least_x10=(uniform[:, 1].min(), 0))

# %% [markdown]
# > **Careful.** Its default, `n_quantiles=1000`, is more than we have patients, and
# > scikit-learn warns: say `n_quantiles=303`. And it *interpolates* its quantiles, which misses
# > some values by $10^{-13}$; the patients with exactly 0.3, 0.8 and 1.5 then get a rank half
# > a step off. So we handed it the sorted values themselves.

# %%
plots.show(
    with_marginals(normal, "Ranks made normal"),
    alt="The cloud in new coordinates. The histogram of cholesterol is now a "
    "symmetric bell with one patient at either far end; that of ST depression is "
    "half a bell, and a third of the patients lie in one spike at -5.2, far below "
    "all others.",
)
plots.show(
    with_marginals(uniform, "Ranks made uniform"),
    alt="Cholesterol now fills the range from 0 to 1 evenly. Of ST depression a "
    "third lies in a spike at 0; above it a gap reaches to about 0.33, and the rest "
    "is even.",
)

# %% [markdown]
# Ninety-nine patients had no ST depression at all. No formula can tell equal values apart: they
# stay together, as a **spike**, with a gap above it, and in the normal version at the end of
# a "long tail" that says nothing but "$10^{-7}$". Heavy ties are a reason to
# leave a column alone.
#
# Changing a *target* in this way can help a regression (Andrews et al., 1971), where the
# shape is the trouble. So try before you believe. We predict each of our two columns from
# the others, with the target raw and with its ranks made normal (and turned back
# afterwards), and look at the typical error.

# %% tags=["nbval-check-output", "real-data"]
from sklearn.compose import TransformedTargetRegressor
from sklearn.model_selection import KFold

to_normal = sk.QuantileTransformer(n_quantiles=200, output_distribution="normal")
for column, name in ((4, "x5 "), (9, "x10")):
    others, target = clean.drop(columns=[column, 13]), clean[column]
    for label, change in (("raw   ", None), ("normal", to_normal)):
        model = TransformedTargetRegressor(LinearRegression(), transformer=change)
        errors = -cross_val_score(
            model, others, target, cv=KFold(5, shuffle=True, random_state=0),
            scoring="neg_median_absolute_error",
        )
        print(f"{name} {label}: half of the errors are below {errors.mean():.2f}")

# %% [markdown]
# For x10, whose shape was the trouble, the typical error falls from 0.58 to 0.46; for x5, a fair
# bell from the start, nothing is gained.
#
# ### Fit on the training part only
#
# Listings love to scale first and split later. Then the scaler has seen the examination:
#
# > **Leakage.** Anything that the training could not know in real life, and learns
# > from the data it is tested on.

# %% tags=["nbval-check-output", "real-data"]
train, test = values[:150], values[150:]
for name, seen in (("the training part", train), ("everything", values)):
    most = sk.MinMaxScaler().fit(seen).transform(test).max(axis=0)
    print(f"fitted on {name}: test values up to {most.round(3)}")

# %% [markdown]
# A value above 1 is no accident to be hidden: it is what will happen with new patients, and
# your model should be tested on it. With `make_pipeline(StandardScaler(), model)`, or a
# Keras layer adapted to the training part, it cannot go wrong.
#
# > **Your turn.** Write `standardize(train, new)`: both standardised with what `train`
# > knows. (`ddof=0`.)


# %%
def standardize(train, new):
    """Return (train, new), both with the means and deviations of train."""
    ...  # your lines here


with check.your_turn("standardize"):
    answer = standardize(np.array([[1.0], [3.0]]), np.array([[5.0]]))
    a, b = check.unpack(answer, "train, new", "standardize")
    check.close(a, [[-1.0], [1.0]], "train: mean 2, deviation 1")
    check.close(b, [[3.0]], "new: 5 is three deviations above 2")

# %% [markdown]
# <details><summary>Hint 1</summary>Compute <code>mu</code> and <code>sigma</code> of
# <code>train</code> with <code>axis=0</code>, once.</details>
# <details><summary>Hint 2</summary>Use them for both arrays.</details>
# <details><summary>Hint 3</summary>Two results: <code>return a, b</code>.</details>
# <details><summary>Solution</summary><code>mu, sigma = train.mean(axis=0), train.std(axis=0)</code>,
# then <code>return (train - mu) / sigma, (new - mu) / sigma</code></details>
#
# ## The people behind the rows
#
# Many a model had to be withdrawn or trained again because it was unfair. Three steps of
# this chapter can make it so. Compute before you decide.
#
# **Dropping outliers.** "Remove all beyond three standard deviations" is a popular line,
# and metrics improve. Whose rows are they?

# %% tags=["nbval-check-output", "real-data"]
z = (heart[4] - heart[4].mean()) / heart[4].std(ddof=0)
far = heart[z.abs() > 3]
women, ill = far[1] == 0, far[13] == 1
print(f"{len(far)} rows: {women.sum()} women, {ill.sum()} of them ill")
for sex, name in ((0, "women"), (1, "men")):
    print(f"{(heart[1] == sex).mean():.0%} of all are {name}", end=", ")
    print(f"mean cholesterol {heart[4][heart[1] == sex].mean():.0f}")

# %% [markdown]
# All four are women, in a table with a third of women; two of the four are ill. Nobody
# meant it: the women here have more cholesterol on average, and *the many men set the scale*.
# Drop a value if it is proven to be an error of a sensor or of a person. Do not drop
# a minority because it is far from the majority.
#
# **Changing distributions.** Standardise each group by itself, "to be fair", and look what
# is left of the difference:

# %% tags=["nbval-check-output", "real-data"]
sexes = heart[1].map({0: "women", 1: "men"})
together = (heart[4] - heart[4].mean()) / heart[4].std(ddof=0)
apart = heart[4].groupby(sexes).transform(lambda v: (v - v.mean()) / v.std(ddof=0))
for name, column in (("together", together), ("each group apart", apart)):
    gap = column[sexes == "women"].mean() - column[sexes == "men"].mean()
    print(f"{name:17s} women minus men: {abs(gap):.2f} deviations")

# %% [markdown]
# A real difference, which a doctor needs, is gone, and no later step can find it. With
# salaries it might be the very injustice that one wanted to measure.
#
# **Encoding and proportions.** One-hot columns for "female" and "male" put neither before the
# other, unlike 0 and 1; but they still say that there is no third. And when a group is
# scarce, copying its rows until all are equal *invents* a world:

# %% tags=["nbval-check-output", "real-data"]
share = heart[13].groupby(sexes).mean()
print("ill:", {name: f"{value:.0%}" for name, value in share.items()})
print(f"among the patients as they came  {heart[13].mean():.1%}")
print(f"women and men made equally many  {share.mean():.1%}")

# %% [markdown]
# Neither number is the city's: these are people sent to a heart clinic. Which proportion is
# right is no question of technique. The data should mirror the community the model will
# serve, neither creating equality nor inequality that is not there, with one exception:
# where reality itself is unlawful discrimination, it should mirror the lawful society we
# want. Whoever decides must say so, and sign it.
#
# ## More data from the data you have
#
# Few examples and many columns are a bad combination. One remedy is to have fewer
# columns (chapter 03b), one to collect more, and one to vary what there is.
#
# > **Data augmentation.** New training examples made from old ones by changes that do not
# > change the label.
#
# **Rescaling** throws detail away: half the size, and back. By hand, the mean of each 2 by
# 2 block, and then each pixel twice, down and across. Keras has a layer for each half.

# %% tags=["nbval-check-output"]
half = grey.reshape(14, 2, 14, 2).mean(axis=(1, 3))
coarse = half.repeat(2, axis=0).repeat(2, axis=1)
batch = grey[None, :, :, None]  # (examples, height, width, channels)
pooled = keras.layers.AveragePooling2D(2)(batch)
by_keras = np.array(keras.layers.UpSampling2D(2)(pooled))[0, :, :, 0]
assert np.allclose(coarse, by_keras, atol=1e-6)
print(grey.shape, "->", half.shape, "->", coarse.shape)
run.record("B03.P17", half=(half.shape[0], 14), back=(coarse.shape[0], 28))

# %% [markdown]
# Choose factors that divide the size. A published example says that 0.3 of 28 pixels, 8.4,
# gives 9; image libraries round, so it is 8, and on the way back $8 / 0.3 = 26.7$
# gives 27: one pixel is lost.
#
# **Noise.** Add Gaussian noise with a deviation of 0.1 (variance 0.01) and cut off what
# leaves $[0, 1]$.
#
# **Rotation.** Turn by a few degrees, best by a random angle each time. Quarter turns need
# no interpolation, so there NumPy, SciPy and Keras must agree.

# %% tags=["nbval-check-output", "real-data"]
noisy = (grey + rng.normal(0, 0.1, grey.shape)).clip(0, 1)
turned = ndimage.rotate(grey, 22, reshape=False, order=1)
quarter = keras.layers.RandomRotation((0.25, 0.25), fill_mode="constant")
by_keras = np.array(quarter(batch, training=True))[0, :, :, 0]
by_scipy = ndimage.rotate(grey, 90, reshape=False, order=1)
assert np.allclose(by_scipy, np.rot90(grey), atol=1e-4)
assert np.allclose(by_keras, np.rot90(grey), atol=1e-4)
spread = rng.normal(0, 0.1, 100_000).std()
print(f"noise {spread:.2f}, ink kept by the rotation {turned.sum() / grey.sum():.0%}")
run.record("B03.P18", sigma=(spread, 0.1), variance=(spread**2, 0.01))
run.record("B03.P19", ink_kept=turned.sum() / grey.sum())

# %%
rows = []
for image, angle in zip(X[:2].reshape(-1, 28, 28) / 255, (20, -20), strict=True):
    small = image.reshape(14, 2, 14, 2).mean(axis=(1, 3))
    noise = (image + rng.normal(0, 0.1, image.shape)).clip(0, 1)
    rotated = ndimage.rotate(image, angle, reshape=False, order=1)
    rows += [image, small.repeat(2, axis=0).repeat(2, axis=1), noise, rotated]
labels = ["original", "rescaled", "noisy", "by +20°"] * 2
labels[-1] = "by -20°"
ax = plots.image_grid(np.array(rows), labels, columns=4)
plots.show(
    ax.figure,
    alt="Two rows, a 5 and a 0, each as it was, in coarse blocks, with grey grain "
    "all over, and turned by 20 degrees, one to the left and one to the right.",
)

# %% [markdown]
# The angle in the cell above it is 22 degrees, as in a published listing; the figure there,
# as here, shows +20 and -20. Text, code and labels should agree, and here they do.
#
# ### Black pictures, flat pictures
#
# Some image functions guess the range of a picture from its *dtype*. Load pixels as
# `int64`, as many loaders do, and the converter thinks that white is $2^{63}$.

# %% tags=["nbval-check-output", "real-data"]
as_bytes = tf.image.convert_image_dtype(five.astype("uint8"), "float32")
as_int64 = tf.image.convert_image_dtype(five.astype("int64"), "float32")
print("from uint8, brightest:", float(tf.reduce_max(as_bytes)))
print(f"from int64, brightest: {float(tf.reduce_max(as_int64)):.1e}: black")
noisy_255 = (five + rng.normal(0, 0.1, five.shape)).clip(0, 1)
shown = noisy_255[five > 0]
print(f"noise on 0 to 255, cut to [0, 1]: ink from {shown.min():.2f} to {shown.max()}")

# %% [markdown]
# scikit-image does both: `rescale` and `rotate` make a black picture of `int64` pixels
# (around $10^{-17}$), and `random_noise` on floats from 0 to 255 cuts all ink to a flat 1.
# One line prevents both: **first `x.astype("float32") / 255`, then everything else.**
# (Old listings also pass it `multichannel=False`. The argument is gone, and calling with
# it is a TypeError: leave it out, or say `channel_axis=None`.)
#
# ### A toolbox for variations
#
# What else keeps a digit a digit? Moving it, a few pixels turned white or black, fewer
# greys (as compression does), a multiplied brightness, another perspective. The best is
# a random combination.

# %%
moved = np.zeros_like(grey)
moved[3:, :-2] = grey[:-3, 2:]  # three down, two to the left
chance = rng.random(grey.shape)
salted = np.where(chance < 0.05, 0.0, np.where(chance > 0.95, 1.0, grey))
few_greys = np.round(grey * 2) / 2
dimmed = (grey * rng.normal(1, 0.5, grey.shape)).clip(0, 1)
sheared = ndimage.affine_transform(grey, [[1, 0], [0.3, 1]], offset=(0, -4), order=1)
mixed = ndimage.rotate(salted, -15, reshape=False, order=1)
ax = plots.image_grid(
    np.array([moved, salted, few_greys, dimmed, sheared, mixed]),
    ["moved", "salted", "three greys", "multiplied", "sheared", "combined"],
    columns=6,
)
plots.show(
    ax.figure,
    alt="Six variants of one 5: moved down and left, with white and black dots, in "
    "three greys only, with speckled ink, slanted, and dotted and turned at once.",
)

# %% [markdown]
# Keras has layers for all of this. They act while training only; in use they pass
# everything on untouched.

# %% tags=["nbval-check-output"]
augment = keras.Sequential(
    [
        keras.layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
        keras.layers.RandomRotation(0.05, fill_mode="constant"),
        keras.layers.GaussianNoise(0.1),
    ]
)
flip = keras.layers.RandomFlip("horizontal")
flipped = np.array(flip(batch, training=True))[0, :, :, 0]
print("RandomFlip gives one of two:", any(
    np.array_equal(flipped, choice) for choice in (grey, grey[:, ::-1])
))
print("training:", not np.allclose(augment(batch, training=True), batch))
print("in use, unchanged:", np.allclose(augment(batch, training=False), batch))

# %% [markdown]
# Tables can be varied too: a little noise on measured columns, rounding, or rows drawn
# from a distribution that was fitted to the data. And texts: a synonym, a word left out or
# misspelled, no punctuation.

# %% tags=["nbval-check-output"]
row = np.array([63.0, 145.0, 233.0])  # age, blood pressure, cholesterol
jittered = row + rng.normal(0, [0.5, 2, 3])
print("noise:", jittered.round(1), " rounded:", row.round(-1))
film = "a good, slow film".split()
left_out = rng.integers(len(film))
print("synonym: ", " ".join({"good,": "fine,"}.get(word, word) for word in film))
print("left out:", " ".join(w for n, w in enumerate(film) if n != left_out))
print("bare:    ", " ".join(film).replace(",", ""))

# %% [markdown]
# ### Is the label still true?
#
# Turn a 6 by 180 degrees and it is a 9. A classifier that has seen upright digits only can
# tell us how convincing it is:

# %% tags=["nbval-check-output", "real-data"]
from sklearn.neighbors import KNeighborsClassifier

reader = KNeighborsClassifier(3).fit(X[:5000], y[:5000])
some = X[5000:][y[5000:] == "6"][:200].reshape(-1, 28, 28)
for degrees in (0, 20, 90, 180):
    images = ndimage.rotate(some, degrees, axes=(2, 1), reshape=False, order=1)
    seen = reader.predict(images.reshape(len(images), -1))
    six, nine = (seen == "6").mean(), (seen == "9").mean()
    print(f"sixes by {degrees:3d} degrees: {six:4.0%} read as 6, {nine:4.0%} as 9")

# %% [markdown]
# Twenty degrees hardly hurt. Upside down, no six is left. So a chain of augmentations is a
# claim about the world, "this does not change the label". Sign it only if you have looked at
# the pictures.
#
# The other caveat is a leak again. **Augment the training part only, after the split.**
# To see why, take pure noise with labels thrown by coin, about which nothing can be learned:


# %% tags=["nbval-check-output"]
def right(X_train, y_train, X_test, y_test):
    """Share of test examples whose nearest training example has their label."""
    return KNeighborsClassifier(1).fit(X_train, y_train).score(X_test, y_test)


noise, coin = rng.normal(size=(400, 20)), rng.integers(2, size=400)
many = np.concatenate([noise + rng.normal(0, 0.1, noise.shape) for _ in range(5)])
order = rng.permutation(2000)
early = right(many[order[:1500]], np.tile(coin, 5)[order[:1500]],
              many[order[1500:]], np.tile(coin, 5)[order[1500:]])
first = np.concatenate([noise[:300] + rng.normal(0, 0.1, (300, 20)) for _ in range(5)])
late = right(first, np.tile(coin[:300], 5), noise[300:], coin[300:])
print(f"augmented, then split: {early:.0%} right about coins")
print(f"split, then augmented: {late:.0%}")

# %% [markdown]
# ## When it goes wrong
#
# A neuron without activation shall predict the highest heart rate from four measurements,
# by gradient descent. It has a sensible learning rate, and its error is not a number.
#
# > **Your turn.** Run it, find the one line to repair, and run it again.


# %%
def fit_line(X, y, learning_rate=0.1, epochs=300):
    """Mean squared error after gradient descent on a neuron without activation."""
    w, b = np.zeros(X.shape[1]), 0.0
    with np.errstate(all="ignore"):  # NumPy would warn of the overflow
        for _ in range(epochs):
            error = X @ w + b - y
            w = w - learning_rate * X.T @ error / len(y)
            b = b - learning_rate * error.mean()
        return ((X @ w + b - y) ** 2).mean()


measured = clean[[0, 3, 4, 9]].to_numpy()  # age, blood pressure, cholesterol, ST
inputs = measured
left = fit_line(inputs, clean[7].to_numpy())
print("mean squared error", left, "- variance of the target", clean[7].var().round(1))
with check.your_turn("the exploding neuron"):
    check.that(np.isfinite(left), "fit_line", "the error is not a number")
    check.that(left < clean[7].var(), "fit_line", "worse than always saying the mean")

# %% [markdown]
# <details><summary>Hint 1</summary>Print <code>inputs.mean(axis=0)</code>: how large are the
# numbers that the weights are multiplied with?</details>
# <details><summary>Hint 2</summary>A smaller learning rate would have to be a hundred
# thousand times smaller, and would take for ever.</details>
# <details><summary>Hint 3</summary>This chapter has a formula that brings every column to
# mean 0 and deviation 1.</details>
# <details><summary>Solution</summary>The inputs were never standardised:
# <code>inputs = (measured - measured.mean(axis=0)) / measured.std(axis=0)</code></details>
#
# ## Careful: listings that have aged
#
# Libraries move on, and listings do not. Here are some lines of old data chapters as they were
# printed, and what happens today.

# %%
aged = {
    "get_feature_names()": lambda: sk.OneHotEncoder().get_feature_names(),
    "sparse=False": lambda: sk.OneHotEncoder(sparse=False),
    "x, y = ... and then X": lambda: eval("X", {"x": X}),
    'DataFrame({"Gender": ["f"]': lambda: eval('DataFrame({"Gender": ["f"]'),
}
for line, run_it in aged.items():
    try:
        run_it()
    except Exception as error:
        print(f"{line:28s} {type(error).__name__}")
print("dummies without dtype=int:", pd.get_dummies(frame).dtypes.unique()[0])

# %% [markdown]
# Today: `get_feature_names_out()`, `sparse_output=False`, `get_dummies(..., dtype=int)`.
# The last two are slips of the pen, a lower-case `x` and a bracket too few. There are more
# of the kind: a shape printed as `(14118)` is `(14118,)` in truth, a tuple of one; "RMB"
# should read RBM, and "now knowing" not knowing. Printed code deserves to be run
# once more before the press starts: ours is, each time it changes.
#
# ## Key points
#
# - Two values become 0 and 1; which is which does not matter, what the loss expects does.
# - Names become integers where they have an order, one-hot columns where they have none.
# - Scaling and standardising move and stretch, the shape stays. Say which `ddof`.
# - Quantile transforms change the shape; ties stay ties.
# - Fit everything on the training part, augment only it, and only in ways that keep labels true.
# - Prefer a new array to changing one in place: a cell that runs twice must not hurt.
# - Every preparation step is a decision about people, if the rows are people.
#
# ## Quiz
#
# Eight questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("03a_preparing_data")

# %% [markdown]
# ## References
#
# - R. Detrano et al., *International application of a new probability algorithm for the
#   diagnosis of coronary artery disease*, American Journal of Cardiology 64(5), 1989.
# - L. Deng, *The MNIST database of handwritten digit images for machine learning research*,
#   IEEE Signal Processing Magazine 29(6), 2012. Its home was Y. LeCun's page,
#   yann.lecun.com/exdb/mnist.
# - M. Sezgin and B. Sankur, *Survey over image thresholding techniques and quantitative
#   performance evaluation*, Journal of Electronic Imaging 13(1), 2004.
# - K. Potdar, T. S. Pardawala and C. D. Pai, *A comparative study of categorical variable
#   encoding techniques for neural network classifiers*, International Journal of Computer
#   Applications 175(4), 2017.
# - B. Hanin, *Which neural net architectures give rise to exploding and vanishing
#   gradients?*, NeurIPS 2018.
# - D. F. Andrews, R. Gnanadesikan and J. L. Warner, *Transformations of multivariate data*,
#   Biometrics 27(4), 1971.
# - D. A. van Dyk and X.-L. Meng, *The art of data augmentation*, Journal of Computational
#   and Graphical Statistics 10(1), 2001.
#
# **What comes next.** [Chapter 03b](03b_representations.ipynb) asks how few columns will do,
# and draws thirteen and 784 dimensions on a flat page.
