# %% [markdown]
# # 09a · Deep autoencoders
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/09a_deep_autoencoders.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2009a)
#
# *about 80 min · CPU · two small downloads (stand-ins where there is no network) · after chapter 08*

# %% [markdown]
# ## What you will be able to do
#
# - build an autoencoder of many layers from a list that describes it, and count its parameters;
# - compare deep with shallow fairly, and say how low a loss can fall at all;
# - put batch normalisation and dropout where they belong, and test whether they help;
# - spot an experiment whose loss means nothing, and repeat it on valid data;
# - tie the decoder to the encoder, and halve the weights;
# - train a deep network one layer at a time;
# - teach a network to remove noise.

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

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
layers = keras.layers
plots.style()
rng = run.seed(9)

# %% [markdown]
# ## More than one pair of layers
#
# Chapter 08 squeezed pictures through a bottleneck. One dense layer encoded, one decoded, and without
# bends that was PCA. Now we stack more of them.
#
# > **Deep autoencoder.** An autoencoder with more than one pair of layers, one of each pair in the
# > encoder and one in the decoder; also *stacked* autoencoder.
#
# Mostly it is symmetric around the code. We shall use this one all through the notebook: 784 pixels,
# 100 neurons, a code of 30, and the same way back.

# %%
STACK = [784, 100, 30, 100, 784]
fig, ax = plt.subplots(figsize=(6, 3))
plots.network(STACK, ax, ["pixels", "hidden", "code", "hidden", "pixels"])
plots.show(
    ax.figure,
    alt="A network of five columns of circles, 784, 100, 30, 100 and 784, each "
    "connected with the next. The middle one, of 30, is the code.",
)

# %% [markdown]
# Each layer is seen only by the next one. Whatever layer 2 knows about the picture, it knows from layer 1.
# So the layers come to know different things: the first has the pixels, and all it can do is weigh and
# add them; the second combines what the first has found. With pictures, the first layers hold edges and
# blotches, **low-order** features, and the deep ones shapes and whole objects, **high-order** ones
# (Sainath and others, 2012). No label takes part, so no class is preferred.
#
# ### Older relatives
#
# Deep autoencoders descend from **deep belief networks** (Hinton, Osindero and Teh, 2006; Sutskever and
# Hinton, 2008), and those belong to the family of deep learning as well as models drawn as graphs do.
#
# > **Deep belief network (DBN).** A stack of restricted Boltzmann machines (chapter 11), trained one layer
# > after the other. It *draws* its hidden values at random, and it is generative: run backwards, it makes
# > new examples.
#
# > **Careful.** A widely read text calls the deep autoencoder *a* deep belief network. They look alike and
# > share a history. But one computes its code, and the other one tosses coins for it:

# %% tags=["nbval-check-output"]
x = np.array([[1.0, 0.0, 1.0]])
W = np.array([[0.5, -1.0], [2.0, 0.3], [-0.5, 1.2]])
p = 1 / (1 + np.exp(-x @ W))  # sigmoid, (1, 2)
draw = np.random.default_rng(0)
drawn = [(draw.random(p.shape) < p).astype(int)[0].tolist() for _ in range(4)]
print("autoencoder, four times the same:", [p[0].round(2).tolist()] * 2, "...")
print("one layer of a DBN, four draws:  ", drawn)

# %% [markdown]
# ## Clothes through thirty numbers
#
# A published run trains this network on Fashion-MNIST: hidden layers with SELU (chapter 07a), a sigmoid at the
# end, because grey values lie between 0 and 1, binary cross-entropy (BCE) as loss, plain descent with the
# astonishing rate of 1.5, ten epochs over 55,000 pictures.

# %%
fashion = data.load("fashion_mnist")
budget = run.budget(cpu={"pictures": 12_000, "epochs": 5},
                    gpu={"pictures": 55_000, "epochs": 10})
