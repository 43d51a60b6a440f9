# %% [markdown] tags=["second-edition"]
# # 06e · Training networks
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/06e_training_networks.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2006e)
#
# *about 65 min · CPU · one small download (a stand-in where there is no network) · after notebook 06d*

# %% [markdown]
# ## What you will be able to do
#
# - build, by hand, a network that comes as close as you like to a given curve;
# - train a network with mini-batches, by a loop of your own;
# - search for settings fairly, and report what you found with its spread;
# - read 10,000 handwritten digits with nothing but NumPy;
# - measure why the first layers of a deep network learn so slowly.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import matplotlib.pyplot as plt
import numpy as np
from coursekit import check, data, playground, plots, quiz, results, riddles, run
from coursekit.mlp import MLP, Adam

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(6)

# %% [markdown]
# ## Can a network express any function?
#
# In 06d you wrote a class that computes exact gradients. Now we put it to work, and the question of
# this notebook is: **how does a right gradient become a network that we may trust?** Before we train,
# one thing must be clear. There is some unknown function $\varphi$ that we want to approximate by
# layers plugged into each other,
#
# $$\varphi(\mathbf{x}) \approx f_3\!\left(f_2\!\left(f_1(\mathbf{x}\mathbf{W}_1 + \mathbf{b}_1)
# \mathbf{W}_2 + \mathbf{b}_2\right)\mathbf{W}_3 + \mathbf{b}_3\right).$$
#
# If no choice of weights came close to $\varphi$, training would be in vain.
#
# Here is a proof that you can see (after Nielsen), with one hidden layer. A sigmoid with a huge
# weight is a **step**: $\sigma(k\,(x - s))$ is nearly 0 left of $s$ and nearly 1 right of it. A step
# up at $s_1$ minus a step up at $s_2$ is a **bump** of height 1 between the two. Many bumps side by
# side, each as high as you like, make a bar chart of any curve.


# %% tags=["nbval-check-output"]
def sigmoid(z):
    """Squeeze any number into (0, 1), without an overflow."""
    return 0.5 + 0.5 * np.tanh(z / 2)


def bump(x, left, right, height, k=400.0):
    """Two steep sigmoids: one steps up by height, the other steps down again."""
    return height * (sigmoid(k * (x - left)) - sigmoid(k * (x - right)))


print(bump(np.array([0.1, 0.3, 0.5, 0.7]), left=0.25, right=0.6, height=0.8).round(3))

# %% [markdown]
# Outside the interval the bump is 0, and inside it is 0.8. In a network the two steps are two hidden
# neurons, and the height is a weight of the output layer: $+0.8$ for the step up and $-0.8$ for the
# step down. So a network of $n$ bumps has $2n$ hidden neurons, and nobody needs to train it.

# %%
width = check.predict(
    "A wavy curve on [0, 1]. How many bumps until we are off by 0.05 at most?"
)


# %%
def wavy(x):
    """The curve to be met."""
    return 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15 * x) + 0.05 * np.cos(50 * x)


def bar_chart(x, n):
    """The sum of n bumps, each as high as the curve in its middle."""
    edges = np.linspace(0, 1, n + 1)
    edges[[0, -1]] = -1, 2  # the outermost steps lie well outside
    middles = (np.arange(n) + 0.5) / n
    bumps = zip(edges[:-1], edges[1:], wavy(middles), strict=True)
    return sum(bump(x, a, b, height, k=40 * n) for a, b, height in bumps)


# %% tags=["nbval-check-output"]
x = np.linspace(0, 1, 4001)
for n in (5, 20, 80, 320):
    print(f"{n:3d} bumps: off by at most {np.abs(bar_chart(x, n) - wavy(x)).max():.3f}")
n = 5
while np.abs(bar_chart(x, n) - wavy(x)).max() > 0.05:
    n += 1
width.reveal(n)

# %% tags=["hide-input"]
# @title What it draws: the curve, met by 5, 20 and 80 bumps
fig, axes = plt.subplots(1, 3, figsize=(11, 3.2), sharey=True)
for ax, n in zip(axes, (5, 20, 80), strict=True):
    ax.plot(x, bar_chart(x, n), label="network", color=plots.PALETTE[9])
    ax.plot(x, wavy(x), "--", label="curve", color=plots.PALETTE[0])
    ax.set(title=f"{n} bumps", xlabel="x", ylabel="y" if n == 5 else "")
axes[0].legend(loc="upper left")
plots.show(
    fig,
    alt="A wavy curve three times, met by 5 coarse steps, by 20 finer ones, and by 80"
    " that lie on the curve nearly everywhere.",
)

# %% [markdown]
# Four times as many bumps make the error about four times smaller, and this goes on as long as you
# have patience. To be off by 0.05 at most takes 53 bumps, which are 106 hidden neurons. Behind the
# picture stands a theorem:
#
# > **Universal approximation.** For every continuous function on a *closed and bounded* region, and
# > for every tolerance, there is a network with one hidden layer and a linear output that stays within
# > it everywhere.
# > Any continuous activation will do, unless it is a polynomial (Cybenko 1989; Leshno and others
# > 1993).
#
# *Closed* means that the edges belong to the region, and this is needed. The function $1/x$ is
# continuous on the open interval from 0 to 1. But it grows beyond all bounds towards 0, and a network
# of sigmoids has a largest value, so it cannot keep up.
#
# The theorem says that good weights *exist*. It does not say how many neurons are needed, and in many
# dimensions bumps become hopelessly many. Nor does it say that training finds the weights. That is
# what the rest of this notebook is about.
#
# ## A few examples at a time
#
# `MLP` is the class that you wrote in 06d ([look inside](coursekit/mlp.py)): `net.backward(X, Y)`
# gives the gradients of all layers and `net.step(dW, db, learning_rate)` goes down. Our task is the
# two spirals of 06a. We standardise them, as 06c advised.


# %% tags=["nbval-check-output"]
def spirals(seed):
    """600 points on two spirals, standardised, and their classes, 0 or 1."""
    X, y = riddles.two_spirals(300, seed=seed)
    scale = riddles.two_spirals(300, seed=1)[0].std(axis=0)  # of the training points
    return X / scale, (y > 0).astype(int)


