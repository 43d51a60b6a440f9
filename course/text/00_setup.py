# %% [markdown]
# # 00 · Before you start
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/00_setup.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2000)
#
# *about 75 min · CPU · no download needed · start here*

# %% [markdown]
# ## What you will be able to do
#
# - see whether your computer has all that the course needs, and mend what is missing;
# - work with notebooks, checks, hints and quizzes;
# - read the notation of every chapter;
# - think in shapes: what NumPy does with two arrays, and along which axis;
# - estimate derivatives and gradients, and know how far to trust them.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, environment, plots, quiz, run

# %% [markdown]
# ## Is everything here?
#
# Run this cell: click into it and press **Shift + Enter**. Each line is `[OK]`, or it is
# `[FAIL]` and says what to do. (The first run takes half a minute: TensorFlow is large.)

# %%
with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)
all_is_well = environment.report()

# %% [markdown]
# Not everything is needed everywhere: a chapter without sliders shows
# pictures, a chapter without its data set draws a stand-in, and both say so.

# %%
import matplotlib.pyplot as plt
import numpy as np

plots.style()
rng = run.seed(7)

# %% [markdown]
# ## Notebooks in two minutes
#
# A notebook is a list of **cells**: text like this one, and code. Behind it runs a
# **kernel**, a Python that remembers everything it has executed, in the order in which
# *you* executed it. That is handy, and it is the cause of most puzzles:

# %%
count = 1

# %% tags=["nbval-check-output"]
count = count + 1  # run this cell three times, and look below
print("count:", count)

# %% [markdown]
# The text says 2. If you ran the cell three times, your kernel says 4. When results look
# strange, restart: **Kernel › Restart Kernel and Run All Cells**. If the notebook then
# works from top to bottom, it is sound.
#
# | | JupyterLab (on your machine) | Colab (in the cloud) |
# |---|---|---|
# | start | `make lab`, in the project's folder | the badge at the top |
# | run a cell | Shift + Enter | Shift + Enter |
# | stop a cell that hangs | the square ■ in the toolbar | the square ■ beside the cell |
# | help on a name | Shift + Tab, or `name?` | hover over it, or `name?` |
# | your changes | are saved in the folder | File › Save a copy in Drive, or they are lost |
# | a GPU | if your computer has one | Runtime › Change runtime type |
# | idle for long | nothing happens | the machine is taken back, with all it knew |
#
# On Colab the first code cell installs the course's library; elsewhere it does nothing
# but import it.
#
# ## Checks, hints, quizzes
#
# Every ten minutes a cell is yours. Replace the `...`, run it, and a line tells you how it
# went. A check never stops the notebook, so you may also go on and come back.
#
# > **Your turn.** `double(x)` returns twice its argument.


# %%
def double(x):
    """Two times x."""
    ...  # your line here


with check.your_turn("double"):
    check.same(double(4), 8, "double(4)")
    check.same(double(-1.5), -3.0, "double(-1.5)")

# %% [markdown]
# <details><summary>Hint 1</summary>Hints open one by one. The first one asks you to look
# again at the question.</details>
# <details><summary>Hint 2</summary>The second one says how. Here: a function hands a value
# back with <code>return</code>.</details>
# <details><summary>Hint 3</summary>The third one almost gives it away: twice x is
# <code>2 * x</code>.</details>
# <details><summary>Solution</summary><code>return 2 * x</code></details>
#
# Did you try a wrong answer too? It is worth a look: the message says what was found,
# what was expected, and often what to look at.
#
# At the end of each chapter stands a quiz. Nobody records it. Each option, right or wrong,
# has its reason; read those of the wrong ones too. The **assignments** are notebooks of
# their own: you write functions under visible tests, hand in, and hidden tests with
# other data give the points.
#
# Bold words are defined where they first appear; all definitions are collected in the
# [glossary](glossary.md).
#
# ## One notation for all chapters
#
# Books write the same thing in five ways. We write it in one, everywhere:
#
# | we write | it is |
# |---|---|
# | $N$, $d$ | number of examples, number of features |
# | `X`, $\mathbf{X}$ | data, one example per row: `(N, d)` |
# | `y`, `y_hat` | targets, and predictions |
# | `W`, `b` | weights of a layer, `(inputs, outputs)`, and its biases |
# | `z`, `a` | before the activation, and after it: $a = \operatorname{act}(z)$ |
# | `delta` | the derivative of the loss with respect to `z` |
# | $L$ | loss, the number that training makes small |
# | `learning_rate`, $\eta$ | size of a step |
# | `epochs`, `batch_size` | passes over the data, examples per step |
# | `mu`, `log_var`, `latent_dim` | mean, logarithm of the variance, size of a code |
#
# A batch goes through a layer as `X @ W + b`: examples are rows, and stay rows. Where a
# text you know has examples in columns, transpose: $(\mathbf{X}\mathbf{W})^\top =
# \mathbf{W}^\top\mathbf{X}^\top$.
#
# Where sources leave a choice open, it is made once and for all:

# %% tags=["nbval-check-output"]
print("sign(0) is +1:             ", np.where(np.array([-1, 0, 1]) >= 0, 1, -1))
print("a tie goes to the lower:   ", np.argmax([3, 7, 7]))
print(
    "deviations have ddof=0:    ",
    np.std([1, 3]),
    "(ddof=1:",
    f"{np.std([1, 3], ddof=1):.2f})",
)
truth, predicted = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1])
matrix = [
    [int(((truth == t) & (predicted == p)).sum()) for p in (0, 1)] for t in (0, 1)
]
print("confusion matrix, a row per true class:", matrix)

# %% [markdown]
# Labels are {0, 1} or {-1, +1}, and each chapter says which. What Keras calls a convolution
# is, for a mathematician, a cross-correlation: the weights are not turned around first.
#
# ## NumPy: everything has a shape
#
# > **Tensor.** A box of numbers of one type, with any number of axes: 0 for a single
# > number, 1 for a **vector**, 2 for a **matrix**, more for images or batches.
#
# > **Shape.** How long each axis is. Most mistakes that one makes in the beginning are
# > mistakes of shape; ask for it first.

# %% tags=["nbval-check-output"]
temperatures = np.array([[18.0, 21.0, 19.0], [25.0, 30.0, 27.0]])  # (2 towns, 3 days)
print(temperatures.shape, temperatures.ndim, temperatures.dtype)
print(np.array(5.0).shape, np.array([1, 2, 3]).shape, np.zeros((60, 28, 28)).shape)

# %% [markdown]
# Single numbers, rows and columns are taken out with brackets. A part is a **view**: it
# shares its memory with the whole.

# %% tags=["nbval-check-output"]
print("town 1, day 0:", temperatures[1, 0])
print("town 0:", temperatures[0], " day 2:", temperatures[:, 2])
view, copy = temperatures[0], temperatures[0].copy()
view[0] = 99.0
print("after view[0] = 99:", temperatures[0], "- the copy:", copy)
temperatures[0, 0] = 18.0

# %% [markdown]
# > **Careful.** A function that writes into its argument changes the caller's data. Ours
# > never do; the assignments check it.
#
# ### One axis disappears
#
# `sum`, `mean`, `max` and their like take an **axis**: *that* axis disappears. Two towns
# and three days; averaged along axis 1, the days disappear and one number per town
# is left.

# %% tags=["nbval-check-output"]
print("mean of all:     ", temperatures.mean().round(2))
print("axis=0, per day: ", temperatures.mean(axis=0))
print("axis=1, per town:", temperatures.mean(axis=1).round(2))
print("kept as a column:", temperatures.mean(axis=1, keepdims=True).shape)

# %%
fig, axes = plt.subplots(1, 3, figsize=(10, 2.6), width_ratios=[3, 3, 1.6])
parts = {
    "temperatures (2, 3)": temperatures,
    "mean over axis 0: (3,)": temperatures.mean(axis=0, keepdims=True),
    "over axis 1: (2,)": temperatures.mean(axis=1, keepdims=True),
}
for ax, (title, part) in zip(axes, parts.items(), strict=True):
    ax.imshow(part, cmap="viridis", vmin=15, vmax=32)
    for (row, column), value in np.ndenumerate(part):
        ax.text(column, row, f"{value:.1f}", ha="center", va="center", color="white",
                bbox={"fc": "black", "alpha": 0.4, "lw": 0})
    ax.set(title=title, xlabel="day", ylabel="town", xticks=[], yticks=[])