pictures = (fashion.x_train / 255).astype("float32")
cut = min(5000, len(pictures) // 4)  # 5,000 and 55,000, unless a stand-in is smaller
X_val, y_val = pictures[:cut], fashion.y_train[:cut]
X = pictures[cut:][: budget.pictures]
print(X.shape, X_val.shape)


def stacked(widths=(100, 30, 100), noise=()):
    """An autoencoder for 28 x 28 pictures; `noise` are layers before the first."""
    inner = [layers.Dense(n, "selu") for n in widths]
    ends = [layers.Dense(784, "sigmoid"), layers.Reshape((28, 28))]
    start = [keras.Input((28, 28)), layers.Flatten(), *noise]
    return keras.Sequential([*start, *inner, *ends])


def train(net, X, Y=None, epochs=budget.epochs, optimizer=None, seed=1):
    """Fit with BCE; losses per epoch. The target is the input, unless Y is given."""
    Y, V = X if Y is None else Y, (X_val[:2000], X_val[:2000])
    net.compile(optimizer or keras.optimizers.SGD(1.5), "binary_crossentropy",
                steps_per_execution=20)
    keras.utils.set_random_seed(seed)
    return net.fit(X, Y, epochs=epochs, validation_data=V, verbose=0).history


# %% [markdown]
# > **Careful.** `validation_data` is a **tuple**, `(X_val, X_val)`. A published listing passes the list
# > `[X_val, X_val]`. Keras 3 lets it pass; for a model with two inputs a list means
# > something else. Say what you mean.

# %% tags=["nbval-check-output"]
counts = [(n + 1) * m for n, m in pairwise(STACK)]
keras.utils.set_random_seed(1)
deep = stacked()
at_start = deep.get_weights()
assert sum(counts) == deep.count_params()
print("per layer:", counts, "together:", f"{sum(counts):,}")

# %%
log = train(deep, X)
print("validation:", " ".join(f"{v:.4f}" for v in log["val_loss"]))
updates = budget.epochs * -(-len(X) // 32)
print(f"{updates:,} updates, the published run 17,190")
run.record("LD.P24", val_loss=(log["val_loss"][-1], 0.2834))
run.record("LD.P24", parameters=(deep.count_params(), 163_814))

published = [0.3181, 0.2990, 0.2941, 0.2913, 0.2893,
             0.2877, 0.2865, 0.2854, 0.2843, 0.2834]
one_pass = -(-len(X) // 32)  # updates per epoch
curves = {"ours, training": (log["loss"], one_pass, "-"),
          "ours, validation": (log["val_loss"], one_pass, "--"),
          "published, validation": (published, 1719, ":")}

fig, ax = plt.subplots(figsize=(6.6, 3.8))
for name, (values, step, line) in curves.items():
    ax.plot(step * np.arange(1, len(values) + 1), values, line, marker="o", label=name)
ax.set(title="Clothes through thirty numbers", xlabel="updates", ylabel="BCE")
ax.legend()
plots.show(
    fig,
    alt="Binary cross-entropy over the number of updates. Our validation curve "
    "falls to about 0.30 within 2,000 updates, on the left of the published "
    "curve, which starts at 0.32 and goes on to 0.283 at 17,190 updates.",
)

# %% [markdown]
# Counted in updates, ours is even a little ahead; it just ends earlier. (The whole run takes a minute or
# two on a laptop: set the budget.) What the loss is worth is better seen than read. The first 15 clothes
# of the validation set, above what thirty numbers kept of them:


# %%
def over_under(top, bottom):
    """Two rows of pictures in one figure."""
    count = len(top)
    ax = plots.image_grid(np.concatenate([top, bottom]), columns=count)
    return ax.figure


rebuilt = np.asarray(deep(X_val[:2000]))
plots.show(
    over_under(X_val[:15], rebuilt[:15]),
    alt="Fifteen clothes and, below, their reconstructions: shirts, boots and "
    "trousers can be recognised, but prints, seams and laces are washed out.",
)
run.record("LD.P25", mse=float(np.mean((X_val[:2000] - rebuilt) ** 2)))

# %% [markdown]
# Recognisable, and too lossy: the prints are gone.
#
# ### A rate of 1.5?
#
# Elsewhere a rate of 0.1 was large. The published text does not explain its 1.5. Look at what Keras
# minimises: the BCE as a **mean over the 784 pixels**. A mean has gradients 784 times smaller than the sum
# would have. Let us test that explanation: the same network, the same rate, the sum.


# %%
def summed(x, x_hat):
    """Binary cross-entropy, summed over the pixels instead of averaged."""
    return 784 * keras.ops.mean(keras.losses.binary_crossentropy(x, x_hat), axis=-1)


for name, loss, rate in (("mean, 1.5", "binary_crossentropy", 1.5),
                         ("sum, 1.5", summed, 1.5),
                         ("sum, 1.5 / 784", summed, 1.5 / 784)):
    keras.utils.set_random_seed(1)
    net = stacked()
    net.compile(keras.optimizers.SGD(rate), loss)
    for start in range(0, 32 * 40, 32):
        net.train_on_batch(X[start : start + 32], X[start : start + 32])
    x_hat = np.clip(np.asarray(net(X_val[:500]), float), 1e-7, 1 - 1e-7)
    bce = -(X_val[:500] * np.log(x_hat) + (1 - X_val[:500]) * np.log(1 - x_hat)).mean()
    print(f"{name:15s} BCE per pixel after 40 steps: {bce:.3f}")

# %% [markdown]
# With the sum, 1.5 is ruinous, and 1.5/784 = 0.002 does exactly what 1.5 did. So the rate is not bold at
# all; it belongs to the mean.
#
# ### How low can it go?
#
# "The loss goes to zero", some texts say of the BCE. For pixels that are only black or white, it may. For
# grey ones it cannot, not even for a perfect copy. By hand, one pixel of 0.5, rebuilt as
# 0.5: $-(0.5\ln 0.5 + 0.5\ln 0.5) = 0.69$. So
#
# $$\text{floor} = -\frac1N\sum_i \bigl(x_i \ln x_i + (1 - x_i)\ln(1 - x_i)\bigr),$$
#
# the loss of $\hat{\mathbf{x}} = \mathbf{x}$.

# %% tags=["nbval-check-output", "real-data"]
x = np.clip(X_val[:2000].astype(float), 1e-12, 1 - 1e-12)
floor = -(x * np.log(x) + (1 - x) * np.log(1 - x)).mean()
print(f"floor {floor:.4f}; the published 0.2834 is {0.2834 - floor:.4f} above it")
lazy = np.clip(X_val[:2000].mean(axis=0), 1e-3, 1 - 1e-3)
mean_loss = -(x * np.log(lazy) + (1 - x) * np.log(1 - lazy)).mean()
print(f"one and the same mean picture for all: {mean_loss:.4f}")

# %% [markdown]
# Between doing nothing and perfection lie less than 0.2. From now on we print the distance **above the
# floor**: that is the part of the loss that a network can do something about.
#
# ## Is deeper better?
#
# "For most tasks, deeper models do better than shallow ones." Perhaps; but who says so owes us the shallow
# one. And a fair one: with the same code, or with the same number of parameters? Both. Also on
# the list are the four remedies for lossy pictures: train longer, go deeper, widen the layers, widen the
# code.

# %%
rivals = {
    "deep, code 30": (100, 30, 100),
    "shallow, code 30": (30,),
    "shallow, equal parameters": (103,),
    "deeper: 100-60-30-60-100": (100, 60, 30, 60, 100),
    "wider layers: 200-30-200": (200, 30, 200),
    "larger code: 100-60-100": (100, 60, 100),
}
found = {"deep, code 30": log["val_loss"][-1]}

# %%
for name, widths in rivals.items():
    keras.utils.set_random_seed(1)
    net = stacked(widths)
    if name not in found:
        found[name] = train(net, X)["val_loss"][-1]
    print(f"{name:26s} {net.count_params():8,} parameters, {found[name] - floor:.4f}")

longer = train(deep, X)["val_loss"][-1]
print(f"{'deep, twice the epochs':26s} {deep.count_params():8,} parameters, "
      f"{longer - floor:.4f}")

# %% [markdown]
# Read it slowly. The deep network beats the shallow one *of the same code*. The shallow one of the same
# *size*, which may use its parameters for a code of 103, is even a little better than the deep one, with
# a code more than three times as large. Wider layers and a larger code help, more layers do not in so
# short a training, and **most of all helps training longer**. "Deeper is better" is a sentence that needs
# an "at what?" and a rival.
#
# > **Your turn.** Remedies are cheap to propose. `equal_width(sizes)` finds the shallow rival: the width
# > $w$ of the network $d$-$w$-$d$ whose parameters come nearest to those of the network with these `sizes`,
# > without being more. ($d$ is `sizes[0]`.)


# %%
def equal_width(sizes):
    """Largest w such that d-w-d has no more parameters than the given network."""
    ...  # your lines here


with check.your_turn("equal_width"):
    check.same(equal_width([784, 100, 30, 100, 784]), 103, "our deep network")
    check.same(equal_width([8, 3, 8]), 3, "a shallow one is its own rival")

# %% [markdown]
# <details><summary>Hint 1</summary>The parameters of the given network: the sum of
# <code>(n + 1) * m</code> over <code>pairwise(sizes)</code>.</details>
# <details><summary>Hint 2</summary>d-w-d has $(d + 1)w + (w + 1)d = (2d + 1)w + d$.</details>
# <details><summary>Hint 3</summary>Solve for w, and round down with <code>//</code>.</details>
# <details><summary>Solution</summary>
# <code>total = sum((n + 1) * m for n, m in pairwise(sizes))</code>, then
# <code>return (total - sizes[0]) // (2 * sizes[0] + 1)</code></details>
#
# ### Too powerful
#
# Why not make the code as large as we like? Because of the network that copies without understanding.
#
# > **Overcomplete.** With a code at least as large as the input. Something else than the bottleneck must keep
# > such a network from copying: a penalty, or noise (below).
#
# The perfect overcomplete autoencoder needs no training: $\mathbf{W} = \mathbf{I}$, and $\mathbf{D} =
# \mathbf{I}$. Its error is zero, on clothes, and on noise, too. It knows nothing. An autoencoder that *has*
# learned what clothes have in common must be bad at everything else:

# %%
noise = rng.random((500, 28, 28)).astype("float32")
turned = X_val[:500].transpose(0, 2, 1)  # clothes, mirrored along the diagonal
for name, some in (("clothes", X_val[:500]), ("lying down", turned), ("noise", noise)):
    error = np.mean((some - np.asarray(deep(some))) ** 2)
    flat = some.reshape(-1, 784)
    copied = np.mean((flat - flat @ np.eye(784) @ np.eye(784)) ** 2)
    print(f"{name:11s} MSE of 784-30-784 {error:.3f}, of the identity {copied:.0f}")

# %% [markdown]
# So a *small error is no virtue by itself*. What counts is a small error through few numbers, or in spite of
# noise.
#
# ## What the layers know
#
# A neuron of the first layer has one weight per pixel, so its weights are a picture. A neuron of the second
# layer has one weight per neuron of the first. What is that a picture of? (The start was random, and still
# lies over everything. So we show what training has *added*: weights after minus weights before.)

# %%
learned = [after - before for after, before in
           zip(deep.get_weights(), at_start, strict=True)]
first = learned[0].T[np.abs(learned[0]).sum(axis=0).argsort()[-10:]]
second = learned[2].T[np.abs(learned[2]).sum(axis=0).argsort()[-10:]]
shown = {"first layer: one weight per pixel": first.reshape(-1, 28, 28),
         "second layer: one weight per neuron of the first":
         second.reshape(-1, 10, 10)}

fig, axes = plt.subplots(2, 1, figsize=(9, 2.9))
for ax, (title, images) in zip(axes, shown.items(), strict=True):
    scale = np.abs(images).max(axis=(1, 2), keepdims=True)
    plots.image_grid(images / scale, columns=10, ax=ax)
    ax.set_title(title, fontsize=10)
plots.show(
    fig,
    alt="Two rows of ten squares, what training added to the weights of ten "
    "neurons. Those of the first layer show soft outlines of clothes; those of "
    "the second layer look like noise.",
)

# %% [markdown]
# The first row can be read: soft outlines of clothes. The second cannot, at least not by us. That deep
# layers are hard to interpret is a known trouble, with kernels as with feature maps (Wu, 2016); one can
# still ask what *excites* a neuron:

# %%
code_of = keras.Sequential(deep.layers[:3])  # Flatten, 100, 30
codes = np.asarray(code_of(X_val))
most = np.argsort(codes[:, :3], axis=0)[::-1][:8].T  # the 8 strongest of 3 neurons
rows = [f"code {n // 8}" if n % 8 == 0 else "" for n in range(24)]
plots.show(
    plots.image_grid(X_val[most.ravel()], rows).figure,
    alt="Three rows of eight clothes, those that excite three code neurons most. "
    "Within a row the clothes are alike in shape and shade, although no label "
    "took part.",
)

# %% [markdown]
# Each neuron has a taste of its own. Whether it has a *name* is another matter.
#
# ## Layers without neurons
#
# The deeper a network, the more it profits from two kinds of layers that contain no neurons at all:
# **batch normalisation** (notebook 07a), against numbers that grow or vanish on the way, and **dropout**
# (07c), against learning by heart. You know both. New is only where they go in a deep autoencoder.
#
# | | batch normalisation | dropout |
# |---|---|---|
# | what it does | standardises each neuron, then $\gamma\hat z + \beta$ | silences neurons at random |
# | trained parameters per neuron | 2 | 0 |
# | other numbers per neuron | 2 (moving mean and variance) | 0 |
# | in use | fixed numbers instead of those of the batch | does nothing |
# | meant against | numerical trouble, slow training | overfitting |
#
# A block of the encoder has four parts, and the order matters: the weighted sum (a `Dense`
# *without* activation), its normalisation, *then* the activation as a layer of its own, and the dropout.

# %%
values = rng.gamma(2.0, 1.5, (4000, 1)) - 1.0  # weighted sums of one neuron
normal = (values - values.mean()) / values.std()
stages = [values, normal, np.maximum(normal, 0),
          np.maximum(normal, 0) * (rng.random(values.shape) > 0.2) / 0.8]

titles = ["Dense(n)\nweights and a bias", "BatchNormalization\n2 + 2 per neuron",
          "Activation('relu')\nno parameters",
          "Dropout(0.2)\nno parameters"]
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9), sharey=True)
for n, (ax, stage) in enumerate(zip(axes, stages, strict=True)):
    ax.hist(stage.ravel(), bins=np.linspace(-3, 8, 45), color=plots.PALETTE[n])
    ax.axvline(0, color="black", lw=0.8)
    ax.set(xlabel="value", yscale="log")
    ax.set_title(titles[n], fontsize=10)
    if n:
        ax.annotate("", (0, 0.5), (-0.13, 0.5), xycoords="axes fraction",
                    arrowprops={"arrowstyle": "-|>"})
axes[0].set_ylabel("how often")
plots.show(
    fig,
    alt="Four histograms of the values of one neuron along a block. After Dense "
    "skewed and off centre; after batch normalisation centred at zero, as "
    "skewed as before; after the ReLU a peak at zero; after dropout a higher "
    "peak at zero and the rest stretched by a quarter.",
)


# %%
def draw_stack(ax, sizes, off=(), bars=()):
    """Circles and lines; neurons in `off` disconnected, layers in `bars` normalised."""
    spots = [[(n, k - (s - 1) / 2) for k in range(s)] for n, s in enumerate(sizes)]
    live = [[(n, k) not in off for k in range(s)] for n, s in enumerate(sizes)]
    for n, (left, right) in enumerate(pairwise(spots)):
        for k, a in enumerate(left):
            for m, b in enumerate(right):
                if live[n][k] and live[n + 1][m]:
                    ax.plot(*zip(a, b, strict=True), color="0.7", lw=0.7, zorder=1)
    for n, layer in enumerate(spots):
        for k, (x, y) in enumerate(layer):
            face = "white" if live[n][k] else "0.8"
            ax.plot(x, y, "o", ms=17, mfc=face, mec="black", zorder=2)
            if n in bars:
                heights = [0.05, 0.12, 0.2, 0.12, 0.05]
                ax.bar(x + np.linspace(-0.1, 0.1, 5), heights, 0.045, y - 0.1,
                       color=plots.PALETTE[1], zorder=3)
            if not live[n][k]:
                ax.plot(x, y, "x", ms=13, mew=2, color=plots.PALETTE[9], zorder=3)
    ax.set(xlim=(-0.4, len(sizes) - 0.6), ylim=(-2.6, 2.6))
    ax.axis("off")


# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
draw_stack(axes[0], [5, 3, 2, 3, 5], bars=(1, 2, 3))
axes[0].set_title("Batch normalisation inside the neurons")
draw_stack(axes[1], [5, 3, 2, 3, 5], off=[(1, 1)])
axes[1].set_title("Dropout of 1/3 after the first hidden layer")
plots.show(
    fig,
    alt="Two autoencoders of 5-3-2-3-5 neurons. Left, the neurons of the three "
    "inner layers contain a small bell of bars. Right, one of the three neurons "
    "of the first hidden layer is crossed out and has no connections, in or "
    "out, for this step.",
)

# %% [markdown]
# `Dropout(rate)` takes the *share* of the neurons of the layer **before** it that is disconnected, anew
# in each step of training. (A comment in a published listing names the layer after it. No: the outputs
# that become zero are those of the activation just before; the next layer merely has to do without them.)
#
# ### A list that describes a network
#
# Deep encoders repeat this block. Printed in full they cover a page, and in a page hide mistakes. Let us
# write them as a **specification**: a plain list that can be printed, tested, and counted before anything is
# built.


# %%
def block(width, rate=0.0, normalise=True):
    """The parts of one hidden layer, in order."""
    parts = [("dense", width)]
    parts += [("norm", None)] if normalise else []
    parts += [("relu", None)]
    return parts + ([("dropout", rate)] if rate else [])


# %%
def build(spec, inputs):
    """A Keras model of a specification."""
    make = {
        "dense": lambda width: layers.Dense(width),
        "norm": lambda _: layers.BatchNormalization(),
        "dropout": lambda rate: layers.Dropout(rate),
    }
    activation = lambda kind: lambda _: layers.Activation(kind)
    parts = [make.get(kind, activation(kind))(value) for kind, value in spec]
    return keras.Sequential([keras.Input((inputs,)), *parts])


# %% tags=["nbval-check-output"]
encoder_spec = [*block(1024, 0.2), *block(256, 0.2), ("dense", 64), ("tanh", None)]
for kind, value in encoder_spec:
    print(kind if value is None else f"{kind}({value})", end="  ")

# %% [markdown]
# > **Your turn.** Write `count(spec, inputs)`: all the numbers a specification stores, 4 per neuron for a
# > `"norm"` included. Check it against Keras.


# %%
def count(spec, inputs):
    """Parameters of a specification, moving averages included."""
    ...  # your lines here


with check.your_turn("count"):
    check.same(count([("dense", 5), ("relu", None)], 3), 20, "3 to 5: 15 + 5")
    check.same(count(block(5, 0.2), 3), 40, "with normalisation: 4 · 5 more")
    theirs = build(encoder_spec, 3072).count_params()
    check.same(count(encoder_spec, 3072), theirs, "the encoder above, as in Keras")

# %% [markdown]
# <details><summary>Hint 1</summary>Walk through the list and remember how many numbers arrive: at first
# <code>inputs</code>.</details>
# <details><summary>Hint 2</summary>A <code>"dense"</code> adds <code>(width + 1) * value</code> and changes the
# width; a <code>"norm"</code> adds 4 times the width.</details>
# <details><summary>Hint 3</summary>All other kinds add nothing and change nothing.</details>
# <details><summary>Solution</summary>
# <code>total, width = 0, inputs</code>; then <code>for kind, value in spec:</code> with
# <code>if kind == "dense": total, width = total + (width + 1) * value, value</code> and
# <code>elif kind == "norm": total += 4 * width</code>; at last <code>return total</code></details>
#
# > **Careful.** A listing writes `Dense(inpt_dim/2)`. In Python 3 that is 256.0, and 256.0 neurons are not a
# > number of neurons. Use `//`.

# %% tags=["nbval-check-output"]
for width in (512 / 2, 512 // 2):
    try:
        print(f"Dense({width}):", layers.Dense(width).units, "neurons")
    except ValueError as error:
        print(f"Dense({width}): refused,", str(error).split(".")[0][:60], "...")

# %% [markdown]
# ## Does normalising help? An experiment redone
#
# Two published experiments compare autoencoders with and without these layers, on film reviews. The data
# set is **IMDb** (Maas and others, 2011): 50,000 reviews, good or bad, as sequences of word numbers.
# (There are networks that read words in order; ours does not.) To get rows of equal length, they are padded
# with zeros or cut to 512 words:

# %%
imdb = data.load("imdb")
rows = keras.utils.pad_sequences(list(imdb.x_train[:4000]), maxlen=512)
print(rows.shape, "a row ends with the words number", rows[0, -6:])

# %% [markdown]
# (Older listings say `keras.preprocessing.sequence.pad_sequences`, and import from `keras` here and from
# `tensorflow.keras` there. Today: `keras.utils.pad_sequences`, and one package.)
#
# ### A loss that means nothing
#
# Those experiments feed the word *numbers*, up to 88,000, into an autoencoder with sigmoids at the end,
# and minimise the binary cross-entropy, 20 and 100 epochs long. By hand, three words
# $\mathbf{x} = (500, 3, 0)$, rebuilt as $(0.5, 0.9, 0.1)$:

# %% tags=["nbval-check-output"]
x, p = np.array([500.0, 3.0, 0.0]), np.array([0.5, 0.9, 0.1])
ours = -(x * np.log(p) + (1 - x) * np.log(1 - p)).mean()
z = np.log(p / (1 - p))  # p is its sigmoid
theirs = keras.losses.binary_crossentropy(x[None], z[None], from_logits=True)
check.close(float(np.asarray(theirs)[0]), ours, "BCE", kind="float32")
print(f"binary cross-entropy: {ours:.2f}")
for p_first in (0.5, 0.9, 0.999):
    p[0] = p_first
    ours = -(x * np.log(p) + (1 - x) * np.log(1 - p)).mean()
    print(f"   word 500 rebuilt as {p_first}: {ours:8.1f}")

# %% [markdown]
# An error of *minus* 1.16, and it falls without end the nearer the sigmoid comes to 1. Cross-entropy asks
# for a target between 0 and 1, a share. With a target of 500 the best output is "1, as hard as you can",
# for every word of every review. Nothing about the reviews is learned, the curves fall for ever, and
# which of two curves falls faster **is no evidence for anything**. Besides, word 500 is not five hundred
# times word 1. Numbers that are *names* must not enter a loss as quantities.
#
# PyTorch looks: there Keras' `"binary_crossentropy"` refuses a target of 500. TensorFlow and JAX compute it.
# With `from_logits=True` the loss takes the last sigmoid itself, and then nobody looks.

# %%
keras.utils.set_random_seed(1)
invalid = build([("dense", 256), ("sigmoid", None), ("dense", 512)], 512)
loss = keras.losses.BinaryCrossentropy(from_logits=True)
invalid.compile("adam", loss, steps_per_execution=10)
ids = rows[:1000].astype("float32")
falls = invalid.fit(ids, ids, epochs=6, batch_size=64, verbose=0).history["loss"]
print("the invalid loss, epoch by epoch:", " ".join(f"{v:,.0f}" for v in falls))
sure = np.asarray(invalid(ids)) > np.log(0.99 / 0.01)  # the sigmoid gives over 0.99
print(f"share of outputs above 0.99: {sure.mean():.0%}")

# %% [markdown]
# ### The same question on valid data
#
# So we repeat both on data for which the loss is made: **multi-hot** rows (chapter 03b). Column $j$ is 1
# if the review contains the $j$-th most frequent word. 512 columns, as many inputs as before, and every
# target 0 or 1.


# %%
def multi_hot(reviews, words=512):
    """Rows of 0 and 1: which of the most frequent words occur. 0 to 3 are no words."""
    hot = np.zeros((len(reviews), words), "float32")
    for row, review in zip(hot, reviews, strict=True):
        seen = np.asarray(review) - 4
        row[seen[(seen >= 0) & (seen < words)]] = 1
    return hot


# %%
reviews, moods = multi_hot(imdb.x_train[:3000]), imdb.y_train[:3000]
three = 3 * len(reviews) // 4
X_rev, V_rev, X_mood, V_mood = (
    reviews[:three], reviews[three:], moods[:three], moods[three:]
)
rate = np.clip(X_rev.mean(axis=0), 1e-4, 1 - 1e-4)
lazy = -(V_rev * np.log(rate) + (1 - V_rev) * np.log(1 - rate)).mean()
print(f"{reviews.mean():.1%} ones; each word by its frequency alone: BCE {lazy:.4f}")


# %%
def compare(specs, X, optimizer, epochs):
    """Train one model per specification; their histories, and the models."""
    logs, nets = {}, {}
    for name, spec in specs.items():
        keras.utils.set_random_seed(1)
        nets[name] = build(spec, 512)
        nets[name].compile(optimizer(), "binary_crossentropy", steps_per_execution=8)
        logs[name] = (
            nets[name]
            .fit(
                X,
                X,
                batch_size=64,
                epochs=epochs,
                verbose=0,
                validation_data=(V_rev, V_rev),
            )
            .history
        )
    return logs, nets


def last_and_best(logs):
    """Print the losses at the end, and the best validation loss."""
    for name, log in logs.items():
        best = int(np.argmin(log["val_loss"]))
        print(f"{name:8s} training {log['loss'][-1]:.4f}, "
              f"validation {log['val_loss'][-1]:.4f} "
              f"(best {log['val_loss'][best]:.4f} in epoch {best + 1})")


# %%
def four_curves(logs, title):
    """Training and validation losses of two models: solid with, dashed without."""
    fig, ax = plt.subplots(figsize=(7, 4))
    looks = iter(zip(plots.PALETTE[:4], plots.MARKERS, strict=False))
    for name, log in logs.items():
        for key, kind in (("loss", "training"), ("val_loss", "validation")):
            color, marker = next(looks)
            style = {"color": color, "marker": marker, "markevery": 4, "ms": 5}
            line = "--" if name.startswith("without") else "-"
            ax.plot(range(1, len(log[key]) + 1), log[key], line,
                    label=f"{name}, {kind}", **style)
    ax.set(title=title, xlabel="epoch", ylabel="BCE")
    ax.locator_params(axis="x", integer=True)
    ax.legend(fontsize=9, loc="upper right")
    return fig


# %% [markdown]
# First **batch normalisation**, 512-256-512 with sigmoids, Adam, 20 epochs, batches of 64. The two models
# differ in one layer, nothing else. (And in what the names say: give the two histories two names. With
# re-used variables, and models deleted in between, one published listing stores the dropout run in `bn_loss`.)

# %%
tail = [("sigmoid", None), ("dense", 512), ("sigmoid", None)]
specs = {"with": [("dense", 256), ("norm", None), *tail],
         "without": [("dense", 256), *tail]}
bn_logs, bn_nets = compare(specs, X_rev, keras.optimizers.Adam, epochs=20)
last_and_best(bn_logs)
run.record("B08.P1", with_bn=bn_logs["with"]["val_loss"][-1],
           without_bn=bn_logs["without"]["val_loss"][-1])

# %%
plots.show(
    four_curves(bn_logs, "Batch normalisation in an autoencoder of reviews"),
    alt="Four curves of the cross-entropy over 20 epochs. From the second epoch on, "
    "both losses are lower with batch normalisation than without, by about "
    "0.02.",
)

# %% [markdown]
# On valid data the answer is the published one: with batch normalisation this autoencoder is ahead from the
# second epoch on, in training and in validation, and still ahead after 20. Both go on falling, so
# this says *faster*; where they would end, it does not say.
#
# Good advice for any such layer: solve your task *without* it first. Then add it, and compare the result and
# the time. It helps often. It does not help always.
#
# Then **dropout**. The published comparison has three flaws besides the data. Its text says that dropout is
# for deep networks only, and shows it on one of two layers. Its decoder "is the same as before", but its
# sigmoids have become ReLUs and its code went from 256 to 128, so *two other things* changed. And it runs
# Adagrad (chapter 07b) at Keras' rate of 0.001, with accumulators that start at 0.1: against gradients of
# a mean over 512 columns, that hardly moves. We take a deep network, 512-256-128-256-512, change one thing,
# let Adagrad's accumulators start near zero, with a rate of 0.02, and train on 500 reviews only, so that
# there is something to overfit.


# %%
def five_layers(rate):
    """512-256-128-256-512 with dropout of that rate after the first hidden layer."""
    first = block(256, rate, normalise=False)
    rest = [*block(128, normalise=False), *block(256, normalise=False)]
    return [*first, *rest, ("dense", 512), ("sigmoid", None)]


def adagrad():
    """Adagrad whose accumulators start near zero."""
    return keras.optimizers.Adagrad(0.02, initial_accumulator_value=1e-8)


specs = {"with": five_layers(0.1), "without": five_layers(0.0)}
drop_logs, _ = compare(specs, X_rev[:500], adagrad, epochs=60)
last_and_best(drop_logs)
run.record("B08.P2", with_dropout=drop_logs["with"]["val_loss"][-1],
           without_dropout=drop_logs["without"]["val_loss"][-1])

plots.show(
    four_curves(drop_logs, "Dropout of 0.1 in a deep autoencoder of reviews"),
    alt="Four curves of the cross-entropy over 60 epochs. The training losses go on "
    "falling; the validation losses level off above them, with dropout and "
    "without.",
)

# %% [markdown]
# With 500 reviews both networks overfit: the training losses go on falling, and the validation losses
# stop between 0.31 and 0.32. And dropout? At the end the two differ by 0.002, and at their best epochs by
# 0.001, to the other side. Another seed, or just another computer, may turn that around. So on valid data
# *this* run gives no evidence for a dropout of 0.1 in this place, and none against it. **Try it**: 0.5
# instead of 0.1, other seeds, 250 reviews.
#
# And the codes? The promise to come back to the latent space of these reviews is not kept where it was
# given; let us keep it. The code was trained without any label. Does it know whether a review is good?

# %%
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

middle = keras.Sequential(bn_nets["with"].layers[:3])
H, H_val = np.asarray(middle(X_rev)), np.asarray(middle(V_rev))
judge = LogisticRegression(max_iter=300, C=0.1).fit(H, X_mood)
print(f"mood read from the 256 codes: {judge.score(H_val, V_mood):.1%} right")

# %%
plane = PCA(2).fit(H)
ax = plots.latent_scatter(plane.transform(H_val), V_mood, names=["bad", "good"])
ax.set(title="New reviews in latent space, two principal axes")
plots.show(
    ax.figure,
    alt="One cloud of points in which good and bad reviews lie mixed; the good ones "
    "tend a little to one side, with no border between the two.",
)

# %% [markdown]
# In the picture, hardly. In the code, yes: with 256 numbers instead of two, a straight line is right
# about four reviews in five. What you *see* in two dimensions is not all a latent space knows. Remember
# that for notebook 09b.
#
# ## Tied weights
#
# The encoder of a symmetric autoencoder turns 784 numbers into 100; the decoder turns 100 into 784. Could the
# two share one matrix?
#
# > **Tied weights.** The decoder's kernels are the transposed kernels of the encoder. Only the biases are
# > its own.
#
# $$\mathbf{h} = f(\mathbf{x}\mathbf{W} + \mathbf{b}) \qquad
# \hat{\mathbf{x}} = g(\mathbf{h}\,\mathbf{W}^\top + \mathbf{c})$$
#
# Tiny numbers: $\mathbf{x} = (1, 2)$, $\mathbf{W} = (1, 0.5)^\top$, no biases, no bends. Then
# $h = 1 + 1 = 2$ and $\hat{\mathbf{x}} = 2 \cdot (1, 0.5) = (2, 1)$. In NumPy, for any number of layers:


# %%
def selu(z):
    """Scaled exponential linear unit (notebook 07a)."""
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))


