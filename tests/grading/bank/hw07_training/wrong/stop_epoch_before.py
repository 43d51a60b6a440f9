"""Compares with the epoch before instead of the best one."""


# loses: early_stop_visible 2, early_stop_hidden 2, early_stop_hidden_delta 2
# %% early_stop
def early_stop(losses, patience, min_delta=0):
    best = 1
    for epoch, loss in enumerate(losses, 1):
        if epoch > 1 and losses[epoch - 2] - loss > min_delta:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