plots.show(
    fig,
    alt="A grid of two towns and three days of temperatures; beside it the row of "
    "three daily means, and the column of two means per town.",
)

# %% [markdown]
# ### Arrays of different shapes: broadcasting
#
# Numbers of equal shapes are combined pair by pair. What if the shapes differ?
#
# > **Broadcasting.** Write the shapes under each other, **from the right**. Two lengths
# > fit if they are equal or one of them is 1; a missing one counts as 1. The 1 is
# > stretched, without copying anything.

# %% tags=["nbval-check-output"]
per_day = np.array([1.0, 0.0, -1.0])  # (3,)
per_town = np.array([[10.0], [20.0]])  # (2, 1)
print("(2, 3) + (3,):  ", (temperatures + per_day).tolist())
print("(2, 3) + (2, 1):", (temperatures + per_town).tolist())
print("(3,) + (2, 1):  ", (per_day + per_town).shape)
try:
    temperatures + np.array([10.0, 20.0])
except ValueError:
    print("(2, 3) + (2,):   3 meets 2, and neither is 1: an error")

# %% [markdown]
# > **Your turn.** Subtract from each column its own mean: `center(X)` returns a new array
# > whose columns have mean 0. (Almost every data set of this course is centred.)


# %%
def center(X):
    """Give X with the mean of each column taken away."""
    ...  # your line here


with check.your_turn("center"), check.unchanged(temperatures=temperatures):
    check.close(center(temperatures), [[-3.5, -4.5, -4], [3.5, 4.5, 4]], "two towns")
    check.close(center(np.ones((4, 2))), np.zeros((4, 2)), "a constant column")

# %% [markdown]
# <details><summary>Hint 1</summary>One mean per column: which axis must
# disappear?</details>
# <details><summary>Hint 2</summary><code>X.mean(axis=0)</code> has shape (d,).</details>
# <details><summary>Hint 3</summary>(N, d) and (d,) fit by broadcasting.</details>
# <details><summary>Solution</summary><code>return X - X.mean(axis=0)</code></details>
#
# > **Your turn.** Now per *row*: `shares(X)` divides each row by its own sum.


# %%
def shares(X):
    """Give X with every row divided by its sum."""
    ...  # your line here


with check.your_turn("shares"):
    check.close(shares(np.array([[1.0, 3.0], [2.0, 2.0]])),
                [[0.25, 0.75], [0.5, 0.5]], "two rows")
    check.close(shares(np.ones((2, 4))), np.full((2, 4), 0.25), "rows of four")

# %% [markdown]
# <details><summary>Hint 1</summary>The sum of each row: axis 1 disappears.</details>
# <details><summary>Hint 2</summary>(N, d) and (N,) do not fit: the lengths are compared from
# the right.</details>
# <details><summary>Hint 3</summary><code>keepdims=True</code> leaves (N, 1), which
# fits.</details>
# <details><summary>Solution</summary>
# <code>return X / X.sum(axis=1, keepdims=True)</code></details>
#
# ### Products
#
# `*` multiplies number by number. `@` is the product of matrices: rows of the left with
# columns of the right, so the *inner* lengths must agree and the outer ones remain.

# %% tags=["nbval-check-output"]
X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (3 examples, 2 features)
W = np.array([[1.0, 0.0, -1.0, 2.0], [0.5, 1.0, 0.0, 1.0]])  # (2 features, 4 neurons)
print("(3, 2) @ (2, 4) =", (X @ W).shape)
by_hand = sum(X[0, k] * W[k, 3] for k in range(2))
print("row 0 with column 3:", by_hand, "=", (X @ W)[0, 3])

