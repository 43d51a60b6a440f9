"""Shows a progress bar in every loop."""

import numpy as np

# %% classification_error
from tqdm.auto import tqdm


def classification_error(w, X, y):
    errors = 0
    for x, label in tqdm(list(zip(X, y, strict=True))):
        errors += (1 if np.dot(w, x) >= 0 else -1) != label
    return int(errors)


# %% pla
import numpy as np  # noqa: E402, F811
from tqdm import tqdm  # noqa: E402, F811


def pla(X, y, rng, max_updates=None):
    w, n_updates = np.zeros(X.shape[1]), 0
    with tqdm(total=max_updates, desc="updates") as bar:
        while max_updates is None or n_updates < max_updates:
            wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
            if len(wrong) == 0:
                break
            i = rng.choice(wrong)
            w = w + y[i] * X[i]
            n_updates += 1
            bar.update()
    return w, n_updates
