"""How a wrong value is related to the right one: the sentence that turns a mismatch into a hint.

No sentence carries a number of the data, only factors, axes and indexes.
"""

import math
from dataclasses import dataclass

import numpy as np

LARGEST_NICE_FACTOR, LARGEST_FACTOR = 1000, 1e6
NEARLY_EQUAL = 1e-4
NEARLY = "This is nearly right: look for float32, for a rounding, or for a small number that is added."
NAMES = {2: "twice", 3: "three times"}
LEFT_OVER = 1e-2  # of a mistake, which a relation that explains it may leave
PARTS = {2: "half", 3: "a third of", 4: "a quarter of"}


def explain(got: np.ndarray, expected: np.ndarray, wrong: np.ndarray, rtol: float) -> str:
    """One or two sentences on how `got` went wrong, or nothing when no simple relation holds.

    Args:
        got, expected: (…) finite where `wrong`; the same shape.
        wrong: (…) boolean, where they differ.
        rtol: how closely a relation must hold.
    """
    if not (np.isfinite(got).all() and np.isfinite(expected).all()):
        return ""
    if got.dtype.kind in "iu" and np.array_equal(got, np.trunc(expected)):
        return f"Its dtype is {got.dtype}: the fractions were cut off."
    if _is_coarser(got.dtype, expected.dtype) and _same(got, expected, 4 * float(np.finfo(got.dtype).eps)):
        return f"Its dtype is {got.dtype}: the last digits were cut off."
    got, expected = got.astype(float), expected.astype(float)
    with np.errstate(all="ignore"):
        if rtol < NEARLY_EQUAL and _is_nearly(got[wrong], expected[wrong], float(np.abs(expected).max(initial=0.0))):
            return NEARLY
        whole = _whole(got, expected, _Closeness.of(got, expected, wrong, rtol))
        factor = _factor(got[wrong], expected[wrong], got.size, rtol)
    return whole or " ".join(part for part in (factor, _axis(wrong)) if part)


def _is_coarser(got: np.dtype, expected: np.dtype) -> bool:
    return got.kind == expected.kind == "f" and got.itemsize < expected.itemsize


@dataclass(frozen=True, slots=True)
class _Closeness:
    """How close two arrays must be for a relation to hold: one that leaves what it should explain explains nothing."""

    rtol: float
    mistake: float  # the smallest

    @classmethod
    def of(cls, got: np.ndarray, expected: np.ndarray, wrong: np.ndarray, rtol: float) -> "_Closeness":
        return cls(rtol, float(np.abs(got - expected)[wrong].min(initial=np.inf)))

    def __call__(self, a: np.ndarray, b: np.ndarray) -> bool:
        atol = min(self.rtol * float(np.abs(b).max(initial=0.0)), LEFT_OVER * self.mistake)
        return bool(np.allclose(a, b, rtol=self.rtol, atol=atol))


def _whole(got: np.ndarray, expected: np.ndarray, same: _Closeness) -> str:
    if not np.any(got):
        return "Every entry is 0." if got.size > 1 else "It is 0."
    if got.ndim == 2 and got.shape[0] == got.shape[1] and same(got.T, expected):
        return "It is transposed."
    if got.size < 2:
        return ""
    if np.ptp(expected) > 0 and _is_shifted(got - expected):
        return "Every entry is off by the same amount."
    if same(got, expected**2):
        return "It is the square of what it should be."
    if (expected >= 0).all() and same(got, np.sqrt(expected)):
        return "It is the square root of what it should be."
    if not same(got, -expected) and same(np.sort(got, axis=None), np.sort(expected, axis=None)):
        return "The numbers are right but stand in the wrong places."
    return ""


def _is_nearly(got: np.ndarray, expected: np.ndarray, largest: float) -> bool:
    return bool(np.any(got) and np.allclose(got, expected, rtol=NEARLY_EQUAL, atol=1e-2 * NEARLY_EQUAL * largest))


def _is_shifted(difference: np.ndarray) -> bool:
    return bool(np.ptp(difference) <= LEFT_OVER * abs(float(difference.mean())))


def _same(a: np.ndarray, b: np.ndarray, rtol: float) -> bool:
    return bool(np.allclose(a, b, rtol=rtol, atol=rtol * float(np.abs(b).max(initial=0.0))))


def _factor(got: np.ndarray, expected: np.ndarray, size: int, rtol: float) -> str:
    """The sentence for one constant factor over all wrong entries (both flat)."""
    if (expected == 0).any() or (got == 0).any():
        return ""
    ratios = got / expected
    ratio = float(np.median(ratios))
    if not 1 / LARGEST_FACTOR < abs(ratio) < LARGEST_FACTOR or not np.allclose(ratios, ratio, rtol=100 * rtol):
        return ""
    words = factor_words(ratio, exact=len(got) < 3)
    if not words:
        return ""
    subject = "It is" if size == 1 else "Every entry is" if len(got) == size else "Every wrong entry is"
    return f"{subject} {words}."


def factor_words(ratio: float, exact: bool = False) -> str:
    """A factor in words; with `exact`, nothing unless it is a whole number or one over a whole number.

    >>> factor_words(2.0), factor_words(-1.0), factor_words(0.2)
    ('twice too large', 'right but for its sign, which is flipped', '5 times too small')
    """
    size, flipped = abs(ratio), ratio < 0
    if math.isclose(size, 1.0, rel_tol=1e-4):
        return "right but for its sign, which is flipped" if flipped else ""
    words = _size_words(size, exact)
    return f"{words} and has the wrong sign" if words and flipped else words


def _size_words(size: float, exact: bool) -> str:
    whole, part = round(size), round(1 / size)
    if 2 <= whole <= LARGEST_NICE_FACTOR and math.isclose(size, whole, rel_tol=1e-4):
        return f"{NAMES.get(whole, f'{whole} times')} too large"
    if 2 <= part <= LARGEST_NICE_FACTOR and math.isclose(1 / size, part, rel_tol=1e-4):
        return f"{PARTS[part]} what it should be" if part in PARTS else f"{part} times too small"
    return "" if exact or f"{size:.4g}" == "1" else f"{size:.4g} times what it should be"


def _axis(wrong: np.ndarray) -> str:
    """The one row, column or slice among three or more that is wrong, when it is wrong throughout.

    Fewer entries or fewer rows can be wrong together by accident of the numbers.
    """
    indexes = np.argwhere(wrong)
    if len(indexes) < 2 or wrong.ndim < 2:
        return ""
    for axis, values in enumerate(indexes.T):
        throughout = len(indexes) * wrong.shape[axis] == wrong.size
        if wrong.shape[axis] >= 3 and throughout and (values == values[0]).all():
            return f"Only {_slice_name(wrong.ndim, axis)} {values[0]} is wrong."
    return ""


def _slice_name(ndim: int, axis: int) -> str:
    return ("row", "column")[axis] if ndim == 2 else f"the slice at axis {axis}, index"
