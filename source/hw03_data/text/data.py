# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 3: preparing data
#
# *about 2.5 hours · NumPy only · no download · 100 points · after chapter 03*
#
# Before a network learns anything, somebody turns pictures, words and measurements into
# columns of numbers that it can use. You will write the tools for that: a threshold,
# codes for labels, two ways to scale, two ways to make many columns few, and the
# batches and extra pictures that training is fed with. At the end you judge a table
# about people.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine parts give 90 points, the question in words 10. Under each
# part stands a cell of visible tests: run it as often as you like. Hidden tests with
# other data run when you hand in; a comment says what each one looks at. Each test cell
# gives all its points or none, and looks at values alone, with a little room for
# rounding where numbers are computed: a list is as good as an array, 3.0 as good as 3.
# Write your code where it says `YOUR CODE HERE`. Locked cells are put back before
# grading; cells that you add are kept, and run with the others.
#
# **How to work.** Run the cells from the top, with Shift and Enter. Write a part, run
# its cell, then the tests below it: `[OK]` says that the visible ones pass, any other
# message says what to look at. *Run All Cells* goes on to the end also while parts
# are missing. The last cell counts what passes, and above it stands how to hand in.
#
# **Each part stands alone.** NumPy is all you need. Three of the parts are small
# classes with the methods `fit`, `transform` and `inverse`, as in scikit-learn: `fit`
# looks at the training data and keeps what it learned in `self`, the other two only use
# it.
#
# > **Conventions.** Rows are examples, columns are features. Standard deviations use
# > ddof=0. The codes of K classes are 0 to K - 1. A second `fit` replaces the first.
# > Compute in 64 bits, as NumPy does by itself, and give back numbers that are as fine
# > as those that came in. Inputs are never modified. All randomness comes from `rng`, a
# > NumPy generator such as `np.random.default_rng(7)`: the same seed gives the same
# > result, and `rng` itself moves on with every draw.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. The threshold (8 points)
#
# **Why.** Some models know only two values: ink or paper. A **threshold** decides for
# every grey value which one it is. Done in place and in two steps this has wiped out
# many a data set: once "128 and more" has become 1, the ones are below 128 themselves,
# and the second step, or a second run of the cell, turns them into 0. A cell that may
# run twice with the same outcome is called **idempotent**.
#
# **Approach**
# 1. Compare all of `X` with the threshold at once. A value equal to it counts as 1.
# 2. Put 1 where the comparison holds and 0 elsewhere, in a new array. `X` stays as it
#    was, so running your function twice on it gives the same answer twice. (Its own
#    answers it treats like all numbers: 1 is below 128.)
#
# **Example.** `binarize(np.array([0, 127, 128, 255]))` gives 0, 0, 1, 1, in the first
# run and in the second.
#
# <details><summary>Hint</summary>
#
# A comparison of an array with a number gives True and False for all values before
# anything is written. `astype` turns them into 1 and 0. Beware of subtracting: pixels
# are bytes (`uint8`), and for bytes 3 - 5 is 254.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "binarize", "locked": false, "schema_version": 3, "solution": true, "task": false}
def binarize(X, threshold=128):
    """Return 1 where X >= threshold and 0 elsewhere.

    X: an array of any shape, of bytes, whole numbers or floats
    returns: a new array with the shape of X
    """
    ### BEGIN SOLUTION
    return (np.asarray(X) >= threshold).astype(np.uint8)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "binarize_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: bytes around 128, then floats with another threshold.
def _test():
    X = np.array([[0, 127, 128], [129, 200, 255]], dtype=np.uint8)
    with check.unchanged(X=X):
        B = binarize(X)
    check.shape(B, (2, 3), "binarize", "One answer for each value.")
    check.same(B, [[0, 0, 1], [1, 1, 1]], "binarize", "128 itself counts as 1.")
    B = binarize(np.array([0.2, 0.5, 0.9]), threshold=0.5)
    check.same(B, [0, 1, 1], "binarize with threshold=0.5")


_test()
check.passed("binarize")

