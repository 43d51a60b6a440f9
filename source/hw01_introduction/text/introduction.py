# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 1: a network by hand
#
# *about 90 min · NumPy only · no download · 100 points · after chapter 01*
#
# You will write the pieces that every network is made of: one neuron, the bias as a
# weight, three activations, a network of several layers, the number of its parameters
# and the size of its errors. Nothing is learned yet; that begins in assignment 5. The
# last function turns probabilities into a decision, and may say "I do not know". In the
# end you judge in words when that is the right answer.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine small functions give 90 points, the question in words 10.
# Under each function stands a cell of visible tests: run it as often as you like.
# Hidden tests with other data run when you hand in; a comment says what each one looks
# at. Each test cell gives all its points or none, and looks at values alone, with a
# little room for rounding where numbers are computed: a list is as good as an array,
# 3.0 as good as 3. Write your code where it says `YOUR CODE HERE`. Locked cells are put
# back before grading; cells that you add are kept, and run with the others.
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
# > **Conventions.** Rows are examples: `X` has the shape (examples, features). A
# > layer's `W` has the shape (inputs, units) and stands to the right of the batch.
# > sign(0) = +1. Ties go to the lower index. Numbers come as floats, or where a section
# > says so as whole numbers. Inputs are never modified, neither arrays nor lists.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys
import warnings

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

warnings.filterwarnings("error", "overflow")  # section 5 says why