Z, y = spirals(seed=1)
Y = np.eye(2)[y]  # one-hot targets, (600, 2)
net = MLP([2, 16, 16, 2], ["tanh", "tanh", "softmax"], seed=0)
print(f"{net.n_params} parameters, loss at the start {net.loss(Z, Y):.3f}")

# %% [markdown]
# So far each step used *all* examples. But a gradient is a mean over examples, and a mean over 60
# points is a good estimate of the mean over 600, at a tenth of the price. So why not take a step
# after every 60?
#
# > **Mini-batch.** A few examples, drawn at random, whose mean gradient is used for one step.
#
# > **Epoch.** One pass through all examples, each of them used once. With $N$ examples and batches of
# > $m$ it has $N/m$ steps, rounded up.
#
# With the errors $\boldsymbol{\delta}_l$ of 06d and the learning rate $\eta$, one step on a batch of
# $m$ examples is
#
# $$\mathbf{W}_l \leftarrow \mathbf{W}_l - \frac{\eta}{m} \sum_{\text{batch}}
# \mathbf{a}_{l-1}^\top \boldsymbol{\delta}_l, \qquad
# \mathbf{b}_l \leftarrow \mathbf{b}_l - \frac{\eta}{m} \sum_{\text{batch}} \boldsymbol{\delta}_l.$$
#
# This is **stochastic gradient descent**: *stochastic* because chance decides which examples form a
# batch. Chance is needed. In our list all points of class 0 come first, so without shuffling a batch
# would show one class only.
#
# > **Your turn.** Write `minibatches(n, batch_size, rng)`: a list of index arrays in random order that
# > contain each of the numbers 0 to `n - 1` once. The last one may be shorter. All chance comes from
# > `rng`, so that the same seed gives the same batches.


# %%
def minibatches(n, batch_size, rng):
    """Shuffle 0 to n - 1 and cut it into pieces of batch_size."""
    ...  # your lines here


with check.your_turn("minibatches"):
    pieces = minibatches(10, 4, np.random.default_rng(0))
    check.same([len(piece) for piece in pieces], [4, 4, 2], "sizes of the pieces")
    check.same(np.sort(np.concatenate(pieces)), np.arange(10), "all pieces together")
    other = np.concatenate(minibatches(10, 4, np.random.default_rng(1)))
    check.that(list(np.concatenate(pieces)) != list(other), "order", "not by chance")
    again = np.concatenate(minibatches(10, 4, np.random.default_rng(0)))
    check.same(again, np.concatenate(pieces), "the same rng once more")

# %% [markdown]
# <details><summary>Hint 1</summary><code>rng.permutation(n)</code> shuffles the
# numbers.</details>
# <details><summary>Hint 2</summary>The pieces start at 0, batch_size, 2 batch_size ...:
# <code>range(0, n, batch_size)</code>.</details>
# <details><summary>Hint 3</summary>A slice that goes beyond the end simply stops there.</details>
# <details><summary>Solution</summary><code>order = rng.permutation(n)</code>, then <code>return
# [order[s : s + batch_size] for s in range(0, n, batch_size)]</code></details>
#
# > **Your turn.** The training loop: `train(net, X, Y, epochs, batch_size, learning_rate, rng)`. In
# > every epoch draw new mini-batches, and for each of them take one step with the gradients of *its*
# > examples. Return the list of the losses on all examples, one after every epoch.


# %%
def train(net, X, Y, epochs, batch_size, learning_rate, rng):
    """Train in place by mini-batches; return the loss after every epoch."""
    ...  # your lines here


with check.your_turn("train"):
    few, wanted = Z[::12], Y[::12]  # 50 points, half of each class
    mine, other = (MLP([2, 4, 2], ["tanh", "softmax"], seed=1) for _ in range(2))
    seen = train(mine, few, wanted, 1, 50, 0.5, np.random.default_rng(0))
    other.step(*other.backward(few, wanted), 0.5)
    check.close(seen, [other.loss(few, wanted)], "one epoch of one full batch")
    check.close(mine.W[1], other.W[1], "the weights after it")
    more = train(mine, few, wanted, 20, 10, 0.5, np.random.default_rng(0))
    check.shape(more, (20,), "one loss per epoch")
    check.close(more[-1], mine.loss(few, wanted), "the last loss, on all examples")
    rng_here = np.random.default_rng(0)
    for _ in range(20):
        for rows in minibatches(50, 10, rng_here):
            other.step(*other.backward(few[rows], wanted[rows]), 0.5)
    check.close(mine.W[1], other.W[1], "the weights after 20 epochs of new batches")

# %% [markdown]
# <details><summary>Hint 1</summary>Two loops: one over the epochs, and in it one over the pieces that
# <code>minibatches(len(X), batch_size, rng)</code> gives.</details>
# <details><summary>Hint 2</summary>For a piece <code>rows</code> its examples are
# <code>X[rows], Y[rows]</code>; the gradients come from <code>net.backward</code>.</details>
# <details><summary>Hint 3</summary><code>net.step(*net.backward(X[rows], Y[rows]),
# learning_rate)</code>; after the inner loop append <code>net.loss(X, Y)</code>.</details>
# <details><summary>Solution</summary><code>losses = []</code>; <code>for _ in range(epochs):</code>
# with, inside, <code>for rows in minibatches(len(X), batch_size, rng):</code> the line of hint 3,
# then <code>losses.append(net.loss(X, Y))</code>; at the end <code>return losses</code></details>

# %% tags=["hide-input"]
# @title One way to write both, used from here on (Adam is explained below)
def fit(net, X, Y, epochs, batch_size, learning_rate, seed=0, adam=False):
    """Train in place by mini-batches; return the loss after every epoch."""
    rng, losses = np.random.default_rng(seed), []
    optimizer = Adam(net, learning_rate)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            dW, db = net.backward(X[rows], Y[rows])
            if adam:
                optimizer.step(dW, db)
            else:
                net.step(dW, db, learning_rate)
        losses.append(net.loss(X[:2000], Y[:2000]))
    return losses


