"""The cliff, and the descents from it."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.clipping_cliff.model import START, STEPS, descents, gradient, loss
from course.widgets.explorers.clipping_cliff.sample import arguments, shorten
from course.widgets.explorers.clipping_cliff.view import CliffView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels

RULES = tuple(arguments().values())


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    w, h = np.array([0.7, -1.2]), 1e-6
    slopes = [(loss(w + h * e) - loss(w - h * e)) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(gradient(w), slopes, rtol=1e-6)


def test_clipped_runs_reach_the_valley_and_the_other_one_is_thrown_away() -> None:
    runs = descents(*RULES, threshold=1.0, lr=0.2)
    assert runs["unclipped"].path[1, 0] < -3
    assert max(runs[name].losses[-1] for name in ("by value", "by norm")) < 0.05 < 1 < runs["unclipped"].losses[-1]
    assert len(runs["by norm"].path) == STEPS + 1


def test_by_norm_keeps_the_direction_and_by_value_does_not() -> None:
    runs = descents(*RULES, threshold=1.0, lr=0.2)
    first = {name: run.path[1] - run.path[0] for name, run in runs.items()}
    ratio = {name: step[1] / step[0] for name, step in first.items()}
    assert ratio["by norm"] == pytest.approx(ratio["unclipped"])
    assert abs(ratio["by value"]) > 3 * abs(ratio["by norm"])


def test_gradients_that_are_no_dict_say_so() -> None:
    with pytest.raises(CheckFailure, match="should be a dict"):
        descents(RULES[0], lambda grads, max_norm: (shorten(grads, max_norm)[0]["w"], 1.0), 1.0, 0.1)


def test_the_start_is_seen_where_all_paths_stay_near_it() -> None:
    view = CliffView(*RULES)
    view.update(threshold=0.1, rate=0.02, steps=10)
    seen = pixels(Canvas(view.figure, view.moving).frame())
    across, up = view.figure.axes[0].transData.transform(START)
    assert seen[round(len(seen) - up), round(across)].max() < 80
