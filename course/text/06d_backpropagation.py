# %% [markdown] tags=["second-edition"]
# # 06d · Backpropagation
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/06d_backpropagation.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2006d)
#
# *about 75 min · CPU · no download needed · after notebook 06c*

# %% [markdown]
# ## What you will be able to do
#
# - carry a gradient backwards through a small network, with three rules and whole numbers;
# - say why one walk back is enough for all weights, however many there are;
# - write the four equations of backpropagation as code;
# - write a network class of four parts: `forward`, `loss`, `backward` and `step`;
# - prove with three witnesses that a gradient is right, and find a wrong line that a
#   falling loss hides.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import backends, check, engine, plots, quiz, run
from coursekit.engine import Node, nudged, relative_error
from coursekit.mlp import ACTIVATIONS, MLP

# %%
import copy

import matplotlib.pyplot as plt
import numpy as np

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(6)

# %% [markdown]
# ## How should each weight move?
#
# A network has given its answer (06a), a loss has judged it (06b), and gradient descent is ready
# to take a step (06c). One thing is missing: the gradient. For every weight we need one number,
# which says how the loss changes when this weight grows a little.
#
# You have answered this question once before. In chapter 02a you built an **engine** that
# differentiates any calculation: it walks the graph backwards, multiplies along every path, and
# adds where paths meet. It now lives in `coursekit`, with two more activations ([look
# inside](coursekit/engine.py)). But your engine knows nothing of layers. In this notebook we
# watch it at work inside a network, until we can do its work ourselves, with four equations.
#
# > **Backpropagation.** The chain rule, applied to a network from the loss back to the first
# > layer, so that every intermediate result is computed only once. It gives the derivative of the
# > loss in every weight and every bias.
#
# Backpropagation is not the optimiser. It says in which direction the loss falls. Gradient
# descent, or another optimiser, then takes the step. Together they make the error on the training
# examples small.
#
# ## A network that fits in your head
#
# We take the small network of 06a again: two inputs, two ReLU neurons, one output without
# activation, and only whole numbers. For the input $\mathbf{x} = [1, 2]$ the hidden layer
# computes $\mathbf{z}_1 = [3, -1]$. ReLU makes $\mathbf{a}_1 = [3, 0]$ of it, and the answer is
# $\hat{y} = 2 \cdot 3 + 5 \cdot 0 + 1 = 7$.
#
# The answer should have been $y = 5$. We measure the error with half the square, so the loss is
# $\frac12 (7 - 5)^2 = 2$. Its derivative in the answer is $\hat{y} - y = 2$: if the answer grows
# by a little, the loss grows twice as fast. (The ½ is there so that no factor 2 is left over.
# That the loss itself is 2 as well is chance: half the square of 2 happens to be 2.)

# %%
x, y = np.array([[1.0, 2.0]]), np.array([[5.0]])  # one row is one example
W = [None, np.array([[1.0, -1.0], [1.0, 0.0]]), np.array([[2.0], [5.0]])]
b = [None, np.array([0.0, 0.0]), np.array([1.0])]
guess = check.predict(
    "The output has two weights: 2, from the first hidden neuron, and 5, from the "
    "second. If each of them grows by 0.001, which one changes the loss more?",
    options=["the weight 2", "the weight 5", "both the same"],
)

# %% [markdown]
# Now watch the walk. Every click applies *one* small rule at *one* place, and a number appears.
# Blue numbers are values, on their way forward. Numbers in orange boxes are gradients, on their
# way back: the derivative of the loss in the blue number beside them. The picture counts the
# neurons of a layer from top to bottom: its z₁ and z₂ are the two entries of our $\mathbf{z}_1$.
# Its L is the loss, and δ (delta) is short for the gradient that has just arrived. Where there are
# no buttons you see two pictures, the whole way there and the whole way back.

# %%
plots.wires(W[1:], b[1:], x[0], y[0])

# %% [markdown]
# Start at the right. The loss sends 2 into the output. From there the number 2 travels back, and
# at every place only *local* knowledge is needed: what came in from the right, and the values
# that the forward pass has left there.

# %% tags=["nbval-check-output"]
guess.reveal("the weight 2")

# %% [markdown]
# The weight 2 gets the gradient $2 \cdot 3 = 6$, and the weight 5 gets $2 \cdot 0 = 0$. Its
# neuron is silent, so it does not matter at all how large this weight is. **What a weight does to
# the loss depends on what flows through it, not on its own size.**
#
# ## Three local rules
#
# Only three kinds of things happen in the picture. Each has one rule for the way back.
#
# | on the way there | on the way back | in the picture |
# |---|---|---|
# | a **sum** of several terms | *copies*: every term gets the gradient of the sum | the 2 goes to the bias 1, and to both products |
# | a **product** of a weight and an input | *swaps*: each gets the gradient times the *other* | the weight gets 2 · 3, the neuron gets 2 · 2 |
# | an **activation**, the small curve in the picture | *multiplies by its slope* | 4 · 1 = 4 where z was positive, 10 · 0 = 0 where it was negative |
#
# Why do they hold? If one term of a sum grows by $h$, then the sum grows by $h$: the gradient is
# copied. If $w$ grows by $h$, then $w \cdot a$ grows by $a \cdot h$: it is multiplied by the other.
# And how strongly the output of an activation answers to its input is just what we call its
# slope.
#
# One more thing, which your engine did as well: a number that is used in several places gets a
# gradient from each of them, and these are *added*. Each of our inputs feeds both neurons, so two
# paths lead back to it. In the picture one of them carries a 0, because the second neuron is
# silent. Let us wake the second neuron, with a bias of 2, and take the target 10. Then
# $\mathbf{z}_1 = \mathbf{a}_1 = [3, 1]$, the answer is 12, and again the loss sends back a 2,
# which is $12 - 10$. The picture stopped at the first weights. The same rules lead one step
# further, to the inputs.
#
# > **Your turn.** Take a pencil and carry this 2 back, first to the two hidden neurons, then to
# > the two inputs. Write down the four gradients.

