# %% [markdown]
# # 10b · Invented patients
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/10b_invented_patients.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2010b)
#
# *about 90 min · CPU · one tiny download (a stand-in where there is no network) · after notebook 10a*

# %% [markdown]
# ## What you will be able to do
#
# - write a variational autoencoder in NumPy, with its backpropagation;
# - show that without the re-parametrisation it learns nothing;
# - write it in Keras 3 for any backend, and prove both equal;
# - invent heart patients, say why they are too alike, and mend it;
# - measure what codes and invented rows give away about real people;
# - find the wrong sign in a widely read listing, and a factor that is not optional.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, run

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True, linewidth=100)  # 0.0001, not 1e-04
threadpool_limits(1)  # matrices as small as ours are faster on one core
rng = run.seed(10)

# %% [markdown]
# Four functions come along from notebook 10a: the KL divergence, the reconstruction, the loss, the draw.
# So does `flow`, which draws diagrams.


# %%
def kl_divergence(mu, log_var):
    """KL of N(mu, exp(log_var)) to N(0, I), per example: shape (batch,)."""
    return -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=-1)


def reparameterize(mu, log_var, eps):
    """Turn standard normal noise into a draw of N(mu, exp(log_var))."""
    return mu + np.exp(log_var / 2) * eps


# %%
def reconstruction_loss(x, x_hat, kind):
    """Per example: "mse" is D times the mean of squares, "bce" D times the mean BCE."""
    if kind == "mse":
        each = (x - x_hat) ** 2
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        each = -(x * np.log(p) + (1 - x) * np.log(1 - p))
    return x.shape[-1] * each.mean(axis=-1)


def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    """Mean over the batch of reconstruction loss + beta * KL: to be minimised."""
    kl = kl_divergence(mu, log_var)
    return (reconstruction_loss(x, x_hat, kind) + beta * kl).mean()


# %%
def flow(boxes, arrows, title, size):
    """Draw boxes {text: (x, y, colour)} and arrows [(from, to)] between them."""
    fig, ax = plt.subplots(figsize=size)
    places = np.array([place[:2] for place in boxes.values()])
    (left, low), (right, high) = places.min(axis=0), places.max(axis=0)
    ax.set(title=title, xlim=(left - 0.7, right + 0.7), ylim=(low - 0.5, high + 0.5))
    ax.axis("off")
    drawn = {}
    for text, (x, y, colour) in boxes.items():
        look = {"boxstyle": "round,pad=0.4", "fc": colour, "ec": "black"}
        style = {"ha": "center", "va": "center", "bbox": look, "zorder": 4}
        drawn[text] = ax.text(x, y, text, **style)
    fig.canvas.draw()  # only now the boxes have a size
    for a, b in arrows:
        ends = {"xy": boxes[b][:2], "xytext": boxes[a][:2]}
        patches = {
            n: drawn[t].get_bbox_patch() for n, t in (("patchA", a), ("patchB", b))
        }
        ax.annotate("", **ends, arrowprops={"arrowstyle": "-|>", "lw": 1.4} | patches)
    return fig


# %% [markdown]
# ## Three hundred patients
#
# The heart patients of chapter 03, 13 columns each.

# %% tags=["nbval-check-output", "real-data"]
heart = data.load("cleveland")
whole = ~np.isnan(heart.X).any(axis=1)  # six rows have a gap
X_raw, grade = heart.X[whole], heart.y[whole]
ill = grade > 0  # 0 means no disease, 1 to 4 its degree
print(f"{len(X_raw)} rows without a gap, {ill.sum()} of the patients are ill")

# %% [markdown]
# Standardise (columns with units of their own would drown the others, and the numerics suffer), but with
# means and spreads of the *training* rows only: 60 patients are kept aside to judge.
#
# How many rows per step? A rule of thumb says $\lceil\sqrt N\rceil$. It is a start, not a law: for
# 60,000 digits it says 245, which is fine, too; for ten million rows it is nobody's choice.


# %%
def batch_size_rule(N):
    """The rule of thumb: the square root, rounded up."""
    return int(np.ceil(np.sqrt(N)))


# %% tags=["nbval-check-output", "real-data"]
from sklearn.preprocessing import StandardScaler

order = np.random.default_rng(0).permutation(len(X_raw))
kept, seen = order[:60], np.sort(order[60:])
scaler = StandardScaler().fit(X_raw[seen])
X, V = scaler.transform(X_raw[seen]), scaler.transform(X_raw[kept])
print("train", X.shape, "validation", V.shape)
print({n: batch_size_rule(n) for n in (303, 297, len(X), 60_000)})


# %%
def margins(points, title, xlabel, ylabel):
    """Scatter of healthy and ill patients, with histograms at both margins."""
    shape = {"width_ratios": (4, 1), "height_ratios": (1, 4), "figsize": (6.6, 5.2)}
    fig, axes = plt.subplots(2, 2, sharex="col", sharey="row", **shape)
    plots.scatter(points, ill, ax=axes[1, 0], names=["healthy", "ill"])
    axes[1, 0].set(title="", xlabel=xlabel, ylabel=ylabel)
    for n, mine in enumerate((~ill, ill)):
        look = {"bins": 25, "alpha": 0.6, "color": plots.PALETTE[n]}
        axes[0, 0].hist(points[mine, 0], **look)
        axes[1, 1].hist(points[mine, 1], orientation="horizontal", **look)
    axes[0, 0].set_ylabel("patients")
    axes[1, 1].set_xlabel("patients")
    axes[0, 1].axis("off")
    fig.suptitle(title, x=0.01, ha="left")
    return fig


