# %% [markdown] tags=["second-edition"]
# # 06b · What to make small
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/06b_what_to_make_small.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2006b)
#
# *about 75 min · CPU · no download needed · after notebook 06a*

# %% [markdown]
# ## What you will be able to do
#
# - explain where the squared error and the cross-entropy come from;
# - compute an entropy, and say why no model gets below it;
# - write a softmax and a cross-entropy that survive scores of 1,000;
# - show why squares are a poor loss for classes;
# - choose the last layer and the loss for a given task.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, results, run

# %%
import matplotlib.pyplot as plt
import numpy as np

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(6)

# %% [markdown]
# ## Two forecasters
#
# In 06a a network gave the answers 0.475 and 0.504, where 1 and 0 were wanted. Its weights
# were random, so nobody is surprised. To improve them we need one number that says how
# wrong the answers are: the loss of chapter 04a, which used squares. Are squares the right
# choice? Where do they come from? For an answer we leave networks aside for a moment and
# look at people whose job is to announce probabilities.
#
# Ana and Ben forecast the weather. Each evening they say how likely rain is. Then three days
# come: rain, rain, and a dry day. Ana had announced rain with 0.9, 0.8 and 0.5. Ben had
# announced 0.7, 0.7 and 0.3. So these are the probabilities that they gave to what really
# happened:

# %%
ana = np.array([0.9, 0.8, 0.5])  # the dry day: 1 - 0.5
ben = np.array([0.7, 0.7, 0.7])  # the dry day: 1 - 0.3
guess = check.predict("Who made the better forecasts?", options=["Ana", "Ben"])

# %% [markdown]
# A good forecaster gave a high probability to what really happened. For three days in a row
# the probabilities are multiplied, as for three throws of a die.
#
# > **Likelihood.** The probability that a model gave to the data that really came. If the
# > examples do not depend on each other, it is the product of their probabilities.

# %% tags=["nbval-check-output"]
print("Ana", ana.prod().round(3), " Ben", ben.prod().round(3))
guess.reveal("Ana")

# %% [markdown]
# Ana is ahead, but only just: her 0.5 on the third day cost her most of the lead. Three days
# prove nothing yet; what we wanted is the score. What if there are 2,000 days?

# %% tags=["nbval-check-output"]
print("product of 2,000 times 0.5:       ", 0.5**2000)
print("sum of 2,000 times log(0.5):      ", (2000 * np.log(0.5)).round(1))
for p in (1.0, 0.5, 0.25, 0.01):  # abs makes log(p) positive, and prints no -0.000
    print(f"probability {p:4.2f} -> surprise {np.abs(np.log(p)):.3f}")

# %% [markdown]
# The product is so small that a computer stores it as 0. The logarithm (in this course always the
# natural one) turns it into a sum, which is an ordinary number. And with a minus in front
# it becomes something to make *small*. The number $-\log p$ can be read as a **surprise**.
# If something was certain and happens, the surprise is 0. At a probability of one half it
# is 0.693, and each further halving adds another 0.693.
#
# > **Negative log-likelihood.** The mean surprise of a model over $N$ examples,
# > $L = -\frac1N\sum_{i=1}^N \log p(y_i \mid \mathbf{x}_i)$. The smaller it is, the larger is
# > the likelihood.
#
# Here $p(y \mid \mathbf{x})$ is the probability that the model, having seen $\mathbf{x}$,
# gives to the answer $y$. Most losses of this course are negative log-likelihoods. They
# differ only in what the model believes about chance.
#
# ## Numbers: where squares come from
#
# First suppose that the answer is a number, say tomorrow's temperature, and that the model
# announces $\hat y = 20$ degrees. It does not mean exactly 20.000. It means: around 20, with
# errors that follow a bell curve, the normal distribution. For numbers the height of such a
# curve takes the place of the probability. With a spread (standard deviation) of 1 its height
# at the true temperature $y$ is
#
# $$p(y \mid \mathbf{x}) = \frac{1}{\sqrt{2\pi}}\; e^{-(y - \hat y)^2 / 2}$$
#
# (The factor in front makes the area under the curve 1.) Take minus the logarithm. The
# exponential disappears, and what stood in the exponent comes down:
#
# $$-\log p(y \mid \mathbf{x}) = \tfrac12 (y - \hat y)^2 + \tfrac12\log 2\pi$$
#
# By hand: an error of 0 costs $\frac12 \log 2\pi = 0.919$, an error of 1 costs 0.5 more, and an
# error of 2 costs 2 more. That is the square, divided by 2.

