# %% [markdown]
# # 09b · Pictures and maps
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/09b_pictures_and_maps.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2009b)
#
# *about 60 min · CPU · two small downloads (stand-ins where there is no network) · after notebook 09a*

# %% [markdown]
# ## What you will be able to do
#
# - compute the sizes in a convolutional autoencoder, down and up again, and build one;
# - compare two autoencoders fairly, and say what a comparison forgot;
# - squeeze digits into two numbers, and walk through the plane of all digits;
# - say what a compression ratio counts, and what it leaves out;
# - draw maps of codes in two stages, and keep labels from flattering them.

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
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.neighbors import KNeighborsClassifier

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
layers = keras.layers
plots.style()
rng = run.seed(9)

# %% [markdown]
# ## Convolutions, as much as is needed here
#
# A dense layer has one weight per pixel and neuron, and does not know which pixels are neighbours. For
# pictures there is a better layer. Here is what an autoencoder needs of it.
#
# > **Convolution.** The same few weights, the **kernel**, slide over the picture; at each place they
# > give one weighted sum. (Keras computes the *cross-correlation*: the kernel is not turned around.)
#
# One row of pixels suffices to see it. The row $(1, 2, 4, 7, 7)$ and the kernel $(-1, 0, 1)$ give
# $-1 + 4 = 3$, $-2 + 7 = 5$, $-4 + 7 = 3$: how steeply the grey rises. Without padding ("valid") a row
# of 5 shrinks to 3; with zeros at the ends ("same") it stays 5.
#
# > **Pooling.** Keeps one number of each block of pixels, the largest (**max pooling**): a picture of half the
# > size. $(1, 2, 4, 7, 7)$ in blocks of 2: $2, 7$. An odd pixel at the end is dropped.
#
# A decoder must go the other way and *enlarge*.
#
# > **Transposed convolution.** Each input number puts a copy of the kernel, multiplied by itself, into
# > the output; neighbouring copies start a **stride** of $s$ pixels apart; where they overlap they add.

# %% tags=["nbval-check-output"]
row, kernel = np.array([1.0, 2.0, 4.0, 7.0, 7.0]), np.array([-1.0, 0.0, 1.0])
slid = np.array([row[i : i + 3] @ kernel for i in range(3)])
pooled = row[:4].reshape(2, 2).max(axis=1)
print("convolved:", slid, " pooled:", pooled)


# %% tags=["nbval-check-output"]
def stamp(x, kernel, stride):
    """Transposed convolution of a row, without padding."""
    out = np.zeros((len(x) - 1) * stride + len(kernel))
    for i, value in enumerate(x):
        out[i * stride : i * stride + len(kernel)] += value * kernel
    return out


print("stamped:  ", stamp(np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.5, 0.1]), 2))

# %% [markdown]
# Three stamps of three pixels, two apart: $(3 - 1) \cdot 2 + 3 = 7$ pixels. In two dimensions it is the
# same along both sides. So for the size $n$, the kernel $k$ and the stride $s$ ($k \ge s$):
#
# | layer | "valid" | "same" |
# |---|---|---|
# | convolution, stride 1 | $n - k + 1$ | $n$ |
# | max pooling in blocks of $s$ | $\lfloor n/s \rfloor$ | $\lceil n/s \rceil$ |
# | transposed convolution | $(n - 1)s + k$ | $n \cdot s$ |
#
# > **Your turn.** Write the last row: `enlarged(n, k, s, padding)`.


# %%
def enlarged(n, k, s, padding):
    """Output size of a transposed convolution."""
    ...  # your lines here


with check.your_turn("enlarged"):
    check.same(enlarged(3, 3, 2, "valid"), 7, "3 to 7, as stamped above")
    check.same(enlarged(7, 3, 2, "same"), 14, "same: times the stride")
    for p in ("valid", "same"):
        layer = layers.Conv2DTranspose(1, 5, strides=3, padding=p)
        size = layer.compute_output_shape((None, 4, 4, 1))[1]
        check.same(enlarged(4, 5, 3, p), size, f"Keras, {p}")