# %%
fig = margins(X_raw[:, [4, 9]], "Two columns", "cholesterol, mg/dl", "ST depression")
plots.show(
    fig,
    alt="Scatter of cholesterol and ST depression of 297 patients with histograms at "
    "the margins. Healthy and ill overlap nearly everywhere; only large depressions "
    "belong to the ill. Cholesterol has one broad peak with a few very high values.",
)

# %% [markdown]
# Only 303 patients, 297 of them whole: a few more would be welcome, which makes inventing attractive.
# Thirteen columns to two is a lot to ask, but chapter 03b's pictures (LDA, kernel PCA) hint at two
# groups, and two codes can be drawn on paper: `latent_dim = 2`.
#
# ## A VAE in NumPy
#
# Thirteen columns, 13 tanh neurons, two heads of two neurons (`mu` and `log_var`), a draw, 13 relus,
# 13 outputs.


# %%
def new_parameters(d=13, hidden=13, latent_dim=2, seed=0):
    """Random weights (Glorot, chapter 07a) and zero biases, by name."""
    draw = np.random.default_rng(seed)
    shapes = {"1": (d, hidden), "mu": (hidden, latent_dim), "var": (hidden, latent_dim)}
    shapes |= {"2": (latent_dim, hidden), "3": (hidden, d)}
    p = {}
    for name, (n, m) in shapes.items():
        p["W" + name] = draw.uniform(-1, 1, (n, m)) * np.sqrt(6 / (n + m))
        p["b" + name] = np.zeros(m)
    return p


# %%
def encode(p, X):
    """Hidden layer, mu and log_var."""
    h = np.tanh(X @ p["W1"] + p["b1"])
    return h, h @ p["Wmu"] + p["bmu"], h @ p["Wvar"] + p["bvar"]


def decode(p, z):
    """Hidden layer and output, which is linear: the data are real numbers."""
    g = np.maximum(z @ p["W2"] + p["b2"], 0)
    return g, g @ p["W3"] + p["b3"]


# %% [markdown]
# Backpropagation, as in notebook 06d, with two news in the middle. The encoder's `d_mu` is what arrives
# through $z$ (slope 1) plus the KL's own slope $\mu$; `d_var` is what arrives, times $\epsilon\,\sigma/2$,
# plus $\frac12(\sigma^2 - 1)$. All are divided by the number of examples, since the loss is a mean. Two
# options are for experiments: `beta` weighs the KL, and `through=0` cuts the path back through $z$.


# %%
def gradients(p, x, eps, beta=1.0, through=1.0):
    """Backpropagation of mean(SSE + beta * KL), explained further down."""
    n, (h, mu, log_var) = len(x), encode(p, x)
    sigma = np.exp(log_var / 2)
    z = mu + sigma * eps
    g, x_hat = decode(p, z)
    d_out = 2 * (x_hat - x) / n
    d_g = (d_out @ p["W3"].T) * (g > 0)
    d_z = through * (d_g @ p["W2"].T)
    d_mu = d_z + beta * mu / n
    d_var = d_z * eps * sigma / 2 + beta * (np.exp(log_var) - 1) / 2 / n
    d_h = (d_mu @ p["Wmu"].T + d_var @ p["Wvar"].T) * (1 - h**2)
    found = {"1": (x, d_h), "mu": (h, d_mu), "var": (h, d_var), "2": (z, d_g)}
    found["3"] = (g, d_out)
    weights = {"W" + name: a.T @ delta for name, (a, delta) in found.items()}
    return weights | {"b" + k: delta.sum(axis=0) for k, (_, delta) in found.items()}


# %%
def train(X, epochs=500, seed=0, noise=1.0, start=None, **options):
    """Adam (chapter 07b) on mini-batches; give the parameters."""
    draw, p, t = np.random.default_rng(seed), start or new_parameters(seed=seed), 0
    m, v = ({k: 0 * a for k, a in p.items()} for _ in range(2))
    size = batch_size_rule(len(X))
    for _ in range(epochs):
        order = draw.permutation(len(X))
        for first in range(0, len(X), size):
            x = X[order[first : first + size]]
            eps = noise * draw.normal(size=(len(x), len(p["bmu"])))
            t += 1
            for k, g in gradients(p, x, eps, **options).items():
                m[k] += 0.1 * (g - m[k])
                v[k] += 0.001 * (g * g - v[k])
                root = np.sqrt(v[k] / (1 - 0.999**t)) + 1e-7
                p[k] -= 0.001 * m[k] / (1 - 0.9**t) / root
    return p


# %% [markdown]
# ## Without the path through z
#
# First the experiment that 10a promised: treat the drawn $z$ as a mere number, `through=0`.


# %%
def summary(p, X):
    """Squared error from the mean code, KL, and the largest |mu|."""
    _, mu, log_var = encode(p, X)
    error = reconstruction_loss(X, decode(p, mu)[1], "mse").mean()
    return error, kl_divergence(mu, log_var).mean(), np.abs(mu).max()


vae_np, cut = train(X), train(X, through=0.0)
for name, p in (("with the path", vae_np), ("without", cut)):
    error, kl, reach = summary(p, X)
    print(f"{name:14s} squared error {error:5.2f}, KL {kl:.2f}, |mu| up to {reach:.2f}")

