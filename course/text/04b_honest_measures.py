# %% [markdown]
# # 04b · Honest measures
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/04b_honest_measures.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2004b)
#
# *about 80 min · CPU · one small download (a stand-in where there is no network) · after chapter 04a*

# %% [markdown]
# ## What you will be able to do
#
# - say why a model must be judged on examples it has not seen, and on which;
# - run a k-fold cross-validation by hand, and say how sure its result is;
# - see underfitting and overfitting in numbers and in pictures;
# - search for good settings on a grid and at random, and count what that costs;
# - give rare classes and rare people their weight.

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
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier

plots.style()
rng = run.seed(4)

# %% [markdown]
# ## Seen and unseen
#
# A pupil learns the answers to last year's examination by heart and gets full marks, in last
# year's examination. What does that say about this year's?
#
# Here is a model that learns by heart and does nothing else.
#
# > **Nearest neighbours.** To classify an example, look for the $k$ most similar ones
# > among those already seen, and answer with the class most of them have.
#
# Our data are the 100 days of notebook 04a: hours of daylight and temperature, in four
# seasons, both columns standardised.


# %%
SEASONS = ("Summer", "Fall", "Winter", "Spring")


def four_seasons(seed=10, noise=0.2, sizes=(25, 25, 24, 26)):
    """Draw days: (daylight, temperature), standardised, and the season 0 to 3."""
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(4), sizes)
    angle = (y + rng.uniform(0, 1, len(y))) * np.pi / 2 - np.pi / 4
    light = 12 + 4 * np.cos(angle) + 2 * noise * rng.normal(size=len(y))
    warmth = 12 + 10 * np.cos(angle - 0.5) + 10 * noise * rng.normal(size=len(y))
    return (np.column_stack([light, warmth]) - 12) / [2.8, 7.2], y


def neighbours(X, y, X_new, k):
    """Answer with the commonest class among the k nearest examples; ties go low."""
    gaps = ((X_new[:, None] - X) ** 2).sum(axis=2)  # (new, seen)
    near = y[np.argsort(gaps, axis=1, kind="stable")[:, :k]]
    votes = (near[:, :, None] == np.arange(y.max() + 1)).sum(axis=1)
    return votes.argmax(axis=1)


# %% tags=["nbval-check-output"]
days, season = four_seasons()
for k in (1, 5):
    ours = neighbours(days, season, days, k)
    ready = KNeighborsClassifier(k).fit(days, season).predict(days)
    assert (ours == ready).all()
    print(f"k = {k}: {(ours == season).mean():.2f} right on the days it has seen")

# %% [markdown]
# With $k = 1$ every day is its own nearest neighbour, so the accuracy is 1. It had to be: it
# would be 1 for labels drawn by lot. New days from the same station tell more:

# %% tags=["nbval-check-output"]
new_days, new_season = four_seasons(seed=1000, sizes=(250,) * 4)
by_lot = np.random.default_rng(1).permutation(season)
for name, labels in (("true labels  ", season), ("labels by lot", by_lot)):
    seen = (neighbours(days, labels, days, 1) == labels).mean()
    unseen = (neighbours(days, labels, new_days, 1) == new_season).mean()
    print(f"{name}: {seen:.2f} on seen days, {unseen:.2f} on new ones")

# %% [markdown]
# > **Generalization.** To be right about examples that were not there when the model learned.
#
# > **Overfitting.** To do much better on the examples one has seen than on others:
# > the model keeps their details, chance included.
#
# So we part our examples *before* anything is learned. The **training set** teaches, the **test
# set** judges. In competitions the labels of the test set are kept secret, for good reason.
#
# ### Which of the two is larger?
#
# Write $H_\theta$ for a model $H$ with the settings $\theta$. Its accuracy on the $N$ training
# examples is $\operatorname{tr}(\mathbf{E})/N$, and on $M$ test examples likewise, with
# their own table. One printed chapter gives the rule as
# $ACC_{train} \le ACC_{test} + \epsilon$. Is that the right way round? Split the days in
# halves, a thousand times, and count.


