"""The worked example of chapter 06, from which most of its printed errors come.

A network of 2, 3 and 2 neurons with sigmoids and without biases, the two spirals, one
example, and the start weights: all made from a seed here, none typed in.
"""

import numpy as np

RATE = 0.001  # the step of the worked example
# What stands in the book, to the digits printed there.
PRINTED_SLOPE_2 = np.array([-0.10894822, 0.01633295])
PRINTED_SLOPE_1 = np.array([0.16057899, 0.56711462, 0.00014847])
PRINTED_DW2 = np.array(
    [[0.00216867, 0.00031235], [0.0208564, 0.00300389], [0.00000069, 0.0000001]]
)
PRINTED_DW1 = np.array(
    [[-0.04370984, -0.04486212, -0.00000651], [-0.03210516, -0.03295151, -0.00000478]]
)


def sigmoid(z):
    """Squeeze any number into (0, 1)."""
    return 1 / (1 + np.exp(-z))


def two_spirals(n, seed=1):
    """Give 2n points and their labels: n of class -1, and their reflections, +1."""
    draw = np.random.RandomState(seed)
    turn = np.sqrt(draw.rand(n, 1)) * 780 * 2 * np.pi / 360
    first = np.hstack([-np.cos(turn) * turn, np.sin(turn) * turn])
    return np.vstack([first, -first]), np.repeat([-1, 1], n)


def start(seed=1):
    """Give the two weight matrices that a fresh seed yields."""
    draw = np.random.RandomState(seed)
    return 2 * draw.rand(2, 3) - 1, 2 * draw.rand(3, 2) - 1


def one_hot(y):
    """Column 0 for class -1, column 1 for class +1."""
    return np.stack([y == -1, y == 1], axis=1) * 1.0


def forward(X, W1, W2):
    """Give z and o of both layers."""
    z1 = X @ W1
    o1 = sigmoid(z1)
    z2 = o1 @ W2
    return z1, o1, z2, sigmoid(z2)


def loss(X, Y, W1, W2):
    """Half the squared error, as a mean over the examples."""
    return ((Y - forward(X, W1, W2)[-1]) ** 2).sum() / (2 * len(X))


def gradients(X, Y, W1, W2):
    """The right gradients of `loss` in both matrices."""
    _, o1, _, o2 = forward(X, W1, W2)
    delta2 = (o2 - Y) / len(X) * o2 * (1 - o2)
    delta1 = (delta2 @ W2.T) * o1 * (1 - o1)
    return X.T @ delta1, o1.T @ delta2


def measured(function, point, step=1e-5):
    """The gradient of a function of one array, by central differences."""
    slope = np.zeros_like(point, dtype=float)
    for place in np.ndindex(point.shape):
        push = np.zeros_like(slope)
        push[place] = step
        slope[place] = (function(point + push) - function(point - push)) / (2 * step)
    return slope


def trained(X, Y, steps, W1, W2, rate=RATE):
    """Full-batch descent on the summed loss, lambda = 1e-5, as the book trains."""
    for _ in range(steps):
        g1, g2 = gradients(X, Y, W1, W2)
        W1, W2 = (
            W1 - rate * (len(X) * g1 + 1e-5 * W1),
            W2 - rate * (len(X) * g2 + 1e-5 * W2),
        )
    return W1, W2


def accuracy(X, Y, W1, W2):
    """Share of points whose larger output stands in the column of their class."""
    return (forward(X, W1, W2)[-1].argmax(axis=1) == Y.argmax(axis=1)).mean()


W1, W2 = start()
X_ALL, Y_LABELS = two_spirals(300)
X = X_ALL[:1]  # the example, (1, 2)
Y = np.array([[1.0, 0.0]])  # its target
