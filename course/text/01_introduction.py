# %% [markdown]
# # 01 · What is learning?
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/01_introduction.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2001)
#
# *about 60 min · CPU · no download needed · after chapter 00*

# %% [markdown]
# ## What you will be able to do
#
# - name the stations between the world and a machine's decision, and what each does;
# - let a machine abstain when it is not sure, and say what that costs;
# - follow a neuron while it learns from its mistakes;
# - run numbers through layers of neurons, and count their parameters;
# - say what depth is for, why it took until now, and why only new data can judge.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, run

# %%
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import make_circles, make_classification

plots.style()
with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)
rng = run.seed(7)

# %% [markdown]
# ## Rules that nobody wrote
#
# A phone names the song that plays in a café; a sign in a foreign alphabet is
# translated while you look at it. Nobody wrote the rules for that. They were *learned*
# from examples.
#
# > **Artificial intelligence (AI).** Machines doing what seems to need a mind. The
# > rules may be written by people or learned.
#
# > **Machine learning (ML).** Programs whose behaviour comes from data: a **model**
# > with adjustable numbers, its **parameters**, and a procedure that sets them.
#
# > **Deep learning (DL).** Machine learning with neural networks of many layers. Their
# > progress is the reason why all three words are in the news.
#
# The smallest example: tell children from adults by their height. A rule would be
# somebody's guess; learning tries every threshold and keeps the best.

# %% tags=["nbval-check-output"]
height = np.array([112, 125, 131, 138, 149, 158, 163, 171, 178, 185])  # cm
adult = np.array([0, 0, 0, 0, 0, 1, 0, 1, 1, 1])
wrong = {int(t): int(((height > t) != adult).sum()) for t in height}
print("wrong answers by threshold:", wrong)
print("learned threshold:", min(wrong, key=wrong.get), "cm")

# %% [markdown]
# One number was learned from ten examples. A large network learns millions of them, in
# a cleverer way than by trying all, but the idea stays.
#
# ### Rows are examples, columns are features
#
# One measurement is seldom enough. Let us write down height *and* weight of twelve
# people. The course always stores data like this:
#
# > **Data matrix.** $\mathbf{X}$ has $N$ rows, one per example, and $d$ columns, one per
# > **feature** (also called dimension). Row $i$ is written $\mathbf{x}_i$.

# %% tags=["nbval-check-output"]
young = rng.normal([128, 28], [9, 4], (6, 2))  # height in cm, weight in kg
grown = rng.normal([172, 70], [8, 9], (6, 2))
people = np.vstack([young, grown]).round(1)  # (N, d)
N, d = people.shape
print(f"N = {N} examples, d = {d} features, x_1 = {people[0]}")

# %%
ax = plots.scatter(people, np.repeat([0, 1], 6), names=["child", "adult"])
ax.set(title="Twelve people", xlabel="x1: height (cm)", ylabel="x2: weight (kg)")
plots.show(
    ax.figure,
    alt="Twelve points, height across and weight upwards: six children at the lower "
    "left, six adults at the upper right, far apart.",
)

# %% [markdown]
# ### With answers and without
#
# Learning is **data-driven** in two ways.
#
# > **Supervised learning.** Every example comes with the answer we want, and the model
# > learns to predict that one missing feature: a class (**classification**) or a
# > number (**regression**).
#
# > **Unsupervised learning.** All features are known and no answer is given. The goal is
# > to find structure: groups, directions, a shorter description.
#
# Supervised methods are linear regression, support vector machines, decision trees,
# nearest neighbours, and neural networks. Grouping without answers is called
# **clustering**. Three ways, on the same people, with their labels hidden:

# %% tags=["nbval-check-output"]
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans

finders = {
    "k-means: move k centres": KMeans(2, n_init=10, random_state=0),
    "agglomerative: join the closest": AgglomerativeClustering(2),
    "density: follow the crowd": DBSCAN(eps=25, min_samples=2),
}
for name, finder in finders.items():
    groups = finder.fit_predict(people)
    print(f"{name:32s}", (groups != groups[0]).astype(int))

# %% [markdown]
# All three find children and adults without having heard of either. Chapters 08 to 11
# are about learning without answers; until then, the answers are given.
#
# ## From the world to a decision
#
# A **model** is a small part of a machine that acts. The data have a long way to it,
# and its answer has a long way to go.


# %%
def boxes(names, ax):
    """Draw stations in a row of boxes, joined by arrows."""
    for n, name in enumerate(names):
        look = {"boxstyle": "round,pad=0.4", "fc": plots.PALETTE[n % 2], "alpha": 0.25}
        ax.text(n, 0, name, ha="center", va="center", fontsize=9, bbox=look)
        if n:
            ax.annotate(
                "", (n - 0.38, 0), (n - 0.62, 0), arrowprops={"arrowstyle": "->"}
            )
    ax.set(xlim=(-0.6, len(names) - 0.4), ylim=(-0.6, 0.6))
    ax.axis("off")


# %%
fig, ax = plt.subplots(figsize=(11, 1.7))
stations = [
    "the world", "sensing", "raw data", "pre-\nprocessing", "processed\ndata", "model",
    "inter-\npretation", "decision", "action",
]
boxes(stations, ax)
ax.set_title("A machine that acts, station by station")
plots.show(
    fig,
    alt="Nine boxes in a row joined by arrows: the world, sensing, raw data, "
    "preprocessing, processed data, model, interpretation, decision, action.",
)

