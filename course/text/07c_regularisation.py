# %% [markdown]
# # 07c · Regularisation and data
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/07c_regularisation.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2007c)
#
# *about 80 min · CPU · one small download (a stand-in where there is no network) · after chapter 07b*

# %% [markdown]
# ## What you will be able to do
#
# - see a network learn by heart, and name four remedies;
# - compute L1, L2 and elastic-net penalties and their gradients, and say which makes zeros;
# - write inverted dropout, and say what happens if its factor is forgotten;
# - stop a training at the right moment, by a rule of your own and by Keras' callback;
# - choose a batch size, and know what it buys;
# - decide from two numbers and one curve whether it is time to gather more data, and whose.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, run

# %%
import timeit
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from threadpoolctl import threadpool_limits

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
threadpool_limits(1)  # matrices as small as ours are faster on one core
rng = run.seed(7)

# %% [markdown]
# ## Learning by heart
#
# Depth has its price, and the first item on the bill is **overfitting** (chapter 04b): a network of
# many thousand parameters has the freedom to store its examples in place of
# understanding them. Watch it happen. The data are the clothes of notebook 07a, but only 1,000 of
# them; 2,000 others serve for validation.
#
# A trainer of our own makes everything visible: relus, a softmax at the end, mini-batches,
# plain descent. Two of its arguments, `penalty` and `drop`, do nothing yet. They are this notebook.

