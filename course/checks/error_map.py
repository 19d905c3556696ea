"""A map of where a value is wrong, as plain data."""

import numpy as np

LARGEST_SIDE = 32


def error_map(got: np.ndarray, expected: np.ndarray, wrong: np.ndarray, name: str) -> dict[str, object] | None:
    """Where a value of two or more dimensions is wrong; None for smaller ones.

    Leading dimensions are folded by the largest error, large pictures are made coarser the same way, and errors are
    rounded to tenths of the largest: the picture shows where, not what.

    Args:
        got, expected: (…, rows, columns)
        wrong: (…, rows, columns) boolean; right entries are 0 in the picture.
        name: of the value, for the caption.
    """
    if got.ndim < 2 or got.size < 2:
        return None
    with np.errstate(all="ignore"):
        error = np.where(wrong, np.abs(got.astype(float) - expected.astype(float)), 0.0)
    error = np.nan_to_num(error, nan=np.inf).reshape(-1, *got.shape[-2:]).max(axis=0)
    finite = error[np.isfinite(error)].max(initial=0.0)
    share = np.minimum(error / (finite or 1.0), 1.0)
    coarse = _coarser(_coarser(share, 0), 1)
    rows = np.where(coarse > 0, np.maximum(np.round(coarse, 1), 0.1), 0.0)
    return {"kind": "heatmap", "rows": rows.tolist(), "caption": _caption(name, got.shape)}


def _coarser(share: np.ndarray, axis: int) -> np.ndarray:
    length = share.shape[axis]
    if length <= LARGEST_SIDE:
        return share
    return np.maximum.reduceat(share, np.arange(LARGEST_SIDE) * length // LARGEST_SIDE, axis=axis)


def _caption(name: str, shape: tuple[int, ...]) -> str:
    folded = f", the largest over the first {len(shape) - 2} of {len(shape)} axes" if len(shape) > 2 else ""
    return f"Where {name} {shape} is wrong{folded}: the darker, the further off."