# %%
def tied_forward(X, kernels, biases, back_biases):
    """Encode with the kernels in order, decode with their transposes backwards."""
    a = X
    for W, b in zip(kernels, biases, strict=True):
        a = selu(a @ W + b)
    for W, c in zip(kernels[::-1], back_biases, strict=True):
        z = a @ W.T + c
        a = selu(z)
    return 1 / (1 + np.exp(-z))  # the last activation is a sigmoid, not a SELU


# %% [markdown]
# > **Your turn.** How many parameters are left? `count_tied(sizes)` gets the encoder's sizes only, as
# > `[784, 100, 30]`, and counts the whole tied autoencoder.


# %%
def count_tied(sizes):
    """Parameters of a tied autoencoder whose encoder has these sizes."""
    ...  # your lines here


with check.your_turn("count_tied"):
    check.same(count_tied([2, 1]), 5, "2-1-2: one kernel of 2, biases of 1 and 2")
    check.same(count_tied([784, 100, 30]), 82_414, "the published network")

# %% [markdown]
# <details><summary>Hint 1</summary>Each pair of neighbours has one kernel of n · m weights.</details>
# <details><summary>Hint 2</summary>It has two biases: m on the way in, n on the way out.</details>
# <details><summary>Hint 3</summary>Per pair: <code>n * m + m + n</code>.</details>
# <details><summary>Solution</summary>
# <code>return sum(n * m + m + n for n, m in pairwise(sizes))</code></details>
#
# 82,414 against 163,814: half of it. In Keras there is no such layer, so we make one (chapter 02b). It
# holds a bias of its own, and *borrows* the kernel.
#
# > **Careful.** A published version multiplies with `tf.matmul`, which ties the layer to one backend.
# > `keras.ops.matmul` and `keras.ops.transpose` work on all. And the borrowed kernel must exist: build
# > the encoder **first**.