# %%
def halves(rng, n):
    """Two random halves of the numbers 0 to n-1."""
    order = rng.permutation(n)
    return order[: n // 2], order[n // 2 :]


# %% tags=["nbval-check-output"]
gaps = []
for seed in range(1000):
    train, test = halves(np.random.default_rng(seed), 100)
    right = [
        (neighbours(days[train], season[train], days[part], 3) == season[part]).mean()
        for part in (train, test)
    ]
    gaps.append(right[0] - right[1])
gaps = np.array(gaps)
print(f"train better {np.mean(gaps > 0):.1%}, equal {np.mean(gaps == 0):.1%},"
      f" test better {np.mean(gaps < 0):.1%}; mean gap {gaps.mean():.3f}")

# %% [markdown]
# The usual case is $ACC_{test} \le ACC_{train} + \epsilon$, where $\epsilon$ is the luck of
# the draw. The printed inequality is reversed: as it stands it *forbids* overfitting. The
# gap is something to read:
#
# | test against train | most likely |
# |---|---|
# | a little below, or about equal | all is well |
# | far below | overfitting |
# | both low | underfitting: the model is too simple, or was trained too little |
# | far **above** | suspicious: a bug, an easy test set, or examples from another source |
#
# For the last line, a test set of clear days only, far from every border:

# %% tags=["nbval-check-output"]
train, test = halves(np.random.default_rng(3), 100)
middle = np.array([days[season == c].mean(axis=0) for c in range(4)])
off = np.linalg.norm(days - middle[season], axis=1)
easy = test[off[test] < np.median(off[test])]
for name, part in (("train", train), ("test", test), ("easy test", easy)):
    right = neighbours(days[train], season[train], days[part], 9) == season[part]
    print(f"{name:9s} {right.mean():.2f} of {len(part)}")

# %% [markdown]
# ### Three parts, not two
#
# We will want to try several $k$ and keep the best. Best on what? Not on the training set
# ($k = 1$ always wins there). On the test set, then? People do, and some tutorials pass
# `validation_data=(x_test, y_test)` to Keras. Watch what that does. Two hundred "models" toss
# coins; we keep the one that does best on the test set of 50:

# %% tags=["nbval-check-output"]
coin = np.random.default_rng(999)
truth_test, truth_later = coin.integers(2, size=50), coin.integers(2, size=5000)
best = max(range(200), key=lambda s: (
    np.random.default_rng(s).integers(2, size=50) == truth_test).mean())
tossed = np.random.default_rng(best).integers(2, size=50)
later = np.random.default_rng(best + 1000).integers(2, size=5000)
print(f"chosen on the test set, judged on it:  {(tossed == truth_test).mean():.2f}")
print(f"the same model on 5,000 new examples: {(later == truth_later).mean():.2f}")

# %% [markdown]
# > **Validation set.** The part on which settings are chosen: not taught with, not
# > judged with.
#
# So: **train** teaches, **validation** chooses, **test** judges, once, at the very end. If you
# were given a labelled test set, choose with what you have, train once more on *all* the
# training data, and report on that test set. If you were not, validate by the method of the
# next section. In either case, report on unseen data. (You may find three such parts called
# "3-fold cross-validation". That is something else, and comes next.)


# %% tags=["nbval-check-output"]
big_days, big_season = four_seasons(seed=20, sizes=(100,) * 4)
order = np.random.default_rng(0).permutation(400)
train, val, test = np.split(order, [200, 300])
scores = {
    k: (neighbours(big_days[train], big_season[train], big_days[val], k)
        == big_season[val]).mean()
    for k in (1, 3, 9, 27, 81)
}
print("validation:", {k: round(float(score), 2) for k, score in scores.items()})
best_k = max(scores, key=scores.get)
both = np.concatenate([train, val])
guess = neighbours(big_days[both], big_season[both], big_days[test], best_k)
print(f"k = {best_k}, judged once: {(guess == big_season[test]).mean():.2f}")

# %% [markdown]
# ## k-fold cross-validation
#
# With 100 examples a validation set is a luxury: what it holds cannot teach, and 20
# examples judge poorly. The way out is to let everybody do both, in turns.
#
# > **k-fold cross-validation.** Part the examples into $K$ groups of nearly equal size,
# > the **folds**. $K$ times, train on all folds but one and validate on that one. Report
# > the mean and the spread of the $K$ results.
#
# By hand, with seven examples and three folds: 7 = 3 + 2 + 2. The first $N \bmod K$ folds
# get one more.


# %%
def folds_of(n, k, rng=None):
    """Part 0..n-1 into k folds; shuffled first if there is a generator."""
    order = np.arange(n) if rng is None else rng.permutation(n)
    return np.array_split(order, k)


# %% tags=["nbval-check-output"]
for fold in folds_of(7, 3):
    print("validate", fold, " train", np.setdiff1d(np.arange(7), fold))
library = [fold for _, fold in KFold(3).split(np.zeros((100, 1)))]
for ours, theirs in zip(folds_of(100, 3), library, strict=True):
    assert (ours == theirs).all()
print("100 in 3 folds:", [len(fold) for fold in library])

# %% [markdown]
# Now for the noisy line of 04a. One result per fold, $MSE_k$, then the mean
# $\bar{E} = \frac1K\sum_k MSE_k$ and the standard deviation
# $\sigma = \sqrt{\frac{1}{K-1}\sum_k (MSE_k - \bar{E})^2}$.


# %% tags=["nbval-check-output"]
def noisy_line(rng, n=100, sigma=0.15):
    """Draw n readings of the line 0.5 + x, hidden in noise: X with ones, and y."""
    x = rng.uniform(-1, 1, n)
    return np.column_stack([np.ones(n), x]), 0.5 + x + sigma * rng.standard_normal(n)


def line_scores(y, y_hat):
    """R2, MAE and MSE."""
    squares = (y - y_hat) ** 2
    r2 = 1 - squares.sum() / ((y - y.mean()) ** 2).sum()
    return r2, np.abs(y - y_hat).mean(), squares.mean()


def cross_validated(X, y, folds):
    """Fit a line without each fold in turn: weights and scores, one row per fold."""
    weights, scores = [], []
    for fold in folds:
        rest = np.setdiff1d(np.arange(len(y)), fold)
        weights.append(np.linalg.lstsq(X[rest], y[rest], rcond=None)[0])
        scores.append(line_scores(y[fold], X[fold] @ weights[-1]))
    return np.array(weights), np.array(scores)


X, y = noisy_line(np.random.default_rng(5))
weights, scores = cross_validated(X, y, folds_of(100, 3))
print(scores.round(4))  # (folds, 3 metrics)

# %% tags=["nbval-check-output"]
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_validate

ready = cross_validate(
    LinearRegression(), X[:, 1:], y, cv=KFold(3),
    scoring={"R2": "r2", "MAE": "neg_mean_absolute_error",
             "MSE": "neg_mean_squared_error"},
)
theirs = [ready["test_R2"], -ready["test_MAE"], -ready["test_MSE"]]
check.close(scores.T, theirs, "scores of three folds")

means, stds = scores.mean(axis=0), scores.std(axis=0, ddof=1)
names = ("R2", "MAE", "MSE")
published = [(0.935006, 0.054835), (0.106212, 0.042851), (0.0184534, 0.014333)]
for name, mean, std, pair in zip(names, means, stds, published, strict=True):
    print(
        f"{name:4s} {mean:.4f} ({std:.4f})", "  published {:.4f} ({:.4f})".format(*pair)
    )
run.record(
    "B04.P8", **{n: (m, p[0]) for n, m, p in zip(names, means, published, strict=True)}
)

# %%
fig, ax = plt.subplots(figsize=(6.8, 4.4))
ax.plot(X[:, 1], y, "o", ms=4, alpha=0.35)
ends = np.array([[1, -1], [1, 1]])
for n, w in enumerate(weights):
    ax.plot(
        [-1, 1], ends @ w, color=plots.PALETTE[n + 1], label=f"without fold {n + 1}"
    )
ax.plot([-1, 1], ends @ [0.5, 1], "k--", lw=1.2, label="true line")
words = [f"{n} {m:.3f} ({s:.3f})" for n, m, s in zip(names, means, stds, strict=True)]
ax.legend(title="\n".join(words), loc="upper left")
ax.set(title="Three folds, three lines", xlabel="x", ylabel="y")
plots.show(
    fig,
    alt="Three fitted lines that lie almost on each other and on the dashed true line; "
    "the legend gives R2, MAE and MSE with their standard deviations in brackets.",
)

# %% [markdown]
# Three lines from two thirds of the data each, all but equal, and scores close to those of
# 04a, where all the data were used: MSE 0.022. **When results on
# parts agree with the result on the whole, the model fits the problem**: it neither starves
# nor memorises.
#
# > **Careful.** The formula divides by $K-1$; `np.std` divides by $K$. With three folds
# > the two differ by more than a fifth. Use one, and say which. (Published: `np.std`.
# > We say `ddof=1` here, because the folds are a sample.)

# %% tags=["nbval-check-output"]
print(f"MSE, dividing by K - 1: {scores[:, 2].std(ddof=1):.5f}")
print(f"MSE, dividing by K:     {scores[:, 2].std():.5f}")

# %% [markdown]
# ### What spread would be ideal?
#
# Small, one would think. A text in wide use says that the standard deviation of the MSE
# should "ideally be about 1". Try that: measure the same data in centimetres instead of
# metres, and then data without any noise.

# %% tags=["nbval-check-output"]
for name, sigma, unit in (
    ("metres", 0.15, 1),
    ("centimetres", 0.15, 100),
    ("no noise", 0, 1),
):
    X_u, y_u = noisy_line(np.random.default_rng(5), sigma=sigma)
    spread = cross_validated(X_u, unit * y_u, folds_of(100, 3))[1][:, 2].std(ddof=1)
    print(f"{name:12s} std of the MSE: {spread:.4f}")

# %% [markdown]
# The spread has a unit, so no fixed number can be its ideal; with perfect data it is **0**.
# The nearer to 0, compared with the mean, the better.
#
# ## Careful: a figure that cannot be
#
# The same text fits a line to its 100 readings and gets a training MSE of 0.0223. Then it
# cross-validates on, one would think, the same readings and gets 0.0185, *less* on unseen
# data than on seen. A lucky draw? Let us draw 2,000 times.

# %% tags=["nbval-check-output"]
ratios = []
for seed in range(2000):
    X_s, y_s = noisy_line(np.random.default_rng(seed))
    w_all = np.linalg.lstsq(X_s, y_s, rcond=None)[0]
    folds = folds_of(100, 3)
    by_fold = cross_validated(X_s, y_s, folds)[1][:, 2]
    sizes = [len(fold) for fold in folds]
    ratios.append(
        np.average(by_fold, weights=sizes) / np.mean((X_s @ w_all - y_s) ** 2)
    )
print(f"cross-validated / training MSE: least {min(ratios):.3f}")
print(f"published:                            {0.0184534 / 0.022262066:.3f}")

# %% [markdown]
# Never below 1, and there is a theorem behind it. Let
# $\mathbf{H} = \mathbf{X}(\mathbf{X}^\top\mathbf{X})^{-1}\mathbf{X}^\top$, and $\mathbf{H}_{kk}$
# its block for the examples of fold $k$. If $\mathbf{e}_k$ are their errors with the line of *all*
# data, then without them the errors are
#
# $$\mathbf{e}_k^{cv} = (\mathbf{I} - \mathbf{H}_{kk})^{-1}\,\mathbf{e}_k$$
#
# $\mathbf{I} - \mathbf{H}_{kk}$ never makes a vector longer, so its inverse never makes one
# shorter: **no fold can do better unseen than seen**. Check the formula on our first fold:

# %% tags=["nbval-check-output"]
hat = X @ np.linalg.pinv(X)
errors = X @ np.linalg.lstsq(X, y, rcond=None)[0] - y
fold = folds_of(100, 3)[0]
shrink = np.eye(len(fold)) - hat[np.ix_(fold, fold)]
unseen = np.linalg.solve(shrink, errors[fold])
check.close(unseen, X[fold] @ weights[0] - y[fold], "errors without the fold")
seen_mse, unseen_mse = np.mean(errors[fold] ** 2), np.mean(unseen**2)
print(f"fold 1: seen {seen_mse:.5f}, unseen {unseen_mse:.5f}")

# %% [markdown]
# So the two published numbers must come from two different draws: somebody ran the cell that
# makes the data again. *Restart and run all* before you believe your own notebook, and look
# twice at any result that is better unseen than seen.
#
# ## More folds
#
# Why three folds, and not five, or fifty? Take some time to guess: with more folds, what
# will happen to the mean of the results, and what to their spread?
#
# A published answer says that both settle, and that the spread *shrinks*: more folds, more
# certainty. A hundred draws of the noisy line, each with several $K$:

# %%
by_k = {}
for K in (3, 5, 10, 20, 50):
    rows = []
    for seed in range(100):
        draw = np.random.default_rng(seed)
        X_s, y_s = noisy_line(draw)
        by_fold = cross_validated(X_s, y_s, folds_of(100, K, draw))[1][:, 2]
        rows.append((by_fold.mean(), by_fold.std(ddof=1)))
    by_k[K] = np.mean(rows, axis=0)

# %% tags=["nbval-check-output"]
print(" K   mean of the MSE   std over folds   std / sqrt(K)")
for K, (mean, std) in by_k.items():
    print(f"{K:2d} {mean:15.5f} {std:16.4f} {std / np.sqrt(K):15.4f}")

# %%
fig, ax = plt.subplots()
K_s, table = list(by_k), np.array(list(by_k.values()))
ax.plot(K_s, table[:, 0], "o-", label="mean")
ax.plot(K_s, table[:, 1], "s--", label="std over the folds")
ax.plot(K_s, table[:, 1] / np.sqrt(K_s), "^:", label="std / sqrt(K)")
ax.set(
    title="More folds, larger spread", xlabel="folds K", ylabel="MSE", ylim=(0, None)
)
ax.legend()
plots.show(
    fig,
    alt="Against the number of folds, the mean of the MSE stays flat at 0.023, the "
    "standard deviation over the folds grows from 0.005 to 0.023, and that divided by "
    "the root of K stays flat near 0.003.",
)

# %% [markdown]
# The mean settles indeed, a little lower: with more folds each model learns from more
# examples. But the spread over folds **grows**, for each fold is judged by fewer examples,
# and few examples judge wildly. What stays put is the spread of the *mean*:
#
# > **Standard error.** The standard deviation of $K$ results divided by $\sqrt{K}$: about how
# > far their mean may be off. (For folds only roughly, since they share training data.)
#
# So report $\sigma/\sqrt{K}$, or repeat the whole cross-validation with other shuffles.
#
# > **Your turn.** Write `standard_error(results)`, with $K - 1$ in the variance.


# %%
def standard_error(results):
    """How far the mean of these results may be off."""
    ...  # your line here


with check.your_turn("standard_error"):
    check.close(
        standard_error(np.array([1.0, 2.0, 3.0, 4.0])), 0.6454972243679028, "1..4"
    )
    check.close(standard_error(np.full(5, 0.3)), 0.0, "five times the same")

# %% [markdown]
# <details><summary>Hint 1</summary><code>results.std(ddof=1)</code> divides by K - 1.</details>
# <details><summary>Hint 2</summary>How many results are there? <code>len(results)</code>.</details>
# <details><summary>Hint 3</summary>Divide by its root, <code>np.sqrt</code>.</details>
# <details><summary>Solution</summary>
# <code>return results.std(ddof=1) / np.sqrt(len(results))</code></details>
#
# ### Shuffle first
#
# `KFold(3)` takes the examples in the order in which they lie. Many files are sorted: by date,
# by size, by class. Then each fold is a piece of the world that the model has never seen.

# %% tags=["nbval-check-output"]
order = X[:, 1].argsort()
X_sorted, y_sorted = X[order], y[order]
for name, folds in {
    "as they lie": folds_of(100, 3),
    "shuffled   ": folds_of(100, 3, np.random.default_rng(0)),
}.items():
    r2 = cross_validated(X_sorted, y_sorted, folds)[1][:, 0]
    print(f"{name}: R2 {r2.mean():.2f}, worst fold {r2.min():.2f}")

# %% [markdown]
# The line is as good as ever; only R² suffers, because within a slice of $x$ hardly anything
# is left to explain. With classes it is worse. Our days lie season by season:

# %% tags=["nbval-check-output"]
splitters = {
    "KFold, as they lie": KFold(4),
    "KFold, shuffled": KFold(4, shuffle=True, random_state=0),
    "StratifiedKFold": StratifiedKFold(4, shuffle=True, random_state=0),
}
for name, splitter in splitters.items():
    right, counts = [], []
    for train, val in splitter.split(days, season):
        guess = neighbours(days[train], season[train], days[val], 3)
        right.append((guess == season[val]).mean())
        counts.append(np.bincount(season[val], minlength=4).tolist())
    print(f"{name:18s} {np.mean(right):.2f} right; seasons in fold 1: {counts[0]}")

# %% [markdown]
# As they lie, the first fold is the summer, and a model that never saw one cannot guess it. So:
# `shuffle=True` with a `random_state`, and for classes `StratifiedKFold`, which deals every class
# evenly. (Series in time are the exception: there the future must not teach the past.)
#
# ## Too simple, too clever
#
# A signal that is no line, 30 readings of it, and polynomials from a straight line to degree
# 15. The more coefficients, the closer to the readings. And to the truth?

# %%
wave = np.random.default_rng(3)
x_w = np.sort(wave.uniform(-1, 1, 30))
y_w = np.sin(4 * x_w) + 0.3 * wave.standard_normal(30)
degrees = np.arange(1, 16)
fit = np.polynomial.Polynomial.fit
train_mse = [np.mean((fit(x_w, y_w, d)(x_w) - y_w) ** 2) for d in degrees]
val_mse = np.zeros((len(degrees), 60))  # 10 shuffles of 6 folds
for row, d in enumerate(degrees):
    for column, fold in enumerate(
        fold for s in range(10) for fold in folds_of(30, 6, np.random.default_rng(s))
    ):
        rest = np.setdiff1d(np.arange(30), fold)
        curve = fit(x_w[rest], y_w[rest], d, domain=[-1, 1])
        val_mse[row, column] = np.mean((curve(x_w[fold]) - y_w[fold]) ** 2)

# %%
typical = np.median(val_mse, axis=1)
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.9))
left.plot(x_w, y_w, "o", ms=5)
grid = np.linspace(x_w[0], x_w[-1], 300)
for n, d in enumerate((1, 5, 15)):
    left.plot(
        grid, fit(x_w, y_w, d)(grid), color=plots.PALETTE[n + 1], label=f"degree {d}"
    )
