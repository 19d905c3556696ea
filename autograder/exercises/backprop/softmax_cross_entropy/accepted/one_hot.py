"""Labels as rows of an identity matrix, log-probabilities first."""

import numpy as np


def log_softmax(z):
    shifted = z - np.max(z, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


def softmax(z):
    return np.exp(log_softmax(z))


def softmax_cross_entropy(z, y):
    t = np.eye(z.shape[1])[y]
    log_p = log_softmax(z)
    loss = -np.einsum("nk,nk->", np.where(t > 0, log_p, 0.0), t) / len(z)
    return float(loss), (np.exp(log_p) - t) / len(z)