# %%
fashion = data.load("fashion_mnist")
pictures = (fashion.x_train.reshape(-1, 784) / 255).astype("float32")
cut = min(5000, len(pictures) // 4)  # 5,000 and 55,000, unless a stand-in is smaller
centred = pictures - pictures[cut:].mean()  # descent likes inputs around zero
X_val, y_val = centred[:cut][:2000], fashion.y_train[:cut][:2000]
X_all, y_all = centred[cut:], fashion.y_train[cut:]
X, y = X_all[:1000], y_all[:1000]


# %%
def fresh(sizes, seed=0):
    """Weights and biases of a new network, as in notebook 07a (He)."""
    draw, parameters = np.random.default_rng(seed), []
    for n, m in pairwise(sizes):
        parameters += [draw.normal(0, np.sqrt(2 / n), (n, m)), np.zeros(m)]
    return [p.astype("float32") for p in parameters]


def softmax(z):
    """Probabilities per row."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forward(net, X, mask=None):
    """Outputs of all layers; `mask(shape)`, if given, multiplies the hidden ones."""
    a, masks = [X], [1.0]
    for W, b in zip(net[::2], net[1::2], strict=True):
        z = a[-1] @ W + b
        last = b is net[-1]
        masks.append(1.0 if last or mask is None else mask(z.shape))
        a.append(softmax(z) if last else np.maximum(z, 0) * masks[-1])
    return a, masks


# %%
def gradients(net, X, y, penalty=None, mask=None):
    """Backpropagation (06d), softmax with cross-entropy."""
    a, masks = forward(net, X, mask)
    delta, found = (a[-1] - np.eye(10, dtype="float32")[y]) / len(X), []
    for n in reversed(range(len(net) // 2)):
        W, pull = net[2 * n], 0 if penalty is None else penalty(net[2 * n])
        found = [a[n].T @ delta + pull, delta.sum(axis=0), *found]
        if n:
            delta = (delta @ W.T) * (a[n] > 0) * masks[n]
    return found


# %%
def loss_and_accuracy(net, X, y):
    """Mean cross-entropy, and the share of right answers, without any dropout."""
    p = forward(net, X)[0][-1]
    return -np.log(p[np.arange(len(y)), y] + 1e-9).mean(), (p.argmax(1) == y).mean()


# %%
def fit(
    net, X, y, epochs, rate=0.1, batch_size=32, penalty=None, drop=None, seed=0, every=1
):
    """Train in place; give losses and accuracies after every epoch, or every few."""
    draw = np.random.default_rng(seed)
    mask = (lambda shape: dropout_mask(shape, drop, draw)) if drop else None
    history = {k: [] for k in ("loss", "val_loss", "accuracy", "val_accuracy")}
    for epoch in range(1, epochs + 1):
        for rows in np.array_split(draw.permutation(len(X)), -(-len(X) // batch_size)):
            g = gradients(net, X[rows], y[rows], penalty, mask)
            for n in range(len(net)):
                net[n] -= (rate * g[n]).astype("float32")
        if epoch % every:
            continue
        pairs = loss_and_accuracy(net, X, y), loss_and_accuracy(net, X_val, y_val)
        for key, value in zip(history, np.transpose(pairs).ravel(), strict=True):
            history[key].append(float(value))
    return history


# %%
SIZES = [784, 100, 50, 10]
by_heart = fresh(SIZES)
history = fit(by_heart, X, y, epochs=40)
size = sum(p.size for p in by_heart)
print(f"{size:,} parameters, {len(X):,} examples")
for which in ("accuracy", "val_accuracy"):
    print(f"{which:12s} {history[which][-1]:.1%}")

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
for ax, metric in zip(axes, ("loss", "accuracy"), strict=True):
    plots.learning_curves({k: history[k] for k in (metric, f"val_{metric}")}, ax)
    ax.set_title(f"{metric}: known and unknown examples")
plots.show(
    fig,
    alt="Left, the training loss falls to nearly zero in 40 epochs, while the "
    "validation loss falls for about 10 epochs and then rises again, to 0.7. Right, "
    "the training accuracy reaches 100 percent and the validation accuracy stays near "
    "82.",
)

# %% [markdown]
# The training loss goes to zero: each of the 1,000 examples is known by heart. The validation loss
# turns around and *rises*, for the network becomes ever surer of its mistakes.
#
# > **Regularisation.** Whatever makes the training error a little worse on purpose, so that the
# > error on new examples becomes better.
#
# Four remedies follow: small weights, dropout, stopping in time, and more data.
#
# > **Careful.** Listings that train for 100 epochs, in batches of 2,048, and look at no validation
# > data at all, cannot see that right half of the picture. Always pass `validation_data`, and let
# > the training stop itself (below).
#
# ## Small weights
#
# A network that passes exactly through each example needs steep functions, and steep functions
# need large weights. So let weights cost something. Notebook 06f did it with half the sum of their
# squares. There are three ways to count, $M$ being the number of weights:
#
# > **Ridge, or L2.** Adds $\lambda\sum_{i=1}^M w_i^2$ to the loss. Its gradient $2\lambda w$ pulls
# > large weights strongly and small ones hardly at all.
#
# > **Lasso, or L1.** Adds $\lambda\sum_i \lvert w_i\rvert$. Its gradient
# > $\lambda\operatorname{sign}(w)$ pulls all with the same force, and small ones down to zero: the
# > weights become **sparse**.
#
# > **Elastic net.** A mixture: a share $\beta$ of L1, the rest L2.
#
# The factor $\lambda$ trades the error against the penalty: 0 changes nothing, and a huge one
# leaves nothing but zeros. Biases are left free: they make no function steep.
#
# Tiny numbers: $\mathbf{w} = (1, -2, 3)$, $\lambda = 0.1$. L1 costs $0.1 \cdot 6 = 0.6$, L2 costs
# $0.1 \cdot 14 = 1.4$.
#
# > **Careful.** Is there a ½? One set of notes prints the ridge without it and the elastic net with
# > it, $\beta\lambda\sum\lvert w\rvert + \frac{1-\beta}{2}\lambda\sum w^2$, so that $\beta = 0$ is
# > *half* their ridge. Both are in use; mixing them silently is the mistake. We follow Keras: no ½ in
# > L2 (so the $\lambda$ of notebook 06f is twice this one); and where we write *elastic*, the ½ is
# > in the formula.
#
# > **Your turn.** Write `elastic(w, lam, beta)` with the formula just printed. It returns the
# > cost and its gradient.


# %%
def elastic(w, lam, beta):
    """Cost and gradient of the elastic net."""
    ...  # your lines here


with check.your_turn("elastic"):
    cost, gradient = elastic(np.array([1.0, -2.0, 3.0]), 0.1, 0.5)
    check.close(cost, 0.65, "the cost: 0.05 · 6 + 0.025 · 14")
    check.close(gradient, [0.1, -0.15, 0.2], "the gradient")
    check.close(elastic(np.array([1.0, -2.0, 3.0]), 0.1, 1.0)[0], 0.6, "pure L1")

# %% [markdown]
# <details><summary>Hint 1</summary><code>np.abs(w).sum()</code> and
# <code>(w ** 2).sum()</code> are the two sums.</details>
# <details><summary>Hint 2</summary>The derivative of |w| is <code>np.sign(w)</code>; that of w²/2
# is w.</details>
# <details><summary>Hint 3</summary>Both parts of the gradient have the same factors as the
# cost: <code>beta * lam</code> and <code>(1 - beta) * lam</code>.</details>
# <details><summary>Solution</summary><code>cost = beta * lam * np.abs(w).sum() + (1 - beta) / 2 *
# lam * (w ** 2).sum()</code>, then <code>return cost, beta * lam * np.sign(w) + (1 - beta) * lam *
# w</code></details>
#
# Keras gives the same numbers. And its shortcut for the mixture has a trap:

# %% tags=["nbval-check-output"]
w = np.array([1.0, -2.0, 3.0], dtype="float32")
regularizers = keras.regularizers
for name, rule in (
    ("L1(0.1)", regularizers.L1(0.1)),
    ("L2(0.1)", regularizers.L2(0.1)),
    ("L1L2(l1=0.05, l2=0.025)", regularizers.L1L2(l1=0.05, l2=0.025)),
    ("l1_l2(0.1)", regularizers.l1_l2(0.1)),
    ("L1L2(l1=0.1, l2=0.1)", regularizers.L1L2(l1=0.1, l2=0.1)),
):
    print(f"{name:24s} costs {float(rule(w)):.3f}")

# %% [markdown]
# > **Careful.** `l1_l2(0.1)` costs 0.6, as L1 alone: in Keras 3 the second number is 0 unless one says
# > it. Name both: `L1L2(l1=0.1, l2=0.1)`.
#
# ### Why L1 makes zeros
#
# One weight, which the data would like to be $a$: minimise $\frac12(w - a)^2$ plus the penalty. With
# L2 the answer is $w = a/(1 + 2\lambda)$: every $a$ shrinks by the same share, and only 0 becomes
# 0. With L1 it is $a$ moved by $\lambda$ towards zero, and *exactly* 0 wherever $\lvert a\rvert \le
# \lambda$. Believe it by trying all $w$ on a fine grid:

# %% tags=["nbval-check-output"]
grid = np.linspace(-3, 3, 60_001)
lam = 0.5
for a in (0.3, -0.4, 2.0):
    by_l2 = grid[np.argmin((grid - a) ** 2 / 2 + lam * grid**2)]
    by_l1 = grid[np.argmin((grid - a) ** 2 / 2 + lam * np.abs(grid))]
    formulas = a / (1 + 2 * lam), np.sign(a) * max(abs(a) - lam, 0)
    assert np.allclose((by_l2, by_l1), formulas, atol=1e-4)
    print(f"the data say {a:4.1f}: L2 answers {by_l2:5.2f}, L1 {by_l1 + 0.0:5.2f}")

# %%
a = np.linspace(-2, 2, 201)
fig, ax = plt.subplots(figsize=(6, 3.8))
ax.plot(a, a, ":", color="black", label="no penalty")
ax.plot(a, a / (1 + 2 * lam), label="L2", marker="o", markevery=25)
soft = np.sign(a) * np.maximum(np.abs(a) - lam, 0)
ax.plot(a, soft, label="L1", marker="s", markevery=25)
ax.set(title="What a penalty of 0.5 leaves of a weight",
       xlabel="weight the data ask for", ylabel="weight that is learned")
ax.legend()
plots.show(
    fig,
    alt="The learned weight over the wanted one. L2 is a flatter straight line "
    "through zero; L1 is zero between -0.5 and 0.5 and runs parallel to the dotted "
    "line outside.",
)

# %% [markdown]
# ### On the network
#
# Now the thousand clothes, with penalties in our trainer and, as the second witness, the gradient of
# the penalty checked against Keras' own derivative in one step.

# %%
pull = {
    "none": None,
    "L2, 0.01": lambda W: 2 * 0.01 * W,
    "L2, 0.05": lambda W: 2 * 0.05 * W,
    "L1, 0.0005": lambda W: 0.0005 * np.sign(W),
    "L1, 0.002": lambda W: 0.002 * np.sign(W),
}

# %%
leashed = {}
for name, penalty in pull.items():
    net = fresh(SIZES)
    log = fit(net, X, y, epochs=40, penalty=penalty)
    leashed[name] = net, log
    small = np.mean([np.mean(np.abs(W) < 1e-3) for W in net[::2]])
    known, new, loss = (log[k][-1] for k in ("accuracy", "val_accuracy", "val_loss"))
    print(f"{name:10s} {known:.1%}, new {new:.1%}; loss {loss:.3f}; tiny {small:.0%}")

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
for n, (name, (net, log)) in enumerate(leashed.items()):
    look = {"color": plots.PALETTE[n], "label": name}
    axes[0].plot(
        range(1, 41), log["val_loss"], marker=plots.MARKERS[n], markevery=6, **look
    )
    bins = np.linspace(-0.15, 0.15, 61)
    axes[1].hist(net[0].ravel(), bins=bins, histtype="step", lw=1.6, log=True, **look)
axes[0].set(title="Validation loss", xlabel="epoch", ylabel="loss", ylim=(0.45, 1.4))
axes[1].set(title="Weights of the first layer", xlabel="weight", ylabel="how many")
axes[0].legend(fontsize=8, ncols=3, loc="upper center")
plots.show(
    fig,
    alt="Left, the validation loss rises without a penalty and stays lower with L2 "
    "0.01 and L1 0.0005; with L2 0.05 it stays near 1. Right, histograms of the "
    "weights: broad without a penalty, narrower with L2, and with L1 a sharp peak at "
    "zero.",
)

# %% [markdown]
# L2 with 0.01 and L1 with 0.0005 keep the validation loss down at the end (single spikes are the noise
# of mini-batches); L2 with 0.05 is too much, and both errors suffer. Look at the accuracy, too: on new
# examples it is no better than without. The leash makes the network less sure of its mistakes; here it
# does not make fewer of them. Gradient steps jump to and fro across zero, so L1 leaves tiny weights, not exact
# zeros; for exact ones set the tiny ones to zero at the end.

# %% tags=["nbval-check-output"]
W = keras.Variable(np.array([[0.5, -0.2], [0.0, 1.0]], dtype="float32"))
twin = keras.layers.Dense(2, kernel_regularizer=regularizers.L2(0.01), use_bias=False)
model = keras.Sequential([keras.Input((2,)), twin])
model.set_weights([np.asarray(W.value)])
model.compile(keras.optimizers.SGD(1.0), "mse")
model.fit(
    np.zeros((1, 2)), np.zeros((1, 2)), verbose=0
)  # no data: only the penalty acts
moved = np.asarray(W.value) - model.get_weights()[0]
assert np.allclose(moved, 2 * 0.01 * np.asarray(W.value))
print("one step of rate 1 moved them by", moved.astype(float).round(3).tolist())

# %% [markdown]
# The published listing makes three layers of 100 ELUs with a factor of 0.01 and trains none of
# them. We do: two passes over 4,000 pictures, and one layer without any.

# %%
layers = keras.layers
for name, rule in (
    ("none", None),
    ("L2(0.01)", regularizers.L2(0.01)),
    ("L1(0.01)", regularizers.L1(0.01)),
    ("L1L2(l1=0.01, l2=0.01)", regularizers.L1L2(l1=0.01, l2=0.01)),
):
    keras.utils.set_random_seed(1)
    hidden = layers.Dense(
        100, "elu", kernel_initializer="he_normal", kernel_regularizer=rule
    )
    model = keras.Sequential([keras.Input((784,)), hidden, layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(X_all[:4000], y_all[:4000], epochs=2, verbose=0)
    right = (np.asarray(model(X_val)).argmax(axis=1) == y_val).mean()
    tiny = (np.abs(hidden.get_weights()[0]) < 1e-3).mean()
    print(f"{name:23s} {right:.1%} right, {tiny:.0%} of the weights below 0.001")
    run.record("LD.P12", **{name.split("(")[0] + "_val_accuracy": right})

# %% [markdown]
# 0.01 is far too much for L1: nearly all weights are gone, and with them a part of the accuracy. A
# $\lambda$ is a setting like any other: search it on a log scale, by validation.
#
# > **Weight decay.** Shrinking each weight by a fixed share in every step. For plain descent it is the
# > same as L2; for Adam it is not, since Adam divides the pull of the penalty by $\sqrt{\hat v}$, too.
# > Keras has it as `AdamW` (Loshchilov and Hutter, 2019).
#
# ### How large a network?
#
# The other way to fewer large weights is fewer weights. There are three roads to the right size:
#
# - **Growing**: start small, add neurons while the validation error falls.
# - **Pruning**: start large, train, then remove weights that do little, and see what breaks.
# - **Complexity regularisation**: keep the size, and let a penalty such as L1 do the removing: a
#   trade between how far the data can be trusted and how well the model fits them.

# %%
for width in (2, 8, 32, 128):
    net = fresh([784, width, 10])
    log = fit(net, X, y, epochs=25, every=25)
    print(f"grown to {width:3d} neurons: validation {log['val_accuracy'][-1]:.1%}, "
          f"loss {log['val_loss'][-1]:.3f}")


def pruned(net, share):
    """A copy in which this share of each layer's weights, the smallest, is zero."""
    copy = [p.copy() for p in net]
    for W in copy[::2]:
        W[np.abs(W) < np.quantile(np.abs(W), share)] = 0
    return copy


for name in ("none", "L1, 0.002"):
    shares = (0, 0.5, 0.8, 0.9, 0.95)
    kept = [
        loss_and_accuracy(pruned(leashed[name][0], s), X_val, y_val)[1] for s in shares
    ]
    print(
        f"{name:11s} pruned by",
        ", ".join(f"{s:.0%}: {k:.1%}" for s, k in zip(shares, kept, strict=True)),
    )

# %% [markdown]
# Half of the weights can go and nobody notices; after a training with L1, even nine tenths cost little. So
# most of a trained network is spare. (Some texts file these roads under dropout, as "pruning strategies".
# Dropout, our next remedy, removes nothing for good: each neuron is back in the next step.)
#
# ## Dropout
#
# Ten experts look at a picture and must agree. Nine of them are moderate, and say *chair* with a score of
# 1; the tenth shouts *cat* with a score of 12. They add up their scores.

# %% tags=["nbval-check-output"]
chair, cat = np.array([1.0] * 9 + [0.0]), np.array([0.0] * 9 + [12.0])
print("all ten:            ", "cat" if cat.sum() > chair.sum() else "chair")
for rate in (0.1, 0.5):
    stays = np.random.default_rng(0).random((10_000, 10)) >= rate
    share = (stays @ chair > stays @ cat).mean()
    print(f"each absent at {rate:.0%}: chair wins {share:.0%} of the meetings")

# %% [markdown]
# One loud expert decides alone, the others learn nothing, and what comes after learns to listen to
# one voice only. So send each expert home at random, for a meeting. Whenever the loud one is away, the
# others decide and are *corrected*: they must become useful one by one. In a network, the loud expert
# is a neuron of high output that is too sure of itself; layers behind it overfit to it.
#
# > **Dropout.** In each training step every neuron of a layer is disconnected with probability $p$, the
# > **dropout rate**: its output is 0 for this one step (Hinton and others, 2012; Srivastava and others,
# > 2014). After the training none is dropped.
#
# It promises less overfitting and better answers to new examples: no neuron dominates, the neurons become
# diverse, and they learn to work as a team, for a troublemaker is not always there. We shall see.
#
# Input neurons may be dropped as well; output neurons never. With a rate of 1/3, on average one
# of three neurons is away, another one each time: every step trains a different, thinned network.


# %%
def draw_thinned(ax, gone, title):
    """A 3-3-1 network in which the hidden neurons `gone` are crossed out."""
    places = [(0, n) for n in range(4)] + [(1, n) for n in range(4)] + [(2, 1.5)]
    links = [(a, b) for a in places[:4] for b in places[5:8]] + [
        (a, places[8]) for a in places[4:8]
    ]
    away = [places[5 + n] for n in gone]
    for a, b in links:
        off = a in away or b in away
        look = {"color": "0.85" if off else "0.35", "lw": 0.8 if off else 1.3}
        ax.plot([a[0], b[0]], [a[1], b[1]], zorder=1, **look)
    for n, (x, y) in enumerate(places):
        face = plots.PALETTE[1] if n in (0, 4) else "white"
        ax.plot(x, y, "o", ms=21, mfc=face, mec="black", zorder=2)
        ax.text(x, y, "1" if n in (0, 4) else "", ha="center", va="center", zorder=3)
    ax.plot(
        *np.transpose(away).reshape(2, -1),
        "x",
        ms=21,
        mew=3,
        color=plots.PALETTE[9],
        zorder=4,
    )
    ax.set(title=title, xlim=(-0.3, 2.3), ylim=(-0.5, 3.5))
    ax.axis("off")


fig, axes = plt.subplots(1, 4, figsize=(10, 3))
for ax, gone, when in zip(
    axes, ([1], [0], [2], []), ("step 1", "step 2", "step 3", "afterwards"), strict=True
):
    draw_thinned(ax, gone, when)
plots.show(
    fig,
    alt="The same small network four times: three inputs and a bias, three hidden "
    "neurons and a bias, one output. In steps 1 to 3 another hidden neuron is crossed "
    "out each time and its links are grey; afterwards all are there. The biases are "
    "never dropped.",
)

# %% [markdown]
# ### The forgotten factor
#
# With half of its inputs gone, the next layer gets half the sum; after the training, suddenly, all
# of it. Somebody must make up for that. *Inverted* dropout does it at once, while training:
#
# > **Inverted dropout.** Divide what survives by $1 - p$. The mean stays what it was, and after the
# > training nothing needs to be done.
#
# > **Your turn.** Write `dropout_mask(shape, rate, rng)`: an array of zeros (with probability
# > `rate`) and of the value `1 / (1 - rate)`.


# %%
def dropout_mask(shape, rate, rng):
    """Inverted dropout: what to multiply the outputs of a layer with."""
    ...  # your line here


with check.your_turn("dropout_mask"):
    mask = dropout_mask((200, 300), 0.2, np.random.default_rng(0))
    check.shape(mask, (200, 300), "the mask")
    check.close(np.unique(mask), [0, 1.25], "its values")
    check.close(mask.mean(), 1.0, "its mean", kind="statistic")

# %% [markdown]
# <details><summary>Hint 1</summary><code>rng.random(shape)</code> gives numbers between 0 and
# 1.</details>
# <details><summary>Hint 2</summary>Such a number is at least <code>rate</code> with probability
# <code>1 - rate</code>.</details>
# <details><summary>Hint 3</summary>A comparison divided by a number is an array of
# numbers.</details>
# <details><summary>Solution</summary>
# <code>return (rng.random(shape) &gt;= rate) / (1 - rate)</code></details>
#
# So that the rest of the notebook runs in any case, here it is once more, and beside it the layer
# of Keras, which does the same: of ones and a rate of 0.5 it makes zeros and twos. Called outside
# training it does nothing.


# %%
def dropout_mask(shape, rate, rng):
    """Inverted dropout: 0 with probability `rate`, else 1 / (1 - rate)."""
    return ((rng.random(shape) >= rate) / (1 - rate)).astype("float32")


# %% tags=["nbval-check-output"]
ones = np.ones((1000, 100), dtype="float32")
half = layers.Dropout(0.5, seed=0)
during, after = (
    np.asarray(half(ones, training=True)),
    np.asarray(half(ones, training=False)),
)
mine = ones * dropout_mask(ones.shape, 0.5, np.random.default_rng(0))
for name, out in (
    ("Keras, training", during),
    ("ours, training", mine),
    ("Keras, afterwards", after),
):
    print(f"{name:18s} values {np.unique(out)}, mean about {out.mean():.1f}")
print("parameters of the layer:", half.count_params())

# %% [markdown]
# And if one forgets it? Texts that say no more than "neurons are switched off" lead there. The same
# training, with the factor and without:


# %%
def train_dropped(inverted, rate=0.5, epochs=30):
    """Train with dropout; without the factor if not inverted."""
    net, draw = fresh(SIZES, seed=1), np.random.default_rng(1)
    factor = np.float32(1.0 if inverted else 1 - rate)
    mask = lambda shape: factor * dropout_mask(shape, rate, draw)
    for _ in range(epochs):
        for rows in np.array_split(draw.permutation(len(X)), len(X) // 32):
            g = gradients(net, X[rows], y[rows], None, mask)
            for n in range(len(net)):
                net[n] -= (0.1 * g[n]).astype("float32")
    return net


dropped = train_dropped(inverted=True)
for name, net in (
    ("with 1/(1-p)", dropped),
    ("without", train_dropped(inverted=False)),
):
    hidden = forward(net, X_val)[0][2].mean()
    loss, right = loss_and_accuracy(net, X_val, y_val)
    print(f"{name:12s} layer 2 {hidden:.2f}, loss {loss:.3f}, {right:.1%} right")

# %% [markdown]
# Without the factor, the layers get, after training, about twice what they were trained with, layer upon
# layer. Relus forgive much of it (the *ranking* of the answers often survives), but the network is far
# too sure, and the loss shows it.
#
# ### What dropout does
#
# Many networks in one: each step trains one of $2^n$ thinned networks, all sharing their weights.
# Using the whole network afterwards is like asking all of them for their mean, an **ensemble**.
# Ask 100 of them:

# %%
draw = np.random.default_rng(2)
thin = lambda shape: dropout_mask(shape, 0.5, draw)
votes = np.array([forward(dropped, X_val, thin)[0][-1] for _ in range(100)])
whole = forward(dropped, X_val)[0][-1]

# %%
singles = (votes.argmax(2) == y_val).mean(axis=1)
together, alone = votes.mean(0).argmax(1), whole.argmax(1)
print(f"one thinned network:  {singles.mean():.1%}, at best {singles.max():.1%}")
print(f"mean of all 100:      {(together == y_val).mean():.1%}")
print(f"the whole, unthinned: {(alone == y_val).mean():.1%}")
print(f"the last two agree on {(together == alone).mean():.1%}")

# %% [markdown]
# The whole network stands for its ensemble, for the price of one. And since no neuron can count on
# another being there, each must be useful alone and attend to all of its inputs: no
# **co-adaptation**. The network becomes less sensitive to small changes. Is that so? Delete 30 % of the
# hidden neurons of both networks, for good, and see which one keeps going:


# %%
def wounded(net, share, draw):
    """Validation accuracy after deleting that share of the hidden neurons."""
    lost = lambda shape: draw.random((1, shape[1])) >= share
    return (forward(net, X_val, lost)[0][-1].argmax(axis=1) == y_val).mean()


for name, net in (("trained without", by_heart), ("with dropout 0.5", dropped)):
    hits = [wounded(net, 0.3, np.random.default_rng(s)) for s in range(20)]
    print(f"{name:16s} whole {wounded(net, 0, rng):.1%}, wounded {np.mean(hits):.1%}")

# %% [markdown]
# > **Careful.** "The weights of a dropped neuron do not change in that step." True for plain descent:
# > the gradient is zero. But momentum rolls on, Adam's mean is not yet zero, and weight decay pulls
# > anyway. Two steps for one weight; in the second, its neuron is dropped:

# %% tags=["nbval-check-output"]
optimizers = keras.optimizers
for name, optimizer in (
    ("plain descent", optimizers.SGD(0.1)),
    ("momentum", optimizers.SGD(0.1, momentum=0.9)),
    ("Adam", optimizers.Adam(0.1)),
    ("descent, weight decay", optimizers.SGD(0.1, weight_decay=0.1)),
):
    weight = keras.Variable(np.ones(1, dtype="float32"))
    optimizer.apply([keras.ops.ones(1)], [weight])
    before = float(weight.value[0])
    optimizer.apply([keras.ops.zeros(1)], [weight])  # dropped: no gradient
    print(f"{name:22s} moves it by {float(weight.value[0]) - before + 0.0:.3f}")

# %% [markdown]
# ### Which rate?
#
# Rates of 0.1 to 0.5 are usual; 0.5 is the classical value. If the network overfits, raise it; if it
# underfits, lower it. Large layers bear more than small ones, and many people drop only after the last
# hidden layer. All of this is advice from experience, as is "only in deep networks": try.
#
# > **Your turn.** Tune it. Set `rates` to four values of your choice and find one whose validation
# > loss after 40 epochs is at least 0.1 below that without dropout.

# %%
rates = []  # your four rates here
tried = {0: history["val_loss"][-1]}
for rate in rates:
    log = fit(fresh(SIZES), X, y, epochs=40, drop=rate, every=40)
    tried[rate] = log["val_loss"][-1]
print({rate: round(loss, 3) for rate, loss in tried.items()})
with check.your_turn("tune dropout"):
    check.that(len(rates) == 4, "rates", "try four of them")
    check.that(min(tried.values()) < tried[0] - 0.1, "rates", "none is 0.1 below")

# %% [markdown]
# <details><summary>Hint 1</summary>Begin with a wide net, such as 0.1 to 0.8.</details>
# <details><summary>Hint 2</summary>The network overfits badly: which way must the rate go?</details>
# <details><summary>Hint 3</summary>0.5 is a good guess for hidden layers.</details>
# <details><summary>Solution</summary><code>rates = [0.1, 0.3, 0.5, 0.7]</code></details>
#
# ### A published run, and ours
#
# The network: 784-300-100-10, ELUs, a dropout of 0.2 before each dense layer (the first one drops
# pixels), SGD with rate 0.01, batches of 32. Published after 10 epochs with 55,000 pictures: 83.1 % of
# the training and 86.9 % of the validation pictures right. A network of these sizes, with relus and no
# dropout, had 87.7 %. We ran all of it once: 86.8 % with dropout, and 87.0 % for the same ELUs without.
# Here is a smaller version for a patient laptop.

# %%
budget = run.budget(
    cpu={"pictures": 6000, "epochs": 5}, gpu={"pictures": 55_000, "epochs": 10}
)
X_pub, V_pub = pictures[cut:][: budget.pictures], pictures[: len(X_val)]
y_pub = y_all[: budget.pictures]


def published_net(rate):
    """784-300-100-10 with ELUs, dropout before each dense layer."""
    keras.utils.set_random_seed(7)
    net = keras.Sequential([keras.Input((784,))])
    for units, bend in ((300, "elu"), (100, "elu"), (10, "softmax")):
        if rate:
            net.add(layers.Dropout(rate))
        start = "he_normal" if bend == "elu" else "glorot_uniform"
        net.add(layers.Dense(units, bend, kernel_initializer=start))
    return net


def keras_fit(net, optimizer, callbacks=()):
    """Train, judged on the validation pictures; the history."""
    net.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return net.fit(X_pub, y_pub, epochs=budget.epochs, validation_data=(V_pub, y_val),
                   callbacks=list(callbacks), verbose=0).history


# %%
logs = {}
for name, rate in (("with", 0.2), ("without", 0)):
    net = published_net(rate)
    logs[name] = keras_fit(net, optimizers.SGD(0.01))
    quiet = (np.asarray(net(X_pub)).argmax(axis=1) == y_pub).mean()
    during, new = logs[name]["accuracy"][-1], logs[name]["val_accuracy"][-1]
    print(
        f"{name:7s} training {during:.1%}, afterwards {quiet:.1%}, validation {new:.1%}"
    )
with_it, without = logs["with"], logs["without"]
run.record(
    "LD.P13",
    accuracy=(with_it["accuracy"][-1], 0.8313),
    val_accuracy=(with_it["val_accuracy"][-1], 0.8686),
    val_accuracy_without=without["val_accuracy"][-1],
)

# %% [markdown]
# Two things to see. First, the validation accuracy lies *above* that of the training: no miracle, for
# dropout is active only while training. Measure the training pictures without it (*afterwards*) and
# the order is restored. Second, **dropout made it worse**, there and here. After ten epochs of slow SGD
# this network does not overfit yet, and a remedy against overfitting can only cost.
#
# ### Dropout for SELU
#
# Notebook 07a's SELU keeps mean 0 and variance 1 from layer to layer. Ordinary dropout destroys both: zeros
# are not SELU's resting value. **Alpha dropout** puts the lowest value of SELU, $-1.758$, in the place of zero,
# and then rescales so that mean and variance stay.

# %% tags=["nbval-check-output"]
normal = np.random.default_rng(0).normal(size=(200_000, 1)).astype("float32")
for name, layer in (
    ("input", lambda x, training: x),
    ("Dropout(0.3)", layers.Dropout(0.3, seed=1)),
    ("AlphaDropout(0.3)", layers.AlphaDropout(0.3, seed=1)),
):
    out = np.asarray(layer(normal, training=True))
    print(f"{name:18s} mean {abs(out.mean()):.1f}, variance {out.var():.1f}")


# %%
def alpha_dropout(x, rate, rng):
    """Drop to SELU's lowest value, then restore mean 0 and variance 1."""
    low = -1.6732632 * 1.0507010
    out = np.where(rng.random(x.shape) >= rate, x, low)
    a = ((1 - rate) * (1 + rate * low**2)) ** -0.5
    return a * (out - rate * low)


# %% tags=["nbval-check-output"]
def commonest(x):
    """The value that occurs most often: that of the dropped."""
    values, counts = np.unique(x, return_counts=True)
    return float(values[counts.argmax()])


ours = alpha_dropout(normal, 0.3, np.random.default_rng(0))
theirs = np.asarray(layers.AlphaDropout(0.3, seed=1)(normal, training=True))
assert np.isclose(commonest(ours), commonest(theirs), atol=1e-4)
print(f"the dropped become {commonest(ours):.3f}; variance {ours.var():.1f}")

# %% [markdown]
# ## Stopping in time
#
# The first picture of this notebook contains the cheapest remedy: stop where the validation loss is
# lowest.
#
# > **Early stopping.** End the training when the validation error has not improved for a number of
# > epochs, the **patience**, and go back to the best weights.
#
# Here it is with a number one can feel, the error of a curve through 15 noisy points, in the units of
# the points: the **RMSE**, the root of the mean squared error.

# %%
draw = np.random.default_rng(4)
x_few, x_new = draw.uniform(-1, 1, 15), np.linspace(-1, 1, 200)
truth = lambda x: np.sin(3 * x)
t_few, t_new = truth(x_few) + draw.normal(0, 0.35, 15), truth(x_new)
features = lambda x: np.polynomial.legendre.legvander(x, 14)
F_few, F_new = features(x_few), features(x_new)
w, rmse, norms, saved = np.zeros(15), [], [], {}
for epoch in range(20_000):
    g = F_few.T @ (F_few @ w - t_few) / 15
    pairs = (F_few, t_few), (F_new, t_new)
    rmse.append([np.sqrt(np.mean((F @ w - t) ** 2)) for F, t in pairs])
    norms.append(np.linalg.norm(g))
    saved[epoch] = w
    w = w - 0.3 * g
rmse, norms = np.array(rmse), np.array(norms)
best = rmse[:, 1].argmin()
print(f"best epoch {best}: RMSE {rmse[best].round(2)} (training, new)")
print(f"at the end: RMSE {rmse[-1].round(2)}")

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 3.7))
for n, name in enumerate(("training", "validation")):
    axes[0].plot(np.arange(1, 20_001), rmse[:, n], "-" if n == 0 else "--", label=name)
