import numpy as np


def leaky_relu(x, slope=0.01):
    return np.maximum(x, 0) + slope * np.minimum(x, 0)
