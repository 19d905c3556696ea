"""What is remembered of a training: every loss, and the parameters of some moments."""

from collections.abc import Callable

import numpy as np

from course.widgets.networks import Moment, Params

Predict = Callable[[Params, np.ndarray], np.ndarray]

KEPT_MOMENTS = 60
EXPLODED = 20


class TrainingRecord:
    """The losses so far and the moments to go back to.

    Attributes:
        losses: the loss at each step.
        kept: step -> parameters after it: the first, the last and some sixty in between.
        latest: the last moment.
    """

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self.losses: list[float] = []
        self.kept: dict[int, Params] = {}
        self.latest: Moment | None = None

    def add(self, moment: Moment) -> None:
        """Remember a moment."""
        self.losses.append(moment.loss)
        self.latest = moment
        every = max(self._steps // KEPT_MOMENTS, 1)
        if moment.step % every == 0 or moment.step in (1, self._steps):
            self.kept[moment.step] = moment.params

    @property
    def warning(self) -> str:
        """What to say when the loss has left the picture."""
        last, first = self.losses[-1], self.losses[0]
        if not np.isfinite(last):
            return "the loss is not finite: a smaller lr?"
        return "the loss explodes: a smaller lr?" if last > EXPLODED * max(first, 1e-3) else ""