# %%
class DenseTranspose(layers.Layer):
    """A dense layer that uses the transposed kernel of another one."""

    def __init__(self, dense, activation):
        super().__init__()
        self.dense, self.activation = dense, keras.activations.get(activation)

    def build(self, input_shape):
        outputs = self.dense.kernel.shape[0]
        self.bias = self.add_weight(shape=(outputs,), initializer="zeros", name="bias")

    def call(self, inputs):
        kernel = keras.ops.transpose(self.dense.kernel)
        return self.activation(keras.ops.matmul(inputs, kernel) + self.bias)


# %% tags=["nbval-check-output"]
try:
    DenseTranspose(layers.Dense(3), "selu")(np.ones((1, 3)))
except AttributeError:
    print("the encoder was not built: it has no kernel yet")

# %%
keras.utils.set_random_seed(1)
one, two = layers.Dense(100, "selu"), layers.Dense(30, "selu")
tied_encoder = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), one, two])
back = [DenseTranspose(two, "selu"), DenseTranspose(one, "sigmoid")]
tied = keras.Sequential([tied_encoder, *back, layers.Reshape((28, 28))])
tied.build((None, 28, 28))

# %% tags=["nbval-check-output"]
print(f"{tied.count_params():,} parameters")
flat = X_val[:100].reshape(-1, 784)
parts = [[np.asarray(v) for v in vs] for vs in ([one.kernel, two.kernel],
         [one.bias, two.bias], [layer.bias for layer in back])]