axes[0].plot(
    best + 1, rmse[best, 1], "o", color=plots.PALETTE[9], ms=10, label="best model"
)
axes[0].set(
    xscale="log", title="When to stop", xlabel="epoch", ylabel="RMSE", ylim=(0, 1)
)
axes[0].legend()
axes[1].plot(x_few, t_few, "ko", label="15 noisy points")
axes[1].plot(x_new, F_new @ saved[best], color=plots.PALETTE[9], label="best model")
axes[1].plot(x_new, F_new @ w, "--", label="after 20,000 epochs")
axes[1].set(title="What the two models say", xlabel="x", ylabel="t", ylim=(-2, 2))
axes[1].set_xticks([-1, -0.5, 0, 0.5, 1])
axes[1].legend(fontsize=8)
plots.show(
    fig,
    alt="Left, the training RMSE falls all the time; that of the validation falls, "
    "has its lowest point, marked, and rises. Right, the best model is a smooth wave "
    "through the points; the one after 20,000 epochs bends wildly to come close to "
    "each of them.",
)

# %% [markdown]
# The turning point says: from here on the model learns the noise. (Ours are measured without noise, so
# their error can be the smaller of the two.) Textbooks also know a rule
# without validation data: stop when the **norm of the gradient** falls below a threshold. It waits
# for the training to be *finished*, which is slow, and later than is good.

