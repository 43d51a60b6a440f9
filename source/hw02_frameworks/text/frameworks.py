# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 2: an engine for gradients
#
# *about 2.5 hours · NumPy only · no download · 100 points · after chapter 02*
#
# Keras, TensorFlow and PyTorch share one secret: they compute slopes for you. You will
# build the parts of such an engine: a slow and sure way to measure a slope, the rules
# of six operations, the order of the work, and the walk backwards. Then you count what
# a network has to learn, and judge in words what a result has cost.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine functions give 90 points, the question in words 10. Under
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
# earlier one of yours inherits its slips. Only sections 3 and 6 need an earlier one,
# section 2, and they have test cells of their own for that part.
#
# > **Conventions.** A network ends in one number, the loss $L$. `a` and `b` are what
# > goes into an operation, and `g` is the gradient of the loss with respect to what
# > comes out. So `g` has the shape of the result, and the gradient of `a` has the shape
# > of `a`. No array is empty, and arrays hold floats or whole numbers; a slope is never
# > cut to a whole number. Inputs are never modified: no array, no list, no dict.
#
# > **Vector-Jacobian product.** What one operation does on the way back: it takes the
# > gradient of its result, `g`, and gives the gradient of each of its inputs. VJP is
# > the short name.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. A gradient by trial (12 points)
#
# **Why.** A rule for a gradient is easily wrong by a sign or a factor, and a network
# with a wrong gradient still runs. One measurement tells: move one number of `x` a
# little to both sides and see how far `f` moves. This is the **central difference**
#
# $$\frac{\partial f}{\partial x_i} \approx
# \frac{f(x + \epsilon\,e_i) - f(x - \epsilon\,e_i)}{2\,\epsilon},$$
#
# where $e_i$ is 1 at place $i$ and 0 elsewhere. It is far too slow to train with, and
# good enough to judge all the rules below. Use it on them!
#
# **Approach**
# 1. Make a copy of `x` in float64. Single precision and whole numbers have no room for
#    a step of 0.00001.
# 2. For every place: step up, ask `f`; step down, ask `f`; put the old number back.
# 3. Divide the difference by the distance of the two points.
#
# **Example.** For $f(x) = x_0^2 + x_1^2$ at `x = [1, -2]` the result is close to
# `[2, -4]`.
#
# <details><summary>Hint</summary>
#
# `np.ndindex(x.shape)` runs over all places of an array of any shape, and `x[index]`
# is the number there. It works for the shape `()` as well.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "numerical_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def numerical_gradient(f, x, eps=1e-5):
    """Return the gradient of f at x by central differences.

    f: a function that takes an array of the shape of x and returns a number
    x: an array of any shape; float64, float32 or whole numbers
    eps: the length of the step to each side
    returns: the slopes, in the shape of x
    """
    ### BEGIN SOLUTION
    x = np.array(x, dtype=np.float64)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        middle = x[index]
        x[index] = middle + eps
        up = f(x)
        x[index] = middle - eps
        down = f(x)
        x[index] = middle
        grad[index] = (up - down) / (2 * eps)
    return grad
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "numerical_gradient_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the squares of the example, then a matrix.
def _test():
    x = np.array([1.0, -2.0, 0.5])
    with check.unchanged(x=x):
        grad = numerical_gradient(lambda x: float(np.sum(x**2)), x)
    check.shape(grad, (3,), "numerical_gradient", "One slope for each number in x.")
    check.close(grad, [2, -4, 1], "the gradient of a sum of squares", kind="gradient")
    X = np.array([[1.0, 2.0], [3.0, 4.0]])
    grad = numerical_gradient(lambda X: float(X[0, 0] * X[1, 1] + 5 * X[0, 1]), X)
    check.shape(grad, (2, 2), "numerical_gradient", "One slope for each number in X.")
    check.close(grad, [[4, 5], [0, 1]], "the gradient at a matrix", kind="gradient")


_test()
check.passed("numerical_gradient")

