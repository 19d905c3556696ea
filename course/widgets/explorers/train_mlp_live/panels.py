"""What a network has learned at one moment: regions of the plane, or a curve through points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from course.plots.classes import classes, grid_points, limits_around, region_colours
from course.plots.style import BLUE, ORANGE, legend, polish
from course.widgets.networks import Data, Params, accuracy

from .model import Predict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDE = 72
ROOM = 0.6


class Panel(Protocol):
    """Shows what a network with some parameters has learned, and says how good it is."""

    moving: list[Any]

    def show(self, params: Params) -> str: ...


def panel(ax: Axes, data: Data, predict: Predict) -> Panel:
    """The panel for these data: points in the plane have classes, points on a line have numbers."""
    return Regions(ax, data, predict) if data[0].shape[1] == 2 else Fit(ax, data, predict)


class Regions:
    """The regions of the classes."""

    def __init__(self, ax: Axes, data: Data, predict: Predict) -> None:
        self._data, self._predict = data, predict
        limits = limits_around(data[0])
        self._points = grid_points(limits, SIDE)
        self._image = ax.imshow(
            np.ones((SIDE, SIDE, 3)), extent=limits, origin="lower", interpolation="bilinear", aspect="auto"
        )
        classes(*data, ax=ax)
        ax.set_aspect("equal")
        self.moving = [self._image, *ax.collections]

    def show(self, params: Params) -> str:
        """Colour the plane; returns how many points are right."""
        x, y = self._data
        scores = np.nan_to_num(np.asarray(self._predict(params, self._points), dtype=float))
        self._image.set_data(region_colours(scores, SIDE))
        return f"{accuracy(np.asarray(self._predict(params, x)), y):.0%} of the points are right"


class Fit:
    """The predicted curve and the points that it should go through."""

    def __init__(self, ax: Axes, data: Data, predict: Predict) -> None:
        self._predict = predict
        order = np.argsort(data[0][:, 0])
        self._x, self._t = data[0][order], np.asarray(data[1], dtype=float).reshape(len(order), -1)[order, 0]
        ax = polish(ax, xlabel="x")
        ax.plot(self._x[:, 0], self._t, ".", color=ORANGE, markersize=5, label="target")
        (self._line,) = ax.plot([], [], color=BLUE, linewidth=2.6, label="prediction")
        low, high = float(self._t.min()), float(self._t.max())
        room = ROOM * ((high - low) or 1.0)
        ax.set_ylim(low - room, high + room)
        legend(ax)
        self.moving = [self._line]

    def show(self, params: Params) -> str:
        """Draw the curve; returns how far it is from the points."""
        predicted = np.asarray(self._predict(params, self._x), dtype=float)[:, 0]
        low, high = -1e6, 1e6
        self._line.set_data(self._x[:, 0], np.clip(np.nan_to_num(predicted), low, high))
        return f"on average off by {np.abs(predicted - self._t).mean():.2g}"
