# %% [markdown]
# # 10a · Variational autoencoders
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/10a_variational_autoencoders.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2010a)
#
# *about 80 min · CPU · one tiny download (a stand-in where there is no network) · after chapter 09*

# %% [markdown]
# ## What you will be able to do
#
# - say what a generative model is, and why decoding noise from a plain autoencoder fails;
# - derive the ELBO in five small steps, and check it with numbers;
# - compute the KL divergence in closed form, and test it by drawing;
# - choose the reconstruction loss that fits the data;
# - draw at random and still have gradients, three ways compared.

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
from threadpoolctl import threadpool_limits

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)  # 0.0001, not 1e-04
threadpool_limits(1)  # matrices as small as ours are faster on one core
rng = run.seed(10)

# %% [markdown]
# ## Two kinds of models
#
# All networks of chapters 05 to 07 answered a question about an example: which digit is this, is
# this patient ill? Turn it round: show me a digit, invent a patient.
#
# > **Discriminative model.** Predicts a target $y$ from an example $x$: it models
# > $p(y \mid x)$. A multilayer perceptron with a softmax is one.
#
# > **Generative model.** Produces data: from a stimulus $z$, often noise, it makes an
# > $x$, and so models $p(x \mid z)$.
#
# Three families of generative networks are well known: **variational autoencoders** here,
# *restricted Boltzmann machines* (chapter 11), and *generative adversarial networks*, in which one
# network draws and another tries to tell its drawings from real data.
#
# First with two numbers per class, the mean and the spread of a column. The data are the heart patients
# that chapters 03a and 03b know; the column is the highest heart rate. `data.load` finds them in your
# folder, downloads them from the archive that publishes them (set 45 there, "Heart Disease"), or
# invents stand-ins.

# %% tags=["nbval-check-output", "real-data"]
heart = data.load("cleveland")
whole = ~np.isnan(heart.X).any(axis=1)  # six rows have a gap
X_raw, grade = heart.X[whole], heart.y[whole]
ill = grade > 0  # 0 means no disease, 1 to 4 its degree
rate = X_raw[:, heart.names.index("thalach")]
for name, mine in (("healthy", rate[~ill]), ("ill", rate[ill])):
    print(
        f"{name:8s} {len(mine):3d} rows: {mine.mean():.0f} ± {mine.std():.0f} a minute"
    )

# %% [markdown]
# One writes $x \mid \text{ill} \sim \mathcal{N}(139, 23^2)$; the tilde says **follows the distribution
# of**. From the two bells we can *draw* new heart rates, one after another: generative. And by
# Bayes' rule (chapter 04a) they also answer the other question. A logistic regression, which never
# models a heart rate, says nearly the same:


# %%
def bell(x, mean, std):
    """Density of the normal distribution."""
    return np.exp(-((x - mean) ** 2) / (2 * std**2)) / (std * np.sqrt(2 * np.pi))


# %% tags=["nbval-check-output", "real-data"]
from sklearn.linear_model import LogisticRegression

judge = LogisticRegression().fit(rate[:, None], ill)
for r in (110.0, 140.0, 170.0):
    healthy, sick = (
        bell(r, m.mean(), m.std()) * len(m) for m in (rate[~ill], rate[ill])
    )
    by_bayes, direct = sick / (sick + healthy), judge.predict_proba([[r]])[0, 1]
    print(f"rate {r:.0f}: p(ill) by Bayes {by_bayes:.2f}, directly {direct:.2f}")
draws = np.random.default_rng(0).normal(rate[ill].mean(), rate[ill].std(), 5)
print("five invented rates of ill patients:", draws.round().astype(int))

# %% [markdown]
# A bell per column is too simple: columns hang together (old patients have lower rates), and bells know
# nothing of that. An autoencoder has learned how they hang together. Can it invent patients?
#
# ## Why a plain autoencoder cannot invent
#
# The decoder of an autoencoder (chapters 08 and 09) makes an example out of any code. So feed it noise!
# But *which* noise? Nobody told the encoder where to put its codes. A small one in Keras: 13 columns,
# 13 tanh neurons, 2 codes, 13 relus, 13 columns back.

