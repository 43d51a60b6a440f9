# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 5: the perceptron
#
# *about 2 hours · NumPy only · no download · 100 points · after chapter 05*
#
# You will write a perceptron from its smallest piece, the sign, up to two learning
# algorithms: one for data that a straight line can separate, one for data that no line
# can. At the end you compute how long the first one may take, and judge in words what
# the second one is worth.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Seven functions give 90 points, the question in words 10. Under
# each function stands a cell of visible tests: run it as often as you like. Hidden
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
# > **Conventions.** Labels are -1 and +1. sign(0) = +1, and a score is 0 only if it is
# > exactly 0. Rows are examples. Where weights `w` multiply `X`, nothing is added: a
# > bias, if there is one, is the weight of a column of ones that is already in `X`.
# > Inputs are never modified; `rng` alone moves on with every draw.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. The sign (10 points)
#
# **Why.** A neuron adds up numbers, and the sum can be any number. The sign turns it
# into a decision. `np.sign` has three answers, but a decision has two: we count 0 as
# +1.
#
# **Approach**
# 1. Compare with zero.
# 2. Put +1 where the comparison holds and -1 elsewhere.
#
# **Example.** `sign_pm1(np.array([-0.3, 0.0, 7.0]))` gives the values -1, 1, 1;
# `sign_pm1(-2.5)` gives -1.
#
# <details><summary>Hint</summary>
#
# `np.where(condition, this, that)` chooses value by value. It works for a single number
# and for an array of any shape; a loop would not.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "sign_pm1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sign_pm1(a):
    """Return +1 where a >= 0 and -1 where a < 0.

    a: a number or an array of any shape
    returns: the signs, in the shape of a
    """
    ### BEGIN SOLUTION
    return np.where(np.asarray(a) >= 0, 1, -1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sign_pm1_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: negative, positive and zero.
def _test():
    signs = sign_pm1(np.array([-2.0, -0.5, 0.5, 3.0]))
    check.same(signs, [-1, -1, 1, 1], "sign_pm1 of [-2, -0.5, 0.5, 3]")
    signs = sign_pm1(np.array([0.0]))
    check.same(signs, [1], "sign_pm1 of [0]", "sign(0) counts as +1.")


_test()
check.passed("sign_pm1")

# %% nbgrader={"grade": true, "grade_id": "sign_pm1_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: zero from both sides, numbers very close to it and very far from it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sign_pm1")
    a = np.array([0.0, -0.0, 5e-324, -5e-324, np.inf, -np.inf, 1e9, -1e9])
    signs = np.array([1, 1, 1, -1, 1, -1, 1, -1])
    order = rng.permutation(len(a))
    hint = "Is every number >= 0 a +1, however small, and every other a -1?"
    check.hidden.same(sign_pm1(a[order]), signs[order], "sign_pm1 near and far", hint)
    whole = np.array([4, 0, -7])
    check.hidden.same(sign_pm1(whole), [1, 1, -1], "sign_pm1 of whole numbers", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sign_pm1_hidden_shapes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: single numbers and arrays of other shapes; the input stays as it is.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sign_pm1 shapes")
    for n in ((1,), (5,), (3, 2), (1, 4), (2, 3, 2)):
        a = rng.uniform(0.1, 3, n) * rng.choice([-1, 1], n)
        with check.unchanged(a=a):
            signs = sign_pm1(a)
        check.hidden.shape(signs, n, "sign_pm1", "One sign for each number.")
        check.hidden.same(signs, a / abs(a), f"sign_pm1 of an array of shape {n}")
    for number in (-2.5, 0.25, np.float64(-1.0), np.array(3.0)):
        signs = sign_pm1(number)
        check.hidden.same(signs, -1 if number < 0 else 1, "sign_pm1 of a single number")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The column of ones (8 points)
#
# **Why.** A neuron computes $\mathbf{w}^T\mathbf{x} + b$. With a constant 1 in front of
# every example the bias becomes one more weight, $w_0$, and one product does it all.
#
# **Approach**
# 1. Make a column of ones with as many rows as `X`.
# 2. Put it in front of the columns of `X`, in a new array.
#
# **Example.** `add_bias(np.array([[2.0, 3.0]]))` gives `[[1.0, 2.0, 3.0]]`.
#
# <details><summary>Hint</summary>
#
# `np.ones((len(X), 1))` is a column. `np.hstack` and `np.column_stack` put arrays side
# by side.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "add_bias", "locked": false, "schema_version": 3, "solution": true, "task": false}
def add_bias(X):
    """Return X with a column of ones in front.

    X: (examples, features)
    returns: a new array of shape (examples, 1 + features)
    """
    ### BEGIN SOLUTION
    return np.column_stack([np.ones(len(X)), X])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "add_bias_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two examples with two features.
def _test():
    X = np.array([[2.0, 3.0], [4.0, 5.0]])
    with check.unchanged(X=X):
        Z = add_bias(X)
    check.shape(Z, (2, 3), "add_bias", "One more column, as many rows.")
    check.same(Z, [[1, 2, 3], [1, 4, 5]], "add_bias", "The ones come first.")


_test()
check.passed("add_bias")

# %% nbgrader={"grade": true, "grade_id": "add_bias_hidden", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# Hidden test: one example, one feature, many features, whole numbers, ones in X.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("add_bias")
    for n, d in ((1, 1), (1, 3), (4, 1), (6, 2), (3, 3), (3, 5)):
        several = [rng.normal(size=(n, d)), rng.integers(-9, 10, (n, d))]
        several += [rng.normal(size=(n, d)) for _ in range(2)]
        several[2][:, 0] = several[3][:, -1] = 1
        for X in several:
            with check.unchanged(X=X):
                Z = add_bias(X)
            check.hidden.shape(Z, (n, d + 1), "add_bias", "One more column, always.")
            Z = np.asarray(Z)
            check.hidden.same(Z[:, 0], np.ones(n), "the first column of add_bias(X)")
            what = "the other columns of add_bias(X)"
            check.hidden.close(Z[:, 1:], X, what, kind="float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Counting the errors (12 points)
#
# **Why.** Learning needs to know when it is done: when no example is misclassified. An
# example is misclassified when the sign of its score is not its label. The score is
# $\mathbf{w}^T\mathbf{x}$; a score of 0 counts as +1, as above.
#
# **Approach**
# 1. Compute all scores in one product. `X` has one row per example, so it stands left.
# 2. Turn the scores into predictions, -1 or +1.
# 3. Count the predictions that differ from the labels.
#
# **Example.** With `w = [0, 1]`, `X = [[1, 5], [1, -5]]` and `y = [1, 1]` the scores
# are 5 and -5, and the second example is wrong: 1 error.
#
# <details><summary>Hint</summary>
#
# Comparing two arrays with `!=` gives an array of True and False, and True counts as 1
# in a sum. Do you want the sum of it, or its mean?
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "classification_error", "locked": false, "schema_version": 3, "solution": true, "task": false}
def classification_error(w, X, y):
    """Return how many examples w misclassifies (an int).

    w: (features,)
    X: (examples, features), any columns: nothing is added to them
    y: (examples,) labels -1 or +1
    """
    ### BEGIN SOLUTION
    predicted = np.where(X @ w >= 0, 1, -1)
    return int(np.sum(predicted != y))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "classification_error_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: four examples with the scores 2, 1, -1 and 0.
def _test():
    w = np.array([1.0, 1.0])
    X = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, -2.0], [2.0, -2.0]])
    y = np.array([1, -1, 1, 1])
    with check.unchanged(w=w, X=X, y=y):
        errors = classification_error(w, X, y)
    check.same(errors, 2, "classification_error", "The second and third are wrong.")
    check.same(classification_error(w, X[:1], y[:1]), 0, "one example, no error")
    check.same(classification_error(w, X[1:2], y[1:2]), 1, "one example, one error")


