# %% [markdown]
# # 11a · Boltzmann machines
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/11a_boltzmann_machines.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2011a)
#
# *about 70 min · CPU · no download needed · after chapter 10*

# %% [markdown]
# ## What you will be able to do
#
# - turn an energy into probabilities, and count every state of a tiny machine to be sure;
# - compute free energies and conditionals, and let a machine dream by Gibbs sampling;
# - derive the learning rule, and prove its gradient right;
# - train by contrastive divergence and by a persistent chain, and say what each gets wrong;
# - score a machine without knowing its partition function.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, plots, quiz, run

# %%
from itertools import combinations, product

import matplotlib.pyplot as plt
import numpy as np
from sklearn.neural_network import BernoulliRBM

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
rng = run.seed(11)
np.set_printoptions(suppress=True, precision=4)

# %% [markdown]
# ## A network that prefers
#
# All networks so far run one way: input in, output out (chapter 01 calls them feed-forward). Now
# comes one without an output. It is shown pictures, without labels, and learns to *prefer* some
# states over others: digits over noise. A preference is a number, the **energy**, low for what is
# plausible. And because all links work both ways, the same network recognises and imagines.
#
# > **Boltzmann machine.** A network of on/off units, **visible** ones that hold the data and
# > **hidden** ones that nobody sets. Every unit is linked to every other, without direction, and
# > switches on with a probability that depends on the state of the others.
#
# Geoffrey Hinton and Terrence Sejnowski proposed it in 1983. In training, an input holds the
# visible units fast, unit after unit is updated in turn, and the links adjust until the energy fits
# the data. That takes for ever, and it is why hardly anyone uses the machine in full.
#
# > **Restricted Boltzmann machine, RBM.** A Boltzmann machine in which visible units are linked to
# > hidden ones only, and hidden ones to visible ones only.
#
# Its links form a *complete bipartite graph*: two sides, every pair across, none within a side. It
# looks like a dense layer. The difference: information flows along it both ways.


# %%
def draw_machine(ax, states, restricted=True, size=26):
    """Draw two visible and three hidden units; those that are on are filled."""
    spots = {"v_1": (0.5, 0), "v_2": (1.5, 0)}
    spots |= {"h_1": (0, 1), "h_2": (1, 1.45), "h_3": (2, 1)}
    for a, b in combinations(spots, 2):
        if not restricted or a[0] != b[0]:
            ax.plot(*zip(spots[a], spots[b], strict=True), color="#8A8A8A", lw=1.2)
    for (name, (x, y)), on in zip(spots.items(), states, strict=True):
        fill = plots.PALETTE[1] if on else "white"
        ax.plot(x, y, "o", ms=size, mfc=fill, mec="black", zorder=3)
        ax.text(
            x, y, f"${name}$", ha="center", va="center", fontsize=size / 2.4, zorder=4
        )
    ax.set(xlim=(-0.4, 2.4), ylim=(-0.4, 1.9))
    ax.axis("off")


# %%
fig, axes = plt.subplots(1, 2, figsize=(8, 3.2))
for ax, restricted in zip(axes, (False, True), strict=True):
    draw_machine(ax, [0] * 5, restricted)
axes[0].set_title("Boltzmann machine: 10 links")
axes[1].set_title("restricted: 6 links")
plots.show(
    fig,
    alt="Two graphs of two visible units below, three hidden units above. Left every "
    "unit is linked to every other, right only visible with hidden ones.",
)

# %% [markdown]
# > **Careful.** Who restricted it? Not the paper of 1983. The bipartite form is Paul Smolensky's
# > *Harmonium* of 1986; Hinton made it popular under its present name, with a way to train it, from
# > 2002 on. (Misprints to know, if you meet them: "RB model" for BM, the machine in full; "Figure 5"
# > for the
# > fifth figure of a tenth chapter, 10.5, which is our grid of Gibbs steps in notebook 11b.)
#
# > **Your turn.** Count the links. In print one meets 28 × 28 pixels with 100 hidden units.


# %%
def links(visible, hidden, restricted):
    """Count the pairs of units that are linked."""
    ...  # your lines here


with check.your_turn("links"):
    check.same(links(2, 3, True), 6, "two and three, restricted")
    check.same(links(2, 3, False), 10, "two and three, all pairs")
    check.same(links(784, 100, True), 78_400, "the digits, restricted")
    check.same(links(784, 100, False), 390_286, "the digits, all pairs")

