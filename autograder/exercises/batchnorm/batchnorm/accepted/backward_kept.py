"""The cache is the backward pass itself: a function that has kept what it needs."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    if training:
        mu = x.mean(axis=0)
        var = ((x - mu) ** 2).mean(axis=0)
        new = {key: old - (1 - momentum) * (old - own) for (key, old), own in zip(sorted(running.items()), (mu, var))}
    else:
        mu, var, new = running["mean"], running["var"], dict(running)
    factor = 1 / np.sqrt(var + eps)
    x_hat = (x - mu) * factor

    def backward(dout):
        d = dout * gamma * factor
        if training:
            d = d - d.mean(axis=0) - x_hat * (d * x_hat).mean(axis=0)
        return d, np.einsum("nd,nd->d", dout, x_hat), np.einsum("nd->d", dout)

    return x_hat * gamma + beta, backward, new


def batchnorm_backward(dout, cache):
    return cache(dout)
