"""Forgets the learning rate."""


# loses: sgd_step_visible 3, sgd_step_hidden 2
# %% sgd_step
def sgd_step(params, grads, learning_rate):
    new = []
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        new.append((W - dW, b - db))
    return new