# %% [markdown]
# What does the batch size do? The spirals need many steps, so for this one comparison we take 1,500
# small handwritten digits (8 × 8 pixels, met in chapter 04a) and a network of 32 tanh neurons.

# %%
pace = check.predict(
    "20 epochs with the same rate. Which batch size ends with the lowest loss?",
    options=["1500", "150", "15"],
)

# %% tags=["hide-input", "nbval-check-output"]
# @title What it trains: 1,500 small digits in batches of three sizes, three rates and seeds
small = data.load("digits")
X_small, Y_small = small.X[:1500] / 16, np.eye(10)[small.y[:1500]]
curves = {}
for batch_size in (1500, 150, 15):
    ends = []
    for learning_rate in (0.1, 0.3, 1.0):
        runs = []
        for seed in (1, 2, 3):
            net = MLP([64, 32, 10], ["tanh", "softmax"], seed)
            runs.append(fit(net, X_small, Y_small, 20, batch_size, learning_rate, seed))
        curves[batch_size, learning_rate] = np.array(runs)  # (seeds, epochs)
        ends.append(f"{np.mean(runs, axis=0)[-1]:.3f} at rate {learning_rate}")
    steps = 20 * 1500 // batch_size
    print(f"batches of {batch_size:4d}, {steps:5,} steps: loss {', '.join(ends)}")
pace.reveal("15")

# %% tags=["hide-input"]
# @title What it draws: the loss of three batch sizes
fig, ax = plt.subplots(figsize=(7, 3.6))
for n, batch_size in enumerate((1500, 150, 15)):
    look = {"color": plots.PALETTE[(4, 0, 9)[n]], "lw": 1.5}
    for k, losses in enumerate(curves[batch_size, 0.3]):
        label = f"batches of {batch_size}" if k == 0 else None
        ax.plot(range(1, 21), losses, ("-", "--", ":")[n], label=label, **look)
ax.set(title="Three batch sizes, three seeds each, rate 0.3")
ax.set(xlabel="epoch", ylabel="loss")
ax.set_xticks(range(0, 21, 5))
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
plots.show(
    fig,
    alt="The loss over 20 epochs. With batches of 1500 it sinks slowly and stays the "
    "highest; with batches of 150 it falls quickly and flattens; with batches of "
    "15 it is the lowest from the first epoch on. The three seeds of each lie "
    "close together.",
)

# %% [markdown]
# In all three columns the smallest batches end lowest, although every run looked at the same examples
# equally often. They simply took a hundred times as many steps as the full batch. (Their gradients are
# noisy but right on average. Chapter 07c compares batch sizes in earnest.)
#
# ### The same steps in Keras
#
# The second witness after the gradient check of 06d: the same network with the same start, and the
# same 20 mini-batches. Beside the plain step we try **Adam**, an optimiser that finds a step size for
# each parameter from what its gradients were so far. Chapter 07b derives it; here we only use it.

# %% tags=["hide-input", "nbval-check-output"]
# @title What it compares: 20 steps of ours and of Keras, plain and with Adam
for name, optimizer, learning_rate in (
    ("plain", keras.optimizers.SGD(0.1), 0.1),
    ("Adam", keras.optimizers.Adam(0.01), 0.01),
):
    net = MLP([2, 8, 8, 2], ["tanh", "tanh", "softmax"], seed=4)
    layers = [keras.layers.Dense(8, "tanh"), keras.layers.Dense(8, "tanh")]
    layers.append(keras.layers.Dense(2, "softmax"))
    twin = keras.Sequential([keras.Input((2,)), *layers])
    twin.set_weights([p for layer in (1, 2, 3) for p in (net.W[layer], net.b[layer])])
    twin.compile(optimizer, "categorical_crossentropy")
    twin.fit(Z, Y, batch_size=30, epochs=1, shuffle=False, verbose=0)
    adam = Adam(net, learning_rate)
    for start in range(0, 600, 30):
        gradients = net.backward(Z[start : start + 30], Y[start : start + 30])
        if name == "Adam":
            adam.step(*gradients)
        else:
            net.step(*gradients, learning_rate)
    ours = [p for layer in (1, 2, 3) for p in (net.W[layer], net.b[layer])]
    for p, q in zip(ours, twin.get_weights(), strict=True):
        assert np.allclose(p, q, atol=2e-3)
    theirs = np.asarray(twin.get_weights()[0])[0, :3].round(3)
    print(f"{name:5s} ours {net.W[1][0, :3].round(3)}  Keras {theirs}")

# %% [markdown]
# The same steps lead to the same weights. The cell compares all 114 of them, to within 0.002; three are
# printed.
#
# ## From 62 % to 99 %
#
# The small 2-3-2 network of 06a gets 62 % of the spirals right (06f takes that run apart). Is that the
# network's fault, or ours? Anyone can train a network. The work is to show that yours is as good as
# it can be.
#
# An earlier search tried nine networks, called a to i: one to three hidden layers of 16 neurons, each
# of them relu (R) or sigmoid (S), and two sigmoid outputs. It judged them by 5-fold
# **cross-validation** (chapter 04b) and found relu far ahead: 92 % for network g (R, R, S), but only
# 62 % for network e (S, S, S). About the learning rate it says that it was "adaptive", and no more. What
# if the rate suited relu and did not suit the sigmoid?
#
# So we give every network the same chance: Adam, the same number of steps, the same five folds, and
# three rates each. One of the three is 0.01 for all of them. The others lie where first tries had shown
# that the network learns. `run.compare` chooses the rate by the folds that were held out, and then looks
# once at 600 *fresh* points that played no part. (Each seed holds out another fold, and the recipe
# scores itself on it. The points of `spirals(2)` are there for the two rivals.)

# %%
fair = check.predict("With a rate of its own, what percentage will S, S, S get right?")


# %%
def right(net, X, y):
    """Share of examples that get the right answer."""
    return (net.predict(X) == y).mean()


