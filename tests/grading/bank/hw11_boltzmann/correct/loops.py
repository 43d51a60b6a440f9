"""Goes through rows, units and links one by one."""

# %% energy
import math
from itertools import product

import numpy as np


def energy(V, H, W, bv, bh):
    found = []
    for v, h in zip(V, H, strict=True):
        total = 0
        for i in range(len(bv)):
            for j in range(len(bh)):
                total -= W[i, j] * v[i] * h[j]
        for i in range(len(bv)):
            total -= bv[i] * v[i]
        for j in range(len(bh)):
            total -= bh[j] * h[j]
        found.append(total)
    return np.array(found)


# %% free_energy
def free_energy(V, W, bv, bh):
    F = np.zeros(len(V))
    for n in range(len(V)):
        for i in range(len(bv)):
            F[n] -= bv[i] * V[n, i]
        for j in range(len(bh)):
            z = bh[j] + sum(V[n, i] * W[i, j] for i in range(len(bv)))
            F[n] -= max(z, 0) + math.log1p(math.exp(-abs(z)))
    return F


# %% prob_v
def prob_v(W, bv, bh):
    terms = []
    for v in product((0, 1), repeat=len(bv)):
        term = sum(b for b, on in zip(bv, v, strict=True) if on)
        for j in range(len(bh)):
            z = bh[j] + sum(W[i, j] for i in range(len(bv)) if v[i])
            term += max(z, 0) + math.log1p(math.exp(-abs(z)))
        terms.append(term)
    largest = max(terms)
    total = sum(math.exp(term - largest) for term in terms)
    P = [math.exp(term - largest) / total for term in terms]
    return P, largest + math.log(total)


# %% conditionals
def conditionals(V, H, W, bv, bh):
    def sigmoid(z):
        if z < 0:
            return math.exp(z) / (1 + math.exp(z))
        return 1 / (1 + math.exp(-z))

    P_h, P_v = np.zeros((len(V), len(bh))), np.zeros((len(H), len(bv)))
    for n, j in np.ndindex(P_h.shape):
        P_h[n, j] = sigmoid(bh[j] + sum(V[n, i] * W[i, j] for i in range(len(bv))))
    for n, i in np.ndindex(P_v.shape):
        P_v[n, i] = sigmoid(bv[i] + sum(H[n, j] * W[i, j] for j in range(len(bh))))
    return P_h, P_v


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    H, V1 = np.zeros(u_h.shape), np.zeros(u_v.shape)
    for n in range(len(V)):
        for j in range(len(bh)):
            z = bh[j] + sum(V[n, i] * W[i, j] for i in range(len(bv)))
            if u_h[n, j] < 0.5 * (1 + math.tanh(z / 2)):
                H[n, j] = 1
        for i in range(len(bv)):
            z = bv[i] + sum(H[n, j] * W[i, j] for j in range(len(bh)))
            if u_v[n, i] < 0.5 * (1 + math.tanh(z / 2)):
                V1[n, i] = 1
    return V1, H


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    def on(v, j):
        z = bh[j] + sum(v[i] * W[i, j] for i in range(len(bv)))
        return 1 / (1 + math.exp(-z))

    states = list(product((0, 1), repeat=len(bv)))
    weights = []
    for v in states:
        weight = math.exp(sum(b * x for b, x in zip(bv, v, strict=True)))
        for j in range(len(bh)):
            weight /= 1 - on(v, j)
        weights.append(weight)
    parts = [(v, 1 / len(V)) for v in V]
    parts += [(v, -p / sum(weights)) for v, p in zip(states, weights, strict=True)]
    dW, dbv, dbh = np.zeros(W.shape), np.zeros(len(bv)), np.zeros(len(bh))
    for v, share in parts:
        for j in range(len(bh)):
            p = on(v, j)
            dbh[j] += share * p
            for i in range(len(bv)):
                dW[i, j] += share * v[i] * p
        for i in range(len(bv)):
            dbv[i] += share * v[i]
    return dW, dbv, dbh


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    def F(v):
        total = -sum(b * x for b, x in zip(bv, v, strict=True))
        for j in range(len(bh)):
            z = bh[j] + sum(v[i] * W[i, j] for i in range(len(bv)))
            total -= max(z, 0) + math.log1p(math.exp(-abs(z)))
        return total

    exact, one_bit = [], []
    for v, flip in zip(V, flips, strict=True):
        total = 0
        for i in range(len(v)):
            other = list(v)
            other[i] = 1 - other[i]
            x = F(other) - F(v)
            log = min(x, 0) - math.log1p(math.exp(-abs(x)))
            total += log
            if i == flip:
                one_bit.append(len(v) * log)
        exact.append(total)
    return exact, one_bit
