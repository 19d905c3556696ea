"""The right answer. It may stand in `reference_impl` as well: then `solution` names that module."""

import numpy as np


def leaky_relu(x, slope=0.01):
    """Leaky rectified linear unit: x where x > 0, slope * x elsewhere (lectures N2).

    Args:
        x: array of any shape.
        slope: what is left of a negative input.
    Returns:
        h, shaped like x.
    """
    return np.where(x > 0, x, slope * x)
