"""A kernel over an image, its feature map, the pool, and the way that a gradient takes back through all of it."""

from course.widgets.live.explore import explore

from .model import Functions, Layer, WayBack
from .view import ConvView

CONCEPTS = ("N6", "B10", "B11", "B14")


def conv_explorer(
    conv2d_forward: Layer, conv2d_backward: WayBack, max_pool_forward: Layer, max_pool_backward: WayBack
) -> None:
    """Explore the two layers that you wrote: what a kernel sees, what a pool keeps, and where a gradient goes.

    Args:
        conv2d_forward: (x, w, b) -> (out, cache); conv2d_backward: (dout, cache) -> (dx, dw, db)
        max_pool_forward: (x, size, stride) -> (out, cache); max_pool_backward: (dout, cache) -> dx
    """
    functions = Functions(conv2d_forward, conv2d_backward, max_pool_forward, max_pool_backward)
    explore(lambda: ConvView(functions), __name__)
