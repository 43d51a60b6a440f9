# %% [markdown]
# # 10c · A map of digits
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/10c_map_of_digits.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2010c)
#
# *about 80 min · CPU · one small download (a stand-in where there is no network) · after notebook 10b*

# %% [markdown]
# ## What you will be able to do
#
# - train a shallow and a deep VAE on handwritten digits, and compare them by more than their looks;
# - decode a grid of codes, and walk on the map with a slider;
# - see a posterior collapse in one line, and choose the weight of the KL on purpose;
# - say how many bits a code holds;
# - measure what generated data do to rare classes, and how long a fake can be told.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, explorer, plots, quiz, run

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras
    from keras import layers, ops

    ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(10)

# %% [markdown]
# ## The pieces, and the digits
#
# Two layers come along from notebook 10b: the draw, and minus the ELBO. Here the data are
# pixels between 0 and 1, so the second one uses the binary cross-entropy, *summed* over the pixels.


# %%
class Sampling(layers.Layer):
    """Draw z = mu + sigma * eps, anew in every call."""

    def __init__(self, seed=0, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs):
        mu, log_var = inputs
        eps = keras.random.normal(ops.shape(mu), seed=self.seed_generator)
        return mu + ops.exp(log_var / 2) * eps


class MinusELBO(layers.Layer):
    """Add mean(cross-entropy + beta * KL) to the loss, and pass x_hat on."""

    def __init__(self, beta=1.0, **kwargs):
        super().__init__(**kwargs)
        self.beta = beta

    def call(self, inputs):
        x, x_hat, mu, log_var = inputs
        each = ops.sum(ops.binary_crossentropy(x, x_hat), axis=-1)
        kl = -0.5 * ops.sum(1 + log_var - ops.square(mu) - ops.exp(log_var), axis=-1)
        self.add_loss(ops.mean(each + self.beta * kl))
        return x_hat


# %%
def joined(encoder, decoder, beta=1.0):
    """Put an encoder and a decoder in a row, with the loss."""
    x = keras.Input(encoder.input_shape[1:])
    mu, log_var, z = encoder(x)
    return keras.Model(x, MinusELBO(beta)([x, decoder(z), mu, log_var]))