# %% [markdown]
# <details><summary>Hint 1</summary>Restricted: each visible unit has one link per hidden
# unit.</details>
# <details><summary>Hint 2</summary>Unrestricted: n units, each with n - 1 others.</details>
# <details><summary>Hint 3</summary>That counts every pair twice.</details>
# <details><summary>Solution</summary><code>n = visible + hidden</code>, then <code>return visible *
# hidden if restricted else n * (n - 1) // 2</code></details>
#
# ## Energy
#
# Each link has a weight $w_{ij}$, each unit a bias. With $\mathbf{v}$ and $\mathbf{h}$ of zeros and
# ones,
#
# $$E(\mathbf{v}, \mathbf{h}) = -\sum_i\sum_j w_{ij}v_ih_j - \sum_i b^{(v)}_iv_i - \sum_j
# b^{(h)}_jh_j .$$
#
# Two units that are on together, with a positive weight between them, lower the energy. Our tiny
# machine has two visible and three hidden units. `W` has a row per visible unit and a column per
# hidden one, as in all chapters; scikit-learn stores the transpose.
#
# By hand, for $\mathbf{v} = (1, 0)$ and $\mathbf{h} = (1, 1, 0)$: the links $w_{11} + w_{12} = 0.5 -
# 1$, the biases $0.1$ and $-0.3 + 0.4$. The sum is $-0.3$, so the energy is $0.3$.

# %%
W = np.array([[0.5, -1.0, 0.25], [1.0, 0.5, -0.75]])  # (visible, hidden)
bv = np.array([0.1, -0.2])
bh = np.array([-0.3, 0.4, 0.0])


def energy(v, h, W, bv, bh):
    """Energy of a state, or of many: one per row."""
    return -((v @ W) * h).sum(axis=-1) - v @ bv - h @ bh


# %% tags=["nbval-check-output"]
print(energy(np.array([1.0, 0.0]), np.array([1.0, 1.0, 0.0]), W, bv, bh).round(6))
print("parameters:", W.size + bv.size + bh.size)

# %% [markdown]
# ## From energy to probability
#
# Low energy should mean high probability. Boltzmann's law of physics says how:
#
# $$P(\mathbf{v}, \mathbf{h}) = \frac{e^{-E(\mathbf{v}, \mathbf{h})}}{Z}, \qquad
# Z = \sum_{\mathbf{v}, \mathbf{h}} e^{-E(\mathbf{v}, \mathbf{h})}.$$
#
# > **Partition function.** The sum $Z$ of $e^{-E}$ over all states. It makes the probabilities sum
# > to 1.
#
# Five units have 32 states, so we can write all of them down.


# %%
def all_states(n):
    """All 2^n states of n units, in the order of binary numbers."""
    return np.array(list(product((0.0, 1.0), repeat=n)))


def joint(W, bv, bh):
    """P(v, h) of all pairs, and Z: rows are visible states, columns hidden ones."""
    visible, hidden = map(all_states, W.shape)
    E = energy(visible[:, None], hidden[None], W, bv, bh)
    return np.exp(-E) / np.exp(-E).sum(), np.exp(-E).sum()


# %% tags=["nbval-check-output"]
P, Z = joint(W, bv, bh)
print(f"{P.size} states, Z = {Z:.8f}, sum of all probabilities {P.sum():.6f}")
for v, p in zip(all_states(2).astype(int), P.sum(axis=1), strict=True):
    print(v, f"{p:.8f}")

# %%
fig, ax = plt.subplots(figsize=(8.4, 3.2))
ax.imshow(P, cmap="Blues", vmin=0, vmax=0.16)
for (row, column), p in np.ndenumerate(P):
    ink = "white" if p > 0.09 else "black"
    ax.text(column, row, f"{p:.3f}", ha="center", va="center", color=ink)
names = ["".join(map(str, h)) for h in all_states(3).astype(int)]
ax.set_xticks(range(8), names)
rows = [
    f"{v}  (sum {p:.3f})"
    for v, p in zip(("00", "01", "10", "11"), P.sum(1), strict=True)
]
ax.set_yticks(range(4), rows)
ax.set(
    title="P(v, h) of the tiny machine", xlabel="hidden state", ylabel="visible state"
)
plots.show(
    fig,
    alt="A table of 4 visible by 8 hidden states, shaded by probability. Row 01 with "
    "hidden state 110 is darkest, with 0.097; the sums of the rows are 0.207, 0.300, "
    "0.207 and 0.286.",
)

# %% [markdown]
# The data know nothing of hidden units. What counts is the sum of a row:
#
# > **Marginal probability.** $P(\mathbf{v}) = \sum_\mathbf{h} P(\mathbf{v}, \mathbf{h}) =
# > \frac{1}{Z}\sum_\mathbf{h} e^{-E(\mathbf{v}, \mathbf{h})}$: the joint probability, summed over
# > all that we do not look at.
#
# > **Careful.** A text calls this pair "conditional and marginal". $P(\mathbf{v}, \mathbf{h})$ is
# > the *joint* probability. A conditional one is a row of the table divided by its sum; we come to
# > it.
#
# Learning by counting is out of the question for pictures. How long would $Z$ take?

