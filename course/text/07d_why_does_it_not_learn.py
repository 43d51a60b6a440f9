# %% [markdown]
# # 07d · Why does my network not learn?
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/07d_why_does_it_not_learn.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2007d)
#
# *about 60 min · CPU · no download needed · after chapter 07c*

# %% [markdown]
# ## What you will be able to do
#
# - examine a network that does not learn, in an order that finds the cause soonest;
# - say what its loss should be before it has learned anything;
# - use ten examples to tell a bug from a hard problem;
# - read the size of an update, and find units that are dead;
# - repair eight patients, and know what no diagnosis can see.

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

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)
plots.style()
rng = run.seed(7)

# %% [markdown]
# ## A patient
#
# Nothing fails, no line is red, and the accuracy stays where a coin would be. What now?
# The worst thing to do is to turn all the knobs. A doctor goes through the suspects in a
# fixed order, the cheap questions first:
#
# 1. Are the **data** what you think they are?
# 2. Is the **loss at the start** that of somebody who knows nothing?
# 3. Can the network learn **ten examples by heart**?
# 4. How large is a **step**, compared with the weights?
# 5. Are there units **without a life**?
#
# Our patients are small networks that read handwritten digits: 1,797 pictures of 8 by 8
# pixels, 64 inputs, two hidden layers of 64 relus, ten classes.


# %% tags=["nbval-check-output"]
digits = data.load("digits")
X, y = (digits.X / 16).astype("float32"), digits.y  # 0 to 1
order = np.random.default_rng(0).permutation(len(X))
X, y = X[order], y[order]
print(X.shape, X.min(), "to", X.max(), "- labels", sorted(set(y.tolist())))


# %%
def reader(rate=0.003, init="glorot_uniform", bias="zeros", last="softmax"):
    """Make a network of two hidden layers that reads digits, always the same one."""
    keras.utils.set_random_seed(7)
    look = {"kernel_initializer": init, "bias_initializer": bias}
    hidden = [keras.layers.Dense(64, activation="relu", **look) for _ in range(2)]
    output = keras.layers.Dense(10, activation=last)
    model = keras.Sequential([keras.Input((64,)), *hidden, output])
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    return model


def accuracy(model, X, y):
    """Share of right answers."""
    return float((np.asarray(model(X)).argmax(axis=1) == y).mean())


# %%
healthy = reader()
healthy.fit(X[:1200], y[:1200], epochs=15, batch_size=32, verbose=0)
right = accuracy(healthy, X[1200:], y[1200:])
print(f"the healthy one: {right:.1%} of new digits right")

# %% [markdown]
# ## 1. Look at the data, as the network gets them
#
# Not at the file: at the very arrays that go into `fit`. A picture and four numbers catch
# many a bug before it costs an hour.

# %%
fig, ax = plt.subplots(figsize=(9, 3.2))
plots.image_grid(1 - X[:16].reshape(-1, 8, 8), [f"y = {k}" for k in y[:16]], ax=ax)
ax.set_title("The first sixteen of X, and of y")
plots.show(
    fig,
    alt="Sixteen small grey pictures of handwritten digits, each under its label; "
    "picture and label agree.",
)

# %% tags=["nbval-check-output"]
print("largest:", X.max(), " not a number:", np.isnan(X).sum(), " types:", X.dtype,
      y.dtype)
print("examples per class:", np.bincount(y))

# %% [markdown]
# The classic accident is an array that was shuffled without its labels. No shape changes,
# and the network faces noise:

# %% tags=["nbval-check-output"]
shuffled = np.random.default_rng(1).permutation(y)
print(f"labels that still fit their picture: {(shuffled == y).mean():.1%}")

# %% [markdown]
# ## 2. The loss before the first step
#
# A network that knows nothing should give each of $K$ classes the probability $1/K$. Its
# cross entropy is then $-\ln(1/K) = \ln K$:
#
# > **Loss of ignorance.** What a model has that answers the same to everything: $\ln K$
# > for $K$ classes that are equally frequent. For a squared error it is the mean of $y^2$,
# > since a fresh network answers something near 0.

# %% tags=["nbval-check-output"]
for K in (2, 10, 100, 1000):
    print(f"{K:5,} classes: ln K = {np.log(K):.2f}")
