# %% [markdown]
# # 06a · Descent and the forward pass
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/06a_descent_and_forward.ipynb)
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2006a)
#
# *about 80 min · CPU · no download needed · after chapter 05*

# %% [markdown]
# ## What you will be able to do
#
# - send a whole batch through a network, in both of the conventions that books use;
# - say why layers without activations are one layer;
# - derive the usual losses from one idea, and choose the one that fits the task;
# - tell a minimum from a saddle, and say what a learning rate may do to you;
# - say why the weights of a network do not tell what matters to it.

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
from scipy.stats import norm

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(6)

# %% [markdown]
# ## From one neuron to many
#
# One neuron draws one straight line, and chapter 05 ended with a question that no line
# can answer: XOR. It also had the remedy. Let several neurons look at the inputs, and
# let another one look at *them*.
#
# Tiny numbers first. Two hidden neurons with sigmoids, so that "yes" is near 1 and "no"
# near 0. The first computes OR, the second NAND, and the last one AND of the two.


# %%
def sigmoid(z):
    """Squeeze any number into (0, 1)."""
    return 1 / (1 + np.exp(-z))


# %% tags=["nbval-check-output"]
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
W1 = np.array([[20.0, -20.0], [20.0, -20.0]])  # (2 inputs, 2 neurons)
b1 = np.array([-10.0, 30.0])  # OR, NAND
W2, b2 = np.array([[20.0], [20.0]]), np.array([-30.0])  # AND
hidden = sigmoid(corners @ W1 + b1)
answer = sigmoid(hidden @ W2 + b2)
print("hidden:", hidden.round(2).tolist())
print("answer:", answer[:, 0].round(2))

# %% [markdown]
# What did the hidden neurons do? They gave every point new coordinates. Look at the same
# four points before and after.

# %%
fig, axes = plt.subplots(1, 2, figsize=(8.4, 3.8))
xor = np.array([0, 1, 1, 0])
for ax, points, title in zip(
    axes,
    (corners, hidden),
    ("what the inputs say", "what the hidden neurons say"),
    strict=True,
):
    plots.scatter(points, xor, ax=ax)
    ax.set(title=title, xlim=(-0.3, 1.3), ylim=(-0.3, 1.3))
    ax.legend(loc="center")
axes[0].set(xlabel="$x_1$", ylabel="$x_2$")
axes[1].set(xlabel="OR", ylabel="NAND")
axes[1].axline((0.2, 1.3), (1.3, 0.2), color="black")
plots.show(
    fig,
    alt="Left, the four corners of a square with equal classes on opposite corners. "
    "Right, the two points of class 1 have become one point at the upper right, "
    "and a straight line cuts it off from the two others.",
)

# %% [markdown]
# The answer neuron still draws a straight line, but in *their* coordinates. More neurons
# and more layers give bends where one neuron gives a line. That holds for data that can be
# parted without error and for data that cannot.
#
# > **Multilayer perceptron (MLP).** An input layer, at least one hidden layer and an
# > output layer, each neuron joined to every neuron of the next layer. It learns, from
# > labelled examples and by gradient descent, to approximate a function $f(\mathbf{x})$.
#
# The name is a bow to Rosenblatt, who built deeper variants and gave them too little
# attention (Tappert, 2019). What they lacked was a way to train all layers at once.
#
# > **Connectionism.** The idea that intelligence comes from connecting many simple units,
# > as in a brain. Geoffrey Hinton's article of 1990 is a classic of it.
#
# > **Careful.** "Hinton received the Turing Award" is a third of the truth: that of 2018
# > went to Yoshua Bengio, Geoffrey Hinton and Yann LeCun together. Hinton shared the Nobel
# > Prize in Physics of 2024 with John Hopfield.
#
# ## A network, drawn twice
#
# Three kinds of layers: the **input layer** has $p$ nodes, which are the numbers of one
# example and compute nothing; **hidden layers**, in deep learning many of them; and an
# **output layer** of $k$ nodes. All in all the network is one function
# $h(\mathbf{x}; \mathbf{W}, \mathbf{b}): \mathbb{R}^p \to \mathbb{R}^k$, made of layers
# plugged into each other.
#
# A **weight** says how sensitive a neuron is to one of its inputs; its **bias** shifts it
# up or down before anything has come in; the **activation** bends the result.

# %%
ax = plots.network([2, 3, 2])
ax.set_title("A 2-3-2 network", loc="left")
for x, words in ((1.0, "(2 + 1) · 3 = 9"), (3.0, "(3 + 1) · 2 = 8")):
    ax.text(x, -1.5, words, ha="center", fontsize=9)
notes = {
    "weight: sensitivity\nto one input": ((0.9, 0.28), (-0.2, 1.15)),
    "sum, bias, activation": ((2.0, 0.62), (2.0, 1.2)),
    "connected to all\nof the layer before": ((3.9, 0.35), (4.3, 1.15)),
}
for words, (spot, text) in notes.items():
    look = {"arrowstyle": "->", "color": "0.3"}
    ax.annotate(words, spot, text, ha="center", fontsize=9, arrowprops=look)
ax.set_ylim(-1.7, 1.6)
plots.show(
    ax.figure,
    alt="Two inputs, three hidden and two output circles, all of a layer joined to "
    "all of the next. Notes: 9 parameters before the hidden layer, 8 before the "
    "output; a weight is the sensitivity to one input.",
)

# %% [markdown]
# Between a layer of $m$ and one of $n$ nodes lie $m \cdot n$ weights and $n$ biases,
# together $(m + 1)\,n$ **trainable parameters**. They are counted to the layer they lead
# to. Chapter 01 wrote the sum; here it is once more, for the sizes of this chapter.


# %% tags=["nbval-check-output"]
def n_params(*sizes):
    """Count weights and biases of a fully connected network."""
    return sum((m + 1) * n for m, n in pairwise(sizes))


for sizes in ((2, 3, 2), (2, 4, 2, 1), (784, 128, 64, 10), (784, 300, 100, 10)):
    print(sizes, f"{n_params(*sizes):,}")

# %% [markdown]
# Many texts draw the same network upright, with a grey line for each weight: light for
# positive, dark for negative. A feature may excite some neurons and silence others.


# %%
def draw_upright(weights, ax):
    """Draw layers from below; light lines are positive weights, dark ones negative."""
    sizes = [len(weights[0]), *(W.shape[1] for W in weights)]
    spots = [np.linspace(-1, 1, n + 2)[1:-1] * n / 2 for n in sizes]
    most = max(np.abs(W).max() for W in weights)
    for level, W in enumerate(weights):
        for i, j in np.ndindex(W.shape):
            grey = str(0.5 + 0.5 * W[i, j] / most)
            ends = (spots[level][i], spots[level + 1][j])
            ax.plot(ends, (level, level + 1), color=grey, lw=3, zorder=1)
    for level, places in enumerate(spots):
        ax.scatter(
            places, np.full(len(places), level), s=260, c="white", ec="black", zorder=2
        )
    ax.set(xticks=[], yticks=range(len(sizes)), facecolor="0.62")