# %% nbgrader={"grade": true, "grade_id": "binarize_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: bytes and floats, other shapes, high, low and negative thresholds.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("binarize")
    hint = (
        "Is every value compared as it stands in X, with the threshold that was given?"
    )
    for n in ((9,), (4, 3), (3, 2, 5)):
        for threshold in (1, 127.5, 128, 255, int(rng.integers(2, 255))):
            X = rng.integers(0, 256, n).astype(np.uint8)
            X.flat[:3] = rng.permutation([int(threshold), int(threshold) - 1, 255])
            expected = [int(x) >= threshold for x in X.ravel()]
            B = binarize(X.copy(), threshold)
            check.hidden.shape(B, n, "binarize", "One answer for each value.")
            check.hidden.same(np.ravel(B), expected, "binarize of bytes", hint)
        for threshold in (-1.5, 0.0, 0.25, 2.0):
            steps = rng.integers(-64, 65, n)
            steps.flat[:4] = rng.permutation([0, -1, 1, 40])
            B = binarize(threshold + steps / 16, threshold)
            check.hidden.same(B, steps >= 0, "binarize of floats", hint)
    B = binarize(np.array([5e-30, 0.0, -5e-30]), 0.0)
    check.hidden.same(B, [1, 1, 0], "binarize of tiny numbers", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "binarize_hidden_again", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: X stays as it was, and a second run changes nothing.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("binarize again")
    hint = "Work on a new array: the second run must find X as the first one found it."
    for kind in (np.uint8, np.int64, float):
        ink = rng.integers(0, 2, (4, 6))
        ink.flat[:2] = 0, 1
        X = (ink * rng.integers(140, 256, ink.shape) + rng.integers(0, 99)).clip(0, 255)
        X = X.astype(kind)
        with check.unchanged(X=X):
            once = binarize(X)
            twice = binarize(X)
        check.hidden.same(once, ink, "binarize, first run", hint)
        check.hidden.same(twice, ink, "binarize, second run", hint)
        hint = "0 and 1 are numbers like all others: compared with the threshold."
        B = binarize(ink.astype(kind), 0.5)
        check.hidden.same(B, ink, "binarize of 0 and 1", hint)
        B = binarize(ink.astype(kind))
        check.hidden.same(B, 0 * ink, "binarize of 0 and 1, with 128", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Codes for labels (11 points)
#
# **Why.** A column says "cat", "dog", "owl", and a network wants numbers. Each
# different label gets a **code**, and at the end the codes of the predictions must
# become words again. The codes are learned once, from the training data: new data may
# lack a label, or bring one that nobody has seen, and that should not pass in silence.
#
# **Approach**
# 1. `fit` finds the different labels and keeps them, sorted as Python sorts them.
# 2. `transform` replaces each label by its place in that order, from 0 on. If a label
#    was not there in `fit`, it raises a `ValueError`.
# 3. `inverse` replaces each code by its label.
#
# **Example.** After `coder.fit(np.array(["dog", "cat", "owl", "cat"]))`, "dog" has the
# code 1, for "cat" sorts before it: `coder.transform(np.array(["owl", "dog"]))` gives
# 2, 1 and `coder.inverse(np.array([0, 0]))` gives "cat", "cat". To transform "cow" is
# an error.
#
# <details><summary>Hint</summary>
#
# `np.unique` gives the different values, sorted, and `np.isin` says which values occur
# in a list. `np.searchsorted` finds places in sorted values; for a value that is not
# there it gives a place too, so look first.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "LabelCoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
class LabelCoder:
    """Turns labels into the codes 0, 1, 2, ... and codes into labels."""

    def fit(self, labels):
        """Learn the different labels of the training data.

        labels: (examples,) an array of words or of numbers
        """
        ### BEGIN SOLUTION
        self.classes = np.unique(labels)
        ### END SOLUTION

    def transform(self, labels):
        """Return the codes (examples,); ValueError for a label that fit did not see."""
        ### BEGIN SOLUTION
        if not np.isin(labels, self.classes).all():
            raise ValueError("a label that was not in the training data")
        return np.searchsorted(self.classes, labels)
        ### END SOLUTION

    def inverse(self, codes):
        """Return the labels (examples,) that belong to an array of codes."""
        ### BEGIN SOLUTION
        return self.classes[codes]
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "LabelCoder_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the animals of the example, there and back.
def _test():
    animals = np.array(["dog", "cat", "owl", "cat"])
    coder = LabelCoder()
    with check.unchanged(animals=animals):
        coder.fit(animals)
        codes = coder.transform(animals)
    check.same(codes, [1, 0, 2, 0], "transform", "Sorted they are cat, dog, owl.")
    codes = coder.transform(np.array(["owl", "dog"]))
    check.same(codes, [2, 1], "transform of new data", "The codes are those of fit.")
    back = coder.inverse(np.array([0, 2, 1, 1]))
    right = np.array_equal(back, ["cat", "owl", "dog", "dog"])
    check.that(right, "inverse of [0, 2, 1, 1]", "not the labels of these codes")


_test()
check.passed("LabelCoder")

# %% nbgrader={"grade": true, "grade_id": "LabelCoder_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: words and numbers, new data that lack labels, two coders, a second fit.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("LabelCoder")
    words = np.array(["ant", "Zebra", "ice", "10", "9", "violet", "a", "anthill"])
    numbers = np.append(rng.choice(np.arange(-40, 9), 6, replace=False), [9, 10])
    coder, other = LabelCoder(), LabelCoder()
    for labels, k in (
        (words, 8),
        (numbers, 8),
        (np.arange(-100, 300), 400),
        (words, 3),
        (numbers / 4, 6),
        (words, 1),
    ):
        classes = np.array(sorted(rng.choice(labels, k, replace=False)))
        train = np.repeat(classes, rng.permutation(1 + np.arange(k) % 3))
        coder.fit(rng.permutation(np.append(train, classes[[-1] * 4])))
        other.fit(np.array(["something", "else"]))
        for n in (1, 2, 9):
            codes = rng.integers(k, size=n)
            new = classes[codes]
            with check.unchanged(labels=new):
                found = coder.transform(new)
            hint = (
                "Places in the sorted labels of the last fit of this coder, from 0 on."
            )
            check.hidden.same(found, codes, "transform", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "LabelCoder_hidden_inverse", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: codes become the labels they stand for.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("LabelCoder inverse")
    words = np.array(["b", "B", "lion", "20", "3", "lioness", "moth"])
    numbers = rng.choice(np.arange(-40, 90), 7, replace=False)
    for labels, k in ((words, 7), (numbers, 7), (words, 3), (numbers / 4, 4)):
        classes = np.array(sorted(rng.choice(labels, k, replace=False)))
        coder = LabelCoder()
        # The last label comes first, so the order of appearance is another one.
        coder.fit(np.append(classes[-1], rng.permutation(np.repeat(classes, 2))))
        for codes in (np.arange(k), rng.integers(k, size=12), np.array([k - 1])):
            expected = classes[codes]
            right = np.array_equal(coder.inverse(codes), expected)
            check.that(right, "inverse", "not the labels that these codes stand for")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "LabelCoder_hidden_unseen", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: a label that fit has not seen, anywhere among others, is a ValueError.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("LabelCoder unseen")
    for classes, unseen in (
        (np.array(["cow", "dog", "owl"]), ["ape", "cowboy", "do", "fox", "zoo"]),
        (np.array([3, 7, 20]), [-1, 0, 1, 2, 5, 21]),
    ):
        coder = LabelCoder()
        coder.fit(classes[[2, 1, 0, 1]])
        for new in unseen:
            for labels in (np.array([new]), np.append(classes, new), [new, *classes]):
                raised = False
                try:
                    coder.transform(np.array(labels))
                except ValueError:
                    raised = True
                check.that(raised, "transform", "an unseen label raised no ValueError")
        codes = rng.integers(3, size=6)
        found = coder.transform(classes[codes])
        check.hidden.same(found, codes, "transform of labels that fit has seen")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. One column per class (8 points)
#
# **Why.** Codes have an order that the classes do not have: is an owl (2) twice a dog
# (1)? In the **one-hot** form every class has a column of its own, with a 1 in the
# column of the right class and 0 in the others. A network with one output per class
# learns from just such rows.
#
# **Approach**
# 1. Make a table of zeros, one row per example and `n_classes` columns, also when some
#    class does not occur in `y`.
# 2. In each row put a 1 into the column that `y` names.
#
# **Example.** `one_hot(np.array([2, 0]), 3)` gives `[[0, 0, 1], [1, 0, 0]]`. Every row
# sums to 1, and `argmax` along the rows gives `y` back.
#
# <details><summary>Hint</summary>
#
# `H[rows, columns] = 1` with two arrays of indices sets one value per pair. Or compare
# a column of codes, `y[:, None]`, with the row `np.arange(n_classes)`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "one_hot", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_hot(y, n_classes):
    """Return the one-hot form of codes.

    y: (examples,) whole numbers from 0 to n_classes - 1
    returns: (examples, n_classes) of 0 and 1
    """
    ### BEGIN SOLUTION
    return (y[:, None] == np.arange(n_classes)).astype(float)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "one_hot_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: four examples of three classes.
def _test():
    y = np.array([2, 0, 1, 2])
    with check.unchanged(y=y):
        H = one_hot(y, 3)
    check.shape(
        H, (4, 3), "one_hot", "A row for each example, a column for each class."
    )
    check.same(H, [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], "one_hot")
    check.same(np.argmax(H, axis=1), y, "the argmax of the rows")


_test()
check.passed("one_hot")

# %% nbgrader={"grade": true, "grade_id": "one_hot_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh codes of 2 to 10 classes, all of which occur; also bytes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("one_hot")
    for k in (2, 3, 5, 10, 300):
        for kind in (np.int64, np.uint8 if k < 256 else np.int32):
            y = rng.permutation(np.append(np.arange(k), rng.integers(k, size=2 * k)))
            y = y.astype(kind)
            with check.unchanged(y=y):
                H = one_hot(y, k)
            check.hidden.shape(H, (3 * k, k), "one_hot", "Examples in rows.")
            H = np.asarray(H)
            check.hidden.same(H.sum(axis=1), np.ones(3 * k), "the sums of the rows")
            check.hidden.same(
                H[np.arange(3 * k), y], np.ones(3 * k), "the columns of y"
            )
            check.hidden.same((H == 0).sum(axis=1), np.full(3 * k, k - 1), "the zeros")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "one_hot_hidden_missing", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: classes that do not occur in y, a single example, a single class.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("one_hot missing")
    hint = "n_classes columns, whether or not each class occurs in y."
    for k in (1, 2, 4, 10):
        one = int(rng.integers(k))
        for y in ([0], [k - 1], [one], [one] * 5, [0] * k, [*range(k - 1), 0]):
            H = one_hot(np.array(y), k)
            check.hidden.shape(H, (len(y), k), "one_hot", hint)
            expected = [[float(c == code) for c in range(k)] for code in y]
            check.hidden.same(H, expected, "one_hot", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Scaling to a range (10 points)
#
# **Why.** Cholesterol goes up to 564, an ST depression to 6.2. A network would listen
# to the loud column first. **Min-max scaling** moves each column to the range from 0 to
# 1. What it needs to know, the smallest and the largest value, comes from the training
# data alone: whoever looks at the test data first has told the network about them.
#
# $$z = \frac{x - \min}{\max - \min} \qquad\text{and back}\qquad
# x = z\,(\max - \min) + \min$$
#
# **Approach**
# 1. `fit` finds the smallest and the largest value of each column, as floats: for
#    bytes, such as pixels, 3 - 5 is 254.
# 2. Where a column is constant, the range is 0. Divide by 1 there, so that the column
#    becomes 0.
# 3. `transform` and `inverse` use what `fit` found, whatever data they are given. New
#    data may leave the range from 0 to 1.
#
# **Example.** After `fit` on the column 2, 3, 6 the value 3 becomes 0.25, the value 10
# becomes 2, and 0.5 goes back to 4. After `fit` on 5, 5, 5 the value 5 becomes 0 and 7
# becomes 2.
#
# <details><summary>Hint</summary>
#
# `X.min(axis=0)` gives one number per column. `np.where(span == 0, 1, span)` replaces
# the zeros among the ranges, before anything is divided.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "MinMax", "locked": false, "schema_version": 3, "solution": true, "task": false}
class MinMax:
    """Scales each column so that the training data fill the range from 0 to 1."""

    def fit(self, X):
        """Learn the range of each column of the training data.

        X: (examples, features) of bytes, whole numbers or floats
        """
        ### BEGIN SOLUTION
        self.low = X.min(axis=0).astype(float)
        span = X.max(axis=0) - self.low
        self.span = np.where(span == 0, 1, span)
        ### END SOLUTION

    def transform(self, X):
        """Return X scaled with the ranges of the training data, in a new array."""
        ### BEGIN SOLUTION
        return (X - self.low) / self.span
        ### END SOLUTION

    def inverse(self, Z):
        """Return the values that transform turns into Z, in a new array."""
        ### BEGIN SOLUTION
        return Z * self.span + self.low
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "MinMax_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two columns, new data, and back.
def _test():
    X = np.array([[2.0, 10.0], [3.0, 30.0], [6.0, 20.0]])
    new = np.array([[10.0, 0.0]])
    scaler = MinMax()
    with check.unchanged(X=X, new=new):
        scaler.fit(X)
        Z = scaler.transform(X)
        Z_new = scaler.transform(new)
    check.close(
        Z, [[0, 0], [0.25, 1], [1, 0.5]], "transform", "Each column for itself."
    )
    hint = "With the ranges of the training data. They may be left."
    check.close(Z_new, [[2, -0.5]], "transform of new data", hint)
    check.close(scaler.inverse(np.array([[0.5, 0.25]])), [[4, 15]], "inverse")


_test()
check.passed("MinMax")

# %% nbgrader={"grade": true, "grade_id": "MinMax_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh training data, new data that leave the range, bytes, a second fit.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("MinMax")
    hint = "Column by column, with the smallest and largest value of the last fit."
    scaler = MinMax()
    for n, d in ((2, 1), (3, 3), (5, 2), (40, 4)):
        ranks = rng.permuted(np.tile(np.arange(n), (d, 1)), axis=1).T
        unit = 2.0**-40 if n == 3 else 1.0  # small ranges are ranges, too
        low, step = rng.integers(-90, 90, d) * unit, rng.integers(2, 17, d) * unit
        X = low + step * ranks
        with check.unchanged(X=X):
            scaler.fit(X)
            Z = scaler.transform(X)
        check.hidden.close(Z, ranks / (n - 1), "transform", hint, "float32")
        eighths = rng.integers(-8, 17, (n + 1, d))
        new = low + step * (n - 1) * eighths / 8
        Z = scaler.transform(new)
        check.hidden.close(Z, eighths / 8, "transform of new data", hint, "float32")
    for kind, low, high in ((np.uint8, 60, 190), (np.int64, 75, 155)):
        X, new = rng.integers(low, high, (9, 3)), rng.integers(0, 256, (30, 3))
        X[:2], new[:2] = [[low], [high]], [[0], [255]]
        scaler.fit(X.astype(kind))
        Z = scaler.transform(new.astype(kind))
        hint = "By the last fit alone. For bytes 3 - 5 is 254: subtract floats."
        check.hidden.close(Z, (new - low) / (high - low), "transform", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "MinMax_hidden_inverse", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the way back, inside and outside the range of the training data.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("MinMax inverse")
    for n, d in ((2, 1), (4, 3), (3, 3), (20, 5)):
        ranks = rng.permuted(np.tile(np.arange(n), (d, 1)), axis=1).T
        low, step = rng.integers(-90, 90, d) / 2, rng.integers(2, 17, d) / 2
        scaler = MinMax()
        scaler.fit(low + step * ranks)
        for rows in (1, n + 3):
            Z = rng.integers(-8, 17, (rows, d)) / 8
            with check.unchanged(Z=Z):
                X = scaler.inverse(Z)
            hint = "Undo the last step of transform first."
            expected = low + step * (n - 1) * Z
            check.hidden.close(X, expected, "inverse", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "MinMax_hidden_constant", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: constant columns beside others, a single example, there and back.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("MinMax constant")
    hint = "Where the range is 0, divide by 1."
    for n in (1, 2, 7):
        c = rng.integers(1, 60, 3) * rng.choice([-1, 1], 3) / 10
        X = np.tile(c, (n, 1))
        X[:, 1] += 4 * rng.permutation(n)
        low, span = X.min(axis=0), np.array([1, 4 * (n - 1) or 1, 1])
        scaler = MinMax()
        scaler.fit(X)
        Z = (X - low) / span
        check.hidden.close(scaler.transform(X), Z, "transform", hint, "float32")
        new = c + rng.integers(1, 40, (4, 3)) / 4
        Z = (new - low) / span
        check.hidden.close(scaler.transform(new), Z, "new data", hint, "float32")
        check.hidden.close(scaler.inverse(Z), new, "inverse", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Standardisation (10 points)
#
# **Why.** One far value squeezes all others into a corner of the range from 0 to 1.
# **Standardisation** measures instead how many standard deviations a value lies above
# the mean of its column. Most networks are fed with such numbers.
#
# $$z = \frac{x - \mu}{\sigma} \qquad\text{and back}\qquad x = z\,\sigma + \mu$$
#
# **Approach**
# 1. `fit` finds the mean and the standard deviation of each column. Divide by the
#    number of examples, not by one less (`ddof=0`).
# 2. Where a column is constant, $\sigma$ is 0, at least on paper: of 0.1, 0.1, 0.1 a
#    computer's mean may be a little beside 0.1. So look at the column itself, whose
#    smallest value is then its largest, and divide by 1 there.
# 3. `transform` and `inverse` use what `fit` found, whatever data they are given.
#
# **Example.** After `fit` on the column 1, 3 (mean 2, standard deviation 1) the value 5
# becomes 3, and -2 goes back to 0. After `fit` on 5, 5, 5 the value 5 becomes 0 and 7
# becomes 2.
#
# <details><summary>Hint</summary>
#
# `std` of a NumPy array has ddof=0, `std` of a pandas column has ddof=1. The test data
# are shifted by the mean of the *training* data; their own mean need not become 0.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "Standard", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Standard:
    """Scales each column so that the training data have mean 0 and deviation 1."""

    def fit(self, X):
        """Learn the mean and the standard deviation (ddof=0) of each column.

        X: (examples, features) of whole numbers or floats
        """
        ### BEGIN SOLUTION
        self.mu = X.mean(axis=0)
        constant = X.min(axis=0) == X.max(axis=0)
        self.sigma = np.where(constant, 1, X.std(axis=0))
        ### END SOLUTION

    def transform(self, X):
        """Return X scaled with the numbers of the training data, in a new array."""
        ### BEGIN SOLUTION
        return (X - self.mu) / self.sigma
        ### END SOLUTION

    def inverse(self, Z):
        """Return the values that transform turns into Z, in a new array."""
        ### BEGIN SOLUTION
        return Z * self.sigma + self.mu
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "Standard_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two columns, new data, and back.
def _test():
    X = np.array([[1.0, 10.0], [3.0, 30.0]])
    new = np.array([[5.0, 20.0]])
    scaler = Standard()
    with check.unchanged(X=X, new=new):
        scaler.fit(X)
        Z = scaler.transform(X)
        Z_new = scaler.transform(new)
    check.close(Z, [[-1, -1], [1, 1]], "transform", "Standard deviations with ddof=0.")
    hint = "With the mean and the deviation of the training data."
    check.close(Z_new, [[3, 0]], "transform of new data", hint)
    back = scaler.inverse(np.array([[-1.5, 2.0]]))
    hint = "With the mean and the deviation that fit found."
    check.close(back, [[0.5, 40]], "inverse", hint, "float32")
    scaler.fit(np.array([[0.1], [0.1], [0.1]]))
    hint = "A constant column: divide by 1."
    Z = scaler.transform(np.array([[7.1]]))
    check.close(Z, [[7]], "transform after a fit on 0.1, 0.1, 0.1", hint)


_test()
check.passed("Standard")

# %% nbgrader={"grade": true, "grade_id": "Standard_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh training data, new data with another mean, a second fit.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("Standard")
    hint = "Column by column, ddof=0, with the numbers of the last fit."
    scaler = Standard()
    cases = (2, 1, 1.0, 0), (3, 4, 2.0**-40, 0), (5, 2, 1.0, 10**8), (40, 3, 1.0, 0)
    for n, d, unit, far in cases:  # also small deviations, and means far from zero
        X = rng.permuted(np.tile(np.arange(n), (d, 1)), axis=1).T
        X = X * rng.integers(2, 9, d) / 4 + rng.integers(-20, 20, d)
        X[0] += 2 * n
        X = X * unit + far
        with check.unchanged(X=X):
            scaler.fit(X)
            Z = scaler.transform(X)
        check.hidden.shape(Z, (n, d), "transform", "The shape of X.")
        Z = np.asarray(Z)
        check.hidden.close(Z.mean(axis=0), np.zeros(d), "the means", hint, "float32")
        check.hidden.close(
            (Z**2).mean(axis=0), np.ones(d), "deviations", hint, "float32"
        )
        new = rng.integers(-40, 41, (n + 2, d)) / 2 * unit + far
        mu = X.sum(axis=0) / n
        sigma = np.sqrt(((X - mu) ** 2).sum(axis=0) / n)
        Z = scaler.transform(new)
        check.hidden.close(Z, (new - mu) / sigma, "new data", hint, "float32")
    whole = rng.permuted([[1, 2, 9], [4, 0, 5], [7, 3, 3]], axis=1).T
    scaler.fit(whole)
    Z, sigma = (whole - whole.mean(axis=0)), whole.std(axis=0)
    check.hidden.close(
        scaler.transform(whole), Z / sigma, "whole numbers", hint, "float32"
    )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "Standard_hidden_inverse", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the way back, for other numbers of rows than in the training data.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("Standard inverse")
    for n, d in ((2, 1), (4, 3), (3, 3), (20, 5)):
        X = rng.permuted(np.tile(np.arange(n), (d, 1)), axis=1).T
        X = X * rng.integers(2, 9, d) / 4 + rng.integers(5, 20, d)
        scaler = Standard()
        scaler.fit(X)
        for rows in (1, n + 3):
            Z = rng.integers(-16, 17, (rows, d)) / 8
            with check.unchanged(Z=Z):
                back = scaler.inverse(Z)
            hint = "Undo the last step of transform first. ddof=0."
            expected = Z * X.std(axis=0) + X.mean(axis=0)
            check.hidden.close(back, expected, "inverse", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "Standard_hidden_constant", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: constant columns beside others, a single example, there and back.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("Standard constant")
    hint = "Where a column is constant, divide by 1."
    for n in (1, 2, 3, 3, 7):
        c = rng.integers(1, 60, 3) * rng.choice([-1, 1], 3) / 10
        X = np.tile(c, (n, 1))
        X[:, 1] += 4 * rng.permutation(n)
        mu = X[0] if n == 1 else np.array([c[0], X[:, 1].mean(), c[2]])
        sigma = np.array([1, X[:, 1].std() or 1, 1])
        scaler = Standard()
        scaler.fit(X)
        Z = (X - mu) / sigma
        check.hidden.close(scaler.transform(X), Z, "transform", hint, "float32")
        new = c + rng.integers(1, 40, (4, 3)) / 4
        Z = (new - mu) / sigma
        check.hidden.close(scaler.transform(new), Z, "new data", hint, "float32")
        check.hidden.close(scaler.inverse(Z), new, "inverse", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Principal components (12 points)
#
# **Why.** Many columns say nearly the same: height in centimetres and in inches, two
# pixels side by side. **Principal component analysis** (PCA) finds the few directions
# along which the data vary most, and describes each example by its place along them.
#
# **Approach**
# 1. Subtract from each column its mean.
# 2. Compute the covariance matrix of the columns, (features, features), and its
#    eigenvalues and eigenvectors. Each eigenvalue is the variance along its
#    eigenvector. With a single feature the matrix has one row and one column.
# 3. Keep the eigenvectors of the `k` largest eigenvalues, largest first, as the rows of
#    `components`. They have length 1 and stand at right angles.
# 4. Project the *centred* data onto them. That gives `Z`.
# 5. `share` is each kept eigenvalue divided by the sum of *all* eigenvalues.
#
# A direction and its opposite serve equally well, so signs do not matter.
#
# **Example.** The four points (8, 2), (2, 2), (5, 3), (5, 1) lie around (5, 2) and are
# spread along the first axis most. With `k=1`, `components` is `[[1, 0]]` (or
# `[[-1, 0]]`), `Z` is 3, -3, 0, 0 (or its opposite) and `share` is 0.9.
#
# <details><summary>Hint</summary>
#
# `np.linalg.eigh` is made for symmetric matrices. It sorts the eigenvalues upwards, and
# the eigenvectors are the *columns* of its second result. Whether you divide the
# covariance by n or by n - 1 changes neither the directions nor the shares.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "pca", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pca(X, k):
    """Return the k principal components of X and the data seen along them.

    X: (examples, features)
    k: how many components to keep, at most min(examples - 1, features)
    returns: (Z, components, share) with the projected data Z of shape (examples, k),
        the unit vectors in the rows of components (k, features), the one of the
        largest variance first, and share (k,), their parts of the whole variance
    """
    ### BEGIN SOLUTION
    centred = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(-values)[:k]
    components = vectors[:, order].T
    return centred @ components.T, components, values[order] / values.sum()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pca_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the four points of the example.
def _test():
    X = np.array([[8.0, 2.0], [2.0, 2.0], [5.0, 3.0], [5.0, 1.0]])
    for k in (1, 2):
        with check.unchanged(X=X):
            found = pca(X, k)
        Z, components, share = check.unpack(found, "Z, components, share", "pca")
        check.shape(Z, (4, k), "Z", "A row per example, a column per component.")
        check.shape(components, (k, 2), "components", "A row per component.")
        check.shape(share, (k,), "share", "One number per component.")
        hint = "The direction of the largest variance first, with length 1."
        V, far = np.abs(components), np.array([[3, 0], [3, 0], [0, 1], [0, 1]])
        check.close(V, np.eye(2)[:k], "components without sign", hint, "float32")
        check.close(
            np.abs(Z), far[:, :k], "Z without sign", "Is it centred?", "float32"
        )
        check.close(share, [0.9, 0.1][:k], "share", "Of the sum of all eigenvalues.")


_test()
check.passed("pca")

# %% nbgrader={"grade": true, "grade_id": "pca_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the directions, up to sign, also with more features than examples.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pca")

    def cloud(n, d, rank):  # points whose directions (rows of Q) are known
        A = rng.normal(size=(n, rank))
        U = np.linalg.qr(A - A.mean(axis=0))[0]
        Q = np.linalg.qr(rng.normal(size=(d, d)))[0][:rank]
        return U * 4 / 2.0 ** np.arange(rank) @ Q + rng.choice([-3, -2, 2, 3], d), Q

    for n, d, rank in ((2, 3, 1), (5, 2, 2), (20, 3, 3), (4, 6, 3), (30, 5, 5)):
        X, Q = cloud(n, d, rank)
        for k in range(1, rank + 1):
            with check.unchanged(X=X):
                found = pca(X, k)
            _, V, _ = check.unpack(found, "Z, components, share", "pca")
            check.hidden.shape(V, (k, d), "components", "A row per component.")
            V = np.asarray(V)
            hint = "Rows of length 1, at right angles to each other."
            check.hidden.close(V @ V.T, np.eye(k), "components", hint, "float32")
            cosines = np.abs((V * Q[:k]).sum(axis=1))
            hint = (
                "Centre, eigenvectors of the covariance, the largest eigenvalue first."
            )
            check.hidden.close(cosines, np.ones(k), "components", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pca_hidden_projection", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: Z is the centred data along your components, one feature or more.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pca projection")
    for n, d in ((4, 2), (3, 1), (12, 3), (9, 4)):
        X = rng.normal(size=(n, d)) / np.arange(1, d + 1) + rng.choice(
            [-3, -2, 2, 3], d
        )
        for k in range(1, d + 1):
            found = pca(X.copy(), k)
            Z, V, _ = check.unpack(found, "Z, components, share", "pca")
            check.hidden.shape(Z, (n, k), "Z", "A row per example.")
            check.hidden.shape(V, (k, d), "components", "A row per component.")
            Z, V, mean = np.asarray(Z), np.asarray(V), X.mean(axis=0)
            hint = "Project the centred data onto the components that you return."
            check.hidden.close(Z, (X - mean) @ V.T, "Z", hint, "float32")
        hint = "With as many components as features nothing is lost."
        check.hidden.close(Z @ V + mean, X, "X rebuilt from Z", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pca_hidden_share", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the shares of the variance, some or all of them kept.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pca share")
    for n, d, rank in ((2, 3, 1), (5, 2, 2), (20, 3, 3), (4, 6, 3), (30, 5, 5)):
        A = rng.normal(size=(n, rank))
        U = np.linalg.qr(A - A.mean(axis=0))[0]
        Q = np.linalg.qr(rng.normal(size=(d, d)))[0][:rank]
        s = 4 / 2.0 ** np.arange(rank)
        X = U * s @ Q + rng.choice([-3, -2, 2, 3], d)
        for k in range(1, rank + 1):
            _, _, share = check.unpack(pca(X, k), "Z, components, share", "pca")
            hint = "Variances, largest first, divided by the sum of all, kept or not."
            check.hidden.close(share, s[:k] ** 2 / (s @ s), "share", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Directions that tell classes apart (11 points)
#
# **Why.** PCA never looks at the labels: the direction of the largest variance may be
# of no use for telling ill from healthy. **Linear discriminant analysis** (LDA) uses
# the labels. It looks for directions along which the classes lie far apart, compared
# with their own spread.
#
# **Approach**
# 1. There are at most `min(classes - 1, features)` such directions. If `k` is larger,
#    raise a `ValueError`.
# 2. For each class $c$ with $n_c$ examples compute its mean $\mathbf{m}_c$. The spread
#    within the classes and between them are, with the mean $\mathbf{m}$ of all data,
#
# $$S_W = \sum_c \sum_{i \in c} (\mathbf{x}_i - \mathbf{m}_c)(\mathbf{x}_i -
# \mathbf{m}_c)^T, \qquad
# S_B = \sum_c n_c\,(\mathbf{m}_c - \mathbf{m})(\mathbf{m}_c - \mathbf{m})^T.$$
#
# 3. The directions are the eigenvectors of $S_W^{-1} S_B$ with the `k` largest
#    eigenvalues, largest first. Their length and their sign do not matter.
#
# **Example.** Class 0 is (-2, 0), (2, 0), (0, -1), (0, 1), class 1 is the same moved by
# (2, 2). $S_W$ has 16 and 4 on its diagonal and 0 beside it, so the direction is (2/16,
# 2/4), or shorter (1, 4): the second feature, which spreads less within the classes,
# counts more. `[[1, 4]]`, `[[-2, -8]]` and `[[0.25, 1]]` are all right.
#
# <details><summary>Hint</summary>
#
# `X[y == c]` are the examples of one class, `np.linalg.solve(S_W, S_B)` is
# $S_W^{-1} S_B$. It is not symmetric: use `np.linalg.eig`, sort, and take `.real` if
# rounding has made the numbers complex. The eigenvectors are columns.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "lda", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lda(X, y, k):
    """Return the k directions that separate the classes best.

    X: (examples, features), such that S_W can be inverted
    y: (examples,) labels of two classes or more, any whole numbers
    k: how many; ValueError if there are more than min(classes - 1, features)
    returns: (k, features), a direction in each row, the best one first, of any length
    """
    ### BEGIN SOLUTION
    classes = np.unique(y)
    if k > min(len(classes) - 1, X.shape[1]):
        raise ValueError("fewer directions than that can separate these classes")
    S_W = S_B = 0
    for c in classes:
        own = X[y == c] - X.mean(axis=0)
        apart = own.mean(axis=0)
        S_W = S_W + (own - apart).T @ (own - apart)
        S_B = S_B + len(own) * np.outer(apart, apart)
    values, vectors = np.linalg.eig(np.linalg.solve(S_W, S_B))
    return vectors[:, np.argsort(-values.real)[:k]].real.T
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "lda_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the eight points of the example.
def _test():
    cross = np.array([[-2.0, 0.0], [2.0, 0.0], [0.0, -1.0], [0.0, 1.0]])
    X, y = np.vstack([cross, cross + 2]), np.array([0, 0, 0, 0, 1, 1, 1, 1])
    with check.unchanged(X=X, y=y):
        W = lda(X, y, 1)
    check.shape(
        W, (1, 2), "lda", "A row for each direction, a column for each feature."
    )
    w = np.real(np.asarray(W)[0])
    cosine = abs(w @ [1, 4]) / (np.linalg.norm(w) * np.linalg.norm([1, 4]))
    hint = "1 means the direction of (1, 4). The line from mean to mean gives 0.857."
    check.close(cosine, 1, "the cosine between lda and (1, 4)", hint)


_test()
check.passed("lda")

# %% nbgrader={"grade": true, "grade_id": "lda_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: two classes with 2 to 5 features, other labels, classes of other sizes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("lda")
    for d, labels in (
        (2, (0, 1)),
        (2, (3, 7)),
        (3, (-1, 1)),
        (4, (1, 0)),
        (5, (9, -4)),
    ):
        sizes = rng.permutation([d + 4, 3 * d + 9])
        y = rng.permutation(np.repeat(labels, sizes))
        mix = np.linalg.qr(rng.normal(size=(d, d)))[0] * np.linspace(1, 4, d)
        first = (y == labels[0])[:, None]
        far = rng.choice([-2, 2], d)
        X = (rng.normal(size=(len(y), d)) * np.where(first, 1, 1.5) + far * first) @ mix
        X += rng.integers(-5, 6, d)
        with check.unchanged(X=X, y=y):
            W = lda(X, y, 1)
        check.hidden.shape(W, (1, d), "lda", "A row for each direction.")
        A, B = X[y == labels[0]], X[y == labels[1]]
        S_W = np.cov(A.T) * (len(A) - 1) + np.cov(B.T) * (len(B) - 1)
        best = np.linalg.solve(S_W, A.mean(axis=0) - B.mean(axis=0))
        w = np.real(np.asarray(W)[0])
        cosine = abs(w @ best) / (np.linalg.norm(w) * np.linalg.norm(best))
        hint = "Sums over the classes, not means; both spreads; the largest eigenvalue."
        check.hidden.close(cosine, 1, "the cosine with the best direction", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "lda_hidden_classes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: three classes and more, of different sizes; each direction in its place.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("lda classes")

    def fisher(X, y):  # by another road: make S_W round first, then look for variance
        own = X - np.array([X[y == c].mean(axis=0) for c in y])
        between = X - X.mean(axis=0) - own
        root = np.linalg.inv(np.linalg.cholesky(own.T @ own))
        values, V = np.linalg.eigh(root @ between.T @ between @ root.T)
        return values[::-1], (V.T @ root)[::-1]

    for C, d in ((3, 2), (3, 4), (4, 3), (4, 5), (5, 6)):
        ratios = np.ones(d)
        while (ratios[: C - 2] < 1.5 * ratios[1 : C - 1]).any():
            sizes = rng.permutation([7, 12, 18, 25, 40])[:C]
            c = rng.permutation(np.repeat(np.arange(C), sizes))
            mix = np.linalg.qr(rng.normal(size=(d, d)))[0] * np.linspace(1, 3, d)
            X = rng.normal(size=(C, d))[c] * 3 + rng.normal(size=(len(c), d))
            X = X * (1 + c[:, None] % 2) @ mix + rng.integers(-5, 6, d)
            ratios, best = fisher(X, c)
        y = rng.permutation(np.arange(-9, 30))[c]
        for k in range(1, C):
            W = lda(X, y, k)
            check.hidden.shape(W, (k, d), "lda", "A row for each direction.")
            W = np.real(W)
            W = W / np.linalg.norm(W, axis=1, keepdims=True)
            cosines = np.abs((W * best[:k]).sum(axis=1)) / np.linalg.norm(
                best[:k], axis=1
            )
            hint = "n_c in S_B, eigenvectors (columns) as rows, the best one first."
            check.hidden.close(cosines, np.ones(k), "cosines with the best", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "lda_hidden_limit", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the largest k that is possible, and a ValueError beyond it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("lda limit")
    for C, d in ((2, 1), (2, 3), (3, 1), (3, 2), (3, 5), (4, 2), (5, 7)):
        y = rng.permutation(np.repeat(rng.permutation(20)[:C], d + 3))
        X = rng.normal(size=(len(y), d)) + y[:, None]
        most = min(C - 1, d)
        for k in range(1, most + 1):
            W = lda(X, y, k)
            check.hidden.shape(W, (k, d), "lda", "A row for each direction.")
            check.that(np.any(W, axis=1).all(), "lda", "a direction of length 0")
        for k in (most + 1, most + 2):
            raised = False
            try:
                lda(X, y, k)
            except ValueError:
                raised = True
            check.that(raised, "lda", "too large a k raised no ValueError")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. Mini-batches (10 points)
#
# **Why.** A network does not wait until it has seen 60,000 pictures before it learns
# from them. It takes a small **batch** at a time. Once through all of the data is an
# **epoch**: every example comes exactly once, in an order that is drawn anew.
#
# **Approach**
# 1. Draw an order of all examples with `rng`. Every order is equally likely.
# 2. Cut it, as it stands, into pieces of `batch_size`. The last piece is smaller when it does not
#    come out even; it is neither dropped nor filled up, and never empty.
# 3. For each piece take the rows of `X` and, in the same order, those of `y`.
#
# **Example.** 5 examples with `batch_size=2` make three batches with 2, 2 and 1
# examples. Where the row (4, 4) of `X` goes, its label goes too.
#
# <details><summary>Hint</summary>
#
# `rng.permutation(n)` gives the numbers 0 to n - 1 in a random order, and
# `X[order[0:2]]` takes two rows. Shuffling `X` and then `y` would tear them apart. If
# you know `yield`, you may use it here.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "minibatches", "locked": false, "schema_version": 3, "solution": true, "task": false}
def minibatches(X, y, batch_size, rng):
    """Return the batches of one epoch.

    X: (examples, ...), for example a table or a stack of images
    y: (examples,)
    batch_size: the number of examples in each batch but perhaps the last
    rng: a numpy.random.Generator, the only source of randomness
    returns: a list of pairs (X_batch, y_batch), or a generator of them
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    pieces = [order[i : i + batch_size] for i in range(0, len(X), batch_size)]
    return [(X[piece], y[piece]) for piece in pieces]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "minibatches_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: five examples in batches of two.
def _test():
    X = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [3.0, 3.0], [4.0, 4.0]])
    y = np.array([10, 11, 12, 13, 14])
    with check.unchanged(X=X, y=y):
        batches = minibatches(X, y, 2, np.random.default_rng(7))
        check.that(batches is not None, "minibatches", "None came back")
        batches = list(batches)
    pairs = [check.unpack(b, "X_batch, y_batch", "minibatches") for b in batches]
    sizes = [len(labels) for _, labels in pairs]
    check.same(sizes, [2, 2, 1], "the sizes of the batches")
    rows = np.concatenate([rows for rows, _ in pairs])
    labels = np.concatenate([labels for _, labels in pairs])
    check.shape(rows, (5, 2), "all rows together", "Every example once.")
    check.same(np.sort(labels), y, "all labels, sorted", "Every example once.")
    check.same(
        rows[:, 0] + 10, labels, "the labels beside their rows", "The same order."
    )


_test()
check.passed("minibatches")

# %% nbgrader={"grade": true, "grade_id": "minibatches_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every example once, with its label, in batches of the right sizes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("minibatches")
    for n, batch_size in (
        (1, 1),
        (5, 2),
        (6, 2),
        (6, 3),
        (7, 9),
        (8, 8),
        (9, 1),
        (17, 5),
    ):
        for shape in ((n, 2), (n, 3, 2)):
            X, y = rng.permutation(n * 6)[: np.prod(shape)].reshape(shape), np.arange(n)
            with check.unchanged(X=X, y=y):
                batches = list(minibatches(X, y, batch_size, rng.spawn(1)[0]))
            pairs = [
                check.unpack(b, "X_batch, y_batch", "minibatches") for b in batches
            ]
            sizes = [batch_size] * (n // batch_size)
            sizes += [n % batch_size] if n % batch_size else []
            hint = "The last batch may be smaller, but is there unless it is empty."
            found = [len(labels) for _, labels in pairs]
            check.hidden.same(found, sizes, "the sizes of the batches", hint)
            for size, (rows, _) in zip(sizes, pairs, strict=True):
                check.hidden.shape(rows, (size, *shape[1:]), "X_batch", "Whole rows.")
            rows = np.concatenate([rows for rows, _ in pairs])
            labels = np.concatenate([labels for _, labels in pairs])
            hint = "Every example once in an epoch."
            check.hidden.same(np.sort(labels), y, "all labels, sorted", hint)
            hint = "One order for both, X and y."
            check.hidden.same(rows, X[labels.astype(int)], "rows beside labels", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "minibatches_hidden_random", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every order is equally likely, and rng alone decides.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("minibatches random")


    def order(n, batch_size, generator):
        X = np.arange(n) / 1.0
        batches = list(minibatches(X.reshape(n, 1), X, batch_size, generator))
        pairs = [check.unpack(b, "X_batch, y_batch", "minibatches") for b in batches]
        for rows, labels in pairs:
            check.hidden.shape(rows, (len(labels), 1), "X_batch", "Whole rows.")
        found = np.concatenate([np.asarray(rows).ravel() for rows, _ in pairs])
        check.hidden.same(np.sort(found), X, "the examples of an epoch, sorted")
        return tuple(found.astype(int).tolist())


    generator = rng.spawn(1)[0]
    firsts = {order(9, 4, generator) for _ in range(5)}
    reason = "five epochs with one rng were all alike. Does rng decide, and move on?"
    check.that(len(firsts) > 1, "minibatches", reason)
    # Each order comes 18 times on the average; one is missing once in 80,000,000 runs.
    found = {order(3, 2, generator) for _ in range(110)}
    reason = "in 110 epochs, one of the six orders of three examples never came"
    check.that(len(found) == 6, "minibatches", reason)
    # Where do the quarters of 1,000 examples end? Equally often in each quarter.
    moves = np.zeros((4, 4))
    for _ in range(32):
        places = np.array(order(1000, 250, generator))
        np.add.at(moves, (np.arange(1000) // 250, places // 250), 1)
    off = ((moves - 2000) ** 2).sum() / 2000  # beyond 50.8 once in 10,000,000 runs
    check.that(off < 50.8, "minibatches", "the orders are not equally likely")
    for seed in rng.integers(2**32, size=4):
        first, again = (order(20, 20, np.random.default_rng(seed)) for _ in "ab")
        reason = "one seed gave two orders. Use rng for all that is random"
        check.that(first == again, "minibatches", reason)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. More pictures from few (10 points)
#
# **Why.** A 5 that stands two pixels further left is still a 5, but a network that has
# only seen centred digits may not know. **Augmentation** makes new training pictures by
# changes that leave the label true. Small shifts do; half a turn makes a 9 of a 6, and
# a mirror makes no digit at all of a 2. Only training data are augmented, never test
# data.
#
# **Approach**
# 1. The originals come first, unchanged and in their order.
# 2. Then come `copies` times all images in the same order, each one shifted by its own
#    random number of pixels: the shifts down and to the right are drawn apart from each
#    other, each uniformly from the whole numbers from `-max_shift` to `max_shift`.
# 3. What leaves the picture is lost, and what was outside comes in as 0.
# 4. Each new picture keeps the label of its original.
#
# **Example.** From 10 pictures of 28 x 28 with `copies=3` come 40 pictures of 28 x 28
# and 40 labels. A picture of one row, `[[5, 6, 7]]`, becomes with `max_shift=1` one of
# `[[5, 6, 7]]`, `[[0, 5, 6]]`, `[[6, 7, 0]]` or, moved up or down, `[[0, 0, 0]]`.
#
# <details><summary>Hint</summary>
#
# `np.pad` puts a frame of `max_shift` zeros around the pictures. A window of the old
# size, cut out of the framed picture at a random place, is a shifted picture. `np.roll`
# would let what leaves on the right come in again on the left.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "augment", "locked": false, "schema_version": 3, "solution": true, "task": false}
def augment(images, labels, copies, rng, max_shift=2):
    """Return the images and randomly shifted copies of them, with their labels.

    images: (n, height, width); labels: (n,)
    copies: how many shifted copies of each image, 0 or more
    rng: a numpy.random.Generator, the only source of randomness
    max_shift: the largest shift in each of the four directions, 0 or more pixels and
        less than the height and the width
    returns: (new_images, new_labels) of shapes (n * (1 + copies), height, width) and
        (n * (1 + copies),): the originals, then copy 1 of all, then copy 2 of all ...
    """
    ### BEGIN SOLUTION
    frame = (max_shift, max_shift)
    height, width = images.shape[1:]
    new = list(images)
    for _ in range(copies):
        for framed in np.pad(images, ((0, 0), frame, frame)):
            i, j = rng.integers(0, 2 * max_shift + 1, 2)
            new.append(framed[i : i + height, j : j + width])
    return np.array(new), np.tile(labels, 1 + copies)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "augment_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two pictures with one bright pixel each, and two copies of each.
def _test():
    images = np.zeros((2, 3, 5))
    images[:, 1, 2] = [5, 7]
    labels = np.array([50, 70])
    with check.unchanged(images=images, labels=labels):
        found = augment(images, labels, 2, np.random.default_rng(7), max_shift=1)
    new_images, new_labels = check.unpack(found, "new_images, new_labels", "augment")
    check.shape(
        new_images, (6, 3, 5), "new_images", "2 originals and 2 copies of each."
    )
    check.same(new_labels, [50, 70, 50, 70, 50, 70], "new_labels")
    new_images = np.asarray(new_images)
    check.same(new_images[:2], images, "the first two of new_images")
    bright = new_images.max(axis=(1, 2))
    check.same(
        bright, [5, 7, 5, 7, 5, 7], "the brightest pixels", "All, then all again."
    )
    check.same(new_images.sum(axis=(1, 2)), bright, "the sums", "All else stays 0.")


_test()
check.passed("augment")

# %% nbgrader={"grade": true, "grade_id": "augment_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: how many, in which order, and with which labels; also no copies at all.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("augment")
    for n, h, w, copies in ((1, 5, 5, 1), (3, 5, 8, 0), (4, 9, 6, 3), (6, 5, 7, 2)):
        levels, labels = 1 + rng.permutation(n), rng.integers(-9, 10, n)
        images = levels[:, None, None] * np.ones((n, h, w))
        with check.unchanged(images=images, labels=labels):
            found = augment(images, labels, copies, rng.spawn(1)[0])
        new_images, new_labels = check.unpack(
            found, "new_images, new_labels", "augment"
        )
        total = n * (1 + copies)
        hint = "The originals and so many copies of each."
        check.hidden.shape(new_images, (total, h, w), "new_images", hint)
        check.hidden.shape(
            new_labels, (total,), "new_labels", "A label for each image."
        )
        new_images = np.asarray(new_images)
        check.hidden.same(new_images[:n], images, "the originals in new_images")
        hint = "All images, then all again, in the same order; the labels too."
        levels = np.tile(levels, 1 + copies)
        check.hidden.same(new_images.max(axis=(1, 2)), levels, "the order", hint)
        check.hidden.same(new_labels, np.tile(labels, 1 + copies), "new_labels", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "augment_hidden_shift", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every copy is its original, shifted by max_shift at most, with zeros.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("augment shift")

    def is_shifted(copy, image, most):
        around = np.pad(image, most)
        (h, w), places = image.shape, range(2 * most + 1)
        cuts = (around[i : i + h, j : j + w] for i in places for j in places)
        return any(np.array_equal(copy, cut) for cut in cuts)

    for n, h, w, most in (
        (5, 6, 4, 0),
        (8, 5, 3, 1),
        (12, 6, 8, 2),
        (8, 7, 9, 3),
    ):
        for kind in (np.uint8, float):
            images = rng.integers(1, 200, (n, h, w)).astype(kind)
            images = images / 256 if kind is float else images
            named = {} if most == 2 else {"max_shift": most}
            lent = images.copy(), np.arange(n)
            found = augment(*lent, 2, rng.spawn(1)[0], **named)
            new, _ = check.unpack(found, "new_images, new_labels", "augment")
            check.hidden.shape(np.asarray(new)[-n:], images.shape, "the last n images")
            right = [is_shifted(new[-n + i], images[i], most) for i in range(n)]
            reason = "a copy is not its original, shifted within max_shift, with zeros"
            check.that(all(right), "augment", reason)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "augment_hidden_random", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: all shifts are equally likely, each image has its own; only rng decides.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("augment random")


    def places(generator, n, copies, *most, margin):  # where a bright pixel came to lie
        images = np.zeros((n, 2 * margin + 1, 2 * margin + 3))
        images[:, margin, margin + 1] = 0.75
        found = augment(images, np.zeros(n), copies, generator, *most)
        new, _ = check.unpack(found, "new_images, new_labels", "augment")
        moved = np.asarray(new)[-n * copies :]
        check.hidden.shape(moved, (n * copies, *images.shape[1:]), "the copies")
        inside = moved[:, :, 1:-1] == 0.75
        check.that((inside.sum(axis=(1, 2)) == 1).all(), "augment", "a pixel was lost")
        return inside.reshape(n * copies, -1).argmax(axis=1)


    seeds = rng.integers(2**32, size=2)[[0, 0, 1]]
    first, again, other = (
        places(np.random.default_rng(seed), 10, 3, 1, margin=1) for seed in seeds
    )
    reason = "two seeds gave one result. Use rng for all randomness"
    check.that(not np.array_equal(first, other), "augment", reason)
    reason = "one seed gave two results. Use rng for all randomness"
    check.that(np.array_equal(first, again), "augment", reason)
    generator = rng.spawn(1)[0]
    first, again = (places(generator, 10, 3, 1, margin=1) for _ in "ab")
    reason = "two calls with one rng gave one result: does it move on?"
    check.that(not np.array_equal(first, again), "augment", reason)
    # Fair shifts are further off than these bounds once in 10,000,000 runs.
    cases = (2500, 1, [1], 48), (1, 2500, [1], 48), (50, 50, [], 84)
    for n, copies, most, bound in cases:
        margin = 1 if most else 2
        found = places(generator, n, copies, *most, margin=margin)
        kinds = (2 * margin + 1) ** 2
        times = np.bincount(found, minlength=kinds)
        off = ((times - 2500 / kinds) ** 2).sum() * kinds / 2500
        reason = f"in 2,500 copies, the {kinds} shifts were not equally often"
        check.that(off < bound, "augment", reason)


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. A table about people (10 points)
#
# A maker of fitness watches has recorded the pulse and the sleep of 20,000 customers,
# who agreed that the data "may be used to improve our service". A health insurer buys
# the table: first name, postcode, age, sex, first language, resting pulse, hours of
# sleep, and blood pressure, which is missing for every fifth person. It wants to
# predict who will be expensive, and prepares the data in three steps. The name and the
# column of the sex go, "so that nobody can be treated unfairly". Rows with a value more
# than three standard deviations from the mean go, "because outliers hurt the accuracy".
# Rows with a missing value go, "because the code needs complete rows". Answer in 6 to
# 10 sentences:
#
# 1. Did these people consent to this use? What would a consent that counts need?
# 2. Does dropping the name and the sex do what the insurer hopes? Name two columns that
#    may stand in for something that was dropped or never asked, and a computation that
#    would show it.
# 3. Who may be lost with the rows that are dropped? Which rows would you drop, which
#    would you keep, and how?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The customers agreed that a watch may serve them better, not that
# an insurer may price them; data about health need a consent that was asked for this
# purpose, in plain words, given freely, and that can be refused or taken back without
# harm. To sell the table breaks what was promised, whether or not the names are left
# out: postcode, age and language together often point at one person. Dropping the
# column of the sex does not make a model blind to it. Resting pulse differs between
# women and men, and postcode and first language stand in for income and origin: they
# are **proxies**. To see it, train a model to predict the sex from the other columns;
# if it does clearly better than always naming the commoner sex, the information is
# still there. For the model itself, compare its errors between the groups, for which
# the dropped column must be kept for checking. The rows beyond three standard
# deviations are athletes, people with a rare illness and very old people: real people,
# for whom the model will then be wrong and nobody will notice. I would drop a row only
# where a measurement is shown to be wrong (a pulse of 0, an age of 200). Blood pressure
# is probably missing for those who see a doctor seldom, so dropping every fifth person
# shifts the sample; I would fill the gap with the median of the training data, add a
# column that says that it was missing, and count before and after how many of each
# group are left.
#
# **Rubric, 10 points**
# - 3: consent was for another purpose (1); what is needed: asked for this purpose and
#   understood (1), free to refuse or withdraw (1)
# - 4: dropping the columns is not enough, because other columns stand in for them (1);
#   two plausible proxies, each with what it stands for (1 + 1); a computation, such as
#   predicting the dropped column or comparing errors between groups (1)
# - 3: outliers may be real people of small groups (1); drop only proven mistakes (1);
#   missing values are not missing by chance, with another way than dropping (1)
# - Take off 1 if the help is not named. Length and language cost nothing.
# <!-- END SOLUTION -->

# %% [markdown] nbgrader={"grade": false, "grade_id": "handing_in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. Choose *Run > Restart Kernel and Run All Cells*. What worked only because of a cell
#    that is gone now fails here, and not when it is graded.
# 2. Read what the cell below says: it counts the parts whose visible tests pass.
#    The hidden tests, with other data, run when your work is graded.
# 3. If there is a *Validate* button above the notebook, press it. It runs the visible
#    tests once more in a fresh kernel, and shows the cells that fail.
# 4. Is the question in words answered, with who or what helped you?
# 5. Save, and hand in this one file under its own name, `data.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "binarize",
        "LabelCoder",
        "one_hot",
        "MinMax",
        "Standard",
        "pca",
        "lda",
        "minibatches",
        "augment",
    ]
)