found = float(reader().evaluate(X[:256], y[:256], verbose=0))
print(f"ours, fresh, is within a third of ln 10: {abs(found / np.log(10) - 1) < 1 / 3}")

# %% [markdown]
# Why near $\ln K$, and not exactly? Because a fresh network does prefer some classes a
# little. How much depends on the size of its outputs $z$ before the softmax. In NumPy: ten
# outputs of spread $s$, a random class is right, 20,000 times.


# %% tags=["nbval-check-output"]
def softmax(z):
    """Probabilities per row."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


z = np.random.default_rng(2).standard_normal((20_000, 10))
for spread in (0.0, 0.5, 2.0, 10.0):
    p = softmax(spread * z)[:, 0]  # class 0 is as good as any
    print(f"outputs of spread {spread:4}: loss {-np.log(p).mean():.2f}")

# %% [markdown]
# Far **above** that, the network is sure of wrong things: its weights or its inputs are
# too large. Far **below**, it knows the answers, so they leak into `X`. Try pixels from 0
# to 255 instead of 0 to 1, which makes all outputs 255 times as large:

# %%
found = float(reader().evaluate(255 * X[:256], y[:256], verbose=0))
print(f"pixels up to 255: loss {found:.1f} at the start")

# %% [markdown]
# > **Your turn.** Write `ignorance(y)`, the loss of ignorance for whole-number labels that
# > are *not* equally frequent: with $p_c$ the share of class $c$, it is
# > $-\sum_c p_c \ln p_c$.


# %%
def ignorance(y):
    """Cross entropy of a model that knows the shares of the classes, and no more."""
    ...  # your lines here


with check.your_turn("ignorance"):
    check.close(ignorance(np.array([0, 1, 0, 1])), np.log(2), "two equal classes")
    check.close(ignorance(np.array([0, 0, 0, 1])), 0.5623351446, "three to one")

# %% [markdown]
# <details><summary>Hint 1</summary>Count first: <code>np.bincount(y)</code>.</details>
# <details><summary>Hint 2</summary>Counts divided by <code>len(y)</code> are the
# shares.</details>
# <details><summary>Hint 3</summary>A class that never comes has the share 0, and
# $0 \ln 0$ counts as 0: leave it out.</details>
# <details><summary>Solution</summary><code>p = np.bincount(y) / len(y)</code>, then
# <code>p = p[p > 0]</code> and <code>return -(p * np.log(p)).sum()</code></details>
#
# ### Careful: a start that looks healthy
#
# A loss of $\ln K$ is necessary, not sufficient. The classic is a softmax twice: the last
# layer has one, and another follows, as a layer of its own or inside the loss
# (`from_logits=True`; Keras notices that in plain cases, other libraries do not). Nothing
# fails. The second softmax gets numbers between 0 and 1, so it can never be sure:

# %% tags=["nbval-check-output"]
for spread in (0, 2, 5, 50):
    z = spread * np.eye(10)[:1]  # one example; class 0 is right, and ahead by `spread`
    once, twice = softmax(z)[0, 0], softmax(softmax(z))[0, 0]
    print(f"ahead by {spread:2d}: loss {abs(np.log(once)):.3f}, with softmax twice "
          f"{-np.log(twice):.3f}")
print(f"its floor: ln(1 + 9 / e) = {np.log(1 + 9 / np.e):.3f}")

# %% [markdown]
# It starts at 2.303 as it should, and ends at 1.461 whatever it learns. One question did not
# find it. The next one does.
#
# ## 3. Ten examples by heart
#
# > **Overfit test.** Train on ten examples until the loss is nearly 0. A network that
# > cannot learn ten examples by heart has a bug, not a hard problem.
#
# Overfitting, the enemy elsewhere, is here the proof that gradients flow, that the loss is
# the right one, and that the step has a sound size.


# %%
def by_heart(model, X, y, steps=150):
    """Train on ten examples; give the loss after every step."""
    return [float(model.train_on_batch(X[:10], y[:10])) for _ in range(steps)]


patients = {
    "healthy": reader(),
    "rate 1,000 times too small": reader(rate=3e-6),
    "rate 1,000 times too large": reader(rate=3.0),
    "dead units": reader(bias=keras.initializers.Constant(-30)),
}
fig, ax = plt.subplots()
for n, (name, model) in enumerate(patients.items()):
    losses = by_heart(model, X, y)
    look = {"color": plots.PALETTE[n], "marker": plots.MARKERS[n], "markevery": 15}
    ax.plot(np.clip(losses, 1e-3, 1e3), label=name, **look)
ax.set(yscale="log", title="Ten examples by heart", xlabel="step")
ax.set_ylabel("loss (cut at 0.001 and 1,000)")
ax.legend(fontsize=9)
plots.show(
    fig,
    alt="Loss against steps for four networks. The healthy one falls to nearly "
    "zero; with too small a rate or dead units it stays near 2; with too large a "
    "rate it jumps beyond 1,000, comes back, and gets stuck near 1.",
)

# %% [markdown]
# Four networks, four fates. Dead units do not look quite dead: the biases of the *last* layer
# still learn which digits are frequent, and no more. The large rate threw the network far off
# in a single step; what came back knows little more than frequencies, too.

# %% [markdown]
# ## 4. The size of a step
#
# A weight that moves by a millionth of itself per step will not arrive in your lifetime;
# one that moves by half of itself forgets what it knew.
#
# > **Update ratio.** The length of a step of a weight matrix, divided by the length of the
# > matrix. Sound is about one thousandth, give or take a factor of ten.
#
# By hand: the first step of Adam moves each weight by the rate (notebook 07b). A Glorot start
# of 64 by 64 gives weights of a typical size of $\sqrt{2/128} = 0.125$. The ratio of the
# first step is then the rate, divided by 0.125:


# %%
def watched(model, steps=120):
    """Train in batches of 32; give the update ratio of layer 2 at each step."""
    layer, ratios = model.layers[1], []
    for step in range(steps):
        before = layer.get_weights()[0]
        rows = np.arange(32 * step, 32 * step + 32) % 1200
        model.train_on_batch(X[rows], y[rows])
        moved = np.linalg.norm(layer.get_weights()[0] - before)
        ratios.append(moved / np.linalg.norm(before))
    return ratios


# %% tags=["nbval-check-output"]
rates = {"too small": 3e-6, "healthy": 3e-3, "too large": 3.0}
ways = {name: watched(reader(rate=rate)) for name, rate in rates.items()}
for name, rate in rates.items():
    by_hand, found = rate / 0.125, ways[name][0]
    print(f"{name:9s} first step: by hand {by_hand:.0e}, in Keras {found:.0e}")

# %% [markdown]
# (With another digit Keras has 2.1 where we have 2.4: some weights had no gradient.) One step
# is a snapshot. **Watch** the ratio while the network learns:

# %%
fig, ax = plt.subplots(figsize=(7, 3.8))
ax.axhspan(1e-4, 1e-2, color=plots.PALETTE[2], alpha=0.2, label="sound")
for n, (name, ratios) in enumerate(ways.items()):
    look = {"color": plots.PALETTE[n], "marker": plots.MARKERS[n], "markevery": 15}
    ax.semilogy(range(1, 121), ratios, label=f"{name}: rate {rates[name]:g}", **look)
    print(f"{name:9s} step 1: {ratios[0]:.1e}, step 120: {ratios[-1]:.1e}")
ax.set(title="How far does a step move the weights?", xlabel="step",
       ylabel="update / weight")
ax.legend(fontsize=9)
plots.show(
    fig,
    alt="Update ratio against steps on a log axis, with a band of sound values from "
    "a ten-thousandth to a hundredth. A rate of 0.003 starts just above the band "
    "and falls into it; a rate of 0.000003 stays ten times below it; a rate of 3 "
    "starts at 20, falls straight through the band and ends below all others.",
)

# %% [markdown]
# Look at the last curve: it crosses the band of the sound and ends below the timid one. Its
# first step moved the weights by twenty times their size and the units died. Without gradients
# only Adam's momentum rolls on, a tenth slower with each step. So a ratio that is far too
# *small* may be the scar of one that was far too large. **Watch from the first step on.**

# %% [markdown]
# > **Your turn.** `ratio(before, after)` gives that number for two states of a matrix.


# %%
def ratio(before, after):
    """Length of the change, as a share of the length before it."""
    ...  # your line here


with check.your_turn("ratio"):
    check.close(ratio(np.array([[3.0, 4.0]]), np.array([[3.0, 4.5]])), 0.1, "0.5 of 5")
    check.close(ratio(np.ones((2, 2)), np.ones((2, 2))), 0.0, "nothing moved")

# %% [markdown]
# <details><summary>Hint 1</summary><code>np.linalg.norm</code> is the length.</details>
# <details><summary>Hint 2</summary>The change is <code>after - before</code>.</details>
# <details><summary>Hint 3</summary>Divide by the length of <code>before</code>.</details>
# <details><summary>Solution</summary>
# <code>return np.linalg.norm(after - before) / np.linalg.norm(before)</code></details>
#
# ## 5. Units without a life
#
# A relu unit whose $z$ is negative for every example answers 0 to all of them. Its slope
# is 0 too, so it will never change again (notebook 07a).
#
# > **Dead unit.** A unit that gives the same answer to every example.
#
# Tiny numbers: five inputs between 0 and 1, a weight of 2, a bias of -1, and one of -30.

# %% tags=["nbval-check-output"]
x5 = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
for b in (-1.0, -30.0):
    z5 = 2 * x5 + b
    slope = np.where(z5 > 0, 1, 0)
    print(f"bias {b:5}: answers {np.maximum(z5, 0)}, slopes {slope}")

# %% [markdown]
# A picture shows it at a glance: a row for each unit, a column for each example.

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
for ax, name in zip(axes, ("healthy", "dead units"), strict=True):
    hidden = np.asarray(patients[name].layers[0](X[:80]))
    ax.imshow(hidden.T, cmap="viridis", aspect="auto", vmin=0, vmax=2)
    ax.set(title=f"First layer: {name}", xlabel="example", ylabel="unit")
    ax.grid(False)
plots.show(
    fig,
    alt="Two maps of 64 units by 80 examples. In the healthy layer most rows light "
    "up for some examples and not for others, and a few stay dark; in the other one "
    "all is dark, no unit answers to any example.",
)

# %%
for name in ("healthy", "dead units"):
    model = patients[name]
    hidden = np.asarray(model.layers[0](X))  # (examples, 64 units)
    dead = (hidden.std(axis=0) < 1e-6).mean()
    print(f"{name:10s} {dead:.0%} of the first layer's units answer the same to all")

# %% [markdown]
# Some are normal; more than half are a diagnosis. Causes: a step that was far too large
# once, biases that start very negative, weights that start too large.
#
# ## All five in one line
#
# | what you see | look first at |
# |---|---|
# | loss is nan at once, or soon | nan in `X` or `y`, labels out of range, a rate too large |
# | loss at the start far above $\ln K$ | inputs not scaled, weights too large, no softmax |
# | loss stays at $\ln K$ | rate too small, dead units, weights all zero, labels shuffled |
# | loss falls and gets stuck too high | softmax twice, a rate too large, a network too small |
# | loss falls on ten examples, not on all | rate, size of the network, quality of the labels |
# | training good, new examples bad | nothing is broken: notebook 07c |
#
# `check.diagnose(model, X, y)` asks these questions about any compiled Keras model, so also
# about **yours**. It works on a copy: your weights stay as they are. First the healthy one,
# then one that is not:

# %%
findings = check.diagnose(reader(), X, y)

# %%
findings = check.diagnose(reader(rate=3.0), X, y)

# %% [markdown]
# A `[LOOK]` is a place to look at, not a verdict. Its limits: it sees 256 examples, trains
# for 200 steps, and cannot know whether your labels are true.
#
# ## What no diagnosis can see
#
# Suppose those who labelled the pictures were in a hurry, and half of the eights went down as
# threes. If the classes were people, one group would be wronged. We ask for a diagnosis, train
# on these labels, and judge each class on *true* ones.

# %%
hurried = y.copy()
eights = np.flatnonzero(y[:1200] == 8)
hurried[eights[::2]] = 3  # every second eight
findings = check.diagnose(reader(), X[:1200], hurried[:1200])

# %%
unfair = reader()
unfair.fit(X[:1200], hurried[:1200], epochs=15, batch_size=32, verbose=0)
for name, model in (("true labels", healthy), ("hurried", unfair)):
    right = np.asarray(model(X[1200:])).argmax(axis=1) == y[1200:]
    print(
        f"{name:12s} all {right.mean():.1%}, eights {right[y[1200:] == 8].mean():.1%}"
    )

# %% [markdown]
# Every line says OK, and the mean over all digits hides most of it. The network is in perfect
# health: it has learned what it was told. So the last question is asked by a person, with
# numbers **per class and per group**, on labels that somebody has checked.
#
# The diagnosis has a second side. The blind way is to try everything: four knobs with five
# values each are 625 trainings, for a fault that five questions find.

# %% tags=["nbval-check-output"]
knobs, values, hours, kilowatts = 4, 5, 2, 0.3  # two hours of one graphics card each
print(f"try everything: {values**knobs} trainings, "
      f"{values**knobs * hours * kilowatts:.0f} kWh")
print(f"ask five questions, train once: {(0.05 + hours) * kilowatts:.1f} kWh")

# %% [markdown]
# A household of two in Europe lives for more than a month on what the first line burns.
#
# ## When it goes wrong
#
# Your surgery. Each of these patients has **one** fault; the diagnosis names the place.
# Change the line, and run the cell again.
#
# > **Your turn.** Patient 1: the pictures come as they were scanned.

# %%
X_patient = 255 * X  # something to do here
findings = check.diagnose(reader(), X_patient, y)
with check.your_turn("patient 1"):
    check.that(all(f.ok for f in findings), "patient 1", "there is a [LOOK] left")

# %% [markdown]
# <details><summary>Hint 1</summary>Which line says [LOOK] first?</details>
# <details><summary>Hint 2</summary>Weights start for inputs near 1.</details>
# <details><summary>Hint 3</summary>Divide by the largest value a pixel can have.</details>
# <details><summary>Solution</summary><code>X_patient = 255 * X / 255</code></details>
#
# > **Your turn.** Patient 2: somebody counted the digits from one to ten.

# %%
y_patient = y + 1  # something to do here
findings = check.diagnose(reader(), X, y_patient)
with check.your_turn("patient 2"):
    check.that(all(f.ok for f in findings), "patient 2", "there is a [LOOK] left")

# %% [markdown]
# <details><summary>Hint 1</summary>Ten outputs have the numbers 0 to 9.</details>
# <details><summary>Hint 2</summary>Which label has no output?</details>
# <details><summary>Hint 3</summary>Shift all labels by one.</details>
# <details><summary>Solution</summary><code>y_patient = (y + 1) - 1</code>. Some backends
# train on without a word, and the loss becomes nan.</details>
#
# > **Your turn.** Patient 3: it was told to be careful.

# %%
patient = reader(rate=1e-7)  # something to change here
findings = check.diagnose(patient, X, y)
with check.your_turn("patient 3"):
    check.that(all(f.ok for f in findings), "patient 3", "there is a [LOOK] left")

# %% [markdown]
# <details><summary>Hint 1</summary>What does a step move, compared with the
# weights?</details>
# <details><summary>Hint 2</summary>A thousandth would be sound.</details>
# <details><summary>Hint 3</summary>The ratio grows in proportion to the rate.</details>
# <details><summary>Solution</summary><code>reader(rate=0.003)</code></details>
#
# > **Your turn.** Patient 4: no light in the hidden layers.

# %%
patient = reader(bias=keras.initializers.Constant(-30))  # something to change here
findings = check.diagnose(patient, X, y)
with check.your_turn("patient 4"):
    check.that(all(f.ok for f in findings), "patient 4", "there is a [LOOK] left")

# %% [markdown]
# <details><summary>Hint 1</summary>What is relu of a sum minus 30?</details>
# <details><summary>Hint 2</summary>Biases usually start at zero.</details>
# <details><summary>Hint 3</summary>The default of <code>reader</code> is
# <code>bias="zeros"</code>.</details>
# <details><summary>Solution</summary><code>reader()</code></details>
#
# > **Your turn.** Patient 5: a missing value that nobody saw.

# %%
X_patient = X.copy()
X_patient[3, 20] = np.nan  # it came like this; repair it below

findings = check.diagnose(reader(), X_patient, y)
with check.your_turn("patient 5"):
    check.that(all(f.ok for f in findings), "patient 5", "there is a [LOOK] left")

# %% [markdown]
# <details><summary>Hint 1</summary><code>np.isnan(X_patient)</code> finds it.</details>
# <details><summary>Hint 2</summary>One value of a picture may be replaced by what that pixel
# has on average.</details>
# <details><summary>Hint 3</summary><code>np.nanmean(X_patient, axis=0)</code> ignores
# it.</details>
# <details><summary>Solution</summary>
# <code>X_patient = np.where(np.isnan(X_patient), np.nanmean(X_patient, axis=0),
# X_patient)</code></details>
#
# > **Your turn.** Patient 6 predicts a number, how dark a digit is, and the shapes quarrel.

# %%
darkness = X.mean(axis=1)  # (1797,)
keras.utils.set_random_seed(7)
patient = keras.Sequential([keras.Input((64,)), keras.layers.Dense(1)])
patient.compile(keras.optimizers.Adam(0.003), "mse")
findings = check.diagnose(patient, X, darkness)  # something to do here
with check.your_turn("patient 6"):
    check.that(findings[3].ok, "patient 6", "outputs and targets differ in shape")

# %% [markdown]
# <details><summary>Hint 1</summary>The output is (n, 1), the target (n,).</details>
# <details><summary>Hint 2</summary>Chapter 00 has this trap: broadcasting.</details>
# <details><summary>Hint 3</summary>Make a column of the targets.</details>
# <details><summary>Solution</summary>
# <code>check.diagnose(patient, X, darkness[:, None])</code>. A [LOOK] at the start may stay:
# fresh answers are of size 1, darkness is near 0.3. A place to look at, not a verdict: the
# patient learns ten examples by heart, so all is well.</details>
#
# > **Your turn.** Patient 7: its weights were to be fair, and all start equal.

# %%
patient = reader(init="zeros")  # something to change here
findings = check.diagnose(patient, X, y)
with check.your_turn("patient 7"):
    check.that(all(f.ok for f in findings), "patient 7", "there is a [LOOK] left")

# %% [markdown]
# <details><summary>Hint 1</summary>What does a hidden unit answer if all its weights are
# 0?</details>
# <details><summary>Hint 2</summary>And which gradient gets a weight whose unit leads to
# weights of 0?</details>
# <details><summary>Hint 3</summary>Starts are random so that units differ: see the table in
# notebook 07a.</details>
# <details><summary>Solution</summary><code>reader(init="he_normal")</code>, or no
# <code>init</code> at all</details>
#
# > **Your turn.** Patient 8: ten outputs that are no probabilities.

# %%
patient = reader(last="relu")  # something to change here
findings = check.diagnose(patient, X, y)
with check.your_turn("patient 8"):
    check.that(all(f.ok for f in findings), "patient 8", "there is a [LOOK] left")

# %% [markdown]
# <details><summary>Hint 1</summary>Which line is the first with a [LOOK]?</details>
# <details><summary>Hint 2</summary>The loss takes the logarithm of the output for the right
# class. What if that output is 0?</details>
# <details><summary>Hint 3</summary>Ten outputs that are positive and add up to 1: which
# activation does that?</details>
# <details><summary>Solution</summary><code>reader(last="softmax")</code></details>
#
# ## Key points
#
# - Cheap questions first: data, loss at the start, ten examples, size of a step, dead units.
# - The loss at the start is $\ln K$, or something is wrong.
# - What cannot learn ten examples by heart has a bug.
# - A step should move the weights by about a thousandth of their size.
# - Units that answer the same to everything learn nothing, and never will.
# - One change at a time; then ask again.
# - A network in good health learns what it is told. Whether that is right and fair, only
#   numbers per class on checked labels can say.

# %% [markdown]
# ## Quiz
#
# Five questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("07d_why_does_it_not_learn")

# %% [markdown]
# ## References
#
# - A. Karpathy, *A recipe for training neural networks*, 2019
#   ([karpathy.github.io](https://karpathy.github.io/2019/04/25/recipe/)).
# - J. Tobin, *Troubleshooting deep neural networks*, 2019.
# - L. Lu and others, *Dying ReLU and initialization*, Communications in Computational
#   Physics 28, 2020.
#
# **What comes next.** The assignment [hw07_training](../release/hw07_training/training.ipynb)
# ([on Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/release/hw07_training/training.ipynb))
# lets you write the optimisers, the schedules, dropout and the stopping rule yourself. Chapter 08
# leaves the labels behind: networks that learn to describe.
