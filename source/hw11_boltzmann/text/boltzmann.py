# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 11: Boltzmann machines
#
# *about 3 hours · NumPy only · no download · 100 points · after chapter 11*
#
# You will write a restricted Boltzmann machine in nine functions: its energy, its free
# energy and its probabilities, one side given the other, a step of its dream, the true
# gradient, two cheap stand-ins for it, and a score that needs no partition function. At
# the end you judge in words what the weights of such a machine give away.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine functions give 90 points, the question in words 10. Under
# each function stands a cell of visible tests: run it as often as you like. Hidden
# tests with other machines run when you hand in; a comment says what each one looks at.
# They count all states of tiny machines, and measure gradients by finite differences.
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
# **Each function stands alone.** NumPy is all you need. The tests hand each function
# inputs that are right. A function that calls an earlier one of yours inherits its
# slips; the few lines are quickly written again.
#
# > **Conventions.** As in chapter 11: rows are examples. `V` of shape (batch, visible)
# > and `H` of shape (batch, hidden) hold the states of units, zeros and ones. `W` has
# > the shape (visible, hidden), `bv` holds the biases of the visible units, `bh` those
# > of the hidden ones. All are arrays of floats. There may be a single row, and a
# > single unit on a side. Scores in the thousands come up in sections 2 to 5 and 9.
# > Compute in 64 bits, as NumPy does by itself. Inputs are never modified.
# >
# > No function here draws a random number. Where units are tossed, the numbers come in,
# > one for each unit: `u_v` in the shape of `V`, `u_h` in the shape of `H`, all of them
# > at least 0 and below 1. **A unit is on where its number is *less* than its
# > probability.**

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from itertools import product

import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. Energy (8 points)
#
# **Why.** A Boltzmann machine has no output. It has preferences: each state of its
# units has an energy, low for what is plausible.
#
# $$E(\mathbf{v}, \mathbf{h}) = -\sum_i\sum_j w_{ij}v_ih_j - \sum_i b^{(v)}_iv_i -
# \sum_j b^{(h)}_jh_j$$
#
# **Approach**
# 1. Add the weights of all links whose two ends are on.
# 2. Add the biases of all units that are on, visible and hidden.
# 3. Change the sign. Do it for each row: row `n` of `V` belongs to row `n` of `H`.
#
# **Example.** One visible and one hidden unit, `W = [[2]]`, `bv = [0.5]`, `bh = [-1]`.
# Both on: $-(2 + 0.5 - 1) = -1.5$. Only the visible one on: $-0.5$.
#
# <details><summary>Hint</summary>
#
# `V @ W` has the shape of `H`: what reaches each hidden unit. Multiply it by `H`,
# number by number, and add up each row. `V @ bv` is one number for each row.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "energy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def energy(V, H, W, bv, bh):
    """Return the energies of states of a machine.

    V: (batch, visible) states of the visible units
    H: (batch, hidden) states of the hidden units
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    returns: (batch,) the energy of each row of V with the same row of H
    """
    ### BEGIN SOLUTION
    return -((V @ W) * H).sum(axis=1) - V @ bv - H @ bh
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "energy_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three states of the tiny machine of chapter 11.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V = np.array([[1.0, 0.0], [0.0, 0.0], [1.0, 1.0]])
    H = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    with check.unchanged(V=V, H=H, W=W, bv=bv, bh=bh):
        E = energy(V, H, W, bv, bh)
    check.shape(E, 3, "energy", "One number for each row.")
    check.close(
        E, [0.3, -0.1, 0.7], "energy", "A link counts if both ends are on.", "float32"
    )


_test()
check.passed("energy")