keep = np.random.RandomState(1)
V1, V2 = 2 * keep.rand(2, 3) - 1, 2 * keep.rand(3, 2) - 1
fig, ax = plt.subplots(figsize=(4.6, 3.6))
draw_upright([V1, V2], ax)
ax.set(title="Light: positive, dark: negative", ylabel="layer", xlabel="neurons")
ax.grid(False)
plots.show(
    fig,
    alt="The 2-3-2 network upright, inputs below. The lines are shaded: both inputs "
    "reach the third hidden neuron by nearly black lines, the first input reaches "
    "the second by a light one.",
)

# %% [markdown]
# ### All of them, or only some
#
# In a **fully connected** layer every node feeds every node of the next. In a **sparsely
# connected** one only some links exist; the others are not small, they are absent.
# Sparse layers follow some knowledge, "neighbouring pixels belong together", and chapter 13
# is about one kind of them. The last layer is, as good as always, fully connected: every
# answer may depend on all that was found.
#
# > **Careful.** A set of slides in use defines "sparsely connected" with the same
# > sentence as "fully connected". In NumPy the difference is a mask of zeros and ones:

# %% tags=["nbval-check-output"]
masks = {
    "fully connected": np.ones((4, 4)),
    "neighbours only": np.eye(4) + np.eye(4, k=1) + np.eye(4, k=-1),
    "two groups": np.kron(np.eye(2), np.ones((2, 2))),
}
for name, mask in masks.items():
    print(f"{name:16s} {int(mask.sum()):2d} of 16 links")

# %%
fig, axes = plt.subplots(1, 3, figsize=(9, 3))
for ax, (name, mask) in zip(axes, masks.items(), strict=True):
    for step, links in enumerate((mask, np.ones((4, 2)))):
        places = [np.arange(n) - (n - 1) / 2 for n in links.shape]
        for i, j in np.argwhere(links):
            ax.plot((step, step + 1), (places[0][i], places[1][j]), "0.6", lw=1)
        ax.plot([step] * 4, np.arange(4) - 1.5, "o", color=plots.PALETTE[0])
    ax.plot([2, 2], [-0.5, 0.5], "o", color=plots.PALETTE[1])
    ax.set_title(name)
    ax.axis("off")
plots.show(
    fig,
    alt="Three networks of 4, 4 and 2 nodes. The first layer is fully connected, then "
    "only between neighbours, then within two groups; the last layer is fully "
    "connected each time.",
)

# %% [markdown]
# ## Three bends
#
# The activation $\sigma$ is **non-linear** and acts on each number by itself. A neuron is
# $\sigma(\mathbf{w}^\top\mathbf{x} + b)$: a scalar in, a scalar out. Three of them do
# nearly all the work in this course:
#
# | name | formula | range | slope |
# |---|---|---|---|
# | sigmoid | $1 / (1 + e^{-z})$ | (0, 1) | $a (1 - a)$ |
# | tanh | $(e^z - e^{-z}) / (e^z + e^{-z})$ | (-1, 1) | $1 - a^2$ |
# | relu | $\max(0, z)$ | [0, ∞) | 1 for $z > 0$, else 0 |
#
# Here $a = \sigma(z)$ is the *output*. Sigmoid and tanh have slopes that can be computed
# from their output alone, at the price of one product. By hand: $\sigma(0) = 0.5$, slope
# $0.5 \cdot 0.5 = 0.25$, and nowhere is the sigmoid steeper.


# %% tags=["nbval-check-output"]
def bend(name, z):
    """Apply an activation: give the output and the slope, number by number."""
    if name == "sigmoid":
        a = sigmoid(z)
        return a, a * (1 - a)
    if name == "tanh":
        a = np.tanh(z)
        return a, 1 - a**2
    return np.maximum(z, 0), (z > 0) * 1.0


tiny = np.array([-2.0, 0.0, 2.0])
for name in ("sigmoid", "tanh", "relu"):
    a, slope = bend(name, tiny)
    assert np.allclose(a, keras.activations.get(name)(tiny), atol=1e-6)
    print(f"{name:8s} output {a.round(3)}  slope {slope.round(3)}")

# %%
z = np.linspace(-5, 5, 400)
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4))
for name, dashes in (("sigmoid", "-"), ("tanh", "--"), ("relu", ":")):
    for ax, values in zip(axes, bend(name, z), strict=True):
        ax.plot(z, values, dashes, label=name, lw=2.2)
axes[0].set(title="Outputs", xlabel="z", ylabel="a", ylim=(-1.2, 3))
axes[1].set(title="Slopes", xlabel="z", ylabel="da/dz")
axes[0].legend()
plots.show(
    fig,
    alt="Outputs: sigmoid rises from 0 to 1, tanh from -1 to 1, relu is 0 and then "
    "the diagonal. Slopes: a low hill of height 0.25 for the sigmoid, one of "
    "height 1 for tanh, a step from 0 to 1 for relu.",
)

# %% [markdown]
# Listings often have one function for both, `sigmoid(z, grad=False)`. With `grad=True` it
# returns `z * (1 - z)`, and then its argument must be *the output already*. Hand it the
# pre-activation by mistake, and nothing complains:

# %% tags=["nbval-check-output"]
z_one = -0.0991
a_one = sigmoid(z_one)
measured = (sigmoid(z_one + 1e-5) - sigmoid(z_one - 1e-5)) / 2e-5
print("slope measured:          ", round(measured, 4))
print("a (1 - a), from output:  ", round(a_one * (1 - a_one), 4))
print("z (1 - z), the slip:     ", round(z_one * (1 - z_one), 4), "- a negative slope!")

# %% [markdown]
# Remember the number -0.1089. It is in print, and in 06b it will raise a loss that it
# should lower.
#
# ## The forward pass
#
# To answer, the network works from the input to the output. Let $\mathbf{a}^{(1)}$ be the
# example $\mathbf{x}$; then, layer after layer,
#
# $$\mathbf{z}^{(l+1)} = \mathbf{a}^{(l)}\mathbf{W}^{(l)} + \mathbf{b}^{(l)}, \qquad
# \mathbf{a}^{(l+1)} = \sigma(\mathbf{z}^{(l+1)})$$
#
# > **Forward pass.** Computing all $\mathbf{z}$ and $\mathbf{a}$ of a network, from the
# > input to the output.
#
# Tiny numbers, two inputs, two relu neurons, one output:
#
# - $\mathbf{x} = [1, 2]$, weights $[1, 1]$ and $[-1, 0]$ into the first neuron and the
#   second, biases 0: $z = [3, -1]$, so $a = [3, 0]$;
# - output weights $[2, 5]$ and bias 1: $z = 2 \cdot 3 + 5 \cdot 0 + 1 = 7$.


# %%
def forward(X, layers):
    """Give the lists of all z and all a; layers are (W, b, name of the activation)."""
    z_all, a_all = [], [X]
    for W, b, name in layers:
        z_all.append(a_all[-1] @ W + b)  # (batch, neurons)
        a_all.append(bend(name, z_all[-1])[0])
    return z_all, a_all