def train(vae, X, epochs, rate, batch_size=100):
    """Adam with a rate that falls to 0; give the losses per epoch."""
    steps = epochs * -(-len(X) // batch_size)
    falling = keras.optimizers.schedules.CosineDecay(rate, steps)
    vae.compile(keras.optimizers.Adam(falling), jit_compile=False)
    return vae.fit(X, epochs=epochs, batch_size=batch_size, verbose=0).history["loss"]


# %% tags=["nbval-check-output", "real-data"]
mnist = data.load("mnist")
budget = run.budget(
    cpu={"rows": 12_000, "shallow_epochs": 8, "deep_epochs": 6},
    gpu={"rows": 60_000, "shallow_epochs": 50, "deep_epochs": 100},
)


def flat(images):
    """Pixels from 0 to 1, one row per image."""
    return (images.reshape(len(images), -1) / 255).astype("float32")


X, y = flat(mnist.x_train[: budget.rows]), mnist.y_train[: budget.rows]
X_new, y_new = flat(mnist.x_test[:2000]), mnist.y_test[:2000]

# %%
chosen = [int(np.flatnonzero(y_new == digit)[k]) for k in (0, 1) for digit in range(10)]
ax = plots.image_grid(X_new[chosen].reshape(-1, 28, 28), columns=10)
ax.set_title("Digits that no network of this notebook trains on")
plots.show(
    ax.figure,
    alt="Twenty handwritten digits of the test set in two rows, each row 0 to 9, by "
    "different hands.",
)

# %% [markdown]
# ## A shallow VAE
#
# One hidden layer on each side: 784, 256, two codes, 256, 784. (The published drawing gives no width
# that we could read; 256 is ours.)


# %%
def shallow(d=784, hidden=256, latent_dim=2):
    """Encoder with three outputs, and decoder."""
    x, z = keras.Input((d,)), keras.Input((latent_dim,))
    h = layers.Dense(hidden, "relu")(x)
    mu, log_var = layers.Dense(latent_dim)(h), layers.Dense(latent_dim)(h)
    encoder = keras.Model(x, [mu, log_var, Sampling()([mu, log_var])])
    x_hat = layers.Dense(d, "sigmoid")(layers.Dense(hidden, "relu")(z))
    return encoder, keras.Model(z, x_hat)


# %%
def tower(widths, title):
    """Draw an encoder and a decoder as bars, as high as the root of their widths."""
    fig, ax = plt.subplots(figsize=(9, 2.6))
    for n, (width, words) in enumerate(widths):
        tall, colour = np.sqrt(width), plots.PALETTE[1 if width == 2 else 0]
        ax.bar(n, tall, 0.5, bottom=-tall / 2, color=colour, edgecolor="black")
        ax.text(n, -16, f"{width}\n{words}", ha="center", va="top", fontsize=8.5)
    ax.set(title=title, ylim=(-27, 16))
    ax.axis("off")
    return fig


# %%
widths = [(784, "x"), (256, "relu"), (2, "µ, log σ²"), (2, "z, drawn"), (256, "relu")]
widths.append((784, "sigmoid"))
plots.show(
    tower(widths, "The shallow VAE"),
    alt="Six bars in a row; their heights stand for 784, 256, 2, 2, 256, 784 numbers: "
    "wide at both ends, very narrow in the middle.",
)

# %%
keras.utils.set_random_seed(1)
flat_encoder, flat_decoder = shallow()
flat_vae = joined(flat_encoder, flat_decoder)
losses = train(flat_vae, X, budget.shallow_epochs, rate=0.003)
print(f"{flat_vae.count_params():,} parameters")
print("loss", " ".join(f"{v:.0f}" for v in losses))

# %% [markdown]
# The codes of digits it has seen, by their **means**. Labels colour the picture; the training never saw one.


# %%
def means(encoder, X):
    """The most probable codes."""
    return np.asarray(encoder(X)[0])


def map_of(encoder, title):
    """Draw the codes of 1,200 training digits."""
    ax = plots.latent_scatter(means(encoder, X[:1200]), y[:1200])
    ax.set_title(title)
    return ax.figure


plots.show(
    map_of(flat_encoder, "Shallow VAE: where the training digits are"),
    alt="Ten colours of points around the origin. Ones and zeros lie apart at the rim; "
    "fours, sevens and nines share one region; twos, threes, fives, sixes and eights "
    "lie on top of one another near the middle.",
)

# %% [markdown]
# Kinds spread outwards from the centre. Zeros and ones have places of their own. 4, 7 and 9 share one; 3, 5,
# 6 and 8, and many a 2, sit on top of one another. So the reconstructions can be foreseen:


# %%
def decoded(decoder, z):
    """Images from codes."""
    return np.asarray(decoder(np.asarray(z, "float32"))).reshape(-1, 28, 28)


def rebuilt(encoder, decoder, X):
    """Images, through the bottleneck and back."""
    return decoded(decoder, means(encoder, X))


# %%
rows = [X_new[chosen[:10]].reshape(-1, 28, 28)]
rows.append(rebuilt(flat_encoder, flat_decoder, X_new[chosen[:10]]))
ax = plots.image_grid(np.concatenate(rows), columns=10)
ax.set_title("Above the digits, below what the shallow VAE makes of them")
plots.show(
    ax.figure,
    alt="Ten digits, and below each its reconstruction. Zero, one and seven come back "
    "as themselves, the four as a nine, and most others as the same blurred shape "
    "between three, five and eight.",
)

# %% [markdown]
# ### Decoding a grid
#
# What lies *between* the digits? Take a regular grid of codes over $[-4, 4]^2$ and decode all of it.
#
# > **Latent-space traversal.** Decoding codes along a line or a grid, to see what the decoder makes
# > of each place. It shows digits that nobody wrote, on the way from one kind to another.
#
# > **Your turn.** Write `latent_grid(n, lo=-4, hi=4)`: $n^2$ points as an array of shape `(n * n, 2)`, row
# > after row as one reads a page: $z_1$ grows from `lo` to `hi` within a row, and the first row has $z_2$
# > = `hi`.


# %% tags=["nbval-check-output"]
def latent_grid(n, lo=-4, hi=4):
    """A regular grid of points of the latent plane, read like a page."""
    ...  # your lines here


with check.your_turn("latent_grid"):
    check.shape(latent_grid(5), (25, 2), "n = 5")
    check.close(latent_grid(2), [[-4, 4], [4, 4], [-4, -4], [4, -4]], "n = 2")
    check.close(latent_grid(3, 0, 1)[4], [0.5, 0.5], "the middle of n = 3")

# %% [markdown]
# <details><summary>Hint 1</summary><code>np.linspace(lo, hi, n)</code> gives the values of one
# axis.</details>
# <details><summary>Hint 2</summary><code>np.meshgrid(a, b)</code> gives two tables; turn the second axis
# round with <code>[::-1]</code>.</details>
# <details><summary>Hint 3</summary><code>np.stack(tables, axis=-1).reshape(-1, 2)</code></details>
# <details><summary>Solution</summary><code>a = np.linspace(lo, hi, n)</code>, then <code>return
# np.stack(np.meshgrid(a, a[::-1]), axis=-1).reshape(-1, 2)</code></details>


# %%
def latent_grid(n, lo=-4, hi=4):
    """A regular grid of points of the latent plane, read like a page."""
    a = np.linspace(lo, hi, n)
    return np.stack(np.meshgrid(a, a[::-1]), axis=-1).reshape(-1, 2)


def traverse(decoder, n):
    """One image of n * n decoded digits, of shape (n * 28, n * 28)."""
    tiles = decoded(decoder, latent_grid(n)).reshape(n, n, 28, 28)
    return tiles.swapaxes(1, 2).reshape(n * 28, n * 28)


# %%
def sheet(decoder, title):
    """Draw a traversal of 11 by 11 digits."""
    fig, ax = plt.subplots(figsize=(4.5, 4.6))
    levels = np.round(traverse(decoder, 11) * 7) / 7  # fewer greys, a smaller file
    ax.imshow(levels, extent=(-4.4, 4.4, -4.4, 4.4), cmap="gray_r")
    ax.set(title=title, xlabel="$z_1$", ylabel="$z_2$")
    return fig


plots.show(
    sheet(flat_decoder, "Shallow VAE: decoded from a grid"),
    alt="Eleven by eleven decoded digits. Neighbours are alike, and kinds change "
    "gradually from region to region; in between there are blurred mixtures.",
)

# %% [markdown]
# No jump anywhere: each step changes a digit a little. Somewhere on the way from one kind to another lie shapes
# that no training set contains. The published sheet reads 0, 6, 2, 8, 1 down its middle column. Yours
# will not: each training turns and mirrors the map at will.
#
# ## A deep VAE
#
# Now the published deep one: 784-512-512-256-256-128-2, and back in the other order. Dense layers come in
# pairs: one with a relu, one with batch normalisation *between* the linear map and the relu. Dropout of
# 0.1. At the end of the encoder, before the two heads: two neurons, batch normalisation, a sigmoid.


# %%
def block(h, width, normalise, drop):
    """Dense, perhaps batch normalisation, relu, perhaps dropout."""
    h = layers.Dense(width)(h)
    h = layers.BatchNormalization()(h) if normalise else h
    h = layers.ReLU()(h)
    return layers.Dropout(drop)(h) if drop else h


# %%
def deep(drop=0.1, squeezed=True):
    """Encoder with three outputs and decoder; `squeezed`: the sigmoid in front."""
    x, z = keras.Input((784,)), keras.Input((2,))
    h = layers.Dropout(drop)(x) if drop else x
    for k, width in enumerate((512, 512, 256, 256, 128)):
        h = block(h, width, normalise=k % 2 == 1, drop=drop)
    if squeezed:
        h = layers.BatchNormalization()(layers.Dense(2)(h))
        h = layers.Activation("sigmoid")(h)
    mu, log_var = layers.Dense(2, name="mu")(h), layers.Dense(2)(h)
    encoder = keras.Model(x, [mu, log_var, Sampling()([mu, log_var])])
    g = z
    for k, width in enumerate((128, 256, 256, 512, 512)):
        g = block(g, width, normalise=k % 2 == 0, drop=drop if k in (0, 2) else 0)
    return encoder, keras.Model(z, layers.Dense(784, "sigmoid")(g))


# %% tags=["nbval-check-output"]
keras.utils.set_random_seed(1)
published_encoder, published_decoder = deep()
sizes = [m.count_params() for m in (published_encoder, published_decoder)]
print(f"encoder {sizes[0]:,}, decoder {sizes[1]:,}, together {sum(sizes):,}")
assert sum(sizes) == 1_797_158
run.record("B09.PD", parameters=(sum(sizes), 1_797_158))

# %%
inner = [512, 512, 256, 256, 128]
widths = [(784, "x"), *((w, "relu") for w in inner), (2, "sigmoid"), (2, "µ, log σ²")]
widths += [(2, "z, drawn"), *((w, "relu") for w in inner[::-1]), (784, "sigmoid")]
plots.show(
    tower(widths, "The deep VAE"),
    alt="Fifteen bars: 784, 512, 512, 256, 256, 128, then 2, 2 and 2, then the same "
    "widths back to 784. The funnel narrows in steps and opens again.",
)

# %% [markdown]
# Encoder and decoder need not mirror each other exactly. The dense layers do, about; dropout and batch
# normalisation may be left out on one side, as here.
#
# ### A sigmoid in the narrow place
#
# > **Careful.** Look at that sigmoid. Two numbers between 0 and 1 go through a linear head, so $\mu$ is
# > confined to a **parallelogram**: the image of the unit square. Whatever the digit, no mean
# > can leave it. Activations shape the latent space.

# %% tags=["nbval-check-output"]
W, b = published_encoder.get_layer("mu").get_weights()
held = means(published_encoder, X_new)
inside = np.linalg.solve(W.T, (held - b).T).T  # back to the unit square
assert inside.min() > -1e-3 and inside.max() < 1 + 1e-3
print("untrained: all means are inside the parallelogram")

# %% [markdown]
# Is it a good idea? Both ways, with equal time, each with the rate that suited it best. Without the
# sigmoid we also drop the dropout: a bottleneck of two noisy numbers needs no further regularisation.

# %%
model = joined(published_encoder, published_decoder)
histories = {"published": train(model, X, budget.deep_epochs, rate=0.004)}
keras.utils.set_random_seed(1)
encoder, decoder = deep(drop=0, squeezed=False)
model = joined(encoder, decoder)
histories["without sigmoid"] = train(model, X, budget.deep_epochs, rate=0.002)
for name, losses in histories.items():
    print(f"{name:16s} loss", " ".join(f"{v:.0f}" for v in losses))


# %%
def kl_divergence(mu, log_var):
    """KL of N(mu, exp(log_var)) to N(0, I), per example: shape (batch,)."""
    return -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=-1)


