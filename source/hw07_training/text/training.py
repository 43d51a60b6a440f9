# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 7: training deep networks
#
# *about 3 hours · NumPy only · no download · 100 points · after chapter 07c*
#
# You will write what stands between a network and a network that learns: where the
# weights start, activations that do not saturate, batch normalisation there and back,
# dropout, clipping, five optimisers, four schedules, the rule of early stopping and
# the elastic net. At the end you judge in words a race that one optimiser won.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine sections give 90 points, the question in words 10; batch
# normalisation has two functions, every other section one. Under each function stands a
# cell of visible tests: run it as often as you like. Hidden tests with other data run
# when you hand in; a comment says what each one looks at. They measure slopes by finite
# differences, and randomness with so many numbers that luck plays no part. Each test
# cell gives all its points or none, and looks at values alone, with a little room for
# rounding where numbers are computed: a list is as good as an array, 3.0 as good as 3.
# Write your code where it says `YOUR CODE HERE`. Locked cells are put back before
# grading; cells that you add are kept, and run with the others.
#
# **How to work.** Run the cells from the top, with Shift and Enter. Write a function, run
# its cell, then the tests below it: `[OK]` says that the visible ones pass, any other
# message says what to look at. *Run All Cells* goes on to the end also while functions
# are missing. The last cell counts what passes, and above it stands how to hand in.
#
# **Each function stands alone.** NumPy is all you need. The tests hand each function
# inputs that are right. No function needs another one of yours.
#
# > **Conventions.** Rows are examples. Weights have the shape (inputs, neurons). All
# > randomness comes from the `rng` that you are given, which moves on with every draw. A
# > variance divides by the number of values, not by one less. Arrays hold floats where
# > nothing else is said; compute in 64 bits, as NumPy does by itself. Inputs are never
# > modified: not an array, not a list.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. Where the weights start (8 points)
#
# **Why.** A signal that passes fifty layers is multiplied fifty times. Weights that
# start a little too small let it fade, a little too large let it explode. The variance
# $\sigma^2$ of the first weights keeps it level; which one does depends on the
# activation:
#
# | `start` | $\sigma^2$ | made for |
# |---|---|---|
# | `"glorot"` | $2/(\text{fan-in} + \text{fan-out})$ | none, tanh, sigmoid, softmax |
# | `"he"` | $2/\text{fan-in}$ | relu and its family |
# | `"lecun"` | $1/\text{fan-in}$ | selu |
#
# Each comes in two forms with mean 0: `"normal"`, a plain normal distribution from
# which nothing is cut off, and `"uniform"`, all numbers of $[-r, r]$ alike. A uniform
# number has the variance $r^2/3$.
#
# **Approach**
# 1. Look up the variance $\sigma^2$.
# 2. For the uniform form compute the $r$ that gives this variance.
# 3. Draw a number for each weight, all independent. There are as many rows as inputs
#    and as many columns as neurons.
#
# **Example.** 50 inputs and 100 neurons: the He start has the variance 2/50 = 0.04. In
# the normal form the standard deviation is 0.2; in the uniform form all weights lie
# between $-\sqrt{0.12}$ and $\sqrt{0.12}$, which is 0.346.
#
# <details><summary>Hint</summary>
#
# `rng.normal` asks for a standard deviation, the root of the variance. `rng.uniform`
# asks for both ends. A dict from words to variances saves a row of `if`s.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "initialise", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialise(fan_in, fan_out, start, form, rng):
    """Return the first weights of a layer.

    fan_in: the number of inputs
    fan_out: the number of neurons
    start: "glorot", "he" or "lecun"
    form: "normal" or "uniform"
    rng: a numpy.random.Generator, the only source of randomness
    returns: (fan_in, fan_out)
    """
    ### BEGIN SOLUTION
    fan = {"glorot": (fan_in + fan_out) / 2, "he": fan_in / 2, "lecun": fan_in}[start]
    draws = {
        "normal": rng.standard_normal,
        "uniform": lambda n: rng.uniform(-np.sqrt(3), np.sqrt(3), n),
    }
    return draws[form]((fan_in, fan_out)) / np.sqrt(fan)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "initialise_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the variances of a layer of 400 inputs and 200 neurons.
def _test():
    rng = np.random.default_rng(7)
    rules = {"glorot": 2 / 600, "he": 2 / 400, "lecun": 1 / 400}
    for start, rule in rules.items():
        for form in ("normal", "uniform"):
            W = initialise(400, 200, start, form, rng)
            what = f"{start}, {form}"
            check.shape(W, (400, 200), what, "Rows are inputs, columns are neurons.")
            ratio = np.var(W) / rule
            check.close(ratio, 1, f"{what}: variance / rule", kind="statistic")
    largest = np.abs(initialise(400, 200, "lecun", "uniform", rng)).max()
    check.close(
        largest, np.sqrt(3 / 400), "lecun, uniform: the largest", kind="statistic"
    )


_test()
check.passed("initialise")

# %% nbgrader={"grade": true, "grade_id": "initialise_hidden_shapes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: all six starts for a wide layer and a narrow one.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("initialise shapes")
    few, many = 70 + rng.integers(30), 1200 + rng.integers(300)
    bends = []
    for n, k in ((few, many), (many, few)):
        variances = {"glorot": 2 / (n + k), "he": 2 / n, "lecun": 1 / n}
        for start, variance in variances.items():
            for form in ("normal", "uniform"):
                W = initialise(int(n), int(k), start, form, rng.spawn(1)[0])
                what = f"{start}, {form}"
                check.hidden.shape(W, (n, k), what, "Rows are inputs.")
                W = np.asarray(W, float) / np.sqrt(variance)
                hint = "Mean, spread and form, as the table and the text below it say"
                own = len(np.unique(W)) > 0.95 * W.size
                check.that(own, what, "too many weights are equal to another")
                check.that(abs(np.mean(W)) < 0.03, what, "the mean is not 0")
                check.that(
                    abs(np.var(W) - 1) < 0.04, what, f"the variance is off. {hint}"
                )
                tails = (1.8, np.sqrt(3)) if form == "uniform" else (3, 5)
                fourth, largest = np.mean(W**4), np.abs(W).max()
                check.that(abs(fourth - tails[0]) < 0.25, what, f"not {form}. {hint}")
                if form == "uniform":
                    inside = 0.99 < largest / tails[1] < 1.0001
                    check.that(inside, what, f"the largest weight is off. {hint}")
                else:
                    check.that(3.3 < largest < 9, what, f"the tails are off. {hint}")
                    bends.append(np.mean(W**4 - 6 * W**2 + 3))
    # Half a million normal numbers: 0.05 is more than seven deviations of this mean.
    check.that(abs(np.mean(bends)) < 0.05, "normal", f"the tails are off. {hint}")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "initialise_hidden_random", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: every weight is drawn for itself, and by rng alone.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("initialise random")
    for start in ("glorot", "he", "lecun"):
        for form in ("normal", "uniform"):
            seed, what = int(rng.integers(2**32)), f"{start}, {form}"
            one = np.random.default_rng(seed)
            W, more = (initialise(12, 30, start, form, one) for _ in "ab")
            again = initialise(12, 30, start, form, np.random.default_rng(seed))
            check.hidden.same(again, W, what, "One seed, two results.")
            different = np.mean(np.asarray(W) != np.asarray(more)) > 0.5
            check.that(different, what, "two draws with one rng are alike")
            apart = len(np.unique(np.abs(W))) > 0.98 * 12 * 30
            check.that(apart, what, "some weights are copies of others")
            check.hidden.shape(
                initialise(1, 1, start, form, one), (1, 1), "a single weight"
            )
    for start, form in (("he", "normal"), ("lecun", "uniform")):
        layers = [np.ravel(initialise(2, 3, start, form, one)) for _ in range(50)]
        layers = np.array(layers, float) / np.sqrt(1.0 if start == "he" else 0.5)
        # 50 times a mean that is drawn: beyond these bounds once in 10,000,000 runs.
        total = np.sum(6 * layers.mean(axis=1) ** 2)
        reason = "the mean of a small layer is not drawn: independent weights differ"
        check.that(12 < total < 125, f"{start}, {form}", reason)
        varied = np.std(layers.var(axis=1)) > 0.03
        check.that(varied, f"{start}, {form}", "every small layer has one variance")
    single = [np.ravel(initialise(1, 1, "he", "normal", one))[0] for _ in range(1000)]
    reason = "among a thousand draws with one rng some are alike"
    check.that(len(np.unique(single)) > 990, "he, normal", reason)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Activations and their slopes (10 points)
