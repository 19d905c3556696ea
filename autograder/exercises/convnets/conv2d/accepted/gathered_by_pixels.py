"""On the way back each pixel collects: dout spread apart by the stride, correlated with the kernel turned round."""

import numpy as np


def correlate(images, kernels):
    """Stride 1, no padding: (N, C, H, W) and (F, C, KH, KW)."""
    KH, KW = kernels.shape[2:]
    OH, OW = images.shape[2] - KH + 1, images.shape[3] - KW + 1
    out = 0
    for u in range(KH):
        for v in range(KW):
            out = out + np.einsum("ncij,fc->nfij", images[:, :, u : u + OH, v : v + OW], kernels[:, :, u, v])
    return out


def conv2d_forward(x, w, b, stride=1, pad=0):
    N, C, H, W = x.shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), x.dtype)
    padded[:, :, pad : pad + H, pad : pad + W] = x
    every = correlate(padded, w)
    return every[:, :, ::stride, ::stride] + b.reshape(1, -1, 1, 1), (padded, w, stride, pad, every.shape)


def conv2d_backward(dout, cache):
    padded, w, stride, pad, shape = cache
    KH, KW = w.shape[2:]
    spread = np.zeros(shape, dout.dtype)
    spread[:, :, ::stride, ::stride] = dout
    around = np.pad(spread, ((0, 0), (0, 0), (KH - 1, KH - 1), (KW - 1, KW - 1)))
    dx = correlate(around, w[:, :, ::-1, ::-1].transpose(1, 0, 2, 3))
    dw = correlate(padded.transpose(1, 0, 2, 3), spread.transpose(1, 0, 2, 3)).transpose(1, 0, 2, 3)
    H, W = padded.shape[2] - 2 * pad, padded.shape[3] - 2 * pad
    return dx[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=3).sum(axis=2).sum(axis=0)
