# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 6: backpropagation
#
# *about 3 hours · NumPy, and Keras if you like · no download · 100 points · after chapter 06*
#
# You will write a network that learns, of any depth, in nine functions: two activations
# with their slopes, the way forward, the loss, the way back, the gradients, a check
# that they are right, a step, and the training. At the end you judge in words what a
# falling loss proves.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine functions give 90 points, the question in words 10. Under
# each function stands a cell of visible tests: run it as often as you like. Hidden
# tests with other data run when you hand in; a comment says what each one looks at.
# They measure every slope by finite differences in 64 bits, which is exact to about
# 1e-9; in section 6 you can lay your gradients beside those of Keras. Each test cell
# gives all its points or none, and looks at values alone, with a little room for
# rounding where numbers are computed: a list is as good as an array, 3.0 as good as 3.
# Write your code where it says `YOUR CODE HERE`. Locked cells are put back before
# grading; cells that you add are kept, and run with the others.
#
# **How to work.** Run the cells from the top, with Shift and Enter. Write a function, run
# its cell, then the tests below it: `[OK]` says that the visible ones pass, any other
# message says what to look at. *Run All Cells* goes on to the end also while functions
# are missing. The last cell counts what passes, and above it stands how to hand in.
#
# **Where to read it up.** Activations and the way forward are in notebook 06a, losses in
# 06b, steps in 06c, deltas, gradients and the check in 06d, training in 06e.
#
# **Each function stands alone.** NumPy is all you need. The tests hand each function
# inputs that are right. A function that calls an earlier one of yours inherits its
# slips; the few lines are quickly written again.
#
# > **Conventions.** Rows are examples, $N$ of them. A network is `params`, a list of
# > pairs `(W, b)`, one for each layer, with `W` of shape (inputs, neurons) and `b` of
# > shape (neurons,). All hidden layers have the sigmoid. The word `output` says what
# > the last layer has, and with it the loss:
# >
# > | `output` | last layer | loss of a batch |
# > |---|---|---|
# > | `"sigmoid"` | sigmoid | half the mean squared error |
# > | `"softmax"` | softmax | cross-entropy; each row of `Y` holds one 1, else 0 |
# >
# > `activations` is the list `[X, A1, A2, ...]`: the data, then what each layer gives.
# > Losses are means over the $N$ examples. Arrays are of floats where nothing else is
# > said. All numbers have 64 bits, as NumPy makes them by itself: those you get and
# > those you compute. Inputs are never modified, neither arrays nor lists; `rng` alone
# > moves on with every draw.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. The sigmoid and its slope (8 points)
#
# **Why.** The sigmoid $a = 1/(1 + e^{-z})$ turns every score into a number between 0
# and 1, and the way back needs its slope, $a\,(1 - a)$. It is written with $a$, not
# with $z$: a widely read example took one for the other, and its loss went up.
#
# Far from zero the powers of $e$ grow beyond every number that a computer has.
# $e^{z}/(1 + e^{z})$ is the same formula, but at $z = 1000$ it is infinity divided by
# infinity: not a number.
#
# **Approach**
# 1. Compute $e^{-|z|}$. It lies between 0 and 1, whatever $z$ is.
# 2. Call it `e`. Where $z \ge 0$ the sigmoid is $1/(1 + e)$; elsewhere it is
#    $e/(1 + e)$.
# 3. Make the slopes from the values.
#
# **Example.** For `z = [0, ln 3]` the values are `[0.5, 0.75]`, the slopes
# `[0.25, 0.1875]`.
#
# <details><summary>Hint</summary>
#
# `np.where(condition, this, that)` chooses number by number. The two cases have the
# same denominator. A slope of the sigmoid is never negative and never above 1/4.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "sigmoid", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(z):
    """Return the sigmoid of z and its slope there.

    z: an array of any shape, of floats or of whole numbers
    returns: the pair (a, slope), both in the shape of z
    """
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1, e) / (1 + e)
    return a, a * (1 - a)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three numbers for which the sigmoid is a simple fraction.
def _test():
    z = np.array([0.0, np.log(3), -np.log(3)])
    with check.unchanged(z=z):
        pair = sigmoid(z)
    a, slope = check.unpack(pair, "a, slope", "sigmoid")
    check.close(a, [0.5, 0.75, 0.25], "a", kind="float32")
    check.close(slope, [0.25, 0.1875, 0.1875], "slope", "a times 1 - a.", "float32")


_test()
check.passed("sigmoid")

# %% nbgrader={"grade": true, "grade_id": "sigmoid_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the values, for arrays of other shapes and for whole numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sigmoid")
    for n in ((), (0,), (1,), (7,), (3, 2), (1, 4), (2, 3, 2)):
        few, whole = rng.normal(size=n) * 3, rng.integers(-5, 6, n)
        for z in map(np.asarray, (few, whole, rng.uniform(-45, 45, n))):
            with check.unchanged(z=z):
                pair = sigmoid(z)
            a, _ = check.unpack(pair, "a, slope", "sigmoid")
            check.hidden.shape(a, n, "a", "One value for each number in z.")
            right = 1 / (1 + np.exp(-z))
            check.hidden.close(a, right, "a", kind="float32")
            near = np.all(abs(np.asarray(a) - right) < 4e-15)
            check.that(near, "a", "further off than rounding in 64 bits goes")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sigmoid_hidden_slope", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes against central differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sigmoid slope")
    for n in ((1,), (7,), (3, 2), (2, 3, 2)):
        z = rng.normal(size=n) * 2
        up, down = (1 / (1 + np.exp(-(z + step))) for step in (1e-5, -1e-5))
        _, slope = check.unpack(sigmoid(z), "a, slope", "sigmoid")
        check.hidden.shape(slope, n, "slope", "One slope for each number in z.")
        hint = "How fast does the value grow with z?"
        check.hidden.close(slope, (up - down) / 2e-5, "slope", hint, "gradient")
    z = rng.uniform(-45, 45, 30)
    _, slope = check.unpack(sigmoid(z), "a, slope", "sigmoid")
    right = 1 / (2 + np.exp(z) + np.exp(-z))
    check.hidden.close(slope, right, "slope", hint, "gradient")
    near = np.all(abs(np.asarray(slope) - right) < 2e-9)
    check.that(near, "slope", "further off than a finite difference in 64 bits is")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sigmoid_hidden_far", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: numbers far from zero.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sigmoid far")
    far = rng.integers(40, 5000, 6) / 1.0
    far[:2] = 745, 1e6
    z = rng.permutation(np.append(far, -far))
    right = z > 0
    a, slope = check.unpack(sigmoid(z), "a, slope", "sigmoid")
    hint = "0 or 1 with a slope of 0: is z kept as it is, and no power of e too large?"
    check.hidden.close(a, right, "a far from zero", hint, "float32")
    check.hidden.close(slope, np.zeros(12), "slope far from zero", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The softmax and its slopes (10 points)
#
# **Why.** The softmax turns the scores of one example into probabilities that add up to
# 1: $p_i = e^{z_i} / \sum_k e^{z_k}$. Each probability depends on *all* scores, so its
# slopes are a table, one row for each probability and one column for each score:
#
# $$J_{ij} = \frac{\partial p_i}{\partial z_j} = \begin{cases} p_i\,(1 - p_i) & i = j \\
# -p_i\,p_j & i \ne j \end{cases}$$
#
# **Approach**
# 1. Subtract from each row its own largest score. The probabilities stay the same, and
#    no power of $e$ gets too large.
# 2. Raise $e$ to these numbers and divide each row by its sum.
# 3. Build one table for each row. Two lines suffice: $-p_i\,p_j$ everywhere, and $p_i$
#    more on the diagonal.
#
# **Example.** The scores `[[0, ln 3]]` give `P = [[0.25, 0.75]]` and
# `J = [[[0.1875, -0.1875], [-0.1875, 0.1875]]]`.
#
# <details><summary>Hint</summary>
#
# `Z.max(axis=1, keepdims=True)` is a column. `P[:, :, None] * P[:, None, :]` holds for
# each example the products of all pairs, and `np.eye(k) * P[:, None, :]` has the
# probabilities on the diagonals.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(Z):
    """Return the softmax of each row of Z and its slopes.

    Z: (batch, classes) scores
    returns: the pair (P, J) with P of shape (batch, classes) and J of shape
        (batch, classes, classes); J[n, i, j] is the slope of P[n, i] in Z[n, j]
    """
    ### BEGIN SOLUTION
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    J = np.eye(Z.shape[1]) * P[:, None, :] - P[:, :, None] * P[:, None, :]
    return P, J
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two examples with three scores, then the slopes of two scores.
def _test():
    Z = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, np.log(2)]])
    with check.unchanged(Z=Z):
        pair = softmax(Z)
    P, _ = check.unpack(pair, "P, J", "softmax")
    wanted = [[0.09003057, 0.24472847, 0.66524096], [0.25, 0.25, 0.5]]
    check.close(P, wanted, "P", "Each row adds up to 1.", "float32")
    _, J = check.unpack(softmax(np.array([[0.0, np.log(3)]])), "P, J", "softmax")
    check.shape(J, (1, 2, 2), "J", "A table of slopes for each example.")
    check.close(J[0], [[0.1875, -0.1875], [-0.1875, 0.1875]], "J[0]", kind="float32")


_test()
check.passed("softmax")

