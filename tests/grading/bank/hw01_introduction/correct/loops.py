"""Plain loops over numbers, results collected in Python lists."""


# %% neuron
def neuron(x, w, b, z):
    total = b
    for j in range(len(x)):
        total += w[j] * x[j]
    return z(total)


# %% augment
def augment(X):
    rows = []
    for x in X:
        row = [1.0]
        for value in x:
            row.append(value)
        rows.append(row)
    return rows


# %% sign_pm
def sign_pm(u):
    try:
        return [sign_pm(part) for part in u]
    except TypeError:
        return 1 if u >= 0 else -1


# %% relu
def relu(u):
    try:
        return [relu(part) for part in u]
    except TypeError:
        return u if u > 0 else 0


# %% sigmoid
import math  # noqa: E402


def sigmoid(u):
    try:
        return [sigmoid(part) for part in u]
    except TypeError:
        if u >= 0:
            return 1 / (1 + math.exp(-u))
        return math.exp(u) / (1 + math.exp(u))


# %% dense_forward
import math  # noqa: E402, F811


def dense_forward(X, Ws, bs, activations):
    rows = [list(x) for x in X]
    for layer in range(len(Ws)):
        new_rows = []
        for row in rows:
            new_row = []
            for unit in range(Ws[layer].shape[1]):
                total = bs[layer][unit]
                for j in range(len(row)):
                    total = total + row[j] * Ws[layer][j][unit]
                if activations[layer] == "relu":
                    total = max(total, 0)
                elif activations[layer] == "sigmoid":
                    total = 1 / (1 + math.exp(-total))
                elif activations[layer] == "sign":
                    total = 1 if total >= 0 else -1
                new_row.append(total)
            new_rows.append(new_row)
        rows = new_rows
    return rows


# %% n_params
def n_params(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        for _ in range(1):
            total = total + sizes[i] * sizes[i + 1] + sizes[i + 1]
    return total


# %% mse
def mse(Y, H):
    total = 0.0
    for n in range(len(Y)):
        for k in range(len(Y[n])):
            total += (Y[n][k] - H[n][k]) ** 2
    return total / len(Y)


# %% decide
def decide(p, ratio=2):
    best = 0
    for i in range(len(p)):
        if p[i] > p[best]:
            best = i
    for i in range(len(p)):
        if i != best and p[best] < ratio * p[i]:
            return -1
    return best