# %% tags=["hide-input"]
# @title Draw the bell curve and its surprise
errors = np.linspace(-3.5, 3.5, 201)
height = np.exp(-(errors**2) / 2) / np.sqrt(2 * np.pi)
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
left.plot(20 + errors, height)
right.plot(20 + errors, -np.log(height))
for error in (0, 1, 2):
    h = np.exp(-(error**2) / 2) / np.sqrt(2 * np.pi)
    look = {"color": plots.PALETTE[1], "marker": plots.MARKERS[error], "zorder": 3}
    left.scatter([20 + error], [h], s=60, **look)
    right.scatter([20 + error], [-np.log(h)], s=60, **look)
    place = (20.25 + error, -np.log(h) - 0.55)
    right.annotate(f"{-np.log(h):.3f}", (20 + error, -np.log(h)), place)
left.set(title="What the model believes", xlabel="true temperature", ylabel="height")
right.set(title="Its surprise", xlabel="true temperature", ylim=(0, 7.2))
right.set_ylabel("-log of the height")
plots.show(
    fig,
    alt="Left a bell curve around 20 degrees with marks at 20, 21 and 22. Right minus the "
    "logarithm of the same curve, a parabola with its lowest point at 20. The marks have the "
    "surprises 0.919, 1.419 and 2.919.",
)

# %% [markdown]
# The logarithm has turned the bell into a parabola. So if a model believes in normal errors of
# spread 1, its negative log-likelihood is **half the mean squared error, plus a constant**.
# (Another spread, if it is the same everywhere, only changes the factor and the constant.) Let
# us check that on three examples.


# %% tags=["nbval-check-output"]
def half_mse(Y, Y_hat):
    """Half the squared error, summed over the outputs, averaged over the examples."""
    return ((Y - Y_hat) ** 2).sum() / (2 * len(Y))


truth, said = np.array([[1.0], [2.0], [4.0]]), np.array([[1.5], [2.0], [3.0]])
densities = np.exp(-((truth - said) ** 2) / 2) / np.sqrt(2 * np.pi)
print("negative log-likelihood:", -np.log(densities).mean().round(6))
constant = np.log(2 * np.pi) / 2
print("half MSE + constant:    ", (half_mse(truth, said) + constant).round(6))
wanted, from_06a = np.array([[1, 0]]), np.array([[0.47523955, 0.50415211]])
print("first point of 06a:     ", half_mse(wanted, from_06a).round(6))

# %% [markdown]
# Both ways agree. The last line fills the box that was empty in 06a: the random network has a
# loss of 0.264771 on the first point of the spirals. For outputs with several numbers we
# sum over them,
#
# $$L = \frac{1}{2N}\sum_{i=1}^N \lVert\mathbf{y}_i - \hat{\mathbf{y}}_i\rVert^2
# \qquad\text{instead of}\qquad
# \text{MSE} = \frac{1}{N}\sum_{i=1}^N \lVert\mathbf{y}_i - \hat{\mathbf{y}}_i\rVert^2$$
#
# A factor such as one half, or a constant that is added, does not move the lowest point. We
# keep the half, because then the derivative is simply $\hat y - y$, without a factor 2.
# (Keras' `mse` also divides by the number of outputs, which is one more such factor.) For a
# single example you will also see it written as a cost, with $\mathbf{a}$ for the outputs of
# the last layer:
# $C = \frac12\lVert\mathbf{y} - \mathbf{a}\rVert^2 = \frac12\sum_j (y_j - a_j)^2$.
#
# ### When the errors are not normal
#
# Five neighbours earn 1, 2, 3, 4 and 100 thousand a month. You must describe all of them by a
# single number.

# %%
guess = check.predict("Which single number makes the mean squared error smallest?")

# %% tags=["nbval-check-output"]
income = np.array([1.0, 2.0, 3.0, 4.0, 100.0])
candidates = np.arange(0, 101)
squares = [((income - c) ** 2).mean() for c in candidates]
absolutes = [np.abs(income - c).mean() for c in candidates]
print("smallest squared error:  at", candidates[np.argmin(squares)])
print("smallest absolute error: at", candidates[np.argmin(absolutes)])
guess.reveal(22)

# %% [markdown]
# Squares lead to the mean, 22, which describes nobody. The reason is that under a bell curve
# an error of 97, from 3 to 100, is practically impossible, so the model avoids it at any
# price. If large errors do happen in your data, use a distribution that expects them. One of
# them, named after Laplace, has the height $\frac12 e^{-|y - \hat y|}$. Far from the middle it
# falls much more slowly than the bell; one says that its *tails* are heavier. Its surprise is
# $|y - \hat y|$ plus a constant, and the mean of that over the data is the **mean absolute
# error**. It leads to the median, which is 3. So with a loss you say which errors you expect.
#
# ## Classes: entropy and cross-entropy
#
# Now the answer is one of several classes, such as rain or no rain. How small can the mean
# surprise become? Think of a town in which it rains on one day in four, and nothing
# announces the rain. The best that a forecaster can do is to announce 0.25 every day. On a
# rainy day, one in four, the surprise is $-\log 0.25 = 1.386$. On a dry day it is
# $-\log 0.75 = 0.288$. The mean is $0.25 \cdot 1.386 + 0.75 \cdot 0.288 = 0.562$.
#
# > **Entropy.** $H(p) = -\sum_i p_i \log p_i$: the mean surprise that remains for somebody who
# > knows the true probabilities $p$. It measures how uncertain the world itself is.
#
# > **Cross-entropy.** $H(p, q) = -\sum_i p_i \log q_i$: the mean surprise of somebody who
# > announces the probabilities $q$, while the true ones are $p$.
#
# (A case with $p_i = 0$ never happens and adds nothing to either sum. But NumPy turns
# `0 * np.log(0)` into nan, so give no $q_i = 0$ to your function.)
#
# > **Your turn.** Write `cross_entropy(p, q)` for two lists of probabilities. The entropy is
# > then `cross_entropy(p, p)`.


