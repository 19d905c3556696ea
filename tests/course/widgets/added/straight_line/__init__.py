"""A straight line: the smallest explorer there is."""

from course.widgets.live.explore import explore

from .model import Line
from .view import LineView

CONCEPTS = ("N8",)


def straight_line(line: Line) -> None:
    """Explore a line that you wrote.

    Args:
        line: (x, slope) -> y, each of x and y (T,)
    """
    explore(lambda: LineView(line), __name__)
