# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 4: learning from data
#
# *about 2.5 hours · NumPy only · no download · 100 points · after chapter 04b*
#
# You will write the tools with which every later chapter judges a model: the confusion
# matrix, the rates that are read off it, an error that cannot be pleased by ignoring
# the rare class, folds that give every example its turn. Then two ways to fit a line,
# and one to make several yes-or-no models answer a question with many answers. At the
# end you judge in words whose errors a small number can hide.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine sections with code give 90 points, the question in words
# 10. Under each stands a cell of visible tests: run it as often as you like. Hidden
# tests with other data run when you hand in; a comment says what each one looks at.
# Each test cell gives all its points or none, and looks at values alone, with a little
# room for rounding where numbers are computed: a list is as good as an array, 3.0 as
# good as 3. Write your code where it says `YOUR CODE HERE`. Locked cells are put back
# before grading; cells that you add are kept, and run with the others.
#
# **How to work.** Run the cells from the top, with Shift and Enter. Write a function, run
# its cell, then the tests below it: `[OK]` says that the visible ones pass, any other
# message says what to look at. *Run All Cells* goes on to the end also while functions
# are missing. The last cell counts what passes, and above it stands how to hand in.
#
# **Each function stands alone.** NumPy is all you need. A function that calls an
# earlier one of yours inherits its slips; the one or two lines are quickly written
# again.
#
# > **Conventions.** Rows are examples. A confusion matrix has rows = truth. In a binary
# > problem 1 is the positive class and 0 the negative one. A share of nothing, 0/0, is
# > `np.nan` unless a section says otherwise. Ties go to the lower label, and a tie is a
# > tie only if it is exact. Compute in 64 bits, as NumPy does by itself, and round
# > nothing. Inputs are never modified, neither arrays nor lists; `rng` alone moves on
# > with every draw.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. The confusion matrix (10 points)
#
# **Why.** "94 % right" does not say what is taken for what. A table does: one row for
# each true class, one column for each predicted class, and in each field how often that
# happened. Some texts turn the table round, and a number read off the wrong way round
# looks perfectly normal. So our function says which way it is, and can do both.
#
# **Approach**
# 1. Start with a table of zeros, `n_classes` by `n_classes`, of whole numbers.
# 2. For each example add 1 in the row of its true class and the column of the
#    predicted one.
# 3. With `rows="predicted"` give the table with rows and columns exchanged.
#
# A class that nobody has, or that nobody is given, keeps its row and column of zeros.
#
# **Example.** `confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2)` gives
# `[[1, 1], [0, 1]]`: one example of class 0 was taken for class 1.
#
# <details><summary>Hint</summary>
#
# A loop over `zip(y_true, y_pred)` is fine. Without a loop, beware of
# `matrix[y_true, y_pred] += 1`: it counts a pair that comes twice only once, where
# `np.add.at` counts it twice. `matrix.T` is the table turned round.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "confusion_matrix", "locked": false, "schema_version": 3, "solution": true, "task": false}
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    """Count how often each true class was predicted as each class.

    y_true, y_pred: (examples,) whole numbers from 0 to n_classes - 1
    rows: "truth" (rows are true classes) or "predicted" (rows are predicted ones)
    returns: (n_classes, n_classes) counts
    """
    ### BEGIN SOLUTION
    matrix = np.zeros((n_classes, n_classes), int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return {"truth": matrix, "predicted": matrix.T}[rows]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "confusion_matrix_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: six examples of three classes, both ways round.
def _test():
    y_true = np.array([0, 0, 1, 2, 2, 2])
    y_pred = np.array([0, 1, 1, 2, 0, 2])
    with check.unchanged(y_true=y_true, y_pred=y_pred):
        matrix = confusion_matrix(y_true, y_pred, 3)
    check.shape(matrix, (3, 3), "confusion_matrix", "n_classes rows and columns.")
    counted = [[1, 1, 0], [0, 1, 0], [1, 0, 2]]
    check.same(matrix, counted, "confusion_matrix", "Rows are the truth.")
    matrix = confusion_matrix(y_true, y_pred, 3, rows="predicted")
    counted = [[1, 0, 1], [1, 1, 0], [0, 0, 2]]
    check.same(matrix, counted, 'confusion_matrix with rows="predicted"')


_test()
check.passed("confusion_matrix")

# %% nbgrader={"grade": true, "grade_id": "confusion_matrix_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh data with 2 to 9 classes, every pair of classes more than once.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("confusion_matrix")
    for k in (2, 3, 5, 9):
        counts = rng.integers(2, 7, (k, k))
        counts[0, -1] += 70_000 if k == 2 else 7  # never symmetric; or very many
        pairs = rng.permutation(np.repeat(np.arange(k * k), counts.ravel()))
        y_true, y_pred = np.divmod(pairs, k)
        with check.unchanged(y_true=y_true, y_pred=y_pred):
            matrix = confusion_matrix(y_true, y_pred, k)
        hint = "One count for each example: row = its class, column = the prediction."
        check.hidden.same(matrix, counts, f"confusion_matrix of {k} classes", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "confusion_matrix_hidden_rows", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the orientation is asked for by name.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("confusion_matrix rows")
    for k in (2, 4, 6):
        counts = rng.integers(2, 7, (k, k))
        counts[-1, 0] += 7
        pairs = rng.permutation(np.repeat(np.arange(k * k), counts.ravel()))
        y_true, y_pred = np.divmod(pairs, k)
        for rows, expected in (("truth", counts), ("predicted", counts.T)):
            matrix = confusion_matrix(y_true, y_pred, k, rows=rows)
            what = f'confusion_matrix with rows="{rows}"'
            check.hidden.same(matrix, expected, what, "Which way round is the table?")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "confusion_matrix_hidden_absent", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: classes that do not occur, in the truth, in the predictions or in both.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("confusion_matrix absent")
    for k in (3, 5, 8):
        for truth, predicted in (([0, k - 2], [0, k - 1]), ([1], [1, 2]), ([0], [0])):
            n = int(rng.integers(5, 20))
            y_true, y_pred = rng.choice(truth, n), rng.choice(predicted, n)
            places = [(t, p) for t in range(k) for p in range(k)]
            counts = [np.sum((y_true == t) & (y_pred == p)) for t, p in places]
            matrix = confusion_matrix(y_true, y_pred, k)
            check.hidden.shape(matrix, (k, k), "confusion_matrix", "n_classes, always.")
            matrix = np.asarray(matrix) + np.asarray(matrix).T  # either way round
            counts = np.reshape(counts, (k, k)) + np.reshape(counts, (k, k)).T
            check.hidden.same(matrix, counts, "confusion_matrix with absent classes")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The rates of a yes-or-no question (14 points)
#
# **Why.** A detector can fail in two ways: it misses someone (a **false negative**, FN)
# or it calls someone without reason (a **false positive**, FP). TP and TN count where
# it is right about a positive and about a negative. Which share matters depends on who
# asks. The patient: how often is illness found? The doctor: how often is an alarm true?
#
# | name | share | | name | share |
# |---|---|---|---|---|
# | `TPR` | TP / (TP + FN), also recall | | `FNR` | FN / (TP + FN) |
# | `TNR` | TN / (TN + FP) | | `FPR` | FP / (TN + FP) |
# | `PPV` | TP / (TP + FP), also precision | | `FDR` | FP / (TP + FP) |
# | `NPV` | TN / (TN + FN) | | `FOR` | FN / (TN + FN) |
# | `ACC` | (TP + TN) / all | | `F1` | 2 TP / (2 TP + FP + FN) |
#
# To these comes Matthews' correlation coefficient, which runs from -1 (always wrong)
# through 0 (no better than chance) to 1:
#
# $$\mathrm{MCC} = \frac{TP\cdot TN - FP\cdot FN}
# {\sqrt{(TP+FP)\,(TP+FN)\,(TN+FP)\,(TN+FN)}}.$$
#
# **Approach**
# 1. Count TP, FN, FP and TN.
# 2. Compute the ten shares of the table. A share of nothing is `np.nan`: "none of the
#    ill was missed" is no praise where nobody was ill.
# 3. Compute `MCC`. Where its denominator is 0 it is 0, by definition.
# 4. Return all eleven in a dictionary.
#
# **Example.** `y_true = [1, 1, 1, 0]`, `y_pred = [1, 1, 0, 0]`: TP = 2, FN = 1, FP = 0
# and TN = 1. So `TPR` is 2/3, `PPV` 1, `NPV` 1/2, `ACC` 3/4, `F1` 4/5 and `MCC` 0.577.
#
# <details><summary>Hint</summary>
#
# `np.sum((y_true == 1) & (y_pred == 0))` counts one of the four. A small function
# `share(part, whole)` that knows about 0 saves you ten decisions. With many examples
# the product of the four sums under the root is larger than the largest int64: turn the
# counts into Python's `float`, or take the four roots first.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "binary_rates", "locked": false, "schema_version": 3, "solution": true, "task": false}
def binary_rates(y_true, y_pred):
    """Return the rates of a binary classifier by their names.

    y_true, y_pred: (examples,) labels 0 or 1; 1 is the positive class
    returns: a dict with TPR, TNR, FPR, FNR, PPV, NPV, FDR, FOR, ACC, F1 and MCC;
        a share of nothing is np.nan, an MCC with the denominator 0 is 0
    """
    ### BEGIN SOLUTION
    tn, fp, fn, tp = np.bincount(2 * y_true + y_pred, minlength=4).tolist()

    def share(part, whole):
        return part / whole if whole else np.nan

    root = np.prod(np.sqrt([tp + fp, tp + fn, tn + fp, tn + fn]))
    return {
        "TPR": share(tp, tp + fn),
        "TNR": share(tn, tn + fp),
        "FPR": share(fp, tn + fp),
        "FNR": share(fn, tp + fn),
        "PPV": share(tp, tp + fp),
        "NPV": share(tn, tn + fn),
        "FDR": share(fp, tp + fp),
        "FOR": share(fn, tn + fn),
        "ACC": share(tp + tn, tp + fn + fp + tn),
        "F1": share(2 * tp, 2 * tp + fp + fn),
        "MCC": (tp * tn - fp * fn) / root if root else 0.0,
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "binary_rates_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: 45 true and 10 false alarms, 5 missed, 40 left in peace.
def _test():
    y_true = np.repeat([1, 0, 1, 0], [45, 10, 5, 40])
    y_pred = np.repeat([1, 1, 0, 0], [45, 10, 5, 40])
    with check.unchanged(y_true=y_true, y_pred=y_pred):
        rates = binary_rates(y_true, y_pred)
    expected = {"TPR": 45 / 50, "TNR": 40 / 50, "FPR": 10 / 50, "FNR": 5 / 50}
    expected |= {"PPV": 45 / 55, "NPV": 40 / 45, "FDR": 10 / 55, "FOR": 5 / 45}
    expected |= {"ACC": 85 / 100, "F1": 90 / 105, "MCC": 1750 / np.sqrt(6187500)}
    check.that(isinstance(rates, dict), "binary_rates", "a dictionary is expected")
    for name, rate in expected.items():
        check.that(name in rates, "binary_rates", f"{name} is missing")
        check.close(
            rates[name], rate, name, "Which two of the four belong below the line?"
        )


_test()
check.passed("binary_rates")

# %% nbgrader={"grade": true, "grade_id": "binary_rates_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the ten shares of fresh data.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("binary_rates")
    names = ["TPR", "TNR", "FPR", "FNR", "PPV", "NPV", "FDR", "FOR", "ACC", "F1"]
    for _ in range(10):
        tp, fn, fp, tn = counts = rng.integers(1, 60, 4).tolist()
        order = rng.permutation(sum(counts))
        y_true = np.repeat([1, 1, 0, 0], counts)[order]
        y_pred = np.repeat([1, 0, 1, 0], counts)[order]
        with check.unchanged(y_true=y_true, y_pred=y_pred):
            rates = binary_rates(y_true, y_pred)
        complete = isinstance(rates, dict) and set(names) <= set(rates)
        check.that(complete, "binary_rates", "not a dictionary with all the names")
        positive, negative, yes, no = tp + fn, fp + tn, tp + fp, fn + tn
        expected = [tp / positive, tn / negative, fp / negative, fn / positive]
        expected += [tp / yes, tn / no, fp / yes, fn / no]
        expected += [(tp + tn) / (positive + negative), 2 * tp / (positive + yes)]
        for name, rate in zip(names, expected, strict=True):
            hint = "Which two of the four belong below the line? Is nothing rounded?"
            check.hidden.close(rates[name], rate, name, hint, "float64")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "binary_rates_hidden_nothing", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the ten shares where a class or a prediction does not occur.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("binary_rates nothing")
    names = ["TPR", "TNR", "FPR", "FNR", "PPV", "NPV", "FDR", "FOR", "ACC", "F1"]
    kept = [(0, 0, 1, 1), (1, 1, 0, 0), (0, 1, 0, 1), (1, 0, 1, 0)]
    kept += [(0, 1, 1, 1), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]
    for kinds in kept:
        tp, fn, fp, tn = counts = (rng.integers(1, 20, 4) * kinds).tolist()
        rates = binary_rates(
            np.repeat([1, 1, 0, 0], counts), np.repeat([1, 0, 1, 0], counts)
        )
        complete = isinstance(rates, dict) and set(names) <= set(rates)
        check.that(complete, "binary_rates", "not a dictionary with all the names")
        parts = [tp, tn, fp, fn, tp, tn, fp, fn, tp + tn, 2 * tp]
        wholes = [
            tp + fn,
            tn + fp,
            tn + fp,
            tp + fn,
            tp + fp,
            tn + fn,
            tp + fp,
            tn + fn,
        ]
        wholes += [tp + tn + fp + fn, 2 * tp + fp + fn]
        for name, part, whole in zip(names, parts, wholes, strict=True):
            hint = "A share of nothing is nan, a share of something is a number."
            check.hidden.shape(rates[name], (), name, hint)
            if whole:
                expected = part / whole
                check.hidden.close(rates[name], expected, name, hint, kind="float32")
            else:
                check.that(np.isnan(rates[name]), name, hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "binary_rates_hidden_mcc", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: MCC of good, bad and useless predictions, of few and of 200,000 examples.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("binary_rates mcc")
    few = [rng.integers(1, 60, 4) for _ in range(8)]
    few += [rng.integers(1, 9, 4) * kinds for kinds in ((1, 0, 0, 1), (0, 1, 1, 0))]
    useless = ((0, 0, 1, 1), (1, 1, 0, 0), (0, 1, 0, 1), (1, 0, 1, 0), (0, 0, 0, 1))
    few += [rng.integers(1, 9, 4) * kinds for kinds in useless]
    many = [rng.integers(35_000, 60_000, 4) for _ in range(2)]
    for counts in few + many:
        tp, fn, fp, tn = (float(count) for count in counts)
        root = np.sqrt((tp + fp) * (tp + fn)) * np.sqrt((tn + fp) * (tn + fn))
        expected = (tp * tn - fp * fn) / root if root else 0
        rates = binary_rates(
            np.repeat([1, 1, 0, 0], counts), np.repeat([1, 0, 1, 0], counts)
        )
        complete = isinstance(rates, dict) and "MCC" in rates
        check.that(complete, "binary_rates", "not a dictionary with the name MCC")
        hint = "Is it 0 where its denominator is? Did int64 overflow? Is it rounded?"
        check.hidden.close(rates["MCC"], expected, "MCC", hint, "float64")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The balanced error rate (13 points)
#
# **Why.** If 10 of 1,000 people are ill, "everybody is healthy" is wrong for 1 % of the
# people, and for 100 % of the ill. The **balanced error rate** asks each class for
# itself and gives each the same voice, however few belong to it.
#
# **Approach**
# 1. List the classes that occur in `y_true`.
# 2. For each of them, take the examples that truly belong to it and compute the share
#    of those that is predicted wrongly.
# 3. Return the mean of these shares.
#
# A class that occurs in `y_pred` only has no examples to be wrong about: it does not
# count. Labels are any numbers or words.
#
# **Example.** `y_true = [0, 0, 0, 0, 7]`, `y_pred = [0, 0, 0, 3, 3]`. A quarter of
# class 0 is wrong, all of class 7: the result is (1/4 + 1) / 2 = 0.625. Class 3 does
# not count.
#
# <details><summary>Hint</summary>
#
# `np.unique(y_true)` lists the classes, of numbers and of words. `y_pred[y_true == c]`
# are the predictions for those that truly belong to `c`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "ber", "locked": false, "schema_version": 3, "solution": true, "task": false}
def ber(y_true, y_pred):
    """Return the balanced error rate, a number from 0 to 1.

    y_true, y_pred: (examples,) labels, any numbers or words
    returns: the mean, over the classes in y_true, of the share of the class that is
        predicted wrongly
    """
    ### BEGIN SOLUTION
    shares = [np.mean(y_pred[y_true == c] != c) for c in np.unique(y_true)]
    return float(np.mean(shares))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "ber_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the lazy detector, three classes, and a published table of four seasons.
def _test():
    y_true = np.repeat([0, 1], [990, 10])
    lazy = np.zeros(1000, int)
    with check.unchanged(y_true=y_true, lazy=lazy):
        error = ber(y_true, lazy)
    check.close(error, 0.5, "ber of a detector that finds nobody", "It is no accuracy.")
    y_true = np.array([0, 0, 0, 1, 2, 2])
    y_pred = np.array([0, 0, 1, 1, 2, 0])
    check.close(ber(y_true, y_pred), 5 / 18, "ber", "The shares are 1/3, 0 and 1/2.")
    seasons = [[25, 0, 0, 0], [0, 23, 1, 1], [1, 0, 22, 1], [0, 1, 1, 24]]
    y_true, y_pred = np.divmod(np.repeat(np.arange(16), np.ravel(seasons)), 4)
    hint = "0.060096 are the shares of what was predicted, not of the truth."
    check.close(ber(y_true, y_pred), 0.06006410, "ber of the seasons", hint)


_test()
check.passed("ber")

# %% nbgrader={"grade": true, "grade_id": "ber_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh data with 2 to 6 classes of very different sizes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("ber")
    for k in (2, 2, 3, 3, 4, 5, 6, 6):
        sizes = rng.permutation(10 * 2 ** np.arange(k) + rng.integers(0, 8, k))
        wrong = rng.integers(1, sizes)
        y_true = np.repeat(np.arange(k), sizes)
        rank = np.concatenate([np.arange(size) for size in sizes])
        shift = rng.integers(1, k, len(y_true)) * (rank < wrong[y_true])
        order = rng.permutation(len(y_true))
        y_true, y_pred = y_true[order], ((y_true + shift) % k)[order]
        with check.unchanged(y_true=y_true, y_pred=y_pred):
            error = ber(y_true, y_pred)
        hint = "For each true class its share of errors; their plain, unrounded mean."
        check.hidden.close(error, np.mean(wrong / sizes), "ber", hint, "float64")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "ber_hidden_absent", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: classes that occur in the predictions only; a single class.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("ber absent")
    for present, others in (
        ([0, 2], [1, 4]),
        ([1, 3, 4], [0, 2, 6]),
        ([0, 1], [2]),
    ) * 3:
        sizes = rng.permutation([5, 20, 60])[: len(present)] + rng.integers(0, 8)
        wrong = rng.integers(2, sizes)
        y_true = np.repeat(present, sizes)
        rank = np.concatenate([np.arange(size) for size in sizes])
        made = np.where(rank % 2, rng.choice(others, len(rank)), others[0])
        y_pred = np.where(rank < np.repeat(wrong, sizes), made, y_true)
        error = ber(y_true, y_pred)
        hint = "Only classes in y_true count, and none of them is empty."
        check.hidden.close(error, np.mean(wrong / sizes), "ber", hint, "float32")
    for c in (0, 1, 5):
        wrong, n = rng.integers(1, 9), rng.integers(10, 20)
        error = ber(np.full(n, c), np.where(np.arange(n) < wrong, c + 2, c))
        check.hidden.close(error, wrong / n, "ber of one class", kind="float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "ber_hidden_labels", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: labels -1 and +1, other numbers, words, also alike; all right or wrong.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("ber labels")
    hint = "A label is a name: do not compute with it, and do not use it as an index."
    numbers = rng.choice([-40, -7, 3, 12, 1000], 3, replace=False)
    groups = [[-1, 1], numbers, [0.5, 2.5, 7.5], ["ill", "well"], ["b", "c", "a"]]
    groups += [[0.5, 0.75], [1, 1 + 2.0**-40], ["ill", "Ill"], ["a", "a ", " a"]]
    for labels in groups:
        labels, k = np.array(labels), len(labels)
        sizes = rng.permutation(10 * 2 ** np.arange(k) + rng.integers(0, 8, k))
        for wrong in (rng.integers(1, sizes), 0 * sizes, sizes):
            index = np.repeat(np.arange(k), sizes)
            rank = np.concatenate([np.arange(size) for size in sizes])
            guess = (index + (rank < wrong[index])) % k
            error = ber(labels[index], labels[guess])
            check.hidden.close(error, np.mean(wrong / sizes), "ber", hint, "float32")
    for labels, guess in ((["a", "b"], ["ab", "b"]), ([0, 1], [0.5, 1])):
        error = ber(np.array(labels), np.array(guess))
        check.hidden.close(error, 0.5, "ber", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Weights for the classes (6 points)
#
# **Why.** Learning minimises a mean over the examples, so a rare class is hardly heard.
# The best cure is more data of that class. Where there is none to be had, a **class
# weight** makes each of its examples count more:
#
# $$\text{weight of class } c = \frac{n}{k \cdot n_c}$$
#
# with $n$ examples, $k$ classes and $n_c$ examples in class $c$. The weights of all
# examples together are then again $n$, and each class has an equal part of it. Keras
# takes them as a dictionary, with labels 0, 1, 2 ...:
# `model.fit(..., class_weight=weights)`.
#
# **Approach**
# 1. Find the labels that occur, and how often each does.
# 2. Compute the weight of each, and put it under its label.
#
# **Example.** `class_weights(np.array([0, 0, 0, 1]))` gives `{0: 0.667, 1: 2.0}`: three
# examples of weight 2/3 are as heavy as one of weight 2.
#
# <details><summary>Hint</summary>
#
# `np.unique(y, return_counts=True)` gives both. $k$ counts the classes that occur; the
# largest label plus one is something else.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "class_weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def class_weights(y):
    """Return the weight of each class that occurs, n / (k * count).

    y: (examples,) labels, any numbers or words
    returns: a dict {label: weight}
    """
    ### BEGIN SOLUTION
    labels = np.unique(y).tolist()
    return {c: len(y) / (len(labels) * np.sum(y == c)) for c in labels}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "class_weights_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three zeros and one 1; then three classes.
def _test():
    y = np.array([0, 0, 0, 1])
    with check.unchanged(y=y):
        weights = class_weights(y)
    labelled = isinstance(weights, dict) and set(weights) == {0, 1}
    check.that(
        labelled, "class_weights", "a dictionary with the keys 0 and 1 is expected"
    )
    check.close([weights[0], weights[1]], [2 / 3, 2], "the weights of 0 and 1")
    weights = class_weights(np.array([2, 1, 0, 1, 1, 0]))
    found = [weights[0], weights[1], weights[2]]
    check.close(found, [1, 2 / 3, 2], "the weights of 0, 1 and 2", "k is 3 here.")


_test()
check.passed("class_weights")

# %% nbgrader={"grade": true, "grade_id": "class_weights_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh data with 1 to 6 classes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("class_weights")
    for k in (1, 2, 3, 3, 4, 6):
        counts = rng.permutation(3 * 2 ** np.arange(k) + rng.integers(0, 3, k))
        y = rng.permutation(np.repeat(np.arange(k), counts))
        with check.unchanged(y=y):
            weights = class_weights(y)
        labelled = isinstance(weights, dict) and set(weights) == set(range(k))
        check.that(
            labelled, "class_weights", "not a dictionary with one weight per class"
        )
        found = np.array([weights[c] for c in range(k)])
        hint = "n / (k * count), not rounded. All examples together weigh n."
        check.hidden.close(found, len(y) / k / counts, "class_weights", hint, "float64")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "class_weights_hidden_labels", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: labels that are not 0, 1, 2: other numbers, gaps, words, also much alike.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("class_weights labels")
    numbers = rng.choice([-40, -7, 3, 12, 1000], 3, replace=False)
    groups = [[-1, 1], [1, 2, 4], numbers, ["b", "c", "a"], [0.5, 0.75]]
    groups += [[1, 1 + 2.0**-40], ["ill", "Ill"], ["a", "a ", " a"]]
    for labels in groups:
        labels, k = np.array(labels), len(labels)
        counts = rng.permutation(3 * 2 ** np.arange(k) + rng.integers(0, 3, k))
        weights = class_weights(rng.permutation(np.repeat(labels, counts)))
        labelled = isinstance(weights, dict) and set(weights) == set(labels.tolist())
        check.that(
            labelled, "class_weights", "not a dictionary with one weight per label"
        )
        found = np.array([weights[c] for c in labels.tolist()])
        hint = "n / (k * count), where k counts the labels that occur."
        right = sum(counts) / k / counts
        check.hidden.close(found, right, "the weights", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. How much is explained? (7 points)
#
# **Why.** Is a mean squared error of 4 good? In metres for a bridge, no; in grams for
# an elephant, very. The **coefficient of determination** compares with the laziest
# prediction there is, the mean of `y` for everybody:
#
# $$R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}.$$
#
# 1 is perfect, 0 is as good as the mean, and below 0 the mean would have been better.
#
# **Approach**
# 1. Add up the squared errors of the predictions, and those of the mean of `y`.
# 2. Divide, and take the result from 1.
# 3. If all `y` are equal the denominator is 0, at least on paper: with 0.1, 0.1, 0.1 a
#    computer's mean may be a little beside 0.1. So look at the `y` themselves. If they
#    are all equal, return 1.0 if every prediction is exactly right, and 0.0 if not.
#
# **Example.** `r2(np.array([1, 2, 3]), np.array([1, 2, 4]))`: the predictions' squared
# errors add up to 1, those of the mean to 2, so the result is 0.5.
#
# <details><summary>Hint</summary>
#
# The mean is the mean of the truth, not of the predictions. Despite its name $R^2$ is
# not the square of anything here: it may be -3.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "r2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def r2(y, y_hat):
    """Return the coefficient of determination of the predictions.

    y, y_hat: (examples,) true and predicted numbers
    returns: 1 - squared errors / squared errors of the mean; with all y equal, 1.0 if
        every prediction is exactly right and else 0.0
    """
    ### BEGIN SOLUTION
    errors = np.sum((y - y_hat) ** 2)
    spread = np.sum((y - np.mean(y)) ** 2)
    if np.all(y == y[0]):
        return 1.0 if np.all(y_hat == y) else 0.0
    return float(1 - errors / spread)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "r2_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: good predictions, the mean, and worse than the mean; then equal y.
def _test():
    y = np.array([1.0, 2.0, 3.0, 4.0])
    y_hat = np.array([1.0, 2.0, 3.0, 5.0])
    with check.unchanged(y=y, y_hat=y_hat):
        good = r2(y, y_hat)
    check.close(good, 0.8, "r2", "The sums of squares are 1 and 5.")
    check.close(r2(y, np.full(4, 2.5)), 0, "r2 of the mean")
    check.close(r2(y, y[::-1]), -3, "r2 of the reversed order", "It can be negative.")
    y = np.array([0.1, 0.1, 0.1])
    check.close(r2(y, y + 0.5), 0, "r2 with all y equal to 0.1", "Look at y itself.")
    check.close(r2(y, y), 1, "r2 with all y equal to 0.1, and right")


_test()
check.passed("r2")

# %% nbgrader={"grade": true, "grade_id": "r2_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh data, large and tiny; predictions with noise, shifted, stretched.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("r2")
    hint = "The squared errors, over those of the mean of the truth; not rounded."
    for n, unit in ((2, 1), (3, 1e-6), (10, 1), (50, 1e-100)):
        y = rng.normal(3, 2, n)
        y[:2] = rng.uniform(-6, -3), rng.uniform(8, 12)
        noise = rng.normal(size=n)
        calm = (y + y.mean()) / 2
        for y_hat in (y, y + noise, y + 2, 3 * y - 1, -y, noise, calm, y + 1e4):
            true, guess = y * unit, y_hat * unit
            with check.unchanged(y=true, y_hat=guess):
                found = r2(true, guess)
            expected = 1 - np.mean((y_hat - y) ** 2) / np.var(y)
            check.hidden.close(found, expected, "r2", hint, "float64")
    whole = np.array([5, 4, 3, 2, 1, 0])  # near each other, and then far from zero
    for y in (whole, whole + 0.0, whole + 1e8, whole - 1e8, whole[::-1] + 1e8):
        found = r2(y, y + 1)
        check.hidden.close(found, 1 - 6 / 17.5, "r2 far from zero", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "r2_hidden_constant", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: all y are equal, whole numbers or not; predictions a hair beside them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("r2 constant")
    hint = "1.0 if every prediction is exactly right, else 0.0."
    for n in (2, 3, 8):
        for level in (0.0, 0.1, *rng.integers(-90, 91, 3) / 10):
            y = np.full(n, level)
            noise = rng.integers(1, 5, n) / 4
            one_off = np.where(np.arange(n) == rng.integers(n), 0.5, 0)
            cases = [(0, 1.0), (noise, 0.0), (one_off, 0.0), (-0.25, 0.0)]
            cases += [(np.where(np.arange(n) % 2, 1, -1), 0.0)]
            cases += [(one_off * 2.0**-20, 0.0), (one_off * 2.0**-40, 0.0)]
            hair = np.spacing(level) if level else 2.0**-300
            cases += [(one_off * 2 * hair, 0.0)]
            for added, expected in cases:
                found = r2(y.copy(), y + added)
                what = "r2 with all y equal"
                check.hidden.close(found, expected, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Folds (11 points)
#
# **Why.** A model must be judged on examples it has not learnt from, and every example
# should have its turn. **k-fold** splitting deals the examples into `k` groups. Each
# group is the test set once, while the others are the training set. Data often come
# sorted, so the deal must be random.
#
# **Approach**
# 1. Shuffle the indices 0 to n - 1 with `rng`.
# 2. Cut them into `k` groups whose sizes differ by at most 1.
# 3. For each group return a pair: the indices of all others, and those of the group.
#
# All randomness comes from `rng`, a NumPy generator such as `np.random.default_rng(7)`:
# the same seed must give the same folds. The order of the folds, and of the indices
# within one, is free.
#
# **Example.** `kfold_indices(5, 2, rng)` may give, as arrays,
# `[([0, 3], [4, 1, 2]), ([4, 1, 2], [0, 3])]`.
#
# <details><summary>Hint</summary>
#
# `rng.permutation(n)` shuffles and `np.array_split` cuts, also where `n` cannot be
# divided by `k`. `np.setdiff1d(a, b)` gives what is in `a` but not in `b`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "kfold_indices", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kfold_indices(n, k, rng):
    """Deal the indices 0 to n - 1 at random into k folds.

    n: the number of examples
    k: the number of folds, 2 to n
    rng: a numpy.random.Generator, the only source of randomness
    returns: a list of k pairs (train, test) of index arrays; every index is in one
        test set exactly, and in the training sets of all other folds
    """
    ### BEGIN SOLUTION
    groups = np.array_split(rng.permutation(n), k)
    return [(np.setdiff1d(np.arange(n), test), test) for test in groups]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "kfold_indices_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: seven examples in three folds, of 2, 2 and 3.
def _test():
    folds = kfold_indices(7, 3, np.random.default_rng(7))
    check.that(len(folds) == 3, "kfold_indices", "one pair for each of the 3 folds")
    tests = []
    for fold in folds:
        train, test = check.unpack(fold, "train, test", "kfold_indices")
        both = np.sort(np.append(train, test))
        check.same(both, np.arange(7), "train and test together", "Nothing twice.")
        tests.append(np.asarray(test))
    check.same(
        np.sort([len(test) for test in tests]), [2, 2, 3], "the sizes of the tests"
    )
    all_tests = np.sort(np.concatenate(tests))
    check.same(all_tests, np.arange(7), "the tests together", "Each index once.")


_test()
check.passed("kfold_indices")

# %% nbgrader={"grade": true, "grade_id": "kfold_indices_hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: each index tested once, sizes alike, training on all the rest.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("kfold_indices")
    for n, k in ((2, 2), (5, 5), (6, 3), (9, 2), (11, 4), (23, 5), (300, 3), (40, 7)):
        folds = kfold_indices(n, k, rng.spawn(1)[0])
        check.that(len(folds) == k, "kfold_indices", "not one pair for each fold")
        pairs = [check.unpack(fold, "train, test", "kfold_indices") for fold in folds]
        sizes = [np.size(test) for _, test in pairs]
        alike = max(sizes) - min(sizes) <= 1
        check.that(alike, "kfold_indices", "two folds differ in size by more than 1")
        tested = np.sort(np.concatenate([np.asarray(test) for _, test in pairs]))
        hint = "Every index from 0 to n - 1, once."
        check.hidden.same(tested, np.arange(n), "all tests together", hint)
        for train, test in pairs:
            both = np.sort(np.append(train, test))
            hint = "The training set is everything but the test set."
            check.hidden.same(both, np.arange(n), "train and test together", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "kfold_indices_hidden_random", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: any two examples may meet in a fold, equally often, and only rng decides.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("kfold_indices random")
    together = np.zeros((6, 6), int)
    generator = rng.spawn(1)[0]
    for _ in range(1000):
        for fold in kfold_indices(6, 3, generator):
            _, test = check.unpack(fold, "train, test", "kfold_indices")
            test = np.asarray(test, int)
            together[test[:, None], test] += 1
    pairs = together[np.triu_indices(6, 1)]
    reason = "1,000 deals with one rng were all alike. Does rng decide, and move on?"
    check.that(pairs.max() < 1000, "kfold_indices", reason)
    # 200 are expected; a fair deal leaves 124 to 285 once in 500,000,000 runs.
    fair = pairs.min() >= 124 and pairs.max() <= 285
    reason = "in 1,000 deals some two examples met too often or too seldom"
    check.that(fair, "kfold_indices", reason)
    alone = np.zeros(3, int)
    for _ in range(300):
        tests = [np.ravel(test) for _, test in kfold_indices(3, 2, generator)]
        alone[np.asarray(min(tests, key=len), int)] += 1
    # 100 are expected; a fair deal leaves 52 to 152 once in 500,000,000 runs.
    fair = alone.min() >= 52 and alone.max() <= 152
    reason = "of three examples one was alone too often or too seldom"
    check.that(fair, "kfold_indices", reason)
    for seed in rng.integers(2**32, size=5):
        dealt = [kfold_indices(40, 4, np.random.default_rng(seed)) for _ in "ab"]
        first, again = (
            [np.sort(test).tolist() for _, test in folds] for folds in dealt
        )
        reason = "one seed gave two deals. Use rng for all that is random"
        check.that(first == again, "kfold_indices", reason)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Cross-validation (9 points)
#
# **Why.** One split into training and test data is one throw of the dice. With `k`
# folds we train and judge `k` times, and see how much the scores differ. Your function
# works for any model: it is handed the two functions that know it.
#
# **Approach**
# 1. For each fold `(train, test)`, as it is given, call
#    `model = fit(X[train], y[train])`. The rows keep the order that the fold gives
#    them: some models learn from one row after the other.
# 2. Then call `score(model, X[test], y[test])`, which gives a number.
# 3. Return the mean of the scores, each fold with the same weight, and their standard
#    deviation with `ddof=1`, that is with $k - 1$ in the denominator.
#
# **Example.** If the scores of three folds are 0.7, 0.9 and 0.8, the result is the pair
# (0.8, 0.1).
#
# <details><summary>Hint</summary>
#
# Each fold needs a model of its own. One that was fitted to all of `X` has seen every
# test example, and its score is a promise it cannot keep. `np.std` has `ddof=0` unless
# you say otherwise.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "cross_validate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cross_validate(fit, score, X, y, folds):
    """Train and judge once for each fold.

    fit: a function; fit(X, y) returns a model
    score: a function; score(model, X, y) returns a number
    X: (examples, features)
    y: (examples,)
    folds: a list of at least two pairs (train, test) of index arrays, no index twice
    returns: the pair (mean, std) of the scores, std with ddof=1
    """
    ### BEGIN SOLUTION
    scores = []
    for train, test in folds:
        model = fit(X[train], y[train])
        scores.append(score(model, X[test], y[test]))
    return float(np.mean(scores)), float(np.std(scores, ddof=1))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cross_validate_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: a model that predicts the mean of y; its score is the mean error.
def _test():
    def fit_mean(X, y):
        return float(np.mean(y))

    def mean_error(model, X, y):
        return float(np.mean(np.abs(y - model)))

    X = np.zeros((4, 1))
    y = np.array([0.0, 3.0, 6.0, 9.0])
    folds = [([1, 2, 3], [0]), ([0, 3], [1, 2]), ([0, 1, 2], [3])]
    folds = [(np.array(train), np.array(test)) for train, test in folds]
    with check.unchanged(X=X, y=y, folds=folds):
        found = cross_validate(fit_mean, mean_error, X, y, folds)
    mean, std = check.unpack(found, "mean, std", "cross_validate")
    check.close(mean, 4.5, "mean", "The scores are 6, 1.5 and 6.")
    check.close(std, np.sqrt(6.75), "std", "Is it ddof=1?")


_test()
check.passed("cross_validate")

# %% nbgrader={"grade": true, "grade_id": "cross_validate_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the mean; each model sees the training rows of its fold, in their order.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("cross_validate")

    def fit_in_order(X, y):  # the later a row comes, the more it counts
        return X.T @ (y * np.arange(1, len(y) + 1)) / 100

    def squared_error(w, X, y):  # of the even sizes: below zero, the more is better
        errors = (X @ w - y) ** 2
        return float(errors @ np.arange(1, len(y) + 1)) * (-1 if n % 2 == 0 else 1)

    for n, d, parts in ((12, 1, 3), (13, 3, 5), (30, 2, 4), (8, 4, 8)):
        X, y = rng.normal(size=(n, d)), rng.normal(2, 1, n)
        order = rng.permutation(n)
        order[:2] = np.sort(order[:2])[::-1]
        *tests, _ = np.split(order, [2, *range(3, parts + 1)])  # the first has two
        folds = [(np.setdiff1d(order, test)[:0:-1], test) for test in tests]
        scores = []
        for train, test in folds:
            w = fit_in_order(X[train], y[train])
            scores.append(squared_error(w, X[test], y[test]))
        with check.unchanged(X=X, y=y, folds=folds):
            found = cross_validate(fit_in_order, squared_error, X, y, folds)
        mean, _ = check.unpack(found, "mean, std", "cross_validate")
        hint = "Each fold's own rows, in its order; the plain mean, not rounded."
        check.hidden.close(mean, np.mean(scores), "mean", hint, "float64")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "cross_validate_hidden_std", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the standard deviation of 2 to 6 scores, near zero and far from it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("cross_validate std")

    def fit_nothing(X, y):
        return 0

    def first_feature(model, X, y):
        return float(np.sum(X[:, 0]))

    for k in (2, 3, 4, 6):
        X, y = rng.normal(size=(k, 2)) + 1, np.zeros(k)
        X[0, 0] += 3
        X[1, 0] -= 9
        folds = [(np.delete(np.arange(k), i), np.array([i])) for i in range(k)]
        expected = np.sqrt(np.sum((X[:, 0] - X[:, 0].mean()) ** 2) / (k - 1))
        found = cross_validate(fit_nothing, first_feature, X, y, folds)
        _, std = check.unpack(found, "mean, std", "cross_validate")
        check.hidden.close(std, expected, "std", "ddof=1, not rounded.", "float64")
        far = np.arange(k)[:, None] + 1e8
        found = cross_validate(fit_nothing, first_feature, far, y, folds)
        _, std = check.unpack(found, "mean, std", "cross_validate")
        expected = np.std(np.arange(k), ddof=1)
        check.hidden.close(std, expected, "std of large scores", kind="float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. A line, step by step and at once (12 points)
#
# **Why.** The best weights of a line, $\hat{\mathbf y} = \mathbf{Xw}$, have a formula.
# Nearly no later model has one. So we fit the line twice: downhill in small steps, as
# all networks learn, and by the formula, to see that the steps arrive where they
# should. Both minimise the mean squared error
#
# $$E(\mathbf w) = \frac1n \lVert \mathbf{Xw} - \mathbf y \rVert^2, \qquad
# \nabla E(\mathbf w) = \frac2n\, \mathbf X^T(\mathbf{Xw} - \mathbf y).$$
#
# **Approach** for `gd_linear`
# 1. Start with weights of zero.
# 2. `steps` times: compute the gradient on all examples, and go `learning_rate` times
#    the gradient *against* it.
#
# **Approach** for `normal_equations`: where the gradient is zero,
# $\mathbf X^T\mathbf X\,\mathbf w = \mathbf X^T\mathbf y$. Solve this for $\mathbf w$.
# The columns of `X` are independent, so there is exactly one solution.
#
# **Example.** `X = [[1], [1]]`, `y = [1, 3]`. At `w = [0]` the gradient is
# 2/2 · (-1 - 3) = -4, so one step with the learning rate 0.25 leads to `w = [1]`, two
# lead to `[1.5]`. The normal equation is 2 w = 4: `w = [2]`.
#
# <details><summary>Hint</summary>
#
# Some texts minimise half of this error, or its sum; their gradients differ by a
# factor. Here it is 2/n. `np.linalg.solve(A, b)` solves $\mathbf{Aw} = \mathbf b$ and
# is more exact than the inverse of $\mathbf A$.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "gd_linear", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gd_linear(X, y, learning_rate, steps):
    """Fit a line by gradient descent on the mean squared error, from zero.

    X: (examples, features)
    y: (examples,)
    learning_rate: the step size
    steps: how many steps to make, 0 or more
    returns: the weights after the last step, (features,)
    """
    ### BEGIN SOLUTION
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        gradient = 2 / len(y) * (X.T @ (X @ w - y))
        w = w - learning_rate * gradient
    return w
    ### END SOLUTION


def normal_equations(X, y):
    """Fit a line at once: return the w that solves X^T X w = X^T y.

    X: (examples, features) with independent columns
    y: (examples,)
    returns: (features,)
    """
    ### BEGIN SOLUTION
    return np.linalg.solve(X.T @ X, X.T @ y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gd_linear_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, then both ways to the same line.
def _test():
    X, y = np.array([[1], [1]]), np.array([1, 3])
    check.close(gd_linear(X, y, 0.25, 1), [1.0], "w after one step", "Is it 2/n?")
    check.close(gd_linear(X, y, 0.25, 2), [1.5], "w after two steps")
    X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
    y = np.array([1.0, 2.0, 4.0, 5.0])
    with check.unchanged(X=X, y=y):
        w = normal_equations(X, y)
    check.close(w, [0.9, 1.4], "normal_equations")
    with check.unchanged(X=X, y=y):
        w = gd_linear(X, y, 0.1, 1000)
    check.close(w, [0.9, 1.4], "w after 1,000 steps", kind="float32")


_test()
check.passed("gd_linear")

# %% nbgrader={"grade": true, "grade_id": "gd_linear_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: one step of gd_linear on fresh data, with its direction and its length.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("gd_linear")
    for n, d in ((1, 1), (3, 1), (4, 2), (9, 3), (3, 5)):
        X, y = rng.uniform(1, 3, (n, d)) * rng.choice([-1, 1], d), rng.uniform(1, 3, n)
        for learning_rate in (1.0, rng.uniform(0.01, 0.1)):
            expected = learning_rate * np.mean(2 * y[:, None] * X, axis=0)
            hint = "From zero, against the gradient of the mean squared error."
            for unit in (1.0, 1e-12, 1e6):
                targets = y * unit
                with check.unchanged(X=X, y=targets):
                    w = gd_linear(X, targets, learning_rate, 1)
                check.hidden.shape(w, (d,), "w", "One weight for each column of X.")
                w = np.asarray(w) / unit
                check.hidden.close(w, expected, "w after one step", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "gd_linear_hidden_steps", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: gd_linear makes as many steps as it is told, 0 and small ones included.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("gd_linear steps")
    for n, d in ((2, 1), (5, 2), (8, 3), (3, 5)):
        X, y = rng.uniform(1, 3, (n, d)) * rng.choice([-1, 1], d), rng.uniform(1, 3, n)
        learning_rate = 0.2 / np.linalg.norm(X, 2) ** 2
        w = gd_linear(X.copy(), y.copy(), learning_rate, 0)
        check.hidden.same(w, np.zeros(d), "w after no step", "Weights of zero.")
        w = np.asarray(gd_linear(X.copy(), y.copy(), learning_rate, 1), float)
        check.hidden.shape(w, (d,), "w", "One weight for each column of X.")
        down = X.T @ y
        length = (w @ down) / (
            down @ down
        )  # of your own first step: no factor counts here
        check.that(length > 0, "w after one step", "not downhill")
        for steps in range(2, 25):
            w = w + length * X.T @ (y - X @ w)
            if steps in (2, 3, 10, 24):
                hint = "Is the gradient new at every step? Are the steps counted right?"
                for unit in (1.0, 1e-12):
                    targets = y * unit
                    with check.unchanged(X=X, y=targets):
                        found = gd_linear(X, targets, learning_rate, steps)
                    found = np.asarray(found) / unit
                    what = f"w after {steps} steps"
                    check.hidden.close(found, w, what, hint, "float32")
    X = np.diag([1.0, 1e-3])  # one weight is soon there, the other has a long way
    y = np.diag(X).copy()
    first = float(gd_linear(X.copy(), y.copy(), 0.2, 1)[0])  # again, no factor counts
    check.that(0 < first < 1, "w after one step", "too long, or not downhill")
    right = -np.expm1(200 * np.log1p([-first, -first * 1e-6]))
    found = np.asarray(gd_linear(X, y, 0.2, 200)) / right
    hint = "All the steps that are asked for, however little they change."
    check.hidden.close(found, np.ones(2), "w after 200 steps", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "gd_linear_hidden_normal", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: normal_equations on a line and beside it, in large and in small numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("normal_equations")
    for n, d in ((1, 1), (4, 1), (2, 2), (6, 2), (9, 4), (30, 5)):
        X = rng.uniform(-1, 1, (n, d)) + 4 * np.eye(n, d)
        w = rng.integers(1, 9, d) * rng.choice([-1.0, 1.0], d)
        for y in (X @ w, X @ w + rng.normal(size=n)):
            expected = np.linalg.lstsq(X, y, rcond=None)[0]
            hint = "Both sides are multiplied by the transpose of X."
            small = np.where(np.arange(d) == 0, 3e-7, 1e-3)
            for unit, columns in ((1.0, 1.0), (1e-6, 1.0), (1.0, small)):
                A, targets = X * columns, y * unit
                with check.unchanged(X=A, y=targets):
                    found = normal_equations(A, targets)
                check.hidden.shape(found, (d,), "w", "One weight for each column of X.")
                found = np.asarray(found) * columns / unit
                check.hidden.close(found, expected, "normal_equations", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. One against all others (8 points)
#
# **Why.** A model that answers yes or no can still choose between many classes: train
# one expert for each class, "mine or not mine", and believe the expert who is surest.
# To ask the experts in turn and stop at the first yes is worse: the answer then depends
# on the order.
#
# **Approach**
# 1. List the classes in `y`.
# 2. For each class call `w = fit(X, targets)` with all examples; the targets
#    are +1 for this class and -1 for all others.
# 3. The score of a new example `x` for a class is the product of `x` and that class's
#    `w`. Predict the class with the largest score, and the lower label in a tie.
#
# **Example.** `y = [4, 9, 6]`: three classes, so `fit` is called with the targets
# `[1, -1, -1]` for 4, `[-1, -1, 1]` for 6 and `[-1, 1, -1]` for 9. If the scores of a
# new example are -0.5, -0.1 and -2, the prediction is 6, though no expert said yes.
#
# <details><summary>Hint</summary>
#
# `np.unique(y)` is sorted, and `np.argmax` takes the first of equal values. What
# `np.argmax` gives is a place in a list, not yet a label.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "one_vs_all", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_vs_all(fit, X, y, X_new):
    """Predict the classes of new examples with one expert for each class.

    fit: a function; fit(X, targets), with targets +1 and -1, returns weights
        of shape (features,)
    X: (examples, features)
    y: (examples,) labels, any numbers
    X_new: (new examples, features)
    returns: (new examples,) labels
    """
    ### BEGIN SOLUTION
    labels = np.unique(y)
    W = [fit(X, np.where(y == c, 1, -1)) for c in labels]
    return labels[np.argmax(X_new @ np.transpose(W), axis=1)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "one_vs_all_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three classes, each at home on one axis.
def _test():
    def fit_product(X, targets):
        return X.T @ targets

    X, y = np.eye(3), np.array([0, 1, 2])
    X_new = np.array(
        [[0.9, 0.1, 0.0], [0.0, 0.2, 0.8], [0.3, 0.4, 0.3], [0.2, 0.1, 0.1]]
    )
    with check.unchanged(X=X, y=y, X_new=X_new):
        labels = one_vs_all(fit_product, X, y, X_new)
    check.same(labels, [0, 2, 1, 0], "one_vs_all", "The largest of three scores.")
    labels = one_vs_all(fit_product, X, np.array([4, 9, 6]), X_new)
    check.same(labels, [4, 6, 9, 4], "one_vs_all with the labels 4, 9 and 6")


_test()
check.passed("one_vs_all")

# %% nbgrader={"grade": true, "grade_id": "one_vs_all_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: an expert for each of 2 to 6 classes; the largest score, however small.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("one_vs_all")


    def fit(X, targets):  # weights that are known, and zero for targets that are wrong
        alike = [np.array_equal(targets, np.where(y == c, 1, -1)) for c in range(k)]
        asked.update(c for c in range(k) if alike[c])
        return W[:, alike.index(True)] if True in alike else np.zeros(d)


    sizes = ((2, 1, 60), (2, 3, 60), (3, 2, 1), (3, 3, 60), (6, 4, 60))
    for (k, d, m), unit in zip(sizes, (1, 1e-6, 1, 1e-6, 1), strict=True):
        W = rng.normal(size=(d, k)) * rng.permutation(1 + np.arange(k)) * unit
        X, y = rng.normal(size=(3 * k, d)), rng.permutation(np.repeat(np.arange(k), 3))
        X_new, far = rng.normal(size=(m, d)), rng.integers(1, 9, (m, d)) / 1.0
        for new in (X_new, far):
            asked = set()
            with check.unchanged(X=X, y=y, X_new=new):
                labels = one_vs_all(fit, X, y, new)
            hint = "One label for each new example."
            check.hidden.shape(labels, (m,), "one_vs_all", hint)
            reason = "fit was not called for each class with targets +1 and -1"
            check.that(asked == set(range(k)), "one_vs_all", reason)
            hint = "Targets +1 and -1, and the class with the largest score."
            expected = np.argmax(new @ W, axis=1)
            check.hidden.same(labels, expected, f"one_vs_all with {k} classes", hint)
            W = 99 * rng.normal(size=(d, k)) - 1e6  # next, all scores far below zero


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "one_vs_all_hidden_labels", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: labels with gaps, in no order, not whole; scores equal or nearly equal.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("one_vs_all labels")

    def fit_product(X, targets):
        return X.T @ targets

    for k in (2, 3, 5, 5):
        choice = rng.choice(np.setdiff1d(np.arange(-30, 31), np.arange(k)), k, False)
        choice = choice / 4 if k == 3 else choice
        y = np.concatenate([np.sort(choice)[::-1], rng.choice(choice, 4)])
        X = (y[:, None] == np.sort(choice)).astype(float)
        X_new = np.concatenate([np.eye(k), np.zeros((2, k))])
        labels = one_vs_all(fit_product, X, y, X_new[order := rng.permutation(k + 2)])
        # The expert of a class adds its examples up; with no feature, all scores are 0.
        expected = np.concatenate([np.sort(choice), np.full(2, min(choice))])[order]
        hint = "The label itself, not its place; in a tie the lower label."
        check.hidden.same(labels, expected, "one_vs_all", hint)
        X_new = np.zeros((2, k))
        X_new[:, [0, -1]] = [[1, 1], [1, 1 + 2.0**-50]]  # a tie, and none
        labels = one_vs_all(fit_product, np.eye(k), np.sort(choice), X_new)
        expected = [min(choice), max(choice)]
        hint = "A tie is a tie only if it is exact."
        check.hidden.same(labels, expected, "one_vs_all", hint)


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. Whose errors? (10 points)
#
# A university lets a model read applications: 1 means "will graduate: admit", 0 "will
# not: reject". It was judged on 1,000 earlier students of whom it is known how they
# fared. 950 of them came from day schools, 50 had gone to evening school after work.
# The model is wrong about 19 of the 950 and about 15 of the 50. The report says:
# "96.6 % right". Answer in 6 to 10 sentences:
#
# 1. Compute the error of each group and the mean of the two. What does each of these
#    numbers tell that 3.4 % does not, and to whom?
# 2. The 15 errors may all be false negatives, or all false positives. Who bears the
#    harm in each case? Which rates of section 2 would you publish for each group?
# 3. The university proposes weights as in section 4, by group. What can they mend? Name
#    one thing they cannot: think of who is not among the 1,000 students at all.
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The errors are 19/950 = 2 % and 15/50 = 30 %, and their mean is
# 16 %. The 3.4 % is nearly the number of the large group alone; someone from an evening
# school learns from the 30 % that nearly every third decision about people like them is
# wrong, and the university learns from the 16 % that its model serves one group only.
# False negatives turn away people who would have graduated: they lose years or the
# chance itself, nobody ever sees the mistake, and the university loses good students.
# False positives admit people who then fail: they pay with time and money, and the
# university with places. So FNR and FPR (or TPR and TNR) belong in the report, for each
# group apart, with the number of people behind them, since 50 are few. Weights make the
# errors of the small group count as much in training, and so may lower its error at
# some cost for the others. They add no information: with 50 examples much stays
# unknown. And all 1,000 had been admitted once; how those who were turned away, perhaps
# unfairly, would have fared is in no data, and no weight brings them in.
#
# **Rubric, 10 points**
# - 4: 2 % and 30 % (1), their mean 16 % (1), what the overall error hides (1) and who
#   needs to know (1)
# - 3: the harm of a false negative and of a false positive, each with who bears it
#   (1 + 1), both kinds of rate for each group (1)
# - 3: what weights do (1), a limit of theirs: those once turned away, labels that carry
#   old decisions, or too few examples (2)
# - Take off 1 if the help is not named. Length and language cost nothing.
# <!-- END SOLUTION -->

# %% [markdown] nbgrader={"grade": false, "grade_id": "handing_in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. Choose *Run > Restart Kernel and Run All Cells*. What worked only because of a cell
#    that is gone now fails here, and not when it is graded.
# 2. Read what the cell below says: it counts the functions whose visible tests pass.
#    The hidden tests, with other data, run when your work is graded.
# 3. If there is a *Validate* button above the notebook, press it. It runs the visible
#    tests once more in a fresh kernel, and shows the cells that fail.
# 4. Is the question in words answered, with who or what helped you?
# 5. Save, and hand in this one file under its own name, `learning.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "confusion_matrix",
        "binary_rates",
        "ber",
        "class_weights",
        "r2",
        "kfold_indices",
        "cross_validate",
        "gd_linear",
        "one_vs_all",
    ]
)