# %% tags=["nbval-check-output"]
for threshold in (0.1, 0.01, 0.001):
    at = np.flatnonzero(norms < threshold)[0]
    print(
        f"gradient below {threshold}: epoch {at}, RMSE on new points {rmse[at, 1]:.2f}"
    )
print(f"early stopping:       epoch {best}, RMSE on new points {rmse[best, 1]:.2f}")

# %% [markdown]
# > **Your turn.** Write the rule: `stop_early(losses, patience)` gets the validation loss of each epoch
# > and returns two epochs, counted from 1: after which one the training stops, and which one was
# > best. It stops as soon as `patience` epochs in a row brought no new best; else after the last.


# %%
def stop_early(losses, patience):
    """Epoch after which to stop, and the best epoch; both from 1."""
    ...  # your lines here


published = [0.7172, 0.5790, 0.5277, 0.5336, 0.5665, 0.6044]
with check.your_turn("stop_early"):
    check.same(stop_early([*published, 0.1, 0.2], 3), (6, 3), "a published run")
    check.same(stop_early([3, 2, 1], 3), (3, 3), "better all the time")
    check.same(stop_early([3, 4, 1, 2, 2], 1), (2, 1), "patience 1")

# %% [markdown]
# <details><summary>Hint 1</summary>Walk through the losses and remember the best one and its
# epoch.</details>
# <details><summary>Hint 2</summary>Stop when <code>epoch - best_epoch</code> reaches the
# patience.</details>
# <details><summary>Hint 3</summary><code>enumerate(losses, 1)</code> counts from 1.</details>
# <details><summary>Solution</summary>Start with <code>best = 1</code>;
# <code>for epoch, loss in enumerate(losses, 1):</code> with, inside,
# <code>if loss &lt; losses[best - 1]: best = epoch</code> and
# <code>if epoch - best &gt;= patience: return epoch, best</code>; last
# <code>return len(losses), best</code></details>
#
# The third check shows the danger: with a patience of 1 it stopped at epoch 2, before the good epoch
# 3. A single bad epoch is noise. Patience must bridge it, and costs that many epochs.
#
# ### The callback
#
# The published listing takes a network *that was trained already*, recompiles it *without* metrics (its log
# shows an accuracy all the same: left over from an earlier run), says "loss" in a comment and
# watches `val_loss`. Repaired: a fresh network, the metric named, and the callback says what it
# watches. Its optimiser is Adam with a rate of 0.01; ours stands beside it with the default.