#
# **Why.** A sigmoid is flat far from zero, so the gradient that passes it nearly
# vanishes. The relu and its family keep the slope 1 for every positive score. Below
# zero they differ, and the way back needs the slope of each:
#
# | `kind` | $a$ for $z > 0$ | $a$ for $z \le 0$ |
# |---|---|---|
# | `"relu"` | $z$ | $0$ |
# | `"leaky"` | $z$ | $\alpha z$ |
# | `"elu"` | $z$ | $\alpha\,(e^z - 1)$ |
# | `"selu"` | $\lambda z$ | $\lambda\,\alpha_s\,(e^z - 1)$ |
#
# $\alpha$ is the argument `alpha`. The SELU does not use it: its own constants are
# $\alpha_s = 1.67326324$ and $\lambda = 1.05070099$. **At $z = 0$ the slope is that of
# the lower side**, the third column.
#
# **Approach**
# 1. Write down both values and both slopes of each kind: above zero and below.
# 2. Choose number by number. Make sure that a huge positive $z$ does no harm in the
#    branch that is not chosen: $0 \cdot \infty$ is not a number.
#
# **Example.** For `z = [-1, 0, 2]`, `kind="leaky"` and `alpha=0.1` the values are
# `[-0.1, 0, 2]` and the slopes `[0.1, 0.1, 1]`.
#
# <details><summary>Hint</summary>
#
# `np.where(z > 0, this, that)` chooses. The slope of $\alpha\,(e^z - 1)$ is
# $\alpha\,e^z$. A SELU is an ELU with its own $\alpha$, stretched by $\lambda$: value
# and slope.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "activate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activate(z, kind, alpha=0.2):
    """Return the activation of z and its slope there.

    z: an array of any shape, of floats or of whole numbers
    kind: "relu", "leaky", "elu" or "selu"
    alpha: what the leaky relu (below 1) and the ELU do below zero
    returns: the pair (a, slope), both in the shape of z
    """
    ### BEGIN SOLUTION
    own = {"selu": (1.0507009873554805, 1.6732632423543772)}
    stretch, alpha = own.get(kind, (1.0, alpha))
    power = np.exp(-np.abs(z))
    straight = {"relu": (0.0, 0.0), "leaky": (alpha * z, alpha)}
    below, slope = straight.get(kind, (alpha * (power - 1), alpha * power))
    a = np.where(z > 0, z, below)
    return stretch * a, stretch * np.where(z > 0, 1.0, slope)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "activate_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three scores for every kind; ln 2 makes the ELU a simple number.
def _test():
    z = np.array([-np.log(2), 0.0, 2.0])
    expected = {
        "relu": ([0, 0, 2], [0, 0, 1]),
        "leaky": ([-0.5 * np.log(2), 0, 2], [0.5, 0.5, 1]),
        "elu": ([-0.25, 0, 2], [0.25, 0.5, 1]),
        "selu": ([-0.879050, 0, 2.101402], [0.879050, 1.758099, 1.050701]),
    }
    for kind, (values, slopes) in expected.items():
        with check.unchanged(z=z):
            pair = activate(z, kind, alpha=0.5)
        a, slope = check.unpack(pair, "a, slope", f"activate, {kind}")
        check.close(a, values, f"{kind}: a", kind="float32")
        check.close(slope, slopes, f"{kind}: slope", kind="float32")


_test()
check.passed("activate")

