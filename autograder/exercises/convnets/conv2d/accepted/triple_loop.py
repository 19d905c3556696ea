"""A loop over images, kernels' places and windows, as most students write it; the cache is a dict."""

import numpy as np


def conv2d_forward(x, w, b, stride=1, pad=0):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    OH = 1 + (H + 2 * pad - KH) // stride
    OW = 1 + (W + 2 * pad - KW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    out = np.empty((N, F, OH, OW))
    for n in range(N):
        for i in range(OH):
            for j in range(OW):
                window = padded[n, :, i * stride : i * stride + KH, j * stride : j * stride + KW]
                out[n, :, i, j] = np.sum(window * w, axis=(1, 2, 3)) + b
    return out, {"padded": padded, "w": w, "stride": stride, "pad": pad}


def conv2d_backward(dout, cache):
    padded, w, stride, pad = (cache[key] for key in ("padded", "w", "stride", "pad"))
    KH, KW = w.shape[2:]
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for n, i, j in np.ndindex(dout.shape[0], dout.shape[2], dout.shape[3]):
        rows, columns = slice(i * stride, i * stride + KH), slice(j * stride, j * stride + KW)
        for f in range(len(w)):
            dw[f] += dout[n, f, i, j] * padded[n, :, rows, columns]
            dpadded[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    H, W = padded.shape[2] - 2 * pad, padded.shape[3] - 2 * pad
    return dpadded[:, :, pad : H + pad, pad : W + pad], dw, np.einsum("nfij->f", dout)