# %% [markdown]
# We walk the whole way once, with handwritten digits that a scanner saw.
#
# **Sensing.** Data come from cameras, lasers, spectrometers, microphones and other
# sensors, from a keyboard or the taps on a phone, from a database here or far away.
# What they deliver is **raw data**.

# %% tags=["nbval-check-output"]
digits = data.load("digits")
scanned = np.round(digits.X / digits.X.max() * 255).astype(np.uint8)
truth = digits.y
print(scanned.shape, scanned.dtype, "from", scanned.min(), "to", scanned.max())

# %% [markdown]
# **Preprocessing** turns raw data into arrays of numbers of one type. Four strategies
# cover most of it: a *word* becomes a vector; a *sequence* becomes a vector or a
# matrix; a *range* is scaled, usually $[0, 255]$ to $[0, 1]$; or *statistics* are made
# equal, so that each feature has mean 0 and variance 1.

# %% tags=["nbval-check-output"]
scaled = scanned / 255
spread = np.where(scaled.std(axis=0) > 0, scaled.std(axis=0), 1)  # never by 0
standard = (scaled - scaled.mean(axis=0)) / spread
print("scaled:  ", scaled.min(), "to", scaled.max())
print(
    "standard: mean", abs(standard.mean().round(3)), "variance", standard.var().round(2)
)

# %% tags=["nbval-check-output"]
words = ["not", "good", "bad"]  # each word owns one position
sentence = ["not", "bad", "not", "good"]
matrix = np.array([[word == w for w in words] for word in sentence]).astype(int)
print("a word:", matrix[0], " the sentence as a matrix:", matrix.tolist())
print("the sentence as one vector of counts:", matrix.sum(axis=0))

# %% [markdown]
# Real preprocessing is rarely that tidy. It touches operating systems, formats, even
# electronics; a machine that learns is a long pipeline across computer science and
# engineering. Raw data are seldom fed in directly, with one interesting exception: a
# first model may learn a better representation and hand *that* to a second one. Then
# learning is itself the preprocessing.
#
# **The model.** For now a black box that is a chain of products of tensors, additions
# and non-linear functions, whose intermediate values are kept. It learns from half of
# the digits and answers about the other half; running it is called **inference**.

# %%
half = len(truth) // 2
classifier = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
classifier.compile("adam", "sparse_categorical_crossentropy")
classifier.fit(scaled[:half], truth[:half], epochs=30, batch_size=32, verbose=0)
p = classifier.predict(scaled[half:], verbose=0)  # (examples, 10 probabilities)

# %% [markdown]
# **Interpretation.** For each digit come ten numbers that are positive and sum to 1: a
# vector of **class probabilities**. The machine is unsure when the largest is low, or
# hardly larger than the second.

# %%
ranked = np.sort(p, axis=1)[:, ::-1]
sure, unsure = np.argmax(ranked[:, 0]), np.argmin(ranked[:, 0] / ranked[:, 1])
fig, axes = plt.subplots(1, 4, figsize=(10, 2.3), width_ratios=[1, 2, 1, 2])
for ax, which in zip(axes.reshape(2, 2), (sure, unsure), strict=True):
    ax[0].imshow(scanned[half + which].reshape(8, 8), cmap="gray")
    ax[0].set(title=f"a {truth[half + which]}", xlabel="column", ylabel="row")
    ax[1].bar(range(10), p[which])
    ax[1].set(title="what the model says", xlabel="digit", ylabel="probability")
    ax[1].set(ylim=(0, 1), xticks=range(10))
plots.show(
    fig,
    alt="Two digits with bar charts of ten probabilities. For the first, one bar "
    "reaches 1; for the second, several bars share the probability.",
)

# %% [markdown]
# **The decision** is linked to the probabilities by a **business rule**. Ours: answer
# only if the largest probability is at least twice the second largest; else **abstain**,
# and ask a person. (Other rules are formulas or systems of equations.)

# %%
certain = ranked[:, 0] >= 2 * ranked[:, 1]
right = p.argmax(axis=1) == truth[half:]
print(f"answers always:  {(~right).mean():.1%} of the answers are wrong")
print(f"may abstain:     {(~right[certain]).mean():.1%} are wrong,")
print(f"                 and {(~certain).mean():.1%} of the digits go to a person")

# %% [markdown]
# **The action** is a call to something that can act: a program's interface (**API**,
# application programming interface) or the operating system (**OS**). Switch a bulb on.
# Buy a share, if certain. Tell the manager that in three days the shelf will be empty.
# Say "turn left" and open the map.
#
# > **Your turn.** Write the rule: `abstains(p, ratio)` is True when the largest
# > probability is less than `ratio` times the second largest.


# %%
def abstains(p, ratio=2):
    """Tell whether one vector of probabilities is too undecided."""
    ...  # your line here


with check.your_turn("abstains"):
    check.same(abstains(np.array([0.1, 0.5, 0.4])), True, "0.5 against 0.4")
    check.same(abstains(np.array([0.7, 0.2, 0.1])), False, "0.7 against 0.2")
    check.same(abstains(np.array([0.25, 0.5, 0.25])), False, "exactly twice is enough")

