# %% [markdown]
# # 04a · Learning and errors
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/04a_learning_and_errors.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2004a)
#
# *about 90 min · CPU · one small download (a stand-in where there is no network) · after chapter 03*

# %% [markdown]
# ## What you will be able to do
#
# - tell classification from regression, and say which one a problem asks for;
# - choose a loss, and measure distances between numbers, sets and places;
# - fit a line by gradient descent, in NumPy and in Keras, and in one shot;
# - read a confusion matrix and compute every rate that can be read off it;
# - move a decision threshold along an ROC curve and say what it costs;
# - find the number that flatters a model, and the one that does not.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, run

# %%
from itertools import combinations, permutations

import matplotlib.pyplot as plt
import numpy as np

plots.style()
rng = run.seed(4)

# %% [markdown]
# ## Which, or how much?
#
# Two questions about the same photograph: *Is there a cat in it?* and *how many people
# are in it?* The first wants one name out of a list, the second a number.
#
# > **Classification.** The answer is one of a finite set of names, the **classes**.
#
# > **Regression.** The answer is a real number, $y \in \mathbb{R}$.
#
# | classification | classes | regression | answer |
# |---|---|---|---|
# | which digit was written? | 10 | how many people are in the picture? | a count |
# | a cat, yes or no? | 2 | how probable is a cat? | 0 to 1 |
# | which season, from the temperature? | 4 | how warm does it feel? | degrees |
# | is this tweet friendly? | 2 | what will oil cost, given the headlines? | a price |
# | which age group? | 5 | how old? | years |
# | which breed of dog? | 120 | by how much can the file be compressed? | a rate |
# | was the document forged? | 2 | how offensive is a text? | 0 to 1 |
# | vegetation, from its spectrum? | 2 | how bright is it in the infrared? | a reading |
#
# Look at the lines side by side: nearly every theme can be asked both ways. The
# problem decides, and the data we have.
#
# > **Careful.** Classes must not overlap. A list of age groups in print has both
# > "26 to 35" and "35 to 50". Where does someone of 35 go?

# %% tags=["nbval-check-output"]
ages = np.array([17, 25, 34, 35, 36, 51])
printed = [(0, 17), (18, 25), (26, 35), (35, 50), (51, 150)]
print(
    "groups that take each age:",
    [sum(a <= x <= b for a, b in printed) for x in ages.tolist()],
)
print("disjoint groups:          ", np.digitize(ages, [18, 26, 36, 51]))

# %% [markdown]
# `np.digitize` counts the borders that an age has passed, so each age gets exactly one
# group.
#
# > **Labeled data.** Examples that come with the right answer: pairs $(\mathbf{x}_i, y_i)$.
#
# Labels are made by people and cost money. Data **without labels** are cheap. If they
# fall into groups by themselves, the number of its group can serve as a label for each:
# **clustering** makes unlabeled data labeled. Here is the oldest way, by hand: guess two
# centres, let each reading join the nearer one, move each centre to the mean of its group.

# %% tags=["nbval-check-output"]
readings = np.array([2.0, 4.0, 3.0, 21.0, 24.0, 19.0])  # nobody noted the season
centres = np.array([2.0, 4.0])  # a bad guess
for _round in range(3):
    label = np.abs(readings[:, None] - centres).argmin(axis=1)  # (readings,)
    centres = np.array([readings[label == c].mean() for c in (0, 1)])
    within = np.mean((readings - centres[label]) ** 2)
    print("labels", label, "centres", centres.round(1), f"within {within:.2f}")

# %% [markdown]
# The last column says how far readings are from their own centre, squared, on average.
# It falls, and that is what "better" means here. Such a number has a name.
#
# ## A loss says what better means
#
# > **Loss.** A number that says how badly a model does with given parameters. Learning
# > is the search for parameters that make it small.
#
# Turn its sign round and you have something to **maximise** instead; then it is called
# a **target function** (or objective). Nothing else changes.
#
# With labels, a loss is a distance from the truth. The simplest is
# $L_1 = |\text{target} - \text{prediction}|$. A model $\hat{y} = w\,x$ with one parameter,
# three examples, and a *set* of parameters to choose from:

# %% tags=["nbval-check-output"]
x3, y3 = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.1, 5.9])
for w in (0.0, 1.0, 2.0, 3.0):
    print(f"w = {w}:  L1 = {np.abs(y3 - w * x3).sum():.1f}")

# %% [markdown]
# $w = 2$ wins. Without labels there is no truth to be far from. Then the loss may be the
# **within-cluster variance** of a moment ago, or how little the groups are separated.
#
# Is the loss the error we report, then? Yes and no. Linear regression makes the mean squared
# error small, and we may report just that. But k-means makes distances to centres small,
# a network the cross-entropy of probabilities, and what we report may be a share of
# wrong answers. **The loss is what the machine minimises, the metric is what we care
# about.**
#
# ### Three distances
#
# Every loss contains a notion of **distance** (or of its opposite, **similarity**). For
# lists of numbers there is a whole family, one for each $p \ge 1$:
#
# > **Minkowski distance.**
# > $d_p(\mathbf{x}, \mathbf{y}) = \left(\sum_i |x_i - y_i|^p\right)^{1/p}$: for $p = 1$ the
# > walk along city blocks, for $p = 2$ the straight (Euclidean) line, for $p \to \infty$ the
# > largest single step.
#
# For sets (the words of two texts, the films of two viewers) count what they share:
#
# > **Jaccard similarity.** $|A \cap B| \,/\, |A \cup B|$: 1 for equal sets, 0 for
# > sets with nothing in common.
#
# For two places on the globe a straight line would go underground:
#
# > **Great-circle distance.** The shortest way between two places over the surface of a sphere.
#
# With radius $R$, latitudes $\phi$ and longitudes $\lambda$ it is $2R \arcsin\sqrt{h}$, where
#
# $$h = \sin^2\frac{\Delta\phi}{2} + \cos\phi_1 \cos\phi_2 \sin^2\frac{\Delta\lambda}{2}$$


# %% tags=["nbval-check-output"]
def minkowski(x, y, p):
    """Distance of two vectors; p = inf gives the largest difference."""
    gaps = np.abs(np.asarray(x) - np.asarray(y))
    return gaps.max() if np.isinf(p) else (gaps**p).sum() ** (1 / p)


def great_circle(place, other, radius=6371.0):
    """Kilometres between two (latitude, longitude) pairs in degrees."""
    (lat1, lon1), (lat2, lon2) = np.radians([place, other])
    half = np.sin((lat2 - lat1) / 2) ** 2
    half += np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * radius * np.arcsin(np.sqrt(half))


print([round(float(minkowski([0, 0], [3, 4], p)), 2) for p in (1, 2, 4, np.inf)])
lisbon, tokyo = (38.72, -9.14), (35.68, 139.69)
print(f"Lisbon to Tokyo: {great_circle(lisbon, tokyo):,.0f} km")

# %% [markdown]
# > **Your turn.** Write `jaccard(a, b)` for two Python sets.


# %%
def jaccard(a, b):
    """Shared items, as a share of all items."""
    ...  # your line here


with check.your_turn("jaccard"):
    check.close(jaccard({1, 2, 3}, {2, 3, 4, 5}), 0.4, "two shared of five")
    check.close(jaccard({"a"}, {"b"}), 0.0, "nothing shared")

# %% [markdown]
# <details><summary>Hint 1</summary>Python writes the intersection <code>a &amp; b</code>.</details>
# <details><summary>Hint 2</summary>And the union <code>a | b</code>.</details>
# <details><summary>Hint 3</summary><code>len</code> counts the items of either.</details>
# <details><summary>Solution</summary><code>return len(a &amp; b) / len(a | b)</code></details>


# %%
def way_over_the_globe(place, other, steps=100):
    """Points on the great circle between two places, as latitudes and longitudes."""
    lat, lon = np.radians([place, other]).T
    ends = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    mix = np.linspace(0, 1, steps)
    chord = ends[:, :1] * (1 - mix) + ends[:, 1:] * mix  # straight, underground
    chord /= np.linalg.norm(chord, axis=0)  # pushed up to the surface
    return np.degrees([np.arcsin(chord[2]), np.arctan2(chord[1], chord[0])])