# %% [markdown]
# <details><summary>Hint 1</summary>Two cases: what does the table say for each?</details>
# <details><summary>Hint 2</summary>The first stamp takes k pixels, each further one adds s.</details>
# <details><summary>Hint 3</summary>With "same", the kernel does not matter.</details>
# <details><summary>Solution</summary>
# <code>return n * s if padding == "same" else (n - 1) * s + k</code></details>
#
# In two dimensions, by hand and by Keras:


# %%
def stamp2(X, K, stride):
    """Transposed convolution of one picture, one channel, no padding."""
    k, n = len(K), (len(X) - 1) * stride + len(K)
    out = np.zeros((n, n))
    for i, j in np.ndindex(X.shape):
        out[i * stride : i * stride + k, j * stride : j * stride + k] += X[i, j] * K
    return out


# %% tags=["nbval-check-output"]
X3, K3 = np.arange(9.0).reshape(3, 3), rng.normal(size=(3, 3))
layer = layers.Conv2DTranspose(1, 3, strides=2, use_bias=False)
layer.build((None, 3, 3, 1))
layer.set_weights([K3[:, :, None, None]])
theirs = np.asarray(layer(X3[None, :, :, None].astype("float32")))[0, :, :, 0]
assert np.allclose(stamp2(X3, K3, 2), theirs, atol=1e-5)
print("3 x 3 becomes", theirs.shape, "- and Keras agrees")

# %% [markdown]
# ## A convolutional autoencoder
#
# > **Convolutional autoencoder.** Its encoder alternates convolution and pooling, and the picture becomes
# > smaller and deeper (more **channels**); its decoder enlarges it again by transposed convolutions, or by
# > `UpSampling2D` (each pixel doubled) and convolutions.
#
# (In the same way there are recurrent autoencoders, for sequences.) The published one takes
# 28×28×1 to 14×14×16, 7×7×32 and 3×3×64, and back. It was never run; "much better" was claimed.


# %%
def conv_autoencoder():
    """The published network: encoder and decoder."""
    down = [keras.Input((28, 28, 1))]
    for channels in (16, 32, 64):
        down += [layers.Conv2D(channels, 3, padding="same", activation="selu"),
                 layers.MaxPooling2D()]
    up = [keras.Input((3, 3, 64))]
    for channels, padding, bend in ((32, "valid", "selu"), (16, "same", "selu"),
                                    (1, "same", "sigmoid")):
        up.append(layers.Conv2DTranspose(channels, 3, strides=2, padding=padding,
                                         activation=bend))
    return keras.Sequential(down), keras.Sequential(up)


# %% tags=["nbval-check-output"]
keras.utils.set_random_seed(1)
conv_encoder, conv_decoder = conv_autoencoder()
for part in (conv_encoder, conv_decoder):
    shapes = [layer.output.shape[1:] for layer in part.layers]
    print(" -> ".join("x".join(map(str, shape)) for shape in shapes))
total = conv_encoder.count_params() + conv_decoder.count_params()
print(f"{conv_encoder.count_params():,} + {conv_decoder.count_params():,} = {total:,}")

# %% [markdown]
# A third of the parameters of our dense network. A kernel is counted once, wherever it slides: $k \cdot k$
# weights for each pair of an input and an output channel, and a bias per output channel.

# %% tags=["nbval-check-output"]
channels = [(1, 16), (16, 32), (32, 64), (64, 32), (32, 16), (16, 1)]
counts = [3 * 3 * a * b + b for a, b in channels]
print(counts, "sum", sum(counts))

# %% [markdown]
# > **Careful.** That print lets the decoder start with a layer, not with a `keras.Input`. Then nobody
# > can count or call it before it has seen data. And its claim compares 3·3·64 = **576** numbers of code
# > with the **30** of the dense network. That is not like with like.
#
# So we run four: dense and convolutional, each with a code of 30 and of 576. Adam, equal pictures, equal
# epochs.

