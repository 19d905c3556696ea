"""Mask by mask with itertools, probabilities multiplied unit by unit."""

import itertools

import numpy as np


def exact_average(w, x, p):
    outputs, probabilities = [], []
    for mask in itertools.product([0, 1], repeat=len(x)):
        outputs.append(np.sum(w * np.array(mask) * x) / (1 - p))
        probabilities.append(np.prod([1 - p if keep else p for keep in mask]))
    mean = sum(q * a for q, a in zip(probabilities, outputs))
    var = sum(q * (a - mean) ** 2 for q, a in zip(probabilities, outputs))
    return mean, var