# %%
X = (X_raw - X_raw.mean(axis=0)) / X_raw.std(axis=0)
keras.utils.set_random_seed(4)
x, z = keras.Input((13,)), keras.Input((2,))
encoder = keras.Model(x, keras.layers.Dense(2)(keras.layers.Dense(13, "tanh")(x)))
decoder = keras.Model(z, keras.layers.Dense(13)(keras.layers.Dense(13, "relu")(z)))
plain = keras.Model(x, decoder(encoder(x)))
plain.compile(keras.optimizers.Adam(0.003), "mean_squared_error", jit_compile=False)
plain.fit(np.tile(X, (10, 1)), np.tile(X, (10, 1)), epochs=40, batch_size=30, verbose=0)
codes = np.asarray(encoder(X))
print(f"{13 * plain.evaluate(X, X, verbose=0):.1f} of 13 are lost in the narrow place")
print("codes from", codes.min(axis=0).round(1), "to", codes.max(axis=0).round(1))
print("standard deviations", codes.std(axis=0).round(1))

# %%
noise = np.random.default_rng(1).normal(size=(297, 2))
fig, ax = plt.subplots(figsize=(5.6, 4.2))
ax.scatter(*codes.T, s=16, label="codes of the patients")
ax.scatter(*noise.T, s=16, marker="s", alpha=0.7, label="noise from N(0, I)")
ax.set(title="A plain autoencoder puts codes anywhere", xlabel="$z_1$", ylabel="$z_2$")
ax.legend()
plots.show(
    fig,
    alt="The codes of the patients are spread unevenly over a region several times as "
    "wide as the round cloud of standard normal noise, with empty places between.",
)

# %% [markdown]
# The noise hits some of the land where codes live, and misses most of it; and between the codes there are
# places that no patient ever visited, where the decoder may answer anything. We need codes whose
# distribution is *known*. That is the whole idea of this chapter:
#
# > **Variational autoencoder (VAE).** An autoencoder whose codes are trained to follow a known
# > distribution, so that the decoder alone generates data from draws of it
# > (Kingma and Welling, 2013).
#
# ## A story of how the data came about
#
# The story has two steps. Nature draws a hidden $z$; then it makes an $x$ from it.
#
# > **Prior.** The distribution $p(z)$ of the hidden variables before anything is seen. Ours
# > is $\mathcal{N}(\mathbf{0}, \mathbf{I})$: independent, mean 0, variance 1.
#
# > **Likelihood.** $p_\theta(x \mid z)$: how probable an $x$ is if $z$ is behind it. A neural network with
# > weights $\theta$ computes it: the **decoder**.
#
# > **Posterior.** $p_\theta(z \mid x)$: what one knows about $z$ after having seen $x$. By Bayes' rule it
# > is proportional to $p_\theta(x \mid z)\,p(z)$.
#
# > **Evidence.** $p_\theta(x) = \int p_\theta(x \mid z)\,p(z)\,dz$, the number that Bayes' rule
# > divides by: how probable this $x$ is in the whole story. Training should make it large.
#
# The smallest story that can be computed by hand: $z \sim \mathcal{N}(0, 1)$ and
# $x \mid z \sim \mathcal{N}(2z, 1)$. We see $x = 2$. Then $x = 2z + $ noise has the variance
# $4 + 1 = 5$, so the evidence is $\mathcal{N}(2; 0, 5)$; and the posterior is $\mathcal{N}(0.8, 0.2)$.
# (Precisions add: $1 + 2^2/1 = 5$. The mean is $2 \cdot 2 / 5$.) The same on a fine grid of $z$:

# %% tags=["nbval-check-output"]
z = np.linspace(-8, 8, 16_001)
dz = z[1] - z[0]
x_seen = 2.0
prior, likelihood = bell(z, 0, 1), bell(x_seen, 2 * z, 1)
evidence = (likelihood * prior).sum() * dz
posterior = likelihood * prior / evidence
mean = (z * posterior).sum() * dz
variance = ((z - mean) ** 2 * posterior).sum() * dz
assert np.isclose(evidence, bell(2.0, 0, np.sqrt(5)))
print(f"log p(x) = {np.log(evidence):.4f}; posterior: {mean:.2f}, {variance:.2f}")