# %% [markdown]
# Without the path the encoder hears the KL alone, and obeys: all patients get $\mu \approx 0$,
# $\sigma \approx 1$. The code says nothing, and the decoder answers with the mean patient: an error of
# 13.0, the 13 variances of 1. Re-parametrisation is no ornament; without it the encoder learns nothing
# about the data.
#
# ## Two witnesses
#
# Is `gradients` right? First witness: finite differences, with the noise held fixed. (That is allowed *because*
# of the re-parametrisation.)

# %%
p, few = new_parameters(seed=3), X[:9]
eps = np.random.default_rng(5).normal(size=(9, 2))


def loss_of(p, beta):
    """The loss on `few`, with the noise above."""
    _, mu, log_var = encode(p, few)
    x_hat = decode(p, reparameterize(mu, log_var, eps))[1]
    return vae_loss(few, x_hat, mu, log_var, "mse", beta)


# %% tags=["nbval-check-output"]
for beta in (1.0, 0.3):
    worst, found = 0.0, gradients(p, few, eps, beta)
    for name, W in p.items():
        at = (0,) * W.ndim
        keep, slopes = W[at], []
        for move in (1e-5, -1e-5):
            W[at] = keep + move
            slopes.append(loss_of(p, beta))
            W[at] = keep
        measured = (slopes[0] - slopes[1]) / 2e-5
        worst = max(worst, abs(measured - found[name][at]))
    print(f"beta {beta}: ten gradients, largest difference below 1e-7: {worst < 1e-7}")

# %% [markdown]
# Second witness: Keras. We need three layers of our own there, and they deserve a section.
#
# ## The VAE in Keras 3
#
# **The draw.** A layer may contain any function (a `Lambda` layer wraps one in a line; a class is
# clearer and can be saved). Randomness in Keras 3 needs a `SeedGenerator`, kept by the layer, or every
# call would draw the same numbers, or compiled ones never change. With `keras.ops` and
# `keras.random` it runs on TensorFlow, JAX and PyTorch alike. The number of draws follows the
# batch: `ops.shape(mu)`.


# %%
from keras import layers, ops


class Sampling(layers.Layer):
    """Draw z = mu + sigma * eps, anew in every call."""

    def __init__(self, seed=0, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs):
        mu, log_var = inputs
        eps = keras.random.normal(ops.shape(mu), seed=self.seed_generator)
        return mu + ops.exp(log_var / 2) * eps


# %% [markdown]
# **The loss.** It needs four tensors, $x$, $\hat x$, $\mu$ and $\log\sigma^2$, where the losses of
# `compile` see two. A layer can see as many as you like, and `add_loss` adds what it computes to the loss
# of the model. No training loop has to be rewritten.


# %%
class MinusELBO(layers.Layer):
    """Add mean(reconstruction + beta * KL) to the loss, and pass x_hat on."""

    def __init__(self, kind="mse", beta=1.0, **kwargs):
        super().__init__(**kwargs)
        self.kind, self.beta = kind, beta

    def call(self, inputs):
        x, x_hat, mu, log_var = inputs
        bce = self.kind == "bce"
        each = ops.binary_crossentropy(x, x_hat) if bce else ops.square(x - x_hat)
        kl = -0.5 * ops.sum(1 + log_var - ops.square(mu) - ops.exp(log_var), axis=-1)
        self.add_loss(ops.mean(ops.sum(each, axis=-1) + self.beta * kl))
        return x_hat


# %% [markdown]
# **The model.** An encoder with three outputs, a decoder of its own, and both in a row. `Model.fit`
# then needs an optimiser only. For the second witness, the noise is an input, so that both get the same.


# %%
NAMES = ("1", "mu", "var", "2", "3")  # of the layers, as in the NumPy network


def twin_of(p):
    """Our NumPy VAE in Keras, with the noise as a second input."""
    widths = dict(zip(NAMES, (13, 2, 2, 13, 13), strict=True))
    bends = {"1": "tanh", "2": "relu"}
    dense = {n: layers.Dense(w, bends.get(n), name=n) for n, w in widths.items()}
    x, eps = keras.Input((13,)), keras.Input((2,))
    h = dense["1"](x)
    mu, log_var = dense["mu"](h), dense["var"](h)
    z = mu + ops.exp(log_var / 2) * eps
    out = MinusELBO()([x, dense["3"](dense["2"](z)), mu, log_var])
    model = keras.Model([x, eps], out)
    for name, layer in dense.items():
        layer.set_weights([p["W" + name], p["b" + name]])
    return model


# %% tags=["nbval-check-output"]
p = new_parameters(seed=3)
twin = twin_of(p)
twin.compile(keras.optimizers.SGD(1.0))
history = twin.fit([few, eps], batch_size=9, epochs=1, verbose=0).history
assert np.isclose(history["loss"][0], loss_of(p, 1.0), rtol=1e-5)
ours = gradients(p, few, eps)
for name in NAMES:
    W, b = twin.get_layer(name).get_weights()
    assert np.allclose(p["W" + name] - W, ours["W" + name], atol=1e-5)
    assert np.allclose(p["b" + name] - b, ours["b" + name], atol=1e-5)
print("loss and", len(ours), "gradients: NumPy and Keras agree")

# %% [markdown]
# (One step of plain descent with rate 1 moves the weights by exactly their gradients.)
#
# ## The heart in two numbers
#
# Now the published network. Encoder: batch normalisation, dropout of 0.2, 13 sigmoid neurons, dropout of 0.2,
# two heads of two neurons. Decoder: 13 relus, 13 linear outputs, since the data are standardised.