def cross_entropy(x, x_hat):
    """Binary cross-entropy, summed over the pixels: shape (batch,)."""
    p = np.clip(x_hat.reshape(x.shape), 1e-7, 1 - 1e-7)
    return -(x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)


# %% tags=["nbval-check-output"]
a, b = np.random.default_rng(0).random((2, 3, 5)).astype("float32")
by_keras = ops.sum(ops.binary_crossentropy(a, b), axis=-1)
assert np.allclose(np.asarray(by_keras), cross_entropy(a, b), rtol=1e-5)
m, v = np.array([[1.0, -1.0]]), np.array([[0.0, np.log(4)]])
print("KL of notebook 10a's example:", kl_divergence(m, v).round(4))


# %%
def guesses(encoder):
    """The kind of new digits by the 15 nearest codes of known ones."""
    judge = KNeighborsClassifier(15).fit(means(encoder, X[:6000]), y[:6000])
    return judge.predict(means(encoder, X_new))


def mixed_up(guess, a=4, b=9):
    """Share of the digits a and b that were taken for the other."""
    pair = (y_new == a) | (y_new == b)
    return (guess[pair] == a + b - y_new[pair]).mean()


# %%
networks = {"shallow": (flat_encoder, flat_decoder)}
networks["deep, published"] = published_encoder, published_decoder
networks["deep"] = encoder, decoder
print("new digits       cross-entropy     KL   kind right   4/9 mixed up")
for name, (e, d) in networks.items():
    mu, log_var, _ = map(np.asarray, e(X_new))
    loss = cross_entropy(X_new, rebuilt(e, d, X_new)).mean()
    kl = kl_divergence(mu, log_var).mean()
    guess = guesses(e)
    right, mixed = (guess == y_new).mean(), mixed_up(guess)
    print(f"{name:16s} {loss:12.1f} {kl:7.2f} {right:11.0%} {mixed:12.0%}")