left.set(title="Three of the fits", xlabel="x", ylabel="y", ylim=(-2, 2))
left.legend()
right.plot(degrees, train_mse, "o-", label="seen")
right.plot(degrees, typical, "s--", label="unseen (median fold)")
right.set(yscale="log", title="Too simple, about right, too clever")
right.set(xlabel="degree", ylabel="MSE")
right.legend()
plots.show(
    fig,
    alt="Left, a wavy cloud: a straight line misses it, degree 5 follows it, degree 15 "
    "swings wildly between them. Right, the error on seen readings falls with the "
    "degree; on unseen ones it falls to about degree 5 and then rises steeply.",
)

# %% [markdown]
# > **Underfitting.** The model has not got the pattern: bad on seen and on unseen examples.
#
# The error on unseen data has the shape of a **U**: underfitting on the left, overfitting on
# the right. (A *score*, where high is good, has it upside down.) Choose near the bottom, and
# between equals the one whose results **vary** less.
#
# ### How many layers?
#
# The same question for networks on the four seasons. Seven candidates, each with one
# layer more than the last, put *in front*, twice as wide:
#
# | layers | neurons, input to output | parameters |
# |---|---|---|
# | 1 | 8 | 60 |
# | 2 | 16-8 | 220 |
# | 3 | 32-16-8 | 796 |
# | 4 | 64-32-16-8 | 2,972 |
# | 5 | 128-64-32-16-8 | 11,420 |
# | 6 | 256-128-64-32-16-8 | 44,700 |
# | 7 | 512-256-128-64-32-16-8 | 176,796 |
#
# The parameters count two inputs and four outputs, too. Every candidate gets the same training,
# and is judged by its balanced error rate in two stratified cross-validations of five folds.

