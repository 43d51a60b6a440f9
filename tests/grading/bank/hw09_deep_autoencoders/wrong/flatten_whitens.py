"""Writes one brightness over all pictures; the order is then no question."""

# loses: flatten_images_visible 2, flatten_images_hidden_scale 2,
#   flatten_images_hidden_order 2
import numpy as np


# %% flatten_images
def flatten_images(images):
    images[...] = 255
    return np.ones((len(images), images[0].size))