# %%
fig = map_of(published_encoder, "Deep VAE as published: where the training digits are")
W, b = published_encoder.get_layer("mu").get_weights()
corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) @ W + b
fig.axes[0].plot(*corners.T, ":", color="black")
plots.show(
    fig,
    alt="Codes of the published deep network, all within a slanted four-sided region "
    "that is drawn dotted; many lie close to its edges.",
)

# %% [markdown]
# The dotted line is the parallelogram, now that the weights are trained. As published, the network needs many
# epochs, a "much larger number" than the shallow one, and in our few it does not pass the shallow one. Without
# the sigmoid and the dropout it does so at once.

# %%
plots.show(
    map_of(encoder, "Deep VAE without the sigmoid"),
    alt="Codes of the deep network: ten clusters, better apart than those of the "
    "shallow one, spread around the origin without a straight edge.",
)

# %%
rows = [X_new[chosen[:10]].reshape(-1, 28, 28)]
rows += [rebuilt(e, d, X_new[chosen[:10]]) for e, d in networks.values()]
ax = plots.image_grid(np.concatenate(rows), columns=10)
ax.set_title("Digits; rebuilt by the shallow, the published deep, the deep VAE")
plots.show(
    ax.figure,
    alt="Four rows of ten digits. The originals, then three rows of reconstructions; "
    "those of the deep network, in the last row, are sharper and more often right than "
    "the shallow one's in the second row.",
)

