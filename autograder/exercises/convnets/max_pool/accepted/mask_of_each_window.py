"""A mask of one entry for each window, made on a copy in the forward pass."""

import numpy as np


class Routes:
    def __init__(self, shape):
        self.shape, self.steps = shape, []


def max_pool_forward(x, size=2, stride=2):
    H, W = x.shape[2:]
    cache, rows = Routes(x.shape), []
    for top in range(0, H - size + 1, stride):
        row = []
        for left in range(0, W - size + 1, stride):
            window = x[:, :, top : top + size, left : left + size].reshape(*x.shape[:2], -1).copy()
            mask = np.zeros(window.shape, dtype=x.dtype)
            np.put_along_axis(mask, window.argmax(axis=2)[:, :, None], 1, axis=2)
            cache.steps.append((top, left, size, mask.reshape(*x.shape[:2], size, size)))
            row.append(window.max(axis=2))
        rows.append(np.stack(row, axis=2))
    return np.stack(rows, axis=2), cache


def max_pool_backward(dout, cache):
    dx = np.zeros(cache.shape, dout.dtype)
    for d, (top, left, size, mask) in zip(dout.reshape(*dout.shape[:2], -1).transpose(2, 0, 1), cache.steps):
        dx[:, :, top : top + size, left : left + size] += d[:, :, None, None] * mask
    return dx