# %%
def recipe_for(code):
    """A recipe for run.compare; each letter of code is a hidden layer of 16."""
    kinds = {"S": "sigmoid", "R": "relu", "T": "tanh"}
    act = [*(kinds[letter] for letter in code), "sigmoid"]

    def recipe(learning_rate, seed, data):
        X, y = data.train
        held = np.arange(len(X)) % 5 == seed  # every fifth point: the fold to hold out
        net = MLP([2, *[16] * len(code), 2], act, seed)
        fit(net, X[~held], np.eye(2)[y[~held]], 200, 80, learning_rate, seed, adam=True)
        scores = {"validation": right(net, X[held], y[held])}
        return scores | {"test": right(net, *data.test)}

    return recipe


# %% tags=["hide-input"]
# @title What it holds: the figures of the earlier search, and three rates for each network
PUBLISHED = {  # mean accuracy and standard deviation over five folds
    "a": ("S", 0.6088, 0.004),
    "b": ("R", 0.7125, 0.038),
    "c": ("SS", 0.6128, 0.010),
    "d": ("RS", 0.7040, 0.067),
    "e": ("SSS", 0.6188, 0.010),
    "f": ("RSR", 0.7895, 0.113),
    "g": ("RRS", 0.9175, 0.143),
    "h": ("RRR", 0.9050, 0.094),
    "i": ("RSS", 0.6608, 0.073),
}
rates = {code: [0.01, 0.1, 0.3] for code in ("S", "R", "SS", "SSS")}
rates |= {code: [0.01, 0.03, 0.1] for code in ("RS", "RSR", "RSS")}
rates |= {"RRS": [0.003, 0.01, 0.03], "RRR": [0.001, 0.003, 0.01]}

# %%
data_of_spirals = run.Split(train=(Z, y), validation=spirals(2), test=spirals(5))
race = run.compare(
    {code: recipe_for(code) for code in rates},
    settings=rates,
    data=data_of_spirals,
    seeds=5,
    rivals=["majority", "linear"],
)
print(race)

# %% tags=["hide-input"]
# @title What it prints: the nine networks, then and now
of_the_spirals = run.noted()  # for the record at the end: other data come later
print("             earlier        rate 0.01  own rate       own rate, fresh   rate")
for name, (code, mean, std) in PUBLISHED.items():
    mine = race[code]
    folds = mine.validation[mine.chosen]
    same = mine.validation[rates[code].index(0.01)].mean()
    pairs = ((mean, std), (folds.mean(), folds.std()), (mine.mean, mine.spread))
    then, own, fresh = (f"{m:.3f} ± {s:.3f}" for m, s in pairs)
    row = f"{name}   {code:7s} {then}  {same:.3f}      {own}  {fresh}"
    print(f"{row}     {mine.setting}")
fair.reveal(round(100 * race["SSS"].mean, 1))

# %% [markdown]
# The ± after a difference is the margin that chance alone could fill; what lies inside it counts as
# noise. Now read the second table from left to right. The column *rate 0.01* tells the earlier story
# once more: the three networks of sigmoids alone stay near 61 %, which is no more than the linear rival
# gets, and the networks with relus are far ahead. The next column tells another one.
# With a rate of 0.1, network e (S, S, S) gets over 99 % of the held-out points right, and just as many
# of the fresh ones. It has caught up with g, the best of all: `run.compare` says that their difference
# is within the noise. **What looked like a fault of the sigmoid was a rate that did not suit it.** The
# earlier figures may be right, but then they answer another question: which network is best at one rate.
#
# ### Which one would you take?
#
# The best mean is not the only reason. A smaller network is cheaper and easier to check. A rule that
# many use: take the *simplest* network whose mean is no more than one **standard error**
# (chapter 04b: the standard deviation divided by $\sqrt{5}$) below the best mean.
#
# > **Your turn.** Write `simplest_good(scores, sizes)`. `scores` gives each name an array of fold
# > scores, and `sizes` a number of parameters. Return the name with the fewest parameters among all
# > whose mean is at least the best mean minus the standard error *of the best*. (`std` with `ddof=1`.)


# %%
def simplest_good(scores, sizes):
    """Name of the smallest network within one standard error of the best."""
    ...  # your lines here


with check.your_turn("simplest_good"):
    scores = {"big": np.array([0.9, 1.0]), "small": np.array([0.91, 0.91])}
    sizes = {"big": 100, "small": 10}
    check.same(simplest_good(scores, sizes), "small", "0.91 against 0.95 ± 0.05")
    scores["small"] = np.array([0.89, 0.89])
    check.same(simplest_good(scores, sizes), "big", "0.89 against 0.95 ± 0.05")
    scores["tiny"] = np.array([0.95, 0.99])
    check.same(simplest_good(scores, sizes | {"tiny": 1}), "tiny", "the best is tiny")

# %% [markdown]
# <details><summary>Hint 1</summary>Find the best name first: <code>max(scores, key=lambda name:
# scores[name].mean())</code>.</details>
# <details><summary>Hint 2</summary>Its standard error is <code>std(ddof=1)</code> divided by
# <code>np.sqrt(len(...))</code>. Best mean minus that is the least that you accept.</details>
# <details><summary>Hint 3</summary>List the names that are good enough, and take the
# <code>min</code> of them with <code>key=lambda name: sizes[name]</code>.</details>
# <details><summary>Solution</summary><code>best = max(scores, key=lambda name:
# scores[name].mean())</code>, <code>error = scores[best].std(ddof=1) /
# np.sqrt(len(scores[best]))</code>, <code>good = [name for name in scores if scores[name].mean()
# &gt;= scores[best].mean() - error]</code>, <code>return min(good, key=lambda name:
# sizes[name])</code></details>
#
# What does the rule choose in the race? The fold scores of a network are
# `race[code].validation[race[code].chosen]`, and `MLP(...).n_params` counts its parameters.