ours = tied_forward(flat, *parts).reshape(-1, 28, 28)
assert np.allclose(ours, np.asarray(tied(X_val[:100])), atol=1e-5)

# %% [markdown]
# Same numbers by hand and by Keras. In training, the gradient of a tied kernel has two parts, one from each of
# its two uses; Keras adds them up. The published program was never run; a slightly lower error was claimed.

# %%
tied_log = train(tied, X)["val_loss"]
untied = found["deep, code 30"]
print(f"above the floor: tied {tied_log[-1] - floor:.4f}, untied {untied - floor:.4f}")
run.record("LD.P29", val_loss=tied_log[-1], parameters=(tied.count_params(), 82_414))

# %% [markdown]
# Half the parameters, and after equal training even a little nearer to the floor. The claim holds in this run:
# the decoder did not have to learn what the encoder knew already.
#
# ## One layer at a time
#
# Before 2010 nobody could train a deep network in one go: the gradients vanished (notebook 07a). The
# breakthrough of Hinton and his colleagues in 2006 was to train it **greedily**, one layer after
# the other, with restricted Boltzmann machines; Bengio and others did it with autoencoders in 2007.
#
# > **Greedy layer-wise training.** Train a shallow autoencoder on the data. Replace the data by its
# > codes, and train a second one on those. Then stack: encoders in order, decoders backwards. Each
# > step is a shallow problem, and the layers before it stay as they are.

