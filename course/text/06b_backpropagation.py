# %% [markdown]
# # 06b · Backpropagation
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/06b_backpropagation.ipynb)
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2006b)
#
# *about 80 min · CPU · no download needed · after notebook 06a*

# %% [markdown]
# ## What you will be able to do
#
# - find all gradients of a network in one walk backwards, in either convention;
# - prove by measurement that your gradients are right, and know how exact to expect it;
# - train a network from scratch, and see Keras take the same steps;
# - keep weights small with a penalty, and derive what it adds to the gradient.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, plots, quiz, run

# %%
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import Lasso, Ridge

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(6)

# %% [markdown]
# ## Who is to blame, computed
#
# Notebook 06a left a question. A network has hundreds of weights, or billions, and for each
# we want to know how the loss changes with it. To *measure* it takes two forward passes
# per weight. Is there a cheaper way?
#
# > **Backpropagation.** The chain rule, applied to a layered function from its end to its
# > beginning, so that every intermediate result is computed once. It yields the gradient of
# > the loss in all parameters.
#
# It is not the optimiser. Backpropagation says which way is down; gradient descent, or
# another method, takes the step. Together they have one purpose, to make the error on the
# training examples small.
#
# For decades two things stood in the way of networks with several layers: they took too much
# computing, and their training was unstable. The idea itself was found again and again. Control
# engineers had the chain of derivatives in the 1960s; Seppo Linnainmaa described the
# backward mode for any program in 1970; Paul Werbos saw in 1974 what it would mean for
# networks. David Rumelhart, Geoffrey Hinton and Ronald Williams made it famous in 1986. Their
# two formulas for a unit are the ones of 06a: $x_j = \sum_i y_i w_{ji}$ and
# $y_j = 1/(1 + e^{-x_j})$. What they showed was new: the *hidden* units come to stand for
# useful features of the task, which no perceptron rule can bring about. Their article in
# Nature is four pages long; read it.
#
# > **Careful.** Backpropagation is sometimes credited to Hecht-Nielsen, 1992. That is a
# > chapter *about* it, twenty-two years after Linnainmaa.
#
# ## Four neurons in a row
#
# The smallest deep network: one neuron per layer, four layers.
# $a_0 \to a_1 \to a_2 \to a_3 \to a_4 \to C$, with $z_l = w_l a_{l-1} + b_l$,
# $a_l = \sigma(z_l)$ and $C = \frac12 (y - a_4)^2$.


# %%
def sigmoid(z):
    """Squeeze any number into (0, 1)."""
    return 1 / (1 + np.exp(-z))


def slope(z):
    """Derivative of the sigmoid at z."""
    return sigmoid(z) * (1 - sigmoid(z))


def chain(a0, w, b):
    """Give all z and all a of a chain of neurons."""
    z, a = [], [a0]
    for w_l, b_l in zip(w, b, strict=True):
        z.append(w_l * a[-1] + b_l)
        a.append(sigmoid(z[-1]))
    return np.array(z), np.array(a)


# %%
w, b = np.array([1.5, -2.0, 1.0, 3.0]), np.array([0.0, 1.0, -0.5, 0.2])
a0, target = 0.8, 1.0
z, a = chain(a0, w, b)

# %%
fig, ax = plt.subplots(figsize=(10, 2.1))
names = ["$a_0$", "$a_1$", "$a_2$", "$a_3$", "$a_4$", "$C$"]
values = [*a, 0.5 * (target - a[-1]) ** 2]
for n, (name, value) in enumerate(zip(names, values, strict=True)):
    fill, ink = (plots.PALETTE[0], "white") if 0 < n < 5 else ("white", "black")
    ax.plot([2 * n], [0], "o", ms=30, mfc=fill, mec="k")
    ax.text(2 * n, 0, name, ha="center", va="center", color=ink)
    ax.text(2 * n, -0.85, f"{value:.3f}", ha="center")
    ax.text(2 * n - 1, 0.3, f"$w_{n}, b_{n}$" if 0 < n < 5 else "", ha="center")
for n in range(5):
    ax.annotate(
        "", (2 * n + 1.55, 0), (2 * n + 0.45, 0), arrowprops={"arrowstyle": "->"}
    )
ax.set(xlim=(-1, 11), ylim=(-1.2, 0.9), title="One neuron per layer")
ax.axis("off")
plots.show(
    fig,
    alt="A row of circles a0 to a4 and C joined by arrows, each arrow with its weight "
    "and bias; below the circles their values, from 0.800 to a cost of 0.014.",
)

# %% [markdown]
# Push $b_1$ a little, by $\Delta b_1$. Then $a_1$ moves by $\sigma'(z_1)\,\Delta b_1$, nearly.
# That moves $z_2$ by $w_2$ times as much, hence $a_2$ by $\sigma'(z_2)$ times that, and so
# on to the cost. Slopes multiply, as gears do:
#
# $$\frac{\partial C}{\partial b_1} = \sigma'(z_1)\,w_2\,\sigma'(z_2)\,w_3\,\sigma'(z_3)\,w_4\,
# \sigma'(z_4)\,\frac{\partial C}{\partial a_4}, \qquad \frac{\partial C}{\partial a_4} = a_4 - y$$

# %% tags=["nbval-check-output"]
push = 1e-3
first = np.array([1.0, 0.0, 0.0, 0.0])
moved = chain(a0, w, b + push * first)[1]
print(f"a1 moves by {moved[1] - a[1]:.7f}, expected {slope(z[0]) * push:.7f}")


# %% tags=["nbval-check-output"]
by_rule = slope(z[0]) * np.prod(w[1:] * slope(z[1:])) * (a[4] - target)


def cost(b):
    """Cost of the chain as a function of its biases."""
    return 0.5 * (target - chain(a0, w, b)[1][-1]) ** 2


measured = (cost(b + 1e-5 * first) - cost(b - 1e-5 * first)) / 2e-5
print(f"dC/db1 by the chain rule {by_rule:.8f}, measured {measured:.8f}")

