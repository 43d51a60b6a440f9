# %% [markdown] tags=["second-edition"]
# # 06a · From inputs to an answer
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/06a_from_inputs_to_an_answer.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2006a)
#
# *about 75 min · CPU · no download needed · after chapter 05*

# %% [markdown]
# ## What you will be able to do
#
# - follow the numbers through a small network with pencil and paper;
# - write the forward pass of a network with any number of layers;
# - count the parameters of a network, layer by layer;
# - prove that layers without an activation between them are one single layer;
# - explain why large weights do not tell which input matters.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, plots, quiz, results, riddles, run

# %%
from itertools import pairwise, product

import matplotlib.pyplot as plt
import numpy as np

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(6)

# %% [markdown]
# ## One lamp, two switches
#
# Many staircases have one lamp and two switches, one at the bottom and one at the top. If
# you flip either of them, the lamp changes. So the lamp is on when exactly one switch is
# up, and off when both are up or both are down. Chapter 05 called this riddle XOR, and
# proved that a single neuron cannot solve it.
#
# How close can a single neuron come? Make a guess before you run the next cell.

# %%
guess = check.predict(
    "One neuron answers yes or no for each of the four positions of the two "
    "switches. How many of the four can it get right, at most?"
)

# %% [markdown]
# The next cell tries 36 neurons, with weights of -1, 0 or 1 and a few biases. They are enough
# for every way in which a line can divide the four corners of a square.

# %% tags=["nbval-check-output"]
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # (4 positions, 2 switches)
lamp = np.array([0, 1, 1, 0])  # 1: the lamp is on
best = 0
for w1, w2, b in product([-1, 0, 1], [-1, 0, 1], [-1.5, -0.5, 0.5, 1.5]):
    says_on = corners @ [w1, w2] + b >= 0
    best = max(best, (says_on == lamp).sum())
guess.reveal(best)

# %% [markdown]
# Three of four, and no neuron does better, because a single neuron draws a single straight
# line. But two neurons can work for a third one. Let the first neuron *count* the switches
# that are up. Let the second one speak *only if both* are up. Then the lamp is easy: take
# the count, and subtract 2 if both are up.
#
# Both neurons use an activation that you met in chapter 02a.
#
# > **ReLU.** The activation $\max(0, z)$: it keeps a positive number and turns a negative
# > one into 0. (The name is short for *rectified linear unit*.)
#
# Here is the network with its numbers. The first neuron computes
# $\max(0,\; x_1 + x_2)$, the second $\max(0,\; x_1 + x_2 - 1)$. When both switches are up,
# they say 2 and 1, and the answer is $1 \cdot 2 - 2 \cdot 1 = 0$: off.


# %% tags=["nbval-check-output"]
def relu(z):
    """Keep what is positive, element by element."""
    return np.maximum(0, z)


W1, b1 = np.array([[1, 1], [1, 1]]), np.array([0, -1])  # count, both
W2, b2 = np.array([[1], [-2]]), np.array([0])
hidden = relu(corners @ W1 + b1)  # (4 positions, 2 neurons)
answer = hidden @ W2 + b2  # (4 positions, 1 answer)
for switches, h, y_hat in zip(corners, hidden, answer, strict=True):
    print("switches", switches, " count and both", h, " lamp", y_hat)

# %% [markdown]
# All four are right. The last neuron also draws only one straight line: the lamp counts as on
# where its answer is above 0.5, and the line lies where the answer is exactly 0.5. But this
# neuron does not look at the switches; it looks at the two numbers that the other neurons made
# of them. The picture shows the same four points before and after.

# %% tags=["hide-input"]
# @title Draw the four points before and after
fig, (before, after) = plt.subplots(1, 2, figsize=(9, 3.9))
side = np.linspace(-0.4, 1.4, 200)
plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
on = (relu(plane @ W1 + b1) @ W2 + b2).reshape(200, 200)
before.contourf(side, side, on, levels=[0.5, 2], colors=["#FBE3B5"])
before.contour(side, side, on, levels=[0.5], colors="black")
after.fill_between([-0.5, 2.6], [-0.5, 1.05], [-0.6, -0.6], color="#FBE3B5")
after.axline((0.5, 0), slope=0.5, color="black")
for ax, points in ((before, corners), (after, hidden)):
    for state, name in ((0, "lamp off"), (1, "lamp on")):
        chosen = points[lamp == state]
        look = {"color": plots.PALETTE[state], "marker": plots.MARKERS[state]}
        ax.scatter(*chosen.T, s=90, zorder=3, edgecolor="white", label=name, **look)
before.set(title="What the switches say", xlabel="switch 1", ylabel="switch 2")
after.set(title="What the two neurons say", xlabel="count", ylabel="both")
after.set(xlim=(-0.4, 2.6), ylim=(-0.6, 1.6))
after.annotate("two points\nin one", (1, 0), (1.12, -0.17), fontsize=9)
after.legend(loc="upper left")
plots.show(
    fig,
    alt="Left, the four corners of a square; lamp on lies in a diagonal band between two "
    "parallel lines. Right, the same points drawn by what the two neurons say: both lamp-on "
    "points have become one point, and a single line divides it from the other two.",
)

# %% [markdown]
# On the left the answer changes along *two* lines, which no single neuron can draw. On the
# right one line is enough. **The hidden neurons give the data new coordinates, and in these
# coordinates the riddle has become easy.**
#
# > **Your turn.** Build the opposite lamp, which is on when both switches *agree*. Keep
# > `hidden` as it is and choose only the last neuron: `agree(hidden)` returns 1, 0, 0, 1.


# %%
def agree(hidden):
    """One number per row of (count, both), shape (rows,): 1 if both agree, else 0."""
    ...  # your line here


with check.your_turn("agree"):
    check.close(agree(hidden), [1, 0, 0, 1], "the four positions")
    check.close(agree(hidden[2:]), [0, 1], "the last two positions alone")