# %%
fig, axes = plt.subplots(1, 3, figsize=(11, 3.5))
u = np.linspace(-1.3, 1.3, 201)
plane = np.stack(np.meshgrid(u, u))
for n, p in enumerate((1, 2, np.inf)):
    away = abs(plane).max(0) if np.isinf(p) else (abs(plane) ** p).sum(0) ** (1 / p)
    axes[0].contour(u, u, away, levels=[1], colors=plots.PALETTE[n])
    axes[0].plot([], [], color=plots.PALETTE[n], label=f"p = {p}")
axes[0].set(title="Minkowski: all at distance 1", xlabel="x1", ylabel="x2")
axes[0].set_aspect("equal")
axes[0].legend(loc="center")
for n, centre in enumerate((-0.4, 0.4)):
    disc = plt.Circle((centre, 0), 0.8, color=plots.PALETTE[n], alpha=0.35)
    axes[1].add_patch(disc)
for spot, count in ((-0.8, 1), (0, 2), (0.8, 2)):
    axes[1].text(spot, 0, count, ha="center", va="center", fontsize=16)
axes[1].set(xlim=(-1.4, 1.4), title="Jaccard: 2 of 5 are shared", aspect="equal")
axes[1].set(ylim=(-1, 1))
axes[1].axis("off")
latitudes, longitudes = way_over_the_globe(lisbon, tokyo)
axes[2].plot(longitudes, latitudes, label="great circle")
axes[2].plot(*np.array([lisbon, tokyo])[:, ::-1].T, "s--", label="straight on the map")
axes[2].set(title="Lisbon to Tokyo", xlabel="longitude", ylabel="latitude")
axes[2].set(ylim=(25, 78))
axes[2].legend(loc="center", fontsize=8)
plots.show(
    fig,
    alt="Three pictures. Left, the points at distance 1 from the middle: a diamond for "
    "p = 1, a circle for p = 2, a square for infinity. Middle, two overlapping discs "
    "with 1, 2 and 2 items. Right, a map: the great circle from Lisbon to Tokyo "
    "bends north to 70 degrees, the straight line does not.",
)

# %% [markdown]
# ## A line through noise
#
# A hacker listens in on a sensor. Its owner added noise to every reading so that nobody
# should learn what it measures. But the hacker knows one thing, that the hidden signal
# is a straight line. Is that enough?
#
# > **White noise.** Random numbers with mean zero that know nothing of each other; here
# > normal ones. With standard deviation 1 it is called *of unit variance*.


# %%
def noisy_line(rng, n=100, sigma=0.15):
    """Draw n readings of the line 0.5 + x, hidden in noise: X with ones, and y."""
    x = rng.uniform(-1, 1, n)
    y = 0.5 + x + sigma * rng.standard_normal(n)
    return np.column_stack([np.ones(n), x]), y


X, y = noisy_line(np.random.default_rng(5))
w_true = np.array([0.5, 1.0])
print(X.shape, y.shape, X[:2].round(2).tolist(), y[:2].round(2))

fig, ax = plt.subplots()
ax.plot(X[:, 1], y, "o", ms=5, label="readings")
ax.plot([-1, 1], [-0.5, 1.5], "k--", label="true line")
ax.set(title="100 readings, a line and noise", xlabel="x", ylabel="y")
ax.legend()
plots.show(
    fig,
    alt="A hundred points scatter closely around a dashed line that rises from minus "
    "0.5 at x = -1 to 1.5 at x = 1.",
)

# %% [markdown]
# The model is **linear regression**: $\hat{y}_i = \mathbf{w}^\top\mathbf{x}_i$, with a 1 in front
# of every $\mathbf{x}_i$ so that the first weight is the **bias** $b$. (Most
# interesting regression is not linear, and other noise fits less well. We start where
# everything can be computed.)
#
# ### Squared error
#
# Why square the errors? Because big mistakes should hurt more than small ones. The truth
# is 1; one model says 0.98 and another 15.8:

# %% tags=["nbval-check-output"]
for guess in (0.98, 15.8):
    print(f"({guess} - 1)^2 = {(guess - 1) ** 2:.4f}")

# %% [markdown]
# (You may meet 219.4 for the second one. It is $14.8^2 = 219.04$.)
#
# > **Mean squared error.** $E(\mathbf{w}) = \frac1N \sum_i (\mathbf{w}^\top\mathbf{x}_i - y_i)^2$,
# > the mean of the squared errors.
#
# With the $\mathbf{x}_i^\top$ as the rows of $\mathbf{X}$ it is
# $\frac1N \lVert\mathbf{X}\mathbf{w} - \mathbf{y}\rVert_2^2$, where $\lVert\cdot\rVert_2$ is the
# Euclidean length, also called the $\ell_2$ norm.
#
# It is a function of the *parameters* $\mathbf{w}$. (Some texts say "of the
# hyperparameters": those, such as the number of steps, appear nowhere in it.)
#
# Multiply it out, and it becomes
#
# $$E(\mathbf{w}) = \tfrac1N\left(\mathbf{w}^\top\mathbf{X}^\top\mathbf{X}\mathbf{w} -
# 2\,\mathbf{w}^\top\mathbf{X}^\top\mathbf{y} + \mathbf{y}^\top\mathbf{y}\right)$$
#
# Everything in the brackets is a single number already.
#
# > **Careful.** A text in wide use puts norm bars and a square around these brackets.
# > That squares the error once more. Run both:


# %% tags=["nbval-check-output"]
def mse(w, X, y):
    """Mean squared error of a linear model."""
    return np.mean((X @ w - y) ** 2)


w_try = np.array([0.0, 2.0])
bracket = w_try @ X.T @ X @ w_try - 2 * w_try @ X.T @ y + y @ y
print(f"mean of squares:      {mse(w_try, X, y):.6f}")
print(f"expanded:             {bracket / len(y):.6f}")
print(f"with a norm around it: {np.linalg.norm(bracket) ** 2 / len(y):.6f}")

# %% [markdown]
# ## Downhill
#
# In a fog, on a slope, wanting to reach the valley: feel with your foot which way is down,
# take a step, and again. For a loss, "which way is up" is the gradient.
#
# > **Gradient.** The vector of the slopes of a function in each of its parameters.
#
# For the mean squared error it is
#
# $$\nabla E = \tfrac2N\left(\mathbf{X}^\top\mathbf{X}\mathbf{w} - \mathbf{X}^\top\mathbf{y}\right)$$
#
# It has one entry per weight, so it is a vector. (Not a matrix, as one may read.) For most
# models nobody writes the formula down; a computer derives it, or *measures* it:
# move one weight a little, and see how the loss changes. Measure ours, to trust it.


# %% tags=["nbval-check-output"]
def gradient(w, X, y):
    """Slopes of the mean squared error, one per weight."""
    return 2 / len(y) * (X.T @ X @ w - X.T @ y)


def measured(f, w, h=1e-5):
    """Slopes of any f by central differences."""
    return np.array([(f(w + e) - f(w - e)) / (2 * h) for e in h * np.eye(len(w))])


g = gradient(w_try, X, y)
print(g.round(5), "measured:", measured(lambda w: mse(w, X, y), w_try).round(5))

# %% [markdown]
# The gradient points *uphill*. So the step goes along **minus** the gradient, times a
# small number, the **learning rate** $\eta$:
#
# $$\mathbf{w} \leftarrow \mathbf{w} - \eta\,\nabla E(\mathbf{w})$$
#
# Once by hand. Start at $\mathbf{w} = \mathbf{0}$ with three examples of $y = x$: inputs
# 1, 2, 3 and no bias. Then $\nabla E = \frac23(14 \cdot 0 - 14) = -9.33$. With
# $\eta = 0.05$ the weight goes to $0 + 0.467$, nearly halfway to 1 in a single step.
#
# One plus sign instead of the minus, and the step climbs. Both are shown below.