# %% [markdown]
# <details><summary>Hint 1</summary>Sort the probabilities first.</details>
# <details><summary>Hint 2</summary>After <code>np.sort</code> the largest stands last, at
# <code>[-1]</code>.</details>
# <details><summary>Hint 3</summary>Exactly twice is enough to answer: compare with
# <code>&lt;</code>.</details>
# <details><summary>Solution</summary><code>second, first = np.sort(p)[-2:]</code>, then
# <code>return first &lt; ratio * second</code></details>
#
# ### Who is sent to the queue?
#
# To abstain is honest: a system should be able to say "I don't know". But it is not
# free, and it may not cost everybody the same. Who has to wait for the person?

# %%
for digit in range(10):
    own = truth[half:] == digit
    print(f"digit {digit}: {(~certain[own]).mean():5.1%} abstained on,", end=" ")
    print(f"{(~right[own & certain]).mean():5.1%} of the answers wrong")

# %% [markdown]
# Some digits wait far more often than others, because the model knows them less well.
# Put groups of people in the place of digits: the same rule for all makes some of
# them wait, and nobody decided that. Count it before you switch it on.
#
# ## Learning means approximating a function
#
# Write $y_i$ for the answer we want, the **target**. All that is known of the world is
#
# $$\mathcal{D} = \{(\mathbf{x}_i, y_i)\}_{i=1}^{N}.$$
#
# > **Careful.** Some texts let $i$ run from 0 to $N$. Those are $N + 1$ pairs. Python's
# > indices run from 0 to $N - 1$, the mathematical ones here from 1 to $N$.
#
# Somewhere there is a function that gives $y$ from $\mathbf{x}$; we do not know it. To
# **learn** is to choose, from a family of functions that we can compute, the one that
# comes closest. It may transform $\mathbf{x}$, linearly or not, or compare examples by
# their similarity or distance. The simplest family:
#
# $$f(\mathbf{x}) = \mathbf{w}^\top\mathbf{x} + b$$
#
# Learning finds the $\mathbf{w}$ and $b$ that approximate $y$ best.

# %% tags=["nbval-check-output"]
x_line = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
y_line = 2 * x_line + 1 + np.array([0.2, -0.1, 0.0, -0.2, 0.1])  # nature, plus noise
w_found, b_found = np.polyfit(x_line, y_line, 1)
print(f"hidden: w = 2, b = 1; learned: w = {w_found:.2f}, b = {b_found:.2f}")

# %% [markdown]
# ## The neuron
#
# In 1958 Frank Rosenblatt built a machine that tried a $\mathbf{w}$ and a $b$ and
# changed them in proportion to its mistakes: the **perceptron**. Several perceptrons
# looking at the same input do better than one; stacked, they are **multilayer
# perceptrons**, which nobody could train in the 1970s. The nickname *neural networks*
# stayed, and when new structures and methods made them trainable, the name *deep
# learning* came up.
#
# The nickname honours the brain. A nerve cell receives stimuli through the synapses on
# its dendrites; if enough arrive together, it fires.
#
# > **Careful.** You may read that the cell sends its output through its dendrites. Those
# > receive. The output leaves by the **axon**. And a neural network consists of many
# > *neurons*, not "of many networks".

# %%
ax = plots.neuron(inputs=["x_1", "x_2"], activation="act")
ax.set_title("An artificial neuron")
plots.show(
    ax.figure,
    alt="A neuron: the inputs x1 and x2 enter with the weights w1 and w2, a constant 1 "
    "with the bias b; the sum goes through an activation and leaves as y.",
)

# %% [markdown]
# The artificial one keeps three things: inputs $\mathbf{x}$, an **activation**, an
# output $y$. Its **trainable parameters** $\mathbf{w}$ and $b$ are learned from
# $\mathcal{D}$. First comes the **pre-activation**:
#
# $$z = x_1 w_1 + x_2 w_2 + b \cdot 1 = \mathbf{w}^\top\mathbf{x} + b$$

# %% tags=["nbval-check-output"]
x, w, b = np.array([2.0, 1.0]), np.array([0.5, -1.5]), 0.25
z = x[0] * w[0] + x[1] * w[1] + b * 1
assert z == w @ x + b
print("z =", z)

# %% [markdown]
# Then the **activation** brings $z$ into the range that the task wants. For regression
# any number is welcome, and the *identity* leaves $z$ alone, between $-\infty$ and
# $\infty$. For two classes named -1 and +1 the *sign* decides:
#
# $$\operatorname{sign}(z) = +1 \text{ if } z \ge 0, \text{ else } -1$$


# %% tags=["nbval-check-output"]
def sign(z):
    """Give +1 for z >= 0 and -1 below: a tie is a yes."""
    return np.where(z >= 0, 1, -1)


print("identity:", z, " sign:", sign(z), " sign of 0:", sign(0.0))

# %% [markdown]
# A small trick makes the bias a weight like the others: put a 1 in front of every
# input, and $b$ in front of the weights. Then $\mathbf{w}^\top\mathbf{x}$ is all of it.

# %% tags=["nbval-check-output"]
x_long, w_long = np.append(1.0, x), np.append(b, w)
print("the same z:", w_long @ x_long)