# %%
to_hidden = ...  # two numbers
to_inputs = ...  # two numbers

with check.your_turn("carried back by hand"):
    check.close(to_hidden, [4, 10], "the gradients of the hidden neurons")
    check.close(to_inputs, [-6, 4], "the gradients of the inputs")

# %% [markdown]
# <details><summary>Hint 1</summary>The hidden neurons feed the output with the weights 2 and 5. A
# product swaps.</details>
# <details><summary>Hint 2</summary>Both neurons are awake, so their slope is 1. The first input feeds
# them with the weights 1 and -1, the second with 1 and 0.</details>
# <details><summary>Hint 3</summary>An input gets a product over each of its two wires, and the two
# are added.</details>
# <details><summary>Solution</summary><code>to_hidden = [2 * 2, 2 * 5]</code> and <code>to_inputs =
# [4 * 1 + 10 * (-1), 4 * 1 + 10 * 0]</code></details>
#
# Your engine, which knows nothing of the picture, can tell whether this is right.


# %% tags=["nbval-check-output"]
def engine_loss(x, y, W1, b1, W2, b2):
    """Half the squared error of the small network, as a node of your engine."""
    hidden = engine.relu(x @ W1 + b1)
    error = hidden @ W2 + b2 - y
    return engine.total(error * error) * 0.5


for b1, target in (([0, 0], 5), ([0, 2], 10)):
    nodes = [Node(part) for part in (x, [[target]], W[1], b1, W[2], b[2])]
    engine.backward(engine_loss(*nodes))
    print("b1 =", b1, " to W2:", nodes[4].grad.ravel(), " to x:", nodes[0].grad.ravel())

# %% [markdown]
# The first line is the picture: 6 and 0 for the two weights, and one step further, 4 and 4 for
# the inputs. The second line is your pencil's. The first input gets a product along each path,
# and the sum over both: $4 \cdot 1 + 10 \cdot (-1) = -6$. And the weight 5 now gets 2, since its
# neuron is awake and says 1.
#
# ## A chain of factors
#
# What does a long way back look like? Take the simplest deep network, with one neuron per layer
# and a sigmoid in each. We write $\sigma$ for the sigmoid and $\sigma'$ for its slope. If you
# push $b_1$ by a little $h$, then $a_1$ moves by $\sigma'(z_1)\,h$. This moves $z_2$ by $w_2$
# times as much, and then $a_2$ by $\sigma'(z_2)$ times that, and so on to the loss. It is like a
# row of gears, whose ratios multiply:
#
# $$\frac{\partial\,\text{loss}}{\partial b_1} = \sigma'(z_1)\; w_2\; \sigma'(z_2)\; w_3\;
# \sigma'(z_3)\; w_4\; \sigma'(z_4)\; (a_4 - y)$$
#
# Seven factors, and the $a_4 - y$ that the loss sends. This is the chain rule of school,
# $\frac{df}{dx} = \frac{df}{du}\,\frac{du}{dx}$, used seven times. The picture takes the input
# 0.8 and the target 1; its $\hat{y}$ is $a_4$.

# %% tags=["hide-input"]
# @title Draw the chain with its factors
w_chain, b_chain = [1.5, -2.0, 1.0, 3.0], [0.0, 1.0, -0.5, 0.2]
plots.show(
    plots.chain(w_chain, b_chain, a0=0.8, y=1.0),
    alt="Five boxes a0 to a4 and the loss in a row, above them their values from 0.8 to 0.0141. "
    "Below stand the factors 0.178, -2, 0.233, 1, 0.249, 3, 0.14 and -0.168. Arrows from right "
    "to left join the products so far: -0.0234, -0.0175, -0.00407 and 0.00145.",
)

# %% [markdown]
# Read the picture from right to left, as the gradient does. The boxes at the bottom hold what has
# been reached so far. Let us multiply it all and then measure: nudge $b_1$ a little to both sides
# and look at the loss. That is `nudged`, the examiner of chapter 02a.


# %% tags=["nbval-check-output"]
def chain_loss(b):
    """Half the squared error of the chain, with these four biases."""
    a = 0.8
    for w_l, b_l in zip(w_chain, b, strict=True):
        a = 1 / (1 + np.exp(-(w_l * a + b_l)))
    return 0.5 * (a - 1) ** 2


biases = np.array(b_chain)
tried = nudged(lambda: chain_loss(biases), biases)
product = 0.178 * -2 * 0.233 * 1 * 0.249 * 3 * 0.140 * -0.168
print(f"factors of the picture:  {product:.5f}")
print(f"measured by nudging b1:  {tried[0]:.5f}")
print(f"the weights forgotten:  {0.178 * 0.233 * 0.249 * 0.140 * -0.168:.5f}")