# %% tags=["hide-input"]
# @title What it chooses: the rule of one standard error, in the race
folds = {code: race[code].validation[race[code].chosen] for code in rates}
top = max(folds, key=lambda code: folds[code].mean())
least = folds[top].mean() - folds[top].std(ddof=1) / np.sqrt(5)
for code, values in folds.items():
    n = MLP([2, *[16] * len(code), 2], ["relu"] * (len(code) + 1)).n_params
    verdict = "good enough" if values.mean() >= least else ""
    print(f"{code:3s} {n:4d} parameters, mean {values.mean():.3f}  {verdict}")

# %% [markdown]
# Two networks are good enough, SSS and RRS (e and g). They have the same size, so here the rule cannot
# choose between them. It does say that none of the smaller networks will do.
#
# There is much more to vary: tanh, other widths (growing, shrinking, mixed), a fourth hidden layer,
# other optimisers such as `rmsprop`. Only trying tells, and one try is not enough.
#
# > **Your turn.** Change *one* thing of network h (16, 16, 16 relus) and report it over three seeds.
# > `trial(sizes, act, seed)` trains a network and gives its score on the points of `spirals(2)`. Write
# > `three(sizes, act)`: the mean and the standard deviation over the seeds 1, 2 and 3. Then compare
# > h with your change. Is the difference larger than the spread?


# %%
def trial(sizes, act, seed):
    """Train on the spirals, and score on points that it has not seen."""
    net = MLP(sizes, act, seed)
    fit(net, Z, Y, 200, 80, 0.01, seed, adam=True)
    return right(net, *spirals(2))


def three(sizes, act):
    """Mean and standard deviation of the score over the seeds 1, 2, 3."""
    ...  # your lines here


with check.your_turn("three"):
    small = [2, 4, 2], ["tanh", "sigmoid"]
    mean, std = check.unpack(three(*small), "mean, std", "three")
    wanted = [trial(*small, seed) for seed in (1, 2, 3)]
    check.close([mean, std], [np.mean(wanted), np.std(wanted)], "a network of 4 tanh")

# %% [markdown]
# <details><summary>Hint 1</summary>Collect the three scores in a list first.</details>
# <details><summary>Hint 2</summary><code>trial(sizes, act, seed)</code> for each seed in
# <code>(1, 2, 3)</code>.</details>
# <details><summary>Hint 3</summary><code>np.mean</code> and <code>np.std</code> take the list. Return
# both, with a comma.</details>
# <details><summary>Solution</summary><code>scores = [trial(sizes, act, seed) for seed in (1, 2,
# 3)]</code>, then <code>return np.mean(scores), np.std(scores)</code></details>

# %% tags=["hide-input", "nbval-check-output"]
# @title What it tries: three changes of network h, three seeds each
changes = {
    "h: 16, 16, 16 relu": ([2, 16, 16, 16, 2], ["relu"] * 3 + ["sigmoid"]),
    "a fourth layer": ([2, 16, 16, 16, 16, 2], ["relu"] * 4 + ["sigmoid"]),
    "16, 16, 16 tanh": ([2, 16, 16, 16, 2], ["tanh"] * 3 + ["sigmoid"]),
    "32, 16, 8 relu": ([2, 32, 16, 8, 2], ["relu"] * 3 + ["sigmoid"]),
}
for name, (sizes, act) in changes.items():
    scores = np.array([trial(sizes, act, seed) for seed in (1, 2, 3)])
    print(f"{name:19s} {scores.mean():.3f} ± {scores.std():.3f}")

# %% [markdown]
# A fourth hidden layer gained nothing (the earlier search found the same), and other widths gained
# nothing either: three of the four rows stand at 100 %, so this task is too easy to tell them apart.
# tanh is behind by more than its spread. But it had one rate only, and you know by now what to ask.
#
# ## What does the network draw?
#
# Here is network h with all 600 training points, beside something that one rarely sees. In every spot
# of the plane some relus are switched on and others are off. Where the same ones are on, the network is
# one affine map up to its last sigmoid. So the plane falls into pieces, like a broken plate. The right
# picture shows the edges of these pieces.

# %% tags=["hide-input"]
# @title What it draws: the regions of network h, and the pieces of its mosaic
h = MLP([2, 16, 16, 16, 2], ["relu"] * 3 + ["sigmoid"], seed=1)
fit(h, Z, Y, 200, 80, 0.01, seed=1, adam=True)
fig, axes = plt.subplots(1, 2, figsize=(7.8, 3.7))
plots.decision_regions(h.predict, Z, y, ax=axes[0])
fresh_X, fresh_y = spirals(5)
axes[0].set_title(f"{right(h, fresh_X, fresh_y):.1%} of fresh points right")
axes[0].legend(loc="upper left", bbox_to_anchor=(0, -0.2), ncols=2)
side = np.linspace(-2.1, 2.1, 400)
plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
a = h.forward(plane)[1]
on = np.hstack([layer > 0 for layer in a[1:4]])  # (160000, 48)
_, piece = np.unique(on @ np.random.default_rng(0).normal(size=48), return_inverse=True)
piece = piece.reshape(400, 400)
edge = np.zeros((400, 400))
edge[1:] = piece[1:] != piece[:-1]
edge[:, 1:] = np.maximum(edge[:, 1:], piece[:, 1:] != piece[:, :-1])
box = [-2.1, 2.1, -2.1, 2.1]
axes[1].imshow(edge, cmap="Greys", extent=box, origin="lower", vmax=1.6, aspect="auto")
score = (a[4][:, 1] - a[4][:, 0]).reshape(400, 400)
axes[1].contour(side, side, score, levels=[0], colors=plots.PALETTE[9], linewidths=2)
axes[1].set_title(f"{piece.max() + 1:,} pieces, and the border")
axes[1].set(xlabel="$x_1$", ylabel="$x_2$")
plots.show(
    fig,
    alt="Left, two bands wind around each other from the centre outwards, each "
    "holding the points of one class. Right, the same plane crossed by hundreds "
    "of thin straight lines that bend at each other, most of them near the "
    "spirals; the border is a thick line of straight pieces that turns only where"
    " it crosses a thin one.",
)

