"""Live explorers, driven by the functions that a student wrote.

Each has a pure model in `models` (arrays from parameters) and a view in `views`. With nobody looking at a front end an
explorer shows one static picture, and in grading nothing at all.
"""

from course.widgets.models.networks import small_mlp
from course.widgets.monitor import training_monitor
from course.widgets.views.activations import activation_explorer
from course.widgets.views.comparison import compare_dropout_live
from course.widgets.views.dropout import dropout_explorer
from course.widgets.views.graph import graph_stepper
from course.widgets.views.training import train_mlp_live

__all__ = [
    "activation_explorer",
    "compare_dropout_live",
    "dropout_explorer",
    "graph_stepper",
    "small_mlp",
    "train_mlp_live",
    "training_monitor",
]
