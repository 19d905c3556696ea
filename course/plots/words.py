"""What a figure shows, in words, for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

UNNAMED = "_"


def in_words(figure: Figure) -> str:
    """Every panel by its title, its axes, and from where to where each named curve goes."""
    return " ".join(filter(None, map(_panel, figure.axes))) or "A picture."


def _panel(ax: Axes) -> str:
    title = ax.get_title("left") or ax.get_title()
    axes = " over ".join(filter(None, (ax.get_ylabel(), ax.get_xlabel())))
    curves = [_curve(line) for line in ax.lines if not str(line.get_label()).startswith(UNNAMED)]
    samples = [str(label) for _, label in zip(*ax.get_legend_handles_labels(), strict=True)] if not curves else []
    parts = [title, axes, *curves, *samples]
    return f"{'; '.join(filter(None, parts))}." if any(parts) else ""


def _curve(line: Line2D) -> str:
    values = np.asarray(line.get_ydata(), dtype=float)
    values = values[np.isfinite(values)]
    if not len(values):
        return str(line.get_label())
    return f"{line.get_label()} from {values[0]:.3g} to {values[-1]:.3g}"