# %% [markdown]
# ## 1. One neuron (10 points)
#
# **Why.** Everything in this course is made of one small machine. It weighs its inputs,
# adds them up, adds a bias, and hands the sum to an activation that gives it the range
# we want:
#
# $$a = z(\mathbf{w}^T\mathbf{x} + b) = z(w_1 x_1 + w_2 x_2 + \dots + b).$$
#
# The activation $z$ is a part that can be exchanged. So it is handed over, like a
# number: in Python, a function can be an argument too.
#
# **Approach**
# 1. Multiply each input by its weight and add the products up.
# 2. Add the bias.
# 3. Call `z` on that one number, and return what it gives.
#
# **Example.** `x = [2, -1]`, `w = [3, 4]`, `b = 0.5`: the sum is 6 - 4 + 0.5 = 2.5.
# With `z = lambda u: u` (the identity) the result is 2.5, with `z = lambda u: u * u` it
# is 6.25.
#
# <details><summary>Hint</summary>
#
# For two vectors, `w @ x` is the sum of the products. `z` is called like every
# function: `z(something)`. Is the bias inside the brackets?
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "neuron", "locked": false, "schema_version": 3, "solution": true, "task": false}
def neuron(x, w, b, z):
    """Return the output of one neuron, a number.

    x: (features,) the inputs
    w: (features,) the weights
    b: a number, the bias
    z: the activation, a function that takes one number and returns one
    """
    ### BEGIN SOLUTION
    return z(w @ x + b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "neuron_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, and a neuron with one input that says yes or no.
def _test():
    x, w = np.array([2.0, -1.0]), np.array([3.0, 4.0])
    with check.unchanged(x=x, w=w):
        a = neuron(x, w, 0.5, lambda u: u)
    check.close(a, 2.5, "neuron with the identity", "6 - 4 + 0.5")
    a = neuron(x, w, 0.5, lambda u: u * u)
    check.close(a, 6.25, "neuron with the square", "The square of 6 - 4 + 0.5.")
    for b, answer in ((-5.0, 1), (-7.0, 0)):
        a = neuron(x[:1], w[:1], b, lambda u: 1 if u > 0 else 0)
        check.same(a, answer, f"neuron with b = {b}", "6 + b, and then the activation.")


_test()
check.passed("neuron")

# %% nbgrader={"grade": true, "grade_id": "neuron_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the sum, for 1 to 10 inputs, with the identity as the activation.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("neuron")
    hint = "The products of weights and inputs, summed up, and the bias once."
    for d in (1, 2, 3, 5, 10) * 4:
        x, w = rng.choice([-1, 1], (2, d)) * rng.integers(1, 33, (2, d)) / 8
        b = rng.choice([-1, 1]) * rng.integers(1, 33) / 8
        with check.unchanged(x=x, w=w):
            a = neuron(x, w, b, lambda u: u)
        expected = sum(float(p) for p in w * x) + b
        check.hidden.close(a, expected, f"neuron with {d} inputs", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "neuron_hidden_z", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other activations; each sees the whole sum, and its answer is returned.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("neuron z")
    shapes = {
        "the square": lambda u: u * u,
        "a parabola": lambda u: u * u - 3 * u + 1,
        "the distance from zero": lambda u: abs(u),
        "a step": lambda u: 1.0 if u >= 0 else -1.0,
        "a constant": lambda u: 0.25,
    }
    hint = "Is z called once, on the sum with the bias, and is its answer returned?"
    asked = []

    def counting(u):
        asked.append(np.ndim(u))
        return u

    for d in (1, 4):
        asked.clear()
        neuron(np.ones(d), np.ones(d), 0.5, counting)
        check.that(set(asked) == {0}, "neuron", "z is called on a single number")
    for d in (1, 2, 3, 6) * 4:
        x, w = rng.choice([-1, 1], (2, d)) * rng.integers(1, 33, (2, d)) / 8
        b = rng.choice([-1, 1]) * rng.integers(9, 33) / 8
        for name, z in shapes.items():
            a = neuron(x.copy(), w.copy(), b, z)
            expected = z(sum(float(p) for p in w * x) + b)
            check.hidden.close(a, expected, f"neuron with {name}", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The bias as a weight (8 points)
#
# **Why.** The bias is the one parameter that no input multiplies. Give every example a
# constant 1 in front, and it becomes a weight like all others: with
# $\mathbf{x} = [1, x_1, x_2]$ and $\mathbf{w} = [b, w_1, w_2]$ the whole sum is
# $\mathbf{w}^T\mathbf{x}$. Examples with a 1 in front are called **augmented**.
#
# **Approach**
# 1. Make a column of ones with as many rows as `X`.
# 2. Return a new array: the ones first, then the columns of `X`.
#
# **Example.** `augment(np.array([[170.0, 65.0], [182.0, 80.0]]))` gives
# `[[1, 170, 65], [1, 182, 80]]`.
#
# <details><summary>Hint</summary>
#
# `np.ones((rows, 1))` is a column. `np.hstack([...])` puts arrays side by side. How
# many rows does `X` have? `X.shape` tells both numbers.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "augment", "locked": false, "schema_version": 3, "solution": true, "task": false}
def augment(X):
    """Return X with a column of ones in front.

    X: (examples, features)
    returns: a new array of shape (examples, 1 + features)
    """
    ### BEGIN SOLUTION
    return np.column_stack([np.ones(len(X)), X])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "augment_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: height and weight of two people.
def _test():
    X = np.array([[170.0, 65.0], [182.0, 80.0]])
    with check.unchanged(X=X):
        augmented = augment(X)
    check.shape(augmented, (2, 3), "augment", "As many rows, one more column.")
    expected = [[1, 170, 65], [1, 182, 80]]
    check.same(augmented, expected, "augment", "A 1, then the example as it was.")


_test()
check.passed("augment")

# %% nbgrader={"grade": true, "grade_id": "augment_hidden", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# Hidden test: one example, one feature, more of both, fractions, whole numbers, ones.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("augment")
    for n, d in ((1, 1), (1, 4), (5, 1), (7, 2), (3, 3), (2, 6)):
        whole = rng.integers(2, 60, (n, d)) * rng.choice([-1, 1], (n, d))
        ones = whole + 0.375
        ones[:, 0] = 1
        large = 300 + abs(whole) * 1_000  # more than the whole numbers of 8 bits
        third = whole / 3  # all digits of a fraction count
        for X in (whole, whole + 0.375, ones, 100 + abs(whole), large, third):
            expected = X.copy()
            with check.unchanged(X=X):
                augmented = augment(X)
            what, hint = f"augment with X of shape {(n, d)}", "Every number as it was."
            check.hidden.shape(augmented, (n, 1 + d), what, "One more column.")
            augmented = np.asarray(augmented)
            check.hidden.same(augmented[:, 0], np.ones(n), "the first column", "Ones.")
            check.hidden.same(augmented[:, 1:], expected, "the other columns", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Yes or no: the sign (8 points)
#
# **Why.** A neuron that decides between two classes needs an activation with two
# answers, +1 and -1. `np.sign` has a third one: its sign of 0 is 0. We fix once and for
# all that 0 counts as +1.
#
# **Approach**
# 1. Ask of each number whether it is at least zero.
# 2. Give +1 for yes and -1 for no.
#
# **Example.** `sign_pm(np.array([-4.0, 0.0, 0.2]))` gives the values -1, 1, 1, and
# `sign_pm(-0.1)` gives -1.
#
# <details><summary>Hint</summary>
#
# `u >= 0` gives True or False for a number, and for an array one answer for each of its
# numbers. `np.where(condition, this, that)` turns the answers into numbers.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "sign_pm", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sign_pm(u):
    """Return +1 where u >= 0 and -1 where u < 0.

    u: a number or an array of any shape
    returns: the signs, in the shape of u
    """
    ### BEGIN SOLUTION
    return np.where(np.asarray(u) >= 0, 1, -1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sign_pm_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: four numbers on both sides of zero, then zero.
def _test():
    signs = sign_pm(np.array([-4.0, -0.1, 0.2, 30.0]))
    check.same(signs, [-1, -1, 1, 1], "sign_pm of [-4, -0.1, 0.2, 30]")
    check.same(
        sign_pm(np.array([0.0, 0.0])), [1, 1], "sign_pm of [0, 0]", "sign(0) is +1."
    )


_test()
check.passed("sign_pm")

# %% nbgrader={"grade": true, "grade_id": "sign_pm_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: zero among other numbers, and numbers very close to it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sign_pm")
    u = np.array([0.0, -0.0, 2.0**-40, -(2.0**-40), 5e-324, -5e-324, 1e8, -1e8])
    signs = np.array([1, 1, 1, -1, 1, -1, 1, -1])
    hint = "+1 for every number that is not below zero, -1 for all below it."
    for _ in range(3):
        order = rng.permutation(len(u))
        check.hidden.same(sign_pm(u[order]), signs[order], "sign_pm near zero", hint)
    whole = np.array([-3, 0, 3, 0, -1])
    check.hidden.same(sign_pm(whole), [-1, 1, 1, 1, -1], "sign_pm, whole numbers", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sign_pm_hidden_shapes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: single numbers and arrays of other shapes; the input stays as it is.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sign_pm shapes")
    for shape in ((1,), (6,), (2, 3), (4, 1), (2, 2, 3)):
        signs = rng.choice([-1, 1], shape)
        u = signs * rng.integers(9, 80, shape) / 8
        with check.unchanged(u=u):
            got = sign_pm(u)
        check.hidden.shape(got, shape, "sign_pm", "One sign for each number.")
        check.hidden.same(got, signs, f"sign_pm of an array of shape {shape}")
    for number, sign in (
        (-1.5, -1),
        (0.75, 1),
        (np.float64(-2.0), -1),
        (2, 1),
        (-3, -1),
    ):
        check.hidden.same(sign_pm(number), sign, "sign_pm of a single number")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Nothing below zero: ReLU (6 points)
#
# **Why.** The **rectified linear unit**, ReLU for short, is $\max(u, 0)$: it lets
# positive sums pass as they are and answers 0 to all others. It costs one comparison,
# and most deep networks use it or one of its kin.
#
# **Approach**
# 1. Keep the numbers that are above zero.
# 2. Put 0 in the place of all others, in a new array.
#
# **Example.** `relu(np.array([-3.0, 0.0, 2.5]))` gives the values 0, 0, 2.5.
#
# <details><summary>Hint</summary>
#
# `max(a, b)` of Python compares two numbers; `np.maximum(a, b)` compares arrays number
# by number, and one of the two may be a single number.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "relu", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu(u):
    """Return u where u > 0, and 0 elsewhere.

    u: a number or an array of any shape
    returns: the results, in the shape of u
    """
    ### BEGIN SOLUTION
    return np.maximum(u, 0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "relu_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: five numbers, in one row and then in two columns.
def _test():
    u = np.array([-3.0, -0.5, 0.0, 0.5, 2.5])
    with check.unchanged(u=u):
        check.close(relu(u), [0, 0, 0, 0.5, 2.5], "relu of [-3, -0.5, 0, 0.5, 2.5]")
    u = np.array([[1.5, -2.0], [-0.25, 8.0]])
    check.close(relu(u), [[1.5, 0], [0, 8]], "relu of [[1.5, -2], [-0.25, 8]]")


_test()
check.passed("relu")

# %% nbgrader={"grade": true, "grade_id": "relu_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh arrays of other shapes, single numbers, whole numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("relu")
    hint = "Positive numbers as they are, 0 for the rest; and u stays as it was."
    for shape in ((1,), (8,), (3, 4), (5, 1), (2, 3, 2)) * 2:
        signs = rng.choice([-1, 1], shape)
        size = rng.integers(1, 4000, shape)
        for u in (signs * size, signs * size / 16, signs / size**3):
            with check.unchanged(u=u):
                got = relu(u)
            expected = (u + abs(u)) / 2
            what = f"relu of an array of shape {shape}"
            check.hidden.shape(got, shape, what, hint)
            unit = np.where(expected > 0, 1 / np.abs(u), 1)  # each by its own size
            right = np.where(expected > 0, 1, 0)
            check.hidden.close(np.multiply(got, unit), right, what, hint)
    for number in (-1.5, 0.75, np.float64(-12.0), 0, 7):
        expected = number if number > 0 else 0
        check.hidden.close(relu(number), expected, "relu of a single number", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. A soft yes or no: the sigmoid (12 points)
#
# **Why.** The sign jumps, and says nothing about how sure the neuron is. The sigmoid
# climbs gently from 0 to 1, so that its answer can be read as a probability:
#
# $$\sigma(u) = \frac{1}{1 + e^{-u}} = \frac{e^{u}}{1 + e^{u}}.$$
#
# The two forms are equal on paper, not on a computer. $e^{800}$ is larger than the
# largest number that NumPy can hold, about $10^{308}$. That is an **overflow**. NumPy
# only warns of it; the first cell of this notebook has turned this warning into an
# error, so that nobody overlooks it. $e^{-800}$ is no problem: it is rounded to 0.
#
# **Approach**
# 1. Never take the exponential of a large positive number. Which of the two forms is
#    safe for $u \geq 0$, which one for $u < 0$?
# 2. Compute `np.exp` of a number that is never positive, such as $-|u|$.
# 3. Use it in the form that fits the sign of `u`, for each number of the array.
#
# **Example.** `sigmoid(np.array([0.0, np.log(3), -np.log(3)]))` gives 0.5, 0.75, 0.25.
# `sigmoid(-800.0)` gives 0 and `sigmoid(800.0)` gives 1, both without an error. Try
# these two before you hand in.
#
# <details><summary>Hint</summary>
#
# With `e = np.exp(-np.abs(u))` the first form is `1 / (1 + e)` where `u >= 0`, and the
# second is `e / (1 + e)` where `u < 0`. `np.where` chooses, but it computes both: that
# is why `e` must be safe for all numbers.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "sigmoid", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(u):
    """Return 1 / (1 + exp(-u)), which is right for any u, however far from 0.

    u: a number or an array of any shape, whole numbers too
    returns: the results between 0 and 1, in the shape of u, in double precision
    """
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(u))
    return np.where(np.asarray(u) >= 0, 1, e) / (1 + e)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three values that can be computed by hand, then a table and a number.
def _test():
    u = np.array([0.0, np.log(3), -np.log(3)])
    with check.unchanged(u=u):
        a = sigmoid(u)
    check.close(a, [0.5, 0.75, 0.25], "sigmoid of [0, log 3, -log 3]", kind="float32")
    a = sigmoid(np.array([[2.0, -2.0], [0.0, 4.0]]))
    expected = [[0.880797, 0.119203], [0.5, 0.982014]]
    check.close(a, expected, "sigmoid of [[2, -2], [0, 4]]", kind="float32")
    check.close(sigmoid(-1.0), 0.268941, "sigmoid of -1", kind="float32")


_test()
check.passed("sigmoid")

# %% nbgrader={"grade": true, "grade_id": "sigmoid_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh numbers between -8 and 8, arrays of other shapes, whole numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sigmoid")
    hint = "One over one plus e to the power of minus u, for each number."
    for shape in ((1,), (40,), (3, 4), (5, 1), (2, 3, 2)):
        for u in (rng.uniform(-8, 8, shape), rng.integers(-8, 9, shape)):
            with check.unchanged(u=u):
                a = sigmoid(u)
            expected = (1 + np.tanh(u / 2)) / 2
            what = f"sigmoid of an array of shape {shape}"
            check.hidden.close(a, expected, what, hint, "float32")
    for number in (-3.0, 0.0, 2.5, -2, 1):
        expected = (1 + np.tanh(number / 2)) / 2
        what = "sigmoid of a single number"
        check.hidden.close(sigmoid(number), expected, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sigmoid_hidden_stable", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: numbers far from zero on both sides; no overflow, no nan.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sigmoid stable")
    hint = "The exact form for each number: no overflow, no bound, nothing rounded."
    for u in np.concatenate([np.arange(-36, 37) / 1.0, rng.uniform(-25, 25, 20)]):
        right = (1 + np.tanh(u / 2)) / 2
        off = np.subtract(sigmoid(np.array([u])), [right])
        check.hidden.close(off * 1e4, [0.0], "the error of sigmoid, times 10**4", hint)
    for sides in ((1,), (-1,), (-1, 1)):
        far = np.array([30.0, 100.0, 720.0, 800.0, 2000.0, 1e4, 1e6])
        u = rng.permutation(np.concatenate([side * far for side in sides] + [[0.0]]))
        expected = np.where(u == 0, 0.5, u > 0)
        a = sigmoid(u)
        check.hidden.close(a, expected, "sigmoid far from zero", hint, "float32")
    for number in (-800.0, 800.0, -5e5, 5e5):
        what = "sigmoid of a single number far from zero"
        check.hidden.close(sigmoid(number), float(number > 0), what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. A whole network (18 points)
#
# **Why.** A layer is a row of neurons with the same inputs, and a network is a row of
# layers. With one example in each row of $\mathbf{X}$ and one neuron in each column of
# $\mathbf{W}$, a layer is a product, a sum and an activation. The answers of one layer
# are the inputs of the next:
#
# $$\mathbf{H}_0 = \mathbf{X}, \qquad
# \mathbf{H}_i = z_i(\mathbf{H}_{i-1}\mathbf{W}_i + \mathbf{b}_i).$$
#
# Layers differ in size, so the weights are a list of matrices. The activations are
# named by words: `"identity"` ($u$ itself), `"relu"`, `"sigmoid"` and `"sign"` (with
# sign(0) = +1).
#
# **Approach**
# 1. Start with `H = X`.
# 2. For each layer, compute `H @ W + b`: one row per example, one column per unit.
# 3. Apply the activation that the layer's word names. The result is the next `H`.
# 4. Return the last one.
#
# **Example.** `X = [[1, 2]]`; the first layer has `W = [[1, 0, -1], [0, 1, -1]]`,
# `b = [0, -1, 0]` and `"relu"`: the sums are `[[1, 1, -3]]`, so `H = [[1, 1, 0]]`. The
# second has `W = [[1], [2], [3]]`, `b = [-1]` and `"identity"`: the result is `[[2]]`.
#
# <details><summary>Hint</summary>
#
# `for W, b, name in zip(Ws, bs, activations):` walks through three lists together. An
# `if` with three `elif` chooses by the word; so does a dictionary of functions. `b` has
# one number per unit, and NumPy adds it to every row. These tests stay where every form
# of the sigmoid is safe.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "dense_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dense_forward(X, Ws, bs, activations):
    """Return the output of a network of dense layers.

    X: (examples, features)
    Ws: a list with the weights of each layer, of shape (its inputs, its units)
    bs: a list with the biases of each layer, of shape (its units,)
    activations: a list with a word per layer: "identity", "relu", "sigmoid" or "sign"
    returns: (examples, units of the last layer)
    """
    ### BEGIN SOLUTION
    functions = {
        "identity": lambda Z: Z,
        "relu": lambda Z: np.maximum(Z, 0),
        "sigmoid": lambda Z: (1 + np.tanh(Z / 2)) / 2,
        "sign": lambda Z: np.where(Z >= 0, 1, -1),
    }
    H = X
    for i in range(len(Ws)):
        H = functions[activations[i]](H @ Ws[i] + bs[i])
    return H
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "dense_forward_visible", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above with two more rows, then one layer of each kind.
def _test():
    X = np.array([[1.0, 2.0], [0.0, 0.0], [-1.0, 3.0]])
    Ws = [
        np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0]]),
        np.array([[1.0], [2.0], [3.0]]),
    ]
    bs = [np.array([0.0, -1.0, 0.0]), np.array([-1.0])]
    words = ["relu", "identity"]
    with check.unchanged(X=X, Ws=Ws, bs=bs, activations=words):
        H = dense_forward(X, Ws, bs, words)
    check.shape(H, (3, 1), "dense_forward", "(examples, units of the last layer)")
    what = "dense_forward with relu, identity"
    check.close(H, [[2], [-1], [3]], what, kind="float32")
    W, b = np.array([[1.0, -1.0]]), np.array([0.0, 0.5])
    known = {  # the sums are [[1, -0.5], [-2, 2.5]]
        "identity": [[1, -0.5], [-2, 2.5]],
        "relu": [[1, 0], [0, 2.5]],
        "sigmoid": [[0.731059, 0.377541], [0.119203, 0.924142]],
        "sign": [[1, -1], [-1, 1]],
    }
    for name, expected in known.items():
        H = dense_forward(np.array([[1.0], [-2.0]]), [W], [b], [name])
        check.close(
            H, expected, f"dense_forward with one layer, {name}", kind="float32"
        )


_test()
check.passed("dense_forward")

# %% nbgrader={"grade": true, "grade_id": "dense_forward_hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: 1 to 4 layers of many sizes, all with the identity.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("dense_forward")
    hint = "Each layer: the product with its W, plus its b; then the next layer."
    for sizes in (
        (1, 1),
        (3, 2),
        (1, 4, 2),
        (2, 2, 2, 2),
        (5, 3, 2, 1, 3),
        (10, 8, 4),
    ) * 3:
        pairs = [sizes[i : i + 2] for i in range(len(sizes) - 1)]
        Ws = [rng.choice([-1, 1], s) * rng.integers(1, 9, s) / 4 for s in pairs]
        bs = [rng.choice([-1, 1], s) * rng.integers(1, 17, s) / 4 for s in sizes[1:]]
        X = rng.integers(-16, 17, (rng.integers(2, 7), sizes[0])) / 4
        rows = list(X)
        for W, b in zip(Ws, bs, strict=True):
            rows = [row @ W + b for row in rows]
        words = ["identity"] * len(Ws)
        with check.unchanged(X=X, Ws=Ws, bs=bs, activations=words):
            got = dense_forward(X, Ws, bs, words)
        what = f"dense_forward with the sizes {sizes}"
        check.hidden.shape(got, (len(X), sizes[-1]), what, "(examples, units)")
        check.hidden.close(got, rows, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "dense_forward_hidden_activations", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every activation, sums of exactly 0, different activations in a row.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("dense_forward activations")
    hint = "Each layer has its own activation, as it is defined; sign(0) = +1."
    exact = {
        "identity": lambda u: u,
        "relu": lambda u: (u + abs(u)) / 2,
        "sigmoid": lambda u: (1 + np.tanh(u / 2)) / 2,
        "sign": lambda u: 2.0 * (u >= 0) - 1,
    }
    mixed = (
        "relu identity",
        "identity relu",
        "sign relu identity",
        "relu sign sigmoid",
    )
    mixed += ("sigmoid identity relu", "sign sign sigmoid identity", "identity sigmoid")
    for words in (*exact, *mixed) * 3:
        activations = words.split()
        H = X = rng.integers(-12, 13, (6, 3)) / 4
        Ws, bs = [], []
        for name in activations:
            W = rng.choice([-1, 1], (3, 3)) * rng.integers(1, 9, (3, 3)) / 8
            # The sums of the first example are 0, unless H is only known approximately.
            b = -H[0] @ W if "sigmoid" not in activations[: len(bs)] else W[0]
            Ws, bs, H = [*Ws, W], [*bs, b], exact[name](H @ W + b)
        what = f"dense_forward with {', '.join(activations)}"
        with check.unchanged(X=X, Ws=Ws, bs=bs, activations=activations):
            got = dense_forward(X, Ws, bs, activations)
        check.hidden.close(got, H, what, hint, "float32")
    X = np.array([[300.0, -300.0], [7.0, 50.0]])
    got = dense_forward(X, [np.eye(2)] * 2, [np.zeros(2)] * 2, ["identity", "relu"])
    check.hidden.close(got, [[300, 0], [7, 50]], "dense_forward, large sums", hint)
    X = np.array([[0.0, 0.0], [2.0**-60, -(2.0**-60)], [-(2.0**-60), 2.0**-60]])
    got = dense_forward(X, [np.eye(2)], [np.zeros(2)], ["sign"])
    hint = "sign(0) = +1, and every number below 0 has the sign -1, however small."
    signs = [[1, 1], [1, -1], [-1, 1]]
    check.hidden.same(got, signs, "dense_forward with tiny sums", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "dense_forward_hidden_rows", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: one example, many examples, each without regard to the others.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("dense_forward rows")
    hint = "A batch of one keeps its row, and no row may look at another one."
    for k in (1, 1, 2, 5):
        Ws = [rng.integers(1, 9, s) / 8 for s in ((4, 3), (3, k))]
        bs = [rng.integers(1, 9, s) / 8 for s in (3, k)]
        X = rng.integers(-16, 17, (60, 4)) / 8
        hidden = [np.maximum(x @ Ws[0] + bs[0], 0) for x in X]
        expected = np.array([h @ Ws[1] + bs[1] for h in hidden])
        for rows in ([0], [7], range(3), range(60), range(59, -1, -1)):
            batch = X[list(rows)]
            with check.unchanged(X=batch, Ws=Ws, bs=bs):
                got = dense_forward(batch, Ws, bs, ["relu", "identity"])
            what = f"dense_forward with {len(batch)} examples"
            check.hidden.close(got, expected[list(rows)], what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. How many numbers are learned? (8 points)
#
# **Why.** The **parameters** of a network are the numbers that learning may change: all
# weights and all biases. How many there are decides how much memory it takes, how long
# it learns, and how many examples it needs.
#
# **Approach**
# 1. A layer with $m$ inputs and $n$ units has $m \cdot n$ weights and $n$ biases.
# 2. The inputs themselves are no layer: nothing is learned there.
# 3. Add up all layers.
#
# **Example.** `n_params([10, 8, 4])`: 10 inputs, 8 hidden units, 4 outputs. The first
# layer has 80 + 8 parameters, the second 32 + 4, together 124.
#
# <details><summary>Hint</summary>
#
# `sizes[i - 1]` and `sizes[i]` are the inputs and the units of one layer. With which
# `i` does the loop have to begin?
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "n_params", "locked": false, "schema_version": 3, "solution": true, "task": false}
def n_params(sizes):
    """Return how many weights and biases a network of dense layers has (an int).

    sizes: a list of whole numbers: the inputs, then the units of each layer
    """
    ### BEGIN SOLUTION
    total = 0
    for i in range(1, len(sizes)):
        total += (sizes[i - 1] + 1) * sizes[i]
    return total
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "n_params_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, a single neuron, and two neurons in a chain.
def _test():
    check.same(n_params([10, 8, 4]), 124, "n_params of [10, 8, 4]", "80 + 8 + 32 + 4")
    check.same(n_params([2, 1]), 3, "n_params of [2, 1]", "Two weights and a bias.")
    check.same(n_params([1, 1, 1]), 4, "n_params of [1, 1, 1]", "1 + 1 + 1 + 1")


_test()
check.passed("n_params")

# %% nbgrader={"grade": true, "grade_id": "n_params_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh networks with 2 to 5 layers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("n_params")
    hint = "For each layer its inputs times its units, and a bias for each unit."
    for length in (3, 4, 5, 6) * 3:
        sizes = [int(size) for size in rng.integers(2, 60, length)]
        weights = [np.zeros((sizes[i], sizes[i + 1])) for i in range(length - 1)]
        expected = sum(W.size + W.shape[1] for W in weights)
        with check.unchanged(sizes=sizes):
            found = n_params(sizes)
        check.hidden.same(found, expected, f"n_params of {length} sizes", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "n_params_hidden_ends", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: a single layer, a very large one, and inputs with no layer at all.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("n_params ends")
    for m, n in ((1, 1), (7, 1), (1, 9), tuple(int(k) for k in rng.integers(2, 90, 2))):
        expected = m * n + n
        check.hidden.same(n_params([m, n]), expected, "n_params of a single layer")
    what, hint = "n_params of a large layer", "Count exactly, also what is large."
    for m, n in ((5_000, 4_001), (50_000, 50_000), (3, 2**53 + 1)):
        check.hidden.same(n_params([m, n]), m * n + n, what, hint)
    hint = "No layer, no parameter."
    for size in (1, 5, 784):
        check.hidden.same(n_params([size]), 0, "n_params of one size", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. How wrong is it? (8 points)
#
# **Why.** To make a network better we need one number that says how far its outputs
# $\mathbf{h}_i$ are from the targets $\mathbf{y}_i$. The **mean squared error** is the
# squared length of the difference, averaged over the examples:
#
# $$L = \frac{1}{N} \sum_{i=1}^{N} \lVert \mathbf{y}_i - \mathbf{h}_i \rVert^2 .$$
#
# > **Careful.** We *sum* over the outputs of an example and *average* over the $N$
# > examples only. Keras averages over the outputs as well, so with $k$ outputs its
# > number is $k$ times smaller. Both are in use: always say which one you mean.
#
# **Approach**
# 1. Take the differences and square them.
# 2. Add them up along each row: one number per example.
# 3. Take the mean of these numbers.
#
# **Example.** Targets `[[0, 0], [1, 1]]`, outputs `[[3, 4], [1, 1]]`: the squared
# lengths are 25 and 0, so the loss is 12.5. (Keras would say 6.25.)
#
# <details><summary>Hint</summary>
#
# `np.sum(A, axis=1)` adds up along each row. What would `np.mean(A)` of a table divide
# by?
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "mse", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse(Y, H):
    """Return the squared error, summed over outputs and averaged over examples.

    Y: (examples, outputs) the targets
    H: (examples, outputs) the outputs of the network
    returns: a number
    """
    ### BEGIN SOLUTION
    return float(np.mean(np.sum((Y - H) ** 2, axis=1)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mse_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, and outputs that are right.
def _test():
    Y, H = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[3.0, 4.0], [1.0, 1.0]])
    with check.unchanged(Y=Y, H=H):
        loss = mse(Y, H)
    check.close(loss, 12.5, "mse", "(25 + 0) / 2: averaged over the examples only.")
    check.close(mse(Y, Y), 0.0, "mse of outputs that are right")


_test()
check.passed("mse")

# %% nbgrader={"grade": true, "grade_id": "mse_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fresh targets with 2 to 6 outputs.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("mse")
    hint = "Square, add up along each row, and average over the rows."
    for n, k in ((1, 2), (2, 3), (3, 2), (5, 4), (20, 6), (4, 5)) * 2:
        Y, H = rng.integers(-16, 17, (2, n, k)) / 4
        H[:, 0] = Y[:, 0] + rng.integers(1, 9, n) / 4
        with check.unchanged(Y=Y, H=H):
            loss = mse(Y, H)
        expected = sum(float(np.dot(d, d)) for d in Y - H) / n
        check.hidden.close(loss, expected, f"mse with {k} outputs", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "mse_hidden_single", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: a single output; the order of the two arguments does not matter.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("mse single")
    hint = "The mean of the squared differences, and nothing else."
    for n in (2, 3, 7, 30):
        Y = rng.integers(-16, 17, (n, 1)) / 4
        H = Y + rng.choice([-1, 1], (n, 1)) * rng.integers(1, 17, (n, 1)) / 4
        H[0] = Y[0] + 3  # so that the sum of the squares is not that of their roots
        expected = sum(float(d) ** 2 for d in (Y - H)[:, 0]) / n
        for first, second in ((Y, H), (H, Y)):
            loss = mse(first, second)
            check.hidden.close(loss, expected, "mse with one output", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. To decide or to abstain (12 points)
#
# **Why.** A network for several classes gives a probability for each. The largest one
# names a class, always, even if it is hardly larger than the next. A rule outside the
# network can be more careful: decide only if the largest probability is *at least*
# twice the second largest. Otherwise **abstain**: give no answer, on purpose, here -1.
#
# **Approach**
# 1. Find the largest and the second largest probability. If two are equal and largest,
#    the second largest is as large as the largest.
# 2. If the largest is at least `ratio` times the second largest, return its index.
# 3. Otherwise return -1.
#
# **Example.** `[0.7, 0.2, 0.1]`: 0.7 is at least 2 times 0.2, so the answer is 0. With
# `[0.5, 0.4, 0.1]` it is -1, and with `ratio=1.2` it is 0. Of `[0.4, 0.4, 0.2]` the two
# largest are equal: -1. Only with `ratio=1` is that enough, and then the lower index
# wins: 0.
#
# <details><summary>Hint</summary>
#
# `np.sort(p)` gives a sorted copy, the largest at the end; `p.sort()` would change `p`
# itself. `np.argmax(p)` gives the index of the largest, the first one if there are
# several. The second largest may be 0: better multiply than divide.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "decide", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decide(p, ratio=2):
    """Return the index of the most probable class, or -1 to abstain.

    p: (classes,) probabilities of at least two classes; they add up to 1
    ratio: how many times the second largest the largest must be, at least 1
    returns: a whole number
    """
    ### BEGIN SOLUTION
    second, largest = np.sort(p)[-2:]
    return int(np.argmax(p)) if largest >= ratio * second else -1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "decide_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the examples above.
def _test():
    p = np.array([0.7, 0.2, 0.1])
    with check.unchanged(p=p):
        check.same(decide(p), 0, "decide on [0.7, 0.2, 0.1]")
    check.same(decide(p[::-1].copy()), 2, "decide on [0.1, 0.2, 0.7]")
    p = np.array([0.5, 0.4, 0.1])
    check.same(decide(p), -1, "decide on [0.5, 0.4, 0.1]", "0.5 is not twice 0.4.")
    check.same(
        decide(p, ratio=1.2), 0, "decide with ratio=1.2", "1.2 times 0.4 is 0.48."
    )
    p = np.array([0.4, 0.4, 0.2])
    check.same(decide(p), -1, "decide on [0.4, 0.4, 0.2]", "The second largest is 0.4.")


_test()
check.passed("decide")

# %% nbgrader={"grade": true, "grade_id": "decide_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: clear cases with 2 to 10 classes, and doubtful ones.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("decide")
    hint = "Compare the largest with the second largest, wherever they stand."
    for classes in (*range(2, 11), *range(2, 11)):
        for sure in (True, False):
            p = rng.uniform(0.35, 0.8, classes)
            p[2:3] = 0.3  # the smallest is far below the others
            p[0] = rng.uniform(2.2, 2.4) if sure else rng.uniform(1.6, 1.8)
            p[1] = 1
            order = rng.permutation(classes)
            p = (p / p.sum())[order]
            with check.unchanged(p=p):
                answer = decide(p)
            expected = np.flatnonzero(order == 0)[0] if sure else -1
            check.hidden.same(answer, expected, f"decide with {classes} classes", hint)
    for place in range(10):
        p = np.full(10, 0.0625)
        p[place] = 0.4375
        check.hidden.same(decide(p), place, "decide with 10 classes", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "decide_hidden_ratio", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other ratios; with ratio=1 always an answer, the lower index of a tie.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("decide ratio")
    for ratio in (1.25, 1.5, 3, 5) * 4:
        for factor in (1.06, 1.4, 1 / 1.06, 1 / 1.2):
            p = rng.uniform(0.3, 0.8, rng.integers(2, 8))
            p[:2] = ratio * factor, 1
            order = rng.permutation(len(p))
            p = (p / p.sum())[order]
            expected = np.flatnonzero(order == 0)[0] if factor > 1 else -1
            answer = decide(p.copy(), ratio)
            check.hidden.same(
                answer, expected, "decide with another ratio", "Use ratio."
            )
            check.hidden.same(decide(p, ratio=ratio), expected, "decide with ratio=...")
    for _ in range(6):
        p = rng.permutation([0.3125, 0.3125, 0.25, 0.125])
        expected = np.flatnonzero(p == 0.3125)[0]
        hint = "With ratio=1 the largest is always enough; ties go to the lower index."
        check.hidden.same(decide(p, 1), expected, "decide with ratio=1 and a tie", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "decide_hidden_border", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: exactly twice as large, just below it, equal values, and zeros.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("decide border")
    hint = "Exactly twice is enough. Equal values count each; the second may be 0."
    cases = [
        ([0.5, 0.25, 0.25], True),
        ([0.5, 0.25, 0.125, 0.125], True),
        ([0.25] + [0.125] * 6, True),
        ([0.5 - 2**-9, 0.25, 0.25 + 2**-9 - 2**-4, 2**-4], False),
        ([0.5 + 2**-9, 0.25, 0.25 - 2**-9], True),
        ([0.5 - 2**-45, 0.25, 0.125, 0.125 + 2**-45], False),
        ([0.5 + 2**-45, 0.25, 0.25 - 2**-45], True),
        ([0.375, 0.375, 0.25], False),
        ([0.5, 0.5], False),
        ([0.5, 0.5, 0.0, 0.0], False),
        ([0.25] * 4, False),
        ([1.0, 0.0], True),
        ([1.0, 0.0, 0.0, 0.0], True),
    ]
    for p, sure in cases * 2:
        order = rng.permutation(len(p))
        expected = np.flatnonzero(order == 0)[0] if sure else -1
        check.hidden.same(decide(np.array(p)[order]), expected, "decide", hint)


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. When should a machine say "I do not know"? (10 points)
#
# An app looks at photographs of skin and gives probabilities for "harmless", "watch it"
# and "see a doctor". It was tried on 100 people. With `ratio=2` it gave 80 of them an
# answer, 76 of these answers were right, and 20 people were told "no answer". Forced to
# answer everybody (`ratio=1`), it would have been right for 86. Of the 100 people, 30
# have dark skin; 15 of the 20 people without an answer are among them. Answer in 6 to
# 10 sentences:
#
# 1. The maker advertises "right 95 times in 100". Where does this number come from, and
#    what has to stand beside it to be honest? How often would the app have been right
#    about the 20 people, had it answered?
# 2. Who bears the cost of a wrong answer, and who that of "no answer"? Name a case for
#    a larger ratio and one for a smaller ratio, and say what should happen after -1.
# 3. Compare how often people with dark skin and the others get no answer. Is abstaining
#    fair here, and what would you ask the maker to do?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** 76 of the 80 answers are right, 95 %. But only 80 of 100 people get
# one, so the share of people with an answer (the coverage, 80 %) has to stand beside
# it; forced to answer, the app is right for 86 of 100. About the 20 people it would
# have been right 86 - 76 = 10 times, as often as wrong: there it was wise not to
# answer. A wrong "harmless" costs the person examined, perhaps the life; a wrong "see a
# doctor" costs worry and a visit. "No answer" costs the person time and perhaps money,
# and the doctors work; the maker bears hardly any of it. Where a wrong answer does
# great harm and a doctor is near, the ratio should be larger; where a mistake is cheap
# (sorting holiday photographs) or nobody else can answer, smaller. It may even differ
# between classes. After -1 a person must take over, and the app has to say so plainly:
# silence may be taken for "harmless". Of the people with dark skin 15 of 30 get no
# answer, one half, of the others 5 of 70, one in 14: a burden laid on one group, which
# is told to wait, pay and come again. The rule is the same for all, its effect is not;
# probably few such photographs were learned from. The maker should report coverage and
# errors for each group, and collect more examples. To lower the ratio for one group
# would only turn "no answer" into wrong answers.
#
# **Rubric, 10 points**
# - 3: 76 of 80 (1), the share of people with an answer beside it (1), 10 of 20 (1)
# - 4: costs of both kinds, each with who bears it (2), a case for a larger and for a
#   smaller ratio (1), a person or another way to go on after -1 (1)
# - 3: 15 of 30 against 5 of 70 (1), a judgement with a reason (1), a demand that fits,
#   such as figures for each group or more examples (1)
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
# 5. Save, and hand in this one file under its own name, `introduction.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "neuron",
        "augment",
        "sign_pm",
        "relu",
        "sigmoid",
        "dense_forward",
        "n_params",
        "mse",
        "decide",
    ]
)
