"""Small pictures of numbers as SVG, for a page without scripts. Colours are the page's, light or dark."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from autograder.insight.statistics import Distribution
from autograder.reports.wording import points_text

__all__ = ["histogram", "share_bar"]

WIDTH, HEIGHT, BASE, TOP = 640, 200, 170, 18
BAR, BAR_HEIGHT = 120, 10


def histogram(scores: Distribution) -> str:
    """How many students have how many points, in tenths of the maximum; a line where half of the class is."""
    most, slot = max(max(scores.bins), 1), WIDTH / len(scores.bins)
    bars = "".join(_bar(k, count, most, slot, scores) for k, count in enumerate(scores.bins))
    share = scores.median / scores.maximum if scores.maximum else 0.0
    place = min(WIDTH - 1, WIDTH * share)
    said = f"Scores of {scores.count} students, median {points_text(scores.median)} of {points_text(scores.maximum)}"
    return (
        f'<svg class="histogram" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}">'
        f'{bars}<line class="axis" x1="0" y1="{BASE}" x2="{WIDTH}" y2="{BASE}"/>'
        f'<line class="median" x1="{place:.1f}" y1="{TOP}" x2="{place:.1f}" y2="{BASE}"/>{_ticks(scores)}</svg>'
    )


def _bar(place: int, count: int, most: int, slot: float, scores: Distribution) -> str:
    height = (BASE - TOP) * count / most
    left, middle, top = place * slot + 2, (place + 0.5) * slot, BASE - height
    low, high = (points_text(scores.maximum * edge / len(scores.bins)) for edge in (place, place + 1))
    label = f'<text class="count" x="{middle:.1f}" y="{top - 4:.1f}">{count}</text>' if count else ""
    box = f'x="{left:.1f}" y="{top:.1f}" width="{slot - 4:.1f}" height="{height:.1f}" rx="2"'
    return f'<rect class="bar" {box}><title>{low} to {high} points: {count}</title></rect>{label}'


def _ticks(scores: Distribution) -> str:
    """Points under the axis at both ends and in the middle."""
    ends = ((0, 0.0, "start"), (WIDTH / 2, 0.5, "middle"), (WIDTH, 1.0, "end"))
    return "".join(
        f'<text class="tick" x="{x:g}" y="{HEIGHT - 10}" text-anchor="{anchor}">'
        f"{points_text(scores.maximum * share)}</text>"
        for x, share, anchor in ends
    )


def share_bar(parts: Sequence[tuple[str, float]]) -> str:
    """A bar of parts that are shares of the whole, each in the colour of its class; words stand beside it."""
    drawn, left = "", 0.0
    for name, share in parts:
        drawn += f'<rect class="{escape(name)}" x="{BAR * left:.2f}" width="{BAR * share:.2f}" height="{BAR_HEIGHT}"/>'
        left += share
    return f'<svg class="share" viewBox="0 0 {BAR} {BAR_HEIGHT}" aria-hidden="true">{drawn}</svg>'