# %%
fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), width_ratios=[3, 3, 5])
phases = [("Phase 1: train on the data", ["x", "h1", "x̂"], [0, 1, 0], [True] * 2),
          ("Phase 2: train on codes h1", ["h1", "h2", "ĥ1"], [1, 2, 1], [True] * 2),
          ("Phase 3: stack", ["x", "h1", "h2", "ĥ1", "x̂"], [0, 1, 2, 1, 0],
           [False] * 4)]
faces = ["white", plots.PALETTE[5], plots.PALETTE[1]]
for ax, (title, names, kinds, learns) in zip(axes, phases, strict=True):
    for n, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        tall = [2.0, 1.2, 0.6][kind]
        ax.add_patch(
            plt.Rectangle((n, -tall), 0.42, 2 * tall, ec="black", fc=faces[kind])
        )
        ax.text(n + 0.21, -tall - 0.3, name, ha="center")
        if n:
            look = {"arrowstyle": "-|>", "lw": 2.4 if learns[n - 1] else 1.0,
                    "color": "black" if learns[n - 1] else "0.5"}
            ax.annotate("", (n - 0.02, 0), (n - 0.55, 0), arrowprops=look)
    ax.set(title=title, xlim=(-0.2, len(names) - 0.4), ylim=(-2.6, 2.2))
    ax.axis("off")
plots.show(
    fig,
    alt="Three drawings. Phase 1 trains x to h1 and back. Phase 2 trains h1 to h2 "
    "and back. Phase 3 puts them into one another: x, h1, h2, h1 hat, x hat; "
    "its thin arrows are already trained.",
)


