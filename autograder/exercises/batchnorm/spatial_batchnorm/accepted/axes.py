"""Straight along the axes, without a row or a call of the plain layer."""

import numpy as np

AXES = (0, 2, 3)


def spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    def wide(v):
        return v.reshape(1, -1, 1, 1)

    if training:
        mu, var = np.mean(x, axis=AXES), np.var(x, axis=AXES)
        new = {"mean": (1 - momentum) * mu, "var": (1 - momentum) * var}
        new = {key: value + momentum * running[key] for key, value in new.items()}
    else:
        mu, var, new = running["mean"], running["var"], running
    std = np.sqrt(var + eps)
    x_hat = (x - wide(mu)) / wide(std)
    return wide(gamma) * x_hat + wide(beta), {"x_hat": x_hat, "factor": wide(gamma / std), "training": training}, new


def spatial_batchnorm_backward(dout, cache):
    x_hat, n = cache["x_hat"], dout.size / dout.shape[1]
    dgamma, dbeta = np.sum(dout * x_hat, axis=AXES), np.sum(dout, axis=AXES)
    dx = dout
    if cache["training"]:
        dx = dx - dbeta.reshape(-1, 1, 1) / n - x_hat * dgamma.reshape(-1, 1, 1) / n
    return cache["factor"] * dx, dgamma, dbeta