# %% [markdown]
# <details><summary>Hint 1</summary>The opposite lamp is 1 minus the lamp.</details>
# <details><summary>Hint 2</summary>The lamp is <code>hidden @ [1, -2]</code>. What do the
# weights become if you put a minus in front?</details>
# <details><summary>Hint 3</summary>The new weights are -1 and 2. Which bias makes the answer
# 1 when both numbers are 0?</details>
# <details><summary>Solution</summary><code>return hidden @ np.array([-1, 2]) + 1</code></details>
#
# ## Many neurons in layers
#
# > **Multilayer perceptron (MLP).** A network with an input layer, at least one hidden
# > layer and an output layer. It learns from labelled examples, by gradient descent, to
# > approximate a function.
#
# The **input layer** holds the $p$ numbers of one example and computes nothing. Each
# **hidden layer** computes new numbers from the layer before it. The **output layer** gives
# the $k$ numbers of the answer. Seen from outside, all of it is one function
# $h: \mathbb{R}^p \to \mathbb{R}^k$ from $p$ numbers to $k$ numbers. Our lamp is such a
# function, from two numbers to one:
#
# $$h(x_1, x_2) = \max(0,\; x_1 + x_2) - 2\max(0,\; x_1 + x_2 - 1)$$
#
# A **weight** says how sensitively a neuron reacts to one of its inputs. Through a positive
# weight an input excites the neuron, through a negative weight it silences it. The **bias**
# says how easily the neuron speaks when all of its inputs are 0.

# %% tags=["hide-input"]
# @title Draw a network and count its parameters
ax = plots.network([3, 4, 2])
ax.figure.set_size_inches(8, 4.4)
ax.set_title("A 3-4-2 network", loc="left")
for x, words in ((1.0, "(3 + 1) · 4 = 16"), (3.0, "(4 + 1) · 2 = 10")):
    ax.text(x, -1.25, words, ha="center", va="top", fontsize=10)
notes = {
    "one line is one weight": ((0.9, 0.89), (0.35, 1.5)),
    "sum, bias, activation": ((2.0, 1.25), (2.1, 1.6)),
    "hears every neuron\nof the layer before": ((4.0, 0.53), (3.8, 1.1)),
}
for words, (spot, place) in notes.items():
    arrow = {"arrowstyle": "->", "color": "0.3"}
    ax.annotate(words, spot, place, ha="center", fontsize=9, arrowprops=arrow)
ax.set_ylim(-1.9, 1.8)
plots.show(
    ax.figure,
    alt="Three input circles, four hidden and two output circles, all of a layer joined to "
    "all of the next. Under the two bundles of lines stand the numbers of parameters, "
    "(3 + 1) times 4 = 16 and (4 + 1) times 2 = 10.",
)

# %% [markdown]
# Between a layer of $m$ neurons and one of $n$ neurons there are $m \cdot n$ weights and
# $n$ biases, together $(m + 1)\,n$ parameters. They belong to the layer to which they
# lead. In the picture these are 16 and 10, so the network has 26 parameters.

# %%
guess = check.predict(
    "A network reads pictures of 28 by 28 pixels and has layers of 784, 128, 64 and 10 "
    "neurons. How many parameters does it have?",
    options=["about 1,000", "about 10,000", "about 100,000", "about 1,000,000"],
)


# %% [markdown]
# > **Your turn.** Write `n_params(sizes)`, which counts the weights and biases of a network
# > with layers of these sizes. For `[3, 4, 2]` it returns 26.


# %%
def n_params(sizes):
    """Count the weights and biases of a network with layers of these sizes."""
    ...  # your lines here


with check.your_turn("n_params"):
    check.same(n_params([3, 4, 2]), 26, "the network of the picture")
    check.same(n_params([5, 1]), 6, "a single neuron with five inputs")
    check.same(n_params([2, 3, 3, 3, 1]), 37, "three hidden layers")

# %% [markdown]
# <details><summary>Hint 1</summary>The input layer has no parameters. Every other layer has
# $(m + 1)\,n$ of them; add these up.</details>
# <details><summary>Hint 2</summary><code>pairwise(sizes)</code>, imported above, goes through
# the neighbours: for 3, 4, 2 it gives (3, 4) and then (4, 2).</details>
# <details><summary>Hint 3</summary>Begin with <code>total = 0</code>. In a loop
# <code>for m, n in pairwise(sizes):</code>, what has to be added?</details>
# <details><summary>Solution</summary>
# <code>total = 0</code><br>
# <code>for m, n in pairwise(sizes):</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;total += (m + 1) * n</code><br>
# <code>return total</code></details>

# %% tags=["hide-input", "nbval-check-output"]
# @title Count with a finished n_params, whether yours is finished or not


def n_params(sizes):
    """Count the weights and biases of a network with layers of these sizes."""
    total = 0
    for m, n in pairwise(sizes):
        total += (m + 1) * n
    return total


for sizes in ([3, 4, 2], [784, 128, 64, 10], [784, 300, 100, 10]):
    print(sizes, f"{n_params(sizes):,} parameters")
guess.reveal("about 100,000")

# %% [markdown]
# Nearly all of the 109,386 parameters sit in the first layer, which has 785 · 128 =
# 100,480 of them. The layers behind it are cheap. The last line of the output shows the same:
# with 300 and 100 hidden neurons the network has 266,610 parameters, and 235,500 of them lie
# between the pixels and the first hidden layer.
#
# > **Fully connected.** Every neuron of the layer is linked to every neuron of the layer
# > before it. In a *sparsely connected* layer only some of the links exist, and the other
# > weights are not small but absent.
#
# Sparse layers make use of something that we know already. In a picture, for example,
# neighbouring pixels belong together, so a neuron may look at its neighbours only. In NumPy
# a matrix of ones and zeros, a *mask*, says which links exist, and the weights are
# multiplied by it.

# %% tags=["hide-input"]
# @title Draw three kinds of layers
masks = {
    "fully connected": np.ones((4, 4)),
    "neighbours only": np.eye(4) + np.eye(4, k=1) + np.eye(4, k=-1),
    "two groups": np.kron(np.eye(2), np.ones((2, 2))),
}
fig, axes = plt.subplots(1, 3, figsize=(9, 2.8))
for ax, (name, mask) in zip(axes, masks.items(), strict=True):
    for step, links in enumerate((mask, np.ones((4, 2)))):
        left, right = (np.arange(n) - (n - 1) / 2 for n in links.shape)
        for i, j in np.argwhere(links):
            ax.plot((step, step + 1), (left[i], right[j]), "0.6", lw=1.2, zorder=1)
    for step, n in enumerate((4, 4, 2)):
        spots = np.arange(n) - (n - 1) / 2
        ax.scatter([step] * n, spots, s=110, color=plots.PALETTE[0], zorder=2)
    ax.set_title(f"{name}: {mask.sum():.0f} of 16 links", fontsize=10.5)
    ax.axis("off")