# %% [markdown]
# > **Careful.** A slide prints the chain rule as $\frac{\partial C}{\partial z_4}
# > \frac{\partial C}{\partial z_3}\cdots$, a product of derivatives *of the cost*. In a chain,
# > the denominator of each factor is the numerator of the next,
# > $\frac{\partial C}{\partial z_4}\frac{\partial z_4}{\partial z_3}
# > \frac{\partial z_3}{\partial z_2}\frac{\partial z_2}{\partial z_1}
# > \frac{\partial z_1}{\partial x}$, and each $\frac{\partial z_{l+1}}{\partial z_l}
# > = w_{l+1}\,\sigma'(z_l)$ contains a weight, which is easily forgotten.

# %% tags=["nbval-check-output"]
delta = [(a[4] - target) * slope(z[3])]  # dC/dz4, then backwards
for layer in (2, 1, 0):
    delta.insert(0, delta[0] * w[layer + 1] * slope(z[layer]))
x_push = (0.5 * (target - chain(a0 + 1e-5, w, b)[1][-1]) ** 2 - cost(b)) / 1e-5
print(f"measured dC/dx        {x_push:.6f}")
print(f"chain, with weights   {delta[0] * w[0]:.6f}")
print(f"weights forgotten     {(a[4] - target) * np.prod(slope(z)):.6f}")
print(f"dC/dz4 dC/dz3 ...     {np.prod(delta):.1e}")

# %% [markdown]
# ## Remember instead of recomputing
#
# For $\partial C/\partial b_2$ the product is the same, only its first factors are missing.
# Who computes each derivative for itself multiplies the same numbers again and again. Who
# starts at the *end* and keeps the results needs each factor once: `delta` above, four
# numbers, each made from the one after it.
#
# > **Dynamic programming.** Solve each part of a problem once, write the result down, and
# > look it up from then on.
#
# In a network the saving is gigantic, because a change spreads along *paths*. From one
# neuron of the first layer to one of the last there are $n^{L-2}$ of them, if there are $L$
# layers of $n$ neurons. Count how many sums a program makes that follows every path, and
# one that remembers:


# %%
def calls(n, layers, memory=None):
    """Count how often the effect of some neuron on the cost is worked out."""
    count = 0

    def effect(layer, j):
        nonlocal count
        if memory is not None and (layer, j) in memory:
            return
        count += 1
        if layer < layers:
            for k in range(n):
                effect(layer + 1, k)
        if memory is not None:
            memory.add((layer, j))

    for j in range(n):
        effect(1, j)
    return count


# %% tags=["nbval-check-output"]
for layers in (2, 4, 6):
    every, kept = calls(5, layers), calls(5, layers, memory=set())
    print(f"{layers} layers of 5: {every:6,} without memory, {kept} with")

# %% [markdown]
# That is all of backpropagation's secret: feed forward, compute the cost, and then go back,
# layer by layer, asking what a small change in this layer does to the *next*, whose answers
# are already known. What deeper layers have found out flows to the earlier ones, and nothing
# is computed twice.
#
# ## The four equations
#
# Now with many neurons per layer. First in the convention of columns, as most texts write it:
# the matrix $\mathbf{w}^l$ *feeds* layer $l$, and $w^l_{jk}$ leads to neuron $j$ from neuron
# $k$. Call the **error** of a layer $\delta^l = \partial C / \partial \mathbf{z}^l$. Two signs:
# $\nabla_a C$ is the vector of the derivatives $\partial C/\partial a_j$, which for half the
# squared error is $\mathbf{a}^L - \mathbf{y}$; and $\odot$, the **Hadamard product**,
# multiplies number by number.

# %%
fig, ax = plt.subplots(figsize=(8.6, 3.2))
formulas = [
    r"$\delta^L = \nabla_a C \,\odot\, \sigma'(z^L)$",
    r"$\delta^l = ((w^{l+1})^\top \delta^{l+1}) \odot \sigma'(z^l)$",
    r"$\partial C / \partial b^l_j = \delta^l_j$",
    r"$\partial C / \partial w^l_{jk} = a^{l-1}_k \, \delta^l_j$",
]
meanings = [
    "error of the last layer",
    "one layer back",
    "gradients: biases",
    "and weights",
]
for n, (formula, words) in enumerate(zip(formulas, meanings, strict=True)):
    ax.text(0.02, 0.86 - 0.24 * n, f"BP{n + 1}", weight="bold", va="center")
    ax.text(0.12, 0.86 - 0.24 * n, formula, fontsize=15, va="center")
    ax.text(0.64, 0.86 - 0.24 * n, words, va="center", color="0.3")
ax.add_patch(plt.Rectangle((0, 0), 1, 1, fill=False, lw=1.5))
ax.set(
    xlim=(-0.01, 1.01),
    ylim=(-0.02, 1.02),
    title="The four equations of backpropagation",
)
ax.axis("off")
plots.show(
    fig,
    alt="A box with four formulas: BP1, the error of the last layer; BP2, an error "
    "from the error of the next layer; BP3 and BP4, the gradients of biases and "
    "of weights.",
)

# %% [markdown]
# Why BP2? A neuron's output goes to *all* neurons of the next layer, so its effect is the sum
# of its effects on them: $\sum_j w^{l+1}_{ji}\,\delta^{l+1}_j$. Then once through its own bend.
#
# The whole **algorithm** in five steps:
#
# 1. set $\mathbf{a}^1 = \mathbf{x}$;
# 2. feed forward, and keep all $\mathbf{z}$ and $\mathbf{a}$;
# 3. compute the error of the output (BP1);
# 4. go back through the layers $L - 1, \dots, 2$ (BP2);
# 5. read off the gradients (BP3, BP4).

# %%
ax = plots.network([2, 3, 2], names=["layer 1", "layer 2", "layer 3"])
ax.set_title("Forward the a, backward the δ", loc="left")
ahead = {"arrowstyle": "->", "lw": 2}
back = ahead | {"color": plots.PALETTE[1]}
for n, x in enumerate((1.0, 3.0), 1):
    ax.annotate("", (x + 0.6, 0.72), (x - 0.6, 0.72), arrowprops=ahead)
    ax.text(x, 0.8, f"$a^{{({n})}}$", ha="center")
    ax.annotate("", (x - 0.6, -1.45), (x + 0.6, -1.45), arrowprops=back)
    ax.text(x, -1.38, f"$\\delta^{{({n + 1})}}$", ha="center", color=plots.PALETTE[1])