# %% tags=["nbval-check-output"]
x = np.array([[1.0, 2.0]])
small = [
    (np.array([[1.0, -1.0], [1.0, 0.0]]), np.zeros(2), "relu"),
    (np.array([[2.0], [5.0]]), np.array([1.0]), "relu"),
]
z_all, a_all = forward(x, small)
print("z:", [z.tolist() for z in z_all])
print("a:", [a.tolist() for a in a_all])

# %%
ax = plots.network([2, 2, 1])
ax.set_title("Forward: what each node holds", loc="left")
for n, values in enumerate(a_all):
    places = 0.46 * ((values.size - 1) / 2 - np.arange(values.size))
    for y_node, value in zip(places, values[0], strict=True):
        ax.text(2.0 * n + 0.24, y_node + 0.13, f"{value:g}", weight="bold", fontsize=12)
ax.annotate("", (3.9, 0.72), (0.1, 0.72), arrowprops={"arrowstyle": "->", "lw": 2})
ax.set_ylim(top=0.95)
plots.show(
    ax.figure,
    alt="A 2-2-1 network with an arrow from left to right. The inputs hold 1 and 2, "
    "the hidden nodes 3 and 0, the output 7.",
)

# %% [markdown]
# ### Two conventions, one network
#
# Half of the books put examples in **rows** and write $\mathbf{a}\mathbf{W} + \mathbf{b}$,
# with a matrix of shape (inputs, neurons). So do Keras, NumPy code, and this course. The other
# half put an example in a **column** and write $\mathbf{W}\mathbf{a} + \mathbf{b}$, with a
# matrix of shape (neurons, inputs): then $w_{ij}$ leads *to* $i$ *from* $j$. Each matrix
# is the other's transpose.
#
# And there is a second fork: is the matrix that leads from layer $l$ to layer $l + 1$ called
# $\mathbf{W}^{(l)}$, as above, or $\mathbf{W}^{(l+1)}$, after the layer it feeds? Both are
# in wide use. Find out first, then read the formulas.


# %%
def forward_columns(x, matrices, biases):
    """The other convention: x is a column, matrices have shape (neurons, inputs)."""
    a = x
    for W, b in zip(matrices, biases, strict=True):
        a = bend("relu", W @ a + b)[0]
    return a


# %% tags=["nbval-check-output"]
matrices = [W.T for W, _, _ in small]
biases = [b[:, None] for _, b, _ in small]
print("rows:   ", a_all[-1].tolist())
print("columns:", forward_columns(x.T, matrices, biases).tolist())

# %% [markdown]
# > **Your turn.** Write one layer for a batch of rows: `dense(A, W, b)` with the sigmoid.


# %%
def dense(A, W, b):
    """Outputs of a sigmoid layer for a batch A of shape (batch, inputs)."""
    ...  # your line here


with check.your_turn("dense"):
    check.close(dense(corners, W1, b1), hidden, "the hidden layer of XOR")
    check.shape(dense(np.ones((7, 4)), np.ones((4, 3)), np.zeros(3)), (7, 3), "shape")

# %% [markdown]
# <details><summary>Hint 1</summary>Rows are examples: the batch stands on the left of
# <code>@</code>.</details>
# <details><summary>Hint 2</summary>The bias of shape (neurons,) is added to every row by
# broadcasting.</details>
# <details><summary>Hint 3</summary>Send the sum through <code>sigmoid</code>.</details>
# <details><summary>Solution</summary><code>return sigmoid(A @ W + b)</code></details>
#
# ### The same in Keras
#
# Give Keras our XOR numbers; it must give back our answers.

# %% tags=["nbval-check-output"]
twin = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(2, "sigmoid"),
        keras.layers.Dense(1, "sigmoid"),
    ]
)
twin.set_weights([W1, b1, W2, b2])
assert np.allclose(twin(corners), answer, atol=1e-5)
print(
    "parameters:",
    twin.count_params(),
    " answers:",
    np.asarray(twin(corners)).round(2)[:, 0],
)

# %% [markdown]
# ## Why the bends are needed
#
# Written as one formula, a network of three layers is a chain of matrix products, with a
# bend after each:
#
# $$\mathbf{y} = f^{(3)}\!\left(f^{(2)}\!\left(f^{(1)}(\mathbf{x}\mathbf{W}_1 + \mathbf{b}_1)
# \mathbf{W}_2 + \mathbf{b}_2\right)\mathbf{W}_3 + \mathbf{b}_3\right)$$
#
# Each layer takes the outputs of the one before as its inputs. That **composition** is all
# of a network's power.


# %%
def boxes(chain, ax):
    """Draw matrices as boxes whose sides are their shapes."""
    left = 0.0
    for label, rows, columns in chain:
        if rows:
            box = plt.Rectangle((left, -rows / 2), columns, rows, fc="#CFE3F2", ec="k")
            ax.add_patch(box)
            words = f"{label}\n{rows} × {columns}"
            ax.text(left + columns / 2, -2.6, words, ha="center", va="top", fontsize=9)
        else:
            ax.text(left + columns / 2, 0, label, ha="center", va="center", fontsize=14)
        left += columns + 0.25
    ax.set(xlim=(-0.3, left), ylim=(-4.2, 2.4), aspect="equal")
    ax.axis("off")


chain = [("x", 1, 4), ("@", 0, 0.8), ("W1", 4, 3), ("→", 0, 0.8), ("a1", 1, 3),
         ("@", 0, 0.8), ("W2", 3, 3), ("→", 0, 0.8), ("a2", 1, 3), ("@", 0, 0.8),
         ("W3", 3, 2), ("→", 0, 0.8), ("y", 1, 2)]
fig, ax = plt.subplots(figsize=(10, 2.6))
boxes(chain, ax)
ax.set_title("A 4-3-3-2 network as matrix products, biases and bends left out")
plots.show(
    fig,
    alt="A row of boxes: a 1 by 4 input times a 4 by 3 matrix gives 1 by 3, times a 3 "
    "by 3 matrix gives 1 by 3, times a 3 by 2 matrix gives the 1 by 2 output.",
)

# %% [markdown]
# > **Careful.** The picture invites a slip that is in print: "non-linear functions from
# > linear operations". Leave the $f$ away, and nothing non-linear is left. Multiply out:
#
# $$((\mathbf{x}\mathbf{W}_1 + \mathbf{b}_1)\mathbf{W}_2 + \mathbf{b}_2)\mathbf{W}_3 + \mathbf{b}_3
# = \mathbf{x}\,\underbrace{\mathbf{W}_1\mathbf{W}_2\mathbf{W}_3}_{\text{one matrix}} +
# \underbrace{(\mathbf{b}_1\mathbf{W}_2 + \mathbf{b}_2)\mathbf{W}_3 + \mathbf{b}_3}_{\text{one bias}}$$
#
# > **Your turn.** Collapse two layers without activation into one: return `W, b`.


# %%
def collapse(Wa, ba, Wb, bb):
    """The one layer that does what two layers without activation do."""
    ...  # your line here