# %%
plots.show(
    sheet(decoder, "Deep VAE: decoded from a grid"),
    alt="Eleven by eleven decoded digits of the deep network: larger regions of clear "
    "digits with sharper borders between the kinds than in the shallow sheet.",
)

# %% [markdown]
# The deep network rebuilds better, and from its two codes more digits can be named. That 4 and 9 overlap less
# is a published impression; our short training does not show it.
#
# Is a deeper VAE worth it? It depends on the data. The 297 heart patients have nothing that a second layer
# could find; for digits or photographs some depth pays.
#
# ## Walk on the map
#
# Drag the point, or move the sliders: beside the map stands what the decoder makes of that place. Try a border
# between two kinds, a place far outside, and the middle. (Where no kernel runs, you see one path through
# the map.)

# %%
explorer.show(
    lambda z: decoded(decoder, z),
    means(encoder, X[:1200]),
    y[:1200],
    alt="The map of the codes of 1,200 digits with a path through it, and the digits "
    "decoded along that path, which change step by step from one kind to the next.",
)

# %% [markdown]
# How much does a code say? The KL is the answer: it counts what the encoder tells beyond the prior, in *nats*;
# divided by $\ln 2$, in **bits**. A published list of uses has "security codes for encryption" made by a
# generator. Ours would be a bad locksmith:

# %%
mu, log_var, _ = map(np.asarray, encoder(X_new))
bits = kl_divergence(mu, log_var).mean() / np.log(2)
print(f"{bits:.1f} bits per digit: about {2**bits:,.0f} codes that can be told apart,")
print("and a key that is fit for use needs 128 bits")

# %% [markdown]
# ## Collapse, and how to see it
#
# Two codes were for the picture. Give a network eight, and it may use three. That is called
#
# > **Posterior collapse.** For some hidden variable, or all, the encoder gives the prior, $\mu = 0$ and
# > $\sigma = 1$, for *every* example. The variable says nothing, and the decoder ignores it.
#
# It is easily seen: the KL *per variable*, a mean over examples, is zero. We need many trainings, so the
# data are the small digits of 8 by 8 pixels, with `latent_dim = 8`, for several weights $\beta$.

# %% tags=["nbval-check-output"]
digits = data.load("digits")
small, small_y = (digits.X / 16).astype("float32"), digits.y
order = np.random.default_rng(0).permutation(len(small))
small, small_y = small[order], small_y[order]  # the last 397 are kept aside


# %%
def small_vae(beta=1.0, X=small[:1400], latent_dim=8, epochs=30):
    """A trained VAE for 8 x 8 digits: encoder and decoder."""
    keras.utils.set_random_seed(2)
    encoder, decoder = shallow(64, 64, latent_dim)
    ten = np.tile(X, (5, 1))  # fewer, longer epochs: less talking
    train(joined(encoder, decoder, beta), ten, epochs // 5, 0.005, 70)
    return encoder, decoder


# %% [markdown]
# > **Your turn.** Write the detector: `collapsed(mu, log_var, threshold=0.01)` gives a boolean per hidden
# > variable, True where the mean KL over the examples is below the threshold.


# %% tags=["nbval-check-output"]
def collapsed(mu, log_var, threshold=0.01):
    """Tell for each hidden variable whether it says nothing: shape (latent_dim,)."""
    ...  # your lines here


with check.your_turn("collapsed"):
    m, v = np.array([[1.0, 0.0], [-1.0, 0.01]]), np.array([[-1.0, 0.0], [-1.0, 0.01]])
    check.same(collapsed(m, v), [False, True], "one of two")
    check.same(
        collapsed(m[:, :1], 0 * v[:, :1]), [False], "its mean over examples is 0!"
    )

# %% [markdown]
# <details><summary>Hint 1</summary>The KL formula without the sum over the variables: one number per
# example and variable.</details>
# <details><summary>Hint 2</summary>The mean over the examples is <code>.mean(axis=0)</code>, taken of the
# KL, not of mu.</details>
# <details><summary>Hint 3</summary>Compare with the threshold at the end.</details>
# <details><summary>Solution</summary><code>kl = -0.5 * (1 + log_var - mu**2 - np.exp(log_var))</code>, then
# <code>return kl.mean(axis=0) &lt; threshold</code></details>


# %%
def kl_per_variable(encoder, X):
    """Mean KL of each hidden variable over the examples."""
    mu, log_var, _ = map(np.asarray, encoder(X))
    return -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).mean(axis=0)