# %%
def cross_entropy(p, q):
    """Mean surprise of somebody who announces q, while p is true."""
    ...  # your line here


with check.your_turn("cross_entropy"):
    rain = np.array([0.25, 0.75])
    check.close(cross_entropy(rain, rain), 0.5623351446, "the entropy of the town")
    eight = np.full(8, 1 / 8)
    check.close(cross_entropy(eight, eight), np.log(8), "eight equal cases")
    check.close(cross_entropy([0, 1], [0.8, 0.2]), -np.log(0.2), "a certain world")
    worse = cross_entropy(rain, np.array([0.5, 0.5]))
    check.that(worse > 0.5624, "cross_entropy", "a wrong forecast must cost more")

# %% [markdown]
# <details><summary>Hint 1</summary>Each case happens with the probability $p_i$ and then has
# the surprise $-\log q_i$.</details>
# <details><summary>Hint 2</summary><code>np.log(q)</code> works on a list, too. Lists become
# arrays by <code>np.asarray</code>.</details>
# <details><summary>Hint 3</summary>Multiply element by element and sum. Which sign stands in
# front?</details>
# <details><summary>Solution</summary>
# <code>return -np.sum(np.asarray(p) * np.log(q))</code></details>

# %% tags=["hide-input"]
# @title Draw the cross-entropy of every forecast


def cross_entropy(p, q):
    """Mean surprise of somebody who announces q, while p is true."""
    return -np.sum(np.asarray(p) * np.log(q))


announced = np.linspace(0.01, 0.99, 197)
costs = [cross_entropy([0.25, 0.75], [q, 1 - q]) for q in announced]
floor, at_60 = (cross_entropy([0.25, 0.75], [q, 1 - q]) for q in (0.25, 0.6))
fig, ax = plt.subplots(figsize=(6.6, 3.8))
ax.plot(announced, costs)
ax.axhline(floor, color="black", ls="--", lw=1.2)
ax.text(0.98, floor - 0.13, f"entropy {floor:.3f}", ha="right")
arrow = {"arrowstyle": "<->", "color": plots.PALETTE[9], "lw": 1.8}
ax.annotate("", (0.6, floor), (0.6, at_60), arrowprops=arrow)
ax.text(0.62, 0.64, f"too much: {at_60 - floor:.3f}", color=plots.PALETTE[9])
ax.plot([0.25], [floor], "o", color=plots.PALETTE[1], ms=8)
ax.set(title="It rains on one day in four", xlabel="announced probability of rain")
ax.set(ylabel="cross-entropy", ylim=(0.3, 2.2))
plots.show(
    fig,
    alt="The cross-entropy as a function of the announced probability: a valley whose lowest "
    "point, at 0.25, touches the dashed line of the entropy 0.562. At 0.6 the curve lies "
    "0.253 above that line.",
)