# %% [markdown]
# Keras does the same arithmetic on its own tensors. It calculates with 32 bits by default,
# NumPy with 64, so they agree to about seven digits, not to the last one.

# %% tags=["nbval-check-output"]
from_keras = keras.ops.convert_to_numpy(keras.ops.matmul(X, W))
means = keras.ops.convert_to_numpy(keras.ops.mean(X, axis=0))
assert np.allclose(from_keras, X @ W) and np.allclose(means, X.mean(axis=0))
print("one third, 64 bits:", np.float64(1) / 3, " 32 bits:", np.float32(1) / 3)

# %% [markdown]
# ### Chance that repeats
#
# Random numbers come from a **generator**. With a **seed** it starts in a known state, and
# every run sees the same numbers. One generator, handed to whoever needs it:

# %% tags=["nbval-check-output"]
for seed in (7, 7, 8):
    print(seed, np.random.default_rng(seed).integers(0, 100, 5))

# %% [markdown]
# ## Calculus: what happens if I change it a little?
#
# Training a network asks one question a million times: *how does the loss change if this
# number changes a little?*
#
# > **Derivative.** The slope $f'(x)$: how many times the change of $x$ comes out as a
# > change of $f(x)$, for very small changes.
#
# You can always measure it. Go a little to the right, a little to the left, and divide:
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# For $f(x) = x^2$ at 3, with $h = 0.1$: $(9.61 - 8.41) / 0.2 = 6$, and indeed $f'(x) = 2x$.


# %% tags=["nbval-check-output"]
def slope(f, x, h=1e-5):
    """Measure the derivative of f at x, by a step to either side."""
    return (f(x + h) - f(x - h)) / (2 * h)


print("x squared at 3:", round(slope(lambda x: x**2, 3.0), 6))
print("sine at 0:     ", round(slope(np.sin, 0.0), 6))
print("|x| at 0:      ", slope(abs, 0.0), "- a mean of -1 and 1, there is no slope")

# %% [markdown]
# These are **finite differences**. They are slow, one parameter at a time, but they never
# misunderstand you: every gradient that you derive in this course is checked against them.
#
# ### How small is small?
#
# The formula wants a small $h$. The computer does not: it subtracts two nearly equal
# numbers and loses digits.

# %%
steps = 10.0 ** np.arange(-15, 0)
two_sided = [abs(slope(np.exp, 1.0, h) - np.e) for h in steps]
one_sided = [abs((np.exp(1 + h) - np.e) / h - np.e) for h in steps]
fig, ax = plt.subplots()
ax.loglog(steps, np.maximum(two_sided, 1e-13), "o-", label="a step to either side")
ax.loglog(steps, np.maximum(one_sided, 1e-13), "s--", label="a step to the right only")
ax.set(title="Error of a measured slope", xlabel="step h", ylabel="absolute error")
ax.legend()
plots.show(
    fig,
    alt="Error against step size, both axes logarithmic. Both curves are V-shaped: "
    "rounding on the left, too large a step on the right. The two-sided one is lowest, "
    "near 1e-10, at steps around 1e-5; the one-sided one reaches 1e-8.",
)

# %% tags=["nbval-check-output"]
error_at = dict(
    zip(np.log10(steps).round().astype(int).tolist(), two_sided, strict=True)
)
print("step 1e-5: error below 1e-9: ", error_at[-5] < 1e-9)
print("step 1e-14: error above 1e-3:", error_at[-14] > 1e-3)

# %% [markdown]
# Keep two numbers in mind: a step of **1e-5**, and errors around **1e-9**, when you compare
# a gradient with finite differences in 64 bits. If yours differs by 1e-2, it is not rounding.
#
# > **Your turn.** Derive by hand, then let the check measure: what is the derivative of
# > $f(x) = x^3 - 2x$?


# %%
def cubic_slope(x):
    """Derivative of x**3 - 2 * x."""
    ...  # your line here


with check.your_turn("cubic_slope"):
    for x in (-1.0, 0.0, 2.0):
        measured = slope(lambda x: x**3 - 2 * x, x)
        check.close(cubic_slope(x), measured, f"at x = {x}", kind="float32")