plots.show(
    fig,
    alt="Three networks of 4, 4 and 2 neurons. The first layer is fully connected with 16 "
    "links in the left one, has 10 links to neighbours in the middle one, and falls into two "
    "groups with 8 links in the right one. The last layer is fully connected in all three.",
)

# %% [markdown]
# In all three pictures the last layer is fully connected. That is the usual way to build
# them, because the answer should be able to use everything that the layers before found.
#
# ### Where the names come from
#
# The word *perceptron* is Frank Rosenblatt's (1958). He also studied networks of several
# layers, in a book of 1962. Some say that he gave them too little attention. Tappert (2019)
# argues that he should be recognised as a father of deep learning. What he lacked was a way
# to train all layers at once.
#
# > **Connectionism.** The idea that intelligent behaviour comes from connecting many simple
# > units, as in a brain.
#
# Geoffrey Hinton's *Connectionist learning procedures* (1989) is a classic of it. He shared
# the Turing Award of 2018 with Yoshua Bengio and Yann LeCun, and the Nobel Prize in Physics
# of 2024 with John Hopfield.
#
# ## Three activations
#
# A neuron takes many numbers and gives one. Its activation is simpler: it takes *one*
# number $z$ and gives one number $a = f(z)$. Applied to a whole layer it works element by
# element. Three activations do most of the work in this course.
#
# | name | formula | its output lies in | its slope $f'(z)$ |
# |---|---|---|---|
# | sigmoid | $1 / (1 + e^{-z})$ | (0, 1) | $a\,(1 - a)$ |
# | tanh | $(e^z - e^{-z}) / (e^z + e^{-z})$ | (-1, 1) | $1 - a^2$ |
# | ReLU | $\max(0, z)$ | [0, ∞) | 1 for $z > 0$, else 0 |
#
# None of them is a straight line, and we shall see soon why that matters. The last column is
# for notebook 06d, where the network learns. There $a$ is the *output* of the activation,
# so once the output is known, the slope costs one product. By hand: the sigmoid of 0 is
# 0.5, so its slope there is $0.5 \cdot (1 - 0.5) = 0.25$. Nowhere is the sigmoid steeper.


# %% tags=["nbval-check-output"]
def sigmoid(z):
    """Squeeze any number into (0, 1)."""
    return 1 / (1 + np.exp(-z))


z = np.array([-2.0, 0.0, 2.0])
for name, f in {"sigmoid": sigmoid, "tanh": np.tanh, "relu": relu}.items():
    assert np.allclose(f(z), keras.activations.get(name)(z), atol=1e-6)
    print(f"{name:8s}", f(z).round(3))

# %% tags=["hide-input"]
# @title Draw the activations and their slopes
z_line = np.linspace(-5, 5, 401)
a = sigmoid(z_line)
curves = {
    "sigmoid": (a, a * (1 - a), "-"),
    "tanh": (np.tanh(z_line), 1 - np.tanh(z_line) ** 2, "--"),
    "ReLU": (relu(z_line), (z_line > 0) * 1.0, ":"),
}
fig, axes = plt.subplots(1, 2, figsize=(9, 3.3))
for name, (outputs, slopes, dashes) in curves.items():
    axes[0].plot(z_line, outputs, dashes, lw=2.3, label=name)
    axes[1].plot(z_line, slopes, dashes, lw=2.3, label=name)
axes[0].set(title="Outputs", xlabel="z", ylabel="a", ylim=(-1.2, 3))
axes[1].set(title="Slopes", xlabel="z", ylabel="slope of a")
axes[0].legend(loc="upper left")
plots.show(
    fig,
    alt="Outputs: the sigmoid rises from 0 to 1, tanh from -1 to 1, ReLU is 0 and then "
    "rises as a straight line. Slopes: a low hill of height 0.25 for the sigmoid, a hill "
    "of height 1 for tanh, a step from 0 to 1 for ReLU.",
)

# %% [markdown]
# Keras gives the same numbers as our three functions. At -2 the sigmoid is already close to 0
# and tanh close to -1, while ReLU is exactly 0. The right-hand picture shows where they differ
# most: far from 0, sigmoid and tanh are nearly flat on both sides, while ReLU keeps its slope
# of 1 for every positive sum.
#
# ### A slip with the slope, easily made
#
# Many programs have one function for value and slope, `sigmoid(z, grad=False)`. With
# `grad=True` it returns `z * (1 - z)`, and then it has to be given the *output* $a$, not
# the sum $z$. If you mix them up, nothing complains. Here is the sum -0.0991, which an output
# neuron further below will have:

# %% tags=["nbval-check-output"]
z_one = -0.0991
a_one = sigmoid(z_one)
rise = sigmoid(z_one + 0.00001) - sigmoid(z_one - 0.00001)
print("slope, measured:         ", round(rise / 0.00002, 4))
print("from the output, a(1-a): ", round(a_one * (1 - a_one), 4))
print("from the sum, z(1-z):    ", round(z_one * (1 - z_one), 4))

# %% [markdown]
# The sigmoid rises everywhere, so a negative slope must be wrong. Notebook 06d shows a check
# that finds such a slip, and in 06f you see what it does to a network that learns.
#
# ## The forward pass
#
# How does an answer come out of a network? Layer by layer. We number the layers, and give
# the input the number 0, because it computes nothing. Then layer $l$ does two things:
#
# $$\mathbf{z}_l = \mathbf{a}_{l-1}\mathbf{W}_l + \mathbf{b}_l, \qquad
# \mathbf{a}_l = f_l(\mathbf{z}_l), \qquad \mathbf{a}_0 = \mathbf{x}$$
#
# > **Forward pass.** Computing all sums $\mathbf{z}_l$ and all outputs $\mathbf{a}_l$ of a
# > network, from the input to the answer.
#
# By hand, with two inputs, two ReLU neurons and one output without activation:
#
# - the input is $\mathbf{a}_0 = [1, 2]$;
# - the first neuron has weights 1 and 1, the second -1 and 0, and both biases are 0. So
#   $\mathbf{z}_1 = [1 \cdot 1 + 2 \cdot 1,\; 1 \cdot (-1) + 2 \cdot 0] = [3, -1]$;
# - ReLU keeps the 3 and turns the -1 into 0, so $\mathbf{a}_1 = [3, 0]$;
# - the output has weights 2 and 5 and the bias 1, so
#   $\mathbf{z}_2 = 2 \cdot 3 + 5 \cdot 0 + 1 = 7$.

# %%
W = [None, np.array([[1.0, -1.0], [1.0, 0.0]]), np.array([[2.0], [5.0]])]
b = [None, np.array([0.0, 0.0]), np.array([1.0])]

