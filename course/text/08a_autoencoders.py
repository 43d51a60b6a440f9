# %% [markdown]
# # 08a · Autoencoders
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/08a_autoencoders.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2008a)
#
# *about 70 min · CPU · one small download (a stand-in where there is no network) · after chapter 07*

# %% [markdown]
# ## What you will be able to do
#
# - say what a network can learn when nobody gives it answers;
# - build an autoencoder by hand: encode, decode, and train it on a single byte;
# - find out with one more byte whether it understood or learned by heart;
# - build autoencoder, encoder and decoder in Keras so that they share their weights, and count these;
# - show that an autoencoder without bends finds what PCA finds, and measure the angle between the two;
# - name whom a compressed map of people leaves out.

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
from sklearn.decomposition import PCA
from threadpoolctl import threadpool_limits

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
threadpool_limits(1)  # matrices as small as ours are faster on one core
rng = run.seed(8)

# %% [markdown]
# ## Learning without a teacher
#
# So far every example came with an answer, its label. A label is a teacher: the network says what it
# believes, the teacher says what is right, and the network corrects its beliefs, that is, its weights.
# Most of the world's data have no teacher. Nobody labels all photographs, and labelling costs money
# and patience. What can be learned from $\mathbf{x}$ alone?
#
# > **Supervised learning.** Learning from pairs of an example and its label.
#
# > **Unsupervised learning.** Learning from examples without labels. Something else must
# > guide it: here, how well the data can be compressed.
#
# A second question is whether the learner may *choose* what it sees next. A set that lies on a disk, its
# size and shape fixed before the first step, is read **passively**. A robot that tries a door,
# or a program that asks for the label of the one example it finds hardest, learns **actively**: what
# it does, and what it gets for it, decides which data come next. Two questions, four fields (after a talk
# by A. Graves, 2018):

# %%
fields = [
    ["supervised\nlearning", "unsupervised\nlearning"],
    [
        "reinforcement learning,\nactive learning",
        "intrinsic motivation,\nexploration",
    ],
]
fig, ax = plt.subplots(figsize=(6.6, 3.2))
for row in range(2):
    for column in range(2):
        ours = (row, column) == (0, 1)
        face = plots.PALETTE[1] if ours else "white"
        ax.add_patch(plt.Rectangle((column, row), 1, 1, fc=face, ec="black", alpha=0.6))
        place = column + 0.5, row + 0.5
        ax.text(*place, fields[row][column], ha="center", va="center", fontsize=11)
ax.set_xticks([0.5, 1.5], ["with labels", "without labels"])
ax.set_yticks([0.5, 1.5], ["passive:\nthe data are fixed", "active:\nit chooses"])
ax.set(title="Four kinds of learning", xlim=(0, 2), ylim=(2, 0))
ax.set(xlabel="is there a teacher?", ylabel="who chooses the data?")
ax.tick_params(length=0)
plots.show(
    fig,
    alt="A table of two rows and two columns. Passive with labels: supervised "
    "learning. Passive without labels: unsupervised learning, highlighted. Active "
    "with labels: reinforcement and active learning. Active without labels: "
    "intrinsic motivation and exploration.",
)

# %% [markdown]
# > **Careful.** Two traps in this table. In one print of it the lower right field reads "existing
# > motivation, defined exploration", which means nothing; *intrinsic motivation* and *exploration* are the
# > names. And "active learning" is used for the whole lower row as well as for one method in one of
# > its fields. We say *active* for the row, and **active learning** only for the method: the
# > learner picks examples, and a person labels them.
#
# This part of the course lives in the highlighted field: the data stay as they are, in training and in use,
# and there are no labels.
#
# ### No bias to labels
#
# A classifier of cats and dogs keeps what separates cats from dogs, and may forget the sofa behind them. A
# learner without labels cannot know what you will ask later, so it must keep whatever is
# *most representative* of the pictures, sofa included. That is the strength of it (what was learned can serve
# many purposes) and the weakness (it may keep the sofa and lose the cat). We shall see both.
#
# ## Squeeze and rebuild
#
# Here is a task that needs no labels: **copy your input to your output**. Trivial, if one may. So we do
# not let it: in the middle of the network there are fewer neurons than inputs. What comes out must
# have passed through them.
#
# > **Autoencoder (AE).** A network of two parts that is trained to give back its own input.
#
# > **Encoder.** Its first part, which maps the input $\mathbf{x}$ to a few numbers $\mathbf{z}$; older texts
# > say *recognition network*.
#
# > **Decoder.** Its second part, which maps $\mathbf{z}$ back to the shape and the values of the input:
# > $\hat{\mathbf{x}}$, the **reconstruction**. Also *generative network*.
#
# > **Code.** The numbers in the middle, also **latent vector** or latent representation (*latent*: hidden).
# > The space they live in is the **latent space**, the layer that gives them the **bottleneck**.
#
# > **Undercomplete.** With a code smaller than the input. Such a network cannot copy; it
# > has to find out what matters.
#
# So networks serve for dimensionality reduction, too (chapter 03b), next to PCA and its relatives.
#
# A code of any layer would do: each hidden layer of each network is a new description of the input,
# with as many numbers as it has neurons. The smallest layer is the most compact one. Three
# autoencoders:


# %%
def draw_net(ax, sizes, title):
    """Circles and lines of a dense network; the bottleneck in colour."""
    spots = [[(n, k - (s - 1) / 2) for k in range(s)] for n, s in enumerate(sizes)]
    for left, right in pairwise(spots):
        for a in left:
            for b in right:
                ax.plot(*zip(a, b, strict=True), color="0.75", lw=0.6, zorder=1)
    for s, layer in zip(sizes, spots, strict=True):
        face = plots.PALETTE[1] if s == min(sizes) else "white"
        ax.plot(*np.transpose(layer), "o", ms=11, mfc=face, mec="black", zorder=2)
    ax.set(title=title, xlim=(-0.5, len(sizes) - 0.5), ylim=(-4.4, 4.4))
    ax.axis("off")


fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), width_ratios=[3, 5, 7])
for ax, sizes in zip(
    axes, ([3, 2, 3], [5, 4, 2, 4, 5], [8, 6, 4, 2, 4, 6, 8]), strict=True
):
    draw_net(ax, sizes, "-".join(map(str, sizes)))
for x, word in ((1, "encoder"), (3, "code"), (5, "decoder")):
    axes[2].text(x, -4.2, word, ha="center")
