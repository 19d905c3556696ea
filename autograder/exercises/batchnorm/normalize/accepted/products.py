"""Means as matrix products, on the transposed batch."""

import numpy as np


def normalize(x, eps=1e-5):
    weights = np.full(len(x), 1 / len(x))
    mu = x.T @ weights
    distances = x.T - mu[:, None]
    var = np.einsum("dn,dn,n->d", distances, distances, weights)
    return (distances / np.sqrt(var + eps)[:, None]).T, mu, var
