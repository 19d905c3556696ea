"""Known-wrong variants: a class is one misconception, its docstring is what the student is told."""

import numpy as np


class plain_relu:
    """Negative inputs become 0, which is the ordinary ReLU: a leaky one keeps slope * x of them (lecture N2)."""

    def leaky_relu(x, slope=0.01):
        return np.maximum(x, 0.0)


class slope_everywhere:
    """The slope is applied to positive inputs too: it belongs to the negative side alone (lecture N2)."""

    def leaky_relu(x, slope=0.01):
        return slope * x


class slope_fixed:
    """The slope is always 0.01: use the argument (lecture N2)."""

    def leaky_relu(x, slope=0.01):
        return np.where(x > 0, x, 0.01 * x)


class changes_its_argument:
    """x itself is overwritten, and whoever called you still needs it: work on a copy (lecture N2)."""

    def leaky_relu(x, slope=0.01):
        x[x < 0] *= slope
        return x