# %% tags=["hide-input"]
# @title Draw the network with its numbers
ax = plots.wires(W, b, x=[1, 2], y=[5], step=5)
plots.show(
    ax,
    alt="A 2-2-1 network with its numbers. Inputs 1 and 2; weights 1 and 1 into the first "
    "hidden neuron give z = 3 and a = 3; weights -1 and 0 into the second give z = -1 and "
    "a = 0; weights 2 and 5 and the bias 1 give the output 7. A box for the loss is empty.",
)

# %% [markdown]
# Go through the upper neuron with your finger: 1 times 1, plus 2 times 1, is 3; ReLU leaves it
# alone; 3 times 2 is 6, and with the bias it is 7. The other hidden neuron adds nothing, because
# ReLU has silenced it. (In the picture, $z_1$ and $z_2$ count the neurons of a layer. The
# empty box on the right is the loss, which notebook 06b fills.)
#
# In code, a batch of examples is a matrix whose rows are examples. One product
# `a @ W` then sends all of them through the layer, and `+ b` adds the same biases to every
# row. To keep formula and code alike, we store the matrices in a list so that `W[l]` belongs to
# layer $l$. Place 0 stays empty, since the input layer has no weights.


# %%
def linear(z):
    """No activation at all: leave the sums as they are."""
    return z


act = [None, relu, linear]

# %% [markdown]
# > **Your turn.** This is the heart of the notebook. Write `forward(X, W, b, act)` for a
# > network with *any* number of layers. It returns two lists `z` and `a`, numbered like the
# > layers: `z[0]` is None, `a[0]` is `X`, and `a[-1]` is the answer.
#
# The checks take the network that you have just followed by hand, then a deeper one with
# random numbers, for which Keras knows the answer, and at last a row on its own, which must
# get the same answer as in its batch.

# %% tags=["hide-input"]
# @title Make a deeper network with random numbers, and its twin in Keras
sizes = [3, 5, 4, 2]
W_deep = [None] + [rng.normal(size=(m, n)) for m, n in pairwise(sizes)]
b_deep = [None] + [rng.normal(size=n) for n in sizes[1:]]
act_deep = [None, relu, np.tanh, sigmoid]
X_deep = rng.normal(size=(6, 3))  # (6 examples, 3 inputs)

Dense = keras.layers.Dense
hidden_layers = [Dense(5, "relu"), Dense(4, "tanh")]
keras_net = keras.Sequential([keras.Input((3,)), *hidden_layers, Dense(2, "sigmoid")])
keras_net.set_weights([W_deep[1], b_deep[1], W_deep[2], b_deep[2], W_deep[3], b_deep[3]])


# %%
def forward(X, W, b, act):
    """Give the lists z and a of all layers for a batch X (examples, inputs)."""
    ...  # your lines here


with check.your_turn("forward"):
    z, a = check.unpack(forward(np.array([[1.0, 2.0]]), W, b, act), "z, a", "forward")
    check.close(z[1], [[3.0, -1.0]], "the sums of the hidden layer")
    check.close(a[-1], [[7.0]], "the answer")
    z, a = forward(X_deep, W_deep, b_deep, act_deep)
    check.same([len(z), len(a)], [4, 4], "one entry per layer, the input included")
    check.close(a[-1], np.asarray(keras_net(X_deep)), "as Keras", kind="float32")
    alone = forward(X_deep[2:3], W_deep, b_deep, act_deep)[1]
    check.close(a[-1][2:3], alone[-1], "a row alone and in its batch")

# %% [markdown]
# <details><summary>Hint 1</summary>Begin with <code>z = [None]</code> and
# <code>a = [X]</code>, then go through the layers 1, 2, ... and append to both
# lists.</details>
# <details><summary>Hint 2</summary>The layers are <code>for l in range(1, len(W)):</code>.
# Each one starts from <code>a[l - 1]</code>.</details>
# <details><summary>Hint 3</summary>In the loop:
# <code>z.append(a[l - 1] @ W[l] + b[l])</code>. What do you append to <code>a</code>?</details>
# <details><summary>Solution</summary>
# <code>z, a = [None], [X]</code><br>
# <code>for l in range(1, len(W)):</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;z.append(a[l - 1] @ W[l] + b[l])</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;a.append(act[l]&#40;z[l]&#41;)</code><br>
# <code>return z, a</code></details>

# %% tags=["hide-input"]
# @title A forward pass for the cells below, whether yours is finished or not


def forward(X, W, b, act):
    """Give the lists z and a of all layers for a batch X (examples, inputs)."""
    z, a = [None], [X]
    for layer in range(1, len(W)):
        z.append(a[layer - 1] @ W[layer] + b[layer])
        a.append(act[layer](z[layer]))
    return z, a


# %% tags=["nbval-check-output"]
z, a = forward(X_deep, W_deep, b_deep, act_deep)
assert np.allclose(a[-1], keras_net(X_deep), atol=1e-5)
print("shapes of a:", [layer.shape for layer in a])
print("first answer, by hand: ", a[-1][0].round(4))
print("first answer, by Keras:", np.asarray(keras_net(X_deep))[0].round(4))

# %% [markdown]
# The hand-made network and Keras agree. Look at the shapes, too: every example keeps its
# row, so there are always 6 rows, and the number of columns is the size of the layer.
#
# <details><summary>Reading other books: two conventions to translate</summary>
#
# | | this course, Keras, NumPy | many textbooks |
# |---|---|---|
# | one example is | a row $\mathbf{a}$ | a column $\mathbf{a}$ |
# | a layer computes | $\mathbf{a}\mathbf{W} + \mathbf{b}$ | $\mathbf{W}\mathbf{a} + \mathbf{b}$ |
# | shape of a weight matrix | (inputs, neurons) | (neurons, inputs) |
# | the input is layer | 0 | 0 or 1 |
# | the matrix into layer $l$ is called | $\mathbf{W}_l$ | $\mathbf{W}^{(l)}$ or $\mathbf{W}^{(l-1)}$ |
#
# Each matrix is the other one's transpose. With $\mathbf{a}^{(1)} = \mathbf{x}$ a book may
# write $\mathbf{z}^{(l+1)} = \mathbf{W}^{(l)}\mathbf{a}^{(l)} + \mathbf{b}^{(l)}$: there the
# matrix has the number of the layer that it *leaves*. Find out the convention first, then
# read the formulas.
# </details>
#
# ## Why a network needs activations
#
# Each layer takes the output of the layer before it. For three layers, all of it is one line:
#
# $$\hat{\mathbf{y}} = f_3\big(f_2\big(f_1(\mathbf{x}\mathbf{W}_1 + \mathbf{b}_1)\,
# \mathbf{W}_2 + \mathbf{b}_2\big)\,\mathbf{W}_3 + \mathbf{b}_3\big)$$
#
# > **Composition.** Plugging the result of one function into the next one, as in $g(f(x))$.

