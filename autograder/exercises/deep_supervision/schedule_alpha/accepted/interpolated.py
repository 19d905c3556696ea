import numpy as np


def decay_alpha(alpha_0, epoch, epochs):
    return np.interp(epoch, [0, epochs], [alpha_0, 0.0])
