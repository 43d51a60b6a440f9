"""Copies the weights into layers of its own: nothing is shared."""

# loses: build_autoencoder_hidden_shared 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    half, models = len(bends) // 2, []
    for part in (slice(None), slice(0, half), slice(half, None)):
        pairs = zip(sizes[1:][part], bends[part], strict=True)
        start = keras.Input((sizes[part.start or 0],))
        layers = [keras.layers.Dense(units, bend) for units, bend in pairs]
        models.append(keras.Sequential([start, *layers]))
    models[0].set_weights(weights)
    models[1].set_weights(weights[: 2 * half])
    models[2].set_weights(weights[2 * half :])
    return tuple(models)
