"""Masks made on the spot, the forward pass of each layer spelled out."""

import numpy as np


def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
    N, H = x.shape[0], params["b1"].shape[0]
    if training:
        mask_x = (rng.random(x.shape) < 1 - p_input) / (1 - p_input)
        mask_h = (rng.random((N, H)) < 1 - p_hidden) / (1 - p_hidden)
    else:
        mask_x, mask_h = 1.0, 1.0
    x_dropped = x * mask_x
    z = x_dropped.dot(params["W1"].T) + params["b1"]
    h = np.where(z > 0, z, 0)
    h_dropped = h * mask_h
    scores = h_dropped.dot(params["W2"].T) + params["b2"]

    scores = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(scores)
    total = e.sum(axis=1)
    loss = np.mean(np.log(total) - scores[np.arange(N), y])
    loss += 0.5 * lam * (np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))

    dscores = e / total[:, None]
    dscores[np.arange(N), y] -= 1
    dscores /= N
    dh = dscores.dot(params["W2"]) * mask_h
    dz = dh * (h > 0)
    grads = {"b2": dscores.sum(0), "b1": dz.sum(0)}
    grads["W2"] = dscores.T.dot(h_dropped) + lam * params["W2"]
    grads["W1"] = dz.T.dot(x_dropped) + lam * params["W1"]
    return loss, grads