# %% [markdown]
# <details><summary>Hint 1</summary>Term by term: first $x^3$, then $-2x$.</details>
# <details><summary>Hint 2</summary>The power comes in front and goes down by
# one.</details>
# <details><summary>Hint 3</summary>A straight line has the same slope
# everywhere.</details>
# <details><summary>Solution</summary><code>return 3 * x**2 - 2</code></details>
#
# ### Many numbers: the gradient
#
# > **Gradient.** The vector of the slopes along each of the variables, one derivative
# > per number, all others held still: $\nabla f = (\partial f / \partial x_1, \dots)$.
#
# It has the **shape of what you differentiate by**: for a matrix of weights, a matrix. And
# it points to where $f$ grows fastest. For $f(x_1, x_2) = x_1^2 + 3 x_2^2$:


# %% tags=["nbval-check-output"]
def bowl(x):
    """A bowl that is steeper in the second direction."""
    return x[0] ** 2 + 3 * x[1] ** 2


def gradient(f, x, h=1e-5):
    """Measure the gradient: change one number at a time."""
    slopes = np.zeros_like(x)
    for i in range(x.size):
        step = np.zeros_like(x)
        step.flat[i] = h
        slopes.flat[i] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes


at = np.array([1.0, -0.5])
print("measured:", gradient(bowl, at).round(6), " by hand:", 2 * at * [1, 3])

# %%
grid = np.linspace(-1.5, 1.5, 60)
U, V = np.meshgrid(grid, grid)
fig, ax = plt.subplots(figsize=(5.2, 4.4))
ax.contour(U, V, bowl([U, V]), levels=12, cmap="viridis")
for start in ([1.0, -0.5], [-1.0, 0.3], [0.3, 0.9]):
    g = gradient(bowl, np.array(start))
    ax.annotate("", start - 0.12 * g, start, arrowprops={"arrowstyle": "->", "lw": 2})
    ax.plot(*start, "o", color="black")
ax.set(
    title="Minus the gradient points downhill", xlabel="x1", ylabel="x2", aspect="equal"
)
plots.show(
    fig,
    alt="Elliptic contour lines around the origin. From three points an arrow along "
    "minus the gradient crosses the lines at right angles and leads inwards.",
)

# %% [markdown]
# Walk along minus the gradient, in small steps, and you come to the bottom. That is
# **gradient descent**, the engine of all training.
#
# > **Your turn.** One step: `descend(x, g, learning_rate)` returns the new point, and leaves
# > `x` as it was.


# %%
def descend(x, g, learning_rate):
    """Give x after one step along minus g."""
    ...  # your line here


with check.your_turn("descend"), check.unchanged(at=at):
    check.close(descend(at, np.array([2.0, -3.0]), 0.1), [0.8, -0.2], "one step")
    check.close(descend(at, np.zeros(2), 0.5), at, "no slope, no step")

# %% [markdown]
# <details><summary>Hint 1</summary>Downhill is against the gradient.</details>
# <details><summary>Hint 2</summary>The learning rate says how far: it multiplies the
# gradient.</details>
# <details><summary>Hint 3</summary><code>x -= ...</code> writes into the caller's array;
# <code>x - ...</code> makes a new one.</details>
# <details><summary>Solution</summary><code>return x - learning_rate * g</code></details>
#
# ### One after the other: the chain rule
#
# Gears: the first turns the second three times as fast, the second the third twice as
# fast. The third turns 6 times as fast as the first. Slopes multiply:
#
# > **Chain rule.** For $f(x) = g(h(x))$ the derivative is $f'(x) = g'(h(x)) \cdot h'(x)$.
#
# A network is a chain of layers, and backpropagation is this rule, applied from the end.
# By hand, for $\sin(x^2)$ at $x = 1$: the inner slope is $2x = 2$, the outer is
# $\cos(x^2) = \cos 1$.

# %% tags=["nbval-check-output"]
inner, outer = 2 * 1.0, np.cos(1.0**2)
print("chain rule:", round(outer * inner, 6))
print("measured:  ", round(slope(lambda x: np.sin(x**2), 1.0), 6))

