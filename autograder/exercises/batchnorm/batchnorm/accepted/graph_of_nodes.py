"""Every node of the computation graph for itself, forward and backward."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    N = len(x)
    if not training:
        std = np.sqrt(running["var"] + eps)
        x_hat = (x - running["mean"]) / std
        return gamma * x_hat + beta, ("test", x_hat, gamma, std), running
    mu = np.sum(x, axis=0) / N
    centred = x - mu
    var = np.sum(centred**2, axis=0) / N
    std = np.sqrt(var + eps)
    inverse = 1 / std
    x_hat = centred * inverse
    kept = ("train", centred, var, std, inverse, x_hat, gamma)
    new = {key: momentum * running[key] + (1 - momentum) * value for key, value in (("mean", mu), ("var", var))}
    return gamma * x_hat + beta, kept, new


def batchnorm_backward(dout, cache):
    dbeta = dout.sum(axis=0)
    if cache[0] == "test":
        _, x_hat, gamma, std = cache
        return dout * gamma / std, (dout * x_hat).sum(axis=0), dbeta
    _, centred, _, std, inverse, x_hat, gamma = cache
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = dout * gamma
    dinverse = (dx_hat * centred).sum(axis=0)
    dcentred = dx_hat * inverse
    dvar = 0.5 * inverse * (-dinverse / std**2)
    dcentred = dcentred + 2 * centred * (np.ones_like(dout) / len(dout) * dvar)
    dmu = -dcentred.sum(axis=0)
    return dcentred + np.ones_like(dout) / len(dout) * dmu, dgamma, dbeta
