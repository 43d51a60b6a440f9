# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 10: a variational autoencoder
#
# *about 3 hours · NumPy, and Keras if you like · no download · 100 points · after chapter 10*
#
# You will write all that turns an autoencoder into a variational one, in nine functions:
# draws that let a gradient pass, the two halves of the loss, the loss and its
# gradients, the bound that it stands for, a map to walk on, and a detector of hidden
# variables that say nothing. At the end you judge in words what invented patients are
# good for.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine functions give 90 points, the question in words 10. Under
# each function stands a cell of visible tests: run it as often as you like. Hidden
# tests with other data run when you hand in; a comment says what each one looks at.
# They measure slopes by finite differences in 64 bits, and the KL divergence by adding
# up its definition on a fine grid; below section 6 you can lay your loss and its
# gradients beside those of Keras. Each test cell gives all its points or none, and
# looks at values alone, with a little room for rounding where numbers are computed: a
# list is as good as an array, 3.0 as good as 3. Write your code where it says `YOUR
# CODE HERE`. Locked cells are put back before grading; cells that you add are kept, and
# run with the others.
#
# **How to work.** Run the cells from the top, with Shift and Enter. Write a function, run
# its cell, then the tests below it: `[OK]` says that the visible ones pass, any other
# message says what to look at. *Run All Cells* goes on to the end also while functions
# are missing. The last cell counts what passes, and above it stands how to hand in.
#
# **Each function stands alone.** NumPy is all you need. The tests hand each function
# inputs that are right. A function that calls an earlier one of yours inherits its
# slips; the few lines are quickly written again.
#
# > **Conventions.** Rows are examples, $N$ of them. `x` are the data and `x_hat` what
# > the decoder made of them, both (batch, columns). `mu` and `log_var` are the means and
# > the log-variances $\log\sigma^2$ of the hidden variables, both (batch, latent_dim).
# > The prior is $\mathcal{N}(\mathbf{0}, \mathbf{I})$. Whatever is lost is a **sum** over
# > the columns, or over the hidden variables, and a **mean** over the examples. The word
# > `kind` names the reconstruction loss:
# >
# > | `kind` | for | loss of an example |
# > |---|---|---|
# > | `"mse"` | any numbers | squared differences |
# > | `"bce"` | numbers from 0 to 1 | binary cross-entropies |
# >
# > For `"bce"` each `x_hat` below `1e-7` counts as `1e-7`, and each one above `1 - 1e-7`
# > as `1 - 1e-7`. `mu` and `log_var` may be any numbers and are used as they are: nothing
# > else is clipped. Compute in 64 bits, as NumPy does by itself. Inputs are never
# > modified; `rng` alone moves on with every draw.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. A draw that lets the gradient pass (8 points)
#
# **Why.** The encoder answers with a distribution, the decoder wants a number $z$. A
# gradient cannot go back through "draw a number". But the noise can be drawn before,
# from a distribution that depends on nothing, and then $z$ is *computed*:
# $z = \mu + \sigma\,\epsilon$. Its slopes in $\mu$ and $\sigma$ are 1 and $\epsilon$.
#
# **Approach**
# 1. The encoder gives $\log\sigma^2$. Make the standard deviation $\sigma$ of it.
# 2. Multiply it by the noise, number by number, and add the mean.
#
# **Example.** `mu = [[1, -1]]`, `log_var = [[0, ln 4]]`, `eps = [[0.5, -1.5]]`: the
# standard deviations are 1 and 2, and `z` is `[[1.5, -4]]`.
#
# <details><summary>Hint</summary>
#
# $\sigma$ is the square root of $\sigma^2 = e^{\log\sigma^2}$. A root halves the
# exponent.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "reparameterize", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reparameterize(mu, log_var, eps):
    """Turn standard normal noise into draws of N(mu, exp(log_var)).

    mu, log_var, eps: (batch, latent_dim)
    returns: z in the same shape
    """
    ### BEGIN SOLUTION
    return mu + np.exp(log_var / 2) * eps
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "reparameterize_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, and one with a variance of 1/4.
def _test():
    mu, log_var = np.array([[1.0, -1.0]]), np.array([[0.0, np.log(4)]])
    eps = np.array([[0.5, -1.5]])
    with check.unchanged(mu=mu, log_var=log_var, eps=eps):
        z = reparameterize(mu, log_var, eps)
    check.close(z, [[1.5, -4]], "z", "The standard deviations are 1 and 2.", "float32")
    z = reparameterize(np.array([[3.0]]), -np.array([[np.log(4)]]), np.array([[2.0]]))
    check.close(z, [[4]], "z with a standard deviation of 1/2", kind="float32")


_test()
check.passed("reparameterize")

