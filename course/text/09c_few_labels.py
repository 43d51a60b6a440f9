# %% [markdown]
# # 09c · Photographs, few labels, and people
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/09c_few_labels.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2009c)
#
# *about 70 min · CPU · two downloads (stand-ins where there is no network) · after notebook 09b*

# %% [markdown]
# ## What you will be able to do
#
# - train a deep autoencoder on colour photographs, and measure what survives and what is blurred;
# - say when to ask for a larger code, and when for another kind of layer;
# - judge a latent space by more than its classes;
# - use codes learned without labels where labels are few, and draw the curve;
# - compute what codes give away about people, and how a deepfake is made.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, run

# %%
import warnings

import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.manifold import TSNE
from sklearn.neighbors import KNeighborsClassifier

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
layers = keras.layers
plots.style()
rng = run.seed(9)

# %% [markdown]
# ## Photographs in colour
#
# **CIFAR-10** (2009): 60,000 colour photographs of 32×32 pixels, ten classes.

# %%
cifar = data.load("cifar10")
budget = run.budget(cpu={"photos": 4000, "epochs": 6},
                    gpu={"photos": 40_000, "epochs": 60})
first = [np.flatnonzero(cifar.y_train == c)[:2] for c in range(10)]
labels = [f"{c} {cifar.names[c]}" if k == 0 else "" for k in (0, 1) for c in range(10)]
both = np.concatenate([cifar.x_train[[pair[k] for pair in first]] for k in (0, 1)])

# %%
fig, ax = plt.subplots(figsize=(11, 3.1))
plots.image_grid(both / 255, labels, columns=10, ax=ax)
plots.show(
    fig,
    alt="Two small colour photographs of each of ten classes, numbered from 0 "
    "airplane and 1 automobile to 8 ship and 9 truck.",
)

# %% [markdown]
# A dense network wants rows: $32 \cdot 32 \cdot 3 = 3072$ numbers between 0 and 1.
#
# > **Your turn.** Write `flatten_images(images)` for `uint8` pictures of any size.


# %%
def flatten_images(images):
    """(n, height, width, channels) of 0 to 255 to (n, numbers) of 0 to 1, float32."""
    ...  # your line here


with check.your_turn("flatten_images"):
    flat = flatten_images(np.full((2, 32, 32, 3), 255, "uint8"))
    check.same(flat.shape, (2, 3072), "the shape")
    check.close(flat.max(), 1.0, "255 becomes 1")
    check.same(str(flat.dtype), "float32", "the type")

# %% [markdown]
# <details><summary>Hint 1</summary><code>reshape</code> may leave one side to NumPy: -1.</details>
# <details><summary>Hint 2</summary>Divide by 255, after that set the type.</details>
# <details><summary>Hint 3</summary><code>.astype("float32")</code></details>
# <details><summary>Solution</summary>
# <code>return (images.reshape(len(images), -1) / 255).astype("float32")</code></details>

# %%
rows, rows_test = (x.reshape(len(x), -1) for x in (cifar.x_train, cifar.x_test))
share = len(rows_test) / (len(rows) + len(rows_test))
print(rows.shape, rows_test.shape, f"test share {share:.3f}")
run.record("B08.P3", train=(len(rows), 50_000), test=(len(rows_test), 10_000))


# %%
def to_floats(part):
    """Grey values from 0 to 1."""
    return (part / 255).astype("float32")


