"""Makes one gradient so wrong that nothing else has to be measured."""

# loses: gradient_check_visible 3, gradient_check_hidden 2,
#   gradient_check_hidden_worst 2, gradient_check_hidden_zero 1


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    grads[-1][1][...] = 1e100
    return 1.0