# %% [markdown]
# Keras's engines apply the chain rule for you. TensorFlow records what is computed on a
# "tape" and plays it backwards; chapter 02 builds such an engine by hand.

# %%
if keras.backend.backend() == "tensorflow":
    import tensorflow as tf

    t = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        out = tf.sin(t**2)
    from_tape = float(tape.gradient(out, t))
    assert np.isclose(from_tape, outer * inner)
    print("TensorFlow:", round(from_tape, 6))

# %% [markdown]
# > **Your turn.** The sigmoid is $\sigma(z) = 1 / (1 + e^{-z})$, and its derivative is
# > $\sigma(z)(1 - \sigma(z))$. Use the chain rule for $\sigma(w x)$ with respect to $w$.


# %%
def sigmoid(z):
    """Squeeze z into (0, 1)."""
    return 1 / (1 + np.exp(-z))


def slope_in_w(w, x):
    """Derivative of sigmoid(w * x) with respect to w."""
    ...  # your lines here


with check.your_turn("slope_in_w"):
    for w, x in ((0.5, 2.0), (-1.0, 3.0)):
        measured = slope(lambda w, x=x: sigmoid(w * x), w)
        check.close(slope_in_w(w, x), measured, f"w = {w}, x = {x}", kind="float32")

# %% [markdown]
# <details><summary>Hint 1</summary>The outer function is the sigmoid, the inner one is
# $w \mapsto w x$.</details>
# <details><summary>Hint 2</summary>What is the slope of $w x$ as a function of
# $w$?</details>
# <details><summary>Hint 3</summary>Outer slope at $z = w x$, times $x$.</details>
# <details><summary>Solution</summary><code>s = sigmoid(w * x)</code>, then
# <code>return s * (1 - s) * x</code></details>
#
# ## When it goes wrong
#
# Predictions and targets agree to the last digit, and yet the mean squared error is not
# zero. No error message, no warning. What is the matter?
#
# > **Your turn.** Look at the shapes, and repair the one line that computes `error`.

# %%
y_hat = np.array([[1.0], [2.0], [3.0]])  # a network's output: (3, 1)
y = np.array([1.0, 2.0, 3.0])  # targets: (3,)
error = np.mean((y_hat - y) ** 2)

with check.your_turn("the error that should be 0"):
    check.close(error, 0.0, "mean squared error")

# %% [markdown]
# <details><summary>Hint 1</summary>Print <code>(y_hat - y).shape</code>.</details>
# <details><summary>Hint 2</summary>(3, 1) and (3,) are broadcast to (3, 3): every
# prediction meets every target.</details>
# <details><summary>Hint 3</summary>Take the column out of <code>y_hat</code>, or make a column
# of <code>y</code>.</details>
# <details><summary>Solution</summary>
# <code>error = np.mean((y_hat[:, 0] - y) ** 2)</code>. This typo costs many an evening:
# nothing complains, and the network learns the mean.</details>
#
# ## Key points
#
# - When in doubt, restart the kernel and run all cells.
# - Ask for the shape first. Rows are examples; an axis that you sum over disappears.
# - Broadcasting compares shapes from the right; a 1 is stretched.
# - A derivative can always be measured: step 1e-5 to either side, error around 1e-9.
# - The gradient has the shape of the parameters and points uphill; slopes of a chain
#   multiply.

# %% [markdown]
# ## Quiz
#
# Five questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("00_setup")

# %% [markdown]
# ## References
#
# - C. R. Harris and others, *Array programming with NumPy*, Nature 585, 2020; the
#   [NumPy guide for beginners](https://numpy.org/doc/stable/user/absolute_beginners.html).
# - T. Kluyver and others, *Jupyter Notebooks*, 2016; the
#   [JupyterLab documentation](https://jupyterlab.readthedocs.io).
# - For calculus in pictures: the series *Essence of calculus* by Grant Sanderson
#   ([3blue1brown.com](https://www.3blue1brown.com)).
#
# **What comes next.** Chapter 01 asks what learning is, and lets a first neuron learn.