# %%
def heart_vae(beta=1.0):
    """Encoder, decoder and the VAE that trains both."""
    x = keras.Input((13,), name="x")
    h = layers.Dropout(0.2)(layers.BatchNormalization()(x))
    h = layers.Dropout(0.2)(layers.Dense(13, "sigmoid")(h))
    mu, log_var = layers.Dense(2, name="mu")(h), layers.Dense(2, name="log_var")(h)
    encoder = keras.Model(x, [mu, log_var, Sampling()([mu, log_var])])
    z = keras.Input((2,), name="z")
    decoder = keras.Model(z, layers.Dense(13)(layers.Dense(13, "relu")(z)))
    mu, log_var, z = encoder(x)  # three outputs; the last one is the draw
    out = MinusELBO("mse", beta)([x, decoder(z), mu, log_var])
    return encoder, decoder, keras.Model(x, out)


# %% tags=["nbval-check-output"]
keras.utils.set_random_seed(3)
encoder, decoder, vae = heart_vae()
sizes = [model.count_params() for model in (encoder, decoder, vae)]
print("parameters: encoder {}, decoder {}, together {}".format(*sizes))
run.record("B09.PA", parameters=(sizes[2], 511))

# %%
PALE, BLUE, SAND = "#FCFCFC", "#CFE3F2", "#FBE7C2"
stack = [
    "$x$\n13",
    "batch\nnorm.\n13",
    "dropout\n0.2",
    "dense,\nsigmoid\n13",
    "dropout\n0.2 ",
]
boxes = {text: (1.15 * n, 0, PALE if n == 0 else BLUE) for n, text in enumerate(stack)}
boxes |= {"$\\mu$\n2": (5.8, 0.6, BLUE), "$\\log\\sigma^2$\n2": (5.8, -0.6, BLUE)}
boxes |= {"$z$\n2": (6.9, 0, SAND), "dense,\nrelu\n13": (8.0, 0, BLUE)}
boxes |= {"dense\n13": (9.15, 0, BLUE), "$\\hat{x}$\n13": (10.2, 0, PALE)}
b = list(boxes)
arrows = [(b[n], b[n + 1]) for n in (0, 1, 2, 3, 4, 7, 8, 9)]
arrows += [(b[4], b[6]), (b[5], b[7]), (b[6], b[7])]
plots.show(
    flow(boxes, arrows, "The layers of the heart VAE, and their widths", (10.4, 2.8)),
    alt="A row of boxes: x with 13 columns, batch normalisation, dropout, a dense "
    "sigmoid layer of 13, dropout; then two heads of 2, mu and log-variance; the draw "
    "z of 2; a dense relu layer of 13, a dense layer of 13, x-hat.",
)

# %% [markdown]
# > **Careful.** The prose that belongs to this network says *tanh*, its code says *sigmoid*. They cannot
# > both be right. We follow the code here, and our NumPy network follows the prose. When text and code
# > disagree, the code is what was run. (The same listing misses the `#` of a colour, so that the plot
# > fails; and its axis says "MSE loss" where squares *plus* KL are drawn.)
#
# 500 epochs with 18 rows per step, by Adam (chapter 07b; D. P. Kingma is an author of both, of Adam and of the
# VAE). `compile` gets the optimiser only, for the loss is in the model. One long epoch of ten passes stands
# for ten epochs: less talking, the same work.

# %%
ten = np.tile(X, (10, 1)).astype("float32")
vae.compile("adam", steps_per_execution=66, jit_compile=False)
V32 = V.astype("float32")
fitted = vae.fit(ten, epochs=50, batch_size=18, validation_data=(V32, V32), verbose=0)
print({k: round(v[-1], 1) for k, v in fitted.history.items()})

# %%
fig, ax = plt.subplots(figsize=(7.5, 4))
x10 = 10 * np.arange(1, 50 + 1)
ax.plot(x10, fitted.history["loss"], "-o", markevery=5, label="training")
look = {"color": plots.PALETTE[0], "markerfacecolor": "white"}
ax.plot(x10, fitted.history["val_loss"], "--s", markevery=5, label="validation", **look)
ax.set(title="Heart VAE: squared error + KL", xlabel="epoch", ylabel="loss per patient")
ax.legend()
plots.show(
    ax.figure,
    alt="Training loss, solid, and validation loss, dashed, over the epochs: both fall "
    "steeply in the first 50 and then slowly side by side, without turning up.",
)

# %% [markdown]
# Nothing overfits: the noise and the KL do what chapter 07c asked of dropout. Why are the two curves so close,
# or even the wrong way round? Not because of "different mini-batches", as one reads: in *training*, dropout
# is on, batch normalisation uses the batch, and the loss is averaged over an epoch in which the weights
# move. Ask for the loss of the same training rows with all that off, three times:

# %%
X32 = X.astype("float32")
again = [vae.evaluate(X32, verbose=0) for _ in range(3)]
print(f"last epoch of training: {fitted.history['loss'][-1]:.2f}")
print("the same rows, evaluated:", " ".join(f"{loss:.2f}" for loss in again))
print("rows never seen:         ", " ".join(
    f"{vae.evaluate(V32, verbose=0):.2f}" for _ in range(3)))

# %% [markdown]
# > **Careful.** A published run validates on its training set. The excuse, that the draws differ each
# > time, does not hold: the draws waver (see the three numbers), but the rows are known. Keep rows aside.
#
# `evaluate` gives a new number each time. So does `predict`, if you take the third output of the encoder: it is
# a draw, and no training switch turns it off. The first output is the **mean**, the most probable code, and
# the same each time:

# %% tags=["nbval-check-output"]
first, second = (encoder.predict(X32, verbose=0) for _ in range(2))
for k, name in enumerate(("mu", "log_var", "z")):
    print(f"{name:8s} equal in two calls: {np.allclose(first[k], second[k])}")