# %% nbgrader={"grade": true, "grade_id": "numerical_gradient_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: arrays of other shapes, single numbers too; x stays as it is.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("numerical_gradient")
    hint = "Only one number differs from x whenever f is asked."

    def entangled(C, D):  # along one number it is straight, so any step gives its slope
        return lambda p: float(
            np.sum(C * p) + np.sum(D * p) ** 2 - np.sum((D * p) ** 2)
        )

    for n in ((), (1,), (4,), (3, 2), (1, 4), (2, 1, 3)):
        numbers = np.arange(1, 1 + np.prod(n, dtype=int))
        C, D, x = (
            np.asarray(rng.permutation(numbers).reshape(n) / k) for k in (1, 2, -4)
        )
        with check.unchanged(x=x):
            grad = numerical_gradient(entangled(C, D), x, eps=0.5)
        what = f"the gradient at an array of shape {n}"
        check.hidden.shape(grad, n, what, "One slope for each number in x.")
        right = C + 2 * D * (np.sum(D * x) - D * x)
        check.hidden.close(grad, right, what, hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "numerical_gradient_hidden_types", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: whole numbers and single precision.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("numerical_gradient types")
    for kind in (int, np.float32):
        for n in ((3,), (2, 4)):
            C, x = rng.integers(1, 99, n) / 8, rng.integers(1, 9, n).astype(kind)
            with check.unchanged(x=x):
                grad = numerical_gradient(lambda p, C=C: float(np.sum(C * p)), x)
            what = f"the gradient at an array of {x.dtype}"
            hint = "Are the steps and the slopes in float64, whatever x is?"
            check.hidden.close(grad, C, what, hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "numerical_gradient_hidden_step", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the step goes to both sides and is as long as eps says.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("numerical_gradient step")
    hint = "(f(x + eps) - f(x - eps)) / (2 eps) for each number, and nothing rounded."
    for eps in (0.5, 0.25, 0.125):
        C, x = rng.integers(1, 7, 4) / 7, rng.integers(-8, 9, 4) / 4
        x[0] = 0.25

        def cubic(p, C=C):  # its central difference is known exactly
            return float(np.sum(C * p**3))

        exact = C * (3 * x**2 + eps**2)
        with check.unchanged(x=x):
            grad = numerical_gradient(cubic, x, eps=eps)
        check.hidden.close(grad, exact, f"the gradient with eps={eps}", hint)
    grad = numerical_gradient(lambda p: 1e10 * float(np.sum(p**3)), np.zeros(2))
    check.hidden.close(grad, [1, 1], "the gradient without eps", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Undoing a broadcast (10 points)
#
# **Why.** A layer adds its bias, of shape (4,), to a whole batch, of shape (32, 4).
# NumPy copies the bias to every row without a word: it **broadcasts**. On the way back
# 32 rows of slopes arrive for one bias. A number that was used 32 times moves the loss
# by all 32 ways, so its slopes are added up.
#
# NumPy's rule: the shapes are lined up on the right; axes that are missing on the left
# are put in, and axes of length 1 are stretched. Undo both.
#
# **Approach**
# 1. Sum over the axes on the left that `g` has and `shape` has not. They vanish.
# 2. Sum over the axes where `shape` has length 1. They stay, with length 1.
#
# **Example.** `g = [[1, 2, 3], [4, 5, 6]]`. For `shape = (3,)` the result is
# `[5, 7, 9]`, for `(2, 1)` it is `[[6], [15]]`, for `()` it is 21.
#
# <details><summary>Hint</summary>
#
# `g.sum(axis=(0, 1))` sums over two axes at once, and `keepdims=True` keeps them with
# length 1. With an empty tuple, `axis=()`, nothing is summed.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "unbroadcast", "locked": false, "schema_version": 3, "solution": true, "task": false}
def unbroadcast(g, shape):
    """Return g summed back to the shape that was broadcast to g.shape.

    g: an array of any shape
    shape: a tuple; an array of this shape can be broadcast to g.shape
    returns: an array of this shape
    """
    ### BEGIN SOLUTION
    g = np.sum(g, axis=tuple(range(np.ndim(g) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(g, axis=ones, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "unbroadcast_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the three shapes of the example, and one where nothing is to be done.
def _test():
    g = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    wanted = {(3,): [5, 7, 9], (2, 1): [[6], [15]], (): 21, (2, 3): g}
    for n, summed in wanted.items():
        with check.unchanged(g=g):
            back = unbroadcast(g, n)
        check.shape(back, n, f"unbroadcast to {n}", "The result has the given shape.")
        check.close(back, summed, f"unbroadcast to {n}")


_test()
check.passed("unbroadcast")

# %% nbgrader={"grade": true, "grade_id": "unbroadcast_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: axes that were put in on the left, none, one or more of them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("unbroadcast")
    few = [((4, 4), (4,)), ((3, 4), (4,)), ((1, 4), (4,)), ((5,), ()), ((2, 3), ())]
    more = [
        ((2, 3, 4), (3, 4)),
        ((2, 3, 4), (4,)),
        ((2, 2, 2), (2, 2)),
        ((3, 3), (3, 3)),
    ]
    for large, small in few + more:
        g = rng.integers(-999, 1000, large) / 4
        with check.unchanged(g=g):
            back = unbroadcast(g, small)
        what = f"unbroadcast from {large} to {small}"
        check.hidden.shape(back, small, what, "The result has the given shape.")
        places = np.broadcast_to(
            np.arange(np.prod(small, dtype=int)).reshape(small), large
        )
        summed = np.bincount(places.ravel(), g.ravel()).reshape(small)
        check.hidden.close(
            back, summed, what, "The axes that are missing are on the left."
        )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "unbroadcast_hidden_ones", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: axes of length 1 that were stretched, alone and with new axes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("unbroadcast ones")
    alone = [((3, 4), (3, 1)), ((3, 4), (1, 4)), ((3, 4), (1, 1)), ((4, 4), (4, 1))]
    alone += [((5,), (1,)), ((2, 3, 4), (2, 1, 4)), ((2, 3, 4), (1, 3, 1))]
    mixed = [
        ((2, 3, 4), (3, 1)),
        ((2, 3, 4), (1,)),
        ((2, 1, 3), (1, 3)),
        ((5, 1), (1,)),
    ]
    mixed += [((2, 4, 3, 5), (2, 1, 3, 1)), ((2, 1, 3, 2, 2), (1, 3, 1, 2))]
    for large, small in alone + mixed:
        g = rng.integers(-999, 1000, large) / 4
        with check.unchanged(g=g):
            back = unbroadcast(g, small)
        what = f"unbroadcast from {large} to {small}"
        check.hidden.shape(back, small, what, "An axis of length 1 stays.")
        places = np.broadcast_to(
            np.arange(np.prod(small, dtype=int)).reshape(small), large
        )
        summed = np.bincount(places.ravel(), g.ravel()).reshape(small)
        check.hidden.close(back, summed, what, "Which axes of shape have length 1?")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The rules of +, - and * (10 points)
#
# **Why.** A neuron computes `w * x`, then adds `b`. For a framework these are two
# operations, one after the other, and each knows its own rule for the way back, no
# more. If $L$ changes by `g` when the result changes by 1, by how much when `a` does?
#
# **Approach**
# 1. Add: `a` moves the result as much as itself. Subtract: mind `b`. Multiply: `a`
#    moves the result `b` times as much, and the other way round.
# 2. If an input was broadcast, sum its gradient back to its own shape (section 2).
# 3. Return both gradients, that of `a` first.
#
# **Example.** For `"multiply"` with `a = 3`, `b = 2` and `g = 1` the gradients are 2
# and 3. For `"add"` with `a` of shape (32, 4), `b` of shape (4,) and `g` all ones, the
# gradient of `b` is `[32, 32, 32, 32]`.
#
# <details><summary>Hint</summary>
#
# First work out both gradients in the shape of `g`. The step back to `np.shape(a)` and
# `np.shape(b)` is the same for all three operations, so write it only once.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "arithmetic_vjp", "locked": false, "schema_version": 3, "solution": true, "task": false}
def arithmetic_vjp(op, a, b, g):
    """Return the gradients of a and b for the result of a + b, a - b or a * b.

    op: "add", "subtract" or "multiply"
    a, b: arrays that can be broadcast to one shape, or numbers (of shape ())
    g: the gradient of the result, in the shape of the result
    returns: the pair (grad_a, grad_b), in the shapes of a and b
    """
    ### BEGIN SOLUTION
    grads = {"add": (g, g), "subtract": (g, -g), "multiply": (g * b, g * a)}[op]
    summed = []
    for grad, shape in zip(grads, (np.shape(a), np.shape(b)), strict=True):
        grad = np.sum(grad, axis=tuple(range(np.ndim(g) - len(shape))))
        ones = tuple(i for i, length in enumerate(shape) if length == 1)
        summed.append(np.sum(grad, axis=ones, keepdims=True))
    return tuple(summed)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "arithmetic_vjp_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the three operations on vectors, then a bias that meets a batch.
def _test():
    a, b = np.array([3.0, 5.0]), np.array([2.0, -1.0])
    g = np.array([1.0, 10.0])
    wanted = {
        "add": (g, g),
        "subtract": (g, [-1, -10]),
        "multiply": ([2, -10], [3, 50]),
    }
    for op, (wanted_a, wanted_b) in wanted.items():
        with check.unchanged(a=a, b=b, g=g):
            grads = arithmetic_vjp(op, a, b, g)
        grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "arithmetic_vjp")
        check.close(grad_a, wanted_a, f"grad_a of {op}")
        check.close(grad_b, wanted_b, f"grad_b of {op}")
    grads = arithmetic_vjp("add", np.zeros((32, 4)), np.zeros(4), np.ones((32, 4)))
    grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "arithmetic_vjp")
    check.shape(grad_a, (32, 4), "grad_a", "The shape of a.")
    check.close(grad_b, [32, 32, 32, 32], "grad_b", "The bias is used in all 32 rows.")


_test()
check.passed("arithmetic_vjp")

# %% nbgrader={"grade": true, "grade_id": "arithmetic_vjp_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the three operations on arrays of one shape, and on numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("arithmetic_vjp")
    hint = "How far does the result move when this input moves by 1?"
    for n in ((), (1,), (4,), (2, 3), (3, 1, 2)):
        ranges = (
            (2, 99),
            (400, 500),
            (-999, -500),
        )  # so that the three are never alike
        a, b, g = (np.asarray(rng.integers(*ends, n) / 4) for ends in ranges)
        for op, f in (
            ("add", np.add),
            ("subtract", np.subtract),
            ("multiply", np.multiply),
        ):
            with check.unchanged(a=a, b=b, g=g):
                grads = arithmetic_vjp(op, a, b, g)
            grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "arithmetic_vjp")
            by_a, by_b = f(a + 1, b) - f(a, b), f(a, b + 1) - f(a, b)
            check.hidden.close(grad_a, g * by_a, f"grad_a of {op}", hint)
            check.hidden.close(grad_b, g * by_b, f"grad_b of {op}", hint)
    grads = arithmetic_vjp("multiply", 2.5, -4.0, 2.0)
    check.hidden.close(
        grads, [-8, 5], "the gradients of multiply for two numbers", hint
    )
    hint = "How far does the result move? A slope is never cut to a whole number."
    for a, b, g in (
        (3, -5, 0.5),
        (np.array([3, 8]), np.array([7, -5]), np.array([0.5, -0.25])),
        (np.array([[3], [8]]), np.array([[7], [-5]]), np.array([[0.75], [1.5]])),
    ):
        for op, by_a, by_b in (("add", 1, 1), ("subtract", 1, -1), ("multiply", b, a)):
            right_a, right_b = g * by_a, g * by_b
            with check.unchanged(a=a, b=b, g=g):
                grads = arithmetic_vjp(op, a, b, g)
            grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "arithmetic_vjp")
            check.hidden.close(grad_a, right_a, f"grad_a of {op}, whole numbers", hint)
            check.hidden.close(grad_b, right_b, f"grad_b of {op}, whole numbers", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "arithmetic_vjp_hidden_broadcast", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: inputs of different shapes, and a number with an array.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("arithmetic_vjp broadcast")

    def slopes(total, x):  # central differences: exact, as total is linear in x alone
        steps = np.eye(x.size).reshape(-1, *x.shape)
        return np.reshape([total(x + e) - total(x - e) for e in steps], x.shape) / 2

    pairs = [
        ((3, 4), (4,)),
        ((3, 1), (1, 4)),
        ((3, 1), (4,)),
        ((3, 3), (3,)),
        ((2, 3), ()),
    ]
    pairs += [((1,), (5,)), ((2, 2), (2, 1)), ((2, 3, 2), (3, 1)), ((2, 1, 2), (3, 1))]
    for pair in pairs + [pair[::-1] for pair in pairs]:
        a, b = (np.asarray(rng.integers(-99, 100, n) / 4) for n in pair)
        for op, f in (
            ("add", np.add),
            ("subtract", np.subtract),
            ("multiply", np.multiply),
        ):
            g = rng.integers(1, 100, np.broadcast_shapes(*pair)) / 4
            with check.unchanged(a=a, b=b, g=g):
                grads = arithmetic_vjp(op, a, b, g)
            grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "arithmetic_vjp")
            by_a = slopes(lambda x, b=b, f=f, g=g: np.sum(g * f(x, b)), a)
            by_b = slopes(lambda x, a=a, f=f, g=g: np.sum(g * f(a, x)), b)
            hint = (
                "Each gradient has the shape of its input, and sums over all its uses."
            )
            for name, grad, right in (
                ("grad_a", grad_a, by_a),
                ("grad_b", grad_b, by_b),
            ):
                what = f"{name} of {op} for shapes {pair}"
                check.hidden.shape(grad, right.shape, what, hint)
                check.hidden.close(grad, right, what, hint)
    grad_a, _ = arithmetic_vjp(
        "multiply", 2.5, np.array([1.0, 2.0]), np.array([3.0, 5.0])
    )
    check.hidden.close(grad_a, 13, "grad_a of multiply for a number and an array", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The rules of ReLU, log and exp (10 points)
#
# **Why.** ReLU, $\max(0, a)$, lets positive numbers through and stops all others. Its
# rule on the way back is a gate: open or shut. At exactly 0 there is a kink and no
# slope; every framework has to choose, and TensorFlow, PyTorch and we choose **0**.
# The logarithm and the exponential appear wherever a network gives probabilities.
#
# **Approach**
# 1. ReLU: pass `g` on where `a > 0`, and 0 elsewhere.
# 2. Log: the slope of $\ln a$ is $1/a$. Exp: the slope of $e^a$ is $e^a$.
# 3. Multiply the slope by `g`, value by value, into a new array.
#
# **Example.** With `a = [-2, 0, 5]` and `g = [10, 20, 30]` the result of `"relu"` is
# `[0, 0, 30]`. With `a = [0.5, 4]` and `g = [1, 1]` that of `"log"` is `[2, 0.25]`.
#
# <details><summary>Hint</summary>
#
# `np.where(condition, this, that)` makes a new array; `g[a <= 0] = 0` would change the
# array of the caller. Adding a tiny number to `a`, as in many a recipe, changes the
# slope of the logarithm: leave `a` as it is.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "pointwise_vjp", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pointwise_vjp(op, a, g):
    """Return the gradient of a for the result of relu(a), log(a) or exp(a).

    op: "relu", "log" or "exp"
    a: an array of any shape; positive for "log"
    g: the gradient of the result, in the shape of a
    returns: an array in the shape of a; for "relu", 0 where a is 0
    """
    ### BEGIN SOLUTION
    if op == "relu":
        return np.where(a > 0, g, 0.0)
    if op == "log":
        return g / a
    return g * np.exp(a)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pointwise_vjp_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, and the exponential.
def _test():
    a, g = np.array([-2.0, 0.0, 5.0]), np.array([10.0, 20.0, 30.0])
    with check.unchanged(a=a, g=g):
        grad = pointwise_vjp("relu", a, g)
    check.close(grad, [0, 0, 30], "the gradient of relu", "At exactly 0 it is 0.")
    grad = pointwise_vjp("log", np.array([0.5, 4.0]), np.array([1.0, 1.0]))
    check.close(grad, [2, 0.25], "the gradient of log", "The slope of ln a is 1 / a.")
    grad = pointwise_vjp("exp", np.log([2.0, 3.0]), np.array([10.0, -1.0]))
    check.close(grad, [20, -3], "the gradient of exp", kind="float32")


_test()
check.passed("pointwise_vjp")

# %% nbgrader={"grade": true, "grade_id": "pointwise_vjp_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: ReLU at zero and close to it, other shapes, whole numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pointwise_vjp relu")
    near = np.array([0.0, -0.0, 1e-50, -1e-50, 1e9, -1e9, 0.25, -0.25])
    arrays = [rng.permutation(near), rng.permuted([near, near], axis=1)]
    arrays += [rng.choice([-3, 0, 4], n) for n in ((9,), (1, 8), (3, 1, 4))]
    for a in arrays:
        g = rng.integers(1, 99, a.shape) * rng.choice([-0.25, 0.25], a.shape)
        with check.unchanged(a=a, g=g):
            grad = pointwise_vjp("relu", a, g)
        hint = "Open where a > 0, shut everywhere else. What goes through is g."
        check.hidden.close(grad, np.where(a > 0, g, 0), "the gradient of relu", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pointwise_vjp_hidden_log", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the logarithm of large and of very small numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pointwise_vjp log")
    for n in ((4,), (2, 3), (3, 1, 2), ()):
        a = np.asarray(2.0 ** rng.integers(-20, 10, n))
        g = np.asarray(rng.integers(1, 99, n) * rng.choice([-0.25, 0.25], n))
        with check.unchanged(a=a, g=g):
            grad = pointwise_vjp("log", a, g)
        hint = "The slope is 1 / a, also where a is very small."
        check.hidden.close(grad, g / a, "the gradient of log", hint, "float32")
    whole = np.array([1, 2, 8])
    grad = pointwise_vjp("log", whole, np.array([1, -2, 4]))
    check.hidden.close(grad, [1, -1, 0.5], "the gradient of log, whole numbers", hint)
    small = np.array([1e-200, 1e-30, 1e-9, 2e-7])
    grad = pointwise_vjp("log", small.copy(), np.array([1.0, -2.0, 4.0, 5.0]))
    what = "a times the gradient of log"
    check.hidden.shape(grad, 4, what, hint)
    check.hidden.close(grad * small, [1, -2, 4, 5], what, hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pointwise_vjp_hidden_exp", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the exponential of positive and negative numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pointwise_vjp exp")
    for n in ((4,), (2, 3), (3, 1, 2), ()):
        a = np.asarray(rng.integers(2, 24, n) / 4 * rng.choice([-1, 1], n))
        g = np.asarray(rng.integers(1, 99, n) * rng.choice([-0.25, 0.25], n))
        with check.unchanged(a=a, g=g):
            grad = pointwise_vjp("exp", a, g)
        slope = (np.exp(a + 1e-5) - np.exp(a - 1e-5)) / 2e-5
        hint = "The slope of exp is exp itself, also far from 0."
        check.hidden.close(grad, g * slope, "the gradient of exp", hint, "gradient")
    grad = pointwise_vjp("exp", np.array([0, 1, -2]), np.array([3, 1, 1]))
    what = "the gradient of exp, whole numbers"
    check.hidden.close(grad, [3, np.e, np.exp(-2)], what, hint, "gradient")
    far = np.array([-50.0, -20.0, 20.0, 50.0])
    grad = pointwise_vjp("exp", far.copy(), np.array([1.0, -2.0, 4.0, 5.0]))
    what = "the gradient of exp, divided by exp"
    check.hidden.shape(grad, 4, what, hint)
    check.hidden.close(grad * np.exp(-far), [1, -2, 4, 5], what, hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. The rule of a sum (10 points)
#
# **Why.** A loss is a sum over the examples of a batch. Each number in the sum moves it
# as much as itself, so each gets the gradient of the sum it went into. The work is to
# hand `g` back to the right places: a broadcast, the mirror image of section 2.
#
# `axis` and `keepdims` are those of `np.sum`: `axis` is a whole number, a tuple of one
# or more of them, or `None` for all axes, and with `keepdims` the axes summed over
# stay, with length 1.
#
# **Approach**
# 1. If the axes summed over are gone from `g`, put them back with length 1.
# 2. Spread `g` over the shape of `a`.
#
# **Example.** `a` has the shape (2, 3). For `axis=1` and `g = [10, 20]` the result is
# `[[10, 10, 10], [20, 20, 20]]`; for `axis=None` and `g = 7` it is 7 everywhere.
#
# <details><summary>Hint</summary>
#
# `np.expand_dims(g, axis)` puts axes of length 1 in at the places `axis`, and
# `np.broadcast_to` spreads. Without the first step a square array goes wrong silently:
# NumPy lines shapes up on the right.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "sum_vjp", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sum_vjp(a, axis, keepdims, g):
    """Return the gradient of a for the result of np.sum(a, axis, keepdims=keepdims).

    a: an array of any shape
    axis: a whole number, also a negative one, a tuple of one or more of them, or None
        for all axes
    keepdims: whether the axes summed over stay in the result, with length 1
    g: the gradient of the sum, in the shape of the sum; an array or a number
    returns: an array in the shape of a
    """
    ### BEGIN SOLUTION
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, np.shape(a)).copy()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sum_vjp_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, and the same with the axes kept.
def _test():
    a = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    g = np.array([10.0, 20.0])
    rows = [[10, 10, 10], [20, 20, 20]]
    with check.unchanged(a=a, g=g):
        check.close(sum_vjp(a, 1, False, g), rows, "sum_vjp with axis=1")
    hint = "The axis is still there, with length 1."
    check.close(sum_vjp(a, 1, True, g.reshape(2, 1)), rows, "sum_vjp, axis kept", hint)
    columns = [[1, 2, 3], [1, 2, 3]]
    check.close(sum_vjp(a, 0, False, np.array([1.0, 2.0, 3.0])), columns, "axis=0")
    check.close(sum_vjp(a, None, False, 7.0), np.full((2, 3), 7), "sum_vjp, axis=None")


_test()
check.passed("sum_vjp")

# %% nbgrader={"grade": true, "grade_id": "sum_vjp_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: one axis, also a negative one, of square and of larger arrays.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sum_vjp")
    cases = [((3, 3), 1), ((3, 3), 0), ((4, 4), -1), ((4, 4), -2), ((2, 2, 2), 1)]
    cases += [((3, 2, 4), 0), ((3, 2, 4), -1), ((2, 2, 2), -3), ((5,), 0), ((3, 1), 0)]
    for n, axis in cases:
        a, kept = rng.integers(-9, 10, n), np.array(n)  # whole numbers, g has fractions
        kept[axis] = 1
        g = rng.integers(-9999, 10000, kept) / 4
        with check.unchanged(a=a, g=g):
            grad = sum_vjp(a, axis, False, np.squeeze(g, axis))
        what = f"sum_vjp of shape {n} with axis={axis}"
        check.hidden.shape(grad, n, what, "One number for each number of a.")
        hint = "Each number of a gets the gradient of its sum, with all its digits."
        check.hidden.close(grad, g * np.ones(n), what, hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sum_vjp_hidden_axes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: several axes, all of them, and axes that are kept.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sum_vjp axes")
    cases = [
        ((3, 3), None),
        ((2, 3, 4), None),
        ((2, 3, 4), (0, 1)),
        ((2, 3, 4), (0, 2)),
    ]
    cases += [
        ((3, 3, 3), (1, 2)),
        ((3, 3, 3), (-1, 0)),
        ((2, 3), (0, 1)),
        ((3, 3, 3), (1,)),
    ]
    cases += [((3, 3), 0), ((3, 3), 1), ((2, 3, 4), -1), ((4,), None)]
    cases += [((3, 3, 3), (2, 0)), ((2, 3, 4), (2, 0)), ((2, 3, 4), (1, -3))]
    cases += [((2, 3, 4, 5), (3, 1)), ((3, 3, 3, 3), (2, -4, 1))]
    for n, axis in cases:
        a, kept = rng.integers(-9, 10, n) / 4, np.array(n)
        kept[... if axis is None else list(np.atleast_1d(axis))] = 1
        g = rng.integers(-9999, 10000, kept) / 4
        plain = np.squeeze(g, tuple(range(len(n))) if axis is None else axis)
        for keepdims, given in ((True, g), (False, plain)):
            with check.unchanged(a=a, given=given):
                grad = sum_vjp(a, axis, keepdims, given)
            what = f"sum_vjp of shape {n} with axis={axis}, keepdims={keepdims}"
            check.hidden.shape(grad, n, what, "One number for each number of a.")
            hint = "Only axes that are gone have to be put back."
            check.hidden.close(grad, g * np.ones(n), what, hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. The rule of a matrix product (10 points)
#
# **Why.** A layer is a matrix product, and nearly all the time of deep learning is
# spent in this rule. The shapes almost dictate it: with `a` of shape (n, k) and `b` of
# shape (k, m), `g` has the shape (n, m), and only one product of `g` and `b` has the
# shape of `a`:
#
# $$\frac{\partial L}{\partial a} = g\,b^T, \qquad
# \frac{\partial L}{\partial b} = a^T g.$$
#
# With more than two axes, `a @ b` multiplies a whole stack of matrices, and the axes in
# front broadcast as in section 2: one `b` can serve all matrices of a stack.
#
# **Approach**
# 1. Transpose by exchanging the last two axes only; `b.T` would turn all of them.
# 2. Form both products.
# 3. If an input was broadcast, sum its gradient back to its own shape (section 2).
#
# **Example.** `a = [[1, 2]]`, `b = [[3], [4]]`, `g = [[10]]`: the gradient of `a` is
# `[[30, 40]]`, that of `b` is `[[10], [20]]`.
#
# <details><summary>Hint</summary>
#
# `np.swapaxes(b, -1, -2)` exchanges the last two axes of an array with two or more.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "matmul_vjp", "locked": false, "schema_version": 3, "solution": true, "task": false}
def matmul_vjp(a, b, g):
    """Return the gradients of a and b for the result of a @ b.

    a: (..., n, k), two axes or more
    b: (..., k, m), two axes or more; the axes in front broadcast with those of a
    g: (..., n, m) the gradient of the result, in the shape of the result
    returns: the pair (grad_a, grad_b), in the shapes of a and b
    """
    ### BEGIN SOLUTION
    grads = (g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g)
    summed = []
    for grad, shape in zip(grads, (a.shape, b.shape), strict=True):
        grad = np.sum(grad, axis=tuple(range(grad.ndim - len(shape))))
        ones = tuple(i for i, length in enumerate(shape) if length == 1)
        summed.append(np.sum(grad, axis=ones, keepdims=True))
    return tuple(summed)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "matmul_vjp_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, then a stack of two that shares one matrix.
def _test():
    a, b, g = np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([[10.0]])
    with check.unchanged(a=a, b=b, g=g):
        grads = matmul_vjp(a, b, g)
    grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "matmul_vjp")
    check.close(grad_a, [[30, 40]], "grad_a", "g times b transposed.")
    check.close(grad_b, [[10], [20]], "grad_b", "a transposed times g.")
    stack = np.array([[[1.0, 2.0]], [[5.0, 6.0]]])  # (2, 1, 2)
    grads = matmul_vjp(stack, b, np.array([[[10.0]], [[1.0]]]))
    grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "matmul_vjp")
    check.close(grad_a, [[[30, 40]], [[3, 4]]], "grad_a of the stack")
    check.close(grad_b, [[15], [26]], "grad_b", "[[10], [20]] and [[5], [6]] added up.")


_test()
check.passed("matmul_vjp")

# %% nbgrader={"grade": true, "grade_id": "matmul_vjp_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: two matrices, square ones too, and whole numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("matmul_vjp")

    def slopes(total, x):  # central differences: exact, as total is linear in x alone
        steps = np.eye(x.size).reshape(-1, *x.shape)
        return np.reshape([total(x + e) - total(x - e) for e in steps], x.shape) / 2

    for n, k, m in ((1, 1, 1), (2, 3, 4), (3, 3, 3), (1, 4, 2), (4, 1, 3), (2, 2, 2)):
        a, b, g = (rng.integers(-99, 100, s) / 4 for s in ((n, k), (k, m), (n, m)))
        with check.unchanged(a=a, b=b, g=g):
            grads = matmul_vjp(a, b, g)
        grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "matmul_vjp")
        by_a = slopes(lambda x, b=b, g=g: np.sum(g * (x @ b)), a)
        by_b = slopes(lambda x, a=a, g=g: np.sum(g * (a @ x)), b)
        hint = "Which side does g stand on, and which matrix is transposed?"
        check.hidden.close(grad_a, by_a, f"grad_a, ({n}, {k}) @ ({k}, {m})", hint)
        check.hidden.close(grad_b, by_b, f"grad_b, ({n}, {k}) @ ({k}, {m})", hint)
    whole, g = np.array([[1, 2], [-3, 4]]), np.array([[0.5, 0.25], [-0.5, 2.0]])
    grads = matmul_vjp(whole, whole.copy(), g)
    grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "matmul_vjp")
    hint = "The two products; a slope is never cut to a whole number."
    right = [[1.0, -0.5], [3.5, 9.5]]
    check.hidden.close(grad_a, right, "grad_a, whole numbers", hint)
    right = [[2.0, -5.75], [-1.0, 8.5]]
    check.hidden.close(grad_b, right, "grad_b, whole numbers", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "matmul_vjp_hidden_stacks", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: stacks of matrices, as many in a as in b.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("matmul_vjp stacks")

    def slopes(total, x):  # central differences: exact, as total is linear in x alone
        steps = np.eye(x.size).reshape(-1, *x.shape)
        return np.reshape([total(x + e) - total(x - e) for e in steps], x.shape) / 2

    for front in ((2,), (3,), (2, 2), (1,), (2, 1, 3)):
        for n, k, m in ((2, 3, 4), (2, 2, 2), (1, 3, 2)):
            shapes = ((*front, n, k), (*front, k, m), (*front, n, m))
            a, b, g = (rng.integers(-99, 100, s) / 4 for s in shapes)
            with check.unchanged(a=a, b=b, g=g):
                grads = matmul_vjp(a, b, g)
            grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "matmul_vjp")
            by_a = slopes(lambda x, b=b, g=g: np.sum(g * (x @ b)), a)
            by_b = slopes(lambda x, a=a, g=g: np.sum(g * (a @ x)), b)
            hint = (
                "Every matrix of the stack by itself; exchange the last two axes only."
            )
            check.hidden.close(grad_a, by_a, f"grad_a, shapes {shapes[:2]}", hint)
            check.hidden.close(grad_b, by_b, f"grad_b, shapes {shapes[:2]}", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "matmul_vjp_hidden_broadcast", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: a matrix or a stack that serves several matrices of the other.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("matmul_vjp broadcast")

    def slopes(total, x):  # central differences: exact, as total is linear in x alone
        steps = np.eye(x.size).reshape(-1, *x.shape)
        return np.reshape([total(x + e) - total(x - e) for e in steps], x.shape) / 2

    fronts = [((), (2,)), ((1,), (3,)), ((2, 1), (3,)), ((2, 1), (1, 2)), ((), (2, 2))]
    for front_a, front_b in fronts + [pair[::-1] for pair in fronts]:
        for n, k, m in ((2, 3, 4), (2, 2, 2), (1, 2, 1)):
            a = rng.integers(-99, 100, (*front_a, n, k)) / 4
            b = rng.integers(-99, 100, (*front_b, k, m)) / 4
            g = rng.integers(-99, 100, (a @ b).shape) / 4
            with check.unchanged(a=a, b=b, g=g):
                grads = matmul_vjp(a, b, g)
            grad_a, grad_b = check.unpack(grads, "grad_a, grad_b", "matmul_vjp")
            by_a = slopes(lambda x, b=b, g=g: np.sum(g * (x @ b)), a)
            by_b = slopes(lambda x, a=a, g=g: np.sum(g * (a @ x)), b)
            hint = (
                "Each gradient has the shape of its input, and sums over all its uses."
            )
            check.hidden.close(grad_a, by_a, f"grad_a, {a.shape} @ {b.shape}", hint)
            check.hidden.close(grad_b, by_b, f"grad_b, {a.shape} @ {b.shape}", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. In what order? (10 points)
#
# **Why.** A **computation graph** says which operation needs the results of which
# others. A framework may compute a node only after all its inputs, and on the way back
# it needs the same order from the end. Such an order is called **topological**.
#
# Here a graph is a dict: `{"y": ["wx", "b"], "wx": ["w", "x"], "w": [], ...}` says that
# `y` is computed from `wx` and `b`. Every node is a key; one without inputs has an
# empty list. A node may use the same input twice, as in `x * x`: `["x", "x"]`.
#
# Mostly there are several such orders. So that everybody gets the same one, always
# take, of the nodes that are ready, the one whose name comes **first in the alphabet**
# (as Python's `min` and `sorted` compare words).
#
# **Approach**
# 1. A node is ready when all its inputs have been taken. Of the ready ones that are not
#    yet taken, take the first in the alphabet.
# 2. Repeat until all nodes are taken.
# 3. If nodes are left and none is ready, they wait for each other in a circle: raise a
#    `ValueError`.
#
# **Example.** `{"c": [], "b": ["c"], "a": ["b"], "d": []}` gives
# `["c", "b", "a", "d"]`: first `c` and `d` are ready, then `b` and `d`, then `a` and
# `d`. `{"a": ["b"], "b": ["a"]}` raises a `ValueError`.
#
# <details><summary>Hint</summary>
#
# Look for the ready nodes afresh in every round: simple, and fast enough here.
# `all(i in order for i in graph[node])` tells whether a node is ready.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "topological_order", "locked": false, "schema_version": 3, "solution": true, "task": false}
def topological_order(graph):
    """Return the nodes of a graph in an order in which they can be computed.

    graph: a dict from the name of each node to the list of the names of its inputs
    returns: the list of all names, inputs first; among the nodes that are ready the
        first in the alphabet comes first
    raises: ValueError if there is no such order, because the graph has a cycle
    """
    ### BEGIN SOLUTION
    order = []
    for _ in graph:
        left = [node for node in graph if node not in order]
        ready = [node for node in left if all(i in order for i in graph[node])]
        if not ready:
            raise ValueError("the graph has a cycle")
        order.append(min(ready))
    return order
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "topological_order_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example above, a neuron, and the smallest cycles.
def _test():
    graph = {"c": [], "b": ["c"], "a": ["b"], "d": []}
    order = topological_order(graph)
    check.that(order is not None, "topological_order", "None came back")
    rule = "Inputs first; of the ready nodes take the first in the alphabet"
    reason = f"found {order}. {rule}"
    check.that(list(order) == ["c", "b", "a", "d"], "topological_order", reason)
    neuron = {"y": ["mul", "offset"], "mul": ["w", "x"], "x": [], "w": [], "offset": []}
    order = topological_order(neuron)
    reason = f"found {order}. {rule}"
    right = ["offset", "w", "x", "mul", "y"]
    check.that(list(order) == right, "topological_order", reason)
    for cycle in ({"a": ["b"], "b": ["a"]}, {"a": ["a"]}):
        try:
            found = topological_order(cycle)
        except ValueError:
            continue
        check.that(False, "topological_order", f"{found} came back for a cycle")


_test()
check.passed("topological_order")

# %% nbgrader={"grade": true, "grade_id": "topological_order_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other graphs: all nodes once, inputs first, then the alphabet.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import permutations

    rng = check.fresh_rng("topological_order")
    hint = "the nodes do not come in the order that is asked for"
    for n in (1, 2, 3, *[5] * 12):
        names = rng.permutation(list("abcdefgh"))[:n].tolist()
        chosen = [rng.permutation(i)[: rng.integers(3)] for i in range(n)]
        inputs = [[names[i] for i in some] for some in chosen]
        mixed = rng.permutation(n)
        graph = {names[i]: list(inputs[i]) for i in mixed}
        with check.unchanged(graph=graph):
            order = topological_order(graph)
        check.that(order is not None, "topological_order", "None came back")
        possible = (  # in the order of the alphabet: the first right one is meant
            p
            for p in permutations(sorted(graph))
            if all(set(graph[node]) <= set(p[: p.index(node)]) for node in p)
        )
        check.that(tuple(order) == next(possible), "topological_order", hint)
    words = ["w", "wx", "w2", "w10", "wa", "W2", "W10", "Z", "zz", "b", "B", "ab"]
    for _ in range(3):  # all are ready: the order is Python's own, capitals first
        ready = {word: [] for word in rng.permutation(words).tolist()}
        order = topological_order(ready)
        check.that(list(order) == sorted(words), "topological_order of words", hint)
    chain = [f"n{i:02}" for i in rng.permutation(40)]
    graph = {node: [chain[i - 1]] if i else [] for i, node in enumerate(chain)}
    graph = {node: graph[node] for node in sorted(graph)}
    order = list(topological_order(graph))
    check.that(order == chain, "topological_order of a long chain", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "topological_order_hidden_twice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: inputs used twice, nodes that several others need, no nodes at all.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("topological_order twice")
    a, b, c, d, e = sorted(rng.permutation(list("pqrstuvwxyz"))[:5].tolist())
    square = {c: [b, b], b: [e, e, e], e: []}
    several = {a: [b, c, d], b: [d, e], c: [e, b, d, d], d: [e], e: []}
    wanted = ((square, [e, b, c]), (several, [e, d, b, c, a]), ({}, []), ({d: []}, [d]))
    for graph, right in wanted:  # each of them has one possible order
        order = topological_order(graph)
        check.that(order is not None, "topological_order", "None came back")
        reason = "a node is ready when each of its inputs has been taken once"
        check.that(list(order) == right, "topological_order", reason)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "topological_order_hidden_cycle", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: cycles of every length in larger graphs, and graphs that only look so.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("topological_order cycle")
    for n, length in ((1, 1), (3, 1), (3, 2), (6, 3), (6, 5), (8, 2), (8, 8)):
        names = rng.permutation(list("abcdefgh"))[:n].tolist()
        graph = {node: names[:i] for i, node in enumerate(names)}  # no cycle, many ways
        order = list(topological_order(graph))
        reason = "a graph without a cycle came out wrong"
        check.that(order == names, "topological_order", reason)
        start = rng.integers(n - length + 1)
        cycle = {node: [] for node in names}
        for i in range(length):
            cycle[names[start + i]] = [names[start + (i + 1) % length]]
        for i in [*range(start), *range(start + length, n)]:
            cycle[names[i]] = names[start:i]
        try:
            topological_order(cycle)
        except ValueError:
            continue
        reason = "no ValueError, although some nodes wait for each other"
        check.that(False, "topological_order", reason)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. Backwards through the tape (10 points)
#
# **Why.** While a framework computes, it writes down what it does: which node, from
# which inputs, and the rule for the way back, with the numbers of this run built in.
# This record is called a **tape**. Played backwards it gives the gradient of the loss
# with respect to everything, in one pass. That is all that *backpropagation* means.
#
# A tape is a list of entries `(node, inputs, vjp)` in the order in which they were
# computed. `inputs` is a list of names, and `vjp(g)` takes the gradient of the node and
# returns a list with one gradient for each input. A node that was not computed, such
# as a weight, has the inputs `[]` and `None` for a rule.
#
# **Approach**
# 1. The gradient of the output with respect to itself is 1.
# 2. Go through the tape from the end. Skip a node that has no gradient so far: the
#    output does not depend on it. Skip one without a rule. A gradient of 0, as behind a
#    ReLU that is shut, is a gradient like all others: the tape leads there.
# 3. Ask the rule once with the gradient of the node, and *add* each answer to what that
#    input has collected so far: it may be used by several nodes, or twice by one.
#
# **Example.** `y = w * x + b` with `w = 3` and `x = 2`: the rule of `wx` returns
# `[2 * g, 3 * g]`, that of `y` returns `[g, g]`. The result is 1 for `y`, `wx` and `b`,
# 2 for `w` and 3 for `x`.
#
# <details><summary>Hint</summary>
#
# `zip(inputs, vjp(g))` pairs names and answers, and `grads.get(name, 0.0)` is what the
# dict holds, or 0. When a node's turn comes, all nodes that use it have been visited,
# as they stand behind it on the tape: so its sum is complete.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward(tape, output):
    """Return the gradients of one node of a tape with respect to the others.

    tape: a list of (node, inputs, vjp) in the order of computing; vjp is a function
        from the gradient of the node to the list of the gradients of its inputs, or
        None for a node without inputs
    output: the name of the node whose gradients are asked for; its value is a number
    returns: a dict from name to gradient, with 1.0 for the output itself; nodes that
        are not used, directly or by others, to compute the output are left out
    """
    ### BEGIN SOLUTION
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and inputs:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "backward_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the neuron of the example, then x * x + x at x = 5.
def _test():
    tape = [("w", [], None), ("x", [], None), ("b", [], None)]
    tape += [("wx", ["w", "x"], lambda g: [2.0 * g, 3.0 * g])]
    tape += [("y", ["wx", "b"], lambda g: [1.0 * g, 1.0 * g])]
    before = list(tape)
    grads = backward(tape, "y")
    check.that(tape == before, "tape", "it was changed by the call. Work on a copy")
    check.that(isinstance(grads, dict), "backward", "a dict was expected")
    wanted = {"y": 1, "wx": 1, "b": 1, "w": 2, "x": 3}
    check.that(set(grads) == set(wanted), "backward", f"gradients for {sorted(grads)}")
    for name, slope in wanted.items():
        check.close(grads[name], slope, f"the gradient of {name}")
    tape = [("x", [], None), ("xx", ["x", "x"], lambda g: [5.0 * g, 5.0 * g])]
    tape += [("y", ["xx", "x"], lambda g: [1.0 * g, 1.0 * g])]
    slope = backward(tape, "y").get("x")
    check.close(slope, 11, "the gradient of x", "x is used three times: 5 + 5 + 1.")


_test()
check.passed("backward")

# %% nbgrader={"grade": true, "grade_id": "backward_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: larger graphs in which nodes are used by several others.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("backward")

    def rule(slopes):
        return lambda g: [slope * g for slope in slopes]

    graphs = [[(0, 0), (1, 1), (1, 2)], [(0, 0), (1, 1), (2, 1)]]  # two for each node
    graphs += [[rng.integers(0, j, 2) for j in range(1, n)] for n in (2, 3, 6, 8)]
    for graph in graphs:
        n = 1 + len(graph)
        names = [f"n{i}" for i in rng.permutation(90)[:n]]
        tape, paths = (
            [(names[0], [], None)],
            np.eye(n),
        )  # paths: added up on the way there
        for j, inputs in enumerate(graph, 1):
            slopes = (rng.integers(2, 9, 2) / 4).tolist()
            paths[:, j] += paths[:, inputs] @ slopes
            tape.append((names[j], [names[i] for i in inputs], rule(slopes)))
        before = list(tape)
        grads = backward(tape, names[-1])
        reason = "it was changed by the call. Work on a copy"
        check.that(tape == before, "tape", reason)
        check.that(isinstance(grads, dict), "backward", "a dict was expected")
        for name, slope in zip(names[:-1], paths[:-1, -1], strict=True):
            hint = "The sum over all the ways in which the node moves the output."
            check.hidden.close(grads.get(name, 0.0), slope, "a gradient", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "backward_hidden_once", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: each rule is asked once, when its node has collected everything.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("backward once")
    asked, again = set(), []

    def rule(name, slopes):
        def vjp(g):
            if name in asked:  # a walk along every path would not end
                again.append(name)
                raise RuntimeError("asked again")
            asked.add(name)
            return [slope * g for slope in slopes]

        return vjp

    tape = [("x0", [], None)]
    for i in range(30):  # over a billion ways from the first node to the last
        one, two, three, both = f"a{i}", f"b{i}", f"c{i}", f"x{i + 1}"
        a, b = (rng.permutation([1, 3]) / 4).tolist()
        tape.append((one, [f"x{i}"], rule(one, [a])))
        tape.append((two, [one], rule(two, [1.0])))
        tape.append((three, [f"x{i}"], rule(three, [b])))
        pair = rng.permutation([two, three]).tolist()  # one of the ways is longer
        tape.append((both, pair, rule(both, [1.0, 1.0])))
    tape.append(("y", ["x30", "p", "q"], rule("y", [1.0, 1.0, 1.0])))
    tape[:0] = [("p", [], None), ("q", [], None)]
    before = list(tape)
    try:
        grads = backward(tape, "y")
    except Exception:
        check.that(not again, "backward", "a rule was asked too often")
        raise
    check.that(not again, "backward", "a rule was asked too often")
    reason = "it was changed by the call. Work on a copy"
    check.that(tape == before, "tape", reason)
    check.that(isinstance(grads, dict), "backward", "a dict was expected")
    for i in range(31):
        hint = "Was a rule asked too early?"
        check.hidden.close(grads.get(f"x{i}"), 1, "a gradient", hint)
    all_asked = asked == {node for node, inputs, _ in tape if inputs}
    check.that(all_asked, "backward", "a rule was not asked")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "backward_hidden_left_out", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: nodes that the output does not depend on, also those after it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("backward left out")
    asked = set()

    def entry(node, inputs, *slopes):
        answer = lambda g: [asked.add(node), [slope * g for slope in slopes]][1]
        return node, inputs, answer if inputs else None

    for shut in (False, False, False, True, True):
        a, b, c, d, e, f, h = rng.permutation(list("tuvwxyz")).tolist()
        s, t = (rng.integers(2, 99, 2) / 4).tolist()
        s = 0.0 if shut else s  # a node whose gradient is 0 is not left out
        tape = [entry(a, []), entry(b, []), entry(c, [a], s), entry(d, [a, b], t, s)]
        tape += [entry(e, [c], t), entry(f, [e, d], 9, 9), entry(h, [e], 0.0)]
        for output, right in (
            (e, {e: 1, c: t, a: s * t}),
            (c, {c: 1, a: s}),
            (b, {b: 1}),
            (h, {h: 1, e: 0, c: 0, a: 0}),
        ):
            before = list(tape)
            asked.clear()
            grads = backward(tape, output)
            reason = "it was changed by the call. Work on a copy"
            check.that(tape == before, "tape", reason)
            check.that(isinstance(grads, dict), "backward", "a dict was expected")
            reason = "these are not the nodes that the output depends on"
            check.that(set(grads) == set(right), "backward", reason)
            reason = "a rule was asked although its node has no gradient"
            check.that(asked <= set(right), "backward", reason)
            for name, slope in right.items():
                check.hidden.close(grads[name], slope, "a gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "backward_hidden_arrays", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: a layer with a ReLU on a batch: gradients that are arrays.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("backward arrays")
    for n, k, m in ((2, 3, 4), (5, 2, 2), (1, 3, 1)):
        X, W, C = (rng.integers(1, 40, s) / 4 for s in ((n, k), (k, m), (n, m)))
        gate = rng.integers(0, 2, (n, m)) / 1.0
        gate[0, 0] = 1
        tape = [("X", [], None), ("W", [], None), ("b", [], None)]
        tape += [("XW", ["X", "W"], lambda g, X=X, W=W: [g @ W.T, X.T @ g])]
        tape += [("z", ["XW", "b"], lambda g: [1.0 * g, g.sum(axis=0)])]
        tape += [("a", ["z"], lambda g, gate=gate: [g * gate])]
        tape += [("fit", ["a"], lambda g, C=C: [g * C])]
        tape += [("size", ["W"], lambda g, W=W: [g * 2 * W])]
        tape += [("loss", ["fit", "size"], lambda g: [1.0 * g, 0.5 * g])]
        before = list(tape)
        grads = backward(tape, "loss")
        reason = "it was changed by the call. Work on a copy"
        check.that(tape == before, "tape", reason)
        check.that(isinstance(grads, dict), "backward", "a dict was expected")
        delta = gate * C
        right = {"W": X.T @ delta + W, "X": delta @ W.T, "b": delta.sum(axis=0), "a": C}
        for name, slopes in right.items():
            check.hidden.shape(grads.get(name), slopes.shape, f"the gradient of {name}")
            check.hidden.close(grads[name], slopes, f"the gradient of {name}")
    tape = [("t", [], None), ("s", [], None), ("r", ["t"], lambda g: [g])]
    tape += [("q", ["s", "t"], lambda g: [g, g]), ("p", ["q", "r"], lambda g: [g, g])]
    tape += [("sum", ["p"], lambda g: [g * np.array([1.0, 2.0])])]
    grads = backward(tape, "sum")  # the rules hand one and the same array on
    check.that(isinstance(grads, dict), "backward", "a dict was expected")
    for name, times in {"p": 1, "q": 1, "r": 1, "s": 1, "t": 2}.items():
        hint = "Does adding to one gradient change another one?"
        right = times * np.array([1.0, 2.0])
        check.hidden.close(grads.get(name), right, f"the gradient of {name}", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. How many parameters? (8 points)
#
# **Why.** `model.summary()` prints, for every layer, how many numbers it has to learn.
# Whoever can work them out knows what the layers do, and notices a network that is not
# the one that was meant.
#
# **Approach**. Go through the layers and keep the shape of what flows, without the
# batch:
# 1. `{"kind": "dense", "units": 8, "bias": True}`: one weight from each input to each
#    unit, and one bias for each unit. Without `"bias"` it has one, as in Keras; with
#    `"bias": False` it has none. A dense layer works on the *last* axis: (28, 28)
#    becomes (28, 8), with 28 inputs.
# 2. `{"kind": "flatten"}`: puts all numbers in one row: (28, 28) becomes (784,).
# 3. `{"kind": "activation"}`: changes neither shape nor count.
#
# The last two have nothing to learn: 0 parameters.
#
# **Example.** Ten inputs and dense layers with 10, 8 and 4 units have
# `[110, 88, 36]` parameters, 234 in all. The network 10-8-4, with ten inputs and *two*
# dense layers, has `[88, 36]`: the inputs are no layer.
#
# <details><summary>Hint</summary>
#
# `layer.get("bias", True)` is the entry, or `True` if there is none, and `True` counts
# as 1 in a sum. What comes out of a dense layer has as many numbers on its last axis as
# the layer has units.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "count_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(input_shape, layers):
    """Return how many parameters each layer of a network has.

    input_shape: a tuple, the shape of one example, such as (10,) or (28, 28)
    layers: a list of dicts with "kind", and "units" and perhaps "bias" when dense
    returns: a list of whole numbers, one for each layer
    """
    ### BEGIN SOLUTION
    shape, counts = tuple(input_shape), []
    for layer in layers:
        count = 0
        if layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
        elif layer["kind"] == "dense":
            count = (shape[-1] + layer.get("bias", True)) * layer["units"]
            shape = (*shape[:-1], layer["units"])
        counts.append(count)
    return counts
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "count_parameters_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the two networks of the example, and a picture.
def _test():
    ten, eight, four = ({"kind": "dense", "units": n} for n in (10, 8, 4))
    relu = {"kind": "activation"}
    counts = count_parameters((10,), [ten, relu, eight, relu, four, relu])
    check.same(counts, [110, 0, 88, 0, 36, 0], "10 inputs, 10-8-4 units")
    check.same(count_parameters((10,), [eight, four]), [88, 36], "the network 10-8-4")
    counts = count_parameters((28, 28), [{"kind": "flatten"}, ten])
    check.same(counts, [0, 7850], "a picture of 28 x 28", "784 inputs and a bias.")


_test()
check.passed("count_parameters")

# %% nbgrader={"grade": true, "grade_id": "count_parameters_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: dense layers with and without a bias, activations in between.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("count_parameters")
    for n in (0, 1, 2, 5, 9):
        inputs = d = int(rng.integers(2, 60))
        layers, right = [], []
        for i in range(n):
            units = 1 if i == 3 else int(rng.integers(2, 60))
            chosen = [{}, {"bias": True}, {"bias": False}][(i + n) % 3]
            layers.append({"kind": "dense", "units": units} | chosen)
            right.append(d * units + chosen.get("bias", 1) * units)
            d = units
            if i % 2:
                layers.append({"kind": "activation"})
                right.append(0)
        with check.unchanged(layers=layers):
            counts = count_parameters((inputs,), layers)
        hint = "One number for each layer. Each unit has a weight for each input, "
        hint += "and a bias unless bias is False."
        check.hidden.same(counts, right, f"the parameters of {n} dense layers", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "count_parameters_hidden_shapes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: examples with several axes, flattened early, late or never.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("count_parameters shapes")
    flat, act = {"kind": "flatten"}, {"kind": "activation"}
    for _ in range(4):
        p, q, r, u, v = (int(n) for n in rng.permutation(np.arange(2, 30))[:5])
        first, last = {"kind": "dense", "units": u}, {"kind": "dense", "units": v}
        hint = "A dense layer works on the last axis; flatten multiplies all of them."
        runs = [((p, q), [flat, first, act, last], [0, p * q * u + u, 0, u * v + v])]
        runs += [((p, q), [first, flat, last], [q * u + u, 0, p * u * v + v])]
        runs += [((p, q, r), [first, flat, last], [r * u + u, 0, p * q * u * v + v])]
        runs += [((p, q, r), [first, last], [r * u + u, u * v + v])]
        runs += [((p, q, r), [act, flat, flat, last], [0, 0, 0, p * q * r * v + v])]
        runs += [((p,), [flat, first], [0, p * u + u])]
        large = {"kind": "dense", "units": 50_000}
        runs += [((50_000,), [large, last], [2_500_050_000, 50_000 * v + v])]
        for n, layers, right in runs:
            what = f"the parameters with {len(n)} axes"
            check.hidden.same(count_parameters(n, layers), right, what, hint)


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. What did this result cost, and who can repeat it? (10 points)
#
# A team reports an accuracy of 0.93. Its notebook says `pip install tensorflow`, sets
# no seed, and reads pictures from a colleague's folder. In a free cloud service the
# team trained the network 60 times with other settings, each time for 40 hours on a
# processor that draws 300 W. It reports the best run only. Answer in 6 to 10 sentences:
#
# 1. How many kilowatt hours did the reported run take, and how many the whole work?
#    How much CO2 does the whole work cause where a kilowatt hour stands for 50 g of it,
#    and where it stands for 700 g? Which of the two energies belongs in the report, and
#    why?
# 2. Name three things that the team has to fix or write down so that others get the
#    same result. Why can two runs with the same seed still differ a little on a
#    graphics processor?
# 3. The service costs the team nothing. Who pays, and which habit would have saved much
#    of it?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The reported run took 40 h times 0.3 kW, which is 12 kWh; all 60
# took 720 kWh. These stand for 36 kg of CO2 in the first place and 504 kg in the
# second, so where and when one computes matters more than most tricks. The report
# should name the 720 kWh, since the best run could only be found by all the others;
# saying how many settings were tried also tells readers that 0.93 is the best of 60.
# To repeat the work one needs the exact versions of the libraries (`==` in the
# installation), the seed or seeds, the data themselves with their split, the settings
# of the run, the code, and the kind of hardware. Even then a graphics processor adds
# numbers up in an order that changes from run to run, and with rounding the order
# changes the last digits of a sum, which training can make larger. The provider pays,
# and with it its customers and those who wait for a processor; the emissions are
# everybody's. Trying settings on a tenth of the data, stopping bad runs early, and
# giving back a machine that is idle would have saved most of it.
#
# **Rubric, 10 points**
# - 4: 12 kWh and 720 kWh (1 + 1), 36 kg and 504 kg (1), the whole work with a reason
#   (1)
# - 4: three of exact versions, seed, data and split, settings, code, hardware, number
#   of runs (3), sums in another order are rounded differently (1)
# - 2: somebody who pays, in money, waiting or emissions (1), a habit that saves
#   computing: fewer or shorter runs, less data first, early stopping, machines given
#   back (1)
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
# 5. Save, and hand in this one file under its own name, `frameworks.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "numerical_gradient",
        "unbroadcast",
        "arithmetic_vjp",
        "pointwise_vjp",
        "sum_vjp",
        "matmul_vjp",
        "topological_order",
        "backward",
        "count_parameters",
    ]
)