# %% [markdown]
# The honest forecast of 0.25 has the lowest cross-entropy, and that is the entropy. Whoever
# announces something else pays more: in the picture, 0.253 too much for announcing 0.6 every
# day. This surplus, $H(p, q) - H(p)$, is called the **Kullback-Leibler divergence**
# $D_{KL}(p \,\|\, q)$. The truth $p$ stands in front, and the order matters. You will meet it
# again in chapter 10.
#
# Is there a town in which somebody gets below the entropy? No. The straight line $t - 1$
# touches the curve $\log t$ at $t = 1$ and lies above it everywhere else, so $\log t \le t - 1$
# for every positive $t$. Put in the ratio $t = q_i / p_i$ of what is announced to what is true,
# for every case $i$ that can happen:
#
# $$H(p, q) - H(p) = -\sum_i p_i \log\frac{q_i}{p_i} \ge
# -\sum_i p_i \Big(\frac{q_i}{p_i} - 1\Big) = -\sum_i q_i + \sum_i p_i \ge -1 + 1 = 0$$
#
# The surplus is never negative, and it is 0 only where all ratios are 1, that is for
# $q = p$. This holds for the mean over many days. In a week with little rain somebody may be
# lucky and stay below.
#
# What has this to do with the labels in our data? A label says: this example *is* of class 2.
# As a distribution that is a one-hot row, with a 1 in one place and zeros elsewhere. It
# leaves nothing uncertain, so its entropy is 0. In the sum only the true class is left, and
#
# $$H(\mathbf{y}, \mathbf{q}) = -\sum_i y_i \log q_i = -\log q_\text{true}$$
#
# is the surprise of one example. Its mean over the data is the negative log-likelihood of
# above. That is why the loss of a classifier has two names, cross-entropy and negative
# log-likelihood. Both mean the same number.
#
# > **Your turn, in your own words.** A model predicts whether patients come back to the
# > hospital. Its cross-entropy fell for a week and now stays at 0.56. A doctor asks: "Why don't
# > you train it until the loss is 0?" Answer in two or three sentences.
#
# <details><summary>Hint 1</summary>What would a loss of 0 mean for the surprise at every single
# patient?</details>
# <details><summary>Hint 2</summary>Think of the town in which nothing announces the rain. How
# small can the loss of the best forecaster become?</details>
# <details><summary>Hint 3</summary>Name the floor that no model gets below, and say what happens
# if the loss of the <em>training</em> patients is forced below it.</details>
# <details><summary>Solution</summary>One possible answer: two patients with the same data may
# still have different luck, so even a perfect model can only say how likely it is that they
# come back, and it will be surprised by some of them. That remaining surprise is the entropy.
# If we force the loss of the training data to 0, the model learns its patients by heart and
# tells us nothing about new ones. (Whether 0.56 is really the floor, we do not know; better
# measurements may lower it.)</details>
#
# ## From scores to probabilities
#
# A forecaster must announce probabilities: none negative, and all together 1. But the last layer
# of a network gives any numbers at all, for instance 1, 2 and 3.
#
# > **Logits.** The numbers that a network gives, one score per class, before they are
# > turned into probabilities.
#
# > **Softmax.** Makes probabilities of logits: $p_i = e^{z_i} / \sum_j e^{z_j}$.
#
# You have used it since chapter 01; now we look at why it is built like this, and where it
# breaks. The exponential makes every score positive, and the division makes the sum 1. By hand:
# $e^1 = 2.718$, $e^2 = 7.389$, $e^3 = 20.086$, together 30.193. So
# $p = [0.090,\; 0.245,\; 0.665]$. If the last class is the true one, the loss is
# $-\log 0.665 = 0.408$.
#
# For *two* classes there is an old friend in it. Give the first class the score 0 and the
# second one the score $z$. Then the second class has the following probability. (Divide above
# and below the line by $e^z$.)
#
# $$\frac{e^z}{e^0 + e^z} = \frac{1}{e^{-z} + 1}$$
#
# That is the sigmoid of $z$. So one output with a sigmoid is enough for two classes.

# %%
guess = check.predict(
    "The scores are 1, 2 and 3. Now all three grow by 100. What happens to the "
    "probabilities?",
    options=["they stay the same", "the largest grows", "they become more equal"],
)

# %% tags=["nbval-check-output"]
for logits in ([1.0, 2.0, 3.0], [101.0, 102.0, 103.0], [1001.0, 1002.0, 1003.0]):
    with np.errstate(all="ignore"):  # without this NumPy warns about the last line
        e = np.exp(logits)
        print(logits, "->", (e / e.sum()).round(4))
guess.reveal("they stay the same")

# %% [markdown]
# They stay the same, because each $e^{z_i}$ is multiplied by the same $e^{100}$, above and
# below the line. But in the last line something broke. $e^{1000}$ is larger than the largest
# number that NumPy stores, about $10^{308}$. So it becomes infinity, and infinity divided by
# infinity is *nan*, not a number. The first observation is the way out of the second one.
#
# > **Your turn.** Write `softmax(Z)` for a batch of logits of shape (examples, classes), so
# > that scores of 1,000 do no harm.


# %%
def softmax(Z):
    """Probabilities of every row of logits, for scores of any size."""
    ...  # your lines here


with check.your_turn("softmax"):
    expected = [[0.09003057, 0.24472847, 0.66524096]]
    check.close(softmax(np.array([[1.0, 2.0, 3.0]])), expected, "scores 1, 2, 3")
    large = np.array([[1001.0, 1002.0, 1003.0]])
    check.close(softmax(large), expected, "scores near 1,000")
    both = np.array([[1.0, 2.0, 3.0], [1001.0, 1002.0, 1003.0]])
    check.close(softmax(both), expected * 2, "small and large scores in one batch")
    check.close(softmax(np.array([[-1e4, 0.0]])), [[0.0, 1.0]], "a very small score")
    Z = rng.normal(scale=5, size=(6, 4))
    with check.unchanged(Z=Z):
        check.close(softmax(Z).sum(axis=1), np.ones(6), "the sum of each row")
    check.close(softmax(Z), keras.ops.softmax(Z, axis=1), "as Keras", kind="float32")