# %%
held = small[1400:]
betas = (0.1, 0.5, 1.0, 2.0, 64.0)
trained = {beta: small_vae(beta) for beta in run.progress(betas, "training")}
silent = {}
print(" beta  cross-entropy      KL  silent variables")
for beta, (e, d) in trained.items():
    kl = np.sort(kl_per_variable(e, held))[::-1]
    loss = cross_entropy(held, np.asarray(d(means(e, held)))).mean()
    silent[beta] = kl
    print(f"{beta:5.1f} {loss:14.2f} {kl.sum():7.2f} {np.sum(kl < 0.01):9d} of 8")

# %%
fig, ax = plt.subplots(figsize=(7.4, 3.8))
for n, (beta, kl) in enumerate(silent.items()):
    look = {"marker": plots.MARKERS[n], "label": f"β = {beta:g}"}
    ax.semilogy(range(1, 9), np.maximum(kl, 1e-5), **look)
ax.axhline(0.01, ls=":", color="black")
ax.set(title="What each hidden variable says", xlabel="variable, sorted by its KL")
ax.set_ylabel("mean KL, nats")
ax.legend(ncols=2)
plots.show(
    fig,
    alt="KL per hidden variable on a log axis. With small beta all eight stay above "
    "the dotted line at 0.01; as beta grows more and more variables fall far below it, "
    "and with beta 64 all do.",
)

# %% [markdown]
# The table is a bargain: a small $\beta$ buys reconstructions, a large one buys codes near the
# prior, at the price of silence. **Which $\beta$?** That of the likelihood, 1, unless you can say why. Print
# both terms at each epoch; one of them near 0 is the alarm.
#
# > **Careful.** The last row is no exotic choice. With 64 pixels, the *mean* over pixels in place of the sum is
# > $\beta = 64$ (notebook 10b). Many listings contain it, for framework losses are means.
#
# Can collapse be cured? Start with $\beta = 0$ and raise it slowly (*warming up*); leave each variable a
# free allowance of KL; or make the decoder weaker, since one that needs no code will not listen
# to it.
#
# ### Traversing a silent variable
#
# The same from the other side: change one variable from −2 to 2, the others 0, and measure how much the image
# moves.

# %%
e, d = trained[1.0]
ranked = np.argsort(kl_per_variable(e, held))[::-1]
strip = []
for j in (ranked[0], ranked[1], ranked[-1]):
    z = np.zeros((9, 8), "float32")
    z[:, j] = np.linspace(-2, 2, 9)
    strip.append(np.asarray(d(z)).reshape(9, 8, 8))
moves = [np.abs(np.diff(row, axis=0)).sum(axis=(1, 2)).mean() for row in strip]
print("movement per step:", np.round(moves, 2))

# %%
ax = plots.traversal_grid(np.array(strip), values=(np.linspace(-2, 2, 9), (1, 2, 8)))
ax.set(title="β = 1: three of eight variables", xlabel="its value", ylabel="rank by KL")
plots.show(
    ax.figure,
    alt="Three rows of nine small decoded digits. In the first two rows the digit "
    "changes from left to right; in the last row all nine look the same.",
)

# %% [markdown]
# ### Noise on the input
#
# One more relative, only to know its name: a **denoising VAE** gets a noisy input while it learns, and must
# give back the clean one (Im and others 2017). The draw then sees a mixture of many codes, so the bound
# can become tighter. In code: a `GaussianNoise` layer after the input, nothing else.
#
# ## What generators do
#
# Good uses are many: enlarging small data sets, testing a network with data it has never seen, sounds of speech
# or of birds, pictures of things that could exist. So are bad ones: invented voices, faces and
# bodies of real people, called **deepfakes**; and models that hand on the prejudice of their data. Four of
# these in numbers.
#
# ### Does augmentation help?
#
# Fifty labelled digits, five of each kind. Encode each, draw ten codes, decode them, keep the label: five
# hundred more examples, for nothing?

