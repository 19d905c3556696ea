"""How close two results must be: the largest error, relative to the largest expected value."""

import numpy as np

MEASURED: list[tuple[str, float]] = []  # dtype and relative error of every comparison
TOLERANCE = {np.dtype("float64"): 1e-10, np.dtype("float32"): 1e-5}


def relative_error(got: object, expected: object) -> float:
    """Largest difference over the largest expected value (or 1e-300)."""
    got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    assert got.shape == expected.shape, f"shapes differ: {got.shape} and {expected.shape}"
    if not expected.size:
        return 0.0
    return float(np.abs(got - expected).max() / max(np.abs(expected).max(), 1e-300))


def assert_agrees(got: object, expected: object, dtype: object = np.float64, name: str = "") -> None:
    """Both have the same shape, ours has the dtype, and the relative error is at most the dtype's tolerance."""
    assert np.asarray(got).dtype == np.dtype(dtype), f"{name} is {np.asarray(got).dtype}"
    error = relative_error(got, expected)
    MEASURED.append((str(np.dtype(dtype)), error))
    assert error <= TOLERANCE[np.dtype(dtype)], f"{name} differs by {error:.1e}"
