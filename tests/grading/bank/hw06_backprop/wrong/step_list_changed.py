"""Puts the new arrays into the list that it was given."""


# loses: sgd_step_visible 3, sgd_step_hidden_new 1
# %% sgd_step
def sgd_step(params, grads, learning_rate):
    for layer, (dW, db) in enumerate(grads):
        W, b = params[layer]
        params[layer] = (W - learning_rate * dW, b - learning_rate * db)
    return params
