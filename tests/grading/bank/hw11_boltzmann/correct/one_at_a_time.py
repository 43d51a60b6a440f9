"""Takes a row at a time and puts the results together at the end."""

# %% energy
import numpy as np


def energy(V, H, W, bv, bh):
    return np.array([-v @ W @ h - v @ bv - h @ bh for v, h in zip(V, H, strict=True)])


# %% free_energy
def free_energy(V, W, bv, bh):
    def one(v):
        z = bh + W.T @ v
        return -bv @ v - np.sum(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))

    return np.apply_along_axis(one, 1, V)


# %% conditionals
def conditionals(V, H, W, bv, bh):
    def sigmoid(z):
        found = np.empty(z.shape)
        found[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
        found[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
        return found

    up = np.vstack([sigmoid(W.T @ v + bh) for v in V])
    return up, np.vstack([sigmoid(W @ h + bv) for h in H])


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    def step(v, of_h, of_v):
        h = of_h < (1 + np.tanh((W.T @ v + bh) / 2)) / 2
        return of_v < (1 + np.tanh((W @ h + bv) / 2)) / 2, h

    pairs = [step(*parts) for parts in zip(V, u_h, u_v, strict=True)]
    return np.array([v for v, _ in pairs]), np.array([h for _, h in pairs])


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    total = weight = 0
    for v in np.ndindex(*[2] * len(bv)):
        v = np.array(v)
        z = v @ W + bh
        now = np.exp(v @ bv + np.logaddexp(0, z).sum())
        weight += now
        total = total + now * np.append(1, v)[:, None] * np.append(1, expit(z))
    dream = total / weight
    awake = sum(np.outer(np.append(1, v), np.append(1, expit(v @ W + bh))) for v in V)
    D = awake / len(V) - dream
    return D[1:, 1:], D[1:, 0], D[0, 1:]


def expit(z):
    return 1 / (1 + np.exp(-z))


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    def log_ratio(v, i):
        # what changes in -F if unit i is turned over
        turn = 1 - 2 * v[i]
        z = v @ W + bh
        more = np.logaddexp(0, z + turn * W[i]) - np.logaddexp(0, z)
        return turn * bv[i] + more.sum()

    exact, one_bit = np.zeros(len(V)), np.zeros(len(V))
    for n, v in enumerate(V):
        logs = [-np.logaddexp(0, log_ratio(v, i)) for i in range(len(v))]
        exact[n], one_bit[n] = sum(logs), len(v) * logs[flips[n]]
    return exact, one_bit