plots.show(
    fig,
    alt="Three dense networks shaped like hour-glasses, 3-2-3, 5-4-2-4-5 and "
    "8-6-4-2-4-6-8. The two neurons in the middle are coloured. Under the largest "
    "stand the words encoder, code and decoder.",
)

# %% [markdown]
# They are symmetric: the decoder repeats the widths of the encoder backwards and grows up to the input's
# own number of columns. Only that last number is compulsory (the output is compared
# with the input, so it needs as many neurons); symmetry is a habit.
#
# > **Careful.** One text calls the same network "four-layer" and "eight-layer". **We count Dense
# > layers and leave out the input.** 8-6-4-2-4-6-8 has six: three in the encoder, three in the
# > decoder.
#
# The hour-glass is usually drawn with less detail, as two trapezoids. That drawing is true for any kind of
# layer: dense ones here, convolutions in chapter 09.


# %%
def draw_hourglass(ax, labels, heights=(2.0, 0.5, 2.0)):
    """Input, encoder, code, decoder and output as boxes and trapezoids."""
    tall, short, back = heights
    shapes = [
        ([0, 0.4, 0.4, 0], [tall] * 2 + [-tall] * 2, "white"),
        ([0.7, 2.3, 2.3, 0.7], [tall, short, -short, -tall], plots.PALETTE[5]),
        ([2.6, 3, 3, 2.6], [short] * 2 + [-short] * 2, plots.PALETTE[1]),
        ([3.3, 4.9, 4.9, 3.3], [short, back, -back, -short], plots.PALETTE[5]),
        ([5.2, 5.6, 5.6, 5.2], [back] * 2 + [-back] * 2, "white"),
    ]
    for (x, y, colour), label in zip(shapes, labels, strict=True):
        ax.fill(x, y, fc=colour, ec="black", alpha=0.7)
        boxed = x[1] - x[0] < 1
        place = (np.mean(x), -tall - 0.35 if boxed else 0)
        ax.text(*place, label, ha="center", va="center", fontsize=10)
    ax.set(xlim=(-0.3, 5.9), ylim=(-tall - 0.7, tall + 0.2))
    ax.axis("off")


fig, ax = plt.subplots(figsize=(7, 3))
draw_hourglass(ax, ["image x", "encoder", "code z:\nd numbers", "decoder", "image x̂"])
ax.set_title("An autoencoder without its details")
plots.show(
    fig,
    alt="From left to right: a tall box, image x; a trapezoid that narrows, the "
    "encoder; a short box, the code z of d numbers; a trapezoid that widens, the "
    "decoder; a tall box, image x hat.",
)

# %% [markdown]
# Cut off the decoder after the training, and what is left is a compressor: 8 numbers in, 2 out. Ideally the
# latent space is **rich**: all that matters is in it and nothing is lost. Whether that is so we must measure,
# never assume.
#
# > **Careful.** Some texts speak of *lossless* compression here. It is not. An autoencoder's
# > compression is **lossy**: $\hat{\mathbf{x}}$ is near $\mathbf{x}$, hardly ever equal to it.
#
# ## A byte through two numbers
#
# The smallest useful example: one byte, eight inputs of 0 or 1, most significant bit first.
# $39 = 32 + 4 + 2 + 1$, so 39 is 00100111. Turn every bit around and you get its complement,
# 11011000, which is $255 - 39 = 216$.


