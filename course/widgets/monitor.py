"""training_monitor: the curves of any training loop, live."""

from __future__ import annotations

import math
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING

from course.plots.frontend import where
from course.widgets.canvas import Canvas, Picture
from course.widgets.pace import Pace

if TYPE_CHECKING:
    from course.widgets.views.curves import CurvesView

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
        self.history: dict[str, list[float]] = {}
        self._total, self._title = total, title
        self._steps, self._began = 0, perf_counter()
        self._place = where()
        self._pace = Pace(SHARE_OF_TIME)
        self._canvas: Canvas | None = None
        self._view: CurvesView | None = None
        self._picture = Picture(f"Curves of {title}.")

    def __enter__(self) -> TrainingMonitor:
        self._began = perf_counter()
        return self

    def step(self, **values: float) -> None:
        """Report numbers of one step, such as `loss=0.3, accuracy=0.9`."""
        self._steps += 1
        for name, value in values.items():
            self.history.setdefault(name, []).append(float(value))
        if self._place == "live" and self._pace.due():
            self._draw()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._place != "nowhere" and self.history:
            self._draw()

    def _draw(self) -> None:
        began = perf_counter()
        if self._view is None or self._canvas is None:
            from course.widgets.views.curves import CurvesView

            self._view = CurvesView(tuple(self.history), self._total, self._title)
            self._canvas = Canvas(self._view.figure, self._view.moving)
        full = self._view.update(self.history, self._steps, began - self._began)
        self._picture.show(self._canvas.frame(full))
        self._pace.drawn(began)


def is_loss(name: str) -> bool:
    """Whether a curve belongs to the panel of losses rather than to that of shares between 0 and 1."""
    return "loss" in name.lower() or "error" in name.lower()


def progress(steps: int, total: int, seconds: float) -> str:
    """`120 of 500 steps, 3 s, 9 s left`.

    >>> progress(120, 480, 3.0)
    '120 of 480 steps · 3.0 s · 9.0 s left'
    """
    left = seconds / steps * (total - steps) if 0 < steps < total else 0.0
    parts = [f"{steps} of {total} steps", duration(seconds)] + ([f"{duration(left)} left"] if left else [])
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """Seconds below two minutes, then minutes.

    >>> duration(3.04), duration(300.0)
    ('3.0 s', '5.0 min')
    """
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.1f} min"


def first_not_finite(values: list[float]) -> int | None:
    """The step (from 1) at which a curve stops being finite, or None."""
    return next((step for step, value in enumerate(values, 1) if not math.isfinite(value)), None)