# %% [markdown]
# The first two lines agree, up to the rounding of the factors. The third line shows a mistake
# that is easily made: to multiply only the slopes and forget the weights between them. Here even
# the sign is wrong.
#
# The gradient is small, because the slope of a sigmoid is never above ¼, and four of them are
# multiplied. What that does to deep networks is a subject of notebook 06e.
#
# ## Why one walk back is enough
#
# For $b_2$ the product is the same, only its first two factors are missing. So if we start at the
# *end* and keep what we have, every further layer costs two more factors.
#
# > **Delta.** $\boldsymbol{\delta}_l = \partial\,\text{loss} / \partial \mathbf{z}_l$: how fast
# > the loss changes with the sums of layer $l$, one number per neuron. It is often called the
# > *error* of the layer.
#
# The boxes of the last picture are the four deltas of the chain. In a chain it saves only a little
# to keep them. In a network it saves nearly everything, because there paths branch in every layer.

# %%
guess = check.predict(
    "A network has 6 layers of 10 neurons. How many paths lead from one neuron of the "
    "first layer to one neuron of the last?"
)

# %% tags=["hide-input"]
# @title Draw the paths with and without memory
fig, (tree, net_ax) = plt.subplots(1, 2, figsize=(9, 3.6))
five = np.arange(5) - 2.0
leaves = np.arange(25) - 12.0
for j in range(5):
    tree.plot([0, 1], [0, 5 * five[j]], "0.6", lw=1, zorder=1)
    for leaf in leaves[5 * j : 5 * j + 5]:
        tree.plot([1, 2, 3], [5 * five[j], leaf, leaf], "0.6", lw=1, zorder=1)
    net_ax.plot([0, 1], [0, five[j]], "0.6", lw=1, zorder=1)
    net_ax.plot([2, 3], [five[j], 0], "0.6", lw=1, zorder=1)
    for k in range(5):
        net_ax.plot([1, 2], [five[j], five[k]], "0.6", lw=1, zorder=1)
tree_dots, net_dots = [[0], 5 * five, leaves, leaves], [[0], five, five, [0]]
for ax, columns, size in ((tree, tree_dots, 28), (net_ax, net_dots, 130)):
    for layer, spots in enumerate(columns):
        colour = plots.PALETTE[1 if layer == 3 else 0]
        ax.scatter([layer] * len(spots), spots, s=size, color=colour, zorder=2)
    ax.axis("off")
tree.set_title("Every path by itself: 1 + 5 + 25 + 25 = 56 dots")
net_ax.set_title("One delta per neuron: 1 + 5 + 5 + 1 = 12 dots")
plots.show(
    fig,
    alt="The same network twice: one neuron, two layers of five, one neuron. Left, every path "
    "is drawn by itself, and the network becomes a tree of 1, 5, 25 and 25 dots. Right, every "
    "neuron is one dot, and there are only 12.",
)

# %% [markdown]
# Both pictures show one network of 1, 5, 5 and 1 neurons. A program that follows every path by
# itself sees the tree on the left, in which the last neuron (orange) is worked out 25 times.

# %% tags=["nbval-check-output"]
n = 10
for layers in (3, 6, 12):
    paths = n ** (layers - 2)  # in every layer between them, any of the 10 neurons
    print(f"{layers:2d} layers: {paths:14,} paths, {n * layers:4d} deltas")
guess.reveal(n**4)

# %% [markdown]
# The number of paths explodes, the number of deltas does not. So after the forward pass and the
# loss we start at the end. For every layer we ask only what a small change there does to the
# *next* layer, whose deltas are known already, and write down one delta per neuron. What the
# later layers have found out flows to the earlier ones, and nothing is computed twice.
#
# > **Dynamic programming.** Solve every part of a problem once, write the result down, and look
# > it up from then on.
#
# ## The four equations
#
# Now with many neurons per layer, and a batch of $N$ examples in the rows. All that we need are
# the three rules, written with matrices. $L$ is the number of the last layer, $f'$ the slope of a
# layer's activation, and $\odot$ multiplies element by element, which is called the **Hadamard
# product**.
#
# | | formula | code | why |
# |---|---|---|---|
# | BP1 | $\boldsymbol{\delta}_L = \frac{\partial\,\text{loss}}{\partial \mathbf{a}_L} \odot f'(\mathbf{z}_L)$ | `delta = (a[L] - Y) / N * slope` | what the loss sends, times the slope |
# | BP2 | $\boldsymbol{\delta}_l = (\boldsymbol{\delta}_{l+1} \mathbf{W}_{l+1}^\top) \odot f'(\mathbf{z}_l)$ | `delta = delta @ W[l + 1].T * slope` | products swap, paths add, times the slope |
# | BP3 | $\frac{\partial\,\text{loss}}{\partial \mathbf{b}_l} = \sum_{\text{rows}} \boldsymbol{\delta}_l$ | `db[l] = delta.sum(axis=0)` | a sum copies; the examples add |
# | BP4 | $\frac{\partial\,\text{loss}}{\partial \mathbf{W}_l} = \mathbf{a}_{l-1}^\top\, \boldsymbol{\delta}_l$ | `dW[l] = a[l - 1].T @ delta` | a product swaps; the examples add |
#
# In the code, `slope` holds the slopes $f'(\mathbf{z})$ of the layer. The loss here is half the
# mean squared error, and therefore BP1 begins with $(\mathbf{a}_L - \mathbf{Y})/N$.
#
# **Why do the examples add?** All examples of the batch go through the same weights and biases.
# So each of these numbers is used $N$ times, and you know the rule for that: the gradients are
# added.
#
# **Why is there a transpose in BP2?** Neuron $i$ of layer $l$ sends its output to *all* neurons
# $j$ of the next layer, over the weights $w_{ij}$ in *row* $i$ of the matrix. Each of these paths
# brings back $\delta_j\, w_{ij}$, and paths add: $\sum_j \delta_j\, w_{ij}$. The product `delta @
# W.T` computes just these sums. The shapes say the same: `W` leads from $n$ neurons to $m$, so
# `delta`, of shape (N, m), needs the shape (m, n) to come back to (N, n).
#
# **Why does BP4 have the shape of $\mathbf{W}$?** For one example it is a column times a row: the
# inputs as a column, the deltas as a row. Entry $(i, j)$ is $a_i\,\delta_j$. This is called an
# **outer product**. For a batch, the matrix product adds those of all rows.
#
# The algorithm has five steps: set $\mathbf{a}_0 = \mathbf{X}$; go forward and keep all
# $\mathbf{z}$ and $\mathbf{a}$; compute $\boldsymbol{\delta}_L$ with BP1; go back with BP2, layer
# by layer, to layer 1; in every layer read off the gradients with BP3 and BP4. For our small
# network:

# %% tags=["nbval-check-output"]
a1 = np.maximum(0, x @ W[1] + b[1])  # (1, 2)
delta_2 = (a1 @ W[2] + b[2] - y) * 1  # BP1; an output without activation has slope 1
delta_1 = delta_2 @ W[2].T * (a1 > 0)  # BP2; (1, 1) times (1, 2) is (1, 2)
print("deltas:       ", delta_2.ravel(), delta_1.ravel())
print("BP4: dW2, dW1:", (a1.T @ delta_2).ravel(), (x.T @ delta_1).tolist())

# %% [markdown]
# The same numbers as on the wires: 6 and 0, then 4 and 8 for the first neuron, and zeros for the
# second, which was silent.
#
# <details><summary>The same equations in other books: a table for translating</summary>
#
# Many texts write one example as a *column* and turn every matrix round. And some number a
# matrix by the layer it *leaves*, not by the one it feeds.
#
# | | this course: rows, $\mathbf{W}_l$ feeds layer $l$ | columns, $w^l$ feeds layer $l$ (cost $C$, input $a^1$) | columns, $W^{(l)}$ leaves layer $l$ ($n_l$ layers) |
# |---|---|---|---|
# | forward | $\mathbf{z}_l = \mathbf{a}_{l-1}\mathbf{W}_l + \mathbf{b}_l$ | $z^l = w^l a^{l-1} + b^l$ | $z^{(l+1)} = W^{(l)} a^{(l)} + b^{(l)}$ |
# | BP1 | $(\mathbf{a}_L - \mathbf{y}) \odot f'$ | $\delta^L = \nabla_a C \odot \sigma'(z^L)$ | $\delta_i^{(n_l)} = -(y_i - a_i)\,\sigma'(z_i^{(n_l)})$ |
# | BP2 | $\boldsymbol{\delta}_{l+1}\mathbf{W}_{l+1}^\top \odot f'$ | $\delta^l = ((w^{l+1})^\top \delta^{l+1}) \odot \sigma'(z^l)$ | $\delta_i^{(l)} = \big(\sum_j w_{ji}^{(l)} \delta_j^{(l+1)}\big)\,\sigma'(z_i^{(l)})$ |
# | BP3 | $\sum_{\text{rows}}\boldsymbol{\delta}_l$ | $\partial C/\partial b_j^l = \delta_j^l$ | $\partial J/\partial b_i^{(l)} = \delta_i^{(l+1)}$ |
# | BP4 | $\mathbf{a}_{l-1}^\top \boldsymbol{\delta}_l$ | $\partial C/\partial w_{jk}^l = a_k^{l-1} \delta_j^l$ | $\partial J/\partial w_{ij}^{(l)} = a_j^{(l)} \delta_i^{(l+1)}$ |
#
# $\nabla_a C$ is the list of the derivatives $\partial C / \partial a_j$. For half the squared
# error it is $a^L - y$, and $-(y_i - a_i)$ is the same thing for one neuron. In columns $w_{jk}$
# leads *to* $j$ *from* $k$. The gradient of a batch is the mean over its examples; in our rows
# the $1/N$ of BP1 does it.
#
# </details>
#
# ### Softmax and cross-entropy: delta is p - y
#
# A classifier ends with a softmax and the cross-entropy (06b). There BP1 becomes even simpler.
# Let $\mathbf{p}$ be the probabilities and $k$ the true class. The loss of one example is
#
# $$-\log p_k = \log \sum_j e^{z_j} \;-\; z_k$$
#
# The derivative of the first part in $z_j$ is $e^{z_j} / \sum_i e^{z_i}$, which is $p_j$. The
# derivative of the second part is 1 for the true class and 0 for all others, which is the one-hot
# $\mathbf{y}$. So $\boldsymbol{\delta}_L = \mathbf{p} - \mathbf{y}$, *without* a slope. (In a
# batch it is divided by $N$, as in BP1.)