# %% tags=["nbval-check-output"]
year = 365.25 * 24 * 3600
for visible, hidden in ((2, 3), (64, 30), (784, 100)):
    states = 2.0 ** (visible + hidden)
    print(f"{visible}-{hidden}: {states:.1e} states,", end=" ")
    print(f"{states / 1e9 / year:.1e} years at a billion per second")

# %% [markdown]
# ## Free energy
#
# Half of that sum can be done on paper. For a given $\mathbf{v}$ the energy is a sum with one term
# per hidden unit, and none with two of them (that is the restriction). So the sum over all
# $\mathbf{h}$ becomes a product of little sums over $h_j = 0$ and $1$:
#
# $$\sum_\mathbf{h} e^{-E(\mathbf{v}, \mathbf{h})} = e^{\mathbf{b}^{(v)}\cdot\mathbf{v}}\prod_j\left(1 +
# e^{b^{(h)}_j + (\mathbf{v}W)_j}\right) .$$
#
# > **Free energy.** $F(\mathbf{v}) = -\mathbf{b}^{(v)}\cdot\mathbf{v} - \sum_j \log\left(1 +
# > e^{b^{(h)}_j + (\mathbf{v}W)_j}\right)$, so that $P(\mathbf{v}) = e^{-F(\mathbf{v})}/Z$. The
# > function $\log(1 + e^z)$ is the *softplus*; `np.logaddexp(0, z)` computes it without overflow.


# %%
def free_energy(v, W, bv, bh):
    """Free energy of visible states: the hidden units are summed out."""
    return -v @ bv - np.logaddexp(0, v @ W + bh).sum(axis=-1)


def prob_v(W, bv, bh):
    """Exact P(v) of all visible states."""
    F = free_energy(all_states(len(bv)), W, bv, bh)
    weights = np.exp(F.min() - F)  # the same shift everywhere: nothing overflows
    return weights / weights.sum()


# %% tags=["nbval-check-output"]
F = free_energy(all_states(2), W, bv, bh)
for v, f in zip(all_states(2).astype(int), F, strict=True):
    print(v, f"F = {f:.9f}")
assert np.isclose(np.exp(-F).sum(), Z)
assert np.allclose(prob_v(W, bv, bh), P.sum(axis=1))
print("4 terms in place of 32, the same Z:", np.exp(-F).sum().round(6))

# %% [markdown]
# > **Your turn.** Nothing distinguishes the two sides but their names. Write the free energy of
# > a *hidden* state, with the visible units summed out.


# %%
def free_energy_hidden(h, W, bv, bh):
    """Free energy of hidden states: one number per row of h."""
    ...  # your line here


with check.your_turn("free_energy_hidden"):
    hidden = all_states(3)
    found = free_energy_hidden(hidden, W, bv, bh)
    check.shape(found, (8,), "eight hidden states")
    check.close(np.exp(-found), Z * P.sum(axis=0), "exp(-F): sums over the columns")

# %% [markdown]
# <details><summary>Hint 1</summary>Swap the roles of <code>v</code> and <code>h</code>, and of the
# biases.</details>
# <details><summary>Hint 2</summary>What reaches visible unit i is the sum over j of
# <code>h[j] * W[i, j]</code>.</details>
# <details><summary>Hint 3</summary>For rows of states that is <code>h @ W.T</code>.</details>
# <details><summary>Solution</summary><code>return -h @ bh - np.logaddexp(0, h @ W.T +
# bv).sum(axis=-1)</code></details>
#
# So $Z$ costs $2^{\min}$ terms, with the smaller side: $2^{100}$ for the digits in place of
# $2^{884}$. Better, and still 40 million million years at a billion per second.
#
# ## One side at a time
#
# Given the visible units, the hidden ones do not influence each other (no links!). Each is a random
# variable of its own. Compare $h_j = 1$ and $h_j = 0$ in Boltzmann's law and divide: all other
# terms cancel, $Z$ included, and what is left is our old friend, the sigmoid:
#
# $$P(h_j = 1 \mid \mathbf{v}) = \sigma\big(b^{(h)}_j + (\mathbf{v}W)_j\big), \qquad
# P(v_i = 1 \mid \mathbf{h}) = \sigma\big(b^{(v)}_i + (\mathbf{h}W^\top)_i\big).$$


# %%
def sigmoid(z):
    """Squeeze any number into (0, 1); nothing overflows."""
    return 0.5 + 0.5 * np.tanh(z / 2)


