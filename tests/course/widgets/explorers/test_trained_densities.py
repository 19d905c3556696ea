"""What trained_densities trains."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.trained_densities.model import BINS, DEPTH, STEPS, begin, small_digits, train
from course.widgets.explorers.trained_densities.sample import backward, fitting, forward


def test_a_fitting_start_learns_and_a_zero_start_does_not() -> None:
    learned = train("fitting", fitting, "tanh", forward, backward)
    stuck = train("zero", lambda shape, rng: np.zeros(shape), "tanh", forward, backward)
    assert len(learned.losses) == STEPS
    assert learned.losses[-1] < 0.2 < 2.2 < stuck.losses[-1]
    assert learned.after.shape == (DEPTH - 1, BINS)
    assert np.abs(learned.after - learned.before).max() > 0.3


def test_digits_are_centred_and_scaled() -> None:
    x, y = small_digits()
    assert x.shape == (len(y), 49)
    assert np.abs(x.mean(axis=0)).max() < 1e-9


def test_weights_of_another_shape_say_so() -> None:
    with pytest.raises(CheckFailure, match="W of upright"):
        begin("upright", lambda shape, rng: np.zeros(shape[::-1]))