# %% [markdown]
# Use the mean to encode and reconstruct, the draw to train. Here is patient 0, sent through the
# bottleneck and back to years and mg/dl by `inverse_transform`. (Number 0 is the *first*. "The tenth
# sample" of another listing is `[10]`, the eleventh.)
#
# > **Careful.** `inverse_transform` wants a table; a single row must be one of shape `(1, 13)`.

# %%
patient = scaler.transform(X_raw[:1])
mean_code = encoder.predict(patient, verbose=0)[0]
rebuilt = scaler.inverse_transform(decoder.predict(mean_code, verbose=0))[0]
published = [61.2, 0.5, 3.1, 144.1, 265.1, 0.5, 1.4, 146.3, 0.2, 1.4, 1.8, 1.2, 4.8]
print("            patient  ours  published")
for name, *values in zip(heart.names, X_raw[0], rebuilt, published, strict=True):
    print(f"{name:10s} {values[0]:8.1f} {values[1]:6.1f} {values[2]:8.1f}")
run.record("B09.PA", age=(rebuilt[0], 61.2), cholesterol=(rebuilt[4], 265.1))

# %%
try:
    scaler.inverse_transform(X_raw[0])
except ValueError as error:
    print("one row, one axis:", str(error).split(",")[0])
print("one row, two axes:", np.around(scaler.inverse_transform(patient), 1)[0, :5])

# %% [markdown]
# Two numbers keep the age within a few years and miss the cholesterol by a lot, both times: it goes with
# nothing else. And look at `sex`: 0.5 is no answer. A squared error treats categories as numbers.
#
# ### Healthy and ill, without a label
#
# The training never saw whether a patient is ill. Where did it put them?

# %%
every = scaler.transform(X_raw).astype("float32")
mu, log_var, draws = encoder.predict(every, verbose=0)
each = -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).mean(axis=0)
print("KL of the two hidden variables:", each.round(2))
fig = margins(draws, "Drawn codes of all patients", "$z_1$", "$z_2$")
plots.show(
    fig,
    alt="Drawn codes of 297 patients within about -3 to 3 on both axes: the healthy "
    "lie mostly on one side and the ill on the other, with a broad overlap, which the "
    "histograms at the margins show, too.",
)

# %% [markdown]
# Both variables speak. That is not certain: of seven starts that we tried, one (seed 1) ended with a KL of
# 0.00 for one variable, a collapse (notebook 10c), and its picture looks nearly the same, since the silent
# one is drawn from the prior. Print the KL per variable, each time.
#
# Measured, beside the reductions of chapter 03b: fit on four fifths, a logistic regression on the two codes,
# judged on the last fifth. LDA sees the labels when it chooses its directions; the others do not.

# %%
from sklearn.decomposition import PCA, KernelPCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import KFold

scores = {name: [] for name in ("PCA", "kernel PCA", "LDA", "VAE")}
for a, b in KFold(5, shuffle=True, random_state=0).split(X_raw):
    scale = StandardScaler().fit(X_raw[a])
    A, B = scale.transform(X_raw[a]), scale.transform(X_raw[b])
    mine = train(A)
    maps = [
        PCA(2).fit(A).transform,
        KernelPCA(2, kernel="rbf", gamma=1 / 13).fit(A).transform,
    ]
    maps += [LinearDiscriminantAnalysis(n_components=2).fit(A, grade[a]).transform]
    maps += [lambda Z, mine=mine: encode(mine, Z)[1]]
    for name, to_codes in zip(scores, maps, strict=True):
        model = LogisticRegression().fit(to_codes(A), ill[a])
        scores[name].append(model.score(to_codes(B), ill[b]))
for name, found in scores.items():
    print(f"{name:10s} {np.mean(found):.1%} ± {np.std(found):.1%}")

# %% [markdown]
# "Better than kernel PCA, as good as LDA" was read off pictures. Measured, the four cannot be told
# apart: the differences are smaller than the wavering from fold to fold. The VAE's merit is another one: it
# can go *back*.
#
# And from run to run? Four starts, four noises: the errors agree to a few percent, the pictures are turned and
# mirrored at will, for nothing in the loss prefers a direction.

# %%
for seed in range(4):
    p = train(X, seed=seed)
    error, kl, _ = summary(p, X)
    where = encode(p, scaler.transform(X_raw[:1]))[1][0]
    print(f"seed {seed}: error {error:.2f}, KL {kl:.2f}, patient 0 at {where.round(1)}")

# %% [markdown]
# ## Patients who never lived
#
# Data from nothing but noise, how can that be? The decoder was trained on codes that follow a known law.
# Draw from that law, and the decoder gets what it knows.
#
# > **Careful.** Which law? A published listing draws uniformly from $[-2, 2]$, the range seen in the
# > picture. That gives the corners as much as the centre, where the patients are. The law that the KL
# > has trained for is $\mathcal{N}(\mathbf{0}, \mathbf{I})$.


# %%
def generate_samples(decoder, N, latent_dim, mode, rng):
    """Decode noise: mode "normal" is the prior, "uniform" the interval [-2, 2]."""
    shape = (N, latent_dim)
    noise = (
        rng.standard_normal(shape) if mode == "normal" else rng.uniform(-2, 2, shape)
    )
    return np.asarray(decoder(noise))


# %%
draw = np.random.default_rng(6)
ten_patients = {}
for mode in ("uniform", "normal"):
    made = generate_samples(decoder, 10, 2, mode, draw)
    ten_patients[mode] = scaler.inverse_transform(made)