# %% [markdown]
# Why not always use a grid? 100 places per axis are 100 for one hidden variable, 10,000 for two, and
# $10^{64}$ for 32; and all of that for each example. With a network as decoder there is no
# formula either: the posterior is **intractable**. Three decisions make it tractable, approximately:
#
# 1. the prior is $\mathcal{N}(\mathbf{0}, \mathbf{I})$;
# 2. the decoder's network gives the middle of a simple law for $x$: **Gaussian** for real numbers,
#    **Bernoulli** (a coin per pixel) for values between 0 and 1;
# 3. a second network, with weights $\phi$, reads $x$ and answers with a simple distribution
#    $q_\phi(z \mid x)$ in place of the posterior: the **encoder**. Its answer is a mean $\mu$ and a variance
#    $\sigma^2$ per hidden variable.
#
# ## The ELBO, slowly
#
# We want $\log p(x)$ large and cannot compute it. Let $q(z)$ be *any* distribution of $z$, and
# $\mathbb{E}_q$ the mean over draws from it. Five steps, each a single idea:
#
# 1. $\log p(x)$ does not depend on $z$. Its mean over draws of $z$ is itself:
#    $\log p(x) = \mathbb{E}_q[\log p(x)]$.
# 2. The product rule, $p(x, z) = p(z \mid x)\,p(x)$, solved for $p(x)$:
#    $\log p(x) = \mathbb{E}_q\!\left[\log \frac{p(x, z)}{p(z \mid x)}\right]$.
# 3. Multiply and divide by $q(z)$, and split the logarithm:
#    $\log p(x) = \mathbb{E}_q\!\left[\log \frac{p(x, z)}{q(z)}\right]
#    + \mathbb{E}_q\!\left[\log \frac{q(z)}{p(z \mid x)}\right]$.
# 4. The second term says how different $q$ is from the posterior. It has a name, and it is never
#    negative. So the first term never exceeds $\log p(x)$: a **lower bound**.
# 5. In the first term, $p(x, z) = p(x \mid z)\,p(z)$. Split again:
#
# $$\mathrm{ELBO} = \underbrace{-D_{KL}\big(q(z) \,\|\, p(z)\big)}_{\text{stay near the prior}}
# + \underbrace{\mathbb{E}_q[\log p(x \mid z)]}_{\text{explain } x}.$$
#
# > **KL divergence.** $D_{KL}(q \,\|\, p) = \mathbb{E}_q[\log q(z) - \log p(z)]$: how different
# > $q$ is from $p$, in the eyes of $q$. 0 if they are equal, positive if not.
#
# > **ELBO.** *Evidence lower bound*, $\mathbb{E}_q[\log p(x \mid z)] - D_{KL}(q \,\|\, p)$. It is
# > **maximised**. A loss is minimised: the loss is **minus** the ELBO.
#
# Why never negative? $\log t \le t - 1$, so $-D_{KL} = \mathbb{E}_q[\log(p/q)] \le
# \mathbb{E}_q[p/q] - 1 = 1 - 1 = 0$. That is all.
#
# Now believe nothing and compute. Whatever $q$, ELBO and gap must add up to $\log p(x) = -2.1237$:


# %%
def log(t):
    """Logarithm without -inf; what it multiplies is 0 there."""
    return np.log(np.maximum(t, 1e-300))


def mean_under(q, values):
    """Expectation of values(z) under the density q, on the grid."""
    return (q * values).sum() * dz


# %% tags=["nbval-check-output"]
for mean, std in ((0.0, 1.0), (0.8, 1.0), (0.8, 0.2**0.5), (-1.0, 0.5)):
    q = bell(z, mean, std)
    kl_prior = mean_under(q, log(q) - log(prior))
    bound = mean_under(q, log(likelihood)) - kl_prior
    gap = mean_under(q, log(q) - log(posterior))
    assert np.isclose(bound + gap, np.log(evidence))
    total = f"ELBO {bound:7.3f} + gap {gap:6.3f} = {bound + gap:.4f}"
    print(f"q = N({mean:4.1f}, {std:.2f}²): {total}")