# %% nbgrader={"grade": true, "grade_id": "activate_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the values, for other shapes, whole numbers and scores far from zero.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("activate")
    for n in ((1,), (7,), (3, 2), (2, 3, 2)):
        alpha = rng.uniform(0.05, 0.9)
        for z in (
            rng.normal(size=n) * 2,
            rng.integers(-4, 5, n),
            rng.normal(size=n) * 900,
        ):
            curve = alpha * np.expm1(np.minimum(z, 0))
            own = 1.67326324 * np.expm1(np.minimum(z, 0))
            up = np.maximum(z, 0)
            expected = {
                "relu": up,
                "leaky": np.maximum(z, alpha * z),
                "elu": up + curve,
            }
            expected["selu"] = 1.05070099 * (up + own)
            for kind, values in expected.items():
                with check.unchanged(z=z):
                    pair = activate(z, kind, alpha)
                a, _ = check.unpack(pair, "a, slope", f"activate, {kind}")
                hint = "Is each row there, also for whole numbers and for huge z?"
                check.hidden.close(a, values, f"{kind}: a", hint, "float32")
    a, _ = check.unpack(
        activate(np.array([-1.0, 5.0]), "leaky"), "a, slope", "activate"
    )
    check.hidden.close(a, [-0.2, 5], "leaky, alpha unsaid", kind="float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "activate_hidden_slope", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes against central differences, at zero and far from zero.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("activate slope")
    for n in ((7,), (3, 2), (2, 3, 2)):
        alpha = rng.uniform(0.05, 0.9)
        z = rng.uniform(0.01, 3, n) * rng.choice([-1, 1], n)
        z.flat[0], z.flat[1] = -0.3, 0.3
        above = z > 0
        low = {"relu": 0 * z, "leaky": 0 * z + alpha}
        low |= {"elu": alpha * np.exp(z), "selu": 1.05070099 * 1.67326324 * np.exp(z)}
        for kind, below in low.items():
            high = 1.05070099 if kind == "selu" else 1.0
            _, slope = check.unpack(activate(z, kind, alpha), "a, slope", "activate")
            hint = "How fast does a grow with z?"
            what = f"{kind}: slope"
            right = np.where(above, high, below)
            check.hidden.close(slope, right, what, hint, "float32")
            ends = np.array([0.0, -800.0, 800.0, 5e-324])
            _, slope = check.unpack(activate(ends, kind, alpha), "a, slope", "activate")
            at_zero = {"relu": 0, "leaky": alpha, "elu": alpha}
            expected = [at_zero.get(kind, 1.05070099 * 1.67326324), 0, high, high]
            expected[1] = alpha if kind == "leaky" else 0
            hint = "At zero, the lower side; far out, no number may be lost."
            check.hidden.close(slope, expected, what, hint, "float32")
    found = activate(np.array([-60.0, 1.0]), "selu")
    a, _ = check.unpack(found, "a, slope", "activate")
    exact = np.array([-1.05070099 * 1.67326324, 1.05070099])
    hint = "Are the two constants as exact as in the text?"
    check.hidden.close(a, exact, "selu at -60 and at 1", hint)
    near = np.abs(a / exact - 1) < 5e-9  # the next digits of both may be known, too
    check.that(near.all(), "selu at -60 and at 1", f"not exact. {hint[:-1]}")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Batch normalisation: the way forward (10 points)
#
# **Why.** We standardise the inputs; batch normalisation does it before every layer,
# for each neuron, over the examples of a batch. With the mean $\mu$ and the variance
# $\sigma^2$ of a column of $Z$:
#
# $$\hat z_i = \frac{z_i - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad \tilde z_i =
# \gamma\,\hat z_i + \beta$$
#
# In use there may be one example, which has no variance. So the layer collects moving
# averages while it is trained, and in use it takes these:
#
# $$m \leftarrow \text{momentum}\cdot m + (1 - \text{momentum})\,\mu, \qquad
# v \leftarrow \text{momentum}\cdot v + (1 - \text{momentum})\,\sigma^2$$
#
# **Approach**
# 1. In training: normalise with the mean and the variance of this batch, and bring the
#    moving averages up to date.
# 2. In use: normalise with the moving averages and return them as they are.
# 3. In both cases stretch by $\gamma$ and shift by $\beta$, one of each per neuron.
#
# **Example.** In training, the column 1, 2, 3, 4 has mean 2.5 and variance 1.25. With
# $\gamma = 1$ and $\beta = 0$ the last one becomes $1.5/\sqrt{1.251} = 1.34110$, and
# moving averages of 0 and 1 become 0.025 and 1.0025.
#
# <details><summary>Hint</summary>
#
# `Z.mean(axis=0)` has one number per neuron. First decide which mean and variance are
# used; the formula that uses them is then the same. $\epsilon$ stands inside the root.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "batch_norm_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    """Return the normalised batch and the moving averages.

    Z: (batch, neurons)
    gamma, beta: (neurons,)
    moving: the pair (mean, variance) of moving averages, each (neurons,)
    training: True while the network is trained, False in use
    returns: the pair (Z_new, moving) with Z_new of shape (batch, neurons) and
        moving a pair as above
    """
    ### BEGIN SOLUTION
    mean, var = moving
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        moving = (
            momentum * moving[0] + (1 - momentum) * mean,
            momentum * moving[1] + (1 - momentum) * var,
        )
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, moving
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "batch_norm_forward_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example of above beside a second neuron, then one example in use.
def _test():
    Z = np.array([[1.0, 10.0], [2.0, 10.0], [3.0, 30.0], [4.0, 50.0]])
    gamma, beta = np.array([1.0, 2.0]), np.array([0.0, -1.0])
    moving = np.zeros(2), np.ones(2)
    with check.unchanged(Z=Z, gamma=gamma, beta=beta, mean=moving[0], var=moving[1]):
        pair = batch_norm_forward(Z, gamma, beta, moving, training=True)
    Z_new, new = check.unpack(pair, "Z_new, moving", "batch_norm_forward")
    mean, var = check.unpack(new, "mean, variance", "moving")
    check.close(
        np.array(Z_new)[:, 0],
        [-1.34110, -0.44703, 0.44703, 1.34110],
        "neuron 1",
        kind="float32",
    )
    check.close(np.mean(Z_new, axis=0), beta, "the means", kind="float32")
    check.close(np.std(Z_new, axis=0), gamma, "the deviations", kind="statistic")
    check.close(mean, [0.025, 0.25], "the moving mean", kind="float32")
    check.close(var, [1.0025, 3.74], "the moving variance", kind="float32")
    one, moving = (
        np.array([[9.0, 3.0]]),
        (np.array([5.0, 3.0]), np.array([3.999, 0.999])),
    )
    Z_new, (mean, var) = batch_norm_forward(one, gamma, beta, moving, training=False)
    check.close(Z_new, [[2, -1]], "one example in use", kind="float32")
    check.close(mean, [5, 3], "the moving mean, in use", "It stays.", "float32")
    check.close(
        var, [3.999, 0.999], "the moving variance, in use", "It stays.", "float32"
    )


_test()
check.passed("batch_norm_forward")

# %% nbgrader={"grade": true, "grade_id": "batch_norm_forward_hidden_training", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: training with other batches, one of one example, and other numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("batch_norm_forward training")
    for n, k, momentum, eps, far in (
        (6, 3, 0.9, 1e-3, 0),
        (2, 4, 0.5, 0.1, 0),
        (1, 2, 0.99, 1e-3, 0),
        (40, 1, 0.7, 1e-2, 0),
        (5, 3, 0.9, 1e-3, 1e8),
    ):
        Z = rng.normal(size=(n, k)) * rng.uniform(0.03, 3, k) + rng.normal(size=k)
        Z = Z + far
        Z[:, -1] = rng.normal() if k > 1 else Z[:, -1]  # a neuron that never changes
        gamma, beta = rng.uniform(0.5, 2, k), rng.normal(size=k)
        gamma[1:2] = 0
        moving = rng.normal(size=k), rng.uniform(1, 2, k)
        with check.unchanged(
            Z=Z, gamma=gamma, beta=beta, mean=moving[0], var=moving[1]
        ):
            pair = batch_norm_forward(Z, gamma, beta, moving, True, momentum, eps)
        Z_new, new = check.unpack(pair, "Z_new, moving", "batch_norm_forward")
        mu = sum(Z) / n
        var = sum((Z - mu) ** 2) / n
        hint = "The mean and variance of this batch, and this eps inside the root?"
        expected = (Z - mu) * gamma * (var + eps) ** -0.5 + beta
        check.hidden.close(Z_new, expected, "Z_new in training", hint, "float32")
        new = check.unpack(new, "mean, variance", "moving")
        for old, now, found in zip(moving, (mu, var), new, strict=True):
            hint = "How much of the old average stays, and what is added?"
            expected = old + (1 - momentum) * (now - old)
            scale = np.abs(expected)
            found = np.asarray(found) / scale
            check.hidden.close(found, expected / scale, "moving", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "batch_norm_forward_hidden_use", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: in use an example does not depend on its company, and nothing moves.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("batch_norm_forward use")
    for n, k, eps in ((1, 3, 1e-3), (5, 2, 0.1), (8, 1, 1e-2)):
        Z, gamma, beta = (
            rng.normal(size=(n, k)),
            rng.uniform(0.5, 2, k),
            rng.normal(size=k),
        )
        moving = rng.normal(size=k), rng.uniform(0.001, 2, k)
        moving[1][0] = 0.004
        with check.unchanged(
            Z=Z, gamma=gamma, beta=beta, mean=moving[0], var=moving[1]
        ):
            pair = batch_norm_forward(Z, gamma, beta, moving, False, 0.9, eps)
        Z_new, new = check.unpack(pair, "Z_new, moving", "batch_norm_forward")
        expected = (Z - moving[0]) * gamma * (moving[1] + eps) ** -0.5 + beta
        hint = "The moving averages, this eps inside the root, gamma and beta?"
        check.hidden.close(Z_new, expected, "Z_new in use", hint, "float32")
        new = check.unpack(new, "mean, variance", "moving")
        for old, found in zip(moving, new, strict=True):
            check.hidden.close(
                found, old, "moving, in use", "Who learns then?", "float32"
            )


_test()
### END HIDDEN TESTS

# %% [markdown]
# ### Batch normalisation: the way back (10 points)
#
# **Why.** The mean and the variance are made from the batch. So a change of one $z_i$
# takes three paths to the loss: through its own $\hat z_i$, through $\mu$ and through
# $\sigma^2$, and by the last two it moves *all* examples. Who forgets a path trains
# with a gradient that is nearly right, and wonders why it gets nowhere.
#
# Let $\delta_i$ be the slope of the loss in $\tilde z_i$, and $d_i = \gamma\,\delta_i$
# that in $\hat z_i$. All three paths together, with $\operatorname{mean}$ over the
# batch:
#
# $$\frac{\partial J}{\partial z_i} = \frac{d_i - \operatorname{mean}(d) - \hat
# z_i\operatorname{mean}(d\,\hat z)}{\sqrt{\sigma^2 + \epsilon}}, \qquad
# \frac{\partial J}{\partial\gamma} = \sum_i \delta_i\,\hat z_i, \qquad
# \frac{\partial J}{\partial\beta} = \sum_i \delta_i$$
#
# **Approach**
# 1. Compute $\hat z$ of the batch as in training.
# 2. Sum over the examples for $\gamma$ and $\beta$, one number per neuron.
# 3. Compute $d$ and put the three terms of the fraction together.
#
# **Example.** $\delta$ is the same for all examples of a neuron. Then $d_i$ equals its
# mean, $d\,\hat z$ has the mean 0, and $\partial J/\partial z_i = 0$: moving a whole
# batch changes nothing, since its mean moves along.
#
# <details><summary>Hint</summary>
#
# Every mean and every sum is taken over `axis=0`, each neuron for itself. In any batch
# the slopes `dZ` of a neuron add up to 0, whatever `delta` is: if yours do not, the
# path through the mean is missing.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "batch_norm_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    """Return the slopes of the loss in what a batch normalisation was given.

    delta: (batch, neurons), the slopes of the loss in what it returned, in training
    Z: (batch, neurons)
    gamma: (neurons,)
    returns: the triple (dZ, dgamma, dbeta) in the shapes of Z, gamma and gamma
    """
    ### BEGIN SOLUTION
    root = np.sqrt(Z.var(axis=0) + eps)
    hat = (Z - Z.mean(axis=0)) / root
    d = gamma * delta
    dZ = (d - d.mean(axis=0) - hat * (d * hat).mean(axis=0)) / root
    return dZ, (delta * hat).sum(axis=0), delta.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "batch_norm_backward_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two neurons with simple roots; the first has the same delta everywhere.
def _test():
    Z = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, 1.0], [-1.0, -1.0]])
    delta = np.array([[2.0, 2.0], [2.0, -2.0], [2.0, 0.0], [2.0, 0.0]])
    gamma = np.array([3.0, 4.0])
    with check.unchanged(delta=delta, Z=Z, gamma=gamma):
        triple = batch_norm_backward(delta, Z, gamma, eps=3.0)
    names = "dZ, dgamma, dbeta"
    dZ, dgamma, dbeta = check.unpack(triple, names, "batch_norm_backward")
    check.shape(dZ, (4, 2), "dZ", "One slope for each number in Z.")
    check.close(dbeta, [8, 0], "dbeta", "One sum for each neuron.", "float32")
    check.close(dgamma, [0, 2], "dgamma", "delta times z hat.", "float32")
    hint = "d less its mean, less z hat times mean(d z hat), divided by the root."
    check.close(np.array(dZ)[:, 0], np.zeros(4), "dZ of neuron 1", hint, "float32")
    check.close(np.array(dZ)[:, 1], [3.5, -3.5, -0.5, 0.5], "dZ of neuron 2", hint,
                "float32")


_test()
check.passed("batch_norm_backward")

# %% nbgrader={"grade": true, "grade_id": "batch_norm_backward_hidden_batch", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in Z against central differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("batch_norm_backward batch")

    def loss(Z, gamma, weight, eps):
        hat = (Z - np.mean(Z, axis=0)) / np.sqrt(np.var(Z, axis=0) + eps)
        return np.sum(weight * (gamma * hat + 1))

    for n, k, eps in ((5, 2, 0.1), (2, 3, 0.01), (7, 1, 0.3), (1, 2, 0.1), (3, 4, 0.1)):
        Z = rng.normal(size=(n, k)) * rng.uniform(0.5, 1.5, k) + rng.normal(size=k)
        delta, gamma = rng.normal(size=(n, k)), rng.uniform(0.5, 2, k)
        gamma[1:2] = 0  # a neuron that lets nothing through, yet
        with check.unchanged(delta=delta, Z=Z, gamma=gamma):
            triple = batch_norm_backward(delta, Z, gamma, eps)
        dZ, *_ = check.unpack(triple, "dZ, dgamma, dbeta", "batch_norm_backward")
        expected = np.empty((n, k))
        for at in np.ndindex(n, k):
            step = np.zeros((n, k))
            step[at] = 1e-5
            sides = [loss(Z + sign * step, gamma, delta, eps) for sign in (1, -1)]
            expected[at] = (sides[0] - sides[1]) / 2e-5
        hint = "All three paths, for any batch, with eps inside the root?"
        check.hidden.close(dZ, expected, "dZ", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "batch_norm_backward_hidden_parameters", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in gamma and beta, one for each neuron.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("batch_norm_backward parameters")
    for n, k, *eps in ((5, 2, 0.1), (4, 4, 0.01), (7, 1, 0.3), (1, 3, 0.1), (6, 2)):
        Z = rng.normal(size=(n, k)) * rng.uniform(0.1, 1.5, k) + rng.normal(size=k)
        delta, gamma = rng.normal(size=(n, k)), rng.uniform(0.5, 2, k)
        gamma[1:2] = 0  # a neuron that lets nothing through, yet
        with check.unchanged(delta=delta, Z=Z, gamma=gamma):
            triple = batch_norm_backward(delta, Z, gamma, *eps)
        _, dgamma, dbeta = check.unpack(
            triple, "dZ, dgamma, dbeta", "batch_norm_backward"
        )
        hat = (Z - np.mean(Z, axis=0)) / np.sqrt(np.var(Z, axis=0) + (*eps, 1e-3)[0])
        hint = "The sum of delta times z hat, and z hat with the eps that is given?"
        check.hidden.close(
            dgamma, np.einsum("nk,nk->k", delta, hat), "dgamma", hint, "float32"
        )
        hint = "How does the loss change if one beta grows a little?"
        check.hidden.close(dbeta, np.ones(n) @ delta, "dbeta", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Dropout (8 points)
#
# **Why.** A network in which any neuron may be missing cannot rely on one of them. So
# in training each number of a layer's output is set to zero with the probability
# `rate`, each for itself and anew for every batch. *Inverted* dropout divides what
# survives by $1 - \text{rate}$, so that the mean stays what it was; in use nothing has
# to be done any more.
#
# The way back needs the mask again: a silenced neuron gets no gradient.
#
# **Approach**
# 1. In training draw a mask in the shape of `A`: 0 with the probability `rate`, and
#    $1/(1 - \text{rate})$ otherwise.
# 2. In use the mask is 1 everywhere.
# 3. Return `A` times the mask, and the mask.
#
# **Example.** With `rate=0.2` the mask holds zeros and 1.25, four of five numbers being
# 1.25 on average.
#
# <details><summary>Hint</summary>
#
# `rng.random(A.shape)` has numbers between 0 and 1; a share of `rate` of them is below
# `rate`. A comparison gives `True` and `False`, which can be divided by a number.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "dropout", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dropout(A, rate, rng, training):
    """Return A with some numbers silenced, and the mask that did it.

    A: an array of any shape
    rate: the probability of a zero, at least 0 and below 1
    rng: a numpy.random.Generator, the only source of randomness
    training: True while the network is trained, False in use
    returns: the pair (A_new, mask), both in the shape of A
    """
    ### BEGIN SOLUTION
    mask = np.ones(A.shape)
    if training:
        mask = (rng.random(A.shape) >= rate) / (1 - rate)
    return A * mask, mask
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "dropout_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: ones in training, then in use.
def _test():
    A, rng = np.ones((200, 300)), np.random.default_rng(7)
    with check.unchanged(A=A):
        pair = dropout(A, 0.2, rng, training=True)
    A_new, mask = check.unpack(pair, "A_new, mask", "dropout")
    check.shape(mask, (200, 300), "mask", "One number for each number in A.")
    check.close(np.unique(np.round(mask, 4)), [0, 1.25], "the values of the mask")
    check.close(np.mean(np.equal(mask, 0)), 0.2, "the share of zeros", kind="statistic")
    check.close(A_new, mask, "A_new of ones", "A times the mask.", "float32")
    check.close(np.mean(A_new), 1, "the mean of A_new", kind="statistic")
    with check.unchanged(A=A):
        A_new, mask = dropout(A, 0.2, rng, training=False)
    check.close(A_new, A, "A_new in use", "Nothing is silenced.", "float32")
    check.close(mask, A, "mask in use", "Ones.", "float32")


_test()
check.passed("dropout")

# %% nbgrader={"grade": true, "grade_id": "dropout_hidden_training", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: rates and shapes; each number for itself, anew each time, by rng alone.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("dropout training")
    for rate, *n in ((0.1, 200, 200), (0.75, 200, 200), (0.25, 40, 50, 20), (0.0, 9)):
        A = np.maximum(rng.normal(size=n) + 0.5, 0)  # with zeros, as after a relu
        seed = int(rng.integers(2**32))
        one = np.random.default_rng(seed)
        with check.unchanged(A=A):
            pair = dropout(A, rate, one, True)
        A_new, mask = check.unpack(pair, "A_new, mask", "dropout")
        hint = "Zeros, and what makes up for them."
        check.hidden.shape(mask, tuple(n), "mask", "One number for each number in A.")
        alive = np.greater(mask, 0)
        check.hidden.close(mask, alive / (1 - rate), "mask", hint, "float32")
        check.hidden.close(A_new, A * mask, "A_new", "A times the mask.", "float32")
        if rate > 0:
            ways = (np.moveaxis(alive, k, 0).reshape(n[k], -1) for k in range(len(n)))
            single = all(len(np.unique(way, axis=0)) == len(way) for way in ways)
            reason = "rows or columns have a mask in common. Is each number drawn?"
            check.that(single, "mask", reason)
            off = abs(1 - np.mean(alive) - rate)  # 0.014 is more than 5.5 deviations
            check.that(off < 0.014, "mask", "the share of zeros is not the rate")
            again, more = dropout(A, rate, np.random.default_rng(seed), True)[1], [mask]
            check.hidden.same(again, mask, "mask", "One seed, two masks.")
            more = dropout(A, rate, one, True)[1]
            anew = not np.array_equal(mask, more)
            check.that(anew, "mask", "the same mask came twice from one rng")
    one = rng.spawn(1)[0]
    masks = [dropout(np.ones(90), 0.4, one, True)[1] for _ in range(400)]
    zeros = np.sum(np.equal(masks, 0), axis=1)
    # 400 squares of nearly normal numbers: out of these bounds once in 10^11 runs.
    spread = np.sum((zeros - 36) ** 2) / (90 * 0.4 * 0.6)
    reason = "its zeros depend on each other. Is each drawn for itself?"
    check.that(230 < spread < 640, "mask", reason)
    reason = "the share of zeros is not a rate of 0.0002"  # 40 of 200,000
    rare = np.sum(np.equal(dropout(np.ones((400, 500)), 2e-4, one, True)[1], 0))
    check.that(5 < rare < 100, "mask", reason)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "dropout_hidden_use", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: in use everything passes as it is.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("dropout use")
    for rate, *n in ((0.5, 6), (0.9, 3, 4), (0.2, 2, 3, 2), (0.0, 5)):
        A = rng.normal(size=n)
        A.flat[::2] = 0  # as after a relu
        with check.unchanged(A=A):
            pair = dropout(A, rate, rng.spawn(1)[0], False)
        A_new, mask = check.unpack(pair, "A_new, mask", "dropout")
        hint = "Training has made up for the zeros already."
        check.hidden.close(A_new, A, "A_new in use", hint, "float32")
        check.hidden.close(mask, np.ones(n), "mask in use", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Clipping gradients (9 points)
#
# **Why.** One steep place can throw a network out of its valley: a gradient that is a
# thousand times too long makes a step that is a thousand times too long. Clipping
# limits it. There are three ways, and they are not the same:
#
# | `by` | what is limited |
# |---|---|
# | `"value"` | every number on its own, to $[-c, c]$: changes the direction |
# | `"norm"` | the length of each array: keeps the direction of each |
# | `"global_norm"` | the length of all arrays together: keeps the direction of the step |
#
# The length $\lVert g\rVert$ of an array of any shape is the root of the sum of the
# squares of all its numbers. Too long a gradient becomes $g \cdot c/\lVert g\rVert$; a
# shorter one stays as it is.
#
# **Approach**
# 1. By value: limit each number.
# 2. By norm: multiply each array by the smaller one of 1 and $c/\lVert g\rVert$.
# 3. By global norm: the same with *one* length for all, the root of the sum of the
#    squares of all numbers in all arrays.
#
# **Example.** `grads = [[3, 4], [12]]` and $c = 6.5$: by value `[[3, 4], [6.5]]`. The
# lengths are 5 and 12, so by norm `[[3, 4], [6.5]]` again. All together are
# $\sqrt{25 + 144} = 13$ long, so by global norm everything is halved:
# `[[1.5, 2], [6]]`.
#
# <details><summary>Hint</summary>
#
# `np.linalg.norm(g)` without any further argument is the length of an array of one or
# two axes. Gradients of zeros come up: $c/0$ must not. `c / max(length, c)` is 1 for a
# short gradient and cannot divide by 0.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "clip", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clip(grads, limit, by):
    """Return the gradients, limited.

    grads: a list of arrays of any shapes, one for each array of parameters
    limit: the limit c, above 0
    by: "value", "norm" or "global_norm"
    returns: a list of arrays in the same shapes
    """
    ### BEGIN SOLUTION
    if by == "value":
        return [np.clip(g, -limit, limit) for g in grads]
    lengths = np.sqrt([np.sum(g**2) for g in grads])
    if by == "global_norm":
        lengths[:] = np.linalg.norm(lengths)
    factors = limit / np.maximum(lengths, limit)
    return [factors[k] * grads[k] for k in range(len(grads))]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "clip_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, a limit that is never reached, and a matrix.
def _test():
    grads = [np.array([3.0, 4.0]), np.array([12.0])]
    expected = {
        "value": ([3, 4], [6.5]),
        "norm": ([3, 4], [6.5]),
        "global_norm": ([1.5, 2], [6]),
    }
    matrix = [np.array([[3.0, 0.0], [0.0, -4.0]])]
    turned = {
        "value": [[1, 0], [0, -1]],
        "norm": [[0.6, 0], [0, -0.8]],
        "global_norm": [[0.6, 0], [0, -0.8]],
    }
    for by, (first, second) in expected.items():
        with check.unchanged(first=grads[0], second=grads[1]):
            clipped = clip(grads, 6.5, by)
        clipped = check.unpack(clipped, "first, second", f"clip by {by}")
        check.close(clipped[0], first, f"first, by {by}", kind="float32")
        check.close(clipped[1], second, f"second, by {by}", kind="float32")
        clipped = clip(grads, 20, by)
        check.close(clipped[0], [3, 4], f"by {by}, limit 20", "It is short.", "float32")
        (clipped,) = clip(matrix, 1.0, by)
        check.close(clipped, turned[by], f"a matrix by {by}", kind="float32")


_test()
check.passed("clip")

# %% nbgrader={"grade": true, "grade_id": "clip_hidden_each", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: by value and by norm, each array for itself; zeros, short and tiny ones.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("clip each")
    for limit, *shapes in (
        (0.5, (2, 3), (3,), (1,)),
        (2.0, (4,), (2, 2, 2), (5, 1)),
        (1.0, (3, 3)),
        (1e-5, (3, 2), (4,)),
        (1e-100, (3, 2), (4,)),
    ):
        scales = np.array([0.05, 3, 0]) * (limit if limit < 0.1 else 1)
        grads = [rng.normal(size=n) * scale for n in shapes for scale in scales]
        grads = [grads[k] for k in rng.permutation(len(grads))]
        grads += [np.array([0.9, -0.6, 0.7, 0.8, -0.7, 0.6]) * limit]  # long, of short
        before = [g.copy() for g in grads]
        for by in ("value", "norm"):
            with check.unchanged(grads=grads):
                clipped = clip(grads, limit, by)
            names = ", ".join("g" * len(grads))
            clipped = check.unpack(clipped, names, f"clip by {by}")
            for g, found in zip(before, clipped, strict=True):
                length = np.sqrt((g * g).sum())
                expected = g * (limit / length if length > limit else 1)
                if by == "value":
                    expected = np.where(np.abs(g) > limit, np.sign(g) * limit, g)
                hint = "Each array for itself; a short one stays; zeros divide nothing."
                check.hidden.shape(found, g.shape, f"by {by}", hint)
                found, expected = np.asarray(found) / limit, expected / limit
                check.hidden.close(found, expected, f"by {by}", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "clip_hidden_global", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: by global norm, all arrays by one factor; tiny ones, too.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("clip global")
    for limit, scale, *shapes in (
        (0.5, 3.0, (2, 3), (3,), (1,)),
        (2.0, 1.0, (4,), (2, 2, 2), (5, 1)),
        (1.0, 0.0, (3, 3), (2,)),
        (5.0, 0.1, (3, 1), (1,)),
        (1e-5, 1e-4, (2, 3), (3,)),
        (1e-100, 1e-99, (2, 3), (3,)),
        (1.0, None, (2,), (2, 1)),
    ):
        if scale is None:  # each of them is short, and both together are too long
            grads = [np.full(n, 0.8 / np.sqrt(2)) for n in shapes]
        else:
            grads = [rng.normal(size=n) * scale for n in shapes]
        before = [g.copy() for g in grads]
        with check.unchanged(grads=grads):
            clipped = clip(grads, limit, "global_norm")
        names = ", ".join("g" * len(grads))
        clipped = check.unpack(clipped, names, "clip by global_norm")
        length = np.sqrt(sum((g * g).sum() for g in before))
        for g, found in zip(before, clipped, strict=True):
            expected = g * (limit / length if length > limit else 1)
            hint = "One length for all numbers, one factor for all arrays."
            check.hidden.shape(found, g.shape, "by global_norm", hint)
            found, expected = np.asarray(found) / limit, expected / limit
            check.hidden.close(found, expected, "by global_norm", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Five optimisers (15 points)
#
# **Why.** Plain descent knows the slope under its feet and nothing else. The steepest
# direction limits its learning rate $\eta$, the flattest one has to live with it. An
# optimiser that remembers does better. Two arrays are all the memory we need: `m`, what
# became of the gradients, and `s`, what became of their squares. Both have the shape of
# `w` and start at zero.
#
# | `kind` | memory | step |
# |---|---|---|
# | `"momentum"` | $m \gets 0.9\,m - \eta\,g$ | $w \gets w + m$ |
# | `"nesterov"` | the same with $g$ measured at $w + 0.9\,m$ | $w \gets w + m$ |
# | `"adagrad"` | $s \gets s + g^2$ | $w \gets w - \eta\,g/\sqrt{s + \epsilon}$ |
# | `"rmsprop"` | $s \gets 0.9\,s + 0.1\,g^2$ | $w \gets w - \eta\,g/\sqrt{s + \epsilon}$ |
# | `"adam"` | $m \gets 0.9\,m + 0.1\,g$ | $w \gets w - \eta\,\hat m/(\sqrt{\hat s} + \epsilon)$ |
# | | $s \gets 0.999\,s + 0.001\,g^2$ | |
#
# with $\epsilon = 10^{-7}$ and, for the step number $t = 1, 2, \dots$, the corrections
# $\hat m = m/(1 - 0.9^t)$ and $\hat s = s/(1 - 0.999^t)$. Mind where $\epsilon$ stands:
# inside the root or outside of it, and in Adam beside the *corrected* root. (Keras adds
# it before the correction, which no gradient of ordinary size notices; we do not.)
#
# **Approach**
# 1. Ask `gradient`, a function, for the slope: at `w`, or where Nesterov wants it.
# 2. Bring the memory up to date. What the rule does not use comes back as it was.
# 3. Make the step. Adam corrects for the step only: the memory keeps $m$ and $s$.
#
# **Example.** In the bowl of chapter 07b the gradient is $(10\,w_1, w_2)$. From
# $(1, 1)$ with $\eta = 0.05$, momentum has $m = (-0.5, -0.05)$ after the first step and
# $(-0.7, -0.0925)$ after the second one, and stands at $(-0.2, 0.8575)$.
#
# <details><summary>Hint</summary>
#
# `m = 0.9 * m - learning_rate * g` makes a new array; `m *= 0.9` would change the one
# that you were given. In Nesterov's rule the velocity that looks ahead is the old one.
# The first step of Adam has the length $\eta$ in every direction.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "optimiser_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    """Return the parameters and the memory after one step.

    kind: "momentum", "nesterov", "adagrad", "rmsprop" or "adam"
    w: the parameters, an array of any shape
    m, s: the memory, two arrays in the shape of w
    t: the number of this step, 1 for the first
    gradient: a function; gradient(w) returns the slopes at w, in the shape of w
    learning_rate: the rate eta
    returns: the triple (w, m, s)
    """
    ### BEGIN SOLUTION
    g = gradient({"nesterov": w + 0.9 * m}.get(kind, w))
    if kind in ("momentum", "nesterov"):
        m = 0.9 * m - learning_rate * g
        return w + m, m, s
    if kind in ("adagrad", "rmsprop"):
        s = {"adagrad": s + g**2, "rmsprop": 0.9 * s + 0.1 * g**2}[kind]
        return w - learning_rate * g / np.sqrt(s + 1e-7), m, s
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
    return w - learning_rate * m_hat / (np.sqrt(s_hat) + 1e-7), m, s
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "optimiser_step_visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three steps in the bowl of chapter 07b, as they stand there.
def _test():
    def bowl(w):
        return np.array([10.0, 1.0]) * w

    arrive = {
        ("momentum", 0.05): [-0.73, 0.731375],
        ("nesterov", 0.05): [-0.20125, 0.73959875],
        ("adagrad", 0.5): [0.156399, 0.156399],
        ("rmsprop", 0.1): [0.369181, 0.369181],
        ("adam", 0.1): [0.701586, 0.701586],
    }
    for (kind, rate), end in arrive.items():
        w, m, s = np.ones(2), np.zeros(2), np.zeros(2)
        for t in (1, 2, 3):
            with check.unchanged(w=w, m=m, s=s):
                triple = optimiser_step(kind, w, m, s, t, bowl, rate)
            w, m, s = check.unpack(triple, "w, m, s", f"optimiser_step, {kind}")
            w, m, s = np.array(w), np.array(m), np.array(s)
        check.close(w, end, f"{kind}: w after three steps", kind="float32")


_test()
check.passed("optimiser_step")

# %% nbgrader={"grade": true, "grade_id": "optimiser_step_hidden_velocity", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: momentum and Nesterov, any memory, and a minimum that is not at zero.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("optimiser_step velocity")
    for kind in ("momentum", "nesterov"):
        for n in ((3,), (2, 2), (1,), (2, 1, 3)):
            a, h = rng.normal(size=n) + 3, rng.uniform(0.5, 2, n)
            w, m, s = rng.normal(size=n), rng.normal(size=n), rng.uniform(1, 2, n)
            rate, t = rng.uniform(0.05, 0.3), int(rng.integers(1, 9))
            gradient = lambda w, a=a, h=h: h * (w - a) ** 3
            with check.unchanged(w=w, m=m, s=s):
                triple = optimiser_step(kind, w, m, s, t, gradient, rate)
            found = check.unpack(triple, "w, m, s", f"optimiser_step, {kind}")
            at = w + 0.9 * m if kind == "nesterov" else w
            v = 0.9 * m - rate * h * (at - a) ** 3
            hints = "How far does m move w?", "Where is the slope measured?"
            hints += ("Memory that the rule does not use comes back as it was.",)
            right = (w + v, v, s)
            each = zip("wms", found, right, hints, strict=True)
            for name, got, expected, hint in each:
                check.hidden.close(got, expected, f"{kind}: {name}", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "optimiser_step_hidden_scaled", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: AdaGrad and RMSProp, any memory, tiny gradients and zeros.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("optimiser_step scaled")
    for kind in ("adagrad", "rmsprop"):
        for n in ((4,), (2, 3), (3, 1, 2)):
            w, g = rng.normal(size=n), rng.normal(size=n) * 2
            m, s = rng.normal(size=n), rng.uniform(0.1, 3, n)
            g.flat[:2], s.flat[:2] = (3e-5, 0), 0
            rate, t = rng.uniform(0.5, 2), int(rng.integers(1, 9))
            with check.unchanged(w=w, m=m, s=s, g=g):
                triple = optimiser_step(kind, w, m, s, t, lambda w, g=g: g.copy(), rate)
            found = check.unpack(triple, "w, m, s", f"optimiser_step, {kind}")
            new = s + g * g if kind == "adagrad" else s - 0.1 * s + 0.1 * g * g
            step = rate * g * (new + 1e-7) ** -0.5
            hints = ["Where does epsilon stand?"]
            hints += ["Memory that the rule does not use comes back as it was."]
            hints += ["A sum or a mean of squares?"]
            right = (w - step, m, new)
            each = zip("wms", found, right, hints, strict=True)
            for name, got, expected, hint in each:
                check.hidden.close(got, expected, f"{kind}: {name}", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "optimiser_step_hidden_adam", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: Adam in any step, with its corrections, tiny gradients and zeros.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("optimiser_step adam")
    for t in (1, 2, 3, 7, 2000):
        for n in ((4,), (2, 3)):
            w, g = rng.normal(size=n), rng.normal(size=n) * 2
            first = 0.0 if t == 1 else 1.0
            m, s = first * rng.normal(size=n), first * rng.uniform(0.5, 3, n)
            m.flat[:2], s.flat[:2], g.flat[:2] = 0, 0, (2e-6, 0)
            rate = rng.uniform(0.5, 2)
            with check.unchanged(w=w, m=m, s=s, g=g):
                triple = optimiser_step(
                    "adam", w, m, s, t, lambda w, g=g: g.copy(), rate
                )
            found = check.unpack(triple, "w, m, s", "optimiser_step, adam")
            m = m + 0.1 * (g - m)
            s = s + 0.001 * (g * g - s)
            root = np.sqrt(s / (1 - 0.999**t))
            new = w - rate * m / (1 - 0.9**t) / (root + 1e-7)
            hint = "Which power corrects which mean? What is kept? Where is epsilon?"
            for name, got, expected in zip("wms", found, (new, m, s), strict=True):
                check.hidden.close(got, expected, f"adam: {name}", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Schedules (8 points)
#
# **Why.** At the start a learning rate should be large, to get somewhere; near the goal
# small, to arrive. A schedule gives the rate of each step $t = 0, 1, 2, \dots$
#
# | `kind` | rate at step $t$ | what else is in the dict |
# |---|---|---|
# | `"power"` | $\eta_0/(1 + t/s)^c$ | `rate`, `s`, `c` |
# | `"exponential"` | $\eta_0\,r^{t/s}$ | `rate`, `s`, `r` |
# | `"polynomial"` | $(\eta_0 - \eta_e)(1 - \min(t, T)/T)^p + \eta_e$ | `rate`, `end`, `T`, `p` |
# | `"piecewise"` | `rates[0]` up to and including step `borders[0]`, and so on | `borders`, `rates` |
#
# A schedule is a dict with its `kind` and these numbers; `rate` is $\eta_0$ and `end`
# is $\eta_e$. Of `rates` there is one more than of `borders`, which rise, and of which
# there may be none.
#
# **Approach**
# 1. Look at `schedule["kind"]`.
# 2. Take the numbers of that row from the dict and put them into its formula.
# 3. For the piecewise kind count the borders that lie *before* $t$: that many rates
#    are over.
#
# **Example.** `{"kind": "power", "rate": 0.1, "s": 1, "c": 1}` gives 0.1, 0.05, 0.0333.
# With `"borders": [100, 200]` and `"rates": [0.1, 0.01, 0.001]`, step 100 still has 0.1
# and step 101 has 0.01.
#
# <details><summary>Hint</summary>
#
# $t/s$ is a division that keeps its fraction. After step $T$ the polynomial rate stays
# at its end, which is what the minimum is for. `sum(...)` counts `True`s.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "learning_rate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def learning_rate(t, schedule):
    """Return the learning rate of step t.

    t: the number of the step, 0 for the first
    schedule: a dict with "kind" and the numbers of that kind
    returns: a number
    """
    ### BEGIN SOLUTION
    kind, n = schedule["kind"], schedule
    if kind == "power":
        return n["rate"] / (1 + t / n["s"]) ** n["c"]
    if kind == "exponential":
        return n["rate"] * n["r"] ** (t / n["s"])
    if kind == "polynomial":
        left = 1 - min(t, n["T"]) / n["T"]
        return (n["rate"] - n["end"]) * left ** n["p"] + n["end"]
    return n["rates"][sum(border < t for border in n["borders"])]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "learning_rate_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: a few steps of each schedule.
def _test():
    tables = (
        ({"kind": "power", "rate": 0.1, "s": 1, "c": 1}, {0: 0.1, 1: 0.05, 3: 0.025}),
        ({"kind": "power", "rate": 0.8, "s": 4, "c": 2}, {0: 0.8, 4: 0.2, 12: 0.05}),
        ({"kind": "exponential", "rate": 0.1, "s": 4, "r": 0.25}, {2: 0.05, 4: 0.025}),
        (
            {"kind": "polynomial", "rate": 0.5, "end": 0.1, "T": 10, "p": 1},
            {0: 0.5, 5: 0.3, 10: 0.1, 11: 0.1},
        ),
        (
            {"kind": "piecewise", "borders": [100, 200], "rates": [0.1, 0.01, 0.001]},
            {0: 0.1, 100: 0.1, 101: 0.01, 200: 0.01, 999: 0.001},
        ),
    )
    for schedule, table in tables:
        for t, rate in table.items():
            what = f"{schedule['kind']}, step {t}"
            with check.unchanged(schedule=schedule):
                found = learning_rate(t, schedule)
            check.close(found, rate, what, kind="float32")


_test()
check.passed("learning_rate")

# %% nbgrader={"grade": true, "grade_id": "learning_rate_hidden_smooth", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the three schedules with a formula, other numbers and late steps.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("learning_rate smooth")
    for _ in range(4):
        rate, end, c, p = rng.uniform([0.5, 0.01, 0.5, 0.5], [2, 0.2, 3, 3])
        s, T = (int(n) for n in rng.integers([3, 5], [30, 40]))
        r = rng.uniform(0.2, 0.9)
        hint = "Is each number where the formula has it? And after the last step T?"
        if p > 2:
            rate, end = end, rate  # a rate may rise, too
        for t in (0, 1, 2, s, 9 * s + 1, T - 1, T, T + 1, 3 * T, 40 * T):
            share = max(0, (T - t) / T)
            for schedule, expected in (
                (
                    {"kind": "power", "rate": rate, "s": s, "c": c},
                    rate * (s / (s + t)) ** c,
                ),
                (
                    {"kind": "exponential", "rate": rate, "s": s, "r": r},
                    rate * np.exp(t * np.log(r) / s),
                ),
                (
                    {"kind": "polynomial", "rate": rate, "end": end, "T": T, "p": p},
                    rate * share**p + end * (1 - share**p),
                ),
            ):
                with check.unchanged(schedule=schedule):
                    found = learning_rate(t, schedule)
                check.hidden.close(found, expected, schedule["kind"], hint, "float32")
    for t, late, expected in (
        (3000, {"kind": "exponential", "rate": 1.0, "s": 1000, "r": 0.2}, 0.008),
        (100, {"kind": "exponential", "rate": 1.0, "s": 3, "r": 0.5}, 0.5 ** (100 / 3)),
        (10**6, {"kind": "power", "rate": 0.5, "s": 2, "c": 2}, 0.5 / 500001**2),
        (4, {"kind": "polynomial", "rate": 0.1, "end": 0.5, "T": 8, "p": 1}, 0.3),
    ):
        found, what = learning_rate(t, late), f"{late['kind']}, step {t}"
        check.hidden.shape(found, (), what)
        check.hidden.close(found / expected, 1, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "learning_rate_hidden_piecewise", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the piecewise schedule before, at and after each border; one, many, none.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("learning_rate piecewise")
    for k in (0, 1, 2, 5):
        borders = np.cumsum(rng.integers(2, 9, k)).tolist()
        rates = rng.permutation(np.linspace(0.1, 1, k + 1)).tolist()
        schedule = {"kind": "piecewise", "borders": borders, "rates": rates}
        for t in range((borders or [3])[-1] + 4):
            before = [
                rate
                for border, rate in zip(borders, rates, strict=False)
                if t <= border
            ]
            hint = "To which side does a border itself belong?"
            with check.unchanged(schedule=schedule):
                found = learning_rate(t, schedule)
            check.hidden.close(
                found, [*before, rates[-1]][0], "piecewise", hint, "float32"
            )


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. Stopping in time (6 points)
#
# **Why.** The training loss falls as long as you like; the validation loss turns round
# when the network begins to learn the noise. Early stopping ends the training there and
# goes back to the best epoch. One bad epoch may be chance, so it waits: as many epochs
# as its **patience**. And a gain of a millionth is none: only a loss that is lower than
# the best one by *more than* `min_delta` counts as better.
#
# **Approach**
# 1. The first epoch is the best so far.
# 2. Epoch by epoch: if the loss is better than that of the best epoch, by more than
#    `min_delta`, this epoch is the best one.
# 3. If that was `patience` epochs ago, stop after this epoch.
# 4. If it never comes to that, the training ends after the last loss.
#
# **Example.** The validation losses of a published run were 0.7172, 0.5790, 0.5277,
# 0.5336, 0.5665, 0.6044. With a patience of 3 it stopped after epoch 6, and epoch 3 was
# the best.
#
# <details><summary>Hint</summary>
#
# `enumerate(losses, 1)` counts epochs from 1. Compare with the loss of the *best*
# epoch, not with that of the epoch before. What comes after the stop was never
# computed.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "early_stop", "locked": false, "schema_version": 3, "solution": true, "task": false}
def early_stop(losses, patience, min_delta=0):
    """Return after which epoch the training stops, and which epoch was the best.

    losses: the validation loss of each epoch, a list of one number or more
    patience: how many epochs without a better loss end the training, 1 or more
    min_delta: a loss is better if it is lower by more than this, 0 or more
    returns: the pair (stop, best), epochs counted from 1
    """
    ### BEGIN SOLUTION
    best = 1
    for epoch, loss in enumerate(losses, 1):
        if losses[best - 1] - loss > min_delta:
            best = epoch
        if epoch - best == patience:
            return epoch, best
    return len(losses), best
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "early_stop_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the published run, two short ones, and a least difference.
def _test():
    published = [0.7172, 0.5790, 0.5277, 0.5336, 0.5665, 0.6044]
    for losses, patience, min_delta, expected in (
        (published, 3, 0, [6, 3]),
        ([*published, 0.1, 0.2], 3, 0, [6, 3]),
        (published, 4, 0, [6, 3]),
        ([3, 2, 1], 1, 0, [3, 3]),
        ([3, 4, 1, 2, 2], 1, 0, [2, 1]),
        ([8, 7, 6, 5, 4], 2, 2, [3, 1]),
        ([8, 7, 6, 5, 4], 3, 2, [5, 4]),
    ):
        with check.unchanged(losses=losses):
            pair = early_stop(losses, patience, min_delta)
        stop, best = check.unpack(pair, "stop, best", "early_stop")
        what = f"stop, best of {losses}, patience {patience}, min_delta {min_delta}"
        check.same([stop, best], expected, what)


_test()
check.passed("early_stop")

# %% nbgrader={"grade": true, "grade_id": "early_stop_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: many runs with other patience, equal losses among them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("early_stop")
    runs = [rng.integers(0, 9, rng.integers(1, 14)) for _ in range(120)]
    runs += [np.array([5]), np.array([4, 4, 4, 4]), np.array([3, 5, 4, 6, 5, 7, 1])]
    for losses in runs:
        for patience in (1, 2, 3):
            lent = (losses / 8).tolist()
            with check.unchanged(losses=lent):
                pair = early_stop(lent, patience)
            found = check.unpack(pair, "stop, best", "early_stop")
            best = np.minimum.accumulate(losses)
            first = np.array([np.flatnonzero(losses == b)[0] for b in best])
            over = np.flatnonzero(np.arange(len(losses)) - first >= patience)
            stop = over[0] if len(over) else len(losses) - 1
            hint = "How many epochs in a row brought nothing better than the best?"
            expected = [stop + 1, first[stop] + 1]
            check.hidden.same(found, expected, "stop, best", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "early_stop_hidden_delta", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: gains of less than min_delta, of just as much, and many small ones.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("early_stop delta")
    runs = [rng.integers(0, 30, rng.integers(1, 14)) for _ in range(60)]
    runs += [-np.cumsum(rng.integers(0, 4, 14)) + 50 for _ in range(60)]
    for gain in (1e-6, 1e-12):
        lent = [1.0, 1.0 - gain, 1.0, 1.0, 1.0]
        with check.unchanged(losses=lent):
            pair = early_stop(lent, 2)
        found = check.unpack(pair, "stop, best", "early_stop")
        hint = "With min_delta unsaid any lower loss is better, however little."
        check.hidden.same(found, [4, 2], "stop, best of small gains", hint)
    for losses in runs:
        for delta in (1, 2, 5):
            patience, best, waited = int(rng.integers(2, 5)), 0, 0
            stop = len(losses) - 1
            for k in range(1, len(losses)):
                better = losses[k] + delta < losses[best]
                best, waited = (k, 0) if better else (best, waited + 1)
                if waited == patience:
                    stop = k
                    break
            pair = early_stop((losses / 8).tolist(), patience, delta / 8)
            found = check.unpack(pair, "stop, best", "early_stop")
            hint = "Better than which loss, and by more than what?"
            check.hidden.same(found, [stop + 1, best + 1], "stop, best", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. The elastic net (6 points)
#
# **Why.** A network that learns its examples by heart needs large weights. So let
# weights cost something. L2 pulls hardly at all at small ones, L1 pulls all of them
# with the same force, down to zero. The elastic net mixes them, a share $\beta$ of L1:
#
# $$\Omega = \lambda\Big(\beta\sum\lvert w\rvert + \frac{1-\beta}{2}\sum w^2\Big)$$
#
# The sums run over the weights of all layers. **Biases cost nothing**: they make no
# function steep. Note the ½: it is there for L2 and not for L1. At $w = 0$ we take 0
# as the slope of $\lvert w\rvert$, so a weight that has come to zero stays there.
#
# **Approach**
# 1. Add up $\lvert w\rvert$ and $w^2$ over all weight matrices, and mix the sums.
# 2. The gradient has a pair for each layer: the slopes of $\Omega$ in its weights, and
#    zeros for its biases.
#
# **Example.** One layer with the weights 1, -2, 3; $\lambda = 0.1$ and $\beta = 0.5$.
# The cost is $0.05 \cdot 6 + 0.025 \cdot 14 = 0.65$, and the slopes are 0.1, -0.15 and
# 0.2.
#
# <details><summary>Hint</summary>
#
# `np.sign(0.0)` is 0, as it should be here. The slope of $w^2/2$ is $w$: the ½ and the
# 2 cancel. The gradient has the same factors as the cost.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "elastic_net", "locked": false, "schema_version": 3, "solution": true, "task": false}
def elastic_net(params, lam, beta):
    """Return the cost of the weights and its gradient.

    params: a list of pairs (W, b), one for each layer
    lam: the factor of the whole cost, 0 or more
    beta: the share of L1, from 0 to 1
    returns: the pair (cost, grads) of a number and a list of pairs (dW, db)
    """
    ### BEGIN SOLUTION
    cost, grads = 0.0, []
    for W, b in params:
        cost += lam * np.sum(beta * np.abs(W) + (1 - beta) / 2 * W**2)
        grads.append((lam * (beta * np.sign(W) + (1 - beta) * W), np.zeros(b.shape)))
    return cost, grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "elastic_net_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example with its bias, and two layers.
def _test():
    W, b = np.array([[1.0], [-2.0], [3.0]]), np.array([5.0])
    more = [(W, b), (np.array([[0.0, 10.0]]), np.zeros(2))]
    params = [(W, b)]
    with check.unchanged(params=params):
        pair = elastic_net(params, 0.1, 0.5)
    cost, grads = check.unpack(pair, "cost, grads", "elastic_net")
    check.close(cost, 0.65, "cost", "0.05 times 6 and 0.025 times 14.", "float32")
    ((dW, db),) = check.unpack(grads, "layer", "grads")
    check.close(dW, [[0.1], [-0.15], [0.2]], "dW", kind="float32")
    check.close(db, [0], "db", "Biases cost nothing.", "float32")
    for beta, expected, slope in ((1, 1.6, 0.1), (0, 5.7, 1.0), (0.5, 3.65, 0.55)):
        cost, grads = elastic_net(more, 0.1, beta)
        check.close(cost, expected, f"cost of two layers, beta {beta}", kind="float32")
        check.close(grads[1][0], [[0, slope]], f"dW 2, beta {beta}", kind="float32")


_test()
check.passed("elastic_net")

# %% nbgrader={"grade": true, "grade_id": "elastic_net_hidden_cost", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the cost of one to three layers.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("elastic_net cost")
    for lam, beta, *sizes in (
        (0.3, 0.25, 2, 3),
        (2.0, 0.0, 3, 1, 2),
        (0.7, 1.0, 2, 2, 2, 2),
        (1.5, 0.8, 1, 4, 3),
        (0.0, 0.5, 2, 2),
    ):
        params = [(rng.normal(size=n), rng.normal(size=n[1])) for n in pairwise(sizes)]
        before = [array.copy() for pair in params for array in pair]
        with check.unchanged(params=params):
            pair = elastic_net(params, lam, beta)
        cost, _ = check.unpack(pair, "cost, grads", "elastic_net")
        flat = np.concatenate([W.ravel() for W in before[::2]])
        ridge, lasso = flat @ flat / 2, sum(abs(flat))
        expected = lam * (ridge + beta * (lasso - ridge))
        hint = "Which factor has L1, which L2, and which numbers cost something?"
        check.hidden.close(cost, expected, "cost", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "elastic_net_hidden_slopes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in the weights, at zero and near it, and for the biases.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("elastic_net slopes")
    for lam, beta, *sizes in (
        (0.3, 0.25, 2, 3),
        (2.0, 0.0, 3, 1, 2),
        (0.7, 1.0, 2, 2, 2, 2),
        (1.5, 0.8, 1, 4, 3),
    ):
        params = [
            (rng.uniform(0.1, 2, n) * rng.choice([-1, 1], n), rng.normal(size=n[1]))
            for n in pairwise(sizes)
        ]
        params[0][0].flat[:2] = 0.0, -0.0
        params[-1][0].flat[-1] = 1e-120  # W**2 is still no zero
        with check.unchanged(params=params):
            pair = elastic_net(params, lam, beta)
        _, grads = check.unpack(pair, "cost, grads", "elastic_net")
        names = ", ".join(f"layer {k}" for k in range(1, len(sizes)))
        grads = check.unpack(grads, names, "grads")
        for (W, b), pair in zip(params, grads, strict=True):
            dW, db = check.unpack(pair, "dW, db", "a layer of grads")
            force = (W > 0) * 1.0 - (W < 0)  # of L1, however small a weight is
            slope = lam * (beta * force + (1 - beta) * W)
            hint = "How fast does the cost grow with a weight? And at zero?"
            check.hidden.close(dW, slope, "dW", hint, "float32")
            check.hidden.close(db, 0 * b, "db", "Zeros, in the shape of b.", "float32")


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. A race that one optimiser won (10 points)
#
# A clinic trains a network that sorts skin images into "harmless" and "have it seen".
# The report says: "We tried Adam with 40 learning rates and SGD with its default rate.
# Adam won: we stopped each of the 41 runs at its best validation loss, and the best run
# finds 93.1 % of the validation images right, SGD 91.8 %. With more dropout we reached
# 93.4 %." A table in the appendix shows for images of dark skin, 4 % of all: 88 % right
# before the dropout was raised, and 79 % after. Answer in 6 to 10 sentences:
#
# 1. Why does the race not show that Adam is better than SGD here? How would you run it
#    so that it can show something?
# 2. What accuracy do you expect on new images, compared with 93.4 %, and why? What
#    would have to be done to know it?
# 3. The mean went up and one group went down. How can both be true, and why may dropout
#    hit this group? What should be done, and who should have a say?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** Adam had forty chances and SGD one, so the winner was settled by
# the tuning; the default rate of SGD may simply be too small for this task. A fair race
# gives both the same number of rates over a sensible range, the same epochs, starts and
# batches, and several seeds, and compares the difference with the spread between seeds.
# On new images I expect less than 93.4 %: the run, its epoch and its dropout were all
# chosen because they looked best on these validation images, and the best of many
# figures is lucky. Only a test set that decided nothing, used once, gives an honest
# figure, with its standard error. Both can be true because a group of 4 % hardly moves
# the mean: nine points fewer there cost 0.36 points, which small gains for the others
# outweigh. A network under stronger regularisation gives up what is rare first, since
# few examples pay for it. The clinic should report and choose by group, above all the
# missed diseases, gather more images of this group with consent, and not use the new
# version for those people; patients of the group and doctors should have a say, not
# only the team whose figure it is.
#
# **Rubric, 10 points**
# - 3: unequal tuning named as the flaw (1.5); the same budget for both, and several
#   seeds or the spread (1.5)
# - 3: less than 93.4 % (1); because the choice was made on these images, by rate, epoch
#   or dropout (1); a test set that decided nothing (1)
# - 4: small share in the mean, in words or numbers (1); regularising gives up rare
#   cases first (1); a measure for the group that helps, such as more images, choosing
#   by group, not using it (1); whose say, beyond the team (1)
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
# 5. Save, and hand in this one file under its own name, `training.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "initialise",
        "activate",
        "batch_norm_forward",
        "batch_norm_backward",
        "dropout",
        "clip",
        "optimiser_step",
        "learning_rate",
        "early_stop",
        "elastic_net",
    ]
)
