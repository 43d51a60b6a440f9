"""Gives each side the biases of the other."""


# loses: energy_visible 3, energy_hidden_links 2, energy_hidden 3
# %% energy
def energy(V, H, W, bv, bh):
    links = ((V @ W) * H).sum(axis=1)
    return -links - V @ bh - H @ bv
