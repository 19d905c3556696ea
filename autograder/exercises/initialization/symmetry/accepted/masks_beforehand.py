"""The masks of all steps drawn before the first one, as numbers of tries; params changed by np.subtract."""

import itertools

import numpy as np


def hidden_unit_gap(params):
    pairs = itertools.combinations(params["W1"], 2)
    return max((float(np.abs(one - other).max()) for one, other in pairs), default=0.0)


def train_from_constant(x, y, hidden, value, lr, steps, dropout, rng):
    classes = int(max(y)) + 1
    theta = {
        "W1": value * np.ones((hidden, x.shape[1])),
        "b1": np.zeros(hidden),
        "W2": value * np.ones((classes, hidden)),
        "b2": np.zeros(classes),
    }
    for kept in rng.binomial(1, 1 - dropout, size=(steps, len(x), hidden)):
        mask = kept / (1 - dropout)
        z = x @ theta["W1"].T + theta["b1"]
        h = np.where(z > 0, z, 0) * mask
        o = h @ theta["W2"].T + theta["b2"]
        e = np.exp(o - o.max(axis=1, keepdims=True))
        do = (e / e.sum(axis=1, keepdims=True) - np.eye(classes)[y]) / len(x)
        dz = np.where(z > 0, do @ theta["W2"] * mask, 0)
        grads = {"W1": dz.T @ x, "b1": dz.sum(axis=0), "W2": do.T @ h, "b2": do.sum(axis=0)}
        theta = {name: np.subtract(theta[name], lr * grads[name]) for name in theta}
    return theta
