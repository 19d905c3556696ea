import numpy as np


class Kept:
    def __init__(self, x, theta):
        self.x, self.theta = x, theta


def linear_forward(x, W, b):
    # the bias is the weight of an input that is always 1
    x1 = np.concatenate([x, np.ones((x.shape[0], 1), dtype=x.dtype)], axis=1)
    theta = np.concatenate([W, b[:, None]], axis=1)
    return x1 @ theta.T, Kept(x1, theta)


def linear_backward(dz, cache):
    dx1 = dz @ cache.theta
    dtheta = dz.T @ cache.x
    return dx1[:, :-1], dtheta[:, :-1], dtheta[:, -1]