# %% nbgrader={"grade": true, "grade_id": "softmax_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the probabilities, for other numbers of examples and classes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("softmax")
    for n, k in ((1, 2), (2, 1), (5, 3), (3, 5), (4, 4)):
        Z = rng.normal(size=(n, k)) * 2
        with check.unchanged(Z=Z):
            pair = softmax(Z)
        P, _ = check.unpack(pair, "P, J", "softmax")
        check.hidden.shape(P, (n, k), "P", "One probability for each score.")
        check.hidden.close(np.sum(P, axis=1), np.ones(n), "the sums of the rows of P")
        right = [np.exp(z) / np.exp(z).sum() for z in Z]
        check.hidden.close(
            P, right, "P", "Each row is a softmax of its own.", "float32"
        )
    for far in (5, 20, 60, 120):  # the smallest probability may count, too
        Z = rng.uniform(-far, far, (6, 3))
        with check.unchanged(Z=Z):
            pair = softmax(Z)
        P, _ = check.unpack(pair, "P, J", "softmax")
        check.hidden.shape(P, (6, 3), "P", "One probability for each score.")
        right = np.exp(Z - Z.max(axis=1, keepdims=True))
        share = np.asarray(P) / right * right.sum(axis=1, keepdims=True)
        what = "P as a share of its right value"
        hint = "off by more than rounding. Is it the formula, unchanged"
        check.that(np.all(abs(share - 1) < 2e-12), what, hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "softmax_hidden_slopes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes against central differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("softmax slopes")
    for n, k in ((1, 2), (5, 3), (3, 4), (4, 4), (1, 6)):
        Z = rng.normal(size=(n, k))
        steps = 1e-5 * np.eye(k)  # one score of each example moves at a time
        up, down = (np.exp(Z[:, None] + e) for e in (steps, -steps))
        slopes = up / up.sum(-1, keepdims=True) - down / down.sum(-1, keepdims=True)
        slopes = slopes.swapaxes(1, 2) / 2e-5
        _, J = check.unpack(softmax(Z), "P, J", "softmax")
        check.hidden.shape(J, (n, k, k), "J", "A table of slopes for each example.")
        hint = "How does each probability move when one score does?"
        check.hidden.close(J, slopes, "J", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "softmax_hidden_far", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: scores far from zero, and rows that are far from each other.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("softmax far")
    near = rng.permuted(np.tile([-1.5, 0.0, 1.0], (4, 1)), axis=1)
    far = np.array([[0.0], [2000.0], [-2000.0], [1e6]])
    right = np.exp(near) / np.exp(near).sum(axis=1, keepdims=True)
    for rows in (np.arange(4), np.arange(1, 4), rng.permutation(4)):
        P, _ = check.unpack(softmax((near + far)[rows]), "P, J", "softmax")
        hint = "Is the largest score of its own row subtracted from each row?"
        check.hidden.close(P, right[rows], "P far from zero", hint, "float32")
    for c in (900.0, 1e5):
        Z = np.array([[-c, c, c], [0, 0, 3 * c], [-3 * c, 0, 0], [-9 * c, 0, -9 * c]])
        P, J = check.unpack(softmax(Z), "P, J", "softmax")
        right = np.array([[0, 0.5, 0.5], [0, 0, 1], [0, 0.5, 0.5], [0, 1, 0]])
        check.hidden.close(P, right, "P of scores far apart", hint, "float32")
        right = np.eye(3) * right[:, None] - right[:, None] * right[:, :, None]
        check.hidden.close(J, right, "J of scores far apart", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The way forward (10 points)
#
# **Why.** Each layer takes what the layer before gives, multiplies it by its weights,
# adds its biases, and bends the result. For an answer the last result is enough. For
# learning we keep them all: the way back needs every single one.
#
# **Approach**
# 1. Start the list with `X`.
# 2. For each layer: the last entry of the list times `W`, plus `b`.
# 3. Bend it with the sigmoid, or, in the last layer and only if `output` says so, with
#    the softmax. Keep both safe for large scores, as in sections 1 and 2.
# 4. Append the result.
#
# **Example.** With `X = [[2, 0]]` and one layer, `W = [[ln 3], [7]]`, `b = [-ln 3]`,
# the score is $2 \ln 3 - \ln 3 = \ln 3$. The result is `[X, [[0.75]]]`.
#
# <details><summary>Hint</summary>
#
# `for layer, (W, b) in enumerate(params, 1):` counts the layers from 1; the last one is
# `len(params)`. `A @ W + b` adds the biases to every row by itself.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward(X, params, output):
    """Return what each layer of a network gives.

    X: (batch, inputs)
    params: a list of pairs (W, b), one for each layer
    output: "sigmoid" or "softmax", for the last layer
    returns: the list [X, A1, A2, ...] with one array for each layer after X
    """
    ### BEGIN SOLUTION
    activations = [X]
    for layer, (W, b) in enumerate(params, 1):
        z = activations[-1] @ W + b
        if output == "softmax" and layer == len(params):
            powers = np.exp(z - z.max(axis=1, keepdims=True))
            activations.append(powers / powers.sum(axis=1, keepdims=True))
        else:
            e = np.exp(-np.abs(z))
            activations.append(np.where(z >= 0, 1, e) / (1 + e))
    return activations
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "forward_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the published 2-3-2 network of chapter 06; then biases and the softmax.
def _test():
    X = np.array([[7.08535569, 5.20423916]])
    W1 = np.array(
        [
            [-0.16595599, 0.44064899, -0.99977125],
            [-0.39533485, -0.70648822, -0.81532281],
        ]
    )
    W2 = np.array(
        [[-0.62747958, -0.30887855], [-0.20646505, 0.07763347], [-0.16161097, 0.370439]]
    )
    with check.unchanged(X=X, W1=W1, W2=W2):
        activations = forward(X, [(W1, np.zeros(3)), (W2, np.zeros(2))], "sigmoid")
    A0, A1, A2 = check.unpack(activations, "X, A1, A2", "forward")
    check.same(A0, X, "activations[0]", "The list starts with the data.")
    check.close(
        A1, [[0.03793257, 0.36480273, 0.00001204]], "activations[1]", kind="float32"
    )
    check.close(A2, [[0.47523955, 0.50415211]], "activations[2]", kind="float32")
    X, W, b = np.eye(2), np.log([[1.0, 3.0], [1.0, 1.0]]), np.log([3.0, 1.0])
    _, A = check.unpack(forward(X, [(W, b)], "sigmoid"), "X, A1", "forward")
    check.close(
        A, [[0.75, 0.75], [0.75, 0.5]], "A1", "Every row has its bias.", "float32"
    )
    _, A = check.unpack(forward(X, [(W, b)], "softmax"), "X, A1", "forward")
    check.close(A, [[0.5, 0.5], [0.75, 0.25]], "A1 with the softmax", kind="float32")


_test()
check.passed("forward")

# %% nbgrader={"grade": true, "grade_id": "forward_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: networks of one to four layers with the sigmoid.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("forward")
    for n, *sizes in (
        (4, 3, 2),
        (1, 2, 3, 1),
        (3, 3, 3, 3),
        (5, 1, 4, 2),
        (2, 3, 2, 4, 3, 2),
    ):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        X = rng.normal(size=(n, sizes[0]))
        with check.unchanged(X=X, params=params):
            activations = forward(X, params, "sigmoid")
        names = ", ".join(["X", *(f"A{k}" for k in range(1, len(sizes)))])
        activations = check.unpack(activations, names, "forward")
        right = [X]
        for W, b in params:
            right.append(1 / (1 + np.exp(-(right[-1] @ W + b))))
        for k, (A, B) in enumerate(zip(activations, right, strict=True)):
            check.hidden.shape(A, B.shape, f"activations[{k}]", "(batch, neurons)")
            hint = "Each layer: what came before times W, plus b, then the sigmoid."
            check.hidden.close(A, B, f"activations[{k}]", hint, "float32")
    far = np.array([[2000.0], [-2000.0], [750.0], [-750.0]])
    W = np.diag([1e4, -1e4])
    params = [(np.ones((1, 2)), np.zeros(2)), (W, W @ [-0.5, -0.5])]
    for output in ("sigmoid", "softmax"):
        with check.unchanged(X=far, params=params):
            activations = forward(far, params, output)
        _, A1, A2 = check.unpack(activations, "X, A1, A2", "forward")
        hint = "Is the sigmoid kept safe for large scores, in every layer?"
        check.hidden.close(A1, np.hstack([far, far]) > 0, "A1", hint, "float32")
        check.hidden.close(A2, np.hstack([far, -far]) > 0, "A2", hint, "float32")
    X, plain = rng.uniform(-45, 45, (9, 2)), (np.eye(2), np.zeros(2))
    for layers, output in ((1, "sigmoid"), (2, "sigmoid"), (2, "softmax")):
        A1 = forward(X, [plain] * layers, output)[1]
        right = 1 / (1 + np.exp(-X))
        check.hidden.close(A1, right, "A1", "Is it the sigmoid?", "float32")
        near = np.all(abs(np.asarray(A1) - right) < 4e-15)
        check.that(near, "A1", "further off than rounding in 64 bits goes")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "forward_hidden_softmax", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the softmax stands in the last layer only, and stays safe there.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("forward softmax")
    output = str(rng.choice(["softmax"]))  # the word, but not the same object
    for n, *sizes in ((4, 3, 2), (1, 2, 3, 3), (3, 3, 3, 3, 3), (5, 1, 4, 2)):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        X = rng.normal(size=(n, sizes[0]))
        names = ", ".join(["X", *(f"A{k}" for k in range(1, len(sizes)))])
        with check.unchanged(X=X, params=params):
            activations = forward(X, params, output)
        activations = check.unpack(activations, names, "forward")
        right = [X]
        for W, b in params:
            right.append(1 / (1 + np.exp(-(right[-1] @ W + b))))
        scores = np.exp(right[-2] @ W + b)
        right[-1] = scores / scores.sum(axis=1, keepdims=True)
        for k, (A, B) in enumerate(zip(activations, right, strict=True)):
            hint = "Which layers have the sigmoid, and which the softmax?"
            check.hidden.shape(A, B.shape, f"activations[{k}]", "(batch, neurons)")
            check.hidden.close(A, B, f"activations[{k}]", hint, "float32")
    X = rng.permutation([-3.0, 1.0, 2.0]).reshape(3, 1)
    W, b = np.array([[0.0, 2000.0]]), np.array([0.0, 4.0])
    right = np.hstack([X < 0, X > 0])
    _, A = check.unpack(forward(X, [(W, b)], "softmax"), "X, A1", "forward")
    hint = "Is the largest score of each row subtracted first?"
    check.hidden.close(A, right, "large scores", hint, "float32")
    for far in (5, 20, 60, 120):
        Z = rng.uniform(-far, far, (6, 3))
        _, A = check.unpack(
            forward(Z, [(np.eye(3), np.zeros(3))], "softmax"), "X, A1", "forward"
        )
        check.hidden.shape(A, (6, 3), "A1", "(batch, neurons)")
        right = np.exp(Z - Z.max(axis=1, keepdims=True))
        share = np.asarray(A) / right * right.sum(axis=1, keepdims=True)
        what = "A1 as a share of its right value"
        hint = "off by more than rounding. Is it the softmax, unchanged"
        check.that(np.all(abs(share - 1) < 2e-12), what, hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The loss (10 points)
#
# **Why.** One number says how bad the answers are, and everything that follows makes it
# smaller. With the sigmoid at the end it is half the mean squared error, with the
# softmax the cross-entropy:
#
# $$\frac{1}{2N}\sum_{n}\sum_{k} (a_{nk} - y_{nk})^2 \qquad\text{or}\qquad
# -\frac{1}{N}\sum_{n}\sum_{k} y_{nk} \ln a_{nk}$$
#
# To both comes what large weights cost: $\frac{\lambda}{2}\sum_l \lVert W_l
# \rVert_F^2$, half of $\lambda$ times the sum of all squared weights of all layers.
# Biases cost nothing: they say where a layer bends, not how sharply. The cost is not
# divided by $N$.
#
# **Approach**
# 1. Add up the errors of all examples and all outputs, by the loss that `output` names.
# 2. In the logarithm, count every probability below `1e-12` as `1e-12`.
# 3. Divide by the number of *examples*.
# 4. Add what the weights cost.
#
# **Example.** `A = [[0.5]]`, `Y = [[1]]`, `output = "sigmoid"` and one layer with
# `W = [[2]]`, `b = [5]`: without `lam` the loss is 0.125, with `lam = 0.1` it is 0.2
# more.
#
# <details><summary>Hint</summary>
#
# `np.mean` divides by the number of all numbers, which is larger than the number of
# rows if there are several outputs. `np.maximum(A, 1e-12)` keeps the logarithm finite.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss(A, Y, params, output, lam):
    """Return the loss of a batch, a float.

    A: (batch, outputs) what the last layer gives
    Y: (batch, outputs) the targets
    params: a list of pairs (W, b), one for each layer
    output: "sigmoid" (half the mean squared error) or "softmax" (cross-entropy)
    lam: the factor lambda of the squared weights, 0 or more
    """
    ### BEGIN SOLUTION
    if output == "softmax":
        error = -np.sum(Y * np.log(np.maximum(A, 1e-12)))
    else:
        error = np.sum((A - Y) ** 2) / 2
    weights = sum(np.sum(W**2) for W, _ in params)
    return float(error / len(A) + lam / 2 * weights)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "loss_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: both losses for two examples with two outputs, then with lam.
def _test():
    A = np.array([[0.5, 0.5], [0.25, 0.75]])
    Y = np.array([[1.0, 0.0], [0.0, 1.0]])
    params = [
        (np.array([[3.0], [0.0]]), np.array([5.0])),
        (np.array([[0.0, -4.0]]), np.ones(2)),
    ]
    with check.unchanged(A=A, Y=Y):
        found = loss(A, Y, params, "sigmoid", 0.0)
    check.close(found, 0.15625, "half the mean squared error", "0.625 / 4.", "float32")
    found = loss(A, Y, params, "softmax", 0.0)
    check.close(
        found, 0.4904146, "the cross-entropy", "-(ln 0.5 + ln 0.75) / 2.", "float32"
    )
    found = loss(A, Y, params, "sigmoid", 0.1)
    check.close(found, 1.40625, "the loss with lam=0.1", "1.25 more.", "float32")


_test()
check.passed("loss")

# %% nbgrader={"grade": true, "grade_id": "loss_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: half the mean squared error, without lam.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("loss")
    for n, k in ((1, 1), (1, 3), (4, 1), (5, 3), (3, 4)):
        A, Y = rng.uniform(0, 1, (2, n, k))
        W, b = rng.normal(size=(2, k)), rng.normal(size=k)
        with check.unchanged(A=A, Y=Y, W=W, b=b):
            found = loss(A, Y, [(W, b)], "sigmoid", 0.0)
        right = sum((a - y) @ (a - y) for a, y in zip(A, Y, strict=True)) / n / 2
        hint = "Half; the sum over the outputs, the mean over the examples."
        check.hidden.close(found, right, "the loss", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "loss_hidden_entropy", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the cross-entropy without lam, also where a probability is 0.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("loss entropy")
    output = str(rng.choice(["softmax"]))  # the word, but not the same object
    for n, k in ((1, 2), (4, 2), (5, 3), (3, 4), (3, 1)):
        A, truth = rng.dirichlet(np.ones(k), n), rng.integers(0, k, n)
        A = 0.9 * A + 0.1 / k
        W, b = rng.normal(size=(2, k)), rng.normal(size=k)
        with check.unchanged(A=A):
            found = loss(A, np.eye(k)[truth], [(W, b)], output, 0.0)
        right = -np.mean(np.log(A[np.arange(n), truth]))
        hint = "Minus the mean over the examples of the logarithm at the true class."
        check.hidden.close(found, right, "the loss", hint)
    A = np.eye(4)[rng.permutation(4)]
    for Y, right in ((A, 0.0), (A[[0, 1, 2, 0]], np.log(1e12) / 4)):
        with check.unchanged(A=A, Y=Y):
            found = loss(A, Y, [(W, b)], "softmax", 0.0)
        hint = "Below 1e-12 a probability counts as 1e-12."
        what = "the loss with a probability of 0"
        check.hidden.close(found, right, what, hint, "float32")
    for p in (1e-11, 2e-12, 1e-13):
        found = loss(np.array([[1 - p, p]]), np.eye(2)[1:], [(W, b)], "softmax", 0.0)
        right, what = -np.log(max(p, 1e-12)), "the loss with a tiny probability"
        check.hidden.close(found, right, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "loss_hidden_weights", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: how much lam adds, for both losses and for one to three layers.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("loss weights")
    for n, *sizes in ((4, 3, 2), (1, 2, 3, 3), (5, 3, 3, 4, 2)):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        A, Y = np.full((n, sizes[-1]), 1 / sizes[-1]), np.eye(sizes[-1])[[0] * n]
        squares = sum(np.linalg.norm(W) ** 2 for W, _ in params)
        for output in ("sigmoid", "softmax"):
            for lam in (0.25, 2.0):
                with check.unchanged(A=A, Y=Y, params=params):
                    more = loss(A, Y, params, output, lam)
                with check.unchanged(A=A, Y=Y, params=params):
                    more -= loss(A, Y, params, output, 0.0)
                hint = (
                    "All weights of all layers, squared; no biases, no division by N."
                )
                right = lam / 2 * squares
                check.hidden.close(more, right, "what lam adds", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. The errors of all layers (12 points)
#
# **Why.** If the loss is too high, how much is each neuron's share? The **error** of a
# layer, `delta`, is the slope of the loss in the layer's scores: $\partial L / \partial
# z$, a number for each example and neuron. That of the last layer can be read off. Each
# other one follows from the layer after it, so we go backwards.
#
# **Approach**
# 1. The last layer, with the softmax and the cross-entropy: $(A - Y) / N$. The slopes
#    of the two cancel; nothing else remains.
# 2. The last layer, with the sigmoid and half the squared error: the same, times the
#    slope of the sigmoid, $A\,(1 - A)$.
# 3. Each layer before: send the errors back through the weights *between the two*, with
#    $W^\top$, and multiply by the slope of this layer's sigmoid.
# 4. The data `X` are no layer and have no error. Put the errors in the order of the
#    layers, first layer first.
#
# **Example.** One layer with `output = "softmax"`, `A1 = [[0.25, 0.75], [0.5, 0.5]]`
# and `Y = [[1, 0], [0, 1]]`: the only error is `[[-0.375, 0.375], [0.25, -0.25]]`.
#
# <details><summary>Hint</summary>
#
# `W` has shape (neurons here, neurons after), the later errors have shape (batch,
# neurons after). Only one product of the two gives (batch, neurons here). $1/N$ comes
# in once, in the last layer; the others inherit it. `found.insert(0, delta)` puts an
# entry in front.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "deltas", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deltas(activations, Y, params, output):
    """Return the slopes of the loss (without lam) in the scores z of each layer.

    activations: the list [X, A1, A2, ...] of this network
    Y: (batch, outputs) the targets
    params: a list of pairs (W, b), one for each layer
    output: "sigmoid" (half the mean squared error) or "softmax" (cross-entropy)
    returns: a list of arrays, one for each layer, in the shapes of A1, A2, ...
    """
    ### BEGIN SOLUTION
    A = activations[-1]
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        delta = delta * A * (1 - A)
    found = [delta]
    for layer in range(len(params) - 1, 0, -1):
        W, A = params[layer][0], activations[layer]
        delta = (delta @ W.T) * A * (1 - A)
        found.insert(0, delta)
    return found
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "deltas_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the last layer with both losses, then a hidden layer.
def _test():
    X, Y = np.array([[1.0, 2.0], [2.0, 0.0]]), np.array([[1.0], [0.0]])
    W, b = np.log(2) * np.array([[0.5], [-0.75]]), np.log([2.0])
    A = np.array([[0.5], [0.8]])
    with check.unchanged(X=X, A=A, Y=Y, W=W):
        found = deltas([X, A], Y, [(W, b)], "sigmoid")
    check.that(len(found) == 1, "deltas", "one layer has one array of errors")
    check.close(found[0], [[-0.0625], [0.064]], "with the sigmoid", kind="float32")
    W, b = (
        np.log(3) * np.array([[0.0, 1.0], [0.0, 1.0]]),
        np.log(3) * np.array([0.0, -2.0]),
    )
    A = np.array([[0.25, 0.75], [0.5, 0.5]])
    found = deltas([X, A], np.eye(2), [(W, b)], "softmax")
    check.close(
        found[0], [[-0.375, 0.375], [0.25, -0.25]], "the softmax", kind="float32"
    )
    W = np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 3.0]])
    params = [(np.ones((1, 3)), np.zeros(3)), (W, np.array([-1.5, -2.0]))]
    A1, A2 = np.full((1, 3), 0.5), np.full((1, 2), 0.5)
    found = deltas(
        [np.zeros((1, 1)), A1, A2], np.array([[0.0, 1.0]]), params, "sigmoid"
    )
    one, two = check.unpack(found, "delta1, delta2", "deltas")
    check.close(two, [[0.125, -0.125]], "delta2", kind="float32")
    check.close(
        one, [[0.0625, 0, -0.09375]], "delta1", "(delta2 W^T) A1 (1 - A1).", "float32"
    )


_test()
check.passed("deltas")

# %% nbgrader={"grade": true, "grade_id": "deltas_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the error of the last layer with the sigmoid, against finite differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("deltas")
    output = str(rng.choice(["sigmoid"]))  # the word, but not the same object
    for n, d, k in ((1, 2, 1), (4, 3, 2), (3, 2, 3), (6, 1, 2)):
        X, Y = rng.normal(size=(n, d)), rng.uniform(0, 1, (n, k))
        W, b = rng.normal(size=(d, k)), rng.normal(size=k)
        Z = X @ W + b
        A = 1 / (1 + np.exp(-Z))
        with check.unchanged(X=X, Y=Y, A=A, W=W, b=b):
            found = deltas([X, A], Y, [(W, b)], output)
        check.that(len(found) == 1, "deltas", "one layer has one array of errors")
        steps = 1e-5 * np.eye(n * k).reshape(n * k, n, k)
        up, down = (
            ((1 / (1 + np.exp(-Z - e)) - Y) ** 2).sum((1, 2)) for e in (steps, -steps)
        )
        right = ((up - down) / (2 * n) / 2e-5).reshape(n, k)
        check.hidden.shape(found[0], (n, k), "the error of the last layer")
        hint = "Difference to the target, slope of the sigmoid, mean over the examples."
        check.hidden.close(
            found[0], right, "the error of the last layer", hint, "gradient"
        )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "deltas_hidden_softmax", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the error of the last layer with the softmax, against finite differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("deltas softmax")
    for n, d, k in ((1, 2, 2), (4, 3, 2), (3, 2, 3), (6, 1, 4)):
        X, Y = rng.normal(size=(n, d)), np.eye(k)[rng.integers(0, k, n)]
        W, b = rng.normal(size=(d, k)), rng.normal(size=k)
        Z = X @ W + b
        A = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
        with check.unchanged(X=X, Y=Y, A=A, W=W, b=b):
            found = deltas([X, A], Y, [(W, b)], "softmax")
        check.that(len(found) == 1, "deltas", "one layer has one array of errors")
        steps = 1e-5 * np.eye(n * k).reshape(n * k, n, k)
        up, down = (
            np.log(np.exp(Z + e).sum(2)).sum(1) - (Y * (Z + e)).sum((1, 2))
            for e in (steps, -steps)
        )
        right = ((up - down) / n / 2e-5).reshape(n, k)
        check.hidden.shape(found[0], (n, k), "the error of the last layer")
        hint = "The slopes of softmax and logarithm cancel. Mean over the examples."
        check.hidden.close(
            found[0], right, "the error of the last layer", hint, "gradient"
        )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "deltas_hidden_back", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the errors of the hidden layers, from those you found for the last one.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("deltas back")
    shapes = (1, 2, 3, 1), (4, 2, 3, 3), (3, 3, 3, 3, 3)
    shapes += (2, 1, 4, 2, 3, 2), (3, 2, 2, 2)
    for n, *sizes in shapes * 2:
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        Z, A = [], [rng.normal(size=(n, sizes[0]))]
        for W, b in params:
            Z.append(A[-1] @ W + b)
            A.append(1 / (1 + np.exp(-Z[-1])))
        output, Y = "sigmoid", rng.uniform(0, 1, A[-1].shape)
        if (sizes[-1] > 1 and rng.random() < 0.5) or n == 3:
            output, Y = "softmax", np.eye(sizes[-1])[rng.integers(sizes[-1], size=n)]
            A[-1] = np.exp(Z[-1]) / np.exp(Z[-1]).sum(axis=1, keepdims=True)
        with check.unchanged(activations=A, Y=Y, params=params):
            found = deltas(A, Y, params, output)
        names = ", ".join(f"delta{k}" for k in range(1, len(sizes)))
        found = check.unpack(found, names, "deltas")
        check.hidden.shape(found[-1], A[-1].shape, "the error of the last layer")
        last = np.asarray(found[-1])
        sound = np.all(last) and np.all(np.isfinite(last))
        check.that(sound, "the error of the last layer", "a zero, nan or inf in it")
        scale = abs(last).max()
        for k, z in enumerate(Z[:-1]):
            steps = 1e-5 * np.eye(z.size).reshape(z.size, *z.shape)
            ends = []
            for far in (z + steps, z - steps):
                for W, b in params[k + 1 :]:
                    far = 1 / (1 + np.exp(-far)) @ W + b
                ends.append((far * last / scale).sum((1, 2)))
            right = ((ends[0] - ends[1]) / 2e-5).reshape(z.shape)
            what = f"the error of layer {k + 1} of {len(Z)} with the {output}"
            hint = "The shape of its activations."
            check.hidden.shape(found[k], right.shape, what, hint)
            hint = "Errors of the next layer, weights in between, slope of this layer."
            share = np.asarray(found[k]) / scale
            check.hidden.close(share, right, what, hint, "gradient")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Backpropagation (16 points)
#
# **Why.** This is the heart of deep learning: the slope of the loss in *every* weight
# and bias, by one walk back. A weight leads from a neuron before it to one after it. It
# moves the loss by what comes in, times the error of where it goes. A bias is a weight
# whose input is always 1.
#
# **Approach**
# 1. Start with the error of the last layer, as in section 5, $1/N$ included.
# 2. For each layer, from the last to the first: the gradient of `W` is
#    $A_\text{before}^\top\,\delta$, that of `b` the sum of $\delta$ over the examples.
# 3. Add the slope of what the weights cost: $\lambda\,W$, a whole matrix. Biases cost
#    nothing.
# 4. Before you go to the next earlier layer, compute its error, as in section 5.
# 5. Return the pairs in the order of `params`.
#
# **Example.** One layer with the softmax, `X = [[1, 2], [2, 0]]` and the errors
# `[[-0.375, 0.375], [0.25, -0.25]]`. Then `dW = [[0.125, -0.125], [-0.75, 0.75]]` and
# `db = [-0.125, 0.125]`.
#
# <details><summary>Hint</summary>
#
# A gradient has the shape of what it belongs to; let the shapes lead you. `activations`
# has one entry more than `params`, so the input of layer number `i` of `params` is
# `activations[i]`. The $1/N$ is already in the errors, and $\lambda W$ has none.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward(activations, Y, params, output, lam):
    """Return the gradients of the loss of section 4 in all weights and biases.

    activations: the list [X, A1, A2, ...] of this network
    Y: (batch, outputs) the targets
    params: a list of pairs (W, b), one for each layer
    output: "sigmoid" (half the mean squared error) or "softmax" (cross-entropy)
    lam: the factor lambda of the squared weights, 0 or more
    returns: a list of pairs (dW, db) in the order and the shapes of params
    """
    ### BEGIN SOLUTION
    A = activations[-1]
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        delta = delta * A * (1 - A)
    grads = []
    for layer in reversed(range(len(params))):
        W, A = params[layer][0], activations[layer]
        grads.insert(0, (A.T @ delta + lam * W, delta.sum(axis=0)))
        delta = (delta @ W.T) * A * (1 - A)
    return grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "backward_visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the published network of chapter 06; then two examples, lam and softmax.
def _test():
    X, Y = np.array([[7.08535569, 5.20423916]]), np.array([[1.0, 0.0]])
    W1 = np.array(
        [
            [-0.16595599, 0.44064899, -0.99977125],
            [-0.39533485, -0.70648822, -0.81532281],
        ]
    )
    W2 = np.array(
        [[-0.62747958, -0.30887855], [-0.20646505, 0.07763347], [-0.16161097, 0.370439]]
    )
    A1 = np.array([[0.037932570, 0.36480273, 0.000012035]])
    activations = [X, A1, np.array([[0.47523955, 0.50415211]])]
    params = [(W1, np.zeros(3)), (W2, np.zeros(2))]
    with check.unchanged(X=X, Y=Y, W1=W1, W2=W2, A1=A1, A2=activations[2]):
        grads = backward(activations, Y, params, "sigmoid", 0.0)
    one, two = check.unpack(grads, "the pair of layer 1, that of layer 2", "backward")
    dW, db = check.unpack(two, "dW2, db2", "layer 2")
    wanted = [
        [-0.00496417, 0.00478062],
        [-0.04774115, 0.04597585],
        [-0.00000158, 0.00000152],
    ]
    check.close(dW, wanted, "dW2", kind="float32")
    check.close(db, [-0.13086839, 0.12602934], "db2", kind="float32")
    dW, db = check.unpack(one, "dW1, db1", "layer 1")
    wanted = [
        [0.01116754, 0.06042568, 0.00000579],
        [0.00820263, 0.04438305, 0.00000425],
    ]
    check.close(dW, wanted, "dW1", kind="float32")
    X, Y = np.array([[1.0, 2.0], [2.0, 0.0]]), np.array([[1.0], [0.0]])
    W, b = np.log(2) * np.array([[0.5], [-0.75]]), np.log([2.0])
    grads = backward([X, np.array([[0.5], [0.8]])], Y, [(W, b)], "sigmoid", 0.5)
    check.close(
        grads[0][0], [[0.23878680], [-0.38493019]], "dW with lam=0.5", kind="float32"
    )
    check.close(
        grads[0][1], [0.0015], "db with lam=0.5", "Biases cost nothing.", "float32"
    )
    W, b = (
        np.log(3) * np.array([[0.0, 1.0], [0.0, 1.0]]),
        np.log(3) * np.array([0.0, -2.0]),
    )
    A = np.array([[0.25, 0.75], [0.5, 0.5]])
    grads = backward([X, A], np.eye(2), [(W, b)], "softmax", 0.0)
    check.close(
        grads[0][0], [[0.125, -0.125], [-0.75, 0.75]], "dW, softmax", kind="float32"
    )


_test()
check.passed("backward")

# %% nbgrader={"grade": true, "grade_id": "backward_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the gradients of all weights, with the sigmoid, by finite differences.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("backward")
    output = str(rng.choice(["sigmoid"]))  # the word, but not the same object

    def answer(A, params):  # a stack of networks at once
        for W, b in params:
            A = 1 / (1 + np.exp(-(A @ W + b)))
        return A

    for n, *sizes in (
        (4, 3, 2),
        (1, 2, 3, 1),
        (3, 3, 3, 3),
        (5, 2, 4, 3, 2),
        (2, 2, 2, 2, 2, 2),
    ):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        X, Y = rng.normal(size=(n, sizes[0])), rng.uniform(0, 1, (n, sizes[-1]))
        unit = 300.0 if len(sizes) == 2 else 1.0  # large numbers have large slopes
        X, params[0] = X * unit, (params[0][0] / unit, params[0][1])
        A = [answer(X, params[:k]) for k in range(len(sizes))]
        with check.unchanged(activations=A, Y=Y, params=params):
            grads = backward(A, Y, params, output, 0.0)
        names = ", ".join(f"the pair of layer {k}" for k in range(1, len(sizes)))
        grads = check.unpack(grads, names, "backward")
        for k, (W, b) in enumerate(params):
            steps = 1e-5 / unit * np.eye(W.size).reshape(-1, *W.shape)
            stacks = (
                [*params[:k], (W + e, b), *params[k + 1 :]] for e in (steps, -steps)
            )
            up, down = (((answer(X, s) - Y) ** 2).sum((1, 2)) / 2 / n for s in stacks)
            right = ((up - down) / 2e-5 * unit).reshape(W.shape)
            dW, _ = check.unpack(grads[k], "dW, db", f"layer {k + 1}")
            what = f"dW of layer {k + 1} of {len(params)}"
            check.hidden.close(
                dW, right, what, "What comes in, times the error.", "gradient"
            )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "backward_hidden_softmax", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the gradients of all weights, with the softmax, by finite differences.
### BEGIN HIDDEN TESTS
def _test():
    from copy import deepcopy
    from itertools import pairwise

    rng = check.fresh_rng("backward softmax")

    def scores(
        A, params
    ):  # a stack of networks at once; the last layer without softmax
        for k, (W, b) in enumerate(params):
            A = (1 / (1 + np.exp(-A)) if k else A) @ W + b
        return A

    for n, *sizes in ((4, 3, 2), (1, 2, 3, 2), (3, 3, 3, 3), (5, 2, 4, 3, 2)):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        X, Y = (
            rng.normal(size=(n, sizes[0])),
            np.eye(sizes[-1])[rng.integers(0, sizes[-1], n)],
        )
        unit = 300.0 if len(sizes) == 2 else 1.0  # large numbers have large slopes
        X, params[0] = X * unit, (params[0][0] / unit, params[0][1])
        A = [X] + [
            1 / (1 + np.exp(-scores(X, params[:k]))) for k in range(1, len(sizes))
        ]
        A[-1] = np.exp(scores(X, params))
        A[-1] /= A[-1].sum(axis=1, keepdims=True)
        grads = backward(*deepcopy((A, Y, params)), "softmax", 0.0)
        names = ", ".join(f"the pair of layer {k}" for k in range(1, len(sizes)))
        grads = check.unpack(grads, names, "backward")
        for k, (W, b) in enumerate(params):
            steps = 1e-5 / unit * np.eye(W.size).reshape(-1, *W.shape)
            stacks = (
                [*params[:k], (W + e, b), *params[k + 1 :]] for e in (steps, -steps)
            )
            Z = [scores(X, s) for s in stacks]
            up, down = (
                np.log(np.exp(z).sum(2)).sum(1) - (z * Y).sum((1, 2)) for z in Z
            )
            right = ((up - down) / n / 2e-5 * unit).reshape(W.shape)
            dW, _ = check.unpack(grads[k], "dW, db", f"layer {k + 1}")
            what = f"dW of layer {k + 1} of {len(params)}"
            check.hidden.close(
                dW, right, what, "What comes in, times the error.", "gradient"
            )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "backward_hidden_biases", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the gradients of all biases, by finite differences.
### BEGIN HIDDEN TESTS
def _test():
    from copy import deepcopy
    from itertools import pairwise

    rng = check.fresh_rng("backward biases")

    def answer(A, params):  # a stack of networks at once
        for W, b in params:
            A = 1 / (1 + np.exp(-(A @ W + b)))
        return A

    for n, *sizes in ((4, 3, 2), (1, 2, 3, 1), (3, 3, 3, 3), (5, 2, 4, 3, 2)):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        X, Y = rng.normal(size=(n, sizes[0])), rng.uniform(0, 1, (n, sizes[-1]))
        A = [answer(X, params[:k]) for k in range(len(sizes))]
        grads = backward(*deepcopy((A, Y, params)), "sigmoid", 0.0)
        names = ", ".join(f"the pair of layer {k}" for k in range(1, len(sizes)))
        grads = check.unpack(grads, names, "backward")
        for k, (W, b) in enumerate(params):
            steps = 1e-5 * np.eye(b.size)[:, None, :]  # (bias, every row, neurons)
            stacks = (
                [*params[:k], (W, b + e), *params[k + 1 :]] for e in (steps, -steps)
            )
            up, down = (((answer(X, s) - Y) ** 2).sum((1, 2)) / 2 / n for s in stacks)
            _, db = check.unpack(grads[k], "dW, db", f"layer {k + 1}")
            what = f"db of layer {k + 1} of {len(params)}"
            hint = "A bias is added in every row, so its slopes add up."
            check.hidden.close(db, (up - down) / 2e-5, what, hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "backward_hidden_lam", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what lam adds to the gradients of weights, and not to those of biases.
### BEGIN HIDDEN TESTS
def _test():
    from copy import deepcopy
    from itertools import pairwise

    rng = check.fresh_rng("backward lam")
    for n, *sizes in ((4, 3, 2), (2, 2, 3, 3), (3, 3, 3, 4, 2)):
        params = [
            (rng.normal(size=s), 1 + rng.uniform(size=s[1])) for s in pairwise(sizes)
        ]
        A = [rng.normal(size=(n, sizes[0]))]
        for W, b in params:
            A.append(1 / (1 + np.exp(-(A[-1] @ W + b))))
        Y = np.eye(sizes[-1])[rng.integers(0, sizes[-1], n)]
        soft = np.exp(A[-2] @ W + b)
        soft = [*A[:-1], soft / soft.sum(axis=1, keepdims=True)]
        names = ", ".join(f"the pair of layer {k}" for k in range(1, len(sizes)))
        for output, given in (("sigmoid", A), ("softmax", soft)):
            without = backward(*deepcopy((given, Y, params)), output, 0.0)
            without = check.unpack(without, names, "backward")
            for lam in (0.25, 3.0):
                grads = backward(*deepcopy((given, Y, params)), output, lam)
                grads = check.unpack(grads, names, "backward")
                for k, (W, b) in enumerate(params):
                    dW, db = check.unpack(grads[k], "dW, db", f"layer {k + 1}")
                    dW0, db0 = check.unpack(without[k], "dW, db", f"layer {k + 1}")
                    hint = "The slope of the squared weights, and no more than that."
                    more = np.subtract(dW, dW0)
                    check.hidden.close(
                        more, lam * W, "what lam adds to dW", hint, "gradient"
                    )
                    more = np.subtract(db, db0)
                    check.hidden.close(
                        more, 0 * b, "what lam adds to db", hint, "gradient"
                    )


_test()
### END HIDDEN TESTS

# %% [markdown]
# **Beside Keras, no points.** Keras finds its gradients without any formula of ours: it
# records the way forward on a tape and takes the slopes of what it recorded. Two
# routes, one result? The next cell defines a comparison: it builds networks in Keras,
# hands their weights and activations to your `backward`, and compares all gradients.
# The cell below it is yours: it runs the comparison.
#
# Watch the factor before `mean_squared_error`: Keras takes the mean over the outputs
# too, and no half. Its `L2(c)` costs $c$ times the squared weights, so $c$ is
# $\lambda / 2$.


# %% nbgrader={"grade": false, "grade_id": "beside_keras", "locked": true, "schema_version": 3, "solution": false, "task": false}
def beside_keras():
    """Lay the gradients of backward beside those that Keras finds."""
    if check.graded():
        return  # it gives no points, and Keras takes long to start
    import keras
    from coursekit import backends

    backends.smooth()  # so that it runs on JAX and PyTorch, too
    keras.config.set_floatx("float64")
    keras.utils.set_random_seed(6)
    rng = np.random.default_rng(6)
    X, Y = rng.normal(size=(5, 4)), np.eye(2)[[0, 1, 1, 0, 1]]
    for output, lam in (("sigmoid", 0.0), ("sigmoid", 0.3), ("softmax", 0.3)):
        more = {"kernel_regularizer": keras.regularizers.L2(lam / 2)}
        more["bias_initializer"] = "ones"
        layers = [
            keras.layers.Dense(3, "sigmoid", **more),
            keras.layers.Dense(5, "sigmoid", **more),
            keras.layers.Dense(2, output, **more),
        ]
        model = keras.Sequential([keras.Input((4,)), *layers])
        errors = {
            "softmax": keras.losses.categorical_crossentropy,
            "sigmoid": lambda Y, A: 2 / 2 * keras.losses.mean_squared_error(Y, A),
        }[output]

        def total(model=model, errors=errors):
            mean = keras.ops.mean(errors(Y, model(X)))
            return mean + sum(model.losses)

        _, theirs = backends.gradients(total, model.trainable_variables)
        activations = [X]
        for layer in layers:
            activations.append(np.asarray(layer(activations[-1])))
        params = [tuple(layer.get_weights()) for layer in layers]
        ours = [
            g for pair in backward(activations, Y, params, output, lam) for g in pair
        ]
        for k, (g, other) in enumerate(zip(ours, theirs, strict=True)):
            what = f"d{'Wb'[k % 2]} of layer {k // 2 + 1} beside Keras"
            check.close(g, other, what, kind="gradient")
        print(f"{output}, lam={lam}: all six gradients agree with those of Keras")


# %%
compare = False  # say True, and run this cell
if compare:
    beside_keras()

# %% [markdown]
# ## 7. The gradient check (8 points)
#
# **Why.** A wrong gradient gives no error message. Very often the loss even falls, only
# less than it could. So measure: move *one* number of `params` a little to both sides,
# see how far the loss moves, and compare with what your formula says. With $g$ a
# computed array and $m$ the measured one, the **relative error** is
#
# $$\frac{\lVert g - m \rVert}{\lVert g \rVert + \lVert m \rVert},$$
#
# 0 for equal, 1 for opposite arrays. Each array, `W` or `b`, is judged for itself: next
# to a large right matrix a small wrong bias would not be seen.
#
# **Approach**
# 1. For each array of `params` and each number in it: let `f` compute the loss with the
#    number `eps` larger, and `eps` smaller. Work on copies.
# 2. The difference, divided by the distance of the two, is one number of $m$.
# 3. Compute the relative error of this array; 0 if $g$ and $m$ are both all zero.
# 4. Return the largest relative error.
#
# **Example.** `f(params)` is the sum of all numbers in `params`: every slope is 1. With
# gradients of 1 everywhere the result is 0 or hardly more; if all numbers of one array
# are 3 instead, it is $2/4 = 0.5$.
#
# <details><summary>Hint</summary>
#
# `np.ndindex(g.shape)` runs over all places of an array, and `x[index] += eps` moves
# the number there. `moved = [[W.copy(), b.copy()] for W, b in params]` is a copy in
# which `moved[layer][0]` is a `W` and `moved[layer][1]` a `b`. `np.linalg.norm` gives
# the length of an array of either shape. Try it on your section 6!
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "gradient_check", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_check(f, params, grads, eps=1e-5):
    """Return the largest relative error of the gradients, over all arrays.

    f: a function that takes a list like params and returns a number
    params: a list of pairs (W, b), one for each layer
    grads: a list of pairs (dW, db) in the shapes of params, the gradients to be judged
    eps: the length of the step to each side
    returns: a float between 0 and 1
    """
    ### BEGIN SOLUTION
    errors = []
    for layer, pair in enumerate(grads):
        for which, g in enumerate(pair):
            m = np.zeros(g.shape)
            moved = [[W.copy(), b.copy()] for W, b in params]
            x = moved[layer][which]
            for index in np.ndindex(g.shape):
                middle = x[index]
                x[index] = middle + eps
                up = f(moved)
                x[index] = middle - eps
                m[index] = (up - f(moved)) / (2 * eps)
                x[index] = middle
            length = np.linalg.norm(g) + np.linalg.norm(m)
            errors.append(np.linalg.norm(g - m) / length if length else 0.0)
    return float(max(errors))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_check_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: right gradients, then one array that is wrong.
def _test():
    params = [(np.array([[0.1, -0.2], [0.05, 0.3]]), np.array([1.0, 2.0]))]
    params.append((np.array([[0.4], [-0.1]]), np.array([0.5])))

    def f(params):
        return float(sum(3 * np.sum(np.square(W)) + np.sum(b) for W, b in params))

    right = [(6 * W, np.ones(b.shape)) for W, b in params]
    with check.unchanged(W1=params[0][0], b1=params[0][1], W2=params[1][0]):
        error = gradient_check(f, params, right)
    check.shape(error, (), "gradient_check", "One number.")
    check.close(error, 0, "gradient_check of right gradients", kind="gradient")
    wrong = [right[0], (right[1][0], np.array([3.0]))]
    error = gradient_check(f, params, wrong)
    check.close(error, 0.5, "gradient_check with one bias wrong", kind="gradient")


_test()
check.passed("gradient_check")

# %% nbgrader={"grade": true, "grade_id": "gradient_check_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the size of the error; steps to both sides, as long as eps says.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("gradient_check")
    for eps, factor, *sizes in (
        (0.5, 3, 2, 1),
        (0.25, -2, 1, 2, 1),
        (0.5, 0.5, 2, 2, 2),
    ):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        arrays = [array for pair in params for array in pair]
        C = [rng.uniform(1, 4, array.shape) for array in arrays]

        def f(moved, C=C):  # for a cubic the central difference is known exactly
            arrays = [np.asarray(a) for pair in moved for a in pair]
            total = sum(np.sum(c * a**3) for a, c in zip(arrays, C, strict=True))
            mixed = sum(map(np.sum, arrays)) ** 2 - sum(np.sum(a**2) for a in arrays)
            return float(total + mixed)

        rest = [2 * (sum(map(np.sum, arrays)) - a) for a in arrays]
        g = [
            factor * (c * (3 * a**2 + eps**2) + r)
            for a, c, r in zip(arrays, C, rest, strict=True)
        ]
        grads = list(zip(g[::2], g[1::2], strict=True))
        error = gradient_check(f, params, grads, eps)
        check.hidden.shape(error, (), "gradient_check", "One number.")
        right = abs(factor - 1) / (abs(factor) + 1)
        hint = "Central differences with eps; the distance, divided by both lengths."
        check.hidden.close(error, right, "gradient_check", hint, "gradient")
    params = [(np.zeros((1, 2)), np.zeros(2))]
    threes = [(np.full((1, 2), 3.0), np.full(2, 3.0))]
    error = gradient_check(lambda p: 1e10 * f(p, [1.0, 1.0]), params, threes)
    check.hidden.close(error, 0.5, "gradient_check without eps", hint, "gradient")
    params, g = [(np.zeros((2, 2)), np.zeros(2))], np.diag([3.0, 1.0])
    grads = [(g[:, rng.permutation(2)], np.ones(2))]

    def twisted(moved):  # its slopes in W are the signs of g
        return float(np.sum(np.sign(grads[0][0]) * moved[0][0]) + np.sum(moved[0][1]))

    with check.unchanged(params=params, grads=grads):
        error = gradient_check(twisted, params, grads)
    right = 2 / (np.sqrt(10) + np.sqrt(2))
    hint = "The length of an array: the root of the sum of its squares."
    check.hidden.close(error, right, "gradient_check of a matrix", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "gradient_check_hidden_worst", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every array is judged for itself, and the worst one counts.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("gradient_check worst")
    for unit, *sizes in ((1, 2, 2), (1e-15, 2, 2, 1), (1, 1, 2, 1, 2), (1, 5, 4)):
        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        arrays = [array for pair in params for array in pair]
        n = len(arrays)
        sizes = 10.0 ** (
            rng.permutation(n) - 3
        )  # no array may hide behind a larger one
        sizes = unit * sizes
        C = [k * rng.uniform(1, 4, a.shape) for k, a in zip(sizes, arrays, strict=True)]

        def f(moved, C=C):
            arrays = [np.asarray(a) for pair in moved for a in pair]
            return float(sum(np.sum(c * a) for a, c in zip(arrays, C, strict=True)))

        cases = [np.where(np.arange(n) == k, 3.0, 1.0) for k in range(n)]
        cases += [1 + case / 5000 for case in cases]  # errors near 0.0001 count, too
        cases += [rng.permutation([3.0, 1.5] + [1.0] * (n - 2)), np.ones(n)]
        cases = [[k * c for k, c in zip(case, C, strict=True)] for case in cases]
        cases += [[c * rng.uniform(0.2, 2, c.shape) ** (c.ndim - 1) for c in C]]
        for g in cases:
            grads = list(zip(g[::2], g[1::2], strict=True))
            size = np.linalg.norm
            right = [
                size(a - c) / (size(a) + size(c)) for a, c in zip(g, C, strict=True)
            ]
            with check.unchanged(W=params[0][0], b=params[-1][1], dW=grads[0][0]):
                error = gradient_check(f, params, grads, 0.25)
            check.hidden.shape(error, (), "gradient_check", "One number.")
            hint = "The largest of the relative errors of all W and b."
            check.hidden.close(error, max(right), "gradient_check", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "gradient_check_hidden_zero", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: arrays of zeros, computed, measured or both.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("gradient_check zero")
    params = [(rng.normal(size=(2, 1)), rng.normal(size=1))]
    C, hint = rng.uniform(1, 4, (2, 1)), "0 if both are all zero; how long are they?"
    zeros = [(np.zeros((2, 1)), np.zeros(1))]

    def some(moved):
        return float(np.sum(C * np.asarray(moved[0][0])))

    error = gradient_check(lambda moved: 7.0, params, zeros)
    check.hidden.close(error, 0, "gradient_check where nothing moves", hint, "gradient")
    error = gradient_check(some, params, [(C.copy(), np.zeros(1))])
    check.hidden.close(error, 0, "gradient_check with an idle bias", hint, "gradient")
    error = gradient_check(some, params, zeros)
    check.hidden.close(error, 1, "gradient_check of zeros", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. One step (6 points)
#
# **Why.** The gradient points to where the loss grows fastest, so a step against it
# makes the loss smaller, if the step is short enough. How long it is, the
# **learning rate** decides.
#
# **Approach**
# 1. Go through `params` and `grads` together.
# 2. From each array subtract the learning rate times its gradient, into a *new* array.
#
# **Example.** `W = [[1]]`, `b = [2]`, `dW = [[10]]`, `db = [-20]` and a learning rate
# of 0.1 give `W = [[0]]` and `b = [4]`.
#
# <details><summary>Hint</summary>
#
# `zip(params, grads)` gives pairs of pairs: `for (W, b), (dW, db) in zip(...)`.
# `W -= ...` would change the array that the caller still holds; `W - ...` makes a new
# one.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "sgd_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sgd_step(params, grads, learning_rate):
    """Return the parameters after one step against the gradients.

    params: a list of pairs (W, b), one for each layer
    grads: a list of pairs (dW, db) in the same order and shapes
    returns: a new list of pairs (W, b)
    """
    ### BEGIN SOLUTION
    new = []
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        new.append((W - learning_rate * dW, b - learning_rate * db))
    return new
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sgd_step_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: one layer, then two.
def _test():
    W, b = np.array([[1.0, -1.0]]), np.array([2.0, 0.0])
    dW, db = np.array([[10.0, 20.0]]), np.array([-20.0, 5.0])
    params = [(W, b)]
    with check.unchanged(W=W, b=b, dW=dW, db=db):
        new = sgd_step(params, [(dW, db)], 0.1)
    check.that(len(new) == 1, "sgd_step", "one pair for each layer was expected")
    check.close(new[0][0], [[0, -3]], "W after the step", kind="float32")
    check.close(new[0][1], [4, -0.5], "b after the step", kind="float32")
    check.same(
        params[0][0], [[1, -1]], "params after the step", "The list has changed."
    )
    params = [(W, b), (W.copy(), b.copy())]
    new = sgd_step(params, [(dW, db), (0 * dW, 2 * db)], 0.5)
    one, two = check.unpack(new, "layer 1, layer 2", "sgd_step")
    check.close(one[0], [[-4, -11]], "W1", kind="float32")
    check.close(two[0], [[1, -1]], "W2", kind="float32")
    check.close(two[1], [22, -5], "b2", kind="float32")


_test()
check.passed("sgd_step")

# %% nbgrader={"grade": true, "grade_id": "sgd_step_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: one to four layers, other learning rates.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("sgd_step")
    for rate, *sizes in (
        (0.5, 2, 3),
        (1.0, 1, 1, 1),
        (0.01, 3, 4, 2, 1),
        (2.0, 2, 2, 2, 2, 2),
    ):
        params, grads = (
            [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
            for _ in "ab"
        )
        before = [(W.copy(), b.copy()) for W, b in params]
        hint = "Against the gradient, the learning rate times as far."
        for turn in ("a step", "the same step again"):
            now = [(W.copy(), b.copy()) for W, b in before]
            new = sgd_step(now, [(dW / rate, db / rate) for dW, db in grads], rate)
            names = ", ".join(f"layer {k}" for k in range(1, len(sizes)))
            new = check.unpack(new, names, "sgd_step")
            for k, (W, b) in enumerate(before):
                new_W, new_b = check.unpack(new[k], "W, b", f"layer {k + 1}")
                what = f"{turn}, W of layer {k + 1}"
                check.hidden.close(new_W, W - grads[k][0], what, hint, "float32")
                what = f"{turn}, b of layer {k + 1}"
                check.hidden.close(new_b, b - grads[k][1], what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sgd_step_hidden_new", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: params and grads, and the arrays in them, are what they were before.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sgd_step new")
    for layers in (1, 3):
        params, grads = (
            [(rng.normal(size=(2, 2)), rng.normal(size=2)) for _ in range(layers)]
            for _ in "ab"
        )
        before = [[array.copy() for array in pair] for pair in params + grads]
        new = sgd_step(params, grads, 0.5)
        (W, _), *_ = check.unpack(new, ", ".join("abc"[:layers]), "sgd_step")
        moved = not np.array_equal(W, before[0][0])
        check.that(moved, "sgd_step", "the parameters did not move")
        check.that(
            len(params) == len(grads) == layers, "sgd_step", "a list was changed"
        )
        alike = all(
            np.array_equal(array, old)
            for pair, olds in zip(params + grads, before, strict=True)
            for array, old in zip(pair, olds, strict=True)
        )
        check.that(alike, "sgd_step", "params or grads were changed. Make new arrays")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. Training (10 points)
#
# **Why.** Training is the step of section 8, again and again. The gradient of a small
# **batch** of examples is a good guess of the gradient of all, and far cheaper. The
# examples are shuffled, so that no batch has only one kind of them; once through all
# examples is an **epoch**.
#
# `train` need not know the network: the function `gradient(X, Y, params)` is handed to
# it and does sections 3, 5 and 6 for a batch.
#
# **Approach**
# 1. At the start of every epoch draw a new order of the examples, all orders being
#    equally likely. All randomness comes from `rng`.
# 2. Cut this order into batches, as it stands: each has `batch_size` examples, the last
#    one what is left.
# 3. For each batch ask `gradient` once, with these rows of `X` and of `Y` and the
#    parameters as they are *now*, and make a step.
# 4. Return the parameters after the last step, those you were given if there is none.
#
# **Example.** 5 examples, `batch_size=2` and `epochs=3`: batches of 2, 2 and 1
# examples, three times. `gradient` is asked 9 times.
#
# <details><summary>Hint</summary>
#
# `order = rng.permutation(len(X))` is a random order, and `X[order[start : start + 2]]`
# takes two rows of it. A slice that reaches beyond the end is simply shorter.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "train", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    """Return the parameters after some epochs of steps on shuffled batches.

    X: (examples, inputs)
    Y: (examples, outputs)
    params: a list of pairs (W, b), one for each layer
    gradient: a function; gradient(X, Y, params) returns the list of pairs (dW, db)
    rng: a numpy.random.Generator, the only source of randomness
    learning_rate: how far a step goes
    epochs: how often all examples are used, 0 or more
    batch_size: the number of examples in a batch, 1 or more
    returns: a list of pairs (W, b)
    """
    ### BEGIN SOLUTION
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            steps = zip(params, gradient(X[batch], Y[batch], params), strict=True)
            params = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in steps
            ]
    return params
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: a gradient that is known, then one that leads to the mean of Y.
def _test():
    X, Y = np.arange(5.0).reshape(5, 1), np.array([[2.0], [6.0], [4.0], [3.0], [5.0]])
    start, rng = [(np.zeros((1, 1)), np.zeros(1))], np.random.default_rng(7)

    def known(X, Y, params):
        return [(np.ones((1, 1)), np.sum(X, axis=0))]

    with check.unchanged(X=X, Y=Y, W=start[0][0], b=start[0][1]):
        params = train(
            X, Y, start, known, rng, learning_rate=0.1, epochs=3, batch_size=2
        )
    check.that(len(params) == 1, "train", "one pair for each layer was expected")
    check.close(params[0][0], [[-0.9]], "W", "3 epochs of 3 steps of 0.1.", "float32")
    check.close(params[0][1], [-3], "b", "Every example once in each epoch.", "float32")
    check.same(start[0][1], [0], "the b that went in", "It was changed.")

    def towards_the_mean(X, Y, params):
        return [(np.zeros((1, 1)), params[0][1] - np.mean(Y, axis=0))]

    params = train(X, Y, start, towards_the_mean, rng, 0.1, epochs=200, batch_size=5)
    check.close(params[0][1], [4], "b after 200 steps towards 4", kind="float32")


_test()
check.passed("train")

# %% nbgrader={"grade": true, "grade_id": "train_hidden_steps", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: each step starts where the last one ended; the learning rate.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("train steps")
    for n, size, epochs, rate, *sizes in (
        (4, 2, 2, 0.5, 2, 1),
        (5, 2, 1, 0.125, 3, 2, 2),
        (3, 9, 3, 2.0, 1, 2, 3, 1),
        (7, 3, 9, 0.25, 2, 1),
        (3, 2, 120, 0.5, 1, 1),
    ):
        asked, answered = [], []

        def gradient(X, Y, params, asked=asked, answered=answered):
            asked.append([np.array(array, float) for pair in params for array in pair])
            answered.append([rng.normal(size=array.shape) for array in asked[-1]])
            told = [slopes.copy() for slopes in answered[-1]]  # theirs to write into
            return list(zip(told[::2], told[1::2], strict=True))

        params = [(rng.normal(size=s), rng.normal(size=s[1])) for s in pairwise(sizes)]
        start = [array.copy() for pair in params for array in pair]
        X, Y = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[-1]))
        trained = train(X, Y, params, gradient, rng.spawn(1)[0], rate, epochs, size)
        check.that(len(asked) > 0, "train", "gradient was never asked")
        names = ", ".join(f"layer {k}" for k in range(1, len(sizes)))
        trained = check.unpack(trained, names, "train")
        asked.append([array for pair in trained for array in pair])
        for now, slopes, new in zip(
            [start, *asked], [None, *answered], asked, strict=False
        ):
            hint = (
                "Each step: the parameters of now, less the rate times their gradient."
            )
            for array, g, found in zip(now, slopes or [0] * len(now), new, strict=True):
                check.hidden.close(found, array - rate * g, "params", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "train_hidden_batches", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every example once in each epoch, with its own target; the last batch.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("train batches")
    hint = (
        "Batches of batch_size, the last one of what is left, once through each epoch."
    )
    cases = [
        (5, 2, 3),
        (6, 3, 2),
        (4, 10, 2),
        (3, 1, 2),
        (7, 7, 1),
        (7, 3, 2),
        (5, 2, 0),
    ]
    for n, size, epochs in cases:
        X, seen = rng.permutation(100)[:n, None] / 1.0, []
        Y = np.hstack([X * 3, X + 1])

        def gradient(X, Y, params, seen=seen):
            seen.append((np.array(X), np.array(Y)))
            return [(np.zeros((1, 2)), np.zeros(2))]

        params = [(np.ones((1, 2)), np.ones(2))]
        with check.unchanged(X=X, Y=Y, W=params[0][0], b=params[0][1]):
            trained = train(X, Y, params, gradient, rng.spawn(1)[0], 0.1, epochs, size)
        right = np.ones((1, 2))  # without a slope there is no step
        check.hidden.close(trained[0][0], right, "W", "The one layer's.", "float32")
        sizes = [min(size, n - start) for start in range(0, n, size)] * epochs
        check.hidden.same(
            [len(x) for x, _ in seen], sizes, "the sizes of the batches", hint
        )
        for x, y in seen:
            check.hidden.shape(x, (len(x), 1), "X of a batch", "Rows of X.")
            check.hidden.same(
                y, np.hstack([x * 3, x + 1]), "Y of a batch", "The same rows."
            )
        used = np.reshape([row for x, _ in seen for row in x[:, 0]], (epochs, n))
        all_of_them = np.tile(np.sort(X[:, 0]), (epochs, 1))
        check.hidden.same(np.sort(used), all_of_them, "the examples of an epoch", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "train_hidden_random", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: a new order in every epoch, all equally likely, and by rng alone.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("train random")
    seen = []

    def gradient(X, Y, params):
        seen.extend(np.asarray(X)[:, 0].tolist())
        return [(np.zeros((1, 1)), np.zeros(1))]

    def orders(n, epochs, generator):
        seen.clear()
        X = np.arange(n).reshape(n, 1) / 1.0
        Y, params = X + 1, [(np.ones((1, 1)), np.ones(1))]
        trained = train(X, Y, params, gradient, generator, 0.1, epochs, max(2, n // 4))
        hint = "Without a slope there is no step."
        check.hidden.close(trained[0][0], [[1.0]], "W", hint, "float32")
        reason = "gradient was not asked for each example once in each epoch"
        check.that(len(seen) == n * epochs, "train", reason)
        return [tuple(seen[n * k : n * k + n]) for k in range(epochs)]

    generator = rng.spawn(1)[0]
    found = {orders(3, 1, generator)[0] for _ in range(10)}
    reason = "ten runs with one rng began alike. Does rng decide, and move on?"
    check.that(len(found) > 1, "train", reason)
    found = orders(3, 110, generator)
    # Each comes 18 times on the average; one is missing once in 80,000,000 runs.
    reason = "in 110 epochs, one of the six orders of three examples never came"
    check.that(len(set(found)) == 6, "train", reason)
    # What does an order tell of the next? In 300 pairs each of 36 comes 8 times or so.
    found = [sorted(set(found)).index(order) for order in orders(3, 600, generator)]
    for first, second in ((found[::2], found[1::2]), (found[1:-1:2], found[2::2])):
        pairs = np.zeros((6, 6))
        np.add.at(pairs, (first, second), 1)
        off = ((pairs - pairs.mean()) ** 2).sum() / pairs.mean()
        # For 35 degrees of freedom this is beyond 140 once in 10^12 runs or so.
        reason = "the order of one epoch tells something of the next"
        check.that(off < 140, "train", reason)
    starts = {orders(30, 1, generator)[0] for _ in range(60)}
    reason = "of 60 runs with one rng two had the same order of 30 examples"
    check.that(len(starts) == 60, "train", reason)
    # Where do the quarters of 1,000 examples end? Equally often in each quarter.
    moves = np.zeros((4, 4))
    for order in orders(1000, 32, generator):
        np.add.at(moves, (np.arange(1000) // 250, np.array(order, int) // 250), 1)
    off = ((moves - 2000) ** 2).sum() / 2000  # beyond 50.8 once in 10,000,000 runs
    check.that(off < 50.8, "train", "the orders of an epoch are not equally likely")
    firsts = set()
    for seed in rng.integers(2**32, size=8):
        first, again = (orders(9, 2, np.random.default_rng(seed)) for _ in "ab")
        reason = "one seed gave two orders. Use rng for all that is random"
        check.that(first == again, "train", reason)
        firsts.add(first[0])
    check.that(
        len(firsts) > 1, "train", "the first epoch has the same order for all seeds"
    )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "train_hidden_spirals", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the loss of a 2-3-2 network on two spirals, one of them fuller, falls.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("train spirals")

    def error(X, Y, params):
        for W, b in params:
            X = 1 / (1 + np.exp(-(X @ W + b)))
        return np.sum((X - Y) ** 2) / (2 * len(Y))

    def gradient(X, Y, params):
        (W1, b1), (W2, b2) = params
        A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
        A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
        two = (A2 - Y) / len(Y) * A2 * (1 - A2)
        one = two @ W2.T * A1 * (1 - A1)
        return [(X.T @ one, one.sum(axis=0)), (A1.T @ two, two.sum(axis=0))]

    t = np.sqrt(rng.uniform(0.1, 1, (30, 1))) * 4 * np.pi
    arm = np.hstack([-np.cos(t) * t, np.sin(t) * t]) / 12
    X, Y = np.vstack([arm, -arm[:10]]), np.repeat(np.eye(2), (30, 10), axis=0)
    start = [(rng.uniform(-1, 1, (2, 3)), np.zeros(3))]
    start.append((rng.uniform(0, 1, (3, 2)), np.ones(2)))  # both outputs far too high
    with check.unchanged(X=X, Y=Y, params=start):
        params = train(
            X, Y, start, gradient, rng.spawn(1)[0], 0.5, epochs=15, batch_size=10
        )
    falls = error(X, Y, params) < 0.23  # 0.3 or more before, 0.2 or less with the steps
    check.that(
        falls, "train", "the loss did not fall. In which direction do the steps go?"
    )


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. What does a falling loss prove? (10 points)
#
# A start-up sells a network that ranks people who apply for a job. Its team wrote the
# backpropagation itself. It says: "The loss fell in every epoch, from 0.69 to 0.31, so
# our network has learned who is good at the job." A gradient check then shows a
# relative error of 1e-9 for the last layer, and of 0.4 for the first. Answer in 6 to 10
# sentences:
#
# 1. Why could the loss fall all the time although a gradient is wrong? What does the
#    pattern of the two errors say about where to look?
# 2. The team mends it, all relative errors are below 1e-7, and the loss falls to 0.12.
#    Name two things that may still be wrong with the ranking and that no gradient check
#    can see.
# 3. The targets `Y` are the decisions of former years: who was hired. What has the
#    network learned then, and who should be able to ask for what before it is used?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** A step need not be the steepest to lead downwards: the last layer
# has its right gradient and learns, and with wrong errors the first layer still changes
# into something that the last one can use, or does little harm. The last layer is
# right, so the output error and the loss are; the slip lies on the way back from it, in
# the transposed weights, in the slope of the hidden layer, or in the product with the
# data. A gradient check compares a formula with a loss. It says nothing about whether
# this loss is the right one, whether new applicants are ranked as well as those it was
# trained on, whether the data hold the answer in some column, are old, or hold few
# people of some groups. With former decisions as targets the network has learned to
# decide as people did, their prejudice included, and not who is good at the job: those
# who were turned down never could show it. Before it is used, somebody who does not
# sell it should compare the ranking for groups of people and with later success at
# work; applicants should know that it is used, get a reason, and have a person to turn
# to.
#
# **Rubric, 10 points**
# - 4: a wrong gradient may still lead downwards, or the right last layer learns alone
#   (2); the slip is in the step from the last layer to the first, with an example (2)
# - 3: two different things that no check sees, such as new data, the loss, the data, a
#   leak, groups (1.5 each)
# - 3: the network imitates decisions, not quality (2); a reasonable demand, and whose
#   it is (1)
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
# 5. Save, and hand in this one file under its own name, `backprop.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "sigmoid",
        "softmax",
        "forward",
        "loss",
        "deltas",
        "backward",
        "gradient_check",
        "sgd_step",
        "train",
    ]
)
