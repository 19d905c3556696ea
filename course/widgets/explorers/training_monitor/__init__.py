"""The curves of any training loop, live."""

from __future__ import annotations

from types import TracebackType

from course.widgets.live.loop import WatchedLoop
from course.widgets.live.pace import Sparing

from .view import MonitorView

CONCEPTS = ("O1", "R1")

SHARE_OF_TIME = 0.05


def training_monitor(total: int, title: str = "training") -> TrainingMonitor:
    """Watch a training loop.

    Args:
        total: how many steps there will be.
        title: what is being trained.

    >>> with training_monitor(total=500) as monitor:  # doctest: +SKIP
    ...     for step in range(500):
    ...         monitor.step(loss=loss, accuracy=accuracy)
    """
    return TrainingMonitor(total, title)


class TrainingMonitor:
    """Keeps what a loop reports; draws it at most in a twentieth of the time, and once more at the end.

    `history` maps each name to its list of numbers.
    """

    def __init__(self, total: int, title: str) -> None:
        view = MonitorView(total, title)
        self.history = view.history
        self._loop = WatchedLoop(view, Sparing(SHARE_OF_TIME))

    def __enter__(self) -> TrainingMonitor:
        self._loop.begin()
        return self

    def step(self, **values: float) -> None:
        """Report numbers of one step, such as `loss=0.3, accuracy=0.9`."""
        self._loop.take(values)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.end()
