"""Small layer functions that carry their own way back."""

import numpy as np


def linear(x, W, b):
    return x @ W.T + b, lambda d: (d @ W, d.T @ x, d.sum(axis=0))


def relu(z):
    return z * (z > 0), lambda d: np.where(z > 0, d, 0)


def dropped(x, p, rng, training):
    out, cache = dropout_forward(x, p, rng, training)
    return out, lambda d: dropout_backward(d, cache)


def cross_entropy(o, y):
    p = np.exp(o - o.max(axis=1)[:, None])
    p /= p.sum(axis=1)[:, None]
    shifted = o - o.max(axis=1)[:, None]
    loss = np.mean([np.log(np.exp(row).sum()) - row[label] for row, label in zip(shifted, y)])
    p[range(len(y)), y] -= 1
    return loss, p / len(y)


def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
    a, _ = dropped(x, p_input, rng, training)
    z, back_1 = linear(a, params["W1"], params["b1"])
    h, back_relu = relu(z)
    h, back_dropout = dropped(h, p_hidden, rng, training)
    o, back_2 = linear(h, params["W2"], params["b2"])
    loss, d = cross_entropy(o, y)
    d, dW2, db2 = back_2(d)
    _, dW1, db1 = back_1(back_relu(back_dropout(d)))
    grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    for key in ("W1", "W2"):
        loss = loss + lam / 2 * np.sum(params[key] ** 2)
        grads[key] = grads[key] + lam * params[key]
    return loss, grads
