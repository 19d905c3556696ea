"""How far a loop is: a thin bar, the time that it took, and the time that is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.plots.style import BLUE, FAINT, INK, SOFT, bare

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


class ProgressBar:
    """A thin bar of progress with a line of text above it."""

    def __init__(self, ax: Axes, total: int, title: str) -> None:
        bare(ax)
        ax.set(xlim=(0, 1), ylim=(0, 1))
        self._total = total
        ax.text(0, 0.55, title, fontsize=10.5, color=INK, va="bottom", weight="bold")
        ax.plot([0, 1], [0.15, 0.15], color=FAINT, linewidth=4, solid_capstyle="butt")
        (self._bar,) = ax.plot([], [], color=BLUE, linewidth=4, solid_capstyle="butt")
        self._text = ax.text(1, 0.55, "", fontsize=9.5, color=SOFT, ha="right", va="bottom")
        self.moving: list[Artist] = [self._bar, self._text]

    def update(self, steps: int, seconds: float, note: str = "") -> None:
        """Show how far it is; a note takes the place of the times."""
        self._bar.set_data([0, min(steps / max(self._total, 1), 1.0)], [0.15, 0.15])
        total = max(self._total, steps)
        self._text.set_text(f"{note} · {steps} of {total} steps" if note else progress(steps, total, seconds))


def progress(steps: int, total: int, seconds: float) -> str:
    """`120 of 500 steps, 3 s, 9 s left`.

    >>> progress(120, 480, 3.0)
    '120 of 480 steps · 3.0 s · 9.0 s left'
    """
    left = seconds / steps * (total - steps) if 0 < steps < total else 0.0
    parts = [f"{steps} of {total} steps", duration(seconds)] + ([f"{duration(left)} left"] if left else [])
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """Seconds below two minutes, then minutes.

    >>> duration(3.04), duration(300.0)
    ('3.0 s', '5.0 min')
    """
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.1f} min"
