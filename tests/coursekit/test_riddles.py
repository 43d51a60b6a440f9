"""The two spirals of chapter 06: the points of published runs, and their symmetry."""

import numpy as np
import pytest
from coursekit.riddles import two_spirals


def test_there_are_n_points_on_each_spiral_and_the_first_class_is_minus_one():
    X, y = two_spirals(5, seed=0)
    assert X.shape == (10, 2)
    assert y.tolist() == [-1] * 5 + [1] * 5


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_second_spiral_is_the_first_reflected_in_the_origin(seed):
    X, _ = two_spirals(50, seed)
    assert np.array_equal(X[50:], -X[:50])


def test_no_point_is_farther_out_than_the_largest_angle():
    X, _ = two_spirals(1000, seed=3)
    assert np.linalg.norm(X, axis=1).max() <= 780 * 2 * np.pi / 360


def test_the_points_of_seed_one_are_those_of_published_runs():
    X, _ = two_spirals(300, seed=1)
    assert np.allclose(X[0], [7.08535569, 5.20423916], atol=1e-8)