# %%
def to_bits(number):
    """The eight bits of a number below 256, most significant first."""
    return np.array([number // 2**k % 2 for k in range(7, -1, -1)], dtype=float)


# %% tags=["nbval-check-output"]
for number in (39, 216):
    print(number, "->", to_bits(number).astype(int))
assert (to_bits(39) + to_bits(216) == 1).all()

# %% [markdown]
# > **Your turn.** And back: `from_bits(row)` turns eight zeros and ones into a whole number (a Python `int`).


# %%
def from_bits(row):
    """The number that eight bits stand for."""
    ...  # your line here


with check.your_turn("from_bits"):
    check.same(from_bits(np.array([0, 0, 1, 0, 0, 1, 1, 1])), 39, "00100111")
    check.same(from_bits(to_bits(216)), 216, "there and back")
    check.that(isinstance(from_bits(to_bits(7)), int), "from_bits", "not an int")

# %% [markdown]
# <details><summary>Hint 1</summary>The first bit counts 128, the last one 1.</details>
# <details><summary>Hint 2</summary>A product of two vectors: the bits, and the powers of 2.</details>
# <details><summary>Hint 3</summary><code>2 ** np.arange(7, -1, -1)</code></details>
# <details><summary>Solution</summary>
# <code>return int(np.asarray(row) @ 2 ** np.arange(7, -1, -1))</code></details>
#
# ### Forward, in two halves
#
# The network is nothing new: dense layers, $\mathbf{a} = \sigma(\mathbf{x}\mathbf{W} +
# \mathbf{b})$, one after the other (chapter 06). All six bend by the sigmoid, so the two numbers of
# the code lie between 0 and 1, and so do the outputs, as bits should.


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def fresh(sizes, seed):
    """A list of [W, b] per layer, with the uniform start that Keras has (Glorot)."""
    draw, layers = np.random.default_rng(seed), []
    for n, m in pairwise(sizes):
        limit = np.sqrt(6 / (n + m))
        layers.append([draw.uniform(-limit, limit, (n, m)), np.zeros(m)])
    return layers


# %%
def dense(layers, x, bend=sigmoid):
    """Run x through these layers; the outputs of all, x itself first."""
    outputs = [x]
    for W, b in layers:
        outputs.append(bend(outputs[-1] @ W + b))
    return outputs


# %%
def encode(net, x):
    """The first half: x to code."""
    return dense(net[: len(net) // 2], x)[-1]


def decode(net, z):
    """The second half: code to reconstruction."""
    return dense(net[len(net) // 2 :], z)[-1]


# %% tags=["nbval-check-output"]
SIZES = [8, 6, 4, 2, 4, 6, 8]
net = fresh(SIZES, seed=0)
x = to_bits(39)[None]  # one row: a batch of one example
print("shapes:", [a.shape for a in dense(net, x)])
print("untrained code:", encode(net, x).round(2), "and output:")
print(decode(net, encode(net, x)).round(2))

# %% [markdown]
# > **Your turn.** How many parameters has it? A layer from $n$ to $m$ neurons has $n \cdot m$ weights and $m$
# > biases. Write `count_parameters(sizes)`.


# %%
def count_parameters(sizes):
    """Number of weights and biases of a dense network with these layer sizes."""
    ...  # your line here


with check.your_turn("count_parameters"):
    check.same(count_parameters([3, 2, 3]), 17, "3-2-3: 6 + 2 + 6 + 3")
    check.same(count_parameters(SIZES), 190, "the byte's autoencoder")
    check.same(count_parameters([784, 2, 784]), 3922, "784-2-784")

# %% [markdown]
# <details><summary>Hint 1</summary>Each pair of neighbours in the list is one layer.</details>
# <details><summary>Hint 2</summary><code>pairwise(sizes)</code> gives these pairs.</details>
# <details><summary>Hint 3</summary>The part of one pair is <code>n * m + m</code>.</details>
# <details><summary>Solution</summary>
# <code>return sum((n + 1) * m for n, m in pairwise(sizes))</code></details>
#
# ### A loss without labels
#
# The goal is $\lvert\mathbf{x} - \hat{\mathbf{x}}\rvert = 0$. That will not be reached, and the bars have a
# corner at zero, where there is no derivative. We take the **reconstruction loss** we know,
#
# $$L = \frac1N\sum_{i=1}^{N} (x_i - \hat x_i)^2,$$
#
# the mean squared error (MSE) over all $N$ numbers, and push it towards 0. Tiny numbers:
# $\mathbf{x} = (1, 0)$, $\hat{\mathbf{x}} = (0.9, 0.2)$ give $(0.01 + 0.04)/2 = 0.025$. Everything else is
# notebook 06d; only the target is new: *it is the input itself*.


# %%
def mse(x, x_hat):
    """Mean squared error over all elements."""
    return np.mean((np.asarray(x) - x_hat) ** 2)


# %%
def gradients(net, x):
    """Backpropagation; the target is x."""
    a = dense(net, x)
    delta = 2 * (a[-1] - x) / x.size * a[-1] * (1 - a[-1])
    found = []
    for n in reversed(range(len(net))):
        found.insert(0, [a[n].T @ delta, delta.sum(axis=0)])
        if n:
            delta = delta @ net[n][0].T * a[n] * (1 - a[n])
    return found


# %% tags=["nbval-check-output"]
check.close(mse([1, 0], [0.9, 0.2]), 0.025, "mse")
W = net[2][0]  # nudge one weight of the bottleneck, as in notebook 06d
slope = gradients(net, x)[2][0][1, 0]
W[1, 0] += 1e-5
up = mse(x, dense(net, x)[-1])
W[1, 0] -= 2e-5
down = mse(x, dense(net, x)[-1])
W[1, 0] += 1e-5
check.close(slope, (up - down) / 2e-5, "the gradient", kind="gradient")
print("the gradient agrees with finite differences")

# %% [markdown]
# ### Ten thousand steps for one byte
#
# Plain descent, learning rate 0.01, one example. The published run of this network ended with an MSE of
# 0.0066: its zeros came out near 0.08 and its ones near 0.91.


# %%
def descend(net, x, steps, rate=0.01):
    """Plain descent in place; the loss before each step."""
    losses = []
    for _ in range(steps):
        losses.append(mse(x, dense(net, x)[-1]))
        for layer, found in zip(net, gradients(net, x), strict=True):
            for p, g in zip(layer, found, strict=True):
                p -= rate * g
    return losses


# %%
nets, curves = [], []
for seed in range(3):
    nets.append(fresh(SIZES, seed))
    curves.append(descend(nets[-1], x, 10_000))
    rebuilt, code = dense(nets[-1], x)[-1], encode(nets[-1], x)
    print(f"seed {seed}: MSE {mse(x, rebuilt):.5f}, code {code[0].round(3)}")
print("seed 0 rebuilds", dense(nets[0], x)[-1][0].round(2))

# %%
fig, ax = plt.subplots(figsize=(6.4, 3.6))
for seed, losses in enumerate(curves):
    look = {"color": plots.PALETTE[seed], "marker": plots.MARKERS[seed]}
    ax.plot(losses, label=f"seed {seed}", markevery=2000, **look)
ax.axhline(0.0066, ls=":", color="black", label="published: 0.0066")
ax.set(title="One byte, 8-6-4-2-4-6-8", xlabel="epoch (= one step)", ylabel="MSE")
ax.legend()
plots.show(
    fig,
    alt="The mean squared error over 10,000 epochs for three seeds. All start "
    "between 0.2 and 0.3, fall steeply at first, then slowly, and end just above the "
    "dotted line of the published 0.0066.",
)

# %% [markdown]
# Ours end a little above the published value, each somewhere else, and with a code of its own.
#
# > **Careful.** "The numbers vary due to the unsupervised nature of the training." No: they vary because
# > the **start is random**. Any network's do. Fix the seed and they stay the same, labels or no labels:

# %% tags=["nbval-check-output"]
again = fresh(SIZES, 1)
descend(again, x, 500)
other = fresh(SIZES, 1)
descend(other, x, 500)
print("same seed, same weights:", np.array_equal(again[0][0], other[0][0]))

# %% [markdown]
# ## Learned, or learned by heart?
#
# Eight numbers through two, and back with an error of 0.007. Has the network learned to compress bytes?
# Show it another one. The complement 216 has every bit turned around, so it is the hardest question we can
# put:

# %%
turned = to_bits(216)[None]
learned = nets[0]
print(
    "39: code",
    encode(learned, x)[0].round(3),
    "rebuilt",
    dense(learned, x)[-1][0].round(2),
)
print(
    "216: code",
    encode(learned, turned)[0].round(3),
    "rebuilt",
    dense(learned, turned)[-1][0].round(2),
)
known, unknown = mse(x, dense(learned, x)[-1]), mse(turned, dense(learned, turned)[-1])
print(f"error on 39: {known:.4f}, on 216: {unknown:.4f}, {unknown / known:.0f} times")
run.record("B07.P1", mse=(known, 0.00660035), parameters=(190, 190))
run.record("B07.P3", mse=(unknown, 0.84448489))

# %% [markdown]
# It answers 39 again (published: an error of 0.8445; the code hardly moved there, either). Whatever
# you ask, it says 39. The biases of the last layers know that byte by heart, and the input is not
# needed at all. Without the second byte, a loss of 0.007 would have looked like success.
#
# > **Memorisation.** Giving back the training examples without having learned what they have in common. It
# > shows on examples that were not in the training set, and only there.
#
# > **Your turn.** Make that a rule: `memorised(train_error, new_error)` is True if the error on
# > new examples is more than ten times that in training.


# %%
def memorised(train_error, new_error):
    """Whether a network knows its examples by heart."""
    ...  # your line here


with check.your_turn("memorised"):
    check.that(memorised(0.0066, 0.8445), "the published run", "that is by heart")
    check.that(not memorised(0.009, 0.010), "0.009 and 0.010", "that is learned")
    check.that(not memorised(0.2, 0.25), "0.2 and 0.25", "bad, but not by heart")

# %% [markdown]
# <details><summary>Hint 1</summary>Compare the second number with a multiple of the first.</details>
# <details><summary>Hint 2</summary>A comparison already is True or False.</details>
# <details><summary>Hint 3</summary>No <code>if</code> is needed.</details>
# <details><summary>Solution</summary><code>return new_error &gt; 10 * train_error</code></details>
#
# ### More bytes, and what they have in common
#
# So give it more to learn from. Two sets, with the same network, trained by Adam (chapter 07b) on
# batches of 32:
#
# - **all 256 bytes**: eight bits that have nothing to do with one another;
# - **bumps**: eight grey values like those of a camera line with one bright spot. Two numbers describe
#   each of them, its place and its width. 300 to train with, 200 new ones to ask for.


# %%
def train_adam(net, X, steps=6000, rate=0.03, seed=0):
    """Adam on random batches of 32, in place."""
    draw = np.random.default_rng(seed)
    means = [[np.zeros_like(p) for p in layer] for layer in net]
    squares = [[np.zeros_like(p) for p in layer] for layer in net]
    for t in range(1, steps + 1):
        found = gradients(net, X[draw.integers(len(X), size=32)])
        for n, layer in enumerate(net):
            for k, p in enumerate(layer):
                g = found[n][k]
                means[n][k] = 0.9 * means[n][k] + 0.1 * g
                squares[n][k] = 0.999 * squares[n][k] + 0.001 * g**2
                m, v = means[n][k] / (1 - 0.9**t), squares[n][k] / (1 - 0.999**t)
                p -= rate * m / (np.sqrt(v) + 1e-8)
    return net


# %%
def bumps(n, draw):
    """Eight grey values each: a bright spot at a random place, of random width."""
    place, width = draw.uniform(0.5, 6.5, (n, 1)), draw.uniform(0.8, 2, (n, 1))
    return np.exp(-((np.arange(8) - place) ** 2) / (2 * width**2))


# %%
every_byte = np.array([to_bits(n) for n in range(256)])
draw = np.random.default_rng(0)
spots, new_spots = bumps(300, draw), bumps(200, draw)
mixed, new_mixed = draw.permuted(spots, axis=0), draw.permuted(new_spots, axis=0)
sets = {
    "all bytes": (every_byte, every_byte),
    "bumps": (spots, new_spots),
    "bumps, shuffled": (mixed, new_mixed),
}


# %%
trained = {}
for name, (X, X_new) in sets.items():
    trained[name] = train_adam(fresh(SIZES, 0), X)
    seen, new = (mse(S, dense(trained[name], S)[-1]) for S in (X, X_new))
    lazy = mse(X_new, X.mean(axis=0))
    print(f"{name:15s} seen {seen:.4f}, new {new:.4f}; always the mean: {lazy:.4f}")

# %%
fig, axes = plt.subplots(1, 4, figsize=(10, 2.6), sharey=True)
for n, ax in enumerate(axes[:2]):
    rebuilt = dense(trained["bumps"], new_spots[n : n + 1])[-1][0]
    ax.plot(new_spots[n], "ko-", label="new")
    ax.plot(rebuilt, "s--", color=plots.PALETTE[1], label="rebuilt")
    ax.set(title=f"bump {n + 1}", xlabel="pixel", ylim=(-0.1, 1.15))
for n, ax in enumerate(axes[2:]):
    rebuilt = dense(trained["bumps, shuffled"], new_mixed[n : n + 1])[-1][0]
    ax.plot(new_mixed[n], "ko-")
    ax.plot(rebuilt, "s--", color=plots.PALETTE[1])
    ax.set(title=f"shuffled {n + 1}", xlabel="pixel")
axes[0].set_ylabel("grey value")
axes[0].legend(fontsize=8)
plots.show(
    fig,
    alt="Four panels of eight grey values. Two new bumps are rebuilt closely by "
    "dashed lines. Two rows of shuffled pixels jump up and down, and the rebuilt "
    "lines miss most of it.",
)

# %% [markdown]
# Three sentences about all autoencoders are in that table.
#
# 1. **The bumps are rebuilt although they are new**: two numbers, place and width, are all there is to say.
# 2. **The bytes are not**, with any amount of training: eight independent bits do not fit into two
#    smooth numbers. Nothing is wrong with the network; there is nothing to compress.
# 3. The third set has exactly the same grey values as the bumps, column by column, but each column
#    shuffled on its own. Only what the pixels had *in common* was destroyed, and with it the
#    compression.
#
# > **Redundancy.** What one part of the data tells about another. It is all that can be compressed.
# > Neighbouring pixels are alike; a security camera shows the same yard a million times.
#
# ### Is overfitting good for an autoencoder?
#
# > **Careful.** One text answers: overfitting is fine, exact copies are the aim, if the data are
# > very many. The byte shows what this hides. With one example, an exact copy is worth nothing. Say
# > it this way: an autoencoder shall **fit well and generalise**. With very many examples, the
# > network *cannot* learn them by heart, and fitting well means generalising. With few, help: an
# > undercomplete code, or noise on the input (the *denoising* autoencoder of chapter 09).
#
# ## The same in Keras
#
# An autoencoder is one network, but we want three models of it: the whole to train, the encoder
# and the decoder to use. `Sequential`, a list of layers, cannot say this. The **functional API** can.
#
# > **Functional API.** In Keras, each layer is called like a function on the previous tensor:
# > `z = Dense(2)(x)`. A model is then named by its ends: `Model(inputs, outputs)`.
#
# Until `Model` is called, these tensors are but a plan. And any two ends make a model, with whatever
# layers lie between them. *The layers are not copied.* Train one model, and you have
# trained those layers for all.


# %%
def build_autoencoder(sizes, hidden="relu", code=None, output="sigmoid", seed=8):
    """The autoencoder, its encoder and its decoder, which share their weights."""
    keras.utils.set_random_seed(seed)
    half = (len(sizes) - 1) // 2
    bends = [hidden] * (half - 1) + [code] + [hidden] * (half - 1) + [output]
    stack = [
        keras.layers.Dense(units, bend)
        for units, bend in zip(sizes[1:], bends, strict=True)
    ]
    x, z = keras.Input((sizes[0],)), keras.Input((sizes[half],))
    middle = x
    for layer in stack[:half]:
        middle = layer(middle)
    end, alone = middle, z
    for layer in stack[half:]:
        end, alone = layer(end), layer(alone)
    return keras.Model(x, end), keras.Model(x, middle), keras.Model(z, alone)


# %% tags=["nbval-check-output"]
autoencoder, encoder, decoder = build_autoencoder(SIZES, "sigmoid", "sigmoid")
for name, model in (("whole", autoencoder), ("encoder", encoder), ("decoder", decoder)):
    shapes = model.input_shape, model.output_shape
    print(f"{name:8s} {model.count_params():4d} parameters, {shapes[0]} -> {shapes[1]}")
print("the first layer is one object:", autoencoder.layers[1] is encoder.layers[1])

# %% [markdown]
# (`None` stands for the number of examples in the batch.) Now give it the weights that *our* network
# started with, and let Keras make the same 10,000 steps. Two notes on `fit`:
#
# - the target is the input: `fit(X, X)`;
# - an epoch that is a single step is slow, and with `verbose=1` ten thousand progress bars can freeze a
#   notebook. So: `verbose=0`, and 100 epochs over 100 copies of the byte, in batches of one. The
#   steps are the same.

# %%
autoencoder.set_weights([p for layer in fresh(SIZES, 0) for p in layer])
autoencoder.compile(keras.optimizers.SGD(0.01), "mean_squared_error")
copies = np.repeat(x, 100, axis=0).astype("float32")
history = autoencoder.fit(copies, copies, epochs=100, batch_size=1, verbose=0)


# %%
theirs = np.asarray(autoencoder(x))
assert np.allclose(theirs, dense(learned, x)[-1], atol=2e-3)
assert np.allclose(np.asarray(encoder(x)), encode(learned, x), atol=2e-3)
print("Keras and our own network agree: outputs and codes")

# %%
fig, ax = plt.subplots(figsize=(6.4, 3.4))
ax.plot(np.arange(1, 10_001), curves[0], label="ours, every step")
loss = history.history["loss"]
ax.plot(100 * np.arange(1, 101) - 50, loss, "s", ms=4, mfc="white", label="history")
ax.set(title="What the history object remembers", xlabel="step", ylabel="MSE")
ax.legend()
plots.show(
    fig,
    alt="The falling loss of our own network as a line. White squares, one per "
    "Keras epoch from the history object, lie exactly on it.",
)

# %% [markdown]
# `fit` returned a history object: its `history["loss"]` has one mean per epoch, enough for the curve
# (the published figure was made from it, too). The encoder was never trained by name, and yet gives
# our codes: it *is* the first half. From here on, a model can `fit`, `predict`, be called on numbers, and be
# asked for its outputs.
#
# Three habits, each the repair of a listing one can find:

# %% tags=["nbval-check-output"]
for loss in ("mse", keras.losses.MeanSquaredError()):  # a name, or an instance
    autoencoder.compile(keras.optimizers.SGD(0.01), loss)
    value = autoencoder.evaluate(turned, turned, verbose=0)
    print(f"{type(loss).__name__:17s} {value:.2f}")

# %% [markdown]
# - A loss is given as a name or as an **instance**, with its parentheses. The bare class
#   `keras.losses.MeanSquaredError` is silently instantiated by Keras 3; other versions did other things
#   with it.
# - `get_weights()` gives kernel, bias, kernel, bias, ... from input to output. A published notebook prints
#   these arrays in full, pages of numbers. **Print shapes and norms.**
# - Old listings import from `tensorflow.keras`, some from two packages at once. Today everything comes from
#   `keras`: `keras.Input`, `keras.Model`, `keras.utils.set_random_seed`.

# %% tags=["nbval-check-output"]
_, encoder, _ = build_autoencoder([784, 128, 32, 8, 2, 8, 32, 128, 784])
for n, p in enumerate(encoder.get_weights()):
    kind = "bias" if n % 2 else "kernel"
    print(f"{kind:6s} {p.shape!s:11s} mean size {np.abs(p).mean():.2f}")

# %% [markdown]
# ### A small network is not small
#
# The published programs of this chapter, counted by the formula and by Keras:

# %% tags=["nbval-check-output"]
published = {
    "2-D code, relus": ([784, 128, 32, 8, 2, 8, 32, 128, 784], 210_562),
    "32-D code": ([784, 128, 64, 32, 64, 128, 784], 222_384),
    "64-D code": ([784, 128, 64, 128, 784], 218_192),
    "16-D code": ([784, 128, 64, 32, 16, 32, 64, 128, 784], 223_456),
    "four layers to the code": ([784, 392, 28, 10, 2, 10, 28, 392, 784], 638_854),
    "three": ([784, 28, 10, 2, 10, 28, 784], 45_366),
    "two": ([784, 10, 2, 10, 784], 16_526),
    "one": ([784, 2, 784], 3_922),
}
for name, (sizes, claimed) in published.items():
    ours = sum((n + 1) * m for n, m in pairwise(sizes))
    assert ours == claimed == build_autoencoder(sizes)[0].count_params()
    print(f"{name:24s} {ours:9,}")

# %% [markdown]
# A modest hour-glass has 200,000 parameters, nearly all of them in the first and the last layer: 784
# pixels times 128 neurons, twice. Compare that with the number of examples before you
# speak of understanding.
#
# ## Without bends: PCA
#
# What does the bottleneck find? Take the bends away and we can answer exactly. A **linear autoencoder**
# has no activation at all: $\mathbf{z} = \mathbf{x}\mathbf{W} + \mathbf{b}$,
# $\hat{\mathbf{x}} = \mathbf{z}\mathbf{D} + \mathbf{c}$. It rebuilds points of a flat
# subspace only. The flat subspace with the smallest mean squared error has been known since 1901:
# it is that of the first principal components (chapter 03b).
#
# > **Linear autoencoder and PCA.** At its global optimum under the MSE, a linear autoencoder with $k$
# > codes reconstructs exactly what PCA with $k$ components reconstructs.
#
# Small enough to see: 300 points in three columns, near a tilted plane. The gradient needs one line per
# parameter; with $\mathbf{G} = 2(\hat{\mathbf{X}} - \mathbf{X})/N$, all by the chain rule:
#
# - decoder: $\partial L/\partial\mathbf{D} = \mathbf{Z}^\top\mathbf{G}$, and
#   $\partial L/\partial\mathbf{c}$ = the column sums of $\mathbf{G}$;
# - encoder: $\partial L/\partial\mathbf{W} = \mathbf{X}^\top(\mathbf{G}\mathbf{D}^\top)$, and
#   $\partial L/\partial\mathbf{b}$ = the column sums of $\mathbf{G}\mathbf{D}^\top$.


# %%
def linear_gradients(X, W, b, D, c):
    """Loss and gradients of the linear autoencoder."""
    Z = X @ W + b  # (n, k)
    X_hat = Z @ D + c  # (n, d)
    G = 2 * (X_hat - X) / X.size
    back = G @ D.T  # (n, k)
    return mse(X, X_hat), (X.T @ back, back.sum(0), Z.T @ G, G.sum(0))


# %%
draw = np.random.default_rng(1)
flat = draw.normal(size=(300, 2)) @ np.array([[2.0, 0.5, 1.0], [0.0, 1.0, -0.5]])
X3 = flat + draw.normal(0, 0.2, (300, 3)) + [1.0, -2.0, 0.5]
start = [draw.normal(0, 0.5, s) for s in ((3, 2), 2, (2, 3), 3)]

# %% tags=["nbval-check-output"]
for n, name in enumerate(("W", "b", "D", "c")):
    spot = (0,) * start[n].ndim
    sides = []
    for step in (1e-5, -1e-5):
        moved = [p.copy() for p in start]
        moved[n][spot] += step
        sides.append(linear_gradients(X3, *moved)[0])
    numeric = (sides[0] - sides[1]) / 2e-5
    check.close(
        linear_gradients(X3, *start)[1][n][spot], numeric, name, kind="gradient"
    )
    print(name, "agrees with finite differences")

# %%
parameters = [p.copy() for p in start]
for _ in range(5000):
    loss, found = linear_gradients(X3, *parameters)
    for p, g in zip(parameters, found, strict=True):
        p -= 0.1 * g
W, b, D, c = parameters


# %%
mean = X3.mean(axis=0)
values, vectors = np.linalg.eigh(np.cov(X3.T, ddof=0))
V = vectors[:, :0:-1]  # (3, 2): the two directions of most spread
by_pca = mean + (X3 - mean) @ V @ V.T

# %% tags=["nbval-check-output"]
print(f"MSE: autoencoder {loss:.5f}, PCA {mse(X3, by_pca):.5f}")
print(f"the variance that PCA discards, per column: {values[0] / 3:.5f}")
print("same reconstructions:", np.allclose((X3 @ W + b) @ D + c, by_pca, atol=1e-3))

# %% [markdown]
# The least error is the discarded variance, to the last digit, and the pictures of both are the same.
#
# ### The angle between two subspaces
#
# How near are two planes? Not to be read off their matrices, since a plane has many bases.
#
# > **Principal angles.** Orthonormalise both bases (`np.linalg.qr`), multiply one with the other; the
# > singular values are the cosines of the angles between the subspaces. All 0°: the same subspace.


# %%
def angles(A, B):
    """Principal angles, in degrees, between the columns of A and those of B."""
    Q_a, Q_b = np.linalg.qr(A)[0], np.linalg.qr(B)[0]
    cosines = np.linalg.svd(Q_a.T @ Q_b)[1]
    return np.degrees(np.arccos(np.clip(cosines, -1, 1)))


# %% tags=["nbval-check-output"]
axis = np.eye(3)
print(
    "one axis, and halfway to another:", angles(axis[:, :1], axis[:, :2] @ [[1], [1]])
)
print("decoder and PCA below 0.1°:", bool((angles(D.T, V) < 0.1).all()))
print("angle between PCA's axes:", round(float(V[:, 0] @ V[:, 1]) + 0.0, 3), "(cosine)")
cosine = D[0] @ D[1] / np.linalg.norm(D[0]) / np.linalg.norm(D[1])
print("between the decoder's:", round(float(cosine), 2))
print("mean is rebuilt as mean:", np.allclose((mean @ W + b) @ D + c, mean, atol=1e-3))

# %% [markdown]
# > **Careful.** "A linear autoencoder *is* PCA": only nearly. The **subspace** is the same, at the global
# > optimum. The axes in it are not: PCA's stand at right angles and are sorted by variance; those of
# > the autoencoder are any two, for $\mathbf{z}\mathbf{A}$ with $\mathbf{A}^{-1}\mathbf{D}$ rebuilds the
# > same for any invertible $\mathbf{A}$. And PCA must centre the columns first, while here the biases
# > learn it (last line).
#
# ### 784 columns: clothes
#
# Now the published run: Fashion-MNIST, 784-2-784, SGD with rate 0.1, 20 epochs, batches of 32. (Its
# heading announces "from 3-D to 2-D"; that was the tiny example before. It is 784 to 2.) The builder is a
# common listing for pictures, Flatten-Dense and Dense-Reshape, completed: in print it lacks its imports,
# calls one argument by two names and returns nothing.


# %%
def image_autoencoder(shape, latent_dim):
    """Encoder and decoder for pictures of that shape; linear."""
    layers = keras.layers
    encoder = keras.Sequential(
        [keras.Input(shape), layers.Flatten(), layers.Dense(latent_dim)]
    )
    decoder = keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(int(np.prod(shape))),
            layers.Reshape(shape),
        ]
    )
    return keras.Sequential([encoder, decoder]), encoder, decoder


# %%
fashion = data.load("fashion_mnist")
budget = run.budget(cpu=10_000, gpu=55_000)
pictures = (fashion.x_train / 255).astype("float32")
cut = min(5000, len(pictures) // 4)  # 5,000 and 55,000, unless a stand-in is smaller
V_pic, V_y = pictures[:cut], fashion.y_train[:cut]
X_pic = pictures[cut:][:budget]


# %%
keras.utils.set_random_seed(8)
whole, encoder, decoder = image_autoencoder((28, 28), 2)
whole.compile(keras.optimizers.SGD(0.1), "mse")
log = whole.fit(
    X_pic, X_pic, epochs=20, batch_size=32, validation_data=(V_pic, V_pic), verbose=0
).history
print(f"{whole.count_params():,} parameters; validation {log['val_loss'][-1]:.4f}")

# %%
flat_X, flat_V = X_pic.reshape(-1, 784), V_pic.reshape(-1, 784)
ready = PCA(2, svd_solver="covariance_eigh").fit(flat_X)
axes_pca = ready.components_.T  # (784, 2)
best = mse(flat_V, ready.inverse_transform(ready.transform(flat_V)))
learned_D = decoder.get_weights()[0].T  # (784, 2)
print(f"validation, PCA {best:.4f}, autoencoder {log['val_loss'][-1]:.4f}")
print("angles, decoder to PCA:", angles(learned_D, axes_pca).round(1))
print("angles, encoder to PCA:", angles(encoder.get_weights()[0], axes_pca).round(1))


# %%
run.record("LD.P21", val_loss=(log["val_loss"][-1], 0.0469), parameters=(3922, 3922))
run.record("LD.P21", angle=angles(learned_D, axes_pca).max())
run.record("LD.P23", val_loss_pca=best)

# %% [markdown]
# Published: a validation loss of 0.0469 after 20 epochs with 55,000 pictures (we ran that once,
# too: 0.0469, with a decoder 6° off PCA's plane). PCA, the best that any linear autoencoder can do,
# has 0.0465. So the published run had nearly arrived; ours, with fewer pictures, is still on its
# way: the *decoder's* plane has found one of the two directions, and is 17° off in the other.
#
# Let us go on to the end. With centred data, the gradients need no picture at all, only the covariance
# matrix $\mathbf{C}$: what the pictures say about flat subspaces is all in it.

# %%
centred = (flat_X - flat_X.mean(axis=0)).astype(float)
C = centred.T @ centred / len(centred)
draw = np.random.default_rng(0)
W, D = draw.normal(0, 0.03, (784, 2)), draw.normal(0, 0.03, (2, 784))
for step in range(301):
    if step in (0, 10, 30, 100, 300):
        R = np.eye(784) - W @ D  # what is left of a picture
        off_D, off_W = angles(D.T, axes_pca).max(), angles(W, axes_pca).max()
        print(f"step {step:3d}: MSE {np.trace(R.T @ C @ R) / 784:.4f}, decoder off by "
              f"{off_D:5.1f}°, encoder by {off_W:.0f}°")
    lost = C - C @ W @ D
    W, D = W + 10 / 784 * lost @ D.T, D + 10 / 784 * W.T @ lost
run.record("LD.P21", angle_at_the_end=angles(D.T, axes_pca).max())

# %% [markdown]
# The decoder arrives at PCA's plane. The *encoder* stays far away! No mistake: its weights
# started at random, and along directions in which clothes hardly vary (corner pixels that are always black)
# they never had a reason to change. They cost nothing there. So compare decoders, reconstructions, or the
# codes themselves, here those of the Keras model:

# %%
codes, codes_pca = np.asarray(encoder(V_pic)), ready.transform(flat_V)
fitted = np.column_stack([codes_pca, np.ones(len(codes_pca))])
left = codes - fitted @ np.linalg.lstsq(fitted, codes, rcond=None)[0]
print(f"PCA's codes explain {1 - left.var() / codes.var():.1%} of the autoencoder's")
names = "T-shirt trousers pullover dress coat sandal shirt sneaker bag boot".split()
fig, axes = plt.subplots(1, 2, figsize=(10, 4.6))
some = slice(0, 2000)
plots.latent_scatter(codes[some], V_y[some], axes[0], names)
plots.latent_scatter(codes_pca[some], V_y[some], axes[1], names)
axes[0].set_title("Codes of the linear autoencoder")
axes[1].set_title("The first two principal components")
plots.show(
    fig,
    alt="Two thousand clothes by two codes, coloured and named by class. Left the "
    "linear autoencoder, right PCA: the same cloud, turned, stretched and tilted. "
    "Trousers, bags and boots lie apart, pullover, coat and shirt on one another.",
)

# %% [markdown]
# The same cloud, turned and sheared. So why networks at all? Because of the bends: with them, the
# subspace need not be flat. Notebook 08b measures what that brings.
#
# ### Starting again means building again
#
# One more trap of such runs. `fit` does not start anew; it goes on from where the weights are. A
# published log of another autoencoder begins with a loss of 0.0440 in epoch 1 and ends at 0.0411
# after 100: its model had been trained before. A curve "from scratch" needs a new model.

# %%
again = whole.fit(X_pic, X_pic, epochs=1, batch_size=32, verbose=0).history["loss"][0]
keras.utils.set_random_seed(8)
anew, _, _ = image_autoencoder((28, 28), 2)
anew.compile(keras.optimizers.SGD(0.1), "mse")
first = anew.fit(X_pic, X_pic, epochs=1, batch_size=32, verbose=0).history["loss"][0]
print(f"epoch 1: a second fit {again:.3f}, a new model {first:.3f}")

# %% [markdown]
# ## Who is on the map?
#
# Unsupervised learning is no magic. It is passive, its world ends where its data end, and it keeps what is
# frequent. When the data are people, that has names and addresses.
#
# A recruiting agency compresses 3,000 applicants to two numbers, to look at them on a map: years of
# experience, salary, and which languages they know. Nearly all know Java or C; Python is new, and 1.5 % know
# it.


# %%
def applicants(n, python_share, draw):
    """Experience, salary, Java, C, SQL, JavaScript, Python; all between 0 and 1."""
    years = draw.beta(2, 2, n)
    salary = np.clip(0.2 + 0.6 * years + draw.normal(0, 0.08, n), 0, 1)
    web = draw.random(n) < 0.5
    java, script = web | (draw.random(n) < 0.1), web & (draw.random(n) < 0.9)
    c_lang, sql = ~web | (draw.random(n) < 0.1), draw.random(n) < 0.9
    python = draw.random(n) < python_share
    return np.column_stack([years, salary, java, c_lang, sql, script, python]) * 1.0


draw = np.random.default_rng(3)
people = applicants(3000, 0.015, draw)
agency = train_adam(fresh([7, 6, 2, 6, 7], 1), people, steps=4000, rate=0.02)

# %%
rebuilt = dense(agency, people)[-1]
knows = people[:, 6] == 1
columns = "experience salary Java C SQL JavaScript Python".split()
print("correlation of each column with its reconstruction:")
for name, real, guess in zip(columns, people.T, rebuilt.T, strict=True):
    print(f"   {name:11s} {np.corrcoef(real, guess)[0, 1]:5.2f}")
print(
    f"of the {knows.sum()} who know Python, {(rebuilt[knows, 6] > 0.5).sum()} still do"
)
theirs = mse(people[knows], rebuilt[knows])
print(f"MSE: all {mse(people, rebuilt):.3f}, they {theirs:.3f}")

# %%
codes = encode(agency, people)
jittered = codes + draw.normal(0, 0.03, codes.shape)  # else they hide one another
fig, ax = plt.subplots(figsize=(6, 4.2))
ax.plot(*jittered[~knows].T, ".", ms=3, color=plots.PALETTE[7], label="others")
ax.plot(*jittered[knows].T, "D", ms=6, color=plots.PALETTE[9], label="know Python")
ax.set(title="Applicants on the agency's map", xlabel="$z_1$", ylabel="$z_2$")
ax.legend()
plots.show(
    fig,
    alt="Three thousand grey dots in five round clouds on the square of two codes, "
    "spread a little at random. Some forty orange diamonds, the people who know "
    "Python, lie in all five clouds, with no region of their own.",
)

# %% [markdown]
# The map shows five kinds of people: combinations of Java, C and JavaScript. (Experience,
# salary and SQL are gone as well; they vary less.) Those who know Python have no place of their
# own: to the compression, one rare column is not worth a tenth of a code. Who searches that map for
# Python finds nobody. Nobody *decided* so; the mean over all did.
#
# ### Five years later
#
# Now Python is common, 60 % know it, and there is Rust, for which the model has no column.

# %%
later = applicants(3000, 0.6, draw)
rebuilt = dense(agency, later)[-1]
then, now = mse(people, dense(agency, people)[-1]), mse(later, rebuilt)
print(f"MSE then {then:.3f}, now {now:.3f}")
found = (rebuilt[:, 6] > 0.5).sum()
print(f"of {int(later[:, 6].sum()):,} who know Python, {found} still do")
anna, ben = later[0], later[0]  # alike in seven columns; Ben knows Rust
print(
    "Anna and Ben get the same code:",
    np.allclose(encode(agency, anna), encode(agency, ben)),
)


# %%
fresh_agency = train_adam(fresh([7, 6, 2, 6, 7], 1), later, steps=4000, rate=0.02)
rebuilt = dense(fresh_agency, later)[-1]
python = np.corrcoef(later[:, 6], rebuilt[:, 6])[0, 1]
print(f"trained anew: MSE {mse(later, rebuilt):.3f}, Python correlates {python:.2f}")

# %% [markdown]
# The old model still draws a map, just as neat as before. Nothing on it says that it is out of
# date. What does say so is the reconstruction error on *today's* data, which costs one line: watch
# it, per group, and not only in the year of training. What no error can show is the column that was
# never asked for.
#
# ## When it goes wrong
#
# A friend trains a small autoencoder on the bumps, and complains: "The loss is fine, but when I
# encode and then decode, I get nonsense."
#
# > **Your turn.** Run it, find out why, and repair the two lines that make the encoder and the decoder.

# %%
keras.utils.set_random_seed(8)
Dense, Input = keras.layers.Dense, keras.Input
inputs = Input((8,))
squeeze, expand = Dense(2, "tanh"), Dense(8, "sigmoid")
friend = keras.Model(inputs, expand(squeeze(inputs)))
friend.compile(keras.optimizers.Adam(0.02), "mse")
_ = friend.fit(spots, spots, epochs=60, batch_size=32, verbose=0)

# %%
friend_encoder = keras.Sequential([Input((8,)), Dense(2, "tanh")])
friend_decoder = keras.Sequential([Input((2,)), Dense(8, "sigmoid")])

whole = mse(new_spots, np.asarray(friend(new_spots)))
halves = mse(new_spots, np.asarray(friend_decoder(friend_encoder(new_spots))))
print(f"the whole: {whole:.3f}, encoder and decoder: {halves:.3f}")
with check.your_turn("two halves"):
    check.close(halves, whole, "the error of the halves", kind="float32")

# %% [markdown]
# <details><summary>Hint 1</summary>Which layers were trained, and which layers are in
# <code>friend_encoder</code>?</details>
# <details><summary>Hint 2</summary>Each <code>Dense(...)</code> makes a new layer with random
# weights.</details>
# <details><summary>Hint 3</summary>The trained ones have names: <code>squeeze</code> and
# <code>expand</code>.</details>
# <details><summary>Solution</summary>
# <code>friend_encoder = keras.Sequential([Input((8,)), squeeze])</code> and
# <code>friend_decoder = keras.Sequential([Input((2,)), expand])</code>. A listing that trains one model
# and compiles or shows another one, because two variables were mixed up, fails in the same way.</details>
#
# ## Key points
#
# - Supervised or not, active or passive: four fields. Autoencoders are passive and need no labels.
# - An autoencoder copies its input through a bottleneck. Encoder to the left, decoder to the right, the code
#   between them. Its compression is lossy.
# - A low loss on the training set proves nothing: the network of one byte says 39 to everybody.
# - Only what the data have in common can be compressed.
# - Keras' functional API: three models, one set of layers. `fit(X, X)`.
# - A linear autoencoder finds PCA's subspace, not its axes. The best error is the discarded variance.
# - The rare and the new are what a compression drops first. Measure per group, and again each year.
#
# ## Quiz
#
# Seven questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("08a_autoencoders")

# %% [markdown]
# ## References
#
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by back-propagating
#   errors*, Nature 323, 1986.
# - P. Baldi and K. Hornik, *Neural networks and principal component analysis: learning from examples
#   without local minima*, Neural Networks 2(1), 1989: the theorem of this notebook.
# - S. Amari, *Backpropagation and stochastic gradient descent method*, Neurocomputing 5(4-5), 1993.
# - Y. Wang, H. Yao and S. Zhao, *Auto-encoder based dimensionality reduction*, Neurocomputing 184, 2016.
# - A. Graves, *Unsupervised deep learning*, tutorial at NeurIPS, 2018: the table of four fields.
# - *Autoencoder architecture*, Springer chapter, doi:10.1007/978-981-13-6661-1_3.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016, chapter 14.
#
# **What comes next.** Notebook 08b turns to pictures: which loss, how deep, how many numbers, and what the
# codes of 10,000 digits look like.