# %% [markdown]
# ## Learning from mistakes
#
# Here is Rosenblatt's idea in one sentence. While some example is misclassified, pick
# one, $(\mathbf{x}^*, y^*)$, and pull the weights towards its right answer:
#
# $$\mathbf{w} \leftarrow \mathbf{w} + y^*\,\mathbf{x}^* \qquad \text{starting at } \mathbf{w} = \mathbf{0}$$
#
# This is the **perceptron learning algorithm**, PLA. Chapter 05 takes it apart; here we
# only watch it, on a hundred points.


# %%
def points(class_sep, seed, n=100):
    """Draw n points of two classes, with a column of ones; labels -1 and +1."""
    X, y = make_classification(
        n_samples=n, n_features=2, n_informative=2, n_redundant=0,
        n_clusters_per_class=1, class_sep=class_sep, random_state=seed,
    )
    return np.hstack([np.ones((n, 1)), X]), 2 * y - 1


def learn(X, y, sign, rng, limit=1000):
    """Give the weights at the start and after every update of PLA."""
    path = [np.zeros(X.shape[1])]
    while len(path) <= limit:
        wrong = np.flatnonzero(sign(X @ path[-1]) != y)
        if len(wrong) == 0:
            break
        i = rng.choice(wrong)
        path.append(path[-1] + y[i] * X[i])
    return np.array(path)


# %% tags=["nbval-check-output"]
X, y = points(class_sep=1.6, seed=30)
path = learn(X, y, np.sign, np.random.default_rng(43))
errors = [int((np.sign(X @ w) != y).sum()) for w in path]
print("misclassified after 0, 1, 2, 3 updates:", errors)
published = [100, 4, 1, 0]
names = [f"wrong_after_{n}" for n in range(4)]
run.record(
    "B01.P1", **dict(zip(names, zip(errors, published, strict=True), strict=True))
)

# %%
fig, axes = plt.subplots(1, 4, figsize=(12, 3.2), sharey=True)
for k, ax in enumerate(axes):
    plots.scatter(X[:, 1:], y, ax=ax)
    plots.line(path[k], ax)
    ax.get_legend().remove()
    title = f"{k} updates: {errors[k]} wrong" if k else "the points"
    ax.set(title=title, xlabel="x1", ylabel="x2" if k == 0 else "")
plots.show(
    fig,
    alt="Four times the same two clouds of 50 points. Without a line; then with the "
    "line after one update, which cuts off 4 points, after two, 1 point, and after "
    "three updates it runs between the clouds.",
)

# %% [markdown]
# Three updates, and the neuron knows. Two remarks on the published account of this run,
# which has the same four numbers:
#
# > **Careful.** It speaks of *four iterations*. There are four **states**, 0 to 3, and
# > three updates between them. And it starts with 100 errors, although it defines
# > sign(0) = +1, under which zero weights call every point +1 and miss only the 50
# > negative ones. The count of 100 comes from `np.sign`, whose sign(0) is 0:

# %% tags=["nbval-check-output"]
start = np.zeros(3)
print("wrong at the start, np.sign:    ", (np.sign(X @ start) != y).sum())
print("wrong at the start, sign(0) = 1:", (sign(X @ start) != y).sum())

# %% [markdown]
# Data that a straight line parts without error are **linearly separable**. In $d$
# dimensions the line becomes a **hyperplane**, so non-separable means that no
# *hyperplane* will do, not just no line. Such luck is rare in nature.
#
# ## When no line will do
#
# Move the clouds together. PLA now never stops: there is always a mistake to repair. It
# needs a stopping rule, for instance a limit, and then its line is an approximation.

# %% tags=["nbval-check-output"]
X_near, y_near = points(class_sep=0.7, seed=2, n=400)
train, test = slice(0, 200), slice(200, 400)
walk = learn(X_near[train], y_near[train], sign, np.random.default_rng(0))
errors = np.array([(sign(X_near[train] @ w) != y_near[train]).sum() for w in walk])
best = walk[errors.argmin()]
print(
    len(walk) - 1, "updates, then stopped;", errors[-1], "of 200 wrong at that moment"
)
print("the best line it met:", errors.min(), "wrong")

# %% [markdown]
# A **non-linear** model may draw a boundary that bends, as a polynomial of a higher
# degree would. Let a hundred neurons look at each point, and one more listen to them:

# %%
keras.utils.set_random_seed(7)
bent = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(100, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
bent.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
bent.fit(X_near[train, 1:], y_near[train] > 0, epochs=60, batch_size=32, verbose=0)


def bent_answer(P):
    """Answer -1 or +1 for points without their column of ones."""
    return np.where(bent.predict(P, verbose=0, batch_size=4096)[:, 0] >= 0.5, 1, -1)


# %%
for name, part in {"seen": train, "new": test}.items():
    line_wrong = (sign(X_near[part] @ best) != y_near[part]).mean()
    net_wrong = (bent_answer(X_near[part, 1:]) != y_near[part]).mean()
    print(f"{name:4s} points wrong: line {line_wrong:.1%}, network {net_wrong:.1%}")
run.record("B01.P2", test_accuracy=1 - net_wrong)

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3.8))
answers = {
    "one neuron": lambda P: sign(np.hstack([np.ones((len(P), 1)), P]) @ best),
    "100 hidden neurons": bent_answer,
}
for ax, (name, answer) in zip(axes, answers.items(), strict=True):
    plots.decision_regions(answer, X_near[train, 1:], y_near[train], ax=ax)
    ax.set(title=name, xlabel="x1", ylabel="x2")