draw = np.random.default_rng(0).normal
Wa, ba, Wb, bb = draw(size=(4, 3)), draw(size=3), draw(size=(3, 2)), draw(size=2)
with check.your_turn("collapse"):
    W_one, b_one = check.unpack(collapse(Wa, ba, Wb, bb), "W, b", "collapse")
    A = draw(size=(5, 4))
    check.close(A @ W_one + b_one, (A @ Wa + ba) @ Wb + bb, "five examples")

# %% [markdown]
# <details><summary>Hint 1</summary>Multiply out $(\mathbf{x}\mathbf{W}_a + \mathbf{b}_a)
# \mathbf{W}_b + \mathbf{b}_b$.</details>
# <details><summary>Hint 2</summary>What stands next to $\mathbf{x}$ is the new
# matrix.</details>
# <details><summary>Hint 3</summary>The first bias passes through the second matrix, too.</details>
# <details><summary>Solution</summary><code>return Wa @ Wb, ba @ Wb + bb</code></details>
#
# ## Two spirals
#
# XOR has four points. Here is a harder riddle, a benchmark from the eighties: two classes
# wound into each other, from the centre outwards. They can be parted without error, but
# by nothing that resembles a line.
#
# Take $u$ uniform between 0 and 1 and turn it into an angle that is also the radius:
#
# $$t = \sqrt{u}\cdot 780 \cdot \frac{2\pi}{360}, \qquad
# (x_1, x_2) = (-t\cos t,\; t \sin t)$$
#
# The second spiral is the first one reflected in the origin. Labels: -1 and +1.


# %%
def two_spirals(n, seed):
    """Draw n points on each of two spirals, labels -1 and +1."""
    u = np.random.RandomState(seed).rand(n, 1)
    t = np.sqrt(u) * 780 * 2 * np.pi / 360
    first = np.hstack([-np.cos(t) * t, np.sin(t) * t])
    return np.vstack([first, -first]), np.repeat([-1, 1], n)


# %% tags=["nbval-check-output"]
X, y = two_spirals(300, seed=1)
print(X.shape, "first point", X[0].round(4), "label", y[0])
print("farthest from the centre:", np.linalg.norm(X, axis=1).max().round(3))
run.record("B06.P1", points=(len(X), 600), x1=(X[0, 0], 7.0854), x2=(X[0, 1], 5.2042))

# %%
fig, ax = plt.subplots(figsize=(5.2, 4.8))
plots.scatter(X, y, ax=ax)
ax.set(title="Two spirals", aspect="equal")
plots.show(
    fig,
    alt="Two spirals of 300 points each that start at the centre and wind around each "
    "other a little more than twice.",
)

# %% [markdown]
# > **Careful.** `two_spirals(300)` gives **600** points, 300 per class, not 300. And mind
# > the seed. The published numbers below come from the old generator `np.random.seed(1)`.
# > It must be set to 1 *again* just before the weights are drawn; whoever draws the points
# > first and goes on gets other weights:

# %% tags=["nbval-check-output"]
fresh, used = np.random.RandomState(1), np.random.RandomState(1)
used.rand(300, 1)  # the spirals have been drawn from this one
print("seeded just before:", (2 * fresh.rand(2, 3) - 1)[0].round(4))
print("after the points:  ", (2 * used.rand(2, 3) - 1)[0].round(4))

# %% [markdown]
# ## A 2-3-2 network, number by number
#
# We follow one example through a network that has been published digit by digit: two
# inputs, three hidden sigmoids, two output sigmoids, **no biases**. One matrix per layer, rows
# are inputs and columns are neurons: $\mathbf{W}_1$ is 2 × 3, $\mathbf{W}_2$ is 3 × 2.
#
# **Step 1, start weights.** Any real numbers, at random, here uniform in $[-1, 1)$. If all
# started equal, all hidden neurons would stay twins for ever.

# %% tags=["nbval-check-output"]
again = np.random.RandomState(1)
W1 = 2 * again.rand(2, 3) - 1
W2 = 2 * again.rand(3, 2) - 1
print(W1.round(4))
print(W2.round(4))

# %%
ax = plots.network([2, 3, 2], names=["x", "hidden o1", "output o2"])
ax.set_title("2-3-2 without biases: 6 + 6 = 12 weights", loc="left")
for x_mid, words in ((1.0, "$W_1$: 2 × 3"), (3.0, "$W_2$: 3 × 2")):
    ax.text(x_mid, 0.62, words, ha="center", fontsize=12)
ax.set_ylim(top=0.9)
plots.show(
    ax.figure,
    alt="Circles in columns of 2, 3 and 2, all joined; W1 of shape 2 by 3 stands over "
    "the first bundle of lines and W2 of shape 3 by 2 over the second.",
)

# %% [markdown]
# **Step 2, the forward pass.** The first hidden neuron by hand:
#
# $$z = 7.0854 \cdot (-0.1660) + 5.2042 \cdot (-0.3953) = -3.2333, \qquad
# o(z) = 1 / (1 + e^{3.2333}) = 0.0379$$
#
# All of it: $\mathbf{z}_1 = \mathbf{x}\mathbf{W}_1$, $\mathbf{o}_1 = o(\mathbf{z}_1)$,
# $\mathbf{z}_2 = \mathbf{o}_1\mathbf{W}_2$, $\mathbf{o}_2 = o(\mathbf{z}_2)$.


# %% tags=["nbval-check-output"]
def forward_232(X, W1, W2):
    """Outputs of the hidden layer and of the output layer, no biases."""
    o1 = sigmoid(X @ W1)  # (batch, 3)
    return o1, sigmoid(o1 @ W2)  # (batch, 3), (batch, 2)


x = X[:1]  # the first point, as a row
o1, o2 = forward_232(x, W1, W2)
print("z1", (x @ W1).round(5)[0], " o1", o1.round(5)[0])
print("z2", (o1 @ W2).round(5)[0], " o2", o2.round(5)[0])

# %% [markdown]
# Two outputs, one per class. The **target** is a one-hot vector: 1 in the column of the
# true class, 0 in the other. Which column is which? We say: **column 0 is class -1, column
# 1 is class +1**, and the answer is the column with the larger number.
#
# > **Careful.** The published text calls the first output "the positive class", and then
# > gives this point, of class -1, the target [1, 0]. Both cannot be. Only our reading
# > reproduces its numbers, here and in the training run of 06b.

# %% tags=["nbval-check-output"]
Y = np.stack([y == -1, y == 1], axis=1).astype(float)  # (600, 2), one-hot
print("target of the first point:", Y[0], " outputs:", o2[0].round(4))
print("error y - o2:", (Y[0] - o2[0]).round(4))
answers = forward_232(X, W1, W2)[1].argmax(axis=1)
print("right with random weights:", (answers == Y.argmax(axis=1)).sum(), "of 600")

# %% [markdown]
# Half right: that is chance, and a poor first answer is quite normal with random weights.
#
# What has the network done geometrically? It has moved each point from the plane into a
# space of three dimensions, and from there into a plane again.