# %%
fashion = data.load("fashion_mnist")
budget = run.budget(
    cpu={"conv": 4000, "dense": 12_000, "epochs": 3},
    gpu={"conv": 55_000, "dense": 55_000, "epochs": 10},
)
pictures = (fashion.x_train / 255).astype("float32")
cut = min(5000, len(pictures) // 4)  # 5,000 and 55,000, unless a stand-in is smaller
F_val, f_val, F = pictures[:cut], fashion.y_train[:cut], pictures[cut:]


# %%
def dense_autoencoder(code):
    """784-100-code-100-784, or without the 100 if the code is larger."""
    around = [100] if code < 100 else []
    down = [layers.Flatten(), *[layers.Dense(n, "selu") for n in (*around, code)]]
    up = [*[layers.Dense(n, "selu") for n in around], layers.Dense(784, "sigmoid")]
    return [keras.Input((28, 28, 1)), *down, *up, layers.Reshape((28, 28, 1))]


# %%
def four_rivals():
    """Name and layers of the four networks."""
    yield "dense, code 30", dense_autoencoder(30)
    narrow, wide = conv_autoencoder()
    squeeze = [layers.Flatten(), layers.Dense(30), layers.Dense(576, "selu"),
               layers.Reshape((3, 3, 64))]
    yield "convolutional, code 30", [narrow, *squeeze, wide]
    yield "dense, code 576", dense_autoencoder(576)
    yield "convolutional, code 576", list(conv_autoencoder())


# %%
def fit(net, X, epochs, batch_size=32, rate=2e-3, loss="binary_crossentropy", seed=1):
    """Adam, input as target; the losses."""
    net.compile(keras.optimizers.Adam(rate), loss, steps_per_execution=10)
    keras.utils.set_random_seed(seed)
    return net.fit(X, X, batch_size=batch_size, epochs=epochs, verbose=0).history[
        "loss"
    ]


# %%
few, seen = F[: budget.conv, ..., None], F_val[:500, ..., None]
gallery = {}
for name, parts in four_rivals():
    keras.utils.set_random_seed(1)
    net = keras.Sequential(parts)
    fit(net, few, budget.epochs)
    gallery[name] = np.asarray(net(seen))
    error = np.mean((gallery[name] - seen) ** 2)
    print(f"{name:24s} {net.count_params():9,} parameters, MSE {error:.4f}")
    run.record("LD.P30", **{name.replace(", ", "_").replace(" ", "_"): float(error)})
run.record("LD.P30", parameters=(total, 46_529))

# %% [markdown]
# With a code of 30 the convolutional network is a little better, with half of the parameters. With 576 numbers
# both are much better than with 30: that is the whole of the published difference. There the dense one is
# ahead in so short a training, and pays for it with twenty times the parameters. So "convolutional is much
# better" becomes: *about as good with far fewer weights*. On photographs the gap is wider (notebook 09c).

# %%
ax = plots.image_grid(
    np.concatenate([seen[:8], *(g[:8] for g in gallery.values())]), columns=8,
    ax=plt.figure(figsize=(4.8, 2.9)).add_subplot(),
)
for n, name in enumerate(["original", *gallery]):
    ax.text(-0.15, n + 0.5, name, ha="right", va="center", fontsize=8)
plots.show(
    ax.figure,
    alt="Five rows of eight clothes: the originals, then what four autoencoders "
    "give back. With a code of 30 both kinds are soft; with 576 they are "
    "clearer, and the dense one keeps some print and stripes.",
)

# %% [markdown]
# ## Two numbers per digit
#
# Now to the extreme. A published deep autoencoder squeezes the 784 pixels of a MNIST digit into *two*
# numbers. It prints neither its code nor its widths, so the ones here are ours; the sequence of layers is
# the published one: each `Dense` with batch normalisation and a ReLU (notebook 09a), a **tanh** at the end of
# the encoder, which keeps the code between -1 and 1 and the map within its frame, and a sigmoid at
# the end of the decoder, for grey values between 0 and 1.


# %%
def block(width, rate=0.0, normalise=True):
    """The parts of one hidden layer, in order (notebook 09a)."""
    parts = [("dense", width)]
    parts += [("norm", None)] if normalise else []
    parts += [("relu", None)]
    return parts + ([("dropout", rate)] if rate else [])


# %%
def build(spec, inputs):
    """A Keras model of a specification."""
    make = {"dense": layers.Dense, "dropout": layers.Dropout}
    parts = [layers.BatchNormalization() if kind == "norm" else
             make[kind](value) if kind in make else layers.Activation(kind)
             for kind, value in spec]
    return keras.Sequential([keras.Input((inputs,)), *parts])


# %%
def halves(widths, code, inputs):
    """Specifications of an encoder with these widths and of its mirrored decoder."""
    down = [part for width in widths for part in block(width)]
    up = [part for width in widths[::-1] for part in block(width)]
    return ([*down, ("dense", code), ("norm", None), ("tanh", None)],
            [*up, ("dense", inputs), ("sigmoid", None)])


# %%
def draw_blocks(ax, sizes, title):
    """One box per layer, as high as the logarithm of its width, the code coloured."""
    for n, size in enumerate(sizes):
        tall = 0.25 + np.log2(size) / 5
        colour = plots.PALETTE[1] if size == min(sizes) else plots.PALETTE[5]
        face = colour if 0 < n < len(sizes) - 1 else "white"
        ax.add_patch(plt.Rectangle((n, -tall), 0.6, 2 * tall, fc=face, ec="black"))
        ax.text(n + 0.3, -tall - 0.15, f"{size:,}", ha="center", va="top")
        if n:
            ax.annotate("", (n, 0), (n - 0.4, 0), arrowprops={"arrowstyle": "-|>"})
    ax.set(title=title, xlim=(-0.3, len(sizes) - 0.1), ylim=(-3.4, 2.8))
    ax.axis("off")


# %%
PUBLISHED = [2048, 1024, 512, 256, 128]
fig, axes = plt.subplots(2, 1, figsize=(9, 5.4))
draw_blocks(
    axes[0], [784, 256, 128, 64, 2, 64, 128, 256, 784], "For MNIST (our widths)"
)
draw_blocks(axes[1], [3072, *PUBLISHED, 64, *PUBLISHED[::-1], 3072],
            "For CIFAR-10, as published")
plots.show(
    fig,
    alt="Two rows of boxes, each box a layer with its width below. For MNIST 784, "
    "256, 128, 64, 2 and back; for CIFAR-10 3072, 2048, 1024, 512, 256, 128, 64 "
    "and back. The codes of 2 and 64 are the smallest boxes.",
)

# %%
mnist = data.load("mnist")
digits = (mnist.x_train.reshape(-1, 784) / 255).astype("float32")
tenth = min(10_000, len(digits) // 6)
D_val, d_val, D, d = (
    digits[:tenth],
    mnist.y_train[:tenth],
    digits[tenth:],
    mnist.y_train[tenth:],
)

# %% tags=["nbval-check-output"]
keras.utils.set_random_seed(4)
down, up = halves([256, 128, 64], 2, 784)
for name, spec in (("encoder", down), ("decoder", up)):
    print(
        name, *[kind if value is None else f"{kind}({value})" for kind, value in spec]
    )

# %%
plane_encoder, plane_decoder = build(down, 784), build(up, 2)
whole = keras.Sequential([plane_encoder, plane_decoder])
losses = fit(whole, D[: budget.dense], 4 * budget.epochs, batch_size=128)
error = np.mean((np.asarray(whole(D_val[:2000])) - D_val[:2000]) ** 2)
print(f"{whole.count_params():,} parameters, validation MSE {error:.4f}")

# %%
linear = PCA(2, random_state=0).fit(D[:5000])
by_pca = linear.inverse_transform(linear.transform(D_val[:2000]))
print(f"the best flat plane (PCA): {np.mean((by_pca - D_val[:2000]) ** 2):.4f}")

# %%
shown = [np.flatnonzero(d_val == c)[0] for c in range(10)]
pair = np.concatenate([D_val[shown], np.asarray(whole(D_val[shown]))])
plots.show(
    plots.image_grid(pair.reshape(-1, 28, 28), columns=10).figure,
    alt="Ten handwritten digits, 0 to 9, and below them what two numbers keep: most "
    "are clean, somewhat blurred digits of the same kind, a few have turned "
    "into a similar one.",
)


# %%
def separation(Z, y):
    """Share of the last third whose class its 15 neighbours in the rest tell."""
    cut = 2 * len(Z) // 3
    return KNeighborsClassifier(15).fit(Z[:cut], y[:cut]).score(Z[cut:], y[cut:])


codes = np.asarray(plane_encoder(D_val[:3000]))
ax = plots.latent_scatter(codes, d_val[:3000])
ax.set_title("3,000 new digits, two numbers each, no labels used in training")
plots.show(
    ax.figure,
    alt="Codes of digits in a square from -1 to 1. Zeros and ones have regions of "
    "their own at the rim; 4, 7 and 9 share one region, 3, 5 and 8 another.",
)
in_plane = separation(codes, d_val[:3000])
print(f"a new digit's class from its neighbours in the plane: {in_plane:.0%}")
run.record("B08.P7", mse=error, neighbours=in_plane)

# %% [markdown]
# The clusters were found from the pixels alone; the colours were put on afterwards. The reconstructions
# are clean in shape and blurred at the edges.
#
# ### Walk through the plane
#
# A decoder answers any point, also one that no digit was ever encoded to. Drag the point, or use the
# sliders; stored, you see a walk from A to I. Cross a border between two clusters, and look at what is there.


# %%
def decode(points):
    """Images of points of the plane."""
    return np.asarray(plane_decoder(points)).reshape(-1, 28, 28)


explorer.show(
    decode, codes, d_val[:3000],
    alt="The map of digit codes with a straight path of nine stops, A to I, and "
    "below the decoded digit at each stop: it changes gradually from one digit "
    "into others.",
)

# %% [markdown]
# Some of the pictures between the clusters are no digits at all. Nothing in the training asked for anything
# there: an autoencoder fills only those places that its examples use. Chapter 10 repairs that.
#
# ### Labels for the plane
#
# The map was drawn without labels. If it is to show *classes*, a few of them help: put a small classifier
# behind the two numbers, **fine-tune** the encoder with 2,000 labels (notebook 07a), and draw the map
# anew.

# %%
copy = keras.models.clone_model(plane_encoder)
copy.set_weights(plane_encoder.get_weights())
head = [layers.Dense(64, activation="relu"), layers.Dense(10, activation="softmax")]
tuned = keras.Sequential([keras.Input((784,)), copy, *head])
tuned.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy",
              steps_per_execution=10)
keras.utils.set_random_seed(5)
tuning = tuned.fit(D[:2000], d[:2000], epochs=15, batch_size=32, verbose=0)

# %%
moved_codes = np.asarray(copy(D_val[:3000]))
moved = separation(moved_codes, d_val[:3000])
print(f"class by neighbours in the plane: before {in_plane:.0%}, after {moved:.0%}")
fig, axes = plt.subplots(1, 2, figsize=(10, 4.4))
for ax, points, title in zip(axes, (codes, moved_codes),
                      ("no labels", "then 2,000 labels"), strict=True):
    plots.latent_scatter(points[:1500], d_val[:1500], ax)
    ax.set_title(title)
plots.show(
    fig,
    alt="Two maps of new digits. Without labels the clusters of 4, 7 and 9 and of "
    "3, 5 and 8 run into each other; after fine-tuning each class has a place "
    "of its own, most at the rim of the square.",
)

# %% [markdown]
# ### What a compression ratio counts
#
# > **Compression ratio.** Numbers in the code divided by numbers in the input.
#
# Tiny: 3 numbers for 12 are 25 %. For MNIST in the plane 2/784 = 0.26 %; for the photographs of 09c
# 64/3072 = 2.08 %: fewer numbers than one tile of 5×5 pixels in three colours has (75).
#
# > **Your turn.** Write `compression_ratio(code, inputs)`. A second form counts **bytes**: with
# > `code_bytes=4`, a code of 32-bit floats is compared with pixels of one byte each.


# %%
def compression_ratio(code, inputs, code_bytes=1):
    """Size of the code as a share of the input's."""
    ...  # your line here


with check.your_turn("compression_ratio"):
    check.close(compression_ratio(64, 3072), 0.0208333, "64 of 3072", kind="float32")
    check.close(compression_ratio(2, 784), 0.00255102, "2 of 784", kind="float32")
    check.close(
        compression_ratio(64, 3072, code_bytes=4), 0.0833333, "bytes", kind="float32"
    )

# %% [markdown]
# <details><summary>Hint 1</summary>Small divided by large.</details>
# <details><summary>Hint 2</summary>The bytes of the code: how many numbers, times bytes each.</details>
# <details><summary>Hint 3</summary>A pixel has one byte, so the input needs no factor.</details>
# <details><summary>Solution</summary>
# <code>return code * code_bytes / inputs</code></details>
#
# So 2.08 % of the *numbers* are 8.33 % of the *bytes*. And the decoder is needed as well, megabytes of
# it, once for all pictures. It pays with very many pictures only. How far can the code be rounded?
# Measured:

# %%
exact = np.asarray(plane_decoder(codes))
now = np.mean((exact - D_val[:3000]) ** 2)
for bits in (8, 6, 4):
    steps = 2 ** (bits - 1)
    rounded = np.asarray(plane_decoder(np.round(codes * steps) / steps))
    cost = np.mean((rounded - D_val[:3000]) ** 2) - now
    ratio = 2 * bits / (784 * 8)
    print(f"{bits} bits per number: {ratio:.2%} of the bits, MSE {cost:+.4f}")

# %% [markdown]
# ## Two stages: thirty numbers, then two
#
# Two numbers are too few to keep much. For a *map* one need not train so narrow a network: encode to 30,
# then let a simple method flatten those to two. The first stage scales to any amount of data, since it
# learns from mini-batches; the second one sees only the codes. The published figures use 5,000 clothes in
# the 784-100-30-100-784 network of 09a.

# %%
keras.utils.set_random_seed(1)
parts = dense_autoencoder(30)
clothes = keras.Sequential(parts)
fit(clothes, F[: budget.dense, ..., None], budget.epochs)
to_code = keras.Sequential(clothes.layers[:3])
codes30 = np.asarray(to_code(F_val[..., None]))
print("codes of the validation set:", codes30.shape)
names = "T-shirt trousers pullover dress coat sandal shirt sneaker bag boot".split()
run.record("LD.P26", rows=(len(codes30), 5000), columns=(codes30.shape[1], 30))

# %% [markdown]
# **PCA** (chapter 03b) takes the two directions in which the codes vary most. **LDA**, linear discriminant
# analysis, is given the labels and takes the two in which the *classes* lie apart most.
#
# > **Careful.** LDA is supervised: it may use the labels of the very points it then shows. A published figure
# > fits and draws on the same 5,000 and reads off how well the autoencoder separates clothes. The
# > separation is LDA's merit in part. Fit on one half, draw the other:

# %%
half = len(codes30) // 2
pca2 = PCA(2).fit(codes30[:half])
lda2 = LinearDiscriminantAnalysis(n_components=2).fit(codes30[:half], f_val[:half])
flats = {"PCA, no labels": pca2.transform(codes30[half:]),
         "LDA, labels of the other half": lda2.transform(codes30[half:])}
fig, axes = plt.subplots(1, 2, figsize=(11, 5))
for ax, (title, points) in zip(axes, flats.items(), strict=True):
    plots.latent_scatter(points, f_val[half:], ax, names)
    ax.set(title=title, xlabel="first direction", ylabel="second direction")
plots.show(
    fig,
    alt="Two maps of 2,500 clothes. With PCA trousers, boots, sneakers and bags lie "
    "in regions that overlap; with LDA shoes, trousers and the rest are three "
    "arms that lie apart, and shirts, coats and pullovers are one heap.",
)


# %%
def by_centre(Z, y, points, truth):
    """Share of points whose nearest class centre, computed from Z and y, is right."""
    centres = np.array([Z[y == c].mean(axis=0) for c in range(10)])
    nearest = ((points[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    return np.mean(nearest == truth)


# %%
small = slice(0, 150)  # with few points the optimism is plain
tiny = LinearDiscriminantAnalysis(n_components=2).fit(codes30[small], f_val[small])
for name, model, part in (("PCA", pca2, slice(0, half)),
                          ("LDA", lda2, slice(0, half)),
                          ("LDA, 150 points", tiny, small)):
    Z, Z_new = model.transform(codes30[part]), model.transform(codes30[half:])
    right = [by_centre(Z, f_val[part], Z, f_val[part]),
             by_centre(Z, f_val[part], Z_new, f_val[half:])]
    print(
        f"{name:16s} nearest centre: fitted points {right[0]:.1%}, new {right[1]:.1%}"
    )
    if name == "LDA":
        run.record("LD.P27", fitted_points=right[0], new_points=right[1])

# %% [markdown]
# With 2,500 points the new ones come out two points worse, no more than with PCA, which saw no labels; with
# 150 it is ten points. The habit of fitting here and drawing there costs nothing, so keep it.
#
# A map is easier to read with pictures in it. The rule: walk through the points and draw a picture if its
# place is at least a twentieth of the width away from all that were drawn already.


# %%
def spread_out(points, least=0.05):
    """Indices of points that keep a distance, in units of the range."""
    low, high = points.min(axis=0), points.max(axis=0)
    scaled, kept = (points - low) / (high - low), []
    for n, point in enumerate(scaled):
        if all(np.hypot(*(point - scaled[k])) >= least for k in kept):
            kept.append(n)
    return kept


# %% tags=["nbval-check-output"]
line = np.array([[0.0, 0.0], [0.01, 0.0], [0.5, 1.0], [1.0, 1.0], [0.98, 0.98]])
print("kept of five points on a line:", spread_out(line))

# %%
points = flats["LDA, labels of the other half"]
chosen = spread_out(points)
low, high = points.min(axis=0), points.max(axis=0)

# %%
fig, ax = plt.subplots(figsize=(6.2, 5.6))
for n in chosen:
    x, y = (points[n] - low) / (high - low)
    tile = np.ma.masked_less(F_val[half + n], 0.05)
    ax.imshow(tile, cmap="gray_r", extent=(x - 0.024, x + 0.024, y - 0.024, y + 0.024))
ax.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), aspect="equal")
ax.set(xlabel="first direction (scaled)", ylabel="second direction (scaled)")
ax.set_title(f"{len(chosen)} clothes at the places of their codes (LDA)")
plots.show(
    fig,
    alt="Thumbnails of clothes at the places of their codes: shoes in one corner, "
    "from sandals to boots; trousers in another; tops and bags in the third, "
    "with dresses on the way to the trousers.",
)
run.record("LD.P28", pictures=len(chosen))

# %% [markdown]
# ## When it goes wrong
#
# A friend's convolutional decoder starts with 3×3 and should end with 28×28. Keras builds it without a
# word, and then `fit` complains about shapes.
#
# > **Your turn.** Trace the sizes, and change the `PADDINGS` (only these) until the last one is 28.

# %% tags=["nbval-check-output"]
PADDINGS = ["same", "same", "same"]

trace = [3]
for padding in PADDINGS:
    layer = layers.Conv2DTranspose(1, 3, strides=2, padding=padding)
    trace.append(layer.compute_output_shape((None, trace[-1], trace[-1], 1))[1])
print("sizes:", " -> ".join(map(str, trace)))
with check.your_turn("the decoder's sizes"):
    check.same(trace[-1], 28, "the last size")

# %% [markdown]
# <details><summary>Hint 1</summary>Pooling rounded 7/2 down to 3. Where must the lost pixel come
# back?</details>
# <details><summary>Hint 2</summary>"same" doubles. Doubling three times from 3 gives 24.</details>
# <details><summary>Hint 3</summary>3 must become 7: $(3 - 1) \cdot 2 + 3$.</details>
# <details><summary>Solution</summary><code>PADDINGS = ["valid", "same", "same"]</code>: 3, 7, 14,
# 28.</details>
#
# ## Key points
#
# - A transposed convolution enlarges: $(n - 1)s + k$ without padding, $n s$ with "same".
# - Compare like with like: the same code size. Then say which is better.
# - Two numbers per digit: clusters appear that no label asked for, and between them lies nonsense.
# - A few labels can move the encoder, and the map with it.
# - A compression ratio counts numbers; bits, and the decoder, count as well.
# - Two stages make good maps: encode to 30, flatten by PCA or by LDA. Show LDA on points it was not fitted to.
#
# ## Quiz
#
# Five questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("09b_pictures_and_maps")

# %% [markdown]
# ## References
#
# - G. E. Hinton and R. R. Salakhutdinov, *Reducing the dimensionality of data with neural networks*, Science
#   313, 2006: deep autoencoders, and digits in the plane.
# - V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, 2016.
# - J. Masci, U. Meier, D. Cireşan and J. Schmidhuber, *Stacked convolutional auto-encoders for
#   hierarchical feature extraction*, ICANN 2011.
# - R. A. Fisher, *The use of multiple measurements in taxonomic problems*, Annals of Eugenics 7(2), 1936
#   (LDA).
#
# **What comes next.** Notebook 09c: photographs in colour, what codes are good for when labels are few, and
# what they give away about people.
