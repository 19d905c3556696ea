"""What can be made of an answer and gives it away, or a part of it: its numbers, sums, multiples, places, signs.

A test that has its own formula for what is right may put a question that is made of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

__all__ = ["Leaf"]

MOST = 1 << 14  # entries of an array that is looked at in many ways; of a larger one only its numbers
FEWEST_FITTED, FEWEST_PLACED = 3, 6  # entries that are not proportional, or of one pattern, by chance
EXACT, SINGLE = 1e-11, 3e-7  # how closely two ways to compute a number agree
REDUCTIONS: tuple[Callable[..., np.ndarray], ...] = (np.sum, np.mean, np.max, np.min, np.std, np.var, np.linalg.norm)
FUNCTIONS: tuple[Callable[[np.ndarray], np.ndarray], ...] = (
    np.square,
    np.exp,
    np.tanh,
    lambda a: 1 / (1 + np.exp(-a)),
    lambda a: np.sqrt(abs(a)),
    lambda a: np.log(abs(a)),
    lambda a: 1 / a,
    lambda a: 1 - a,
)


class Leaf:
    """An array or a number, of a question or of an answer. `asked`: what was known before."""

    def __init__(self, array: np.ndarray, asked: Sequence[Leaf] = ()) -> None:
        parts = (array.real, array.imag) if array.dtype.kind == "c" else (array,)
        self._parts = [part.astype(np.float64) for part in parts]
        self._close = EXACT if array.dtype.itemsize >= 8 * len(parts) or array.dtype.kind in "biu" else SINGLE
        self._asked = asked
        self.size = array.size

    @np.errstate(all="ignore")
    def is_of(self, other: Leaf) -> bool:
        """Whether this is made of `other`, and not only of what was asked before."""
        return self._shares(other) or self._fits(other) or self._is_placed_as(other)

    def _shares(self, other: Leaf) -> bool:
        """Whether new numbers in it are numbers of the other, or of what is easily made of that."""
        close = max(self._close, other._close)
        found = np.count_nonzero(_among(self._new, other._views, close))
        return bool(found > (len(self._new) // 2 if close == SINGLE else len(self._new) // 50))

    def _fits(self, other: Leaf) -> bool:
        """Whether it is a multiple of the other, also with what was asked, and a constant, added in some measure."""
        if self.size != other.size or self.size > MOST:
            return False
        close = 1e-3 if SINGLE in (self._close, other._close) else 1e-7
        return any(
            _is_multiple(own, its, basis, close)
            for part, others in zip(self._parts, other._parts, strict=False)
            if len(np.unique(abs(part))) >= FEWEST_FITTED
            for own, its, basis in self._ways_to_lay(part, others)
        )

    def _ways_to_lay(self, own: np.ndarray, other: np.ndarray) -> Iterator[tuple[np.ndarray, ...]]:
        """Both as they lie, turned, and by size."""
        nothing = np.zeros((self.size, 0))
        yield np.sort(abs(own.ravel())), np.sort(abs(other.ravel())), nothing
        for turned in (other, other.T) if other.ndim > 1 else (other,):
            yield own.ravel(), turned.ravel(), self._basis

    def _is_placed_as(self, other: Leaf) -> bool:
        """Whether it says where something of the other lies."""
        common = self._said & other._patterns
        return bool(common) and not any(common & (leaf._said | leaf._patterns) for leaf in self._asked)

    @functools.cached_property
    def _numbers(self) -> np.ndarray:
        return np.unique(np.concatenate([_telling(part) for part in self._parts]))

    @functools.cached_property
    def _new(self) -> np.ndarray:
        """Its numbers that were not asked before."""
        return self._numbers[~_known(self._numbers, self._asked, self._close)]

    @functools.cached_property
    def _views(self) -> np.ndarray:
        """New numbers in it, and those that are easily made of it, in order."""
        found = [view.ravel() for part in self._parts for view in self._made_of(part)]
        return np.sort(_telling(np.concatenate(found)))

    def _made_of(self, part: np.ndarray) -> Iterator[np.ndarray]:
        new = part[~_known(abs(part), self._asked, self._close)]
        yield new
        if part.size <= MOST:
            for factor in {2.0, *map(float, part.shape), float(part.size)} - {0.0, 1.0}:
                yield from (new * factor, new / factor)
            yield from (function(new) for function in FUNCTIONS)
            yield from _made_of_all(part)

    @functools.cached_property
    def _basis(self) -> np.ndarray:
        """(size, K): orthonormal, spans constants and what was asked before and is of this size."""
        known = [part.ravel() for leaf in self._asked if leaf.size == self.size for part in leaf._parts]
        finite = [column for column in known if np.isfinite(column).all()][: self.size]
        u, s, _ = np.linalg.svd(np.stack([np.ones(self.size), *finite], axis=1), full_matrices=False)
        return np.asarray(u[:, s > 1e-12 * s[0]])

    @functools.cached_property
    def _said(self) -> frozenset[bytes]:
        """What stands in it as places, signs or an order, where it is 0, and which rows it has of what was asked."""
        own = [each for part in self._parts for each in (part, part != 0)]
        rows = [_places_of(self._parts[0], leaf._parts[0]) for leaf in self._asked]
        return frozenset(_as_patterns([*own, *rows]))

    @functools.cached_property
    def _patterns(self) -> frozenset[bytes]:
        return frozenset(_as_patterns([each for part in self._parts if part.size for each in _places_in(part)]))


def _telling(array: np.ndarray) -> np.ndarray:
    """Their sizes; of what is found everywhere, such as 0.5 and 0.001, nothing."""
    sizes = abs(array.ravel())
    sizes = sizes[np.isfinite(sizes)]
    common = (sizes * 8 == np.round(sizes * 8)) | (abs(sizes * 1000 - np.round(sizes * 1000)) < EXACT)
    return sizes[(sizes >= 100) | ~common]


def _made_of_all(a: np.ndarray) -> Iterator[np.ndarray]:
    """What it takes several numbers to make."""
    if a.size < 2:
        return
    yield np.cumsum(a)
    yield from (np.asarray(reduce(a)) for reduce in REDUCTIONS)
    for axis in range(a.ndim):
        yield from (reduce(a, axis=axis) for reduce in REDUCTIONS)
        shifted = a - a.max(axis, keepdims=True)
        yield from (shifted, np.exp(shifted) / np.exp(shifted).sum(axis, keepdims=True))
        yield from (a / a.sum(axis, keepdims=True), a - a.mean(axis, keepdims=True), np.diff(a, axis=axis))


def _known(numbers: np.ndarray, asked: Sequence[Leaf], close: float) -> np.ndarray:
    """Which of the numbers were asked before."""
    known = np.zeros(numbers.shape, bool)
    for leaf in asked:
        known |= _among(numbers, leaf._numbers, close)
    return known


def _among(numbers: np.ndarray, ordered: np.ndarray, close: float) -> np.ndarray:
    """Which of the numbers there are, as closely."""
    if not len(ordered):
        return np.zeros(numbers.shape, bool)
    above = np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)
    nearest = np.minimum(abs(ordered[above] - numbers), abs(ordered[above - 1] - numbers))
    return nearest <= close * numbers


def _is_multiple(own: np.ndarray, other: np.ndarray, basis: np.ndarray, close: float) -> bool:
    """Whether both point the same way, apart from what lies in the basis, where that leaves room for two ways."""
    if basis.shape[1] + 2 > own.size or not (np.isfinite(own).all() and np.isfinite(other).all()):
        return False
    rests = [vector - basis @ (basis.T @ vector) for vector in (own, other)]
    lengths = [float(np.linalg.norm(rest)) for rest in rests]
    if any(length <= 1e-9 * np.linalg.norm(v) for length, v in zip(lengths, (own, other), strict=True)):
        return False
    a, b = (rest / length for rest, length in zip(rests, lengths, strict=True))
    return bool(np.linalg.norm(a - (a @ b) * b) <= close)


def _places_in(a: np.ndarray) -> Iterator[np.ndarray]:
    """Where it is positive, large or largest, and in which order."""
    if a.size > MOST:
        return
    yield from (a > 0, a >= 0, a > 0.5, a > a.mean(), np.sign(a), np.round(a), np.flatnonzero(a))
    for axis in range(a.ndim):
        yield from (a == a.max(axis, keepdims=True), a.argmax(axis), a.argmin(axis), a.argsort(axis))


def _places_of(rows: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Where the rows of one array stand in another, by what they begin with; nothing where that does not say."""
    if not (rows.size and among.size and rows.ndim == among.ndim > 0) or among.size > MOST:
        return np.zeros(0)
    wanted, there = (array.reshape(len(array), -1)[:, 0] for array in (rows, among))
    order = np.argsort(there)
    places = order[np.minimum(np.searchsorted(there[order], wanted), len(there) - 1)]
    return places if (there[places] == wanted).all() else np.zeros(0)


def _as_patterns(arrays: Sequence[np.ndarray]) -> Iterator[bytes]:
    """The bytes of those that say something by whole numbers, enough of them, and not all the same."""
    for array in arrays:
        whole = array.astype(float).ravel() + 0.0
        if FEWEST_PLACED <= whole.size <= MOST and (whole == np.round(whole)).all() and np.ptp(whole):
            yield whole.tobytes()