# %%
def shallow_step(H, units, last, loss, epochs=3):
    """One greedy step: train inputs-units-inputs on H; its two layers and the codes."""
    keras.utils.set_random_seed(1)
    down, up = layers.Dense(units, "selu"), layers.Dense(H.shape[1], last)
    net = keras.Sequential([keras.Input((H.shape[1],)), down, up])
    net.compile(keras.optimizers.Adam(2e-3), loss, steps_per_execution=20)
    net.fit(H, H, epochs=epochs, batch_size=64, verbose=0)
    return down, up, np.asarray(down(H))


flat = X.reshape(-1, 784)
down1, up1, H1 = shallow_step(flat, 100, "sigmoid", "binary_crossentropy")
down2, up2, H2 = shallow_step(H1, 30, "linear", "mse")  # codes are no grey values
print("data", flat.shape, "-> codes", H1.shape, "-> codes of codes", H2.shape)

# %% [markdown]
# The second autoencoder rebuilds *codes*, which may be negative or large. So it ends without a sigmoid, and
# its loss is the MSE. (In the network of the first section a SELU stands there.)
#
# > **Your turn.** `stack(pairs)`: from a list of (encoder layer, decoder layer), in the order of
# > training, make the list of all layers in the order of the deep network.


# %%
def stack(pairs):
    """All layers of the deep autoencoder in order."""
    ...  # your line here


with check.your_turn("stack"):
    order = stack([("e1", "d1"), ("e2", "d2"), ("e3", "d3")])
    check.same(" ".join(order), "e1 e2 e3 d3 d2 d1", "three pairs")

# %% [markdown]
# <details><summary>Hint 1</summary>First all the encoders, in the order in which they were trained.</details>
# <details><summary>Hint 2</summary>The last decoder trained comes first: it undoes the last
# encoder.</details>
# <details><summary>Hint 3</summary><code>reversed(pairs)</code></details>
# <details><summary>Solution</summary>
# <code>return [e for e, _ in pairs] + [d for _, d in reversed(pairs)]</code></details>

# %%
greedy = keras.Sequential([keras.Input((784,)), down1, down2, up2, up1])
V_flat = X_val[:2000].reshape(-1, 784)
before = keras.losses.binary_crossentropy(V_flat, greedy(V_flat))
before = np.asarray(before).mean()
print(f"stacked, never trained as a whole: {before - floor:.4f} above the floor")

# %%
keras.utils.set_random_seed(1)
parts = [layers.Dense(100, "selu"), layers.Dense(30, "selu"), layers.Dense(100)]
scratch = keras.Sequential([keras.Input((784,)), *parts, layers.Dense(784, "sigmoid")])
for name, net, epochs in (("greedy, then 3 epochs", greedy, 3),
                          ("random, 6 epochs", scratch, 6)):
    net.compile(
        keras.optimizers.Adam(1e-3), "binary_crossentropy", steps_per_execution=20
    )
    log = net.fit(flat, flat, batch_size=64, epochs=epochs, verbose=0,
                  validation_data=(V_flat, V_flat)).history
    print(name, " ".join(f"{v - floor:.4f}" for v in log["val_loss"]))

# %% [markdown]
# The stack is good *before* it was ever trained as a whole. Trained on, it stays ahead of the
# random start, although that one had as many passes over the pictures (three greedy ones count as three).
# So the old idea still works. It is rarely needed today: better starts, batch normalisation and ReLUs
# (notebook 07a) train deep networks in one go, and an advantage of a few thousandths is not worth three
# phases.
#
# ## Denoising
#
# And now the other way to keep a network from copying: spoil its input, and ask for the clean one.
#
# > **Denoising autoencoder.** Is given a corrupted input and must rebuild the clean original. Copying does
# > not help any more; it must know what belongs there.

# %%
draw = np.random.default_rng(3)
clean = X_val[1]
grainy = clean + 0.3 * draw.normal(size=clean.shape)
holes = clean * (draw.random(clean.shape) > 0.5) / 0.5

fig, axes = plt.subplots(2, 4, figsize=(9.4, 4.6), width_ratios=[1, 1, 1.2, 1])
for row, dirty, name in zip(axes, (grainy, holes), ("Gaussian noise", "dropout"),
                            strict=True):
    titles = ["clean x", f"corrupted: {name}", "autoencoder", "the aim: clean x"]
    for ax, image in zip(row[[0, 1, 3]], (clean, dirty, clean), strict=True):
        ax.imshow(image, cmap="gray", vmin=0, vmax=1)
    row[2].fill([0, 1, 2, 2, 1, 0], [0, 0.7, 0, 2, 1.3, 2], fc=plots.PALETTE[5], ec="k")
    for n, ax in enumerate(row):
        ax.set_title(titles[n], fontsize=10)
        ax.axis("off")
        if n:
            ax.annotate("", (-0.02, 0.5), (-0.2, 0.5), xycoords="axes fraction",
                        arrowprops={"arrowstyle": "-|>"})
plots.show(
    fig,
    alt="Two rows: a clean shirt, the same with Gaussian noise or with half of its "
    "pixels switched off, an hour-glass for the autoencoder, and its aim, the "
    "clean picture again.",
)

# %% [markdown]
# Two ways to corrupt: add Gaussian noise, or switch pixels off with probability $p$. Keras has a layer
# for each, `GaussianNoise(0.3)` and `Dropout(0.5)`. **They act in training only**, so the same model can
# be used on whatever comes:

# %% tags=["nbval-check-output"]
ones = np.ones((1, 10_000), "float32")
for layer in (layers.Dropout(0.5, seed=1), layers.GaussianNoise(0.3, seed=1)):
    for training in (False, True):
        out = np.asarray(layer(ones, training=training))
        print(f"{layer.__class__.__name__:13s} training={training!s:5s} "
              f"mean {out.mean():.1f}, std {out.std():.1f}")

# %% [markdown]
# The mean stays 1 because Dropout divides what survives by $1 - p$ (notebook 07c): half of the
# pixels are 0, and the others *twice as bright*.
#
# > **Your turn.** Write that corruption by hand: `mask_pixels(X, p, rng)` sets each pixel to zero with
# > probability p and divides the others by 1 - p. The input stays as it was.


# %%
def mask_pixels(X, p, rng):
    """Switch pixels off with probability p; keep the mean."""
    ...  # your lines here


given = np.full((200, 100), 0.5)
with check.your_turn("mask_pixels"), check.unchanged(X=given):
    out = np.asarray(mask_pixels(given, 0.2, np.random.default_rng(0)))
    check.close(np.unique(out), [0, 0.625], "0 and 0.5 / 0.8")
    check.that(0.18 < (out == 0).mean() < 0.22, "the zeros", "a fifth should be off")