# %% tags=["nbval-check-output"]
scores, hot = np.array([1.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0])
p = np.exp(scores) / np.exp(scores).sum()
tried = nudged(lambda: np.log(np.exp(scores).sum()) - scores @ hot, scores)
print("measured:            ", tried.round(5))
print("p - y:               ", (p - hot).round(5))
print("with a slope (wrong):", ((p - hot) * p * (1 - p)).round(5))

# %% [markdown]
# A step goes *against* the gradient. So the score of the true class, with its -0.33476, grows,
# and the others shrink, each in proportion to how far its probability is off. If you multiply by
# a slope here, out of habit, the gradient becomes about four to twelve times too small.
#
# ## The class, in four parts
#
# Now build it yourself. A network needs four functions, and you write them one at a time. Each
# takes the network `net` first. It has the lists `net.W`, `net.b` and `net.act`, numbered as in
# the formulas, with None in place 0. `net.act` holds names, and `ACTIVATIONS[name]` is a pair:
# the function of $z$, and its slope *as a function of the output* $a$. (For softmax the second is
# None, because p - y needs no slope.) The networks for the checks come from the finished class,
# so that a slip in one part never harms the next ([look inside](coursekit/mlp.py), but later).
# For example `MLP([2, 4, 3], ["tanh", "softmax"])` has two inputs, four tanh neurons, a softmax
# over three classes, and random weights.

# %%
X, Y = rng.normal(size=(5, 2)), np.eye(3)[[0, 1, 2, 1, 0]]  # 5 examples, one-hot
net = MLP([2, 4, 3], ["tanh", "softmax"], seed=1)
deep = MLP([2, 3, 4, 3], ["relu", "tanh", "sigmoid"], seed=2)
small = MLP([2, 2, 1], ["relu", "linear"])  # the one that fits in your head
small.W, small.b = W, b
function, slope_of = ACTIVATIONS["tanh"]
a = function(1.0)
print(f"tanh of 1 is {a:.4f}, and its slope there is {slope_of(a):.4f}")

# %% [markdown]
# The slope is $1 - a^2$, made from the output, as in the table of 06a. Of the three networks,
# `net` is for five examples and three classes, `deep` has a layer more, and `small` is the one
# that fits in your head.
#
# > **Your turn: forward.** As in 06a, with the lists of `net`. Return two lists, `z` and `a`,
# > with `z[0]` None and `a[0]` the batch `X`.


# %%
def forward(net, X):
    """All z and all a of a batch, from the input to the answer."""
    ...  # your lines here


with check.your_turn("forward"):
    z, a = check.unpack(forward(small, x), "z, a", "forward")
    check.close(z[1], [[3, -1]], "z[1] of the small network")
    check.close(a[2], [[7]], "its answer")
    z, a = forward(net, X)
    check.close(a[2].sum(axis=1), np.ones(5), "sums of the softmax")
    nudged_X = X + np.array([1e-5, 0])  # the first input of every example
    moved = (forward(net, nudged_X)[0][1] - z[1]) / 1e-5
    check.close(moved, [net.W[1][0]] * 5, "z[1] when x1 moves", kind="gradient")

# %% [markdown]
# <details><summary>Hint 1</summary>Start with <code>z, a = [None], [X]</code> and go through the
# layers 1, 2, ... up to the last.</details>
# <details><summary>Hint 2</summary><code>for l in range(1, len(net.W)):</code> and in it
# <code>a[l - 1] @ net.W[l] + net.b[l]</code>.</details>
# <details><summary>Hint 3</summary>The function of layer l is
# <code>ACTIVATIONS[net.act[l]][0]</code>.</details>
# <details><summary>Solution</summary>
# <code>z, a = [None], [X]</code><br>
# <code>for l in range(1, len(net.W)):</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;z.append(a[l - 1] @ net.W[l] + net.b[l])</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;a.append(ACTIVATIONS[net.act[l]][0](z[l]))</code><br>
# <code>return z, a</code></details>
#
# > **Your turn: loss.** If the last activation is `"softmax"`, return the cross-entropy: the mean
# > of $-\log$ of the probability of the true class. Otherwise return half the squared error,
# > added over the outputs, as a mean over the examples. `net.forward(X)` gives `z` and `a`.


# %%
def loss(net, X, Y):
    """One number for the whole batch."""
    ...  # your lines here


with check.your_turn("loss"):
    check.close(loss(small, x, y), 2, "half of (7 - 5) squared")
    check.close(loss(small, x, np.array([[7.0]])), 0, "a perfect answer")
    check.close(loss(deep, X, Y), deep.loss(X, Y), "3 sigmoids, 5 examples")
    p = net.forward(X)[1][2]
    tried = nudged(lambda: loss(net, X, Y), net.b[2])  # nudge the last biases
    check.close(tried, (p - Y).mean(axis=0), "its gradient, p - y", kind="gradient")

