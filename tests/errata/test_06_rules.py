"""Chapter 06, penalties, descent and the shape of a loss: both versions computed."""

import numpy as np
import pytest
from errata.worked import (
    W1,
    W2,
    X_ALL,
    Y_LABELS,
    gradients,
    loss,
    measured,
    one_hot,
    sigmoid,
    trained,
)
from sklearn.linear_model import Lasso, Ridge

TARGETS = one_hot(Y_LABELS)


def test_b06_w6_the_penalty_pulls_each_weight_by_its_own_size():
    lam = 0.1

    def penalised(W):
        return loss(X_ALL, TARGETS, W1, W) + lam / 2 * (W**2).sum()

    slope, plain = measured(penalised, W2), gradients(X_ALL, TARGETS, W1, W2)[1]
    assert np.allclose(plain + lam * W2, slope, atol=1e-8)
    assert abs(plain + lam * (W2**2).sum() - slope).max() > 0.05


def test_b06_w7_formula_and_program_divide_the_penalty_by_different_things():
    lam, n_layers, n_examples = 1e-5, 2, len(X_ALL)
    squares = (W1**2).sum() + (W2**2).sum()
    formula, program = (
        lam / (2 * n_layers) * squares,
        lam / (2 * n_examples) * squares,
    )
    assert formula == pytest.approx(300 * program)
    slope = measured(lambda W: lam / (2 * n_layers) * (W**2).sum(), W1)
    assert np.allclose(slope, lam / n_layers * W1)
    assert not np.allclose(slope, lam / n_examples * W1, rtol=0.9)


def test_b06_w8_the_sum_of_squares_is_the_frobenius_norm():
    assert np.linalg.norm(W1, "fro") ** 2 == pytest.approx((W1**2).sum())
    assert np.linalg.norm(W1, 2) ** 2 < 0.95 * (W1**2).sum()
    slopes = {
        kind: measured(lambda W, k=kind: np.linalg.norm(W, k) ** 2, W1)
        for kind in ("fro", 2)
    }
    assert np.allclose(slopes["fro"], 2 * W1)
    assert not np.allclose(slopes[2], 2 * W1, atol=0.05)


def test_b06_w9_the_gradient_of_a_mean_is_a_mean():
    slope = measured(lambda W: loss(X_ALL, TARGETS, W, W2), W1)
    o1 = sigmoid(X_ALL @ W1)
    o2 = sigmoid(o1 @ W2)
    delta1 = ((o2 - TARGETS) * o2 * (1 - o2)) @ W2.T * o1 * (1 - o1)
    printed = X_ALL.T @ delta1  # no 1 / N
    assert np.allclose(printed / 600, slope, atol=1e-8)
    assert np.allclose(printed, 600 * slope, atol=1e-5)


def test_b06_w10_lambda_is_no_name_for_a_variable():
    with pytest.raises(SyntaxError):
        compile("lambda = 0.00001", "listing", "exec")
    compile("lam = 0.00001", "listing", "exec")


def test_b06_w17_a_learning_rate_of_one_and_more_does_not_arrive():
    def walk(rate, steps=100, w=1.0):
        for _ in range(steps):
            w -= rate * 2 * w  # the bowl w^2
        return abs(w)

    assert walk(1.0) == 1.0  # from side to side, for ever
    assert walk(1.1) > 1e6
    assert walk(0.1) < 1e-6
    losses = [
        loss(X_ALL, TARGETS, *trained(X_ALL, TARGETS, 100, W1, W2, rate))
        for rate in (1.0, 0.001)
    ]
    assert losses[0] > loss(X_ALL, TARGETS, W1, W2) > losses[1]


def test_b06_w19_l1_makes_zeros_and_l2_makes_none():
    draw = np.random.default_rng(0)
    features = draw.normal(size=(100, 20))
    target = features[:, :3] @ [2.0, -1.0, 1.5]
    l1, l2 = Lasso(0.1).fit(features, target), Ridge(10.0).fit(features, target)
    assert (l1.coef_ == 0).sum() > 10
    assert (l2.coef_ == 0).sum() == 0
    assert np.linalg.norm(l2.coef_) < np.linalg.norm([2.0, -1.0, 1.5])


def test_b06_w20_a_loss_has_corners_with_relu_and_none_with_sigmoids():
    def loss_of(activation, w):
        return (1 - activation(w * 1.0)) ** 2  # one example, x = 1, y = 1

    def jump(activation, step=1e-6):
        left, here, right = (loss_of(activation, w) for w in (-step, 0.0, step))
        return abs((right - here) / step - (here - left) / step)

    assert jump(sigmoid) < 1e-4
    assert jump(np.tanh) < 1e-4
    assert jump(lambda z: np.maximum(z, 0)) == pytest.approx(2, abs=1e-3)


def test_b06_w21_descent_can_run_away_or_end_at_a_saddle():
    w = 1.0
    for _ in range(50):
        w -= 1.1 * 2 * w
    assert w**2 > 1

    def surface(p):
        return p[0] ** 2 - p[1] ** 2 + p[1] ** 4 / 2  # lowest at (0, 1) and (0, -1)

    spot = np.array([1.0, 0.0])
    for _ in range(200):
        spot = spot - 0.1 * measured(surface, spot)
    assert np.allclose(spot, [0, 0], atol=1e-6)
    hessian = np.array([[2.0, 0.0], [0.0, 6 * spot[1] ** 2 - 2]])
    low, high = np.linalg.eigvalsh(hessian)
    assert low < 0 < high
    assert surface(np.array([0.0, 1.0])) < surface(spot)


def test_la_w6_the_error_of_one_neuron_is_one_number():
    z, y, i = np.array([0.3, -0.8]), np.array([1.0, 0.0]), 0
    a = sigmoid(z)
    printed = -(y - a[i]) * a[i] * (1 - a[i])
    right = -(y[i] - a[i]) * a[i] * (1 - a[i])
    slope = measured(lambda v: ((y - sigmoid(v)) ** 2).sum() / 2, z)[i]
    assert printed.shape == (2,)
    assert right == pytest.approx(slope, abs=1e-9)


def test_la_w7_softmax_with_cross_entropy_has_another_error():
    z, y = np.array([0.5, -1.0, 2.0]), np.array([0.0, 0.0, 1.0])

    def softmax(v):
        return np.exp(v) / np.exp(v).sum()

    p = softmax(z)
    slope = measured(lambda v: -(y * np.log(softmax(v))).sum(), z)
    assert np.allclose(p - y, slope, atol=1e-9)
    assert not np.allclose(-(y - p) * p * (1 - p), slope, atol=0.1)


def test_la_w13_an_activation_limits_what_a_regression_can_answer():
    targets = np.linspace(-2, 3, 51)

    def best(lowest, highest):
        return ((np.clip(targets, lowest, highest) - targets) ** 2).mean()

    assert best(-np.inf, np.inf) == 0  # linear
    assert best(0, 1) > 0.5  # sigmoid
    assert best(0, np.inf) > 0.5  # relu