def p_h_given_v(v, W, bh):
    """Probability of each hidden unit to be on."""
    return sigmoid(v @ W + bh)


def p_v_given_h(h, W, bv):
    """Probability of each visible unit to be on: the same weights, backwards."""
    return sigmoid(h @ W.T + bv)


# %% tags=["nbval-check-output"]
print("P(h | v = 10): ", p_h_given_v(np.array([1.0, 0.0]), W, bh).round(6))
print("P(v | h = 110):", p_v_given_h(np.array([1.0, 1.0, 0.0]), W, bv).round(6))

rows = P / P.sum(axis=1, keepdims=True)  # a row divided by its sum
columns = P / P.sum(axis=0)
assert np.allclose(rows @ all_states(3), p_h_given_v(all_states(2), W, bh))
assert np.allclose(columns.T @ all_states(2), p_v_given_h(all_states(3), W, bv))
print("the same from the table of 32, for all states")

# %% [markdown]
# ### Two layers of Keras that share their weights
#
# Forwards this *is* a dense layer with a sigmoid, and backwards it is one with the transposed
# weights. Keras has no Boltzmann machine, but it has these:

# %% tags=["nbval-check-output"]
up, down = keras.layers.Dense(3, "sigmoid"), keras.layers.Dense(2, "sigmoid")
up.build((None, 2)), down.build((None, 3))
up.set_weights([W, bh])
down.set_weights([W.T, bv])
assert np.allclose(up(all_states(2)), p_h_given_v(all_states(2), W, bh), atol=1e-6)
assert np.allclose(down(all_states(3)), p_v_given_h(all_states(3), W, bv), atol=1e-6)
print("up and down: Keras says the same")

# %% [markdown]
# ## Gibbs sampling
#
# We know $P(\mathbf{h} \mid \mathbf{v})$ and $P(\mathbf{v} \mid \mathbf{h})$ for machines of any
# size, and $P(\mathbf{v})$ only for tiny ones. And yet we can *draw* from it. Set all hidden units
# by chance, given the visible ones. Then all visible ones, given the hidden ones. Then again.
#
# > **Gibbs sampling.** Draw each part in turn from its distribution given all the others. The
# > states visited form a *Markov chain*, whose next state depends on the present one only. After
# > long enough, each state is visited as often as its probability says.
#
# It belongs to **Markov chain Monte Carlo**, MCMC (see the handbook of Brooks and others): averages
# over a walk in place of sums over all states. A unit is on where a uniform number is *less* than
# its probability.


# %%
def draw(p, rng):
    """Toss one coin per probability."""
    return (rng.random(p.shape) < p).astype(p.dtype)


def gibbs_step(v, W, bv, bh, rng):
    """From v to h to a new v, the hidden units first."""
    h = draw(p_h_given_v(v, W, bh), rng)
    return draw(p_v_given_h(h, W, bv), rng), h


# %%
walk_rng = np.random.default_rng(1)
v, walk = np.array([0.0, 0.0]), []
for _ in range(20_000):
    v, h = gibbs_step(v, W, bv, bh, walk_rng)
    walk.append([*v, *h])
walk = np.array(walk)
visited = (walk[:, 0] * 2 + walk[:, 1]).astype(int)  # 00, 01, 10, 11 as 0 to 3

# %% tags=["nbval-check-output"]
exact = prob_v(W, bv, bh)
print("exact:       ", exact.round(3))
for n in (20, 200, 2000, 20_000):
    share = np.bincount(visited[:n], minlength=4) / n
    print(
        f"{n:6d} steps:", share.round(3), f"off by {abs(share - exact).sum() / 2:.3f}"
    )

# %% [markdown]
# ### Watch the machine think
#
# Each click is one Gibbs step. Filled units are on. The bars count the visits, the lines are what
# enumeration says. (Where no kernel runs you see four of the states.)


# %%
def draw_walk(k, ax):
    """Draw the visits after k steps of the walk, and the machine's present state."""
    n = np.bincount(visited[:k], minlength=4) / max(k, 1)
    ax.bar(range(4), n, 0.6, color=plots.PALETTE[5], label="visited")
    ax.hlines(
        exact,
        np.arange(4) - 0.35,
        np.arange(4) + 0.35,
        color="black",
        lw=2,
        label="exact",
    )
    ax.set_xticks(range(4), ["00", "01", "10", "11"])
    ax.set(
        title=f"{k} Gibbs steps", xlabel="visible state", ylabel="share", ylim=(0, 1.15)
    )
    ax.legend(loc="upper left", fontsize=8)
    inset = ax.inset_axes([0.56, 0.55, 0.42, 0.45])
    draw_machine(inset, walk[k - 1] if k else [0] * 5, size=13)


