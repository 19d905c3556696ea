"""What train_mlp_live remembers and shows."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import widgets
from course.checks import CheckFailure
from course.widgets.explorers.train_mlp_live.model import TrainingRecord
from course.widgets.explorers.train_mlp_live.view import TrainingView
from course.widgets.live.canvas import Canvas
from course.widgets.networks import Moment

x, y = np.random.default_rng(0).normal(size=(30, 2)), np.arange(30) % 3


def test_every_loss_is_remembered_and_some_moments() -> None:
    record = TrainingRecord(600)
    for step in range(1, 601):
        record.add(Moment(step, 1.0 / step, {}))
    assert len(record.losses) == 600
    assert 50 < len(record.kept) < 70
    assert {1, 600} <= set(record.kept)
    assert record.warning == ""
    record.add(Moment(601, np.inf, {}))
    assert record.warning == "the loss is not finite: a smaller lr?"


def test_the_picture_goes_back_in_time() -> None:
    view = TrainingView((x, y), 2, lambda params, points: points @ params["W1"].T, "spirals")
    assert view.controls == ()
    for step in (1, 2):
        view.take(Moment(step, 1.0 / step, {"W1": np.full((3, 2), float(step)) * np.arange(3)[:, None]}), 0.1)
    canvas = Canvas(view.figure, view.moving)
    view.show()
    latest = canvas.frame()
    (past,) = view.controls
    view.update(past.options[0])
    assert canvas.frame() != latest


def test_a_gradient_that_is_missing_is_named(look: Callable[[str], Any]) -> None:
    look("program")
    with pytest.raises(CheckFailure, match="grads has no entry W1"):
        widgets.train_mlp_live(lambda params, x, y: (1.0, {}), {"W1": np.zeros((3, 2))}, (x, y), steps=2)