_test()
check.passed("classification_error")

# %% nbgrader={"grade": true, "grade_id": "classification_error_hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh data, one feature or more, none, some, all or very many wrong.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("classification_error")
    sizes = ((1, 1), (2, 2), (7, 1), (20, 2), (3, 3), (40, 5), (400, 2))
    for n, d in sizes:
        w = rng.integers(1, 9, d) * rng.choice([-1.0, 1.0], d)
        X = rng.integers(-8, 9, (n, d)) / 4
        X[:, 0] = np.where(X @ w == 0, X[:, 0] + 1, X[:, 0])
        truth = np.sign(X @ w).astype(int)
        for wrong in {0, 1, n // 2, n}:
            y = truth * rng.permutation(np.where(np.arange(n) < wrong, -1, 1))
            with check.unchanged(w=w, X=X, y=y):
                errors = classification_error(w, X, y)
            hint = "Count the rows of X whose predicted sign is not the label."
            check.hidden.same(errors, wrong, f"{n} examples, {d} features", hint)
        errors = classification_error(w * 2.0**-60, X, y)
        check.hidden.same(errors, wrong, f"{n} examples, tiny scores", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "classification_error_hidden_boundary", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: examples exactly on the boundary, where the score is 0.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("classification_error boundary")
    for positive, negative in ((1, 0), (0, 1), (3, 2), (2, 5), (4, 4)):
        w = rng.integers(1, 9, 2) * rng.choice([-1.0, 1.0], 2)
        y = rng.permutation([1] * positive + [-1] * negative)
        X = rng.integers(-5, 6, (len(y), 1)) * np.array([-w[1], w[0]])
        hint = "A score of 0 counts as +1."
        errors = classification_error(w, X, y)
        check.hidden.same(
            errors, negative, "classification_error on the boundary", hint
        )
        errors = classification_error(np.zeros(2), X + 1, y)
        check.hidden.same(errors, negative, "classification_error with w = 0", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Choosing a misclassified example (14 points)
#
# **Why.** The perceptron learns from its mistakes, one at a time, and the pocket
# algorithm needs the choice to be random: a fixed order can run in circles and never
# see better weights. Random here means uniform: every misclassified example is equally
# likely.
#
# **Approach**
# 1. Find the indices of the misclassified examples.
# 2. If there is none, return `None`.
# 3. Draw one of the indices with `rng`, and return that row of `X` and its label.
#
# All randomness comes from `rng`, a NumPy generator such as `np.random.default_rng(7)`:
# the same seed must give the same choice.
#
# **Example.** With `w = [0, 1]`, `X = [[1, 5], [1, -5]]` and `y = [1, 1]` only the
# second example is wrong, so the result is the pair `(array([1, -5]), 1)` whatever
# `rng` says.
#
# <details><summary>Hint</summary>
#
# `np.flatnonzero(condition)` lists the indices where the condition holds, and
# `rng.choice(indices)` draws one of them. To start somewhere at random and walk to the
# next wrong one is *not* uniform.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "choose_misclassified", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_misclassified(w, X, y, rng):
    """Return one misclassified example, drawn uniformly, or None if there is none.

    w: (features,)
    X: (examples, features), any columns: nothing is added to them
    y: (examples,) labels -1 or +1
    rng: a numpy.random.Generator, the only source of randomness
    returns: the pair (x, label) with x of shape (features,), or None
    """
    ### BEGIN SOLUTION
    wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
    if len(wrong) == 0:
        return None
    i = rng.choice(wrong)
    return X[i], y[i]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "choose_misclassified_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: one wrong example among three, then none.
def _test():
    w = np.array([0.0, 1.0])
    X = np.array([[1.0, 5.0], [1.0, -5.0], [1.0, 0.0]])
    y = np.array([1, 1, 1])
    with check.unchanged(w=w, X=X, y=y):
        chosen = choose_misclassified(w, X, y, np.random.default_rng(7))
    x, label = check.unpack(chosen, "x, label", "choose_misclassified")
    check.same(x, [1, -5], "x", "The second example is the only wrong one.")
    check.same(label, 1, "label", "The label of the chosen example, as it stands in y.")
    chosen = choose_misclassified(-w, X, -y, np.random.default_rng(7))
    x, label = check.unpack(chosen, "x, label", "choose_misclassified")
    check.same(label, -1, "label", "All labels in y are -1 this time.")
    nothing = choose_misclassified(w, X, np.array([1, -1, 1]), np.random.default_rng(7))
    check.same(nothing, None, "choose_misclassified with no example misclassified")


_test()
check.passed("choose_misclassified")

# %% nbgrader={"grade": true, "grade_id": "choose_misclassified_hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: only misclassified examples, with their label; None when all are right.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("choose_misclassified")
    what = "choose_misclassified"
    sizes = (1, 1, 1.0), (2, 2, 1.0), (9, 1, 2.0**-60), (12, 2, 1.0), (12, 5, 2.0**-60)
    for n, d, unit in sizes:
        w = rng.integers(1, 9, d) * rng.choice([-unit, unit], d)
        X = rng.integers(-8, 9, (n, d)) / 4
        predicted = np.where(X @ w >= 0, 1, -1)
        y = predicted * rng.permutation(np.where(np.arange(n) < (n + 2) // 3, -1, 1))
        wrong = {(*X[i], y[i]) for i in np.flatnonzero(predicted != y)}
        for generator in rng.spawn(12):
            with check.unchanged(w=w, X=X, y=y):
                chosen = choose_misclassified(w, X, y, generator)
            x, label = check.unpack(chosen, "x, label", what)
            check.hidden.shape(x, (d,), "x", "One row of X.")
            check.hidden.shape(label, (), "label", "One label.")
            found = (*np.asarray(x, float), int(label)) in wrong
            check.that(found, what, "the pair is not one of the misclassified examples")
        right = choose_misclassified(w, X, predicted, generator)
        check.hidden.same(right, None, what, "Nothing is misclassified: return None.")
    for n in (6, 3000):
        hint = f"A score of 0 counts as +1, and one of {n} is wrong."
        w, X, y = np.zeros(2), np.ones((n, 2)), np.ones(n, int)
        i = rng.integers(n)
        X[i], y[i] = rng.integers(2, 9, 2), -1
        for generator in rng.spawn(10):
            chosen = choose_misclassified(w, X, y, generator)
            x, _ = check.unpack(chosen, "x, label", what, hint)
            check.hidden.same(x, X[i], "x, all scores 0", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "choose_misclassified_hidden_uniform", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every misclassified example is equally likely, and only rng decides.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("choose_misclassified uniform")
    what = "choose_misclassified"
    # Neighbours and one at an end, with scores of different size and of both signs.
    wrong = np.append(rng.integers(3, 9) + np.arange(2), rng.choice([0, 14]))
    scores = np.empty(15)
    scores[wrong] = rng.permutation([1, 6, -4])
    rest = np.setdiff1d(np.arange(-7, 8), [1, 6, -4])
    scores[np.setdiff1d(np.arange(15), wrong)] = rng.permutation(rest)
    X, w = np.column_stack([np.ones(15), scores]), np.array([0.5, 1.0])
    y = np.where(X @ w > 0, 1, -1)
    y[wrong] *= -1
    times = np.zeros(15, int)
    generator = rng.spawn(1)[0]
    for _ in range(900):
        x, _ = check.unpack(choose_misclassified(w, X, y, generator), "x, label", what)
        check.hidden.shape(x, (2,), "x", "One row of X.")
        times[int(x[1]) + 7] += 1
    reason = "900 draws with one rng, one result. Does rng decide, and move on?"
    check.that(times.max() < 900, what, reason)
    times = times[scores[wrong].astype(int) + 7]
    # 300 each are expected; fair draws are further off once in 10,000,000 runs.
    fair = times.sum() == 900 and ((times - 300.0) ** 2).sum() / 300 < 32.2
    reason = "in 900 draws, three wrong examples did not come equally often"
    check.that(fair, what, reason)
    for seed in rng.integers(2**32, size=14):
        chosen = (
            choose_misclassified(w, X, y, np.random.default_rng(seed)) for _ in "ab"
        )
        first, again = (check.unpack(one, "x, label", what)[0][1] for one in chosen)
        reason = "one seed gave two choices. Use rng for all that is random"
        check.that(first == again, what, reason)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. The perceptron learning algorithm (20 points)
#
# **Why.** Rosenblatt's rule of 1958 is the first that made a machine learn from
# examples. It changes the weights only when it is wrong, and then it turns them a
# little towards the right answer: $\mathbf{w} \leftarrow \mathbf{w} + y\,\mathbf{x}$.
#
# **Approach**
# 1. Start with weights of zero, one for each column of `X`, and no updates.
# 2. Find the misclassified examples. If there is none, stop.
# 3. If `max_updates` updates have been made, stop too (`None` means no limit).
# 4. Draw one of them with `rng`, all equally likely and anew for each update. Add
#    label times example to the weights, count 1 update.
# 5. Go back to step 2.
#
# **Example.** `X = [[1, 1], [1, -1]]`, `y = [1, -1]`. With `w = [0, 0]` all scores are
# 0, so the second example is wrong. The update gives `w = [-1, 1]`, with the scores 0
# and -2: nothing is wrong now. The result is `([-1, 1], 1)`.
#
# <details><summary>Hint</summary>
#
# `while max_updates is None or n_updates < max_updates:` covers both cases. Inside,
# leave with `break` when nothing is misclassified. An update is not a sweep over the
# data: one example, one update.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "pla", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pla(X, y, rng, max_updates=None):
    """Learn weights by the perceptron rule until nothing is misclassified.

    X: (examples, features), any columns: nothing is added to them
    y: (examples,) labels -1 or +1
    rng: a numpy.random.Generator that draws the example of each update
    max_updates: stop after so many updates; None means no limit
    returns: the pair (w, n_updates) with w of shape (features,)
    """
    ### BEGIN SOLUTION
    w, n_updates = np.zeros(X.shape[1]), 0
    while max_updates is None or n_updates < max_updates:
        wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
        if len(wrong) == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
        n_updates += 1
    return w, n_updates
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pla_visible", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: a run in which only one example is wrong at a time, then a random one.
def _test():
    X = np.array([[1.0, 2.0], [1.0, 1.0]])
    y = np.array([1, -1])
    with check.unchanged(X=X, y=y):
        learned = pla(X, y, np.random.default_rng(7), max_updates=100)
    w, n_updates = check.unpack(learned, "w, n_updates", "pla")
    check.close(
        w, [-2, 1], "w", "[-1, -1], [0, 1], [-1, 0], [0, 2], [-1, 1], [-2, 0] ..."
    )
    check.same(n_updates, 8, "n_updates", "One for each change of the weights.")
    X = np.array(
        [[1, 3, 1], [1, 2, 3], [1, 4, 2], [1, -1, 0], [1, 0, -2], [1, -2, -2.0]]
    )
    y = np.array([1, 1, 1, -1, -1, -1])
    learned = pla(X, y, np.random.default_rng(7), max_updates=100)
    w, n_updates = check.unpack(learned, "w, n_updates", "pla")
    check.shape(w, (3,), "w", "One weight for each column of X.")
    check.same(np.where(X @ w >= 0, 1, -1), y, "the predictions of the learned weights")


_test()
check.passed("pla")

# %% nbgrader={"grade": true, "grade_id": "pla_hidden_update", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the start, the update rule, and that only wrong examples are used.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pla update")

    def endings(
        X, y
    ):  # every w with which the rule can end; none if there are too many
        seen, new, ends = set(), {(0.0,) * X.shape[1]}, set()
        while new and len(seen) < 200:
            w = new.pop()
            seen.add(w)
            wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
            ends |= set() if len(wrong) else {w}
            new |= {tuple(w + y[i] * X[i]) for i in wrong} - seen
        return set() if new else ends

    for n, d in ((1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3), (4, 4), (5, 5)) * 5:
        X, y = rng.integers(-8, 9, (n, d)) / 4, rng.choice([-1, 1], n)
        X[:, 0] = 1
        X *= rng.choice([1.0, 2.0**-30])  # a score is positive however small it is
        if possible := endings(X, y):
            with check.unchanged(X=X, y=y):
                learned = pla(X, y, rng.spawn(1)[0], max_updates=1000)
            w, _ = check.unpack(learned, "w, n_updates", "pla")
            check.hidden.shape(w, (d,), "w", "One weight for each column of X.")
            reason = "no run from zero with updates by wrong examples ends like this"
            check.that(tuple(np.asarray(w, float)) in possible, "pla", reason)
    for n in (4, 9):
        A, y = rng.integers(-3, 4, (n, 2)), rng.choice([-1, 1], n)
        X = np.column_stack(
            [np.ones(n), A, np.eye(n)]
        )  # the last n weights count updates
        w, _ = check.unpack(pla(X, y, rng.spawn(1)[0], 20000), "w, n_updates", "pla")
        check.hidden.shape(w, (n + 3,), "w", "One weight for each column of X.")
        check.hidden.same(
            np.where(X @ w >= 0, 1, -1), y, "the predictions after learning"
        )
        check.hidden.close(w, w[3:] @ X, "w", "Is it a sum of labels times examples?")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pla_hidden_count", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: n_updates is the number of updates, and within the bound of section 7.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pla count")
    step = 0
    for n in (1, 1, 2, 4, 8, 8):  # the first two runs have one update; it sets the step
        A, y = rng.integers(-3, 4, (n, 2)), np.append(-1, rng.choice([-1, 1], n - 1))
        X = np.column_stack(
            [np.ones(n), A, np.eye(n)]
        )  # the last n weights count updates
        learned = pla(X, y, rng.spawn(1)[0], 20000)
        w, n_updates = check.unpack(learned, "w, n_updates", "pla")
        check.hidden.shape(w, (n + 3,), "w", "One weight for each column of X.")
        check.hidden.shape(n_updates, (), "n_updates", "One number.")
        steps = float(y @ w[3:])
        check.that(
            steps > 0, "w", "weights of zero, or steps away from the right answer"
        )
        step = step or steps
        hint = "One for each update, from zero; looking at the data is no update."
        check.hidden.close(n_updates * step, steps, "n_updates", hint)
    for n in rng.integers(20, 40, 2):  # each example needs one update, and no more
        X, y = np.eye(n) * rng.integers(1, 5), -np.ones(n, int)
        learned = pla(X, y, rng.spawn(1)[0], 20000)
        _, n_updates = check.unpack(learned, "w, n_updates", "pla")
        check.hidden.same(n_updates, n, "n_updates", "Were right examples used too?")
    for d in (2, 3, 5):
        w_star = rng.integers(1, 6, d) * rng.choice([-1, 1], d)
        X = rng.integers(-8, 9, (60, d)) / 4
        X = X[abs(X @ w_star) >= 1]
        y = np.sign(X @ w_star).astype(int)
        longest, smallest = (X**2).sum(axis=1).max(), abs(X @ w_star).min()
        learned = pla(X, y, rng.spawn(1)[0], 20000)
        _, n_updates = check.unpack(learned, "w, n_updates", "pla")
        within = 1 <= n_updates <= longest * (w_star @ w_star) / smallest**2
        check.that(within, "n_updates", "more updates than are possible, or none")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pla_hidden_cap", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: max_updates, also 0, larger than needed, None; data with no solution.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pla cap")
    hint = "Stop after exactly max_updates updates, 0 included; None means no limit."
    for cap in (*range(20), 50):
        x = rng.integers(1, 9, 3) * rng.choice([-1.0, 1.0], 3)
        y = rng.permutation([-1, 1])
        learned = pla(np.array([x, x]), y, rng.spawn(1)[0], max_updates=cap)
        w, n_updates = check.unpack(learned, "w, n_updates", "pla")
        check.hidden.same(n_updates, cap, "n_updates, data with no solution", hint)
        check.hidden.shape(w, (3,), "w", "One weight for each column of X.")
        check.that(
            np.any(w) == cap % 2, "w", "not the weights after max_updates updates"
        )
    X, y = np.array([[1.0, 0.0], [32.0, 1.0]]), np.array([-1, 1])
    seed = rng.integers(2**32)
    _, needed = check.unpack(
        pla(X, y, np.random.default_rng(seed)), "w, n_updates", "pla"
    )
    check.hidden.shape(needed, (), "n_updates", "One number.")
    check.that(
        needed > 1000, "n_updates", "this run needs more updates, and has no limit"
    )
    for cap in (100, needed - 1, needed, needed + 1000, None):
        learned = pla(X, y, np.random.default_rng(seed), max_updates=cap)
        _, n_updates = check.unpack(learned, "w, n_updates", "pla")
        expected = needed if cap is None else min(cap, needed)
        check.hidden.same(n_updates, expected, "n_updates, data with a solution", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pla_hidden_random", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: each update draws anew from all wrong examples, and by rng alone.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pla random")
    hint = "Is each update drawn anew from all that are wrong, with equal chances?"


    def contest(sizes, labels, steps):  # weights that count how often each one was used
        counted = np.column_stack([sizes, np.eye(len(sizes)) / 64]) * -labels[:, None]
        kick = np.zeros((5, len(sizes) + 2))  # first moves w so far that all are wrong
        kick[:, 0], kick[:, -1] = steps, np.sqrt(4 * steps)
        at = rng.integers(len(sizes) + 1)
        X = np.insert(np.column_stack([counted, 0 * labels]), [at] * 5, kick, axis=0)
        return X, np.insert(labels, [at] * 5, 1)


    def unevenness(w):  # a chi-square number of the counts
        times = np.abs(np.asarray(w, float)[1:-1]) * 64
        return ((times - times.mean()) ** 2).sum() / times.mean()


    X, y = np.column_stack([np.full(3, 4.0), np.eye(3)]), -np.ones(3, int)
    generator, first = rng.spawn(1)[0], set()
    for _ in range(45):  # any first update makes everything right
        w, _ = check.unpack(pla(X, y, generator, 10), "w, n_updates", "pla")
        check.hidden.shape(w, (4,), "w", "One weight for each column of X.")
        first.add(np.argmax(np.abs(w[1:])))
    reason = "45 runs with one rng began alike. Does rng decide, and move on?"
    check.that(len(first) > 1, "pla", reason)
    # Once in 10,000,000 runs a fair draw leaves one out, or is outside of these bounds.
    check.that(len(first) == 3, "pla", "in 45 runs a wrong example was never first")
    for n, steps, low, high in ((3, 2400, -1, 32.2), (10, 600, 0.134, 50.8)):
        sizes = rng.permutation([1, 2, 4]) if n == 3 else np.ones(n)
        labels = np.where(np.arange(n) % 3 == 2, 1, -1)
        X, y = contest(sizes, labels, steps)
        w, _ = check.unpack(pla(X, y, generator), "w, n", "pla")
        check.hidden.shape(w, (n + 2,), "w", "One weight for each column of X.")
        reason = f"wrong examples were not drawn equally often. {hint}"
        check.that(unevenness(w) < high, "pla", reason)
        reason = f"the draws are more even than chance. {hint}"
        check.that(unevenness(w) > low, "pla", reason)
    X, y = contest(np.array([1, 2, 4]), np.array([-1, -1, 1]), 40)
    for seed in rng.integers(2**32, size=7):
        first, _ = check.unpack(pla(X, y, np.random.default_rng(seed)), "w, n", "pla")
        again, _ = check.unpack(pla(X, y, np.random.default_rng(seed)), "w, n", "pla")
        reason = "one seed gave two results. Use rng for all that is random"
        check.that(np.array_equal(first, again), "pla", reason)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. The pocket algorithm (18 points)
#
# **Why.** Real data are seldom separable, and then the perceptron rule never ends: it
# keeps trading one error for another. The pocket algorithm lets it run for a while,
# keeps the best weights seen so far in its pocket, and hands those back.
#
# **Approach**
# 1. Start with weights of zero. They are the first candidate, found at update 0.
# 2. Count the errors of the current weights. If there are *fewer* than the pocket
#    holds, put these weights, their errors and the number of updates made so far into
#    the pocket.
# 3. Stop at zero errors, or when `max_updates` updates have been made. The weights
#    after the last update are a candidate like all others.
# 4. Make an update as in section 5, with a misclassified example drawn by `rng`, all
#    equally likely. The rule goes on from its own weights, not from the pocket's.
# 5. Go back to step 2.
#
# **Example.** `X = [[1], [1], [1]]`, `y = [-1, -1, 1]`. `w = [0]` has 2 errors. The
# first update gives `w = [-1]` with 1 error, the next one leads back to `[0]`, and so
# on. With any `max_updates` from 1 on the result is `([-1], 1, 1)`.
#
# <details><summary>Hint</summary>
#
# `for update in range(max_updates + 1):` looks at `max_updates + 1` candidates. If you
# change weights in place with `+=`, put a *copy* into the pocket, or the pocket changes
# with them.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "pocket", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pocket(X, y, rng, max_updates=1000):
    """Run the perceptron rule and return the best weights met on the way.

    X: (examples, features), any columns: nothing is added to them
    y: (examples,) labels -1 or +1
    rng: a numpy.random.Generator that draws the example of each update
    max_updates: stop after so many updates, or earlier at zero errors
    returns: (w, errors, found_at): the first weights with the fewest errors, their
        number of errors, and after how many updates they were found
    """
    ### BEGIN SOLUTION
    w, fewest = np.zeros(X.shape[1]), np.inf
    for update in range(max_updates + 1):
        wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
        if len(wrong) < fewest:
            best, fewest, found_at = w, len(wrong), update
        if fewest == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
    return best, fewest, found_at
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pocket_visible", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, then data that can be separated.
def _test():
    X = np.array([[1.0], [1.0], [1.0]])
    y = np.array([-1, -1, 1])
    for max_updates in (2, 5):
        with check.unchanged(X=X, y=y):
            kept = pocket(X, y, np.random.default_rng(7), max_updates)
        w, errors, found_at = check.unpack(kept, "w, errors, found_at", "pocket")
        check.close(w, [-1], f"w with max_updates={max_updates}")
        check.same(errors, 1, f"errors with max_updates={max_updates}")
    kept = pocket(X, y, np.random.default_rng(7), 2)
    _, _, found_at = check.unpack(kept, "w, errors, found_at", "pocket")
    check.same(found_at, 1, "found_at with max_updates=2", "The first update found it.")
    X, y = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([1, -1])
    kept = pocket(X, y, np.random.default_rng(7))
    w, errors, found_at = check.unpack(kept, "w, errors, found_at", "pocket")
    check.close(w, [-1, 1], "w of separable data")
    check.same([errors, found_at], [0, 1], "errors and found_at of separable data")


_test()
check.passed("pocket")

# %% nbgrader={"grade": true, "grade_id": "pocket_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the weights are the best that were met, and errors is their own count.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pocket best")
    for n, d in ((2, 1), (4, 1), (10, 2), (30, 3), (30, 5)):
        X, y = (
            rng.integers(-256, 257, (n, d)) / 1.0,
            rng.permutation([-1, 1] * (n // 2)),
        )
        X[:, 0] = 1
        X[np.argmax(y)] = X[np.argmin(y)]  # so that no weights are right everywhere
        with check.unchanged(X=X, y=y):
            kept = pocket(X, y, rng.spawn(1)[0], max_updates=60)
        w, errors, _ = check.unpack(kept, "w, errors, found_at", "pocket")
        check.hidden.shape(w, (d,), "w", "One weight for each column of X.")
        own = np.sum(np.where(X @ w >= 0, 1, -1) != y)
        check.hidden.same(
            errors, own, "errors", "The errors of the weights you return."
        )
        check.that(
            own <= n / 2, "pocket", "the weights are worse than those of the start"
        )
    cases = (1, 3, 60, 1.0), (2, 3, 61, 2.0**-30), (1, 4, 62, 1.0), (300, 400, 60, 1.0)
    for positive, negative, cap, unit in cases:
        x = rng.integers(1, 9, 2) * rng.choice([-unit, unit], 2)
        y = rng.permutation([1] * positive + [-1] * negative)
        kept = pocket(np.tile(x, (len(y), 1)), y, rng.spawn(1)[0], cap)
        w, errors, _ = check.unpack(kept, "w, errors, found_at", "pocket")
        hint = "The best weights, not the last ones. Does a later += change them?"
        check.hidden.close(np.asarray(w) / unit, -x / unit, "w", hint)
        hint = "The count of errors of the best weights."
        check.hidden.same(errors, positive, "errors", hint)
    for _ in range(10):  # unit vectors with both labels: the optimum is known
        counts = rng.permuted([[1, 3], [1, 2], [2, 3]], axis=1)
        rows = np.repeat(np.arange(3).repeat(2), counts.ravel())
        y = np.repeat([1, -1] * 3, counts.ravel())
        kept = pocket(np.eye(3)[rows], y, rng.spawn(1)[0], 200)
        _, errors, _ = check.unpack(kept, "w, errors, found_at", "pocket")
        check.hidden.same(errors, 4, "errors", "200 updates meet better weights.")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pocket_hidden_found_at", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: found_at is the first update that reached the fewest errors.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pocket found_at")
    hint = "The first weights with the fewest errors of all, w = 0 among them?"
    for positive, negative in ((1, 1), (3, 3), (1, 2), (2, 5), (2, 1), (5, 3), (3, 0)):
        x = rng.integers(1, 9, 2) * rng.choice([-1.0, 1.0], 2)
        y = rng.permutation([1] * positive + [-1] * negative)
        for cap in (2, 9):
            kept = pocket(np.tile(x, (len(y), 1)), y, rng.spawn(1)[0], cap)
            _, _, found_at = check.unpack(kept, "w, errors, found_at", "pocket")
            check.hidden.same(found_at, int(positive < negative), "found_at", hint)
    for k, s in ((1, 1), (6, 2), (10, 3)):  # runs of a length that is known
        X = np.array([[1, 0, 0], [k, s, 0], [k, s, 0.0]]) * rng.choice([-1, 1], 3)
        X, y = X[:, rng.permutation(3)], np.array([-1, 1, 1])
        length = 1 + (k + 1) * -(-k // s**2)
        for cap, update in (
            (length + 1, length),
            (length + 30, length),
            (length - 2, 0),
        ):
            kept = pocket(X, y, rng.spawn(1)[0], cap)
            _, _, found_at = check.unpack(kept, "w, errors, found_at", "pocket")
            check.hidden.same(found_at, update, "found_at", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pocket_hidden_last", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: max_updates, also 0, and the weights after the last update.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pocket last")
    hint = "Exactly max_updates updates from w = 0, and every candidate looked at?"
    for positive, negative in ((1, 2), (2, 7), (1, 4)):
        x = rng.integers(1, 9, 2) * rng.choice([-1.0, 1.0], 2)
        X, y = np.tile(x, (positive + negative, 1)), [1] * positive + [-1] * negative
        for cap, fewest in ((0, negative), (1, positive)):
            kept = pocket(X, rng.permutation(y), rng.spawn(1)[0], cap)
            _, errors, _ = check.unpack(kept, "w, errors, found_at", "pocket")
            check.hidden.same(errors, fewest, f"errors with max_updates={cap}", hint)
    for k, s, fewest in (
        (332, 11, 0),
        (249, 8, 1),
    ):  # right after 1,000 and 1,001 updates
        X = np.array([[1, 0], [k, s]]) * rng.choice([-1.0, 1.0], 2)
        kept = pocket(X, np.array([-1, 1]), rng.spawn(1)[0])
        _, errors, _ = check.unpack(kept, "w, errors, found_at", "pocket")
        check.hidden.same(errors, fewest, "errors without max_updates", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pocket_hidden_random", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: each update draws anew from all wrong examples, and by rng alone.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pocket random")
    names = "w, errors, found_at"
    hint = "Is each update drawn anew from all that are wrong, with equal chances?"


    def contest(sizes, labels, steps):  # weights that count how often each one was used
        counted = np.column_stack([sizes, np.eye(len(sizes)) / 64]) * -labels[:, None]
        kick = np.zeros((5, len(sizes) + 2))  # first moves w so far that all are wrong
        kick[:, 0], kick[:, -1] = steps, np.sqrt(4 * steps)
        at = rng.integers(len(sizes) + 1)
        X = np.insert(np.column_stack([counted, 0 * labels]), [at] * 5, kick, axis=0)
        return X, np.insert(labels, [at] * 5, 1)


    def unevenness(w):  # a chi-square number of the counts
        times = np.abs(np.asarray(w, float)[1:-1]) * 64
        return ((times - times.mean()) ** 2).sum() / times.mean()


    X, y = np.column_stack([np.full(4, 4.0), np.eye(4, 3)]), np.array([-1, -1, -1, 1])
    X[3] = X[0]  # one error is the fewest, and any first update comes down to it
    generator, first = rng.spawn(1)[0], set()
    for _ in range(45):
        w, _, _ = check.unpack(pocket(X, y, generator, 3), names, "pocket")
        check.hidden.shape(w, (4,), "w", "One weight for each column of X.")
        first.add(np.argmax(np.abs(w[1:])))
    reason = "45 runs with one rng began alike. Does rng decide, and move on?"
    check.that(len(first) > 1, "pocket", reason)
    # Once in 10,000,000 runs a fair draw leaves one out, or is outside of these bounds.
    check.that(len(first) == 3, "pocket", "in 45 runs a wrong example was never first")
    for n, steps, low, high in ((3, 2400, -1, 32.2), (10, 600, 0.134, 50.8)):
        sizes = rng.permutation([1, 2, 4]) if n == 3 else np.ones(n)
        labels = np.where(np.arange(n) % 3 == 2, 1, -1)
        kept = pocket(*contest(sizes, labels, steps), generator, 5000)
        w, errors, _ = check.unpack(kept, names, "pocket")
        check.hidden.shape(w, (n + 2,), "w", "One weight for each column of X.")
        check.hidden.same(errors, 0, "errors", "5,000 updates are enough for this run.")
        reason = f"wrong examples were not drawn equally often. {hint}"
        check.that(unevenness(w) < high, "pocket", reason)
        reason = f"the draws are more even than chance. {hint}"
        check.that(unevenness(w) > low, "pocket", reason)
    X, y = contest(np.array([1, 2, 4]), np.array([-1, -1, 1]), 40)
    for seed in rng.integers(2**32, size=7):
        kept = [pocket(X, y, np.random.default_rng(seed)) for _ in "ab"]
        first, again = (check.unpack(one, names, "pocket")[0] for one in kept)
        reason = "one seed gave two results. Use rng for all that is random"
        check.that(np.array_equal(first, again), "pocket", reason)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. How long can it take? (8 points)
#
# **Why.** Novikoff proved in 1962 that the perceptron rule ends on separable data, and
# after how many updates at the latest: $(R/\gamma)^2$. Here $R$ is the length of the
# longest example and $\gamma$ the **margin**, the smallest distance of an example to
# the boundary of some weights $\mathbf{w}^*$ that separate the data:
#
# $$R = \max_i \lVert\mathbf{x}_i\rVert, \qquad
# \gamma = \min_i \frac{y_i\,\mathbf{x}_i^T\mathbf{w}^*}{\lVert\mathbf{w}^*\rVert}.$$
#
# **Approach**
# 1. Compute the length of every row of `X` and take the largest.
# 2. Compute label times score for every example and take the smallest.
# 3. If it is not positive, `w_star` does not separate: return `np.inf`. An example on
#    the boundary counts as not separated.
# 4. Otherwise divide by the length of `w_star`, and compute the bound.
#
# **Example.** `X = [[1, 0]]`, `y = [1]`, `w_star = [2, 0]`: R = 1, the margin is 1, so
# the bound is 1. Longer weights draw the same boundary and give the same bound.
#
# <details><summary>Hint</summary>
#
# `np.linalg.norm(X, axis=1)` gives one length per row. The example with the largest
# length need not be the one with the smallest margin.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "novikoff_bound", "locked": false, "schema_version": 3, "solution": true, "task": false}
def novikoff_bound(X, y, w_star):
    """Return the largest number of updates that pla can need on separable data.

    X: (examples, features), any columns: nothing is added to them
    y: (examples,) labels -1 or +1
    w_star: (features,) weights of any length
    returns: (R / margin)**2, or np.inf when w_star does not separate the data
    """
    ### BEGIN SOLUTION
    longest = np.max(np.linalg.norm(X, axis=1))
    smallest = np.min(y * (X @ w_star))
    if smallest <= 0:
        return np.inf
    return float((longest * np.linalg.norm(w_star) / smallest) ** 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "novikoff_bound_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two examples; then weights that separate nothing.
def _test():
    X = np.array([[3.0, 4.0], [0.0, -2.0]])
    y = np.array([1, -1])
    with check.unchanged(X=X, y=y):
        bound = novikoff_bound(X, y, np.array([0.0, 2.0]))
    check.close(bound, 6.25, "novikoff_bound", "R = 5, the margins are 4 and 2.")
    bound = novikoff_bound(X, y, np.array([0.0, -2.0]))
    check.same(bound, np.inf, "novikoff_bound with both examples on the wrong side")


_test()
check.passed("novikoff_bound")

# %% nbgrader={"grade": true, "grade_id": "novikoff_bound_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh data; longer weights, longer examples and exchanged labels.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("novikoff_bound")
    for n, d in ((1, 1), (3, 1), (2, 2), (8, 2), (20, 5)):
        w = rng.integers(1, 5, d) * rng.choice([-1.0, 1.0], d)
        X = rng.integers(-8, 9, (n, d)) / 4
        X[:, 0] = np.where(X @ w == 0, X[:, 0] + 1, X[:, 0])
        y = np.sign(X @ w).astype(int)
        R2, gamma2 = (X**2).sum(axis=1).max(), abs(X @ w).min() ** 2 / (w @ w)
        for labels, w_star in ((y, w), (y, w * 8), (y, w * 2.0**-60), (-y, -w)):
            with check.unchanged(X=X, y=labels, w_star=w_star):
                bound = novikoff_bound(X, labels, w_star)
            hint = "Longest example, smallest margin, length of w_star, square."
            check.hidden.close(bound, R2 / gamma2, "novikoff_bound", hint, "float32")
        bound = novikoff_bound(X * 4, y, w)
        check.hidden.close(bound, R2 / gamma2, "novikoff_bound of 4 X", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "novikoff_bound_hidden_inf", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: one example on the wrong side or on the boundary, all wrong, w_star = 0.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("novikoff_bound inf")
    hint = "Every example must lie strictly on its side; otherwise return np.inf."
    for n, d in ((1, 2), (5, 2), (9, 4)):
        w = rng.integers(1, 5, d) * rng.choice([-1.0, 1.0], d)
        X = rng.integers(1, 9, (n, 1)) * np.sign(w)
        y, i = np.ones(n, int), rng.integers(n)
        one_wrong = np.where(np.arange(n) == i, -1, 1)
        finite = novikoff_bound(X.copy(), y, w) < np.inf
        check.that(finite, "novikoff_bound", "infinite where w_star separates")
        for labels, w_star in ((one_wrong, w), (-y, w), (y, 0 * w)):
            bound = novikoff_bound(X, labels, w_star)
            check.hidden.same(bound, np.inf, "novikoff_bound, not separating", hint)
        zero = rng.permutation(np.arange(d) < d // 2)  # each product is exactly 0
        w, X[i] = np.where(zero, 0, w), np.where(zero, X[i], 0)
        for labels in (y, one_wrong):
            bound = novikoff_bound(X, labels, w)
            check.hidden.same(bound, np.inf, "novikoff_bound, on the boundary", hint)


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 8. What is a count of errors worth? (10 points)
#
# A clinic has trained the pocket algorithm on the records of 1,000 people, 10 of whom
# are ill (label +1). It reports 10 errors, and the clinic advertises a test that is
# "right 99 times in 100". Answer in 6 to 10 sentences:
#
# 1. Which ten people may be the errors? Give two very different cases that both fit,
#    and say what each would mean for the people tested.
# 2. The pocket minimises the count of errors. What would you count instead for this
#    clinic, and how would you change the algorithm to keep the weights that are best by
#    it?
# 3. Why do 10 errors on these records not promise 10 errors on the next 1,000 people?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The ten errors may be exactly the ten ill people: weights that call
# everybody healthy reach 990 of 1,000, and the test finds nobody. Or all ill people are
# found and ten healthy ones are called back: some worry and a second test, no harm
# beyond that. The same count hides both. Missing an ill person costs more than a
# needless second test, so one would count the two kinds apart, for example by the
# balanced error (the mean of the share of ill people missed and of healthy people
# called back) or by a weight on each missed ill person that the doctors choose. The
# algorithm stays the same; only the comparison with the pocket uses the new measure.
# The weights were chosen because they do well on these very records, the best of many
# tried, so their count there is too favourable; people who took no part, and later
# patients of other clinics, must tell.
#
# **Rubric, 10 points**
# - 4: two different cases (2), each with its consequence for people (1 + 1)
# - 3: a measure that tells the two kinds of errors apart (2), used in the pocket's
#   comparison or as the rule for keeping weights (1)
# - 3: chosen and judged on the same records (2), other data needed: held out, or other
#   people and times (1)
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
# 5. Save, and hand in this one file under its own name, `perceptron.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "sign_pm1",
        "add_bias",
        "classification_error",
        "choose_misclassified",
        "pla",
        "pocket",
        "novikoff_bound",
    ]
)
