"""What exploding_product multiplies."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.exploding_product.model import FACTORS, RUNS, multiply, second_direction
from course.widgets.explorers.exploding_product.sample import running_norms


def test_the_lectures_case_grows_and_loses_all_directions_but_one() -> None:
    found = multiply(running_norms, 1.0, 4, seed=0)
    assert found.norms.shape == (RUNS, FACTORS)
    assert 1e22 < found.typical[-1] < 1e27
    assert found.second[-1] < 1e-6


def test_half_of_the_spread_scales_every_factor() -> None:
    wide, narrow = (multiply(running_norms, std, 4, seed=0) for std in (1.0, 0.5))
    assert narrow.norms[0, 9] / wide.norms[0, 9] == pytest.approx(0.5**11)


def test_rotations_keep_both_directions() -> None:
    turn = np.array([[0.0, -1.0], [1.0, 0.0]])
    assert second_direction(np.array([turn] * 5)) == pytest.approx(1.0)


def test_a_norm_too_few_says_so() -> None:
    with pytest.raises(CheckFailure, match="norms of matrix_product_norms"):
        multiply(lambda M, factors: [1.0], 1.0, 2, seed=0)
