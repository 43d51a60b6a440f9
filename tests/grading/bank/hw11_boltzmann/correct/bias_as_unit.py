"""Takes the biases for the weights of one more unit that is always on."""

# %% energy
import numpy as np


def energy(V, H, W, bv, bh):
    big = np.zeros((len(bv) + 1, len(bh) + 1))
    big[:-1, :-1], big[:-1, -1], big[-1, :-1] = W, bv, bh
    ones = np.ones((len(V), 1))
    V, H = np.hstack([V, ones]), np.hstack([H, ones])
    return -((V @ big) * H).sum(axis=1)


# %% free_energy
def free_energy(V, W, bv, bh):
    ones = np.ones((len(V), 1))
    z = np.hstack([V, ones]) @ np.vstack([W, bh])
    return -np.hstack([V @ bv[:, None], np.logaddexp(0, z)]).sum(axis=1)


# %% conditionals
def conditionals(V, H, W, bv, bh):
    up = np.c_[V, np.ones(len(V))] @ np.r_[W, bh[None]]
    down = np.c_[H, np.ones(len(H))] @ np.c_[W, bv].T
    return tuple((1 + np.tanh(z / 2)) / 2 for z in (up, down))


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    n = len(bv)
    states = np.array(list(np.ndindex(*[2] * n)), float)
    z = states @ W + bh
    P = np.exp(states @ bv) * np.prod(1 + np.exp(z), axis=1)
    P /= P.sum()

    def table(rows, shares):
        up = 1 / (1 + np.exp(-(rows @ W + bh)))
        ones = np.ones((len(rows), 1))
        left = np.hstack([rows, ones]) * shares.reshape(-1, 1)
        return left.T @ np.hstack([up, ones])

    D = table(V, np.ones(len(V)) / len(V)) - table(states, P)
    return D[:-1, :-1], D[:-1, -1], D[-1, :-1]


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    one = np.ones((len(V0), 1))
    P0 = 1 / (1 + np.exp(-V0 @ W - bh))
    V1 = u_v < 1 / (1 + np.exp(-((u_h < P0) @ W.T) - bv))
    P1 = 1 / (1 + np.exp(-V1.astype(float) @ W - bh))
    first = np.hstack([V0, one]).T @ np.hstack([P0, one])
    second = np.hstack([V1, one]).T @ np.hstack([P1, one])
    D = (first - second) / one.sum()
    return D[:-1, :-1], D[:-1, -1], D[-1, :-1]