# %% [markdown]
# Third row: $q$ *is* the posterior, the gap is 0, and the bound is exact.
#
# > **Careful.** Three slips go with this formula. It is printed as a "loss" to be minimised, though it is to be
# > *maximised*. The prior is printed with a variance $\sigma^2$, while the closed form below holds for
# > variance 1 only. And "minimising it also minimises the posterior" means nothing: a distribution cannot be
# > minimised. Making the bound larger does two things: it pushes $\log p(x)$ up, and it brings $q$
# > nearer to the posterior.
#
# When $q$ is a bell and the posterior is not, a gap remains. Let the decoder be bent:
# $x \mid z \sim \mathcal{N}(z^2, 0.5^2)$. Then $x = 2$ has two explanations, $z \approx \pm 1.4$.

# %%
bent = bell(x_seen, z**2, 0.5)
log_p = np.log((bent * prior).sum() * dz)
posterior_bent = bent * prior / np.exp(log_p)
means, stds = np.linspace(-2, 2, 41), np.linspace(0.05, 1.5, 30)
bounds = np.empty((30, 41))
for i, j in np.ndindex(bounds.shape):
    q = bell(z, means[j], stds[i])
    bounds[i, j] = mean_under(q, log(bent) + log(prior) - log(q))

# %%
i, j = np.unravel_index(bounds.argmax(), bounds.shape)
best = bell(z, means[j], stds[i])
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
left.plot(z, posterior_bent, label="posterior")
left.plot(z, best, "--", label="best bell")
left.set(title="One bell, two hills", xlabel="z", ylabel="density", xlim=(-3, 3))
left.legend()
rings = right.contourf(means, stds, np.maximum(bounds - log_p, -6), 12, cmap="cividis")
right.set(title="ELBO − log p(x)", xlabel="mean of q", ylabel="std of q")
fig.colorbar(rings, ax=right, label="nearer to 0 is better")
plots.show(
    fig,
    alt="Left, a posterior with two equal narrow hills at -1.4 and 1.4, and the best "
    "bell, which covers one of them only. Right, a map of the bound over mean and "
    "width of q with two equal peaks, one for each hill, neither reaching zero.",
)
print(f"gap of the best bell: {log_p - bounds.max():.3f}; log 2 = {np.log(2):.3f}")

# %% [markdown]
# The bell takes one hill and gives up the other one. The price is about $\log 2$: one of two. This is what
# "approximate" means, and a network cannot mend it, only a richer $q$ could.
#
# ## The KL divergence in closed form
#
# The first half of the ELBO has a formula. For one variable, $q = \mathcal{N}(\mu, \sigma^2)$:
# $\log q = -\log\sigma - \frac{(z-\mu)^2}{2\sigma^2} - c$ and $\log p = -\frac{z^2}{2} - c$ with the same
# $c$. Under $q$ the mean of $(z - \mu)^2$ is $\sigma^2$, and the mean of $z^2$ is
# $\mu^2 + \sigma^2$. So
#
# $$D_{KL} = -\log\sigma - \tfrac12 + \tfrac12(\mu^2 + \sigma^2)
# = -\tfrac12\big(1 + \log\sigma^2 - \mu^2 - \sigma^2\big),$$
#
# and independent variables add up: a sum over the $J$ hidden variables.
#
# The network does not predict $\sigma$, which must be positive, but its **log-variance**
# $\log\sigma^2$, which may be any number; $\sigma = \exp(\tfrac12\log\sigma^2)$. In code it is
# called `log_var`.
#
# By hand, $\mu = (1, -1)$, $\log\sigma^2 = (0, \ln 4)$. First variable:
# $-\frac12(1 + 0 - 1 - 1) = 0.5$. Second: $-\frac12(1 + 1.386 - 1 - 4) = 1.307$. Together 1.807.
#
# > **Your turn.** Write `kl_divergence(mu, log_var)`: one number per example (sum over the last axis).


