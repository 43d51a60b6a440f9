"""Forgets the last place of the kernel."""


# loses: picture_sizes_visible 4, picture_sizes_hidden_down 3,
#   picture_sizes_hidden_up 3
# %% picture_sizes
def picture_sizes(n, layers):
    sizes = []
    for kind, k, s, padding in layers:
        p = 0 if padding == "valid" else padding
        if kind == "up" and padding == "same":
            n = n * s
        elif kind == "up":
            n = (n - 1) * s + k - 2 * p
        elif padding == "same":
            n = (n + s - 1) // s
        else:
            n = (n + 2 * p - k) // s
        sizes.append(n)
    return sizes