# %%
import warnings

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

warnings.simplefilter("ignore", ConvergenceWarning)  # we stop early, on purpose
sizes = {layers: [2 ** (n + 2) for n in range(layers, 0, -1)] for layers in range(1, 8)}


def network(layers, seed, epochs=100):
    """An untrained network with that many hidden layers."""
    return MLPClassifier(
        sizes[layers], max_iter=epochs, batch_size=20, random_state=seed,
        n_iter_no_change=epochs,
    )


net = network(5, 0, epochs=1).fit(days, season)
print("parameters:", sum(w.size for w in net.coefs_ + net.intercepts_))

# %%
bers, seen_bers = {}, {}
for layers in run.progress(sizes, "layers"):
    bers[layers], seen_bers[layers] = [], []
    for seed in range(2):
        splitter = StratifiedKFold(5, shuffle=True, random_state=seed)
        for train, val in splitter.split(days, season):
            with threadpool_limits(1):
                net = network(layers, seed).fit(days[train], season[train])
            for part, kept in ((val, bers), (train, seen_bers)):
                right = balanced_accuracy_score(season[part], net.predict(days[part]))
                kept[layers].append(1 - right)

# %%
published = [(0.275, 0.22), (0.104, 0.10), (0.100, 0.08), (0.096, 0.10), (0.067, 0.05),
             (0.079, 0.04), (0.088, 0.08)]