plots.show(
    fig,
    alt="The same two overlapping clouds twice. Left, one neuron parts them by a "
    "straight line; right, a hundred hidden neurons cut the plane into four wedges.",
)

# %% [markdown]
# So both can work on separable data; on others a network bends its boundary, while a
# perceptron, once stopped, leaves an approximation. ("Both can" and "the perceptron
# cannot", which you may find in one and the same text, are both half of that.)
#
# ## Layers
#
# > **Layer.** Neurons side by side that all look at the same numbers. A network has an
# > **input layer** (the features), **hidden layers**, and an **output layer**.
#
# With one hidden layer or two a network is called **shallow**. A perceptron has a single
# neuron, and no hidden layer at all. What hidden layers do: they *describe the data
# anew*, and in the new description a straight line may suffice.

# %%
ax = plots.network([10, 8, 4])
ax.set_title("A shallow network: 10 inputs, 8 hidden, 4 outputs")
plots.show(
    ax.figure,
    alt="Three columns of circles, 10, 8 and 4, every circle joined by a line to every "
    "circle of the next column.",
)

# %% [markdown]
# The weights from a layer to the next stand in a matrix $\mathbf{W}$: **one row per
# input, one column per neuron**. There is one bias for each neuron, and there are as
# many outputs $\mathbf{h}$ as neurons:
#
# $$\mathbf{h} = \operatorname{act}(\mathbf{W}^\top\mathbf{x} + \mathbf{b})$$
#
# Tiny numbers: two inputs, three neurons, the activation *relu*, which keeps positive
# numbers and turns negative ones into 0.

# %% tags=["nbval-check-output"]
W = np.array([[1.0, -1.0, 0.5], [0.0, 2.0, -1.0]])  # (2 inputs, 3 neurons)
b = np.array([0.0, -1.0, 0.25])  # one per neuron
z = W.T @ x + b
print("z =", z, " h =", np.maximum(z, 0))

# %% [markdown]
# > **Careful.** Some texts print $h = z(w^\top x + b)$, all in lower case, which is one
# > neuron, not a layer. Others say that the size of $\mathbf{h}$ is "proportional" to
# > the number of neurons. It is *equal* to it.
#
# For a whole batch, rows are examples, and the same sum reads
# $\mathbf{H} = \operatorname{act}(\mathbf{X}\mathbf{W} + \mathbf{b})$. Layers follow each other:
# $\mathbf{H}_i = \operatorname{act}_i(\mathbf{H}_{i-1}\mathbf{W}_i + \mathbf{b}_i)$ for the
# hidden ones, and the last gives the output. That is all of inference:


# %%
def relu(z):
    """Keep what is positive."""
    return np.maximum(z, 0)


def sigmoid(z):
    """Squeeze a number into (0, 1)."""
    return 1 / (1 + np.exp(-z))


def forward(X, layers):
    """Send rows of X through layers, each a tuple (W, b, activation)."""
    H = X
    for W, b, activation in layers:
        H = activation(H @ W + b)
    return H


# %% [markdown]
# Is this what Keras does? Give both the same parameters, those of the network with a
# hundred hidden neurons, and compare.

# %% tags=["nbval-check-output"]
W1, b1, W2, b2 = bent.get_weights()
by_hand = forward(X_near[:, 1:], [(W1, b1, relu), (W2, b2, sigmoid)])
by_keras = bent.predict(X_near[:, 1:], verbose=0)
assert np.allclose(by_hand, by_keras, atol=1e-5)
print([w.shape for w in (W1, b1, W2, b2)], "- the same answers, all", len(by_hand))

# %% [markdown]
# > **Careful.** The weights of all layers are sometimes pictured as one array with three
# > axes. That works only if all layers have the same size. In general they are a
# > *list* of matrices:

# %% tags=["nbval-check-output"]
sizes = [10, 8, 4]
shapes = list(pairwise(sizes))
try:
    np.stack([np.zeros(shape) for shape in shapes])
except ValueError as error:
    print("one array:", error)
print("a list:   ", shapes)

# %% [markdown]
# > **Your turn.** Count the parameters, weights and biases, of a network of given layer
# > sizes. By hand for 10-8-4: $10 \cdot 8 + 8$ and $8 \cdot 4 + 4$.


# %%
def n_params(sizes):
    """Number of trainable parameters of a fully connected network."""
    ...  # your line here


with check.your_turn("n_params"):
    check.same(n_params([10, 8, 4]), 124, "10-8-4")
    check.same(n_params([2, 100, 1]), bent.count_params(), "2-100-1, as Keras counts")

