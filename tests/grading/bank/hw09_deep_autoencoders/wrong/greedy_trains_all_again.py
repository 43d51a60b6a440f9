"""Trains all layers again in each step."""

# loses: greedy_step_visible 5, greedy_step_hidden_data 3, greedy_step_hidden_stack 3,
#   greedy_step_hidden_codes 3
import numpy as np


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X
    again = []
    for _, bias in encoder:
        W, b, V, c = train(H, len(bias))
        H = np.tanh(H @ W + b)
        again.append((W, b))
    encoder = again
    W, b, V, c = train(H, units)
    codes = np.tanh(H @ W + b)
    return [*encoder, (W, b)], [(V, c), *decoder], codes
