"""One neuron learning under two losses."""

from course.widgets.live.explore import explore

from .model import TrainNeuron
from .view import SlowNeuronView

CONCEPTS = ("L4",)


def slow_neuron(train_neuron: TrainNeuron) -> None:
    """Train the same neuron under both losses with the function that you wrote, from any start.

    Args:
        train_neuron: (w, b, x, y, loss, lr, steps) -> losses (steps,)
    """
    explore(lambda: SlowNeuronView(train_neuron), __name__)