# %% [markdown]
# <details><summary>Hint 1</summary>Go through neighbouring pairs of sizes:
# <code>pairwise(sizes)</code>.</details>
# <details><summary>Hint 2</summary>A pair (n, m) has n times m weights.</details>
# <details><summary>Hint 3</summary>... and m biases, one for each neuron.</details>
# <details><summary>Solution</summary>
# <code>return sum(n * m + m for n, m in pairwise(sizes))</code></details>
#
# ### How many hidden neurons?
#
# Choosing the size is an art with some science. A rule of thumb says "between the
# number of inputs and the number of outputs", a first guess and no more.
#
# > **Careful.** You may find it as "at least the inputs *and* at most the outputs". For
# > 10 inputs and 4 outputs no number does that. Choose by experiment:

# %%
wrong_by_size = {}
for hidden in (1, 2, 4, 8, 32, 128):
    keras.utils.set_random_seed(7)
    net = keras.Sequential([keras.Input((64,)), keras.layers.Dense(hidden, "tanh"),
                            keras.layers.Dense(10, "softmax")])
    net.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    net.fit(scaled[:half], truth[:half], epochs=20, batch_size=32, verbose=0)
    found = np.asarray(net(scaled[half:])).argmax(axis=1)
    wrong_by_size[hidden] = (found != truth[half:]).mean()
    print(
        f"{hidden:3d} hidden neurons: {wrong_by_size[hidden]:.1%} of new digits wrong"
    )

# %% [markdown]
# The rule of thumb would have us choose between 10 and 64. More neurons help at
# first, then they hardly help, and they cost time and memory. Many of them are spare:
# in a **sparse** network most weights are zero, and need not be stored or multiplied.
# What happens to our digits if we drop the smallest half of all weights?

# %%
weights = net.get_weights()
for dropped in (0.0, 0.5, 0.9):
    cut = [np.where(abs(w) > np.quantile(abs(w), dropped), w, 0) for w in weights]
    layers = [(cut[0], cut[1], np.tanh), (cut[2], cut[3], lambda z: z)]
    found = forward(scaled[half:], layers).argmax(axis=1)
    print(f"{dropped:.0%} dropped: {(found != truth[half:]).mean():.1%} wrong")

# %% [markdown]
# A good part of the multiplications is hardly missed: less energy, smaller devices.
#
# ### Which activation for the output?
#
# The output's activation follows from the task. Numbers: the identity. Two classes, or
# several labels that may hold at once: **sigmoid**, each output for itself. Exactly one
# of several classes: **softmax**, which makes them compete and sum to 1.
#
# > **Careful.** "Sigmoid for classification" is too short. On three exclusive classes
# > its outputs are no distribution:

# %% tags=["nbval-check-output"]
scores = np.array([2.0, 1.0, -1.0])
softmax = np.exp(scores) / np.exp(scores).sum()
print("sigmoid:", sigmoid(scores).round(3), "sum", sigmoid(scores).sum().round(3))
print("softmax:", softmax.round(3), "sum", softmax.sum().round(3))

# %% [markdown]
# ## Who is to blame?
#
# Why not train such a network by PLA? Because a mistake is seen only at the output.
# The last layer's error depends on all layers before it, and each neuron needs its own
# adjustment: the **credit assignment problem**. PLA has nothing to say to a hidden
# neuron, for nobody knows what *its* right answer would have been.
#
# The way out: make one number of all mistakes, the **loss**, and ask for every parameter
# how the loss changes when it changes a little. A usual loss is the **mean squared
# error** of the outputs $\mathbf{h}_i$:
#
# $$L = \frac{1}{N}\sum_{i=1}^{N} \lVert\mathbf{y}_i - \mathbf{h}_i\rVert^2$$
#
# > **Your turn.** Write it: sum the squares over the outputs, average over the examples.


# %%
def mse(Y, H):
    """Mean, over the rows, of the squared length of Y - H."""
    ...  # your line here


with check.your_turn("mse"):
    Y, H = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.5, 0.5], [0.0, 0.0]])
    check.close(mse(Y, H), 0.75, "two examples with two outputs")
    check.close(mse(Y, Y), 0.0, "no error at all")

# %% [markdown]
# <details><summary>Hint 1</summary>The squares: <code>(Y - H) ** 2</code>.</details>
# <details><summary>Hint 2</summary>Sum over the outputs is <code>.sum(axis=1)</code>.</details>
# <details><summary>Hint 3</summary>What is left, one number per example, is
# averaged.</details>
# <details><summary>Solution</summary>
# <code>return ((Y - H) ** 2).sum(axis=1).mean()</code></details>
#
# For one parameter, "how the loss changes" is a **derivative**, a single number. For a
# vector or a matrix of parameters it is a **gradient**, of their shape.
#
# > **Gradient descent.** Take small steps along *minus* the gradient:
# > $\mathbf{w} \leftarrow \mathbf{w} - \eta\,\nabla L(\mathbf{w})$.
#
# It does not solve "gradient equals zero"; it walks downhill. A loss you can follow by
# hand, $L(w) = (w - 3)^2$, has the derivative $2(w - 3)$:

# %% tags=["nbval-check-output"]
w, walked = 0.0, [0.0]
for _ in range(6):
    w = w - 0.25 * 2 * (w - 3)
    walked.append(w)
print(np.round(walked, 3))

# %% [markdown]
# > **Careful.** "Where the gradient is zero there is a minimum or a maximum" is not the
# > whole truth. At the origin of $x^2 - y^2$ the gradient is zero, and the place is
# > neither: a **saddle point**, down one way and up the other. Large networks are
# > full of them.