# %%
few = np.concatenate([np.flatnonzero(y == digit)[:5] for digit in range(10)])
mu, log_var, _ = (np.repeat(np.asarray(v)[:, None], 10, 1) for v in encoder(X[few]))
codes = mu + np.exp(log_var / 2) * rng.standard_normal(mu.shape)
extra = decoded(decoder, codes.reshape(-1, 2)).reshape(-1, 784)
shaken = np.repeat(X[few], 10, 0) + 0.2 * rng.standard_normal(extra.shape)
labels = np.repeat(y[few], 10)
sets = {"50 digits": (X[few], y[few]), "and 500 decoded": (extra, labels)}
sets["and 500 with noise"] = shaken, labels
for name, (more, its) in sets.items():
    both, target = np.vstack([X[few], more]), np.concatenate([y[few], its])
    judge = LogisticRegression(max_iter=300).fit(both, target)
    print(f"{name:22s} {judge.score(X_new, y_new):.1%} of new digits right")

# %% [markdown]
# Here it *hurts*. The decoder knows thousands of unlabelled digits, but two codes cannot hold what tells a
# 4 from a 9, so the label is often wrong for what was decoded. Whoever augments must measure, on real data.
#
# ### Who vanishes?
#
# A generator is trained on 1,400 small digits, of which one kind is rare, 2 in 100. What does it make of
# new digits of that kind? (A nearest-neighbour judge, trained on real digits, names what comes out.)


# %%
judge = KNeighborsClassifier(5).fit(small[:1400], small_y[:1400])


def comes_back(model, digit):
    """Share of new digits of that kind that are still of that kind when rebuilt."""
    e, d = model
    mine = held[small_y[1400:] == digit]
    return (judge.predict(np.asarray(d(means(e, mine)))) == digit).mean()


# %%
for digit in (0, 4, 8):
    others = np.flatnonzero(small_y[:1400] != digit)
    few_rows = np.flatnonzero(small_y[:1400] == digit)[: round(len(others) * 0.02)]
    rare = small_vae(X=small[np.concatenate([others, few_rows])])
    usual, now = comes_back(trained[1.0], digit), comes_back(rare, digit)
    print(f"{digit}: as frequent as the others {usual:.0%} come back, rare {now:.0%}")

# %% [markdown]
# A rare kind comes back as something else far more often; eights, which this small network rebuilds badly
# anyway, too. The loss is a mean, and two in a hundred hardly show in it: so the few are rebuilt as their
# frequent neighbours. Train the next model on what this one draws, and the bias of the data has grown. Test
# for it: count, by group, before anyone uses generated data.
#
# ### How long can a fake be told?
#
# A detector sees only how often each of ten grey values occurs in an image.


# %%
def greys(images):
    """Share of pixels in each of ten bins of grey."""
    bins = np.minimum((images.reshape(len(images), -1) * 10).astype(int), 9)
    return np.stack([(bins == k).mean(axis=1) for k in range(10)], axis=1)


def sharper(images):
    """More contrast."""
    return np.clip(3 * (images - 0.5) + 0.5, 0, 1)


# %%
n = len(X_new) // 2
fakes = decoded(decoder, rng.standard_normal((2 * n, 2))).reshape(2 * n, -1)
half, rest, truth = slice(0, n), slice(n, 2 * n), np.repeat([0, 1], n)
detector = LogisticRegression(C=1e4, max_iter=2000)
detector.fit(np.vstack([greys(X_new[half]), greys(fakes[half])]), truth)
for name, made in (("fakes as they are", fakes), ("sharpened fakes", sharper(fakes))):
    found = detector.predict(greys(made[rest])).mean()
    print(f"{name:18s} {found:.0%} found out")
detector.fit(np.vstack([greys(X_new[half]), greys(sharper(fakes)[half])]), truth)
found = detector.predict(greys(sharper(fakes)[rest])).mean()
real = detector.predict(greys(X_new[rest])).mean()
print(f"a new detector     {found:.0%} of the sharpened, and {real:.0%} of real ones")