# %% tags=["nbval-check-output"]
X1, y1, w = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0]), np.zeros(1)
for _step in range(4):
    slope = gradient(w, X1, y1)
    print(f"w = {w[0]:.4f}   gradient {slope[0]:8.4f}   loss {mse(w, X1, y1):.4f}")
    w = w - 0.05 * slope

for name, sign in (("before", 0), ("along -gradient", -1), ("along +gradient", 1)):
    print(f"{name:15s} {mse(w_try + sign * 0.1 * g, X, y):.3f}")

# %% [markdown]
# > **Gradient descent.** Start at $\mathbf{w} = \mathbf{0}$. For $t_{\max}$ steps, compute the
# > gradient $\mathbf{g}$ and set $\mathbf{w} \leftarrow \mathbf{w} - \eta\,\mathbf{g}$.
#
# It works for any model $\hat{\mathbf{y}} = \mathbf{X}\mathbf{w}$ with the loss
# $|\mathbf{y} - \hat{\mathbf{y}}|^2$, and, as later chapters show, for nearly everything
# else that has slopes.


# %% tags=["nbval-check-output"]
def gradient_descent(X, y, learning_rate, steps):
    """Return the weights at the start and after every step, one row each."""
    path = [np.zeros(X.shape[1])]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1], X, y))
    return np.array(path)


path = gradient_descent(X, y, learning_rate=0.3, steps=40)
print(path[[0, 1, 2, 10, 40]].round(3))

# %% [markdown]
# ### The loss is a landscape
#
# With two weights the loss is a height over a plane, here a bowl with rings of equal
# height. The large picture shows the walk, the small one what the line looks like at
# that moment.

# %%
bias, slope = np.meshgrid(np.linspace(-0.6, 1.4, 80), np.linspace(-0.5, 1.9, 80))
heights = np.array(
    [mse(w, X, y) for w in np.column_stack([bias.ravel(), slope.ravel()])]
).reshape(bias.shape)


def draw_walk(k, ax, X=X, y=y, path=path):
    """Draw the loss landscape, the first k steps, and the line they lead to."""
    rings = [0.03, 0.08, 0.2, 0.4, 0.7, 1.1, 1.6]
    ax.contour(bias, slope, heights, rings, cmap="viridis", linewidths=1)
    ax.plot(*path[: k + 1].T, "o-", color=plots.PALETTE[9], ms=4)
    ax.plot(*path[-1], "k*", ms=12)
    loss = mse(path[k], X, y)
    ax.set(title=f"{k} steps, loss {loss:.3f}", xlabel="bias", ylabel="slope")
    small = ax.inset_axes([0.03, 0.63, 0.36, 0.34])
    small.plot(X[:, 1], y, ".", ms=3)
    small.plot([-1, 1], path[k] @ [[1, 1], [-1, 1]], color=plots.PALETTE[9])
    small.set(xticks=[], yticks=[], ylim=(-1.2, 2.2))


plots.stepper(
    draw_walk,
    12,
    alt="Rings of equal loss around the best weights at bias 0.5 and slope 1. The walk "
    "starts at (0, 0), first moves mostly sideways and then up, with ever shorter "
    "steps; in the small picture the line turns until it runs through the points.",
)

# %% [markdown]
# ### How long may a step be?
#
# A long step is a gamble: the slope was right only where we stood. Too long, and we land
# *higher* on the other side.

# %%
fig, ax = plt.subplots()
for eta in (0.03, 0.3, 0.96, 1.02):
    walk = gradient_descent(X, y, eta, 40)
    ax.plot([mse(w, X, y) for w in walk], label=f"learning rate {eta}")
ax.set(yscale="log", title="Four learning rates", xlabel="step", ylabel="loss")
ax.legend()
plots.show(
    fig,
    alt="The loss over 40 steps on a log axis. With 0.03 it falls slowly, with 0.3 "
    "quickly to 0.02, with 0.96 slowly again; with 1.02 it rises above its start.",
)

# %% [markdown]
# For this loss the border is known exactly. Gradient descent converges if
#
# $$\eta < \frac{1}{\lambda_{\max}(\mathbf{X}^\top\mathbf{X}/N)}$$
#
# where $\lambda_{\max}$ is the largest eigenvalue: how steep the bowl is along its
# steepest direction. For other losses nobody knows the border; one tries, or lets the rate
# **adapt** while learning. (Ruder's overview lists a dozen ways, chapter 07b builds them.)
#
# > **Your turn.** Compute the border: `largest_rate(X)`.


# %%
def largest_rate(X):
    """Learning rate below which gradient descent on the MSE converges."""
    ...  # your lines here


with check.your_turn("largest_rate"):
    check.close(largest_rate(np.array([[1.0], [2.0], [3.0]])), 3 / 14, "three examples")
    check.that(
        0.96 < largest_rate(X) < 1.02, "our readings", "not between 0.96 and 1.02"
    )

# %% [markdown]
# <details><summary>Hint 1</summary>The matrix is <code>X.T @ X / len(X)</code>.</details>
# <details><summary>Hint 2</summary>It is symmetric: <code>np.linalg.eigvalsh</code>.</details>
# <details><summary>Hint 3</summary>That gives all eigenvalues in ascending order; you need one.</details>
# <details><summary>Solution</summary><code>return 1 / np.linalg.eigvalsh(X.T @ X / len(X))[-1]</code></details>
#
# ### The same walk in Keras
#
# A layer of one unit without activation is our line. If all 100 examples make one batch,
# one epoch is one step of gradient descent. We compile with plain `SGD` and the same rate,
# start at zero, and take the same 40 steps.

# %% tags=["nbval-check-output"]
with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number

line = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
line.set_weights([np.zeros((1, 1)), np.zeros(1)])
line.compile(optimizer=keras.optimizers.SGD(learning_rate=0.3), loss="mse")
history = line.fit(
    X[:, 1:], y, batch_size=len(y), epochs=40, shuffle=False, verbose=0
).history["loss"]

kernel, bias_keras = line.get_weights()
w_keras = np.append(bias_keras, kernel)
losses = [mse(w, X, y) for w in path[:-1]]  # Keras notes the loss before each step
check.close(w_keras, path[-1], "weights", kind="float32")
check.close(history, losses, "losses", kind="float32")
print("NumPy", path[-1].round(4), " Keras", w_keras.round(4))

# %% [markdown]
# The same weights after the same steps, and the same loss at every step on the way.
#
# ## All in one shot
#
# At the bottom of the bowl the gradient is zero. Set it to zero and solve:
#
# > **Normal equations.** $\mathbf{X}^\top\mathbf{X}\,\mathbf{w} = \mathbf{X}^\top\mathbf{y}$,
# > hence $\mathbf{w} = (\mathbf{X}^\top\mathbf{X})^{-1}\mathbf{X}^\top\mathbf{y}$.
#
# > **Pseudo-inverse.** $\mathbf{X}^* = (\mathbf{X}^\top\mathbf{X})^{-1}\mathbf{X}^\top$. It does
# > for a tall matrix what the inverse does for a square one: $\mathbf{X}^*\mathbf{X} = \mathbf{I}$,
# > and $\mathbf{w} = \mathbf{X}^*\mathbf{y}$.
#
# No steps, no learning rate.
#
# > **Careful.** The formula needs $\mathbf{X}^\top\mathbf{X}$ to have an inverse. Give the
# > same column twice, and it has none. `pinv` and `lstsq` never form it, and still answer
# > (with the shortest of all best weights). Use these.
#
# Here are three ways to the same weights, and scikit-learn's; then a column given twice.

# %% tags=["nbval-check-output"]
from sklearn.linear_model import LinearRegression

w_normal = np.linalg.solve(X.T @ X, X.T @ y)
w_pinv = np.linalg.pinv(X) @ y
w_lstsq = np.linalg.lstsq(X, y, rcond=None)[0]
ready = LinearRegression().fit(X[:, 1:], y)
w_ready = np.append(ready.intercept_, ready.coef_)
for other in (w_pinv, w_lstsq, w_ready):
    check.close(other, w_normal, "weights")