# %% tags=["hide-input", "nbval-check-output"]
# @title What it checks: Keras gives the answers of network h
layers = [keras.layers.Dense(16, "relu") for _ in range(3)]
twin = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, "sigmoid")])
twin.set_weights([p for n in range(1, 5) for p in (h.W[n], h.b[n])])
by_keras = np.asarray(keras.ops.convert_to_numpy(twin(fresh_X))).argmax(axis=1)
equal = (by_keras == h.predict(fresh_X)).mean()
print(f"{twin.count_params()} parameters, equal answers: {equal:.1%}")

# %% [markdown]
# The border on the right runs straight inside each piece and turns only at the edges. So a relu network
# draws curves as a carpenter does, with many short straight boards. (With sigmoid or tanh the border
# is smooth.)
#
# ### Who is missed?
#
# A single mean hides *where* the mistakes are. We let three weaker networks (all at a rate of 0.03)
# answer fresh points, five seeds each, and count by distance from the centre. Beside it stands what
# might explain the mistakes: how near the other class is, and how strongly the border has to turn there.

# %% tags=["hide-input"]
# @title What it measures: mistakes, distance to the other class, and curvature, by distance
places, classes = riddles.two_spirals(300, seed=5)
radius = np.linalg.norm(places, axis=1)
gaps = np.linalg.norm(places[:, None] - places[None], axis=2)
nearest = np.where(classes[:, None] != classes[None], gaps, np.inf).min(axis=1)
turning = (2 + radius**2) / (1 + radius**2) ** 1.5  # radians per unit, r = angle
missed = {}
for code in ("R", "RS", "SSS"):
    kinds = {"S": "sigmoid", "R": "relu"}
    act = [*(kinds[letter] for letter in code), "sigmoid"]
    wrong = np.zeros(600)
    for seed in range(5):
        net = MLP([2, *[16] * len(code), 2], act, seed)
        fit(net, Z, Y, 200, 80, 0.03, seed, adam=True)
        wrong += (net.predict(fresh_X) != fresh_y) / 5
    missed[code] = wrong
print("distance  points  other class at  border turns   missed by R   R, S   S, S, S")
for low_end, end in ((0, 3), (3, 6), (6, 9), (9, 12), (12, 14)):
    band = (radius >= low_end) & (radius < end)
    shares = "  ".join(f"{wrong[band].mean():6.1%}" for wrong in missed.values())
    print(
        f"{low_end:2d} to {end:2d}  {band.sum():6d}  {nearest[band].mean():14.2f}"
        f"  {turning[band].mean():12.2f}        {shares}"
    )

# %% [markdown]
# All three miss most points near the centre. Is it because the other class is so close there? That may
# explain the innermost 28 points. But from a distance of 3 outwards the other class is always about 3
# away, and still the mistakes fall from a quarter or a third to almost none. What falls with them is the
# turning of the border (in radians per unit of length). So the mistakes are many where the border has to
# bend most. This is no proof that the bending is the cause. Look at the column *points*: near the centre
# there are also the fewest of them, so mistakes there add little to the loss. To tell the two apart, one
# would have to change the one and not the other.
#
# *To write down:* a hospital tells a doctor that its program is "right for 94 % of all patients".
# Explain to her, in two sentences, what she should ask next.
#
# ## Play
#
# The best way to get a feeling is to play. On playground.tensorflow.org you choose a network and watch
# it learn in your browser; below is the same in NumPy. It begins as many courses do: the circle data,
# a 2-4-2-1 network with tanh, a rate of 0.03 and batches of 10. That is $12 + 10 + 3 = 25$ parameters.
#
# Press *Train*. The small maps show what each hidden neuron says about the plane. Those of the first
# layer are straight borders, and the next layer puts them together. Then change one thing at a time:
# the activation, the number of neurons, the rate, the data. Write down a guess before you press.
# (Where no kernel runs you see four states of one training.)

# %%
preset = playground.Settings(dataset="circle", hidden=(4, 2), activation="tanh")
playground.show(preset)

# %% [markdown]
# Compare your guesses with this table: the share of wrong points, of those that the network learned
# from, for three seeds.

# %% tags=["hide-input", "nbval-check-output"]
# @title What it plays: ten settings, three seeds each
spiral = {"dataset": "spiral", "hidden": (8, 8, 8)}
games = {
    "circle: 4 and 2 tanh": ({}, 100),
    "circle: sigmoid": ({"activation": "sigmoid"}, 100),
    "circle: relu": ({"activation": "relu"}, 100),
    "circle: linear": ({"activation": "linear"}, 100),
    "circle: one layer of 3": ({"hidden": (3,)}, 100),
    "circle: one layer of 2": ({"hidden": (2,)}, 100),
    "circle: a rate of 3": ({"learning_rate": 3.0}, 100),
    "spiral: 8, 8, 8 tanh": (spiral, 300),
    "spiral: 8, 8, 8 relu": (spiral | {"activation": "relu"}, 300),
    "spiral: tanh, rate 0.1": (spiral | {"learning_rate": 0.1}, 300),
}
for name, (change, epochs) in games.items():
    shares = []
    for seed in (0, 1, 2):
        settings = playground.Settings(seed=seed, **change)
        X_game, y_game = playground.points(settings)
        game = playground.Network(settings)
        game.train(X_game, y_game, epochs)
        shares.append(f"{game.wrong(X_game, y_game):4.0%}")
    print(f"{name:22s} after {epochs} epochs: {' '.join(shares)} wrong")

# %% [markdown]
# *linear* never learns the circle, since it can only draw one straight line. Three lines are enough to
# fence the circle in, and two are not. With sigmoids the training has hardly begun after 100 epochs,
# at the rate that suits tanh. With a rate of 3 a third of the points stays wrong: 06c showed what steps
# do that are too long. On the spiral, relus make far fewer mistakes than tanh at the rate of 0.03. But
# look at the last row before you call relu better: with a rate of 0.1, tanh catches up on two seeds of
# three.
#
# ## Handwritten digits
#
# Our class knows nothing of spirals. Give it MNIST: 70,000 handwritten digits of 28 × 28 pixels, 60,000
# of them to learn from. The network has two hidden layers of 128 and 64 relus and a softmax over ten
# classes, and beside it stands its simplest rival, a softmax without any hidden layer. The rival
# trains once as long as the network, and once ten times as long.

