"""What batchnorm_explorer trains, and what its picture shows of it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.batchnorm_explorer import model
from course.widgets.explorers.batchnorm_explorer.sample import arguments, forward, normalised_loss, plain_loss
from course.widgets.explorers.batchnorm_explorer.view import BatchnormView


@pytest.fixture(scope="module")
def view() -> BatchnormView:
    return BatchnormView(**arguments())


def losses(view: BatchnormView, rate: float, std: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    view.update(rate=rate, std=std, step=0)
    plain, normalised = view._trained[rate, std]
    return plain.losses, normalised.losses, normalised.tested


def test_both_networks_begin_with_the_same_weights_and_nobody_spoils_them() -> None:
    def spoils(params: dict[str, np.ndarray], *given: Any) -> Any:
        answer = plain_loss(params, *given)
        params["W1"][...] = 0.0
        return answer

    plain, normalised = model.start(0.1)
    np.testing.assert_array_equal(plain["W1"], normalised["W1"])
    honest, spoilt = (model.train_plain(each, 0.3, 0.1) for each in (plain_loss, spoils))
    np.testing.assert_array_equal(honest.losses, spoilt.losses)


def test_the_layer_learns_faster_and_bears_a_larger_rate(view: BatchnormView) -> None:
    for rate in (0.1, 0.3, 3.0):
        plain, normalised, _ = losses(view, rate, 0.1)
        assert normalised[-1] < 0.5 * plain[-1]
    assert losses(view, 3.0, 0.1)[0][-1] > 1.5
    assert losses(view, 3.0, 0.1)[1][-1] < 0.5


def test_with_the_largest_rate_both_fail(view: BatchnormView) -> None:
    assert [curve[-1] > 2.0 for curve in losses(view, 10.0, 0.1)] == [True] * 3


def test_from_a_good_start_and_with_a_small_rate_it_has_no_advantage(view: BatchnormView) -> None:
    plain, normalised, _ = losses(view, 0.1, 1.0)
    assert plain[-1] < normalised[-1]


def test_from_weights_a_hundred_times_too_large_only_the_layer_learns(view: BatchnormView) -> None:
    plain, normalised, _ = losses(view, 0.3, 10.0)
    assert plain[-1] > 2.0
    assert normalised[-1] < 1.0


def test_running_statistics_come_late_and_arrive(view: BatchnormView) -> None:
    _, normalised, tested = losses(view, 0.3, 0.1)
    assert tested[20] > 1.5 * normalised[20]
    assert tested[-1] < 1.2 * normalised[-1]


def test_units_meet_mean_0_and_variance_1_at_first_and_something_else_later() -> None:
    trained = model.train_normalised(normalised_loss, 3.0, 0.1)
    first, last = (model.met_normalised(forward, trained, step) for step in (0, model.STEPS))
    np.testing.assert_allclose(first.mean(axis=0), 0.0, atol=1e-9)
    np.testing.assert_allclose(first.std(axis=0), 1.0, atol=0.01)
    assert np.abs(last.std(axis=0) - 1).max() > 0.2
    assert np.abs(last.mean(axis=0)).max() > 0.2


def test_what_lies_outside_is_told(view: BatchnormView) -> None:
    view.update(rate=0.3, std=10.0, step=10)
    assert "outside" in view._outside.get_text()
    assert "far outside the picture" in view.words
    view.update(rate=0.3, std=0.1, step=10)
    assert view._outside.get_text() == ""


def test_numbers_that_are_none_are_told() -> None:
    values = np.full((5, model.UNITS), np.nan)
    assert "no numbers" in model.spread(values)
    assert model.densities(values, 1.0).max() == 0.0


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda running: {**running, "var": running["var"][:, None]}, r"running\['var'\]"),
        (lambda running: {**running, "mean": running["mean"].sum()}, r"running\['mean'\]"),
    ],
)
def test_statistics_of_another_shape_say_so(change: Callable[[Any], Any], complaint: str) -> None:
    def wrong(*given: Any) -> Any:
        loss, grads, running = normalised_loss(*given)
        return loss, grads, change(running)

    with pytest.raises(CheckFailure, match=complaint):
        model.train_normalised(wrong, 0.3, 0.1)
