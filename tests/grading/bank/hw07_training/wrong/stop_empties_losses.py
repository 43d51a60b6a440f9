"""Takes the losses off the list of the caller."""

# loses: early_stop_visible 2, early_stop_hidden 2, early_stop_hidden_delta 2


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    epoch = best = 1
    lowest = losses.pop(0)
    while losses and epoch - best < patience:
        loss, epoch = losses.pop(0), epoch + 1
        if lowest - loss > min_delta:
            lowest, best = loss, epoch
    return epoch, best