# %%
o1_all, o2_all = forward_232(X, W1, W2)
fig = plt.figure(figsize=(11, 3.8))
panels = [
    fig.add_subplot(131),
    fig.add_subplot(132, projection="3d"),
    fig.add_subplot(133),
]
for ax, P in zip(panels, (X, o1_all, o2_all), strict=True):
    for c, colour in ((-1, plots.PALETTE[0]), (1, plots.PALETTE[1])):
        ax.plot(*P[y == c].T, plots.MARKERS[c > 0], color=colour, ms=3, ls="")
panels[0].set(title="2 inputs", xlabel="$x_1$", ylabel="$x_2$")
panels[1].set(
    title="3 hidden outputs (height: $o_3$)",
    xlabel="$o_1$",
    ylabel="$o_2$",
    zticks=[0, 1],
)
panels[2].set(title="2 outputs", xlabel="class -1", ylabel="class +1")
plots.show(
    fig,
    alt="Left the spirals; in the middle the same points inside a cube, spread over a "
    "bent sheet whose edges lie on the faces; right the outputs, a small bent "
    "shape with both classes mixed.",
)

# %% [markdown]
# > **Careful.** The points reach out to 13, so the sums reach out to 13, too, and a sigmoid
# > of 13 is flat. Advice says to normalise the inputs, so that no feature drowns the others
# > and no neuron is stuck from the start. The published run does not do it. How many hidden
# > outputs lie beyond 0.01 or 0.99?

# %% tags=["nbval-check-output"]
for name, points in {"as drawn": X, "standardised": X / X.std(axis=0)}.items():
    o1_all = forward_232(points, W1, W2)[0]
    print(f"{name:13s}{((o1_all < 0.01) | (o1_all > 0.99)).mean():.0%} saturated")

# %% [markdown]
# Why one-hot, when the generator gives labels -1 and +1? They have the shape (600,), the
# network's outputs the shape (600, 2), and Keras refuses to compare the two:

# %% tags=["nbval-check-output"]
judge = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(3, "sigmoid"),
        keras.layers.Dense(2, "sigmoid"),
    ]
)
judge.compile("sgd", "mean_squared_error")
with run.quiet():
    try:
        judge.fit(X, y, verbose=0)
    except Exception as error:
        kind = type(error).__name__
print(f"{kind}: labels {y.shape} meet outputs {judge.output_shape}")
judge.fit(X, Y, verbose=0)
print("one-hot targets", Y.shape, "fit")

# %% [markdown]
# ## What to make small: from chance to loss
#
# **Step 3, the loss.** How wrong is $\mathbf{o}_2 = [0.475, 0.504]$ if $[1, 0]$ was wanted?
# Chapter 04a chose squares. Where do squares come from, and is there something better?
#
# Look at the model as a weather forecaster: it announces probabilities. Then reality speaks.
# A good forecaster gave a high probability to what really happened. Three days, and
# it gave 0.9, 0.8 and 0.5 to what came: together $0.9 \cdot 0.8 \cdot 0.5 = 0.36$.
#
# > **Likelihood.** The probability that the model gave to the data that really came.
#
# Products of thousands of such numbers are too small for a computer. The logarithm turns
# them into sums, and the minus makes it something to minimise:
#
# > **Negative log-likelihood.** $L(\theta) = -\mathbb{E}_{(\mathbf{x}, y) \sim \text{data}}
# > \log p_\text{model}(y \mid \mathbf{x}; \theta)$: the mean surprise. Seen from the data's
# > distribution it is called the **cross-entropy**.

# %% tags=["nbval-check-output"]
given = np.array([0.9, 0.8, 0.5])
print(
    "product:", given.prod().round(3), " mean of -log:", -np.log(given).mean().round(4)
)
print("2,000 days like the third:", 0.5**2000, "but", -np.log(0.5).round(4), "per day")

# %% [markdown]
# ### Numbers: the squared error
#
# Suppose the model announces a number $f(\mathbf{x})$ and says: the truth is normal around
# it, with variance 1. The density of a normal is
# $\frac{1}{\sqrt{2\pi}}\,e^{-(y - f)^2/2}$, so
#
# $$-\log p(y \mid \mathbf{x}) = \tfrac12 (y - f(\mathbf{x}))^2 + \tfrac12\log 2\pi$$
#
# Squares, and a constant nobody minds. The mean squared error *is* a negative
# log-likelihood.
#
# > **Careful.** Slides write $L \sim 2\,\text{MSE}$ for this. It is **half** the MSE plus a
# > constant. Constants and positive factors leave the minimum where it is:

# %% tags=["nbval-check-output"]
truth, said = np.array([1.0, 2.0, 4.0]), np.array([1.5, 2.0, 3.0])
nll = -norm.logpdf(truth, loc=said, scale=1).mean()
mse = np.mean((truth - said) ** 2)
print(f"NLL {nll:.6f} = MSE / 2 + constant {mse / 2 + np.log(2 * np.pi) / 2:.6f}")
print(f"(2 MSE would be {2 * mse:.6f})")

# %% [markdown]
# That is why one often finds the *halved* squared error, for one example
# $C = \frac12\lVert\mathbf{y} - \mathbf{a}\rVert^2 = \frac12\sum_j (y_j - a_j)^2$, and for
# $N$ of them
#
# $$L = \frac{1}{2N}\sum_{i=1}^N \lVert\mathbf{y}_i - \hat{\mathbf{y}}_i\rVert^2$$
#
# against $\frac1N\sum$ for the full one. Its derivative has no factor 2. This course uses
# it in this chapter. For our point:

# %% tags=["nbval-check-output"]
by_halves = 0.5 * ((Y[0] - o2[0]) ** 2).sum()
print("half the squared error of the first point:", by_halves.round(8))

# %% [markdown]
# ### Classes: the cross-entropy
#
# For one of $k$ classes the model must announce $k$ probabilities that sum to 1. **Softmax**
# makes them of any scores: $p_i = e^{z_i} / \sum_j e^{z_j}$. If $\mathbf{y}$ is one-hot, only
# the true class is left in the sum:
#
# $$J = -\sum_i y_i \log p_i$$
#
# Tiny numbers: scores 1, 2, 3 and the last class true.

# %% tags=["nbval-check-output"]
scores = np.array([1.0, 2.0, 3.0])
p = np.exp(scores) / np.exp(scores).sum()
J = -np.sum(np.array([0, 0, 1]) * np.log(p))
print("p =", p.round(5), "sum", p.sum().round(6), " J =", J.round(5))

# %% [markdown]
# Is it better than squares? A model that is *sure and wrong* shall pay. See what each
# loss charges for a probability given to the truth:

# %%
p_true = np.linspace(0.01, 1, 200)
fig, ax = plt.subplots()
ax.plot(p_true, -np.log(p_true), label="cross-entropy, $-\\log p$")
ax.plot(p_true, (1 - p_true) ** 2, "--", label="squares, $(1 - p)^2$")
ax.set(
    title="What a probability costs",
    xlabel="probability given to the truth",
    ylabel="loss",
)
ax.legend()
plots.show(
    fig,
    alt="Both curves fall to zero at probability 1. Towards probability 0 the squares "
    "end at 1 while the cross-entropy climbs beyond 4.",
)