fifth = min(10_000, len(rows) // 5)
C_val, C_test, c_test = to_floats(rows[:fifth]), to_floats(rows_test), cifar.y_test
C, c = to_floats(rows[fifth:][: budget.photos]), cifar.y_train[fifth:][: budget.photos]

# %% [markdown]
# The full set makes 50,000 and 10,000 rows: a test share of one sixth.
#
# > **Careful.** The published run watches its *test* set during training and concludes from two falling
# > curves that there is no overfitting. A set that helps to decide is a validation set. We set 10,000
# > training photographs aside for that, and the test set waits.
#
# ### Harder than digits: how much?
#
# "Exponentially more complicated", one reads. In what unit? A digit is one grey stroke on black; a
# photograph has a background, three channels, hidden parts, sometimes writing. Three measurements:

# %%
mnist = data.load("mnist")
digits = to_floats(mnist.x_train.reshape(-1, 784))
tenth = min(10_000, len(digits) // 6)
D_val, d_val = digits[:tenth], mnist.y_train[:tenth]
D, d = digits[tenth:], mnist.y_train[tenth:]


def axes_for(X, share=0.9):
    """How many principal axes hold that share of the variance of X."""
    centred = X - X.mean(axis=0)
    spectrum = np.linalg.eigvalsh(centred @ centred.T)[::-1].clip(0)
    return int((spectrum.cumsum() < share * spectrum.sum()).sum()) + 1


# %% tags=["real-data"]
for name, X, y in (("MNIST", D[:3000], d[:3000]), ("CIFAR-10", C[:3000], c[:3000])):
    right = KNeighborsClassifier(5).fit(X[:2000], y[:2000]).score(X[2000:], y[2000:])
    print(f"{name:9s} {axes_for(X[:1000]):3d} of {X.shape[1]:4d} axes hold 90 %; black "
          f"{(X < 0.02).mean():3.0%}; class by neighbours: {right:.0%}")

# %% [markdown]
# Surprise: by the first measure photographs are hardly more complex than digits. Neighbouring pixels
# are so alike that a few directions hold nearly all of the variance. What is hard is the *class*, and an
# autoencoder is not asked for it.
#
# ### Eighteen million parameters
#
# The published network, as a specification:


# %%
def block(width, rate=0.0, normalise=True):
    """The parts of one hidden layer, in order (notebook 09a)."""
    parts = [("dense", width)]
    parts += [("norm", None)] if normalise else []
    parts += [("relu", None)]
    return parts + ([("dropout", rate)] if rate else [])


def count(spec, inputs):
    """Parameters of a specification (notebook 09a)."""
    total, width = 0, inputs
    for kind, value in spec:
        if kind == "dense":
            total, width = total + (width + 1) * value, value
        total += 4 * width if kind == "norm" else 0
    return total


# %% tags=["nbval-check-output"]
published_encoder = [
    *block(2048, normalise=False), *block(1024, 0.2), *block(512, normalise=False),
    *block(256, 0.2), *block(128, 0.2, normalise=False),
    ("dense", 64), ("norm", None), ("tanh", None),
]
published_decoder = [
    *block(128, 0.2), *block(256, normalise=False), *block(512, 0.2),
    *block(1024, normalise=False), *block(2048), ("dense", 3072),
]
ours = count(published_encoder, 3072), count(published_decoder, 64)
print(f"encoder {ours[0]:,} + decoder {ours[1]:,} = {sum(ours):,}")
print("layers:", len(published_encoder), "and", len(published_decoder))
run.record("B08.P4", parameters=(sum(ours), 18_197_056))

# %% [markdown]
# (Its blocks are drawn in notebook 09b.) The published set-up, in two versions:
#
# > **Careful.** Four slips of that text. It counts 17 and 15 layers; with the tanh and the output there are
# > **18 and 16** (a sigmoid inside the last `Dense` is not counted on its own). It names Adam with batches of
# > 5,000; its listing says RMSprop with batches of 10,000, and stands there twice. Its options `lr` and
# > `decay` are of an older Keras. And batches that large make very few updates:

# %% tags=["nbval-check-output"]
for batch in (10_000, 5000, 64):
    updates = -(-50_000 // batch)
    print(f"batches of {batch:6,}: {updates:3d} updates per epoch, {200 * updates:7,}")

# %% tags=["nbval-check-output"]
try:
    keras.optimizers.RMSprop(lr=0.0001)
except (ValueError, TypeError) as error:
    print("lr:", type(error).__name__)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    keras.optimizers.RMSprop(learning_rate=1e-4, decay=1e-6)
print("decay:", "a warning, and it is ignored" if caught else "no warning")
falling = keras.optimizers.schedules.InverseTimeDecay(1e-4, 1, 1e-6)  # what it meant
now = keras.optimizers.RMSprop(learning_rate=falling)
print("a schedule, after a million updates:", f"{float(falling(1_000_000)):.5f}")

# %% [markdown]
# Eighteen million parameters and 5 updates per epoch are the wrong way round for us. One set-up, stated once:
# 3072-256-128-64 and back, the same blocks without dropout, Adam, batches of 64.


# %%
def build(spec, inputs):
    """A Keras model of a specification."""
    make = {"dense": layers.Dense, "dropout": layers.Dropout}
    parts = [layers.BatchNormalization() if kind == "norm" else
             make[kind](value) if kind in make else layers.Activation(kind)
             for kind, value in spec]
    return keras.Sequential([keras.Input((inputs,)), *parts])


def halves(widths, code, inputs):
    """Models of an encoder with these widths and of its mirrored decoder."""
    down = [part for width in widths for part in block(width)]
    up = [part for width in widths[::-1] for part in block(width)]
    return (build([*down, ("dense", code), ("norm", None), ("tanh", None)], inputs),
            build([*up, ("dense", inputs), ("sigmoid", None)], code))


# %%
def fit(net, X, epochs, batch_size=64, rate=1e-3, val=None):
    """Adam, BCE, the input as its own target; the losses."""
    net.compile(keras.optimizers.Adam(rate), "binary_crossentropy",
                steps_per_execution=10)
    told = {"validation_data": (val, val)} if val is not None else {}
    return net.fit(
        X, X, batch_size=batch_size, epochs=epochs, verbose=0, **told
    ).history


# %%
keras.utils.set_random_seed(3)
photo_encoder, photo_decoder = halves([256, 128], 64, 3072)
photos = keras.Sequential([photo_encoder, photo_decoder])
history = fit(photos, C, budget.epochs, val=C_val[:1000])
x = np.clip(C_val[:1000].astype(float), 1e-9, 1 - 1e-9)
floor = -(x * np.log(x) + (1 - x) * np.log(1 - x)).mean()
print(f"validation BCE {history['val_loss'][-1]:.4f}, floor {floor:.4f}")
run.record("B08.P4", val_loss=history["val_loss"][-1])

# %%
fig, ax = plt.subplots(figsize=(6.6, 3.8))
plots.learning_curves(history, ax)
ax.axhline(floor, ls=":", color="black", label="floor: a perfect copy")
ax.set(title="A deep autoencoder for photographs", ylabel="BCE")
ax.legend()
plots.show(
    fig,
    alt="Training cross-entropy falls to about 0.6 at once, the validation one "
    "within a few epochs; a dotted line below, the floor that even a perfect "
    "copy cannot pass, lies at 0.547.",
)

# %% [markdown]
# The BCE ends near 0.6 and seems stuck. It cannot go to zero: its floor, for real colours, is 0.547
# (notebook 09a). The validation loss is high at first because batch normalisation uses moving averages
# there, and these need some hundred steps to arrive (07a). After that the two run side by side. Does
# that mean "no overfitting"? For 4,000 photographs and six epochs it does; for 200 epochs one would have
# to look again.
#
# ### Colours right, shapes blurred

# %%
pick = np.random.default_rng(2).choice(len(C_test), 12, replace=False)
back = np.asarray(photos(C_test[pick]))
pair = np.concatenate([C_test[pick], back]).reshape(-1, 32, 32, 3)
plots.show(
    plots.image_grid(pair, columns=12).figure,
    alt="Twelve colour photographs of the test set and below what 64 numbers keep: "
    "patches of the right colours in the right places, without edges, eyes or "
    "letters.",
)

# %% [markdown]
# 64 of 3072 numbers are **2.08 %**, fewer than one tile of 5×5 pixels has in three colours (75). What did they
# keep? Split each picture in two: the mean colours of tiles of 8×8 pixels, and the **detail**, what
# remains within the tiles. By hand, one row of two tiles of two pixels, $(1, 3, 5, 5)$: colours
# $(2, 2, 5, 5)$, detail $(-1, 1, 0, 0)$.


# %%
def coarse(X, tile=8):
    """Replace each tile of 8 x 8 pixels by its mean colour."""
    tiles = X.reshape(-1, 32 // tile, tile, 32 // tile, tile, 3).mean(axis=(2, 4))
    return tiles.repeat(tile, axis=1).repeat(tile, axis=2).reshape(len(X), -1)


def kept(X, X_hat):
    """Shares of the variance kept: of the tiles' colours, and of the detail."""
    rough, rough_hat = coarse(X), coarse(X_hat)
    fine, fine_hat = X - rough, X_hat - rough_hat
    colour = 1 - np.mean((rough - rough_hat) ** 2) / rough.var(axis=0).mean()
    return colour, 1 - np.mean((fine - fine_hat) ** 2) / np.mean(fine**2)


# %% tags=["nbval-check-output"]
chess = np.indices((32, 32)).sum(axis=0) % 2  # black and white, pixel by pixel
chess = np.repeat(chess[None, :, :, None], 3, axis=3).reshape(1, -1).astype(float)
print("a chessboard: colours", np.unique(coarse(chess)), "detail",
      np.unique(chess - coarse(chess)))

# %%
some = C_test[:2000]
colour, detail = kept(some, np.asarray(photos(some)))
print(f"code of 64: {photos.count_params():,} parameters, "
      f"colours {colour:.0%}, detail {detail:.0%} kept")
run.record("B08.P5", colours=colour, detail=detail)

# %% [markdown]
# The eye said it, now it is a number: the colours are right, the detail is gone. The remedy that is usually
# recommended: a larger *code*, not a larger *model*. Equal photographs, equal epochs:

# %%
for name, widths, code in (
    ("larger model", [512, 256], 64),
    ("code of 256", [256], 256),
):
    keras.utils.set_random_seed(3)
    net = keras.Sequential(halves(widths, code, 3072))
    fit(net, C, budget.epochs)
    colour, detail = kept(some, np.asarray(net(some)))
    print(f"{name}: {net.count_params():,} parameters, "
          f"colours {colour:.0%}, detail {detail:.0%} kept")

# %% [markdown]
# The advice holds. Twice the parameters changed next to nothing; four times the code, in a model of hardly
# more parameters than the first, kept more of both.
#
# ### A convolutional one
#
# Convolutions (notebook 09b) know which pixels are neighbours. A small network with the same code, 64, and a
# *fraction* of the parameters:

# %%
keras.utils.set_random_seed(3)
same = {"strides": 2, "padding": "same"}
conv = keras.Sequential([
    keras.Input((32, 32, 3)),
    *[layers.Conv2D(n, 4, activation="relu", **same) for n in (16, 32, 64)],
    layers.Flatten(), layers.Dense(64),
    layers.Dense(1024, "relu"), layers.Reshape((4, 4, 64)),
    *[layers.Conv2DTranspose(n, 4, activation="relu", **same) for n in (32, 16)],
    layers.Conv2DTranspose(3, 4, activation="sigmoid", **same),
])
square = C.reshape(-1, 32, 32, 3)
conv_log = fit(conv, square, budget.epochs, batch_size=32, rate=2e-3)

# %%
back = np.asarray(conv(some.reshape(-1, 32, 32, 3)))
colour, detail = kept(some, back.reshape(-1, 3072))
print(f"convolutional: {conv.count_params():,} parameters, "
      f"colours {colour:.0%}, detail {detail:.0%} kept")
pair = np.concatenate([C_test[:10].reshape(-1, 32, 32, 3), back[:10]])
plots.show(
    plots.image_grid(pair, columns=10).figure,
    alt="Ten photographs of the test set above their reconstructions by a "
    "convolutional autoencoder: soft, but with the outlines of boats, cars and "
    "animals.",
)

# %% [markdown]
# An eighth of the parameters, a code no larger than the first one, and it keeps more than all of them: 93 % of
# the colours and nearly half of the detail. What the dense networks lacked was neither size nor code, but the
# knowledge that neighbours belong together.
#
# ## What is in the codes?
#
# 64 numbers cannot be drawn, so they are flattened for the eye. A published figure uses **UMAP** (McInnes
# and others, 2018): near points stay near. Its package is heavy; scikit-learn's **t-SNE** has the same
# aim, and PCA is the plain alternative. (With both t-SNE and UMAP, distances between far groups mean
# nothing.)

# %%
Z_test = np.asarray(photo_encoder(C_test[:2000]))
tsne = TSNE(2, random_state=0, max_iter=400, init="pca")
by_tsne = tsne.fit_transform(Z_test[:800])
mean_colour = C_test[:800].reshape(-1, 1024, 3).mean(axis=1)

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 4.5))
plots.latent_scatter(by_tsne, c_test[:800], axes[0], cifar.names)
axes[0].set_title("800 photographs, coloured by class")
axes[1].scatter(*by_tsne.T, c=mean_colour, s=18, linewidth=0)
axes[1].set_title("the same points in their mean colour")
for ax in axes:
    ax.set(xlabel="first t-SNE axis", ylabel="second t-SNE axis")
plots.show(
    fig,
    alt="Twice the same cloud. Coloured by class, everything is mixed, with "
    "airplanes, ships and trucks rather to the right. Painted in the mean "
    "colour of each photograph, the cloud goes from dark on the left to bright "
    "on the right.",
)

# %% [markdown]
# By class it is a muddle, with airplanes and ships rather to the right. Has the autoencoder failed?
# Paint the same points in the mean colour of their pictures, and the order is plain to see. It sorted by
# palette, because that is what 64 numbers had better know about a photograph. Without any label it has
# found that an airplane (blue sky) and a frog (green and brown ground) differ:

# %% tags=["real-data"]
W = C_test[:2000].reshape(-1, 32, 32, 3)
blueness = W[..., 2].mean(axis=(1, 2)) - W[..., 0].mean(axis=(1, 2))
groups = [c_test[:2000] == kind for kind in (0, 6)]  # airplane, frog
for kind, mine in zip((0, 6), groups, strict=True):
    print(f"{cifar.names[kind]:9s} blue minus red {blueness[mine].mean():+.3f}")

# %% tags=["real-data"]
A, B = (Z_test[mine] for mine in groups)
k = min(len(A), len(B)) // 2
two = LogisticRegression(C=0.1, max_iter=2000).fit(
    np.r_[A[:k], B[:k]], [0] * k + [1] * k
)
truth = [0] * (len(A) - k) + [1] * (len(B) - k)
right = two.score(np.r_[A[k:], B[k:]], truth)
print(f"a straight line tells new airplanes from new frogs by their codes: {right:.0%}")

# %% [markdown]
# ### Judging by classes is a choice
#
# A latent space can serve any decision, because it was made for none: no label has bent it. Why, then, do deep
# autoencoders "do better" on MNIST than on CIFAR-10? Objectively nobody knows: we judge them by *our* labels.
# The pictures may be organised by palette, by texture, by geometry. That is a **label bias** of the judge,
# not a fault of the code. Ask the codes other questions, with a straight line each. (For the digits,
# a code of 16 numbers.)


# %%
def share_explained(Z, target):
    """How much of a quantity a line through the codes explains, on new pictures."""
    half = len(Z) // 2
    return (
        LinearRegression().fit(Z[:half], target[:half]).score(Z[half:], target[half:])
    )


def questions(images):
    """Three quantities of each picture that have nothing to do with its class."""
    grey = images.mean(axis=3)
    middle = grey.shape[1] // 2
    upper, lower = (
        part.mean(axis=(1, 2)) for part in (grey[:, :middle], grey[:, middle:])
    )
    return {"brightness": grey.mean(axis=(1, 2)), "top minus bottom": upper - lower,
            "texture": np.abs(np.diff(grey, axis=2)).mean(axis=(1, 2))}


# %%
keras.utils.set_random_seed(6)
ink_encoder, ink_decoder = halves([128], 16, 784)
fit(keras.Sequential([ink_encoder, ink_decoder]), D[:8000], 4, rate=2e-3)
Z_ink = np.asarray(ink_encoder(D_val[:2000]))
asked = (("MNIST", Z_ink, d_val[:2000], D_val[:2000].reshape(-1, 28, 28, 1)),
         ("CIFAR-10", Z_test, c_test[:2000], W))

# %% tags=["real-data"]
for name, Z, y, images in asked:
    cut = len(Z) // 2
    right = KNeighborsClassifier(15).fit(Z[:cut], y[:cut]).score(Z[cut:], y[cut:])
    print(f"{name}: the class, by neighbours, {right:.0%}", end="")
    for question, value in questions(images).items():
        print(f"; {question} {share_explained(Z, value):.0%}", end="")
    print()

# %% [markdown]
# By class the digits win by far. By brightness and by geometry the photographs' codes are as good or
# better. "Better" is a matter of what one asks for, so say what you asked for.
#
# And whose labels? CIFAR-10 was cut from *80 Million Tiny Images*, gathered from the web by searching for
# words; nobody looked at all of them. In 2020 that collection was withdrawn: it contained derogatory
# labels and offensive pictures (Birhane and Prabhu, 2021). CIFAR-10's ten classes were checked by hand.
# But what is *not* among them was decided by the same search engines.
#
# ## When labels are few
#
# A label costs; a picture hardly does. How much? At five seconds each:

# %% tags=["nbval-check-output"]
for n in (100, 2000, 50_000):
    print(f"{n:6,} labels: {n * 5 / 3600:5.1f} hours of somebody's attention")

# %% [markdown]
# > **Unsupervised pretraining.** Train an autoencoder on *all* pictures, without labels. Take its encoder as
# > the lower layers of a classifier, and train that on the *few* that have labels, with the lower layers
# > frozen or free.
#
# It is transfer learning (notebook 07a) from a task that is free. Our encoder is that of a *denoising*
# autoencoder (notebook 09a), 784-256-64, which sees 12,000 digits with half of their pixels off, and no
# label.

# %%
keras.utils.set_random_seed(1)
pool, pool_d = D[:12_000], d[:12_000]
narrow = [layers.Dense(256, activation="relu"), layers.Dense(64, activation="relu")]
wide = [layers.Dense(256, activation="relu"), layers.Dense(784, activation="sigmoid")]
denoiser = keras.Sequential([keras.Input((784,)), layers.Dropout(0.5), *narrow, *wide])
fit(denoiser, pool, 5, rate=2e-3)
pretrained = [p for layer in narrow for p in layer.get_weights()]

# %% [markdown]
# Five ways to use 20 to 2,000 labels:
#
# - **from scratch**: 784-256-64-10 from random numbers;
# - **fine-tuned**: the same network from the pretrained start, all layers learn;
# - **code, frozen**: the 64 codes as they are, and a softmax on top;
# - **first layer, frozen**: the 256 outputs of the first layer, and a softmax on top;
# - **pixels**: a softmax on the pixels, the rival that owes nothing to a network.


# %%
def classifier():
    """784-256-64-10."""
    body = [layers.Dense(n, activation="relu") for n in (256, 64)]
    top = layers.Dense(10, activation="softmax")
    net = keras.Sequential([keras.Input((784,)), *body, top])
    net.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy",
                steps_per_execution=20)
    return net


def passes(rows, draw, batches=300):
    """Indices for so many batches of 20, each pass in a new order."""
    rounds = -(-batches * 20 // len(rows))
    order = np.concatenate([draw.permutation(rows) for _ in range(rounds)])
    return order[: batches * 20]


# %%
keras.utils.set_random_seed(1)
net = classifier()
net.optimizer.build(net.trainable_variables)
start = net.get_weights()
fresh = [keras.ops.convert_to_numpy(v) for v in net.optimizer.variables]
T, t = D_val[:3000], d_val[:3000]

# %% tags=["nbval-check-output"]
known = sum(p.size for p in pretrained)
print(f"{net.count_params():,} parameters, {known:,} of them pretrained")


# %%
def trained(weights, rows, draw):
    """Accuracy on new digits after training from these weights."""
    net.set_weights(weights)
    for v, value in zip(net.optimizer.variables, fresh, strict=True):
        v.assign(value)
    order = passes(rows, draw)
    net.fit(pool[order], pool_d[order], batch_size=20, shuffle=False, verbose=0)
    return (np.asarray(net(T)).argmax(axis=1) == t).mean()


# %%
def softmax_on(Z, rows, Z_new):
    """A softmax regression on codes, all divided by one number."""
    scale = Z.std()
    model = LogisticRegression(C=0.1, tol=0.01, max_iter=2000)
    return model.fit(Z[rows] / scale, pool_d[rows]).score(Z_new / scale, t)


first, code = narrow[:1], narrow
frozen = [[np.asarray(keras.Sequential(part)(P)) for P in (pool, T)]
          for part in (code, first)]

# %%
amounts = (20, 50, 100, 200, 500, 2000)
ways = ("from scratch", "fine-tuned", "code, frozen", "first layer, frozen", "pixels")
scores = np.zeros((len(ways), len(amounts), 2))
for j, n in enumerate(run.progress(amounts, "labels")):
    for seed in range(2):
        draw = np.random.default_rng(seed)
        rows = [
            draw.choice(np.flatnonzero(pool_d == c), n // 10, False) for c in range(10)
        ]
        rows = np.concatenate(rows)
        scores[:, j, seed] = (
            trained(start, rows, draw), trained([*pretrained, *start[4:]], rows, draw),
            *[softmax_on(Z, rows, Z_new) for Z, Z_new in (*frozen, (pool, T))],
        )

# %%
print("labels             ", "  ".join(f"{n:6,}" for n in amounts))
for name, line in zip(ways, scores.mean(axis=2), strict=True):
    print(f"{name:19s}", "  ".join(f"{v:6.1%}" for v in line))

# %%
fig, ax = plt.subplots(figsize=(6.8, 4.2))
for k, name in enumerate(ways):
    mean = scores[k].mean(axis=1)
    off = np.abs(scores[k] - mean[:, None]).max(axis=1)
    ax.errorbar(amounts, mean, off, label=name, marker=plots.MARKERS[k], capsize=3,
                color=plots.PALETTE[k], ls=["-", "-", "--", "--", ":"][k])
ax.set(title="What the unlabelled pictures are worth", xscale="log",
       xlabel="labelled pictures", ylabel="accuracy on new digits")
ax.set_xticks(amounts, [f"{n:,}" for n in amounts])
ax.minorticks_off()
ax.legend(loc="lower right")
plots.show(
    fig,
    alt="Accuracy on new digits against the number of labelled pictures, from 20 to "
    "2,000, for five ways. All rise from about one half to about nine tenths. "
    "The frozen first layer is ahead nearly all the way, the fine-tuned network "
    "starts lowest and catches up at 200.",
)

# %% [markdown]
# Read it with care.
#
# - The frozen **first layer** is ahead of everything else nearly all the way: about three points ahead of the
#   pixels and of the network from scratch with 20 to 100 labels, three and two points with 2,000. That is what
#   12,000 unlabelled digits were worth here. In labels: with 500 it is where the pixels are with 2,000.
# - The frozen **code** is as good as long as labels are very few. With more it falls behind: 64 numbers
#   made for rebuilding have thrown away what some decisions need. *Lower* layers are the more general
#   ones.
# - **Fine-tuning all layers with 20 labels is the worst of all.** It has the freedom to ruin what was learned,
#   and 20 examples to learn by heart. With 200 labels it has caught up with the network from scratch, and with
#   2,000 it is ahead of it.
#
# Unsupervised pretraining once made deep learning possible (notebook 09a). With digits and today's starts
# it is worth a few points. Where it decides everything is at another scale: language models read a
# library without labels before they see their first task.

# %% [markdown]
# ## People's data
#
# No label was needed, so nobody had to be asked? Three computations on what "only unlabelled" data of people
# can do. Our people are the writers of the digits.
#
# ### What nobody asked for
#
# The network of 16 numbers was to compress ink. A handwriting leans to the left or to the right, and that
# belongs to its writer. Let us measure the slant of a digit (the slope of the line through its ink), and
# ask the codes for it.


# %%
def slant(images):
    """How far the ink leans to the right, in pixels per pixel of height."""
    ink = images.reshape(-1, 28, 28)
    ink = ink / (ink.sum(axis=(1, 2), keepdims=True) + 1e-6)
    up, right = np.arange(28)[::-1, None], np.arange(28)[None, :]
    rise = up - (ink * up).sum(axis=(1, 2))[:, None, None]
    side = right - (ink * right).sum(axis=(1, 2))[:, None, None]
    return (ink * rise * side).sum(axis=(1, 2)) / (
        (ink * rise**2).sum(axis=(1, 2)) + 1e-6
    )


# %% tags=["nbval-check-output"]
upright, leaning = np.zeros((2, 28, 28))
upright[4:24, 14] = 1
leaning[np.arange(4, 24), np.arange(23, 3, -1)] = 1
print("slant of two strokes:", slant(np.stack([upright, leaning])).round(2))

# %%
traits = {
    "slant": slant(D_val[:2000]),
    "thickness of the pen": D_val[:2000].mean(axis=1),
}
for name, trait in traits.items():
    print(f"{name}: {share_explained(Z_ink, trait):.0%} explained by 16 codes")

# %% [markdown]
# A code that is good at rebuilding is good at *everything* that shows in the picture. With handwriting that is
# the slant; with faces it is age, origin, illness. To say "we only stored codes" is no anonymity.
#
# ### Was my picture in the training set?
#
# A network with room to spare rebuilds its own examples better than others. So its error gives away who was in
# the training set (**membership inference**; Shokri and others, 2017). How well? Take one member and one
# stranger at random, and name the one with the smaller error.
#
# > **Your turn.** Write `named(inside, outside)`: the share of all pairs (member, stranger) in which the
# > member's error is the smaller one.


# %%
def named(inside, outside):
    """Share of pairs whose member has the smaller error."""
    ...  # your line here


with check.your_turn("named"):
    check.close(named(np.array([0.1, 0.3]), np.array([0.2, 0.4])), 0.75, "3 of 4 pairs")
    check.close(named(np.array([0.5]), np.array([0.1, 0.2, 0.3])), 0.0, "none")

# %% [markdown]
# <details><summary>Hint 1</summary>A column compared with a row gives a table of all pairs.</details>
# <details><summary>Hint 2</summary><code>inside[:, None]</code> is the column.</details>
# <details><summary>Hint 3</summary>The mean of True and False is a share.</details>
# <details><summary>Solution</summary>
# <code>return (inside[:, None] &lt; outside[None, :]).mean()</code></details>

# %%
members, strangers = D[:200], D[-200:]
for n in (200, 2000):
    keras.utils.set_random_seed(7)
    net = keras.Sequential(halves([256], 128, 784))
    fit(net, D[:n], 60 * 200 // n, batch_size=20, rate=2e-3)
    inside, outside = (np.mean((np.asarray(net(p)) - p) ** 2, axis=1)
                       for p in (members, strangers))
    guess = (inside[:, None] < outside[None, :]).mean()
    print(f"{n:5,} examples: error inside {inside.mean():.4f}, outside "
          f"{outside.mean():.4f}; the member named in {guess:.0%}")

# %% [markdown]
# 50 % would be a coin. With 200 writers, as many updates and a wide code, the guess is certain; with
# 2,000 it is still right two times out of three. Whoever has the model can ask it about a person, and it
# takes no label, only overfitting. So regularisation and more data (07c) are a matter of privacy as well.
#
# ### A deepfake of handwriting
#
# > **Deepfake.** A picture, film or voice made by a network that shows somebody doing what they never did.
#
# The first face swaps, in 2017, were two autoencoders with **one encoder and two decoders**. The shared
# encoder learns what both people have in common (pose, expression); each decoder learns one person's
# looks. Then the decoders are swapped: the expression of A, the face of B. Here A and B are handwritings:
# writers who lean to the right, and writers who stand upright or lean left. The inputs are sheared to
# random slants, the targets are not, so that the code cannot rely on the slant.


# %%
def shear(images, by):
    """Shift each row of pixels in proportion to its height."""
    ink, n = images.reshape(-1, 28, 28), len(images)
    shift = np.round(by[:, None] * (np.arange(28)[None] - 13.5)).astype(int)  # (n, 28)
    columns = np.arange(28)[None, None] + shift[:, :, None]
    taken = ink[np.arange(n)[:, None, None], np.arange(28)[None, :, None],
                columns.clip(0, 27)]
    return (taken * (columns >= 0) * (columns < 28)).reshape(n, 784).astype("float32")


# %% tags=["nbval-check-output"]
for by in (0.0, 0.5, 1.0):
    bent = slant(shear(upright[None], np.array([by])))[0]
    print(f"an upright stroke sheared by {by}: slant {bent:+.2f}")

# %%
lean = slant(D[:12_000])
low, high = np.quantile(lean, [0.3, 0.7])
m = min(3000, int((lean > high).sum()), int((lean < low).sum()))
A = D[:12_000][lean > high][:m]
B = D[:12_000][lean < low][:m]
print(f"{m:,} digits each; slant A {slant(A).mean():+.2f}, B {slant(B).mean():+.2f}")

# %%
keras.utils.set_random_seed(8)
shared = build([*block(256), ("dense", 32)], 784)
faces = [build([*block(256), ("dense", 784), ("sigmoid", None)], 32) for _ in range(2)]
ins = [keras.Input((784,)), keras.Input((784,))]
ends = [face(shared(i)) for face, i in zip(faces, ins, strict=True)]
swapper = keras.Model(ins, ends)
swapper.compile(keras.optimizers.Adam(2e-3), ["binary_crossentropy"] * 2,
                steps_per_execution=10)

# %%
for _ in range(8):
    bent = [shear(P, rng.uniform(-0.5, 0.8, m) - slant(P)) for P in (A, B)]
    swapper.fit(bent, [A, B], batch_size=64, verbose=0)

# %%
rightwards = slant(D_val[:3000]) > high
new, new_d = D_val[:3000][rightwards][:400], d_val[:3000][rightwards][:400]
fake = np.asarray(faces[1](shared(new)))
judge = LogisticRegression(C=0.05, tol=0.01, max_iter=900).fit(D[:4000], d[:4000])
for name, some in (("genuine", new), ("swapped", fake), ("hand B", B)):
    print(f"{name}: slant {slant(some).mean():+.2f}", end="; ")
reads = [judge.score(P, new_d) for P in (new, fake)]
print("\nread as the digit that A wrote: {:.0%}, swapped {:.0%}".format(*reads))

# %%
pair = np.concatenate([new[:12], fake[:12]]).reshape(-1, 28, 28)
plots.show(
    plots.image_grid(pair, columns=12).figure,
    alt="Twelve digits that lean to the right and below the same digits as the "
    "other writers would write them: upright or leaning left, a little softer.",
)

# %% [markdown]
# The digits are still A's, the hand is B's. Neither of them was asked, and it took 3,000 pictures of each
# and some seconds. Can it be detected? These fakes are soft: they have more grey pixels than genuine
# ones. A detector with one threshold on the share of grey, found on half of the pictures; then the other
# half, and the same fakes after somebody turned up the contrast:


# %%
def grey(X):
    """Share of the ink's pixels that are neither black nor white."""
    return ((X > 0.1) & (X < 0.9)).sum(axis=1) / ((X > 0.1).sum(axis=1) + 1)


genuine, half = B[:400], len(fake) // 2
limit = (grey(fake[:half]).mean() + grey(genuine[:half]).mean()) / 2
sharp = np.clip((fake - 0.5) * 4 + 0.5, 0, 1)
for name, P in (
    ("fakes as made", fake),
    ("fakes, contrast up", sharp),
    ("genuine", genuine),
):
    print(f"{name:18s} called fake: {(grey(P[half:]) > limit).mean():.0%}")

# %% [markdown]
# As made, nearly nine in ten are caught, at the price of blaming one genuine digit in ten. One turn of
# the contrast knob, and not a single one is caught any more. Detectors learn what yesterday's fakes
# looked like; that is a race, no protection. What cannot be copied away is *where a picture comes from*:
# a signature by its maker, and somebody who answers for it. And it begins before: ask the people whose
# pictures you train with.
#
# ## When it goes wrong
#
# A friend loads your network of photographs, shows it new ones, and gets an error a thousand times too large.
#
# > **Your turn.** Run it, find out why, and repair `prepare`. The network is fine.


# %%
def prepare(images):
    """Photographs as rows for the network."""
    return images.reshape(len(images), -1).astype("float32")


ready = prepare(cifar.x_test[:100])
print(f"error: {np.mean((np.asarray(photos(ready)) - ready) ** 2):,.2f}")
with check.your_turn("the friend's photographs"):
    ready = prepare(cifar.x_test[:100])
    check.that(ready.max() <= 1, "prepare", "the network never saw numbers above 1")
    check.close(ready, C_test[:100], "the rows")

# %% [markdown]
# <details><summary>Hint 1</summary>What numbers did the network see in training?</details>
# <details><summary>Hint 2</summary>Print the largest number of <code>C</code> and of
# <code>ready</code>.</details>
# <details><summary>Hint 3</summary>255 should be 1.</details>
# <details><summary>Solution</summary>
# <code>return (images.reshape(len(images), -1) / 255).astype("float32")</code></details>
#
# ## Key points
#
# - 64 numbers keep the colours of a photograph and lose its detail. Measure both.
# - A larger model does not cure the blur; another kind of layer does more than either.
# - Codes are organised by what rebuilds pictures, not by our classes. Ask them more than one question.
# - Where labels are few, frozen lower layers learned without labels are worth some points. Compare them
#   with the pixels before you praise them.
# - Codes tell what nobody asked for. Models tell who trained them. Two decoders make a deepfake, and what
#   detects it today may not detect it tomorrow.
#
# ## Quiz
#
# Five questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("09c_few_labels")

# %% [markdown]
# ## References
#
# - A. Krizhevsky, *Learning multiple layers of features from tiny images*, technical report, Toronto, 2009.
# - A. Birhane and V. U. Prabhu, *Large image datasets: a pyrrhic win for computer vision?*, WACV 2021.
# - L. McInnes, J. Healy and J. Melville, *UMAP*, arXiv:1802.03426, 2018. L. van der Maaten and G. Hinton,
#   *Visualizing data using t-SNE*, JMLR 9, 2008.
# - D. Erhan et al., *Why does unsupervised pre-training help deep learning?*, JMLR 11, 2010.
# - R. Shokri et al., *Membership inference attacks against machine learning models*, IEEE S&P 2017.
# - A. Rössler et al., *FaceForensics++: learning to detect manipulated facial images*, ICCV 2019.
#
# **What comes next.** In the assignment
# [hw09_deep_autoencoders](../release/hw09_deep_autoencoders/deep_autoencoders.ipynb)
# ([on Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/release/hw09_deep_autoencoders/deep_autoencoders.ipynb))
# you write the parts of a deep autoencoder yourself. Between the clusters of a latent plane the
# decoder draws nonsense. Chapter 10 asks for a latent space without holes, from which new
# pictures can be drawn.
