"""What early_stopping_explorer runs and shows."""

import numpy as np

from course.widgets.explorers.early_stopping_explorer.model import EPOCHS, make_run, watch, watch_all
from course.widgets.explorers.early_stopping_explorer.sample import Stopper
from course.widgets.explorers.early_stopping_explorer.view import StoppingView


class WithoutCopy(Stopper):
    """Keeps the arrays themselves."""

    def update(self, error, params):
        stop = super().update(error, params)
        self.best_params = params
        return stop


def test_curves_part_and_one_of_them_turns() -> None:
    run = make_run(0.0, 0)
    assert (np.diff(run.training) < 0).all()
    assert 30 < run.expected.argmin() < 100
    assert run.expected[-1] > run.expected.min() + 0.02


def test_it_stops_patience_epochs_after_the_best() -> None:
    stop = watch(Stopper, 3, np.array([5.0, 4.0, 4.5, 4.2, 4.1, 1.0]))
    assert (stop.last, stop.stopped, stop.best_epoch, stop.kept) == (4, True, 1, 1)


def test_it_may_never_stop() -> None:
    stop = watch(Stopper, 3, np.arange(10.0, 0.0, -1.0))
    assert (stop.last, stop.stopped, stop.kept) == (9, False, 9)


def test_more_patience_keeps_nothing_worse_by_what_was_measured() -> None:
    run = make_run(0.05, 2)
    stops = watch_all(Stopper, run)
    measured = run.validation[[stop.kept for stop in stops]]
    assert (np.diff(measured) <= 0).all()
    assert all(stop.last < EPOCHS for stop in stops)


def test_a_forgotten_copy_is_seen() -> None:
    view = StoppingView(WithoutCopy)
    view.update(patience=4, noise=0.03, seed=1)
    assert "is it a copy?" in view._note.get_text()
    view = StoppingView(Stopper)
    view.update(patience=4, noise=0.03, seed=1)
    assert "copy" not in view._note.get_text()