ax.set_ylim(-1.6, 1.1)
plots.show(
    ax.figure,
    alt="A 2-3-2 network. Above it arrows to the right carry the outputs a of layers "
    "1 and 2; below it arrows to the left carry the errors delta of layers 3 and "
    "2.",
)

# %% [markdown]
# ### The other convention
#
# | | columns, $w^l$ feeds layer $l$ | columns, $W^{(l)}$ leaves layer $l$ | rows, this course |
# |---|---|---|---|
# | forward | $z^l = w^l a^{l-1} + b^l$ | $z^{(l+1)} = W^{(l)} a^{(l)} + b^{(l)}$ | `Z = A @ W + b` |
# | output | $\nabla_a C \odot \sigma'(z^L)$ | $-(y_i - a_i)\,s_i$ | `(A - Y) * s` |
# | hidden | $(w^{l+1})^\top \delta^{l+1} \odot \sigma'$ | $s_i \sum_j w_{ji}\delta_j$ | `delta @ W.T * s` |
# | weights | $\delta^l (a^{l-1})^\top$ | $a^{(l)}_j\,\delta^{(l+1)}_i$ | `A.T @ delta` |
# | biases | $\delta^l$ | $\delta^{(l+1)}_i$ | `delta.sum(axis=0)` |
#
# (The $s$ are the slopes $\sigma'(z)$.) The second column is from notes that number the matrices
# by the layer they *leave*, so the layer numbers of the weights are lower by one. Written out, with
# $n_l$ layers and $L = \frac12\lVert\mathbf{y} - h(\mathbf{x})\rVert^2$:
#
# $$\delta_i^{(n_l)} = -(y_i - a_i)\,\sigma'(z_i^{(n_l)}), \qquad
# \delta_i^{(l)} = \Big(\sum_j w_{ji}^{(l)}\,\delta_j^{(l+1)}\Big)\,\sigma'(z_i^{(l)}), \qquad
# \frac{\partial L}{\partial w_{ij}^{(l)}} = a_j^{(l)}\,\delta_i^{(l+1)}$$
#
# > **Careful.** Those notes write $-(\mathbf{y} - a_i)$ once, a vector minus a number. One output
# > neuron has one target: $-(y_i - a_i)$.
#
# > **Your turn.** BP2 in our convention: `hidden_delta(delta, W, a)`, for a batch of rows. `W`
# > leads from this layer to the next, `a` are this layer's sigmoid outputs.


# %%
def hidden_delta(delta, W, a):
    """Errors of a sigmoid layer, (batch, n), from those of the next, (batch, m)."""
    ...  # your line here


with check.your_turn("hidden_delta"):
    d, W = np.array([[1.0, -1.0]]), np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 3.0]])
    check.close(hidden_delta(d, W, np.full((1, 3), 0.5)), [[0.5, 0, -0.75]], "by hand")
    check.shape(hidden_delta(np.ones((9, 2)), W, np.ones((9, 3))), (9, 3), "a batch")

# %% [markdown]
# <details><summary>Hint 1</summary><code>W</code> has shape (n, m). Which form of it takes
# (batch, m) back to (batch, n)?</details>
# <details><summary>Hint 2</summary><code>delta @ W.T</code>: the errors, sent back.</details>
# <details><summary>Hint 3</summary>Then number by number the slope of the sigmoid, from its
# output: <code>a * (1 - a)</code>.</details>
# <details><summary>Solution</summary><code>return (delta @ W.T) * a * (1 - a)</code></details>
#
# Both conventions in NumPy, on a random 2-4-3-2 network. They must agree to the last digits.


# %%
def gradients_rows(x, y, W, b):
    """Our convention: x and y are rows, W[l] has shape (inputs, neurons)."""
    a = [x]
    for W_l, b_l in zip(W, b, strict=True):
        a.append(sigmoid(a[-1] @ W_l + b_l))
    delta = (a[-1] - y) * a[-1] * (1 - a[-1])  # BP1
    found = []
    for layer in reversed(range(len(W))):
        found.insert(0, (a[layer].T @ delta, delta.sum(axis=0)))  # BP4, BP3
        delta = (delta @ W[layer].T) * a[layer] * (1 - a[layer])  # BP2
    return found


# %%
def gradients_columns(x, y, W, b):
    """The other: x and y are columns, W[l] has shape (neurons, inputs)."""
    a, z = [x], []
    for W_l, b_l in zip(W, b, strict=True):
        z.append(W_l @ a[-1] + b_l)
        a.append(sigmoid(z[-1]))
    delta = (a[-1] - y) * slope(z[-1])  # BP1
    found = [(delta @ a[-2].T, delta)]  # BP4, BP3
    for layer in reversed(range(len(W) - 1)):
        delta = (W[layer + 1].T @ delta) * slope(z[layer])  # BP2
        found.insert(0, (delta @ a[layer].T, delta))
    return found


# %%
draw = np.random.default_rng(0).normal
W = [draw(size=shape) for shape in pairwise((2, 4, 3, 2))]
b = [draw(size=n) for n in (4, 3, 2)]
x, y = draw(size=(1, 2)), np.array([[1.0, 0.0]])


# %% tags=["nbval-check-output"]
rows = gradients_rows(x, y, W, b)
columns = gradients_columns(x.T, y.T, [M.T for M in W], [v[:, None] for v in b])
for layer, ((dW, db), (dW_c, db_c)) in enumerate(zip(rows, columns, strict=True), 1):
    assert np.allclose(dW, dW_c.T) and np.allclose(db, db_c[:, 0])
    print(f"layer {layer}: rows {dW.shape}, columns {dW_c.shape}, transposed equal")