# %% tags=["hide-input"]
# @title Draw a network as a row of matrix products
chain = [("$a_0$", 1, 4), ("·", 0, 0), ("$W_1$", 4, 3), ("$f_1$", 0, 1), ("$a_1$", 1, 3),
         ("·", 0, 0), ("$W_2$", 3, 3), ("$f_2$", 0, 1), ("$a_2$", 1, 3), ("·", 0, 0),
         ("$W_3$", 3, 2), ("$f_3$", 0, 1), ("$a_3$", 1, 2)]
fig, ax = plt.subplots(figsize=(10, 2.5))
left = 0.0
for label, rows, columns in chain:
    if rows:
        fill = "#CFE3F2" if label[1] == "W" else "#FCFCFC"
        corner = (left, -rows / 2)
        ax.add_patch(plt.Rectangle(corner, columns, rows, fc=fill, ec="black"))
        words = f"{label}\n{rows} × {columns}"
        ax.text(left + columns / 2, -2.3, words, ha="center", va="top", fontsize=10)
        left += columns + 0.45
    elif columns:
        arrow = {"arrowstyle": "-|>", "color": plots.PALETTE[9], "lw": 2}
        ax.annotate("", (left + 1.5, 0), (left - 0.1, 0), arrowprops=arrow)
        ax.text(left + 0.7, 0.35, label, ha="center", color=plots.PALETTE[9], fontsize=12)
        left += 1.9
    else:
        ax.text(left - 0.22, 0, label, ha="center", va="center", fontsize=16)
ax.set(xlim=(-0.3, left), ylim=(-3.9, 2.3), aspect="equal")
ax.set_title("One example on its way through a 4-3-3-2 network (biases left out)")
ax.axis("off")
plots.show(
    fig,
    alt="A row of boxes. A 1 by 4 example times a 4 by 3 matrix, then an arrow named f1, "
    "gives 1 by 3; times a 3 by 3 matrix and f2 gives 1 by 3; times a 3 by 2 matrix and f3 "
    "gives the 1 by 2 answer.",
)

# %% [markdown]
# Blue boxes are the weights, and an arrow stands for each activation. What would be lost if
# we left the arrows out, and made up for it with more layers?

# %%
guess = check.predict(
    "Three layers of 100 neurons each, but no activation anywhere. What can the border "
    "between its two answers look like in the plane?",
    options=["a straight line", "a line with a few corners", "any smooth curve"],
)

# %% [markdown]
# Tiny numbers first. One layer computes $f(x) = 2x + 1$, the next one $g(x) = 3x - 2$.
# Together they compute $g(f(x)) = 3(2x + 1) - 2 = 6x + 1$. That is again a factor and a
# constant, so one layer could have done it.
#
# > **Affine map.** A product with a matrix, plus a constant: $\mathbf{x}\mathbf{W} +
# > \mathbf{b}$. It is what a layer without activation computes.
#
# With matrices, multiplying out gives
#
# $$(\mathbf{x}\mathbf{W}_1 + \mathbf{b}_1)\mathbf{W}_2 + \mathbf{b}_2 =
# \mathbf{x}\,\underbrace{\mathbf{W}_1\mathbf{W}_2}_{\text{one matrix}} +
# \underbrace{\mathbf{b}_1\mathbf{W}_2 + \mathbf{b}_2}_{\text{one bias}}$$
#
# > **Your turn.** Write `collapse(W1, b1, W2, b2)`, which returns the one layer `W, b` that
# > does what two layers without activation do.


# %%
def collapse(W1, b1, W2, b2):
    """The single layer (W, b) that equals two layers without activation."""
    ...  # your line here


with check.your_turn("collapse"):
    two = (np.array([[2.0]]), np.array([1.0]), np.array([[3.0]]), np.array([-2.0]))
    W_one, b_one = check.unpack(collapse(*two), "W, b", "collapse")
    check.close(np.ravel(W_one), [6.0], "the factor of 6x + 1")
    check.close(np.ravel(b_one), [1.0], "the constant of 6x + 1")
    layers = (W_deep[1], b_deep[1], W_deep[2], b_deep[2])
    W_one, b_one = collapse(*layers)
    both = forward(X_deep, W_deep[:3], b_deep[:3], [None, linear, linear])[1][-1]
    check.close(X_deep @ W_one + b_one, both, "six examples through 3-5-4")

# %% [markdown]
# <details><summary>Hint 1</summary>Multiply out the bracket. What stands next to
# $\mathbf{x}$ is the new matrix.</details>
# <details><summary>Hint 2</summary>The order counts: <code>W1 @ W2</code>.</details>
# <details><summary>Hint 3</summary>The first bias passes through the second matrix, too, and
# then the second bias is added.</details>
# <details><summary>Solution</summary><code>return W1 @ W2, b1 @ W2 + b2</code></details>
#
# A third layer collapses in the same way, and so do a hundred. However many layers there
# are, without activations the whole network is one affine map, and its border is the
# border of a single neuron.

# %% tags=["nbval-check-output"]
guess.reveal("a straight line")

# %% [markdown]
# And with activations? The next cell draws the answers of one and the same 1-3-1 network,
# with the same weights, once without an activation and once with ReLU.

# %% tags=["hide-input"]
# @title Draw what the activation changes
x_line = np.linspace(-3, 3, 601)[:, None]
W_bent = [None, np.array([[1.0, 1.0, 1.0]]), np.array([[1.5], [-2.5], [2.0]])]
b_bent = [None, np.array([2.0, 0.0, -1.5]), np.array([0.5])]
fig, ax = plt.subplots(figsize=(7, 3.4))
for name, f, dashes in (("no activation", linear, "--"), ("ReLU", relu, "-")):
    drawn = forward(x_line, W_bent, b_bent, [None, f, linear])[1][-1]
    ax.plot(x_line[:, 0], drawn[:, 0], dashes, label=name)
