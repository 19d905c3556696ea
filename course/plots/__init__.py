"""Arrays in, Matplotlib Axes out; nothing here uses pyplot, so a picture never disturbs another one.

>>> plots.show(plots.lines(steps, {"training": losses}, xlabel="step"))  # doctest: +SKIP
"""

from course.plots.charts import histogram, lines
from course.plots.classes import classes, decision_regions
from course.plots.grids import heatmap, images
from course.plots.render import png, show
from course.plots.style import new_axes

__all__ = ["classes", "decision_regions", "heatmap", "histogram", "images", "lines", "new_axes", "png", "show"]