plots.stepper(
    draw_walk,
    60,
    alt="Bars of how often each of four visible states was visited, with lines for the "
    "exact probabilities, and the machine with its lit units. At first there are no "
    "bars; after 60 steps they stand near the lines.",
)

# %% [markdown]
# "Long enough" is the weak point. Give two visible units and one hidden unit strong weights, so
# that they are all on or all off, each with probability 1/2:

# %% tags=["nbval-check-output"]
strong = np.array([[20.0], [20.0]]), np.array([-10.0, -10.0]), np.array([-20.0])
v, changes = np.array([0.0, 0.0]), 0
for _ in range(5000):
    new, _ = gibbs_step(v, *strong, walk_rng)
    changes, v = changes + (new[0] != v[0]), new
print("exact P(00), P(11):", prob_v(*strong)[[0, 3]].round(3))
print("fewer than 10 changes in 5,000 steps:", changes < 10)

# %% [markdown]
# The chain hardly ever finds the other half of the truth. One says that it **mixes** slowly. Keep
# it in mind.
#
# ## Learning: two averages
#
# We want weights that make the data probable: the mean of
# $\log P(\mathbf{v}) = -F(\mathbf{v}) - \log Z$ over
# the data should rise. Take the derivative by $w_{ij}$. The first part gives $v_i\,P(h_j = 1 \mid
# \mathbf{v})$. The second gives the same, averaged over all states of the *machine*:
#
# $$\frac{\partial \log P}{\partial w_{ij}} = \langle v_ih_j\rangle_\text{data} - \langle
# v_ih_j\rangle_\text{model} .$$
#
# > **Positive phase, negative phase.** The average over the data, which lowers the energy of what
# > was seen, minus the average over the machine's own fantasies, which raises the energy of what it
# > believes. Learning stops where the two agree.
#
# The biases follow the same rule, with $v_i$ and $h_j$ alone. All links use local knowledge: how
# often are my two ends on together, awake and dreaming? No backpropagation.


# %%
def statistics(V, W, bh, share=None):
    """Means of v h, v and h over rows V, with P(h|v) for h; rows may have shares."""
    share = np.full(len(V), 1 / len(V), V.dtype) if share is None else share
    ph = p_h_given_v(V, W, bh)
    return V.T @ (share[:, None] * ph), share @ V, share @ ph


def exact_gradient(V, W, bv, bh):
    """Gradients of the mean log P(v) by W, bv and bh, with all states enumerated."""
    data_side = statistics(V, W, bh)
    model_side = statistics(all_states(len(bv)), W, bh, prob_v(W, bv, bh))
    return [d - m for d, m in zip(data_side, model_side, strict=True)]


# %% [markdown]
# Believe no gradient before finite differences have confirmed it.


# %%
def log_likelihood(V, W, bv, bh):
    """Mean log P(v) of the rows V, exact: for tiny machines."""
    F = free_energy(all_states(len(bv)), W, bv, bh)
    log_Z = np.logaddexp.reduce(-F)
    return (-free_energy(V, W, bv, bh)).mean() - log_Z


# %% tags=["nbval-check-output"]
V, worst, step = np.array([[1.0, 0], [1, 1], [0, 1]]), 0.0, 1e-5
for which, g in enumerate(exact_gradient(V, W, bv, bh)):
    for at in np.ndindex(g.shape):
        up_down = []
        for move in (step, -step):
            moved = [W.copy(), bv.copy(), bh.copy()]
            moved[which][at] += move
            up_down.append(log_likelihood(V, *moved))
        worst = max(worst, abs((up_down[0] - up_down[1]) / (2 * step) - g[at]))
print("all 11 agree to 1e-8:", worst < 1e-8)

# %% [markdown]
# ### Contrastive divergence
#
# The negative phase needs the machine's own states, and those need a chain that has mixed. Hinton's
# idea (2002): start the chain *at the data*, and take a single step. If the machine is good, the
# step hardly changes anything. If it is not, the reconstruction drifts to where the machine wrongly
# prefers to be, and that is where to push up the energy.
#
# > **Contrastive divergence, CD-k.** Use $k$ Gibbs steps from the data, $V_0 \to V_k$, for the
# > negative phase: $\Delta W = \frac1B\left(V_0^\top P(h|V_0) - V_k^\top P(h|V_k)\right)$, and the
# > biases alike. The hidden units that make $V_k$ are tossed. In the statistics one uses their
# > probabilities: less noise, the same mean.
#
# A widely read text names the method and leaves this line out. It is the heart of the matter.


