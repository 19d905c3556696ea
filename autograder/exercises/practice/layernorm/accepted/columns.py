"""Everything transposed, so that no axis has to be kept."""

import numpy as np


class Cache:
    pass


def layernorm_forward(x, gamma, beta, eps=1e-5):
    cache, columns = Cache(), x.T
    cache.std = np.sqrt(columns.var(axis=0) + eps)
    cache.x_hat = (columns - columns.mean(axis=0)) / cache.std
    cache.gamma = gamma.copy()
    return (cache.x_hat * gamma[:, None] + beta[:, None]).T, cache


def layernorm_backward(dout, cache):
    dout = dout.T
    dx_hat = dout * cache.gamma[:, None]
    dx_hat = dx_hat - dx_hat.mean(axis=0)
    dx = (dx_hat - cache.x_hat * (dx_hat * cache.x_hat).mean(axis=0)) / cache.std
    return dx.T, (dout * cache.x_hat).sum(axis=1), dout.sum(axis=1)
