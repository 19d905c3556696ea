"""Everything in one place, in plain NumPy."""

import numpy as np


def batchnorm_mlp_loss(params, running, x, y, training):
    N = len(y)
    a = np.einsum("nd,hd->nh", x, params["W1"])
    mu, var, new = running["mean"], running["var"], running
    if training:
        mu, var = a.mean(axis=0), a.var(axis=0)
        new = {"mean": 0.9 * running["mean"] + 0.1 * mu, "var": 0.9 * running["var"] + 0.1 * var}
    std = np.sqrt(var + 1e-5)
    a_hat = (a - mu) / std
    z = params["gamma"] * a_hat + params["beta"]
    h = np.where(z > 0, z, 0)
    o = h @ params["W2"].T + params["b2"]
    top = o.max(axis=1, keepdims=True)
    log_p = o - top - np.log(np.exp(o - top).sum(axis=1, keepdims=True))
    do = (np.exp(log_p) - (np.arange(o.shape[1]) == y[:, None])) / N
    dz = (do @ params["W2"]) * (z > 0)
    da_hat = params["gamma"] * dz
    da = da_hat / std
    if training:
        da = (N * da_hat - da_hat.sum(axis=0) - a_hat * (da_hat * a_hat).sum(axis=0)) / (N * std)
    grads = {"W1": da.T @ x, "gamma": (dz * a_hat).sum(axis=0), "beta": dz.sum(axis=0)}
    grads |= {"W2": do.T @ h, "b2": do.sum(axis=0)}
    return -log_p[np.arange(N), y].mean(), grads, new
