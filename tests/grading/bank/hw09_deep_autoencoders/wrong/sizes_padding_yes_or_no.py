"""Takes off one pixel at each side when there is any padding."""

# loses: picture_sizes_hidden_up 3


# %% picture_sizes
def picture_sizes(n, layers):
    sizes = []
    for kind, kernel, stride, padding in layers:
        p = {"valid": 0}.get(padding, padding)
        if padding == "same":
            n = n * stride if kind == "up" else -(-n // stride)
        elif kind == "up":
            n = (n - 1) * stride + kernel - (2 if p else 0)
        else:
            n = (n + 2 * p - kernel) // stride + 1
        sizes.append(n)
    return sizes