for row in ten_patients["normal"][:5]:
    print(np.around(row, 1))
age, chol = ten_patients["uniform"][:, [0, 4]].T
run.record(
    "B09.PB",
    age_lowest=(age.min(), 43.0), age_highest=(age.max(), 60.8),
    cholesterol_lowest=(chol.min(), 219.7), cholesterol_highest=(chol.max(), 268.4),
)
print(f"ten by the uniform law: age {age.min():.1f} to {age.max():.1f}", end=", ")
print(f"cholesterol {chol.min():.0f} to {chol.max():.0f}")
print("published:              age 43.0 to 60.8, cholesterol 220 to 268")

# %% [markdown]
# They look like patients at first sight. At the second, they look too much alike. A thousand of them beside the
# real ones, each column's spread as a share of the true one:

# %%
made = generate_samples(decoder, 1000, 2, "normal", draw)
print("spread of the invented ", (made.std(axis=0) / X.std(axis=0)).round(2))
table = scaler.inverse_transform(made)
for k in (0, 4, 7):
    real = X_raw[:, k]
    print(f"{heart.names[k]:8s} real {real.min():.0f} to {real.max():.0f}, "
          f"invented {table[:, k].min():.0f} to {table[:, k].max():.0f}")

# %% [markdown]
# All columns fall short, most of them by a half or more. **Why?** The story had two steps: draw $z$, then
# draw $x$ *around* what the decoder says. We left the second draw out: a decoder gives the **middle** of a
# law, the mean of all patients with that code. Means are less varied than people. Cholesterol, which the
# code knows nothing of, suffers most.
#
# So take the second draw. How wide? The loss said $s^2 = \frac12$ for all columns; the residuals of the
# training rows know it column by column.
#
# > **Your turn.** Write `second_draw(middle, s, rng)`: normal noise around the decoder's answer, with a
# > standard deviation per column.


# %% tags=["nbval-check-output"]
def second_draw(middle, s, rng):
    """Draw x around its middle; s has one value per column."""
    ...  # your line here


with check.your_turn("second_draw"):
    many = second_draw(np.full((20_000, 2), 5.0), np.array([1.0, 3.0]), rng)
    check.shape(many, (20_000, 2), "the draws")
    check.close(np.mean(many, axis=0), [5, 5], "means", kind="statistic")
    check.close(np.std(many, axis=0), [1, 3], "spreads", kind="statistic")

# %% [markdown]
# <details><summary>Hint 1</summary><code>rng.normal(size=middle.shape)</code> has the spread
# 1.</details>
# <details><summary>Hint 2</summary>Times s it has the right spread: NumPy stretches s over the
# rows.</details>
# <details><summary>Hint 3</summary>Add it to <code>middle</code>. It is the re-parametrisation
# again.</details>
# <details><summary>Solution</summary><code>return middle + s * rng.normal(size=middle.shape)</code></details>

# %%
rebuilt = np.asarray(decoder(encoder(X32)[0]))
s = (X - rebuilt).std(axis=0)
whole_story = made + s * draw.normal(size=made.shape)
print("spread, second draw too", (whole_story.std(axis=0) / X.std(axis=0)).round(2))

# %%
fig, axes = plt.subplots(1, 3, figsize=(11, 3.6), sharex=True, sharey=True)
tables = {"real": X_raw, "means only": table}
tables["with the second draw"] = scaler.inverse_transform(whole_story)
for n, (ax, (name, rows)) in enumerate(zip(axes, tables.items(), strict=True)):
    ax.scatter(rows[:297, 0], rows[:297, 7], s=14, color=plots.PALETTE[n])
    r = np.corrcoef(rows[:, 0], rows[:, 7])[0, 1]
    ax.set(
        title=f"{name}: r = {r:.2f}",
        xlabel="age",
        ylabel="heart rate" if n == 0 else "",
    )
plots.show(
    fig,
    alt="Age and highest heart rate three times. Real patients: a broad cloud falling "
    "slightly. Means only: a narrow band that falls much more clearly. With the second "
    "draw: a broad cloud again, much like the real one.",
)

# %% [markdown]
# The means alone also make columns hang together far more than they do. (Beware of results found in such
# tables.) The second draw mends the spread. The correlation is now a little too weak, since each column
# got noise of its own. And it does not mend the categories:

# %%
sex = scaler.inverse_transform(whole_story)[:, 1]
neither = (np.abs(sex - sex.round()) > 0.1) | (sex.round() < 0) | (sex.round() > 1)
print(f"{neither.mean():.0%} of the invented patients have a sex like 0.4 or 1.3")
fixed = (draw.random(1000) < np.clip(table[:, 1], 0, 1)).astype(int)
print(f"drawn as a coin instead: {1 - fixed.mean():.0%} women, "
      f"really {1 - X_raw[:, 1].mean():.0%}")

# %% [markdown]
# A Bernoulli output for columns of 0 and 1, and a softmax for categories, would be the honest law. Then
# ask somebody who knows hearts to look at the rows. Only after that one may speak of **augmentation**, of
# adding invented examples to a small set.
#
# ## Whose data? Whose patients?
#
# Unsupervised learning needs no labels, so it feeds on whatever can be had: photographs, letters, patient
# files. Nobody is asked about an answer, and often nobody is asked at all. Three things to compute
# before a table of "synthetic patients" leaves the house.
#
# **1. Does it say what nobody asked?** What do two numbers tell about a stranger, when no label
# took part in the training?