# %%
for rate in (0.01, 0.001):
    stop = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=3, restore_best_weights=True
    )
    net = published_net(0.2)
    log = keras_fit(net, optimizers.Adam(rate), [stop])
    best = int(np.argmin(log["val_loss"]))
    there = log["val_accuracy"][best]
    print(f"Adam {rate}: {len(log['loss'])} epochs, best {best + 1}: {there:.1%}")
    again = (np.asarray(net(V_pub)).argmax(axis=1) == y_val).mean()
    assert np.isclose(again, there, atol=2e-3)  # the best weights are back
    if rate == 0.01:
        lowest = (log["val_loss"][best], 0.5277)
        run.record("LD.P14", best_epoch=(best + 1, 3), val_loss=lowest)
        run.record("LD.P14", val_accuracy=(there, 0.8328))

# %% [markdown]
# Published: stopped after 6 epochs, best epoch 3, 83.3 % of the validation pictures right, less than the 86.9 %
# of plain SGD. When we ran all 55,000 pictures for at most ten epochs, Adam came to 84.6 % with 0.01 and to
# 88.6 % with 0.001, SGD to 86.8 %. The stopping did its work; the rate was wrong (notebook 07b).
#
# ## One, some, or all
#
# How many examples should one step look at?
#
# > **Online learning.** One example per update, also called stochastic or sequential. Erratic: each
# > example pulls in its own direction, and the result depends on which came last.
#
# > **Batch learning.** All examples per update, their gradients averaged. Smooth, and slow: one update
# > per pass.
#
# > **Mini-batch learning.** A small random set per update, usually 32, 64 or 128. The compromise, and
# > what hardware for matrices (GPUs) is made for.
#
# One pass over $N$ examples in batches of $B$ makes $\lceil N/B\rceil$ updates; the last may be short.