# %% [markdown]
# ### Softmax and cross-entropy: the slopes cancel
#
# BP1 as printed in most notes, $-(y_i - a_i)\,\sigma'(z_i)$, belongs to half the squared
# error. The network that the same notes then build has a softmax and the cross-entropy.
# For this pair something pleasant happens: the slope of the softmax and that of the
# logarithm cancel, and
#
# $$\delta = \mathbf{p} - \mathbf{y}$$
#
# Tiny numbers: scores 1, 2, 3, the last class true. Measure all three derivatives.

# %%
scores, hot = np.array([1.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0])


def surprise(z):
    """Cross-entropy of the softmax of z."""
    return np.log(np.exp(z).sum()) - z @ hot


# %% tags=["nbval-check-output"]
p = np.exp(scores) / np.exp(scores).sum()
by_push = [
    (surprise(scores + e) - surprise(scores - e)) / 2e-5 for e in 1e-5 * np.eye(3)
]
print("measured:          ", np.round(by_push, 5))
print("p - y:             ", (p - hot).round(5))
print("with a slope, wrong:", ((p - hot) * p * (1 - p)).round(5))

# %% [markdown]
# ## The worked example, corrected
#
# Back to the first point of the spirals and the published 2-3-2 network of 06a, without
# biases: $\mathbf{z}_1 = \mathbf{x}\mathbf{W}_1$, $\mathbf{o}_1 = o(\mathbf{z}_1)$,
# $\mathbf{z}_2 = \mathbf{o}_1\mathbf{W}_2$, $\mathbf{o}_2 = o(\mathbf{z}_2)$.


# %%
def two_spirals(n, seed):
    """Draw n points on each of two spirals, labels -1 and +1 (see 06a)."""
    u = np.random.RandomState(seed).rand(n, 1)
    t = np.sqrt(u) * 780 * 2 * np.pi / 360
    first = np.hstack([-np.cos(t) * t, np.sin(t) * t])
    return np.vstack([first, -first]), np.repeat([-1, 1], n)


# %%
def start_weights(seed=1):
    """The published start: uniform in [-1, 1), from a generator seeded right here."""
    keep = np.random.RandomState(seed)
    return 2 * keep.rand(2, 3) - 1, 2 * keep.rand(3, 2) - 1


X, y = two_spirals(300, seed=1)
Y = np.stack([y == -1, y == 1], axis=1).astype(float)  # column 0 is class -1
W1, W2 = start_weights()


# %% tags=["nbval-check-output"]
x, target = X[:1], Y[:1]
z1 = x @ W1
o1 = sigmoid(z1)
z2 = o1 @ W2
o2 = sigmoid(z2)
print("o1", o1.round(5)[0], " o2", o2.round(5)[0], " target", target[0])

# %% [markdown]
# **Step 4, the backward pass.** First the output layer, three factors:
#
# $$\frac{\partial L}{\partial \mathbf{W}_2} = \mathbf{o}_1^\top
# \left[-(\mathbf{y} - \mathbf{o}_2) \odot \mathbf{o}_2 \odot (1 - \mathbf{o}_2)\right]$$
#
# Mind the shapes: in the brackets, row vectors are multiplied number by number; then a column
# times a row, an **outer product**, gives 3 × 2, the shape of $\mathbf{W}_2$.

# %% tags=["nbval-check-output"]
dL_do2 = -(target - o2)
do2_dz2 = o2 * (1 - o2)
dL_dz2 = dL_do2 * do2_dz2
dL_dW2 = o1.T @ dL_dz2  # (3, 1) times (1, 2)
print("dL/do2 ", dL_do2.round(5)[0])
print("do2/dz2", do2_dz2.round(5)[0])
print("dL/dW2 ", dL_dW2.round(5).tolist())

# %% [markdown]
# Then the hidden layer. `dL_dz2` is known already and used again; it goes back through the
# *transpose* of $\mathbf{W}_2$:
#
# $$\frac{\partial L}{\partial \mathbf{o}_1} = \frac{\partial L}{\partial \mathbf{z}_2}
# \mathbf{W}_2^\top, \qquad \frac{\partial L}{\partial \mathbf{W}_1} = \mathbf{x}^\top
# \left[\frac{\partial L}{\partial \mathbf{o}_1} \odot \mathbf{o}_1 \odot (1 - \mathbf{o}_1)\right]$$

# %% tags=["nbval-check-output"]
dL_do1 = dL_dz2 @ W2.T  # (1, 2) times (2, 3)
do1_dz1 = o1 * (1 - o1)
dL_dW1 = x.T @ (dL_do1 * do1_dz1)  # (2, 1) times (1, 3)
print("dL/do1 ", dL_do1.round(5)[0])
print("do1/dz1", do1_dz1.round(5)[0])
print("dL/dW1 ", dL_dW1.round(5).tolist())

# %% [markdown]
# The step: $\mathbf{W}^* = \mathbf{W} - \alpha\,\partial L/\partial\mathbf{W}$ with
# $\alpha = 0.001$. Does the loss of this example fall?

# %% tags=["nbval-check-output"]
alpha = 0.001


def half_square(W1, W2):
    """Half the squared error of the first point."""
    return 0.5 * ((target - sigmoid(sigmoid(x @ W1) @ W2)) ** 2).sum()


before = half_square(W1, W2)
after = half_square(W1 - alpha * dL_dW1, W2 - alpha * dL_dW2)
print(f"loss {before:.8f} -> {after:.8f}: {'down' if after < before else 'UP'}")
print("new W1, first row:", (W1 - alpha * dL_dW1)[0].round(8))
print("new W2, first row:", (W2 - alpha * dL_dW2)[0].round(8))

# %% [markdown]
# ### Careful: a derivative that raises the loss
#
# The published example prints other numbers. Its formula for the slope is
# $o_2 (1 - z_2)$, its numbers for the output layer come from $z_2 (1 - z_2)$, and those for
# the hidden layer from $o_1 (1 - z_1)$. Three formulas, and none is $o(1 - o)$, which only
# the accompanying code has. Run the printed numbers:

# %% tags=["nbval-check-output"]
printed_2 = z2 * (1 - z2)
printed_1 = o1 * (1 - z1)
print("printed do2/dz2:", printed_2.round(4)[0], " right:", do2_dz2.round(5)[0])
print("printed do1/dz1:", printed_1.round(4)[0], " right:", do1_dz1.round(5)[0])
d2 = dL_do2 * printed_2
bad_2 = o1.T @ d2
bad_1 = x.T @ ((d2 @ W2.T) * printed_1)
published = half_square(W1 - alpha * bad_1, W2 - alpha * bad_2)
print(f"loss {before:.8f} -> {published:.8f}: {'down' if published < before else 'UP'}")
run.record(
    "B06.P2", sample_loss_after=(after, published), slope=(do2_dz2[0, 0], -0.1089)
)

# %% [markdown]
# It goes **up**. A slope of a sigmoid is never negative, so -0.1089 cannot be one: with a little
# practice you see such things before you compute. Two more slips sit in the same equation:
# $(-\mathbf{y} - \mathbf{o}_2)$ for $-(\mathbf{y} - \mathbf{o}_2)$, and $\mathbf{W}_2$ for its
# transpose. The first changes the numbers, the second does not even fit:

# %% tags=["nbval-check-output"]
print(
    "-(y - o2):",
    (-(target - o2)).round(4)[0],
    " (-y - o2):",
    (-target - o2).round(4)[0],
)
try:
    dL_dz2 @ W2
except ValueError:
    print("(1, 2) @ (3, 2) does not fit; (1, 2) @ (2, 3) does")

# %% [markdown]
# And some that a computer finds at once: `lambda` as the name of a variable, `dL_d02` with a zero
# beside `dL_do2` with an o, a formula broken over two lines without parentheses, `x` and `X`
# for one thing. (Digits are misprinted, too: 0.0031235 for 0.00031235, 0.07769947 for
# 0.07763347. Recompute before you trust.) Code that is printed should have been run.

# %% tags=["nbval-check-output"]
for line in ("lambda = 0.1", "dL_dW2 = dL_d02 * 2", "g = (a\n+ b", "g = a\n    + b"):
    try:
        exec(compile(line, "a listing", "exec"), {"dL_do2": 1.0, "a": 1, "b": 2})
    except Exception as error:
        print(f"{line!r:22s} {type(error).__name__}")

# %% [markdown]
# ## Trust, but measure: the gradient check
#
# That slip stood in print because nobody had measured. A **gradient check** compares the
# gradient of a program with finite differences (chapter 00) by their **relative error**
#
# $$\frac{\lVert \mathbf{g} - \mathbf{m} \rVert}{\lVert \mathbf{g} \rVert + \lVert \mathbf{m} \rVert}$$
#
# where $\mathbf{g}$ is computed and $\mathbf{m}$ measured. It lies between 0 and 1, whatever the
# size of the gradient.
#
# > **Your turn.** Write `relative_error(g, m)` for arrays of any shape; 0 if both are all
# > zero.


# %%
def relative_error(g, m):
    """Distance of two arrays, as a share of their lengths together."""
    ...  # your lines here


with check.your_turn("relative_error"):
    check.close(relative_error(np.array([3.0, 4.0]), np.array([3.0, 4.0])), 0, "equal")
    check.close(relative_error(np.array([1.0]), np.array([-1.0])), 1, "opposite")
    check.close(
        relative_error(np.zeros((2, 2)), np.zeros((2, 2))), 0, "nothing to compare"
    )

# %% [markdown]
# <details><summary>Hint 1</summary><code>np.linalg.norm</code> of an array's
# <code>.ravel()</code> is its length, whatever its shape.</details>
# <details><summary>Hint 2</summary>Two lengths below, one above the line.</details>
# <details><summary>Hint 3</summary>If the sum of the lengths is 0, return 0.0 before you
# divide.</details>
# <details><summary>Solution</summary><code>size = np.linalg.norm(g) + np.linalg.norm(m)</code>,
# then <code>return np.linalg.norm(g - m) / size if size else 0.0</code></details>


# %%
def off(g, m):
    """Our own relative error, so that the notebook goes on without yours."""
    size = np.linalg.norm(g) + np.linalg.norm(m)
    return np.linalg.norm(g - m) / size if size else 0.0


def measure(f, array, h=1e-5):
    """Central differences of f() in every number of an array that f uses."""
    found = np.zeros_like(array)
    for i in np.ndindex(array.shape):
        kept = array[i]
        array[i] = kept + h
        up = f()
        array[i] = kept - h
        found[i] = (up - f()) / (2 * h)
        array[i] = kept
    return found


# %% tags=["nbval-check-output"]
m1 = measure(lambda: half_square(W1, W2), W1)
m2 = measure(lambda: half_square(W1, W2), W2)
trials = {
    "o (1 - o), ours": (dL_dW1, dL_dW2),
    "as published": (bad_1, bad_2),
    "(-y - o2)": (dL_dW1, o1.T @ ((-target - o2) * do2_dz2)),
    "hidden slope forgotten": (x.T @ dL_do1, dL_dW2),
}
for name, (g1, g2) in trials.items():
    worst = max(off(g1, m1), off(g2, m2))
    print(f"{name:24s}", "below 1e-8" if worst < 1e-8 else f"{worst:.2f}")

# %% [markdown]
# How exact should it be?
#
# - below **1e-7**: right; here we get about 1e-10, with a step of 1e-5 and 64 bits;
# - around **1e-4**: suspicious; perhaps a kink of relu lies within the step, or the numbers
#   have 32 bits (there take steps of 1e-3, and expect 1e-3);
# - **1e-2** or more: wrong.
#
# Check a few examples, in 64 bits, without regulariser first and then with it.
#
# ## Weights on a leash
#
# Weights that grow make trouble: sigmoids saturate, and gradients **vanish**; or large weights
# multiply each other, and gradients **explode**. And a network that may have any weights may
# learn its examples by heart. So let large weights cost something:
#
# $$L = \frac{1}{2N}\sum_i \lVert\mathbf{y}_i - \hat{\mathbf{y}}_i\rVert^2 +
# \frac{\lambda}{2}\sum_l \lVert\mathbf{W}_l\rVert_F^2$$
#
# > **L2 regularisation.** Adding to the loss the sum of all squared weights, times a factor
# > $\lambda$. Large: the weights stay near 0. Small: it does nothing. Its gradient is
# > $\lambda\mathbf{W}$: every step lets each weight shrink by the same share.
#
# Tiny numbers: $\lambda = 0.1$ and $\mathbf{W} = [3, -4]$ cost $0.05 \cdot 25 = 1.25$, and the
# gradient is $[0.3, -0.4]$.
#
# > **Careful.** Nothing is normalised in more ways. One published text divides by the number
# > of layers in the formula and by $2N$ in its code, and calls the loss and the number of
# > layers both $L$. Say which one you use. It also writes $\lVert\mathbf{W}\rVert_2$, which for
# > a matrix is its largest stretch. The root of the sum of squares is the **Frobenius norm**:

# %% tags=["nbval-check-output"]
M = np.array([[3.0, 0.0], [0.0, -4.0]])
print("norm 2:", np.linalg.norm(M, 2), " Frobenius:", np.linalg.norm(M, "fro"))


# %%
def loss_and_gradients(W1, W2, X, Y, lam):
    """The loss above, and its gradients in W1 and W2."""
    N = len(X)
    o1 = sigmoid(X @ W1)
    o2 = sigmoid(o1 @ W2)
    loss = ((Y - o2) ** 2).sum() / (2 * N) + lam / 2 * ((W1**2).sum() + (W2**2).sum())
    delta2 = (o2 - Y) / N * o2 * (1 - o2)
    delta1 = (delta2 @ W2.T) * o1 * (1 - o1)
    return loss, X.T @ delta1 + lam * W1, o1.T @ delta2 + lam * W2


# %% [markdown]
# The published code adds the *number* $\lambda \sum w^2$ to every entry of the gradient, and
# not the *matrix* $\lambda\mathbf{W}$. A number cannot say which weight is large. Check both:

# %% tags=["nbval-check-output"]
lam = 0.1
_, g1, g2 = loss_and_gradients(W1, W2, X, Y, lam)
m2 = measure(lambda: loss_and_gradients(W1, W2, X, Y, lam)[0], W2)
scalar = g2 - lam * W2 + lam * (W2**2).sum()
print(
    "+ lam W:           ", "below 1e-8" if off(g2, m2) < 1e-8 else f"{off(g2, m2):.2f}"
)
print("+ lam sum of w**2: ", f"{off(scalar, m2):.2f}")

# %% [markdown]
# One more difference between formula and code: the loss is divided by $N$, the code's gradient
# is not. That is legal if one says so. A *summed* loss has gradients 600 times larger here, so
# a rate of 0.001 for the sum is one of 0.6 for the mean, and $\lambda$ is divided by 600:


# %%
def train_232(W1, W2, Y, rate, lam, steps):
    """Full-batch gradient descent; give both matrices after the last step."""
    W1, W2 = W1.copy(), W2.copy()
    for _ in range(steps):
        _, g1, g2 = loss_and_gradients(W1, W2, X, Y, lam)
        W1, W2 = W1 - rate * g1, W2 - rate * g2
    return W1, W2


# %%
def train_summed(W1, W2, steps, rate=0.001, lam=1e-5):
    """The same without 1 / N, as published."""
    for _ in range(steps):
        o1 = sigmoid(X @ W1)
        o2 = sigmoid(o1 @ W2)
        delta2 = (o2 - Y) * o2 * (1 - o2)
        delta1 = (delta2 @ W2.T) * o1 * (1 - o1)
        W1, W2 = (
            W1 - rate * (X.T @ delta1 + lam * W1),
            W2 - rate * (o1.T @ delta2 + lam * W2),
        )
    return W1, W2


# %% tags=["nbval-check-output"]
by_mean = train_232(W1, W2, Y, rate=0.6, lam=1e-5 / 600, steps=300)
by_sum = train_summed(W1, W2, steps=300)
assert np.allclose(by_mean[0], by_sum[0]) and np.allclose(by_mean[1], by_sum[1])
print("after 300 steps: the same weights, W2[0] =", by_sum[1][0].round(4))

# %% [markdown]
# What does $\lambda$ do? Train with none, a little, and too much. (0.25 is the error of a network
# that always answers ½ and ½.)

# %% tags=["nbval-check-output"]
for lam in (0.0, 1e-3, 1e-1):
    V1, V2 = train_232(W1, W2, Y, rate=0.6, lam=lam, steps=5000)
    error = loss_and_gradients(V1, V2, X, Y, 0.0)[0]  # without the penalty
    most = max(abs(V1).max(), abs(V2).max())
    print(f"lambda {lam:5.3f}: largest weight {most:5.2f}, squared error {error:.3f}")

# %% [markdown]
# Too heavy a penalty, and nothing is learnt at all. Does L2 make weights *sparse*, as one reads?
# No: it shrinks them all, and none becomes exactly zero. **L1**, the sum of absolute values, makes
# zeros. A linear model of twenty features, of which three matter:

# %% tags=["nbval-check-output"]
P = np.random.default_rng(0).normal(size=(100, 20))
t = P[:, :3] @ [2.0, -1.0, 1.5]
by_l1, by_l2 = Lasso(0.1).fit(P, t).coef_, Ridge(10.0).fit(P, t).coef_
print(f"exact zeros of 20: L1 {(by_l1 == 0).sum()}, L2 {(by_l2 == 0).sum()}")

# %% [markdown]
# ## A hundred thousand steps to 62 %
#
# Now the published training: 100,000 steps with all 600 points, rate 0.001 on the summed loss,
# $\lambda = 10^{-5}$. Compute gradients, take the step, $\mathbf{W}_{t+1} \leftarrow \mathbf{W}^*$,
# repeat.


# %%
def accuracy(W1, W2, Y=Y):
    """Share of points whose larger output is in the column of their class."""
    return (sigmoid(sigmoid(X @ W1) @ W2).argmax(axis=1) == Y.argmax(axis=1)).mean()


def half_mse(W1, W2):
    """The loss without regulariser, as a mean."""
    return ((Y - sigmoid(sigmoid(X @ W1) @ W2)) ** 2).sum() / (2 * len(X))