# %% [markdown]
# <details><summary>Hint 1</summary><code>rng.random(X.shape)</code> gives numbers between 0 and 1.</details>
# <details><summary>Hint 2</summary>Compared with p, they say who stays.</details>
# <details><summary>Hint 3</summary>Multiply by the mask, divide by <code>1 - p</code>.</details>
# <details><summary>Solution</summary>
# <code>return X * (rng.random(X.shape) &gt;= p) / (1 - p)</code></details>
#
# The published program puts `Dropout(0.5)` before the stacked autoencoder, and tests it on validation pictures
# that it multiplied by a mask of zeros and ones. (The mask is named `dropout_rate` there, and the network
# "overcomplete". Its code has 30 numbers for 784 pixels: it is *under*complete.) It was never run. Let us,
# and look closely at that mask:


# %%
def mask(shape, p, rng):
    """Zeros with probability p, else ones. Not scaled."""
    return (rng.random(shape) >= p).astype("float32")


keras.utils.set_random_seed(1)
denoiser = stacked(noise=[layers.Dropout(0.5)])
noisy_log = train(denoiser, X, epochs=2 * budget.epochs)  # as many as `deep` had

# %%
survivors = mask(X_val[:2000].shape, 0.5, np.random.default_rng(5))
tests = {"clean": X_val[:2000], "mask, unscaled": X_val[:2000] * survivors,
         "mask / (1 - p)": X_val[:2000] * survivors / 0.5}
for name, dirty in tests.items():
    errors = [
        np.mean((np.asarray(net(dirty)) - X_val[:2000]) ** 2)
        for net in (deep, denoiser)
    ]
    print(f"{name:15s} MSE to the clean picture: plain {errors[0]:.4f}, "
          f"denoising {errors[1]:.4f}")
run.record("LD.P31", mse_scaled=errors[1])

# %% [markdown]
# With clean pictures the denoiser is the worse of the two: part of its strength goes into something else.
# With scaled holes both are alike, which may surprise: thirty numbers cannot hold the holes anyhow, so a
# narrow bottleneck has cleaned already. What denoising is worth shows below, where there is no
# bottleneck. And with the unscaled mask *both* are three times as bad.
#
# > **Careful.** A model trained behind `Dropout(0.5)` expects survivors twice as bright. A hand-made mask
# > without the $1/(1-p)$ shows it pictures of a kind it never saw, darker ones, and the error trebles.

# %%
dirty = tests["mask / (1 - p)"][:15]
cleaned = np.asarray(denoiser(dirty))
plots.show(
    over_under(np.clip(dirty, 0, 1), cleaned),
    alt="Fifteen clothes of which half the pixels are black, and below what the "
    "denoising autoencoder makes of them: whole clothes again, soft, without "
    "the holes.",
)

# %% [markdown]
# It fills in what is missing: details that were not in its input, but that belong there *as a rule*. That
# is useful for cleaning, and to be remembered when somebody "enhances" a photograph: what was filled in
# is a guess about the average, not evidence.
#
# ### Overcomplete, but not a copyist
#
# With noise, even an overcomplete network has something to learn. Its code here has 784 numbers:

# %%
for name, noise in (("plain", ()), ("denoising", (layers.Dropout(0.5),))):
    keras.utils.set_random_seed(1)
    net = stacked((784,), noise)
    train(net, X[:4000], epochs=3, optimizer=keras.optimizers.Adam(1e-3))
    errors = [np.mean((np.asarray(net(d)) - X_val[:2000]) ** 2) for d in tests.values()]
    print(f"{name:10s} clean {errors[0]:.4f}, with holes {errors[2]:.4f}")

# %% [markdown]
# The plain one copies clean pictures best of all, and copies holes as well. The other has learned what clothes
# look like.
#
# ## When it goes wrong
#
# A friend's denoiser has a wonderful loss in training and gives back noisy pictures, noise and all. Here
# is how the friend makes the training pairs.
#
# > **Your turn.** Run it, find out why, and repair `pairs`.


# %%
def pairs(clean, rng, sigma=0.3):
    """Inputs and targets for a denoising autoencoder."""
    noisy = clean + sigma * rng.normal(size=clean.shape)
    return noisy, noisy


inputs, targets = pairs(X_val[:100], np.random.default_rng(0))
left = np.mean((targets - X_val[:100]) ** 2)
print(f"target minus clean picture, mean square: {left:.3f}")
with check.your_turn("the noisy denoiser"):
    check.close(targets, X_val[:100], "the targets are the clean pictures")
    gap = np.std(inputs - X_val[:100])
    check.that(0.28 < gap < 0.32, "the inputs", "the noise of 0.3 must stay in them")

# %% [markdown]
# <details><summary>Hint 1</summary>What should come out of a denoiser?</details>
# <details><summary>Hint 2</summary>Which of the two arrays is the target?</details>
# <details><summary>Hint 3</summary>Nothing is wrong with the noise.</details>
# <details><summary>Solution</summary><code>return noisy, clean</code>. In Keras the same slip reads
# <code>fit(noisy, noisy)</code>.</details>
#
# ## Key points
#
# - Deep means more than one pair of layers. First layers are readable, deep ones hardly.
# - The BCE of grey pixels has a floor. Report the distance to it; compare with a shallow rival of equal size.
# - A large rate may belong to a loss that is a mean over many pixels.
# - The order in a block: Dense, batch normalisation, activation, dropout. Change one thing at a time.
# - A cross-entropy whose targets are word numbers measures nothing. Ask of every loss: what are its targets?
# - Tied weights: the decoder borrows the transposed kernels, 82,414 parameters instead of 163,814.
# - Greedy training: autoencoder by autoencoder, each on the codes of the one before; then stack.
# - Denoising: noisy in, clean out. Scale a mask by $1/(1-p)$, as Dropout does.
#
# ## Quiz
#
# Seven questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("09a_deep_autoencoders")

# %% [markdown]
# ## References
#
# - G. E. Hinton, S. Osindero and Y.-W. Teh, *A fast learning algorithm for deep belief nets*, Neural
#   Computation 18(7), 2006. I. Sutskever and G. Hinton, *Deep, narrow sigmoid belief networks are universal
#   approximators*, Neural Computation 20(11), 2008.
# - Y. Bengio, P. Lamblin, D. Popovici and H. Larochelle, *Greedy layer-wise training of deep networks*,
#   NIPS 2006 (printed 2007).
# - T. N. Sainath, B. Kingsbury and B. Ramabhadran, *Auto-encoder bottleneck features using deep belief
#   networks*, ICASSP 2012.
# - S. Ioffe and C. Szegedy, *Batch normalization*, ICML 2015. N. Srivastava et al., *Dropout*, JMLR 15, 2014.
# - J. Duchi, E. Hazan and Y. Singer, *Adaptive subgradient methods*, JMLR 12, 2011 (Adagrad).
# - A. L. Maas et al., *Learning word vectors for sentiment analysis*, ACL 2011 (IMDb).
# - K. Wu and M. Magdon-Ismail, *Node-by-node greedy deep learning for interpretable features*,
#   arXiv:1602.06183, 2016.
# - P. Vincent et al., *Stacked denoising autoencoders*, JMLR 11, 2010.
# - A. Géron, *Hands-On Machine Learning with Scikit-Learn, Keras and TensorFlow*, O'Reilly, 3rd edition, 2022.
#
# **What comes next.** Notebook 09b: convolutions, colour, maps one can walk through, and what all this
# is good for when labels are few.