# %% [markdown]
# One line of code deceives the first detector. A second one, trained on the new fakes, finds fewer of them, and
# accuses real digits, too. It will be deceived in its turn. Generative adversarial networks are trained by
# such a race.
#
# ### A mark that must survive
#
# So let honest generators mark what they make. The European AI Act (Regulation 2024/1689, in force since
# August 2024) asks for it: its article 50 wants generated content to be marked so that machines can tell, and
# deepfakes to be disclosed. (Older texts say that such a law "is to be expected". Dates of application
# have been moved before: look up the present state.) Let the mark be the lowest bit of each pixel, a
# secret pattern:

# %%
secret = np.random.default_rng(7).integers(0, 2, 784)
bytes_ = np.round(fakes * 255).astype(np.uint8)
marked = (bytes_ & 254) | secret.astype(np.uint8)
copied = np.clip(np.round(marked + rng.normal(0, 1.5, marked.shape)), 0, 255)
for name, images in (("marked", marked), ("not marked", bytes_), ("copied", copied)):
    agree = ((images.astype(np.uint8) & 1) == secret).mean(axis=1)
    print(f"{name:11s} {agree.mean():.0%} of the bits agree (a coin: 50 %)")

# %% [markdown]
# Nobody sees it, a machine reads it, and one noisy copy rubs it out. Marks that survive are a field of
# research; trusting an *absent* mark is a mistake already.
#
# A short list for builders: test for bias, whether from history, society or the algorithm (Mehrabi and others);
# split training and test honestly; preprocess with care; make nothing that offends the dignity of anyone;
# let others examine your architecture before it is used.
#
# ## When it goes wrong
#
# A colleague is delighted: "my loss is far below zero, yours is above 100". Her digits look terrible.
#
# > **Your turn.** Find out why her cross-entropy is negative, and repair `prepare`.


# %% tags=["nbval-check-output", "real-data"]
def prepare(images):
    """Images as rows of pixels, ready for a sigmoid decoder."""
    return images.reshape(len(images), -1).astype("float32")


first = prepare(mnist.x_test[:100])
answer = np.full_like(first, 0.9)
print(
    f"her cross-entropy for a grey picture: {cross_entropy(first, answer).mean():,.0f}"
)
with check.your_turn("below zero"):
    check.that(cross_entropy(first, answer).min() >= 0, "cross-entropy", "below zero")
    check.close(first.max(), 1.0, "the brightest pixel", kind="float32")

# %% [markdown]
# <details><summary>Hint 1</summary>Which values may a target of the cross-entropy have?</details>
# <details><summary>Hint 2</summary>Print <code>first.max()</code>.</details>
# <details><summary>Hint 3</summary>MNIST's bytes go from 0 to 255.</details>
# <details><summary>Solution</summary>Divide by 255: <code>return images.reshape(len(images),
# -1).astype("float32") / 255</code></details>
#
# ## Key points
#
# - A deep VAE rebuilds digits better than a shallow one and tells more kinds apart; small tables need none.
# - A grid of codes shows what the decoder knows. Maps of two trainings are turned and mirrored.
# - A sigmoid before the heads confines the means to a parallelogram.
# - KL per variable near 0: collapsed. Means over pixels in place of sums are the usual cause.
# - $\beta$ trades reconstruction for nearness to the prior. Print both.
# - Generated data lose the rare; detectors age; marks rub off. Count, test, disclose.
#
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("10c_map_of_digits")

# %% [markdown]
# ## References
#
# - D. P. Kingma and M. Welling, *Auto-encoding variational Bayes*, arXiv:1312.6114, 2013: its last figure is a
#   sheet like ours.
# - I. Higgins et al., *beta-VAE*, ICLR 2017.
# - S. R. Bowman et al., *Generating sentences from a continuous space*, CoNLL 2016: collapse and warming up.
# - D. J. Im et al., *Denoising criterion for variational auto-encoding framework*, AAAI 2017.
# - N. Mehrabi et al., *A survey on bias and fairness in machine learning*, arXiv:1908.09635, 2019.
# - I. Shumailov et al., *AI models collapse when trained on recursively generated data*, Nature 631, 2024.
# - Regulation (EU) 2024/1689 of the European Parliament and of the Council (Artificial Intelligence Act).
# - People move: a text that names the present employer of an author is soon wrong; papers stay.
#
# **What comes next.** In the assignment [hw10_vae](../release/hw10_vae/vae.ipynb)
# ([on Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/release/hw10_vae/vae.ipynb))
# you write the loss, its gradients, the grid and the detector yourself. Chapter 11 draws
# generative models as a *graph* of hidden and visible neurons: Boltzmann machines.