# %%
mu_seen, mu_kept = (encode(vae_np, rows)[1] for rows in (X, V))
for name, target in (("illness", ill), ("sex", X_raw[:, 1] > 0.5)):
    model = LogisticRegression().fit(mu_seen, target[seen])
    often = max(target[kept].mean(), 1 - target[kept].mean())
    print(f"{name:8s} from two codes: {model.score(mu_kept, target[kept]):.0%} right "
          f"(always the same answer: {often:.0%})")

# %% [markdown]
# Illness it tells, though no label was ever shown: a code is a summary of a person, not an anonymous
# number. (Sex it does not tell here; the code had other things to say.)
#
# **2. Does it repeat its patients?** Distance of each invented row to the nearest training row, beside
# the distance of real strangers. A second VAE, with many neurons, 13 codes and hardly any KL, serves as a
# warning:


# %%
def nearest(A, B):
    """Distance of each row of A to the nearest row of B."""
    return np.sqrt(((A[:, None] - B[None]) ** 2).sum(axis=2)).min(axis=1)


# %%
wide = new_parameters(hidden=128, latent_dim=13)
by_heart = train(X, epochs=600, start=wide, beta=0.001)
mu_wide, var_wide = encode(by_heart, X)[1:]
eps = draw.normal(size=mu_wide.shape)
copies = decode(by_heart, reparameterize(mu_wide, var_wide, eps))[1]
rows = {
    "real strangers": V,
    "our VAE": whole_story[:200],
    "wide, hardly any KL": copies,
}
for name, mine in rows.items():
    far = np.median(nearest(mine, X))
    print(f"{name:20s} median distance to a training patient {far:.2f}")

# %% [markdown]
# The wide one prints out its training set with a little noise. Whoever publishes *its* patients
# publishes real ones. "Synthetic" is no synonym of "anonymous": measure it.
#
# **3. Who is rebuilt badly?** A third of the patients are women.

# %%
residual = ((rebuilt - X) ** 2).sum(axis=1)
woman = X_raw[seen, 1] < 0.5
for name, mine in (("women", woman), ("men", ~woman)):
    print(
        f"{name:6s} {mine.sum():3d} patients, squared error {residual[mine].mean():.2f}"
    )

# %% [markdown]
# The smaller group pays more. (Its own column, `sex`, is one of the thirteen: an unusual value is an expensive
# one.) Look each time.
#
# ## The wrong sign
#
# The most widely read listing of this network contains, in other words, these lines:
#
# ```python
# kl_loss = 1 + z_log_var - square(z_mean) - exp(z_log_var)
# kl_loss = 0.5 * sum(kl_loss, axis=-1)
# vae_loss = mean(reconstruction_loss + kl_loss)
# ```
#
# > **Your turn.** Compute what these lines call `kl_loss` for $\mu = (3, 0)$, $\log\sigma^2 = (0, 0)$.
# > What would a minimiser do with it?

# %% tags=["nbval-check-output"]
listed = ...  # the number that those lines give


with check.your_turn("the listed kl_loss"):
    check.close(listed, -4.5, "the listing's number")

# %% [markdown]
# <details><summary>Hint 1</summary>Per variable: 1 + log-variance − mean² − variance.</details>
# <details><summary>Hint 2</summary>First variable: 1 + 0 − 9 − 1. Second: 1 + 0 − 0 − 1.</details>
# <details><summary>Hint 3</summary>Times +0.5.</details>
# <details><summary>Solution</summary><code>listed = -4.5</code>. The true KL is +4.5. A minimiser makes the
# listed number smaller and smaller: it drives the codes <em>away</em> from the prior.</details>
#
# The listing's number is $-D_{KL}$, the half of the ELBO that is to be *maximised*, and it went into a
# loss with its sign. In our trainer that is `beta=-1`. Run both:

# %%
for epochs in (5, 10, 20, 40):
    error, kl, reach = summary(train(X, epochs=epochs, beta=-1.0), X)
    words = f"loss {error - kl:10.3g}, error {error:4.1f}, KL {kl:.2g}"
    print(f"wrong sign, {epochs:2d} epochs: {words}")
error, kl, reach = summary(vae_np, X)
print(f"right sign, 500 epochs: loss {error + kl:.1f}, error {error:.1f}, KL {kl:.1f}, "
      f"|mu| up to {reach:.1f}")

# %%
fled = train(X, epochs=15, beta=-1.0)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.8))
runs = {"right sign": vae_np, "wrong sign, 15 epochs": fled}
for ax, (name, p) in zip(axes, runs.items(), strict=True):
    _, mu_p, var_p = encode(p, X)
    eps = np.random.default_rng(0).normal(size=mu_p.shape)
    ax.scatter(*reparameterize(mu_p, var_p, eps).T, s=14)
    ax.set(title=name, xlabel="$z_1$", ylabel="$z_2$")
    ax.axis("equal")
plots.show(
    fig,
    alt="Drawn codes. Right sign: a round cloud within about -3 to 3. Wrong sign after "
    "15 epochs: points scattered over a range many times larger, most in a heap and "
    "some far away.",
)

# %% [markdown]
# The loss falls and falls, which looks like success; the codes flee, and the reconstruction is no better
# than the mean patient. The published picture shows codes between −2 and 2, which this loss cannot give. So the
# run was right and the listing is not. It happens to the best; *run the listing you print*.
#
# ## The optional factor that is not optional
#
# The same source multiplies the *mean* squared error by the number of columns and calls that optional.
# Leave it out: $\frac{1}{13}\mathrm{SSE} + D_{KL} = \frac{1}{13}(\mathrm{SSE} + 13\,D_{KL})$. So the mean
# without its factor is our loss with $\beta = 13$; a factor `latent_dim` gives
# $\beta = 13/2$. Run a few $\beta$, the two terms side by side, as one always should:

