"""Changes the arrays that it was given."""


# loses: sgd_step_visible 3, sgd_step_hidden_new 1
# %% sgd_step
def sgd_step(params, grads, learning_rate):
    new = []
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        W -= learning_rate * dW
        b -= learning_rate * db
        new.append((W, b))
    return new
