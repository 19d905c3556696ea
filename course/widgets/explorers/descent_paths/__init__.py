"""All examples, a few, or one at a time."""

from course.widgets.live.explore import explore

from .model import Minibatches, Step
from .view import PathsView

CONCEPTS = ("O1", "O10", "O14")


def descent_paths(minibatches: Minibatches, sgd_step: Step | None = None) -> None:
    """Explore what a batch costs and what its noise does, with the batches that you made.

    Args:
        minibatches: (x, y, batch_size, rng) -> the batches of an epoch
        sgd_step: (w, g, lr) -> w; plain gradient descent when not given.
    """
    explore(lambda: PathsView(minibatches, sgd_step), __name__)
