"""The slides' backward pass, one gradient after the other."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    if training:
        mu, var = x.mean(axis=0), x.var(axis=0)
        new = {
            "mean": running["mean"] * momentum + mu * (1 - momentum),
            "var": running["var"] * momentum + var * (1 - momentum),
        }
    else:
        mu, var, new = running["mean"], running["var"], dict(running)
    x_hat = (x - mu) / np.sqrt(var + eps)
    return x_hat * gamma + beta, {"x": x, "mu": mu, "var": var, "gamma": gamma, "eps": eps, "training": training}, new


def batchnorm_backward(dout, cache):
    x, mu, var, gamma, eps = (cache[name] for name in ("x", "mu", "var", "gamma", "eps"))
    centred, N = x - mu, x.shape[0]
    dgamma, dbeta = np.sum(dout * centred / np.sqrt(var + eps), axis=0), np.sum(dout, axis=0)
    dx_hat = dout * gamma
    dx = dx_hat / np.sqrt(var + eps)
    if cache["training"]:
        dvar = np.sum(dx_hat * centred, axis=0) * -0.5 * (var + eps) ** -1.5
        dmu = -np.sum(dx_hat, axis=0) / np.sqrt(var + eps) + dvar * np.sum(-2 * centred, axis=0) / N
        dx = dx + dvar * 2 * centred / N + dmu / N
    return dx, dgamma, dbeta
