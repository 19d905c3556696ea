"""All windows as rows, their argmax kept, and np.add.at on the way back."""

import numpy as np


def max_pool_forward(x, size=2, stride=2):
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::stride, ::stride]
    rows = windows.reshape(*windows.shape[:4], size * size)
    winner = rows.argmax(axis=-1)
    out = np.take_along_axis(rows, winner[..., None], axis=-1)[..., 0]
    return out, {"shape": x.shape, "winner": winner, "size": size, "stride": stride, "dtype": x.dtype}


def max_pool_backward(dout, cache):
    dx = np.zeros(cache["shape"], cache["dtype"])
    n, c, i, j = np.indices(dout.shape)
    u, v = np.divmod(cache["winner"], cache["size"])
    np.add.at(dx, (n, c, i * cache["stride"] + u, j * cache["stride"] + v), dout)
    return dx
