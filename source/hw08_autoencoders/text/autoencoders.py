# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 8: autoencoders
#
# *about 3 hours · NumPy and Keras · no download · 100 points · after chapter 08*
#
# You will write an autoencoder's parts in nine functions: bytes as bits and back, the
# losses of a reconstruction, the way through the code, the number of parameters, PCA as
# the measure of all linear codes, the gradient of a linear autoencoder, a score for
# overlapping classes, and three Keras models that share their weights. At the end you
# judge in words what a small reconstruction error proves.
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
# **Each function stands alone.** NumPy is all you need, and Keras in section 9. The
# tests hand each function inputs that are right. A function that calls an earlier one
# of yours inherits its slips; the few lines are quickly written again.
#
# > **Conventions.** Rows are examples, $N$ of them, columns are features, $d$ of them.
# > A layer gives `bend(X @ W + b)`, with `W` of shape (inputs, neurons) and `b` of
# > shape (neurons,). `Z` is the code, `X_hat` the reconstruction. We count Dense layers
# > and leave out the input: 8-4-2-4-8 has four. The number of layers is always even;
# > the first half is the encoder, the second half the decoder. Inputs are never
# > modified, neither arrays nor lists. Where nothing else is said, compute in 64 bits, as
# > NumPy does by itself.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import backends, check

# %% [markdown]
# ## 1. A byte as eight inputs (6 points)
#
# **Why.** A network takes columns of numbers between 0 and 1. A byte, a whole number
# from 0 to 255, becomes eight of them: its binary digits, the most significant one
# first. This is the smallest data set on which an autoencoder can be watched.
#
# **Approach**
# 1. The first digit counts 128, the next 64, and so on down to 1.
# 2. How often does $2^k$ go into the number? The digit is 1 if that is odd.
# 3. Do it for all numbers; each one has a row of its own.
#
# **Example.** $39 = 32 + 4 + 2 + 1$, so `to_bits(np.array([39, 128]))` is
# `[[0, 0, 1, 0, 0, 1, 1, 1], [1, 0, 0, 0, 0, 0, 0, 0]]`.
#
# <details><summary>Hint</summary>
#
# `numbers[:, None]` is a column, and `2 ** np.arange(7, -1, -1)` a row, 128 to 1. A
# column divided by a row is a table. `//` divides without a remainder, `% 2` tells odd
# from even.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "to_bits", "locked": false, "schema_version": 3, "solution": true, "task": false}
def to_bits(numbers):
    """Return the eight binary digits of each number, most significant first.

    numbers: (N,) whole numbers from 0 to 255
    returns: (N, 8) zeros and ones
    """
    ### BEGIN SOLUTION
    powers = 2 ** np.arange(7, -1, -1)
    return np.asarray(numbers)[:, None] // powers % 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "to_bits_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: 39, its complement 216, and a single 1 at either end.
def _test():
    numbers = np.array([39, 216, 1, 128])
    with check.unchanged(numbers=numbers):
        bits = to_bits(numbers)
    check.shape(bits, (4, 8), "bits", "One row of eight digits for each number.")
    check.same(bits[0], [0, 0, 1, 0, 0, 1, 1, 1], "39 in bits", "32 + 4 + 2 + 1.")
    check.same(
        bits[1], [1, 1, 0, 1, 1, 0, 0, 0], "216 in bits", "255 - 39: all turned."
    )
    check.same(
        bits[2], [0, 0, 0, 0, 0, 0, 0, 1], "1 in bits", "The last digit counts 1."
    )
    check.same(
        bits[3], [1, 0, 0, 0, 0, 0, 0, 0], "128 in bits", "The first counts 128."
    )


_test()
check.passed("to_bits")

# %% nbgrader={"grade": true, "grade_id": "to_bits_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: all 256 bytes, in any order.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("to_bits")
    for n in (256, 9, 3):
        numbers = rng.permutation(256)[:n]
        with check.unchanged(numbers=numbers):
            bits = to_bits(numbers)
        right = [[int(digit) for digit in f"{number:08b}"] for number in numbers]
        check.hidden.same(
            bits, right, "bits", "Eight digits, the most significant first."
        )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "to_bits_hidden_one", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: a single number, and numbers that are stored in 8 bits.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("to_bits one")
    for n in (1, 1, 1, 8, 30):
        numbers = rng.integers(1, 256, n).astype(np.uint8 if n > 1 else int)
        numbers[0] = rng.integers(128, 256)
        right = np.unpackbits(numbers.astype(np.uint8)[:, None], axis=1)
        bits = to_bits(numbers)
        check.hidden.shape(
            bits, (n, 8), "bits", "One row for each number, also for one."
        )
        check.hidden.same(bits, right, "bits", "Zeros and ones, whatever the type.")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. A byte from what a decoder gives (6 points)