# %% tags=["nbval-check-output"]
saddle = lambda x, y: x**2 - y**2
step = 0.1
print("along x:", round(saddle(step, 0), 3), " along y:", round(saddle(0, step), 3))

# %% [markdown]
# And the activation must be **differentiable**, at least almost everywhere and with a
# derivative that says something. The sign is flat on both sides of its jump: its
# derivative is 0, and 0 tells nobody where to go. That is why networks practically never
# use it.

# %% tags=["nbval-check-output"]
at, tiny = np.array([-2.0, -0.5, 0.5, 2.0]), 1e-6
for activation in (sign, sigmoid, relu):
    slope = (activation(at + tiny) - activation(at - tiny)) / (2 * tiny)
    print(f"{activation.__name__:8s} slope {slope.round(3)}")

# %% [markdown]
# How to compute all the gradients of a network in one sweep is the subject of chapter 06:
# **backpropagation**. It belongs to **feed-forward** networks, which have no connection
# that leads backwards, and these are the rule in this course. Exceptions come later:
# recurrent networks, and Boltzmann machines (chapter 11), which adjust themselves by
# going backward and forward.
#
# ## Why deep?
#
# Until the late 2000s, people made the features by hand: edges for pictures, pitch for
# sound. This was **feature engineering**. A deep network *composes* simple functions,
# layer upon layer, and finds its representation from the raw data. (Not all prior
# knowledge is gone: it went into the structure, such as layers that look at neighbours first.)

# %%
fig, axes = plt.subplots(2, 1, figsize=(9, 2.8))
boxes(["raw data", "features made\nby people", "simple model", "answer"], axes[0])
boxes(["raw data", "learned\nlayer 1", "learned\nlayer 2", "answer"], axes[1])
axes[0].set_title("Feature engineering")
axes[1].set_title("Deep learning")
plots.show(
    fig,
    alt="Two rows of boxes. Above: raw data, features made by people, a model, an "
    "answer. Below: raw data, learned layer 1, learned layer 2, an answer.",
)

# %% [markdown]
# Run it. A small ring in a large one; no line can part them. A person who sees the rings
# adds one feature, the squared distance from the centre. A network has to find it.

# %%
P, rings = make_circles(400, noise=0.08, factor=0.4, random_state=0)
by_person = np.column_stack([P, (P**2).sum(axis=1)])


def accuracy_of(features, hidden):
    """Train a network on 200 points; give its accuracy on the other 200."""
    keras.utils.set_random_seed(7)
    layers = [keras.layers.Dense(n, "relu") for n in hidden]
    net = keras.Sequential([keras.Input((features.shape[1],)), *layers,
                            keras.layers.Dense(1, "sigmoid")])
    net.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    net.fit(features[:200], rings[:200], epochs=40, verbose=0)
    return ((np.asarray(net(features[200:]))[:, 0] > 0.5) == rings[200:]).mean()


print(f"one neuron, raw data:            {accuracy_of(P, []):.0%}")
print(f"one neuron, a person's feature:  {accuracy_of(by_person, []):.0%}")
print(f"two hidden layers, raw data:     {accuracy_of(P, [8, 8]):.0%}")

# %% [markdown]
# ### How deep is deep?
#
# In the 1980s and 90s networks had two or three layers and some hundred neurons. Call
# a network **deep** when it has more than three or four layers; there are some with
# hundreds. No standard says so, and the threshold drifts with what is usual.

# %%
ax = plots.network([4, 6, 6, 6, 6, 6, 6, 3])
ax.set_title("A deep network: eight layers, fully connected")
plots.show(
    ax.figure,
    alt="Eight columns of circles, from 4 inputs through six hidden layers of 6 to 3 "
    "outputs, every circle joined to all of the next column.",
)

# %% [markdown]
# ### Why now?
#
# The ideas are old. Backpropagation was found several times (Linnainmaa 1970, Werbos
# 1974) and became famous through Rumelhart, Hinton and Williams, 1986; LeCun and
# others showed in 1998 how to make it fast (*Efficient BackProp*). On 27 March 2019 the
# Turing Award for 2018, computing's highest prize, was announced for Bengio, Hinton and
# LeCun. Training was slow on large data and on deep networks; such speed-ups, and
# graphics processors (**GPUs**) that multiply tensors, changed that. Six reasons in all:
#
# 1. **Mini-batches**: a few examples at a time, so the data need not fit into memory.
# 2. **New activations** such as relu, against gradients that vanish or explode.
# 3. **New structures**: convolutions for images and sound, recurrent ones with a memory
#    for text, and, since, attention.
# 4. **Losses with penalties**, for example on the size of weights: sparser, more
#    efficient models.
# 5. **Ideas from biology**: dropping connections or neurons (dropout), sharing weights.
# 6. **Adversaries**: a second network that makes false or noisy data, and so makes the
#    first one robust.
#
# The second is quickly measured. On the way back through a network, the gradient is
# multiplied by the slope of each activation. The slope of a sigmoid is 0.25 at best:

# %% tags=["nbval-check-output"]
for depth in (2, 8, 20):
    print(f"{depth:2d} layers: sigmoid {0.25**depth:.1e}, relu {1.0**depth:.0f}")