# %% [markdown]
# ### A table to choose from
#
# | task | last layer | loss in Keras |
# |---|---|---|
# | numbers, one or several | linear, one unit per number | `mse`, `mae`, or for sizes `msle` |
# | two classes | 1 sigmoid | `binary_crossentropy`; labels -1, +1: `hinge` on a linear unit |
# | one of $k$, one-hot labels | $k$ softmax | `categorical_crossentropy` |
# | one of $k$, integer labels | $k$ softmax | `sparse_categorical_crossentropy` |
# | a whole distribution | $k$ softmax | `kl_divergence` |
#
# *msle* is the MSE of $\log(1 + y)$: it asks by which factor one is wrong. The
# **Kullback-Leibler divergence** $\sum P \log(P/Q)$ is the cross-entropy minus what the truth
# itself leaves open.

# %% tags=["nbval-check-output"]
P, Q = np.array([[0.2, 0.3, 0.5]]), np.array([[0.1, 0.6, 0.3]])
hot, integer = np.array([[0.0, 0.0, 1.0]]), np.array([2])
t, s = np.array([[1.0, 3.0]]), np.array([[2.0, 2.5]])
pairs = {
    "mse": (((t - s) ** 2).mean(), t, s),
    "mae": (abs(t - s).mean(), t, s),
    "msle": (((np.log1p(t) - np.log1p(s)) ** 2).mean(), t, s),
    "binary_crossentropy": (-np.log(0.7), np.array([[1.0]]), np.array([[0.7]])),
    "hinge": (max(0, 1 - 0.4), np.array([[1.0]]), np.array([[0.4]])),
    "categorical_crossentropy": (-np.log(Q[0, 2]), hot, Q),
    "sparse_categorical_crossentropy": (-np.log(Q[0, 2]), integer, Q),
    "kl_divergence": ((P * np.log(P / Q)).sum(), P, Q),
}
for name, (ours, *arguments) in pairs.items():
    keras_says = np.mean(keras.losses.get(name)(*arguments))
    assert np.isclose(ours, keras_says, atol=1e-5)
    print(f"{name:32s}{ours:.4f}")

# %% [markdown]
# All eight by hand equal all eight of Keras. Tables of this kind go wrong easily. Three slips
# that are in circulation, and how to catch them:

# %% tags=["nbval-check-output"]
for name in ("parse_categorical_crossentropy", "mean_squared_logarithmit_error"):
    try:
        keras.losses.get(name)
    except ValueError:
        print(f"{name}: no such loss, a misprint")
for name, label in (("categorical", integer), ("sparse_categorical", hot)):
    try:
        keras.losses.get(f"{name}_crossentropy")(label, Q)
        print(name, "took the wrong kind of label without a word")
    except Exception as error:
        print(f"{name}: {type(error).__name__} for the wrong kind of label")
three = sigmoid(np.array([2.0, 1.0, -1.0]))
print("sigmoids as 'probabilities' of three classes sum to", three.sum().round(2))

# %% [markdown]
# > **Careful.** So: integer labels need the *sparse* loss and one-hot labels the other (one
# > table has it the other way round); exclusive classes need a softmax, not sigmoids; and
# > regression may have any number of outputs, not just one.
#
# ### The last layer of a regression
#
# "In a regression, treat the output like any other layer", says a set of lecture notes. Do so
# with a sigmoid, and no answer can leave (0, 1). The output layer of a regression is
# **linear**. A sketch that goes around, a 10-10-1 network on $n$ features, has
# $10n + 131$ parameters; run it on the ten measurements of 442 diabetes patients, whose
# disease score a year later lies between 25 and 346.

# %%
table = data.load("diabetes")
features = (table.X - table.X.mean(axis=0)) / table.X.std(axis=0)
ends = {}
for last in ("linear", "sigmoid"):
    keras.utils.set_random_seed(6)
    layers = [keras.layers.Dense(10, "relu"), keras.layers.Dense(10, "relu")]
    net = keras.Sequential([keras.Input((10,)), *layers, keras.layers.Dense(1, last)])
    net.compile(keras.optimizers.Adam(0.03), "mse")
    net.fit(features[:342], table.y[:342], epochs=20, batch_size=100, verbose=0)
    ends[last] = np.asarray(net(features[342:]))[:, 0]
    off = np.abs(ends[last] - table.y[342:]).mean()
    low, high = ends[last].min(), ends[last].max()
    print(f"{last:8s} answers {low:6.1f} to {high:6.1f}, off by {off:.0f}")
print("parameters:", net.count_params(), "= 10 · 10 + 131")
run.record("LC.P3", parameters=(net.count_params(), 231))

# %% [markdown]
# ## Surfaces one can see
#
# Training is the search for parameters that make the loss small. For a network the loss is
# a surface over as many dimensions as it has parameters, and no one can see it. (A *surface*,
# with hills and valleys. "Hyperplane", as some say, would be flat.) So practise on two.
#
# > **Critical point.** A place where the gradient is zero. It is a **minimum** if all
# > directions lead up, a **maximum** if all lead down, and a **saddle point** if some lead
# > up and some down.
#
# The second derivatives decide. Put them in a matrix, the **Hessian**
# $H_{ij} = \partial^2 f / \partial x_i \partial x_j$: if all of its eigenvalues are
# positive it is a minimum, all negative a maximum, mixed a saddle.

# %% tags=["nbval-check-output"]
surfaces = {
    "bowl": (lambda u, v: u**2 + v**2, np.diag([2, 2])),
    "saddle": (lambda u, v: u**2 - v**2, np.diag([2, -2])),
    "hill": (lambda u, v: -(u**2) - v**2, np.diag([-2, -2])),
    "twisted": (lambda u, v: u * v, np.array([[0, 1], [1, 0]])),
}
for name, (_, hessian) in surfaces.items():
    print(f"{name:8s} eigenvalues {np.linalg.eigvalsh(hessian)}")

# %%
u, v = np.meshgrid(np.linspace(-1, 1, 30), np.linspace(-1, 1, 30))
fig = plt.figure(figsize=(10, 3.4))
signs = {"bowl": "minimum: + +", "saddle": "saddle: + −", "hill": "maximum: − −"}
for n, (name, title) in enumerate(signs.items(), 1):
    ax = fig.add_subplot(1, 3, n, projection="3d")
    ax.plot_surface(u, v, surfaces[name][0](u, v), cmap="viridis", lw=0)
    ax.plot([0], [0], [0], "o", color="red", ms=7, zorder=9)
    ax.set(
        title=title, xlabel="u", ylabel="v", xticks=[-1, 1], yticks=[-1, 1], zticks=[]
    )
plots.show(
    fig,
    alt="Three surfaces with a red point in the middle: a bowl open to the top, a "
    "saddle that rises along one axis and falls along the other, and a hill.",
)

# %% [markdown]
# > **Your turn.** Name the point: `kind_of_point(hessian)` returns `"minimum"`,
# > `"maximum"`, `"saddle"`, or `"undecided"` if an eigenvalue is 0 (within 1e-9).


# %%
def kind_of_point(hessian):
    """Name a critical point by the signs of the Hessian's eigenvalues."""
    ...  # your lines here


