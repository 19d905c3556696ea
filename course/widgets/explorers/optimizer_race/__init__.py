"""Ways down a hill, side by side."""

from collections.abc import Mapping

from course.widgets.live.explore import explore

from .model import Racer
from .view import RaceView

CONCEPTS = ("O1", "O3", "O4", "O5", "O6", "O12")


def optimizer_race(racers: Mapping[str, Racer] | None = None, surface: str = "long valley", steps: int = 60) -> None:
    """Let step functions run down the same hill from the same place. Those that are not written yet stay at home.

    Args:
        racers: name -> step, or (step, learning rate), such as {"mine": (adam_step, 0.3)}; a step is
            (w, g, state, lr) -> (w, state), or (w, g, lr) -> w. Without any, plain gradient descent runs alone.
        surface, steps: what to begin with.
    """
    explore(lambda: RaceView(racers, surface, steps), __name__)