# %%
def kl_divergence(mu, log_var):
    """KL of N(mu, exp(log_var)) to N(0, I), per example: shape (batch,)."""
    ...  # your line here


with check.your_turn("kl_divergence"):
    by_hand = kl_divergence(np.array([[1.0, -1.0]]), np.array([[0.0, np.log(4)]]))
    check.close(by_hand, [1.80685282], "the example above")
    check.close(
        kl_divergence(np.zeros((3, 2)), np.zeros((3, 2))), [0, 0, 0], "the prior"
    )

# %% [markdown]
# <details><summary>Hint 1</summary>Four terms per variable: 1, the log-variance, the squared mean, the
# variance.</details>
# <details><summary>Hint 2</summary>The variance is <code>np.exp(log_var)</code>, the log-variance is
# given.</details>
# <details><summary>Hint 3</summary>Sum over <code>axis=-1</code>, then times −0.5: a minus and a
# half.</details>
# <details><summary>Solution</summary><code>return -0.5 * (1 + log_var - mu**2 -
# np.exp(log_var)).sum(axis=-1)</code></details>
#
# So that the notebook runs on without yours, here is ours. And its slopes, which need a minute of
# calculus: $\partial D_{KL}/\partial\mu = \mu$ and
# $\partial D_{KL}/\partial\log\sigma^2 = \frac12(\sigma^2 - 1)$. Both are 0 at the prior only:
# the mean is pulled to 0, the variance to 1.


# %%
def kl_divergence(mu, log_var):
    """KL of N(mu, exp(log_var)) to N(0, I), per example: shape (batch,)."""
    return -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=-1)


# %% tags=["nbval-check-output"]
mu, log_var, h = np.array([1.0, -1.0]), np.array([0.0, np.log(4)]), 1e-6
for j in (0, 1):
    e = h * np.eye(2)[j]
    by_mu = (kl_divergence(mu + e, log_var) - kl_divergence(mu - e, log_var)) / (2 * h)
    by_var = (kl_divergence(mu, log_var + e) - kl_divergence(mu, log_var - e)) / (2 * h)
    assert np.allclose((by_mu, by_var), (mu[j], (np.exp(log_var[j]) - 1) / 2))
    print(f"variable {j + 1}: slope by mu {by_mu:.3f}, by log_var {by_var:.3f}")

# %% [markdown]
# ### Checked by drawing
#
# The definition is a mean over draws. So draw, and take the mean of $\log q - \log p$. The error of such a
# **Monte-Carlo** estimate falls like $1/\sqrt n$ and comes with its own measure, the standard error
# (chapter 04b). The formula must lie within a few of them.

# %% tags=["nbval-check-output"]
exact = float(kl_divergence(mu, log_var))
sigma = np.exp(log_var / 2)
for n in (100, 10_000, 1_000_000):
    drawn = mu + sigma * np.random.default_rng(n).normal(size=(n, 2))
    terms = (np.log(bell(drawn, mu, sigma)) - np.log(bell(drawn, 0, 1))).sum(axis=1)
    error = terms.std() / np.sqrt(n)
    assert abs(terms.mean() - exact) < 4 * error
    print(f"{n:9,} draws: {terms.mean():.3f} ± {error:.3f}; formula {exact:.4f}")

# %% [markdown]
# And the prior's variance? For a prior $\mathcal{N}(0, s^2)$ the formula is
# $\frac12\big(\frac{\mu^2 + \sigma^2}{s^2} - 1 - \log\frac{\sigma^2}{s^2}\big)$. Using the short one
# with $s = 2$ would be wrong by a lot, and its smallest value would lie in the wrong place:

# %% tags=["nbval-check-output"]
wide = 0.5 * ((mu**2 + sigma**2) / 4 - 1 - np.log(sigma**2 / 4)).sum()
drawn = mu + sigma * np.random.default_rng(1).normal(size=(1_000_000, 2))
terms = (np.log(bell(drawn, mu, sigma)) - np.log(bell(drawn, 0, 2))).sum(axis=1)
print(f"prior N(0, 4): long formula {wide:.3f}, by drawing {terms.mean():.2f}, "
      f"short formula {exact:.3f}")

