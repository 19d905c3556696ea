"""What dropout_explorer counts and shows."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.widgets.explorers.dropout_explorer.model import example, run_passes
from course.widgets.explorers.dropout_explorer.view import DropoutView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels


def test_dropout_keeps_the_mean_and_plain_dropout_does_not(student: SimpleNamespace) -> None:
    inverted = run_passes(student.dropout_forward, 0.5, seed=0)
    assert inverted.share_kept == pytest.approx(0.5, abs=0.02)
    assert inverted.running_mean()[-1] == pytest.approx(1.0, abs=0.15)
    assert inverted.neuron().mean() == pytest.approx(inverted.neuron_tested(), abs=0.1)
    plain = run_passes(student.plain_dropout_forward, 0.5, seed=0)
    assert plain.running_mean()[-1].mean() == pytest.approx(0.5, abs=0.05)


def test_the_example_is_read_as_one() -> None:
    x, readout = example()
    assert (x > 0).all()
    assert x @ readout == pytest.approx(1.0)


def test_the_blitted_picture_is_the_full_one(student: SimpleNamespace) -> None:
    view = DropoutView(student.dropout_forward)
    view.update(p=0.5, count=100, seed=0)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    view.update(p=0.3, count=10, seed=2)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))


def test_one_mask_for_the_whole_batch_is_seen() -> None:
    def one_mask(x: np.ndarray, p: float, rng: np.random.Generator, training: bool) -> tuple[np.ndarray, None]:
        return (x * (rng.random(x.shape[1]) >= p) / (1 - p) if training else x), None

    view = DropoutView(one_mask)
    view.update(p=0.5, count=10, seed=0)
    shown = np.ma.filled(view._image.get_array(), 0.0)
    assert (shown == shown[0]).all()