# %% tags=["nbval-check-output"]
states, done = {0: (W1, W2)}, 0
for steps in (100, 1000, 5000, 100_000, 100_001):
    states[steps] = train_summed(*states[done], steps - done)
    done = steps
for steps in (0, 100, 1000, 5000):
    V = states[steps]
    print(f"{steps:7,} steps: loss {half_mse(*V):.4f}, right {accuracy(*V):.1%}")
low, high = sorted(accuracy(*states[n]) for n in (100_000, 100_001))
print(f"100,000 and 100,001 steps: {low:.1%} and {high:.1%}, in one order or the other")
run.record("B06.P2", accuracy=(high, 0.62), accuracy_a_step_later=low)


# %%
def draw_state(n, ax):
    """Regions of the network at the n-th stored state, wrong points in black."""
    steps = list(states)[n]
    A1, A2 = states[steps]

    def guess(P):
        return np.where(sigmoid(sigmoid(P @ A1) @ A2).argmax(axis=1) == 0, -1, 1)

    plots.decision_regions(guess, X, y, ax=ax)
    wrong = guess(X) != y
    ax.plot(*X[wrong].T, "k.", ms=5, zorder=4)
    ax.get_legend().remove()
    ax.set_title(f"{steps:,} steps: {accuracy(A1, A2):.1%} right")


plots.stepper(
    draw_state,
    len(states) - 1,
    alt="The spirals with the regions of the 2-3-2 network. At the start the whole "
    "plane has one answer; later a single, nearly straight border runs through "
    "the centre, and about 62 percent of the points lie on the right side. The "
    "black points are wrong.",
)

# %% [markdown]
# 62.3 %, as published, and 61.0 % a step earlier and a step later! The rate is too large for this
# valley, and the network jumps from one side to the other for ever (06a drew such a walk). On
# which side it stands after 100,000 steps hangs on the last digit of some rounding. With half the
# rate it comes to rest, with a lower loss. Either way three sigmoids without biases draw hardly
# more than one line through the centre. (A caption speaks of an "*error* of 62.3 %". It is the
# accuracy; the error is 37.7 %.)
#
# The figure hangs on two more things that the text leaves open:

# %% tags=["nbval-check-output"]
flipped = Y[:, ::-1]
F = train_232(W1, W2, flipped, rate=0.6, lam=1e-5 / 600, steps=20_000)
calm = train_232(W1, W2, Y, rate=0.3, lam=1e-5 / 600, steps=40_000)
print(f"half the rate: loss {half_mse(*calm):.4f} and {accuracy(*calm):.1%} right")
print(f"column 0 for class +1:       {accuracy(*F, flipped):.1%}")
keep = np.random.RandomState(1)
keep.rand(300, 1)  # the generator goes on after the points
late = 2 * keep.rand(2, 3) - 1, 2 * keep.rand(3, 2) - 1
print(f"weights without a new seed:  {accuracy(*train_summed(*late, 20_000)):.1%}")

# %% [markdown]
# ## The twin in Keras
#
# In Keras a network is a few lines, stabler and richer than ours: a stack with `Sequential`, or
# the *functional* way, layers called on tensors (chapter 02b). `compile` takes loss, optimiser and
# metrics; `fit` takes epochs and batch size. Both ways for 2-3-2, without biases:

# %% tags=["nbval-check-output"]
stack = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(3, activation="sigmoid", use_bias=False),
        keras.layers.Dense(2, activation="sigmoid", use_bias=False),
    ]
)
entry = keras.Input((2,))
h = keras.layers.Dense(3, activation="sigmoid", use_bias=False)(entry)
called = keras.Model(
    entry, keras.layers.Dense(2, activation="sigmoid", use_bias=False)(h)
)
for twin in (stack, called):
    twin.set_weights([W1, W2])
    twin.compile(keras.optimizers.SGD(0.6), "mean_squared_error")
    twin.fit(X, Y, batch_size=600, epochs=25, shuffle=False, verbose=0)
ours = train_232(W1, W2, Y, rate=0.6, lam=0.0, steps=25)
for twin in (stack, called):
    for mine, theirs in zip(ours, twin.get_weights(), strict=True):
        assert np.allclose(mine, theirs, atol=1e-4)
print("same weights after 25 steps:", np.round(theirs[0], 3), mine[0].round(3))

# %% [markdown]
# The same weights after the same steps. Look at the loss: Keras' `mean_squared_error` averages
# over the examples *and over the two outputs*, so that here, and only for two outputs, it is
# our $\frac{1}{2N}$. It has no regulariser; how much does ours matter?

# %% tags=["nbval-check-output"]
without = train_232(W1, W2, Y, rate=0.3, lam=0.0, steps=40_000)
change = np.abs(without[0] - calm[0]).max()
print(f"largest change of a weight below 0.001: {change < 1e-3}")
print(f"right without and with it: {accuracy(*without):.1%} and {accuracy(*calm):.1%}")
leash = keras.regularizers.L2(0.05)  # 0.05 times the sum, where ours says lambda / 2
print("penalty of [3, -4]:", round(float(leash(np.array([3.0, -4.0]))), 4))

# %% [markdown]
# ### The published twin
#
# It is no exact twin: `Dense` has biases unless told otherwise, so that it has 9 + 8 = 17
# parameters beside our 12. And it learns from **mini-batches**: 60 points, one step, the next
# 60. With $m$ examples in the batch,
#
# $$w^l \leftarrow w^l - \frac{\eta}{m}\sum_x \delta^{x,l}\,(a^{x,l-1})^\top, \qquad
# b^l \leftarrow b^l - \frac{\eta}{m}\sum_x \delta^{x,l}$$
#
# `SGD`, *stochastic gradient descent*, is as old as the 1950s, was applied to networks with
# hidden units by Amari in the 1960s, and is still hard to beat for robustness. The published run
# has 1,000 epochs. Keras spends more time between such short epochs than in them, so we put ten
# copies of the points together and pass 100 times over those: 10,000 steps, as there.