# %% tags=["nbval-check-output"]
for N, B in ((55_000, 1), (55_000, 32), (60_000, 2048), (10_000, 32), (55_000, 55_000)):
    print(f"{N:,} examples in batches of {B:,}: {-(-N // B):,} updates per epoch")

# %% [markdown]
# > **Your turn.** Write `batches(n, size, rng)`: a list of index arrays, shuffled, each example in
# > exactly one of them, all of `size` but perhaps the last.


# %%
def batches(n, size, rng):
    """Indices of the examples, in random mini-batches."""
    ...  # your lines here


with check.your_turn("batches"):
    parts = batches(10, 4, np.random.default_rng(0))
    check.same([len(rows) for rows in parts], [4, 4, 2], "their sizes")
    check.same(np.sort(np.concatenate(parts)), np.arange(10), "each example once")
    check.that((np.concatenate(parts) != np.arange(10)).any(), "order", "not shuffled")

# %% [markdown]
# <details><summary>Hint 1</summary><code>rng.permutation(n)</code> is a shuffled list of all
# indices.</details>
# <details><summary>Hint 2</summary>Cut it at 0, size, 2 size, ...: <code>range(0, n,
# size)</code>.</details>
# <details><summary>Hint 3</summary>A slice beyond the end is simply shorter.</details>
# <details><summary>Solution</summary><code>order = rng.permutation(n)</code>, then
# <code>return [order[i : i + size] for i in range(0, n, size)]</code></details>
#
# ### Three walks to the same goal
#
# A line through 64 points has two parameters, so one can see the walk. All three make 5 passes.


# %%
draw = np.random.default_rng(5)
x_line = draw.uniform(-1, 1, 64)
t_line = 1 + 2 * x_line + draw.normal(0, 0.8, 64)
A = np.column_stack([np.ones(64), x_line])
goal = np.linalg.lstsq(A, t_line, rcond=None)[0]


