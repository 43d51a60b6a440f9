"""Has a min_delta of its own when none is given."""

# loses: early_stop_hidden_delta 2


# %% early_stop
def early_stop(losses, patience, min_delta=1e-4):
    best = 1
    for epoch, loss in enumerate(losses, 1):
        if losses[best - 1] - loss > min_delta:
            best = epoch
        if epoch - best == patience:
            return epoch, best
    return len(losses), best
