"""Takes the log-variance for the standard deviation."""


# loses: reparameterize_visible 3, reparameterize_hidden 3, reparameterize_hidden_far 2
# %% reparameterize
def reparameterize(mu, log_var, eps):
    sigma = log_var
    return mu + sigma * eps
