"""What signal_explorer measures."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.signal_explorer.model import BINS, RANGES, density, factor_per_layer, measure
from course.widgets.explorers.signal_explorer.sample import fitting, sizes, spreads


def test_a_fitting_start_keeps_the_signal_and_a_small_one_loses_it() -> None:
    kept = measure("fitting", fitting, "tanh", 8, 0, spreads, sizes)
    lost = measure("small", lambda shape, rng: 0.1 * fitting(shape, rng), "tanh", 8, 0, spreads, sizes)
    assert factor_per_layer(kept.stds) > 0.8
    assert factor_per_layer(lost.stds) == pytest.approx(0.1, rel=0.1)
    assert kept.densities.shape == (8, BINS)


@pytest.mark.parametrize("activation", RANGES)
def test_densities_are_shares_of_the_fullest_bin(activation: str) -> None:
    found = measure("fitting", fitting, activation, 3, 0, spreads, sizes)
    assert (found.densities.max(axis=1) == 1).all()
    assert found.zeros[0] == pytest.approx(0.5 * (activation == "relu"), abs=0.05)


def test_what_lies_beyond_the_picture_counts_for_the_last_bin() -> None:
    shares = density(np.array([0.0, 0.5, 90.0, 95.0]), np.array([0.0, 1.0, 2.0]), "relu")
    assert shares.tolist() == [0.5, 1.0]


def test_a_factor_is_unknown_where_something_is_0() -> None:
    assert factor_per_layer(np.array([8.0, 4.0, 2.0])) == pytest.approx(0.5)
    assert np.isnan(factor_per_layer(np.array([1.0, 0.0, 0.0])))


def test_a_number_too_few_says_so() -> None:
    with pytest.raises(CheckFailure, match="stds of activation_std"):
        measure("fitting", fitting, "tanh", 3, 0, lambda x, weights, activation: [1.0, 1.0], sizes)
