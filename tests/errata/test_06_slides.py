"""Chapter 06, layers, the chain rule and losses: both versions computed."""

import numpy as np
import pytest
from errata.worked import measured, sigmoid
from scipy.stats import norm
from sklearn.linear_model import LinearRegression

RNG = np.random.default_rng(6)


def test_lc_w1_a_sparse_layer_lacks_links():
    W = RNG.normal(size=(4, 4))
    mask = np.eye(4) + np.eye(4, k=1) + np.eye(4, k=-1)
    assert (W.size, int(mask.sum())) == (16, 10)
    x, push = RNG.normal(size=4), np.array([1.0, 0.0, 0.0, 0.0])
    full = (x + push) @ W - x @ W
    sparse = (x + push) @ (W * mask) - x @ (W * mask)
    assert np.count_nonzero(full) == 4
    assert np.flatnonzero(np.abs(sparse) > 1e-12).tolist() == [0, 1]


def test_lc_w2_a_chain_of_affine_layers_is_one_affine_function():
    x = RNG.normal(size=(5, 3))
    W = [RNG.normal(size=shape) for shape in ((3, 4), (4, 4), (4, 2))]
    b = [RNG.normal(size=n) for n in (4, 4, 2)]

    def through(bend):
        return bend(bend(x @ W[0] + b[0]) @ W[1] + b[1]) @ W[2] + b[2]

    one = x @ (W[0] @ W[1] @ W[2]) + (b[0] @ W[1] + b[1]) @ W[2] + b[2]
    assert np.allclose(through(lambda z: z), one)
    assert not np.allclose(through(np.tanh), one, atol=0.1)


def test_lc_w3_each_factor_of_the_chain_rule_begins_where_the_last_ended():
    w, b = np.array([1.5, -2.0, 1.0, 3.0]), np.array([0.0, 1.0, -0.5, 0.2])

    def sums(x):
        z, a = [], x
        for w_l, b_l in zip(w, b, strict=True):
            z.append(w_l * a + b_l)
            a = sigmoid(z[-1])
        return np.array(z), a

    z, answer = sums(0.8)
    bends = sigmoid(z) * (1 - sigmoid(z))
    slope = measured(lambda x: (1 - sums(x[0])[1]) ** 2 / 2, np.array([0.8]))[0]
    to_z = (answer - 1) * bends[3]  # dC/dz4
    right = to_z * np.prod(w[1:] * bends[:3]) * w[0]
    weights_forgotten = to_z * np.prod(bends[:3])
    # dC/dz4, dC/dz3, dC/dz2, dC/dz1, multiplied with one another
    of_the_cost = [to_z * np.prod((w[1:] * bends[:3])[k:]) for k in range(4)]
    assert right == pytest.approx(slope, rel=1e-6)
    assert weights_forgotten != pytest.approx(slope, rel=0.5)
    assert np.prod(of_the_cost) != pytest.approx(slope, rel=0.5)


def test_lc_w4_the_gaussian_likelihood_gives_half_the_mse():
    y, said = RNG.normal(size=200), RNG.normal(size=200)
    mse = ((y - said) ** 2).mean()
    by_likelihood = -norm.logpdf(y, said, 1).mean() - np.log(2 * np.pi) / 2
    assert by_likelihood == pytest.approx(mse / 2)
    assert by_likelihood != pytest.approx(2 * mse, rel=0.5)


def test_lc_w5_the_loss_is_a_surface_and_no_plane():
    x = np.linspace(-1, 1, 20)
    y = 2 * x + 1 + 0.1 * RNG.normal(size=20)

    def half_mse(p):
        return ((y - p[0] * x - p[1]) ** 2).mean() / 2

    grid = RNG.uniform(-3, 3, size=(200, 2))
    heights = np.array([half_mse(p) for p in grid])
    plane = LinearRegression().fit(grid, heights)
    assert abs(plane.predict(grid) - heights).max() > 1
    assert plane.predict([-100 * plane.coef_])[0] < 0  # it falls for ever
    line = LinearRegression().fit(x[:, None], y)
    lowest = np.array([line.coef_[0], line.intercept_])
    assert np.allclose(measured(half_mse, lowest), 0, atol=1e-8)
    assert half_mse(lowest) < heights.min()


def test_lc_w6a_sigmoids_can_say_yes_to_every_class():
    z, y = np.array([20.0, 20.0, 20.0]), np.array([0.0, 1.0, 0.0])
    chosen_nothing = -(y * np.log(sigmoid(z))).sum()
    softmax = np.exp(z) / np.exp(z).sum()
    assert sigmoid(z).sum() == pytest.approx(3)
    assert chosen_nothing < 1e-6
    assert softmax.sum() == pytest.approx(1)
    assert -(y * np.log(softmax)).sum() == pytest.approx(np.log(3))


def test_lc_w13_a_regression_has_an_output_for_each_number():
    X = RNG.normal(size=(100, 4))
    Y = X @ RNG.normal(size=(4, 3)) + [0.0, 1.0, 2.0]
    ones = np.hstack([X, np.ones((100, 1))])
    three = ones @ np.linalg.lstsq(ones, Y, rcond=None)[0]
    one = ones @ np.linalg.lstsq(ones, Y.mean(axis=1), rcond=None)[0]
    assert ((Y - three) ** 2).mean() < 1e-20
    assert ((Y - one[:, None]) ** 2).mean() > 0.1