# %%
def cd_update(V0, W, bv, bh, rng, k=1):
    """Directions for W, bv and bh by CD-k; multiply by a learning rate and add."""
    V = V0
    for _ in range(k):
        V, _ = gibbs_step(V, W, bv, bh, rng)
    pairs = zip(statistics(V0, W, bh), statistics(V, W, bh), strict=True)
    return [d - m for d, m in pairs]


class Halves:
    """A generator that always draws 0.5, to follow one step by hand."""

    def random(self, shape):
        """All the same."""
        return np.full(shape, 0.5)


# %% tags=["nbval-check-output"]
dW, dbv, dbh = cd_update(np.array([[1.0, 0], [1, 1]]), W, bv, bh, Halves())
print(dW.round(6))
print(dbv.round(6), dbh.round(6))

# %% [markdown]
# Follow it: with 0.5 for every coin a unit is on if its probability exceeds one half. $V_0$ = 10,
# 11 gives hidden 101, 100, and those give $V_1$ = 11, 11. The machine likes its second unit too
# much, and the bias of that unit goes down by 0.5.
#
# ### The chain that goes on
#
# CD-1 never looks far from the data. A wrong valley in the energy, far from all data, is
# never found. So do not restart the chain. Weights change little from one update to the next: let the
# *same* chain go on all through the training.
#
# > **Persistent contrastive divergence, PCD.** As CD, but the negative phase continues a chain of
# > its own across all updates. It approximately maximises the likelihood. Also called stochastic
# > maximum likelihood; this is what scikit-learn does.
#
# > **Careful.** PCD is Tieleman's, of 2008. The paper of 2009 by Tieleman and Hinton that is often
# > cited for it is about *fast weights*, a trick that makes the chain mix better.


# %%
def pcd_update(V, H, W, bv, bh, rng):
    """Directions by PCD, and the hidden states where the chain goes on."""
    V1 = draw(p_v_given_h(H, W, bv), rng)
    pairs = zip(statistics(V, W, bh), statistics(V1, W, bh), strict=True)
    return [d - m for d, m in pairs], draw(p_h_given_v(V1, W, bh), rng)


# %% [markdown]
# The chain starts with all hidden units off. With the same start and the same coins we must get
# scikit-learn's weights, to the last digit:

# %% tags=["nbval-check-output"]
coins = np.random.RandomState(5)
bits = (np.random.default_rng(2).random((200, 12)) < 0.3).astype(float)
ready = BernoulliRBM(
    4, learning_rate=0.1, batch_size=10, n_iter=20, random_state=5
).fit(bits)

mine = [coins.normal(0, 0.01, (4, 12)).T, np.zeros(12), np.zeros(4)]
H = np.zeros((10, 4))
for _ in range(20):
    for start in range(0, 200, 10):
        update, H = pcd_update(bits[start : start + 10], H, *mine, coins)
        mine = [p + 0.1 * d for p, d in zip(mine, update, strict=True)]
theirs = ready.components_.T, ready.intercept_visible_, ready.intercept_hidden_
assert all(np.allclose(a, b) for a, b in zip(mine, theirs, strict=True))
print("400 updates later: the same", sum(p.size for p in mine), "parameters")

# %% [markdown]
# ### Five ways to learn fourteen pictures
#
# On a 3 × 3 grid of pixels, let whole rows be black, or whole columns: *bars and stripes*. There are
# 14 such pictures among 512. A perfect machine gives each 1/14, a log-likelihood of
# $-\log 14 = -2.64$.
# Nine pixels can be enumerated, so here we can see what one never sees: the exact log-likelihood
# while CD and PCD learn.

# %%
grids = [np.repeat([bits], 3, axis=0) for bits in product((0.0, 1.0), repeat=3)]
bars = np.unique([g.ravel() for g in grids] + [g.T.ravel() for g in grids], axis=0)
shades = np.repeat(0.8 - 0.7 * bars[..., None], 3, axis=-1)  # light grey and black
ax = plots.image_grid(shades.reshape(-1, 3, 3, 3), columns=14)
ax.set_title("bars and stripes: all there is")
plots.show(
    ax, alt="Fourteen small grids with whole rows or whole columns of black pixels."
)


# %%
def learn(rule, k=1, steps=4000, cool=False, seed=0):
    """Train a 9-8 machine on the bars; give it and its log-likelihoods."""
    coins = np.random.default_rng(seed)
    machine = [coins.normal(0, 0.1, (9, 8)), np.zeros(9), np.zeros(8)]
    V, curve = np.tile(bars, (5, 1)), []
    H = np.zeros((len(V), 8))
    for t in range(steps + 1):
        if t % 100 == 0:
            curve.append(log_likelihood(bars, *machine))
        if rule == "exact":
            update = exact_gradient(V, *machine)
        elif rule == "cd":
            update = cd_update(V, *machine, coins, k)
        else:
            update, H = pcd_update(V, H, *machine, coins)
        rate = 0.1 * min(1, 2 - 2 * t / steps) if cool else 0.1
        machine = [p + rate * d for p, d in zip(machine, update, strict=True)]
    return machine, curve


