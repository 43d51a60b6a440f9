"""Writes every product as an einsum."""

# %% energy
import numpy as np


def energy(V, H, W, bv, bh):
    links = np.einsum("ni,ij,nj->n", V, W, H)
    return -(links + np.einsum("ni,i", V, bv) + np.einsum("nj,j", H, bh))


# %% free_energy
def free_energy(V, W, bv, bh):
    z = np.einsum("ni,ij->nj", V, W) + bh
    return -np.einsum("ni,i->n", V, bv) - np.einsum("nj->n", np.logaddexp(z, 0))


# %% conditionals
def conditionals(V, H, W, bv, bh):
    up = np.einsum("ni,ij->nj", V, W) + bh
    down = np.einsum("nj,ij->ni", H, W) + bv
    return np.exp(-np.logaddexp(0, -up)), np.exp(-np.logaddexp(0, -down))


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    H = u_h < 1 / (1 + np.exp(-np.einsum("ni,ij->nj", V, W) - bh))
    V1 = u_v < 1 / (1 + np.exp(-np.einsum("nj,ij->ni", H, W) - bv))
    return V1.astype(float), H.astype(float)


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    P0 = 1 / (1 + np.exp(-np.einsum("ni,ij->nj", V0, W) - bh))
    H = (u_h < P0).astype(float)
    V1 = (u_v < 1 / (1 + np.exp(-np.einsum("nj,ij->ni", H, W) - bv))).astype(float)
    P1 = 1 / (1 + np.exp(-np.einsum("ni,ij->nj", V1, W) - bh))
    n = V0.shape[0]
    dW = np.einsum("ni,nj->ij", V0 / n, P0) - np.einsum("ni,nj->ij", V1 / n, P1)
    return dW, np.einsum("ni->i", V0 - V1) / n, np.einsum("nj->j", P0 - P1) / n


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    V1 = (u_v < 1 / (1 + np.exp(-np.einsum("nj,ij->ni", H, W) - bv))).astype(float)
    P0, P1 = (1 / (1 + np.exp(-np.einsum("ni,ij->nj", X, W) - bh)) for X in (V, V1))
    pairs = np.einsum("ni,nj->nij", V, P0) - np.einsum("ni,nj->nij", V1, P1)
    steps = pairs.mean(0), (V - V1).mean(0), (P0 - P1).mean(0)
    new = [a + learning_rate * s for a, s in zip((W, bv, bh), steps, strict=True)]
    return *new, (u_h < P1).astype(float)
