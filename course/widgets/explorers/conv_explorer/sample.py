"""A convolution and a pool, place by place."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of conv_explorer."""
    return {
        "conv2d_forward": correlate,
        "conv2d_backward": correlate_back,
        "max_pool_forward": largest,
        "max_pool_backward": to_the_largest,
    }


def correlate(x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int = 1, pad: int = 0) -> tuple[np.ndarray, Any]:
    """A sum over the kernel's places, of shifted images; for stride 1 without padding."""
    OH, OW = x.shape[2] - w.shape[2] + 1, x.shape[3] - w.shape[3] + 1
    out = b[:, None, None] + sum(
        np.einsum("ncij,fc->nfij", x[:, :, u : u + OH, v : v + OW], w[:, :, u, v]) for u, v in np.ndindex(w.shape[2:])
    )
    return out, (x, w)


def correlate_back(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same places, the other way."""
    x, w = cache
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    OH, OW = dout.shape[2:]
    for u, v in np.ndindex(w.shape[2:]):
        dx[:, :, u : u + OH, v : v + OW] += np.einsum("nfij,fc->ncij", dout, w[:, :, u, v])
        dw[:, :, u, v] = np.einsum("nfij,ncij->fc", dout, x[:, :, u : u + OH, v : v + OW])
    return dx, dw, dout.sum(axis=(0, 2, 3))


def largest(x: np.ndarray, size: int = 2, stride: int = 2) -> tuple[np.ndarray, Any]:
    """The largest of each window, and where it stands."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::stride, ::stride]
    rows = windows.reshape(*windows.shape[:4], -1)
    return rows.max(axis=-1), (x.shape, rows.argmax(axis=-1), size, stride)


def to_the_largest(dout: np.ndarray, cache: Any) -> np.ndarray:
    """Back to where it stands."""
    shape, winner, size, stride = cache
    dx = np.zeros(shape)
    n, c, i, j = np.indices(dout.shape)
    np.add.at(dx, (n, c, i * stride + winner // size, j * stride + winner % size), dout)
    return dx
