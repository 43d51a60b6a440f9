"""Counts visible biases only where a hidden unit is on."""

# loses: energy_hidden 3


# %% energy
def energy(V, H, W, bv, bh):
    linked = H.any(axis=1)
    return -((V @ W) * H).sum(axis=1) - (V @ bv) * linked - H @ bh