# %% [markdown]
# ## The other half: which law for the data?
#
# $\mathbb{E}_q[\log p(x \mid z)]$ asks how probable $x$ is, given what the decoder says. What it says,
# $\hat x$, is the middle of a law:
#
# - **Gaussian**: $\log p = -\frac{1}{2s^2}\sum_j(x_j - \hat x_j)^2 + c$. Up to a constant this is minus the
#   squared error, *summed* over the $D$ columns. With $s^2 = \frac12$ the factor is exactly 1, so
#   "sum of squares + KL" quietly says: every column has a noise of $s = 0.71$.
# - **Bernoulli**: $\log p = \sum_j x_j\log\hat x_j + (1 - x_j)\log(1 - \hat x_j)$: minus the binary
#   cross-entropy (chapter 09), *summed* over the pixels.
#
# So the term that explains $x$ becomes a **reconstruction loss**, and a mean over columns must be
# multiplied by $D$. And how many draws of $z$ for the mean over $q$? In print one finds
#
# $$\mathrm{ELBO} \approx \tfrac12\sum_{j=1}^J\big(1 + \log\sigma_j^2 - \mu_j^2 - \sigma_j^2\big)
# + \tfrac1L\sum_{l=1}^L \log p(x \mid z_l), \qquad z_l = \mu + \sigma\,\epsilon_l.$$
#
# One draw, $L = 1$, will do: each example comes again in every epoch, with a new one.


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


def elbo(x, x_hat, mu, log_var, kind):
    """Minus the loss, up to a constant: to be maximised."""
    return -vae_loss(x, x_hat, mu, log_var, kind)


# %% tags=["nbval-check-output"]
x, x_hat = np.array([[1.0, 0.0, 1.0]]), np.array([[0.9, 0.2, 0.6]])
for kind in ("mse", "bce"):
    print(kind, reconstruction_loss(x, x_hat, kind).round(4), end=" ")
    print("loss", round(vae_loss(x, x_hat, mu[None], log_var[None], kind), 4))
bce = np.asarray(keras.ops.binary_crossentropy(x, x_hat)).sum()
assert np.isclose(bce, reconstruction_loss(x, x_hat, "bce")[0], atol=1e-5)

# %% [markdown]
# Can the loss be changed? Yes, as long as both principles stay: explain the data, keep the codes near
# the prior.
#
# > **Careful.** "Use the squared error or, if you like, the binary cross-entropy" is not a matter of
# > liking. The cross-entropy is for data in $[0, 1]$ and outputs in $(0, 1)$. A standardised column holds 1.7:

# %% tags=["nbval-check-output"]
for answer in (0.5, 0.9, 0.999, 0.999999):
    loss = reconstruction_loss(np.array([[1.7]]), np.array([[answer]]), "bce")[0]
    print(f"target 1.7, answer {answer:<8}: cross-entropy {loss:6.2f}")

# %% [markdown]
# It falls without end, and the best answer is as extreme as possible. (With a linear decoder, whose outputs
# leave $(0, 1)$, the logarithm is not even defined.) Heart data: squares. Digits with sigmoid
# outputs, in 10b: cross-entropy.
#
# ## Drawing, and still having a gradient
#
# Here is the machine so far:


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


# %%
PALE, BLUE, SAND = "#FCFCFC", "#CFE3F2", "#FBE7C2"
boxes = {
    "$x$": (0, 0, PALE),
    "encoder\n$q_\\phi(z|x)$": (1.3, 0, BLUE),
    "$\\mu$": (2.6, 0.5, PALE),
    "$\\log\\sigma^2$": (2.6, -0.5, PALE),
    "$\\epsilon \\sim N(0, I)$": (3.8, -1.1, SAND),
    "$z = \\mu + \\sigma\\epsilon$": (4.0, 0, PALE),
    "decoder\n$p_\\theta(x|z)$": (5.5, 0, BLUE),
    "$\\hat{x}$": (6.8, 0, PALE),
}
x0, enc, m0, v0, e0, z0, dec, out = boxes
arrows = [
    (x0, enc),
    (enc, m0),
    (enc, v0),
    (m0, z0),
    (v0, z0),
    (e0, z0),
    (z0, dec),
    (dec, out),
]
title = "A variational autoencoder; an ideal one would give $\\hat{x} = x$"
plots.show(
    flow(boxes, arrows, title, (9.4, 3.2)),
    alt="From left to right: x enters the encoder, which gives mu and log-variance. "
    "Together with noise epsilon from outside they make z, which enters the decoder; "
    "it gives x-hat. The narrow place is z, between two wide networks.",
)

