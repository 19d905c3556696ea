"""The Jacobian of each feature as a matrix, N by N."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    N, D = x.shape
    out, jacobians, hats = np.zeros((N, D)), [], []
    new = {"mean": np.array(running["mean"], dtype=float), "var": np.array(running["var"], dtype=float)}
    for j in range(D):
        column = x[:, j].astype(float)
        mu, var = (column.mean(), column.var()) if training else (running["mean"][j], running["var"][j])
        hat = (column - mu) / np.sqrt(var + eps)
        J = np.eye(N)
        if training:
            J = J - 1 / N - np.outer(hat, hat) / N
            new["mean"][j] = momentum * running["mean"][j] + (1 - momentum) * mu
            new["var"][j] = momentum * running["var"][j] + (1 - momentum) * var
        out[:, j] = gamma[j] * hat + beta[j]
        jacobians.append(J * gamma[j] / np.sqrt(var + eps))
        hats.append(hat)
    return out, (np.array(jacobians), np.array(hats)), new


def batchnorm_backward(dout, cache):
    jacobians, hats = cache
    dx = np.einsum("dnm,md->nd", jacobians, dout)
    return dx, np.einsum("dn,nd->d", hats, dout), dout.sum(axis=0)
