"""Unit by unit: every output so far either gains the next term or does not."""

import numpy as np


def exact_average(w, x, p):
    outputs, probability = np.zeros(1), np.ones(1)
    for wi, xi in zip(w, x):
        outputs = np.concatenate([outputs, outputs + wi * xi / (1 - p)])
        probability = np.concatenate([p * probability, (1 - p) * probability])
    mean = np.average(outputs, weights=probability)
    return mean, np.average(outputs**2, weights=probability) - mean**2
