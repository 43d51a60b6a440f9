"""Prints its progress, warns and computes with infinity on the way."""

# %% energy
import sys
import warnings
from itertools import product

import numpy as np


def energy(V, H, W, bv, bh):
    print("states", V.shape, H.shape)
    E = -(V * (H @ W.T)).sum(axis=1)
    print("links", E)
    E -= V.dot(bv) + H.dot(bh)
    print("energy", E, file=sys.stderr)
    return E


# %% free_energy
def free_energy(V, W, bv, bh):
    z = V @ W + bh
    naive = np.log(1 + np.exp(z))  # infinity above 710
    print("naive", naive)
    F = -V @ bv - np.where(z > 30, z, naive).sum(axis=1)
    warnings.warn("free energies computed", RuntimeWarning, stacklevel=2)
    return F


# %% prob_v
def prob_v(W, bv, bh):
    V = np.array(list(product((0.0, 1.0), repeat=len(bv))))
    F = -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)
    print(*zip(V.tolist(), F.tolist(), strict=True), sep="\n")
    print("Z", np.exp(-F).sum())  # infinity for large machines
    P = np.exp(F.min() - F)
    log_Z = -F.min() + np.log(P.sum())
    print("log Z", log_Z, end="\r")
    return P / P.sum(), log_Z


# %% conditionals
def conditionals(V, H, W, bv, bh):
    warnings.warn("overflow ahead", RuntimeWarning, stacklevel=2)
    P_h = 1 / (1 + np.exp(-(V @ W + bh)))
    P_v = 1 / (1 + np.exp(-(H @ W.T + bv)))
    print(P_h, P_v)
    return P_h, P_v


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    P_h = 1 / (1 + np.exp(-(V @ W + bh)))
    H = np.where(u_h < P_h, 1.0, 0.0)
    print("hidden units on:", H.sum(axis=1))
    P_v = 1 / (1 + np.exp(-(H @ W.T + bv)))
    V1 = np.where(u_v < P_v, 1.0, 0.0)
    print("visible units on:", V1.sum(axis=1), flush=True)
    return V1, H


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    states = np.array(list(product((0.0, 1.0), repeat=len(bv))))
    minus_F = states @ bv + np.log1p(np.exp(states @ W + bh)).sum(axis=1)
    P = np.exp(minus_F)
    print("Z", P.sum())
    P = P / P.sum()
    h_data = 1 / (1 + np.exp(-(V @ W + bh)))
    h_machine = 1 / (1 + np.exp(-(states @ W + bh)))
    dW = V.T @ h_data / len(V) - states.T @ np.diag(P) @ h_machine
    print("largest slope", abs(dW).max())
    return dW, V.mean(axis=0) - P @ states, h_data.mean(axis=0) - P @ h_machine


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    P0 = 1 / (1 + np.exp(-(V0 @ W + bh)))
    H = (u_h < P0) + 0.0
    V1 = (1 / (1 + np.exp(-(H @ W.T + bv))) > u_v) + 0.0
    print("units that changed:", np.abs(V1 - V0).sum())
    P1 = 1 / (1 + np.exp(-(V1 @ W + bh)))
    dW = V0.T @ P0 / len(V0) - V1.T @ P1 / len(V0)
    warnings.warn("an update", stacklevel=2)
    return dW, np.mean(V0 - V1, 0), np.mean(P0 - P1, 0)


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    print("chain", H)
    V1 = (1 / (1 + np.exp(-(H @ W.T + bv))) > u_v) + 0.0
    P0 = 1 / (1 + np.exp(-(V @ W + bh)))
    P1 = 1 / (1 + np.exp(-(V1 @ W + bh)))
    dW = (V.T @ P0 - V1.T @ P1) / len(V)
    print("step", learning_rate * dW)
    new = W + learning_rate * dW, bv + learning_rate * np.mean(V - V1, 0)
    return *new, bh + learning_rate * np.mean(P0 - P1, 0), (u_h < P1) + 0.0


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    def F(V):
        return -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)

    logs = []
    for i in range(V.shape[1]):
        other = V.copy()
        other[:, i] = 1 - other[:, i]
        x = F(other) - F(V)
        naive = np.log(1 / (1 + np.exp(-x)))  # minus infinity below -710
        logs.append(np.where(x < -30, x, naive))
        print("unit", i, logs[-1], end="\r")
    logs = np.array(logs).T
    return logs.sum(axis=1), V.shape[1] * logs[range(len(V)), flips]