# %% [markdown]
# The middle is a **bottleneck**, a narrow layer after wide ones, known to leave useful features (Zhang and
# others 2014). Exact reconstruction stays a dream: two noisy numbers cannot hold thirteen.
#
# And in the bottleneck something is drawn at random. How does a gradient get through a draw?
#
# **Try 1: finite differences.** $f(\mu) = \mathbb{E}[z^2]$ with $z \sim \mathcal{N}(\mu, \sigma^2)$
# is $\mu^2 + \sigma^2$, so the true slopes at $\mu = 1.5$, $\sigma = 0.5$ are $2\mu = 3$ and
# $2\sigma = 1$. If every evaluation draws anew, the noise is divided by $2h$:


# %% tags=["nbval-check-output"]
def f(mean, std, rng):
    """One draw of z, squared."""
    return rng.normal(mean, std) ** 2


draw = np.random.default_rng(3)
for h in (0.1, 0.001):
    ends = [[f(1.5 + s, 0.5, draw) for s in (h, -h)] for _ in range(2000)]
    slopes = [(up - down) / (2 * h) for up, down in ends]
    print(f"h = {h}: mean slope {np.mean(slopes):.0f} ± {np.std(slopes):.0f} (true: 3)")

# %% [markdown]
# Useless. **Try 2: treat the drawn $z$ as a number.** It is what a framework does with a value that
# came from a random generator: no path leads back to $\mu$, and the gradient is 0. Notebook 10b shows what
# a network learns from that.
#
# **Try 3**, Kingma and Welling: do not draw $z$. Draw $\epsilon \sim \mathcal{N}(0, 1)$, which depends on
# nothing, and *compute* $z = \mu + \sigma\epsilon$. The same distribution, but now $z$ is a plain
# function of $\mu$ and $\sigma$ with slopes 1 and $\epsilon$.
#
# > **Re-parametrisation.** Writing a draw $z \sim q_\phi(z \mid x)$ as $z = g_\phi(\epsilon, x)$: noise
# > that depends on nothing, sent through a function that can be differentiated. Here
# > $z = \mu + \sigma\epsilon$, element by element.
#
# > **Your turn.** Write `reparameterize(mu, log_var, eps)`.


# %%
def reparameterize(mu, log_var, eps):
    """Turn standard normal noise into a draw of N(mu, exp(log_var))."""
    ...  # your line here


with check.your_turn("reparameterize"):
    z_here = reparameterize(mu, log_var, np.array([0.5, -1.5]))
    check.close(z_here, [1.5, -4.0], "mu = [1, -1], log_var = [0, ln 4]")

# %% [markdown]
# <details><summary>Hint 1</summary>The standard deviation is the root of the variance.</details>
# <details><summary>Hint 2</summary>The root of exp(a) is exp(a / 2).</details>
# <details><summary>Hint 3</summary>In the example σ is 1 and 2, so z is 1 + 1 · 0.5 and
# −1 + 2 · (−1.5).</details>
# <details><summary>Solution</summary><code>return mu + np.exp(log_var / 2) * eps</code></details>


# %%
def reparameterize(mu, log_var, eps):
    """Turn standard normal noise into a draw of N(mu, exp(log_var))."""
    return mu + np.exp(log_var / 2) * eps


def sample(mu, log_var, rng):
    """Draw z with fresh noise for every example and every hidden variable."""
    return reparameterize(mu, log_var, rng.standard_normal(np.shape(mu)))


