"""A map of where a value is wrong, as plain data."""

import numpy as np

LARGEST_SIDE = 32


def error_map(wrong: np.ndarray, name: str) -> dict[str, object] | None:
    """Where a value of two or more dimensions is wrong; None for smaller ones.

    An entry is wrong or it is not: how far off it is could be made to say what a hidden test has asked. Leading
    dimensions are folded, and large pictures made coarser: a part in which anything is wrong is wrong.

    Args:
        wrong: (…, rows, columns) boolean; right entries are 0 in the picture, wrong ones 1.
        name: of the value, for the caption.
    """
    if wrong.ndim < 2 or wrong.size < 2:
        return None
    folded = wrong.reshape(-1, *wrong.shape[-2:]).max(axis=0)
    rows = _coarser(_coarser(folded, 0), 1).astype(float)
    return {"kind": "heatmap", "rows": rows.tolist(), "caption": _caption(name, wrong.shape)}


def _coarser(wrong: np.ndarray, axis: int) -> np.ndarray:
    length = wrong.shape[axis]
    if length <= LARGEST_SIDE:
        return wrong
    return np.logical_or.reduceat(wrong, np.arange(LARGEST_SIDE) * length // LARGEST_SIDE, axis=axis)


def _caption(name: str, shape: tuple[int, ...]) -> str:
    folded = f", anywhere along the first {len(shape) - 2} of {len(shape)} axes" if len(shape) > 2 else ""
    return f"Where {name} {shape} is wrong{folded}."
