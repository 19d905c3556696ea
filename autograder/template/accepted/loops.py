import numpy as np


def leaky_relu(x, slope=0.01):
    h = np.empty_like(x)
    for index, value in np.ndenumerate(x):
        h[index] = value if value > 0 else slope * value
    return h