# %%
mnist = data.load("mnist")
pixels = mnist.x_train.reshape(-1, 784).astype("float32") / 255
test_pixels = mnist.x_test.reshape(-1, 784).astype("float32") / 255
digits = np.eye(10, dtype="float32")[mnist.y_train]
budget = run.budget(cpu={"digit_epochs": 2}, gpu={"digit_epochs": 100})

# %% tags=["hide-input"]
# @title What it trains: the network and its rival, three seeds each
entries = {  # sizes, and how many times the epochs of the budget
    "no hidden layer": ([784, 10], 1),
    "ten times as long": ([784, 10], 10),
    "128 and 64 relus": ([784, 128, 64, 10], 1),
}
found = {}
for name, (sizes, times) in entries.items():
    scores = []
    for seed in (1, 2, 3):
        net = MLP(sizes, ["relu"] * (len(sizes) - 2) + ["softmax"], seed, "float32")
        epochs = times * budget.digit_epochs
        fit(net, pixels, digits, epochs, 256, 0.002, seed, adam=True)
        scores.append((net.predict(test_pixels) == mnist.y_test).mean())
        reader = net  # the last one is looked at below
    found[name] = np.array(scores)
    print(
        f"{name:17s} {net.n_params:7,} parameters: {np.mean(scores):.1%} ± "
        f"{np.std(scores):.1%} of the test digits right"
    )

# %% [markdown]
# Two passes through the digits, a few seconds of NumPy: 96.6 % of the test digits are right. The rival
# without a hidden layer gets 91.4 %, and 92.7 % with ten times the patience. A gap of four points is
# many times the spread over the seeds, so the hidden layers have earned their keep. Here are some of
# the mistakes that are left.

# %% tags=["hide-input"]
# @title What it draws: sixteen digits that were misread
answers = reader.predict(test_pixels)
misread = np.flatnonzero(answers != mnist.y_test)[:16]
captions = [f"{mnist.y_test[i]} → {answers[i]}" for i in misread]
ax = plots.image_grid(test_pixels[misread].reshape(-1, 28, 28), captions, columns=8)
ax.set_title("The first sixteen mistakes: truth → answer", pad=12)
plots.show(
    ax.figure,
    alt="Sixteen handwritten digits that were misread, each with its true name, an "
    "arrow and the wrong answer. Some are crooked or broken, others look plain.",
)

# %% [markdown]
# Some of these digits are hard for people, too. Others are not hard at all: this network does not know
# that neighbouring pixels belong together, since to it an image is a list of 784 numbers.
#
# ## Where gradients die
#
# Three layers of sigmoids learned the spirals. Would ten layers do it, too? In 06d the gradient of the
# first bias was a product: walking back, every layer multiplies it by a weight times a slope,
# $w\,\sigma'(z)$. The slope of a sigmoid is $a(1 - a)$, so **it is never more than one quarter**. With
# weights of 1, every layer therefore loses three quarters or more. Larger weights can make up for it.
#
# > **Vanishing gradient.** Going back through the layers, the gradient is multiplied by about
# > $w\,\sigma'(z)$ per layer. If this factor is smaller than 1 in size, the gradient shrinks from layer
# > to layer, and the first layers hardly learn. If it is larger than 1, the gradient grows instead: it
# > **explodes**.
#
# In a chain of single neurons we can watch it from the front: push the first bias by a little, and see
# which share of the push arrives at the last output.

# %%
push = check.predict(
    "Four sigmoids in a row, weights of 1. Which share of a push arrives, at most?"
)

# %% tags=["nbval-check-output"]
print("sigmoids   weights of 1   bound (1/4)^n   weights of 8")
for n in (1, 2, 4, 8, 12):
    arrives = []
    for w, b in ((1.0, 0.0), (8.0, -4.0)):  # b = -4 keeps z at 0, the steepest place
        a, share = 0.5, 1.0
        for layer in range(n):
            z = w * a + b
            a = sigmoid(z)
            share *= a * (1 - a) * (w if layer else 1.0)  # the push enters behind w
        arrives.append(share)
    print(f"{n:8d}   {arrives[0]:12.1e}   {0.25**n:13.1e}   {arrives[1]:12.2f}")
push.reveal(0.25**4)

# %% [markdown]
# After twelve sigmoids with weights of 1, only two parts in a hundred million of the push are left. With
# weights of 8 it has grown five hundredfold. (There each layer after the first is a factor of
# $8 \cdot \frac14 = 2$.) Now a real network with ten hidden layers of 32 neurons: we measure the mean
# size of the gradient in each layer's weights, before any training.

# %% tags=["hide-input"]
# @title What it draws: the size of the gradient in each of eleven layers
fig, ax = plt.subplots(figsize=(7.4, 3.8))
kinds = (("sigmoid", 1), ("tanh", 1), ("relu", 1), ("relu", 3))
for n, (act, scale) in enumerate(kinds):
    sizes = []
    for seed in range(5):
        deep = MLP([2, *[32] * 10, 2], [act] * 10 + ["softmax"], seed=seed)
        deep.W = [None, *(scale * W for W in deep.W[1:])]
        sizes.append([np.abs(g).mean() for g in deep.backward(Z, Y)[0][1:]])
    sizes = np.exp(np.log(sizes).mean(axis=0))  # typical of five seeds
    name = act if scale == 1 else f"{act}, weights × {scale}"
    ax.semilogy(range(1, 12), sizes, "-" + plots.MARKERS[n], label=name)
    print(f"{name:19s} first layer {sizes[0]:.0e}, last {sizes[-1]:.0e}")
ax.set(title="Mean size of the gradient at the start")
ax.set(xlabel="layer", ylabel="|dLoss/dW|")
ax.set_xticks(range(1, 12))
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
plots.show(
    fig,
    alt="The mean gradient of layers 1 to 11 on a log axis. With sigmoids it falls "
    "steadily from the last layer to the first, by more than six orders of "
    "magnitude. With tanh and relu it stays nearly level. With relu weights three"
    " times as large it is level, too, but far larger.",
)

