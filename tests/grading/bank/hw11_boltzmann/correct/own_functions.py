"""Builds each function from the earlier ones."""

# %% energy
import numpy as np


def energy(V, H, W, bv, bh):
    return -(V @ W * H).sum(1) - V @ bv - H @ bh


# %% free_energy
def free_energy(V, W, bv, bh):
    return -V @ bv - np.logaddexp(0, V @ W + bh).sum(1)


# %% prob_v
def all_states(n):
    return (np.arange(2**n)[:, None] >> np.arange(n)[::-1]) % 2


def prob_v(W, bv, bh):
    F = free_energy(all_states(len(bv)), W, bv, bh)
    log_Z = np.logaddexp.reduce(-F)
    return np.exp(-F - log_Z), log_Z


# %% conditionals
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def conditionals(V, H, W, bv, bh):
    return sigmoid(V @ W + bh), sigmoid(H @ W.T + bv)


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    H = (u_h < conditionals(V, u_h, W, bv, bh)[0]).astype(float)
    return (u_v < conditionals(V, H, W, bv, bh)[1]).astype(float), H


# %% exact_gradient
def statistics(V, W, bv, bh, shares):
    P_h = sigmoid(V @ W + bh)
    return (V * shares[:, None]).T @ P_h, shares @ V, shares @ P_h


def exact_gradient(V, W, bv, bh):
    data = statistics(V, W, bv, bh, np.full(len(V), 1 / len(V)))
    machine = statistics(all_states(len(bv)), W, bv, bh, prob_v(W, bv, bh)[0])
    return tuple(d - m for d, m in zip(data, machine, strict=True))


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    V1, _ = gibbs_step(V0, W, bv, bh, u_h, u_v)
    shares = np.full(len(V0), 1 / len(V0))
    pairs = (statistics(V, W, bv, bh, shares) for V in (V0, V1))
    return tuple(d - m for d, m in zip(*pairs, strict=True))


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    V1 = 1.0 * (u_v < conditionals(V, H, W, bv, bh)[1])
    shares = np.full(len(V), learning_rate / len(V))
    pairs = (statistics(X, W, bv, bh, shares) for X in (V, V1))
    steps = [d - m for d, m in zip(*pairs, strict=True)]
    new_H = 1.0 * (u_h < conditionals(V1, H, W, bv, bh)[0])
    return (*(a + s for a, s in zip((W, bv, bh), steps, strict=True)), new_H)


# %% pseudo_likelihood
def one_bit_score(V, flips, W, bv, bh):
    other = np.where(np.arange(len(bv)) == np.reshape(flips, (-1, 1)), 1 - V, V)
    change = free_energy(other, W, bv, bh) - free_energy(V, W, bv, bh)
    return -len(bv) * np.logaddexp(0, -change)


def pseudo_likelihood(V, flips, W, bv, bh):
    scores = [one_bit_score(V, np.full(len(V), i), W, bv, bh) for i in range(len(bv))]
    return np.mean(scores, axis=0), one_bit_score(V, flips, W, bv, bh)