kinks = np.array([[-2.0], [0.0], [1.5]])
at_kinks = forward(kinks, W_bent, b_bent, [None, relu, linear])[1][-1]
ax.plot(kinks, at_kinks, "o", color=plots.PALETTE[1])
ax.set(title="The same weights, with and without ReLU", xlabel="x", ylabel="answer")
ax.legend(loc="lower right")
plots.show(
    fig,
    alt="Without an activation the answer is a straight line that rises from left to right. "
    "With ReLU it is flat, then rises, falls and rises again, with three corners, marked by "
    "dots, at -2, 0 and 1.5.",
)

# %% [markdown]
# Each ReLU neuron adds one corner, at the place where its sum changes its sign: three neurons,
# three corners. On the right, where all three sums are positive, ReLU changes nothing and
# both lines agree. With enough neurons a network comes as close to any curve as you like;
# notebook 06e shows why.
#
# ## A 2-3-2 network, number by number
#
# Four points are a small riddle. Here is a famous larger one: two classes that are wound
# around each other. A curve can divide them without a mistake, but no straight line can.
#
# Take a random $u$ between 0 and 1 and turn it into an angle $t$ of up to 780 degrees, a
# little more than two turns. The angle is also the distance from the centre, and the root
# spreads the points evenly along the way. The second spiral is the first one, reflected in
# the centre.
#
# $$t = \sqrt{u}\cdot 780 \cdot \frac{2\pi}{360}, \qquad (x_1, x_2) = (-t\cos t,\; t \sin t)$$


# %% tags=["nbval-check-output"]
def two_spirals(n, seed):
    """Draw n points on each of two spirals: X (2n, 2), labels -1 and then +1."""
    u = np.random.RandomState(seed).rand(n, 1)
    t = np.sqrt(u) * 780 * 2 * np.pi / 360
    first = np.hstack([-t * np.cos(t), t * np.sin(t)])
    return np.vstack([first, -first]), np.repeat([-1, 1], n)


X, y = two_spirals(300, seed=1)
print(X.shape, "first point", X[0].round(4), "label", y[0])
print("largest distance from the centre:", np.linalg.norm(X, axis=1).max().round(2))

# %% tags=["hide-input"]
# @title Draw the spirals
assert np.allclose(X, riddles.two_spirals(300, seed=1)[0])  # later notebooks use this one
fig, ax = plt.subplots(figsize=(5, 4.6))
plots.scatter(X, y, ax=ax)
ax.set(title="Two spirals, 300 points each", aspect="equal", xlim=(-14, 19))
ax.legend(loc="upper right")
plots.show(
    fig,
    alt="Two spirals of points, one per class, that start at the centre and wind around each "
    "other a little more than twice.",
)

# %% [markdown]
# The 300 counts one spiral, so there are 600 points. The angle of 780 degrees is 13.61, so no
# point lies farther out than that. We keep the spirals with the course's tools as
# [`riddles.two_spirals`](coursekit/riddles.py), because the next notebooks need them.
#
# We follow the first point through a small network: two inputs, three hidden sigmoids,
# two output sigmoids, and no biases (all are 0). The **start weights** are random numbers
# between -1 and 1. Why random? If all weights were equal, all three hidden neurons would
# compute the same thing, would be changed in the same way, and would stay equal for ever.

# %% tags=["nbval-check-output"]
old = np.random.RandomState(1)  # NumPy's older generator: see "How this compares"
W_start = [None, 2 * old.rand(2, 3) - 1, 2 * old.rand(3, 2) - 1]
print("W_1:", W_start[1].round(4).tolist())
print("W_2:", W_start[2].round(4).tolist())

# %% [markdown]
# The shapes are 2 × 3 and 3 × 2: rows are inputs, columns are neurons. Now the first
# hidden neuron by hand. Its weights are the first column of $\mathbf{W}_1$.
#
# $$z = 7.0854 \cdot (-0.1660) + 5.2042 \cdot (-0.3953) = -3.233, \qquad
# a = \frac{1}{1 + e^{3.233}} = 0.0379$$
#
# The whole network is one call of `forward`.

# %% tags=["nbval-check-output"]
no_bias = [None, np.zeros(3), np.zeros(2)]
sigmoids = [None, sigmoid, sigmoid]
z, a = forward(X[:1], W_start, no_bias, sigmoids)
print("z_1", z[1][0].round(5), " a_1", a[1][0].round(5))
print("z_2", z[2][0].round(5), " a_2", a[2][0].round(5))

# %% tags=["hide-input"]
# @title Draw the network with these numbers
ax = plots.wires(W_start, no_bias, x=X[0], y=[1, 0], activation="sigmoid",
                 output="sigmoid", step=10)
for x, words in ((0.17, "$W_1$: 2 × 3"), (0.53, "$W_2$: 3 × 2")):
    ax.text(x, 0.82, words, transform=ax.transAxes, ha="center", fontsize=11)
plots.show(
    ax,
    alt="The 2-3-2 network with its 12 weights on the wires. The inputs 7.09 and 5.2 give "
    "hidden outputs of 0.0379, 0.365 and 0.00001, and these give the answers 0.475 and 0.504.",
)

# %% [markdown]
# The third hidden neuron has the sum -11.3, and the sigmoid of that is practically 0. So its
# two weights into the last layer have practically no effect on this point. Such a neuron, far
# out where its sigmoid is flat, is called *saturated*. Inputs of this size are too large for
# sigmoids, and notebook 06c returns to that.
#
# ### Two outputs, one for each class
#
# The network gives two numbers. Which class do they mean? That is for us to decide: column
# 0 speaks for class -1 and column 1 for class +1, and the larger number wins. So the wanted
# answer for a point of class -1 is [1, 0]. You know such rows as one-hot from chapter 03a.
#
# > **Your turn.** Write `one_hot(y)` for labels -1 and +1.


# %%
def one_hot(y):
    """Rows [1, 0] for the label -1 and [0, 1] for +1, of shape (examples, 2)."""
    ...  # your line here


with check.your_turn("one_hot"):
    check.close(one_hot(np.array([-1, 1, 1])), [[1, 0], [0, 1], [0, 1]], "-1, 1, 1")
    check.shape(one_hot(y), (600, 2), "one_hot of the spirals")
    check.same(np.argmax(one_hot(y), axis=1), (y == 1) * 1, "the column of the 1")

