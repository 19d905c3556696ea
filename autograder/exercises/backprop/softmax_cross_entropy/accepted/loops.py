"""One example and one class at a time."""

import math

import numpy as np


def softmax(z):
    p = np.empty(z.shape)
    for i, row in enumerate(z):
        top = max(row)
        e = [math.exp(v - top) for v in row]
        for j, value in enumerate(e):
            p[i, j] = value / sum(e)
    return p


def softmax_cross_entropy(z, y):
    N, K = z.shape
    p = softmax(z)
    loss = 0.0
    dz = np.zeros((N, K))
    for i in range(N):
        top = max(z[i])
        loss += math.log(sum(math.exp(v - top) for v in z[i])) + top - z[i, y[i]]
        for k in range(K):
            dz[i, k] = (p[i, k] - (1.0 if k == y[i] else 0.0)) / N
    return loss / N, dz
