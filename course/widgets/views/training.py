"""train_mlp_live and compare_dropout_live: a network learns, through the student's own loss and gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from course.plots.classes import classes, frame, grid_points, region_colours
from course.plots.frontend import where
from course.plots.style import ORANGE, SOFT, new_figure, polish
from course.widgets.canvas import Canvas, Picture
from course.widgets.explore import Choice, make_control, not_written_yet
from course.widgets.models.networks import (
    Data,
    LossAndGrads,
    Moment,
    Params,
    accuracy,
    descend,
)
from course.widgets.pace import Pace
from course.widgets.views.curves import Curves, Header

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Predict = Callable[[Params, np.ndarray], np.ndarray]

SHARE_OF_TIME = 0.5
SIDE = 72
KEPT_MOMENTS = 60


def train_mlp_live(
    loss_and_grads: LossAndGrads,
    params: Mapping[str, np.ndarray],
    data: Data,
    lr: float = 1.0,
    steps: int = 400,
    predict: Predict | None = None,
    title: str = "gradient descent",
) -> None:
    """Train a network with your own loss and gradients, and watch the loss and the regions it learns.

    Args:
        loss_and_grads: (params, x, y) -> (loss, grads)
        params: where to start, see `small_mlp`; never changed.
        data: x (N, 2), y (N,) integer labels.
        lr, steps: of gradient descent on all examples at once.
        predict: (params, x) -> scores (N, K); without it only the loss is shown.
        title: what is being trained.
    """
    if where() != "nowhere":
        _train(TrainingView(data, steps, predict, title), descend(loss_and_grads, params, *data, lr, steps))


def _train(view: TrainingView, moments: Iterator[Moment]) -> None:
    canvas, picture, live = (
        Canvas(view.figure, view.moving),
        Picture("Loss and regions in training."),
        where() == "live",
    )
    pace, began = Pace(SHARE_OF_TIME), perf_counter()
    try:
        for moment in moments:
            view.take(moment, perf_counter() - began)
            if live and pace.due():
                frame_began = perf_counter()
                picture.show(canvas.frame(view.show_latest()))
                pace.drawn(frame_began)
    except NotImplementedError as error:
        not_written_yet(error)
        return
    picture.show(canvas.frame(view.show_latest() or True))
    if live and len(view.kept) > 1:
        _offer_the_past(view, canvas, picture)


def _offer_the_past(view: TrainingView, canvas: Canvas, picture: Picture) -> None:
    from IPython.display import display

    past = Choice("step", "go back to step", tuple(view.kept), max(view.kept), slider=True)
    display(make_control(past, lambda _, step: picture.show(canvas.frame(view.show_moment(step)))))


class TrainingView:
    """Left: the loss so far. Right: the regions of the classes at one moment."""

    def __init__(self, data: Data, steps: int, predict: Predict | None, title: str) -> None:
        self._data, self._predict, self._steps = data, predict, steps
        self.losses: list[float] = []
        self.kept: dict[int, Params] = {}
        self._latest: Moment | None = None
        self._seconds = 0.0
        self.figure = new_figure(9.4 if predict else 5.6, 4.5)
        grid = self.figure.add_gridspec(2, 2 if predict else 1, height_ratios=(1, 15))
        self._header = Header(self.figure.add_subplot(grid[0, :]), steps, title)
        self._curves = Curves(polish(self.figure.add_subplot(grid[1, 0]), xlabel="step"), ["loss"], steps)
        (self._cursor,) = self._curves.axes.plot([], [], "o", color=ORANGE, markersize=7, zorder=5, clip_on=False)
        self.moving: list[Any] = [*self._header.moving, *self._curves.lines.values(), self._cursor]
        if predict:
            self._draw_regions(self.figure.add_subplot(grid[1, 1]))

    def _draw_regions(self, ax: Axes) -> None:
        x, y = self._data
        self._points = grid_points(frame(x), SIDE)
        self._image = ax.imshow(
            np.ones((SIDE, SIDE, 3)), extent=frame(x), origin="lower", interpolation="bilinear", aspect="auto"
        )
        classes(x, y, ax=ax)
        ax.set_aspect("equal")
        self._note = ax.text(0.5, -0.03, "", transform=ax.transAxes, fontsize=9.5, color=SOFT, ha="center", va="top")
        self.moving += [self._image, *ax.collections, self._note]

    def take(self, moment: Moment, seconds: float) -> None:
        """Keep the loss of a moment, and of some moments the parameters."""
        self.losses.append(moment.loss)
        self._latest, self._seconds = moment, seconds
        every = max(self._steps // KEPT_MOMENTS, 1)
        if moment.step % every == 0 or moment.step in (1, self._steps):
            self.kept[moment.step] = moment.params

    def show_latest(self) -> bool:
        """Show the moment taken last; True when the picture must be redrawn in full."""
        if self._latest is None:
            return False
        return self._show(self._latest.step, self._latest.params)

    def show_moment(self, step: int) -> bool:
        """Show one of the kept moments."""
        return self._show(step, self.kept[step])

    def _show(self, step: int, params: Params) -> bool:
        finite = np.isfinite(self.losses[-1])
        self._header.update(len(self.losses), self._seconds, "" if finite else "the loss is not finite: a smaller lr?")
        self._cursor.set_data([step], [self.losses[step - 1]])
        if self._predict:
            self._show_regions(self._predict, step, params)
        return self._curves.update({"loss": self.losses})

    def _show_regions(self, predict: Predict, step: int, params: Params) -> None:
        x, y = self._data
        scores = np.nan_to_num(np.asarray(predict(params, self._points), dtype=float))
        self._image.set_data(region_colours(scores, SIDE))
        right = accuracy(np.asarray(predict(params, x)), y)
        self._note.set_text(f"after step {step}: {right:.0%} of the points are right")