# %% [markdown]
# <details><summary>Hint 1</summary><code>y == -1</code> is the first column,
# <code>y == 1</code> the second one.</details>
# <details><summary>Hint 2</summary><code>np.stack([...], axis=1)</code> puts columns side by
# side.</details>
# <details><summary>Hint 3</summary>Turn True and False into numbers with
# <code>.astype(float)</code>.</details>
# <details><summary>Solution</summary>
# <code>return np.stack([y == -1, y == 1], axis=1).astype(float)</code></details>
#
# How many of the 600 points does a network get right that has learned nothing yet? We try
# five networks with five seeds, since one could be lucky or unlucky.

# %% tags=["nbval-check-output"]
for seed in range(1, 6):
    draw = np.random.RandomState(seed)
    W_random = [None, 2 * draw.rand(2, 3) - 1, 2 * draw.rand(3, 2) - 1]
    outputs = forward(X, W_random, no_bias, sigmoids)[1][-1]  # (600, 2)
    column = outputs.argmax(axis=1)  # 0 or 1 for each point
    right = (column == (y == 1)).sum()
    print(f"seed {seed}: {right} of 600 right, column 1 chosen {column.sum()} times")

# %% [markdown]
# Between 260 and 300 of the 600 points are right. A coin would reach about 300, so none of the
# five is better than a coin. Two of the networks, among them the one of our picture (seed 1),
# even give the same answer to every point. A poor first answer is normal, since nothing has
# been learned yet.
#
# *Try it:* change the range of the weights from ±1 to ±5 (write `10 * draw.rand(2, 3) - 5`, and
# the same for the second matrix), run the cell again, and compare the five seeds. Do larger
# random weights know more?
#
# <details><summary>What you should see</summary>No. The five networks get between 253 and 300
# points right, so they are again no better than a coin. Being larger does not make a random
# weight any wiser.</details>
#
# ### A map from the plane into space and back
#
# The hidden layer gives every point of the plane *three* coordinates, so the plane becomes a
# curved sheet in space. The output layer maps this sheet into a plane again. The next
# picture shows it for a square around the centre, each quarter in its own colour.

# %% tags=["hide-input"]
# @title Draw the plane on its way through the network
side = np.linspace(-3, 3, 25)
grid = np.stack(np.meshgrid(side, side), axis=-1)  # (25, 25, 2)
_, a_grid = forward(grid.reshape(-1, 2), W_start, no_bias, sigmoids)
stages = [layer.reshape(25, 25, -1) for layer in a_grid]
quarter = (grid[..., 0] > 0) * 1 + (grid[..., 1] > 0) * 2
colours = np.array(["#0072B2", "#E69F00", "#56B4E9", "#E78AC3"])[quarter]
fig = plt.figure(figsize=(10.5, 3.7))
flat = {0: fig.add_subplot(131), 2: fig.add_subplot(133)}
for layer, ax in flat.items():
    ax.scatter(*stages[layer].reshape(-1, 2).T, c=colours.ravel(), s=9)
    for line in (*stages[layer][::6], *stages[layer].transpose(1, 0, 2)[::6]):
        ax.plot(*line.T, color="0.3", lw=0.7)
flat[0].set(title="Input: 2 numbers", xlabel="$x_1$", ylabel="$x_2$")
flat[2].plot([0, 1], [0, 1], "--", color="black", lw=1)
flat[2].text(0.42, 0.33, "equal outputs", rotation=45, fontsize=9)
flat[2].set(title="Output: 2 numbers", xlabel="class -1", ylabel="class +1")
flat[2].set(xlim=(0.2, 0.65), ylim=(0.2, 0.65), aspect="equal")
flat[0].set(aspect="equal")
room = fig.add_subplot(132, projection="3d")
room.plot_surface(*stages[1].transpose(2, 0, 1), facecolors=colours[:-1, :-1],
                  rstride=1, cstride=1, linewidth=0.2, edgecolor="white", shade=False)
room.view_init(elev=22, azim=-60)
room.set(title="Hidden: 3 numbers", xlabel="neuron 1", ylabel="neuron 2")
room.text(1.05, 1.05, 1.12, "neuron 3", ha="center", fontsize=10)
room.set(xticks=[0, 1], yticks=[0, 1], zticks=[0, 1])
plots.show(
    fig,
    alt="Left a square in four colours. In the middle the square has become a curved sheet "
    "inside a cube. Right the sheet is flat again and has become a small bent patch that lies "
    "wholly above the dashed line of equal outputs.",
)

# %% [markdown]
# The random network has squeezed the square into a small patch, which lies wholly above
# the dashed line. So the second output is the larger one everywhere in the square, and
# every point of it gets the answer +1. The count said the same about the spirals (seed
# 1). Training has to move the sheet in the cube until a straight cut divides the classes,
# as it did for the lamp.
#
# ## Large weights are not important inputs
#
# A bank refuses a loan, and the applicant asks why. The bank's clerk opens the network and
# looks at the weights of the first layer. For a single neuron, with inputs on equal scales,
# this makes sense: the most positive and the most negative weights have the largest effect.
# Does it also work for a network? Here is one with three inputs, four hidden tanh neurons and
# no biases. Light lines are positive weights, dark lines are negative, and thick lines are
# large.

# %%
features = ["income", "debt", "postcode"]
F1 = np.array([[1.0, 0.2, 0.0, 0.0], [-0.5, 0.9, 0.0, 0.0], [0.0, 0.0, 3.0, 3.0]])
F2 = np.array([[1.0], [-1.0], [2.0], [-2.0]])
F = [None, F1, F2]

# %% tags=["hide-input"]
# @title Draw the network upright, its weights as light and dark lines
fig, ax = plt.subplots(figsize=(6, 3.6))
heights = [[-2, 0, 2], [-3, -1, 1, 3], [0]]
for layer in (1, 2):
    for i, j in np.argwhere(F[layer]):
        w = F[layer][i, j]
        ends = (heights[layer - 1][i], heights[layer][j])
        ax.plot(ends, (layer - 1, layer), color="white" if w > 0 else "black",
                lw=1 + 2 * abs(w), zorder=1)
for layer, spots in enumerate(heights):
    ax.scatter(spots, [layer] * len(spots), s=420, fc="#FCFCFC", ec="black", zorder=2)
for name, spot in zip(features, heights[0], strict=True):
    ax.text(spot, -0.38, name, ha="center", fontsize=10)
ax.text(0, 2.25, "score", ha="center", fontsize=10)
ax.set(title="Light: positive weights, dark: negative", xticks=[], yticks=[])
ax.set(xlabel="neurons", ylabel="layers", ylim=(-0.6, 2.6), facecolor="#8FA3AD")
plots.show(
    fig,
    alt="A 3-4-1 network drawn upright, inputs at the bottom. The thickest lines are two "
    "light ones from postcode to the third and fourth neuron; from there one thick light "
    "and one thick dark line lead to the score. The lines of income and debt are thin.",
)