# %%
keras.utils.set_random_seed(1)
published = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(3, activation="sigmoid"),
        keras.layers.Dense(2, activation="sigmoid"),
    ]
)
published.compile(
    keras.optimizers.SGD(),
    "mean_squared_error",
    metrics=["accuracy"],
    steps_per_execution=100,
)
ten_X, ten_Y = np.tile(X, (10, 1)), np.tile(Y, (10, 1))
published.fit(ten_X, ten_Y, epochs=100, batch_size=60, verbose=0)
right = (np.asarray(published(X)).argmax(axis=1) == Y.argmax(axis=1)).mean()
print(f"parameters: {published.count_params()}, right: {right:.1%}")
run.record("B06.P3", accuracy=(right, 0.623), parameters=(published.count_params(), 17))

# %%
fig, ax = plt.subplots(figsize=(5, 4.4))


def answer(P):
    """Class -1 or +1, as the Keras network says."""
    return np.where(np.asarray(published(P)).argmax(axis=1) == 0, -1, 1)


plots.decision_regions(answer, X, y, ax=ax)
ax.plot(*X[answer(X) != y].T, "k.", ms=5, zorder=4)
ax.set_title(f"The twin in Keras: {right:.1%} right")
plots.show(
    fig,
    alt="The spirals with the regions of the Keras network: again one border, "
    "slightly bent, through the centre, and over a third of the points, in black, "
    "on the wrong side.",
)

# %% [markdown]
# > **Careful.** "Keras' SGD has a decay strategy by default": it has none, the rate is 0.01 and
# > stays 0.01, with no momentum; a schedule has to be asked for. With two outputs, `accuracy`
# > must compare the *argmax*; counting the four entries near 0 or 1 gives another number. And
# > old code says `tensorflow.keras` and `input_dim=2`, where we `import keras` and begin with
# > `keras.Input((2,))` (chapter 02b).

# %% tags=["nbval-check-output"]
default = keras.optimizers.SGD().get_config()
print({key: round(float(default[key]), 4) for key in ("learning_rate", "momentum")})
said, wanted = np.array([[0.9, 0.8], [0.4, 0.3]]), np.array([[1.0, 0.0], [1.0, 0.0]])
by_argmax = float(keras.metrics.CategoricalAccuracy()(wanted, said))
by_entry = float(keras.metrics.BinaryAccuracy()(wanted, said))
print(f"two points, both right by argmax: {by_argmax}, entry by entry: {by_entry}")

# %% [markdown]
# ## When it goes wrong
#
# This network learns. Its loss falls, nobody complains. And yet one line of its
# backpropagation is wrong, and the gradient check says so.
#
# > **Your turn.** Run it, find the line, and repair it.


# %%
def suspicious(W1, W2, X, Y):
    """Gradients of half the mean squared error of a 2-3-2 network, no biases."""
    o1 = sigmoid(X @ W1)
    o2 = sigmoid(o1 @ W2)
    delta2 = (o2 - Y) / len(X) * o2 * (1 - o2)
    delta1 = (delta2 @ W2.T) * o1
    return X.T @ delta1, o1.T @ delta2


# %%
Z = X / X.std(axis=0)


def f(M1, M2):
    """Half the mean squared error."""
    return ((Y - sigmoid(sigmoid(Z @ M1) @ M2)) ** 2).sum() / 1200


A1, A2 = W1.copy(), W2.copy()
for _ in range(2000):
    g1, g2 = suspicious(A1, A2, Z, Y)
    A1, A2 = A1 - 0.5 * g1, A2 - 0.5 * g2
print(f"loss {f(W1, W2):.4f} -> {f(A1, A2):.4f}, it learns")
with check.your_turn("the suspicious gradient"):
    g1, g2 = suspicious(W1, W2, Z, Y)
    check.close(g2, measure(lambda: f(W1, W2), W2), "dL/dW2", kind="gradient")
    check.close(g1, measure(lambda: f(W1, W2), W1), "dL/dW1", kind="gradient")

# %% [markdown]
# <details><summary>Hint 1</summary>Which of the two gradients fails the check?</details>
# <details><summary>Hint 2</summary>dL/dW2 is right, so everything up to
# <code>delta2</code> is.</details>
# <details><summary>Hint 3</summary>The slope of a sigmoid, from its output, has two
# factors.</details>
# <details><summary>Solution</summary>
# <code>delta1 = (delta2 @ W2.T) * o1 * (1 - o1)</code>. A wrong gradient that points roughly
# downhill still learns, only worse; without the check it could have stayed for years.</details>
#
# ## Key points
#
# - Backpropagation is the chain rule from the end, with memory. The whole gradient costs about
#   as much as two forward passes.
# - Four equations: the error of the output, of a layer before, and from them the gradients of
#   biases and weights. For softmax with cross-entropy the first is $\mathbf{p} - \mathbf{y}$.
# - Never trust a gradient that was not measured. Expect 1e-7 or better.
# - L2 adds $\lambda\mathbf{W}$ to the gradient; it shrinks weights and makes none zero.
# - A copy in Keras with the same start takes the same steps. Where it does not, look for biases,
#   batches, or a mean where you have a sum.
#
# Why is backpropagation important? It is what lets networks of any depth learn at all, and from
# data as large as we have today.

# %% [markdown]
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("06b_backpropagation")

# %% [markdown]
# ## References
#
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by
#   back-propagating errors*, Nature 323, 533-536, 1986.
# - S. Linnainmaa, master's thesis, University of Helsinki, 1970. P. J. Werbos, *Beyond
#   regression*, PhD thesis, Harvard, 1974.
# - S. Amari, *Backpropagation and stochastic gradient descent method*, Neurocomputing 5, 1993.
# - O. U. Florez, *One LEGO at a time: explaining the math of how neural networks learn*, 2017
#   (online): another network from scratch, step by step.
# - F. Rosenblatt 1958, C. C. Tappert 2019 and G. E. Hinton 1990: see 06a.
# - M. A. Nielsen, *Neural Networks and Deep Learning*, neuralnetworksanddeeplearning.com: its
#   chapter 2 derives the four equations; do its exercises.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, deeplearningbook.org, section 6.5.
#
# **What comes next.** 62 % is not much. Notebook 06c makes a class of all this and gets the
# spirals right, then handwritten digits.
