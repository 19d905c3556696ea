"""Everything written out, with a dict of parameters."""

import numpy as np


def hidden_unit_gap(params):
    W1 = np.asarray(params["W1"])
    return np.abs(W1[:, None, :] - W1[None, :, :]).max()


def train_from_constant(x, y, hidden, value, lr, steps, dropout, rng):
    N, D = x.shape
    K = int(np.max(y)) + 1
    onehot = np.eye(K)[y]
    params = {
        "W1": value * np.ones((hidden, D)),
        "b1": np.zeros(hidden),
        "W2": value * np.ones((K, hidden)),
        "b2": np.zeros(K),
    }
    for _ in range(steps):
        z = x @ params["W1"].T + params["b1"]
        kept = rng.uniform(size=z.shape) > dropout if dropout > 0 else np.ones(z.shape)
        h = np.where(z > 0, z, 0) * kept / (1 - dropout)
        o = h @ params["W2"].T + params["b2"]
        o -= o.max(axis=1, keepdims=True)
        p = np.exp(o) / np.exp(o).sum(axis=1, keepdims=True)
        do = (p - onehot) / N
        dz = (do @ params["W2"]) * kept * (z > 0) / (1 - dropout)
        grads = {"W1": dz.T @ x, "b1": dz.sum(axis=0), "W2": do.T @ h, "b2": do.sum(axis=0)}
        for key in params:
            params[key] = params[key] - lr * grads[key]
    return params
