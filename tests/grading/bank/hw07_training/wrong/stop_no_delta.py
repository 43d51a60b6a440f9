"""Ignores min_delta."""


# loses: early_stop_visible 2, early_stop_hidden_delta 2
# %% early_stop
def early_stop(losses, patience, min_delta=0):
    best = 1
    for epoch, loss in enumerate(losses, 1):
        if losses[best - 1] - loss > 0:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
