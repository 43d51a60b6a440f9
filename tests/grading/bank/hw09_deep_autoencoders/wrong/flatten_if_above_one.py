"""Scales only pictures that hold a byte above 1, as a guard."""

# loses: flatten_images_hidden_scale 2


# %% flatten_images
def flatten_images(images):
    rows = images.reshape(len(images), -1)
    return rows / 255 if images.max() > 1 else rows * 1.0