# %% [markdown]
# <details><summary>Hint 1</summary>You may subtract the same number from all scores of a
# row. Which number makes sure that no score is positive?</details>
# <details><summary>Hint 2</summary>The largest score of every row, kept as a column:
# <code>Z.max(axis=1, keepdims=True)</code>.</details>
# <details><summary>Hint 3</summary>Then <code>e = np.exp(Z - largest)</code>, and divide by the
# sums of the rows, also with <code>keepdims=True</code>.</details>
# <details><summary>Solution</summary>
# <code>e = np.exp(Z - Z.max(axis=1, keepdims=True))</code><br>
# <code>return e / e.sum(axis=1, keepdims=True)</code></details>
#
# ### Why not squares for classes?
#
# One could also compare the probabilities with the one-hot labels by squares. Let us see what
# each loss charges a model that is *sure and wrong*. It has two classes, and $z$ is the score
# of the true class against a score of 0 for the other one. The slope says how fast the loss
# falls when $z$ rises a little.


# %%
def sigmoid(z):
    """The probability of the true class."""
    return 1 / (1 + np.exp(-z))


def surprise(z):
    """The cross-entropy of one example."""
    return -np.log(sigmoid(z))


def square(z):
    """The squared error of the same example."""
    return (1 - sigmoid(z)) ** 2


# %% tags=["nbval-check-output"]
h = 0.00001
for z in (-8.0, -4.0, 0.0, 4.0):
    print(f"score {z:4.0f}, probability {sigmoid(z):.4f}", end="")
    for name, loss in (("cross-entropy", surprise), ("squares", square)):
        slope = (loss(z + h) - loss(z - h)) / (2 * h)
        print(f" | {name} {loss(z):.4f}, slope {slope:7.4f}", end="")
    print()

# %% tags=["hide-input"]
# @title Draw both losses
scores = np.linspace(-8, 5, 200)
fig, axes = plt.subplots(1, 2, figsize=(9.4, 3.5))
for name, loss, dashes in (("cross-entropy", surprise, "-"), ("squares", square, "--")):
    axes[0].plot(sigmoid(scores), loss(scores), dashes, label=name)
    axes[1].plot(scores, loss(scores), dashes, label=name)
axes[0].set(title="By the probability", xlabel="probability of the true class", ylabel="loss")
axes[1].set(title="By the score", xlabel="score of the true class, z", ylabel="loss")
axes[1].legend(loc="upper right")
plots.show(
    fig,
    alt="Left, both losses fall to zero at probability 1; towards probability 0 squares end at 1 "
    "while the cross-entropy climbs to 8. Right, over the score, the cross-entropy is a "
    "straight ramp below a score of about -2, while squares are a flat plateau there.",
)

# %% [markdown]
# By the probability, on the left, the two do not look so different: both fall towards 0 at
# probability 1. But gradient descent moves the score, not the probability. So look at the
# first line of the table and at the left end of the right-hand picture. The model
# is nearly certain, and wrong. Squares charge 0.9993, but their slope is only -0.0007: the
# loss is a plateau, and where the slope is nearly 0, gradient descent takes tiny steps. The
# cross-entropy has a slope of -0.9997, a steady ramp that leads out of the error. So with the
# cross-entropy a classifier learns fastest from its worst mistakes, as it should.
#
# ## The loss straight from the logits
#
# Computing the softmax first and its logarithm afterwards has one weak place. A probability of
# $e^{-1000}$ is stored as 0, and its logarithm is minus infinity. But the logarithm undoes the
# exponential, so we need not compute it in the first place:
#
# $$-\log p_\text{true} = -\log \frac{e^{z_\text{true}}}{\sum_j e^{z_j}}
# = \log\Big(\sum_j e^{z_j}\Big) - z_\text{true}$$
#
# By hand for the scores 1, 2, 3 with the last class true: $\log 30.193 - 3 = 3.408 - 3 = 0.408$,
# as above. In the sum of exponentials you subtract the largest score, as in the softmax, and
# add it again after the logarithm.
#
# > **Your turn.** Write `loss_from_logits(Z, labels)`: the mean cross-entropy of a batch.
# > `labels` are whole numbers, the columns of the true classes.


# %%
def loss_from_logits(Z, labels):
    """Mean cross-entropy for logits Z (examples, classes) and integer labels."""
    ...  # your lines here