# %% [markdown]
# There is a fourth way, which needs no slope of the function at all: $\nabla_\mu\,\mathbb{E}[f(z)] =
# \mathbb{E}[f(z)\,\nabla_\mu\log q(z)]$, called the *score-function* estimator (REINFORCE). It is
# right, too. Compare how much single draws waver:

# %% tags=["nbval-check-output"]
eps = np.random.default_rng(4).normal(size=1_000_000)
m, s = 1.5, 0.5
drawn = m + s * eps
rows = {
    "reparametrised, by mu": (2 * drawn, 2 * m),
    "reparametrised, by sigma": (2 * drawn * eps, 2 * s),
    "score function, by mu": (drawn**2 * (drawn - m) / s**2, 2 * m),
    "score function, by sigma": (drawn**2 * (eps**2 - 1) / s, 2 * s),
}
for name, (slopes, truth) in rows.items():
    print(
        f"{name:25s} {slopes.mean():5.2f} (true {truth:.0f}), std {slopes.std():5.2f}"
    )

# %% [markdown]
# All are right in the mean; the score function wavers several times as much, and the factor grows
# with the number of hidden variables. This is why one says *trick*: it costs nothing.
#
# ## When it goes wrong
#
# A colleague's encoder. The means are fine, the loss is fine, and yet generated patients are far too wild. The
# network's second output is a *log-variance*.
#
# > **Your turn.** Find the mistake, and repair it.


# %%
def draw_codes(mu, log_var, eps):
    """Draw z for every example."""
    sigma = np.exp(log_var)
    return mu + sigma * eps


test_eps = np.random.default_rng(2).normal(size=(20_000, 1))
wild = draw_codes(np.zeros((20_000, 1)), np.full((20_000, 1), np.log(9.0)), test_eps)
print(f"variance 9 was asked for; the draws have {wild.var():.1f}")
with check.your_turn("the wild colleague"):
    check.close(wild.var(), 9.0, "variance of the draws", kind="statistic")

# %% [markdown]
# <details><summary>Hint 1</summary>81 is the square of 9.</details>
# <details><summary>Hint 2</summary>What is called <code>sigma</code> there is the variance.</details>
# <details><summary>Hint 3</summary>σ is the root of the variance: halve the logarithm.</details>
# <details><summary>Solution</summary><code>sigma = np.exp(log_var / 2)</code></details>
#
# ## Key points
#
# - A generative model makes data. A plain autoencoder cannot, since nobody knows where its codes are.
# - $\log p(x)$ = ELBO + gap. The ELBO is *maximised*; the loss is its negative: reconstruction + KL.
# - KL to the standard normal: $-\frac12\sum(1 + \log\sigma^2 - \mu^2 - \sigma^2)$. A minus, a half, a
#   sum, a log-variance. Check it by drawing.
# - The reconstruction is a sum over the columns. Squares belong to real numbers, the cross-entropy to
#   values between 0 and 1.
# - $z = \mu + \sigma\epsilon$ lets the gradient pass.
#
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("10a_variational_autoencoders")

# %% [markdown]
# ## References
#
# - D. P. Kingma and M. Welling, *Auto-encoding variational Bayes*, arXiv:1312.6114, 2013. The same at the same
#   time: D. J. Rezende, S. Mohamed and D. Wierstra, *Stochastic backpropagation*, ICML 2014.
# - R. Salakhutdinov, A. Mnih and G. Hinton, *Restricted Boltzmann machines for collaborative filtering*,
#   ICML 2007, and I. Goodfellow et al., *Generative adversarial nets*, NeurIPS 2014: the other two families.
# - Y. Zhang, E. Chuangsuwanich and J. Glass, *Extracting deep neural network bottleneck features using
#   low-rank matrix factorization*, ICASSP 2014.
# - R. J. Williams, *Simple statistical gradient-following algorithms for connectionist reinforcement
#   learning*, Machine Learning 8, 1992: the score function.
# - D. P. Kingma and M. Welling, *An introduction to variational autoencoders*, arXiv:1906.02691, 2019.
#
# **What comes next.** Notebook 10b puts the pieces together, by hand and in Keras, and invents patients.
