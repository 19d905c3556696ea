"""What a training loop has reported."""

import math
from collections.abc import Iterable, Mapping, Sequence

History = dict[str, list[float]]


def add(history: History, values: Mapping[str, float]) -> None:
    """Append the numbers of one step."""
    for name, value in values.items():
        history.setdefault(name, []).append(float(value))


def panels(names: Iterable[str]) -> list[tuple[tuple[str, ...], bool]]:
    """The names that share a panel: losses, and shares between 0 and 1 (then True); no empty panel."""
    names = tuple(names)
    losses = tuple(name for name in names if is_loss(name))
    shares = tuple(name for name in names if not is_loss(name))
    return [(group, group is shares) for group in (losses, shares) if group]


def is_loss(name: str) -> bool:
    """Whether a curve belongs to the panel of losses rather than to that of shares between 0 and 1."""
    return "loss" in name.lower() or "error" in name.lower()


def first_not_finite(values: Sequence[float]) -> int | None:
    """The step (from 1) at which a curve stops being finite, or None."""
    return next((step for step, value in enumerate(values, 1) if not math.isfinite(value)), None)


def warning(history: Mapping[str, Sequence[float]]) -> str:
    """What to say when a curve has left the finite numbers."""
    for name, values in history.items():
        if first_not_finite(values[-1:]) is not None:
            return f"{name} is {values[-1]} since step {first_not_finite(values)}"
    return ""