assert np.allclose(np.linalg.pinv(X) @ X, np.eye(2))
print("one shot:", w_normal.round(4), " 40 steps:", path[-1].round(4))

X_twice = np.column_stack([np.ones(100), np.ones(100), X[:, 1]])
try:
    np.linalg.solve(X_twice.T @ X_twice, X_twice.T @ y)
except np.linalg.LinAlgError as error:
    print("normal equations:", error)
w_twice = np.linalg.lstsq(X_twice, y, rcond=None)[0]
print("lstsq:", w_twice.round(4), " same loss:", np.isclose(
    mse(w_twice, X_twice, y), mse(w_normal, X, y)
))

# %%
fig, ax = plt.subplots()
ax.plot(X[:, 1], y, "o", ms=4, alpha=0.5, label="readings")
ax.plot([-1, 1], w_true @ [[1, 1], [-1, 1]], "k--", label="true line")
ax.plot([-1, 1], w_normal @ [[1, 1], [-1, 1]], color=plots.PALETTE[9], label="fitted")
ax.set(title="The hidden line, recovered", xlabel="x", ylabel="y")
ax.legend()
plots.show(
    fig,
    alt="The hundred readings again: the fitted line lies almost exactly on the "
    "dashed true line over the whole range.",
)

# %% [markdown]
# The hacker has the signal. Averaged over many readings, noise hides little.
#
# ## How good is a line?
#
# Three numbers are usual. With $\bar{y}$ the mean of the true values:
#
# | metric | formula | best | scikit-learn |
# |---|---|---|---|
# | **MSE** | $\frac1N\sum(\hat{y}_i - y_i)^2$ | 0 | `mean_squared_error` |
# | **MAE**, mean absolute error | $\frac1N\sum\lvert\hat{y}_i - y_i\rvert$ | 0 | `mean_absolute_error` |
# | **R²** | $1 - \sum(\hat{y}_i - y_i)^2 \,/\, \sum(y_i - \bar{y})^2$ | 1 | `r2_score` |
#
# > **R², coefficient of determination.** The share of the variance of $y$ that the model
# > explains: 1 for a perfect model, 0 for one that always answers $\bar{y}$.
#
# > **Your turn.** Write `r2(y, y_hat)`.


# %%
def r2(y, y_hat):
    """Coefficient of determination."""
    ...  # your lines here


with check.your_turn("r2"):
    given = np.array([1.0, 2.0, 3.0, 6.0])
    check.close(r2(given, given), 1.0, "a perfect model")
    check.close(r2(given, np.full(4, 3.0)), 0.0, "always the mean")
    check.close(r2(given, given[::-1].copy()), 1 - 52 / 14, "a bad model")

# %% [markdown]
# <details><summary>Hint 1</summary>Two sums of squares and a division.</details>
# <details><summary>Hint 2</summary>The lower one: <code>((y - y.mean()) ** 2).sum()</code>.</details>
# <details><summary>Hint 3</summary>R² is 1 minus the quotient, not the quotient.</details>
# <details><summary>Solution</summary>
# <code>return 1 - ((y - y_hat) ** 2).sum() / ((y - y.mean()) ** 2).sum()</code></details>

# %% tags=["nbval-check-output"]
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

y_hat = X @ w_normal
ours = {
    "R2": 1 - ((y_hat - y) ** 2).sum() / ((y - y.mean()) ** 2).sum(),
    "MAE": np.abs(y_hat - y).mean(),
    "MSE": ((y_hat - y) ** 2).mean(),
}
metrics = r2_score, mean_absolute_error, mean_squared_error
published = dict(zip(ours, (0.9351, 0.1259, 0.02226), strict=True))
for (name, value), metric in zip(ours.items(), metrics, strict=True):
    check.close(value, metric(y, y_hat), name)
    print(f"{name:4s} {value:.4f}   published: {published[name]}")
run.record("B04.P7", **{name: (ours[name], published[name]) for name in ours})

# %%
fig, ax = plt.subplots()
ax.plot(X[:, 1], y, "o", ms=4, alpha=0.5)
ax.plot([-1, 1], w_normal @ [[1, 1], [-1, 1]], color=plots.PALETTE[9])
ax.vlines(X[:, 1], y, y_hat, color="grey", lw=0.8)
words = "\n".join(f"{name} = {value:.4f}" for name, value in ours.items())
ax.text(-0.95, 1.4, words, va="top", family="monospace")
ax.set(title="Every reading and its error", xlabel="x", ylabel="y")
plots.show(
    fig,
    alt="Readings joined to the fitted line by short vertical strokes, their errors; "
    "in the corner R2 about 0.93, MAE about 0.12 and MSE about 0.022.",
)

# %% [markdown]
# Close to a published run whose data nobody can draw again.
#
# > **Careful.** That run says its noise had *unit variance*. Then the MSE could not be
# > near 0.022: the noise alone would make it about 1. Run both: the standard deviation was
# > about 0.15.
#
# > **Careful.** You may read that R² "predicts how the model does on unseen data". It does
# > not: it was computed on the data the model has seen. Nor is it a square of anything,
# > for it can be negative. The cell ends with a curve of ten parameters, fitted to twelve
# > readings: its R² on these, and on a thousand others.

# %% tags=["nbval-check-output"]
for sigma in (1.0, 0.15):
    X_s, y_s = noisy_line(np.random.default_rng(5), sigma=sigma)
    squares = np.linalg.lstsq(X_s, y_s, rcond=None)[1]  # their sum
    print(f"noise of sigma {sigma:4}: MSE of the best line {squares[0] / 100:.4f}")
twelve = noisy_line(np.random.default_rng(20), n=12)
others = noisy_line(np.random.default_rng(13), n=1000)
curve = np.polynomial.Polynomial.fit(twelve[0][:, 1], twelve[1], deg=9)
print("R2:", [round(r2_score(b, curve(A[:, 1])), 2) for A, b in (twelve, others)])

# %% [markdown]
# And if all true values are equal, R² is $0/0$ or worse; scikit-learn then says 1 for a
# perfect model and 0 for any other. Numbers on new data are what we should report, and
# notebook 04b is about nothing else.
#
# ## Yes or no
#
# Now classification, first with two classes. The patients of a clinic in Cleveland: 13
# numbers each ($\mathbf{x} \in \mathbb{R}^{13}$), and whether the vessels of the heart turned out
# to be narrowed ($y = +1$) or not ($y = -1$).

# %%
patients = data.load("cleveland")
whole = ~np.isnan(patients.X).any(axis=1)  # leave out rows with gaps
features, ill = patients.X[whole], np.where(patients.y[whole] > 0, 1, -1)
print(features.shape, "ill:", (ill == 1).sum(), "healthy:", (ill == -1).sum())

# %% [markdown]
# We want weights with $y_i = \operatorname{sign}(\mathbf{w}^\top\mathbf{x}_i + b)$ for as many
# patients as possible, and where the answer $\hat{y}_i$ differs from $y_i$, learning must
# adjust them. The wishes are always the same three: fewer errors with each iteration, few
# iterations, and fast ones.
#
# We have a tool: pretend that $\pm 1$ are real numbers, fit a line, and keep the sign. A
# regression algorithm *can* classify, once labels are mapped to numbers. It is
# not the best way (a patient who is *very clearly* ill gets $z = 2$ and counts as an error
# of 1), but it is a way. Half of the patients teach, the other half judge.


# %%
def standardised(train, *others):
    """Shift and scale columns by the training rows, and put ones in front."""
    mean, std = train.mean(axis=0), train.std(axis=0)
    return [
        np.column_stack([np.ones(len(A)), (A - mean) / std]) for A in (train, *others)
    ]


