"""What descent_paths runs and shows."""

from collections.abc import Iterator

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.descent_paths.model import EXAMPLES, PROBLEMS, descend, examples_seen
from course.widgets.explorers.descent_paths.sample import batches
from course.widgets.explorers.descent_paths.view import PathsView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels


@pytest.mark.parametrize("name", PROBLEMS)
def test_all_examples_together_have_the_gradient_of_the_loss(name: str) -> None:
    problem, h = PROBLEMS[name], 1e-6
    for w in np.random.default_rng(0).uniform(-1.5, 1.5, (5, 2)):
        slopes = [(problem.loss(w + h * e) - problem.loss(w - h * e)) / (2 * h) for e in np.eye(2)]
        np.testing.assert_allclose(problem.gradient(w, problem.x, problem.y), slopes, rtol=1e-5, atol=1e-6)


def test_small_batches_get_further_for_the_same_cost() -> None:
    problem = PROBLEMS["a bowl"]
    left = [problem.loss(descend(batches, None, problem, size, 0.1, 3, 0)[-1]) for size in (EXAMPLES, 8)]
    assert left[1] - problem.lowest < 0.3 * (left[0] - problem.lowest)


def test_single_examples_leave_the_poor_well() -> None:
    problem = PROBLEMS["two wells"]
    together = descend(batches, None, problem, EXAMPLES, 0.05, 16, 0)
    alone = [descend(batches, None, problem, 1, 0.05, 16, seed)[:, 0].max() for seed in range(10)]
    assert together[:, 0].max() < 0
    assert np.mean(np.array(alone) > 0.5) > 0.7


def test_the_cost_is_counted_in_examples() -> None:
    np.testing.assert_array_equal(examples_seen(np.zeros((5, 2)), EXAMPLES), EXAMPLES * np.arange(5))
    np.testing.assert_array_equal(examples_seen(np.zeros((4, 2)), 40), [0, 40, 64, 104])


def test_batches_that_are_no_pairs_are_named() -> None:
    def inputs_only(x: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
        yield x[:batch_size]

    with pytest.raises(CheckFailure, match="pairs"):
        descend(inputs_only, None, PROBLEMS["a bowl"], 8, 0.1, 1, 0)  # type: ignore[arg-type]


def test_the_step_of_the_student_is_used() -> None:
    still = descend(batches, lambda w, g, lr: w, PROBLEMS["a bowl"], 8, 0.1, 2, 0)
    assert len(still) == 17
    assert (still == still[0]).all()


def test_the_blitted_picture_is_the_full_one() -> None:
    view = PathsView(batches, None)
    view.update(problem="a bowl", size=8, lr=0.1, epochs=8, seed=0)
    canvas = Canvas(view.figure, view.moving)
    canvas.frame()
    assert not view.update(problem="a bowl", size=2, lr=0.2, epochs=8, seed=3)
    np.testing.assert_array_equal(pixels(canvas.frame()), pixels(canvas.frame(full=True)))
    assert view.update(problem="two wells", size=2, lr=0.2, epochs=8, seed=3)
