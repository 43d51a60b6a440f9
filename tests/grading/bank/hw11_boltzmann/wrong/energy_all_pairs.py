"""Pairs each row of V with every row of H."""


# loses: energy_visible 3, energy_hidden_links 2, energy_hidden 3
# %% energy
def energy(V, H, W, bv, bh):
    links = V @ W @ H.T
    return -links - V @ bv - H @ bh
