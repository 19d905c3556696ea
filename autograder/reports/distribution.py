"""How the scores of a class are spread: the middle of it, and a bar for each fifth of the points."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.reports.results import ClassResult
from autograder.reports.wording import points_text

__all__ = ["Distribution", "distribution_lines", "distribution_of"]

BINS, WIDEST = 5, 30


@dataclass(frozen=True, slots=True)
class Distribution:
    """Of the exercises' scores; `counts` are students by fifths of `maximum`, whoever has all of it in the last."""

    count: int
    median: float
    mean: float
    maximum: float
    counts: tuple[int, ...]


def distribution_of(result: ClassResult) -> Distribution | None:
    """None where fewer than two students have a score."""
    scores = [entry.score or 0.0 for entry in result.graded]
    maximum = sum(report.max_score for report in result.exercises)
    if len(scores) < 2 or maximum <= 0:
        return None
    counts = [0] * BINS
    for score in scores:
        counts[min(BINS - 1, int(BINS * score / maximum))] += 1
    return Distribution(len(scores), statistics.median(scores), statistics.fmean(scores), maximum, tuple(counts))


def distribution_lines(result: ClassResult) -> Iterator[str]:
    """For the terminal."""
    found = distribution_of(result)
    if found is None:
        return
    most = points_text(found.maximum)
    yield f"{found.count} graded: median {points_text(found.median)} / {most}, mean {points_text(found.mean)}"
    edges = [points_text(found.maximum * k / BINS) for k in range(BINS + 1)]
    width = max(map(len, edges))
    for low, high, count in zip(edges, edges[1:], found.counts, strict=False):
        bar = "█" * -(-WIDEST * count // max(found.counts))
        yield f"  {low:>{width}} to {high:>{width}}  {bar} {count}".rstrip()
