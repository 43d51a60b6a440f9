"""Always abstains."""


# loses: decide_visible 5, decide_hidden 2, decide_hidden_ratio 2,
#   decide_hidden_border 3
# %% decide
def decide(p, ratio=2):
    return -1