# %%
ways = {
    "exact": ("exact", 1, False),
    "CD-1": ("cd", 1, False),
    "CD-10": ("cd", 10, False),
    "PCD": ("pcd", 1, False),
    "PCD, rate falls": ("pcd", 1, True),
}
curves = {}
for name, (rule, k, cool) in run.progress(ways.items(), "ways"):
    machine, curves[name] = learn(rule, k, cool=cool)
    share = prob_v(*machine)[(all_states(9)[:, None] == bars).all(2).any(1)].sum()
    print(f"{name:16s} log-likelihood {curves[name][-1]:.2f}, bars {share:.0%}")

# %%
fig, ax = plt.subplots(figsize=(7.4, 4.2))
for n, (name, curve) in enumerate(curves.items()):
    x = np.arange(len(curve)) * 100
    ax.plot(x, curve, "-" + plots.MARKERS[n], markevery=8, ms=5, label=name)
ax.axhline(-np.log(14), color="black", ls=":")
ax.text(0, -np.log(14) + 0.06, "perfect")
ax.set(
    title="Fourteen pictures, learned in five ways", xlabel="update", ylim=(-6.5, -2.3)
)
ax.set_ylabel("exact log-likelihood")
ax.legend()
plots.show(
    fig,
    alt="Log-likelihood over 4,000 updates. Exact learning and CD-10 rise nearly "
    "together to -2.9, CD-1 ends at -3.3, PCD rises with the exact curve and then "
    "wavers below it, to -3.5; with a falling rate it ends at -3.0.",
)

# %% [markdown]
# Read it slowly; this is the chapter in one picture. CD-1 is cheap and **biased**: it comes to rest
# at a wrong place. CD-10 costs ten times as much and is nearly exact. PCD is as cheap as CD-1 and
# follows the exact curve, until large weights make its chain mix too slowly for the pace of the
# updates. Let the learning rate fall to zero over the second half, and most of that loss is
# avoided.
#
# ## Pseudo-likelihood
#
# With 784 pixels nobody can compute that axis. What *can* one compute? Ask pixel by pixel: given
# all others, how sure is the machine of this one? Two states differ in one bit, $Z$ cancels, and
#
# $$P(v_i \mid \text{all others}) = \sigma\big(F(\mathbf{v}\text{ with bit } i
# \text{ flipped}) - F(\mathbf{v})\big) .$$
#
# > **Pseudo-likelihood.** The sum over all bits of the logarithm of that probability (Besag 1975).


# %%
def flipped(V, i):
    """The rows V with bit i turned over; i may be one number, or one per row."""
    V = V.copy()
    rows = np.arange(len(V))
    V[rows, i] = 1 - V[rows, i]
    return V


def pseudo_likelihood(V, W, bv, bh):
    """Exact log pseudo-likelihood, one number per row."""
    F, total = free_energy(V, W, bv, bh), 0.0
    for i in range(V.shape[1]):
        change = free_energy(flipped(V, i), W, bv, bh) - F
        total = total - np.logaddexp(0, -change)  # log of the sigmoid
    return total


# %% tags=["nbval-check-output"]
exact_score = pseudo_likelihood(all_states(2), W, bv, bh)
for v, s, p in zip(("00", "01", "10", "11"), exact_score, np.log(exact), strict=True):
    print(f"{v}: pseudo {s:.6f}, true log P(v) {p:.6f}")

# %% [markdown]
# Near the truth, not the truth. For 784 bits it takes 784 free energies per picture. So
# scikit-learn flips *one* bit per picture, at random, and multiplies by their number $D$:
# $D\log\sigma(F(\tilde{\mathbf{v}}) - F(\mathbf{v}))$. That is right on average, and noisy.
#
# > **Your turn.** Write it. `bits` says for each row which bit to turn over.


# %%
def one_bit(V, bits, W, bv, bh):
    """The one-bit estimate of the pseudo-likelihood, one number per row."""
    ...  # your lines here


with check.your_turn("one_bit"):
    four = all_states(2)
    both = [one_bit(four, np.full(4, i), W, bv, bh) for i in (0, 1)]
    check.shape(both[0], (4,), "one number per row")
    check.close(np.mean(both, axis=0), exact_score, "the mean over both bits")

