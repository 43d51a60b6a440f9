"""Puts all red numbers before all green ones."""

# loses: flatten_images_visible 2, flatten_images_hidden_order 2
import numpy as np


# %% flatten_images
def flatten_images(images):
    rows = np.moveaxis(images, -1, 1).reshape(len(images), -1)
    return rows / 255
