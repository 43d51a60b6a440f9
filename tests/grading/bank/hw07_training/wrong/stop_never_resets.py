"""Counts all bad epochs, not those in a row."""


# loses: early_stop_hidden 2, early_stop_hidden_delta 2
# %% early_stop
def early_stop(losses, patience, min_delta=0):
    best, bad = 1, 0
    for epoch, loss in enumerate(losses, 1):
        if losses[best - 1] - loss > min_delta:
            best = epoch
        elif epoch > 1:
            bad += 1
        if bad >= patience:
            return epoch, best
    return len(losses), best
