"""The network class of chapter 06: what the reader writes in 06d and trains in 06e.

Lists count as the formulas do. `W[l]` and `b[l]` feed layer l, layer 0 is the input and
has none, so place 0 of every list of parameters is None:

    z[l] = a[l - 1] @ W[l] + b[l]        a[l] = act[l](z[l])        a[0] = X

Rows are examples. All of it is NumPy.
"""

from itertools import pairwise

import numpy as np


def softmax(z):
    """Probabilities per row; the largest score is taken off first, so e^z is safe.

    >>> softmax(np.array([[1000.0, 1000.0]]))
    array([[0.5, 0.5]])
    """
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


ACTIVATIONS = {  # name: (output of z, slope as a function of the output)
    "sigmoid": (lambda z: 0.5 + 0.5 * np.tanh(z / 2), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(a.dtype)),
    "linear": (lambda z: z, np.ones_like),
    "softmax": (softmax, None),  # its slope cancels with that of the cross-entropy
}
"""The usual activations. The sigmoid is written so that nothing overflows."""


class MLP:
    """Fully connected layers with biases, and their backpropagation.

    `sizes` begin with the inputs; `act` names one activation per layer. A last layer of
    "softmax" is trained with the cross-entropy, any other with half the squared error.

    >>> net = MLP([2, 4, 3], ["tanh", "softmax"], seed=0)
    >>> net.n_params, [w.shape for w in net.W[1:]]
    (27, [(2, 4), (4, 3)])
    """

    def __init__(self, sizes, act, seed=0, dtype=float):
        if len(act) != len(sizes) - 1:
            raise ValueError(
                f"MLP: {len(act)} activations for sizes {sizes}, where one per layer "
                f"after the input was expected, {len(sizes) - 1}."
            )
        if "softmax" in act[:-1]:
            raise ValueError("MLP: softmax is for the last layer only.")
        rng = np.random.default_rng(seed)
        self.act, self.W, self.b = [None, *act], [None], [None]
        for n, m in pairwise(sizes):
            reach = np.sqrt(6 / (n + m))  # chapter 07a says why; Keras does the same
            self.W.append(rng.uniform(-reach, reach, (n, m)).astype(dtype))
            self.b.append(np.zeros(m, dtype))

    @property
    def n_params(self):
        """How many weights and biases there are."""
        return sum(p.size for p in self.W[1:] + self.b[1:])

    def forward(self, X):
        """Return two lists, all z and all a, from the input to the answer."""
        z, a = [None], [X]
        for W, b, act in zip(self.W[1:], self.b[1:], self.act[1:], strict=True):
            z.append(a[-1] @ W + b)  # (batch, neurons)
            a.append(ACTIVATIONS[act][0](z[-1]))
        return z, a

    def predict(self, X):
        """Return the column of the largest output for every row of X."""
        return self.forward(X)[1][-1].argmax(axis=1)

    def loss(self, X, Y):
        """Return the cross-entropy, or half the squared error: means over the rows."""
        y_hat = self.forward(X)[1][-1]
        if self.act[-1] == "softmax":
            return -np.log((y_hat * Y).sum(axis=1) + 1e-12).mean()
        return ((y_hat - Y) ** 2).sum() / (2 * len(X))

    def backward(self, X, Y):
        """Return the gradients of the loss: two lists shaped as W and b."""
        a = self.forward(X)[1]
        dW, db = [None] * len(self.W), [None] * len(self.b)
        delta = (a[-1] - Y) / len(X)  # softmax with cross-entropy: no slope
        if self.act[-1] != "softmax":
            delta = delta * ACTIVATIONS[self.act[-1]][1](a[-1])  # BP1
        for layer in reversed(range(1, len(self.W))):
            dW[layer] = a[layer - 1].T @ delta  # BP4
            db[layer] = delta.sum(axis=0)  # BP3
            if layer > 1:  # the input has no slope and no gradient
                slope = ACTIVATIONS[self.act[layer - 1]][1](a[layer - 1])
                delta = (delta @ self.W[layer].T) * slope  # BP2
        return dW, db

    def step(self, dW, db, learning_rate):
        """Move all parameters against their gradients, in place."""
        for layer in range(1, len(self.W)):
            self.W[layer] -= learning_rate * dW[layer]
            self.b[layer] -= learning_rate * db[layer]


class Adam:
    """Steps whose size each parameter finds for itself; chapter 07b derives them.

    It keeps a running mean of every gradient and of its square, and steps along the
    first divided by the root of the second. Takes the place of `net.step`:

        adam = Adam(net, learning_rate=0.01)
        adam.step(*net.backward(X, Y))
    """

    def __init__(self, net, learning_rate):
        self.net, self.learning_rate, self.t = net, learning_rate, 0
        self.mean = self.square = 0.0

    def step(self, dW, db):
        """Move all parameters of the network, in place."""
        # All gradients as one long vector: fewer and larger operations are faster.
        g = np.concatenate([part.ravel() for part in dW[1:] + db[1:]])
        self.t += 1
        self.mean = self.mean + 0.1 * (g - self.mean)
        self.square = self.square + 0.001 * (g * g - self.square)
        # Both means start at 0; dividing by 1 - 0.9^t makes up for it.
        mean, square = self.mean / (1 - 0.9**self.t), self.square / (1 - 0.999**self.t)
        move = self.learning_rate * mean / (np.sqrt(square) + 1e-7)
        begin = 0
        for p in self.net.W[1:] + self.net.b[1:]:
            p -= move[begin : begin + p.size].reshape(p.shape)
            begin += p.size