# %%
betas = [0.0, 0.1, 0.5, 1.0, 2.0, 6.5, 13.0]
found = {beta: summary(train(X, epochs=300, beta=beta), X) for beta in betas}
for beta, (error, kl, reach) in found.items():
    print(f"beta {beta:4.1f}: error {error:5.2f}, KL {kl:7.3f}, |mu| up to {reach:.2f}")

# %% [markdown]
# Look at both ends. Without KL the codes spread out, as in the plain autoencoder. With $\beta = 13$, and
# with the factor `latent_dim` as well, the encoder falls silent: $\mu = 0$ and $\sigma = 1$ for
# everybody, the **posterior collapse** of notebook 10c. Between the ends one can choose, and choosing on
# purpose has a name, the **β-VAE** (Higgins and others 2017).
#
# ## Listings of an older Keras
#
# Many listings of VAEs were written for Keras 2. Five of their lines, today:


# %%
def attempt(name, action):
    """Say which error the action raises, if any."""
    try:
        action()
    except Exception as error:
        print(f"{name:34s} {type(error).__name__}")
    else:
        print(f"{name:34s} works")


with run.quiet():
    import tensorflow as tf
simple = keras.Sequential([keras.Input((13,)), layers.Dense(13)])
simple.compile("sgd", keras.losses.mean_squared_error)
attempt("model.add_loss(tensor)", lambda: vae.add_loss(ops.mean(vae.output)))
attempt("tf.square(model.output)", lambda: tf.square(vae.output))
attempt("ops.square(model.output)", lambda: ops.square(vae.output))
attempt("keras.backend.exp", lambda: keras.backend.exp)
attempt("keras.losses.mse", lambda: keras.losses.mse)
with run.quiet():
    attempt("fit(validation_data=(x, None))",
            lambda: simple.fit(X, X, validation_data=(V, None), verbose=0))

# %% [markdown]
# What to write instead: `add_loss` inside a layer (or a model's `call`), `keras.ops` for
# tensors, explicit names such as `keras.losses.mean_squared_error`, and a validation pair
# without `None`. All of it stands above.
#
# ## When it goes wrong
#
# A colleague's encoder has fallen silent: all codes are the same. The loss falls and the KL is nearly
# zero, "as it should be". The function below is her loss.
#
# > **Your turn.** Find out which $\beta$ she has, in our terms, without noticing; and repair the loss.


# %%
def her_loss(x, x_hat, mu, log_var):
    """Reconstruction plus KL, mean over the batch."""
    reconstruction = ((x - x_hat) ** 2).mean(axis=-1)
    return (reconstruction + kl_divergence(mu, log_var)).mean()


_, mu_w, var_w = encode(vae_np, X)
back = decode(vae_np, mu_w)[1]
kl_w, all_w = kl_divergence(mu_w, var_w).mean(), her_loss(X, back, mu_w, var_w)
print(f"KL {kl_w:.2f} of {all_w:.2f}: {kl_w / all_w:.0%} of her loss")
with check.your_turn("the silent encoder"):
    ours = vae_loss(X, back, mu_w, var_w, "mse")
    check.close(her_loss(X, back, mu_w, var_w), ours, "her loss")

# %% [markdown]
# <details><summary>Hint 1</summary>How large is each of the two terms, beside the other?</details>
# <details><summary>Hint 2</summary>One is a mean over the columns, the other a sum over the hidden
# variables.</details>
# <details><summary>Hint 3</summary>Thirteen columns: her β is 13.</details>
# <details><summary>Solution</summary><code>reconstruction = ((x - x_hat) ** 2).sum(axis=-1)</code>
# (or 13 times the mean).</details>
#
# ## Key points
#
# - Without the path through $z$ the encoder hears only the KL, and tells nothing.
# - In Keras 3: a layer that draws (with a `SeedGenerator`), a layer that calls `add_loss`, an encoder with
#   three outputs, a decoder of its own. No training loop.
# - Encode with the mean, train with draws, judge on rows that were kept aside.
# - Sums over columns, not means: the mean without its factor $D$ is a $\beta$ of $D$, and collapses.
# - With the sign of the KL turned, the loss falls for ever and the codes flee. Print both terms.
# - A decoder gives means. Invented patients are too alike unless the second draw is taken.
# - Synthetic is not anonymous; codes are about people. Measure both.
#
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("10b_invented_patients")

# %% [markdown]
# ## References
#
# - D. P. Kingma and M. Welling, *Auto-encoding variational Bayes*, arXiv:1312.6114, 2013.
# - D. P. Kingma and J. Ba, *Adam: a method for stochastic optimization*, ICLR 2015. One author of the VAE
#   is one of Adam's, too.
# - I. Higgins et al., *beta-VAE: learning basic visual concepts with a constrained variational framework*,
#   ICLR 2017.
# - R. Detrano et al., *International application of a new probability algorithm for the diagnosis of coronary
#   artery disease*, American Journal of Cardiology 64, 1989: the heart data.
# - T. Stadler, B. Oprisanu and C. Troncoso, *Synthetic data: anonymisation groundhog day*, USENIX Security
#   2022: synthetic is not anonymous.
#
# **What comes next.** Notebook 10c: digits, shallow and deep, a map to walk on, collapse, and fakes.