# %% [markdown]
# <details><summary>Hint 1</summary><code>flipped(V, bits)</code> gives the neighbours.</details>
# <details><summary>Hint 2</summary>The log of the sigmoid of x is <code>-np.logaddexp(0,
# -x)</code>.</details>
# <details><summary>Hint 3</summary>Times <code>V.shape[1]</code>, since one bit stands for
# all.</details>
# <details><summary>Solution</summary><code>change = free_energy(flipped(V, bits), W, bv, bh) -
# free_energy(V, W, bv, bh)</code>, then <code>return -V.shape[1]
# * np.logaddexp(0, -change)</code></details>
#
# ## When it goes wrong
#
# A machine for the bars and stripes. The updates are right, they have been checked. And yet the
# log-likelihood falls below that of a machine that knows nothing, $-9\log 2 = -6.24$.
#
# > **Your turn.** Find the one wrong sign. Ask: what would a unit do whose probability is 1?


# %%
def toss(p, rng):
    """On or off, by chance."""
    return (rng.random(p.shape) > p).astype(float)


coins = np.random.default_rng(0)
patient = [coins.normal(0, 0.1, (9, 8)), np.zeros(9), np.zeros(8)]
for _ in range(1500):
    h = toss(p_h_given_v(bars, patient[0], patient[2]), coins)
    v = toss(p_v_given_h(h, patient[0], patient[1]), coins)
    pairs = zip(statistics(bars, patient[0], patient[2]),
                statistics(v, patient[0], patient[2]), strict=True)
    update = [d - m for d, m in pairs]
    patient = [p + 0.1 * d for p, d in zip(patient, update, strict=True)]
score = log_likelihood(bars, *patient)
print(f"log-likelihood {score:.2f}")
with check.your_turn("the contrary machine"):
    check.that(score > -5.5, "log-likelihood", f"{score:.2f}, where -5.5 is easy")

# %% [markdown]
# <details><summary>Hint 1</summary>Try <code>toss(np.array([0.0, 1.0]), coins)</code>.</details>
# <details><summary>Hint 2</summary>A uniform number is below 0.9 in nine cases of ten.</details>
# <details><summary>Hint 3</summary>So when is a unit with probability p on?</details>
# <details><summary>Solution</summary>Write <code>&lt;</code> for <code>&gt;</code>. With the wrong
# sign each unit does the opposite of what it should, the fantasies are inverted, and learning
# pushes the wrong
# way.</details>
#
# ## Key points
#
# - An RBM gives each state an energy; $P = e^{-E}/Z$. Only $Z$ is out of reach, and most of what
#   one needs does without it: conditionals, ratios, differences of free energies.
# - Given one side, the units of the other are independent sigmoids. Gibbs sampling alternates.
# - The gradient is an average over the data minus one over the machine's dreams. CD-k takes the
#   dream from $k$ steps after the data, PCD from a chain that never restarts.
# - CD-1 comes to rest at a wrong place. PCD is nearly right while its chain mixes faster than the
#   weights change.
# - The pseudo-likelihood is a stand-in for the likelihood that needs no $Z$.

# %% [markdown]
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("11a_boltzmann_machines")

# %% [markdown]
# ## References
#
# - G. E. Hinton and T. J. Sejnowski, *Optimal perceptual inference*, CVPR 1983. D. H. Ackley, G. E.
#   Hinton and T. J. Sejnowski, *A learning algorithm for Boltzmann machines*, Cognitive Science 9, 1985.
# - P. Smolensky, *Information processing in dynamical systems: foundations of harmony theory*, in
#   Parallel Distributed Processing, volume 1, MIT Press, 1986.
# - G. E. Hinton, *Training products of experts by minimizing contrastive divergence*, Neural
#   Computation 14, 2002. By the same, *A practical guide to training restricted Boltzmann machines*,
#   2010.
# - T. Tieleman, *Training restricted Boltzmann machines using approximations to the likelihood
#   gradient*, ICML 2008. T. Tieleman and G. Hinton, *Using fast weights to improve persistent
#   contrastive divergence*, ICML 2009.
# - J. Besag, *Statistical analysis of non-lattice data*, The Statistician 24, 1975: the
#   pseudo-likelihood.
# - S. Brooks, A. Gelman, G. Jones and X.-L. Meng (editors), *Handbook of Markov Chain Monte Carlo*,
#   CRC Press, 2011.
# - T. Yamashita and others, *To be Bernoulli or to be Gaussian, for a restricted Boltzmann machine*,
#   ICPR 2014: inputs that are real numbers (notebook 11b).
#
# **What comes next.** Fourteen pictures of nine pixels are not much. Notebook 11b goes to 60,000
# handwritten digits, and to what machines are good for that have never seen a label.
