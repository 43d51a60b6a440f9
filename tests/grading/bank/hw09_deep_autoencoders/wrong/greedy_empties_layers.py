"""Writes zeros over the old layers, whose codes are then zeros."""

# loses: greedy_step_visible 5, greedy_step_hidden_data 3, greedy_step_hidden_stack 3,
#   greedy_step_hidden_codes 3
import numpy as np


# %% greedy_step
def greedy_step(X, encoder, decoder, units, train):
    H = X
    for W, b in encoder:
        W[...], b[...] = 0, 0
        H = np.zeros((len(X), len(b)))
    W, b, V, c = train(H, units)
    return [*encoder, (W, b)], [(V, c), *decoder], np.tanh(H @ W + b)