print("layers    BER    std   on seen days    published BER  std")
for layers, pair in zip(sizes, published, strict=True):
    mean, std = np.mean(bers[layers]), np.std(bers[layers], ddof=1)
    print(f"{layers:4d}   {mean:6.3f} {std:6.3f} {np.mean(seen_bers[layers]):10.3f}",
          f"{pair[0]:17.3f} {pair[1]:8.2f}")
    run.record("B04.P9", **{f"ber_{layers}": (mean, pair[0])})

# %%
fig, ax = plt.subplots()
ax.boxplot(list(bers.values()), tick_labels=list(sizes), medianprops={"color": "black"})
ax.plot(range(1, 8), [np.mean(b) for b in bers.values()], "D", ms=5, label="mean")
ax.set(
    title="Ten folds for each number of layers", xlabel="hidden layers", ylabel="BER"
)
ax.legend()
plots.show(
    fig,
    alt="Box plots of the balanced error rate for one to seven hidden layers: far the "
    "highest for one layer, lower for two, and nearly the same from three on.",
)

# %% [markdown]
# One layer of eight neurons **underfits**: it is poor even on days it has seen. From left to
# right the error on seen days falls, and the gap to unseen days opens. On unseen days four to
# seven layers are within a standard error (about 0.02) of each other. We may say "one is too few",
# but not "seven beat five". A published run names five layers the best, with 0.067 against
# 0.079 for six; its spreads, 0.05 and 0.04, do not carry that either. Among equals take
# the smallest model.
#
# Numbers hide what happens, so look. To make it plain, six of the 100 days get a wrong season, as
# if mistyped. Three networks learn from all of them, and 1,000 new days judge.

# %%
typist = np.random.default_rng(2)
slips = typist.choice(100, 6, replace=False)
typed = season.copy()
typed[slips] = (typed[slips] + typist.integers(1, 4, 6)) % 4
pictured = {}
for layers, epochs in ((1, 100), (5, 100), (7, 300)):
    with threadpool_limits(1):
        net = network(layers, 1, epochs).fit(days, typed)
    seen = 1 - balanced_accuracy_score(typed, net.predict(days))
    unseen = 1 - balanced_accuracy_score(new_season, net.predict(new_days))
    pictured[layers] = net
    print(f"layers: {layers}, epochs: {epochs}, BER {seen:.3f} seen, {unseen:.3f} new")

# %%
fig, axes = plt.subplots(1, 3, figsize=(13, 4.2))
titles = "1 layer: underfits", "5 layers: about right", "7 layers: overfits"
for ax, net, title in zip(axes, pictured.values(), titles, strict=True):
    plots.decision_regions(net.predict, days, typed, ax=ax, names=SEASONS)
    ax.plot(*days[slips].T, "o", ms=13, mfc="none", mec="black", mew=1.6)
    ax.set(title=title, xlabel="daylight", ylabel="temperature")
    ax.get_legend().set_visible(ax is axes[0])
plots.show(
    fig,
    alt="Three maps of the four seasons with six circled, mistyped days. One layer: "
    "coarse regions with nearly straight borders, many days on the wrong side. Five "
    "layers: smooth borders that ignore most mistyped days. Seven layers: narrow "
    "tongues reach out to mistyped days, such as one of Winter into Summer.",
)

# %% [markdown]
# The largest network, trained longest, reaches out to single mistyped days (circled), and pays for
# it on new ones: it has begun to learn typing errors by heart.

# %% [markdown]
# ## Two kinds of numbers
#
# > **Parameters.** The numbers that training finds: weights and biases, later filters.
#
# > **Hyperparameters.** The settings $\theta$ needed to *find* them: the number of layers and
# > of neurons, the activation, the learning rate, the most updates allowed; for networks that
# > read pictures also the number and size of filters.
#
# It is often said that the same hyperparameters give the same solution. For a network
# that is so only with the same seed, since its weights start at random:


# %%
def disagreement(seed, other):
    """Share of a plane of days on which two trained networks answer differently."""
    plane = np.stack(np.meshgrid(*[np.linspace(-2, 2, 60)] * 2), axis=-1).reshape(-1, 2)
    answers = []
    for s in (seed, other):
        with threadpool_limits(1):
            answers.append(network(4, s).fit(days, season).predict(plane))
    return np.mean(answers[0] != answers[1])


print(f"same settings, same seed:   {disagreement(1, 1):.1%} of the plane differs")
print(f"same settings, other seed: {disagreement(1, 2):.1%} of the plane differs")

# %% [markdown]
# ## Searching for settings
#
# Nobody can compute the best hyperparameters. One tries. **Exhaustive search** tries every
# combination there is. Take 4 to 1,024 neurons and 1 to 100 layers:

# %% tags=["nbval-check-output"]
everything = (1024 - 4 + 1) * (100 - 1 + 1)
neurons = np.linspace(4, 1024, 10).astype(int)
layers = np.linspace(1, 100, 10).astype(int)
print(f"all combinations: {everything:,}")
print("neurons:", neurons.tolist())
print("layers: ", layers.tolist())
print(f"a grid of them:   {len(neurons) * len(layers)}")
run.record("B04.P10", grid=(100, 100), exhaustive=(everything, 102_000))

# %% [markdown]
# (4 to 1,024 are 1,021 numbers, not 1,020: 102,100 runs, where 102,000 is printed.)
#
# > **Grid search.** Try all combinations of a few values per setting. It *is* an exhaustive
# > search, of the grid. (Texts that contrast the two mean: of the grid, not of everything.)
#
# > **Random search.** Draw each setting at random from its range, as often as you can afford.
#
# Grid search by hand: two loops and a cross-validation. Our model is a support vector machine
# with two settings, $C$ (how much a mistake costs) and $\gamma$ (how local it is), on
# the days. scikit-learn's `GridSearchCV` must find the same.

# %% tags=["nbval-check-output"]
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV, cross_val_score
from sklearn.svm import SVC