keras_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
with check.your_turn("loss_from_logits"):
    one = np.array([[1.0, 2.0, 3.0]])
    check.close(loss_from_logits(one, np.array([2])), 0.4076059644, "scores 1, 2, 3")
    check.close(loss_from_logits(one + 1000, np.array([2])), 0.4076059644, "1,000 more")
    sure = np.array([[0.0, 1000.0]])
    check.close(loss_from_logits(sure, np.array([0])), 1000.0, "sure and wrong")
    both = np.vstack([one, one + 1000])
    check.close(loss_from_logits(both, np.array([2, 2])), 0.4076059644, "one batch")
    Z, labels = rng.normal(size=(5, 3)), np.array([0, 2, 1, 1, 0])
    check.close(
        loss_from_logits(Z, labels), keras_loss(labels, Z), "as Keras", kind="float32"
    )

# %% [markdown]
# <details><summary>Hint 1</summary>Three steps: the largest score of each row, the logarithm of
# the sum of exponentials, and the score of the true class.</details>
# <details><summary>Hint 2</summary>The true scores, one per row:
# <code>Z[np.arange(len(Z)), labels]</code>.</details>
# <details><summary>Hint 3</summary>With <code>top = Z.max(axis=1)</code> the second step is
# <code>top + np.log(np.exp(Z - top[:, None]).sum(axis=1))</code>.</details>
# <details><summary>Solution</summary>
# <code>top = Z.max(axis=1)</code><br>
# <code>log_sum = top + np.log(np.exp(Z - top[:, None]).sum(axis=1))</code><br>
# <code>return np.mean(log_sum - Z[np.arange(len(Z)), labels])</code></details>
#
# This is what Keras does when you say `from_logits=True`. Then the last layer must *not* have a
# softmax of its own, or it is applied twice. If Keras gets probabilities instead, it first
# moves a 0 or a 1 a little inwards (*clipping*), so that no logarithm becomes infinite.
#
# ## Which loss for which task?
#
# > **Head.** The last layer of a network with its activation, together with the loss. It is
# > the only part that has to know what kind of answer is wanted.
#
# The hidden layers play no part in this choice, and any other model of machine learning meets
# the same one.
#
# | the answer is | last layer | loss in Keras |
# |---|---|---|
# | one number or several | linear, one unit per number | `mse`; `mae` if large errors happen |
# | positive sizes, where factors count | softplus, one unit per number | `msle` |
# | yes or no, labels 0 and 1 | 1 sigmoid | `binary_crossentropy` |
# | yes or no, labels -1 and +1 | 1 linear unit | `hinge` |
# | several labels, each yes or no | $k$ sigmoids | `binary_crossentropy` |
# | exactly one of $k$, one-hot labels | softmax, $k$ units | `categorical_crossentropy` |
# | exactly one of $k$, integer labels | softmax, $k$ units | `sparse_categorical_crossentropy` |
# | a distribution over $k$ classes | softmax, $k$ units | `kl_divergence` |
#
# A few of them are new. `msle` is the squared error of $\log(1 + y)$: for sizes well above 1 it
# asks by which factor an answer is wrong. Keras treats a negative answer as 0, with a slope of
# 0, and then nothing is learned. *Softplus*, $\log(1 + e^z)$, keeps the answer positive.
# `hinge` is $\max(0, 1 - y\hat y)$: it charges nothing once the answer is
# on the right side by a margin of 1. `kl_divergence` is the Kullback-Leibler divergence of
# above. Each of them is one line, and Keras must agree.

# %%
y_num, y_hat = np.array([[1.0, 3.0]]), np.array([[2.0, 2.5]])
P, Q = np.array([[0.2, 0.3, 0.5]]), np.array([[0.1, 0.6, 0.3]])
one_hot, integer = np.array([[0.0, 0.0, 1.0]]), np.array([2])
yes, p_yes, score = np.array([[1.0]]), np.array([[0.7]]), np.array([[0.4]])
by_hand = {
    "mse": (np.mean((y_num - y_hat) ** 2), y_num, y_hat),
    "mae": (np.mean(np.abs(y_num - y_hat)), y_num, y_hat),
    "msle": (np.mean((np.log1p(y_num) - np.log1p(y_hat)) ** 2), y_num, y_hat),
    "binary_crossentropy": (-np.log(0.7), yes, p_yes),
    "hinge": (max(0, 1 - 1 * 0.4), yes, score),
    "categorical_crossentropy": (-np.log(0.3), one_hot, Q),
    "sparse_categorical_crossentropy": (-np.log(0.3), integer, Q),
    "kl_divergence": (np.sum(P * np.log(P / Q)), P, Q),
}

# %% tags=["nbval-check-output"]
for name, (ours, wanted, given) in by_hand.items():
    keras_says = float(keras.ops.mean(keras.losses.get(name)(wanted, given)))
    assert np.isclose(ours, keras_says, atol=1e-5)
    print(f"{name:32s} by hand {ours:.4f}  Keras {keras_says:.4f}")

