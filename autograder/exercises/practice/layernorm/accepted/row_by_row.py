"""A loop over the rows with the whole Jacobian of each."""

import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    out, kept = np.empty_like(x), []
    for n, row in enumerate(x):
        std = (row.var() + eps) ** 0.5
        row_hat = (row - row.mean()) / std
        out[n] = row_hat * gamma + beta
        kept.append((row_hat, std))
    return out, {"rows": kept, "gamma": gamma}


def layernorm_backward(dout, cache):
    gamma, D = cache["gamma"], dout.shape[1]
    dx, dgamma, dbeta = np.zeros_like(dout), np.zeros_like(gamma), np.zeros_like(gamma)
    for n, (row_hat, std) in enumerate(cache["rows"]):
        J = (np.eye(D) - 1 / D - np.outer(row_hat, row_hat) / D) / std
        dx[n] = J.T @ (dout[n] * gamma)
        dgamma += dout[n] * row_hat
        dbeta += dout[n]
    return dx, dgamma, dbeta