#
# **Why.** A decoder never says 0 or 1; it says 0.08 or 0.91. To know *which* byte it
# means, round each output, then add up what the ones count.
#
# **Approach**
# 1. What lies above 0.5 is a 1. What lies below is a 0, and so is 0.5 itself.
# 2. Each 1 counts its power of two, the first one 128, the last one 1. Add up each row.
#
# **Example.** `from_bits(np.array([[0.1, 0, 0.9, 0.2, 0, 0.8, 1, 0.6]]))` is `[39]`.
#
# <details><summary>Hint</summary>
#
# A comparison gives True and False, which count as 1 and 0. A table `@` a vector is a
# weighted sum of each row.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "from_bits", "locked": false, "schema_version": 3, "solution": true, "task": false}
def from_bits(rows):
    """Return the number that each row of eight outputs means.

    rows: (N, 8) numbers between 0 and 1, most significant digit first
    returns: (N,) whole numbers from 0 to 255
    """
    ### BEGIN SOLUTION
    return (np.asarray(rows) > 0.5) @ 2 ** np.arange(7, -1, -1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "from_bits_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: exact digits; then the outputs of a published network that learned 39.
def _test():
    rows = np.array([[0.0, 0, 1, 0, 0, 1, 1, 1], [1, 1, 0, 1, 1, 0, 0, 0]])
    with check.unchanged(rows=rows):
        numbers = from_bits(rows)
    check.same(numbers, [39, 216], "two bytes", "The first digit counts 128.")
    outputs = np.array(
        [[0.0768, 0.0794, 0.9122, 0.0769, 0.0726, 0.9112, 0.9168, 0.9168]]
    )
    check.same(from_bits(outputs), [39], "the outputs", "Round them first.")


_test()
check.passed("from_bits")

# %% nbgrader={"grade": true, "grade_id": "from_bits_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: exact digits of all bytes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("from_bits")
    for n in (256, 1, 8, 20):
        right = rng.permutation(256)[:n]
        rows = np.array(
            [[float(digit) for digit in f"{number:08b}"] for number in right]
        )
        with check.unchanged(rows=rows):
            numbers = from_bits(rows)
        check.hidden.same(numbers, right, "numbers", "One whole number for each row.")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "from_bits_hidden_grey", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: outputs between 0 and 1, and exactly 0.5.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("from_bits grey")
    for n in (1, 8, 50):
        right = rng.permutation(256)[:n]
        bits = np.array([[int(digit) for digit in f"{number:08b}"] for number in right])
        rows = np.where(
            bits, rng.uniform(0.51, 1, (n, 8)), rng.uniform(0, 0.49, (n, 8))
        )
        rows[0, bits[0] == 0] = 0.5
        with check.unchanged(rows=rows):
            numbers = from_bits(rows)
        check.hidden.same(numbers, right, "numbers", "Only what is above 0.5 is a 1.")
    right = rng.integers(0, 128, 5)
    rows = np.array([[float(digit) for digit in f"{number:08b}"] for number in right])
    rows[:, 0] = 0.5
    check.hidden.same(
        from_bits(rows), right, "numbers", "Only what is above 0.5 is a 1."
    )


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. How bad is a reconstruction? (12 points)
#
# **Why.** Two losses are common: the **mean squared error**, and the **binary
# cross-entropy**, which reads each number of `X` as the probability of a 1. Both are
# means over *all* numbers:
#
# $$\text{mse} = \operatorname{mean}\,(x - \hat x)^2$$
#
# $$\text{bce} = -\operatorname{mean}\,\left[x \ln \hat x + (1 - x)
# \ln (1 - \hat x)\right]$$
#
# A loss of 0.1 means little without its **floor**, the least that any reconstruction
# can reach. For the mean squared error it is 0. For the cross-entropy it is 0 only if
# all numbers are exactly 0 or 1: the best guess for a grey pixel is the pixel itself,
# and even that costs its entropy.
#
# **Approach**
# 1. For `"mse"`: the mean of the squared differences; the floor is 0. Here nothing is
#    clipped: a linear decoder may well say 1.3.
# 2. For `"bce"`: first bring each $\hat x$ into the range from `1e-7` to `1 - 1e-7`,
#    then compute the mean. A logarithm of 0 must never appear.
# 3. Its floor is what a perfect reconstruction costs: `X` itself in place of `X_hat`,
#    clipped in the same way.
#
# **Example.** For `X = [[0, 1]]` and `X_hat = [[0.1, 0.8]]` the mean squared error is
# $(0.01 + 0.04)/2 = 0.025$. The cross-entropy is $-(\ln 0.9 + \ln 0.8)/2 = 0.164$.
#
# <details><summary>Hint</summary>
#
# `np.clip(A, low, high)` moves what is outside to the nearest end. Mind the brackets:
# the minus sign stands before both halves. Losses far below 0 mean that it does not.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "reconstruction_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reconstruction_loss(X, X_hat, kind):
    """Return the loss of a reconstruction and the least that it could be.

    X: (N, d) numbers between 0 and 1
    X_hat: (N, d) the reconstruction, for "mse" any numbers
    kind: "mse" or "bce"
    returns: the pair (loss, floor), two floats
    """
    ### BEGIN SOLUTION
    if kind == "mse":
        return np.mean((X - X_hat) ** 2), 0.0
    costs = []
    for guess in (X_hat, X):
        p = np.clip(guess, 1e-7, 1 - 1e-7)
        costs.append(-np.mean(X * np.log(p) + (1 - X) * np.log(1 - p)))
    return costs[0], costs[1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example; a published network's outputs for 39; two grey pixels.
def _test():
    X, X_hat = np.array([[0.0, 1.0]]), np.array([[0.1, 0.8]])
    with check.unchanged(X=X, X_hat=X_hat):
        pair = reconstruction_loss(X, X_hat, "mse")
    loss, floor = check.unpack(pair, "loss, floor", "reconstruction_loss")
    check.close(loss, 0.025, "mse", "The mean of 0.01 and 0.04.", "float32")
    check.close(
        floor, 0, "the floor of the mse", "A perfect copy costs nothing.", "float32"
    )
    pair = reconstruction_loss(X, X_hat, "bce")
    loss, floor = check.unpack(pair, "loss, floor", "reconstruction_loss")
    check.close(loss, 0.1642520, "bce", "-(ln 0.9 + ln 0.8) / 2.", "float32")
    check.close(floor, 0, "the floor of black and white", "No grey.", "float32")
    X = np.array([[0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0]])
    X_hat = np.array(
        [
            [
                0.07678119,
                0.07935049,
                0.91219556,
                0.07693048,
                0.07255505,
                0.9112366,
                0.9168126,
                0.9168152,
            ]
        ]
    )
    loss, _ = reconstruction_loss(X, X_hat, "mse")
    check.close(loss, 0.00660035, "the published mse", "The mean of all.", "float32")
    loss, floor = reconstruction_loss(
        np.array([[0.3], [0.5]]), np.full((2, 1), 0.5), "bce"
    )
    check.close(loss, 0.6931472, "bce of grey pixels", "ln 2 for both.", "float32")
    check.close(
        floor, 0.6520057, "the floor of grey pixels", "Their entropy.", "float32"
    )


_test()
check.passed("reconstruction_loss")

# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the mean squared error and its floor.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reconstruction_loss")
    for n, d in ((1, 1), (1, 6), (7, 1), (5, 3), (2, 9)):
        X, X_hat = rng.uniform(0.02, 0.98, (2, n, d))
        X_hat = 4 * X_hat - 1.5  # a decoder without a sigmoid leaves the range
        with check.unchanged(X=X, X_hat=X_hat):
            pair = reconstruction_loss(X, X_hat, str(rng.choice(["mse"])))
        loss, floor = check.unpack(pair, "loss, floor", "reconstruction_loss")
        right = sum((a - b) ** 2 for a, b in zip(X.flat, X_hat.flat, strict=True)) / (
            n * d
        )
        check.hidden.close(loss, right, "mse", "The mean over all numbers.", "float32")
        check.hidden.close(floor, 0.0, "the floor of the mse", kind="float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_hidden_bce", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the cross-entropy of grey pixels.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reconstruction_loss bce")
    for n, d in ((1, 1), (1, 6), (7, 1), (5, 3), (2, 9)):
        X, P = rng.uniform(0.02, 0.98, (2, n, d))
        with check.unchanged(X=X, P=P):
            pair = reconstruction_loss(X, P, str(rng.choice(["bce"])))
        loss, _ = check.unpack(pair, "loss, floor", "reconstruction_loss")
        right = np.mean(X * np.log(1 / P) + (1 - X) * np.log(1 / (1 - P)))
        hint = "Both halves have the minus sign; the mean over all numbers."
        check.hidden.close(loss, right, "bce", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_hidden_floor", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the floor of the cross-entropy.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reconstruction_loss floor")
    for n, d in ((1, 1), (1, 6), (7, 1), (5, 3), (2, 9)):
        X, P = rng.uniform(0.1, 0.9, (2, n, d))
        X = np.where(rng.uniform(size=X.shape) < 0.3, np.round(X), X)
        X.flat[0] = rng.uniform(0.1, 0.9)
        with check.unchanged(X=X, P=P):
            pair = reconstruction_loss(X, P, "bce")
        _, floor = check.unpack(pair, "loss, floor", "reconstruction_loss")
        grey = [x for x in X.flat if 0 < x < 1]
        right = sum(-x * np.log(x) - (1 - x) * np.log(1 - x) for x in grey) / X.size
        hint = "What does a perfect reconstruction cost? Black and white cost nothing."
        check.hidden.close(floor, right, "the floor of the bce", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_hidden_clip", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: outputs that are exactly 0 or 1.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reconstruction_loss clip")
    far = 7 * np.log(10)
    for x, p, cost in ((1, 0, far), (0, 1, far), (1, 1, 0), (0, 0, 0)):
        X, P = np.full((2, 3), x / 1.0), np.full((2, 3), p / 1.0)
        with check.unchanged(X=X, X_hat=P):
            pair = reconstruction_loss(X, P, "bce")
        loss, _ = check.unpack(pair, "loss, floor", "the pair")
        hint = "From 1e-7 to 1 - 1e-7: what does a certain answer cost?"
        check.hidden.close(loss, cost, "bce at the ends", hint, "float32")
    X, P = rng.integers(0, 2, (2, 5, 4)) / 1.0
    X[0, 0], P[0, 0] = 0, 1
    right = far * np.mean(X != P)
    loss, _ = check.unpack(reconstruction_loss(X, P, "bce"), "loss, floor", "the pair")
    check.hidden.close(loss, right, "bce at the ends", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Through the code and back (12 points)
#
# **Why.** The forward pass of an autoencoder is that of any network, but one stop on
# the way matters: the output of the encoder. It is all that the decoder gets to see.
#
# **Approach**
# 1. Start with `X`. For each layer: multiply by `W`, add `b`, bend.
# 2. The bend's name is one of `"sigmoid"`, `"tanh"`, `"relu"` (negative scores become
#    0) and `"linear"` (nothing is bent). Scores may be far from zero: no nan may come
#    out.
# 3. After the first *half of the layers* you have the code, after the last one the
#    reconstruction. The code need not be the smallest layer.
#
# **Example.** With `X = [[1, 2]]`, two linear layers, `W = [[1], [1]]` and `b = [1]`,
# then `W = [[2, 0]]` and `b = [0, 5]`: the code is `[[4]]`, the reconstruction
# `[[8, 5]]`.
#
# <details><summary>Hint</summary>
#
# `zip(params, bends, strict=True)` walks through both lists. `np.tanh` is safe for
# large scores; the fraction $(e^z - e^{-z})/(e^z + e^{-z})$ is not. $1/(1 + e^{-z})$
# never gets beyond 0 and 1, though NumPy may warn of an overflow on the way. Keep the
# results of all layers in a list; then the code stands at a place that you can compute.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "encode_decode", "locked": false, "schema_version": 3, "solution": true, "task": false}
def encode_decode(X, params, bends):
    """Return the code of each example and its reconstruction.

    X: (N, d)
    params: a list of pairs (W, b), one for each layer, an even number of them
    bends: a list of names, one for each layer: sigmoid, tanh, relu or linear
    returns: the pair (Z, X_hat)
    """
    ### BEGIN SOLUTION
    outputs = [X]
    for (W, b), bend in zip(params, bends, strict=True):
        z = outputs[-1] @ W + b
        if bend == "sigmoid":
            z = 0.5 + 0.5 * np.tanh(0.5 * z)
        elif bend == "tanh":
            z = np.tanh(z)
        elif bend == "relu":
            z = np.maximum(z, 0)
        outputs.append(z)
    return outputs[len(params) // 2], outputs[-1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "encode_decode_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, then four layers with four different bends.
def _test():
    X = np.array([[1.0, 2.0]])
    params = [
        (np.ones((2, 1)), np.ones(1)),
        (np.array([[2.0, 0.0]]), np.array([0.0, 5.0])),
    ]
    with check.unchanged(X=X, W=params[0][0], b=params[0][1]):
        pair = encode_decode(X, params, ["linear", "linear"])
    Z, X_hat = check.unpack(pair, "Z, X_hat", "encode_decode")
    check.close(Z, [[4]], "Z", "1 + 2 + 1.", "float32")
    check.close(X_hat, [[8, 5]], "X_hat", "Every layer has its biases.", "float32")
    X = np.array([[1.0], [-2.0]])
    params = [
        (np.array([[1.0, -1.0]]), np.zeros(2)),
        (np.log([[3.0], [9.0]]) / 2, np.zeros(1)),
        (np.array([[2.0]]), np.array([-0.5])),
        (np.log([[3.0]]), np.zeros(1)),
    ]
    pair = encode_decode(X, params, ["relu", "tanh", "linear", "sigmoid"])
    Z, X_hat = check.unpack(pair, "Z, X_hat", "encode_decode")
    check.close(
        Z, [[0.5], [0.9756098]], "Z", "The tanh of the second layer.", "float32"
    )
    right = [[0.6339746], [0.8312101]]
    check.close(X_hat, right, "X_hat", "The sigmoid of the last layer.", "float32")


_test()
check.passed("encode_decode")

# %% nbgrader={"grade": true, "grade_id": "encode_decode_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: codes and reconstructions of two, four and six layers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("encode_decode")
    bent = {"sigmoid": lambda z: 1 / (1 + np.exp(-z))}
    bent["tanh"] = lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)
    for n, *sizes in ((5, 4, 2, 4), (1, 3, 2, 1, 2, 3), (6, 7, 5, 3, 2, 3, 5, 7)):
        layers = range(len(sizes) - 1)
        params = [
            (rng.normal(size=sizes[k : k + 2]), rng.normal(size=sizes[k + 1]))
            for k in layers
        ]
        bends = rng.permutation(["sigmoid", "tanh"] * (len(params) // 2)).tolist()
        X = rng.normal(size=(n, sizes[0]))
        with check.unchanged(X=X, params=params, bends=bends):
            pair = encode_decode(X, params, bends)
        Z, X_hat = check.unpack(pair, "Z, X_hat", "encode_decode")
        right = [X]
        for (W, b), bend in zip(params, bends, strict=True):
            right.append(bent[bend](right[-1] @ W + b))
        half = len(params) // 2
        hint = "The code comes out of the first half of the layers."
        check.hidden.close(Z, right[half], "Z", hint, "float32")
        check.hidden.close(
            X_hat, right[-1], "X_hat", "All layers, in order.", "float32"
        )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "encode_decode_hidden_bends", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: each bend, near zero and far from it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("encode_decode bends")
    near = rng.normal(size=(6, 1)) * 1.5
    far = rng.permutation([1000.0, -1000.0, 3e5, -3e5])[:, None]
    one = [(np.ones((1, 1)), np.zeros(1))] * 2
    for X in (near, far):
        for bend in ("sigmoid", "tanh", "relu", "linear"):
            bend = str(rng.choice([bend]))  # the word, but not the same object
            for bends, place in (([bend, "linear"], 0), (["linear", bend], 1)):
                e = np.exp(-2 * abs(X))
                right = {"tanh": np.sign(X) * (1 - e) / (1 + e), "linear": X}
                right["relu"] = (abs(X) + X) / 2
                right["sigmoid"] = np.where(X > 0, 1, np.sqrt(e)) / (1 + np.sqrt(e))
                with check.unchanged(X=X, params=one):
                    pair = encode_decode(X, one, bends)
                found = check.unpack(pair, "Z, X_hat", "the pair")
                hint = "A formula that divides infinity by infinity, or another bend?"
                check.hidden.close(found[place], right[bend], bend, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "encode_decode_hidden_middle", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: codes that are not the smallest layer.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("encode_decode middle")
    for n, *sizes in (
        (4, 2, 5, 2),
        (3, 4, 2, 6, 3, 1),
        (5, 3, 3, 3, 3, 3),
        (2, 5, 4, 3, 2, 1),
    ):
        params = [(rng.normal(size=(a, b)), rng.normal(size=b))
                  for a, b in pairwise(sizes)]
        X = rng.normal(size=(n, sizes[0]))
        with check.unchanged(X=X, params=params):
            pair = encode_decode(X, params, ["tanh"] * len(params))
        Z, X_hat = check.unpack(pair, "Z, X_hat", "encode_decode")
        hint = "The first half of the layers gives the code, whatever its size."
        right = X
        for k, (W, b) in enumerate(params, 1):
            right = np.tanh(right @ W + b)
            if k == len(params) / 2:
                check.hidden.close(Z, right, "Z", hint, "float32")
        check.hidden.close(X_hat, right, "X_hat", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. How many parameters? (6 points)
#
# **Why.** A network that has more parameters than its data have numbers can learn them
# by heart. So count before you train. A small hour-glass is seldom small.
#
# **Approach**
# 1. A layer from $n$ to $m$ neurons has $n \cdot m$ weights and $m$ biases.
# 2. Add up all layers. The input is no layer.
#
# **Example.** 3-2-3 has $3 \cdot 2 + 2$ parameters in the encoder and $2 \cdot 3 + 3$
# in the decoder: `count_parameters([3, 2, 3])` is 17.
#
# <details><summary>Hint</summary>
#
# `zip(sizes, sizes[1:])` gives the two sizes of each layer, and so does
# `itertools.pairwise(sizes)`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "count_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(sizes):
    """Return the number of weights and biases of a dense network.

    sizes: a list of whole numbers: the inputs, then the neurons of each layer
    returns: an int
    """
    ### BEGIN SOLUTION
    return int(np.dot(np.add(sizes[:-1], 1), sizes[1:]))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "count_parameters_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: by hand, the byte's network of chapter 08, and two published ones.
def _test():
    check.same(count_parameters([3, 2, 3]), 17, "3-2-3", "6 + 2 + 6 + 3.")
    check.same(count_parameters([8, 6, 4, 2, 4, 6, 8]), 190, "the byte's network")
    check.same(count_parameters([784, 2, 784]), 3922, "784-2-784")
    sizes = [784, 392, 28, 10, 2, 10, 28, 392, 784]
    check.same(count_parameters(sizes), 638854, "four layers to the code")


_test()
check.passed("count_parameters")

# %% nbgrader={"grade": true, "grade_id": "count_parameters_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: symmetric networks of other depths and sizes.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("count_parameters")
    for depth in (1, 2, 3, 4):
        half = [int(n) for n in rng.integers(3, 900, depth)]
        sizes = [*half, int(rng.integers(1, 40)), *half[::-1]]
        right = sum(np.zeros((n, m)).size + m for n, m in pairwise(sizes))
        hint = "The weights and the biases of every layer."
        with check.unchanged(sizes=sizes):
            found = count_parameters(sizes)
        check.hidden.same(found, right, "the number", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "count_parameters_hidden_any", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: networks that are not symmetric.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("count_parameters any")
    for length in (2, 3, 4, 5, 8):
        sizes = [int(n) for n in rng.permutation(np.arange(1, 60))[:length]]
        before = list(sizes)
        found = count_parameters(sizes)
        right = sum((n + 1) * m for n, m in pairwise(sizes))
        check.hidden.same(found, right, "the number", "Each layer as it is.")
        check.that(sizes == before, "count_parameters", "the list was changed")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. What PCA rebuilds (14 points)
#
# **Why.** A linear autoencoder with $k$ codes can at best rebuild what PCA with $k$
# components rebuilds. So PCA is the mark that every other autoencoder has to beat, and
# it needs no training: the answer can be computed. As always, what is learned from `X`
# is then used on examples that are new.
#
# **Approach**
# 1. The mean of each column of `X`. Subtract it, from `X` and from `X_new`.
# 2. The covariance matrix of the centred `X`, or its singular value decomposition. The
#    directions are its eigenvectors; the eigenvalues are the variances along them.
# 3. Keep the $k$ directions of the largest variance, largest first. The codes are the
#    products of the centred `X_new` with them.
# 4. The reconstruction goes back through the same directions, and adds the mean.
# 5. The share: the variance along the $k$ directions divided by all the variance of
#    `X`.
#
# **Example.** The points `X = [[1, 1], [3, 3], [2, 2]]` lie on a line. With `k = 1` and
# `X_new = [[3, 1], [4, 4]]`: the point `[3, 1]` has the code 0 and is rebuilt as the
# mean `[2, 2]`; `[4, 4]` has the code $2\sqrt{2}$ or $-2\sqrt{2}$ and is rebuilt as
# `[4, 4]`. The share is 1.
#
# <details><summary>Hint</summary>
#
# The sign of each column of the codes is free: `v` and `-v` are the same direction, and
# the tests accept both. `np.linalg.eigh(C)` gives the eigenvalues of a symmetric matrix
# from small to large, and its eigenvectors as *columns*.
# `np.linalg.svd(A, full_matrices=False)` gives the directions as *rows* of its third
# result, from large to small; the squares of its singular values are in proportion to
# the variances.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "pca", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pca(X, X_new, k):
    """Return codes and reconstructions of new examples, and the explained share.

    X: (N, d) the examples from which mean and directions are learned
    X_new: (M, d) the examples that are encoded and rebuilt
    k: the number of components
    returns: the triple (Z, X_hat, share) with Z of shape (M, k), X_hat of shape (M, d)
        and the share of the variance of X that k components explain, a float
    """
    ### BEGIN SOLUTION
    mean = X.mean(axis=0)
    _, spread, rows = np.linalg.svd(X - mean, full_matrices=False)
    V = rows[:k].T
    Z = (X_new - mean) @ V
    share = np.sum(spread[:k] ** 2) / np.sum(spread**2)
    return Z, Z @ V.T + mean, share
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pca_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: points on a line; then two independent columns of unlike spread.
def _test():
    X, X_new = np.array([[1.0, 1], [3, 3], [2, 2]]), np.array([[3.0, 1], [4, 4]])
    with check.unchanged(X=X, X_new=X_new):
        found = pca(X, X_new, 1)
    Z, X_hat, share = check.unpack(found, "Z, X_hat, share", "pca")
    check.shape(Z, (2, 1), "Z", "One code for each new example.")
    check.close(np.abs(Z), [[0], [2.8284271]], "Z without its sign", kind="float32")
    check.close(X_hat, [[2, 2], [4, 4]], "X_hat", "Back, and add the mean.", "float32")
    check.close(share, 1, "share", "All the variance lies along the line.", "float32")
    X = np.array([[5.0, 0], [5, 2], [1, 1], [9, 1]])
    found = pca(X, np.array([[6.0, 4.0]]), 2)
    Z, X_hat, share = check.unpack(found, "Z, X_hat, share", "pca")
    check.close(np.abs(Z), [[1, 3]], "Z without its signs", "Largest first.", "float32")
    check.close(
        X_hat, [[6, 4]], "X_hat of all components", "Nothing is lost.", "float32"
    )
    _, X_hat, share = pca(X, np.array([[6.0, 4.0]]), 1)
    check.close(
        X_hat, [[6, 1]], "X_hat", "The second column becomes its mean.", "float32"
    )
    check.close(share, 0.9411765, "share", "8 of 8.5.", "float32")


_test()
check.passed("pca")

# %% nbgrader={"grade": true, "grade_id": "pca_hidden_codes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the codes, each column up to its sign.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pca codes")
    for n, d, m, k in (
        (9, 3, 4, 2),
        (20, 5, 3, 5),
        (6, 2, 5, 1),
        (4, 6, 5, 2),
        (30, 6, 1, 3),
    ):
        Q = np.linalg.qr(rng.normal(size=(d, d)))[0]
        U = rng.normal(size=(n, min(n - 1, d)))
        U = np.linalg.qr(U - U.mean(axis=0))[0]
        spread = 6 * 0.6 ** np.arange(U.shape[1]) * rng.uniform(0.9, 1.1, U.shape[1])
        X = (U * spread) @ Q[: U.shape[1]] + rng.normal(size=d) * 4
        X_new = rng.normal(size=(m, d)) * 3 + rng.normal(size=d) * 3
        with check.unchanged(X=X, X_new=X_new):
            found = pca(X, X_new, k)
        Z, _, _ = check.unpack(found, "Z, X_hat, share", "pca")
        check.hidden.shape(Z, (m, k), "Z", "One row for each new example.")
        right = (X_new - X.mean(axis=0)) @ Q[:k].T
        signs = np.where((np.asarray(Z) * right).sum(axis=0) < 0, -1, 1)
        hint = (
            "The mean of X goes off first; the directions of most variance, in order."
        )
        check.hidden.close(Z * signs, right, "Z", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pca_hidden_rebuilt", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the reconstructions of new examples.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pca rebuilt")
    for n, d, m, k in (
        (9, 3, 4, 2),
        (20, 5, 3, 5),
        (6, 2, 5, 1),
        (4, 6, 5, 2),
        (30, 6, 1, 3),
    ):
        Q = np.linalg.qr(rng.normal(size=(d, d)))[0]
        U = rng.normal(size=(n, min(n - 1, d)))
        U = np.linalg.qr(U - U.mean(axis=0))[0]
        spread = 6 * 0.6 ** np.arange(U.shape[1]) * rng.uniform(0.9, 1.1, U.shape[1])
        X = (U * spread) @ Q[: U.shape[1]] + rng.normal(size=d) * 4
        X_new = rng.normal(size=(m, d)) * 3 + rng.normal(size=d) * 3
        with check.unchanged(X=X, X_new=X_new):
            found = pca(X, X_new, k)
        _, X_hat, _ = check.unpack(found, "Z, X_hat, share", "pca")
        mean = X.mean(axis=0)
        right = mean + (X_new - mean) @ Q[:k].T @ Q[:k]
        hint = (
            "From the codes back through the same directions, and the mean of X on top."
        )
        check.hidden.close(X_hat, right, "X_hat", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pca_hidden_share", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the share of the variance.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pca share")
    for n, d, m, k in (
        (9, 3, 4, 2),
        (20, 5, 3, 5),
        (6, 2, 5, 1),
        (4, 6, 5, 2),
        (30, 6, 1, 3),
    ):
        Q = np.linalg.qr(rng.normal(size=(d, d)))[0]
        U = rng.normal(size=(n, min(n - 1, d)))
        U = np.linalg.qr(U - U.mean(axis=0))[0]
        spread = 6 * 0.6 ** np.arange(U.shape[1]) * rng.uniform(0.9, 1.1, U.shape[1])
        X = (U * spread) @ Q[: U.shape[1]] + rng.normal(size=d) * 4
        X_new = rng.normal(size=(m, d)) * 3 + rng.normal(size=d) * 3
        rest = X - X.mean(axis=0)
        lost = rest - rest @ Q[:k].T @ Q[:k]
        right = 1 - np.sum(lost**2) / np.sum(rest**2)
        _, _, share = check.unpack(pca(X, X_new, k), "Z, X_hat, share", "pca")
        hint = "Variances, not standard deviations; those of X; divided by all of it."
        check.hidden.close(share, right, "share", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. The gradient of a linear autoencoder (14 points)
#
# **Why.** The smallest autoencoder that learns has two layers and no bends:
# $Z = XW + b$ and $\hat X = ZD + c$. Descent needs the slopes of its loss, the mean of
# $(\hat x - x)^2$ over *all* $N \cdot d$ numbers, in its four parameters. At the end of
# the descent it rebuilds what PCA rebuilds, and all slopes are zero.
#
# **Approach**
# 1. Forward: the codes, the reconstruction, the loss.
# 2. The slope of the loss in $\hat X$: $G = 2\,(\hat X - X) / (N d)$.
# 3. The decoder: $Z^\top G$ for `D`; the sum of $G$ over the examples for `c`.
# 4. Send $G$ back to the codes: $G D^\top$. The encoder: $X^\top (G D^\top)$ for `W`,
#    and the sum of $G D^\top$ over the examples for `b`.
#
# The input `X` is the target as well, but it is data: it has no slope here.
#
# **Example.** `X = [[1, 0]]`, `W = [[1], [0]]`, `b = [0]`, `D = [[3, 1]]`,
# `c = [0, 0]`: the code is 1 and `X_hat = [[3, 1]]`. The loss is $(4 + 1)/2 = 2.5$ and
# `G = [[2, 1]]`. So `dD = [[2, 1]]`, `dc = [2, 1]`, `dW = [[7], [0]]` and `db = [7]`.
#
# <details><summary>Hint</summary>
#
# Each gradient has the shape of its parameter; let the shapes lead you. `X.size` is the
# number of all numbers in `X`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "linear_gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear_gradients(X, W, b, D, c):
    """Return the loss of a linear autoencoder and its slopes in all parameters.

    X: (N, d)
    W, b: (d, k) and (k,), the encoder
    D, c: (k, d) and (d,), the decoder
    returns: the tuple (loss, dW, db, dD, dc)
    """
    ### BEGIN SOLUTION
    Z = X @ W + b
    rest = Z @ D + c - X
    G = 2 * rest / X.size
    back = G @ D.T
    return np.mean(rest**2), X.T @ back, np.sum(back, 0), Z.T @ G, np.sum(G, 0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "linear_gradients_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, then two examples with biases.
def _test():
    X, W, b = np.array([[1.0, 0.0]]), np.array([[1.0], [0.0]]), np.zeros(1)
    D, c = np.array([[3.0, 1.0]]), np.zeros(2)
    with check.unchanged(X=X, W=W, b=b, D=D, c=c):
        found = linear_gradients(X, W, b, D, c)
    names = "loss, dW, db, dD, dc"
    loss, dW, db, dD, dc = check.unpack(found, names, "linear_gradients")
    check.close(loss, 2.5, "loss", "The mean over all numbers.", "float32")
    check.close(dD, [[2, 1]], "dD", "In the shape of D.", "float32")
    check.close(dc, [2, 1], "dc", "In the shape of c.", "float32")
    check.close(dW, [[7], [0]], "dW", "G goes back through D.", "float32")
    check.close(db, [7], "db", "In the shape of b.", "float32")
    X, b, c = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0]), np.array([0.0, -1.0])
    found = linear_gradients(X, W, b, D, c)
    loss, dW, db, dD, dc = check.unpack(found, names, "linear_gradients")
    check.close(loss, 9.75, "loss", "(25 + 1 + 9 + 4) / 4.", "float32")
    check.close(dD, [[6.5, 0]], "dD with biases", "Codes 2 and 1.", "float32")
    check.close(
        dc, [4, -0.5], "dc with biases", "The sum over the examples.", "float32"
    )
    check.close(dW, [[8], [7]], "dW with biases", kind="float32")
    check.close(db, [11.5], "db with biases", "The sum over the examples.", "float32")


_test()
check.passed("linear_gradients")

# %% nbgrader={"grade": true, "grade_id": "linear_gradients_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the loss.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("linear_gradients loss")
    names = "loss, dW, db, dD, dc"
    for n, d, k in ((1, 1, 1), (1, 3, 2), (6, 2, 2), (4, 3, 1), (5, 3, 4)):
        X, W, D = (rng.normal(size=s) for s in ((n, d), (d, k), (k, d)))
        b, c = rng.normal(size=k), rng.normal(size=d)
        with check.unchanged(X=X, W=W, b=b, D=D, c=c):
            found = linear_gradients(X, W, b, D, c)
        loss = check.unpack(found, names, "linear_gradients")[0]
        again = [np.add(c, np.add(b, x @ W) @ D) - x for x in X]
        right = sum(e @ e for e in again) / (n * d)
        check.hidden.close(loss, right, "loss", "The mean over all numbers.", "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "linear_gradients_hidden_decoder", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes of the decoder, against finite differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("linear_gradients decoder")
    names = "loss, dW, db, dD, dc"
    for n, d, k in ((1, 1, 1), (1, 3, 2), (6, 2, 2), (4, 3, 1), (5, 3, 4)):
        X, W, D = (rng.normal(size=s) for s in ((n, d), (d, k), (k, d)))
        b, c = rng.normal(size=k), rng.normal(size=d)
        with check.unchanged(X=X, W=W, b=b, D=D, c=c):
            found = linear_gradients(X, W, b, D, c)
        found = check.unpack(found, names, "linear_gradients")
        for place, name in ((2, "dD"), (3, "dc")):
            params = [W, b, D, c]
            right = np.zeros(params[place].shape)
            for at in np.ndindex(right.shape):
                ends = []
                for step in (1e-4, -1e-4):
                    moved = [p.copy() for p in params]
                    moved[place][at] += step
                    V, u, E, v = moved
                    ends.append(np.mean(((X @ V + u) @ E + v - X) ** 2))
                right[at] = (ends[0] - ends[1]) / 2e-4
            check.hidden.shape(found[place + 1], right.shape, name, "As its parameter.")
            hint = "What comes into the decoder, and the slope in X_hat."
            check.hidden.close(found[place + 1], right, name, hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "linear_gradients_hidden_encoder", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes of the encoder, against finite differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("linear_gradients encoder")
    names = "loss, dW, db, dD, dc"
    for n, d, k in ((1, 1, 1), (1, 3, 2), (6, 2, 2), (4, 3, 1), (5, 3, 4)):
        X, W, D = (rng.normal(size=s) for s in ((n, d), (d, k), (k, d)))
        b, c = rng.normal(size=k), rng.normal(size=d)
        with check.unchanged(X=X, W=W, b=b, D=D, c=c):
            found = linear_gradients(X, W, b, D, c)
        found = check.unpack(found, names, "linear_gradients")
        for place, name in ((0, "dW"), (1, "db")):
            params = [W, b, D, c]
            right = np.zeros(params[place].shape)
            for at in np.ndindex(right.shape):
                ends = []
                for step in (1e-4, -1e-4):
                    moved = [p.copy() for p in params]
                    moved[place][at] += step
                    V, u, E, v = moved
                    ends.append(np.mean(((X @ V + u) @ E + v - X) ** 2))
                right[at] = (ends[0] - ends[1]) / 2e-4
            check.hidden.shape(found[place + 1], right.shape, name, "As its parameter.")
            hint = "What comes into the encoder, and the slope in the codes."
            check.hidden.close(found[place + 1], right, name, hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "linear_gradients_hidden_pca", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: at the solution of PCA all slopes are zero.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("linear_gradients pca")
    for n, d, k in ((8, 3, 1), (12, 4, 2), (9, 5, 3)):
        X = rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) + rng.normal(size=d) * 2
        mean = X.mean(axis=0)
        variances, V = np.linalg.eigh((X - mean).T @ (X - mean) / n)
        V = V[:, d - k :]
        mix = np.linalg.qr(rng.normal(size=(k, k)))[0] * rng.uniform(0.5, 2, k)
        W, D, shift = V @ mix, np.linalg.inv(mix) @ V.T, rng.normal(size=k)
        b, c = shift - mean @ W, mean - shift @ D
        found = linear_gradients(X, W, b, D, c)
        loss, *slopes = check.unpack(found, "loss, dW, db, dD, dc", "linear_gradients")
        right = variances[: d - k].sum() / d
        hint = "The variance that PCA discards, for each column."
        check.hidden.close(loss, right, "the loss at the best place", hint, "float32")
        shapes = (d, k), (k,), (k, d), (d,)
        for name, slope, n in zip("W b D c".split(), slopes, shapes, strict=True):
            hint = "Nothing is steep at the best place."
            check.hidden.close(slope, np.zeros(n), f"d{name} there", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. How far do the classes overlap? (8 points)
#
# **Why.** "In the plane of the codes, the 4s and the 9s overlap." How much? An eye sees
# what it hopes to see. A number is the same for everybody: the share of examples that
# lie nearer to the mean of *another* class than to that of their own. No label was used
# to train; they are used only to judge.
#
# **Approach**
# 1. The mean code of each class.
# 2. The distance of each code to each of these means, the ordinary one.
# 3. The class of the nearest mean. The overlap is the share of examples for which it is
#    not their own.
#
# **Example.** The codes `[[0], [1], [8], [2], [9], [10]]` with the labels
# `[3, 3, 3, 7, 7, 7]`: the means are 3 and 7. The 8 and the 2 lie nearer to the mean of
# the other class. Two of six, 0.333.
#
# <details><summary>Hint</summary>
#
# `np.unique(y)` is the sorted list of the labels that occur; they need not be 0, 1, 2.
# `codes[:, None] - means` has the shape (examples, classes, columns). `argmin` gives a
# place in the list of classes, not a label.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "overlap", "locked": false, "schema_version": 3, "solution": true, "task": false}
def overlap(codes, y):
    """Return the share of codes whose nearest class mean is that of another class.

    codes: (N, k)
    y: (N,) labels, any whole numbers
    returns: a float between 0 and 1
    """
    ### BEGIN SOLUTION
    classes = np.unique(y)
    means = np.array([codes[y == label].mean(axis=0) for label in classes])
    far = np.sum((codes[:, None] - means) ** 2, axis=2)
    return np.mean(classes[far.argmin(axis=1)] != y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "overlap_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, then two groups far apart.
def _test():
    codes = np.array([[0.0], [1.0], [8.0], [2.0], [9.0], [10.0]])
    y = np.array([3, 3, 3, 7, 7, 7])
    with check.unchanged(codes=codes, y=y):
        found = overlap(codes, y)
    check.close(
        found, 0.3333333, "overlap", "8 and 2 lie nearer to the other mean.", "float32"
    )
    codes = np.array([[0.0, 0.0], [10.0, 1.0], [0.0, 2.0], [10.0, 3.0]])
    check.close(overlap(codes, np.array([0, 1, 0, 1])), 0, "far apart", kind="float32")
    check.close(overlap(codes, np.array([0, 0, 0, 1])), 0.25, "mixed", kind="float32")


_test()
check.passed("overlap")

# %% nbgrader={"grade": true, "grade_id": "overlap_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: classes 0, 1, 2 ... of equal size, in one to five columns.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("overlap")
    for k, classes, spread in [(2, 3, 1), (1, 4, 2), (5, 3, 1), (2, 10, 2)] * 4:
        y = rng.permutation(np.arange(30 * classes) % classes)
        codes = rng.normal(size=(classes, k))[y] * spread + rng.normal(size=(len(y), k))
        codes[y == 0] += rng.exponential(5, (30, k))
        codes *= rng.uniform(0.5, 3, k)
        with check.unchanged(codes=codes, y=y):
            found = overlap(codes, y)
        labels = np.array(sorted(set(y.tolist())))
        means = np.stack([codes[y == label].mean(axis=0) for label in labels])
        far = np.linalg.norm(codes[:, None] - means, axis=2)
        right = sum(labels[np.argmin(far, axis=1)] != y) / len(y)
        hint = "Nearest mean, ordinary distance, the share of all examples."
        check.hidden.close(found, right, "overlap", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "overlap_hidden_labels", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: any labels, and classes of unequal sizes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("overlap labels")
    for sizes in [(50, 10), (4, 60, 20), (1, 30, 9, 40)] * 4:
        labels = rng.permutation(np.r_[-9:0, 20:60])[: len(sizes)]
        y = rng.permutation(np.repeat(labels, sizes))
        codes = rng.normal(size=(len(y), 2)) * 2 + y[:, None] % 4
        labels = np.array(sorted(set(y.tolist())))
        means = np.stack([codes[y == label].mean(axis=0) for label in labels])
        far = np.linalg.norm(codes[:, None] - means, axis=2)
        right = sum(labels[np.argmin(far, axis=1)] != y) / len(y)
        found = overlap(codes, y)
        hint = "Only the labels that occur; every example counts the same."
        check.hidden.close(found, right, "overlap", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. Three models, one set of weights (12 points)
#
# **Why.** In Keras we want three models of one network: the whole to train, the encoder
# and the decoder to use. They must *share* their layers. If the decoder has layers of
# its own, training the whole leaves it as random as it was, and no error message says
# so.
#
# To lay your models beside NumPy, they start with weights that are handed in.
#
# **Approach**
# 1. Make one `keras.layers.Dense` for each layer, with its number of neurons and its
#    bend.
# 2. Make the three models from these very layers: the whole network, its first half,
#    and its second half with an input of its own, as wide as the code.
# 3. `set_weights(weights)` of the autoencoder; the other two have them then, too.
#
# Return plain models, made with `keras.Model` or `keras.Sequential`, none of a class of
# your own. They need not be compiled.
#
# **Example.** `build_autoencoder([6, 4, 2, 4, 6], ["tanh", "linear", "tanh",
# "sigmoid"], weights)`: the autoencoder maps 6 columns to 6, the encoder 6 to 2, the
# decoder 2 to 6. The three have 80, 38 and 42 parameters.
#
# <details><summary>Hint</summary>
#
# Each layer is called like a function: `z = layer(x)`. A layer that is called twice has
# one set of weights. `keras.Input((n,))` is a start, `keras.Model(start, end)` a model
# of all that lies between. A list of layers also makes a model,
# `keras.Sequential([keras.Input((n,)), *layers])`, without copying them.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "build_autoencoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_autoencoder(sizes, bends, weights):
    """Return an autoencoder, its encoder and its decoder, which share their layers.

    sizes: a list: the inputs, then the neurons of each layer, an even number of layers
    bends: a list of Keras names such as "relu" or "linear", one for each layer
    weights: a list of arrays W, b, W, b, ... in the order of the layers
    returns: the triple (autoencoder, encoder, decoder) of Keras models
    """
    import keras  # takes some seconds at the first time

    ### BEGIN SOLUTION
    layers = [keras.layers.Dense(*pair) for pair in zip(sizes[1:], bends, strict=True)]
    half = len(layers) // 2
    encoder = keras.Sequential([keras.Input((sizes[0],)), *layers[:half]])
    decoder = keras.Sequential([keras.Input((sizes[half],)), *layers[half:]])
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.set_weights(weights)
    return autoencoder, encoder, decoder
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "build_autoencoder_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: shapes and counts; the code; decoder after encoder is the autoencoder.
def _test():
    rng = np.random.default_rng(8)
    sizes, bends = [6, 4, 2, 4, 6], ["tanh", "linear", "tanh", "sigmoid"]
    weights = [
        rng.normal(size=s)
        for n in (0, 1, 2, 3)
        for s in (sizes[n : n + 2], sizes[n + 1])
    ]
    with check.unchanged(sizes=sizes, bends=bends, weights=weights):
        three = build_autoencoder(sizes, bends, weights)
    names = "autoencoder, encoder, decoder"
    whole, encoder, decoder = check.unpack(three, names, "build_autoencoder")
    widths = [
        (m.input_shape[-1], m.output_shape[-1]) for m in (whole, encoder, decoder)
    ]
    check.same(widths, [(6, 6), (6, 2), (2, 6)], "columns in and out of the three")
    counts = [m.count_params() for m in (whole, encoder, decoder)]
    check.same(counts, [80, 38, 42], "parameters of the three")
    X = rng.normal(size=(5, 6)).astype("float32")
    backends.smooth()  # NumPy reads what the models give, on PyTorch, too
    Z = np.tanh(X @ weights[0] + weights[1]) @ weights[2] + weights[3]
    codes = np.asarray(encoder(X))
    check.close(codes, Z, "the encoder's codes", "Has it the weights?", "float32")
    again = np.asarray(decoder(codes))
    hint = "Does the decoder have layers of its own?"
    check.close(again, np.asarray(whole(X)), "decoder after encoder", hint, "float32")


_test()
check.passed("build_autoencoder")

# %% nbgrader={"grade": true, "grade_id": "build_autoencoder_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the autoencoder beside NumPy, for other depths and bends.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("build_autoencoder whole")
    bent = dict(
        tanh=np.tanh, linear=lambda z: z, sigmoid=lambda z: 1 / (1 + np.exp(-z))
    )
    bent["relu"] = lambda z: np.maximum(z, 0)
    for sizes in ([5, 3, 5], [4, 7, 3, 2, 3, 6, 5]):
        bends = ["sigmoid", "tanh", "relu", "sigmoid", "linear", "tanh"][
            -len(sizes) + 1 :
        ]
        weights, X = [], rng.normal(size=(40, sizes[0]))
        for n_in, n_out in pairwise(sizes):
            weights += [rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)]
        with check.unchanged(sizes=sizes, bends=bends, weights=weights):
            three = build_autoencoder(sizes, bends, weights)
        whole = check.unpack(three, "autoencoder, encoder, decoder", "the models")[0]
        right = X
        for k, bend in enumerate(bends):
            right = bent[bend](right @ weights[2 * k] + weights[2 * k + 1])
        backends.smooth()
        found = np.asarray(whole(X.astype("float32")))
        check.hidden.shape(found, right.shape, "the reconstruction", "The last size.")
        scale = max(abs(right).max(), 1.0)
        hint = "Every layer with its own neurons, its own bend and its own weights."
        check.hidden.close(
            found / scale, right / scale, "reconstruction", hint, "float32"
        )


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "build_autoencoder_hidden_halves", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the encoder's codes, and the decoder of any codes.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("build_autoencoder halves")
    bent = dict(
        tanh=np.tanh, linear=lambda z: z, sigmoid=lambda z: 1 / (1 + np.exp(-z))
    )
    bent["relu"] = lambda z: np.maximum(z, 0)
    sizes = [4, 6, 3, 5, 4]
    bends = ["relu", "tanh", "linear", "sigmoid"]
    weights, inputs = [], (rng.normal(size=(40, 4)), rng.normal(size=(40, 3)))
    for n_in, n_out in pairwise(sizes):
        weights += [rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)]
    with check.unchanged(sizes=sizes, bends=bends, weights=weights):
        three = build_autoencoder(sizes, bends, weights)
    _, *halves = check.unpack(three, "autoencoder, encoder, decoder", "the models")
    for start, model, right in zip((0, 2), halves, inputs, strict=True):
        backends.smooth()
        found = np.asarray(model(right.astype("float32")))
        for k in (start, start + 1):
            right = bent[bends[k]](right @ weights[2 * k] + weights[2 * k + 1])
        what = "the decoder" if start else "the encoder"
        check.hidden.shape(found, right.shape, what, "Half of the layers.")
        scale = max(abs(right).max(), 1.0)
        hint = "Half of the layers, with the weights that the autoencoder was given."
        check.hidden.close(found / scale, right / scale, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "build_autoencoder_hidden_shared", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the encoder and the decoder are made of the autoencoder's own layers.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("build_autoencoder shared")
    sizes = [5, 3, 4, 2, 5]  # the code is not the narrowest layer

    def new(sizes):
        shapes = [s for pair in pairwise(sizes) for s in (pair, pair[1])]
        return [rng.normal(size=shape) for shape in shapes]

    three = build_autoencoder(list(sizes), ["tanh"] * 4, new(sizes))
    names = "autoencoder, encoder, decoder"
    whole, encoder, decoder = check.unpack(three, names, "the models")
    X = rng.normal(size=(40, 5)).astype("float32")
    backends.smooth()
    for model, name, of in (
        (whole, "the autoencoder", sizes),
        (encoder, "the encoder", sizes[:3]),
        (decoder, "the decoder", sizes[2:]),
    ):
        weights = new(of)
        fits = [w.shape for w in model.get_weights()] == [w.shape for w in weights]
        check.that(fits, name, "its layers have other numbers of weights and biases")
        model.set_weights(weights)
        right = np.asarray(whole(X))
        found = np.asarray(decoder(np.asarray(encoder(X))))
        hint = "In models that share their layers, new weights in one are in all."
        what = f"decoder after encoder, after new weights for {name}"
        check.hidden.close(found, right, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. What does a small error prove? (10 points)
#
# A health insurance compresses the records of 800 patients, 60 columns each, to two
# numbers with an autoencoder of 90,000 parameters, and rebuilds them with a mean
# squared error of 0.002. It plans two uses: a map of all patients for its staff, and an
# alarm: "records with a large reconstruction error are suspicious, look for fraud
# there." On patients who joined later the error is 0.03; PCA with two components has
# 0.025 on them. Answer in 6 to 10 sentences:
#
# 1. What do the three errors say together? Which single further step or measurement
#    would you ask for before anything is used?
# 2. A rare disease has 8 of the 800 patients. What will the map and the alarm do to
#    them, and why does the loss allow it?
# 3. Somebody says: "No labels were used, so the system cannot be unfair, and two
#    numbers cannot reveal a patient." What do you answer, and who should decide on the
#    use?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The error on new patients is 15 times that in training, and even a
# linear code does better on them: the network has learned much of its patients by
# heart, for which 90,000 parameters and only 48,000 numbers leave room, so the small
# error says nothing about anybody else. Ask for the error on patients that were held
# out, for each group of them, next to PCA's, and make the network smaller, stop earlier
# or get more data until it beats PCA there. The loss is a mean over all patients and
# columns: 8 of 800 carry one percent of it, and a column that matters only for them is
# not worth a part of two numbers. So on the map they have no place of their own and lie
# among strangers whom they do not resemble, and their error stays large, which the
# alarm reads as fraud: the ill are suspected because they are rare. A large error means
# "unlike most", nothing else. Without labels the system still follows what is frequent,
# the choice of columns and the people who are in the data, and whoever is rare or
# missing pays for it. Two numbers, with a decoder, give back much of a record, and the
# small error on those it was trained on tells who was in the training set. The
# patients, or somebody who speaks for them such as a data protection officer, should
# decide with those who know the disease; not the team that sells it, and nobody is to
# be accused without a person's having looked.
#
# **Rubric, 10 points**
# - 4: learned by heart or no generalisation, with the errors as evidence (2);
#   comparison with PCA read rightly (1); a measurement on held-out patients or a remedy
#   (1)
# - 3: rare patients weigh little in a mean (1); no place of their own on the map (1); a
#   large error means rare, not fraudulent (1)
# - 3: unfair without labels, with a reason (1); codes or errors reveal something, such
#   as membership (1); a reasonable person or body to decide (1)
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
# 5. Save, and hand in this one file under its own name, `autoencoders.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "to_bits",
        "from_bits",
        "reconstruction_loss",
        "encode_decode",
        "count_parameters",
        "pca",
        "linear_gradients",
        "overlap",
        "build_autoencoder",
    ]
)