order = np.random.default_rng(0).permutation(len(ill))
learn, judge = order[: len(order) // 2], order[len(order) // 2 :]
A, B = standardised(features[learn], features[judge])
w_ill = np.linalg.lstsq(A, ill[learn], rcond=None)[0]
z, truth = B @ w_ill, ill[judge]  # scores and answers of the judging half
says = np.where(z >= 0, 1, -1)

# %% [markdown]
# ### Four ways to be right or wrong
#
# > **Confusion matrix.** A table that counts how often each true class got each answer.
# > Ours has the **truth in the rows** and the answer in the columns.
#
# We call it $\mathbf{E}$, always. (One printed chapter mixes $E_e$ and $E_\varepsilon$ for the
# same table.) With two classes its cells have names: **true positives** TP (ill, and we
# said so), **false negatives** FN (ill, and we missed it), **false positives** FP
# (healthy, and alarmed for nothing), **true negatives** TN.


# %%
def confusion(y, y_hat, classes):
    """Count; rows are the truth, columns the answers."""
    return np.array(
        [[np.sum((y == r) & (y_hat == c)) for c in classes] for r in classes]
    )


E_ill = confusion(truth, says, (1, -1))
print(E_ill)

# %%
fig, ax = plt.subplots(figsize=(6.6, 4.4))
cells = [("TP", 0, 0, 0), ("FN", 1, 0, 9), ("FP", 0, 1, 9), ("TN", 1, 1, 0)]
for name, column, row, colour in cells:
    shade = {"fc": plots.PALETTE[colour], "alpha": 0.25, "ec": "black"}
    ax.add_patch(plt.Rectangle((column, row), 1, 1, **shade))
    ax.text(column + 0.5, row + 0.5, name, ha="center", va="center", fontsize=20)
margins = [("TPR\nFNR", 2.3, 0.5), ("FPR\nTNR", 2.3, 1.5), ("PPV\nFDR", 0.5, 2.3)]
for words, across, down in [
    *margins,
    ("FOR\nNPV", 1.5, 2.3),
    ("ACC, BER\nF1, MCC", 2.3, 2.3),
]:
    ax.text(across, down, words, ha="center", va="center")
ax.set(xlim=(0, 2.7), ylim=(2.7, 0), title="Shares of a row, of a column, of all")
ax.set(xlabel="predicted", ylabel="truth")
ax.xaxis.set_label_position("top")
ax.xaxis.set_ticks_position("top")
ax.set_xticks([0.5, 1.5], ["ill (+1)", "healthy (-1)"])
ax.set_yticks([0.5, 1.5], ["ill (+1)", "healthy (-1)"])
ax.spines[:].set_visible(False)
ax.tick_params(length=0)
plots.show(
    fig,
    alt="A two by two table, truth in rows: TP and FN above, FP and TN below. Beside "
    "the rows stand the rates TPR, FNR and FPR, TNR, below the columns PPV, FDR and "
    "FOR, NPV, and in the corner ACC, BER, F1 and MCC.",
)

# %% [markdown]
# > **Careful.** Many texts, and some of the best known templates, put the answers into the
# > rows. scikit-learn has the truth there, as we do. Both are fine; a table that does not say
# > which is not. Swap them by mistake, and precision becomes recall.
#
# ### Eight rates
#
# | rate | other names | formula | asks |
# |---|---|---|---|
# | **TPR** | sensitivity, recall, hit rate | TP / (TP + FN) | which share of the ill do we find? |
# | **FNR** | miss rate | FN / (FN + TP) | ... and which do we miss? |
# | **TNR** | specificity, selectivity | TN / (TN + FP) | which share of the healthy is left in peace? |
# | **FPR** | fall-out | FP / (FP + TN) | ... and which is alarmed? |
# | **PPV** | precision | TP / (TP + FP) | how far can an alarm be trusted? |
# | **FDR** | false discovery rate | FP / (FP + TP) | ... and how often is it false? |
# | **NPV** | | TN / (TN + FN) | how far can an all-clear be trusted? |
# | **FOR** | false omission rate | FN / (FN + TN) | ... and how often is it false? |
#
# The first four are shares of a *row* (of a truth), the last four of a *column* (of an
# answer). They come in pairs that add up to 1. Tiny numbers first: TP 45, FN 5, FP 10,
# TN 40.


# %% tags=["nbval-check-output"]
def rates(E):
    """All eight rates of a table ((TP, FN), (FP, TN)); 0/0 counts as 0."""
    (tp, fn), (fp, tn) = E
    pairs = {
        "TPR": (tp, tp + fn), "FNR": (fn, fn + tp),
        "TNR": (tn, tn + fp), "FPR": (fp, fp + tn),
        "PPV": (tp, tp + fp), "FDR": (fp, fp + tp),
        "NPV": (tn, tn + fn), "FOR": (fn, fn + tn),
    }
    return {name: float(part / max(all_, 1)) for name, (part, all_) in pairs.items()}


tiny = np.array([[45, 5], [10, 40]])
print({name: round(rate, 3) for name, rate in rates(tiny).items()})

# %% [markdown]
# ### One number for all
#
# | metric | formula | best | worst |
# |---|---|---|---|
# | **ACC**, accuracy | (TP + TN) / N | 1 | 0 |
# | **F1** | harmonic mean of PPV and TPR | 1 | 0 |
# | **MCC**, Matthews correlation | $(TP \cdot TN - FP \cdot FN) / \sqrt{q}$, see below | 1 | -1 |
# | **BER**, balanced error rate | (FPR + FNR) / 2 | 0 | 1 |
#
# Here $q = (TP+FP)\,(TP+FN)\,(TN+FP)\,(TN+FN)$, the product of the four sums at the margins.
#
# > **Balanced error rate.** The mean, over the classes, of the share of that class we got
# > wrong. One minus it is the **balanced accuracy**.
#
# ACC and BER also make sense for more than two classes; the other two were made for two.
#
# > **Careful.** F1 is sometimes called "the mean of precision and recall". It is the
# > **harmonic** mean, which lies nearer to the smaller of the two. The arithmetic mean is
# > another number:


# %% tags=["nbval-check-output"]
def summaries(E):
    """ACC, F1, MCC and BER of a table ((TP, FN), (FP, TN)); 0/0 counts as 0."""
    (tp, fn), (fp, tn) = E
    r = rates(E)
    both = r["PPV"] + r["TPR"]
    root = np.sqrt(float((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)))
    return {
        "ACC": float((tp + tn) / np.sum(E)),
        "F1": 2 * r["PPV"] * r["TPR"] / both if both else 0.0,
        "MCC": float((tp * tn - fp * fn) / root) if root else 0.0,
        "BER": (r["FPR"] + r["FNR"]) / 2,
    }


print({name: round(value, 4) for name, value in summaries(tiny).items()})
ppv, tpr = 45 / 55, 45 / 50
print(f"harmonic {2 / (1 / ppv + 1 / tpr):.4f}   arithmetic {(ppv + tpr) / 2:.4f}")

# %% [markdown]
# Now scikit-learn checks all of it, on the patients.
#
# > **Careful.** A printed chapter calls these pieces of code "classes" and "super
# > classes". `confusion_matrix` is a **function**, and it lives in a **module**. A class is, in
# > this chapter, one of the possible answers, and in Python a type.

# %% tags=["real-data", "nbval-check-output"]
from sklearn import metrics as m

ready = {
    "ACC": m.accuracy_score(truth, says),
    "F1": m.f1_score(truth, says),
    "MCC": m.matthews_corrcoef(truth, says),
    "BER": 1 - m.balanced_accuracy_score(truth, says),
}
assert (m.confusion_matrix(truth, says, labels=[1, -1]) == E_ill).all()
for name, value in summaries(E_ill).items():
    check.close(value, ready[name], name)
    print(f"{name:3s} {value:.3f}")
print({name: round(rate, 3) for name, rate in rates(E_ill).items()})
print(type(m.confusion_matrix).__name__, type(m).__name__)

# %% [markdown]
# ### The lazy detector
#
# Ten people in a thousand are ill. A detector always answers "healthy":

# %% tags=["nbval-check-output"]
lazy = np.array([[0, 10], [0, 990]])
chosen = summaries(lazy) | {"TNR": rates(lazy)["TNR"]}
print({name: round(value, 3) for name, value in chosen.items()})

# %% [markdown]
# Its accuracy is 99 %, its specificity is perfect, and it finds nobody. F1 and MCC say 0 and
# the BER says 0.5, the same as a coin. Where classes are of unequal size, **accuracy
# deceives**: whoever wants to look good can choose a number that does.
#
# ## Moving the threshold
#
# We said "ill" where $z \ge 0$. Why 0? If to miss a patient is worse than a needless
# second examination, say "ill" earlier. Each threshold gives another confusion
# matrix. The curve of all of them has an odd name from the days of radar:
#
# > **ROC curve.** *Receiver operating characteristic*: TPR against FPR, one point for each
# > threshold.


# %% tags=["nbval-check-output"]
def roc(y, z):
    """FPR and TPR for every threshold, from 'nobody is ill' to 'everybody is'."""
    cuts = np.append(np.inf, np.sort(np.unique(z))[::-1])
    alarm = z >= cuts[:, None]  # (cuts, examples)
    return alarm[:, y == -1].mean(axis=1), alarm[:, y == 1].mean(axis=1), cuts


fpr, tpr, cuts = roc(np.array([1, 1, -1, 1, -1]), np.array([0.9, 0.6, 0.4, 0.1, -0.5]))
for row in zip(cuts, fpr, tpr, strict=True):
    print("threshold {:4.1f}: FPR {:.2f}, TPR {:.2f}".format(*row))

# %% [markdown]
# Now the patients. Click through the thresholds: on the right of the small picture we say
# "ill", on the left "healthy". (Where no kernel runs you see four of the states.)

# %%
fpr, tpr, _ = roc(truth, z)
thresholds = np.linspace(1.0, -1.0, 21)


def draw_threshold(k, ax, y=truth, z=z, fpr=fpr, tpr=tpr):
    """Draw the ROC curve with the point of threshold k, and the scores it cuts."""
    r = rates(confusion(y, np.where(z >= thresholds[k], 1, -1), (1, -1)))
    ax.plot(fpr, tpr)
    ax.plot([0, 1], [0, 1], ":", color="grey")
    ax.plot(r["FPR"], r["TPR"], "o", ms=11, color=plots.PALETTE[9])
    title = f"z >= {thresholds[k]:.1f}: finds {r['TPR']:.0%}, alarms {r['FPR']:.0%}"
    ax.set(title=title, xlabel="FPR: healthy, alarmed", ylabel="TPR: ill, found")
    small = ax.inset_axes([0.47, 0.07, 0.51, 0.42])
    for c, n, name in ((-1, 0, "healthy"), (1, 1, "ill")):
        look = {"color": plots.PALETTE[n], "alpha": 0.55, "label": name}
        small.hist(z[y == c], np.linspace(-1.6, 1.6, 17), **look)
    small.axvline(thresholds[k], color=plots.PALETTE[9], lw=2.5)
    small.set(xticks=[], yticks=[])
    small.set_title(f"BER {(r['FPR'] + r['FNR']) / 2:.2f}", fontsize=8, loc="right")
    small.margins(y=0.6)
    small.legend(fontsize=7, loc="upper right")


plots.stepper(
    draw_threshold,
    20,
    alt="The ROC curve rises steeply and then bends to the right, far above the "
    "diagonal. With falling threshold the point on it climbs from few alarms at the "
    "lower left, past the bend, to an alarm for nearly everybody at the upper right.",
)

# %% [markdown]
# A coin would walk along the dotted diagonal. A good score hugs the upper left corner, and
# the area under the curve says how closely.
#
# > **AUC.** The area under the ROC curve: the probability that an ill patient, drawn
# > at random, gets a higher score than a healthy one. 0.5 for a coin, 1 if perfect.
#
# The cell below comes to it in three ways: as an area, as that probability, from the library.
#
# The curve does not say *where* to stop. That depends on what a miss costs and what a false
# alarm costs, and those are not in the data. The cell ends with two prices: one miss is as bad
# as one false alarm, or as five.

# %%
area = np.trapezoid(tpr, fpr)
pairs = z[truth == 1][:, None] - z[truth == -1]  # every ill with every healthy patient
chance = np.mean(pairs > 0) + np.mean(pairs == 0) / 2
check.close(chance, area, "probability against area")
check.close(m.roc_auc_score(truth, z), area, "scikit-learn against area")
print(f"AUC {area:.3f}, three times the same")
for name, miss in (("a miss costs 1 alarm ", 1), ("a miss costs 5 alarms", 5)):
    cost = [
        miss * ((z < t) & (truth == 1)).sum() + ((z >= t) & (truth == -1)).sum()
        for t in thresholds
    ]
    print(f"{name}: cheapest threshold {thresholds[np.argmin(cost)]:4.1f}")

# %% [markdown]
# A word of warning: we chose these thresholds on the very patients that judge. For a number
# to be believed, choose on one set and judge on another (notebook 04b).
#
# ## More than two classes
#
# Which season is it? A station notes the hours of daylight and the temperature of 100
# days. Over a year the days run round a loop: temperature lags behind the
# sun, so spring is bright and cool, and autumn darker but still warm.

# %%
SEASONS = ("Summer", "Fall", "Winter", "Spring")


def four_seasons(seed=10, noise=0.2, sizes=(25, 25, 24, 26)):
    """Draw days: (daylight in hours, temperature in degrees), and season 0 to 3."""
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(4), sizes)
    angle = (y + rng.uniform(0, 1, len(y))) * np.pi / 2 - np.pi / 4
    light = 12 + 4 * np.cos(angle) + 2 * noise * rng.normal(size=len(y))
    warmth = 12 + 10 * np.cos(angle - 0.5) + 10 * noise * rng.normal(size=len(y))
    return np.column_stack([light, warmth]), y