with check.your_turn("kind_of_point"):
    check.same(kind_of_point(np.diag([2.0, 3.0])), "minimum", "2 and 3")
    check.same(kind_of_point(np.array([[0.0, 1.0], [1.0, 0.0]])), "saddle", "u v")
    check.same(kind_of_point(np.diag([-1.0, -4.0])), "maximum", "-1 and -4")
    check.same(kind_of_point(np.diag([2.0, 0.0])), "undecided", "2 and 0")

# %% [markdown]
# <details><summary>Hint 1</summary><code>np.linalg.eigvalsh</code> gives the
# eigenvalues.</details>
# <details><summary>Hint 2</summary>Ask for zeros first:
# <code>np.any(np.abs(e) &lt; 1e-9)</code>. (A zero beside both signs would be a saddle, too;
# the check does not ask for that.)</details>
# <details><summary>Hint 3</summary>Then <code>np.all(e &gt; 0)</code>, then
# <code>np.all(e &lt; 0)</code>; what is left has both signs.</details>
# <details><summary>Solution</summary><code>e = np.linalg.eigvalsh(hessian)</code>, then
# <code>if np.any(np.abs(e) &lt; 1e-9): return "undecided"</code>,
# <code>if np.all(e &gt; 0): return "minimum"</code> and
# <code>return "maximum" if np.all(e &lt; 0) else "saddle"</code></details>
#
# ### Walking down
#
# **Gradient descent** you know: $\mathbf{w}_{t+1} = \mathbf{w}_t - \eta\,\nabla L(\mathbf{w}_t)$.
# It sees only the slope under its feet. Four walks on four landscapes:


# %%
def walk(slope, start, learning_rate, steps):
    """Positions of gradient descent, the start first."""
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * slope(path[-1]))
    return np.array(path)


def valley(w):
    """Gradient of a bowl that is ten times steeper in one direction."""
    return np.array([w[0], 10 * w[1]])


def pass_road(w):
    """Gradient of (u^2 - 1)^2 / 4 + v^2 / 2: two minima, a saddle between them."""
    return np.array([w[0] ** 3 - w[0], w[1]])


# %% tags=["nbval-check-output"]
print("valley, rate 0.1: ", walk(valley, [1, 1], 0.1, 50)[-1].round(4))
print("valley, rate 0.21:", walk(valley, [1, 1], 0.21, 50)[-1].round(1))
print("two minima, from the right:", walk(pass_road, [0.3, 1], 0.1, 200)[-1].round(4))
print("two minima, from the left: ", walk(pass_road, [-0.3, 1], 0.1, 200)[-1].round(4))
print("from exactly between them: ", walk(pass_road, [0, 1], 0.1, 200)[-1].round(4))

# %%
u, v = np.meshgrid(np.linspace(-1.6, 1.6, 80), np.linspace(-1.2, 1.2, 80))
heights = (u**2 - 1) ** 2 / 4 + v**2 / 2
fig, axes = plt.subplots(1, 2, figsize=(10, 3.8))
axes[0].contour(u, v, u**2 / 2 + 5 * v**2, levels=14, cmap="viridis", linewidths=0.8)
axes[1].contour(u, v, heights, levels=14, cmap="viridis", linewidths=0.8)
for rate, look in ((0.02, ".-"), (0.1, "o-"), (0.19, "s--")):
    path = walk(valley, [1.4, 1.0], rate, 25)
    axes[0].plot(*path.T, look, ms=4, lw=1.2, label=f"rate {rate}")
for start, look in (((0.3, 1), "o-"), ((-0.3, 1), "s--"), ((0, 1), "^:")):
    path = walk(pass_road, start, 0.2, 40)
    axes[1].plot(*path.T, look, ms=4, lw=1.2, label=f"from {start}")
axes[0].set(title="A valley, three rates", xlabel="u", ylabel="v", ylim=(-1.2, 1.2))
axes[1].set(title="Two minima and a saddle", xlabel="u", ylabel="v")
for ax in axes:
    ax.legend(loc="upper left", fontsize=8)
plots.show(
    fig,
    alt="Left, in a long valley, a rate of 0.02 creeps, 0.1 goes straight to the "
    "floor and along it, 0.19 jumps from side to side. Right, walks from either "
    "side end in the minimum on their side; the one from the middle ends on the "
    "saddle.",
)

# %% [markdown]
# What the two pictures teach:
#
# - A **small rate** is slow; a **large rate** jumps over the valley, and perhaps over a good
#   minimum; beyond a border it flies away. It must be tuned, for each problem anew.
# - Where you end depends on where you start. There may be several minima: **local** ones,
#   and the **global** one, the lowest of all.
# - A walk can end on a saddle, if it comes exactly from the ridge. A tiny push frees it.
#
# > **Careful.** Three half-truths in print. "It always converges to a local minimum": it may
# > diverge (0.21 above), or rest on a saddle. "Choose $\alpha \ge 1$, adaptive": it should read
# > $\alpha \le 1$, or an adaptive rate; already 0.21 was too much. "The loss of an MLP is
# > not smooth": that comes with relu. With sigmoid or tanh it is perfectly smooth:

# %% tags=["nbval-check-output"]
line = np.linspace(-1, 1, 20001)
for name in ("sigmoid", "relu"):
    out = bend(name, np.outer(line, [3.0, -2.0]) + np.array([0.5, 0.7]))[0].sum(axis=1)
    loss_on_line = 0.5 * (1 - out) ** 2
    jump = np.abs(np.diff(np.diff(loss_on_line) / np.diff(line))).max()
    print(f"{name:8s} largest jump of the slope from point to point: {jump:.3f}")

# %% [markdown]
# ### The loss of a network is no bowl
#
# The price of several layers: the loss is **non-convex**. A *convex* surface lies, between any
# two of its points, nowhere above the straight line that joins them, so it has no second
# valley. A network's loss is not like that. Proof, with two lines of code: swap two hidden
# neurons, with all of their weights. It is the same network, so it has the same loss.
# Now go halfway between the two.


# %%
def unpack(w):
    """Cut a vector of 12 numbers into W1 (2, 3) and W2 (3, 2)."""
    return w[:6].reshape(2, 3), w[6:].reshape(3, 2)


def loss_232(w, X, Y):
    """Half the mean squared error of the 2-3-2 network."""
    o2 = forward_232(X, *unpack(w))[1]
    return ((Y - o2) ** 2).sum() / (2 * len(X))


def measured_gradient(f, w, h=1e-5):
    """Central differences: two evaluations for every number."""
    return np.array([(f(w + e) - f(w - e)) / (2 * h) for e in h * np.eye(len(w))])


# %% tags=["nbval-check-output"]
w_start = np.concatenate([W1.ravel(), W2.ravel()])
Z = X / X.std(axis=0)
path = walk(
    lambda w: measured_gradient(lambda w: loss_232(w, Z, Y), w), w_start, 2.0, 400
)
w_a = path[-1]
A1, A2 = unpack(w_a)
w_b = np.concatenate([A1[:, [1, 0, 2]].ravel(), A2[[1, 0, 2]].ravel()])
for name, w in {"network": w_a, "swapped": w_b, "halfway": (w_a + w_b) / 2}.items():
    print(f"{name}: loss {loss_232(w, Z, Y):.4f}")

