"""The line on one pair of axes."""

from course.plots.style import BLUE, new_figure, polish
from course.widgets.live.controls import Slider

from .model import Line, points


class LineView:
    """One line and its slope."""

    words = "A straight line."

    def __init__(self, line: Line) -> None:
        self._student = line
        self.controls = (Slider("slope", "slope", -2.0, 2.0, 0.5, 1.0),)
        self.figure = new_figure(3.0, 2.0)
        ax = polish(self.figure.add_subplot(), "a line", "x")
        ax.set(xlim=(-1, 1), ylim=(-2, 2))
        (self._line,) = ax.plot([], [], color=BLUE)
        self.moving = [self._line]

    def update(self, slope: float) -> bool:
        """Show the line with another slope."""
        self._line.set_data(*points(self._student, slope))
        return False
