"""Chapter 06, the worked example: what is printed, and what is right, both computed."""

import numpy as np
import pytest
from errata.worked import (
    PRINTED_DW1,
    PRINTED_DW2,
    PRINTED_SLOPE_1,
    PRINTED_SLOPE_2,
    RATE,
    W1,
    W2,
    X_ALL,
    Y_LABELS,
    X,
    Y,
    accuracy,
    forward,
    gradients,
    loss,
    measured,
    one_hot,
    sigmoid,
    start,
    trained,
    two_spirals,
)

Z1, O1, Z2, O2 = forward(X, W1, W2)
G1, G2 = gradients(X, Y, W1, W2)


def test_b06_w1_the_slope_of_a_sigmoid_contains_its_output_only():
    for z, o in ((Z1, O1), (Z2, O2)):
        slope = np.diag(measured(lambda v: sigmoid(v).sum(), z)[0])
        assert np.allclose(np.diag(slope), o * (1 - o), atol=1e-9)
        assert not np.allclose(np.diag(slope), o * (1 - z), atol=0.1)


def test_b06_w2_the_printed_step_raises_the_loss_and_the_right_one_lowers_it():
    assert np.allclose(PRINTED_SLOPE_2, Z2 * (1 - Z2), atol=1e-8)
    assert np.allclose(O2 * (1 - O2), [0.24939, 0.24998], atol=5e-6)
    assert np.allclose(PRINTED_DW2, O1.T @ ((O2 - Y) * PRINTED_SLOPE_2), atol=1e-8)
    assert np.allclose(G2[0], [-0.00496, 0.00478], atol=5e-6)
    before = loss(X, Y, W1, W2)
    printed = loss(X, Y, W1 - RATE * PRINTED_DW1, W2 - RATE * PRINTED_DW2)
    right = loss(X, Y, W1 - RATE * G1, W2 - RATE * G2)
    assert right < before < printed
    assert np.allclose([right, before, printed], [0.264761, 0.264771, 0.264777], 2e-6)


def test_b06_w3_the_hidden_slopes_come_from_another_wrong_formula():
    assert np.allclose(PRINTED_SLOPE_1, O1 * (1 - Z1), atol=1e-8)
    assert np.allclose(O1 * (1 - O1), [0.03649, 0.23172, 0.00001], atol=5e-6)
    slope = measured(lambda W: loss(X, Y, W, W2), W1)
    assert np.allclose(G1, slope, atol=1e-9)
    assert np.allclose(G1[0], [0.01117, 0.06043, 0.00001], atol=5e-6)
    assert (PRINTED_DW1 * slope < 0).all()


def test_b06_w4_the_minus_stands_before_the_bracket():
    def half_squares(o):
        return ((Y - o) ** 2).sum() / 2

    slope = measured(half_squares, O2)
    assert np.allclose(slope, [[-0.525, 0.504]], atol=5e-4)
    assert np.allclose(-(Y - O2), slope)
    assert np.allclose(-Y - O2, [[-1.475, -0.504]], atol=5e-4)
    assert not np.allclose(-Y - O2, slope, atol=0.9)


def test_b06_w5_errors_go_back_through_the_transposed_matrix():
    delta2 = (O2 - Y) * O2 * (1 - O2)
    with pytest.raises(ValueError, match="mismatch"):
        delta2 @ W2
    slope = measured(lambda o: ((Y - sigmoid(o @ W2)) ** 2).sum() / 2, O1)
    assert np.allclose(delta2 @ W2.T, slope)


def test_b06_w11_slips_of_letters_stop_the_program_and_digits_differ():
    with pytest.raises(NameError):
        exec("dL_do2 = 1.0\ndL_dz2 = dL_d02 * 2.0", {})
    exec("dL_do2 = 1.0\ndL_dz2 = dL_do2 * 2.0", {})
    with pytest.raises(NameError):
        exec("x = [1.0]\nn = len(X)", {})
    with pytest.raises(SyntaxError):
        compile("total = 1 +\n  2", "listing", "exec")
    compile("total = (1 +\n  2)", "listing", "exec")
    assert [f"{W2[1, 0]:.8f}", f"{W2[1, 1]:.8f}"] == ["-0.20646505", "0.07763347"]
    from_wrong_formula = O1.T @ ((O2 - Y) * Z2 * (1 - Z2))
    assert f"{from_wrong_formula[0, 1]:.8f}" == "0.00031235"
    assert not np.isclose(from_wrong_formula[0, 1], 0.0031235, rtol=0.5)


@pytest.mark.slow
def test_b06_w12_the_text_names_the_columns_the_other_way_round():
    assert Y_LABELS[0] == -1
    by_the_text = one_hot(Y_LABELS)[:, ::-1]  # column 0 for the positive class
    assert by_the_text[0].tolist() == [0, 1] != Y[0].tolist()
    right = one_hot(Y_LABELS)
    assert right[0].tolist() == Y[0].tolist()
    reached = trained(X_ALL, by_the_text, 20_000, W1, W2)
    assert accuracy(X_ALL, by_the_text, *reached) == pytest.approx(0.567, abs=0.01)
    reached = trained(X_ALL, right, 20_000, W1, W2)
    assert accuracy(X_ALL, right, *reached) == pytest.approx(0.62, abs=0.015)


@pytest.mark.slow
def test_b06_w18_sixty_two_percent_are_right_not_wrong():
    targets = one_hot(Y_LABELS)
    reached = trained(X_ALL, targets, 20_000, W1, W2)
    right = accuracy(X_ALL, targets, *reached)
    assert right == pytest.approx(0.623, abs=0.015)
    assert 1 - right == pytest.approx(0.377, abs=0.015)


def test_b06_w23_inputs_as_they_are_leave_many_sigmoids_flat():
    def flat(points):
        hidden = sigmoid(points @ W1)
        return (hidden * (1 - hidden) < 0.01).mean()

    standardised = (X_ALL - X_ALL.mean(axis=0)) / X_ALL.std(axis=0)
    assert abs(X_ALL).max() > 12
    assert flat(X_ALL) == pytest.approx(0.42, abs=0.005)
    assert flat(standardised) == 0


def test_b06_w25_a_gradient_check_passes_the_right_and_fails_the_printed():
    def off(gradient, slope):
        return np.linalg.norm(gradient - slope) / np.linalg.norm(slope)

    slope1 = measured(lambda W: loss(X, Y, W, W2), W1)
    slope2 = measured(lambda W: loss(X, Y, W1, W), W2)
    assert max(off(G1, slope1), off(G2, slope2)) < 1e-6
    assert min(off(PRINTED_DW1, slope1), off(PRINTED_DW2, slope2)) > 0.5


def test_b06_w26_the_generator_gives_twice_as_many_points_as_it_is_asked_for():
    points, labels = two_spirals(300)
    assert len(points) != 300
    assert (len(points), len(labels)) == (600, 600)
    assert np.array_equal(points[300:], -points[:300])


def test_b06_w27_the_printed_weights_need_the_seed_set_again():
    assert np.allclose(start()[0][0, 0], -0.16595599, atol=5e-9)
    goes_on = np.random.RandomState(1)
    goes_on.rand(300, 1)  # what the generator of the points has used up
    assert abs(2 * goes_on.rand(2, 3) - 1 - start()[0]).max() > 0.1