splitter = StratifiedKFold(5, shuffle=True, random_state=0)
C_s = gamma_s = np.logspace(-2, 2, 5)
found = {}
for C in C_s:
    for gamma in gamma_s:
        model = SVC(C=C, gamma=gamma)
        found[C, gamma] = cross_val_score(
            model, days, season, cv=splitter, scoring="balanced_accuracy"
        ).mean()
best = max(found, key=found.get)
ready = GridSearchCV(
    SVC(), {"C": C_s, "gamma": gamma_s}, cv=splitter, scoring="balanced_accuracy"
).fit(days, season)
check.close(found[best], ready.best_score_, "best score")
check.close(
    best, [ready.best_params_["C"], ready.best_params_["gamma"]], "best settings"
)
print(f"{len(found)} runs: C {best[0]:g}, gamma {best[1]:g}, BER {1 - found[best]:.3f}")

# %%
from scipy.stats import loguniform

ranges = {"C": loguniform(0.01, 100), "gamma": loguniform(0.01, 100)}
random_bers = []
for seed in range(10):
    search = RandomizedSearchCV(
        SVC(), ranges, n_iter=25, cv=splitter, scoring="balanced_accuracy",
        random_state=seed,
    ).fit(days, season)
    random_bers.append(1 - search.best_score_)
print("25 random draws, ten times: BER", np.sort(np.round(random_bers, 3)))

# %% [markdown]
# Which is faster? **It depends, and with the same number of runs they cost the same.** Random
# search has one advantage, shown by Bergstra and Bengio (2012): often one
# setting matters and the other hardly does. Nine runs on a grid then try only three values of
# the one that matters, nine random runs try nine. (This draw was chosen for a clear picture; luck
# decides how near one of the nine comes.)

# %%
fig, axes = plt.subplots(1, 2, figsize=(8.4, 3.7), sharey=True)
u = np.linspace(0, 1, 200)
ticks = np.array([0.15, 0.5, 0.85])
spots = {
    "grid: 3 values tried": np.stack(np.meshgrid(ticks, ticks)).reshape(2, -1),
    "random: 9 values tried": np.random.default_rng(449).uniform(size=(2, 9)),
}
for ax, (title, (across, up)) in zip(axes, spots.items(), strict=True):
    ax.plot(across, up, "o", zorder=3)
    ax.plot(u, 1.05 + 0.3 * np.exp(-(((u - 0.68) / 0.09) ** 2)), color="grey")
    ax.vlines(across, 0, 1.05 + 0.3 * np.exp(-(((across - 0.68) / 0.09) ** 2)), lw=0.7)
    ax.set(title=title, xlabel="the setting that matters", ylabel="the other one")
    ax.set(xticks=[], yticks=[])
plots.show(
    fig,
    alt="Two squares with nine dots. On the left, in a grid, the dots share three "
    "positions along the axis that matters and miss the peak drawn above; right, "
    "at random, nine positions are tried and one is near the peak.",
)

# %% [markdown]
# Use a grid if you know the ranges and they are few; draw at random otherwise. Better
# searches learn from the runs already made: **Bayesian** optimisation (Feurer and others, 2015),
# **evolutionary** strategies (Loshchilov and Hutter, 2016), even **gradients** with respect to
# hyperparameters (Maclaurin and others, 2015). Whether all this is engineering or an art has been
# debated (Bergstra and others, 2011).
#
# > **Careful.** Older texts wrap networks for scikit-learn with Keras' own
# > `KerasClassifier`. Keras no longer has it; the package **SciKeras** does. For searching, use
# > **Optuna**, **KerasTuner**, **Ray Tune**, or scikit-learn's `HalvingGridSearchCV`, which
# > gives every candidate a little data and only the better ones more.
#
# ## Unequal classes
#
# The Cleveland table does not only say ill or healthy. It has five grades, from 0 to 4. We ask
# for the **grave** cases, grades 3 and 4.

# %%
patients = data.load("cleveland")
whole = ~np.isnan(patients.X).any(axis=1)
P, grave = patients.X[whole], (patients.y[whole] >= 3).astype(int)
print("patients per grade:", np.bincount(patients.y[whole]), " grave:", grave.sum())

# %% [markdown]
# A model that minimises the plain loss will serve the many and overlook the few.
# What to do? Best: **get more data** of the rare class. Never simply cut the
# frequent one down, for every patient teaches something. If no more can be had, weigh:
#
# > **Class weight.** A factor for the loss of every example of a class. *Balanced* weights are
# > $N / (K\,n_c)$, with $n_c$ examples of class $c$ out of $K$ classes: then each class has the
# > same say.

# %% tags=["nbval-check-output"]
from sklearn.utils.class_weight import compute_class_weight

y_tiny = np.array([0, 0, 0, 0, 0, 0, 1, 1, 2])
n_c = np.bincount(y_tiny)
balanced = len(y_tiny) / (len(n_c) * n_c)
classes = np.arange(3)
ready = compute_class_weight("balanced", classes=classes, y=y_tiny)
check.close(balanced, ready, "class weights")
print("weights", balanced, " say of each class", balanced * n_c)

# %% [markdown]
# > **Careful.** Old code says `class_weight="auto"`. It was removed from scikit-learn:

# %% tags=["nbval-check-output"]
from sklearn.linear_model import LogisticRegression

try:
    LogisticRegression(class_weight="auto").fit(days, season)
except ValueError as error:
    print(type(error).__name__)
LogisticRegression(class_weight="balanced").fit(days, season).classes_

# %% [markdown]
# ### The weights in Keras
#
# Keras takes a dict: `fit(..., class_weight={0: 0.5, 1: 1.5})`. Does it mean what we mean? A
# sigmoid neuron on 40 examples, a fifth of them in class 1, ten steps by hand and ten by Keras.


# %%
def weighted_steps(X, y, weight, learning_rate, steps):
    """Gradient descent on the weighted cross-entropy of a sigmoid neuron."""
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-X @ w))
        w -= learning_rate * X.T @ (weight[y] * (p - y)) / len(y)
    return w


# %% tags=["nbval-check-output"]
few = np.random.default_rng(2)
y_few = np.repeat([0, 1], [32, 8])
X_few = np.column_stack([np.ones(40), few.normal(size=(40, 2)) + y_few[:, None]])
weight = len(y_few) / (2 * np.bincount(y_few))
w_few = weighted_steps(X_few, y_few, weight, 0.5, 10)
print("weights of the classes:", weight, " found:", w_few.round(4))

# %%
with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number

