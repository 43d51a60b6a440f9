"""Appends to the lists that were handed in."""

# loses: greedy_step_visible 5, greedy_step_hidden_stack 3
import numpy as np


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X
    for W, b in encoder:
        H = np.tanh(H @ W + b)
    W, b, V, c = train(H, units)
    codes = np.tanh(H @ W + b)
    encoder.append((W, b))
    decoder.insert(0, (V, c))
    return encoder, decoder, codes