# %%
ways = np.linspace(-0.2, 1.2, 141)
losses = [loss_232((1 - t) * w_a + t * w_b, Z, Y) for t in ways]
fig, ax = plt.subplots(figsize=(6, 3.4))
ax.plot(ways, losses)
ax.plot([0, 1], [loss_232(w_a, Z, Y)] * 2, "o--", color="black")
ax.set(title="From a network to its twin", xlabel="share of the way", ylabel="loss")
plots.show(
    fig,
    alt="The loss along the straight way between two equal networks: low at both ends "
    "and a hump between them, above the dashed straight line.",
)

# %% [markdown]
# Halfway it is worse: a hump between two valleys of the same depth. With 3 hidden neurons
# there are at least $3! = 6$ copies of each valley, with 128 there are $128!$. More power also
# means more choices that decide whether training converges at all: rate, sizes, activations.
#
# ### Small change, small change
#
# Descent needs one more thing: that a small change of a parameter makes a *small* change of
# the output, so that the slope says something about the next step. The perceptron's sign
# breaks this rule; the sigmoid keeps it.

# %% tags=["nbval-check-output"]
for name, act in {
    "sign": lambda z: np.where(z >= 0, 1, -1),
    "sigmoid": sigmoid,
}.items():
    before, after = act(-0.001), act(-0.001 + 0.002)
    print(f"{name:8s}{float(before):.4f} -> {float(after):.4f}")

# %% [markdown]
# ### The question that is left
#
# Look back: we *have* just trained a network, by measuring its gradient. The gradient is
# the key information, and finite differences give it. Why not leave it at that? Count. Each
# parameter costs two forward passes per step.

# %% tags=["nbval-check-output"]
print(f"loss of 2-3-2: {loss_232(path[0], Z, Y):.4f} -> {loss_232(path[-1], Z, Y):.4f}")
for name, n in {"2-3-2": 12, "784-128-64-10": n_params(784, 128, 64, 10)}.items():
    print(f"{name}: {n:,} parameters, {2 * n:,} forward passes for one step")

# %% [markdown]
# Two hundred thousand passes for one step, and we need thousands of steps. Networks have
# hundreds of weights and biases, or billions. Notebook 06b gets the whole gradient for the
# price of about *two* passes.
#
# ## What do the weights say about you?
#
# In a linear model or a perceptron, with features on equal scales, the size of a weight
# tells how much a feature counts: the most negative and the most positive ones decide. It
# is tempting to read the first layer of an MLP in the same way. A bank that must tell an
# applicant *why* would tell a falsehood.
#
# Here a score depends on income and debt; the third feature, a postcode, does *nothing*.
# The network holds large weights for the postcode in two hidden neurons that cancel out.

# %% tags=["nbval-check-output"]
people = np.random.default_rng(1).normal(size=(2000, 3))  # income, debt, postcode
F1 = np.array([[1.0, 0.2, 0.0, 0.0], [-0.5, 0.9, 0.0, 0.0], [0.0, 0.0, 3.0, 3.0]])
F2 = np.array([[1.0], [-1.0], [2.0], [-2.0]])


def score(P):
    """An MLP whose third and fourth neuron cancel each other."""
    return (np.tanh(P @ F1) @ F2)[:, 0]


said_by_weights = np.abs(F1).sum(axis=1)
effect = []
for j in range(3):
    mixed = people.copy()
    mixed[:, j] = np.random.default_rng(2).permutation(mixed[:, j])
    effect.append(np.abs(score(mixed) - score(people)).mean())
for name, w, e in zip(
    ("income", "debt", "postcode"), said_by_weights, effect, strict=True
):
    print(f"{name:9s} weights say {w:.1f}, shuffling it changes the score by {e:.2f}")

# %% [markdown]
# The weights accuse the postcode, which has no influence at all; and in the same manner a
# forbidden feature may hide behind small weights and great effects. **Do not read importance
# off the first layer of an MLP** (a single hidden neuron is the exception: there it is a
# linear model with a bend). Measure what a change of the feature *does*, as we did.
#
# ## When it goes wrong
#
# This softmax has passed every test with small scores. Then a network gets confident.
#
# > **Your turn.** Run it, and repair the one line that computes `e`. Adding the same
# > number to all scores changes no probability: use that.


# %%
def softmax(scores):
    """Probabilities of every row."""
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.exp(scores)
        return e / e.sum(axis=1, keepdims=True)


confident = np.array([[1000.0, 1001.0, 1002.0], [0.0, 1.0, 2.0]])
print(softmax(confident).round(4))
with check.your_turn("the softmax that broke"):
    check.close(softmax(confident)[0], softmax(confident)[1], "the two rows")
    check.close(softmax(-confident)[0], softmax(-confident)[1], "and their negatives")

# %% [markdown]
# <details><summary>Hint 1</summary>$e^{1000}$ is infinite for a computer, and infinite
# through infinite is nan.</details>
# <details><summary>Hint 2</summary>Subtract, from every row, something that makes its
# largest score 0.</details>
# <details><summary>Hint 3</summary>The row's maximum, kept as a column:
# <code>scores.max(axis=1, keepdims=True)</code>.</details>
# <details><summary>Solution</summary>
# <code>e = np.exp(scores - scores.max(axis=1, keepdims=True))</code></details>
#
# ## Key points
#
# - An MLP is a chain of matrix products with a bend after each. Without the bends it is one
#   affine map, however deep.
# - The forward pass keeps all $\mathbf{z}$ and $\mathbf{a}$. Rows or columns: find out the
#   convention before you read a formula.
# - Losses are negative log-likelihoods: squares for numbers with normal errors, cross-entropy
#   for classes. The last activation goes with the loss.
# - Gradient descent goes to a nearby low place, if the rate is right. There may be better ones,
#   and a network's loss always has several.
# - Do not read the importance of a feature off the first layer's weights.

# %% [markdown]
# ## Quiz
#
# Seven questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("06a_descent_and_forward")

# %% [markdown]
# ## References
#
# - F. Rosenblatt, *The perceptron: a probabilistic model for information storage and
#   organization in the brain*, Psychological Review 65(6), 1958.
# - C. C. Tappert, *Who is the father of deep learning?*, International Conference on
#   Computational Science and Computational Intelligence, 2019.
# - G. E. Hinton, *Connectionist learning procedures*, in Machine Learning III, 1990.
# - M. A. Nielsen, *Neural Networks and Deep Learning*, neuralnetworksanddeeplearning.com: its
#   chapters 1 and 2 go with 06a and 06b, exercises included.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, deeplearningbook.org, with
#   lecture slides: losses as likelihoods in its chapters 5 and 6.
# - Slides of an urban science course (2020), slides.com/federicabianco/pus2020_14.
# - The articles on *activation function*, *softmax* and *autoencoder* in Wikipedia.
#
# **What comes next.** Notebook 06b finds all derivatives in one walk backwards and trains the
# 2-3-2 network. Notebook 06c trains networks that get the spirals right.
