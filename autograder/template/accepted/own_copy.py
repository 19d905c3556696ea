import numpy as np


def leaky_relu(x, slope=0.01):
    h = x.copy()
    h[h < 0] *= slope
    return h