days, season = four_seasons()
ax = plots.scatter(days, season, names=SEASONS)
ax.set(
    title="100 days of four seasons", xlabel="daylight (h)", ylabel="temperature (°C)"
)
plots.show(
    ax.figure,
    alt="Four groups of days around a flat ring: Summer upper right, Fall to its left, "
    "Winter lower left, Spring below Fall. Winter and Spring overlap most.",
)

# %% [markdown]
# How shall a model say "Fall"? Season 1 is not "half of Winter", so the number will not do.
#
# > **One-hot vector.** As many entries as there are classes, all 0 but for a 1 at the
# > right one: Summer, Fall, Winter, Spring become
# > $\mathbf{e}_1, \mathbf{e}_2, \mathbf{e}_3, \mathbf{e}_4$.
#
# ### Many classes from yes and no
#
# Two classes are simpler than many: one line, one sign. So break a problem
# of many classes into several of two (Lorena and others, 2008, survey the ways).
#
# First expert: *Summer, or not?* A **perceptron** can answer that. It starts with zero weights
# and, for each day it gets wrong, adds $y\,\mathbf{x}$. Chapter 05 takes this loop apart.

# %% tags=["nbval-check-output"]
D = standardised(days)[0]  # (days, 1 + 2)
Y = np.eye(4)[season]  # (days, classes)
for c in range(4):
    print(f"{SEASONS[c]:6s} {Y[season == c][0].astype(int)} {(season == c).sum()} days")

# %% tags=["nbval-check-output"]
summer = np.where(season == 0, 1, -1)
w_summer, updates = np.zeros(3), 0
while len(wrong := np.flatnonzero(np.where(D @ w_summer >= 0, 1, -1) != summer)):
    w_summer += summer[wrong[0]] * D[wrong[0]]
    updates += 1
print(f"no day wrong after {updates} updates")

# %%
ax = plots.scatter(D[:, 1:], season, names=SEASONS)
plots.line(w_summer, ax, label="Summer or not")
ax.set(title="The first expert", xlabel="daylight (std)", ylabel="temperature (std)")
ax.legend()
plots.show(
    ax.figure,
    alt="A straight line cuts the Summer days at the upper right off from all others.",
)