# %%
def line_walk(batch_size, rate, passes, seed=0):
    """Places of descent in mini-batches, the start first."""
    order, w, path = np.random.default_rng(seed), np.array([-0.6, 0.2]), []
    for _ in range(passes):
        for rows in np.array_split(order.permutation(64), 64 // batch_size):
            path.append(w)
            w = w - rate * A[rows].T @ (A[rows] @ w - t_line[rows]) / len(rows)
    return np.array([*path, w])


walks = {
    "online, 1": line_walk(1, 0.15, 5),
    "mini-batch, 8": line_walk(8, 0.3, 5),
    "batch, 64": line_walk(64, 0.6, 5),
}
for name, path in walks.items():
    left = np.linalg.norm(path[-1] - goal)
    print(f"{name:13s} {len(path) - 1:3d} updates, ends {left:.2f} from the goal")

# %%
c, s = np.meshgrid(np.linspace(-1, 2.2, 80), np.linspace(-0.2, 3.2, 80))
height = ((c[..., None] + s[..., None] * x_line - t_line) ** 2).mean(axis=-1)
fig, axes = plt.subplots(1, 3, figsize=(10, 3.5), sharey=True)
for ax, (name, path) in zip(axes, walks.items(), strict=True):
    ax.contour(c, s, height, 12, cmap="viridis", linewidths=0.7)
    ax.plot(*path.T, ".-", color=plots.PALETTE[9], lw=0.9, ms=4)
    ax.plot(*goal, "k*", ms=12)
    ax.set(title=f"{name}: {len(path) - 1} updates", xlabel="bias", ylabel="slope")
plots.show(
    fig,
    alt="Three walks over the rings of a loss. Online: 320 small steps that stagger "
    "to the goal and around it. Mini-batch: 40 steps, roughly straight with some "
    "waver. Batch: 5 smooth steps, on the way, not yet there.",
)

# %% [markdown]
# How large is the noise? The gradient of a mini-batch is a mean of $B$ random ones, so its
# error should fall like $1/\sqrt B$. Measured on our network, as a share of the true gradient:

# %%
net = fresh(SIZES)
true_g = gradients(net, X_all[:8000], y_all[:8000])[0]
picks = np.random.default_rng(6).integers(min(8000, len(X_all)), size=(30, 256))
for B in (1, 4, 16, 64, 256):
    some = [gradients(net, X_all[p[:B]], y_all[p[:B]])[0] for p in picks]
    off = np.mean([np.linalg.norm(g - true_g) for g in some]) / np.linalg.norm(true_g)
    print(f"batches of {B:3d}: error {off:.2f} of it, × √B: {off * B**0.5:.1f}")

# %% [markdown]
# Four times the work for half the noise: that soon stops paying. Unless the work is free. A matrix
# product of 64 rows takes hardly longer than one of a single row, so time per *example* falls with
# the batch, up to what the hardware can swallow:


# %%
def one_pass(B):
    """All gradients of 1,024 examples in batches of B."""
    for start in range(0, 1024, B):
        gradients(net, X_all[start : start + B], y_all[start : start + B])


for B in (1, 8, 32, 128, 1024):
    best = min(timeit.repeat(lambda B=B: one_pass(B), number=1, repeat=3))
    print(f"batches of {B:4d}: {1e6 * best / 1024:5.0f} microseconds per example")

# %% [markdown]
# And what does it do to the result? Equal passes, three batch sizes, our trainer, 4,000
# pictures. Then the published online listing, batch size 1 with early stopping, which its authors did
# not run; we do, on 1,000 pictures.

# %%
few_X, few_y = X_all[:4000], y_all[:4000]
for B, rate in ((1, 0.02), (32, 0.1), (1000, 0.1)):
    net = fresh([784, 100, 10])
    log = fit(net, few_X, few_y, epochs=2, rate=rate, batch_size=B, every=2)
    right = log["val_accuracy"][-1]
    print(f"batches of {B:4d}: {2 * -(-4000 // B):6,} updates, validation {right:.1%}")

# %%
net, loss = published_net(0.2), "sparse_categorical_crossentropy"
net.compile(optimizers.SGD(0.01), loss, metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping("val_loss", patience=3, restore_best_weights=True)
told = {"validation_data": (V_pub, y_val), "callbacks": [stop], "verbose": 0}
log = net.fit(X_pub[:1000], y, batch_size=1, epochs=5, **told).history
best = max(log["val_accuracy"])
print(f"Keras, online, 1,000 pictures, {len(log['loss'])} epochs: {best:.1%}")
run.record("LD.P15", val_accuracy=best)

# %% [markdown]
# All 4,000 in four batches make 8 updates in two passes, and 8 are too few. Online does much per pass and
# uses the machine badly. Between them lies 32.
#
# ## When to gather more data
#
# More data often beat a better algorithm. Compare a plain softmax regression (no hidden layer) that saw
# 8,000 pictures with a deep network that saw 500:

# %%
simple, deep = fresh([784, 10]), fresh(SIZES)
log_simple = fit(simple, X_all[:8000], y_all[:8000], 8, every=8)
log_deep = fit(deep, X_all[:500], y_all[:500], 40, every=40)
print(f"one layer, 8,000 pictures: {log_simple['val_accuracy'][-1]:.1%}")
print(f"three layers, 500 pictures: {log_deep['val_accuracy'][-1]:.1%}")

# %% [markdown]
# But data cost money and time, and not every problem is one of data. So first build the whole system,
# from the raw data to the decision, as simple as it may be; then *measure*. With that care belongs, before
# the first training: the choice of the measure (chapter 04), of the optimiser (07b), and of the three
# sets, training, validation, test. Then, in this order:
#
# 1. **Is the error on the training examples small enough?** If not, do not gather: the network does
#    not even use what it has. Enlarge it, tune the optimiser and the rate. If that does not help, look
#    at the *quality* of the data: noise in labels and inputs, or something missing. Cleaner data or
#    richer features, not more.
# 2. **Is the error on new examples small enough?** Then you are done. If it is much larger than on the
#    training examples, more data are among the best remedies. Where they are out of reach: a
#    smaller model, more regularisation. If the gap stays, gather.
# 3. **How many?** Draw the error on new examples over the size of the training set, on log axes,
#    doubling. The curve says what the next doubling will bring.
#
# > **Your turn.** Steps 1 and 2 as a function: `advise(train_error, new_error, goal)` returns `"model"`,
# > `"done"` or `"data"`.


# %%
def advise(train_error, new_error, goal):
    """What to work on next."""
    ...  # your lines here


with check.your_turn("advise"):
    check.same(advise(0.20, 0.21, goal=0.1), "model", "20 % wrong in training")
    check.same(advise(0.02, 0.09, goal=0.1), "done", "good enough")
    check.same(advise(0.02, 0.19, goal=0.1), "data", "a large gap")

# %% [markdown]
# <details><summary>Hint 1</summary>The order of the questions matters: training
# first.</details>
# <details><summary>Hint 2</summary>Two <code>if</code> with a <code>return</code>
# each.</details>
# <details><summary>Hint 3</summary>Both compare with <code>goal</code>.</details>
# <details><summary>Solution</summary><code>if train_error &gt; goal: return "model"</code>,
# <code>return "done" if new_error &lt;= goal else "data"</code></details>
#
# ### Step 1 in numbers: dirty labels
#
# Give a random label to 40 % of the examples. No more data of *this* kind helps as cleaning does:


# %%
def smudged(labels, share, seed=0):
    """A copy with that share of the labels drawn at random."""
    draw, copy = np.random.default_rng(seed), labels.copy()
    hit = draw.random(len(copy)) < share
    copy[hit] = draw.integers(10, size=hit.sum())
    return copy


# %%
for n, share in ((1000, 0.4), (2000, 0.4), (1000, 0.0)):
    net = fresh([784, 100, 10])
    log = fit(net, X_all[:n], smudged(y_all[:n], share), epochs=12, every=12)
    known, new = 1 - log["accuracy"][-1], 1 - log["val_accuracy"][-1]
    print(
        f"{n:,} examples, {share:.0%} random: error {known:.0%}, on new ones {new:.1%}"
    )

# %% [markdown]
# ### Step 3 in numbers: the curve over the size
#
# Seven doublings. All networks make the same number of updates, so that only the data differ.

# %%
sizes = 125 * 2 ** np.arange(8)
errors = []
for n in run.progress(sizes, "training"):
    net = fresh([784, 100, 10])
    epochs = 64_000 // n
    log = fit(net, X_all[:n], y_all[:n], epochs, every=epochs)
    errors.append((1 - log["accuracy"][-1], 1 - log["val_accuracy"][-1]))

# %%
errors = np.array(errors)
slope, height = np.polyfit(np.log2(sizes[:-1]), np.log2(errors[:-1, 1].clip(1e-4)), 1)
foreseen = 2 ** (height + slope * np.log2(sizes))
print("new examples wrong:", " ".join(f"{e:.1%}" for e in errors[:, 1]))
print(f"each doubling leaves {2**slope:.0%} of the error")
print(f"foreseen for {sizes[-1]:,}: {foreseen[-1]:.1%}, measured: {errors[-1, 1]:.1%}")

# %%
wide = 125 * 2.0 ** np.arange(11)
fig, ax = plt.subplots(figsize=(6.6, 4))
ax.loglog(sizes, errors[:, 1], "s--", mfc="white", label="new examples")
ax.loglog(sizes[4:], errors[4:, 0].clip(1e-3), "o-", label="training examples")
line = 2 ** (height + slope * np.log2(wide))
ax.loglog(wide, line, ":", color="black", label="straight line, continued")
ax.set(title="What would more data bring?", xlabel="training examples (doubling)")
ax.set(ylabel="share wrong", ylim=(0.005, 0.5))
ax.set_xticks(wide[::2], [f"{n:,.0f}" for n in wide[::2]])
ax.minorticks_off()
ax.set_yticks([0.01, 0.1, 0.2, 0.4], ["1 %", "10 %", "20 %", "40 %"])
ax.legend(loc="lower left")
plots.show(
    fig,
    alt="On log axes, the error on new examples falls nearly along a straight line "
    "from 125 to 16,000 training examples, from about 30 to about 14 percent; a "
    "dotted line continues it. The training error is far below, rises with the size, "
    "and has nearly met it at 16,000.",
)

# %% [markdown]
# Nearly a straight line: so each doubling leaves the same share of the error, and one can foresee, *before
# paying*, what the next one will bring. Note the training error: it *rises* with the data (there is more
# to know by heart). At 16,000 it has come up to the other one, and the measured error stays above the line:
# from here on it is the model's turn, or that of a longer training (step 1), and more data bring little.
#
# ## Who pays for the smaller network?
#
# Regularising means giving something up. What is given up? The mean hardly moves, as we saw with
# pruning. But a mean hides who is in it. Let one kind of clothes, number 9 (ankle boots), be rare: 15
# examples, where every other class has 300. Then prune.


# %%
def with_rare(n_rare, n_other=300, rare=9):
    """Examples in which one class is rare."""
    rows = [
        np.flatnonzero(y_all == c)[: n_rare if c == rare else n_other]
        for c in range(10)
    ]
    return np.concatenate(rows)


def by_class(net):
    """Accuracy on boots, and mean accuracy of the nine other classes."""
    right = forward(net, X_val)[0][-1].argmax(axis=1) == y_val
    each = np.array([right[y_val == c].mean() for c in range(10)])
    return np.array([each[9], np.delete(each, 9).mean()])


rows = with_rare(15)
nets = []
for seed in range(3):
    nets.append(fresh([784, 100, 10], seed))
    fit(nets[-1], X_all[rows], y_all[rows], epochs=12, seed=seed, every=12)
for share in (0, 0.5, 0.6, 0.7, 0.8):
    boots, others = np.mean([by_class(pruned(net, share)) for net in nets], axis=0)
    print(f"pruned by {share:.0%}: boots {boots:.1%}, the other nine {others:.1%}")

# %% [markdown]
# The rare class was worse from the start, and the smaller network gives it up first. (We tried five classes
# in this role. Boots show it best, and in all five the rare class lost the larger share.)
# Hooker and others (2020) found the same with photographs: compressed networks lose the under-represented,
# while the overall accuracy, the only number in most reports, hardly moves. The same question belongs to
# dropout, L2 and early stopping: *whose* error pays? Measure per group, before and after.
#
# And more data: more of whom? Let us buy 270 more examples, in two ways.

# %%
purchases = {
    "as before": with_rare(15),
    "270 of the other classes": with_rare(15, 330),
    "270 more boots": with_rare(285),
}
for name, rows in purchases.items():
    found = []
    for seed in range(3):
        net = fresh([784, 100, 10], seed)
        fit(net, X_all[rows], y_all[rows], epochs=12, seed=seed, every=12)
        found.append(by_class(net))
    boots, others = np.mean(found, axis=0)
    print(f"{name:25s} ({len(rows):,}): boots {boots:.1%}, the other nine {others:.1%}")

# %% [markdown]
# The same price, and the boots gain from one of the two only. "More data" is no answer before it is said
# which. Where examples are people, there is a second question: those who are rare in the data often have
# reasons to be. They can be asked; scraping what they once put online is not asking.
#
# ## When it goes wrong
#
# This network answers the same question differently each time it is asked.
#
# > **Your turn.** Run it, find out why, and repair `answer`. The network itself is fine.


# %%
moody_rng = np.random.default_rng(8)


def answer(net, X, training=False):
    """Classes that the network gives for X."""
    mask = lambda shape: dropout_mask(shape, 0.5, moody_rng)
    return forward(net, X, mask)[0][-1].argmax(axis=1)


first, second = answer(dropped, X_val), answer(dropped, X_val)
print(f"{(first != second).mean():.0%} of the answers differ from one call to the next")
with check.your_turn("the moody network"):
    check.same(answer(dropped, X_val), answer(dropped, X_val), "two calls")
    differs = (answer(dropped, X_val, training=True) != answer(dropped, X_val)).any()
    check.that(differs, "training=True", "dropout must still be active")

# %% [markdown]
# <details><summary>Hint 1</summary>What is random in a trained network?</details>
# <details><summary>Hint 2</summary>Dropout belongs to the training; <code>answer</code> never looks at
# its argument <code>training</code>.</details>
# <details><summary>Hint 3</summary><code>forward</code> takes <code>None</code> for no
# mask.</details>
# <details><summary>Solution</summary>
# <code>return forward(net, X, mask if training else None)[0][-1].argmax(axis=1)</code>. In Keras
# the same happens if a model is called with <code>training=True</code>.</details>
#
# ## Key points
#
# - A network with many parameters can know its examples by heart. Only validation data show it.
# - L2 shrinks weights by a share, L1 by a fixed amount: L1 makes zeros. Say whether there is a ½, and
#   name both factors of `L1L2`.
# - Inverted dropout silences neurons at random while training and divides the rest by $1 - p$. It adds no
#   parameter, is an ensemble in disguise, and costs accuracy where nothing overfits.
# - Early stopping keeps the weights of the best validation epoch; patience bridges the noise.
# - Mini-batches: noise falls like $1/\sqrt B$, and hardware makes small sets nearly free. 32 to 128.
# - Training error too large: the model. Gap too large: data. How much: the curve over doublings.
# - Regularisation and new data have winners and losers. Measure per group.
#
# ## Quiz
#
# Eight questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("07c_regularisation")

# %% [markdown]
# ## References
#
# - G. E. Hinton et al., *Improving neural networks by preventing co-adaptation of feature detectors*,
#   arXiv:1207.0580, 2012.
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, *Dropout: a simple way to
#   prevent neural networks from overfitting*, JMLR 15, 2014.
# - R. Tibshirani, *Regression shrinkage and selection via the lasso*, JRSS B 58(1), 1996. H. Zou and T.
#   Hastie, *Regularization and variable selection via the elastic net*, JRSS B 67(2), 2005.
# - I. Loshchilov and F. Hutter, *Decoupled weight decay regularization*, ICLR 2019.
# - L. Prechelt, *Early stopping, but when?*, in Neural Networks: Tricks of the Trade, Springer, 1998.
# - G. Klambauer et al., *Self-normalizing neural networks*, NeurIPS 2017 (alpha dropout).
# - J. Hestness et al., *Deep learning scaling is predictable, empirically*, arXiv:1712.00409, 2017.
# - S. Hooker et al., *Characterising bias in compressed models*, arXiv:2010.03058, 2020.
# - A. Géron, *Hands-On Machine Learning with Scikit-Learn, Keras and TensorFlow*, O'Reilly, 3rd
#   edition, 2022: the same remedies, with many exercises.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016, chapter 7.
#
# **What comes next.** All remedies are on the table. Notebook 07d asks the question that comes before them:
# why does *my* network not learn?
