"""Divides by 256: white is not 1."""


# loses: flatten_images_visible 2, flatten_images_hidden_scale 2
# %% flatten_images
def flatten_images(images):
    rows = images.reshape(len(images), -1)
    return rows / 256
