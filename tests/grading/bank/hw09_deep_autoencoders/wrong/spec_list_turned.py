"""Turns around the list that was handed in."""


# loses: autoencoder_spec_visible 5, autoencoder_spec_hidden_options 3
# %% autoencoder_spec
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    def dense(width, activation, norm, drop):
        parts = [("dense", width)]
        if norm and normalise:
            parts.append(("norm", None))
        parts.append((activation, None))
        if drop and rate > 0:
            parts.append(("dropout", rate))
        return parts

    encoder, decoder = [], []
    for width in widths:
        encoder += dense(width, "relu", True, True)
    widths.reverse()
    for width in widths:
        decoder += dense(width, "relu", True, True)
    encoder += dense(code, "tanh", True, False)
    decoder += dense(inputs, "sigmoid", False, False)
    return encoder, decoder
