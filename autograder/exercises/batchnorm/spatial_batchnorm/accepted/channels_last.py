"""Channels to the end, all pixels as rows, and back."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    N, C, H, W = x.shape
    rows = np.moveaxis(x, 1, -1).reshape(N * H * W, C)
    out, cache, running = batchnorm_forward(rows, gamma, beta, running, training, momentum=momentum, eps=eps)
    return np.moveaxis(out.reshape(N, H, W, C), -1, 1), cache, running


def spatial_batchnorm_backward(dout, cache):
    N, C, H, W = dout.shape
    rows = np.moveaxis(dout, 1, -1).reshape(N * H * W, C)
    dx, dgamma, dbeta = batchnorm_backward(rows, cache)
    return np.moveaxis(dx.reshape(N, H, W, C), -1, 1), dgamma, dbeta