# %% [markdown]
# <details><summary>Hint 1</summary><code>Y</code> is one-hot, so <code>(a[-1] * Y).sum(axis=1)</code>
# picks the probability of the true class in every row.</details>
# <details><summary>Hint 2</summary>Ask <code>net.act[-1] == "softmax"</code> to decide.</details>
# <details><summary>Hint 3</summary>The other loss is <code>((a[-1] - Y) ** 2).sum()</code>,
# divided by twice the number of examples.</details>
# <details><summary>Solution</summary>
# <code>y_hat = net.forward(X)[1][-1]</code><br>
# <code>if net.act[-1] == "softmax":</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;return -np.log((y_hat * Y).sum(axis=1)).mean()</code><br>
# <code>return ((y_hat - Y) ** 2).sum() / (2 * len(X))</code></details>
#
# > **Your turn: backward.** The heart of this notebook. Return two lists `dW` and `db`, shaped
# > like `net.W` and `net.b`, with None in place 0. The four equations are all you need: BP1 once,
# > then from the last layer down to layer 1: BP4, BP3, and BP2 if there is a layer below. (The
# > input has no activation, so BP2 must stop at layer 1.)


# %% tags=["hide-input"]
# @title measured: what the check compares your gradients with
def measured(net, part):
    """Gradient of net's loss in one of its arrays, by nudging every number."""
    return nudged(lambda: net.loss(X, Y), part)


# %%
def backward(net, X, Y):
    """Gradients of the loss in all weights and biases."""
    ...  # your lines here


with check.your_turn("backward"):
    dW, db = check.unpack(backward(small, x, y), "dW, db", "backward")
    check.close(dW[2], [[6], [0]], "dW[2] on the wires")
    check.close(dW[1], [[4, 0], [8, 0]], "dW[1] on the wires")
    for one, name in ((net, "softmax"), (deep, "deep")):
        dW, db = backward(one, X, Y)
        for n in range(1, len(one.W)):
            tried = measured(one, one.W[n])
            check.close(dW[n], tried, f"dW[{n}], {name}", kind="gradient")
            tried = measured(one, one.b[n])
            check.close(db[n], tried, f"db[{n}], {name}", kind="gradient")

# %% [markdown]
# <details><summary>Hint 1</summary>Begin with <code>a = net.forward(X)[1]</code> and
# <code>delta = (a[-1] - Y) / len(X)</code>. For a softmax that is BP1 already; for any other
# last layer the slope is still missing.</details>
# <details><summary>Hint 2</summary>The slope of layer l is
# <code>ACTIVATIONS[net.act[l]][1](a[l])</code>. Make <code>dW</code> and <code>db</code> as
# lists of None, and fill their places.</details>
# <details><summary>Hint 3</summary><code>for l in reversed(range(1, len(net.W))):</code> first
# <code>dW[l]</code> and <code>db[l]</code>, then, if <code>l > 1</code>, the delta of layer
# l - 1, made with <code>net.W[l].T</code>.</details>
# <details><summary>Solution</summary>
# <code>a = net.forward(X)[1]</code><br>
# <code>dW, db = [None] * len(a), [None] * len(a)</code><br>
# <code>delta = (a[-1] - Y) / len(X)</code><br>
# <code>if net.act[-1] != "softmax":</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;delta = delta * ACTIVATIONS[net.act[-1]][1](a[-1])</code><br>
# <code>for l in reversed(range(1, len(a))):</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;dW[l], db[l] = a[l - 1].T @ delta, delta.sum(axis=0)</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;if l > 1:</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;slope =
# ACTIVATIONS[net.act[l - 1]][1](a[l - 1])</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;delta = delta @ net.W[l].T * slope</code><br>
# <code>return dW, db</code></details>
#
# > **Your turn: step.** Move every `net.W[l]` and `net.b[l]` against its gradient. The check is
# > the promise of 06c: for a tiny learning rate the loss falls by the learning rate times the
# > squared length of the gradient.


# %%
def step(net, dW, db, learning_rate):
    """Change the parameters of net; nothing needs to be returned."""
    ...  # your lines here


with check.your_turn("step"):
    trial, grads = copy.deepcopy(net), net.backward(X, Y)
    step(trial, *grads, 1e-6)
    fall = (net.loss(X, Y) - trial.loss(X, Y)) / 1e-6
    check.that(fall != 0, "step", "nothing written yet, or net was not changed")
    squared = sum((g**2).sum() for part in grads for g in part[1:])
    check.close(fall, squared, "how fast the loss falls", kind="gradient")

# %% [markdown]
# <details><summary>Hint 1</summary>All gradients are there already; a loop over the layers 1, 2,
# ... is enough.</details>
# <details><summary>Hint 2</summary>Against the gradient: a minus.</details>
# <details><summary>Hint 3</summary><code>net.W[l] = net.W[l] - ...</code>, and the same for
# <code>b</code>.</details>
# <details><summary>Solution</summary>
# <code>for l in range(1, len(net.W)):</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;net.W[l] = net.W[l] - learning_rate * dW[l]</code><br>
# <code>&nbsp;&nbsp;&nbsp;&nbsp;net.b[l] = net.b[l] - learning_rate * db[l]</code></details>
#
# A method is a function whose first argument is the object. So your four functions *are* a class;
# only the random start comes from `MLP`. Here your class learns XOR, which chapter 05 could not,
# in 2,000 steps:


# %%
class Mine(MLP):
    """A network whose four parts you wrote."""

    forward, loss, backward, step = forward, loss, backward, step


# %%
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
lamp = np.array([[0.0], [1.0], [1.0], [0.0]])  # XOR
mine = Mine([2, 8, 1], ["tanh", "sigmoid"])

