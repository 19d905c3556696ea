"""A training run, and a student's class that says when to stop."""

from course.widgets.live.explore import explore

from .model import MakeStopper
from .view import StoppingView

CONCEPTS = ("R7",)


def early_stopping_explorer(EarlyStopping: MakeStopper) -> None:
    """Explore what patience buys, with the class that you wrote.

    Args:
        EarlyStopping: EarlyStopping(patience), with update(error, params) -> stop, best_error, best_params, best_epoch.
    """
    explore(lambda: StoppingView(EarlyStopping), __name__)