# %% [markdown]
# ## Only new data can judge
#
# A student who has memorised last year's exam has not learned the subject.
#
# > **Generalisation.** Being right about data that were never seen in training. It is
# > the goal of all this: a network is useful only if it behaves as expected there.
#
# Let a network learn digits whose labels we have **shuffled**. There is nothing to
# learn.

# %%
keras.utils.set_random_seed(7)
shuffled = rng.permutation(truth[:300])
parrot = keras.Sequential([keras.Input((64,)), keras.layers.Dense(256, "relu"),
                           keras.layers.Dense(10, "softmax")])
parrot.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
parrot.fit(scaled[:300], shuffled, epochs=120, batch_size=64, verbose=0)
seen = (np.asarray(parrot(scaled[:300])).argmax(axis=1) == shuffled).mean()
new = (np.asarray(parrot(scaled[half:])).argmax(axis=1) == truth[half:]).mean()
print(
    f"right about the shuffled labels it saw: {seen:.0%}; about new digits: {new:.0%}"
)

# %% [markdown]
# It knows its exam by heart and guesses the rest. From the training data alone you could
# not tell this network from a good one. Chapter 04 is about measuring honestly.
#
# ## When it goes wrong
#
# Three layers, a thousand neurons, and it parts the rings no better than a coin. What is
# the matter?
#
# > **Your turn.** Run it, find the one word to change, and run it again.

# %%
act = "linear"  # the activation of the hidden layers
keras.utils.set_random_seed(7)
stiff = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(500, activation=act),
        keras.layers.Dense(500, activation=act),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
stiff.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
stiff.fit(P[:200], rings[:200], epochs=15, verbose=0)
found = np.asarray(stiff(P[200:]))[:, 0] > 0.5
score = (found == rings[200:]).mean()
with check.your_turn("the stiff network"):
    check.that(score > 0.95, f"accuracy {score:.2f}", "this network cannot bend")

# %% [markdown]
# <details><summary>Hint 1</summary>How many bends has a straight line of a straight
# line?</details>
# <details><summary>Hint 2</summary>Multiply it out: W2 (W1 x) = (W2 W1) x, one single
# matrix.</details>
# <details><summary>Hint 3</summary>Between two products there must be something that is not
# linear.</details>
# <details><summary>Solution</summary><code>act = "relu"</code>. With linear hidden layers a
# network of any depth is one layer: a single straight line.</details>
#
# ## Key points
#
# - The model is one station of nine between the world and an action. A machine should be
#   able to abstain, and you should know on whom it does.
# - Rows are examples, columns are features; $\mathcal{D}$ has $N$ pairs.
# - A neuron computes $\operatorname{act}(\mathbf{w}^\top\mathbf{x} + b)$, a layer
#   $\operatorname{act}(\mathbf{X}\mathbf{W} + \mathbf{b})$, a network one layer after the other.
# - PLA learns from one mistake at a time, for one neuron. Networks follow the gradient of
#   a loss, and need activations with a slope.
# - Depth composes simple functions, and finds features that people made by hand before.
# - Only data that were never seen can tell whether something was learned.

# %% [markdown]
# ## Quiz
#
# Seven questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("01_introduction")

# %% [markdown]
# ## References
#
# - F. Rosenblatt, *The perceptron*, Psychological Review 65(6), 1958.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning internal representations by
#   error propagation*, ICS report 8506, 1985; *Learning representations by back-propagating
#   errors*, Nature 323, 1986.
# - R. Hecht-Nielsen, *Theory of the backpropagation neural network*, in Neural Networks for
#   Perception, 1992.
# - Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, *Efficient BackProp*, 1998.
# - T. Ojeda and others, *Practical Data Science Cookbook*, 2014; F. Kane, *Hands-On Data
#   Science and Python Machine Learning*, 2017.
# - C. Zhang and others, *Understanding deep learning requires rethinking generalization*,
#   ICLR 2017: the shuffled labels.
#
# (A widely read introduction sends its readers to a figure 1.9 that it does not have. It
# happens. Here every link is followed by a test.)
#
# ### Where to read on, and where to practise
#
# Two free books: Michael Nielsen's [Neural networks and deep
# learning](http://neuralnetworksanddeeplearning.com) is basic and very clear; Goodfellow, Bengio
# and Courville's [Deep Learning](https://www.deeplearningbook.org) is mathematical and advanced.
# Courses with open material: Stanford's [CS231n](https://cs231n.stanford.edu); Berkeley's Stat
# 157, the basis of [d2l.ai](https://d2l.ai). A short history of the field stands on a
# [page of Stanford's](https://cs.stanford.edu/people/eroberts/courses/soco/projects/neural-networks/History/history1.html).
#
# Practise a little every day: Python on [LeetCode](https://leetcode.com), whole problems with
# data on [Kaggle](https://www.kaggle.com). If Python itself is new, a year of introductory
# courses (at Irvine: ICS 31 to 33, then CS 178 for machine learning) shows the order: program
# first, then data, then models.
#
# **What comes next.** The assignment
# [hw01_introduction](../release/hw01_introduction/introduction.ipynb)
# ([on Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/release/hw01_introduction/introduction.ipynb))
# lets you write a forward pass and an abstaining rule. Chapter 02 opens the black box that we
# called Keras.