unit = keras.layers.Dense(1, "sigmoid", kernel_initializer="zeros")
neuron = keras.Sequential([keras.Input((2,)), unit])
neuron.compile(keras.optimizers.SGD(0.5), "binary_crossentropy")
history = neuron.fit(
    X_few[:, 1:], y_few[:, None], batch_size=40, epochs=10, shuffle=False, verbose=0,
    class_weight=dict(enumerate(weight)),
)

# %% tags=["nbval-check-output"]
kernel, bias = neuron.get_weights()
w_keras = np.append(bias, kernel)
check.close(w_keras, w_few, "weights after ten steps", kind="float32")
print("Keras:", w_keras.round(4))

# %% [markdown]
# ### Balanced batches
#
# With much data there is another way: let every batch hold each class equally often. Rare
# examples come up more than once, frequent ones wait their turn.
#
# > **Careful.** A `BalancedBatchGenerator` is sometimes presented as a part of Keras. It is from
# > the package *imbalanced-learn*, and by default it *undersamples*: of the frequent classes it
# > uses only as many as the rarest has. A generator that forgets nobody is short:


# %% tags=["nbval-check-output"]
def balanced_batches(y, per_class, rng):
    """Yield, for ever, the indices of batches with equally many of each class."""
    members = [np.flatnonzero(y == c) for c in np.unique(y)]
    while True:
        yield np.concatenate([rng.choice(rows, per_class) for rows in members])


batch = next(balanced_batches(y_tiny, 4, np.random.default_rng(0)))
print("of each class in a batch:", np.bincount(y_tiny[batch]))

# %% [markdown]
# Now all three on the patients: plain, weighted, balanced batches. The model is a sigmoid
# neuron, judged by cross-validation. (Standardised inside each fold: what prepares the data learns
# from them, too.)


# %%
def trained(X, y, batches, weight, steps=400, learning_rate=0.1):
    """Train a sigmoid neuron on a stream of batches."""
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        rows = next(batches)
        p = 1 / (1 + np.exp(-X[rows] @ w))
        w -= learning_rate * X[rows].T @ (weight[y[rows]] * (p - y[rows])) / len(rows)
    return w


def plain_batches(y, size, rng):
    """Yield, for ever, the indices of random batches."""
    while True:
        yield rng.choice(len(y), size)


# %%
tables = {name: np.zeros((2, 2), int) for name in ("plain", "weights", "batches")}
splitter = StratifiedKFold(5, shuffle=True, random_state=0)
for train, val in splitter.split(P, grave):
    mean, std = P[train].mean(axis=0), P[train].std(axis=0)
    A, B = (
        np.column_stack([np.ones(len(r)), (P[r] - mean) / std]) for r in (train, val)
    )
    y_t, same = grave[train], np.ones(2)
    balanced = len(y_t) / (2 * np.bincount(y_t))
    ways = {
        "plain": (plain_batches(y_t, 40, np.random.default_rng(0)), same),
        "weights": (plain_batches(y_t, 40, np.random.default_rng(0)), balanced),
        "batches": (balanced_batches(y_t, 20, np.random.default_rng(0)), same),
    }
    for name, (batches, weight) in ways.items():
        answer = (B @ trained(A, y_t, batches, weight) >= 0).astype(int)
        np.add.at(tables[name], (grave[val], answer), 1)

# %% tags=["real-data", "nbval-check-output"]
for name, E in tables.items():
    found = np.diag(E) / E.sum(axis=1)
    print(f"{name:8s} accuracy {np.trace(E) / E.sum():.2f}  BER {1 - found.mean():.2f}",
          f" grave cases found {found[1]:.2f}")

# %% [markdown]
# Plain training has the best accuracy and finds a third of the grave cases. Weights and
# balanced batches give away some accuracy and find more than three quarters. Neither is
# *the* truth: which patients a model may overlook is not a question of mathematics. That all
# people are of equal worth is where the question starts.
#
# ## Outliers
#
# A reading of 225 degrees stands in the table. A typing error? Then correct or drop it.
#
# > **Outlier.** An example far from the others of its kind.
#
# If we know nothing about the data, it is safe to treat outliers as anomalies, and a model
# should be **robust**: one of them must not turn everything round. But "far from the others"
# has two causes. A slipped finger, a broken sensor, a wrong conversion: not real. Or: **rare,
# and true**. Statistics cannot tell which. Somebody has to look.
#
# Suppose our station stands in the mountains, where some autumn days are dark and frosty. They
# are real, and they are few. A tidy colleague drops all days that lie more than three times as
# far from the middle of their season as is usual:

# %%
rare = np.random.default_rng(8)
frost = rare.normal([-0.6, -1.95], 0.12, size=(6, 2))  # Fall days, cold and dark
all_days = np.vstack([days, frost])
all_season = np.append(season, np.full(6, 1))
away = np.zeros(len(all_days))
for c in range(4):
    mine = all_season == c
    off = np.linalg.norm(all_days[mine] - np.median(all_days[mine], axis=0), axis=1)
    away[mine] = off / np.median(off)  # 1 is usual
kept = away < 3
print(f"dropped: {(~kept).sum()} days, {(~kept[100:]).sum()} of the 6 frosty ones")

# %%
fig, axes = plt.subplots(1, 2, figsize=(10.5, 4.3))
models = {}
for ax, name, use in zip(axes, ("without", "with"), (kept, kept | True), strict=True):
    models[name] = KNeighborsClassifier(3).fit(all_days[use], all_season[use])
    plots.decision_regions(models[name].predict, all_days, all_season, ax, SEASONS)
    ax.plot(*frost.T, "o", ms=13, mfc="none", mec="black", mew=1.6)
    title = f"Learned {name} the outliers"
    ax.set(title=title, xlabel="daylight", ylabel="temperature")
axes[1].get_legend().set_visible(False)
plots.show(
    fig,
    alt="Two maps of the four seasons. Left, learned without the outliers, six circled "
    "Fall days at the bottom lie in the regions of Winter and Spring. Right, learned "
    "with them, a region of Fall at the bottom holds all six.",
)

# %% tags=["nbval-check-output"]
new_frost = np.random.default_rng(9).normal([-0.6, -1.95], 0.12, size=(200, 2))
for name, model in models.items():
    usual = (model.predict(new_days) == new_season).mean()
    rarely = (model.predict(new_frost) == 1).mean()
    print(f"{name:7s} the outliers: {usual:.2f} right on usual, {rarely:.2f} on frosty")

