"""Shapes as arrays of whole numbers, the count from the shapes of all parameters."""

import numpy as np


def lenet_shapes(height, width, channels=1):
    size = np.array([height, width])
    found = []
    for number, maps in ((1, 20), (2, 50)):
        size = size - 4
        found.append([f"conv{number}", np.array([maps, *size])])
        size = size // 2
        found.append([f"pool{number}", np.array([maps, *size])])
    return found + [["fc1", np.array([500])], ["fc2", np.array([10])]]


def parameter_count(height, width, channels=1):
    flat = lenet_shapes(height, width, channels)[3][1].prod()
    weights = [(20, channels, 5, 5), (20,), (50, 20, 5, 5), (50,), (500, flat), (500,), (10, 500), (10,)]
    return sum(np.prod(shape) for shape in weights)