# %% tags=["hide-input"]
# @title Train it, if all four parts are written
try:
    for _ in range(2000):
        mine.step(*mine.backward(corners, lamp), learning_rate=1.0)
    print(f"loss {mine.loss(corners, lamp):.4f}, wanted answers 0 1 1 0, your answers:")
    print(mine.forward(corners)[1][2].ravel().round(2))
except Exception:  # a part is missing or broken; its own check has said so
    print("Your class learns XOR as soon as all four parts are right.")

# %% [markdown]
# With all parts in place the loss falls below 0.001, and the answers are close to 0, 1, 1, 0.
#
# ## Is the gradient right? Measure it
#
# A wrong gradient does not raise an error. So every backward pass that somebody wrote deserves
# the test that your exercises already have: nudge every parameter and compare.
#
# > **Gradient check.** Comparing computed gradients $\mathbf{g}$ with measured ones $\mathbf{m}$,
# > by their *relative error* $\lVert \mathbf{g} - \mathbf{m} \rVert \,/\, (\lVert \mathbf{g}
# > \rVert + \lVert \mathbf{m} \rVert)$. It lies between 0 and 1, however large the gradients are.
#
# How small should it be? Below 1e-7 the gradient is right, if you compute in 64 bits and nudge by
# 1e-5. Around 1e-4 look twice: perhaps a ReLU has its kink within the nudge, or the numbers have
# 32 bits only. From 1e-2 on it is wrong. Take a few examples and random weights, and check the
# whole loss; if it contains a penalty on large weights (06f), the penalty belongs to it.
#
# ## Three witnesses
#
# Nudging is one witness. We have two more, which know nothing of each other: your engine of 02a,
# and the framework. Keras does not differentiate by itself, its backend does: TensorFlow with a
# `GradientTape`, JAX with `jax.grad`, PyTorch with its autograd. `backends.gradients` asks
# whichever is there ([look inside](coursekit/backends.py)).


# %%
def engine_cross_entropy(W1, b1, W2, b2):
    """The loss of `net` on X and Y, as a node of the engine."""
    z = engine.tanh(Node(X) @ W1 + b1) @ W2 + b2
    log_p = z - engine.log(engine.total(engine.exp(z), axis=1))
    return engine.total(log_p * Y) * (-1 / len(X))


parts = [net.W[1], net.b[1], net.W[2], net.b[2]]
nodes = [Node(part) for part in parts]
engine.backward(engine_cross_entropy(*nodes))