# %% [markdown]
# All eight agree. The two versions for "one of $k$" give the same number, and differ only in the
# way the labels are written. If you mix them up, Keras complains about the shapes.
#
# ### A mistake easily made: sigmoids for exclusive classes
#
# It is tempting to use sigmoids whenever there are classes. For classes that exclude each
# other they are no distribution:

# %% tags=["nbval-check-output"]
three = sigmoid(np.array([2.0, 1.0, -1.0]))
print("three sigmoids:", three.round(3), "sum", three.sum().round(3))

# %% [markdown]
# An animal cannot be a cat with 0.88 and at the same time a dog with 0.73. With *several
# labels*, however, this is just right: a film may well be funny and sad.
#
# > **Your turn.** Choose a head for five tasks, and say in a sentence why, before you run the
# > cell. Write each letter in quotes, such as `"a"`. The letters are **a** linear and `mse`,
# > **b** 1 sigmoid and `binary_crossentropy`, **c** $k$ sigmoids and `binary_crossentropy`,
# > **d** softmax and `sparse_categorical_crossentropy`, **e** softmax and `kl_divergence`.

# %%
flat = ...  # the price of a flat
patient = ...  # will the patient come back? labels 0 and 1
digit = ...  # which of ten digits? labels 0 to 9
article = ...  # the topics of an article, often more than one
votes = ...  # how the votes will be shared among four parties

with check.your_turn("five heads"):
    check.that(flat == "a", "flat", "any number may come out, so nothing may limit it")
    check.that(patient == "b", "patient", "one question, yes or no")
    check.that(digit == "d", "digit", "exactly one of ten, and the labels are integers")
    check.that(article == "c", "article", "the topics do not exclude each other")
    check.that(votes == "e", "votes", "the target is itself a row of shares")

# %% [markdown]
# <details><summary>Hint 1</summary>First ask: a number, or classes? For classes: exactly one, or
# several at once?</details>
# <details><summary>Hint 2</summary>Shares as the target are neither a number nor a label. They
# are a row that sums to 1.</details>
# <details><summary>Hint 3</summary>Two tasks need probabilities for yes or no: one of them has
# one question, the other has one question per topic.</details>
# <details><summary>Solution</summary>
# <code>flat = "a"</code>, <code>patient = "b"</code>, <code>digit = "d"</code>,
# <code>article = "c"</code>, <code>votes = "e"</code></details>
#
# ### What a wrong head costs
#
# Is the choice of the last layer so important? We take 442 diabetes patients with ten
# measurements each. The answer is a number, the progress of the disease after a year. The
# network is 10-10-10-1 with ReLU, trained for 20 epochs with batches of 100. The optimiser
# Adam, which chapter 07 explains, walks downhill with a step of its own for every weight. One
# recipe has a linear last layer and the other one a sigmoid.
#
# The rules are those of chapter 04b. Means and spreads for the standardisation come from the
# training patients. Each recipe may try three learning rates, and the validation patients
# choose among them. Three seeds show the spread. The networks are trained on squares and
# judged by the mean absolute error, because that is a number that a doctor can read. Two
# simple rivals take part: a linear model, and a constant answer, which for absolute errors is
# the median of the training answers. The test patients are looked at once. From here on the course
# leaves the keeping of these rules to one function, `run.compare`
# ([look inside](coursekit/compare.py)). It gets *recipes*. A recipe trains a model with one
# setting and one seed, and returns a function that predicts.

# %%
table = data.load("diabetes")
order = np.random.default_rng(6).permutation(len(table.X))
train, validation, test = np.split(order, [242, 342])
mean, spread = table.X[train].mean(axis=0), table.X[train].std(axis=0)
X, y = (table.X - mean) / spread, table.y
parts = run.Split(
    train=(X[train], y[train]),
    validation=(X[validation], y[validation]),
    test=(X[test], y[test]),
    score="absolute error",
)
print(f"answers between {y.min():.0f} and {y.max():.0f}")

# %% [markdown]
# The numbers to be predicted lie between 25 and 346. There are 242 patients to learn from, 100
# to choose by, and 100 for the end. The two recipes differ in a single word, and the table
# will say by how much the predictions are wrong in the mean.


# %%
def regression(last, learning_rate, patients):
    """Train 10-10-10-1 with the last activation `last`; return its predictions."""
    hidden = [keras.layers.Dense(10, "relu"), keras.layers.Dense(10, "relu")]
    net = keras.Sequential([keras.Input((10,)), *hidden, keras.layers.Dense(1, last)])
    net.compile(keras.optimizers.Adam(learning_rate), "mse")
    net.fit(*patients.train, epochs=20, batch_size=100, verbose=0)
    return lambda X: np.asarray(net(X))[:, 0]


def linear_head(learning_rate, seed, data):
    """The last layer may give any number."""
    return regression("linear", learning_rate, data)


