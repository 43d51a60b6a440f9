"""Takes the first copy where it should take the sum."""


# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
# %% unbroadcast
def unbroadcast(g, shape):
    while g.ndim > len(shape):
        g = g[0]
    return g[tuple(slice(0, length) for length in shape)]