# %% [markdown]
# Three more experts, and what then?
#
# - **One against all**: one expert per class, $K$ in all. The natural way to use them is
#   to let each give a *score* and to take the largest.
# - **One against one**: one expert per pair, $K(K-1)/2$ in all. Each votes for one of two.
# - **All at once**: models with one output per class. Trees, ensembles of trees and
#   networks need no trick.
#
# All scores of one-against-all come in a single step: `lstsq` takes the four columns of
# `Y` together. scikit-learn's `RidgeClassifier` does the same when told not to shrink.

# %% tags=["nbval-check-output"]
from sklearn.linear_model import RidgeClassifier

W = np.linalg.lstsq(D, Y, rcond=None)[0]  # (1 + 2, classes)
scores = D @ W  # (days, classes)
largest = scores.argmax(axis=1)
ridge = RidgeClassifier(alpha=1e-9).fit(D[:, 1:], season)
assert (ridge.predict(D[:, 1:]) == largest).all()
print(f"one against all: {(largest == season).mean():.2f} right")

votes = np.zeros((len(D), 4), dtype=int)
for a, b in combinations(range(4), 2):
    pair = np.isin(season, (a, b))
    target = np.where(season[pair] == a, 1, -1)
    z_ab = D @ np.linalg.lstsq(D[pair], target, rcond=None)[0]
    votes[np.arange(len(D)), np.where(z_ab >= 0, a, b)] += 1
print(
    "experts:", votes[0].sum(), f" {(votes.argmax(axis=1) == season).mean():.2f} right"
)

# %% [markdown]
# > **Careful.** One often sees one-against-all as a **cascade**: *Summer? else Fall? else
# > Winter? else it must be Spring.* Whoever is asked first gets the disputed days, and the last
# > class is never asked at all. So the answer depends on the order:


# %% tags=["nbval-check-output"]
def cascade(scores, order):
    """Ask one expert after the other; the first yes wins, the last gets the rest."""
    answer = np.full(len(scores), order[-1])
    open_ = np.ones(len(scores), dtype=bool)
    for c in order[:-1]:
        yes = open_ & (scores[:, c] >= 0.5)
        answer[yes], open_ = c, open_ & ~yes
    return answer


orders = list(permutations(range(4)))
right = np.array([(cascade(scores, order) == season).mean() for order in orders])
print(f"24 orders: from {right.min():.2f} to {right.max():.2f} right; the usual order:"
      f" {right[0]:.2f}")
print(f"largest score: {(largest == season).mean():.2f}")

# %% [markdown]
# With the largest score there is no order, and nothing to argue about. That is what
# libraries do.
#
# More classes are harder: there are more ways to be wrong. A simple model of handwritten
# digits answers with the digit whose mean picture is nearest. First it only has to tell two
# digits apart (fifty random pairs, on average), then more and more of them:

# %% tags=["nbval-check-output"]
digits = data.load("digits")
half = len(digits.y) // 2
known, asked = digits.X[:half], digits.X[half:]
mean_digit = np.array([known[digits.y[:half] == c].mean(axis=0) for c in range(10)])
away = ((asked[:, None] - mean_digit) ** 2).sum(axis=2)  # (pictures, digits)
draw = np.random.default_rng(0)
for k in (2, 4, 6, 8, 10):
    right = []
    for _subset in range(50):
        chosen = draw.permutation(10)[:k]
        few = np.isin(digits.y[half:], chosen)
        answer = chosen[away[few][:, chosen].argmin(axis=1)]
        right.append((answer == digits.y[half:][few]).mean())
    print(f"{k:2d} classes: {np.mean(right):.3f} right, by guessing {1 / k:.3f}")

# %% [markdown]
# More data and more computing power push the other way. And where some classes are rare
# (**class imbalance**), a model may do well on average and never name them.
#
# ### A network with one output per class
#
# Here is the first network of this course, as a black box; chapters 06 and 07 open it.
# Five layers of 128, 64, 32, 16 and 8 neurons, and one output for each season. Before it
# runs, a metric that Keras lacks: the BER. Over the batches it adds up a confusion matrix.


# %%
class BalancedError(keras.metrics.Metric):
    """Mean share of each class that got a wrong answer."""

    def __init__(self, classes):
        super().__init__(name="ber")
        self.classes = classes
        self.E = self.add_weight(shape=(classes, classes), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        """Count one batch; rows are the truth."""
        y_true = keras.ops.cast(keras.ops.reshape(y_true, (-1,)), "int32")
        rows = keras.ops.one_hot(y_true, self.classes)
        answers = keras.ops.argmax(y_pred, axis=-1)
        columns = keras.ops.one_hot(answers, self.classes)
        self.E.assign_add(keras.ops.transpose(rows) @ columns)

    def result(self):
        """Return the balanced error rate of all batches so far."""
        right = keras.ops.diagonal(self.E) / keras.ops.sum(self.E, axis=1)
        return 1 - keras.ops.mean(right)


# %%
run.seed(4)
layers = [keras.layers.Dense(n, activation="relu") for n in (128, 64, 32, 16, 8)]
net = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(4, "softmax")])
net.compile(
    "adam", "sparse_categorical_crossentropy", metrics=["accuracy", BalancedError(4)]
)
net.fit(D[:, 1:], season, batch_size=20, epochs=60, verbose=0)
_, acc_keras, ber_keras = net.evaluate(D[:, 1:], season, verbose=0)
guess = net.predict(D[:, 1:], verbose=0).argmax(axis=1)
E_net = m.confusion_matrix(season, guess)
print(E_net)

ber_net = 1 - m.balanced_accuracy_score(season, guess)
check.close(ber_keras, ber_net, "Keras against scikit-learn", kind="float32")
by_hand = np.mean([(guess[season == c] != c).mean() for c in range(4)])
check.close(by_hand, ber_net, "NumPy against scikit-learn")
print(f"accuracy {acc_keras:.2f}, BER {ber_net:.4f}; published: 0.94 and 0.0601")
run.record("B04.P4", accuracy=(acc_keras, 0.94), BER=(ber_net, 0.0601))

# %%
ax = plots.decision_regions(
    lambda P: net.predict(P, verbose=0, batch_size=8192).argmax(axis=1),
    D[:, 1:], season, names=SEASONS,
)
ax.set(title="What the five-layer network answers", xlabel="daylight, standardised")
ax.set(ylabel="temperature, standardised")
plots.show(
    ax.figure,
    alt="Four coloured regions meet like pieces of a cake, their borders "
    "slightly bent; a few days lie just across a border.",
)

ax = plots.confusion_matrix(E_net, SEASONS)
plots.show(
    ax.figure,
    alt="A four by four table with dark cells along the diagonal; the few mistakes are "
    "between seasons whose regions touch.",
)

# %% [markdown]
# ### Accuracy and BER of a table
#
# In a table of many classes the diagonal holds what went right; every cell off it is
# one way to be wrong.

# %%
fig, ax = plt.subplots(figsize=(4.6, 3.9))
for row, column in np.ndindex(4, 4):
    on = row == column
    ax.text(column, row, "✓" if on else "ε", ha="center", va="center", fontsize=15)
    shade = plots.PALETTE[0] if on else plots.PAPER
    ax.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, fc=shade, alpha=0.3))
ax.set(xlim=(-0.5, 3.5), ylim=(3.5, -0.5), title="Right on the diagonal, wrong off it")
ax.set(xlabel="predicted", ylabel="truth")
ax.set_xticks(range(4), SEASONS)
ax.set_yticks(range(4), SEASONS)
plots.show(
    fig,
    alt="A four by four table of the seasons with ticks on its shaded diagonal and the "
    "letter epsilon, for errors, in all other cells.",
)

# %% [markdown]
# > **Accuracy of a table.** What lies on the diagonal, as a share of all:
# > $\operatorname{tr}(\mathbf{E})/N$.
#
# > **BER of a table.** With $K$ classes and the truth in the rows,
# > $1 - \frac1K\sum_i E_{ii} / \sum_j E_{ij}$: one minus the mean of the **per-class
# > accuracies**.
#
# This is the table of a published network. Its BER, in a loop over the rows:

# %% tags=["nbval-check-output"]
E = np.array([[25, 0, 0, 0], [0, 23, 1, 1], [1, 0, 22, 1], [0, 1, 1, 24]])
mean_right = 0
for i in range(4):
    mean_right += E[i, i] / E[i].sum() / 4
    print(f"{SEASONS[i]:6s} {E[i, i]} of {E[i].sum()}: {E[i, i] / E[i].sum():.4f}")
print("accuracy", np.trace(E) / E.sum(), " BER", 1 - mean_right)
run.record("B04.P5", BER=(1 - mean_right, 0.06006410256410266))

# %% [markdown]
# > **Your turn.** The same without a loop: `ber(E)`, truth in the rows, any number of
# > classes.


# %%
def ber(E):
    """Balanced error rate of a confusion matrix with the truth in its rows."""
    ...  # your line here


with check.your_turn("ber"):
    check.close(ber(E), 0.06006410256410266, "the published table")
    check.close(ber(np.array([[0, 10], [0, 990]])), 0.5, "the lazy detector")

# %% [markdown]
# <details><summary>Hint 1</summary><code>np.diag(E)</code> gives the diagonal.</details>
# <details><summary>Hint 2</summary>The size of each true class is a sum over its row:
# <code>E.sum(axis=1)</code>.</details>
# <details><summary>Hint 3</summary>Divide the two arrays, take the mean, subtract from 1.</details>
# <details><summary>Solution</summary>
# <code>return 1 - np.mean(np.diag(E) / E.sum(axis=1))</code></details>
#
# scikit-learn wants labels, not tables. Each cell becomes as many pairs as it counts. And
# while we are at it: what if rows and columns had been swapped?

# %% tags=["nbval-check-output"]
y_table, y_hat_table = (np.repeat(side, E[E > 0]) for side in np.nonzero(E))
assert (m.confusion_matrix(y_table, y_hat_table) == E).all()
by_rows = 1 - m.balanced_accuracy_score(y_table, y_hat_table)
by_columns = 1 - np.mean(np.diag(E) / E.sum(axis=0))
print(f"by rows {by_rows:.7f}   by columns, the wrong way: {by_columns:.7f}")
print(f"{100 * (by_rows - 0.06):.4f} percentage points above the error of 0.06")
run.record("B04.P6", BER=(by_rows, 0.0600641), swapped=(by_columns, 0.060096))

# %% [markdown]
# Nearly the same, and that is the danger: on balanced data a swapped table hides. On
# unbalanced data it does not: the lazy detector's columns would give it $0/0$ for
# one class.
#
# > **Careful.** The error of this table is 0.06 and its BER 0.060064. A comment in print
# > calls the difference "0.01 %". It is 0.0064 *percentage points*: say which you mean, and
# > do not round it to something else.

# %% [markdown]
# ## Whose error, and whose number?
#
# The Cleveland table says who is a man (1) and who is a woman (0). One model, one
# threshold. Is it equally good to both? A hundred random halves, to even out chance:

# %% tags=["real-data", "nbval-check-output"]
sex = features[:, patients.names.index("sex")]
tables = {0: np.zeros((2, 2), int), 1: np.zeros((2, 2), int)}
for seed in range(100):
    order = np.random.default_rng(seed).permutation(len(ill))
    learn, judge = order[: len(order) // 2], order[len(order) // 2 :]
    A, B = standardised(features[learn], features[judge])
    answer = np.where(B @ np.linalg.lstsq(A, ill[learn], rcond=None)[0] >= 0, 1, -1)
    for s in (0, 1):
        who = sex[judge] == s
        tables[s] += confusion(ill[judge][who], answer[who], (1, -1))

for s, name in ((0, "women"), (1, "men  ")):
    r, of_all = rates(tables[s]), summaries(tables[s])
    shown = {key: round(of_all[key], 2) for key in ("ACC", "BER", "F1", "MCC")}
    print(name, shown, f"ill, but missed {r['FNR']:.0%}, alarmed {r['FPR']:.0%}")

# %% [markdown]
# Which group is treated better? By accuracy it is one, by the share of missed patients
# it is the other. In these data most women are healthy, so a model that leans towards
# "healthy" for women is right more often *and* misses more of the ill ones.
#
# Whoever reports one number chooses, knowingly or not, whose harm is seen. So, with data about
# people: **protect** them (who may see a row?), **examine** them (who is in, who is not?),
# do not pick the flattering metric, report the balanced accuracy and several others, for each
# group, and let the reader judge. A lazy detector in production harms people; in a paper it
# misleads those who build on it.
#
# ## When it goes wrong
#
# This walk was meant to end in the valley. Its loss grows until the numbers overflow. The
# formula of the gradient is right, the sign is right. What is the matter?
#
# > **Your turn.** Run it, repair one line, and run it again.

# %%
celsius = np.linspace(10, 30, 50)  # temperatures of 50 days
sales = 3.0 * celsius + 20 + np.random.default_rng(1).normal(0, 2, 50)
X_broken = np.column_stack([np.ones(50), celsius])

with np.errstate(all="ignore"):
    walk = gradient_descent(X_broken, sales, learning_rate=0.1, steps=500)
    final = mse(walk[-1], X_broken, sales)
with check.your_turn("the broken walk"):
    check.that(final < 5, "the last loss", "it should be below 5")

# %% [markdown]
# <details><summary>Hint 1</summary>Which learning rates are allowed for this
# <code>X_broken</code>? Use <code>np.linalg.eigvalsh</code>.</details>
# <details><summary>Hint 2</summary>A far smaller rate would not blow up, but crawl. What
# makes one direction of the bowl so much steeper than the other?</details>
# <details><summary>Hint 3</summary>Chapter 03 had a cure for columns on different scales.</details>
# <details><summary>Solution</summary>Standardise the column:
# <code>X_broken = np.column_stack([np.ones(50), (celsius - celsius.mean()) /
# celsius.std()])</code>. Both directions are equally steep now, and 0.1 is a fine rate.</details>
#
# ## Key points
#
# - Classification asks *which*, regression *how much*. Labels can be made real numbers; a class
#   is not made into a number without loss.
# - A loss says what better means, and contains a distance. The metric you report may be
#   another number.
# - Gradient descent steps along minus the gradient; below the border of the learning rate it
#   reaches what the normal equations give in one shot. NumPy, Keras and scikit-learn agree.
# - A confusion matrix has eight rates and several summaries. Say what its rows are.
# - Accuracy deceives when classes are of unequal size; the BER counts every class the same.
# - A threshold is a decision about harm, not about mathematics.
#
# ## Quiz
#
# Seven questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("04a_learning_and_errors")

# %% [markdown]
# ## References
#
# - A. C. Lorena, A. C. P. L. F. de Carvalho, J. M. P. Gama, *A review on the combination of
#   binary classifiers in multiclass problems*, Artificial Intelligence Review 30, 2008.
# - S. Ruder, *An overview of gradient descent optimization algorithms*, arXiv:1609.04747,
#   2016.
# - G. Golub, W. Kahan, *Calculating the singular values and pseudo-inverse of a matrix*,
#   SIAM Journal on Numerical Analysis 2(2), 1965.
# - B. W. Matthews, *Comparison of the predicted and observed secondary structure of T4 phage
#   lysozyme*, Biochimica et Biophysica Acta 405(2), 1975.
# - T. Fawcett, *An introduction to ROC analysis*, Pattern Recognition Letters 27(8), 2006.
# - R. Detrano and others, *International application of a new probability algorithm for the
#   diagnosis of coronary artery disease*, American Journal of Cardiology 64, 1989 (the
#   Cleveland data).
# - For a second telling of gradient descent, with code: the *gradient descent* page of the
#   ML Cheatsheet, ml-cheatsheet.readthedocs.io.
#
# **What comes next.** All of today's numbers came from one lucky split, or from the very
# examples that taught the model. Notebook
# [04b](04b_honest_measures.ipynb) asks how to measure honestly. The assignment that follows it lets you
# build the measures yourself.