# %% tags=["hide-input"]
# @title Ask Keras for its gradients
twin = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(4, activation="tanh"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
twin.set_weights(parts)
judge = keras.losses.CategoricalCrossentropy()
_, by_keras = backends.gradients(
    lambda: judge(Y.astype("float32"), twin(X.astype("float32"))),
    twin.trainable_variables,
)

# %% tags=["nbval-check-output"]
(_, dW1, dW2), (_, db1, db2) = net.backward(X, Y)
table = {
    "backward": [dW1, db1, dW2, db2],
    "nudged": [nudged(lambda: net.loss(X, Y), part) for part in parts],
    "engine of 02a": [node.grad for node in nodes],
    "Keras": by_keras,
}
print("               W1[0, 0]   b1[1]   W2[3, 2]   b2[0]")
for name, (gW1, gb1, gW2, gb2) in table.items():
    chosen = gW1[0, 0], gb1[1], gW2[3, 2], gb2[0]
    print(f"{name:14s}", *(f"{g:9.5f}" for g in chosen))

# %% [markdown]
# Four ways, one gradient. How close are they, over all 27 numbers?


# %% tags=["hide-input"]
# @title Compare all 27 gradients


def as_one(gradients):
    """All gradients of a network as one long list of numbers."""
    return np.concatenate([np.ravel(g) for g in gradients])


errors = {}
for name in ("nudged", "engine of 02a", "Keras"):
    errors[name] = relative_error(as_one(table["backward"]), as_one(table[name]))
    print(f"{name:14s} relative error {errors[name]:.0e}")

# %% tags=["hide-input"]
# @title Check the three witnesses
assert errors["nudged"] < 1e-8 and errors["engine of 02a"] < 1e-12
assert errors["Keras"] < 1e-5

# %% [markdown]
# The engine does the same arithmetic as we do, so only the last digit of 64 bits differs. Nudging
# is a measurement: it has about ten right digits. And Keras computes in 32 bits, with about seven
# digits. All three say what they can say: the gradient is right.
#
# ### What it costs
#
# Nudging needs two forward passes for every parameter. What does the way back cost? Let us count
# the multiplications for one picture, in the network of 06a for digits, with layers of 784, 128,
# 64 and 10 neurons. A forward pass multiplies once for every weight.

# %%
guess = check.predict(
    "A forward pass costs 1 unit. How many units do the forward pass and the way back "
    "cost together?"
)

# %% tags=["nbval-check-output"]
layers = [784 * 128, 128 * 64, 64 * 10]  # weights of each layer
forward_pass = sum(layers)
way_back = sum(layers) + sum(layers[1:])  # BP4 for all layers, BP2 stops at layer 1
print(f"forward {forward_pass:,} multiplications, way back {way_back:,}")
print(f"nudging: {2 * 109_386:,} forward passes for 109,386 parameters")
guess.reveal(round((forward_pass + way_back) / forward_pass, 1))

# %% [markdown]
# BP2 and BP4 are each a matrix product like the one on the way there. So the forward pass and all
# gradients together cost less than three forward passes, *however many* weights there are. Here
# it is about two, because BP2 is not needed for the first layer, which is by far the largest.
# Nudging would cost 218,772 forward passes for a single step. That is why backpropagation
# matters: without it, networks could not learn from the large data of today.

# %% [markdown]
# ## When it goes wrong
#
# This network learns XOR. Its loss falls to about a third, and no error is raised. And yet one
# line of its backward pass is wrong.
#
# > **Your turn.** Run it. Use the two lines of the gradient check to say *where* the fault must
# > be, before you read the code. Then repair it.


# %%
def suspicious(net, X, Y):
    """Gradients for one hidden layer, sigmoids, and half the squared error."""
    a = net.forward(X)[1]
    delta_2 = (a[2] - Y) / len(X) * a[2] * (1 - a[2])
    delta_1 = delta_2 @ net.W[2].T * a[1]
    dW = [None, X.T @ delta_1, a[1].T @ delta_2]
    db = [None, delta_1.sum(axis=0), delta_2.sum(axis=0)]
    return dW, db


# %%
start = MLP([2, 8, 1], ["sigmoid", "sigmoid"])
learner = copy.deepcopy(start)
for _ in range(5000):
    learner.step(*suspicious(learner, corners, lamp), learning_rate=1.0)
print(f"loss {start.loss(corners, lamp):.4f} -> {learner.loss(corners, lamp):.4f}")
dW, db = suspicious(start, corners, lamp)
for layer in (1, 2):
    tried = nudged(lambda: start.loss(corners, lamp), start.W[layer])
    print(f"dW[{layer}]: relative error {relative_error(dW[layer], tried):.3f}")

# %% [markdown]
# The loss has fallen, and still one of the two gradients is wrong. When you have repaired the
# line, run these cells again and compare the loss.

# %%
with check.your_turn("the suspicious gradient"):
    tried = nudged(lambda: start.loss(corners, lamp), start.W[1])
    check.close(dW[1], tried, "dW[1]", kind="gradient")

# %% [markdown]
# <details><summary>Hint 1</summary>dW[2] is right. So everything that is used for it is right as
# well: the forward pass and <code>delta_2</code>.</details>
# <details><summary>Hint 2</summary>Only the line of <code>delta_1</code> is left. Compare it with
# BP2.</details>
# <details><summary>Hint 3</summary>The slope of a sigmoid, made from its output, has two
# factors.</details>
# <details><summary>Solution</summary>
# <code>delta_1 = delta_2 @ net.W[2].T * a[1] * (1 - a[1])</code>. Run the cells again: the loss ends
# about seventy times lower. A wrong gradient may well point downhill, at least for a while. Then a
# network learns with it, only worse, and without the check nobody would have noticed.</details>
#
# ## Who found it?
#
# For decades two things kept networks of several layers from success: they needed more computing
# than there was, and their training was unstable. The idea of the walk back was found again and
# again. Control engineers had the chain of derivatives in the 1960s. Seppo Linnainmaa described
# the backward mode for any program in 1970, and Paul Werbos saw in 1974 what it would mean for
# networks. In 1986 David Rumelhart, Geoffrey Hinton and Ronald Williams made it famous, in four
# pages of *Nature* that are worth reading today. A unit there adds what comes in, $x_j = \sum_i
# y_i w_{ji}$, and answers with a sigmoid, $y_j = 1/(1 + e^{-x_j})$: your own forward pass, in
# other letters. What they showed was new: *hidden* neurons come to stand for useful features of
# the task, which nobody had put in.

# %% [markdown]
# ## Key points
#
# - Backpropagation is the chain rule from the loss backwards, with memory. It gives the gradient,
#   and an optimiser takes the step.
# - Three local rules do it: a sum copies, a product swaps, an activation multiplies by its slope.
#   Where paths meet, gradients add.
# - Four equations say the same with matrices. For softmax with cross-entropy, the last delta is
#   $\mathbf{p} - \mathbf{y}$, without a slope.
# - The loss and all gradients together cost less than three forward passes.
# - A falling loss proves nothing about a gradient. Measure it: expect 1e-7 or better.

# %% [markdown]
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("06d_backpropagation")

# %% [markdown]
# ## References
#
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by
#   back-propagating errors*, Nature 323, 533-536, 1986.
# - S. Linnainmaa, master's thesis, University of Helsinki, 1970. P. J. Werbos, *Beyond
#   regression*, PhD thesis, Harvard, 1974.
# - M. A. Nielsen, *Neural Networks and Deep Learning*, neuralnetworksanddeeplearning.com: chapter
#   2 derives the four equations, in columns. Do its exercises.
# - O. U. Florez, *One LEGO at a time: explaining the math of how neural networks learn*, 2017
#   (online): another network from scratch, step by step.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, deeplearningbook.org, section 6.5.
#
# Mistakes in printed texts about this subject are collected in [Printed errors, put
# right](errata.md).
#
# **What comes next.** Your class can learn now. Notebook 06e sets it to work, on two spirals and
# on handwritten digits. Notebook 06f takes the smallest run of all apart, step by step.