# %% nbgrader={"grade": true, "grade_id": "reparameterize_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other numbers of examples and hidden variables.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reparameterize")
    for n, j in ((1, 1), (5, 2), (2, 5), (3, 3)):
        mu, std, eps = (
            rng.normal(size=(n, j)),
            rng.uniform(0.2, 3, (n, j)),
            np.ones((n, j)),
        )
        eps = eps * rng.normal(size=(n, j)) * 2
        log_var = 2 * np.log(std)
        with check.unchanged(mu=mu, log_var=log_var, eps=eps):
            z = reparameterize(mu, log_var, eps)
        check.hidden.shape(z, (n, j), "z", "One number for each number in mu.")
        hint = "The mean, and the noise as often as the standard deviation says."
        check.hidden.close(z, mu + std * eps, "z", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "reparameterize_hidden_far", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: very small and very large variances.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reparameterize far")
    mu, eps = rng.normal(size=(4, 3)), rng.uniform(0.5, 2, (4, 3))
    for log_var in (np.full((4, 3), -1000.0), rng.uniform(-300, -60, (4, 3))):
        z = reparameterize(mu.copy(), log_var, eps.copy())
        hint = "No variance is left: z should be the mean."
        check.hidden.close(z, mu, "z with hardly any variance", hint, "float32")
    for low, high in ((15, 30), (-40, -30), (-300, -250)):
        half = rng.uniform(low, high, (4, 3))
        z = reparameterize(mu * (low > 0), 2 * half, eps.copy())
        check.hidden.shape(z, (4, 3), "z", "One number for each number in mu.")
        check.that(np.all(np.asarray(z) > 0), "z", "the noise is positive, so z is too")
        hint = "The mean, plus sigma times the noise, with the log-variance as it is."
        check.hidden.close(np.log(z), half + np.log(eps), "log z", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Sampling (10 points)
#
# **Why.** In training every example gets new noise each time it comes, and every hidden
# variable has noise of its own. If two variables shared theirs, the decoder would only
# ever see codes on a line; if all examples shared theirs, a batch would be one draw.
#
# **Approach**
# 1. Draw one number from $\mathcal{N}(0, 1)$ for each example *and* each hidden variable.
#    All randomness comes from `rng`.
# 2. Turn the noise into draws, as in section 1.
#
# **Example.** With `mu` and `log_var` of shape (18, 2), 36 numbers are drawn, and `z`
# has the shape (18, 2). A second call gives another `z`.
#
# <details><summary>Hint</summary>
#
# `rng.standard_normal(shape)` draws an array at once, and `mu.shape` is the shape.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "sample", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample(mu, log_var, rng):
    """Draw z from N(mu, exp(log_var)), independently for every number in mu.

    mu, log_var: (batch, latent_dim)
    rng: a numpy.random.Generator, the only source of randomness
    returns: z in the shape of mu
    """
    ### BEGIN SOLUTION
    eps = rng.standard_normal(mu.shape)
    return mu + np.exp(log_var / 2) * eps
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sample_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the shape, two calls, no variance, and 10,000 draws.
def _test():
    mu, log_var = np.array([[1.0, -3.0]]), np.array([[0.0, np.log(4)]])
    rng = np.random.default_rng(7)
    with check.unchanged(mu=mu, log_var=log_var):
        z = sample(mu, log_var, rng)
    check.shape(z, (1, 2), "z", "One draw for each number in mu.")
    again = sample(mu, log_var, rng)
    check.that(not np.array_equal(z, again), "sample", "two calls gave the same draw")
    z = sample(mu, log_var - 1000, rng)
    check.close(z, mu, "z with hardly any variance", kind="float32")
    z = sample(np.tile(mu, (10_000, 1)), np.tile(log_var, (10_000, 1)), rng)
    check.close(np.mean(z, axis=0), [1, -3], "the means", kind="statistic")
    check.close(np.std(z, axis=0), [1, 2], "the spreads", kind="statistic")


_test()
check.passed("sample")

# %% nbgrader={"grade": true, "grade_id": "sample_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the law of the draws, every example having its own mean and variance.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sample")
    n = 4000
    mu, log_var = rng.normal(size=(n, 3)) * 3, rng.uniform(0.7, 1.5, (n, 3))
    log_var *= rng.choice([-1, 1], (n, 3))
    with check.unchanged(mu=mu, log_var=log_var):
        z = sample(mu, log_var, rng.spawn(1)[0])
    check.hidden.shape(z, (n, 3), "z", "One draw for each number in mu.")
    e = (z - mu) / np.exp(log_var / 2)  # should be standard normal
    # Each bound is six standard errors or more: a right draw fails once in 10,000,000.
    centred = np.abs(np.mean(e, axis=0)).max() < 6 / np.sqrt(n)
    check.that(centred, "sample", "the means of many draws are not those in mu")
    spread = np.abs(np.var(e, axis=0) - 1).max() < 6.5 * np.sqrt(2 / n)
    check.that(spread, "sample", "the variances of many draws are not exp(log_var)")
    inside = np.mean(np.abs(e) < 1, axis=0)  # 68.3 % in a bell
    bell = np.abs(inside - 0.6827).max() < 6 * 0.4655 / np.sqrt(n)
    fourth, largest = np.mean(e**4), np.abs(e).max()  # 3, and 3.2 or more of 12,000
    bell = bell and abs(fourth - 3) < 0.6 and 3.2 < largest < 9
    check.that(bell, "sample", "the draws do not follow a normal distribution")
    for far in (-600.0, -70.0, 70.0):
        log_var = np.full((500, 2), far)
        z = sample(np.zeros((500, 2)), log_var, rng.spawn(1)[0])
        check.hidden.shape(z, (500, 2), "z", "One draw for each number in mu.")
        right = abs(np.mean((z / np.exp(far / 2)) ** 2) - 1) < 0.4
        reason = "far variances are not exp(log_var), which is used as it is"
        check.that(right, "sample", reason)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sample_hidden_apart", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: independent noise for every example and every hidden variable.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sample apart")
    for n, j in ((200, 20), (4000, 1), (1, 400)):
        mu, log_var = rng.normal(size=(n, j)), rng.uniform(-1, 1, (n, j))
        with check.unchanged(mu=mu, log_var=log_var):
            z = sample(mu, log_var, rng.spawn(1)[0])
        check.hidden.shape(z, (n, j), "z", "One draw for each number in mu.")
        e = (z - mu) / np.exp(log_var / 2)
        check.that(np.std(e) > 0.3, "sample", "many draws have the same noise")
        if min(n, j) > 1:  # the mean of k independent numbers has the variance 1/k
            across, down = np.mean(e, axis=1), np.mean(e, axis=0)
            reason = "the hidden variables of an example have the same noise"
            check.that(np.mean(across**2) * j < 4, "sample", reason)
            reason = "different examples have the same noise"
            check.that(np.mean(down**2) * n < 4, "sample", reason)
    generator, small = rng.spawn(1)[0], np.zeros((4, 2))
    noise = sample(np.zeros((200, 20)), np.zeros((200, 20)), generator)
    check.hidden.shape(noise, (200, 20), "z", "One draw for each number in mu.")
    reason = "some of the noise is a copy of other noise, or rounded"
    check.that(len(np.unique(np.abs(noise))) > 3990, "sample", reason)
    zero = np.zeros((1, 1))
    single = [np.ravel(sample(zero, zero, generator))[0] for _ in range(1000)]
    reason = "among a thousand draws with one rng some are alike"
    check.that(len(np.unique(single)) > 990, "sample", reason)
    e = np.array([sample(small, small, generator) for _ in range(100)], float)
    reason = "100 calls with one rng gave one draw. Leave rng as it is: it goes on"
    check.that(len(np.unique(e[:, 0, 0])) > 1, "sample", reason)
    # The sums of squares of 200 means, and of 200 spreads, are those of chance.
    means = np.sum(4 * e.mean(axis=1) ** 2)  # outside once in 10,000,000 runs
    reason = "the noise of a batch adds up to 0 too well: draw each number for itself"
    check.that(108 < means < 323, "sample", reason)
    reason = "the noise of a batch always has the same spread: draw it, and leave it"
    check.that(np.std(e.var(axis=1)) > 0.2, "sample", reason)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "sample_hidden_rng", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: rng alone decides.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("sample rng")
    mu, log_var = rng.normal(size=(4, 3)), rng.uniform(-1, 1, (4, 3))
    firsts = set()
    for seed in rng.integers(2**32, size=6):
        one, two = np.random.default_rng(seed), np.random.default_rng(seed)
        with check.unchanged(mu=mu, log_var=log_var):
            draws = [np.array(sample(mu, log_var, g), float) for g in (one, two, one)]
        reason = "one seed gave two results. Use rng for all that is random"
        check.that(np.array_equal(draws[0], draws[1]), "sample", reason)
        reason = (
            "two calls gave the same draw. Leave rng as it is: it goes on by itself"
        )
        check.that(not np.array_equal(draws[0], draws[2]), "sample", reason)
        firsts.add(draws[0].tobytes())
    check.that(len(firsts) == 6, "sample", "different seeds gave the same draw")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The distance from the prior (12 points)
#
# **Why.** Noise can be decoded only if the codes follow the law of the noise. The **KL
# divergence** from the encoder's answer $q$ to the prior $p$ says how far they are from
# it: the mean of $\log q(z) - \log p(z)$ over draws $z$ from $q$. For two bells it has
# a closed form, a sum over the $J$ hidden variables:
#
# $$D_{KL}(q \,\|\, p) = -\tfrac12 \sum_{j=1}^{J} \big(1 + \log\sigma_j^2 - \mu_j^2 -
# \sigma_j^2\big)$$
#
# A minus, a half, a sum, a log-variance: each of the four has been lost in print. The
# visible test does not believe the formula either: it draws 100,000 times.
#
# **Approach**
# 1. Compute the bracket for every example and hidden variable. `log_var` is
#    $\log\sigma^2$ already; a logarithm is not needed, and would fail for tiny variances.
# 2. Add up over the hidden variables. Each example keeps its own number.
#
# **Example.** `mu = [[1, -1]]`, `log_var = [[0, ln 4]]`: the brackets are
# $1 + 0 - 1 - 1 = -1$ and $1 + 1.386 - 1 - 4 = -2.614$, the result is `[1.807]`.
#
# <details><summary>Hint</summary>
#
# `np.exp(log_var)` are the variances, and `.sum(axis=1)` adds up each row. The result
# is 0 where $\mu = 0$ and $\sigma = 1$, and above 0 everywhere else.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "kl_divergence", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kl_divergence(mu, log_var):
    """Return the KL divergence from N(mu, exp(log_var)) to the prior N(0, I).

    mu, log_var: (batch, latent_dim)
    returns: an array of shape (batch,), one number for each example
    """
    ### BEGIN SOLUTION
    return -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "kl_divergence_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two examples, and the mean of log q - log p over 100,000 draws.
def _test():
    mu, log_var = (
        np.array([[1.0, -1.0], [0.0, 3.0]]),
        np.array([[0.0, np.log(4)], [0, 0]]),
    )
    with check.unchanged(mu=mu, log_var=log_var):
        kl = kl_divergence(mu, log_var)
    check.close(kl, [1.80685282, 4.5], "kl", "A number for each example.", "float32")
    noise = np.random.default_rng(3).normal(size=(100_000, 2))
    z = mu[0] + np.array([1.0, 2.0]) * noise
    log_q = -(noise**2) / 2 - log_var[0] / 2  # a constant is left out, the same in both
    log_p = -(z**2) / 2
    drawn = (log_q - log_p).sum(axis=1)
    error = drawn.std() / np.sqrt(len(drawn))
    near = abs(kl[0] - drawn.mean()) < 4 * error
    check.that(near, "kl", "the mean over many draws is more than 4 errors away")


_test()
check.passed("kl_divergence")

# %% nbgrader={"grade": true, "grade_id": "kl_divergence_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: against the definition, added up on a fine grid of z.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("kl_divergence")
    t = np.linspace(-12, 12, 2401)[:, None, None]  # z, counted in sigmas from mu
    bell = np.exp(-(t**2) / 2) / np.exp(-(t**2) / 2).sum()
    for n, j in ((1, 1), (4, 2), (2, 4), (3, 3), (1, 5), (5, 1)):
        mu, log_var = rng.normal(size=(n, j)) * 1.5, rng.uniform(-3, 2, (n, j))
        with check.unchanged(mu=mu, log_var=log_var):
            kl = kl_divergence(mu, log_var)
        check.hidden.shape(kl, n, "kl", "One number for each example.")
        z = mu + np.exp(log_var / 2) * t
        right = (bell * (z**2 / 2 - t**2 / 2 - log_var / 2)).sum(axis=0).sum(axis=1)
        hint = "Look at each of the four terms, at the factor, and at the sum."
        check.hidden.close(kl, right, "kl", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "kl_divergence_hidden_prior", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: 0 for the prior itself, and above 0 for everything else.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("kl_divergence prior")
    for n, j in ((1, 1), (4, 2), (3, 5)):
        zero, shape = np.zeros((n, j)), (n, j)
        hint = "The prior is no distance from itself."
        found = kl_divergence(zero, zero.copy())
        check.hidden.close(found, np.zeros(n), "kl of the prior", hint, "float32")
        sign = rng.choice([-1, 1], shape)
        moved = kl_divergence(sign * rng.uniform(0.2, 2, shape), zero)
        narrow = kl_divergence(zero, rng.uniform(-2, -0.5, shape))
        wide = kl_divergence(zero, rng.uniform(0.5, 2, shape))
        for kl, what in ((moved, "moved"), (narrow, "narrower"), (wide, "wider")):
            check.hidden.shape(kl, n, "kl", "One number for each example.")
            reason = f"a bell that is {what} should be some distance away: above 0"
            check.that(np.min(kl) > 0, "kl", reason)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "kl_divergence_hidden_far", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: very small and very large variances, and means far away.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("kl_divergence far")
    mu = rng.normal(size=(4, 2))
    for log_var in (rng.uniform(-300, -60, (4, 2)), rng.uniform(-3000, -800, (4, 2))):
        right = ((mu**2 - 1 - log_var) / 2).sum(axis=1)
        kl = kl_divergence(mu.copy(), log_var)
        hint = "Is log_var used as it is, with no logarithm and no clip?"
        check.hidden.close(kl, right, "kl with hardly any variance", hint, "float32")
    log_var = rng.uniform(30, 80, (5, 1))
    right = log_var[:, 0] - np.log(2)
    kl = kl_divergence(0 * log_var, log_var.copy())
    check.hidden.shape(kl, 5, "kl", "One number for each example.")
    hint = "Is log_var used as it is, and mu too?"
    check.hidden.close(np.log(kl), right, "log kl of huge variances", hint, "float32")
    kl = kl_divergence(rng.choice([-1, 1]) * np.exp(log_var / 2), 0 * log_var)
    check.hidden.close(np.log(kl), right, "log kl of huge means", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The reconstruction loss (12 points)
#
# **Why.** The other half of the loss asks how probable `x` is, given what the decoder
# says. For a bell around `x_hat` that is the **sum** of the squared differences, up to a
# constant; for a coin for every pixel it is the **sum** of the binary cross-entropies
#
# $$-x \ln\hat x - (1 - x) \ln(1 - \hat x).$$
#
# Frameworks take a *mean* over the columns. Then a picture with 784 pixels weighs as
# little as one pixel, the KL divergence wins, and the codes collapse. So a mean must be
# multiplied by the number $D$ of columns.
#
# **Approach**
# 1. `"mse"`: the squared differences. They are not clipped, and may lie anywhere.
# 2. `"bce"`: clip `x_hat` to the numbers from `1e-7` to `1 - 1e-7`, so that no logarithm
#    of 0 is taken; then the formula. `x` is left as it is.
# 3. Add up over the columns, or take the mean times $D$. Each example keeps its number.
#
# **Example.** `x = [[1, 0, 1]]`, `x_hat = [[0.9, 0.2, 0.6]]`: `"mse"` gives
# $0.01 + 0.04 + 0.16 = 0.21$, and `"bce"` $-\ln 0.9 - \ln 0.8 - \ln 0.6 = 0.839$.
#
# <details><summary>Hint</summary>
#
# `np.clip(x_hat, 1e-7, 1 - 1e-7)` makes a new array. `x` need not be 0 or 1: a grey
# pixel of 0.4 has both terms.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "reconstruction_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reconstruction_loss(x, x_hat, kind):
    """Return how much of each example was lost.

    x, x_hat: (batch, columns)
    kind: "mse" (squared differences) or "bce" (binary cross-entropies)
    returns: an array of shape (batch,), sums over the columns
    """
    ### BEGIN SOLUTION
    if kind == "mse":
        return ((x - x_hat) ** 2).sum(axis=1)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return -(x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two examples, both kinds; then one grey pixel.
def _test():
    x = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    x_hat = np.array([[0.9, 0.2, 0.6], [0.5, 0.5, 0.5]])
    with check.unchanged(x=x, x_hat=x_hat):
        squares = reconstruction_loss(x, x_hat, "mse")
        entropies = reconstruction_loss(x, x_hat, "bce")
    hint = "A sum over the columns; a number for each example."
    check.close(squares, [0.21, 0.75], "mse", hint, "float32")
    check.close(entropies, [0.83932969, 2.07944154], "bce", hint, "float32")
    grey = reconstruction_loss(np.array([[0.4]]), np.array([[0.25]]), "bce")
    check.close(grey, [0.72712700], "bce of a grey pixel", kind="float32")


_test()
check.passed("reconstruction_loss")

# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_hidden_mse", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: squared differences, of any numbers.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reconstruction mse")
    kind = str(rng.choice(["mse"]))  # the word, but not the same object
    for n, d in ((1, 1), (4, 3), (3, 4), (3, 3), (1, 6), (6, 1)):
        x, x_hat = rng.normal(size=(2, n, d)) * 2 + (1e8 if n == 4 else 0)
        with check.unchanged(x=x, x_hat=x_hat):
            found = reconstruction_loss(x, x_hat, kind)
        check.hidden.shape(found, n, "mse", "One number for each example.")
        right = [np.linalg.norm(x[k] - x_hat[k]) ** 2 for k in range(n)]
        hint = "The sum of the squares, no root, no half, no mean, no clip."
        check.hidden.close(found, right, "mse", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_hidden_bce", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: binary cross-entropies, of black, white and grey pixels.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reconstruction bce")
    kind = str(rng.choice(["bce"]))
    for n, d in ((1, 1), (4, 3), (3, 4), (3, 3), (1, 6), (6, 1)):
        z = rng.uniform(0.3, 4, (n, d)) * rng.choice([-1, 1], (n, d))
        x_hat = 1 / (1 + np.exp(-z))
        for x in (rng.integers(0, 2, (n, d)) / 1.0, rng.uniform(0.1, 0.9, (n, d))):
            with check.unchanged(x=x, x_hat=x_hat):
                found = reconstruction_loss(x, x_hat, kind)
            check.hidden.shape(found, n, "bce", "One number for each example.")
            right = (np.log1p(np.exp(z)) - x * z).sum(axis=1)
            hint = "Both terms, for every pixel; natural logarithms; a sum, no mean."
            check.hidden.close(found, right, "bce", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "reconstruction_loss_hidden_clip", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: answers of exactly 0 and 1, and next to them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("reconstruction clip")
    for n, d in ((1, 2), (5, 4), (4, 4)):
        x_hat = rng.permuted(np.arange(n * d).reshape(n, d) % 2 / 1.0, axis=1)
        for x in (x_hat, 1 - x_hat, rng.permuted(x_hat, axis=1)):
            right = (x != x_hat).sum(axis=1) * np.log(1e7)
            with check.unchanged(x_hat=x_hat):
                found = reconstruction_loss(x.copy(), x_hat, "bce")
            hint = "The logarithm of 1e-7 is the worst that can come in."
            check.hidden.close(found, right, "bce with 0 and 1", hint, "float32")
    grey = np.array([[0.4], [0.4], [0.25], [0.25]])
    x_hat = np.array([[0.0], [1.0], [1e-9], [1 - 1e-9]])
    found = reconstruction_loss(grey, x_hat, "bce")
    right = np.array([0.4, 0.6, 0.25, 0.75]) * np.log(1e7)
    check.hidden.close(found, right, "bce of grey with 0 and 1", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. The loss (12 points)
#
# **Why.** One number is to become small, and it holds both wishes: explain the data, and
# keep the codes near the prior. For each example it is
#
# $$\text{reconstruction loss} + \beta \cdot D_{KL},$$
#
# and the loss of a batch is the mean over its examples. A published listing had a minus
# there. Its network was rewarded for fleeing from the prior, and fled without end.
#
# The weight $\beta$ is 1 unless somebody says why not.
#
# **Approach**
# 1. The reconstruction loss of each example, clipped for `"bce"` as in section 4.
# 2. The KL divergence of each example, as in section 3, times `beta`.
# 3. Add the two, and take the mean over the examples.
#
# **Example.** One example with `x = [[1, 0, 1]]`, `x_hat = [[0.9, 0.2, 0.6]]`,
# `mu = [[1, -1]]`, `log_var = [[0, ln 4]]`: $0.21 + 1.807 = 2.017$ with `"mse"`.
#
# <details><summary>Hint</summary>
#
# Sums go along `axis=1`, over columns or hidden variables; the only mean comes last,
# over what is left.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "vae_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    """Return the mean over the batch of reconstruction loss + beta * KL.

    x, x_hat: (batch, columns)
    mu, log_var: (batch, latent_dim)
    kind: "mse" or "bce", the reconstruction loss
    beta: how much the KL divergence weighs
    returns: a number, to be minimised
    """
    ### BEGIN SOLUTION
    if kind == "mse":
        each = (x - x_hat) ** 2
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        each = -(x * np.log(p) + (1 - x) * np.log(1 - p))
    kl = -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=1)
    return (each.sum(axis=1) + beta * kl).mean()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "vae_loss_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two examples, both kinds, two weights.
def _test():
    x = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    x_hat = np.array([[0.9, 0.2, 0.6], [0.5, 0.5, 0.5]])
    mu = np.array([[1.0, -1.0], [0.0, 3.0]])
    log_var = np.array([[0.0, np.log(4)], [0.0, 0.0]])
    with check.unchanged(x=x, x_hat=x_hat, mu=mu, log_var=log_var):
        found = vae_loss(x, x_hat, mu, log_var, "mse")
    check.close(found, 3.63342641, "the loss with mse", kind="float32")
    found = vae_loss(x, x_hat, mu, log_var, "bce")
    check.close(found, 4.61281203, "the loss with bce", kind="float32")
    found = vae_loss(x, x_hat, mu, log_var, "mse", beta=0.5)
    check.close(found, 2.05671320, "the loss with beta = 0.5", kind="float32")


_test()
check.passed("vae_loss")

# %% nbgrader={"grade": true, "grade_id": "vae_loss_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the reconstruction's part, for both kinds and other shapes.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_loss")
    for n, d, j in ((1, 3, 2), (4, 3, 2), (3, 5, 1), (3, 3, 3), (5, 1, 4)):
        mu, log_var = rng.normal(size=(n, j)), rng.uniform(-2, 1.5, (n, j))
        x, z = rng.normal(size=(2, n, d)) * 2
        far = 1e8 if n == 4 else 0
        given = {"x": x, "x_hat": z, "mu": mu, "log_var": log_var}
        with check.unchanged(**given):
            kind = str(rng.choice(["mse"]))
            found = vae_loss(x + far, z + far, mu, log_var, kind, 0.0)
        hint = "The sum over the columns, then the mean over the examples."
        right = np.linalg.norm((x + far) - (z + far)) ** 2 / n
        check.hidden.close(found, right, "the loss with beta = 0", hint, "float32")
        x, x_hat = rng.uniform(0, 1, (n, d)), 1 / (1 + np.exp(-z))
        with check.unchanged(**given, x_hat_of_bce=x_hat):
            found = vae_loss(x, x_hat, mu, log_var, str(rng.choice(["bce"])), 0.0)
        right = (np.log1p(np.exp(z)) - x * z).sum() / n
        check.hidden.close(found, right, "the loss with beta = 0", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "vae_loss_hidden_beta", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what beta adds, and how much that is if beta is not given.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_loss beta")
    t = np.linspace(-12, 12, 2401)[:, None, None]  # z, counted in sigmas from mu
    bell = np.exp(-(t**2) / 2) / np.exp(-(t**2) / 2).sum()
    for n, d, j in ((1, 3, 2), (4, 3, 2), (3, 5, 1), (3, 3, 3), (5, 1, 4)):
        mu, log_var = rng.normal(size=(n, j)), rng.uniform(-2, 1.5, (n, j))
        x, x_hat = rng.uniform(0.1, 0.9, (2, n, d))
        z = mu + np.exp(log_var / 2) * t
        kl = (bell * (z**2 / 2 - t**2 / 2 - log_var / 2)).sum() / n
        for kind in ("mse", "bce"):
            without = vae_loss(x, x_hat, mu, log_var, kind, beta=0.0)
            for beta, more in ((1.0, {}), (0.25, {"beta": 0.25}), (4.0, {"beta": 4.0})):
                found = vae_loss(x, x_hat, mu, log_var, kind, **more) - without
                hint = (
                    "beta times the KL divergence: summed over j, a mean over examples."
                )
                check.hidden.close(found, beta * kl, "what beta adds", hint, "float32")
    mu, x, x_hat = np.array([[3e4, -1.0]]), np.ones((1, 1)), np.ones((1, 1))
    hint = "mu and log_var are used as they are, however far from 0."
    for far in (-2000.0, -40.0, 12.0, 25.0, 60.0):
        log_var = np.array([[far, 0.5]])
        kl = (9e8 + np.exp(far) - 1 - far + 1 + np.exp(0.5) - 1 - 0.5) / 2
        found = vae_loss(x, x_hat, mu, log_var, "mse") / kl
        what = "the loss of far codes, as a share"
        check.hidden.close(found, 1, what, hint, "float32")
        found = vae_loss(x, x_hat, 0 * mu, log_var, "mse")
        kl = (np.exp(far) - 1 - far + np.exp(0.5) - 1 - 0.5) / 2
        what = "the loss of a far log_var, as a share"
        check.hidden.close(found / kl, 1, what, hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "vae_loss_hidden_clip", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: answers of exactly 0 and 1, and next to them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_loss clip")
    for n, d in ((1, 2), (5, 4), (4, 4)):
        x_hat = rng.permuted(np.arange(n * d).reshape(n, d) % 2 / 1.0, axis=1)
        prior = np.zeros((n, 2))  # no KL divergence
        for x in (x_hat, 1 - x_hat, rng.permuted(x_hat, axis=1)):
            right = (x != x_hat).sum() * np.log(1e7) / n
            with check.unchanged(x_hat=x_hat):
                found = vae_loss(x.copy(), x_hat, prior, prior.copy(), "bce")
            hint = "The logarithm of 1e-7 is the worst that can come in."
            check.hidden.close(found, right, "the loss with 0 and 1", hint, "float32")
    zero = np.zeros((1, 1))
    for near, share in ((0.0, 0.4), (1e-9, 0.4), (1 - 1e-9, 0.6)):
        found = vae_loss(zero + 0.4, zero + near, zero, zero.copy(), "bce")
        right = share * np.log(1e7)
        check.hidden.close(found, right, "a grey pixel", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. The gradients (14 points)
#
# **Why.** Training needs the slopes of the loss in all that the network gives: in `mu`,
# in `log_var` and in `x_hat`. Take them as three separate inputs. (In the network
# `x_hat` depends on `mu` too, by way of $z$. Backpropagation adds that path itself: it
# carries the slope in `x_hat` back through the decoder.)
#
# Two slopes tell what the KL divergence does: the one in $\mu$ is $\mu$ itself, the one
# in $\log\sigma^2$ is $\frac12(\sigma^2 - 1)$. Both are 0 at the prior only.
#
# **Approach**
# 1. In `mu` and `log_var`: the two slopes above, times `beta`.
# 2. In `x_hat` with `"mse"`: the slope of $(x - \hat x)^2$ in $\hat x$. Mind the sign.
# 3. In `x_hat` with `"bce"`: the slope of the formula in section 4. Put the *clipped*
#    number into it, so that an answer of exactly 0 or 1 has a slope, too: a large one
#    if it is wrong.
# 4. The loss is a mean over the $N$ examples, so every slope has a $1/N$.
#
# **Example.** One example, `mu = [[1, -1]]`, `log_var = [[0, ln 4]]`: the gradients of
# these two are `[[1, -1]]` and `[[0, 1.5]]`. With `x = [[1]]` and `x_hat = [[0.8]]` that
# of `x_hat` is `[[-0.4]]` with `"mse"`, `[[-1.25]]` with `"bce"`.
#
# <details><summary>Hint</summary>
#
# The slope of $-x \ln p - (1 - x) \ln(1 - p)$ in $p$ is $-x/p + (1 - x)/(1 - p)$, which
# is $(p - x)\,/\,(p\,(1 - p))$. In doubt, move one number by `1e-5` to both sides and
# look how far your `vae_loss` moves.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "vae_gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    """Return the slopes of vae_loss in mu, log_var and x_hat.

    x, x_hat: (batch, columns)
    mu, log_var: (batch, latent_dim)
    kind: "mse" or "bce", the reconstruction loss
    beta: how much the KL divergence weighs
    returns: the triple (d_mu, d_log_var, d_x_hat), each in the shape of its input
    """
    ### BEGIN SOLUTION
    n = len(x)
    d_mu = beta * mu / n
    d_log_var = beta * (np.exp(log_var) - 1) / 2 / n
    if kind == "mse":
        return d_mu, d_log_var, 2 * (x_hat - x) / n
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return d_mu, d_log_var, (p - x) / (p * (1 - p)) / n
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "vae_gradients_visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, then two examples at once.
def _test():
    mu, log_var = np.array([[1.0, -1.0]]), np.array([[0.0, np.log(4)]])
    x, x_hat = np.array([[1.0]]), np.array([[0.8]])
    with check.unchanged(x=x, x_hat=x_hat, mu=mu, log_var=log_var):
        triple = vae_gradients(x, x_hat, mu, log_var, "mse")
    names, what = "d_mu, d_log_var, d_x_hat", "vae_gradients"
    d_mu, d_log_var, d_x_hat = check.unpack(triple, names, what)
    check.close(d_mu, [[1, -1]], "d_mu", kind="float32")
    check.close(d_log_var, [[0, 1.5]], "d_log_var", kind="float32")
    check.close(d_x_hat, [[-0.4]], "d_x_hat with mse", kind="float32")
    x, x_hat = np.array([[1.0, 0.0], [0.0, 0.5]]), np.array([[0.8, 0.2], [0.5, 0.2]])
    mu, log_var = np.array([[2.0], [-6.0]]), np.array([[np.log(3)], [-np.log(2)]])
    triple = vae_gradients(x, x_hat, mu, log_var, "bce", beta=0.5)
    d_mu, d_log_var, d_x_hat = check.unpack(triple, names, what)
    check.close(d_mu, [[0.5], [-1.5]], "d_mu of two examples", kind="float32")
    check.close(d_log_var, [[0.25], [-0.0625]], "d_log_var of two", kind="float32")
    right = [[-0.625, 0.625], [1, -0.9375]]
    check.close(d_x_hat, right, "d_x_hat with bce", kind="float32")


_test()
check.passed("vae_gradients")

# %% nbgrader={"grade": true, "grade_id": "vae_gradients_hidden_mu", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in mu against central differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_gradients mu")
    for n, d, j in ((1, 3, 2), (4, 3, 2), (3, 5, 1), (3, 3, 3)):
        mu, log_var = rng.normal(size=(n, j)) * 2, rng.uniform(-2, 1.5, (n, j))
        x, x_hat = rng.uniform(0.1, 0.9, (2, n, d))
        up, down = ((mu + step) ** 2 / 2 / n for step in (1e-5, -1e-5))
        for beta, more in ((1.0, {}), (0.25, {"beta": 0.25}), (4.0, {"beta": 4.0})):
            with check.unchanged(x=x, x_hat=x_hat, mu=mu, log_var=log_var):
                triple = vae_gradients(x, x_hat, mu, log_var, "bce", **more)
            d_mu = check.unpack(triple, "d_mu, d_log_var, d_x_hat", "vae_gradients")[0]
            check.hidden.shape(d_mu, (n, j), "d_mu", "One slope for each number in mu.")
            hint = (
                "How fast does the mean of beta times the KL divergence grow with mu?"
            )
            right = beta * (up - down) / 2e-5
            check.hidden.close(d_mu, right, "d_mu", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "vae_gradients_hidden_log_var", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in log_var against central differences, also far from 0.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_gradients log_var")
    sizes = (1, 3, 2), (4, 3, 2), (3, 5, 1), (3, 3, 3), (1, 3, 2)
    for (n, d, j), far in zip(sizes, (-1000.0, -12.0, 12.0, 25.0, 60.0), strict=True):
        mu, log_var = rng.normal(size=(n, j)) * 2, rng.uniform(-2, 1.5, (n, j))
        log_var[0, 0] = far
        x, x_hat = rng.uniform(0.1, 0.9, (2, n, d))
        up, down = (log_var + step for step in (1e-5, -1e-5))
        up, down = ((np.exp(v) - v) / 2 / n for v in (up, down))
        for beta, more in ((1.0, {}), (0.25, {"beta": 0.25}), (4.0, {"beta": 4.0})):
            triple = vae_gradients(x, x_hat, mu, log_var, "mse", **more)
            found = check.unpack(triple, "d_mu, d_log_var, d_x_hat", "vae_gradients")[1]
            check.hidden.shape(found, (n, j), "d_log_var")
            hint = "In the log-variance, not in sigma; and log_var is used as it is."
            right = beta * (up - down) / 2e-5
            check.hidden.close(found, right, "d_log_var", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "vae_gradients_hidden_mse", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in x_hat with mse against central differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_gradients mse")
    kind = str(rng.choice(["mse"]))  # the word, but not the same object
    for n, d, j in ((1, 3, 2), (4, 3, 2), (3, 1, 1), (3, 3, 3)):
        mu, log_var = rng.normal(size=(n, j)), rng.uniform(-2, 1.5, (n, j))
        x, x_hat = rng.normal(size=(2, n, d)) * 2
        with check.unchanged(x=x, x_hat=x_hat, mu=mu, log_var=log_var):
            triple = vae_gradients(x, x_hat, mu, log_var, kind, 3.0)
        found = check.unpack(triple, "d_mu, d_log_var, d_x_hat", "vae_gradients")[2]
        check.hidden.shape(
            found, (n, d), "d_x_hat", "One slope for each number in x_hat."
        )
        up, down = ((x - x_hat - step) ** 2 / n for step in (1e-5, -1e-5))
        hint = "How fast does the mean of the summed squares grow with x_hat?"
        check.hidden.close(found, (up - down) / 2e-5, "d_x_hat", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "vae_gradients_hidden_bce", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in x_hat with bce against central differences.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_gradients bce")
    kind = str(rng.choice(["bce"]))
    for n, d, j in ((1, 3, 2), (4, 3, 2), (3, 1, 1), (3, 3, 3)):
        mu, log_var = rng.normal(size=(n, j)), rng.uniform(-2, 1.5, (n, j))
        x_hat = rng.uniform(0.1, 0.9, (n, d))
        for x in (rng.integers(0, 2, (n, d)) / 1.0, rng.uniform(0, 1, (n, d))):
            with check.unchanged(x=x, x_hat=x_hat):
                triple = vae_gradients(x, x_hat, mu, log_var, kind, 3.0)
            found = check.unpack(triple, "d_mu, d_log_var, d_x_hat", "vae_gradients")[2]
            check.hidden.shape(found, (n, d), "d_x_hat")
            up, down = (x_hat + step for step in (1e-5, -1e-5))
            up, down = (
                -(x * np.log(p) + (1 - x) * np.log(1 - p)) / n for p in (up, down)
            )
            hint = (
                "How fast does the mean of the summed cross-entropies grow with x_hat?"
            )
            check.hidden.close(found, (up - down) / 2e-5, "d_x_hat", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "vae_gradients_hidden_clip", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: answers of exactly 0 and 1, and next to them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("vae_gradients clip")
    for n, d in ((1, 2), (5, 4)):
        x_hat = rng.permuted(np.arange(n * d).reshape(n, d) % 2 / 1.0, axis=1)
        codes = rng.normal(size=(2, n, 2))
        for x in (x_hat, 1 - x_hat, rng.permuted(x_hat, axis=1)):
            with check.unchanged(x_hat=x_hat):
                triple = vae_gradients(x.copy(), x_hat, *codes, "bce")
            found = check.unpack(triple, "d_mu, d_log_var, d_x_hat", "vae_gradients")[2]
            size = np.where(x == x_hat, 1 / (1 - 1e-7), 1e7)
            right = (
                np.where(x_hat > 0.5, 1, -1) * np.where(x == x_hat, -1, 1) * size / n
            )
            hint = "Is the number put into the formula that 0 and 1 are clipped to?"
            check.hidden.close(found, right, "d_x_hat with 0 and 1", hint, "float32")
    x, x_hat = np.array([[0.5, 0.5]]), np.array([[1e-9, 1 - 1e-9]])
    codes = np.zeros((1, 2))
    triple = vae_gradients(x, x_hat, codes, codes.copy(), "bce")
    found = check.unpack(triple, "d_mu, d_log_var, d_x_hat", "vae_gradients")[2]
    check.hidden.close(found, [[-5e6, 5e6]], "d_x_hat near 0 and 1", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# **Beside Keras, no points.** Keras has its own losses, and finds gradients on a tape,
# without any formula of ours. Two routes, one result? The next cell defines a
# comparison: it hands the same numbers to both, your `vae_loss` and `vae_gradients` and
# Keras. The cell below it is yours: it runs the comparison.
#
# Watch the factor: Keras takes the mean over the columns, so `columns *` stands in front
# of its losses. That is the factor of section 4.


# %% nbgrader={"grade": false, "grade_id": "beside_keras", "locked": true, "schema_version": 3, "solution": false, "task": false}
def beside_keras():
    """Lay vae_loss and vae_gradients beside what Keras says."""
    if check.graded():
        return  # it gives no points, and Keras takes long to start
    import keras
    from coursekit import backends

    keras.config.set_floatx("float64")
    rng, columns = np.random.default_rng(10), 6
    x, x_hat = rng.uniform(0.05, 0.95, (2, 5, columns))
    mu, log_var = rng.normal(size=(2, 5, 3))
    for kind, beta in (("mse", 1.0), ("mse", 0.3), ("bce", 1.0)):
        m, v, out = (keras.Variable(array) for array in (mu, log_var, x_hat))

        def loss(m=m, v=v, out=out, kind=kind, beta=beta):
            if kind == "mse":
                lost = columns * keras.losses.mean_squared_error(x, out)
            else:
                lost = columns * keras.losses.binary_crossentropy(x, out)
            kl = keras.ops.sum(m * m + keras.ops.exp(v) - 1 - v, axis=1) / 2
            return keras.ops.mean(lost + beta * kl)

        total, theirs = backends.gradients(loss, [m, v, out])
        found = vae_loss(x, x_hat, mu, log_var, kind, beta)
        check.close(found, total, "vae_loss beside Keras", kind="gradient")
        ours = vae_gradients(x, x_hat, mu, log_var, kind, beta)
        names = ("d_mu", "d_log_var", "d_x_hat")
        for name, g, other in zip(names, ours, theirs, strict=True):
            what = f"{name} beside Keras"
            check.close(g, other, what, kind="gradient")
        print(f"{kind}, beta={beta}: the loss and three gradients agree with Keras")


# %%
compare = False  # say True, and run this cell
if compare:
    beside_keras()

# %% [markdown]
# ## 7. The bound (6 points)
#
# **Why.** How probable the data are, $\log p(x)$, cannot be computed. The **ELBO** can, and
# it lies below: the larger it is, the better. It is *maximised*.
#
# $$\mathrm{ELBO} = \mathbb{E}_q[\log p(x \mid z)] - D_{KL}(q \,\|\, p)$$
#
# In it stands a mean over draws of $z$. Training takes a single one. To *judge* a model
# one takes several: each draw of $z$ was decoded, and gave an `x_hat` of its own.
#
# **Approach**
# 1. $\log p(x \mid z)$ is minus the reconstruction loss, for each draw and example, with
#    the clip for `"bce"`.
# 2. Take its mean over the draws, and subtract the KL divergence of the example.
# 3. Take the mean over the examples.
#
# **Example.** One example: with two draws whose reconstruction losses are 2 and 4 and a
# KL divergence of 1.5, the ELBO is $-3 - 1.5 = -4.5$.
#
# <details><summary>Hint</summary>
#
# `x - x_hats` works although the shapes differ: NumPy subtracts every draw. The columns
# are now `axis=2`, the draws `axis=0`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "elbo", "locked": false, "schema_version": 3, "solution": true, "task": false}
def elbo(x, x_hats, mu, log_var, kind):
    """Return the ELBO, up to a constant: a mean over draws and over the batch.

    x: (batch, columns)
    x_hats: (draws, batch, columns), what was decoded from each draw of z
    mu, log_var: (batch, latent_dim)
    kind: "mse" or "bce", the reconstruction loss
    returns: a number, to be maximised
    """
    ### BEGIN SOLUTION
    if kind == "mse":
        log_p = -((x - x_hats) ** 2)
    else:
        p = np.clip(x_hats, 1e-7, 1 - 1e-7)
        log_p = x * np.log(p) + (1 - x) * np.log(1 - p)
    kl = -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=1)
    return (log_p.sum(axis=2).mean(axis=0) - kl).mean()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "elbo_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two draws for each of two examples; both kinds.
def _test():
    x = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    x_hats = np.array([[[0.9, 0.2, 0.6], [0.5, 0.5, 0.5]], [[0.5] * 3, [0.5] * 3]])
    mu, log_var = (
        np.array([[1.0, -1.0], [0.0, 3.0]]),
        np.array([[0.0, np.log(4)], [0, 0]]),
    )
    with check.unchanged(x=x, x_hats=x_hats, mu=mu, log_var=log_var):
        found = elbo(x, x_hats, mu, log_var, "mse")
    check.close(found, -3.76842641, "the ELBO with mse", kind="float32")
    found = elbo(x, x_hats, mu, log_var, "bce")
    check.close(found, -4.92283999, "the ELBO with bce", kind="float32")


_test()
check.passed("elbo")

# %% nbgrader={"grade": true, "grade_id": "elbo_hidden_draws", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the part of the data, for one draw and for many.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("elbo draws")
    for draws, n, d, j in ((1, 4, 3, 2), (3, 2, 4, 1), (2, 3, 3, 3), (5, 1, 2, 2)):
        prior, z = np.zeros((n, j)), rng.normal(size=(draws, n, d)) * 2
        for kind in rng.permutation(["mse", "bce"]).tolist():
            far = 1e8 if n == 4 else 0
            x, x_hats = rng.normal(size=(n, d)) + far, z + far
            right = -(np.linalg.norm(x - x_hats) ** 2) / (draws * n)
            if kind == "bce":
                x, x_hats = rng.uniform(0, 1, (n, d)), 1 / (1 + np.exp(-z))
                right = (x * z - np.log1p(np.exp(z))).sum() / (draws * n)
            with check.unchanged(x=x, x_hats=x_hats, mu=prior):
                found = elbo(x, x_hats, prior, prior.copy(), kind)
            hint = "A sum over the columns, means over draws and examples; maximised."
            check.hidden.close(found, right, "the ELBO without KL", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "elbo_hidden_kl", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what the KL divergence takes off.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("elbo kl")
    t = np.linspace(-12, 12, 2401)[:, None, None]  # z, counted in sigmas from mu
    bell = np.exp(-(t**2) / 2) / np.exp(-(t**2) / 2).sum()
    for draws, n, d, j in ((1, 4, 3, 2), (3, 2, 4, 1), (2, 3, 3, 3), (5, 1, 2, 2)):
        mu, log_var = rng.normal(size=(n, j)) * 1.5, rng.uniform(-2, 1.5, (n, j))
        z = mu + np.exp(log_var / 2) * t
        kl = (bell * (z**2 / 2 - t**2 / 2 - log_var / 2)).sum() / n
        x, x_hats = rng.uniform(0.1, 0.9, (n, d)), rng.uniform(0.1, 0.9, (draws, n, d))
        for kind in ("mse", "bce"):
            none = elbo(x, x_hats, 0 * mu, 0 * mu, kind)
            less = none - elbo(x, x_hats, mu, log_var, kind)
            hint = "The KL divergence once, whatever the number of draws, subtracted."
            check.hidden.close(less, kl, "what the KL takes off", hint, "float32")
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    for far in (-2000.0, -40.0, 12.0, 25.0, 60.0):
        less = -elbo(one, np.ones((2, 1, 1)), zero, zero + far, "mse")
        kl = (np.exp(far) - 1 - far) / 2
        hint = "log_var is used as it is, however far from 0."
        check.hidden.close(less / kl, 1, "the KL of a far log_var", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "elbo_hidden_clip", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: answers of exactly 0 and 1, and next to them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("elbo clip")
    for draws, n, d in ((1, 1, 2), (3, 4, 4)):
        x_hats = rng.permuted(
            np.arange(draws * n * d).reshape(-1, n, d) % 2 / 1.0, axis=2
        )
        prior = np.zeros((n, 2))  # no KL divergence
        for x in (x_hats[0], 1 - x_hats[0], rng.permuted(x_hats[0], axis=1)):
            right = -(x != x_hats).sum() * np.log(1e7) / (draws * n)
            with check.unchanged(x_hats=x_hats):
                found = elbo(x.copy(), x_hats, prior, prior.copy(), "bce")
            hint = "The logarithm of 1e-7 is the worst that can come in."
            check.hidden.close(found, right, "the ELBO with 0 and 1", hint, "float32")
    x_hats, zero = np.array([[[1e-9]], [[1 - 1e-9]]]), np.zeros((1, 1))
    found = elbo(zero + 0.4, x_hats, zero, zero.copy(), "bce")
    check.hidden.close(found, -0.5 * np.log(1e7), "a grey pixel", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. A map of the codes (8 points)
#
# **Why.** What lies *between* the digits? With two hidden variables one decodes a regular
# grid of codes and lays the pictures out as a map. For that the codes must come in the
# order in which one reads a page.
#
# **Approach**
# 1. `n` equally spaced values from `lo` to `hi`, both ends included, for each axis.
# 2. Row after row: within a row $z_1$ grows from `lo` to `hi`. The first row is the
#    *top* of the map, with $z_2$ = `hi`; the last one has $z_2$ = `lo`.
#
# **Example.** `latent_grid(2)` is `[[-4, 4], [4, 4], [-4, -4], [4, -4]]`: top left, top
# right, bottom left, bottom right.
#
# <details><summary>Hint</summary>
#
# `np.linspace(lo, hi, n)` gives the values, `values[::-1]` turns them round.
# `np.meshgrid(a, b)` gives two tables: one repeats `a` in every row, the other `b` in
# every column.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "latent_grid", "locked": false, "schema_version": 3, "solution": true, "task": false}
def latent_grid(n, lo=-4, hi=4):
    """Return a regular grid of points of the latent plane, read like a page.

    n: the number of points along each axis, 2 or more
    lo, hi: the ends of both axes
    returns: an array of shape (n * n, 2) with rows (z1, z2)
    """
    ### BEGIN SOLUTION
    values = np.linspace(lo, hi, n)
    z1, z2 = np.meshgrid(values, values[::-1])
    return np.column_stack([z1.ravel(), z2.ravel()])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "latent_grid_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, and nine points from 0 to 1.
def _test():
    grid = latent_grid(2)
    check.shape(grid, (4, 2), "latent_grid(2)", "One row (z1, z2) for each point.")
    right = [[-4, 4], [4, 4], [-4, -4], [4, -4]]
    check.close(
        grid, right, "latent_grid(2)", "Row after row, from the top.", "float32"
    )
    grid = latent_grid(3, lo=0, hi=1)
    check.shape(grid, (9, 2), "latent_grid(3, 0, 1)")
    check.close(grid[4], [0.5, 0.5], "the point in the middle", kind="float32")
    check.close(grid[5], [1, 0.5], "the point after it", kind="float32")


_test()
check.passed("latent_grid")

# %% nbgrader={"grade": true, "grade_id": "latent_grid_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other numbers of points, other ends.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("latent_grid")
    for n in (2, 3, 4, 7, 12, *range(13, 33)):
        lo, hi = rng.uniform(-6, 1), rng.uniform(2, 6)
        found = latent_grid(n, lo, hi)
        check.hidden.shape(found, (n * n, 2), "the grid", "One row for each point.")
        step = (hi - lo) / (n - 1)
        right = [
            (lo + column * step, hi - row * step)
            for row in range(n)
            for column in range(n)
        ]
        hint = "Which point comes first, which one second? Are both ends there?"
        check.hidden.close(found, right, "the grid", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "latent_grid_hidden_ends", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the ends if none are given, or one of them; and large maps.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("latent_grid ends")
    for n in (5, 22, int(rng.integers(20, 40))):
        above, below = {"hi": rng.uniform(1, 9)}, {"lo": rng.uniform(-9, -1)}
        for more in ({}, above, below, {"hi": 0}, {"lo": 0}):
            lo, hi = more.get("lo", -4.0), more.get("hi", 4.0)
            grid = latent_grid(n, **more)
            check.hidden.shape(grid, (n * n, 2), "the grid", "One row for each point.")
            ends = [np.min(grid, axis=0), np.max(grid, axis=0)]
            hint = "Both axes go from lo to hi, from -4 to 4 if nothing is said."
            check.hidden.close(ends, [[lo, lo], [hi, hi]], "the ends", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. The collapse detector (8 points)
#
# **Why.** You give a network eight hidden variables, and it may use three. For the others
# the encoder answers with the prior, whatever the example: they say nothing, and the
# decoder has learned not to listen. The loss does not show it. The KL divergence *per
# variable* does: near 0, the variable has **collapsed**.
#
# **Approach**
# 1. The KL divergence of each example and each variable: half of
#    $\mu^2 + \sigma^2 - 1 - \log\sigma^2$. Do not add up over the variables.
# 2. Take the mean over the examples, of the KL divergences and not of `mu`: means of
#    +2 and -2 cancel, and yet such a variable says much.
# 3. Compare with the threshold.
#
# **Example.** `mu = [[1, 0], [-1, 0.01]]`, `log_var = [[0, 0], [0, 0]]`: the first
# variable has 0.5 for both examples, the second 0 and 0.00005. The result is
# `[False, True]`.
#
# <details><summary>Hint</summary>
#
# `.mean(axis=0)` is the mean over the examples. A comparison of an array with a number
# gives an array of truth values.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "collapsed", "locked": false, "schema_version": 3, "solution": true, "task": false}
def collapsed(mu, log_var, threshold=0.01):
    """Tell for each hidden variable whether it says nothing.

    mu, log_var: (batch, latent_dim)
    threshold: a variable says nothing if its mean KL divergence is below this number
    returns: an array of shape (latent_dim,) of truth values; False at the threshold
    """
    ### BEGIN SOLUTION
    kl = (mu**2 + np.exp(log_var) - 1 - log_var) / 2
    return kl.mean(axis=0) < threshold
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "collapsed_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, then a variable that differs in its spread only.
def _test():
    mu, log_var = np.array([[1.0, 0.0], [-1.0, 0.01]]), np.zeros((2, 2))
    with check.unchanged(mu=mu, log_var=log_var):
        found = collapsed(mu, log_var)
    check.same(found, [False, True], "collapsed", "One answer for each variable.")
    mu, log_var = np.zeros((3, 3)), np.array([[0.0, -2.0, 0.1]] * 3)
    check.same(collapsed(mu, log_var), [True, False, True], "spreads", "KL, not mu.")
    hint = "Half of mu squared is 0.18; is it below 0.2?"
    found = collapsed(np.array([[0.6]]), np.zeros((1, 1)), threshold=0.2)
    check.same(found, [True], "with another threshold", hint)


_test()
check.passed("collapsed")

# %% nbgrader={"grade": true, "grade_id": "collapsed_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: variables of every kind, with mean KL divergences near the threshold.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("collapsed")
    for n, j in ((4, 12), (9, 9), (30, 8), (2, 12)):
        a, b = rng.normal(size=(2, n, j))
        a, b = (
            (c - c.mean(axis=0)) / c.std(axis=0) for c in (a, b)
        )  # means that cancel
        a[:, 1::4] *= 0  # the spread alone
        b[:, 2::4] *= 0  # the mean alone
        aim = np.tile([0.005, 0.008, 0.012, 0.02], j)[:j][rng.permutation(j)]
        low, high = np.zeros(j), np.full(j, 5.0)
        for _ in range(50):  # how large must all be for this mean KL divergence?
            s = (low + high) / 2
            kl = ((s * a) ** 2 + np.exp(s * b) - 1 - s * b) / 2
            low, high = np.where(kl.mean(axis=0) < aim, (s, high), (low, s))
        mu, log_var = s * a, s * b
        with check.unchanged(mu=mu, log_var=log_var):
            found = collapsed(mu, log_var)
        check.hidden.shape(found, j, "collapsed", "One answer for each variable.")
        hint = "The mean over the examples of the KL divergence of each variable."
        check.hidden.same(found, aim < 0.01, "collapsed", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "collapsed_hidden_threshold", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other thresholds, and a KL divergence exactly at one.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("collapsed threshold")
    for threshold in (0.001, 0.1, 1.0, 3.0):
        share = rng.choice([0.3, 0.7, 1.3, 3.0], (1, 8))
        share[0, :2] = 0.7, 1.3
        mu = np.sqrt(2 * threshold * share) * rng.choice([-1, 1], (5, 8))
        found = collapsed(mu, np.zeros((5, 8)), threshold)
        hint = "Below the threshold that was given?"
        check.hidden.same(found, share[0] < 1, "collapsed", hint)
    mu = rng.choice([-1.0, 1.0], (4, 3)) * [1.0, 2.0, 0.0]  # 0.5, 2 and 0, exactly
    for threshold, right in (
        (0.5, [False, False, True]),
        (2.0, [True, False, True]),
        (0, [False, False, False]),
    ):
        found = collapsed(mu, np.zeros((4, 3)), threshold)
        check.hidden.same(
            found, right, "collapsed", "At the threshold is not below it."
        )


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. What are invented patients good for? (10 points)
#
# A clinic may not hand out its 240 patients with heart trouble. So it trains a
# variational autoencoder on their 13 standardised columns and gives away 10,000 invented
# ones. Its report says: "The KL divergence is 0.00, so our codes follow the prior
# perfectly. The sum of squared errors is 13.0. Nobody can be recognised, since nobody
# in the file exists." Answer in 6 to 10 sentences:
#
# 1. What has happened to this model? What does 13.0 tell for 13 standardised columns, and
#    which slip in the loss may be behind it?
# 2. The clinic repairs it. The invented patients now look like patients; but their
#    columns spread less than the true ones, and some are "0.4 male". Somebody uses them to
#    find out how often a warning level for cholesterol is exceeded, and somebody else to
#    try a rule for women over 75, of whom there were three. What goes wrong in each case?
# 3. Is it true that nobody can be recognised? Name a check that can be computed, and
#    say who should decide whether the file is handed out.
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The posterior has collapsed: the encoder gives the prior for everybody,
# so the code says nothing, and the decoder answers with the same average patient. Each
# standardised column has the variance 1, so whoever always says the mean has a squared
# error of 1 per column, 13 in all: nothing was learned. A mean over the columns in place of
# the sum, that is a beta that is 13 times too large, does this. After the repair the
# decoder gives the middle of a law and not a draw from it, so the tails are missing: the
# warning level is exceeded less often than in truth, and somebody will be told that all
# is well. Three women over 75 cannot teach what such women are like; the model fills the
# place with neighbours, and 10,000 rows pretend to a certainty that three people
# cannot give. "Does not exist" is not enough: a model can learn single patients by heart,
# rare ones above all. One can measure how near the invented rows come to the nearest
# training patient, and compare that with patients who were kept aside. Those whose data
# they are, or a body that speaks for them, and somebody in charge of data protection
# should decide, not the team that wants to publish.
#
# **Rubric, 10 points**
# - 4: collapse, named or described (2); 13 is the error of the mean patient (1); mean
#   for sum, or a beta that is too large (1)
# - 3: too few in the tails, so the frequency comes out too small (1.5); few examples do
#   not become more by inventing (1.5)
# - 3: not true, since patients can be learned by heart (1); a check that can be computed,
#   such as distances to training patients beside those to others (1); a reasonable
#   decider, not the team alone (1)
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
# 5. Save, and hand in this one file under its own name, `vae.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "reparameterize",
        "sample",
        "kl_divergence",
        "reconstruction_loss",
        "vae_loss",
        "vae_gradients",
        "elbo",
        "latent_grid",
        "collapsed",
    ]
)
