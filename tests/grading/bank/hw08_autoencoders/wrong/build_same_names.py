"""Three networks whose layers have the same names and weights, and share nothing."""

# loses: build_autoencoder_hidden_shared 2


# %% build_autoencoder
def build_autoencoder(sizes, bends, weights):
    import keras

    def network(start, end):
        layers = [
            keras.layers.Dense(sizes[k + 1], bends[k], name=f"layer_{k + 1}")
            for k in range(start, end)
        ]
        model = keras.Sequential([keras.Input((sizes[start],)), *layers])
        model.set_weights(weights[2 * start : 2 * end])
        return model

    half = len(bends) // 2
    return network(0, 2 * half), network(0, half), network(half, 2 * half)
