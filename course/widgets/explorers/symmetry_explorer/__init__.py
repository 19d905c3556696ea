"""Hidden units that start equal: what makes them different, and what it is worth."""

from course.widgets.live.explore import explore

from .model import LossAndGrads, PermuteHidden, TrainFromConstant, UnitGap
from .view import SymmetryView

CONCEPTS = ("I5", "I11")


def symmetry_explorer(
    train_from_constant: TrainFromConstant,
    hidden_unit_gap: UnitGap,
    permute_hidden: PermuteHidden | None = None,
    mlp_loss: LossAndGrads | None = None,
) -> None:
    """Explore six hidden units from equal starts: without dropout and with it, with noise, in another order.

    Args:
        train_from_constant: (x, y, hidden, value, lr, steps, dropout, rng) -> params.
        hidden_unit_gap: params -> gap.
        permute_hidden: (params, order) -> params; brings a slider that turns the units round.
        mlp_loss: (params, x, y, lam) -> (loss, grads); brings a start with noise.
    """
    explore(lambda: SymmetryView(train_from_constant, hidden_unit_gap, permute_hidden, mlp_loss), __name__)
