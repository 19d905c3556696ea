"""What slow_neuron reads out of two learning curves, and shows."""

from typing import Any

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.slow_neuron.model import STEPS, error_of, train
from course.widgets.explorers.slow_neuron.sample import train_neuron
from course.widgets.explorers.slow_neuron.view import SlowNeuronView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels

START: dict[str, Any] = {"w": 2.0, "b": 2.0, "y": 0, "lr": 0.15, "step": 50}


def test_cross_entropy_is_there_long_before_the_quadratic_loss() -> None:
    runs = train(train_neuron, 2.0, 2.0, 0.0, 0.5)
    quick, slow = runs["cross_entropy"].good_after(), runs["quadratic"].good_after()
    assert quick is not None
    assert slow is not None
    assert 5 * quick < slow
    assert train(train_neuron, 5.0, 5.0, 0.0, 0.5)["quadratic"].good_after() is None


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_both_losses_tell_what_the_neuron_says(y: float) -> None:
    a = np.array([0.02, 0.5, 0.98])
    np.testing.assert_allclose(error_of("quadratic", (a - y) ** 2 / 2), np.abs(a - y))
    cross_entropy = -y * np.log(a) - (1 - y) * np.log(1 - a)
    np.testing.assert_allclose(error_of("cross_entropy", cross_entropy), np.abs(a - y))


def test_both_neurons_begin_at_the_same_place_and_stay_on_the_sigmoid() -> None:
    runs = train(train_neuron, 1.0, 0.5, 1.0, 0.15)
    for run in runs.values():
        assert run.position(0, 9.0) == pytest.approx((1.5, 1 / (1 + np.exp(-1.5))))
        z, a = run.position(STEPS, 9.0)
        assert a == pytest.approx(1 / (1 + np.exp(-z)))
    assert train(train_neuron, 6.0, 6.0, 1.0, 0.15)["cross_entropy"].position(0, 9.0)[0] == 9.0


def test_a_curve_of_another_length_is_named() -> None:
    with pytest.raises(CheckFailure, match="losses of train_neuron under quadratic"):
        SlowNeuronView(lambda w, b, x, y, loss, lr, steps: [0.0] * (steps - 1)).update(**START)


def test_the_step_moves_dots_and_trains_nothing() -> None:
    calls = []

    def counted(*arguments: Any) -> list[float]:
        calls.append(arguments)
        return train_neuron(*arguments)

    view = SlowNeuronView(counted)
    view.update(**START)
    assert not view.update(**START | {"step": 200})
    assert len(calls) == 2


def test_the_blitted_picture_is_the_full_one() -> None:
    view = SlowNeuronView(train_neuron)
    view.update(**START)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    assert not view.update(**START | {"w": 1.9, "step": 120, "y": 0})
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))


def test_a_worse_start_asks_for_higher_axes() -> None:
    view = SlowNeuronView(train_neuron)
    view.update(**START)
    assert view.update(**START | {"w": 6.0})