# %% [markdown]
# To measure the effect of an input, we shuffle it: every applicant gets the income, say, of
# another applicant, and everything else stays. If the scores hardly change, the network hardly
# uses this input.

# %%
guess = check.predict(
    "Which input changes the score most, if we shuffle it among the applicants?",
    options=["income", "debt", "postcode"],
)

# %% tags=["nbval-check-output"]
people = np.random.default_rng(1).normal(size=(2000, 3))  # income, debt, postcode
zeros = [None, np.zeros(4), np.zeros(1)]
score = forward(people, F, zeros, [None, np.tanh, linear])[1][-1]
for j, name in enumerate(features):
    shuffled = people.copy()
    shuffled[:, j] = np.random.default_rng(2).permutation(people[:, j])
    changed = forward(shuffled, F, zeros, [None, np.tanh, linear])[1][-1]
    size = np.abs(F[1][j]).sum()
    effect = np.abs(changed - score).mean()
    print(f"{name:9s} weights {size:.1f}, shuffling changes the score by {effect:.2f}")
guess.reveal("debt")

# %% [markdown]
# The postcode has the largest weights and no influence at all. The two neurons that look at
# it do the same thing, and the last layer subtracts one from the other. So a bank that
# takes its reasons from the first layer tells the applicant something false. It also works
# the other way round: a forbidden input may hide behind small weights and still have a
# great effect. **Do not read the importance of an input off the first layer** (unless there
# is a single hidden neuron, because then nothing can cancel it). Measure what happens to
# the answer when the input changes, as we did here.
#
# **In your own words.** A doctor looks at such a picture of a network for heart disease and
# says: "The lines of the blood pressure are the thickest, so that is what I have to lower."
# Answer in two sentences, without formulas.
#
# <details><summary>One possible answer</summary>Thick lines only show that some part of the
# network listens to the blood pressure, and other parts may cancel what it hears, so
# please look at how the answer changes when the blood pressure changes. And even then we
# know what the network does, not what would help the patient.</details>
#
# ## When it goes wrong
#
# A colleague sends you a trained 2-2-1 network and three answers that it should give. You load
# the weights, and no error appears, yet the answers are wrong. Your colleague's program
# stores a weight matrix with one *row* per neuron.
#
# > **Your turn.** Run the cell, find the line to repair, and run it again.

# %%
sent_W1 = np.array([[2.0, 2.0], [-3.0, 1.0]])  # first row: the first neuron
sent_W2 = np.array([[4.0, -2.0]])
sent_b1, sent_b2 = np.array([-1.0, 0.5]), np.array([1.0])

W_sent = [None, sent_W1, sent_W2.T]
b_sent = [None, sent_b1, sent_b2]
X_sent = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
answers = forward(X_sent, W_sent, b_sent, [None, relu, linear])[1][-1]
print("answers: ", answers[:, 0])
print("expected: [ 5.  2. 13.]")
with check.your_turn("the weights of a colleague"):
    check.close(answers[:, 0], [5.0, 2.0, 13.0], "the three examples")

# %% [markdown]
# <details><summary>Hint 1</summary>Follow the first example, [1, 0], by hand. The first
# neuron should compute $2 \cdot 1 + 2 \cdot 0 - 1 = 1$, the second
# $-3 \cdot 1 + 1 \cdot 0 + 0.5 = -2.5$.</details>
# <details><summary>Hint 2</summary>In our convention a neuron is a <em>column</em> of its
# matrix. One of the two matrices has been turned already.</details>
# <details><summary>Hint 3</summary>A square matrix fits in both directions, so NumPy cannot
# notice it. Which attribute transposes a matrix?</details>
# <details><summary>Solution</summary>
# <code>W_sent = [None, sent_W1.T, sent_W2.T]</code></details>
#
# A shape that fits is no proof. So compare at least one answer with a known one, as you
# did with Keras above.
#
# ## How this compares
#
# The spirals and the 2-3-2 network are the running example of a book, and the network with
# 109,386 parameters comes from a lecture. The table names them.

# %%
results.table("B06.P1", "LA.P1 parameters")

# %% [markdown]
# Our points and parameters are the published ones. So are the two answers to the first
# point, 0.47524 and 0.50415. (To get them we used NumPy's older generator, `RandomState`,
# as the book does.) The notes on budget and data belong to the network with 109,386
# parameters, which notebook 06e trains; here nothing was trained. Mistakes that stand in
# such texts are collected, with the right version of each, in [Printed errors, put
# right](errata.md).
#
# ## Key points
#
# - Hidden neurons give the data new coordinates, in which a straight line may suffice.
# - A forward pass is $\mathbf{z}_l = \mathbf{a}_{l-1}\mathbf{W}_l + \mathbf{b}_l$ and
#   $\mathbf{a}_l = f_l(\mathbf{z}_l)$, layer after layer, for a whole batch at once.
# - A layer of $n$ neurons behind one of $m$ has $(m + 1)\,n$ parameters.
# - Without activations, any number of layers is one affine map.
# - The size of a first-layer weight does not tell how much an input matters.

# %% [markdown]
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("06a_from_inputs_to_an_answer")

# %% [markdown]
# ## References
#
# - F. Rosenblatt, *The perceptron: a probabilistic model for information storage and
#   organization in the brain*, Psychological Review 65(6), 1958.
# - F. Rosenblatt, *Principles of Neurodynamics*, Spartan Books, 1962.
# - C. C. Tappert, *Who is the father of deep learning?*, International Conference on
#   Computational Science and Computational Intelligence, 2019.
# - G. E. Hinton, *Connectionist learning procedures*, Artificial Intelligence 40, 1989;
#   reprinted in Machine Learning III, 1990.
# - Slides of a course in urban science, 2020, slides.com/federicabianco/pus2020_14.
# - The articles on *activation function* and *autoencoder* in Wikipedia.
#
# **What comes next.** The network answers, but it knows nothing yet. To teach it, we first
# need a number that says how wrong an answer is. That is the subject of
# [notebook 06b](06b_what_to_make_small.ipynb).

# %% tags=["hide-input"]
# @title For the record
run.record("B06.P1", points=(len(X), 600), x1=(X[0, 0], 7.0854), x2=(X[0, 1], 5.2042))