# %% nbgrader={"grade": true, "grade_id": "energy_hidden_links", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: machines without biases, with other numbers of units.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("energy links")
    for visible, hidden, batch in (
        (1, 1, 4),
        (3, 3, 9),
        (4, 2, 7),
        (2, 5, 1),
        (4, 4, 9),
    ):
        W, bv, bh = (
            rng.normal(size=(visible, hidden)),
            np.zeros(visible),
            np.zeros(hidden),
        )
        V, H = ((rng.random((batch, n)) < 0.6) / 1.0 for n in (visible, hidden))
        V[0], H[0] = 1, 1
        with check.unchanged(V=V, H=H, W=W):
            E = energy(V, H, W, bv, bh)
        pairs = zip(V == 1, H == 1, strict=True)
        right = [-W[np.ix_(v, h)].sum() for v, h in pairs]
        hint = "Minus the weights of the links whose two ends are on, row by row."
        check.hidden.close(E, right, "energy", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "energy_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the biases of both sides, with and without links.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("energy")
    for visible, hidden, batch in (
        (1, 1, 4),
        (3, 3, 9),
        (4, 2, 7),
        (2, 5, 1),
        (4, 4, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V, H = ((rng.random((batch, n)) < 0.6) / 1.0 for n in (visible, hidden))
        V[0], H[0], V[1:2], H[2:3] = 1, 1, 0, 0
        with check.unchanged(V=V, H=H, W=W, bv=bv, bh=bh):
            found = energy(V, H, W, bv, bh), energy(V, H, 0 * W, bv, bh)
        pairs = list(zip(V == 1, H == 1, strict=True))
        biases = np.array([-bv[v].sum() - bh[h].sum() for v, h in pairs])
        links = np.array([-W[np.ix_(v, h)].sum() for v, h in pairs])
        hint = "Each unit that is on counts with its own bias."
        check.hidden.close(found[1], biases, "energy without links", hint, "float32")
        check.hidden.close(found[0], links + biases, "energy", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Free energy (10 points)
#
# **Why.** The data know nothing of hidden units. To sum $e^{-E}$ over all their
# $2^\text{hidden}$ states looks hopeless, but they are not linked among each other, and
# the sum becomes a product of little ones. What is left is
#
# $$F(\mathbf{v}) = -\mathbf{b}^{(v)}\cdot\mathbf{v} - \sum_j \log\left(1 + e^{b^{(h)}_j
# + (\mathbf{v}W)_j}\right), \qquad e^{-F(\mathbf{v})} = \sum_\mathbf{h}
# e^{-E(\mathbf{v}, \mathbf{h})} .$$
#
# Beware of $e^{1000}$: it is infinite for a computer, although $\log(1 + e^{1000})$ is
# nothing but 1000.
#
# **Approach**
# 1. Compute the score of each hidden unit, its bias plus what reaches it from the
#    visible ones.
# 2. Take $\log(1 + e^z)$ of each score in a way that survives scores of thousands, and
#    sum over the hidden units.
# 3. Add the biases of the visible units that are on, and change the sign.
#
# **Example.** One visible and one hidden unit, `W = [[ln 3]]`, no biases: `F` is
# $-\ln 2$ for $v = 0$ and $-\ln(1 + 3) = -\ln 4$ for $v = 1$.
#
# <details><summary>Hint</summary>
#
# `np.logaddexp(a, b)` is $\log(e^a + e^b)$ without overflow, and $1 = e^0$.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "free_energy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def free_energy(V, W, bv, bh):
    """Return the free energies of visible states: the hidden units are summed out.

    V: (batch, visible) states of the visible units
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    returns: (batch,) the free energy of each row of V
    """
    ### BEGIN SOLUTION
    return -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "free_energy_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the four visible states of the tiny machine of chapter 11.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    with check.unchanged(V=V, W=W, bv=bv, bh=bh):
        F = free_energy(V, W, bv, bh)
    check.shape(F, 4, "free_energy", "One number for each row.")
    wanted = [-2.16051768, -2.53121093, -2.16156624, -2.48175611]
    check.close(F, wanted, "free_energy", kind="float32")


_test()
check.passed("free_energy")

# %% nbgrader={"grade": true, "grade_id": "free_energy_hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other machines, with the sum over all hidden states written out.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("free_energy")
    for visible, hidden, batch in (
        (1, 1, 4),
        (3, 3, 6),
        (4, 2, 7),
        (2, 4, 1),
        (4, 4, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.6) / 1.0
        V[0] = 1
        with check.unchanged(V=V, W=W, bv=bv, bh=bh):
            F = free_energy(V, W, bv, bh)
        minus_E = [
            V @ bv + (h @ (V @ W + bh).T) for h in np.ndindex(*[2] * hidden)
        ]  # a row for each hidden state
        right = -np.log(np.exp(minus_E).sum(axis=0))
        hint = "Minus the logarithm of the sum of exp(-E) over the hidden states."
        check.hidden.close(F, right, "free_energy", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "free_energy_hidden_far", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: scores of hidden units in the thousands, of both signs.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("free_energy far")
    for visible, hidden in ((1, 1), (3, 4), (4, 3)):
        W, bv = rng.normal(size=(visible, hidden)), rng.normal(size=visible)
        V = (rng.random((6, visible)) < 0.6) / 1.0
        for signs in (1, -1, rng.choice([-1, 1], hidden)):
            bh = signs * rng.integers(800, 4000, hidden) / 1.0
            right = -V @ bv - np.sum((V @ W + bh) * (bh > 0), axis=1)
            with check.unchanged(V=V, W=W, bv=bv):
                F = free_energy(V, W, bv, bh)
            hint = "Is e to the power of a large number computed on the way?"
            check.hidden.close(F, right, "free_energy far from zero", hint, "float32")
    for score in (-5.5, 5.5, 6.0):  # neither near nor far
        one = np.ones((1, 1))
        F = free_energy(0 * one, one, np.ones(1), np.array([score]))
        hint = "The logarithm of 1 + e to the power of the score, for every score."
        right = [-np.log1p(np.exp(score))]
        check.hidden.close(F, right, "free_energy", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Probabilities, exactly (10 points)
#
# **Why.** $P(\mathbf{v}) = e^{-F(\mathbf{v})}/Z$, and the partition function $Z$ is the
# sum of $e^{-F}$ over *all* visible states. For pictures nobody can compute it. For a
# tiny machine we can, and then nobody can fool us: every approximation of this
# assignment can be held against it. $Z$ itself easily overflows, its logarithm does
# not.
#
# **Approach**
# 1. Write down all $2^\text{visible}$ states in the order of binary numbers: 00, 01,
#    10, 11 for two units. The first unit changes last.
# 2. Compute their free energies, as in section 2.
# 3. $\log Z$ is the logarithm of the sum of all $e^{-F}$. Take out the largest term
#    before you raise $e$ to a power, so that free energies of thousands do no harm.
# 4. The probabilities are $e^{-F - \log Z}$.
#
# **Example.** One visible and one hidden unit, `W = [[ln 3]]`, no biases. The terms are
# $e^{\ln 2} = 2$ and 4, so `P = [1/3, 2/3]` and `log_Z` is $\ln 6$.
#
# <details><summary>Hint</summary>
#
# `np.array(list(product((0.0, 1.0), repeat=n)))` has all states in the right order.
# `np.logaddexp.reduce(a)` is $\log \sum_k e^{a_k}$ without overflow.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "prob_v", "locked": false, "schema_version": 3, "solution": true, "task": false}
def prob_v(W, bv, bh):
    """Return the probabilities of all visible states, and the logarithm of Z.

    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    returns: the pair (P, log_Z); P of shape (2**visible,) is in the order of binary
        numbers
    """
    ### BEGIN SOLUTION
    V = np.array(list(product((0.0, 1.0), repeat=len(bv))))
    F = -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)
    log_Z = np.logaddexp.reduce(-F)
    return np.exp(-F - log_Z), log_Z
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "prob_v_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the tiny machine of chapter 11, whose Z is 41.89132685.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    with check.unchanged(W=W, bv=bv, bh=bh):
        pair = prob_v(W, bv, bh)
    P, log_Z = check.unpack(pair, "P, log_Z", "prob_v")
    check.shape(P, 4, "P", "One number for each of the states 00, 01, 10, 11.")
    check.close(
        P, [0.20709842, 0.30003148, 0.20731569, 0.28555441], "P", kind="float32"
    )
    check.close(log_Z, 3.73507881, "log_Z", "The natural logarithm of Z.", "float32")


_test()
check.passed("prob_v")

# %% nbgrader={"grade": true, "grade_id": "prob_v_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the probabilities of other machines, from all states of both sides.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("prob_v")
    for visible, hidden in ((1, 1), (3, 2), (2, 4), (3, 3), (5, 1)):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        with check.unchanged(W=W, bv=bv, bh=bh):
            pair = prob_v(W, bv, bh)
        P, _ = check.unpack(pair, "P, log_Z", "prob_v")
        V, H = (np.array(list(states((0, 1), repeat=n))) for n in (visible, hidden))
        weights = np.exp((V @ W) @ H.T + (V @ bv)[:, None] + H @ bh).sum(axis=1)
        check.hidden.shape(P, 2**visible, "P", "One number for each visible state.")
        check.hidden.close(np.sum(P), 1, "the sum of P", kind="float32")
        hint = "The order of binary numbers; hidden units summed out."
        check.hidden.close(P, weights / weights.sum(), "P", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "prob_v_hidden_log_z", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the logarithm of the partition function.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("prob_v log_z")
    for visible, hidden in ((1, 1), (3, 2), (2, 4), (3, 3), (5, 1)):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V, H = (np.array(list(states((0, 1), repeat=n))) for n in (visible, hidden))
        right = np.log(np.exp((V @ W) @ H.T + (V @ bv)[:, None] + H @ bh).sum())
        _, log_Z = check.unpack(prob_v(W, bv, bh), "P, log_Z", "prob_v")
        hint = "The logarithm of the sum of exp(-E) over all states of both sides."
        check.hidden.close(log_Z, right, "log_Z", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "prob_v_hidden_far", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: free energies in the thousands.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("prob_v far")
    for visible, hidden in ((1, 1), (3, 2), (4, 3)):
        W = rng.integers(-6, 7, (visible, hidden)) / 4
        bias = rng.integers(-6, 7, visible)
        bh = rng.choice([-1, 1], hidden) * rng.integers(800, 4000, hidden) / 1.0
        bh[0] = 1000  # always on, so exp(-F) is beyond all numbers
        # Hidden units that never change leave visible units that ignore each other.
        # In the second machine the free energies are far from each other, too.
        for own in (bias / 4, rng.permutation([1500.0, -1500.0, 3.0, -0.5])[:visible]):
            bv = own - W[:, bh > 0].sum(axis=1)
            with check.unchanged(W=W, bh=bh):
                pair = prob_v(W, bv, bh)
            P, log_Z = check.unpack(pair, "P, log_Z", "prob_v")
            V = np.array(list(states((0, 1), repeat=visible)))
            sums = np.logaddexp(0, own).sum()
            hint = "Is the largest term taken out before e is raised to a power?"
            check.hidden.close(P, np.exp(V @ own - sums), "P", hint, "float32")
            right = bh[bh > 0].sum() + sums
            check.hidden.close(log_Z, right, "log_Z", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. One side, given the other (10 points)
#
# **Why.** Given the visible units, the hidden ones do not influence each other, and the
# other way round. So one side at a time is easy, and $Z$ cancels:
#
# $$P(h_j = 1 \mid \mathbf{v}) = \sigma\big(b^{(h)}_j + (\mathbf{v}W)_j\big), \qquad
# P(v_i = 1 \mid \mathbf{h}) = \sigma\big(b^{(v)}_i + (\mathbf{h}W^\top)_i\big),$$
#
# with the sigmoid $\sigma(z) = 1/(1 + e^{-z})$. Forwards this is a dense layer.
# Backwards it is another one, with the *same* weights, transposed.
#
# **Approach**
# 1. Upwards: the scores of the hidden units, from `V` and their own biases.
# 2. Downwards: the scores of the visible units, from `H` and their own biases.
# 3. The sigmoid of both. It must survive scores of thousands, of both signs.
#
# **Example.** One visible and one hidden unit, `W = [[ln 3]]`, no biases. For
# `V = [[1]]` and `H = [[0]]` the result is `([[0.75]], [[0.5]])`.
#
# <details><summary>Hint</summary>
#
# The sigmoid is also $\frac12 + \frac12\tanh\frac z2$, and `np.tanh` never overflows.
# The two results have nothing to do with each other; `V` and `H` may even have
# different numbers of rows.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "conditionals", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conditionals(V, H, W, bv, bh):
    """Return the probabilities that units are on, given the other side.

    V: (batch, visible) states of the visible units
    H: (other batch, hidden) states of the hidden units
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    returns: the pair (P_h, P_v) with P_h of shape (batch, hidden), each row given that
        row of V, and P_v of shape (other batch, visible), each row given that row of H
    """
    ### BEGIN SOLUTION
    P_h = 0.5 + 0.5 * np.tanh((V @ W + bh) / 2)
    P_v = 0.5 + 0.5 * np.tanh((H @ W.T + bv) / 2)
    return P_h, P_v
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "conditionals_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the tiny machine of chapter 11, upwards and downwards.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V, H = np.array([[1.0, 0.0]]), np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    with check.unchanged(V=V, H=H, W=W, bv=bv, bh=bh):
        pair = conditionals(V, H, W, bv, bh)
    P_h, P_v = check.unpack(pair, "P_h, P_v", "conditionals")
    check.close(P_h, [[0.549834, 0.35434369, 0.5621765]], "P_h", kind="float32")
    wanted = [[0.40131234, 0.78583498], [0.58661758, 0.27888482]]
    check.close(P_v, wanted, "P_v", "The same weights, transposed.", "float32")


_test()
check.passed("conditionals")

# %% nbgrader={"grade": true, "grade_id": "conditionals_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the hidden units given the visible ones, from all hidden states.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("conditionals")
    for visible, hidden, batch in (
        (1, 1, 2),
        (3, 3, 6),
        (4, 2, 5),
        (2, 4, 1),
        (3, 4, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.6) / 1.0
        with check.unchanged(V=V, W=W, bh=bh):
            pair = conditionals(V, np.ones((3, hidden)), W, bv, bh)
        P_h, _ = check.unpack(pair, "P_h, P_v", "conditionals")
        H = np.array(list(states((0, 1), repeat=hidden)))
        weights = np.exp((V @ W + bh) @ H.T)  # a row for each row of V
        right = weights @ H / weights.sum(axis=1, keepdims=True)
        hint = "The share of exp(-E) that belongs to states in which the unit is on."
        check.hidden.close(P_h, right, "P_h", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "conditionals_hidden_down", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the visible units given the hidden ones, from all visible states.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("conditionals down")
    for visible, hidden, batch in (
        (1, 1, 2),
        (3, 3, 6),
        (4, 2, 5),
        (2, 4, 1),
        (3, 4, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        H = (rng.random((batch, hidden)) < 0.6) / 1.0
        with check.unchanged(H=H, W=W, bv=bv):
            pair = conditionals(np.ones((3, visible)), H, W, bv, bh)
        _, P_v = check.unpack(pair, "P_h, P_v", "conditionals")
        V = np.array(list(states((0, 1), repeat=visible)))
        weights = np.exp(
            (V @ W) @ H.T + (V @ bv)[:, None]
        )  # a column for each row of H
        right = (V.T @ weights / weights.sum(axis=0)).T
        hint = "The share of exp(-E) that belongs to states in which the unit is on."
        check.hidden.close(P_v, right, "P_v", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "conditionals_hidden_far", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: scores in the thousands, of both signs, and zero among them.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("conditionals far")
    for visible, hidden, batch in ((3, 3, 4), (4, 5, 3), (5, 3, 1)):
        W = np.zeros((visible, hidden))
        W[0, 0] = rng.choice([-3000, 3000])
        bv, bh = (rng.permutation([900.0, -900, 0, 5000, -5000][:n]) for n in W.shape)
        bv[0], bh[0] = 900, -900
        V, H = ((rng.random((batch, n)) < 0.6) / 1.0 for n in (visible, hidden))
        scores = V @ W + bh, H @ W.T + bv  # all are zero or far from it
        pair = conditionals(V, H, W, bv, bh)
        P_h, P_v = check.unpack(pair, "P_h, P_v", "conditionals")
        hint = "0, 1/2 or 1: is no e to the power of a large number computed?"
        for P, z, what in zip((P_h, P_v), scores, ("P_h", "P_v"), strict=True):
            right = (np.sign(z) + 1) / 2
            check.hidden.close(P, right, f"{what} far from zero", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. A Gibbs step (8 points)
#
# **Why.** This is how the machine dreams: toss all hidden units, given the visible
# ones, then all visible ones, given the hidden ones. Repeated often enough, each state
# comes up as often as its probability says, and nobody had to compute $Z$.
#
# **Approach**
# 1. Compute the probabilities of the hidden units, as in section 4.
# 2. Toss them: a unit is on where its number in `u_h` is less than its probability.
#    Where the two are equal it is off.
# 3. From these *states*, not from the probabilities, go down and toss the visible units
#    with `u_v`.
# 4. Return the new visible states and the hidden ones on the way, as zeros and ones.
#
# **Example.** One visible and one hidden unit, `W = [[ln 3]]`, no biases, `V = [[1]]`,
# `u_h = [[0.7]]` and `u_v = [[0.8]]`. The hidden unit has the probability 0.75 and is
# on. So the visible one has 0.75 as well, and is off: the result is `([[0]], [[1]])`.
#
# <details><summary>Hint</summary>
#
# A comparison of two arrays is an array of `True` and `False`. Times `1.0` it is one of
# ones and zeros.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "gibbs_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gibbs_step(V, W, bv, bh, u_h, u_v):
    """Return the states after a step from V to H to a new V.

    V: (batch, visible) states of the visible units
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    u_h: (batch, hidden) uniform numbers, for the hidden units
    u_v: (batch, visible) uniform numbers, for the visible units
    returns: the pair (V1, H), zeros and ones; V1 in the shape of V, H in that of u_h
    """
    ### BEGIN SOLUTION
    H = 1.0 * (u_h < 0.5 + 0.5 * np.tanh((V @ W + bh) / 2))
    V1 = 1.0 * (u_v < 0.5 + 0.5 * np.tanh((H @ W.T + bv) / 2))
    return V1, H
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gibbs_step_visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: two steps of the tiny machine of chapter 11.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V, u_v = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.6, 0.52], [0.72, 0.5]])
    u_h = np.array([[0.54, 0.36, 0.56], [0.66, 0.72, 0.31]])
    with check.unchanged(V=V, W=W, bv=bv, bh=bh, u_h=u_h, u_v=u_v):
        pair = gibbs_step(V, W, bv, bh, u_h, u_v)
    V1, H = check.unpack(pair, "V1, H", "gibbs_step")
    hint = "The first row of P(h|v) is 0.549834, 0.354344, 0.562177."
    check.same(H, [[1, 0, 1], [1, 0, 1]], "H", hint)
    hint = "The first row of P(v|h) is 0.700567, 0.512497, with h = 1, 0, 1."
    check.same(V1, [[1, 0], [0, 1]], "V1", hint)


_test()
check.passed("gibbs_step")

# %% nbgrader={"grade": true, "grade_id": "gibbs_step_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the hidden units of other machines.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("gibbs_step")
    for visible, hidden, batch in (
        (1, 1, 9),
        (5, 5, 40),
        (4, 6, 60),
        (6, 3, 1),
        (3, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.6) / 1.0
        P = 1 / (1 + np.exp(-(V @ W + bh)))
        H, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        u_h = np.where(
            H, P * far, P + (1 - P) * far
        )  # none of them near its probability
        u_v = rng.random(V.shape)
        with check.unchanged(V=V, W=W, bv=bv, bh=bh, u_h=u_h, u_v=u_v):
            pair = gibbs_step(V, W, bv, bh, u_h, u_v)
        _, found = check.unpack(pair, "V1, H", "gibbs_step")
        hint = "On where the number is less than the probability, given V."
        check.hidden.same(found, H, "H", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "gibbs_step_hidden_down", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the new visible units, from the states of the hidden ones.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("gibbs_step down")
    for visible, hidden, batch in (
        (1, 1, 9),
        (5, 5, 40),
        (4, 6, 60),
        (6, 3, 1),
        (3, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.6) / 1.0
        P = 1 / (1 + np.exp(-(V @ W + bh)))
        H, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        u_h = np.where(H, P * far, P + (1 - P) * far)
        P = 1 / (1 + np.exp(-(H @ W.T + bv)))
        V1, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        u_v = np.where(V1, P * far, P + (1 - P) * far)
        found, _ = check.unpack(
            gibbs_step(V, W, bv, bh, u_h, u_v), "V1, H", "gibbs_step"
        )
        hint = "Tossed in the same way, given the zeros and ones of the hidden units."
        check.hidden.same(found, V1, "V1", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "gibbs_step_hidden_edge", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: numbers that equal the probability, and scores far from zero.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("gibbs_step edge")
    for batch in (1, 4):
        at_v, at_h = rng.permutation(3), rng.permutation(3)
        score, u = np.array([-1500.0, 0, 1500]), np.array([0.001, 0.5, 0.999])
        V = (rng.random((batch, 3)) < 0.6) / 1.0
        numbers = (np.tile(u[at], (batch, 1)) for at in (at_h, at_v))
        pair = gibbs_step(V, np.zeros((3, 3)), score[at_v], score[at_h], *numbers)
        V1, H = check.unpack(pair, "V1, H", "gibbs_step")
        hint = "Probability 0 is never on, 1 always. A number that equals it: off."
        check.hidden.same(H, np.tile(at_h == 2, (batch, 1)), "H", hint)
        check.hidden.same(V1, np.tile(at_v == 2, (batch, 1)), "V1", hint)
    u = np.array([[0.5 - 2.0**-20, 0.5, 0.5 + 2.0**-20]])
    given = np.zeros((1, 3)), np.zeros((3, 3)), np.zeros(3), np.zeros(3)
    V1, H = check.unpack(gibbs_step(*given, u, u), "V1, H", "gibbs_step")
    hint = "On where the number is less than the probability, however little."
    check.hidden.same(H, [[1, 0, 0]], "H", hint)
    check.hidden.same(V1, [[1, 0, 0]], "V1", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. The exact gradient (12 points)
#
# **Why.** To learn is to make the data probable: the mean of $\log P(\mathbf{v})$ over
# the data should rise. Its slope in a weight is a difference of two averages,
#
# $$\frac{\partial}{\partial w_{ij}} = \langle v_i\,P(h_j = 1 \mid \mathbf{v})
# \rangle_\text{data} - \langle v_i\,P(h_j = 1 \mid \mathbf{v})\rangle_\text{machine},$$
#
# awake and dreaming. In the slope of a bias of a visible unit stands $v_i$ alone, in
# that of a hidden unit $P(h_j = 1 \mid \mathbf{v})$ alone. For a tiny machine the
# second average can be computed, over *all* visible states. The tests believe none of
# it: they move each parameter a little and measure how the mean of $\log P$ moves.
#
# **Approach**
# 1. The data side: the plain mean over the rows of `V`.
# 2. The machine's side: all visible states, each weighted with its probability
#    $P(\mathbf{v})$, as in section 3. These weights add up to 1 already.
# 3. Data minus machine, for `W`, `bv` and `bh`.
#
# **Example.** One visible and one hidden unit, all parameters 0, `V = [[1]]`. Awake the
# visible unit is on and the hidden one has 0.5. Dreaming, the visible unit is on half
# the time. So `dW = [[0.5 - 0.25]]`, `dbv = [1 - 0.5]` and `dbh = [0.5 - 0.5]`.
#
# <details><summary>Hint</summary>
#
# Write a little function that takes states and their shares: `1 / len(V)` each for the
# data, the probabilities for the machine. The average for `W` is
# `states.T @ (shares[:, None] * ph)`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "exact_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def exact_gradient(V, W, bv, bh):
    """Return the slopes of the mean of log P(v) over the rows of V.

    V: (batch, visible) the data
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    returns: the tuple (dW, dbv, dbh) in the shapes of W, bv and bh
    """
    ### BEGIN SOLUTION
    states = np.array(list(product((0.0, 1.0), repeat=len(bv))))
    minus_F = states @ bv + np.logaddexp(0, states @ W + bh).sum(axis=1)
    P = np.exp(minus_F - np.logaddexp.reduce(minus_F))

    def averages(rows, share):
        ph = 0.5 + 0.5 * np.tanh((rows @ W + bh) / 2)
        return rows.T @ (share[:, None] * ph), share @ rows, share @ ph

    W_data, v_data, h_data = averages(V, np.ones(len(V)) / len(V))
    W_machine, v_machine, h_machine = averages(states, P)
    return W_data - W_machine, v_data - v_machine, h_data - h_machine
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "exact_gradient_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: three examples, and the tiny machine of chapter 11.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    with check.unchanged(V=V, W=W, bv=bv, bh=bh):
        slopes = exact_gradient(V, W, bv, bh)
    dW, dbv, dbh = check.unpack(slopes, "dW, dbv, dbh", "exact_gradient")
    wanted = [
        [0.10600807, 0.06734954, 0.08888264],
        [0.05897118, 0.04637192, 0.02872243],
    ]
    check.close(dW, wanted, "dW", "Data minus machine.", "float32")
    check.close(dbv, [0.17379657, 0.08108078], "dbv", kind="float32")
    check.close(dbh, [0.04012768, -0.03296179, -0.00398262], "dbh", kind="float32")
    dW, *_ = exact_gradient(
        np.array([[1.0]]), np.zeros((1, 1)), np.zeros(1), np.zeros(1)
    )
    check.close(dW, [[0.25]], "dW of the example above", kind="float32")


_test()
check.passed("exact_gradient")

# %% nbgrader={"grade": true, "grade_id": "exact_gradient_hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in the weights against finite differences.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("exact_gradient")

    def mean_log_p(V, W, bv, bh):
        every = np.array(list(states((0, 1), repeat=len(bv))))
        F = [-X @ bv - np.log(1 + np.exp(X @ W + bh)).sum(axis=1) for X in (V, every)]
        return -F[0].mean() - np.log(np.exp(-F[1]).sum())

    for visible, hidden, batch in (
        (1, 1, 3),
        (3, 2, 5),
        (2, 4, 1),
        (3, 3, 4),
        (4, 2, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.5) / 1.0
        V[0] = np.arange(visible) % 2 == 0
        with check.unchanged(V=V, W=W, bv=bv, bh=bh):
            slopes = exact_gradient(V, W, bv, bh)
        dW, _, _ = check.unpack(slopes, "dW, dbv, dbh", "exact_gradient")
        right = np.zeros(W.shape)
        for at in np.ndindex(W.shape):
            step = np.zeros(W.shape)
            step[at] = 1e-5
            up, down = (mean_log_p(V, W + s, bv, bh) for s in (step, -step))
            right[at] = (up - down) / 2e-5
        hint = "How does the mean of log P(v) move with each weight?"
        check.hidden.close(dW, right, "dW", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "exact_gradient_hidden_biases", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the slopes in the biases of both sides against finite differences.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("exact_gradient biases")

    def mean_log_p(V, W, bv, bh):
        every = np.array(list(states((0, 1), repeat=len(bv))))
        F = [-X @ bv - np.log(1 + np.exp(X @ W + bh)).sum(axis=1) for X in (V, every)]
        return -F[0].mean() - np.log(np.exp(-F[1]).sum())

    for visible, hidden, batch in (
        (1, 1, 3),
        (3, 2, 5),
        (2, 4, 1),
        (3, 3, 4),
        (4, 2, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.5) / 1.0
        V[0] = np.arange(visible) % 2 == 0
        ends = [[], []]
        for sign, end in zip((1, -1), ends, strict=True):
            end += [mean_log_p(V, W, bv + sign * e, bh) for e in 1e-5 * np.eye(visible)]
            end += [mean_log_p(V, W, bv, bh + sign * e) for e in 1e-5 * np.eye(hidden)]
        right = (np.array(ends[0]) - ends[1]) / 2e-5
        slopes = exact_gradient(V, W, bv, bh)
        _, dbv, dbh = check.unpack(slopes, "dW, dbv, dbh", "exact_gradient")
        hint = "How does the mean of log P(v) move with each bias?"
        check.hidden.close(dbv, right[:visible], "dbv", hint, "gradient")
        check.hidden.close(dbh, right[visible:], "dbh", hint, "gradient")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Contrastive divergence (12 points)
#
# **Why.** For real machines the second average is out of reach. CD-1 replaces it: start
# at the data `V0`, dream a single step, and compare. If the machine is good, the step
# changes little. If not, it drifts to where the machine wrongly prefers to be.
#
# $$\Delta W = \frac1B\left(V_0^\top P(h \mid V_0) - V_1^\top P(h \mid V_1)\right)$$
#
# with a batch of $B$ rows; the biases alike, with $V_0 - V_1$ and
# $P(h \mid V_0) - P(h \mid V_1)$, means over the rows.
#
# **Approach**
# 1. Compute $P(h \mid V_0)$, and toss the hidden units with `u_h`.
# 2. From these states go down, and toss the visible units with `u_v`: that is `V1`.
# 3. Compute $P(h \mid V_1)$. Nothing is tossed any more.
# 4. In the differences use the *probabilities* of the hidden units: less noise, the
#    same mean. The tossed hidden units have served to make `V1`, and nothing else.
#
# **Example.** One visible and one hidden unit, `W = [[ln 3]]`, no biases, `V0 = [[1]]`,
# `u_h = [[0.8]]`, `u_v = [[0.6]]`. $P(h \mid V_0) = 0.75$: off. So the visible unit has
# 0.5: off, `V1 = [[0]]` and $P(h \mid V_1) = 0.5$. Then `dW = [[1 * 0.75 - 0 * 0.5]]`,
# `dbv = [1]`, `dbh = [0.25]`.
#
# <details><summary>Hint</summary>
#
# `V0.T @ P0` sums the products $v_i\,P(h_j)$ over the rows; divide by their number, not
# by the number of units. The results point uphill: they are to be *added* to the
# parameters, after a learning rate has made them small.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "cd1_update", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cd1_update(V0, W, bv, bh, u_h, u_v):
    """Return the directions of CD-1 for the parameters of a machine.

    V0: (batch, visible) the data
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    u_h: (batch, hidden) uniform numbers, to toss the hidden units given V0
    u_v: (batch, visible) uniform numbers, to toss the visible units of V1
    returns: the tuple (dW, dbv, dbh) in the shapes of W, bv and bh
    """
    ### BEGIN SOLUTION
    P0 = 0.5 + 0.5 * np.tanh((V0 @ W + bh) / 2)
    V1 = 1.0 * (u_v < 0.5 + 0.5 * np.tanh(((u_h < P0) @ W.T + bv) / 2))
    P1 = 0.5 + 0.5 * np.tanh((V1 @ W + bh) / 2)
    dW = (V0.T @ P0 - V1.T @ P1) / len(V0)
    return dW, (V0 - V1).mean(axis=0), (P0 - P1).mean(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cd1_update_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the step that chapter 11 follows by hand, then one with other numbers.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V0, u_h, u_v = (
        np.array([[1.0, 0], [1, 1]]),
        np.full((2, 3), 0.5),
        np.full((2, 2), 0.5),
    )
    with check.unchanged(V0=V0, W=W, bv=bv, bh=bh, u_h=u_h, u_v=u_v):
        update = cd1_update(V0, W, bv, bh, u_h, u_v)
    dW, dbv, dbh = check.unpack(update, "dW, dbv, dbh", "cd1_update")
    check.close(dbv, [0, -0.5], "dbv", "Here V1 is [[1, 1], [1, 1]].", "float32")
    check.close(dbh, [-0.10934539, -0.06033856, 0.09231792], "dbh", kind="float32")
    wanted = [
        [-0.10934539, -0.06033856, 0.09231792],
        [-0.38426239, -0.23751041, -0.18877033],
    ]
    check.close(dW, wanted, "dW", kind="float32")
    V0, u_h, u_v = (
        np.array([[0.0, 1]]),
        np.array([[0.9, 0.2, 0.1]]),
        np.array([[0.2, 0.5]]),
    )
    dW, dbv, dbh = cd1_update(V0, W, bv, bh, u_h, u_v)
    check.close(dbv, [-1, 1], "dbv", "Here V1 is [[1, 0]].", "float32")
    check.close(dW[1], [0.66818777, 0.7109495, 0.3208213], "dW[1]", kind="float32")


_test()
check.passed("cd1_update")

# %% nbgrader={"grade": true, "grade_id": "cd1_update_hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the direction for the weights of other machines.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("cd1_update")

    def tossed(P):
        on, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        return on / 1.0, np.where(on, P * far, P + (1 - P) * far)

    for visible, hidden, batch in (
        (1, 1, 9),
        (4, 4, 30),
        (3, 5, 40),
        (5, 2, 1),
        (6, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V0 = (rng.random((batch, visible)) < 0.6) / 1.0
        P0 = 1 / (1 + np.exp(-(V0 @ W + bh)))
        H, u_h = tossed(P0)
        V1, u_v = tossed(1 / (1 + np.exp(-(H @ W.T + bv))))
        with check.unchanged(V0=V0, W=W, bv=bv, bh=bh, u_h=u_h, u_v=u_v):
            update = cd1_update(V0, W, bv, bh, u_h, u_v)
        dW, _, _ = check.unpack(update, "dW, dbv, dbh", "cd1_update")
        P1 = 1 / (1 + np.exp(-(V1 @ W + bh)))
        right = np.mean(
            V0[:, :, None] * P0[:, None] - V1[:, :, None] * P1[:, None], axis=0
        )
        hint = "Data minus step, with the probabilities of the hidden units, over B."
        check.hidden.close(dW, right, "dW", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "cd1_update_hidden_bv", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the direction for the biases of the visible units.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("cd1_update bv")

    def tossed(P):
        on, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        return on / 1.0, np.where(on, P * far, P + (1 - P) * far)

    for visible, hidden, batch in (
        (1, 1, 9),
        (4, 4, 30),
        (3, 5, 40),
        (5, 2, 1),
        (6, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V0 = (rng.random((batch, visible)) < 0.6) / 1.0
        H, u_h = tossed(1 / (1 + np.exp(-(V0 @ W + bh))))
        V1, u_v = tossed(1 / (1 + np.exp(-(H @ W.T + bv))))
        right = np.mean(V0 - V1, axis=0)
        update = cd1_update(V0, W, bv, bh, u_h, u_v)
        _, dbv, _ = check.unpack(update, "dW, dbv, dbh", "cd1_update")
        hint = "The mean of the data minus that of the visible units after the step."
        check.hidden.close(dbv, right, "dbv", hint, "float32")
    given = np.zeros((2, 3)), np.full((3, 4), 5.0), np.zeros(3), np.zeros(4)
    _, dbv, _ = cd1_update(*given, np.full((2, 4), 0.5), np.full((2, 3), 0.5))
    hint = "A unit whose number equals its probability is off."
    check.hidden.close(dbv, np.zeros(3), "dbv", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "cd1_update_hidden_bh", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the direction for the biases of the hidden units.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("cd1_update bh")

    def tossed(P):
        on, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        return on / 1.0, np.where(on, P * far, P + (1 - P) * far)

    for visible, hidden, batch in (
        (1, 1, 9),
        (4, 4, 30),
        (3, 5, 40),
        (5, 2, 1),
        (6, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V0 = (rng.random((batch, visible)) < 0.6) / 1.0
        P0 = 1 / (1 + np.exp(-(V0 @ W + bh)))
        H, u_h = tossed(P0)
        V1, u_v = tossed(1 / (1 + np.exp(-(H @ W.T + bv))))
        P1 = 1 / (1 + np.exp(-(V1 @ W + bh)))
        update = cd1_update(V0, W, bv, bh, u_h, u_v)
        _, _, dbh = check.unpack(update, "dW, dbv, dbh", "cd1_update")
        hint = (
            "The mean of the probabilities given the data, minus that after the step."
        )
        check.hidden.close(dbh, np.mean(P0 - P1, axis=0), "dbh", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. The chain that goes on (10 points)
#
# **Why.** CD-1 never looks far from the data. *Persistent* contrastive divergence does
# not go back to the data: one chain goes on through all updates, one step for each, and
# its states stand for the machine's dreams. scikit-learn learns by this rule, and the
# numbers of the visible test are also what its `BernoulliRBM` computes.
#
# The chain is kept as hidden states `H`. They are handed in, and the next ones are
# returned, for the next update. (At the very start of a training all of them are 0.)
#
# **Approach**
# 1. From `H`, not from the data, go down: the probabilities of the visible units,
#    tossed with `u_v`, give `V1`.
# 2. Compute the probabilities of the hidden units twice, given the data `V` and given
#    `V1`.
# 3. The directions are differences as in section 7, data minus chain. Multiply the
#    *sums* over the rows by the learning rate divided by the number of rows, and add
#    the result to `W`, `bv` and `bh`. Make new arrays.
# 4. Toss the next states of the chain with `u_h`, from the probabilities given `V1`
#    that you have already, and not from the new weights.
#
# **Example.** One visible and one hidden unit, `W = [[ln 3]]`, no biases, `V = [[1]]`,
# `H = [[0]]`, `u_v = [[0.6]]`, `u_h = [[0.2]]`, learning rate 0.1. The visible unit has
# 0.5: off. The hidden one has 0.75 given the data and 0.5 given the chain. The new `W`
# is `[[ln 3 + 0.075]]`, `bv` is `[0.1]`, `bh` is `[0.025]`, and the next `H` is
# `[[1]]`.
#
# <details><summary>Hint</summary>
#
# Data and chain never meet but in the differences: no number of `V` has a part in `V1`
# or in the next `H`. `W += ...` would change the array of the caller; `W + ...` is a
# new one.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "pcd_update", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    """Return the parameters after an update by PCD, and where the chain goes on.

    V: (batch, visible) the data
    H: (batch, hidden) the states of the chain
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    u_v: (batch, visible) uniform numbers, to toss the visible units of the chain
    u_h: (batch, hidden) uniform numbers, to toss its next hidden units
    learning_rate: how far the step goes
    returns: the tuple (W, bv, bh, H), the new parameters and the next states
    """
    ### BEGIN SOLUTION
    V1 = 1.0 * (u_v < 0.5 + 0.5 * np.tanh((H @ W.T + bv) / 2))
    P0 = 0.5 + 0.5 * np.tanh((V @ W + bh) / 2)
    P1 = 0.5 + 0.5 * np.tanh((V1 @ W + bh) / 2)
    rate = learning_rate / len(V)
    new_W = W + rate * (V.T @ P0 - V1.T @ P1)
    new_bv = bv + rate * (V - V1).sum(axis=0)
    new_bh = bh + rate * (P0 - P1).sum(axis=0)
    return new_W, new_bv, new_bh, 1.0 * (u_h < P1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pcd_update_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the tiny machine of chapter 11, two examples, two states of the chain.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V, H = (
        np.array([[1.0, 0.0], [1.0, 1.0]]),
        np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 1.0]]),
    )
    u_v = np.array([[0.6, 0.4], [0.3, 0.5]])
    u_h = np.array([[0.5, 0.6, 0.4], [0.2, 0.5, 0.6]])
    with check.unchanged(V=V, H=H, W=W, bv=bv, bh=bh, u_v=u_v, u_h=u_h):
        new = pcd_update(V, H, W, bv, bh, u_v, u_h, 0.1)
    new_W, new_bv, new_bh, new_H = check.unpack(new, "W, bv, bh, H", "pcd_update")
    check.close(new_bv, [0.15, -0.2], "bv", "Here V1 is [[0, 1], [1, 0]].", "float32")
    check.close(new_bh, [-0.29498315, 0.38820357, 0.00283597], "bh", kind="float32")
    wanted = [
        [0.53842624, -0.97624896, 0.26887703],
        [1.00501685, 0.48820357, -0.74716403],
    ]
    check.close(new_W, wanted, "W", "The learning rate over the batch size.", "float32")
    check.same(new_H, [[1, 1, 0], [1, 0, 0]], "H", "Tossed with u_h, given V1.")


_test()
check.passed("pcd_update")

# %% nbgrader={"grade": true, "grade_id": "pcd_update_hidden", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the new weights of other machines, for other learning rates.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pcd_update")
    for visible, hidden, batch in (
        (1, 1, 9),
        (4, 4, 30),
        (3, 5, 40),
        (5, 2, 1),
        (6, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V, H = ((rng.random((batch, n)) < 0.6) / 1.0 for n in (visible, hidden))
        P = 1 / (1 + np.exp(-(H @ W.T + bv)))
        V1, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        u_v, u_h = np.where(V1, P * far, P + (1 - P) * far), rng.random(H.shape)
        rate = rng.uniform(0.5, 2)
        with check.unchanged(V=V, H=H, W=W, bv=bv, bh=bh, u_v=u_v, u_h=u_h):
            new = pcd_update(V, H, W, bv, bh, u_v, u_h, rate)
        new_W, _, _, _ = check.unpack(new, "W, bv, bh, H", "pcd_update")
        P0, P1 = (1 / (1 + np.exp(-(X @ W + bh))) for X in (V, V1))
        step = np.mean(
            V[:, :, None] * P0[:, None] - V1[:, :, None] * P1[:, None], axis=0
        )
        hint = "Data minus chain, with the probabilities of the hidden units."
        check.hidden.close(new_W, W + rate * step, "W", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pcd_update_hidden_biases", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the new biases of both sides.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pcd_update biases")
    for visible, hidden, batch in (
        (1, 1, 9),
        (4, 4, 30),
        (3, 5, 40),
        (5, 2, 1),
        (6, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V, H = ((rng.random((batch, n)) < 0.6) / 1.0 for n in (visible, hidden))
        P = 1 / (1 + np.exp(-(H @ W.T + bv)))
        V1, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        u_v, u_h = np.where(V1, P * far, P + (1 - P) * far), rng.random(H.shape)
        rate = rng.uniform(0.5, 2)
        P0, P1 = (1 / (1 + np.exp(-(X @ W + bh))) for X in (V, V1))
        right_bv = bv + rate * np.mean(V - V1, axis=0)
        right_bh = bh + rate * np.mean(P0 - P1, axis=0)
        new = pcd_update(V, H, W, bv, bh, u_v, u_h, rate)
        _, new_bv, new_bh, _ = check.unpack(new, "W, bv, bh, H", "pcd_update")
        hint = (
            "Each side with its own difference: data minus chain, mean over the rows."
        )
        check.hidden.close(new_bv, right_bv, "bv", hint, "float32")
        check.hidden.close(new_bh, right_bh, "bh", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pcd_update_hidden_chain", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: where the chain goes on, with small and with large learning rates.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pcd_update chain")

    def tossed(P):
        on, far = rng.random(P.shape) < P, rng.uniform(0.01, 0.99, P.shape)
        return on / 1.0, np.where(on, P * far, P + (1 - P) * far)

    for visible, hidden, batch in (
        (1, 1, 9),
        (4, 4, 30),
        (3, 5, 40),
        (5, 2, 1),
        (6, 3, 50),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V, H = ((rng.random((batch, n)) < 0.6) / 1.0 for n in (visible, hidden))
        V1, u_v = tossed(1 / (1 + np.exp(-(H @ W.T + bv))))
        next_H, u_h = tossed(1 / (1 + np.exp(-(V1 @ W + bh))))
        for rate in (0.1, 20.0):
            given = W.copy(), bv.copy(), bh.copy()
            new = pcd_update(V, H, *given, u_v, u_h, rate)
            _, _, _, new_H = check.unpack(new, "W, bv, bh, H", "pcd_update")
            hint = "Given the chain's own visible units, with the weights as they were."
            check.hidden.same(new_H, next_H, "H", hint)
    zeros, half = (np.zeros((2, 3)), np.zeros((2, 4))), np.full((2, 3), 0.5)
    given = np.full((3, 4), 5.0), np.zeros(3), np.zeros(4), half, np.full((2, 4), 0.5)
    _, _, _, new_H = pcd_update(*zeros, *given, 0.1)
    hint = "A unit whose number equals its probability is off."
    check.hidden.same(new_H, np.zeros((2, 4)), "H", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. Pseudo-likelihood (10 points)
#
# **Why.** How good is a machine whose $Z$ nobody knows? Ask it unit by unit: given all
# others, how sure is it of this one? The two states differ in one unit, $Z$ cancels,
# and
#
# $$P(v_i \mid \text{all others}) = \sigma\big(F(\mathbf{v}\text{ with unit } i\text{
# turned over}) - F(\mathbf{v})\big) .$$
#
# The **pseudo-likelihood** of a row is the sum of the logarithms over all units. For
# 784 pixels that takes 784 free energies. So scikit-learn turns over *one* unit of each
# row, drawn at random, and multiplies by the number of units: a noisy estimate, right
# on average.
#
# **Approach**
# 1. Compute the free energies of the rows of `V`.
# 2. For each visible unit: turn over this one alone, in a copy, and compute the free
#    energies again. The differences, then $\log \sigma$ of them.
# 3. The sum over all units is the exact score.
# 4. For the estimate take from each row the one number that `flips` names, times the
#    number of visible units.
#
# **Example.** One visible and one hidden unit, `W = [[ln 3]]`, no biases, so the free
# energies are $-\ln 2$ and $-\ln 4$. For `V = [[1]]` the difference is $\ln 2$ and
# $\sigma = 2/3$; with one unit both scores are $\ln(2/3)$.
#
# <details><summary>Hint</summary>
#
# $\log\sigma(x) = -\log(1 + e^{-x})$, with `np.logaddexp` as in section 2: the
# logarithm of a sigmoid that has become 0 is minus infinity. Where `L` has a column for
# each unit, `L[np.arange(len(V)), flips]` takes one number from each row.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "pseudo_likelihood", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pseudo_likelihood(V, flips, W, bv, bh):
    """Return the logarithm of the pseudo-likelihood of each row, and an estimate of it.

    V: (batch, visible) states of the visible units
    flips: (batch,) whole numbers, for each row the unit to turn over for the estimate
    W: (visible, hidden); bv: (visible,); bh: (hidden,)
    returns: the pair (exact, one_bit), both of shape (batch,)
    """

    ### BEGIN SOLUTION
    def free_energies(V):
        return -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)

    units = np.arange(len(bv))
    turned = [free_energies(np.where(units == i, 1 - V, V)) for i in units]
    logs = -np.logaddexp(0, free_energies(V) - np.array(turned))  # (visible, batch)
    return logs.sum(axis=0), len(bv) * logs[flips, np.arange(len(V))]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pseudo_likelihood_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the four states of the tiny machine of chapter 11.
def _test():
    W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])
    bv, bh = np.array([0.1, -0.2]), np.array([-0.3, 0.4, 0.0])
    V = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    flips = np.array([0, 1, 1, 0])
    with check.unchanged(V=V, flips=flips, W=W, bv=bv, bh=bh):
        pair = pseudo_likelihood(V, flips, W, bv, bh)
    exact, one_bit = check.unpack(pair, "exact, one_bit", "pseudo_likelihood")
    wanted = [-1.58924464, -1.19360525, -1.55862598, -1.26399335]
    check.close(exact, wanted, "exact", "The sum of two logarithms.", "float32")
    wanted = [-1.38734320, -1.04975957, -1.73200588, -1.43636056]
    check.close(one_bit, wanted, "one_bit", "Twice one of the two.", "float32")


_test()
check.passed("pseudo_likelihood")

# %% nbgrader={"grade": true, "grade_id": "pseudo_likelihood_hidden", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the exact score of other machines, from all hidden states.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("pseudo_likelihood")
    for visible, hidden, batch in (
        (1, 1, 3),
        (3, 3, 6),
        (4, 2, 7),
        (2, 4, 1),
        (5, 3, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.6) / 1.0
        flips = rng.integers(0, visible, batch)
        with check.unchanged(V=V, flips=flips, W=W, bv=bv, bh=bh):
            pair = pseudo_likelihood(V, flips, W, bv, bh)
        exact, _ = check.unpack(pair, "exact, one_bit", "pseudo_likelihood")
        H, right = np.array(list(states((0, 1), repeat=hidden))), 0
        for i in range(visible):
            off, on = V.copy(), V.copy()
            off[:, i], on[:, i] = 0, 1
            sums = [
                np.exp(((X @ W + bh) @ H.T).T + X @ bv).sum(axis=0) for X in (off, on)
            ]
            right = right + np.log(np.where(V[:, i] == 1, sums[1], sums[0]) / sum(sums))
        hint = "The logarithm of the probability of each unit given the others, summed."
        check.hidden.close(exact, right, "exact", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pseudo_likelihood_hidden_one_bit", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the estimate from one unit of each row.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product as states

    rng = check.fresh_rng("pseudo_likelihood one_bit")
    for visible, hidden, batch in (
        (1, 1, 3),
        (3, 3, 6),
        (4, 2, 7),
        (2, 4, 1),
        (5, 3, 9),
    ):
        W, bv, bh = (rng.normal(size=n) for n in ((visible, hidden), visible, hidden))
        V = (rng.random((batch, visible)) < 0.6) / 1.0
        flips = rng.integers(0, visible, batch)
        H, turned = np.array(list(states((0, 1), repeat=hidden))), V.copy()
        for row, i in zip(turned, flips, strict=True):
            row[i] = 1 - row[i]
        sums = [
            np.exp(((X @ W + bh) @ H.T).T + X @ bv).sum(axis=0) for X in (V, turned)
        ]
        right = visible * np.log(sums[0] / sum(sums))
        pair = pseudo_likelihood(V, flips, W, bv, bh)
        _, one_bit = check.unpack(pair, "exact, one_bit", "pseudo_likelihood")
        hint = "One unit of each row turned over, the one that flips names; all count."
        check.hidden.close(one_bit, right, "one_bit", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "pseudo_likelihood_hidden_far", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: differences of free energies in the thousands.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("pseudo_likelihood far")
    for visible, hidden, batch in ((1, 1, 4), (3, 4, 6), (4, 3, 7)):
        W, bh = rng.normal(size=(visible, hidden)), rng.choice([-1500.0, 1500], hidden)
        bh[0] = 1500  # beyond all numbers, if e is raised to it
        bv = rng.choice([-1, 1], visible) * rng.integers(900, 3000, visible) / 1.0
        V = (rng.random((batch, visible)) < 0.5) / 1.0
        V[0] = bv < 0  # the most unlikely state of all
        flips = rng.integers(0, visible, batch)
        bias = bv + W[:, bh > 0].sum(axis=1)  # the hidden units never change
        logs = np.minimum(0, (2 * V - 1) * bias)
        right = visible * logs[np.arange(batch), flips]
        pair = pseudo_likelihood(V, flips, W, bv, bh)
        exact, one_bit = check.unpack(pair, "exact, one_bit", "pseudo_likelihood")
        hint = "Is it the logarithm of a sigmoid that has become 0?"
        check.hidden.close(exact, logs.sum(axis=1), "exact", hint, "float32")
        check.hidden.close(one_bit, right, "one_bit", hint, "float32")
    bv, flips = np.array([5.5, -6.0, 7.5]), np.array([0, 1])
    V = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])  # scores neither near nor far
    logs = -np.log1p(np.exp(np.where(V == 1, -bv, bv)))
    right = 3 * logs[[0, 1], flips]
    pair = pseudo_likelihood(V, flips, np.zeros((3, 1)), bv, np.zeros(1))
    exact, one_bit = check.unpack(pair, "exact, one_bit", "pseudo_likelihood")
    hint = "The logarithm of the sigmoid, for every difference."
    check.hidden.close(exact, logs.sum(axis=1), "exact", hint, "float32")
    check.hidden.close(one_bit, right, "one_bit", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. What do the weights give away? (10 points)
#
# A clinic has trained a Boltzmann machine on the records of 200 patients: a hundred
# answers of yes and no for each of them. It puts the weights and biases on its website.
# "No record leaves our house", it says, "only some 6,000 numbers." Answer in 6 to 10
# sentences:
#
# 1. You have the weights, and the hundred answers of a neighbour, but not $Z$. How
#    could you find out whether the neighbour was among the 200? Say which function of
#    this assignment you would use, what you would compare its result with, and why it
#    differs for people who were in the training.
# 2. The clinic trains a second machine. The score that the program prints, one unit of
#    each patient turned over, rises from -41.9 to -41.2. "Clearly better", they say.
#    Name two reasons why it may not be.
# 3. What would protect the patients better, before anything is published? Name one
#    technical measure, and say what no technical measure replaces.
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The free energy needs no $Z$: differences of it are all that
# counts, and $Z$ is the same for everybody. I would compute the free energy of the
# neighbour's answers, and that of many people who surely were not among the 200,
# similar to the neighbour in age and place. Training lowers the free energy of just
# those states that it saw, again and again, and with so few of them it learns single
# people by heart. If the neighbour's is lower than nearly all of the others', the
# neighbour was probably in; it is evidence and no proof: this may be quite an ordinary
# patient. The printed score rests on one unit drawn by chance for each of 200 people,
# so that 0.7 may be luck. It was computed on the training data, where learning by heart
# raises it; it stands for a likelihood that it is not. It says nothing about new
# patients, and nothing about privacy. More people with fewer rounds, noise in the
# updates with a guarantee (differential privacy), answers to questions in place of the
# weights, and above all the attack of part 1, tried by the clinic itself on people left
# out, would protect better. None of them replaces asking the patients, and their right
# to say no.
#
# **Rubric, 10 points**
# - 4: the free energy, or differences of it, or the pseudo-likelihood (1); compared
#   with people who were not in the training, or with their distribution (1); training
#   lowers it for what it saw (1); without $Z$ because it is the same for all or
#   cancels, or a word on how sure one can be (1)
# - 3: two different reasons, such as chance, training data, a stand-in for the
#   likelihood, one seed (1.5 each)
# - 3: a measure that fits, with its effect (2); consent, or another right of the
#   patients (1)
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
# 5. Save, and hand in this one file under its own name, `boltzmann.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "energy",
        "free_energy",
        "prob_v",
        "conditionals",
        "gibbs_step",
        "exact_gradient",
        "cd1_update",
        "pcd_update",
        "pseudo_likelihood",
    ]
)
