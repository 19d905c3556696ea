"""A smooth activation and one with a corner."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of activation_explorer."""
    bell = (lambda x: (np.exp(-(x**2)), x)), (lambda dh, x: -2 * dh * x * np.exp(-(x**2)))
    distance = (lambda x: (np.abs(x), x)), (lambda dh, x: dh * np.sign(x))
    return {"activations": {"bell": bell, "distance": distance}}
