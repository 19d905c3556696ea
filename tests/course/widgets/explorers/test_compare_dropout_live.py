"""What compare_dropout_live measures and shows."""

from types import SimpleNamespace

import numpy as np

from course.widgets.explorers.compare_dropout_live.model import Descent, Measurement, Rates, compare
from course.widgets.explorers.compare_dropout_live.view import ComparisonView
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels


def test_dropout_is_used_in_training_and_not_in_measuring(student: SimpleNamespace) -> None:
    seen = []

    def loss(params, x, y, p_input, p_hidden, lam, rng, training):
        seen.append((p_hidden, lam, training, len(x)))
        return student.linear_loss(params, x, y)

    start = {"W1": np.zeros((1, 2)), "b1": np.zeros(1)}
    data = (np.ones((4, 2)), np.ones(4)), (np.ones((3, 2)), np.ones(3))
    descent = Descent(lr=0.1, steps=2, lam=0.3, seed=0)
    pairs = list(compare(loss, start, *data, Rates(0.0, 0.5), descent))
    assert [(one.step, other.step) for one, other in pairs] == [(1, 1), (2, 2)]
    first = [
        (p, lam, training, n) for p in (0.0, 0.5) for lam, training, n in ((0.3, True, 4), (0, False, 4), (0, False, 3))
    ]
    assert seen[:6] == first


def test_both_losses_stand_in_their_panels() -> None:
    view = ComparisonView(10, Rates(0.0, 0.5))
    view.take((Measurement(1, 1.0, 1.2), Measurement(1, 1.1, 1.3)), 0.1)
    view.take((Measurement(2, 0.5, 0.9), None), 0.1)
    view.show()
    notes = [note.get_text() for note in view.notes]
    assert notes == ["best validation loss 0.900 at step 2", "best validation loss 1.300 at step 1"]
    assert pixels(Canvas(view.figure, view.moving).frame()).std() > 0