# %% [markdown]
# With sigmoids the first layer gets less than a millionth of the gradient that the last one gets. So
# with plain steps it hardly moves while the last one learns, and all later layers must build on what it
# happened to be at the start. With tanh and relu the gradient is nearly level here, and with weights
# three times as large it is over a hundred thousand times larger.
#
# Now the question from above: can ten layers of 16 sigmoids learn the spirals, and ten layers of relus?
# Both get Adam, which can make up for some of the shrinking, 200 epochs, and three rates.

# %% tags=["hide-input"]
# @title What it trains: ten layers of sigmoids and of relus, three rates and three seeds each
for act in ("sigmoid", "relu"):
    ends = []
    for learning_rate in (0.003, 0.01, 0.1):
        scores = []
        for seed in (1, 2, 3):
            net = MLP([2, *[16] * 10, 2], [act] * 10 + ["sigmoid"], seed)
            fit(net, Z, Y, 200, 80, learning_rate, seed, adam=True)
            scores.append(right(net, *spirals(2)))
        ends.append(f"{min(scores):.0%} to {max(scores):.0%} at rate {learning_rate}")
    print(f"ten layers of {act:8s} {', '.join(ends)}")

# %% [markdown]
# At none of the three rates do the ten layers of sigmoids get beyond 57 %, and most runs are at 50 %,
# which is chance. Ten layers of relus get at least 96 % at the lowest rate. So ten layers would *not* do
# it with sigmoids and this start. Chapter 07a is about starts, activations and normalisation that help.
#
# ## When it goes wrong
#
# Sixteen hidden neurons, a good rate, the circle of the playground, and yet about a third of the
# points stays wrong. Sixteen neurons do the work of *one*. Why?
#
# > **Your turn.** Run it, look at the weights at the start, and repair that one line.

# %%
X_circle, y_circle = playground.points(preset)
circle = np.eye(2)[(y_circle > 0).astype(int)]
net = MLP([2, 16, 2], ["tanh", "softmax"], seed=0)
net.W = [None, *(np.full_like(W, 0.1) for W in net.W[1:])]  # a fair start for all?

# The circle reaches to 5, so X_circle / 5 lies between -1 and 1.
fit(net, X_circle / 5, circle, epochs=60, batch_size=10, learning_rate=0.5)
wrong = 1 - right(net, X_circle / 5, (y_circle > 0).astype(int))
print(f"{wrong:.0%} wrong; first weights of four neurons: {net.W[1][0, :4].round(3)}")
with check.your_turn("sixteen twins"):
    check.that(wrong < 0.05, "points still wrong", f"{wrong:.0%}")

# %% [markdown]
# <details><summary>Hint 1</summary>Look at the four weights that are printed after the
# training.</details>
# <details><summary>Hint 2</summary>Neurons with equal weights get equal errors, hence equal
# gradients, hence equal weights again.</details>
# <details><summary>Hint 3</summary>The class starts at random. What does the line after it do to
# that?</details>
# <details><summary>Solution</summary>Delete the line. Equal weights stay equal for ever; only
# chance lets neurons become different. (Biases may all start at 0.)</details>
#
# ## How this compares
#
# Published figures beside ours: *small* is what you have just run, 200 epochs, each network with its own
# rate. *Full size* is 1,000 epochs at a rate of 0.01 for all, and 100 epochs for the digits. Compare the
# two columns of a, c and e: patience helps a network with a wrong rate, but a right rate helps more.

# %% tags=["hide-input"]
# @title For the record, and the table
ours = {
    name: (float(race[code].validation[race[code].chosen].mean()), mean)
    for name, (code, mean, _) in PUBLISHED.items()
}
run.record("B06.P4", of_the_spirals, **ours)
run.record(
    "LA.P1",
    parameters=(reader.n_params, 109_386),
    test_accuracy=float(found["128 and 64 relus"].mean()),
)
results.table("B06.P4", "LA.P1 test_accuracy")

# %% [markdown]
# ## Key points
#
# - One wide hidden layer can come close to any continuous function on a closed and bounded region. To
#   find its weights is another matter.
# - Mini-batches give many cheap steps per epoch. Their gradient is noisy, and right on average.
# - Settings decide. Before you call one network better, give its rival the same number of tries, choose
#   on data that did not teach, and judge on data that did not choose.
# - A mean hides who pays for the mistakes. Look at groups, and measure a cause before you name one.
# - A sigmoid's slope is at most one quarter, so unless the weights make up for it, gradients vanish in
#   deep networks. Start at random, with weights of a suitable size (chapter 07a).
#
# A multilayer perceptron can be tried on nearly everything that has labels. Chapter 08 does without labels:
# an *autoencoder* learns to give back its own input after squeezing it through a narrow layer, and tries
# to lose as little as it can.

# %% [markdown]
# ## Quiz
#
# Seven questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("06e_training_networks")

# %% [markdown]
# ## References
#
# - G. Cybenko, *Approximation by superpositions of a sigmoidal function*, Mathematics of Control,
#   Signals and Systems 2, 1989.
# - M. Leshno, V. Y. Lin, A. Pinkus and S. Schocken, *Multilayer feedforward networks with a nonpolynomial
#   activation function can approximate any function*, Neural Networks 6, 1993.
# - M. A. Nielsen, *Neural Networks and Deep Learning*, neuralnetworksanddeeplearning.com: its chapter 4 is
#   the visual proof with bumps.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
#   AISTATS 2010.
# - D. P. Kingma and J. Ba, *Adam: a method for stochastic optimization*, ICLR 2015.
# - To play in the browser: playground.tensorflow.org.
#
# What stands wrongly in print about this chapter's subject is collected in
# [Printed errors, put right](errata.md).
#
# **What comes next.** Notebook 06f takes the run of 62 % apart. The assignment
# [hw06_backprop](../release/hw06_backprop/backprop.ipynb)
# ([on Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/release/hw06_backprop/backprop.ipynb))
# lets you write a network from scratch. Chapter 07 makes deep networks train.
