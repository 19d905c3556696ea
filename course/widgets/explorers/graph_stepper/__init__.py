"""Values forward and gradients backward, node by node."""

from collections.abc import Callable

from course.widgets.live.explore import explore

from .view import GraphView
from .worked_examples import GRAPHS

CONCEPTS = ("B1", "B2", "B3", "B15")


def graph_stepper(function: Callable[..., object] | None = None, graph: str = "product") -> None:
    """Step through a computation graph, and see whether a function that you wrote agrees with it.

    Args:
        function: takes the graph's inputs, returns the value and then the derivative by each input
            (nested in a tuple or not); nothing is compared without it.
        graph: `product` (x + y) z, `quadratic` |W x|², `neuron` σ(w x + b), or `penalty`, a network of single
            numbers with the penalty on its weights.
    """
    if graph not in GRAPHS:
        raise ValueError(f"graph must be one of {', '.join(GRAPHS)}, got {graph!r}")
    explore(lambda: GraphView(GRAPHS[graph], function), __name__)