def sigmoid_head(learning_rate, seed, data):
    """The last layer stays between 0 and 1."""
    return regression("sigmoid", learning_rate, data)


# %%
race = run.compare(
    {"linear head": linear_head, "sigmoid head": sigmoid_head},
    settings=[0.01, 0.03, 0.1],
    data=parts,
    seeds=3,
    rivals=["constant", "linear"],
)
print(race)

# %% [markdown]
# With the sigmoid no answer can be larger than 1, and the smallest true answer is 25. No
# training can mend that, so this network is wrong by 147 points in the mean, more than twice as
# much as a constant answer. (Its spread is 0.00 because with every seed it ends by saying 1 to
# everybody.) With the linear head the very same network is wrong by 50. So the output layer of a
# regression is **not** a layer like the others: leave its activation out.
#
# Below the table each difference has a margin of noise behind the ±. It says how much the
# difference might change with other seeds and with other test patients. Only a difference
# that is larger than its margin counts. Now look at the line of the linear model. It is as
# good as the network, because their difference of 1.94 is well within the margin of 9.20. The
# two warnings at the end say where a wider choice of settings might help. A sigmoid cannot be
# helped, and the linear model could only become a stronger rival. With 242 patients and ten
# measurements there may be little that is not linear, or too few patients to find it. Always
# let the simple rival take part.
#
# ## When it goes wrong
#
# This loss is meant to be the mean surprise of a classifier. It looks reasonable. But
# when a friend tests it with a very good forecaster, who gives a probability of 0.97 to
# every true class, it says that the forecaster is very bad.
#
# > **Your turn.** Run the cell, find the line to repair, and run it again.

# %%
Q_good = np.array([[0.97, 0.02, 0.01], [0.02, 0.97, 0.01], [0.01, 0.02, 0.97]])
classes = np.array([0, 1, 2])


def mean_surprise(Q, labels):
    """Mean surprise for probabilities Q (examples, classes) and integer labels."""
    given_to_truth = Q[:, labels]
    return -np.log(given_to_truth).mean()


print("loss of the good forecaster:", mean_surprise(Q_good, classes).round(4))
with check.your_turn("a loss that blames the good"):
    check.close(mean_surprise(Q_good, classes), -np.log(0.97), "good forecasts")
    check.close(mean_surprise(Q_good[:2], classes[1:]), 4.2585971, "two wrong ones")

# %% [markdown]
# <details><summary>Hint 1</summary>Print <code>given_to_truth</code>. How many numbers should it
# hold for three examples?</details>
# <details><summary>Hint 2</summary><code>Q[:, labels]</code> takes, for <em>every</em> row, all
# the columns that are named in <code>labels</code>.</details>
# <details><summary>Hint 3</summary>You want the pairs (row 0, its label), (row 1, its label)
# and so on. The row numbers are <code>np.arange(len(Q))</code>.</details>
# <details><summary>Solution</summary>
# <code>given_to_truth = Q[np.arange(len(Q)), labels]</code></details>
#
# The lesson goes further than this line: test a loss on forecasts whose loss you know. The
# perfect one must get nearly 0, and one that gives the same probability to each of $K$ classes
# must get $\log K$.
#
# ## How this compares
#
# The network 10-10-10-1 is a sketch from the slides of a university course on machine learning,
# without results of its own. What can be compared is its number of parameters.

# %%
results.table("LC.P3")

# %% [markdown]
# Mistakes about losses that are easily printed, swapped labels and misspelled names among them,
# are collected in [Printed errors, put right](errata.md).
#
# ## Key points
#
# - Most losses are negative log-likelihoods: the mean surprise of a model that announces
#   probabilities.
# - Normal errors lead to half the mean squared error, heavier tails to the absolute error.
# - Classes lead to the cross-entropy. In the mean over many new examples it cannot fall below
#   the entropy of the world.
# - Softmax turns logits into probabilities; subtract the largest score first. The loss is
#   best computed from the logits directly.
# - Squares have a plateau where a classifier is sure and wrong; the cross-entropy has a ramp.
# - The head, last layer and loss together, follows from the kind of answer.

# %% [markdown]
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("06b_what_to_make_small")

# %% [markdown]
# ## References
#
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, deeplearningbook.org, with
#   lecture slides: losses as likelihoods stand in its chapters 5 and 6.
# - C. E. Shannon, *A mathematical theory of communication*, Bell System Technical Journal 27,
#   1948: where entropy comes from.
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006.
# - The article on *softmax* in Wikipedia.
#
# **What comes next.** We can now say how wrong a network is. The next question is how to make this
# number smaller: [notebook 06c](06c_downhill.ipynb) walks downhill.

# %% tags=["hide-input"]
# @title For the record
run.record("LC.P3", parameters=(11 * 10 + 11 * 10 + 11, 231))
