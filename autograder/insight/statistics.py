"""Numbers of a class, from plain lists of scores."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Distribution", "correlation", "discrimination", "distribution"]

BINS = 10
FEWEST = 3  # of whom a correlation says anything at all
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Distribution:
    """How scores are spread. `bins` counts them in tenths of the maximum; who has all of it is in the last."""

    count: int
    maximum: float
    mean: float
    median: float
    deviation: float
    lowest: float
    highest: float
    bins: tuple[int, ...]


def distribution(scores: Sequence[float], maximum: float) -> Distribution:
    """Of at least one score. `deviation` is that of the class itself, not an estimate of a larger one's."""
    bins = [0] * BINS
    for score in scores:
        bins[min(BINS - 1, max(0, math.floor(BINS * score / maximum + 1e-9)) if maximum else 0)] += 1
    middle = statistics.mean(scores), statistics.median(scores), statistics.pstdev(scores)
    return Distribution(len(scores), maximum, *middle, min(scores), max(scores), tuple(bins))


def discrimination(exercise: Sequence[float], totals: Sequence[float]) -> float | None:
    """Whether those who do well elsewhere do well in this exercise: with the rest of the total, which it is no part of.

    For an exercise that is right or wrong as a whole this is the point-biserial correlation, corrected for the
    exercise's own share of the total; for partial credit it is the same formula, Pearson's.
    """
    return correlation(exercise, [total - own for total, own in zip(totals, exercise, strict=True)])


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's; None where too few are compared, or one side is the same for all of them."""
    if len(xs) < FEWEST:
        return None
    x_mean, y_mean = statistics.fmean(xs), statistics.fmean(ys)
    x_off, y_off = [x - x_mean for x in xs], [y - y_mean for y in ys]
    spread = math.sqrt(math.fsum(x * x for x in x_off)) * math.sqrt(math.fsum(y * y for y in y_off))
    if spread < NOTHING:
        return None
    return math.fsum(x * y for x, y in zip(x_off, y_off, strict=True)) / spread