# %% [markdown]
# Usual days do not notice. The rare ones are all wrong with one model, and mostly right with the
# other. And now put people in the place of days: a public authority's system that fails a
# minority, a school's admission that turns away the exceptional pupil, a DNA search that has no
# entry for a small group. For each of them somebody "cleaned" the data. So:
# **verify before you drop, and report how the model does on whom you nearly dropped.**
#
# ### Say how sure you are
#
# Some days truly lie between two seasons. A model can say so: of ten neighbours six are Fall and
# four Winter. A **degree of membership** of 60 to 40 is worth more than a wrong answer
# given with certainty. The cross-entropy knows it:

# %% tags=["nbval-check-output"]
for name, p_true in (("60/40, and right", 0.6), ("60/40, and wrong", 0.4),
                     ("99/1, and right", 0.99), ("99/1, and wrong", 0.01)):
    print(f"{name:16s}: loss {-np.log(p_true):.2f}")

# %% tags=["nbval-check-output"]
ten = KNeighborsClassifier(10).fit(days, season)
p_new = ten.predict_proba(new_days)  # (days, classes)
sure = p_new.max(axis=1) >= 0.8
right = p_new.argmax(axis=1) == new_season
print(f"sure of {sure.mean():.0%}: {right[sure].mean():.2f} right")
print(f"not sure of {(~sure).mean():.0%}: {right[~sure].mean():.2f} right")

# %% [markdown]
# > **Your turn.** Write `answer_or_ask(p, least)`: for each row of memberships the class with
# > the highest one, or -1 ("ask a human") where the highest is below `least`.


# %%
def answer_or_ask(p, least):
    """Classes, and -1 where no membership reaches `least`."""
    ...  # your line here


with check.your_turn("answer_or_ask"):
    rows = np.array([[0.6, 0.4], [0.1, 0.9], [0.5, 0.5]])
    check.same(answer_or_ask(rows, 0.6), [0, 1, -1], "at least 0.6")
    check.same(answer_or_ask(rows, 0.95), [-1, -1, -1], "at least 0.95")

# %% [markdown]
# <details><summary>Hint 1</summary><code>p.max(axis=1)</code> is the highest of each row.</details>
# <details><summary>Hint 2</summary><code>p.argmax(axis=1)</code> says where it is.</details>
# <details><summary>Hint 3</summary><code>np.where</code> chooses between that and -1.</details>
# <details><summary>Solution</summary>
# <code>return np.where(p.max(axis=1) &gt;= least, p.argmax(axis=1), -1)</code></details>
#
# ## When it goes wrong
#
# A hundred patients, a thousand measurements each, and labels that were **drawn by lot**: there
# is nothing to be learned. We keep the ten measurements that go best with the labels, and
# cross-validate, on unseen folds, just as we should. The result is far better than a coin. What is
# wrong?
#
# > **Your turn.** Run it, move one line, and run it again.

# %%
lot = np.random.default_rng(7)
X_noise, y_noise = lot.normal(size=(100, 1000)), lot.integers(2, size=100)


def best_columns(X, y):
    """The ten columns whose means differ most between the two classes."""
    apart = np.abs(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0))
    return np.argsort(apart)[-10:]


right = []
columns = best_columns(X_noise, y_noise)
for val in folds_of(100, 5, np.random.default_rng(0)):
    train = np.setdiff1d(np.arange(100), val)
    model = LogisticRegression().fit(X_noise[train][:, columns], y_noise[train])
    right.append(model.score(X_noise[val][:, columns], y_noise[val]))
print(f"{np.mean(right):.2f} right, on coin tosses")
with check.your_turn("the leak"):
    check.that(np.mean(right) < 0.65, "accuracy", "still too good for coin tosses")

# %% [markdown]
# <details><summary>Hint 1</summary>Which examples does <code>best_columns</code> look at?</details>
# <details><summary>Hint 2</summary>It has seen the labels of every fold, before any fold was
# held back.</details>
# <details><summary>Hint 3</summary>Whatever learns from labels belongs into the loop, and may see
# the training part only.</details>
# <details><summary>Solution</summary>As the second line of the loop:
# <code>columns = best_columns(X_noise[train], y_noise[train])</code>. In scikit-learn, a
# <code>Pipeline</code> does this by itself.</details>

# %% [markdown]
# ## Key points
#
# - Judge on examples that neither taught the model nor chose its settings. Test accuracy is
#   usually a little below training accuracy; far below is overfitting, far above is suspicious.
# - k-fold cross-validation lets every example teach and judge. Shuffle, stratify, say
#   your `ddof`, and report $\sigma/\sqrt{K}$: the spread over folds *grows* with their number.
# - On the same data, least squares is never better cross-validated than in training.
# - Underfitting is bad everywhere, overfitting only on new data. In between lies the bottom of
#   a U.
# - Grid or random, a search costs runs; count them first.
# - Weigh rare classes, and look at outliers before you drop them: some are people.

# %% [markdown]
# ## Quiz
#
# Eight questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("04b_honest_measures")

# %% [markdown]
# ## References
#
# - R. Kohavi, *A study of cross-validation and bootstrap for accuracy estimation and model
#   selection*, IJCAI 1995.
# - Y. Bengio, Y. Grandvalet, *No unbiased estimator of the variance of k-fold
#   cross-validation*, Journal of Machine Learning Research 5, 2004.
# - J. Bergstra, Y. Bengio, *Random search for hyper-parameter optimization*, Journal of Machine
#   Learning Research 13, 2012; J. Bergstra and others, *Algorithms for hyper-parameter
#   optimization*, NIPS 2011.
# - M. Feurer, J. T. Springenberg, F. Hutter, *Initializing Bayesian hyperparameter optimization
#   via meta-learning*, AAAI 2015.
# - I. Loshchilov, F. Hutter, *CMA-ES for hyperparameter optimization of deep neural networks*,
#   arXiv:1604.07269, 2016.
# - D. Maclaurin, D. Duvenaud, R. Adams, *Gradient-based hyperparameter optimization through
#   reversible learning*, ICML 2015.
# - G. Lemaître, F. Nogueira, C. K. Aridas, *Imbalanced-learn*, Journal of Machine Learning
#   Research 18, 2017.
#
# **What comes next.** In the assignment [hw04_learning](../release/hw04_learning/learning.ipynb)
# ([on Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/release/hw04_learning/learning.ipynb))
# you build the measures yourself. Now that we can tell good from bad, we may build networks:
# chapter [05](05_perceptron.ipynb) starts with a single neuron.
