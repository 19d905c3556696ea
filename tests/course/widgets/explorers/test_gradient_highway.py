"""What gradient_highway measures."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.gradient_highway.model import measure, value_and_slope
from course.widgets.explorers.gradient_highway.sample import along_the_chain
from course.widgets.explorers.gradient_highway.view import FREE, HighwayView


def test_a_bias_that_holds_z_at_0_lets_the_chain_explode() -> None:
    chain = measure(along_the_chain, "sigmoid", 100.0, 6, held=0.0)
    assert chain.factors == pytest.approx(25.0)
    assert chain.dws[0] == pytest.approx(25.0**5 / 4)


def test_without_biases_a_large_weight_saturates_the_chain() -> None:
    chain = measure(along_the_chain, "sigmoid", 100.0, 6, held=None)
    assert chain.factors[1:].max() < 1e-10
    assert chain.z[0] == 100.0


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_slopes_are_slopes(activation: str) -> None:
    h = 1e-6
    above, below = (value_and_slope(0.4 + step, activation)[0] for step in (h, -h))
    assert value_and_slope(0.4, activation)[1] == pytest.approx((above - below) / (2 * h), rel=1e-6)


def test_derivatives_of_another_length_say_so() -> None:
    with pytest.raises(CheckFailure, match="dws of chain_gradients"):
        measure(lambda w, x, activation, b: np.zeros(2), "tanh", 1.0, 3, held=None)


def test_a_held_z_is_told_and_so_is_none() -> None:
    view = HighwayView(along_the_chain)
    chain = {"activation": "sigmoid", "weight": 100.0, "length": 4}
    view.update(**chain, z=0.0)
    assert "biases that hold z at 0. First neuron: z = 0, factor 25" in view.words
    view.update(**chain, z=FREE)
    assert "no biases. First neuron: z = 100" in view.words
