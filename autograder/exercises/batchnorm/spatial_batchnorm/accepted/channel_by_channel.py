"""Each channel as a layer with one unit."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    out, caches, new = np.zeros_like(x), [], {"mean": [], "var": []}
    for c in range(x.shape[1]):
        one = {key: value[c : c + 1] for key, value in running.items()}
        column = x[:, c].reshape(-1, 1)
        y, cache, moved = batchnorm_forward(column, gamma[c : c + 1], beta[c : c + 1], one, training, momentum, eps)
        out[:, c] = y.reshape(x[:, c].shape)
        caches.append(cache)
        for key in new:
            new[key].append(moved[key][0])
    return out, caches, {key: np.array(values) for key, values in new.items()}


def spatial_batchnorm_backward(dout, cache):
    dx, dgamma, dbeta = np.zeros_like(dout), [], []
    for c, kept in enumerate(cache):
        back, dg, db = batchnorm_backward(dout[:, c].reshape(-1, 1), kept)
        dx[:, c] = back.reshape(dout[:, c].shape)
        dgamma.append(dg[0])
        dbeta.append(db[0])
    return dx, np.array(dgamma), np.array(dbeta)
