import numpy as np


def squared_error(t_hat, t):
    g = np.array(t_hat, copy=True)
    g -= t
    loss = np.mean(np.sum(np.square(g), axis=-1))
    g *= 2
    g /= g.shape[0]
    return loss, g
