"""Images as (C, pixels), with einsum, and the mode told by what is in the cache."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    flat = x.swapaxes(0, 1).reshape(x.shape[1], -1)
    mean, var = running["mean"].copy(), running["var"].copy()
    if training:
        centred = flat - flat.mean(axis=1, keepdims=True)
        spread = np.einsum("cp,cp->c", centred, centred) / flat.shape[1]
        mean = mean * momentum + flat.mean(axis=1) * (1 - momentum)
        var = var * momentum + spread * (1 - momentum)
    else:
        centred, spread = flat - mean[:, None], var
    x_hat = centred / np.sqrt(spread + eps)[:, None]
    out = x_hat * gamma[:, None] + beta[:, None]
    shape = x.swapaxes(0, 1).shape
    pixels = flat.shape[1] if training else None
    cache = x_hat, gamma / np.sqrt(spread + eps), pixels
    return out.reshape(shape).swapaxes(0, 1), cache, {"mean": mean, "var": var}


def spatial_batchnorm_backward(dout, cache):
    x_hat, slope, pixels = cache
    turned = dout.swapaxes(0, 1)
    flat = turned.reshape(len(turned), -1)
    dgamma, dbeta = np.einsum("cp,cp->c", flat, x_hat), np.einsum("cp->c", flat)
    dx = slope[:, None] * flat
    if pixels is not None:
        dx -= slope[:, None] * (dbeta[:, None] + x_hat * dgamma[:, None]) / pixels
    return dx.reshape(turned.shape).swapaxes(0, 1), dgamma, dbeta
