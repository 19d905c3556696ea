"""np.take along the axis of the hidden units."""

import numpy as np

AXES = {"W1": 0, "b1": 0, "W2": 1}


def permute_hidden(params, order):
    return {key: np.take(value, order, axis=AXES[key]) if key in AXES else value for key, value in params.items()}
