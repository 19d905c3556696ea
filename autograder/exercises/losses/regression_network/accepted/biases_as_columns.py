"""Biases as one more column of the weights; products by einsum; a new dict that keeps the order of params."""

import numpy as np


def regression_network(params, x, t):
    N = t.shape[0]
    ones = np.ones((N, 1), dtype=x.dtype)
    A = np.column_stack([params["W"], params["b"]])
    B = np.column_stack([params["theta"], params["c"]])
    x1 = np.hstack([x, ones])
    h1 = np.hstack([np.tanh(np.einsum("nd,hd->nh", x1, A)), ones])
    error = np.einsum("nh,kh->nk", h1, B) - t
    dB = 2 * np.einsum("nk,nh->kh", error, h1) / N
    back = np.einsum("nk,kh->nh", error, B)[:, :-1] * (1 - h1[:, :-1] ** 2)
    dA = 2 * np.einsum("nh,nd->hd", back, x1) / N
    parts = {"W": dA[:, :-1], "b": dA[:, -1], "theta": dB[:, :-1], "c": dB[:, -1]}
    return np.einsum("nk,nk", error, error) / N, {name: parts[name] for name in params}
